package correction_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"dateline/correction"
	"dateline/record"
)

// line makes a record whose statements are the words given, each at its first
// place behind the one before.
func line(text string, said ...string) *record.Line {
	l := &record.Line{Report: record.Report{ID: "r1", Version: strings.Repeat("a", 64), Text: text}}
	from := 0
	for i, w := range said {
		at := strings.Index(text[from:], w)
		if at < 0 {
			panic(w)
		}
		at += from
		from = at + len(w)
		start := utf8.RuneCountInString(text[:at])
		span := record.Span{Start: start, End: start + utf8.RuneCountInString(w), Exact: w}
		name := "Mara Dvorin"
		l.Statements = append(l.Statements, record.Statement{
			ID: "r1.s" + string(rune('1'+i)), Kind: "direct", Span: span, Content: []record.Span{span},
			Speaker: record.Speaker{Ref: record.Ref{Name: &name}, Candidates: []record.Ref{}},
		})
	}
	return l
}

func made(t *testing.T, c correction.Correction) correction.Correction {
	t.Helper()
	c.By, c.Why = "Ines", "because"
	if c.At.IsZero() {
		c.At = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	}
	c, err := correction.Make(c)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func anchor(t *testing.T, l *record.Line, ref string) correction.Anchor {
	t.Helper()
	a, err := correction.At(l, ref)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// The words are found again wherever they went, and of two that are the same
// those that have the same words around.
func TestFind(t *testing.T) {
	old := line("He paused. “Never again” came late. Then “Never again” came — élan — once more.", "Never again", "Never again")
	second := anchor(t, old, "r1.s2")
	for _, x := range []struct {
		name, text string
		said       []string
		want       int
		why        string
	}{
		{"the same", old.Report.Text, []string{"Never again", "Never again"}, 1, ""},
		{"a paragraph before", "New — first.\n\n" + old.Report.Text, []string{"Never again", "Never again"}, 1, ""},
		{"the first is gone", "Then “Never again” came — élan — once more.", []string{"Never again"}, 0, ""},
		{"other breaks of lines", "He paused. “Never\nagain” came late. Then “Never\n\n again” came — élan", []string{"Never\nagain", "Never\n\n again"}, 1, ""},
		{"cut longer", "Then “Never again” came", []string{"“Never again”"}, 0, ""},
		{"the words are gone", "Then nothing came.", nil, -1, "the report does not have the words any more"},
		{"not read any more", "Then “Never again” came", []string{"Then"}, -1, "no statement is read at the words any more"},
	} {
		got, why := second.Find(line(x.text, x.said...))
		if got != x.want || why != x.why {
			t.Errorf("%s: %d, %q; want %d, %q", x.name, got, why, x.want, x.why)
		}
	}
}

func TestUndo(t *testing.T) {
	l := line("“Never again,” she said.", "Never again")
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	a := made(t, correction.Correction{At: day, Kind: correction.Kind, Anchors: []correction.Anchor{anchor(t, l, "r1.s1")}, Value: "mixed"})
	b := made(t, correction.Correction{At: day.Add(1 * time.Hour), Kind: correction.Undo, Undoes: a.ID})
	c := made(t, correction.Correction{At: day.Add(2 * time.Hour), Kind: correction.Undo, Undoes: b.ID})
	for _, x := range []struct {
		list []correction.Correction
		want int
	}{{[]correction.Correction{a}, 1}, {[]correction.Correction{a, b}, 0}, {[]correction.Correction{a, b, c}, 1}} {
		if got := len(correction.Active(x.list)); got != x.want {
			t.Errorf("%d corrections: %d active, want %d", len(x.list), got, x.want)
		}
	}
}

// What was read stays beside what a person said of it.
func TestApply(t *testing.T) {
	text := "“Never again,” she said. “But once more,” he said."
	l := line(text, "Never again", "But once more")
	words, err := correction.AtWords(l, "once more", 0)
	if err != nil {
		t.Fatal(err)
	}
	list := []correction.Correction{
		made(t, correction.Correction{Kind: correction.Speaker, Anchors: []correction.Anchor{anchor(t, l, "r1.s1")}, Value: "Oto Brandl"}),
		made(t, correction.Correction{Kind: correction.Bounds, Anchors: []correction.Anchor{anchor(t, l, "r1.s2"), words}}),
		made(t, correction.Correction{Kind: correction.Retract, Anchors: []correction.Anchor{{Report: "r1", Part: correction.PartReport}}}),
		made(t, correction.Correction{Kind: correction.Retract, Anchors: []correction.Anchor{{Report: "r2", Part: correction.PartReport}}}),
	}
	states := correction.Apply(l, list, nil)
	if want := map[string]string{list[0].ID: "", list[1].ID: "", list[2].ID: ""}; !cmp.Equal(states, want) {
		t.Errorf("states %v", states)
	}
	a, b := l.Statements[0], l.Statements[1]
	if *a.Speaker.Name != "Oto Brandl" || len(a.Corrections) != 1 || a.Corrections[0].Was != "Mara Dvorin" {
		t.Errorf("speaker: %+v", a)
	}
	if len(b.Content) != 1 || b.Content[0].Exact != "once more" || b.Corrections[0].Was != "But once more" || b.Corrections[0].WasSpans[0].Exact != "But once more" {
		t.Errorf("bounds: %+v", b)
	}
	if got := string([]rune(text)[b.Content[0].Start:b.Content[0].End]); got != "once more" {
		t.Errorf("the bounds point at %q", got)
	}
	if l.Report.Retracted == nil || l.Report.Retracted.By != "Ines" {
		t.Errorf("retracted: %+v", l.Report.Retracted)
	}
}

func TestMake(t *testing.T) {
	l := line("“Never again,” she said.", "Never again")
	s := anchor(t, l, "r1.s1")
	p, q := correction.Anchor{Report: "r1", Part: correction.PartPosition}, correction.Anchor{Report: "r2", Part: correction.PartPosition}
	for _, x := range []struct {
		c    correction.Correction
		want string
	}{
		{correction.Correction{By: "", Why: "x", Kind: correction.Retract}, "who"},
		{correction.Correction{By: "x", Why: " ", Kind: correction.Retract}, "reason"},
		{correction.Correction{By: "x", Why: "x", Kind: "praise"}, "praise"},
		{correction.Correction{By: "x", Why: "x", Kind: correction.Merge, Anchors: []correction.Anchor{s, s}}, "one twice"},
		{correction.Correction{By: "x", Why: "x", Kind: correction.Merge, Anchors: []correction.Anchor{s, {Report: "r1", Part: correction.PartReport}}}, "two actors"},
		{correction.Correction{By: "x", Why: "x", Kind: correction.Speaker, Anchors: []correction.Anchor{s}}, "needs what"},
		{correction.Correction{By: "x", Why: "x", Kind: correction.Verdict, Value: "softened", Anchors: []correction.Anchor{s, s}}, "two positions"},
		{correction.Correction{By: "x", Why: "x", Kind: correction.Verdict, Value: "nicer", Anchors: []correction.Anchor{p, q}}, "one of softened"},
		{correction.Correction{By: "x", Why: "x", Kind: correction.Verdict, Value: "softened", Anchors: []correction.Anchor{p, p}}, "one twice"},
		{correction.Correction{By: "x", Why: "", Kind: correction.Verdict, Value: "softened", Anchors: []correction.Anchor{p, q}}, "reason"},
		{correction.Correction{By: "x", Why: "x", Kind: correction.Day, Anchors: []correction.Anchor{{Report: "r1", Part: correction.PartEvent}}, Value: "yesterday"}, "a day is"},
		{correction.Correction{By: "x", Why: "x", Kind: correction.Merge, Anchors: []correction.Anchor{{Report: "r1", Part: correction.PartEvent}, {Report: "r2", Part: correction.PartMeeting}}}, "two actors"},
		{correction.Correction{By: "x", Kind: correction.Topic, Words: []string{"x"}}, "needs what"},
		{correction.Correction{By: "x", Kind: correction.Topic, Value: "y", Anchors: []correction.Anchor{p}}, "takes 0"},
	} {
		if _, err := correction.Make(x.c); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%+v: %v, want %q", x.c, err, x.want)
		}
	}
}

// Of two that say the contrary of the same two, the later one holds.
func TestLinks(t *testing.T) {
	l := line("“Never again,” she said. “Never,” he said.", "Never again", "Never")
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	a, b := anchor(t, l, "r1.s1"), anchor(t, l, "r1.s2")
	list := []correction.Correction{
		made(t, correction.Correction{At: day, Kind: correction.Merge, Anchors: []correction.Anchor{a, b}}),
		made(t, correction.Correction{At: day.Add(time.Hour), Kind: correction.Split, Anchors: []correction.Anchor{b, a}}),
	}
	links, states := correction.Links(list, func(string) *record.Line { return l })
	if len(links.Together) != 0 || len(links.Apart) != 1 || !strings.Contains(states[list[0].ID], "contrary") || states[list[1].ID] != "" {
		t.Errorf("%+v, %v", links, states)
	}
	links, states = correction.Links(list[:1], func(string) *record.Line { return nil })
	if len(links.Together) != 0 || states[list[0].ID] == "" {
		t.Errorf("without the report: %+v, %v", links, states)
	}
}

// A verdict finds its two positions by their words, and says why it does not.
func TestJudgements(t *testing.T) {
	held := func(id, text string, words ...string) *record.Line {
		l := line(text, words...)
		l.Report.ID = id
		for i, s := range l.Statements {
			l.Positions = append(l.Positions, record.Position{ID: fmt.Sprint(id, ".p", i+1), Kind: "refusal", Span: s.Span})
		}
		l.Statements = nil
		return l
	}
	a, b := held("r1", "“Never again,” she said.", "Never again"), held("r2", "“Perhaps once,” she said.", "Perhaps once")
	c := made(t, correction.Correction{Kind: correction.Verdict, Anchors: []correction.Anchor{anchor(t, a, "r1.p1"), anchor(t, b, "r2.p1")}, Value: "softened"})
	for _, x := range []struct {
		name string
		b    *record.Line
		want string // id of the later position
		why  string
	}{
		{"as it was", b, "r2.p1", ""},
		{"another before it", held("r2", "“No,” he said. “Perhaps once,” she said.", "No", "Perhaps once"), "r2.p2", ""},
		{"other words", held("r2", "“Perhaps,” she said.", "Perhaps"), "", "the report does not have the words any more"},
		{"no report", nil, "", "its report is not in the record any more"},
	} {
		got, states := correction.Judgements([]correction.Correction{c}, func(id string) *record.Line {
			if id == "r1" {
				return a
			}
			return x.b
		})
		if states[c.ID] != x.why || (x.why == "") != (len(got) == 1) || len(got) == 1 && (got[0].Earlier != "r1.p1" || got[0].Later != x.want || got[0].Verdict != "softened" || got[0].Mark.By != "Ines") {
			t.Errorf("%s: %+v, %q", x.name, got, states[c.ID])
		}
	}
	// It is no part of a report, and nothing that reports are compared by.
	if states := correction.Apply(a, []correction.Correction{c}, nil); len(states) != 0 || len(a.Positions[0].Corrections) != 0 {
		t.Errorf("Apply: %v", states)
	}
	if c.Relates() {
		t.Error("a verdict makes all reports be compared again")
	}
}

// told makes a record with an event at each of the words and meetings: one at
// the events of the numbers, one without events at its parties' words.
func told(text string, events ...string) *record.Line {
	l := line(text, events...)
	for i, s := range l.Statements {
		l.Events = append(l.Events, record.Event{ID: fmt.Sprint("r1.e", i+1), Type: "CONSULT", Modality: "happened", Track: "diplomacy", Span: s.Span})
	}
	l.Statements = nil
	return l
}

// at is the span of words of a line.
func at(l *record.Line, words string) *record.Span {
	i := strings.Index(l.Report.Text, words)
	start := utf8.RuneCountInString(l.Report.Text[:i])
	return &record.Span{Start: start, End: start + utf8.RuneCountInString(words), Exact: words}
}

// Of events at the same words the one of the same type is meant; a meeting is
// found by the event that tells of it, else by the line that names its parties.
func TestFindEvents(t *testing.T) {
	text := "The envoys of Tavria and Kesh met and signed.\nIn Senn, Orsena sat down with Hulm."
	make := func(before string) *record.Line {
		l := told(before+text, "met and signed", "sat down")
		l.Events = append(l.Events, l.Events[0])
		l.Events[2].ID, l.Events[2].Type = "r1.e3", "AGREE"
		kind := "talks"
		l.Meetings = []record.Meeting{
			{ID: "r1.m1", Kind: &kind, Status: "held", Events: []string{"r1.e1"}},
			{ID: "r1.m2", Kind: &kind, Status: "planned", Parties: []record.Ref{{Span: at(l, "Orsena")}, {Span: at(l, "Hulm")}}, Venue: at(l, "Senn")},
		}
		return l
	}
	was := make("")
	now := make("A first line — new.\n\n")
	now.Report.Version = strings.Repeat("b", 64)
	// Read anew, in another order.
	now.Events[0], now.Events[2] = now.Events[2], now.Events[0]
	now.Meetings[0], now.Meetings[1] = now.Meetings[1], now.Meetings[0]
	for ref, want := range map[string]int{"r1.e1": 2, "r1.e3": 0, "r1.e2": 1, "r1.m1": 1, "r1.m2": 0} {
		a := anchor(t, was, ref)
		if got, why := a.Find(now); got != want || why != "" {
			t.Errorf("%s: %d, %q; want %d", ref, got, why, want)
		}
	}
	gone := make("")
	gone.Events, gone.Meetings = gone.Events[1:2], gone.Meetings[1:]
	gone.Events[0].Span.End = gone.Events[0].Span.Start + 1
	a := anchor(t, was, "r1.m1")
	if got, why := a.Find(gone); got != -1 || why != "no meeting is read at the words any more" {
		t.Errorf("%d, %q", got, why)
	}
	if _, err := correction.At(&record.Line{Report: record.Report{ID: "r1"}, Meetings: []record.Meeting{{ID: "r1.m1"}}}, "r1.m1"); err == nil {
		t.Error("a meeting without words is held on to")
	}
}

// What people say of an event and a meeting stands beside what was read; to
// take back what a finding rests on takes back the finding.
func TestApplyEvents(t *testing.T) {
	l := told("Tavria met Kesh. It shelled Hulm.", "Tavria met Kesh", "It shelled Hulm")
	l.Meetings = []record.Meeting{{ID: "r1.m1", Status: "held", Events: []string{"r1.e1"}}}
	tavria := "TAV"
	l.Actors = []record.Actor{{ID: "a1", Name: "Tavria", Kind: "country", Names: []string{"Tavria"}, Country: &tavria}}
	of := func(kind, ref, value string, words ...string) correction.Correction {
		return made(t, correction.Correction{Kind: kind, Anchors: []correction.Anchor{anchor(t, l, ref)}, Value: value, Words: words})
	}
	list := []correction.Correction{
		of(correction.Who, "r1.e1", "", "tavria", " Peru ", ""), of(correction.Whom, "r1.e1", ""), of(correction.Speaker, "r1.e1", "Oto Brandl"),
		of(correction.Day, "r1.e1", "2026-02"), of(correction.Kind, "r1.e2", "ASSAULT"), of(correction.Kind, "r1.e2", "negated"),
		of(correction.Mediator, "r1.m1", "KEN"), of(correction.Kind, "r1.m1", "postponed"), of(correction.Kind, "r1.m1", "call"), of(correction.Retract, "r1.e1", ""),
	}
	for id, why := range correction.Apply(l, list, nil) {
		if why != "" {
			t.Errorf("%s: %s", id, why)
		}
	}
	e, f, m := l.Events[0], l.Events[1], l.Meetings[0]
	if len(e.Actors) != 2 || *e.Actors[0].Actor != "a1" || *e.Actors[1].Actor != "PER" || *e.Actors[1].Name != "Peru" || len(e.Recipients) != 0 ||
		*e.AttributedTo.Name != "Oto Brandl" || *e.Date.ISO != "2026-02" || *e.Date.Precision != "month" || *e.Date.Basis != "said by Ines" {
		t.Errorf("%+v", e)
	}
	if f.Type != "ASSAULT" || f.Mode != nil || f.Track != "military" || f.Modality != "negated" || f.Corrections[0].Was != "CONSULT" || f.Corrections[1].Was != "happened" {
		t.Errorf("%+v", f)
	}
	if *m.Mediator.Name != "Kenya" || m.Status != "postponed" || *m.Kind != "call" {
		t.Errorf("%+v", m)
	}
	if record.Retraction(e.Corrections) == nil || record.Retraction(f.Corrections) != nil || record.Retraction(m.Corrections) == nil {
		t.Errorf("retracted: %+v, %+v, %+v", e.Corrections, f.Corrections, m.Corrections)
	}
	if k := len(l.Actors); k != 3 || l.Actors[1].ID != "PER" || l.Actors[2].ID != "KEN" {
		t.Errorf("actors: %+v", l.Actors)
	}
	// What stayed within one state lies on a track with another one.
	l = told("Tavria arrested the envoys.", "Tavria arrested the envoys")
	l.Actors = []record.Actor{{ID: "a1", Name: "Tavria", Kind: "person", Country: &tavria}}
	l.Events[0].Type, l.Events[0].Track = "COERCE", "other"
	one := "a1"
	l.Events[0].Actors = []record.Ref{{Actor: &one}}
	correction.Apply(l, []correction.Correction{of(correction.Whom, "r1.e1", "", "Peru")}, nil)
	if got := l.Events[0].Track; got != "diplomacy" {
		t.Errorf("between two states the track is %s", got)
	}
	// A statement takes its positions along, and those their events.
	l = line("“We will strike,” she said.", "We will strike")
	s, p := "r1.s1", "r1.p1"
	l.Positions = []record.Position{{ID: p, Span: l.Statements[0].Span, Statement: &s}}
	l.Events = []record.Event{{ID: "r1.e1", Span: l.Statements[0].Span, Position: &p}, {ID: "r1.e2", Span: l.Statements[0].Span}}
	correction.Apply(l, []correction.Correction{of(correction.Retract, s, "")}, nil)
	if record.Retraction(l.Positions[0].Corrections) == nil || record.Retraction(l.Events[0].Corrections) == nil || record.Retraction(l.Events[1].Corrections) != nil {
		t.Errorf("what rests on a statement: %+v, %+v", l.Positions, l.Events)
	}
}
