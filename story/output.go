package story

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"dateline/record"
	"dateline/text"
)

// Relations writes all that the reports show together. Rewrites stand in the
// order of the two reports, actors in that of the first report that names
// them, utterances, events, meetings and stories in that of the first report
// that is in them.
func (r *Relater) Relations() (record.Relations, error) {
	out := record.NoRelations()
	var pages []*page
	for _, p := range r.number {
		pages = append(pages, p)
	}
	slices.SortFunc(pages, comparePages)
	var copies []*copied
	utters := map[*utter]bool{}
	tales := map[*tale]bool{}
	for _, p := range pages {
		for _, c := range p.copies {
			if c.a == p {
				copies = append(copies, c)
			}
		}
		if p.through != nil {
			out.Dates = append(out.Dates, p.datedThrough())
		}
		if t := p.tale; t != nil && len(t.members) > 1 && !tales[t] {
			tales[t] = true
			out.Stories = append(out.Stories, t.story())
		}
		for _, s := range p.sayings {
			for _, u := range s.in {
				utters[u] = true
			}
		}
		for _, f := range p.facts {
			switch all := f.one(); {
			case all == nil:
			case f.kind == meeting:
				out.Meetings = append(out.Meetings, gathering(all))
			default:
				out.Events = append(out.Events, happening(all))
			}
		}
	}
	slices.SortFunc(copies, compareCopies)
	for _, c := range copies {
		out.Rewrites = append(out.Rewrites, r.rewrite(c))
	}
	for _, n := range r.actors.All() {
		x := r.actors.Identity(n)
		x.Members = r.actors.Members(n)
		out.Actors = append(out.Actors, x)
	}
	list := make([]*utter, 0, len(utters))
	for u := range utters {
		list = append(list, u)
	}
	slices.SortFunc(list, compareUtters)
	for _, u := range list {
		out.Utterances = append(out.Utterances, r.utterance(u))
	}
	return out, r.failed
}

// rewrite writes a pair of pages that carry the same copy, the one that is
// known to be the earlier first.
func (r *Relater) rewrite(c *copied) record.Rewrite {
	a, b := c.a, c.b
	pairs := c.pairs
	first, why := direction(a, b)
	if first < 0 {
		a, b = b, a
		pairs = make([]pair, 0, len(c.pairs))
		for _, p := range c.pairs {
			pairs = append(pairs, pair{p.b, p.a, p.match})
		}
		slices.SortFunc(pairs, func(p, q pair) int { return cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b)) })
	}
	out := record.Rewrite{
		A: a.id, B: b.id, Coverage: round(c.coverage), Quoted: round(c.quoted), Order: why,
		Segments: []record.Segment{}, Wordings: []record.Segment{},
	}
	x, okA := r.read(a)
	y, okB := r.read(b)
	if !okA || !okB {
		return out
	}
	penA, penB := pen{line: x.Line, origin: x.Origin}, pen{line: y.Line, origin: y.Origin}
	for _, s := range segments(told{a, x.Line}, told{b, y.Line}, pairs) {
		out.Segments = append(out.Segments, record.Segment{A: penA.span(s[0]), B: penB.span(s[1])})
	}
	for _, s := range r.match.wordings(told{a, x.Line}, told{b, y.Line}, pairs) {
		out.Wordings = append(out.Wordings, record.Segment{A: penA.span(s[0]), B: penB.span(s[1])})
	}
	return out
}

// segments returns the passages that lie side by side: sentence by sentence,
// and in one piece where sentences that follow one another in both pages are
// the same to the letter.
func segments(a, b told, pairs []pair) [][2]text.Span {
	var out [][2]text.Span
	run, lastA, lastB := false, int32(-2), int32(-2)
	for _, p := range pairs {
		sa, sb := trim(a, a.sentences[p.a].at), trim(b, b.sentences[p.b].at)
		same := a.line.Report.Text[sa.Start:sa.End] == b.line.Report.Text[sb.Start:sb.End]
		if n := len(out); n > 0 && run && same && p.a == lastA+1 && p.b == lastB+1 {
			out[n-1][0] = out[n-1][0].Hull(sa)
			out[n-1][1] = out[n-1][1].Hull(sb)
		} else {
			out = append(out, [2]text.Span{sa, sb})
		}
		run, lastA, lastB = same, p.a, p.b
	}
	return out
}

// told is a page with the report that it was made of.
type told struct {
	*page
	line *record.Line
}

// trim returns the span without white space at its ends.
func trim(p told, s text.Span) text.Span {
	w := p.line.Report.Text[s.Start:s.End]
	s.Start += len(w) - len(strings.TrimLeftFunc(w, unicode.IsSpace))
	s.End -= len(w) - len(strings.TrimRightFunc(w, unicode.IsSpace))
	return s
}
