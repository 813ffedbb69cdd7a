package article

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/source"
)

// sentences are words enough for the body of an article.
const sentences = `The council of Hallow met on Tuesday and spoke for four hours about the well in the square.

"Nobody drinks from it and everybody wants it," said the councillor for water, Edda Quist, when it was over.

A vote is to follow in the autumn, after the measuring of the spring and the counting of the buckets.
`

// rule sets off articles in a text.
const rule = "\n\n* * *\n\n"

// cutOf returns the title, the outlet and the day of each article of a text.
func cutOf(t *testing.T, in string) []string {
	t.Helper()
	var out []string
	for a, err := range Read(source.Item{Location: "test", Data: []byte(in)}, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		if err := check(a); err != nil {
			t.Error(err)
		}
		checkPlace(t, a, []byte(in))
		out = append(out, strings.Join([]string{a.Original.Pointer, a.Title, a.Outlet, a.Published.ISO}, " | "))
	}
	return out
}

func TestCut(t *testing.T) {
	factiva := func(title, number string) string {
		return title + "\n\nBy Ann Poe\n\n61 words\n\n4 March 2031\n\nThe Hallow Post\n\nHALPO\n\nEnglish\n\n(c) 2031 The Hallow Post\n\n" + sentences + "\nDocument " + number + "\n\n"
	}
	nexis := func(title, day string) string {
		return title + "\n\nThe Hallow Post\n" + day + "\n\nCopyright 2031 Hallow Media\nAll Rights Reserved\n\nLength: 61 words\n\nBody\n\n" + sentences + "\nLoad-Date: March 5, 2031\n\nEnd of Document\n\n"
	}
	old := func(count, title string) string {
		return "                     " + count + "\n\n                Copyright 2031 Hallow Media\n                 All Rights Reserved\n\n                  The Hallow Post\n\n                March 4, 2031\n\n9:12 PM GMT\n\nSECTION: NEWS\n\nLENGTH: 61 words\n\nHEADLINE: " + title + "\n\nBYLINE: Ann Poe\n\nBODY:\n\n" + sentences + "\nLOAD-DATE: March 5, 2031\n\n"
	}
	pasted := func(title, start string) string { return title + "\n\n" + start + sentences }
	tests := []struct {
		name, in string
		want     []string
	}{
		{
			"one record is the whole file", factiva("Hallow argues about a well", "HALPO00020310304eh3400001"),
			[]string{" | Hallow argues about a well | The Hallow Post | 2031-03-04"},
		},
		{
			"a record that is cut off", factiva("Hallow argues about a well", "HALPO00020310304eh3400001") + "The well of Hallow runs dry\n\nBy Ann Poe\n\n300 words\n\n6 March 2031\n\nThe Hallow Post\n\nHALPO\n\nEnglish\n\n(c) 2031 The Hallow Post\n\n" + sentences,
			[]string{"article 1 | Hallow argues about a well | The Hallow Post | 2031-03-04", "article 2 | The well of Hallow runs dry | The Hallow Post | 2031-03-06"},
		},
		{
			"no language and no copyright", "Hallow argues about a well\n61 words\n4 March 2031\nThe Hallow Post\nHALPO\n\n" + sentences + "\nDocument HALPO00020310304eh3400001\n",
			[]string{" | Hallow argues about a well | The Hallow Post | 2031-03-04"},
		},
		{
			"a number without a day is none", "Hallow argues about a well\n\n" + sentences + "\nDocument HALPO00020319904eh3400001\n",
			[]string{" | Hallow argues about a well |  | "},
		},
		{
			"a number in the text ends nothing", "Hallow argues about a well\n\n" + sentences + "\nDocument 14 of the accord says nothing of wells.\n\nEnd of document fourteen, said the mayor.\n",
			[]string{" | Hallow argues about a well |  | "},
		},
		{
			"an end without a head", "Hallow argues about a well\n\n" + sentences + "\nEnd of Document\n",
			[]string{" | Hallow argues about a well |  | "},
		},
		{
			"Nexis", nexis("Hallow argues about a well", "March 4, 2031 Tuesday") + nexis("The well of Hallow runs\ndry before the vote", "March 6, 2031 Thursday 9:12 AM GMT"),
			[]string{"article 1 | Hallow argues about a well | The Hallow Post | 2031-03-04", "article 2 | The well of Hallow runs dry before the vote | The Hallow Post | 2031-03-06T09:12Z"},
		},
		{
			"Nexis, a date in no form that is read", nexis("Hallow argues about a well", "Nones of March 2031") + nexis("The well of Hallow runs dry", "March 6, 2031"),
			[]string{"article 1 | Hallow argues about a well | The Hallow Post | ", "article 2 | The well of Hallow runs dry | The Hallow Post | 2031-03-06"},
		},
		{
			"older Nexis", old("1 of 2 DOCUMENTS", "Hallow argues about a well") + old("2 of 2 DOCUMENTS", "The well of Hallow runs dry"),
			[]string{"article 1 | Hallow argues about a well | The Hallow Post | 2031-03-04T21:12Z", "article 2 | The well of Hallow runs dry | The Hallow Post | 2031-03-04T21:12Z"},
		},
		{
			"pasted", pasted("Hallow argues about a well", "HALLOW, March 4 (Agency) - ") + rule + pasted("The well of Hallow runs dry", "By Ann Poe\n\n"),
			[]string{"article 1 | Hallow argues about a well |  | ", "article 2 | The well of Hallow runs dry |  | "},
		},
		{
			"a rule inside an article", "Hallow argues about a well\n\nHALLOW, March 4 (Agency) - " + sentences + rule + sentences,
			[]string{" | Hallow argues about a well |  | "},
		},
		{
			"a rule before a list", "Hallow argues about a well\n\nHALLOW, March 4 (Agency) - " + sentences + rule + "Read more\n\nTen wells to see before you die\n\nBy Ann Poe\n",
			[]string{" | Hallow argues about a well |  | "},
		},
		{
			"a part without a date", pasted("Hallow argues about a well", "HALLOW, March 4 (Agency) - ") + rule + pasted("The well of Hallow runs dry", ""),
			[]string{" | Hallow argues about a well |  | "},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, cutOf(t, tt.in)); d != "" {
				t.Errorf("want -, got +:\n%s", d)
			}
		})
	}
}

// TestCutIsStable wants the same record for an article in whatever download it
// comes: alone, among others, behind a cover.
func TestCutIsStable(t *testing.T) {
	one := "Hallow argues about a well\n\nThe Hallow Post\nMarch 4, 2031\n\nCopyright 2031 Hallow Media\n\nLength: 61 words\n\nBody\n\n" + sentences + "\nLoad-Date: March 5, 2031\n\nEnd of Document\n"
	cover := "User Name: desk\n\nDate and Time: Friday, March 7, 2031 9:00:00 AM GMT\n\nJob Number: 7\n\nDocuments (2)\n\n1. Hallow argues about a well\n\nClient/Matter: -None-\n\nSearch Terms: well\n\n"
	versions := map[string]bool{}
	for _, in := range []string{one, one + "\n\n" + one, cover + one} {
		for a, err := range Read(source.Item{Location: "test", Data: []byte(in)}, Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			versions[a.Original.Version] = true
		}
	}
	if len(versions) != 1 {
		t.Errorf("%d versions of one article", len(versions))
	}
}

// TestHostileCut cuts texts that are made to take long.
func TestHostileCut(t *testing.T) {
	const n = 20_000
	part := "A well\n61 words\n4 March 2031\nThe Hallow Post\nHALPO\nEnglish\nThe well is dry, the council of Hallow said, and went home.\nDocument HALPO00020310304eh3400001\n"
	for name, in := range map[string]string{
		"ends":             strings.Repeat("End of Document\n", n),
		"ends after one":   part + strings.Repeat("Document HALPO00020310304eh3400001\n", n),
		"starts":           strings.Repeat("1 of 2 DOCUMENTS\nMarch 4, 2031\nLENGTH: 6 words\nSECTION: NEWS\n", n/4),
		"articles":         strings.Repeat(part, n/20),
		"codes":            strings.Repeat("HD  a\nLP  b\nWC  c\nPD  d\n", n/4) + "AN  Document HALPO00020310304eh3400001\n",
		"labels in a tail": "A well\nMarch 4, 2031\nLength: 6 words\nBody\n" + strings.Repeat("Graphic\nLanguage: x\n", n/2) + "End of Document\n",
		"rules":            strings.Repeat("* * *\n", n),
		"days":             strings.Repeat("March 4, 2031\n", n/4) + "End of Document\n",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			for a, err := range Read(source.Item{Location: "test", Data: []byte(in)}, Options{}) {
				if err != nil {
					t.Fatal(err)
				}
				if err := check(a); err != nil {
					t.Fatal(err)
				}
			}
			if d := time.Since(start); d > 30*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

// FuzzCut cuts any text: each article keeps its promises, and they stand one
// after another in the source.
func FuzzCut(f *testing.F) {
	for _, name := range digestFiles(f) {
		if data, err := os.ReadFile(name); err == nil {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		at := int64(0)
		for a, err := range Read(source.Item{Location: "fuzz", Data: data}, Options{Shape: ShapeText}) {
			if err != nil {
				continue
			}
			if err := check(a); err != nil {
				t.Fatal(err)
			}
			checkPlace(t, a, data)
			if a.Original.Offset < at {
				t.Fatalf("%s begins at %d, inside the one before", a.Original.Pointer, a.Original.Offset)
			}
			at = a.Original.Offset + int64(len(a.Original.Data))
		}
	})
}
