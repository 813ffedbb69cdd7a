package index

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/language/token"
	"dateline/record"
	"dateline/store/query"
	"dateline/text"
)

// The size of a passage in half words: a character of a script without spaces
// counts as half a word.
const (
	passageSize = 60 // at most, unless the match itself is longer
	passageLead = 24 // of them before the match
)

// Passage returns the words of t around the first place that answers q, at
// most about thirty of them, from the beginning of a sentence to the end of
// one where these are near; and, as spans of t, the matches that lie in it.
// The first place in the body comes before one in a part. Of a query without
// words, the values of its about:, place: and speaker: are looked for. Where
// nothing matches, the passage is the beginning of the body. The score is how
// well the whole text answers, as [Score] says it, with matches in headlines
// counting for more.
func Passage(t text.Text, parts []record.Part, q query.Query) (passage text.Span, matches []text.Span, scored float64) {
	words := cut(t.String())
	if len(words) == 0 {
		return text.Span{}, nil, 0
	}
	asked := phrases(q)
	found := find(words, asked)
	claimed := spans(t, parts)
	first := hit{}
	if i := slices.IndexFunc(words, func(w word) bool { return !within(claimed, w.at.Start) }); i >= 0 {
		first = hit{i, i + 1}
	}
	if len(found) > 0 {
		first = found[max(0, slices.IndexFunc(found, func(h hit) bool { return !within(claimed, words[h.first].at.Start) }))]
	}
	passage = around(t, words, first, len(found) > 0)
	for _, h := range found {
		if s := (text.Span{Start: words[h.first].at.Start, End: words[h.last-1].at.End}); passage.Contains(s) {
			matches = append(matches, s)
		}
	}
	return passage, matches, score(words, asked, headlines(t, parts))
}

type word struct {
	folded string
	at     text.Span
}

func cut(s string) []word {
	var out []word
	for w, s := range text.Words(s) {
		out = append(out, word{w, s})
	}
	return out
}

// hit is a run of words that matches.
type hit struct{ first, last int } // last exclusive

// phrases returns what to look for in the text to show why it answers q.
func phrases(q query.Query) [][]string {
	var out [][]string
	for _, t := range q.Terms {
		if !t.Not && len(t.Words) > 0 {
			out = append(out, t.Words)
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, f := range q.Fields {
		named := f.Name == "about" || f.Name == "place" || f.Name == "speaker"
		if words := f.Words; named && !f.Not && len(words) > 0 {
			out = append(out, words)
		}
	}
	return out
}

// find returns where the phrases stand, in text order, without overlaps: of
// two that begin together the longer one.
func find(words []word, phrases [][]string) []hit {
	by := map[string][][]string{}
	for _, p := range phrases {
		by[p[0]] = append(by[p[0]], p)
	}
	var out []hit
	for i := 0; i < len(words); i++ {
		n := 0
		for _, p := range by[words[i].folded] {
			if len(p) > n && at(words[i:], p) {
				n = len(p)
			}
		}
		if n > 0 {
			out = append(out, hit{i, i + n})
			i += n - 1
		}
	}
	return out
}

func at(words []word, phrase []string) bool {
	if len(words) < len(phrase) {
		return false
	}
	for i, w := range phrase {
		if words[i].folded != w {
			return false
		}
	}
	return true
}

// around returns the passage around h, within its line. It goes back to the
// beginning of the sentence, if lead is set and that is near, and on to the
// first end of a sentence past half the size.
func around(t text.Text, words []word, h hit, lead bool) text.Span {
	used := 0
	for _, w := range words[h.first:h.last] {
		used += size(w)
	}
	from := h.first
	for before := 0; lead && from > 0; from-- {
		n := size(words[from-1])
		if border(t, words, from) != inside || before+n > passageLead || used+n > passageSize {
			break
		}
		before += n
		used += n
	}
	const titles = 3 // that may stand before a name
	for n := 0; n < titles && lead && from > 0 && stopped(t, words, from) && border(t, words, from) == inside; n++ {
		from-- // "Gen." belongs to the name that the passage would begin with
	}
	to := h.last
	for ; to < len(words); to++ {
		n, edge := size(words[to]), border(t, words, to)
		if edge == line || edge == sentence && used >= passageSize/2 || used+n > passageSize {
			break
		}
		used += n
	}
	return widen(t, words, from, to)
}

// widen returns the span of words[from:to] with the marks that stand at its
// ends: opening ones before it, closing ones and the full stop after it.
func widen(t text.Text, words []word, from, to int) text.Span {
	s := text.Span{Start: words[from].at.Start, End: words[to-1].at.End}
	before, after := t.String()[:s.Start], t.String()[s.End:]
	if from > 0 {
		before = before[words[from-1].at.End:]
	}
	if to < len(words) {
		after = after[:words[to].at.Start-s.End]
	}
	if i := strings.LastIndexFunc(before, unicode.IsSpace); i >= 0 {
		_, w := utf8.DecodeRuneInString(before[i:])
		s.Start -= len(before) - i - w
	} else if from == 0 {
		s.Start = 0
	}
	if i := strings.IndexFunc(after, unicode.IsSpace); i >= 0 {
		s.End += i
	} else if to == len(words) {
		s.End = t.Len()
	} else if i := strings.LastIndexAny(after, "。！？」』”）"); i >= 0 {
		_, w := utf8.DecodeRuneInString(after[i:])
		s.End += i + w
	}
	return s
}

// size returns the size of w in half words.
func size(w word) int {
	if w.at.Len() >= 3 && utf8.RuneCountInString(w.folded) == 1 {
		return 1
	}
	return 2
}

// edge is what lies between two words.
type edge int

const (
	inside   edge = iota // of a sentence
	sentence             // the end of one
	line                 // the end of a line
)

// border tells what lies before words[i].
func border(t text.Text, words []word, i int) edge {
	between := t.String()[words[i-1].at.End:words[i].at.Start]
	switch {
	case strings.ContainsRune(between, '\n'):
		return line
	case strings.ContainsAny(between, "。！？"):
		return sentence
	case strings.ContainsAny(between, ".!?؟۔।") && strings.ContainsFunc(between, unicode.IsSpace):
		if strings.Contains(between, ".") && abbreviated(t.String()[words[i-1].at.Start:words[i].at.End]) {
			return inside
		}
		return sentence
	}
	return inside
}

// stopped reports whether a full stop stands before words[i].
func stopped(t text.Text, words []word, i int) bool {
	return strings.Contains(t.String()[words[i-1].at.End:words[i].at.Start], ".")
}

// abbreviated reports whether the full stop between the two words of s belongs
// to an abbreviation, after which the sentence goes on: “Gen. Orlo”, “Feb. 9”.
func abbreviated(s string) bool {
	return len(token.Sentences(s, token.Cut(nil, s, 0))) == 1
}

// spans returns where the parts stand in t, in order.
func spans(t text.Text, parts []record.Part) []text.Span {
	out := make([]text.Span, 0, len(parts))
	for _, p := range parts {
		out = append(out, text.Span{Start: t.Offset(p.Span.Start), End: t.Offset(p.Span.End)})
	}
	return out
}

func within(spans []text.Span, at int) bool {
	return slices.ContainsFunc(spans, func(s text.Span) bool { return s.Has(at) })
}
