package storetest

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"dateline/record"
	"dateline/store"
	"dateline/store/query"
	"dateline/text"
)

func testOrder(t *testing.T, s store.Store) {
	for _, d := range []Draft{
		{ID: "b", Published: "2026-02-09"},
		{ID: "a", Published: "2026-02-09"},
		{ID: "c", Published: "2026-02-09T00:30:00Z"},
		{ID: "d", Published: "2026-02-09T00:30:00+03:30"}, // the day before, in UTC
		{ID: "e", Published: "2026"},
		{ID: "f", Published: "2026-02"},
		{ID: "g"},
		{ID: "h", Published: "--03-01"},
		{ID: "i", Published: "1950-05-05"},
		{ID: "j", Published: "2026-02-09T00:30"},
	} {
		d.Title, d.Paragraphs = "Report "+d.ID, []string{"First words.", "Second words."}
		d.Said = []Said{{Words: "First words"}, {Words: "Second words"}}
		put(t, s, d.Entry())
	}
	want := strings.Fields("c j a b d f e i g h")
	if got := ids(t, s, ""); !gocmp.Equal(got, want) {
		t.Errorf("Reports are in the order %v, want %v", got, want)
	}
	var said []string
	for _, id := range want {
		said = append(said, id+".s1", id+".s2")
	}
	if got := statementIDs(t, s, ""); !gocmp.Equal(got, said) {
		t.Errorf("Statements are in the order %v, want %v", got, said)
	}
	if got := statementIDs(t, s, "words"); !gocmp.Equal(got, said) {
		t.Errorf("Statements with words are in the order %v, want %v", got, said)
	}

	all := lines(t, s, query.Query{})
	sorted := slices.Clone(all)
	place := strings.Fields("i e f d b c g") // one of each date, the oldest first
	group := map[string]int{"a": 4, "j": 5, "h": 6}
	for i, id := range place {
		group[id] = i
	}
	slices.SortFunc(sorted, func(a, b record.Line) int {
		return cmp.Or(cmp.Compare(group[a.Report.ID], group[b.Report.ID]), cmp.Compare(a.Report.Version, b.Report.Version))
	})
	if d := gocmp.Diff(sorted, all); d != "" {
		t.Errorf("Lines (-want +got):\n%s", d)
	}
}

func testCursors(t *testing.T, s store.Store) {
	ctx := t.Context()
	put(t, s, Generate(8, 50)...)
	for _, q := range []string{"", "talks", "kind:direct", "-speaker:dvorin", "more"} {
		q := ask(t, q)
		reports, err := s.Reports(ctx, q, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		checkPages(t, reports, func(p store.Page) ([]store.ReportRow, error) { return s.Reports(ctx, q, p) },
			func(r store.ReportRow) string { return r.Cursor })
		hits, err := s.Search(ctx, q, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		checkPages(t, hits, func(p store.Page) ([]store.Hit, error) { return s.Search(ctx, q, p) },
			func(r store.Hit) string { return r.Cursor })
		statements, err := s.Statements(ctx, q, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		checkPages(t, statements, func(p store.Page) ([]store.StatementRow, error) { return s.Statements(ctx, q, p) },
			func(r store.StatementRow) string { return r.Cursor })
		if len(hits) != len(reports) {
			t.Errorf("%q: Search finds %d reports, Reports %d", q, len(hits), len(reports))
		}
		if got := len(lines(t, s, q)); got != len(reports) {
			t.Errorf("%q: Lines has %d reports, Reports %d", q, got, len(reports))
		}
	}
	for _, bad := range []string{"x", "!!!", "'", "AA"} {
		if _, err := s.Reports(ctx, query.Query{}, store.Page{Cursor: bad}); !errors.Is(err, store.ErrCursor) {
			t.Errorf("Reports with the cursor %q: %v, want ErrCursor", bad, err)
		}
		if _, err := s.Statements(ctx, query.Query{}, store.Page{Cursor: bad}); !errors.Is(err, store.ErrCursor) {
			t.Errorf("Statements with the cursor %q: %v, want ErrCursor", bad, err)
		}
	}
}

// checkPages holds that the pages of a list add up to the whole.
func checkPages[T any](t *testing.T, whole []T, read func(store.Page) ([]T, error), cursor func(T) string) {
	t.Helper()
	for _, limit := range []int{1, 7, len(whole) + 1} {
		var got []T
		for p := (store.Page{Limit: limit}); ; {
			rows, err := read(p)
			if err != nil {
				t.Fatal(err)
			}
			if len(rows) > limit {
				t.Fatalf("a page of %d has %d rows", limit, len(rows))
			}
			got = append(got, rows...)
			if len(rows) < limit {
				break
			}
			p.Cursor = cursor(rows[len(rows)-1])
		}
		if d := gocmp.Diff(whole, got); d != "" && len(whole)+len(got) > 0 {
			t.Fatalf("pages of %d (-whole +pages):\n%s", limit, d)
		}
	}
}

// sample is a few reports to search.
var sample = []Draft{
	{
		ID: "talks", Outlet: "Harbour Wire", Title: "Talks go on", Published: "2026-02-09T23:30:00-05:00",
		Paragraphs: []string{
			"“We will not cross the red line,” Mara Dvorin said in Port Arda.",
			"Tavria wants sanctions lifted, the foreign minister of Morvenia, Tovin Selmani, said.",
		},
		Said: []Said{
			{Words: "We will not cross the red line", Speaker: "Mara Dvorin", Role: "foreign minister", Grade: "sure"},
			{Words: "Tavria wants sanctions lifted", Speaker: "Tovin Selmani", Role: "the foreign minister of Morvenia", Kind: "indirect"},
		},
		Names: []Name{{"Mara Dvorin", "person"}, {"Tovin Selmani", "person"}, {"Port Arda", "place"}, {"Tavria", "country"}, {"Morvenia", "country"}},
	},
	{
		ID: "cafe", Outlet: "Çınar Gazetesi", Title: "Un café à Léau", Published: "2026-02-10",
		Paragraphs: []string{"The line was red, said an official. They’re naïve; Tavria’s navy isn’t."},
		Said:       []Said{{Words: "The line was red", Kind: "indirect"}},
		Names:      []Name{{"Léau", "place"}, {"Tavria", "country"}},
	},
	{
		ID: "scripts", Title: "Переговоры", Published: "2026-03",
		Paragraphs: []string{"Стороны продолжат переговоры, заявил Ёлкин.", "قال المتحدث إنّ المحادثات مستمرة", "雙方同意下週再談。"},
		Said:       []Said{{Words: "المحادثات مستمرة", Speaker: "المتحدث"}, {Words: "雙方同意下週再談", Speaker: "陳立文"}},
	},
	{
		ID: "undated", Title: `Odd "NEAR" words`,
		Paragraphs: []string{"SELECT * FROM report; DROP TABLE report -- he said: NOT ^this* OR that. A C++ 10.5% U.S.-led co-operation."},
		Said:       []Said{{Words: "NOT ^this* OR that", Speaker: "O'Hara \"Bobby\" Tables"}},
	},
}

func putSample(t *testing.T, s store.Store) {
	for _, d := range sample {
		put(t, s, d.Entry())
	}
}

// answers checks queries, whose answers are ids in any order.
func answers(t *testing.T, find func(q string) []string, tests map[string]string) {
	t.Helper()
	for q, want := range tests {
		got := find(q)
		slices.Sort(got)
		if strings.Join(got, " ") != want {
			t.Errorf("%s finds %v, want %v", q, got, want)
		}
	}
}

func testFilters(t *testing.T, s store.Store) {
	putSample(t, s)
	answers(t, func(q string) []string { return ids(t, s, q) }, map[string]string{
		"":                                "cafe scripts talks undated",
		"outlet:harbour":                  "talks",
		`outlet:"harbour wire"`:           "talks",
		`outlet:"wire harbour"`:           "",
		"outlet:ÇINAR":                    "", // another letter
		"outlet:çınar":                    "cafe",
		"-outlet:harbour":                 "cafe scripts undated",
		"speaker:dvorin":                  "talks",
		`speaker:"mara dvorin"`:           "talks",
		`speaker:"dvorin tovin"`:          "",
		`speaker:"foreign minister"`:      "talks",
		"speaker:dvorin speaker:selmani":  "", // no one statement is by both
		"speaker:dvorin kind:direct":      "talks",
		"speaker:dvorin kind:indirect":    "",
		"-speaker:dvorin":                 "cafe scripts undated",
		"grade:sure":                      "talks",
		"-grade:check":                    "",
		"kind:indirect":                   "cafe talks",
		"-kind:indirect":                  "scripts undated",
		"about:tavria":                    "cafe talks",
		"about:dvorin":                    "talks",
		`about:"port tavria"`:             "", // two names
		"about:minister":                  "",
		"-about:tavria":                   "scripts undated",
		`place:"port arda"`:               "talks",
		"place:leau":                      "cafe",
		"place:tavria":                    "cafe talks",
		"place:dvorin":                    "",
		"after:2026-02-09":                "cafe scripts talks",
		"after:2026-02-10":                "cafe scripts",
		"before:2026-02-10":               "talks",
		"before:2026-02-09":               "",
		"after:2026-02 before:2026-03":    "cafe talks",
		"after:2026 before:2027":          "cafe scripts talks",
		"-after:2026-02-10":               "talks undated",
		"-before:2026-02-10":              "cafe scripts undated",
		"about:tavria -outlet:çınar line": "talks",
	})
	for _, f := range []query.Field{{Name: "colour", Value: "red"}, {Name: "after", Value: "now"}, {Name: "kind", Value: "loud"}} {
		var wrong *query.Error
		if _, err := s.Reports(t.Context(), query.Query{Fields: []query.Field{f}}, store.Page{}); !errors.As(err, &wrong) {
			t.Errorf("%v: %v, want a *query.Error", f, err)
		}
	}
}

func testStatementFilters(t *testing.T, s store.Store) {
	putSample(t, s)
	answers(t, func(q string) []string { return statementIDs(t, s, q) }, map[string]string{
		"red":                        "cafe.s1 talks.s1",
		`"red line"`:                 "talks.s1",
		"official":                   "", // in the report, not in a statement
		"-red":                       "scripts.s1 scripts.s2 talks.s2 undated.s1",
		"speaker:dvorin":             "talks.s1",
		"-speaker:dvorin":            "cafe.s1 scripts.s1 scripts.s2 talks.s2 undated.s1",
		`speaker:"foreign minister"`: "talks.s1 talks.s2",
		"kind:indirect":              "cafe.s1 talks.s2",
		"-kind:direct":               "cafe.s1 talks.s2",
		"kind:direct about:tavria":   "talks.s1",
		"grade:sure":                 "talks.s1",
		"grade:check red":            "cafe.s1",
		"-grade:sure outlet:harbour": "talks.s2",
		"outlet:harbour":             "talks.s1 talks.s2",
		"line -outlet:harbour":       "cafe.s1",
		"line before:2026-02-10":     "talks.s1",
		"after:2026-02-10":           "cafe.s1 scripts.s1 scripts.s2",
		"-after:2026-02-10":          "talks.s1 talks.s2 undated.s1",
		"談":                          "scripts.s2",
		"speaker:陳":                  "scripts.s2",
		"مستمره":                     "", // another letter
		"مستمرة":                     "scripts.s1",
		`speaker:"o'hara"`:           "undated.s1",
	})
}

func testSpeakers(t *testing.T, s store.Store) {
	putSample(t, s)
	put(t, s, Draft{
		ID: "more", Title: "More", Published: "2026-05-01", Paragraphs: []string{"One thing. Another thing."},
		Said: []Said{{Words: "One thing", Speaker: "Mara Dvorin"}, {Words: "Another thing", Speaker: "Mara Dvorin"}},
	}.Entry())
	for q, want := range map[string][]store.SpeakerRow{
		"": {
			{Name: "Mara Dvorin", Statements: 3, Reports: 2},
			{Name: "", Statements: 1, Reports: 1},
			{Name: "O'Hara \"Bobby\" Tables", Statements: 1, Reports: 1},
			{Name: "Tovin Selmani", Statements: 1, Reports: 1},
			{Name: "المتحدث", Statements: 1, Reports: 1},
			{Name: "陳立文", Statements: 1, Reports: 1},
		},
		"line":             {{Name: "", Statements: 1, Reports: 1}, {Name: "Mara Dvorin", Statements: 1, Reports: 1}},
		"speaker:selmani":  {{Name: "Tovin Selmani", Statements: 1, Reports: 1}},
		"after:2026-05":    {{Name: "Mara Dvorin", Statements: 2, Reports: 1}},
		"after:2027":       {},
		"about:tavria red": {{Name: "", Statements: 1, Reports: 1}, {Name: "Mara Dvorin", Statements: 1, Reports: 1}},
	} {
		got, err := s.Speakers(t.Context(), ask(t, q))
		if err != nil {
			t.Fatal(err)
		}
		if d := gocmp.Diff(want, got); d != "" {
			t.Errorf("Speakers(%q) (-want +got):\n%s", q, d)
		}
	}
}

func testWords(t *testing.T, s store.Store) {
	putSample(t, s)
	answers(t, func(q string) []string { return ids(t, s, q) }, map[string]string{
		"TALKS":               "talks",
		"talk":                "",
		"red line":            "cafe talks",
		`"red line"`:          "talks",
		`"line red"`:          "",
		"cafe":                "cafe",
		"CAFÉ":                "cafe",
		`"cafe a leau"`:       "cafe",
		"naive":               "cafe",
		"tavria":              "cafe talks",
		"Tavria's":            "cafe talks",
		"they're":             "cafe",
		"переговоры":          "scripts",
		"ПЕРЕГОВОРЫ":          "scripts",
		"елкин":               "scripts",
		"المحادثات":           "scripts",
		"ان":                  "scripts",
		"談":                   "scripts",
		"同意":                  "scripts",
		"意同":                  "",
		`"go on" "port arda"`: "talks",
		"line -red":           "",
		"-line":               "scripts undated",
		"on we":               "talks", // the title's last word and the body's first
		"talks -sanctions":    "",
		`-"red line"`:         "cafe scripts undated",
		"US":                  "undated",
		"u.s.":                "undated",
		"co-operation":        "undated",
		"10":                  "undated",
	})
}

func testHostile(t *testing.T, s store.Store) {
	putSample(t, s)
	answers(t, func(q string) []string { return ids(t, s, q) }, map[string]string{
		"near":                 "undated",
		"NEAR(odd words)":      "",
		"odd AND words":        "", // "and" is a word
		"not this":             "undated",
		"NOT":                  "talks undated",
		"th*":                  "",
		"^odd":                 "undated",
		`"select * from"`:      "undated",
		"'; drop table report": "undated",
		"{title}":              "",
		"+c":                   "undated",
		"%":                    "cafe scripts talks undated", // asks for nothing
		"sel_ct":               "",
		"\x00":                 "cafe scripts talks undated",
		"\xff\xfe":             "cafe scripts talks undated",
	})
	for _, words := range [][]string{{`"`}, {`a" OR "b`}, {"a", `" *`}, {"\x00"}, {""}, {"\xff"}} {
		q := query.Query{Terms: []query.Term{{Words: words}}}
		if rows, err := s.Reports(t.Context(), q, store.Page{}); err != nil || len(rows) == len(sample) {
			t.Errorf("words %q: %d reports, %v", words, len(rows), err)
		}
	}
	long := query.Query{Terms: []query.Term{{Words: strings.Fields(strings.Repeat("word ", 2000))}}}
	if rows, err := s.Reports(t.Context(), long, store.Page{}); err != nil || len(rows) != 0 {
		t.Errorf("a phrase of 2000 words: %d reports, %v", len(rows), err)
	}
}

func testPassages(t *testing.T, s store.Store) {
	filler := strings.Repeat("Nothing else was said about it that day. ", 20)
	put(t, s, Draft{
		ID: "long", Title: "A bridge in the title", Published: "2026-01-01",
		Paragraphs: []string{"The start. " + filler, filler + "Then the old bridge fell, “all of it,” a witness said. " + filler},
		Names:      []Name{{"witness", "person"}},
	}.Entry())
	for q, want := range map[string]struct{ passage, matches string }{
		"bridge":               {"Then the old bridge fell, “all of it,” a witness said. Nothing else was said about it that day.", "bridge"},
		`"old bridge" fell`:    {"Then the old bridge fell, “all of it,” a witness said. Nothing else was said about it that day.", "old bridge|fell"},
		"title":                {"A bridge in the title", "title"},
		"about:witness":        {"Then the old bridge fell, “all of it,” a witness said. Nothing else was said about it that day.", "witness"},
		"outlet:none":          {"", ""},
		"":                     {"The start. Nothing else was said about it that day. Nothing else was said about it that day.", ""},
		"start -volcano":       {"The start. Nothing else was said about it that day. Nothing else was said about it that day.", "start"},
		"-volcano":             {"The start. Nothing else was said about it that day. Nothing else was said about it that day.", ""},
		"after:2026 -about:us": {"The start. Nothing else was said about it that day. Nothing else was said about it that day.", ""},
	} {
		hits, err := s.Search(t.Context(), ask(t, q), store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		if want.passage == "" {
			if len(hits) != 0 {
				t.Errorf("%q finds %q", q, hits[0].Passage.Exact)
			}
			continue
		}
		if len(hits) != 1 {
			t.Errorf("%q: %d hits", q, len(hits))
			continue
		}
		var matches []string
		for _, m := range hits[0].Matches {
			matches = append(matches, m.Exact)
		}
		if got := hits[0].Passage.Exact; got != want.passage || strings.Join(matches, "|") != want.matches {
			t.Errorf("%q finds %q in %q,\nwant %q in %q", q, matches, got, want.matches, want.passage)
		}
	}
}

// testSources holds that passages and matches point to the words in the text
// and to their bytes in the source.
func testSources(t *testing.T, s store.Store) {
	put(t, s, Generate(9, 40)...)
	for _, q := range []string{"talks", `"red line"`, "談", "перегоВоры", "cafe", "محادثات", "speaker:القاسم", "said"} {
		hits, err := s.Search(t.Context(), ask(t, q), store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		if len(hits) == 0 && q != "محادثات" {
			t.Errorf("%q finds nothing", q)
		}
		for _, h := range hits {
			line, err := s.Version(t.Context(), h.Report.Version)
			if err != nil {
				t.Fatal(err)
			}
			original, err := s.Original(t.Context(), h.Report.Version)
			if err != nil {
				t.Fatal(err)
			}
			for _, span := range append(h.Matches, h.Passage) {
				checkSpan(t, line, original, span)
				if span.Start < h.Passage.Start || span.End > h.Passage.End {
					t.Errorf("%q: the match %q lies outside of %q", q, span.Exact, h.Passage.Exact)
				}
			}
		}
	}
}

func checkSpan(t *testing.T, l record.Line, original []byte, s record.Span) {
	t.Helper()
	if got := string([]rune(l.Report.Text)[s.Start:s.End]); got != s.Exact {
		t.Errorf("[%d:%d] is %q, not %q", s.Start, s.End, got, s.Exact)
	}
	pieces := s.Source
	if len(pieces) == 0 {
		pieces = [][2]int{{s.SourceStart, s.SourceEnd}}
	}
	var b bytes.Buffer
	for _, p := range pieces {
		b.Write(original[p[0]-int(l.Report.Offset) : p[1]-int(l.Report.Offset)])
	}
	if got := text.UnescapeJSON(text.Decode(b.Bytes())).String(); got != s.Exact {
		t.Errorf("the source of %q is %q", s.Exact, got)
	}
}
