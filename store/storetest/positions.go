package storetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/store"
	"dateline/store/query"
)

// positionIDs returns the ids of the positions that answer q, in order.
func positionIDs(t *testing.T, s store.Store, q string) []string {
	t.Helper()
	rows, err := s.Positions(t.Context(), ask(t, q), store.Page{})
	if err != nil {
		t.Fatalf("Positions(%q): %v", q, err)
	}
	out := []string{}
	for _, r := range rows {
		out = append(out, r.Position.ID)
	}
	return out
}

func testPositions(t *testing.T, s store.Store) {
	said := "We will leave the talks if the bridge is not opened"
	old := Draft{
		ID: "a", Title: "Bridge", Outlet: "Harbour Wire", Published: "2026-02-09",
		Paragraphs: []string{"“" + said + ",” Mara Dvorin said. Tavria must pay, she said."},
		Said:       []Said{{Words: said, Speaker: "Mara Dvorin", Cue: "Mara Dvorin said"}, {Words: "Tavria must pay", Speaker: "Mara Dvorin", Kind: "indirect"}},
		Held: []Held{
			{Words: "We will leave the talks", Kind: "threat", Holder: "Mara Dvorin", Condition: "if the bridge is not opened", Said: 1},
			{Words: "Tavria must pay", Kind: "demand", Holder: "Tavria", Said: 2},
		},
		Names: []Name{{"Tavria", "country"}},
	}
	other := Draft{
		ID: "b", Title: "Ferry", Published: "2026-02-10", Paragraphs: []string{"The ferry must sail, Tovin Selmani said."},
		Said: []Said{{Words: "The ferry must sail", Speaker: "Tovin Selmani", Kind: "indirect"}},
		Held: []Held{{Words: "The ferry must sail", Kind: "demand", Holder: "Tovin Selmani", Said: 1}},
	}
	put(t, s, old.Entry(), other.Entry())
	for q, want := range map[string][]string{
		"":                     {"b.p1", "a.p1", "a.p2"},
		"must":                 {"b.p1", "a.p2"},
		"bridge":               {"a.p1"}, // in the condition
		"speaker:tavria":       {"a.p2"}, // holds it, and says nothing
		"speaker:dvorin":       {"a.p1"},
		"-speaker:dvorin":      {"b.p1", "a.p2"},
		"kind:indirect":        {"b.p1", "a.p2"},
		"cue:said":             {"a.p1"},
		"-cue:said":            {"b.p1", "a.p2"},
		"about:tavria":         {"a.p1", "a.p2"},
		"must -ferry":          {"a.p2"},
		"after:2026-02-10":     {"b.p1"},
		"outlet:harbour leave": {"a.p1"},
		"volcano":              {},
	} {
		if d := cmp.Diff(want, positionIDs(t, s, q)); d != "" {
			t.Errorf("%q (-want +got):\n%s", q, d)
		}
	}

	if d := cmp.Diff([]string{"a.s1"}, statementIDs(t, s, `cue:"dvorin said"`)); d != "" {
		t.Errorf("statements by their cue (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"a"}, ids(t, s, "cue:said")); d != "" {
		t.Errorf("reports by the cue of a statement (-want +got):\n%s", d)
	}

	// Page after page gives the list.
	var got []string
	for p := (store.Page{Limit: 1}); ; {
		rows, err := s.Positions(t.Context(), query.Query{}, p)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) == 0 {
			break
		}
		r := rows[0]
		got, p.Cursor = append(got, r.Position.ID), r.Cursor
		line, err := s.Line(t.Context(), r.Report.ID)
		if err != nil {
			t.Fatal(err)
		}
		want := line.Report
		want.Text, want.Headlines, want.Parts = "", r.Report.Headlines, r.Report.Parts
		if d := cmp.Diff(want, r.Report); d != "" || len(r.Report.Parts) > 0 {
			t.Errorf("the report of %s (-want +got):\n%s", r.Position.ID, d)
		}
	}
	if d := cmp.Diff([]string{"b.p1", "a.p1", "a.p2"}, got); d != "" {
		t.Errorf("pages (-want +got):\n%s", d)
	}
	if _, err := s.Positions(t.Context(), query.Query{}, store.Page{Cursor: "?"}); err != store.ErrCursor {
		t.Errorf("a wrong cursor: %v", err)
	}

	// Another version takes the place of the old one's positions.
	old.Modified, old.Held = "2026-02-11", old.Held[1:]
	put(t, s, old.Entry())
	if d := cmp.Diff([]string{}, positionIDs(t, s, "leave")); d != "" {
		t.Errorf("of an older version: %s", d)
	}
	if d := cmp.Diff([]string{"b.p1", "a.p1"}, positionIDs(t, s, "")); d != "" {
		t.Errorf("after another version (-want +got):\n%s", d)
	}
}

// testNotAnalysed holds that lists of reports say what was not analysed.
func testNotAnalysed(t *testing.T, s store.Store) {
	left := []string{"names and speech: the text is in fr"}
	put(t, s,
		Draft{ID: "a", Title: "Pont", Paragraphs: []string{"Le pont est ouvert."}, NotAnalysed: left, Published: "2026-02-10"}.Entry(),
		Draft{ID: "b", Title: "Bridge", Paragraphs: []string{"The bridge is open."}, Published: "2026-02-09"}.Entry())
	rows, err := s.Reports(t.Context(), query.Query{}, store.Page{})
	if err != nil || len(rows) != 2 {
		t.Fatalf("Reports = %v, %v", rows, err)
	}
	for i, want := range [][]string{left, {}} {
		if d := cmp.Diff(want, rows[i].NotAnalysed); d != "" {
			t.Errorf("%s (-want +got):\n%s", rows[i].Report.ID, d)
		}
	}
}
