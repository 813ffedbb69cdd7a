package when

import (
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

//go:embed data/*.tsv
var files embed.FS

// EntryError is a bad entry of a data file.
type EntryError struct {
	File   string
	Line   int // 1-based
	Reason string
}

func (e *EntryError) Error() string {
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason)
}

// row is one entry of a data file.
type row struct {
	line  int
	cells []string
}

// readRows reads a tab-separated file whose first line is a comment. Blank
// lines and further comments are left out.
func readRows(fsys fs.FS, name string, columns int) ([]row, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	var out []row
	for i, line := range strings.Split(string(data), "\n") {
		if i == 0 && !strings.HasPrefix(line, "#") {
			return nil, &EntryError{name, 1, "the first line must be a comment that says what the file holds"}
		}
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != columns {
			return nil, &EntryError{name, i + 1, fmt.Sprintf("%d columns, want %d", len(cells), columns)}
		}
		for k, c := range cells {
			if c == "" {
				return nil, &EntryError{name, i + 1, fmt.Sprintf("column %d is empty", k+1)}
			}
		}
		out = append(out, row{i + 1, cells})
	}
	return out, nil
}

// must returns v, which is made of a file that is part of the program.
func must[T any](v T, err error) T {
	if err != nil {
		panic("when: " + err.Error())
	}
	return v
}

// months holds what words mean in a date line.
type months struct {
	number  map[string]int  // a form's month, 0 when languages disagree
	pair    map[string]bool // first words of forms of two words
	english map[string]int  // the English forms alone
	short   map[string]bool // English abbreviations
	between map[string]bool
	ordinal map[string]bool
	at      map[string]bool
}

var lineWords = must(readMonths(files, "data/months.tsv"))

func readMonths(fsys fs.FS, name string) (*months, error) {
	rows, err := readRows(fsys, name, 3)
	if err != nil {
		return nil, err
	}
	m := &months{map[string]int{}, map[string]bool{}, map[string]int{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	sets := map[string]map[string]bool{"between": m.between, "ordinal": m.ordinal, "at": m.at}
	for _, r := range rows {
		forms := strings.Fields(r.cells[2])
		if set := sets[r.cells[1]]; set != nil {
			for _, f := range forms {
				set[f] = true
			}
			continue
		}
		n, err := strconv.Atoi(r.cells[1])
		if err != nil || n < 1 || n > 12 {
			return nil, &EntryError{name, r.line, fmt.Sprintf("%q is no month and no kind of word", r.cells[1])}
		}
		for i, f := range forms {
			if f != fold(f) {
				return nil, &EntryError{name, r.line, fmt.Sprintf("%q is not in lower case", f)}
			}
			first, _, two := strings.Cut(f, "_")
			if two {
				m.pair[first] = true
				f = strings.ReplaceAll(f, "_", " ")
			}
			if old, ok := m.number[f]; ok && old != n {
				m.number[f] = 0
				continue
			}
			m.number[f] = n
			if r.cells[0] == "en" {
				m.english[f] = n
				m.short[f] = i > 0
			}
		}
	}
	return m, nil
}

var zones = must(readZones(files, "data/zones.tsv"))

func readZones(fsys fs.FS, name string) (map[string]string, error) {
	rows, err := readRows(fsys, name, 2)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, r := range rows {
		if off := r.cells[1]; off != "Z" && !isOffset(off) {
			return nil, &EntryError{name, r.line, fmt.Sprintf("%q is no offset", off)}
		}
		out[r.cells[0]] = r.cells[1]
	}
	return out, nil
}

// isOffset reports whether s is an ISO 8601 offset in the extended format.
func isOffset(s string) bool {
	if len(s) != len("+00:00") || s[0] != '+' && s[0] != '-' || s[3] != ':' {
		return false
	}
	h, err := strconv.Atoi(s[1:3])
	m, err2 := strconv.Atoi(s[4:])
	return err == nil && err2 == nil && h <= 15 && m < 60
}

// fold returns s in lower case, rune by rune.
func fold(s string) string { return strings.ToLower(s) }
