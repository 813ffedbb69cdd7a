package story

import (
	"slices"
	"strings"

	"dateline/actor"
	"dateline/record"
	"dateline/text"
)

// fact is an event or a meeting of one report, as it is compared.
type fact struct {
	page   int
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
func events(pages []*page, actors *actor.Index, story []int32) []record.Happening {
	var all []fact
	for i, p := range pages {
		for k := range p.line.Events {
			e := &p.line.Events[k]
			f := fact{page: i, id: e.ID, kind: e.Type, mood: mood(e.Modality), doers: known(actors, i, e.Actors), others: known(actors, i, e.Recipients)}
			f.when(e.Date)
			f.where(e.Place)
			all = append(all, f)
		}
	}
	out := []record.Happening{}
	for _, g := range joinFacts(pages, all, story) {
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
			f := fact{page: i, id: m.ID, kind: "meeting", mood: "happened", doers: known(actors, i, m.Parties)}
			if m.Status == "cancelled" {
				f.mood = "negated"
			}
			f.when(m.Date)
			f.where(m.Venue)
			all = append(all, f)
		}
	}
	out := []record.Gathering{}
	for _, g := range joinFacts(pages, all, story) {
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
	for w := range text.Words(s.Exact) {
		f.place = append(f.place, w)
	}
}

// joinFacts groups facts of several reports. Each joins the first group whose
// first member it agrees with; a group of one report alone is left out.
func joinFacts(pages []*page, all []fact, story []int32) [][]string {
	type key struct {
		kind string
		who  int
	}
	groups := [][]int32{}
	byKey := map[key][]int32{} // the latest groups
	for i := range all {
		f := &all[i]
		joined := false
		parties := append(slices.Clone(f.doers), f.others...)
		var seen []int32
		for _, who := range parties {
			seen = append(seen, byKey[key{f.kind, who}]...)
		}
		slices.Sort(seen)
		for _, g := range slices.Compact(seen) {
			first := &all[groups[g][0]]
			if sameFact(pages, first, f, story) {
				groups[g] = append(groups[g], int32(i))
				joined = true
				break
			}
		}
		if joined {
			continue
		}
		g := int32(len(groups))
		groups = append(groups, []int32{int32(i)})
		for _, who := range parties {
			k := key{f.kind, who}
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

// sameFact reports whether two facts may be one: nothing that both say
// contradicts, they share a party, and either their days are the same or the
// reports tell one story within days.
func sameFact(pages []*page, a, b *fact, story []int32) bool {
	if a.kind != b.kind || a.mood != b.mood || !meet(a.doers, b.doers) || !meet(a.others, b.others) {
		return false
	}
	if a.kind == "meeting" && shared(a.doers, b.doers) < min(2, len(a.doers), len(b.doers)) {
		return false
	}
	if len(a.place) > 0 && len(b.place) > 0 && !slices.ContainsFunc(a.place, func(w string) bool { return slices.Contains(b.place, w) }) {
		return false
	}
	same, both := sameDay(a.day, b.day)
	if both {
		return same
	}
	if a.page == b.page {
		return false // a report that tells it twice says when, or means two
	}
	p, q := pages[a.page], pages[b.page]
	near := p.day == 0 || q.day == 0 || max(p.day-q.day, q.day-p.day) <= factDays
	return near && story[a.page] == story[b.page]
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
