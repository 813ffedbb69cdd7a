package actor

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/record"
)

// line makes a report's record of actors: "kind: name; name / role; role".
func line(id, day string, actors ...string) *record.Line {
	l := &record.Line{Report: record.Report{ID: id}}
	if day != "" {
		l.Report.Published.Time = &day
	}
	for i, a := range actors {
		kind, rest, _ := strings.Cut(a, ": ")
		names, roles, _ := strings.Cut(rest, " / ")
		x := record.Actor{ID: fmt.Sprint("a", i+1), Kind: kind, Names: strings.Split(names, "; ")}
		x.Name = x.Names[0]
		if kind == "country" {
			x.ID, x.Names = x.Names[0], x.Names[1:]
			x.Name = x.Names[0]
		}
		for r := range strings.SplitSeq(roles, "; ") {
			if r != "" {
				x.Roles = append(x.Roles, record.Role{Role: r})
			}
		}
		l.Actors = append(l.Actors, x)
	}
	return l
}

// groups prints who is one: the members of each actor as report/actor.
func groups(x *Index) []string {
	var out []string
	for _, n := range x.All() {
		var m []string
		for _, l := range x.actors[n].members {
			m = append(m, fmt.Sprintf("%d/%d", l.Line, l.Actor+1))
		}
		out = append(out, strings.Join(m, " "))
	}
	return out
}

func TestLink(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []*record.Line
		want  []string
	}{
		{"a state without a code, and the place that another report takes it for", []*record.Line{
			line("a", "", "country: Tavria; Tavria"),
			line("b", "", "place: Tavria", "country: KEN; Kenya"),
		}, []string{"0/1 1/1", "1/2"}},
		{"spellings", []*record.Line{
			line("a", "", "person: Abbas Araghchi; Araghchi / Foreign Minister"),
			line("b", "", "person: Abbas Araqchi / Iranian foreign minister"),
		}, []string{"0/1 1/1"}},
		{"a surname alone", []*record.Line{
			line("a", "", "person: Dvorin"),
			line("b", "", "person: Mara Dvorin / foreign minister"),
		}, []string{"0/1 1/1"}},
		{"a surname that two have", []*record.Line{
			line("a", "", "person: Mara Dvorin"),
			line("b", "", "person: Oleg Dvorin"),
			line("c", "", "person: Dvorin"),
			line("d", "", "person: Dvorin"),
		}, []string{"0/1", "1/1", "2/1", "3/1"}},
		{"a surname that two have, of one country", []*record.Line{
			line("a", "", "person: Mara Dvorin / Norwegian envoy"),
			line("b", "", "person: Oleg Dvorin / Kenyan judge"),
			line("c", "", "person: Dvorin / Kenyan judge"),
		}, []string{"0/1", "1/1 2/1"}},
		{"one name, two countries", []*record.Line{
			line("a", "", "person: Ali Hassan / Iraqi oil minister"),
			line("b", "", "person: Ali Hassan / Kenyan senator"),
			line("c", "", "person: Ali Hassan / oil minister of Iraq"),
		}, []string{"0/1 2/1", "1/1"}},
		{"given names that differ", []*record.Line{
			line("a", "", "person: George Orlo"),
			line("b", "", "person: Barbara Orlo"),
		}, []string{"0/1", "1/1"}},
		{"an initial, a middle name", []*record.Line{
			line("a", "", "person: Jana Orlova"),
			line("b", "", "person: J. Orlova"),
			line("c", "", "person: Jana Maria Orlova"),
		}, []string{"0/1 1/1 2/1"}},
		{"people without a name", []*record.Line{
			line("a", "", "person: foreign minister / foreign minister", "group: U.S. officials", "person: Leader of the Revolution / Leader of the Revolution"),
			line("b", "", "person: foreign minister / foreign minister", "group: U.S. officials", "person: Leader of the Revolution / Leader of the Revolution"),
		}, nil},
		{"people by office and country", []*record.Line{
			line("a", "", "person: top Kenyan health official", "person: Kenyan President", "person: President of the United States"),
			line("b", "", "person: top Kenyan health official", "person: Kenyan President", "person: President of the United States"),
		}, nil},
		{"bodies of common words", []*record.Line{
			line("a", "", "organisation: Foreign Ministry", "organisation: military"),
			line("b", "", "organisation: Foreign Ministry", "organisation: military"),
		}, nil},
		{"bodies of one country", []*record.Line{
			line("a", "", "organisation: Kenyan Foreign Ministry"),
			line("b", "", "organisation: Kenya's Foreign Ministry"),
			line("c", "", "organisation: Ugandan Foreign Ministry"),
		}, []string{"0/1 1/1", "2/1"}},
		{"acronyms", []*record.Line{
			line("a", "", "organisation: World Grain Office"),
			line("b", "", "organisation: WGO"),
			line("c", "", "organisation: W.G.O."),
		}, []string{"0/1 1/1 2/1"}},
		{"an acronym of two", []*record.Line{
			line("a", "", "organisation: World Grain Office"),
			line("b", "", "organisation: Western Gas Operators"),
			line("c", "", "organisation: WGO"),
		}, []string{"0/1", "1/1", "2/1"}},
		{"a capital as a city", []*record.Line{
			line("a", "", "place: Nairobi", "country: KEN; Nairobi"),
			line("b", "", "place: Nairobi", "place: Port Arda"),
		}, []string{"0/2", "1/2"}},
		{"countries", []*record.Line{
			line("a", "", "country: KEN; Nairobi"),
			line("b", "", "country: KEN; Kenya"),
			line("c", "", "country: UGA; Uganda"),
		}, []string{"0/1 1/1", "2/1"}},
	} {
		if d := cmp.Diff(c.want, groups(Link(c.lines))); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func TestNamesAndRoles(t *testing.T) {
	x := Link([]*record.Line{
		line("a", "2026-01-05", "person: Araqchi / Foreign Minister", "country: KEN; Nairobi"),
		line("b", "2026-02-07", "person: Abbas Araghchi; Araghchi / Iranian foreign minister", "country: KEN; Kenya"),
		line("c", "2026-03-09", "person: Abbas Araghchi / Foreign Minister"),
	})
	a := x.Identity(x.Of(0, "a1"))
	if want := []string{"Abbas Araghchi", "Araghchi", "Araqchi"}; !slices.Equal(a.Names, want) {
		t.Errorf("names %q, want %q", a.Names, want)
	}
	want := []record.Capacity{
		{Role: "Foreign Minister", From: known("2026-01-05"), To: known("2026-03-09"), Reports: 2},
		{Role: "Iranian foreign minister", Country: known("IRN"), From: known("2026-02-07"), To: known("2026-02-07"), Reports: 1},
	}
	if d := cmp.Diff(want, a.Roles); d != "" {
		t.Error(d)
	}
	if a.ID != "a.a1" {
		t.Errorf("id %q, want that of the first member", a.ID)
	}
	if k := x.Identity(x.Of(1, "KEN")); k.ID != "KEN" || k.Names[0] != "Kenya" {
		t.Errorf("got %q %q, want KEN with Kenya first", k.ID, k.Names)
	}
	if x.Of(0, "a9") != -1 {
		t.Error("an actor that is not there is found")
	}
}

// TestStrayWords keeps a spelling that few reports have behind the usual one,
// however long it is.
func TestStrayWords(t *testing.T) {
	lines := []*record.Line{line("x", "", "person: Harbourmaster Jon Halder")}
	for i := range 8 {
		lines = append(lines, line(fmt.Sprint(i), "", "person: Jon Halder"))
	}
	x := Link(lines)
	if all := x.All(); len(all) != 1 || x.Identity(all[0]).Names[0] != "Jon Halder" {
		t.Errorf("got %v", groups(x))
	}
}

// TestManyOfOneName holds the time for a name shared by thousands to grow with
// their number and not with its square.
func TestManyOfOneName(t *testing.T) {
	var lines []*record.Line
	for i := range 5000 {
		lines = append(lines, line(fmt.Sprint(i), "", fmt.Sprintf("person: %c%c%c Kim", 'A'+i%26, 'a'+i/26%26, 'a'+i/676)))
	}
	if n := len(Link(lines).All()); n < 500 {
		t.Errorf("5,000 given names of one surname make %d people", n)
	}
}

func BenchmarkLink(b *testing.B) {
	var lines []*record.Line
	for i := range 20000 {
		lines = append(lines, line(fmt.Sprint(i), "", "country: KEN; Kenya", fmt.Sprintf("person: %c%c%c Dv%corin; Dvorin / Kenyan envoy", 'A'+i%26, 'a'+i/26%26, 'a'+i/676%26, 'a'+i%7), "organisation: Grain Office"))
	}
	b.ReportAllocs()
	for b.Loop() {
		Link(lines)
	}
	b.ReportMetric(float64(len(lines))*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}
