package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func generate(t *testing.T, seed uint64) *generator {
	t.Helper()
	words, err := parseLists("words.txt", wordsFile)
	if err != nil {
		t.Fatal(err)
	}
	return newGenerator(words, seed)
}

func lines(t *testing.T, seed uint64, n int) string {
	t.Helper()
	var b bytes.Buffer
	if err := writeLines(&b, generate(t, seed), n); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSameSeedSameBytes(t *testing.T) {
	first, again, other, fewer := lines(t, 1, 200), lines(t, 1, 200), lines(t, 2, 200), lines(t, 1, 50)
	if first != again {
		t.Error("one seed gave two outputs")
	}
	if first == other {
		t.Error("two seeds gave one output")
	}
	if !strings.HasPrefix(first, fewer) {
		t.Error("fewer reports are not a prefix of more")
	}
}

func TestShares(t *testing.T) {
	const n = 2000
	g := generate(t, 1)
	byID := map[int]report{}
	rewrites, quotes, sentences := 0, 0, 0
	for range n {
		r := g.report()
		byID[r.id] = r
		text := strings.Join(r.passages, "\n")
		if strings.Contains(text, "{") {
			t.Fatalf("a slot was left open: %s", text)
		}
		quotes += strings.Count(text, "“")
		sentences += strings.Count(text, ".")
		if r.of < 0 {
			continue
		}
		rewrites++
		shared := 0
		for _, p := range r.passages {
			if slices.Contains(byID[r.of].passages, p) {
				shared++
			}
		}
		if 2*shared < len(r.passages) {
			t.Errorf("report %d shares %d of %d paragraphs with %d, which it rewrites", r.id, shared, len(r.passages), r.of)
		}
	}
	if share := float64(rewrites) / n; share < .22 || share > .28 {
		t.Errorf("share of rewrites is %.2f", share)
	}
	if q := float64(quotes) / n; q < 4 || q > 20 {
		t.Errorf("%.1f quotations a report", q)
	}
	if s := float64(sentences) / n; s < 12 || s > 40 {
		t.Errorf("%.1f sentences a report", s)
	}
}

func TestLinesAreJSON(t *testing.T) {
	all := strings.Split(strings.TrimSpace(lines(t, 1, 20)), "\n")
	if len(all) != 20 {
		t.Fatalf("%d lines", len(all))
	}
	for _, l := range all {
		var r struct{ Title, Body, Published, Source string }
		if err := json.Unmarshal([]byte(l), &r); err != nil || r.Title == "" || r.Body == "" || r.Published == "" || r.Source == "" {
			t.Errorf("%v in %s", err, l)
		}
	}
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	if err := writeFiles(dir, generate(t, 1), perFolder+3); err != nil {
		t.Fatal(err)
	}
	for pattern, want := range map[string]int{"0000/*.txt": 500, "0000/*.html": 500, "0001/*": 3} {
		got, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(got) != want {
			t.Errorf("%s: %d files, %v; want %d", pattern, len(got), err, want)
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, "0000", "000001.html"))
	if err != nil || !bytes.Contains(data, []byte("article:published_time")) {
		t.Errorf("no page: %v", err)
	}
}

func TestParseListsErrors(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{"word\n", "f:1: entry before the first list"},
		{"[a]\nx\n\n[a]\n", `f:4: list "a" opened twice or without a name`},
	} {
		if _, err := parseLists("f", c.data); err == nil || err.Error() != c.want {
			t.Errorf("%q: got %v, want %s", c.data, err, c.want)
		}
	}
}
