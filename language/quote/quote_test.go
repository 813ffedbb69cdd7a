package quote

import (
	"strings"
	"testing"

	"dateline/text"
)

// paragraphs cuts s at line feeds.
func paragraphs(s string) []text.Span {
	var out []text.Span
	at := 0
	for p := range strings.SplitSeq(s, "\n") {
		if p != "" {
			out = append(out, text.Span{Start: at, End: at + len(p)})
		}
		at += len(p) + 1
	}
	return out
}

// show writes a quotation as its words, with "(…)" around it for each level,
// " ~" when it is not closed and " >n" when quotation n carries it on.
func show(s string, qs []Quote) string {
	var out []string
	for _, q := range qs {
		w := s[q.Inner.Start:q.Inner.End]
		if q.Parent >= 0 {
			w = "(" + w + ")"
		}
		if !q.Closed {
			w += "~"
		}
		if q.Next >= 0 {
			w += ">"
		}
		out = append(out, w)
	}
	return strings.Join(out, "|")
}

func TestPair(t *testing.T) {
	for _, x := range []struct{ name, in, want string }{
		{"curly", "“We stay,” she said. “We will not go.”", "We stay,|We will not go."},
		{"straight", `"We stay," she said. "We will not go."`, "We stay,|We will not go."},
		{"straight in a row", `He said "yes" and "no".`, "yes|no"},
		{"apostrophes", "Tavria’s envoy didn’t say ‘no’ to the states’ plan.", "no"},
		{"straight apostrophes", "Tavria's envoy didn't say 'no' to the states' plan.", "no"},
		{"plural possessive inside single quotes", "'The states' plan is dead,' he said.", "The states' plan is dead,"},
		{"nested", "“He told me ‘never’ twice,” she said.", "He told me ‘never’ twice,|(never)"},
		{"nested straight", `"He told me 'never' twice," she said.`, "He told me 'never' twice,|(never)"},
		{"nested at the end", "“He told me ‘never again.’”", "He told me ‘never again.’|(never again.)"},
		{"decades", "the ’90s and '68 were “hard” years, rock 'n' roll", "hard"},
		{"inches", `a 12" gun and a 5'2" man`, ""},
		{"two paragraphs", "“We stay.\n“We do not go,” she said.", "We stay.~>|We do not go,"},
		{"three paragraphs", "“One.\n“Two.\n“Three.”", "One.~>|Two.~>|Three."},
		{"unclosed", "“We stay, she said.\nThe talks ended.", "We stay, she said.~"},
		{"unclosed, then another", "“We stay, she said. “We do not go.”", "We stay, she said. “We do not go.”~|(We do not go.)"},
		{"stray close", "We stay,” she said.", ""},
		{"angled", "« Nous restons », a-t-elle dit.", " Nous restons "},
		{"angled reversed", "»Wir bleiben«, sagte sie.", "Wir bleiben"},
		{"low-high", "„Wir bleiben“, sagte sie.", "Wir bleiben"},
		{"Swedish", "”Vi stannar”, sade hon.", "Vi stannar"},
		{"corner", "「残ります」と述べた。", "残ります"},
		{"Arabic", "قال: “نحن باقون”.", "نحن باقون"},
		{"possessive of a quoted name", "the escalation after “Tavria’s” raid", "Tavria’s"},
		{"bracket", `He called it "[a] farce".`, "[a] farce"},
		{"dash before", `the plan—"dead," he said—is back`, "dead,"},
		{"single subheading", "'Four fronts'", "Four fronts"},
		{"British", "‘We stay,’ she said. ‘It’s ours.’", "We stay,|It’s ours."},
		{"empty", "", ""},
	} {
		if got := show(x.in, Pair(x.in, paragraphs(x.in))); got != x.want {
			t.Errorf("%s: %q\n got %s\nwant %s", x.name, x.in, got, x.want)
		}
	}
}

// Quotations lie inside their blocks, in order, and nest.
func FuzzPair(f *testing.F) {
	for _, s := range []string{"“a” “b", "\"a\" 'b' “‘c’”", "'''", "«a»", "”a” „b“", "'s' s' 's", "“a\n“b”"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		blocks := paragraphs(s)
		qs := Pair(s, blocks)
		for i, q := range qs {
			if !blocks[q.Block].Contains(q.Span) || !q.Span.Contains(q.Inner) || q.Inner.End < q.Inner.Start {
				t.Fatalf("%+v outside its block in %q", q, s)
			}
			if i > 0 && q.Span.Start <= qs[i-1].Span.Start {
				t.Fatalf("order: %+v after %+v in %q", q, qs[i-1], s)
			}
			if q.Parent >= 0 && !qs[q.Parent].Span.Contains(q.Span) {
				t.Fatalf("%+v is not inside its parent in %q", q, s)
			}
			if q.Next >= 0 && (q.Closed || qs[q.Next].Block != q.Block+1) {
				t.Fatalf("%+v goes on in %+v in %q", q, qs[q.Next], s)
			}
		}
	})
}

func BenchmarkPair(b *testing.B) {
	s := strings.Repeat("“We stay,” the envoy said on Friday. “It’s the states’ own ‘last word’ and we didn’t write it.” Nothing else was said that day, and nobody asked.\n", 200)
	blocks := paragraphs(s)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Pair(s, blocks)
	}
}
