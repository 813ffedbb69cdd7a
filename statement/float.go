package statement

import (
	"sort"

	"dateline/article"
	"dateline/language"
	"dateline/language/tag"
	"dateline/text"
)

// uncued handles a unit without a cue: a quotation alone goes on with the
// speaker before it, anything else is no statement.
func (f *finder) uncued(u unit) {
	if !f.allQuoted(u) {
		f.flush()
		if f.hasLast && f.blockAt(f.ended-1) == u.block && f.resumes(u) && f.mostlyQuoted(u) {
			f.extend(f.content(nil, region{u.first, u.last}), u)
			f.out[f.last].Kind = Mixed
			return
		}
		f.colonQuote(u)
		f.colonEnd(u)
		return
	}
	if q := f.inQuote[u.first]; q >= 0 && f.d.Quotes[q].Next >= 0 && !f.continues(u) && !f.resumes(u) {
		f.pending = append(f.pending, u) // the cue may come behind
		return
	}
	if len(f.pending) > 0 {
		f.pending = append(f.pending, u)
		if q := f.inQuote[u.last-1]; q < 0 || f.d.Quotes[q].Next < 0 {
			f.flush()
		}
		return
	}
	f.float(u)
}

// mostlyQuoted reports a sentence that goes on with what was said before it,
// though its first or last words stand outside the marks: “…,” Orlo said. That
// is “no way to run a port.”
func (f *finder) mostlyQuoted(u unit) bool {
	in, out := 0, 0
	for k := u.first; k < u.last; k++ {
		switch {
		case f.inQuote[k] < 0 && f.word(k) == ":":
			return false
		case !isWord(f.word(k)):
		case f.inQuote[k] >= 0:
			in++
		default:
			out++
			if n := f.tree.dependent(k, "nsubj"); f.d.Part(k) == tag.Verb && (n < 0 || f.lower(n) != "it" && f.lower(n) != "that" && f.lower(n) != "this") {
				return false // “He led the council to “do the right thing””
			}
		}
	}
	return in >= 4 && in > 2*out
}

// continues reports whether the unit carries on a quotation that an earlier
// paragraph with a cue left open.
func (f *finder) continues(u unit) bool {
	return f.carried >= 0 && f.inQuote[u.first] == int32(f.carried)
}

// flush writes paragraphs whose cue never came.
func (f *finder) flush() {
	for _, u := range f.pending {
		f.float(u)
	}
	f.pending = nil
}

// float gives a quotation without a cue to the speaker before it.
func (f *finder) float(u unit) {
	content := f.quoteSpans(u)
	if f.continues(u) && f.hasLast {
		f.extend(content, u)
		return
	}
	if !f.hasLast {
		return
	}
	if f.resumes(u) {
		f.extend(content, u)
		return
	}
	if f.wordsIn(u) < 3 || f.labelInside(u) {
		return
	}
	l := f.out[f.last]
	near := u.block - l.Block
	if near > 2+f.between(l.Block, u.block) {
		return
	}
	s := Statement{
		Kind: Direct, Block: u.block, Content: content, Quotes: f.inner(content), By: l.By, Speaker: l.Speaker, Source: l.Source,
		Role: l.Role, Time: -1, Parent: -1, To: -1, Via: -1, Act: Speech, Rule: "floating quotation",
	}
	m := f.actedSince(l.Span.End, u)
	if m >= 0 {
		// “Orlo smiled.” and then a quotation: his.
		s.By, s.Speaker, s.Source, s.Role = m, f.d.Mentions[m].Actor, f.d.Mentions[m].Whole, ""
	}
	if f.ended != u.first && f.blockAt(f.ended-1) != u.block && m < 0 {
		// Other sentences and the end of a paragraph stand between: it may
		// be anybody's.
		s.Rule = "floating quotation, apart"
		if s.By >= 0 && s.Speaker >= 0 {
			s.MayBe = []int{s.By}
		}
		s.By, s.Speaker, s.Source, s.Role = -1, -1, text.Span{}, ""
	}
	s.Span = content[0].Hull(content[len(content)-1])
	f.push(s, u)
}

// labelInside reports a quotation that begins with a speaker's label, as in a
// transcript: it is not the last speaker's.
func (f *finder) labelInside(u unit) bool {
	for k := u.first + 1; k < min(u.last, u.first+6); k++ {
		if f.word(k) == ":" {
			return true
		}
	}
	return false
}

// resumes reports whether the unit goes on, in the same paragraph, with the
// quotation that the statement before it ended.
func (f *finder) resumes(u unit) bool {
	if !f.hasLast {
		return false
	}
	if f.ended != u.first {
		return false
	}
	// “…,” Orlo said, adding that … “…”: the quotation goes on with the
	// quotation.
	for f.last > 0 && f.out[f.last].Kind == Indirect && f.out[f.last].Rule == "participle" && f.out[f.last-1].Kind != Indirect && f.out[f.last-1].Speaker == f.out[f.last].Speaker && f.out[f.last-1].Block == u.block {
		f.last--
	}
	return f.out[f.last].Kind != Indirect
}

// blockAt returns the block that token k stands in.
func (f *finder) blockAt(k int) int {
	at := int(f.d.Tokens[k].Start)
	blocks := f.d.Article.Blocks
	return sort.Search(len(blocks), func(i int) bool { return blocks[i].Span.End > at })
}

// actedSince returns the last person that was the subject of a sentence
// between byte offset end and the unit, -1 if there is none.
func (f *finder) actedSince(end int, u unit) int {
	for k := u.first - 1; k >= 0 && k > u.first-far && int(f.d.Tokens[k].Start) >= end; k-- {
		for _, m := range f.starts[k] {
			if x := f.d.Mentions[m]; x.Subject && x.Of == language.Person && x.Actor >= 0 && f.inQuote[k] < 0 {
				return m
			}
		}
	}
	return -1
}

// between counts the blocks between two that are no paragraphs.
func (f *finder) between(a, b int) int {
	n := 0
	for _, x := range f.d.Article.Blocks[a:b] {
		if x.Kind != article.Paragraph {
			n++
		}
	}
	return n
}

// extend adds the pieces of a quotation that goes on to the statement found
// last.
func (f *finder) extend(content []text.Span, u unit) {
	l := &f.out[f.last]
	l.Content = append(l.Content, content...)
	l.Quotes = append(l.Quotes, f.inner(content)...)
	l.Span = l.Span.Hull(content[len(content)-1])
	f.carry(u)
}

// push adds a statement and makes it the one that floating quotations follow.
func (f *finder) push(s Statement, u unit) {
	f.out = append(f.out, s)
	f.last, f.hasLast = len(f.out)-1, true
	f.carry(u)
}

// carry notes which quotation the next paragraph goes on with.
func (f *finder) carry(u unit) {
	f.carried, f.ended = -1, u.last
	if q := f.inQuote[u.last-1]; q >= 0 {
		f.carried = f.d.Quotes[q].Next
	}
}
