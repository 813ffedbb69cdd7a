package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"dateline/lab/corpus"
)

//go:embed floors.tsv
var floorsFile string

// floor is a line of floors.tsv.
type floor struct {
	line    int
	measure string
	files   []string
	digest  string
	least   float64 // per cent
}

func readFloors(file string) ([]floor, error) {
	var out []floor
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		col := strings.Split(line, "\t")
		if len(col) != 4 {
			return nil, fmt.Errorf("floors.tsv:%d: %d fields, want 4", n+1, len(col))
		}
		least, err := strconv.ParseFloat(col[3], 64)
		if err != nil || least <= 0 || least > 100 {
			return nil, fmt.Errorf("floors.tsv:%d: %q is no share in per cent", n+1, col[3])
		}
		out = append(out, floor{line: n + 1, measure: col[0], files: strings.Split(col[1], ","), digest: col[2], least: least})
	}
	return out, nil
}

// dataFolder returns the folder of the data that nothing here may contain: the
// one that DATELINE_DATA names, else shared/data beside the checkout.
func dataFolder() string {
	if d := os.Getenv("DATELINE_DATA"); d != "" {
		return d
	}
	return filepath.Join("..", "..", "..", "shared", "data")
}

// measures keeps what was measured, so that each file is read once.
type measures struct {
	banks    map[string]bank
	pronouns *references
}

// of returns a measure of files in per cent.
func (m *measures) of(measure string, files []string) (float64, error) {
	f1 := func(t tally) float64 { _, _, f := t.f(); return f }
	switch measure {
	case "upos", "las", "subject", "complement":
		b, ok := m.banks[files[0]]
		if !ok {
			var err error
			if b, err = measureTreebank(files[0]); err != nil {
				return 0, err
			}
			m.banks[files[0]] = b
		}
		return map[string]float64{"upos": b.upos, "las": b.las, "subject": f1(b.speech.subject), "complement": f1(b.speech.complement)}[measure], nil
	case "names":
		own := strings.HasSuffix(files[0], ".txt")
		read := corpus.Names
		if own {
			read = corpus.Marked
		}
		docs, err := read(files[0])
		if err != nil {
			return 0, err
		}
		trained, _, _ := measureNames(docs, own)
		return f1(trained[4]), nil
	case "he", "she":
		if m.pronouns == nil {
			m.pronouns = new(references)
			for _, path := range files {
				reports, err := corpus.References(path, "GUM_news_")
				if err != nil {
					return 0, err
				}
				for i := range reports {
					m.pronouns.add(&reports[i], nil)
				}
			}
		}
		c := m.pronouns.pronouns[map[string]family{"he": he, "she": she}[measure]]
		return 100 * float64(c.right) / float64(max(1, c.gold)), nil
	}
	return 0, fmt.Errorf("unknown measure %q", measure)
}

// The trained layers and references are as good as floors.tsv says, on the data
// that it says, where the data are.
func TestLanguageHoldsItsFloors(t *testing.T) {
	if testing.Short() {
		t.Skip("reads treebanks")
	}
	floors, err := readFloors(floorsFile)
	if err != nil {
		t.Fatal(err)
	}
	m := measures{banks: map[string]bank{}}
	for _, x := range floors {
		name := x.measure + " " + filepath.Base(x.files[0])
		t.Run(name, func(t *testing.T) {
			if slow && strings.HasPrefix(x.files[0], "DATA/") {
				t.Skip("under the race detector: ./check measures it without")
			}
			var files []string
			for _, f := range x.files {
				if rest, ok := strings.CutPrefix(f, "DATA/"); ok {
					f = filepath.Join(dataFolder(), rest)
				}
				if found, _ := filepath.Glob(f); len(found) == 0 {
					t.Skipf("%s is missing: set DATELINE_DATA to the data folder", f)
				}
				files = append(files, f)
			}
			digest, err := digestOf(files...)
			if err != nil {
				t.Fatal(err)
			}
			if digest != x.digest {
				t.Fatalf("floors.tsv:%d: the data are %s, the floor was set on %s: measure anew and set both", x.line, digest, x.digest)
			}
			got, err := m.of(x.measure, files)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%.2f %%, floor %.2f", got, x.least)
			if got < x.least {
				t.Errorf("floors.tsv:%d: %s: %.2f %%, floor %.2f", x.line, name, got, x.least)
			}
		})
	}
}

func TestFloorsFile(t *testing.T) {
	for _, bad := range []string{"las\tx", "las\tx\ty\tz", "las\tx\ty\t0", "las\tx\ty\t101"} {
		if _, err := readFloors("# comment\n" + bad); err == nil || !strings.Contains(err.Error(), "floors.tsv:2:") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	floors, err := readFloors(floorsFile)
	if err != nil || len(floors) < 10 {
		t.Errorf("%d floors, %v", len(floors), err)
	}
}
