package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// SaidReport is a report with the key of what is said in it
// (lab/corpus/reports).
type SaidReport struct {
	Path, Text string
	Key        []Said
}

// Said is a line of the key: words that somebody is quoted with, that the
// outlet tells as somebody's, or that nobody says.
type Said struct {
	Kind    string // quote, said, not
	Speaker string // the fullest name in the report; empty for not
	Words   string // verbatim
	Line    int    // 1-based
}

// SaidReports reads the reports that match a pattern, in the order of their
// names, and checks that the words of each key stand in its text.
func SaidReports(pattern string) ([]SaidReport, error) {
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("no file matches %s", pattern)
	}
	var out []SaidReport
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		text, key, ok := strings.Cut(string(data), "=====\n")
		if !ok {
			return nil, fmt.Errorf("%s: no line of equal signs before a key", path)
		}
		r := SaidReport{Path: path, Text: text}
		for i, line := range strings.Split(strings.TrimSpace(key), "\n") {
			n := strings.Count(text, "\n") + 2 + i
			f := strings.Split(line, " | ")
			s := Said{Kind: f[0], Words: f[len(f)-1], Line: n}
			switch {
			case (s.Kind == "quote" || s.Kind == "said") && len(f) == 3:
				s.Speaker = f[1]
			case s.Kind == "not" && len(f) == 2:
			default:
				return nil, fmt.Errorf("%s:%d: want quote or said with speaker and words, or not with words", path, n)
			}
			if !strings.Contains(text, s.Words) {
				return nil, fmt.Errorf("%s:%d: %q does not stand in the text", path, n, s.Words)
			}
			r.Key = append(r.Key, s)
		}
		out = append(out, r)
	}
	return out, nil
}
