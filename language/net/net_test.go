package net_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"dateline/language/net"
)

// TestReused: a text read in one go and its encoding used again give the same
// scores, whatever was read before.
func TestReused(t *testing.T) {
	n := net.Default()
	tags, _ := n.Classes()
	words := strings.Fields("Two officials said on Tuesday that the ministry had rejected it .")
	read := func(e *net.Encoding) string {
		n.Encode(e, words)
		scores := make([]int32, tags)
		n.Tags(scores, e, 3)
		n.Deepen(e)
		heads := make([]int32, len(words)+1)
		n.Heads(heads, e, 3)
		return fmt.Sprint(scores, heads)
	}
	var fresh, used net.Encoding
	want := read(&fresh)
	r := rand.New(rand.NewPCG(1, 1))
	for range 50 {
		other := make([]string, 1+r.IntN(60))
		for i := range other {
			other[i] = fmt.Sprintf("w%d", r.IntN(1<<20))
		}
		n.Encode(&used, other)
		n.Deepen(&used)
	}
	if got := read(&used); got != want {
		t.Errorf("scores differ:\n got %s\nwant %s", got, want)
	}
}

func TestAnyWord(t *testing.T) {
	n := net.Default()
	var e net.Encoding
	for _, words := range [][]string{{}, {""}, {"\xff\xfe"}, {strings.Repeat("ab", 5000)}, {"جمهورية", "中华人民共和国", "🙂🙂"}, {"\x00"}} {
		n.Encode(&e, words)
		n.Deepen(&e)
		if e.Len() != len(words) {
			t.Errorf("%q: %d words", words, e.Len())
		}
	}
}

func TestCut(t *testing.T) {
	words := strings.Fields(strings.Repeat("a b c d , ", 100))
	for from := 0; from < len(words); {
		to := net.Cut(words, from)
		if to <= from || to-from > net.Longest || to < len(words) && words[to-1] != "," {
			t.Fatalf("a piece from %d to %d", from, to)
		}
		from = to
	}
}

func BenchmarkEncode(b *testing.B) {
	words := strings.Fields("Two officials familiar with the talks said on Tuesday that the ministry had rejected a proposal to extend the truce by ten days .")
	n := net.Default()
	var e net.Encoding
	b.ReportAllocs()
	for b.Loop() {
		n.Encode(&e, words)
		n.Deepen(&e)
	}
	b.ReportMetric(float64(len(words)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
