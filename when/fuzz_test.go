package when

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func FuzzParse(f *testing.F) {
	for _, c := range stamps {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := Parse(s)
		if !ok {
			if d != (Date{}) {
				t.Fatalf("Parse(%q) refuses and gives %+v", s, d)
			}
			return
		}
		if again, ok := Parse(d.ISO); !ok || again != d {
			t.Fatalf("Parse(%q) = %+v, and of that %+v, %v", s, d, again, ok)
		}
	})
}

func FuzzParseLine(f *testing.F) {
	for _, c := range lines {
		f.Add(c.line)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, at, ok := ParseLine(s)
		if ok != d.Known() || ok == at.Empty() || at.Start < 0 || at.End > len(s) {
			t.Fatalf("ParseLine(%q) = %+v, %v, %v", s, d, at, ok)
		}
	})
}

func FuzzFind(f *testing.F) {
	for _, c := range sentences {
		f.Add(c.s)
	}
	ref, _ := Parse("2026-02-09")
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, x := range Find(s) {
			if x.Span.Start < end || x.Span.Empty() || x.Span.End > len(s) {
				t.Fatalf("Find(%q): span %v after %d", s, x.Span, end)
			}
			end = x.Span.End
			if utf8.ValidString(s) && !utf8.ValidString(s[x.Span.Start:x.Span.End]) {
				t.Fatalf("Find(%q): span %v cuts a character", s, x.Span)
			}
			for _, r := range []Date{{}, ref} {
				d := x.Resolve(r, SenseAt(s, x.Span))
				if d.Known() != (d.ISO != "") || d.Known() != (d.Basis != "") {
					t.Fatalf("Find(%q): %+v", s, d)
				}
			}
		}
	})
}

// The time that Find takes grows with the length of the text, whatever the
// text is: twice the text, about twice the time.
func TestFindLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	for _, s := range []string{" ", "May ", "the last ", "1-", "7-7-", "2015 and ", "early mid-", "on on the ", "é", "a", "9.", "Monday, ", "\n"} {
		took := func(n int) time.Duration {
			text := strings.Repeat(s, n/len(s))
			best := time.Hour
			for range 3 {
				start := time.Now()
				Find(text)
				best = min(best, time.Since(start))
			}
			return best
		}
		if a, b := took(1<<17), took(1<<20); b > 40*a+50*time.Millisecond {
			t.Errorf("Find of %q: %v for 128 KB, %v for 1 MB", s, a, b)
		}
	}
}
