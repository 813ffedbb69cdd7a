package story

import (
	"cmp"
	"maps"
	"slices"

	"dateline/actor"
	"dateline/record"
)

// Report is one report to be related.
type Report struct {
	Line   *record.Line
	Origin []byte // of the report's text, as text.Text.AppendOrigin writes it; nil when it is not at hand
}

// Relate compares all reports with one another. It is a function of the set
// of reports: their order does not matter. Of several versions of one report the
// current one counts, as in the store: the one changed last (modified, else
// published; undated before all others, ties by version).
func Relate(reports []Report) record.Relations { return RelateWith(reports, Links{}) }

// RelateWith does the same with what a person says belongs together and what
// does not.
func RelateWith(reports []Report, links Links) record.Relations {
	reports = ordered(reports)
	lines := make([]*record.Line, len(reports))
	r := &reader{terms: newTerms()}
	pages := make([]*page, len(reports))
	for i, x := range reports {
		lines[i] = x.Line
		pages[i] = r.page(x.Line, x.Origin)
	}
	vectors(pages, r.terms)
	fixed := links.in(lines)
	actors := actor.LinkWith(lines, fixed.actors)
	same := copies(pages, r.terms)
	dates := dated(pages, same)

	out := record.NoRelations()
	out.Actors = actors.Identities(lines)
	pens := make([]pen, len(pages))
	for i, x := range reports {
		pens[i] = pen{line: x.Line, origin: x.Origin}
	}
	m := newMatcher(r.terms)
	for _, c := range same {
		out.Rewrites = append(out.Rewrites, rewrite(m, pages, pens, c))
	}
	out.Dates = append(out.Dates, dates...)
	origin := origins(len(pages), same)
	storyOf := make([]int32, len(pages))
	for k, members := range clusters(pages, same, fixed.reports) {
		for _, i := range members {
			storyOf[i] = int32(k)
		}
		if len(members) < 2 {
			continue
		}
		s := record.Story{ID: lines[members[0]].Report.ID}
		from := map[int32]bool{}
		for _, i := range members {
			s.Reports = append(s.Reports, lines[i].Report.ID)
			from[origin[i]] = true
			if lines[i].Report.Retracted != nil {
				s.Retracted = append(s.Retracted, lines[i].Report.ID)
			}
		}
		s.Origins = len(from)
		out.Stories = append(out.Stories, s)
	}
	for _, u := range utterances(pages, same, actors, storyOf, fixed) {
		x := record.Utterance{Drift: []record.Drift{}}
		in := map[string]bool{}
		for _, s := range u {
			in[s.line.Report.ID] = true
			x.Statements = append(x.Statements, s.rec.ID)
			if s != u[0] {
				x.Drift = append(x.Drift, m.drift(u[0].rec, s.rec, pens[u[0].page].within, pens[s.page].within)...)
			}
		}
		x.Reports = len(in)
		out.Utterances = append(out.Utterances, x)
	}
	out.Events = append(out.Events, events(pages, actors, storyOf, same)...)
	out.Meetings = append(out.Meetings, meetings(pages, actors, storyOf)...)
	return out
}

// ordered returns the current version of each report in the order in which
// they are compared: by publication, the undated last, then by version.
func ordered(reports []Report) []Report {
	current := map[string]Report{}
	for _, r := range reports {
		old, ok := current[r.Line.Report.ID]
		if !ok || changed(old.Line, r.Line) < 0 {
			current[r.Line.Report.ID] = r
		}
	}
	return slices.SortedFunc(maps.Values(current), func(a, b Report) int {
		x, y := day(a.Line.Report.Published.Time), day(b.Line.Report.Published.Time)
		switch {
		case x == 0 && y != 0:
			return 1
		case y == 0 && x != 0:
			return -1
		}
		return cmp.Or(cmp.Compare(x, y), cmp.Compare(a.Line.Report.Version, b.Line.Report.Version), cmp.Compare(a.Line.Report.ID, b.Line.Report.ID))
	})
}

// changed compares two versions of a report by when they were changed; the
// same bytes read from two places by the place.
func changed(a, b *record.Line) int {
	at := func(l *record.Line) float64 {
		if d := day(l.Report.Modified.Time); d != 0 {
			return d
		}
		return day(l.Report.Published.Time)
	}
	return cmp.Or(cmp.Compare(at(a), at(b)), cmp.Compare(a.Report.Version, b.Report.Version),
		cmp.Compare(b.Report.Location, a.Report.Location), cmp.Compare(b.Report.Pointer, a.Report.Pointer), cmp.Compare(b.Report.Offset, a.Report.Offset))
}

// rewrite writes a pair of pages that carry the same copy, the one that is
// known to be the earlier first.
func rewrite(m *Matcher, pages []*page, pens []pen, c copied) record.Rewrite {
	a, b := c.a, c.b
	pairs := c.pairs
	first, why := direction(pages[a], pages[b])
	if first < 0 {
		a, b = b, a
		pairs = make([]pair, 0, len(c.pairs))
		for _, p := range c.pairs {
			pairs = append(pairs, pair{p.b, p.a, p.match})
		}
		slices.SortFunc(pairs, func(p, q pair) int { return cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b)) })
	}
	out := record.Rewrite{
		A: pages[a].line.Report.ID, B: pages[b].line.Report.ID,
		Coverage: round(c.coverage), Quoted: round(c.quoted), Order: why,
		Segments: []record.Segment{}, Wordings: []record.Segment{},
	}
	for _, s := range segments(pages[a], pages[b], pairs) {
		out.Segments = append(out.Segments, record.Segment{A: pens[a].span(s[0]), B: pens[b].span(s[1])})
	}
	for _, s := range m.wordings(pages[a], pages[b], pairs) {
		out.Wordings = append(out.Wordings, record.Segment{A: pens[a].span(s[0]), B: pens[b].span(s[1])})
	}
	return out
}

func round(x float64) float64 { return float64(int(x*1000+0.5)) / 1000 }

// direction says which of two pages is the earlier copy, by a credit that
// names the other's outlet or by their dates: 1 for a, -1 for b, 0 when
// nothing says so; and which of the two it is known by.
func direction(a, b *page) (int, *string) {
	why := "credit"
	switch x, y := credits(a, b), credits(b, a); {
	case x && !y:
		return -1, &why
	case y && !x:
		return 1, &why
	}
	// Days alone do not tell which of one day came first: both count as its
	// noon and are equal.
	why = "date"
	switch {
	case a.day == 0 || b.day == 0 || a.day == b.day:
		return 0, nil
	case a.day < b.day:
		return 1, &why
	}
	return -1, &why
}

// credits reports whether a credits its copy to b's outlet.
func credits(a, b *page) bool {
	if b.line.Report.Outlet == nil {
		return false
	}
	for _, c := range a.line.Report.Credits {
		if sameOutlet(c.Name, *b.line.Report.Outlet) {
			return true
		}
	}
	return false
}

// origins numbers the reports by independent origin: pages that carry the same
// copy have one.
func origins(n int, same []copied) []int32 {
	up := make([]int32, n)
	for i := range up {
		up[i] = int32(i)
	}
	find := func(i int32) int32 {
		for up[i] != i {
			up[i] = up[up[i]]
			i = up[i]
		}
		return i
	}
	for _, c := range same {
		a, b := find(c.a), find(c.b)
		up[max(a, b)] = min(a, b)
	}
	for i := range up {
		up[i] = find(int32(i))
	}
	return up
}
