package token

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func cut(s string) []string {
	var out []string
	for _, t := range Cut(nil, s, 0) {
		out = append(out, s[t.Start:t.End])
	}
	return out
}

func TestCut(t *testing.T) {
	for _, x := range []struct{ in, want string }{
		{"Gen. Orlo didn’t say.", "Gen. Orlo did n’t say ."},
		{"Tavria's envoy can't go", "Tavria 's envoy ca n't go"},
		{"the U.S.’s view", "the U.S. ’s view"},
		{"the U.S. envoy, 1,200 men at 10:15 a.m.", "the U.S. envoy , 1,200 men at 10:15 a.m."},
		{"a two-track pre-war plan", "a two - track pre-war plan"},
		{"Talaz-Nik", "Talaz - Nik"},
		{"He said no.", "He said no ."},
		{"article no. 7", "article no. 7"},
		{"we cannot go", "we can not go"},
		{"see https://example.org/a?b=c. Then", "see https://example.org/a?b=c . Then"},
		{"write to desk@example.org, please", "write to desk@example.org , please"},
		{"“No,” she said.", "“ No , ” she said ."},
		{"the talks.The envoy", "the talks . The envoy"},
		{"’Twas rock ’n’ roll", "’ Twas rock ’ n ’ roll"},
		{"R&D costs", "R&D costs"},
		{"قال الوزير: لا.", "قال الوزير : لا ."},
		{"wait... what?!", "wait ... what ?!"},
		{"", ""},
	} {
		if got := strings.Join(cut(x.in), " "); got != x.want {
			t.Errorf("Cut(%q)\n got %s\nwant %s", x.in, got, x.want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, x := range []struct{ in, want string }{
		{"The talks ended. Both sides left.", "The talks ended .|Both sides left ."},
		{"Gen. Orlo spoke in the U.S. The envoy left.", "Gen. Orlo spoke in the U.S.|The envoy left ."},
		{"“We stay.” He left.", "“ We stay . ”|He left ."},
		{"“Will it hold?” she asked.", "“ Will it hold ? ” she asked ."},
		{"J. R. Tolm met Mr. Orlo at 5 p.m. on Friday.", "J. R. Tolm met Mr. Orlo at 5 p.m. on Friday ."},
		{"the talks.The envoy", "the talks .|The envoy"},
		{"Well... maybe. So be it", "Well ... maybe .|So be it"},
		{"first line\nsecond line", "first line|second line"},
		{"“It is over,” Orlo said. “But we stay.”", "“ It is over , ” Orlo said .|“ But we stay . ”"},
	} {
		toks := Cut(nil, x.in, 0)
		starts := append(Sentences(x.in, toks), len(toks))
		var got []string
		for i := 0; i+1 < len(starts); i++ {
			var ws []string
			for _, k := range toks[starts[i]:starts[i+1]] {
				ws = append(ws, x.in[k.Start:k.End])
			}
			got = append(got, strings.Join(ws, " "))
		}
		if g := strings.Join(got, "|"); g != x.want {
			t.Errorf("Sentences(%q)\n got %s\nwant %s", x.in, g, x.want)
		}
	}
}

func TestLoadNamesTheLine(t *testing.T) {
	for in, want := range map[string]string{
		"# c\nodd line":                  "words.tsv:2",
		"nothing\tsuch":                  "words.tsv:1",
		"title\tx\ncontracted\tcannot:9": "words.tsv:2",
	} {
		if err := load(in); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("load(%q) = %v, want an error at %s", in, err, want)
		}
	}
}

// Tokens are in order, not empty, and cover all but white space.
func FuzzCut(f *testing.F) {
	for _, s := range []string{"Gen. Orlo didn’t say.", "the U.S.’s", "a@b.c", "www.", "''’s", "\xff’s", "x’", "ʼs", "cannot", "١٢٣٫٥"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		at := int32(0)
		toks := Cut(nil, s, 0)
		for _, k := range toks {
			if k.Start < at || k.End <= k.Start || int(k.End) > len(s) {
				t.Fatalf("token %v after %d in %q", k, at, s)
			}
			if !utf8.ValidString(s[k.Start:k.End]) {
				t.Fatalf("token %v of %q cuts a character", k, s)
			}
			if g := strings.TrimFunc(s[at:k.Start], blank); g != "" {
				t.Fatalf("%q lies between tokens of %q", g, s)
			}
			at = k.End
		}
		if g := strings.TrimFunc(s[at:], blank); g != "" {
			t.Fatalf("%q lies behind the tokens of %q", g, s)
		}
		last := -1
		for _, i := range Sentences(s, toks) {
			if i <= last || i >= len(toks) {
				t.Fatalf("sentence starts at token %d after %d of %d in %q", i, last, len(toks), s)
			}
			last = i
		}
	})
}

func BenchmarkCut(b *testing.B) {
	s := strings.Repeat("Gen. Orlo didn’t say whether the U.S.’s envoy, who’d left at 5 p.m., had signed. “It’s on paper,” she said. ", 20)
	var toks []Token
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		toks = Cut(toks[:0], s, 0)
		Sentences(s, toks)
	}
	b.ReportMetric(float64(len(toks)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
