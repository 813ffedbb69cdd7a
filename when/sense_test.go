package when

import (
	"strings"
	"testing"

	"dateline/text"
)

// bracketed takes the brackets out of a sentence and returns where they were.
func bracketed(t *testing.T, s string) (string, text.Span) {
	t.Helper()
	before, rest, ok := strings.Cut(s, "[")
	in, after, ok2 := strings.Cut(rest, "]")
	if !ok || !ok2 {
		t.Fatalf("%q has no brackets", s)
	}
	return before + in + after, text.Span{Start: len(before), End: len(before) + len(in)}
}

// Every entry of the data file gives an example.
func TestSenseEntries(t *testing.T) {
	for _, c := range senses.tests {
		s, at := bracketed(t, c.example)
		want := c.sense
		got := SenseAt(s, at)
		if want == Unknown {
			// The word looks like a past form, and what governs is another.
			if c.cue == "would have" {
				want = Past
			} else {
				want = Future
			}
		}
		if got != want {
			t.Errorf("sense.tsv:%d: SenseAt(%q) = %d, want %d", c.line, c.example, got, want)
		}
		found := false
		for _, x := range Find(s) {
			found = found || x.Span.Overlaps(at)
		}
		if !found {
			t.Errorf("sense.tsv:%d: Find(%q) finds nothing at the brackets", c.line, c.example)
		}
	}
}
