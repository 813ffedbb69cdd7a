package query

import (
	"testing"
)

func TestUntil(t *testing.T) {
	for in, want := range map[string]string{
		"2026-02-09": "2026-02-10",
		"2024-02-28": "2024-02-29",
		"2026-12-31": "2027-01-01",
		"2026-12":    "2027-01-01",
		" 2026 ":     "2027-01-01",
		"9999":       "9999-12-31",
	} {
		if f, err := Until(in); err != nil || f.Name != "before" || f.Value != want {
			t.Errorf("Until(%q) = %+v, %v, want before:%s", in, f, err, want)
		}
	}
	for _, in := range []string{"yesterday", "2026-02-30", ""} {
		if f, err := Until(in); err == nil {
			t.Errorf("Until(%q) = %+v", in, f)
		}
	}
}
