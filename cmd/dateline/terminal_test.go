package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/pipeline"
)

func TestHarmless(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain “words”, naïve 協議\n\tand so on", "plain “words”, naïve 協議\n\tand so on"},
		{"\x1b]0;title\x07\x1b[31mred", "␛]0;title␇␛[31mred"},
		{"del\x7f, csi \u009b31m", "del␡, csi \ufffd31m"},
		{"a\rb\bc\x00", "a␍b␈c␀"},
		{"\u202eright\u202c \u2066iso\u2069", "\ufffdright\ufffd \ufffdiso\ufffd"},
		{"line\u2028break", "line\ufffdbreak"},
	} {
		if got := harmless(c.in); got != c.want {
			t.Errorf("harmless(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	if got := oneLine(" a\n b\t\tc \x1b"); got != "a b c ␛" {
		t.Errorf("oneLine gave %q", got)
	}
}

func TestColumns(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "“é”": 3, "e\u0301": 1, "協議": 4, "ｆ": 2, "a\u200db": 2} {
		if got := columns(s); got != want {
			t.Errorf("columns(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		in   string
		n    int
		want string
	}{
		{"short", 5, "short"},
		{"longer", 5, "long…"},
		{"two words", 5, "two…"},
		{"協議再開", 5, "協議…"},
		{"協議再開", 8, "協議再開"},
	} {
		if got := cut(c.in, c.n); got != c.want || columns(got) > c.n {
			t.Errorf("cut(%q, %d) = %q, want %q", c.in, c.n, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	got := wrap("  the talks will resume in averyveryverylongplacename on Monday ", 12)
	want := []string{"the talks", "will resume", "in", "averyveryverylongplacename", "on Monday"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if got := wrap(" \n", 10); got != nil {
		t.Errorf("wrap of nothing gave %q", got)
	}
}

func TestStatusLine(t *testing.T) {
	var b bytes.Buffer
	l := &statusLine{w: &b, width: 60}
	l.show(pipeline.Progress{Reports: 12, Rate: 24.4})
	l.show(pipeline.Progress{Reports: 30, Failed: 2, Rate: 25, Left: 61500 * time.Millisecond})
	l.show(pipeline.Progress{Reports: 31, Done: true})
	l.clear()
	want := "\r12 reports, 24/s\x1b[K\r30 reports, 25/s, 2 not read, 1m2s left\x1b[K\r\x1b[K"
	if got := b.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var none *statusLine
	none.clear() // where there is no terminal
}

func TestInspect(t *testing.T) {
	env := func(s string) func(string) string {
		return func(key string) string {
			if k, v, _ := strings.Cut(s, "="); k == key {
				return v
			}
			return ""
		}
	}
	if got := inspect(&bytes.Buffer{}, env("COLUMNS=132")); got != (terminal{width: 132}) {
		t.Errorf("a buffer is %+v", got)
	}
	if got := inspect(os.NewFile(^uintptr(0), "closed"), env("COLUMNS=x")); got != (terminal{width: defaultWidth}) {
		t.Errorf("a closed file is %+v", got)
	}
}

func TestStyle(t *testing.T) {
	if got := (terminal{is: true, colour: true}).bold("x"); got != "\x1b[1mx\x1b[0m" {
		t.Errorf("bold gave %q", got)
	}
	if got := (terminal{is: true}).bold("x"); got != "x" {
		t.Errorf("bold without colour gave %q", got)
	}
}

func TestTotalSize(t *testing.T) {
	dir := t.TempDir()
	for name, size := range map[string]int{"a.txt": 3, "sub/b.txt": 5, ".hidden": 7, ".git/c": 9} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, make([]byte, size), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if got := totalSize([]string{dir, filepath.Join(dir, "a.txt"), filepath.Join(dir, "none")}); got != 11 {
		t.Errorf("total %d, want 11", got)
	}
	if got := totalSize([]string{dir, "-"}); got != 0 {
		t.Errorf("total with standard input %d, want 0", got)
	}
}
