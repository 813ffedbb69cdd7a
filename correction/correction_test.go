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
