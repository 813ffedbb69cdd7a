package storetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/store"
	"dateline/store/query"
)

// eventIDs returns the ids of the events that answer q, in order.
func eventIDs(t *testing.T, s store.Store, q string) []string {
	t.Helper()
	rows, err := s.Events(t.Context(), ask(t, q), store.Page{})
	if err != nil {
		t.Fatalf("Events(%q): %v", q, err)
	}
	out := []string{}
	for _, r := range rows {
		out = append(out, r.Event.ID)
	}
	return out
}

// meetingIDs returns the ids of the meetings that answer q, in order.
func meetingIDs(t *testing.T, s store.Store, q string) []string {
	t.Helper()
	rows, err := s.Meetings(t.Context(), ask(t, q), store.Page{})
	if err != nil {
		t.Fatalf("Meetings(%q): %v", q, err)
	}
	out := []string{}
	for _, r := range rows {
		out = append(out, r.Meeting.ID)
	}
	return out
}

func testEvents(t *testing.T, s store.Store) {
	old := Draft{
		ID: "a", Title: "Bridge", Outlet: "Harbour Wire", Published: "2026-02-09",
		Paragraphs: []string{"Mara Dvorin met Ivo Sahl at the bridge. Peru shelled the ferry, she said."},
		Done: []Done{
			{Words: "Mara Dvorin met Ivo Sahl at the bridge", Type: "CONSULT", Actors: []string{"Mara Dvorin"}, Recipients: []string{"Ivo Sahl"}},
			{Words: "Peru shelled the ferry", Type: "ASSAULT", Track: "military", Actors: []string{"Peru"}, By: "Mara Dvorin"},
		},
		Met:       []Met{{Venue: "the bridge", Parties: []string{"Mara Dvorin", "Ivo Sahl"}, Date: "2026-02-08"}},
		Countries: map[string]string{"Mara Dvorin": "KEN"},
	}
	other := Draft{
		ID: "b", Title: "Round", Published: "2026-02-10", Paragraphs: []string{"Kenya will meet Peru in the hall."},
		Done: []Done{{Words: "Kenya will meet Peru in the hall", Type: "AGREE", Modality: "planned", Actors: []string{"Kenya"}, Recipients: []string{"Peru"}}},
		Met:  []Met{{Venue: "the hall", Parties: []string{"Kenya", "Peru"}, Status: "planned"}},
	}
	put(t, s, old.Entry(), other.Entry())
	for q, want := range map[string][]string{
		"":                            {"b.e1", "a.e1", "a.e2"},
		"ferry":                       {"a.e2"},
		"speaker:dvorin":              {"a.e1"}, // takes part; what she tells is another's deed
		"cue:dvorin":                  {"a.e2"},
		"speaker:kenya":               {"b.e1", "a.e1"}, // or somebody who acts for it
		"speaker:kenya speaker:peru":  {"b.e1"},
		"speaker:kenya -speaker:peru": {"a.e1"},
		"type:planned":                {"b.e1"},
		"track:military":              {"a.e2"},
		"type:consult":                {"a.e1"},
		"after:2026-02-10":            {"b.e1"},
		"outlet:harbour bridge":       {"a.e1"},
		"volcano":                     {},
	} {
		if d := cmp.Diff(want, eventIDs(t, s, q)); d != "" {
			t.Errorf("events %q (-want +got):\n%s", q, d)
		}
		marks, err := s.Marks(t.Context(), ask(t, q), 0)
		if err != nil {
			t.Fatal(err)
		}
		got := []string{}
		for _, m := range marks {
			got = append(got, m.ID)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("marks %q (-want +got):\n%s", q, d)
		}
	}
	for q, want := range map[string][]string{
		"":             {"b.m1", "a.m1"},
		"hall":         {"b.m1"},
		"speaker:sahl": {"a.m1"},
		"type:planned": {"b.m1"},
		"volcano":      {},
	} {
		if d := cmp.Diff(want, meetingIDs(t, s, q)); d != "" {
			t.Errorf("meetings %q (-want +got):\n%s", q, d)
		}
	}

	marks, err := s.Marks(t.Context(), ask(t, "ferry"), 1)
	if err != nil || len(marks) != 1 {
		t.Fatalf("%d marks, %v", len(marks), err)
	}
	by, published, outlet := "Mara Dvorin", "2026-02-09", "Harbour Wire"
	want := store.EventMark{
		ID: "a.e2", Report: "a", Type: "ASSAULT", Track: "military", Modality: "happened", Grade: marks[0].Grade, Actors: "Peru",
		Words: "Peru shelled the ferry", By: &by, Published: &published, Outlet: &outlet,
	}
	if d := cmp.Diff(want, marks[0]); d != "" {
		t.Errorf("mark (-want +got):\n%s", d)
	}

	// Page after page gives the list.
	var got []string
	for p := (store.Page{Limit: 1}); ; {
		rows, err := s.Events(t.Context(), query.Query{}, p)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) == 0 {
			break
		}
		got, p.Cursor = append(got, rows[0].Event.ID), rows[0].Cursor
		if r := rows[0].Report; r.ID == "" || r.Text != "" {
			t.Errorf("the report of %s: %+v", rows[0].Event.ID, r)
		}
	}
	if d := cmp.Diff([]string{"b.e1", "a.e1", "a.e2"}, got); d != "" {
		t.Errorf("pages (-want +got):\n%s", d)
	}
	if _, err := s.Events(t.Context(), query.Query{}, store.Page{Cursor: "?"}); err != store.ErrCursor {
		t.Errorf("a wrong cursor: %v", err)
	}
	if _, err := s.Meetings(t.Context(), query.Query{}, store.Page{Cursor: "?"}); err != store.ErrCursor {
		t.Errorf("a wrong cursor: %v", err)
	}

	// Another version takes the place of the old one's.
	old.Modified, old.Done, old.Met = "2026-02-11", old.Done[1:], nil
	put(t, s, old.Entry())
	if d := cmp.Diff([]string{"b.e1", "a.e1"}, eventIDs(t, s, "")); d != "" {
		t.Errorf("events after another version (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"b.m1"}, meetingIDs(t, s, "")); d != "" {
		t.Errorf("meetings after another version (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{}, eventIDs(t, s, "type:consult")); d != "" {
		t.Errorf("of an older version: %s", d)
	}
}
