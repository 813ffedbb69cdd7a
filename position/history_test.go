package position

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/correction"
	"dateline/record"
)

// told is a position in a report as the tests write it.
type told struct {
	kind, holder, words string // holder: a name of people, below
	by                  string // who speaks, if not the holder
}

// people are who takes part in the tests: own id in each report, name, state.
var people = map[string]record.Actor{
	"KEN":       {ID: "KEN", Name: "Kenya", Kind: "country", Country: ptr("KEN")},
	"PER":       {ID: "PER", Name: "Peru", Kind: "country", Country: ptr("PER")},
	"mara":      {ID: "a1", Name: "Mara Dvorin", Kind: "person", Country: ptr("KEN")},
	"oto":       {ID: "a2", Name: "Oto Dvorin", Kind: "person"},
	"ivo":       {ID: "a3", Name: "Ivo Sahl", Kind: "person", Country: ptr("KEN")},
	"officials": {ID: "a9", Name: "senior officials", Kind: "group", Country: ptr("KEN")},
}

func ptr(s string) *string { return &s }

// line makes a report: id, day ("" for none), outlet.
func line(id, day, outlet string, list ...told) *record.Line {
	l := &record.Line{Report: record.Report{ID: id}}
	if day != "" {
		l.Report.Published = record.Stamp{Time: ptr(day), Precision: ptr("day"), Basis: ptr("dateline")}
	}
	if outlet != "" {
		l.Report.Outlet = ptr(outlet)
	}
	for _, k := range []string{"KEN", "PER", "mara", "oto", "ivo", "officials"} {
		l.Actors = append(l.Actors, people[k])
	}
	ref := func(who string) record.Ref {
		a, ok := people[who]
		if !ok {
			return record.Ref{Name: ptr(who)}
		}
		return record.Ref{Name: &a.Name, Actor: &a.ID}
	}
	for i, x := range list {
		by := ref(x.holder)
		if x.by != "" {
			by = ref(x.by)
		}
		n := fmt.Sprint(i + 1)
		l.Positions = append(l.Positions, record.Position{
			ID: id + ".p" + n, Kind: x.kind, Holder: ref(x.holder), SpokenBy: &by, Statement: ptr(id + ".s" + n),
			Span: record.Span{Start: 100 * i, End: 100*i + len([]rune(x.words)), Exact: x.words},
		})
	}
	return l
}

// relations joins the people of lines who have names.
func relations(lines ...*record.Line) *record.Relations {
	out := record.NoRelations()
	for _, k := range []string{"KEN", "PER", "mara", "oto", "ivo"} {
		a := people[k]
		id := record.Identity{ID: a.ID, Kind: a.Kind, Names: []string{a.Name}}
		if a.Kind != "country" {
			id.ID = "id." + k
		}
		for _, l := range lines {
			id.Members = append(id.Members, record.Member{Report: l.Report.ID, Actor: a.ID})
		}
		out.Actors = append(out.Actors, id)
	}
	return &out
}

// book makes a book of all positions of lines.
func book(out *record.Relations, judged []correction.Judged, lines ...*record.Line) *Book {
	topics := []Topic{{Name: "Water", Words: []string{"dam.", "river"}}, {Name: "Fish", Words: []string{"herring"}}}
	b := NewBook(out, topics, judged)
	for _, l := range lines {
		b.Add(l, func(*record.Position) bool { return true })
	}
	return b
}

// show writes groups on lines: holder, topic or matter, days, reports, origins,
// outlets; a line for each saying, with its wordings; what stands against.
func show(groups []Group) string {
	day := func(s *string) string {
		if s == nil {
			return "?"
		}
		return *s
	}
	var b strings.Builder
	for _, g := range groups {
		topic := "(" + strings.Join(g.Matter, " ") + ")"
		if g.Topic != nil {
			topic = *g.Topic
		}
		fmt.Fprintf(&b, "%s %s %s %s %d/%d %s\n", g.Holder.Name, topic, day(g.First), day(g.Last), g.Reports, g.Origins, strings.Join(g.Outlets, ","))
		for _, s := range g.Sayings {
			fmt.Fprintf(&b, "  %s %s %d", day(s.First), day(s.Last), s.Reports)
			for _, w := range s.Wordings {
				fmt.Fprintf(&b, " | %s %s:", w.Kind, w.Position.Span.Exact)
				for _, x := range w.Seen {
					fmt.Fprintf(&b, " %s", x.Position)
					if x.Retracted {
						b.WriteString(" retracted")
					}
				}
			}
			if len(s.SpokenBy) > 0 {
				fmt.Fprintf(&b, " | by %s", strings.Join(s.SpokenBy, ","))
			}
			for _, p := range s.Repeated {
				fmt.Fprintf(&b, " | also %s", p.Name)
			}
			b.WriteString("\n")
		}
		for _, a := range g.Against {
			fmt.Fprintf(&b, "  %s against %s\n", a.Earlier, a.Later)
		}
		for _, j := range g.Verdicts {
			fmt.Fprintf(&b, "  %s\n", j)
		}
	}
	return b.String()
}

func TestHistory(t *testing.T) {
	retracted := line("r5", "2026-03-05", "Wire", told{kind: "offer", holder: "mara", words: "open to a pact on the upper river"})
	retracted.Report.Retracted = &record.Mark{By: "Ines"}
	lines := []*record.Line{
		line("r1", "2026-02-09T10:00:00Z", "Wire",
			told{kind: "refusal", holder: "mara", words: "we will not open the dam at Arda"},
			told{kind: "demand", holder: "KEN", words: "the herring must be counted", by: "mara"}),
		line("r2", "2026-02-10", "Courier", // the same words, and other words of the same utterance
			told{kind: "refusal", holder: "mara", words: "We will not open the dam, at Arda!"},
			told{kind: "demand", holder: "KEN", words: "herring have to be counted", by: "ivo"}),
		line("r3", "2026-03-01", "Wire",
			told{kind: "readiness", holder: "mara", words: "ready to open the dam at Arda by half"},
			told{kind: "refusal", holder: "ivo", words: "the dam at Arda will not be open"}),
		line("r4", "", "", // undated, and by another of the same surname
			told{kind: "refusal", holder: "oto", words: "we will not open the dam at Arda"},
			told{kind: "threat", holder: "mara", words: "shall burn the lighthouse of Sahl"}),
		retracted,
		line("r6", "2026-03-06", "Wire", // nobody knows who these are
			told{kind: "refusal", holder: "officials", words: "we will not open the dam at Arda"},
			told{kind: "threat", holder: "mara", words: "burns the lighthouse tomorrow"}),
		line("r7", "2026-03-07", "Wire", // as a person corrected it: by the name alone
			told{kind: "commitment", holder: "Mara Dvorin", words: "promised not to open the dam at Arda"},
			told{kind: "assessment", holder: "Nobody Known", words: "the river is high"},
			told{kind: "refusal", holder: "PER", words: "refused to accept the post"}),
		line("r8", "2026-03-08", "Wire", // one word is too little
			told{kind: "intention", holder: "PER", words: "will send a post to the islands by summer"}),
	}
	out := relations(lines...)
	out.Utterances = []record.Utterance{{Statements: []string{"r1.s2", "r2.s2"}}}
	out.Rewrites = []record.Rewrite{{A: "r1", B: "r2"}}
	judged := []correction.Judged{
		{Earlier: "r2.p1", Later: "r3.p1", Verdict: "softened", Mark: record.Mark{By: "Ines", Why: "half"}},
		{Earlier: "r2.p1", Later: "r9.p1", Verdict: "hardened", Mark: record.Mark{By: "Ines", Why: "gone"}},
	}
	want := `Mara Dvorin Water 2026-02-09 2026-03-07 5/4 Wire,Courier
  2026-02-09 2026-02-10 2 | refusal we will not open the dam at Arda: r1.p1 r2.p1 | by Mara Dvorin | also Ivo Sahl
  2026-03-01 2026-03-01 1 | readiness ready to open the dam at Arda by half: r3.p1 | by Mara Dvorin
  2026-03-05 2026-03-05 1 | offer open to a pact on the upper river: r5.p1 retracted | by Mara Dvorin
  2026-03-07 2026-03-07 1 | commitment promised not to open the dam at Arda: r7.p1 | by Mara Dvorin
  r1.p1 against r3.p1
  softened against r2.p1, says Ines: half
Mara Dvorin (lighthouse burns) 2026-03-06 2026-03-06 2/2 Wire
  2026-03-06 2026-03-06 1 | threat burns the lighthouse tomorrow: r6.p2 | by Mara Dvorin
  ? ? 1 | threat shall burn the lighthouse of Sahl: r4.p2 | by Mara Dvorin
Kenya Fish 2026-02-09 2026-02-10 2/1 Wire,Courier
  2026-02-09 2026-02-10 2 | demand the herring must be counted: r1.p2 | demand herring have to be counted: r2.p2 | by Mara Dvorin,Ivo Sahl
Peru (post) 2026-03-07 2026-03-08 2/2 Wire
  2026-03-07 2026-03-07 1 | refusal refused to accept the post: r7.p3 | by Peru
  2026-03-08 2026-03-08 1 | intention will send a post to the islands by summer: r8.p1 | by Peru
Ivo Sahl Water 2026-03-01 2026-03-01 1/1 Wire
  2026-03-01 2026-03-01 1 | refusal the dam at Arda will not be open: r3.p2 | by Ivo Sahl | also Mara Dvorin
Nobody Known Water 2026-03-07 2026-03-07 1/1 Wire
  2026-03-07 2026-03-07 1 | assessment the river is high: r7.p2 | by Nobody Known
Oto Dvorin Water ? ? 1/1 
  ? ? 1 | refusal we will not open the dam at Arda: r4.p1 | by Oto Dvorin
`
	b := book(out, judged, lines...)
	if d := cmp.Diff(want, show(b.History())); d != "" {
		t.Error(d)
	}
	if b.Unnamed != 1 {
		t.Errorf("%d left out, want 1", b.Unnamed)
	}
	// In whatever order the reports come.
	slices.Reverse(lines)
	if d := cmp.Diff(want, show(book(out, judged, lines...).History())); d != "" {
		t.Errorf("the other way round:\n%s", d)
	}
}

// A report without a date stands at the day that it has through its copy.
func TestHistoryDatedThrough(t *testing.T) {
	lines := []*record.Line{
		line("r1", "2026-02-09", "", told{kind: "demand", holder: "KEN", words: "close the dam"}),
		line("r2", "", "", told{kind: "demand", holder: "KEN", words: "close the river"}),
	}
	out := relations(lines...)
	out.Dates = []record.DatedThrough{{Report: "r2", Published: record.Stamp{Time: ptr("2026-02-08"), Basis: ptr("only through a rewrite")}, Through: "r1"}}
	g := book(out, nil, lines...).History()
	if len(g) != 1 || *g[0].First != "2026-02-08" || g[0].Sayings[0].Wordings[0].Position.ID != "r2.p1" || *g[0].Sayings[0].Wordings[0].Report.Published.Basis != "only through a rewrite" {
		t.Errorf("%+v", g)
	}
}

func TestStance(t *testing.T) {
	of := func(list ...string) []Wording {
		var out []Wording
		for i := 0; i < len(list); i += 2 {
			out = append(out, Wording{Kind: list[i], Position: record.Position{Span: record.Span{Exact: list[i+1]}}})
		}
		return out
	}
	for _, x := range []struct {
		list []Wording
		want string
	}{
		{of("refusal", "x"), "no"},
		{of("red_line", "x", "denial", "y"), "no"},
		{of("offer", "x"), "yes"},
		{of("commitment", "promised not to build it"), ""},
		{of("refusal", "x", "readiness", "x"), ""}, // two readings of one utterance
		{of("demand", "x"), ""},
		{of("threat", "x", "refusal", "x"), ""},
	} {
		if got := stance(x.list); got != x.want {
			t.Errorf("%+v: %q, want %q", x.list, got, x.want)
		}
	}
}

func TestMatrix(t *testing.T) {
	lines := []*record.Line{
		line("r1", "2026-02-09", "Wire", told{kind: "refusal", holder: "mara", words: "not open the dam"}, told{kind: "demand", holder: "PER", words: "count the herring of the river"}),
		line("r2", "2026-03-01", "Wire", told{kind: "offer", holder: "KEN", words: "half of the dam"}, told{kind: "threat", holder: "PER", words: "burn the lighthouse"}),
		line("r3", "", "Wire", told{kind: "demand", holder: "ivo", words: "close the dam"}, told{kind: "offer", holder: "oto", words: "a poem on herring"}),
		line("r4", "", "Wire", told{kind: "offer", holder: "oto", words: "another poem on herring"}),
		line("r5", "2026-03-09", "Wire", told{kind: "refusal", holder: "officials", words: "not the dam"}),
	}
	b := book(relations(lines...), nil, lines...)
	m := b.Matrix()
	var got []string
	for _, r := range m.Rows {
		for i, c := range r.Cells {
			if c != nil {
				got = append(got, fmt.Sprintf("%s %s=%s %s of %s, %d before", r.Party.Name, m.Topics[i], c.Topic, c.Position.ID, c.Holder.Name, c.Before))
			}
		}
	}
	// A position of a report without a date is not the latest.
	want := []string{
		"Kenya Water=Water r2.p1 of Kenya, 2 before",
		"Oto Dvorin Fish=Fish r4.p1 of Oto Dvorin, 1 before",
		"Peru Water=Water r1.p2 of Peru, 0 before",
		"Peru Fish=Fish r1.p2 of Peru, 0 before",
	}
	if d := cmp.Diff(want, got); d != "" || m.Other != 1 || b.Unnamed != 1 {
		t.Errorf("%d on none, %d unnamed:\n%s", m.Other, b.Unnamed, d)
	}
	if d := cmp.Diff([]Count{{4, 4}, {3, 2}, {1, 1}}, b.Counts()); d != "" {
		t.Errorf("Counts:\n%s", d)
	}
	// Topics that nobody holds anything on are left out.
	b = NewBook(relations(lines...), []Topic{{Name: "Sky", Words: []string{"sky"}}, {Name: "Fish", Words: []string{"herring"}}}, nil)
	b.OnTopics = true
	for _, l := range lines {
		b.Add(l, func(p *record.Position) bool { return p.Kind == "offer" })
	}
	if m := b.Matrix(); len(m.Topics) != 1 || len(m.Rows) != 1 || len(m.Rows[0].Cells) != 1 || m.Other != 0 {
		t.Errorf("%+v", m)
	}
}

// Who holds something is an actor of all reports; a name that two have is
// nobody's.
func TestSide(t *testing.T) {
	l := line("r1", "", "")
	l.Actors = append(l.Actors, record.Actor{ID: "a4", Name: "Lima", Kind: "place", Country: ptr("PER")}, record.Actor{ID: "a5", Name: "Dvorin", Kind: "person"})
	out := relations(l)
	l.Actors = append(l.Actors, record.Actor{ID: "a6", Name: "Lirea", Kind: "place"}, record.Actor{ID: "a7", Name: "Oran Vess", Kind: "person", Country: ptr("Lirea")})
	out.Actors = append(out.Actors, record.Identity{ // a state without a code, which another report calls a place
		ID: "id.6", Kind: "country", Names: []string{"Lirea"}, Members: []record.Member{{Report: "r0", Actor: "Lirea"}, {Report: "r1", Actor: "a6"}},
	}, record.Identity{
		ID: "id.7", Kind: "person", Names: []string{"Oran Vess"}, Members: []record.Member{{Report: "r1", Actor: "a7"}},
	}, record.Identity{ID: "id.x", Names: []string{"Ivo Sahl"}}, record.Identity{
		ID: "id.5", Names: []string{"Dvorin"}, Members: []record.Member{{Report: "r1", Actor: "a5"}},
		Roles: []record.Capacity{{Role: "Peruvian minister", Country: ptr("PER")}, {Role: "envoy for Kenya", Country: ptr("KEN")}},
	})
	s := NewSides(out.Actors)
	for _, x := range []struct {
		ref  record.Ref
		want Side
	}{
		{record.Ref{Actor: ptr("a1")}, Side{"id.mara", "KEN"}},
		{record.Ref{Actor: ptr("a9")}, Side{"", "KEN"}},
		{record.Ref{Actor: ptr("KEN")}, Side{"KEN", "KEN"}},
		{record.Ref{Actor: ptr("a4")}, Side{"PER", "PER"}},
		{record.Ref{Actor: ptr("a5")}, Side{"id.5", "PER"}},
		{record.Ref{Actor: ptr("a6")}, Side{"id.6", "Lirea"}},
		{record.Ref{Actor: ptr("a7")}, Side{"id.7", "Lirea"}},
		{record.Ref{Name: ptr("Lirea")}, Side{"id.6", "Lirea"}},
		{record.Ref{Span: &record.Span{Exact: "Lirean gunners"}, Country: ptr("Lirea")}, Side{"", "Lirea"}},
		{record.Ref{Name: ptr("MARA DVORIN")}, Side{"id.mara", ""}},
		{record.Ref{Name: ptr("Kenya")}, Side{"KEN", "KEN"}},
		{record.Ref{Name: ptr("Ivo Sahl")}, Side{"name ivo sahl", ""}},
		{record.Ref{}, Side{}},
	} {
		if got := s.Side(l, &x.ref); got != x.want {
			t.Errorf("%+v: %+v, want %+v", x.ref, got, x.want)
		}
	}
}

// Ten thousand reports of one sentence, and ten thousand sentences of one
// holder on one thing, take no longer than they are long.
func TestHistoryLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	const n = 10_000
	for _, x := range []struct {
		name string
		of   func(i int) told
		want int // sayings
	}{
		{"one sentence", func(int) told { return told{kind: "demand", holder: "KEN", words: "close the dam at Arda"} }, 1},
		{"many sentences", func(i int) told {
			return told{kind: []string{"refusal", "offer"}[i%2], holder: "KEN", words: fmt.Sprintf("the dam at Arda, gate %d", i)}
		}, n},
		{"on no topic", func(i int) told {
			return told{kind: "refusal", holder: "KEN", words: fmt.Sprintf("the gate at Arda, lamp %d", i)}
		}, n},
	} {
		out := relations()
		b := NewBook(out, []Topic{{Name: "Water", Words: []string{"dam."}}}, nil)
		start := time.Now()
		for i := range n {
			b.Add(line(fmt.Sprintf("r%05d", i), "2026-02-09", "", x.of(i)), func(*record.Position) bool { return true })
		}
		g := b.History()
		if len(g) != 1 || len(g[0].Sayings) != x.want || g[0].Reports != n {
			t.Errorf("%s: %d groups, %d sayings", x.name, len(g), len(g[0].Sayings))
		}
		t.Logf("%s: %v", x.name, time.Since(start))
		if d := time.Since(start); d > time.Minute {
			t.Errorf("%s: took %v", x.name, d)
		}
	}
}
