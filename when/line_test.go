package when

import "testing"

// In each line the date stands in brackets.
var lines = []struct {
	line, want string
}{
	{"date [2026-02-09]", "2026-02-09"},
	{"[2026-02-09T10:15:30+03:30]", "2026-02-09T10:15:30+03:30"},
	{"[9 February 2026]", "2026-02-09"},
	{"[Feb. 9, 2026]", "2026-02-09"},
	{"[Monday, February 9, 2026 10:15 a.m.]", "2026-02-09T10:15"},
	{"Updated: [Feb 9, 2026, 10:15 PM EST]", "2026-02-09T22:15-05:00"},
	{"By Ana Petrov | [9th of Feb, 2026 | 10:15 GMT]", "2026-02-09T10:15Z"},
	{"[10:15 GMT, 9 February 2026] - Velika", "2026-02-09T10:15Z"},
	{"[12:05 a.m., Feb. 9, 2026]", "2026-02-09T00:05"},
	{"[9 February 2026]: what we know", "2026-02-09"},
	{"VELIKA, [Feb. 6] (Agency) —", "--02-06"},
	{"VELIKA, [6 Feb], (Agency)", "--02-06"},
	{"VELIKA, [Feb 6, 2026] (Agency) — The deal of July 14, 2015", "2026-02-06"},
	{"Velika - [February 2026]", "2026-02"},
	{"Issue 12, [09.02.2026]", "2026-02-09"},
	{"[9. 2. 2026]", "2026-02-09"},
	{"[31/01/2026 at 14:05]", "2026-01-31T14:05"},
	{"[01-31-2026]", "2026-01-31"},
	{"[09-Feb-2026]", "2026-02-09"},
	{"[9-10 February 2026]", "2026-02"},
	{"[February 9–10, 2026]", "2026-02"},
	{"[February 28]", "--02-28"},
	{"Publié le [9 février 2026 à 10h15]", "2026-02-09T10:15"},
	{"le [1er mars 2026]", "2026-03-01"},
	{"[9 de febrero de 2026]", "2026-02-09"},
	{"[9 ago 2026]", "2026-08-09"},
	{"[9 de março de 2026 às 10:15]", "2026-03-09T10:15"},
	{"[9 settembre 2026]", "2026-09-09"},
	{"[9. Februar 2026 um 10:15] Uhr", "2026-02-09T10:15"},
	{"[9 februari 2026 kl. 10:15]", "2026-02-09T10:15"},
	{"[9. desember 2026]", "2026-12-09"},
	{"[9. helmikuuta 2026 klo 10:15]", "2026-02-09T10:15"},
	{"[9 lutego 2026]", "2026-02-09"},
	{"[9. února 2026]", "2026-02-09"},
	{"[9. veljače 2026]", "2026-02-09"},
	{"[9 ianuarie 2026]", "2026-01-09"},
	{"[2026. február 9. 10:15]", "2026-02-09T10:15"},
	{"[2026 m. vasario 9] d.", "2026-02-09"},
	{"[9 Şubat 2026]", "2026-02-09"},
	{"[9 февраля 2026 г., 10:15]", "2026-02-09T10:15"},
	{"[9 лютого 2026]", "2026-02-09"},
	{"[9 Φεβρουαρίου 2026]", "2026-02-09"},
	{"[9 בפברואר 2026]", "2026-02-09"},
	{"[٩ فبراير ٢٠٢٦]", "2026-02-09"},
	{"[9 تشرين الثاني 2026]", "2026-11-09"},
	{"[۹ فوریه ۲۰۲۶]", "2026-02-09"},
	{"[९ फ़रवरी २०२६]", "2026-02-09"},
	{"[9 ফেব্রুয়ারি 2026]", "2026-02-09"},
	{"[2026年2月9日 10:15]", "2026-02-09T10:15"},
	{"[2026년 2월 9일]", "2026-02-09"},
	{"[9 Februari 2026 pukul 10:15] WIB", "2026-02-09T10:15"},
	// Nothing that could be taken two ways, and nothing that is no date.
	{"02/01/2026", ""},
	{"2-1-2026", ""},
	{"9 listopada 2026", ""}, // October in Zagreb, November in Warsaw
	{"9 ago", ""},
	{"Page 3 of 10", ""},
	{"May the best win", ""},
	{"They may 9 times", ""},
	{"30 February 2026", ""},
	{"Budget set 2026", ""},
	{"call 555-2026-02-09", ""},
	{"A380 March", ""},
	{"", ""},
}

func TestParseLine(t *testing.T) {
	for _, c := range lines {
		if c.want == "" {
			if d, span, ok := ParseLine(c.line); ok || d.Known() || !span.Empty() {
				t.Errorf("ParseLine(%q) = %+v at %v, want nothing", c.line, d, span)
			}
			continue
		}
		s, want := bracketed(t, c.line)
		d, span, ok := ParseLine(s)
		if !ok || d.ISO != c.want || span != want {
			t.Errorf("ParseLine(%q) = %q at %q, %v, want %q at %q", s, d.ISO, s[span.Start:span.End], ok, c.want, s[want.Start:want.End])
		}
	}
}

// Every month name that means one month is read, with the day before it.
func TestMonthNames(t *testing.T) {
	languages := map[string]bool{}
	rows, err := readRows(files, "data/months.tsv", 3)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		languages[r.cells[0]] = true
	}
	if len(languages) < 20 {
		t.Errorf("%d languages, want 20", len(languages))
	}
	for form, m := range lineWords.number {
		d, _, ok := ParseLine("9 " + form + " 2026")
		if want := (civil{2026, m, 9}).date("").ISO; m != 0 && d.ISO != want || m == 0 && ok {
			t.Errorf("9 %s 2026 = %q, want month %d", form, d.ISO, m)
		}
	}
}
