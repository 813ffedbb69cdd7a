package main

import "testing"

// TestScorePairs measures pairs of our own: renderings that are near, and one
// that shares nothing.
func TestScorePairs(t *testing.T) {
	rows := []pairRow{
		{Set: "x", A: "“The harbour of Arda reopens on Monday,” the mayor said.", B: "“Arda's harbour will reopen Monday,” said the mayor.", Label: 1, Quoted: true},
		{Set: "x", A: "Fishermen lost half of the season's herring catch.", B: "Half the herring catch of the season is lost to fishermen.", Label: 1},
		{Set: "x", A: "“Nobody will starve for an admiral's pride,” Dvorin told deputies.", B: "Dvorin told deputies: “No one shall starve for the pride of an admiral.”", Label: 1, Quoted: true},
		{Set: "x", A: "Glaciers above Corvin shrank by nine metres.", B: "An orchestra played in the rain.", Label: 1},
		{Set: "x", A: "left out", B: "left out", Label: 0},
	}
	s, wrong := scorePairs(rows)
	if s.Pairs != 4 || s.Quoted != [3]float64{1, 1, 1} || s.Rank1 < .75 || s.Rank1 > 1 || s.All[0] != 1 || s.All[1] != .75 {
		t.Errorf("got %+v", s)
	}
	if len(wrong) != 0 {
		t.Errorf("quoted pairs judged wrongly: %q", wrong)
	}
}
