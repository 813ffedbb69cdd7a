package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"dateline/record"
)

// draw writes runs so that a test can show them: words, looks, statements.
func draw(runs []run) string {
	var b strings.Builder
	for _, r := range runs {
		for _, a := range r.Anchors {
			fmt.Fprintf(&b, "#%s", a)
		}
		if r.Look == 0 {
			b.WriteString(r.Words)
			continue
		}
		fmt.Fprintf(&b, "[%s:%s:%s]", r.Words, r.Look, r.On)
	}
	return b.String()
}

// nth is the finding that is statement n.
func nth(n int) finding { return finding{'s', n} }

func TestSetRuns(t *testing.T) {
	for _, c := range []struct {
		name  string
		text  string
		lines []*line
		marks []mark
		want  []string
	}{
		{"no marks", "ab cd", []*line{{0, 5, nil}}, nil, []string{"ab cd"}},
		{"one inside another", "abcdef", []*line{{0, 6, nil}}, []mark{{1, 5, lookWhole, nth(1)}, {2, 4, lookQuoted, nth(1)}}, []string{"a#s1[b:st:s1][cd:st quoted:s1][e:st:s1]f"}},
		{"two that overlap", "abcdef", []*line{{0, 6, nil}}, []mark{{0, 4, lookContent, nth(1)}, {2, 6, lookCue, nth(2)}}, []string{"#s1[ab:said:s1]#s2[cd:said cue:s1 s2][ef:cue:s2]"}},
		{"across lines", "ab\ncd", []*line{{0, 2, nil}, {3, 5, nil}}, []mark{{1, 4, lookWhole, nth(1)}}, []string{"a#s1[b:st:s1]", "[c:st:s1]d"}},
		{"starts between lines", "ab\n\ncd", []*line{{0, 2, nil}, {4, 6, nil}}, []mark{{3, 5, lookWhole, nth(1)}}, []string{"ab", "#s1[c:st:s1]d"}},
		{"code points, not bytes", "é“x”", []*line{{0, 4, nil}}, []mark{{2, 3, lookQuoted, nth(1)}}, []string{"é“#s1[x:quoted:s1]”"}},
		{"past the end", "ab", []*line{{0, 2, nil}}, []mark{{1, 99, lookWhole, nth(1)}, {50, 60, lookWhole, nth(2)}}, []string{"a#s1#s2[b:st:s1]"}},
		{"empty mark", "ab", []*line{{0, 2, nil}}, []mark{{1, 1, lookCue, nth(1)}}, []string{"a#s1b"}},
		{"nothing", "", nil, []mark{{0, 1, lookCue, nth(1)}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			setRuns(c.text, c.lines, c.marks)
			var got []string
			for _, l := range c.lines {
				got = append(got, draw(l.runs))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestSetRunsProperty: whatever the marks, runs add up to their lines, each
// character has the looks of exactly the marks over it, and every statement
// is anchored once.
func TestSetRunsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("aé“\nى😀 ")), 0, 40, -1).Draw(t, "text")
		points := []rune(text)
		ps, _ := paragraphs(text, nil)
		lines := make([]*line, len(ps))
		for i := range ps {
			lines[i] = &ps[i].line
		}
		n := rapid.IntRange(0, 6).Draw(t, "marks")
		var marks []mark
		for i := range n {
			from := rapid.IntRange(0, len(points)+3).Draw(t, "from")
			marks = append(marks, mark{from, from + rapid.IntRange(0, 20).Draw(t, "len"), 1 << (i % len(lookNames)), nth(i + 1)})
		}
		setRuns(text, lines, marks)
		anchors := 0
		for _, l := range lines {
			var words strings.Builder
			at := l.start
			for _, r := range l.runs {
				words.WriteString(r.Words)
				anchors += len(r.Anchors)
				for range r.Words {
					var want look
					for _, m := range marks {
						if m.start <= at && at < m.end {
							want |= m.look
						}
					}
					if r.Look != want {
						t.Fatalf("at %d: %q, want %q", at, r.Look, want)
					}
					at++
				}
			}
			if words.String() != string(points[l.start:l.end]) {
				t.Fatalf("line %q, want %q", words.String(), string(points[l.start:l.end]))
			}
		}
		if len(lines) > 0 && anchors != n {
			t.Fatalf("%d anchors for %d statements", anchors, n)
		}
	})
}

func TestParagraphs(t *testing.T) {
	wire := "The ferry left the quay at dawn with forty people on\nboard, and the harbour master wrote its name into the\nbook before the fog came down."
	for _, c := range []struct {
		name, text string
		parts      []record.Part
		want       []string
	}{
		{"blank lines and single ones", "One.\nTwo.\n\n  Three.  \n", nil, []string{"body:One.", "body:Two.", "body:Three."}},
		{"wrapped at a fixed width", wire + "\n\nNext.", nil, []string{"body:" + wire, "body:Next."}},
		{"parts", "Head\n\nBody é.", []record.Part{{Kind: "headline", Span: record.Span{Start: 0, End: 4}}}, []string{"headline:Head", "body:Body é."}},
		{"a part over several lines", "Home\nNews\nBody.", []record.Part{{Kind: "furniture", Span: record.Span{Start: 0, End: 9}}}, []string{"furniture:Home", "furniture:News", "body:Body."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ps, _ := paragraphs(c.text, c.parts)
			points := []rune(c.text)
			var got []string
			for _, p := range ps {
				got = append(got, p.Kind+":"+string(points[p.start:p.end]))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	_, marks := paragraphs("MUSK, Feb. 6 — It began.", []record.Part{{Kind: "dateline", Span: record.Span{Start: 0, End: 14}}})
	if want := []mark{{0, 14, lookDateline, finding{}}}; !slices.Equal(marks, want) {
		t.Errorf("marks %v, want %v", marks, want)
	}
}

func FuzzRuns(f *testing.F) {
	f.Add("One “two” three\nfour", 4, 9, 0, 14)
	f.Add("\xff\x00é", 0, 1, 1, 2)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		ps, _ := paragraphs(text, []record.Part{{Kind: "headline", Span: record.Span{Start: a, End: b}}})
		lines := make([]*line, len(ps))
		for i := range ps {
			lines[i] = &ps[i].line
		}
		setRuns(text, lines, []mark{{a, b, lookCue, nth(1)}, {c, d, lookQuoted, nth(2)}})
		for _, l := range lines {
			n := 0
			for _, r := range l.runs {
				n += utf8.RuneCountInString(r.Words)
			}
			if n != l.end-l.start {
				t.Fatalf("%d code points in runs, %d in the line", n, l.end-l.start)
			}
		}
	})
}
