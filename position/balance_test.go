package position

import (
	"errors"
	"iter"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/correction"
	"dateline/record"
)

// said adds statements to a report, each by who is named, a key of people or
// a description.
func said(l *record.Line, by ...string) *record.Line {
	for _, who := range by {
		s := record.Statement{ID: l.Report.ID + ".s", Content: []record.Span{{Exact: "the dam stays shut"}}}
		if a, ok := people[who]; ok {
			s.Speaker.Name, s.Speaker.Actor = &a.Name, &a.ID
		} else {
			s.Speaker.Span = &record.Span{Exact: who}
		}
		l.Statements = append(l.Statements, s)
	}
	return l
}

func all(lines ...*record.Line) iter.Seq2[record.Line, error] {
	return func(yield func(record.Line, error) bool) {
		for _, l := range lines {
			if !yield(*l, nil) {
				return
			}
		}
	}
}

func TestBalances(t *testing.T) {
	retracted := said(line("r3", "", ""), "mara")
	retracted.Report.Retracted = &record.Mark{By: "Ines"}
	lines := []*record.Line{
		said(line("r1", "2026-02-09", "Wire"), "mara", "mara", "ivo", "officials", "a fisherman"),
		said(line("r2", "2026-02-10", "Courier"), "KEN", "oto"),
		retracted,
	}
	got, err := Balances(all(lines...), [2]string{"KEN", "Oto Dvorin"})
	want := [2]Balance{
		// Mara Dvorin, Ivo Sahl, the officials, Kenya itself.
		{Side: "Kenya", Statements: 6, Sources: 4, Reports: 3, Outlets: 2, Retracted: 1},
		{Side: "Oto Dvorin", Statements: 1, Sources: 1, Reports: 1, Outlets: 1},
	}
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Errorf("%v\n%s", err, d)
	}
	told := "for Kenya 6 statements by 4 sources, in 3 reports of 2 outlets (1 rest on a retracted report)"
	if s := got[0].String(); s != told {
		t.Errorf("%q, want %q", s, told)
	}
	got, _ = Balances(all(lines...), [2]string{"Peru", "Kenya"})
	if s := got[0].String(); s != "nobody speaks for Peru" || got[1].Statements != 6 {
		t.Errorf("%q, %+v", s, got[1])
	}
	broken := errors.New("broken")
	if _, err := Balances(func(yield func(record.Line, error) bool) { yield(record.Line{}, broken) }, [2]string{"a", "b"}); !errors.Is(err, broken) {
		t.Errorf("the error was lost: %v", err)
	}
}

// One person in two spellings is one source.
func TestSources(t *testing.T) {
	s := sources{}
	for _, n := range []string{"Mara Dvorin", "M. Dvorin", "Oto Dvorin", "a fisherman", "a fisherman", "the minister", ""} {
		s.add(n)
	}
	if got := s.count(); got != 5 {
		t.Errorf("%d sources, want 5: %v", got, s)
	}
}

func TestUnanswered(t *testing.T) {
	ask := func(target *record.Ref) *record.Line {
		l := line("r1", "2026-02-09", "", told{kind: "demand", holder: "KEN", words: "must pay for the herring"})
		l.Positions[0].Target = target
		return l
	}
	peru := &record.Ref{Name: ptr("Peru"), Actor: ptr("PER")}
	answer := func(day, who, words string) *record.Line {
		l := said(line("r2", day, ""), who)
		l.Statements[0].Content[0].Exact = words
		return l
	}
	for _, x := range []struct {
		name   string
		target *record.Ref
		answer *record.Line
		want   string
	}{
		{"nothing later", peru, nil, "Peru"},
		{"an answer", peru, answer("2026-02-11", "PER", "nobody owes a herring"), ""},
		{"an answer without a date", peru, answer("", "PER", "nobody owes a herring"), ""},
		{"before it was asked", peru, answer("2026-02-01", "PER", "nobody owes a herring"), "Peru"},
		{"of something else", peru, answer("2026-02-11", "PER", "the lamp is lit"), "Peru"},
		{"by somebody else", peru, answer("2026-02-11", "oto", "nobody owes a herring"), "Peru"},
		{"by the holder", peru, answer("2026-02-11", "KEN", "they owe the herring"), "Peru"},
		{"put to nobody", nil, nil, ""},
		{"put to itself", &record.Ref{Name: ptr("Mara Dvorin"), Actor: ptr("a1")}, nil, ""},
	} {
		lines := map[string]*record.Line{"r1": ask(x.target)}
		list := []*record.Line{lines["r1"]}
		if x.answer != nil {
			lines["r2"] = x.answer
			list = append(list, x.answer)
		}
		if got := Unanswered(lines, NewSides(relations(list...).Actors))["r1.p1"]; got != x.want {
			t.Errorf("%s: put to %q, want %q", x.name, got, x.want)
		}
	}
}

func TestEarlier(t *testing.T) {
	lines := map[string]*record.Line{
		"r1": line("r1", "2026-02-01", "", told{kind: "demand", holder: "mara", words: "close the dam at Arda"}),
		"r2": line("r2", "2026-02-05", "", told{kind: "demand", holder: "mara", words: "close and drain the dam at Arda"}),
		"r3": line("r3", "", "", told{kind: "demand", holder: "officials", words: "close the dam at Arda now"}),
		"r4": line("r4", "2026-02-09", "",
			told{kind: "offer", holder: "mara", words: "half of the dam at Arda"},           // r2 is the latest
			told{kind: "offer", holder: "oto", words: "half of the dam at Arda"},            // another Dvorin
			told{kind: "offer", holder: "officials", words: "half of the dam at Arda"},      // nobody knows who
			told{kind: "demand", holder: "mara", words: "Close and drain the dam at Arda!"}, // said before
			told{kind: "demand", holder: "mara", words: "count the herring"}),
		"r5": line("r5", "2026-02-03", "", told{kind: "offer", holder: "mara", words: "half of the dam at Arda"}), // came late
	}
	judged := []correction.Judged{{Earlier: "r2.p1", Later: "r4.p1", Verdict: "softened"}}
	before := NewBefore(lines, NewSides(relations(slices.Collect(maps.Values(lines))...).Actors), func(id string) bool { return id == "r4" || id == "r5" }, judged)
	for _, x := range []struct {
		report string
		n      int
		want   string
	}{{"r4", 0, "r2.p1"}, {"r4", 1, ""}, {"r4", 2, ""}, {"r4", 3, ""}, {"r4", 4, ""}, {"r5", 0, "r1.p1"}} {
		l := lines[x.report]
		got, in := before.Earlier(l, &l.Positions[x.n])
		id := ""
		if got != nil {
			id = got.ID
		}
		if id != x.want {
			t.Errorf("%s: %q, want %q", l.Positions[x.n].ID, id, x.want)
		}
		if id == "" {
			continue
		}
		// The verdict is on the same words wherever they stand.
		if v := before.Judged(got, in, &l.Positions[x.n], l); (len(v) == 1) != (x.want == "r2.p1") {
			t.Errorf("%s: verdicts %+v", l.Positions[x.n].ID, v)
		}
	}
}
