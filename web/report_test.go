package web

import (
	"log/slog"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestReportText holds that the page shows every character of the text, in
// order, and marks exactly the words that the record points at.
func TestReportText(t *testing.T) {
	line := samples()[0].Line
	_, body := get(t, newDesk(t, samples()...), "/reports/r01")
	var shown strings.Builder
	for _, p := range nodes(t, body, class("p")) {
		for c := range p.Descendants() {
			if c.Type == html.TextNode && !class("n")(c.Parent) {
				shown.WriteString(c.Data)
			}
		}
	}
	flat := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if flat(shown.String()) != flat(line.Report.Text) {
		t.Errorf("the page shows\n%q\nthe text is\n%q", flat(shown.String()), flat(line.Report.Text))
	}
	for i, s := range line.Statements {
		on := func(n *html.Node) bool {
			for f := range strings.FieldsSeq(attr(n, "data-of")) {
				if f == nth(i+1).String() {
					return true
				}
			}
			return false
		}
		var whole, quoted strings.Builder
		for _, n := range nodes(t, body, on) {
			whole.WriteString(words(n))
		}
		if flat(whole.String()) != flat(s.Span.Exact) {
			t.Errorf("statement %d shows %q, want %q", i+1, whole.String(), s.Span.Exact)
		}
		var want string
		for _, q := range s.Quotes {
			want += q.Exact
		}
		for _, n := range nodes(t, body, func(n *html.Node) bool { return on(n) && class("quoted")(n) }) {
			quoted.WriteString(words(n))
		}
		if flat(quoted.String()) != flat(want) {
			t.Errorf("statement %d: quoted %q, want %q", i+1, quoted.String(), want)
		}
	}
}

func TestReportParts(t *testing.T) {
	_, body := get(t, newDesk(t, samples()...), "/reports/r01")
	for part, want := range map[string]string{
		"headline":   "Tavria “will not be hurried” over the river accord",
		"standfirst": "The two delegations meet again on Thursday; the mediator speaks of a narrow but open door.",
		"byline":     "By Ilse Marant and Piet Okoro",
		"dateline":   "KESTREL, Feb. 9 (Harbour Wire) —",
	} {
		found := nodes(t, body, class(part))
		if len(found) != 1 || words(found[0]) != want {
			t.Errorf("%s: %d found", part, len(found))
		}
	}
	folded := nodes(t, body, func(n *html.Node) bool { return n.Data == "details" && class("furniture")(n) })
	if len(folded) != 2 || !strings.Contains(words(folded[0]), "3\u00a0lines") {
		t.Errorf("furniture is folded %d times", len(folded))
	}
	for _, n := range folded {
		if !strings.Contains(words(n), "line") {
			t.Errorf("furniture says %q", words(n))
		}
	}
	notes := nodes(t, body, class("note"))
	if len(notes) != 6 {
		t.Fatalf("%d notes", len(notes))
	}
	for i, want := range [][]string{
		{"Mara Dvorin", "Foreign Minister", "mixed", "said", "cue before content", "9 February 2026", "weekday before"},
		{"Mara Dvorin", "direct", "told"},
		{"Tomas Rell", "mixed"},
		{"Mara Dvorin", "had told"},
		{"a person close to the talks", "not named", "indirect"},
		{"سليم الحداد", "mixed"},
	} {
		for _, w := range want {
			if !strings.Contains(words(notes[i]), w) {
				t.Errorf("note %d does not say %q", i+1, w)
			}
		}
	}
}

// TestBytes follows the notes to the original's bytes and finds the words
// marked there.
func TestBytes(t *testing.T) {
	h := newDesk(t, samples()...)
	for i, s := range samples()[0].Line.Statements {
		n := noteOn(samples()[0].Line, nth(i+1))
		_, body := get(t, h, n.Bytes)
		var marked strings.Builder
		for _, m := range nodes(t, body, func(n *html.Node) bool { return n.Data == "mark" }) {
			marked.WriteString(words(m))
		}
		if marked.String() != s.Span.Exact {
			t.Errorf("statement %d: marked %q, want %q", i+1, marked.String(), s.Span.Exact)
		}
		if said := nodes(t, body, class("recorded")); len(said) != 1 || !strings.Contains(words(said[0]), s.Span.Exact) {
			t.Errorf("statement %d is not beside its bytes", i+1)
		}
	}
}

func TestReportWithoutDate(t *testing.T) {
	_, body := get(t, newDesk(t, samples()...), "/reports/r03")
	for _, want := range []string{"no date in the report", "Report without a headline", "outlet not named", "not recognised"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestAddressIsALinkOnlyOnTheWeb(t *testing.T) {
	for address, want := range map[string]string{
		"https://wire.example/a?b=c": "https://wire.example/a?b=c",
		"http://wire.example":        "http://wire.example",
		"javascript:alert(1)":        "", "data:text/html,x": "", "//wire.example/x": "", "https:wire": "", "ftp://wire.example/": "", "\x01": "",
	} {
		if got := webLink(&address); got != want {
			t.Errorf("webLink(%q) = %q", address, got)
		}
	}
}

// TestVersions holds that the versions of a report are listed, with what
// changed since.
func TestVersions(t *testing.T) {
	older := newDraft("v1", "The tolls stay.\n\nNobody was on the quay at six.")
	newer := newDraft("v1", "The tolls go.\n\nNobody was on the quay at six.")
	f := newFake(t, newer.entry(), older.entry())
	h := New(f, Options{Log: slog.New(slog.DiscardHandler)})
	_, body := get(t, h, "/reports/v1")
	links := nodes(t, body, func(n *html.Node) bool { return strings.HasPrefix(attr(n, "href"), "/compare/") })
	if len(links) != 1 {
		t.Fatalf("%d links to what changed", len(links))
	}
	res, body := get(t, h, attr(links[0], "href"))
	if res.StatusCode != 200 || !strings.Contains(body, "1\u00a0sentence the same, ") {
		t.Errorf("%s: %s", attr(links[0], "href"), res.Status)
	}
}
