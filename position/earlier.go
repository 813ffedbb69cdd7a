package position

import (
	"slices"

	"dateline/record"
	"dateline/story"
	"dateline/text"
)

// Before finds what the same holder took up on the same words before.
type Before struct {
	s     Sides
	m     *story.Matcher
	known map[string][]before // by holder, in order of publication
}

type before struct {
	l  *record.Line
	p  *record.Position
	of matter
}

// NewBefore gathers the positions of the reports that are not new.
func NewBefore(all map[string]*record.Line, s Sides, isNew func(report string) bool) *Before {
	h := &Before{s: s, m: story.NewMatcher(), known: map[string][]before{}}
	for _, id := range Ordered(all) {
		if isNew(id) {
			continue
		}
		l := all[id]
		for i := range l.Positions {
			p := &l.Positions[i]
			if who := h.s.Side(l, &p.Holder).Who; who != "" {
				h.known[who] = append(h.known[who], before{l, p, about(h.m, p)})
			}
		}
	}
	return h
}

// about is what a position is on: without who holds it and whom it is put to.
func about(m *story.Matcher, p *record.Position) matter {
	return matterOf(m, words(p), p.Holder.Words(), p.Target.Words())
}

// Earlier returns the latest earlier position of the same holder on the same
// words whose wording differs, with its report; nil when there is none.
func (h *Before) Earlier(l *record.Line, p *record.Position) (*record.Position, *record.Line) {
	who := h.s.Side(l, &p.Holder).Who
	if who == "" {
		return nil, nil
	}
	of := about(h.m, p)
	for _, x := range slices.Backward(h.known[who]) {
		if !of.same(x.of) {
			continue
		}
		if folded(x.p) == folded(p) {
			return nil, nil // it said the same before
		}
		if a, b := x.l.Report.Published.Day(), l.Report.Published.Day(); a != "" && b != "" && a > b {
			continue // what came now was written before it
		}
		return x.p, x.l
	}
	return nil, nil
}

// folded is a position's wording in the form in which wordings are compared.
func folded(p *record.Position) string {
	var out []byte
	for w := range text.Words(p.Span.Exact) {
		out = append(append(out, w...), ' ')
	}
	return string(out)
}
