package when

import (
	"errors"
	"testing"
	"testing/fstest"
)

func TestBadEntries(t *testing.T) {
	load := map[string]func(fstest.MapFS) error{
		"months":  func(f fstest.MapFS) error { _, err := readMonths(f, "x.tsv"); return err },
		"zones":   func(f fstest.MapFS) error { _, err := readZones(f, "x.tsv"); return err },
		"english": func(f fstest.MapFS) error { _, err := readEnglish(f, "x.tsv", lineWords); return err },
		"names":   func(f fstest.MapFS) error { _, err := readTitles(f, "x.tsv"); return err },
		"senses":  func(f fstest.MapFS) error { _, err := readCues(f, "x.tsv"); return err },
	}
	for _, c := range []struct {
		loader, data string
		line         int
	}{
		{"months", "en\t1\tjanuary\n", 1},
		{"months", "# m\nen\t13\tjanuary\n", 2},
		{"months", "# m\n\nen\t1\tJanuary\n", 3},
		{"months", "# m\nen\t1\n", 2},
		{"months", "# m\nen\t1\t\n", 2},
		{"zones", "# z\nutc\t+25\n", 2},
		{"english", "# e\nweekday\t8\tmonday\n", 2},
		{"english", "# e\nunit\tfortnight\tfortnight\n", 2},
		{"english", "# e\nphrase\t-\tword\n", 2},
		{"names", "# n\nhero\tblack\tExample.\n", 2},
		{"names", "# n\nannual\t2 30 raid\tExample.\n", 2},
		{"names", "# n\nannual\t2\tExample.\n", 2},
		{"senses", "# s\nfuture\twill\tNo brackets.\n", 2},
		{"senses", "# s\nsoon\twill\tIt will [now].\n", 2},
		{"senses", "# s\npast\tsaid\tHe said [on Friday].\npast\tsaid\tHe said [on Friday].\n", 3},
		{"senses", "# s\nfuture\ta b c d\tIt [now].\n", 2},
	} {
		err := load[c.loader](fstest.MapFS{"x.tsv": {Data: []byte(c.data)}})
		var bad *EntryError
		if !errors.As(err, &bad) || bad.File != "x.tsv" || bad.Line != c.line {
			t.Errorf("%s %q: %v, want an error at line %d", c.loader, c.data, err, c.line)
		}
	}
	if load["zones"](fstest.MapFS{}) == nil {
		t.Error("a file that is not there gives no error")
	}
}
