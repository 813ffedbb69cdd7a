package main

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"dateline/article"
	"dateline/pipeline"
	"dateline/record"
	"dateline/store"
)

func ptr(s string) *string { return &s }

// talks is a report with what text output has to deal with: escapes in names
// and words, a long quotation, a speaker without a name.
func talks() pipeline.Result {
	r := pipeline.Result{Reasons: []article.Reason{{What: "shape", From: "starts with a tag"}, {What: "title", From: "h1\x1b[2J"}}}
	r.Entry = store.Entry{Line: record.Line{
		Report: record.Report{
			ID: "r01", Location: "talks.html", Shape: "html", Title: ptr("Talks resume \x1b[31min Port\n Arda"), Outlet: ptr("Harbour Wire"),
			Published: record.Stamp{Time: ptr("2026-02-09"), Basis: ptr("date line")}, Byline: []string{"Ilse Marn", "HW"},
			Dateline: &record.Place{Place: ptr("PORT ARDA"), Date: ptr("--02-09")}, Language: ptr("en"),
		},
		Statements: []record.Statement{
			{
				Kind:    "direct",
				Span:    record.Span{SourceStart: 1024, SourceEnd: 1301},
				Content: []record.Span{{Exact: "We will not negotiate under threats, not today and not in a year, whatever the other side may say or do,"}, {Exact: "and\x07 that is all"}},
				Speaker: record.Speaker{Ref: record.Ref{Name: ptr("Mara Dvorin")}, Role: ptr("foreign minister")},
			},
			{
				Kind: "indirect", Span: record.Span{SourceStart: 9, SourceEnd: 10}, Cue: []record.Span{{Exact: "denied"}},
				Content: []record.Span{{Exact: "the talks went well"}},
				Speaker: record.Speaker{Ref: record.Ref{Span: &record.Span{Exact: "an official"}}},
			},
			{Kind: "mixed", Content: []record.Span{{Exact: "no details"}}},
		},
	}}
	return r
}

func TestTextPrinter(t *testing.T) {
	var b bytes.Buffer
	p := &textPrinter{w: &b, term: terminal{width: 72}, explain: true}
	bare := pipeline.Result{}
	bare.Line.Report = record.Report{ID: "r02", Location: "dump.jsonl", Pointer: "line 3", Shape: "json"}
	other := pipeline.Result{}
	other.Line.Report = record.Report{ID: "r03", Location: "fr.txt", Shape: "text", Language: ptr("fr")}
	other.Line.NotAnalysed = []string{"names and speech: the text is in fr"}
	for _, r := range []pipeline.Result{talks(), bare, other} {
		if err := p.report(r); err != nil {
			t.Fatal(err)
		}
	}
	want := `Talks resume ␛[31min Port Arda
  from       talks.html
  outlet     Harbour Wire
  published  2026-02-09 (date line)
  by         Ilse Marn, HW
  dateline   PORT ARDA --02-09
  language   en
  shape      html
  report     r01

  shape      starts with a tag
  title      h1␛[2J

  direct     Mara Dvorin, foreign minister               bytes 1024–1301
             We will not negotiate under threats, not today and not in a
             year, whatever the other side may say or do, … and␇ that is
             all

  indirect   an official                                      bytes 9–10
             denied  the talks went well

  mixed      (not named)                                       bytes 0–0
             no details

(no title)
  from       dump.jsonl: line 3
  shape      json
  report     r02

  no statements

(no title)
  from       fr.txt
  language   fr
  shape      text
  report     r03

  left out   names and speech: the text is in fr
`
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Error(d)
	}
}

func TestCSVCell(t *testing.T) {
	for in, want := range map[string]string{
		"":                "",
		"plain":           "plain",
		"=SUM(A1:A2)":     "'=SUM(A1:A2)",
		"+49 30":          "'+49 30",
		"-1":              "'-1",
		"@cmd":            "'@cmd",
		"\tx":             "'\tx",
		"\rx":             "'␍x",
		"a=b":             "a=b",
		"esc\x1b[0m":      "esc␛[0m",
		"two\nlines, “x”": "two\nlines, “x”",
	} {
		if got := csvCell(in); got != want {
			t.Errorf("csvCell(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTable(t *testing.T) {
	rows := [][]string{
		{"2026-02-09", "Mara Dvorin", "We will not negotiate under threats"},
		{"", "協議", "so they said"},
		{"2026-02-10", "The Joint Commission on the River Treaty", "…"},
	}
	want := `DATE        SPEAKER                       WORDS
2026-02-09  Mara Dvorin                   We will not negotiate under threats
            協議                          so they said
2026-02-10  The Joint Commission on the River Treaty  …
`
	var b bytes.Buffer
	tab := table{w: &b, head: []string{"date", "speaker", "words"}}
	for _, r := range rows {
		if err := tab.row(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := tab.flush(); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Error(d)
	}
}

// TestQuotesOnTerminal holds that a terminal shows all of the words, how they
// were said, and where they stand.
func TestQuotesOnTerminal(t *testing.T) {
	r := talks().Line
	r.Report.Published.Time = ptr("2026-02-09T08:00:00+03:30")
	denied := r.Statements[1]
	denied.ID, denied.Cue, denied.Content = "r01.s2", []record.Span{{Exact: "denied"}}, []record.Span{{Exact: "he had met the envoy"}}
	r.Statements[0].ID = "r01.s1"
	var b bytes.Buffer
	a := &app{stdout: &b, out: terminal{is: true, width: 60}}
	f := filterFlags{format: choice{value: "table"}}
	l := a.list(&f, statementColumns)
	for _, s := range []record.Statement{r.Statements[0], denied} {
		row := store.StatementRow{Statement: s, Report: r.Report}
		if err := l.row(nil, statementCells(row), func() block { return statementBlock(row) }); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.end(); err != nil {
		t.Fatal(err)
	}
	want := `2026-02-09  Mara Dvorin, foreign minister
            We will not negotiate under threats, not today
            and not in a year, whatever the other side may
            say or do, … and␇ that is all
            direct · Harbour Wire · talks.html, bytes
            1024–1301 · r01.s1

2026-02-09  an official
            denied  he had met the envoy
            indirect · Harbour Wire · talks.html, bytes 9–10
            · r01.s2
`
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Error(d)
	}
}

func TestTold(t *testing.T) {
	for _, c := range []struct {
		cue, words string
		n          int
		want       []string
	}{
		{"denied", "he had met the envoy", 30, []string{"denied  he had met the envoy"}},
		{"denied", "he had met the envoy", 18, []string{"denied  he had met", "the envoy"}},
		{"", "he had met the envoy", 12, []string{"he had met", "the envoy"}},
		{"said … adding", "it was so", 20, []string{"said … adding", "it was so"}},
		{"said", "unbelievablylongword and", 12, []string{"said", "unbelievablylongword", "and"}},
		{"did not say", "", 60, []string{"did not say"}},
	} {
		if d := cmp.Diff(c.want, told(c.cue, c.words, c.n, terminal{})); d != "" {
			t.Errorf("%q %q: %s", c.cue, c.words, d)
		}
	}
}

func TestSurroundings(t *testing.T) {
	long := strings.Repeat("word ", 200)
	for _, c := range []struct{ before, words, after, want string }{
		{"Title\n\nBefore it. ", "The words", " here.\nStill here.\n\nNext", "Before it. ⟦The words⟧ here.\nStill here."},
		{"", "Alles", "", "⟦Alles⟧"},
		{long, "x", "", "… " + strings.Repeat("word ", contextSize/5) + "⟦x⟧"},
	} {
		n := utf8.RuneCountInString(c.before)
		got := surroundings(c.before+c.words+c.after, record.Span{Start: n, End: n + utf8.RuneCountInString(c.words)})
		if d := cmp.Diff(c.want, got); d != "" {
			t.Error(d)
		}
	}
}

func TestLoopback(t *testing.T) {
	for addr, ok := range map[string]bool{
		"127.0.0.1:8417": true, "127.9.9.9:0": true, "[::1]:80": true, "localhost:80": true,
		"0.0.0.0:80": false, ":80": false, "[::]:80": false, "192.0.2.7:80": false, "example.org:80": false, "127.0.0.1": false,
	} {
		if err := loopback(addr); (err == nil) != ok {
			t.Errorf("loopback(%q) = %v", addr, err)
		}
	}
}
