package story

import (
	"cmp"
	"slices"
	"strings"

	"dateline/record"
)

// fact is an event or a meeting of one report, as it is compared.
type fact struct {
	page   *page
	index  int   // among the page's facts
	line   int32 // sentence of the page; -1 when it is not known
	id     string
	kind   string   // the type of an event; meeting
	mood   string   // happened, planned, hypothetical, negated
	doing  []string // the report's own ids of who does it; those of a meeting are its parties
	done   []string // and to whom it is done
	doers  []int    // the same as actors of all reports
	others []int
	day    string   // ISO 8601, as far as known; "" when it is not
	place  []string // words of the place or venue

	who     []int          // doers and others, ascending: by whom it is found
	first   *fact          // of those that are one; itself for the first
	members map[*fact]bool // of the first: those that joined it
	bound   bool           // a person said something of who is one with it: group counts
	group   []*fact        // of the first of these: all of them
	queued  bool
	gone    bool

	retracted bool   // it is not told, or its report was retracted
	written   string // of the first: the id under which they were told of last
}

// meeting is the kind of all meetings.
const meeting = "meeting"

// How facts are found to be one.
const (
	factPostings = 48  // latest facts of one kind and party that are compared
	factDays     = 3.0 // days between reports whose undated facts may be one
)

// read takes the events and meetings of a page in.
func (x *happenings) read(p *page) {
	line := p.line
	at := points{s: line.Report.Text}
	add := func(f fact) {
		f.page, f.index, f.id, f.kind, f.mood = p, len(p.facts), strings.Clone(f.id), strings.Clone(f.kind), strings.Clone(f.mood)
		f.retracted = f.retracted || line.Report.Retracted != nil
		p.facts = append(p.facts, &f)
	}
	for k := range line.Events {
		e := &line.Events[k]
		f := fact{line: p.sentence(at.offset(e.Span.Start)), id: e.ID, kind: e.Type, mood: mood(e.Modality), doing: ids(e.Actors), done: ids(e.Recipients), retracted: record.Retraction(e.Corrections) != nil}
		f.when(e.Date)
		f.where(e.Place)
		add(f)
	}
	for k := range line.Meetings {
		m := &line.Meetings[k]
		f := fact{line: -1, id: m.ID, kind: meeting, mood: "happened", doing: ids(m.Parties), retracted: record.Retraction(m.Corrections) != nil}
		if m.Status == "cancelled" {
			f.mood = "negated"
		}
		f.when(m.Date)
		f.where(m.Venue)
		add(f)
	}
}

// ids returns the reports' own ids of the references, those without one left
// out.
func ids(refs []record.Ref) []string {
	var out []string
	for _, r := range refs {
		if r.Actor != nil && !slices.Contains(out, *r.Actor) {
			out = append(out, strings.Clone(*r.Actor))
		}
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

// known returns the actors that ids of a report stand for, those that it does
// not name left out.
func (r *Relater) known(p *page, ids []string) []int {
	var out []int
	for _, id := range ids {
		if a := r.actors.Of(int(p.n), id); a >= 0 && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	slices.Sort(out)
	return out
}

func (f *fact) when(d *record.Date) {
	if d != nil && d.ISO != nil {
		f.day = strings.Clone(toDay(*d.ISO))
	}
}

func (f *fact) where(s *record.Span) {
	if s == nil {
		return
	}
	for w := range wordsOf(s.Exact) {
		f.place = append(f.place, strings.Clone(w))
	}
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

// sameFact says how well two facts agree, 0 for not at all: nothing that both
// say may contradict, they share a party in the same part, and either their
// days are the same, or they stand side by side in one copy, or the reports
// tell one story within days and name the same parties.
func sameFact(a, b *fact, aside bool) int {
	if a.kind != b.kind || a.mood != b.mood || !meet(a.doers, b.doers) || !meet(a.others, b.others) {
		return 0
	}
	if common(a.doers, b.doers)+common(a.others, b.others) == 0 && (!mutual[a.kind] || common(a.doers, b.others)+common(a.others, b.doers) == 0) {
		return 0
	}
	if a.kind == meeting && common(a.doers, b.doers) < min(2, len(a.doers), len(b.doers)) {
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
	p, q := a.page, b.page
	near := p.day == 0 || q.day == 0 || max(p.day-q.day, q.day-p.day) <= factDays
	if !near || p.tale != q.tale {
		return 0
	}
	// One story tells much: without a day only the same parties make one fact.
	x, y := a.who, b.who
	switch {
	case slices.Equal(x, y):
		return 2
	case len(x) > 1 && len(y) > 1 && 2*common(x, y) > max(len(x), len(y)):
		return 1
	}
	return 0
}

// mutual are the types of events whose parties do one thing together.
var mutual = map[string]bool{"CONSULT": true, "AGREE": true, "COOPERATE": true, meeting: true}

// meet reports whether two lists have an entry in common, or one has none.
func meet(a, b []int) bool { return len(a) == 0 || len(b) == 0 || common(a, b) > 0 }

func common(a, b []int) int {
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
