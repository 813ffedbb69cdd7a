package statement

import (
	"strings"

	"dateline/language"
	"dateline/language/cue"
	"dateline/language/tag"
	"dateline/text"
)

// said reports a sentence that only says who said the quotation before it,
// which ends in its own mark: “We stay!” Orlo told reporters.
func (f *finder) said(x language.Sentence) bool {
	k := x.First
	if k < 2 || f.inQuote[k-1] < 0 || f.inQuote[k] >= 0 {
		return false
	}
	mark := k - 2
	for mark > 0 && (f.word(mark) == "’" || f.word(mark) == "'") {
		mark--
	}
	stop := false
	switch w := f.word(mark); {
	case w[0] == '!' || w[0] == '?':
	case w[0] == '.' || w == "…":
		stop = true
	default:
		return false
	}
	for ; k < min(x.Last, x.First+25) && f.inQuote[k] < 0; k++ {
		if f.d.Part(k) != tag.Verb || f.tree.rel(k) == "acl" {
			continue
		}
		use, ok := cue.Verb(f.lower(k))
		if !ok || !use.Clause || use.Form != cue.Past && use.Form != cue.Third || f.named[k] {
			return false
		}
		if stop && (x.Last-x.First > 8 || !sayVerb(use.Lemma) && use.Lemma != "ask") {
			return false
		}
		if f.setsScene(k+1, x) || f.word(k+1) == "," && k+2 < x.Last && f.inQuote[k+2] < 0 {
			return true
		}
		// No clause and no object of its own behind it: it reports what
		// stands before.
		for i := f.tree.child[k]; i >= 0; i = f.tree.next[i] {
			if c := int(i); c > k {
				switch f.tree.rel(c) {
				case "ccomp", "xcomp", "parataxis":
					return false
				case "obj":
					if !addressed(use.Lemma) && f.timeAt(c) < 0 {
						return false
					}
				}
			}
		}
		return k+1 < x.Last && f.inQuote[k+1] < 0 && !f.isThat(k+1) && (f.word(k+1) != "," && f.word(k+1) != ":" || k+2 >= x.Last || f.inQuote[k+2] < 0) && f.tree.dependent(k, "nsubj") >= 0
	}
	return false
}

// setsScene reports that token k opens when, where or of what something was said.
func (f *finder) setsScene(k int, x language.Sentence) bool {
	if k >= x.Last {
		return true
	}
	switch w := f.lower(k); w {
	case "as", "about", "when", "while", "of":
		return true
	default:
		return preposition[w] && w != "to"
	}
}

// title reports quotation marks that set off the name of a thing and not
// speech: the novel “The Long Night”, exercise “Iron Fist”.
func (f *finder) title(q language.Quote) bool {
	if !q.Closed || q.Inner.Len() > 60 {
		return false
	}
	first, behind := f.d.TokenAt(q.Span.Start), f.d.TokenAt(q.Span.End)
	block := f.d.Article.Blocks[q.Block].Span
	edge := f.d.TokenAt(block.End) // the first token of the next block
	if first > 0 && int(f.d.Tokens[first-1].Start) < block.Start {
		first = 0 // nothing of this block stands before it
	}
	named := first > 0 && words["work"][strings.TrimSuffix(f.lower(first-1), "s")]
	if first > 0 && !named { // NBC’s “Morning Call”
		switch f.word(first - 1) {
		case "’s", "'s", "on", "in", "told", "to":
			named = f.wordsIn(unit{f.d.TokenAt(q.Inner.Start), f.d.TokenAt(q.Inner.End), q.Block}) > 1
		}
	}
	// “Iron Fist,” a winter exercise
	if behind >= 2 && behind+1 < edge && (f.word(behind-2) == "," || f.word(behind) == ",") {
		for k := behind; k < min(behind+6, edge) && !named; k++ {
			named = words["work"][f.lower(k)] && (f.nominal(behind) || f.nominal(behind+1))
		}
	}
	if !named {
		return false
	}
	for k := f.d.TokenAt(q.Inner.Start); k < len(f.d.Tokens) && int(f.d.Tokens[k].Start) < q.Inner.End; k++ {
		w := f.word(k)
		if (w == "." || w == "!" || w == "?") && int(f.d.Tokens[k].End) < q.Inner.End {
			return false
		}
		if len(w) > 3 && w[0] >= 'a' && w[0] <= 'z' && !preposition[w] {
			return false
		}
	}
	return true
}

// allQuoted reports whether nothing but punctuation stands outside quotation
// marks.
func (f *finder) allQuoted(u unit) bool {
	quoted := false
	for k := u.first; k < u.last; k++ {
		if f.inQuote[k] >= 0 {
			quoted = true
			continue
		}
		if isWord(f.word(k)) {
			return false
		}
	}
	return quoted
}

func (f *finder) wordsIn(u unit) int {
	n := 0
	for k := u.first; k < u.last; k++ {
		if isWord(f.word(k)) {
			n++
		}
	}
	return n
}

// quoteSpans returns the quotations of a unit, marks included.
func (f *finder) quoteSpans(u unit) []text.Span {
	var out []text.Span
	prev := int32(-1)
	for k := u.first; k < u.last; k++ {
		q := f.inQuote[k]
		switch {
		case q < 0:
		case q == prev:
			out[len(out)-1].End = int(f.d.Tokens[k].End)
		default:
			out = append(out, f.span(k, k+1))
		}
		prev = q
	}
	return out
}

// inner returns what stands between the marks of the quotations that lie in
// the given spans.
func (f *finder) inner(content []text.Span) []text.Span {
	var out []text.Span
	for _, c := range content {
		prev := int32(-1)
		for k := f.d.TokenAt(c.Start); k < len(f.d.Tokens) && int(f.d.Tokens[k].Start) < c.End; k++ {
			q := f.inQuote[k]
			if q >= 0 && q != prev {
				in := f.d.Quotes[q].Inner
				cut := f.d.Article.Text.Trim(text.Span{Start: max(in.Start, c.Start), End: min(in.End, c.End)})
				if !cut.Empty() && (len(out) == 0 || out[len(out)-1] != cut) {
					out = append(out, cut)
				}
			}
			prev = q
		}
	}
	return out
}

func isWord(w string) bool {
	for _, r := range w {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0xBF && r != '“' && r != '”' && r != '‘' && r != '’' && r != '–' && r != '—' && r != '…' && r != '«' && r != '»' {
			return true
		}
	}
	return false
}
