package when

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// annual is a named day: month, day and the noun that goes with it.
type annual struct {
	month, day int
	noun       string
}

// titles holds names with a word for a day in them.
type titles struct {
	holiday, after, before, rite map[string]bool
	annual                       map[annual]bool
	examples                     []string
}

var names = must(readTitles(files, "data/names.tsv"))

func readTitles(fsys fs.FS, name string) (*titles, error) {
	rows, err := readRows(fsys, name, 3)
	if err != nil {
		return nil, err
	}
	t := &titles{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[annual]bool{}, nil}
	sets := map[string]map[string]bool{"holiday": t.holiday, "after": t.after, "before": t.before, "rite": t.rite}
	for _, r := range rows {
		words := strings.Fields(r.cells[1])
		t.examples = append(t.examples, r.cells[2])
		if r.cells[0] == "annual" {
			if err := t.addAnnual(words); err != nil {
				return nil, &EntryError{name, r.line, err.Error()}
			}
			continue
		}
		set := sets[r.cells[0]]
		if set == nil {
			return nil, &EntryError{name, r.line, fmt.Sprintf("unknown kind %q", r.cells[0])}
		}
		for _, w := range words {
			set[w] = true
		}
	}
	return t, nil
}

// addAnnual adds a named day: month, day, nouns.
func (t *titles) addAnnual(words []string) error {
	if len(words) < 3 {
		return fmt.Errorf("want month, day and nouns")
	}
	m, err := strconv.Atoi(words[0])
	d, err2 := strconv.Atoi(words[1])
	if c := (civil{month: m, day: d}); err != nil || err2 != nil || d == 0 || !c.valid() {
		return fmt.Errorf("%s %s is no day", words[0], words[1])
	}
	for _, w := range words[2:] {
		t.annual[annual{m, d, w}] = true
	}
	return nil
}
