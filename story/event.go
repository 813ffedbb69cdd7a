package story

import (
	"cmp"
	"slices"
	"strings"

	"dateline/actor"
	"dateline/record"
)

// fact is an event or a meeting of one report, as it is compared.
type fact struct {
	page   int
	line   int32 // sentence of the page; -1 when it is not known
	id     string
	kind   string   // the type of an event; "meeting"
	mood   string   // happened, planned, hypothetical, negated
	doers  []int    // actors of all reports; those of a meeting are its parties
	others []int    // to whom it is done
	day    string   // ISO 8601, as far as known; "" when it is not
	place  []string // words of the place or venue
}

// How facts are found to be one.
const (
	factPostings = 48  // latest facts of one kind and party that are compared
	factDays     = 3.0 // days between reports whose undated facts may be one
)

// events finds the events of several reports that are one: of one type, with
// parties, day and place that do not contradict, told by reports of one story
// or dated alike.
func events(pages []*page, actors *actor.Index, story []int32, same []copied) []record.Happening {
	var all []fact
	for i, p := range pages {
		at := points{s: p.line.Report.Text}
		for k := range p.line.Events {
			e := &p.line.Events[k]
			f := fact{page: i, line: p.sentence(at.offset(e.Span.Start)), id: e.ID, kind: e.Type, mood: mood(e.Modality), doers: known(actors, i, e.Actors), others: known(actors, i, e.Recipients)}
			f.when(e.Date)
			f.where(e.Place)
			all = append(all, f)
		}
	}
	out := []record.Happening{}
	for _, g := range joinFacts(pages, all, story, besides(same)) {
		out = append(out, record.Happening{Mentions: g})
	}
	return out
}

// meetings finds the meetings of several reports that are one.
func meetings(pages []*page, actors *actor.Index, story []int32) []record.Gathering {
	var all []fact
	for i, p := range pages {
		for k := range p.line.Meetings {
			m := &p.line.Meetings[k]
			f := fact{page: i, line: -1, id: m.ID, kind: "meeting", mood: "happened", doers: known(actors, i, m.Parties)}
			if m.Status == "cancelled" {
				f.mood = "negated"
			}
			f.when(m.Date)
			f.where(m.Venue)
			all = append(all, f)
		}
	}
	out := []record.Gathering{}
	for _, g := range joinFacts(pages, all, story, nil) {
		out = append(out, record.Gathering{Meetings: g})
	}
	return out
}

// mood joins what is told as a fact: what happened lately or long ago.
func mood(modality string) string {
	if modality == "historical" {
		return "happened"
	}
	return modality
}

// known returns the actors that the references stand for, those that no
// report names left out.
func known(actors *actor.Index, line int, refs []record.Ref) []int {
	var out []int
	for _, r := range refs {
		if r.Actor == nil {
			continue
		}
		if a := actors.Of(line, *r.Actor); a >= 0 && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	slices.Sort(out)
	return out
}

func (f *fact) when(d *record.Date) {
	if d != nil && d.ISO != nil {
		f.day, _, _ = strings.Cut(*d.ISO, "T")
	}
}

func (f *fact) where(s *record.Span) {
	if s == nil {
		return
	}
	for w := range wordsOf(s.Exact) {
		f.place = append(f.place, w)
	}
}

// beside names two sentences of two pages.
type beside struct{ pageA, lineA, pageB, lineB int32 }

// besides returns the sentences that lie side by side in copies.
func besides(same []copied) map[beside]bool {
	out := map[beside]bool{}
	for _, c := range same {
		for _, p := range c.pairs {
			out[beside{c.a, p.a, c.b, p.b}] = true
		}
	}
	return out
}

// sentence returns the index of the sentence at a byte of the text, -1 for
// none.
func (p *page) sentence(at int) int32 {
	i, _ := slices.BinarySearchFunc(p.sentences, at, func(s sentence, at int) int { return cmp.Compare(s.at.End, at+1) })
	if i < len(p.sentences) && p.sentences[i].at.Has(at) {
		return int32(i)
	}
	return -1
}

// joinFacts groups facts of several reports. Each joins the group whose first
// member it agrees with best; a group of one report alone is left out.
func joinFacts(pages []*page, all []fact, story []int32, side map[beside]bool) [][]string {
	type key struct {
		kind string
		who  int
	}
	groups := [][]int32{}
	byKey := map[key][]int32{} // the latest groups
	for i := range all {
		f := &all[i]
		who := parties(f)
		var seen []int32
		for _, w := range who {
			seen = append(seen, byKey[key{f.kind, w}]...)
		}
		slices.Sort(seen)
		best, value := int32(-1), 0
		for _, g := range slices.Compact(seen) {
			first := &all[groups[g][0]]
			v := sameFact(pages, first, f, story, side[beside{int32(first.page), first.line, int32(f.page), f.line}])
			if v > value {
				best, value = g, v
			}
		}
		joined := best >= 0
		if joined {
			groups[best] = append(groups[best], int32(i))
		}
		if joined {
			continue
		}
		g := int32(len(groups))
		groups = append(groups, []int32{int32(i)})
		for _, w := range who {
			k := key{f.kind, w}
			list := byKey[k]
			if len(list) == factPostings {
				list = slices.Delete(list, 0, 1)
			}
			if !slices.Contains(list, g) {
				byKey[k] = append(list, g)
			}
		}
	}
	var out [][]string
	for _, g := range groups {
		var ids []string
		several := false
		for _, i := range g {
			ids = append(ids, all[i].id)
			several = several || all[i].page != all[g[0]].page
		}
		if several {
			out = append(out, ids)
		}
	}
	return out
}

// sameFact says how well two facts agree, 0 for not at all: nothing that both
// say may contradict, they share a party in the same part, and either their
// days are the same, or they stand side by side in one copy, or the reports
// tell one story within days and name the same parties.
func sameFact(pages []*page, a, b *fact, story []int32, aside bool) int {
	if a.kind != b.kind || a.mood != b.mood || !meet(a.doers, b.doers) || !meet(a.others, b.others) {
		return 0
	}
	if shared(a.doers, b.doers)+shared(a.others, b.others) == 0 && (!mutual[a.kind] || shared(a.doers, b.others)+shared(a.others, b.doers) == 0) {
		return 0
	}
	if a.kind == "meeting" && shared(a.doers, b.doers) < min(2, len(a.doers), len(b.doers)) {
		return 0
	}
	if len(a.place) > 0 && len(b.place) > 0 && !slices.ContainsFunc(a.place, func(w string) bool { return slices.Contains(b.place, w) }) {
		return 0
	}
	day, both := sameDay(a.day, b.day)
	switch {
	case both && !day:
		return 0
	case aside:
		return 4
	case both:
		return 3
	case a.page == b.page:
		return 0 // a report that tells it twice says when, or means two
	}
	p, q := pages[a.page], pages[b.page]
	near := p.day == 0 || q.day == 0 || max(p.day-q.day, q.day-p.day) <= factDays
	if !near || story[a.page] != story[b.page] {
		return 0
	}
	// One story tells much: without a day only the same parties make one fact.
	x, y := parties(a), parties(b)
	switch {
	case slices.Equal(x, y):
		return 2
	case len(x) > 1 && len(y) > 1 && 2*shared(x, y) > max(len(x), len(y)):
		return 1
	}
	return 0
}

// mutual are the types of events whose parties do one thing together.
var mutual = map[string]bool{"CONSULT": true, "AGREE": true, "COOPERATE": true, "meeting": true}

// parties returns all actors of a fact, ascending.
func parties(f *fact) []int {
	out := append(slices.Clone(f.doers), f.others...)
	slices.Sort(out)
	return slices.Compact(out)
}

// meet reports whether two lists have an entry in common, or one has none.
func meet(a, b []int) bool { return len(a) == 0 || len(b) == 0 || shared(a, b) > 0 }

func shared(a, b []int) int {
	n := 0
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return n
}

// sameDay compares two dates as far as both are known to the day; a date
// without a year is that day of any year.
func sameDay(a, b string) (same, both bool) {
	full := func(s string) bool { return len(s) == len("2026-02-09") || len(s) == len("--02-09") && s[0] == '-' }
	if !full(a) || !full(b) {
		return false, false
	}
	if a[0] == '-' || b[0] == '-' {
		return a[len(a)-5:] == b[len(b)-5:], true
	}
	return a == b, true
}
