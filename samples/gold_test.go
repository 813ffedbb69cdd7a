package samples

import (
	"encoding/json"
	"html"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// The decoding here is deliberately simple and shares nothing with the
// program's readers: it is what the answer is held against.
var (
	script = regexp.MustCompile(`(?is)<(script|style)\b.*?</(script|style)>`)
	inline = regexp.MustCompile(`(?i)</?(a|b|em|i|span)\b[^>]*>`)
	tag    = regexp.MustCompile(`<[^>]+>`)
)

func visible(page string) string {
	page = script.ReplaceAllString(page, "")
	page = inline.ReplaceAllString(page, "")
	return html.UnescapeString(tag.ReplaceAllString(page, "\n"))
}

// decode returns the text of each record of a file.
func decode(t *testing.T, name string) []string {
	t.Helper()
	data, err := fs.ReadFile(FS(), name)
	if err != nil {
		t.Fatal(err)
	}
	body := string(data)
	switch {
	case name == "search-response.json":
		var r struct {
			Response struct {
				Results []struct {
					Fields struct{ Headline, Standfirst, Body string }
				}
			}
		}
		parse(t, name, body, &r)
		var out []string
		for _, x := range r.Response.Results {
			out = append(out, x.Fields.Headline+"\n"+visible(x.Fields.Standfirst+x.Fields.Body))
		}
		return out
	case name == "cms-export.json":
		var r [][]struct {
			Headline, Lead string
			Text           string `json:"body_text"`
			HTML           string `json:"body_html"`
		}
		parse(t, name, body, &r)
		x := r[0][0]
		if !strings.Contains(x.HTML, "&ldquo;") || !strings.Contains(x.Text, "\r\n&nbsp;\r\n") {
			t.Errorf("%s: the two bodies are not as README.md tells", name)
		}
		return []string{x.Headline + "\n" + x.Lead + "\n" + visible(x.Text)}
	case path.Ext(name) == ".jsonl":
		var out []string
		for line := range strings.Lines(body) {
			var x struct{ Headline, Text string }
			parse(t, name, line, &x)
			out = append(out, x.Headline+"\n"+x.Text)
		}
		return out
	case path.Ext(name) == ".html":
		return []string{visible(body)}
	}
	return []string{body}
}

func parse(t *testing.T, name, data string, to any) {
	t.Helper()
	if err := json.Unmarshal([]byte(data), to); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// records returns the decoded text of every record.
func records(t *testing.T) map[Place]string {
	t.Helper()
	names, err := fs.Glob(FS(), "*")
	if err != nil {
		t.Fatal(err)
	}
	out := map[Place]string{}
	for _, name := range names {
		for i, text := range decode(t, name) {
			out[Place{name, i}] = text
		}
	}
	return out
}

func answer(t *testing.T) Answer {
	t.Helper()
	a, err := Gold()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestEveryEntryStandsInItsRecord(t *testing.T) {
	a, texts := answer(t), records(t)
	has := func(p Place, words string) {
		t.Helper()
		text, ok := texts[p]
		if !ok {
			t.Errorf("%v: no such record", p)
		} else if words == "" || !strings.Contains(text, words) {
			t.Errorf("%v: %q is not in the text", p, words)
		}
	}
	for _, q := range a.Quotations {
		has(q.Place, q.Words)
		if (q.Speaker == "") == (q.Description == "") {
			t.Errorf("%v: %q: needs a speaker or a description, not both", q.Place, q.Words)
		}
		if q.Speaker != "" {
			has(q.Place, q.Speaker)
		}
		if q.Via != "" {
			has(q.Place, q.Via)
		}
	}
	for _, n := range a.NotQuotations {
		has(n.Place, n.Words)
	}
	for _, s := range a.Statements {
		has(s.Place, s.First)
		if _, after, ok := strings.Cut(texts[s.Place], s.First); ok && !strings.Contains(s.First+after, s.Last) {
			t.Errorf("%v: %q does not stand after %q", s.Place, s.Last, s.First)
		}
		if !slices.Contains([]string{"direct", "mixed", "indirect"}, s.Kind) {
			t.Errorf("%v: %q: kind %q", s.Place, s.First, s.Kind)
		}
		if (s.Speaker == "") == (s.Description == "") {
			t.Errorf("%v: %q: needs a speaker or a description, not both", s.Place, s.First)
		}
		if s.Speaker != "" {
			has(s.Place, s.Speaker)
		}
	}
}

func TestEveryRecordHasItsTitleAndDate(t *testing.T) {
	a, texts := answer(t), records(t)
	titles, dates := map[Place]bool{}, map[Place]bool{}
	for _, x := range a.Titles {
		titles[x.Place] = true
		if x.Title != nil && !strings.Contains(texts[x.Place], *x.Title) {
			t.Errorf("%v: title %q is not in the text", x.Place, *x.Title)
		}
	}
	for _, x := range a.Dates {
		dates[x.Place] = true
		if !strings.Contains(texts[x.Place], x.City) {
			t.Errorf("%v: place %q is not in the text", x.Place, x.City)
		}
		if x.Published == nil {
			continue
		}
		if !slices.ContainsFunc([]string{time.DateOnly, "2006-01-02T15:04", "2006-01-02T15:04:05", time.RFC3339}, func(layout string) bool {
			_, err := time.Parse(layout, *x.Published)
			return err == nil
		}) {
			t.Errorf("%v: published %q is no ISO date", x.Place, *x.Published)
		}
	}
	for p := range texts {
		if !titles[p] || !dates[p] {
			t.Errorf("%v: title or date is not in the answer", p)
		}
	}
	if len(titles) != len(texts) || len(dates) != len(texts) {
		t.Errorf("%d titles and %d dates for %d records", len(titles), len(dates), len(texts))
	}
}

// Each opening mark of the kinds that are never apostrophes starts a
// quotation, or words that the answer says are none.
func TestEveryMarkIsAccountedFor(t *testing.T) {
	a := answer(t)
	known := map[Place][]string{}
	for _, q := range a.Quotations {
		known[q.Place] = append(known[q.Place], q.Words)
	}
	for _, n := range a.NotQuotations {
		known[n.Place] = append(known[n.Place], n.Words)
	}
	opening := regexp.MustCompile(`[“«][\x{00a0} ]?|"\b`)
	marks := 0
	for p, text := range records(t) {
		for _, at := range opening.FindAllStringIndex(text, -1) {
			marks++
			rest := text[at[1]:]
			if !slices.ContainsFunc(known[p], func(w string) bool { return strings.HasPrefix(rest, w) }) {
				t.Errorf("%v: %.60q is not in the answer", p, rest)
			}
		}
	}
	if marks < 150 {
		t.Errorf("only %d opening marks were seen", marks)
	}
}

func TestPairsNameRecords(t *testing.T) {
	a, texts := answer(t), records(t)
	known := func(ref string) bool {
		name, n, _ := strings.Cut(ref, "#")
		i := 0
		for _, d := range n {
			i = 10*i + int(d-'0')
		}
		_, ok := texts[Place{name, i}]
		return ok
	}
	for _, p := range slices.Concat(a.Pairs, a.NotPairs) {
		if !known(p.A) || !known(p.B) || p.A == p.B || p.Why == "" {
			t.Errorf("pair %+v does not name two records and a reason", p)
		}
	}
}

func TestReadmeNamesEveryReport(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for p := range records(t) {
		if !strings.Contains(string(readme), "`"+p.File+"`") {
			t.Errorf("README.md does not tell what %s is", p.File)
		}
	}
}
