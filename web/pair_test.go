package web

import "testing"

func TestOfCode(t *testing.T) {
	for in, want := range map[string]string{"PER": "Peru", "per": "Peru", "Peru": "Peru", "Peruvian envoys": "Peruvian envoys", "ZZZ": "ZZZ"} {
		if got := ofCode(in); got != want {
			t.Errorf("ofCode(%q) = %q, want %q", in, got, want)
		}
	}
}
