package web

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sketch writes a diff: -removed-, +added+, (context).
func sketch(list []change) string {
	var out []string
	for _, c := range list {
		switch c.Kind {
		case removed:
			c.Words = "-" + c.Words + "-"
		case added:
			c.Words = "+" + c.Words + "+"
		case beside:
			c.Words = "(" + c.Words + ")"
		}
		out = append(out, c.Words)
	}
	return strings.Join(out, " ")
}

func TestWordDiff(t *testing.T) {
	for _, c := range []struct{ a, b, want, trimmed string }{
		{"We came with maps", "we came, with maps.", "we came, with maps.", ""},
		{"We came with maps", "We left with maps", "We -came- +left+ with maps", ""},
		{"maps", "We came with maps and left", "+We came with+ maps +and left+", "(We came with) maps (and left)"},
		{"not bargaining chips", "They are not a bargaining chip, they are where our dead of the war lie", "+They are+ not +a+ bargaining -chips- +chip, they are where our dead of the war lie+", "(They are) not +a+ bargaining -chips- +chip,+ (they are where our dead of …)"},
		{"", "a", "+a+", ""},
		{"a", "", "-a-", ""},
		{"", "", "", ""},
		{"a – b", "a b", "a b", ""},
	} {
		d := wordDiff(c.a, c.b)
		if got := sketch(d); got != c.want {
			t.Errorf("%q, %q: %s, want %s", c.a, c.b, got, c.want)
		}
		if got := sketch(trimDiff(d)); c.trimmed != "" && got != c.trimmed {
			t.Errorf("%q, %q trimmed: %s, want %s", c.a, c.b, got, c.trimmed)
		}
	}
}

// TestWordDiffProperty: without what is removed the diff is one wording,
// without what is added as long as the other.
func TestWordDiffProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"a", "b", "c", "–", "Ä,", "“d”"})
		a := strings.Join(rapid.SliceOfN(word, 0, 30).Draw(t, "a"), " ")
		b := strings.Join(rapid.SliceOfN(word, 0, 30).Draw(t, "b"), " ")
		var left, right []string
		for _, c := range wordDiff(a, b) {
			if c.Kind != added {
				left = append(left, c.Words)
			}
			if c.Kind != removed {
				right = append(right, c.Words)
			}
		}
		if got := strings.Join(right, " "); got != b {
			t.Fatalf("%q, want %q", got, b)
		}
		if got, want := len(cutWords(strings.Join(left, " "))), len(cutWords(a)); got != want {
			t.Fatalf("%d words, want %d", got, want)
		}
	})
}

func TestVerify(t *testing.T) {
	h := newDesk(t, samples()...)
	for words, want := range map[string]string{"We came with maps": verbatim, "harbour of glass": notFound, "": ""} {
		res, body := get(t, h, "/verify.json?q="+url.QueryEscape(words))
		var v verifyJSON
		if err := json.Unmarshal([]byte(body), &v); err != nil || res.StatusCode != 200 || v.Verdict != want {
			t.Errorf("%q: %s, %q, want %q", words, res.Status, v.Verdict, want)
		}
		if want == verbatim && (len(v.Statements) != 1 || len(v.Hits) != 1) {
			t.Errorf("%d statements, %d reports", len(v.Statements), len(v.Hits))
		}
	}
}

// TestCitation holds that a citation says the words, who, where and when.
func TestCitation(t *testing.T) {
	l := samples()[0].Line
	got := citation(l.Statements[1], l.Report)
	want := "“We came with maps, […] and we leave with questions.” — Mara Dvorin — Harbour Wire, “Tavria “will not be hurried” over the river accord”, 9 February 2026, 17:53 +01:00, https://harbourwire.example/2026/02/senn-accord, SHA-256 " + l.Report.Version[:12]
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for words, want := range map[string]string{
		"one two":                      "#:~:text=one%20two",
		"a-b, c&d":                     "#:~:text=a%2Db%2C%20c%26d",
		strings.Repeat("w ", 20) + "z": "#:~:text=w%20w%20w%20w%20w,w%20w%20w%20w%20z",
	} {
		if got := liveAddress(l.Report, words); got != *l.Report.URL+want {
			t.Errorf("%q: %s", words, got)
		}
	}
}
