package story

import (
	"cmp"
	"slices"

	"dateline/record"
)

// Clause is a sentence of one report or draft beside that of another.
type Clause struct {
	A, B        *record.Span // nil where that side has none
	Differences []Difference // empty when both are the same, and where one side is missing
}

// Clauses lays two reports, or two drafts, beside one another: sentence by
// sentence in the order of the second, what only the first has before the
// sentence that follows it there.
func Clauses(a, b Report) []Clause {
	r := &reader{terms: newTerms()}
	p, q := told{r.page(a.Line, a.Origin), a.Line}, told{r.page(b.Line, b.Origin), b.Line}
	x := &aligner{terms: r.terms}
	pairs := x.align(p.page, q.page).pairs
	slices.SortStableFunc(pairs, func(m, n pair) int { return cmp.Compare(n.match, m.match) })
	taken := map[int32]bool{}             // by sentence of p
	at := make([]int32, len(q.sentences)) // by sentence of q: that of p, -1 for none
	for i := range at {
		at[i] = -1
	}
	for _, m := range pairs { // the best first, one to one
		if at[m.b] < 0 && !taken[m.a] {
			at[m.b] = m.a
			taken[m.a] = true
		}
	}
	m := newMatcher(r.terms)
	penA, penB := pen{line: a.Line, origin: a.Origin}, pen{line: b.Line, origin: b.Origin}
	var out []Clause
	next := int32(0) // first sentence of p that was not passed
	only := func(until int32) {
		for ; next < until; next++ {
			if !taken[next] {
				s := penA.span(trim(p, p.sentences[next].at))
				out = append(out, Clause{A: &s})
			}
		}
	}
	for i := range q.sentences {
		s := penB.span(trim(q, q.sentences[i].at))
		c := Clause{B: &s}
		if j := at[i]; j >= 0 {
			only(j)
			o := penA.span(trim(p, p.sentences[j].at))
			c.A = &o
			c.Differences = m.differences(o.Exact, s.Exact)
		}
		out = append(out, c)
	}
	only(int32(len(p.sentences)))
	return out
}

// differences says where two wordings differ, word by word. Two that differ in
// marks alone differ nowhere.
func (m *Matcher) differences(a, b string) []Difference {
	x, atX := m.cut(a)
	y, atY := m.cut(b)
	var out []Difference
	for _, c := range m.tidy(x, m.diff(x, y)) {
		out = append(out, Difference{Asked: between(a, atX, c.from), Found: between(b, atY, c.to)})
	}
	return out
}
