package story

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestClauses(t *testing.T) {
	a := makeLine("a", "", "Ferry stays in port", []string{
		"The ferry stayed in port for a second day.", "Its captain said that the wind had broken two windows.", "Tickets remain valid until Friday.", "The mayor was not on board.",
	}, "", "")
	b := makeLine("b", "", "Ferry stays in port", []string{
		"The ferry stayed in port for a third day.", "Tickets remain valid until Friday.", "Its captain said the wind had broken three windows.", "A band played on the quay.",
	}, "", "")
	type row struct{ A, B, Difference string }
	var got []row
	for _, c := range Clauses(Report{Line: a}, Report{Line: b}) {
		r := row{A: exact(c.A), B: exact(c.B)}
		for _, d := range c.Differences {
			r.Difference += d.Asked + "/" + d.Found + " "
		}
		got = append(got, r)
	}
	want := []row{
		{"Ferry stays in port", "Ferry stays in port", ""},
		{"The ferry stayed in port for a second day.", "The ferry stayed in port for a third day.", "second/third "},
		{"Tickets remain valid until Friday.", "Tickets remain valid until Friday.", ""},
		{"Its captain said that the wind had broken two windows.", "Its captain said the wind had broken three windows.", "that/ two/three "},
		{"", "A band played on the quay.", ""},
		{"The mayor was not on board.", "", ""},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
