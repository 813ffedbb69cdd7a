package story

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/record"
	"dateline/text"
)

func spanFrom(a, b int) text.Span { return text.Span{Start: a, End: b} }

// statement makes a statement whose content is words; what stands between
// double quotation marks is quoted.
func statement(id, words string) *record.Statement {
	at := func(from, to int) record.Span {
		return record.Span{Start: from, End: to, SourceStart: from, SourceEnd: to, Exact: words[from:to]}
	}
	s := &record.Statement{ID: id, Kind: "indirect", Part: "body", Span: at(0, len(words)), Content: []record.Span{at(0, len(words))}}
	for from := 0; ; {
		i := strings.IndexByte(words[from:], '"')
		if i < 0 {
			return s
		}
		n := strings.IndexByte(words[from+i+1:], '"')
		s.Quotes = append(s.Quotes, at(from+i+1, from+i+1+n))
		s.Kind = "direct"
		from += i + n + 2
	}
}

func TestDrift(t *testing.T) {
	for _, c := range []struct{ full, other, want string }{
		{`"We go home when the port is open"`, `"We go home when the port is open."`, ""},
		{`"We go home, all of us, when the port is open"`, `"We go home when the port is open"`, "differing inside quotation marks: all of us -> "},
		{`"We go home when the port is open and the ships are loaded"`, `"We go home when the port is open"`, "trimmed: and the ships are loaded -> "},
		{
			`"We go home when the port is open and the mines, which float, are cleared"`, `"We go home when the port is open and the floating mines are cleared"`,
			"differing inside quotation marks:  -> floating\ndiffering inside quotation marks: which float -> ",
		},
		{`"Ships which carry grain may pass the strait"`, `"Ships carrying grain may pass the strait"`, "differing inside quotation marks: which carry -> carrying"},
		{`"The strait stays closed to warships until spring"`, `that the strait stays closed to naval vessels until spring`, "reworded: warships -> naval vessels"},
		{`the strait stays closed until spring`, `that the strait stays closed until late spring`, "added:  -> late"},
		{`"Not one of our sailors will set foot on that island again"`, `that no crew would land there`, "paraphrased: Not one of our sailors will set foot on that island again -> no crew would land there"},
		{`"the strait is open", but not "the harbour of Arda"`, `the strait is open, but not "the harbor of Arda"`, "differing inside quotation marks: harbour -> harbor"},
	} {
		m := NewMatcher()
		a, b := statement("a", c.full), statement("b", c.other)
		var got []string
		for _, d := range m.drift(a, b, (&pen{line: &record.Line{}}).within, (&pen{line: &record.Line{}}).within) {
			if d.Statement != "b" {
				t.Errorf("drift of %q, want b", d.Statement)
			}
			got = append(got, fmt.Sprintf("%s: %s -> %s", d.Kind, exact(d.From), exact(d.To)))
		}
		if d := cmp.Diff(c.want, strings.Join(got, "\n")); d != "" {
			t.Errorf("%s | %s: %s", c.full, c.other, d)
		}
	}
}

func exact(s *record.Span) string {
	if s == nil {
		return ""
	}
	return s.Exact
}

// TestDriftPointsAtItsWords holds the places of a difference to the words, in
// a text that escapes and accents make longer in its source.
func TestDriftPointsAtItsWords(t *testing.T) {
	source := []byte(`Zoë: &quot;Wir geh’n, all of us, home&quot;`)
	whole := text.UnescapeHTML(text.Decode(source))
	s := whole.String()
	line := &record.Line{Report: record.Report{Text: s}}
	at := func(words string) record.Span {
		i := strings.Index(s, words)
		return record.At(whole, text.Span{Start: i, End: i + len(words)}, 0)
	}
	full := &record.Statement{ID: "a", Content: []record.Span{at(`"Wir geh’n, all of us, home"`)}, Quotes: []record.Span{at("Wir geh’n, all of us, home")}}
	p := &pen{line: line, origin: whole.AppendOrigin(nil)}
	got := NewMatcher().drift(full, statement("b", `"Wir geh’n home"`), p.within, p.within)
	if len(got) != 1 || got[0].From == nil {
		t.Fatalf("got %+v", got)
	}
	from := *got[0].From
	if want := at("all of us"); !cmp.Equal(from, want) {
		t.Errorf("got %+v, want %+v", from, want)
	}
	if string(source[from.SourceStart:from.SourceEnd]) != "all of us" {
		t.Errorf("the source has %q there", source[from.SourceStart:from.SourceEnd])
	}
}

func TestUtterances(t *testing.T) {
	const said = "We will not send one more delegation to Port Arda before the blockade is lifted"
	at := func(day int) string { return fmt.Sprintf("2026-03-%02dT10:00:00Z", day) }
	line := func(id string, day int, title, who, quote string) *record.Line {
		return makeLine(id, at(day), title, []string{"Reports from the harbour are few."}, who, quote)
	}
	for _, c := range []struct {
		name string
		b    *record.Line
		want bool
	}{
		{"word for word", line("b", 1, "Minister refuses", "Mara Dvorin", said), true},
		{"by surname", line("b", 1, "Minister refuses", "Dvorin", said), true},
		{"a translation", line("b", 2, "Minister refuses", "Mara Dvorin", "No further delegation will be sent to Port Arda by us until they lift the blockade"), true},
		{"someone else", line("b", 1, "Minister refuses", "Jon Halder", said), false},
		{"something else", line("b", 1, "Minister hopeful", "Mara Dvorin", "The harvest was better than in any year since the war"), false},
		{"the contrary", line("b", 1, "Minister gives way", "Mara Dvorin", "We will now send one more delegation to Port Arda although the blockade is in force"), false},
		{"months later", line("b", 30, "Minister refuses", "Mara Dvorin", said), false},
	} {
		got := Relate(reports(line("a", 1, "No delegation", "Mara Dvorin", said), c.b)).Utterances
		if (len(got) == 1) != c.want {
			t.Errorf("%s: %d utterances, want one: %v", c.name, len(got), c.want)
		}
	}
}

// TestFullestFirst puts the wording that quotes the most first.
func TestFullestFirst(t *testing.T) {
	whole := "We will not send one more delegation to Port Arda before the blockade of the strait is lifted for good"
	part := "We will not send one more delegation to Port Arda before the blockade of the strait is lifted"
	got := Relate(reports(
		makeLine("a", "2026-03-01", "No delegation", nil, "Mara Dvorin", part),
		makeLine("b", "2026-03-02", "Minister refuses", nil, "Mara Dvorin", whole),
	)).Utterances
	if len(got) != 1 || !cmp.Equal(got[0].Statements, []string{"b.s1", "a.s1"}) {
		t.Fatalf("got %+v", got)
	}
	if d := got[0].Drift; len(d) != 1 || d[0].Kind != Trimmed || d[0].From.Exact != "for good" || d[0].Statement != "a.s1" {
		t.Errorf("got %+v", d)
	}
}

// TestUnnamed keeps two reports' unnamed officials apart.
func TestUnnamed(t *testing.T) {
	official := func(id string, sentences ...string) *record.Line {
		l := makeLine(id, "2026-03-01", sentences[0], sentences[1:], "a senior official", "We are close to a deal")
		l.Actors[0].Roles = []record.Role{{Role: "a senior official"}}
		return l
	}
	rel := Relate(reports(
		official("a", "Deal near", "Delegations met for the sixth time.", "Rain kept the crowd small."),
		official("b", "Ostland hopeful", "Envoys of three states dined at the castle.", "A communique is due."),
	))
	if len(rel.Utterances) != 0 || len(rel.Actors) != 0 {
		t.Errorf("got %+v, %+v", rel.Utterances, rel.Actors)
	}
}

func TestNegated(t *testing.T) {
	for s, want := range map[string]bool{
		"There is no paper": true, "We didn’t see it": true, "Nor were they shots": true, "A paper exists": false, "The notice was late": false,
	} {
		if Negated(s) != want {
			t.Errorf("Negated(%q) = %v", s, !want)
		}
	}
	for s, want := range map[string]bool{"denied": true, "rejecting": true, "said": false, "in a denial": true} {
		if denies(s) != want {
			t.Errorf("denies(%q) = %v", s, !want)
		}
	}
}
