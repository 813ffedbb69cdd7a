package corpus

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// Passage is a passage with the positions that it reports
// (lab/corpus/positions). No positions: it commits nobody.
type Passage struct {
	ID        string
	Line      int // 1-based, of its id
	Text      string
	Positions []HeldPosition
}

// HeldPosition is a position as an annotator reads it.
type HeldPosition struct {
	Kind   string
	Holder string // as the passage names whoever holds it
	Words  string // verbatim
}

var positionKinds = strings.Fields("demand red_line refusal condition offer threat readiness commitment intention denial allegation assessment")

// Passages reads a file of passages with their positions and checks each
// record: kinds are known, words stand in the text, ids are unique.
func Passages(path string) ([]Passage, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []Passage
	ids := map[string]bool{}
	for n, line := range strings.Split(string(data), "\n") {
		fail := func(format string, args ...any) error {
			return fmt.Errorf("%s:%d: %s", path, n+1, fmt.Sprintf(format, args...))
		}
		what, rest, _ := strings.Cut(line, " ")
		if what == "" || what[0] == '#' {
			continue
		}
		if what == "id" {
			if rest == "" || ids[rest] {
				return nil, fail("an id twice, or none")
			}
			ids[rest] = true
			out = append(out, Passage{ID: rest, Line: n + 1})
			continue
		}
		if len(out) == 0 {
			return nil, fail("no id before it")
		}
		p := &out[len(out)-1]
		switch what {
		case "text":
			p.Text = rest
		case "none":
		case "position":
			f := strings.Split(rest, " | ")
			if len(f) != 3 || !slices.Contains(positionKinds, f[0]) {
				return nil, fail("want a known kind, holder and words")
			}
			if !strings.Contains(p.Text, f[2]) {
				return nil, fail("%q does not stand in the text", f[2])
			}
			p.Positions = append(p.Positions, HeldPosition{f[0], f[1], f[2]})
		default:
			return nil, fail("unknown line %q", what)
		}
	}
	return out, nil
}
