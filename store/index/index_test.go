package index

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/record"
	"dateline/store/query"
	"dateline/text"
)

func ptr(s string) *string { return &s }

func TestOfReport(t *testing.T) {
	span := func(s string) record.Span { return record.Span{Exact: s} }
	l := &record.Line{
		Report: record.Report{
			Title: ptr("Naïve hopes"), Text: "Naïve hopes.\n\nThe U.S.-led talks", Outlet: ptr("Harbour Wire"),
			Dateline: &record.Place{Place: ptr("PORT ARDA")},
		},
		Mentions: []record.Mention{
			{Span: span("Mara Dvorin"), Kind: "person"},
			{Span: span("Tavria’s"), Kind: "country"},
			{Span: span("she"), Kind: "pronoun"},
			{Span: span("the minister"), Kind: "description"},
		},
		Actors: []record.Actor{{Name: "Tavria", Kind: "country", Names: []string{"Tavria", "Tavrian Republic"}}},
	}
	want := Report{
		Title: "naive hopes", Text: "naive hopes the us led talks", Outlet: "harbour wire",
		Names:  "mara dvorin \ue000 tavria \ue000 tavrian republic \ue000 port arda",
		Places: "tavria \ue000 tavrian republic \ue000 port arda",
	}
	if d := cmp.Diff(want, OfReport(l)); d != "" {
		t.Error(d)
	}
	s := &record.Statement{
		Kind: "mixed", Content: []record.Span{span("We will"), span("not yield")},
		Speaker: record.Speaker{Ref: record.Ref{Name: ptr("Mara Dvorin"), Span: &record.Span{Exact: "Dvorin"}}, Role: ptr("foreign minister")},
	}
	if d := cmp.Diff(Statement{
		Said: "we will \ue000 not yield", Speaker: "mara dvorin \ue000 dvorin \ue000 foreign minister", Kind: "mixed",
	}, OfStatement(s, nil)); d != "" {
		t.Error(d)
	}
	// Who takes part for a state is found by the state's names, without a code
	// and without an actor too.
	e := &record.Event{
		Type: "ASSAULT", Actors: []record.Ref{{Span: &record.Span{Exact: "Lirean gunners"}, Country: ptr("Lirea")}},
		Recipients: []record.Ref{{Name: ptr("Ana Tolm"), Actor: ptr("a1")}},
	}
	who := OfEvent(e, Actors{"a1": {ID: "a1", Name: "Ana Tolm", Country: ptr("Tavria")}, "Tavria": {ID: "Tavria", Names: []string{"Tavria"}}}).Speaker
	for _, w := range []string{"lirea", "lirean gunners", "tavria", "ana tolm"} {
		if !strings.Contains(" \ue000 "+who+" \ue000 ", " \ue000 "+w+" \ue000 ") {
			t.Errorf("%q is not found under %q", who, w)
		}
	}
	// No text has the word that stands between.
	if got := query.Words("a " + Break + " b"); !cmp.Equal(got, []string{"a", "b"}) {
		t.Errorf("Break is a word: %q", got)
	}
}

// TestSpeaker holds that a name within somebody's capacity is not that of who
// speaks, and that who acts for a state is found by it.
func TestSpeaker(t *testing.T) {
	ken := "KEN"
	l := &record.Line{Actors: []record.Actor{
		{ID: "KEN", Name: "Kenya", Kind: "country", Names: []string{"Kenya", "Nairobi"}, Country: &ken},
		{ID: "a1", Name: "Ana Orlo", Kind: "person", Names: []string{"Ana Orlo", "Orlo"}, Country: &ken},
		{ID: "a2", Name: "Ivo Lunn", Kind: "person", Names: []string{"Ivo Lunn"}},
		{ID: "a3", Name: "Oto Brandl", Kind: "person", Names: []string{"Oto Brandl"}, Country: &ken},
	}}
	tests := []struct{ actor, words, role, want string }{
		{"a1", "she", "", "ana orlo \ue000 orlo \ue000 ken \ue000 kenya \ue000 nairobi \ue000 she"},
		{"a2", "Ivo Lunn", "adviser to Prime Minister Ana Orlo", "ivo lunn \ue000 adviser"},
		{"a2", "Orlo’s spokesman, Ivo Lunn", "Orlo’s spokesman", "ivo lunn \ue000 spokesman ivo lunn \ue000 spokesman"},
		{"a3", "Oto Brandl", "Kenya’s opposition leader", "oto brandl \ue000 opposition leader"},
		{"a3", "Oto Brandl", "Kenya’s foreign minister", "oto brandl \ue000 ken \ue000 kenya \ue000 nairobi \ue000 kenya foreign minister"},
		{"", "The leader of Kenya’s largest party", "", "the leader"},
		{"", "the president of Kenya", "", "the president of kenya"},
		{"", "the opposition in Kenya", "", "the opposition"},
		{"", "the envoy to Kenya", "", "the envoy"},
	}
	for _, x := range tests {
		s := &record.Statement{Speaker: record.Speaker{Ref: record.Ref{Span: &record.Span{Exact: x.words}}}}
		for i := range l.Actors {
			if a := &l.Actors[i]; a.ID == x.actor {
				s.Speaker.Name, s.Speaker.Actor = &a.Name, &a.ID
			}
		}
		if x.role != "" {
			s.Speaker.Role = &x.role
		}
		if got := OfStatement(s, ActorsOf(l)).Speaker; got != x.want {
			t.Errorf("%s, %s: %q, want %q", x.words, x.role, got, x.want)
		}
	}
}

func TestOfStamp(t *testing.T) {
	tests := map[string]Key{
		"1970-01-01":                {0, 0, true},
		"1970-01-02T00:00:01":       {86401, 1, true},
		"1970-01-02T00:01":          {86460, 1, true},
		"1970-01-02T00:30+01:00":    {84600, 1, true},
		"1970-01-02T00:00:00-05:00": {104400, 1, true},
		"1970-01-01T23:00:00Z":      {82800, 0, true},
		"1970-01-01T00:00:00.5Z":    {0, 0, true},
		"1970-02":                   {31 * 86400, 31, true},
		"1971":                      {365 * 86400, 365, true},
		"1969-12-31T23:59:59Z":      {-1, -1, true},
		"--07-05":                   {},
		"--05":                      {},
		"soon":                      {},
		"":                          {},
	}
	for iso, want := range tests {
		if got := OfStamp(record.Stamp{Time: &iso}); got != want {
			t.Errorf("%q: %v, want %v", iso, got, want)
		}
	}
	if k := OfStamp(record.Stamp{}); k.Known || k.Rank() != Undated {
		t.Errorf("the key of nothing is %v", k)
	}
}

func TestCursor(t *testing.T) {
	for _, c := range []Cursor{{0, "r1", 0}, {-1 << 62, "r'é\x00", 1 << 20}, {Undated, "x", 3}} {
		got, err := ParseCursor(c.String())
		if err != nil || got != c {
			t.Errorf("%v became %v, %v", c, got, err)
		}
	}
}

func FuzzParseCursor(f *testing.F) {
	f.Add(Cursor{-7, "r1", 2}.String())
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseCursor(s)
		if err != nil {
			return
		}
		if again, err := ParseCursor(c.String()); err != nil || again != c {
			t.Errorf("%v became %v, %v", c, again, err)
		}
	})
}

func TestPassage(t *testing.T) {
	long := strings.Repeat("word ", 40)
	tests := []struct{ text, query, passage, matches string }{
		{"", "x", "", ""},
		{"—", "x", "—", ""},
		{"One two three.", "two", "One two three.", "two"},
		{"“One,” two (three).\nNext line.", "three", "“One,” two (three).", "three"},
		{"well-known things", "known", "well-known things", "known"},
		{"a b a b c", `"a b" "a b c" c`, "a b a b c", "a b|a b c"},
		{long + "hit " + long, "hit", strings.TrimSpace(strings.Repeat("word ", 12) + "hit " + strings.Repeat("word ", 17)), "hit"},
		{"First. " + long, "first", "First. " + strings.TrimSpace(strings.Repeat("word ", 29)), "First"},
		{"She left. He stayed at the table. " + long, "stayed", "He stayed at the table. " + strings.TrimSpace(strings.Repeat("word ", 25)), "stayed"},
		{strings.Repeat("甲乙丙。", 30) + "雙方同意。" + strings.Repeat("丁戊己。", 30), "同意", "雙方同意。" + strings.Repeat("丁戊己。", 9), "同意"},
		{"nothing of it here", "absent", "nothing of it here", ""},
		{"one. two", "-one", "one. two", ""},
		{"They met on Feb. 9 in the hall. Gen. Orlo left the U.S. delegation.", "met", "They met on Feb. 9 in the hall. Gen. Orlo left the U.S. delegation.", "met"},
		{"It was over. Then " + long[:35] + "and Gen. Orlo of the U.S. Navy left.", "orlo", "Then " + long[:35] + "and Gen. Orlo of the U.S. Navy left.", "Orlo"},
		{long + "said Lt. Gen. " + long[:55] + "hit", "hit", "Lt. Gen. " + long[:55] + "hit", "hit"},
		{"It was over. PORT ARDA, Feb. 9 (Wire) - They met.", "met", "PORT ARDA, Feb. 9 (Wire) - They met.", "met"},
		{"Mara spoke. Tovin did not.", "speaker:tovin", "Tovin did not.", "Tovin"},
	}
	for _, tt := range tests {
		q, err := query.Parse(tt.query)
		if err != nil {
			t.Fatal(err)
		}
		doc := text.Decode([]byte(tt.text))
		passage, matches, _ := Passage(doc, nil, q)
		var found []string
		for _, m := range matches {
			found = append(found, doc.Slice(m))
		}
		want := tt.passage
		if tt.text == "—" {
			want = "" // no words, no passage
		}
		if got := doc.Slice(passage); got != want || strings.Join(found, "|") != tt.matches {
			t.Errorf("%s in %.60q: %q in %q,\nwant %q in %q", tt.query, tt.text, found, got, tt.matches, want)
		}
	}
}

// TestPassageParts holds that a match in the body comes before one in a menu.
func TestPassageParts(t *testing.T) {
	doc := text.Decode([]byte("Talks | Sport\n\nThe talks go on."))
	menu := record.Part{Kind: "furniture", Span: record.At(doc, text.Span{Start: 0, End: 13}, 0)}
	for q, want := range map[string]string{"talks": "The talks go on.", "sport": "Talks | Sport", "absent": "The talks go on."} {
		passage, _, _ := Passage(doc, []record.Part{menu}, query.Query{Terms: []query.Term{{Words: []string{q}}}})
		if got := doc.Slice(passage); got != want {
			t.Errorf("%s: %q, want %q", q, got, want)
		}
	}
}

func FuzzPassage(f *testing.F) {
	f.Add("“One,” two (three).\nNext line.", "three")
	f.Add("雙方同意。 U.S.-led", "us 同意")
	f.Add("a\u00a0b\u200bc ﷺ", `"b c"`)
	f.Fuzz(func(t *testing.T, s, words string) {
		doc := text.Decode([]byte(s))
		q := query.Query{Terms: []query.Term{{Words: query.Words(words)}}}
		passage, matches, _ := Passage(doc, nil, q)
		if passage.Start < 0 || passage.End > doc.Len() || passage.End < passage.Start {
			t.Fatalf("passage %v of %d bytes", passage, doc.Len())
		}
		for _, m := range matches {
			if !passage.Contains(m) {
				t.Fatalf("match %v is not in %v", m, passage)
			}
			if got := query.Words(doc.Slice(m)); !cmp.Equal(got, query.Words(strings.Join(got, " "))) {
				t.Fatalf("match %q", got)
			}
		}
		record.At(doc, passage, 0)
	})
}

func TestScore(t *testing.T) {
	q := func(s string) query.Query {
		x, err := query.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	filler := strings.Repeat("and the ferry went on to the islands ", 20)
	for _, x := range []struct{ name, q, better, worse string }{
		{"more often", "tolls", "tolls and tolls again", "tolls and maps again"},
		{"shorter", "tolls", "the tolls end", "the tolls end " + filler},
		{"nearer", "dam tolls", "the dam has tolls " + filler, "the dam " + filler + " tolls"},
		{"a phrase", `"upper dam"`, "the upper dam", "the dam is upper"},
	} {
		if a, b := Score(x.better, q(x.q)), Score(x.worse, q(x.q)); a <= b {
			t.Errorf("%s: %g is not more than %g", x.name, a, b)
		}
	}
	if got := Score("maps", q("tolls")); got != 0 {
		t.Errorf("without a match: %g", got)
	}
	doc := text.Decode([]byte("Tolls end\n\nThe ferry sails at six, and nobody asks why."))
	plain := text.Decode([]byte("Ferry sails\n\nThe tolls end at six, and nobody asks why now."))
	head := func(n int) []record.Part {
		return []record.Part{{Kind: "headline", Span: record.Span{Start: 0, End: n}}}
	}
	_, _, a := Passage(doc, head(9), q("tolls"))
	_, _, b := Passage(plain, head(11), q("tolls"))
	if a <= b {
		t.Errorf("in a headline: %g is not more than %g", a, b)
	}
}
