package article

import (
	"bytes"
	"encoding/csv"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/source"
	"dateline/text"
	"dateline/text/fieldname"
)

// rowDecodesTo decodes the bytes of a unit of a row by other means than the
// reader's.
func rowDecodesTo(raw, want string) bool {
	s := strings.NewReplacer(`""`, `"`, "\r\n", "\n", "\r", "\n", `\r\n`, "\n", `\n`, "\n").Replace(raw)
	for range 3 {
		if s == want || strings.TrimSpace(s) == "" && strings.TrimSpace(want) == "" {
			return true
		}
		s = html.UnescapeString(s)
	}
	return false
}

// TestRowOrigin writes tables with the standard library and wants the article's
// words at the bytes that they came from.
func TestRowOrigin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sentence := rapid.StringMatching(`[A-Z][a-zé]{2,9} said:? "[a-z]{3,9}(, &amp; [a-z]{3,6})?"[,;]? and [a-z]{2,8} it\.`)
		title := rapid.StringMatching(`[A-Z][a-zé]{3,9} (and|"or"|&quot;nor&quot;) [a-z]{3,9}`).Draw(t, "title")
		body := strings.Join(rapid.SliceOfN(sentence, 1, 5).Draw(t, "body"), rapid.SampledFrom([]string{"\n", "\n\n", " "}).Draw(t, "between"))
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma = rapid.SampledFrom([]rune{',', ';', '\t', '|'}).Draw(t, "comma")
		w.UseCRLF = rapid.Bool().Draw(t, "crlf")
		_ = w.Write([]string{"title", "url", "text"})
		_ = w.Write([]string{title, "https://quay.example/1", body})
		w.Flush()
		data := bytes.Clone(b.Bytes())
		n := 0
		for item, err := range source.Read(t.Context(), "t", &b, source.Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			for a, err := range Read(item, Options{}) {
				if err != nil {
					t.Fatal(err)
				}
				n++
				if err := check(a); err != nil {
					t.Fatal(err)
				}
				if want := html.UnescapeString(title); a.Title != want || a.URL != "https://quay.example/1" {
					t.Fatalf("title %q, want %q; url %q", a.Title, want, a.URL)
				}
				for _, p := range a.Text.Pieces() {
					raw := string(data[a.Original.Offset+int64(p.From.Start) : a.Original.Offset+int64(p.From.End)])
					if got := a.Text.Slice(p.At); p.Kind == text.Unit && !rowDecodesTo(raw, got) {
						t.Fatalf("%q stands for %q", got, raw)
					}
				}
			}
		}
		if n != 1 {
			t.Fatalf("%d articles of %q", n, data)
		}
	})
}

func TestColumnSenses(t *testing.T) {
	table := &source.Table{Columns: []source.Column{
		{Name: "", Form: source.FormNumber},
		{Name: "c1", Form: source.FormLine},
		{Name: "c2", Form: source.FormLine},
		{Name: "author.name"},
		{Name: "author.url", Form: source.FormAddress},
		{Name: "published", Form: source.FormDate},
		{Name: "c3", Form: source.FormDate},
		{Name: "c4", Form: source.FormProse},
	}}
	var got []string
	for _, k := range columnSenses(table) {
		s := ""
		for name, class := range map[string]fieldname.Class{
			"title": fieldname.Title, "author": fieldname.Author, "date": fieldname.Date, "body": fieldname.Body, "aside": fieldname.Aside,
		} {
			if k.Has(class) {
				s += name
			}
		}
		got = append(got, s)
	}
	want := []string{"", "title", "", "author", "aside", "date", "", "body"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestListCell(t *testing.T) {
	for s, want := range map[string]string{
		`['Ada Lorn', "Petra O'Hal"]`:  "Ada Lorn; Petra O'Hal",
		`["Ada Lorn"]`:                 "Ada Lorn",
		`[Photo] The quay`:             `[Photo] The quay`,
		`[none]`:                       `[none]`,
		`[{'name': 'Ada', 'id': '1'}]`: `[{'name': 'Ada', 'id': '1'}]`,
	} {
		if got := listCell(s); got != want {
			t.Errorf("%s: %q, want %q", s, got, want)
		}
	}
}

func FuzzReadRow(f *testing.F) {
	files, _ := filepath.Glob("../source/testdata/table/*")
	for _, file := range files {
		if data, err := os.ReadFile(file); err == nil && filepath.Ext(file) != ".golden" {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		all := "title,text,author,date,section\n" + string(data)
		for item, err := range source.Read(t.Context(), "t", strings.NewReader(all), source.Options{MaxRecord: 1 << 16}) {
			if err != nil || item.Table == nil {
				continue
			}
			readCSV(item, Options{}, func(a *Article, err error) bool {
				if err == nil {
					if err := check(a); err != nil {
						t.Errorf("%v in %q", err, item.Data)
					}
				}
				return true
			})
		}
	})
}

func BenchmarkReadRow(b *testing.B) {
	data := "id,title,body,date,outlet\n17,\"The first bridge, and the last\",\"" +
		strings.Repeat("The bridge opened on Sunday, \"\"late\"\", the mayor said.\n\n", 60) + "\",2031-03-23,Quay Wire\n"
	var items []source.Item
	for item, err := range source.Read(b.Context(), "t", strings.NewReader(data), source.Options{}) {
		if err != nil {
			b.Fatal(err)
		}
		items = append(items, item)
	}
	b.SetBytes(int64(len(items[0].Data)))
	b.ReportAllocs()
	for b.Loop() {
		readCSV(items[0], Options{}, func(_ *Article, err error) bool {
			if err != nil {
				b.Fatal(err)
			}
			return true
		})
	}
}
