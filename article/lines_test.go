package article

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/source"
	"dateline/text"
)

func TestFurnitureExamples(t *testing.T) {
	for _, lists := range []map[string][]pattern{furniture().first, furniture().inner} {
		for _, list := range lists {
			for _, p := range list {
				if got := furniture().match(p.example); got != p.kind {
					t.Errorf("data/furniture.tsv:%d: %q is kind %d, want %d", p.line, p.example, got, p.kind)
				}
				if !fits(p.marks, lineMarks(p.example)) {
					t.Errorf("data/furniture.tsv:%d: %q does not fit its own pattern", p.line, p.example)
				}
			}
		}
	}
}

func TestNoFurniture(t *testing.T) {
	for _, s := range []string{
		"Tags are sewn into the collars of the sheep, the shepherds said.",
		"Share prices in Port Hale fell for a third day.",
		"Related firms paid the fine together, the court found.",
		"Home is where the river bends, says the oldest pilot of Serre.",
		"Read more slowly, the judge told the clerk, and the clerk obeyed.",
		"Advertisement revenue fell by a tenth in the first quarter.",
		"Cookies were served at the signing, which took less than an hour, and the ministers ate most of them.",
		"Comments by the minister drew anger in the capital.",
		"The ministers will meet again on Friday.",
		"Search teams found the second boat at noon.",
		"Follow the money, the auditor told deputies on Monday.",
		"Watch towers along the border are to be taken down.",
		"Latest figures show that the harbour earns less than it costs.",
		"“Subscribe to nothing,” he said.",
		"تافريا تعيد فتح الجسر",
	} {
		if k := knownLine(s); k != noLine {
			t.Errorf("knownLine(%q) = %d, want none", s, k)
		}
	}
}

func TestTableErrors(t *testing.T) {
	for _, bad := range []string{"line\tshare", "menu\tshare\tShare", "line\t\tShare", "line\tshare\t"} {
		if _, err := parsePatterns("f.tsv", "# top\n"+bad); err == nil || !strings.HasPrefix(err.Error(), "f.tsv:2: ") {
			t.Errorf("parsePatterns(%q): %v", bad, err)
		}
	}
	for _, bad := range []string{"byline", "colour\tred", "byline\tby,,from"} {
		if _, err := parseLexicon("w.tsv", "# top\n"+bad); err == nil || !strings.HasPrefix(err.Error(), "w.tsv:2: ") {
			t.Errorf("parseLexicon(%q): %v", bad, err)
		}
	}
}

func TestParseByline(t *testing.T) {
	for in, want := range map[string][]string{
		"By Staff, Agencies":                          {"Staff", "Agencies"},
		"By Jane Roe in Tavria":                       {"Jane Roe"},
		"BY JANE ROE":                                 {"JANE ROE"},
		"Jane Roe | Harbour Wire":                     {"Jane Roe", "Harbour Wire"},
		"Reporting by Jane Roe; editing by Tomas Ilk": {"Jane Roe"},
		"(Reporting by Jane Roe and Ann Poe; Editing by Tomas Ilk.)": {"Jane Roe", "Ann Poe"},
		"By Jane Roe in Port Hale, Tavria, and Ann Poe in Serre":     {"Jane Roe", "Ann Poe"},
		"By Jane Roe, Coast Correspondent":                           {"Jane Roe"},
		"By Jane Roe, Foreign Correspondent":                         {"Jane Roe"},
		"By Staff Writer":                                            {"Staff Writer"},
		"By Jane Roe and Ann Poe":                                    {"Jane Roe", "Ann Poe"},
		"By Jane Roe, Ann Poe & Tomas Ilk, Harbour Wire":             {"Jane Roe", "Ann Poe", "Tomas Ilk", "Harbour Wire"},
		"By Jane Roe | 9 Feb 2026":                                   {"Jane Roe"},
		"By Jane Roe @janeroe":                                       {"Jane Roe"},
		"By the Coast Desk":                                          {"the Coast Desk"},
		"Par Élise Marchetti et Paul Arnaud":                         {"Élise Marchetti", "Paul Arnaud"},
		"Von Karl-Heinz Brandt und Ida Moll":                         {"Karl-Heinz Brandt", "Ida Moll"},
		"Source: Harbour Wire":                                       {"Harbour Wire"},
		"Jane Roe":                                                   {"Jane Roe"},
		"בקלם":                                                       {"בקלם"},
		"بقلم: سامي نور":                                             {"سامي نور"},
		"":                                                           nil,
		"By":                                                         nil,
	} {
		if d := cmp.Diff(want, parseByline(in)); d != "" {
			t.Errorf("parseByline(%q): want -, got +:\n%s", in, d)
		}
	}
}

func TestBylineOf(t *testing.T) {
	for in, want := range map[string]credit{
		"By Jane Roe":                       sureCredit,
		"By Jane Roe in Port Hale":          sureCredit,
		"By Staff, Agencies":                sureCredit,
		"Edited by Ada Brandt":              sureCredit,
		"(Reporting by Jane Roe.)":          sureCredit,
		"Jane Roe | Harbour Wire":           weakCredit,
		"Source: Agencies":                  lastCredit,
		"By Friday the river had risen.":    noCredit,
		"By Friday":                         noCredit,
		"By the river, a quiet war of nets": noCredit,
		"From war to water":                 noCredit,
		"Tavria votes":                      noCredit,
		"The ministers met in Serre.":       noCredit,
	} {
		if got := bylineOf(in); got != want {
			t.Errorf("bylineOf(%q) = %d, want %d", in, got, want)
		}
	}
}

// TestOutlet holds that a line which names the outlet is its name, and no
// author's.
func TestOutlet(t *testing.T) {
	const prose = "\n\nThe ferry between Port Hale and Selm returned to service on Tuesday after eleven days, its captain said.\n\nIt had been held up by ice that nobody on the coast had seen before.\n"
	tests := []struct{ head, outlet, byline, published string }{
		{"Ferry returns to Port Hale\n\nThe Selm Gazette\n15 May 2031", "The Selm Gazette", "", "2031-05-15"},
		{"Ferry returns to Port Hale\n\nBy Helga Brandt\nThe Selm Gazette\n12 May 2031", "The Selm Gazette", "Helga Brandt", "2031-05-12"},
		{"Ferry returns to Port Hale\n\nHarbour Herald\n6 May 2026\nBy Era Ruud", "Harbour Herald", "Era Ruud", "2026-05-06"},
		{"Ferry returns to Port Hale\n\nHarbour Herald | 3 February 2026 | By Staff", "Harbour Herald", "Staff", "2026-02-03"},
		{"Ferry returns to Port Hale\n\nHarbour Herald | By Era Ruud", "Harbour Herald", "Era Ruud", ""},
		{"Ferry returns to Port Hale\n\nHarbour Post Staff\n3 February 2026", "", "Harbour Post Staff", "2026-02-03"},
		{"Ferry Returns to Guardian Post\n\n3 February 2026", "", "", "2026-02-03"},
	}
	for _, x := range tests {
		for a, err := range Read(source.Item{Location: "x.txt", Data: []byte(x.head + prose)}, Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			if a.Outlet != x.outlet || strings.Join(a.Byline, "; ") != x.byline || a.Published.ISO != x.published {
				t.Errorf("%q: outlet %q, byline %q, published %q", x.head, a.Outlet, a.Byline, a.Published.ISO)
			}
		}
	}
}

func TestSplitDateline(t *testing.T) {
	const body = "The ministers met again on Friday."
	for head, want := range map[string]string{
		"MUSCAT, Feb. 6 (Agency) — ":          "MUSCAT --02-06",
		"LONDON (Agency) - ":                  "LONDON ",
		"PORT HALE, Tavria, 6 Feb – ":         "PORT HALE --02-06",
		"PORT HALE: ":                         "PORT HALE ",
		"PORT HALE — ":                        "PORT HALE ",
		"PORT HALE -- ":                       "PORT HALE ",
		"PORT HALE/SERRE (Harbour Wire) — ":   "PORT HALE/SERRE ",
		"ST. ORRIN (Harbour Wire) - ":         "ST. ORRIN ",
		"Port Hale, Tavria – ":                "Port Hale ",
		"Port Hale (Harbour Wire) ":           "Port Hale ",
		"Port Hale, February 6, 2026 – ":      "Port Hale 2026-02-06",
		"PORT HALE, February 6, 2026 (AAB) -": "PORT HALE 2026-02-06",
		"بورت هيل - ":                         "بورت هيل ",
		"BREAKING: ":                          "none",
		"UPDATE – ":                           "none",
		"NATO – ":                             "none",
		"Jane Roe – ":                         "none",
		"Two things: ":                        "none",
		"The minister said: ":                 "none",
		"The talks (the third round) ":        "none",
		"It was late – ":                      "none",
		"":                                    "none",
	} {
		s := head + body
		p, rest, ok := splitDateline(s)
		got := "none"
		if ok {
			got = p.Name + " " + p.Date.ISO
			if s[rest:] != body {
				t.Errorf("splitDateline(%q): the text begins %q", s, s[rest:])
			}
			if s[p.Span.Start:p.Span.End] != p.Name {
				t.Errorf("splitDateline(%q): span of %q", s, s[p.Span.Start:p.Span.End])
			}
		}
		if got != want {
			t.Errorf("splitDateline(%q) = %q, want %q", s, got, want)
		}
	}
	if _, _, ok := splitDateline("NATO – the alliance of the north – met on Friday in the old town."); ok {
		t.Error("an aside is no dateline")
	}
}

func TestDateLine(t *testing.T) {
	for in, want := range map[string]string{
		"Published: 9 Feb 2026":                           "2026-02-09",
		"Monday, February 9, 2026 10:15":                  "2026-02-09",
		"Updated on 11 May 2026 at 18:40":                 "updated 2026-05-11",
		"Published: 3 April 2026 | Updated: 4 April 2026": "2026-04-03 updated 2026-04-04",
		"2026-02-09":              "2026-02-09",
		"By Jane Roe, 9 Feb 2026": "",
		"On 9 February 2026 the bridge was closed.": "",
		"The 2026 budget": "",
	} {
		dates, _, ok := dateLine(in)
		var got []string
		for _, d := range dates {
			s := d.date.ISO[:min(10, len(d.date.ISO))]
			if d.updated {
				s = "updated " + s
			}
			got = append(got, s)
		}
		if !ok {
			got = nil
		}
		if strings.Join(got, " ") != want {
			t.Errorf("dateLine(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRecognise(t *testing.T) {
	for _, c := range []struct {
		data, hint string
		want       Shape
	}{
		{"The ferry is back.", "", ShapeText},
		{"[Photo by Jane Roe]\n\nThe ferry is back.", "", ShapeText},
		{"[1] The ferry is back.", "", ShapeText},
		{"{ferry} is back", "", ShapeText},
		{`["Ferry"] is the name of the boat.`, "", ShapeText},
		{`{"title":"Ferry returns"}`, "", ShapeJSON},
		{" \n[{\"a\":1},\n{\"a\":2}]", "", ShapeJSON},
		{"{\"a\":1}\n{\"a\":2}\n", "", ShapeJSON},
		{`{"title":"Ferry returns","body":"The ferry`, "", ShapeJSON},
		{"\ufeff{\"a\":1}", "", ShapeJSON},
		{"<!DOCTYPE html><title>x</title>", "", ShapeHTML},
		{"\n<html lang=en><p>x", "", ShapeHTML},
		{"<p>The ferry is back.</p><p>Nobody was hurt.</p>", "", ShapeHTML},
		{"The sign < and the sign > were on the wall, <sic>.", "", ShapeText},
		{"The headless <header> horse", "", ShapeText},
		{"The ferry is back.", "text/html; charset=utf-8", ShapeHTML},
	} {
		if got := recognise(source.Item{Data: []byte(c.data), Hint: c.hint}); got != c.want {
			t.Errorf("recognise(%q, %q) = %s, want %s", c.data, c.hint, got, c.want)
		}
	}
}

func TestRefused(t *testing.T) {
	for data, want := range map[string]string{
		"":                               "a.bin: /3: empty",
		" \r\n\t ":                       "a.bin: /3: empty",
		"\ufeff\n":                       "a.bin: /3: empty",
		"PK\x03\x04rest":                 "a.bin: /3: a zip archive, not read",
		"%PDF-1.7":                       "a.bin: /3: a PDF, not read",
		"\x89PNG\r\n\x1a\n0":             "a.bin: /3: a PNG picture, not read",
		"\x1f\x8b\x08\x00":               "a.bin: /3: a gzip archive, not read",
		"\x00\x01\x02\x03\x00\x00ab\x00": "a.bin: /3: binary data, not text",
	} {
		n := 0
		for a, err := range Read(source.Item{Location: "a.bin", Pointer: "/3", Data: []byte(data)}, Options{}) {
			n++
			if a != nil || err == nil || err.Error() != want {
				t.Errorf("Read(%q): %v, %v, want %s", data, a, err, want)
			}
		}
		if n != 1 {
			t.Errorf("Read(%q) gave %d results", data, n)
		}
	}
}

func TestShapeOverrules(t *testing.T) {
	a := readOne(t, []byte(`{"title":"Ferry returns"}`), Options{Shape: ShapeText})
	if a.Shape != ShapeText || a.Text.String() != `{"title":"Ferry returns"}` {
		t.Errorf("got shape %s, text %q", a.Shape, a.Text.String())
	}
	for _, err := range Read(source.Item{Location: "x", Data: []byte("words")}, Options{Shape: "epub"}) {
		if err == nil || err.Error() != "x: unknown shape epub" {
			t.Errorf("got %v", err)
		}
	}
}

func TestNothingIsDropped(t *testing.T) {
	for _, s := range []string{
		"Caf\xe9 de la Marine, o\xf9 les p\xeacheurs se r\xe9unissent",
		"The ferry \xff is back \xe2\x80\x94 said the pilot",
		"a\x00b, and so on and so forth, with one NUL in a long line of text to be read",
	} {
		a := readOne(t, []byte(s), Options{Shape: ShapeText})
		if src := a.Text.Source(a.Text.All()); len(src) != 1 || src[0] != (text.Span{End: len(s)}) {
			t.Errorf("%q: the text covers %v of the source", s, src)
		}
	}
	a := readOne(t, []byte("Caf\xe9 de la Marine"), Options{})
	if a.Text.String() != "Café de la Marine" {
		t.Errorf("got %q", a.Text.String())
	}
}
