package article

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html/charset"

	"dateline/source"
	"dateline/text"
)

var update = flag.Bool("update", false, "write what the fixtures should give as it is given now")

// golden is what a fixture should give. Blocks are written "kind: words".
type golden struct {
	Title     string   `json:"title"`
	Variants  []string `json:"headlines,omitempty"`
	Byline    []string `json:"byline,omitempty"`
	Place     string   `json:"place,omitempty"`
	PlaceDate string   `json:"place_date,omitempty"`
	Published string   `json:"published,omitempty"`
	Basis     string   `json:"basis,omitempty"`
	Modified  string   `json:"modified,omitempty"`
	Language  string   `json:"language"`
	Kind      string   `json:"kind,omitempty"`
	Section   string   `json:"section,omitempty"`
	Source    string   `json:"source,omitempty"`
	Credits   []string `json:"credits,omitempty"`
	Images    []string `json:"images,omitempty"`
	Blocks    []string `json:"blocks"`
}

var kindNames = map[BlockKind]string{
	Paragraph: "paragraph", Subheading: "subheading", Headline: "headline", Standfirst: "standfirst",
	Byline: "byline", Dateline: "dateline", DateLine: "date line", Caption: "caption", Furniture: "furniture",
}

func goldenOf(a *Article) golden {
	g := golden{
		Title: a.Title, Byline: a.Byline, Place: a.Dateline.Name, PlaceDate: a.Dateline.Date.ISO,
		Published: a.Published.ISO, Basis: a.Published.Basis, Modified: a.Modified.ISO, Language: a.Language,
		Kind: a.Kind, Section: a.Section, Source: a.Source,
	}
	for _, c := range a.Credits {
		g.Credits = append(g.Credits, c.Kind+" "+c.Name+": "+fold(a.Text.Slice(c.Span)))
	}
	for _, i := range a.Images {
		g.Images = append(g.Images, i.URL+": "+fold(a.Text.Slice(i.Caption)))
	}
	for _, h := range a.Headlines {
		g.Variants = append(g.Variants, fold(a.Text.Slice(h)))
	}
	for _, b := range a.Blocks {
		g.Blocks = append(g.Blocks, kindNames[b.Kind]+": "+fold(a.Text.Slice(b.Span)))
	}
	return g
}

// TestPlain reads testdata/plain/NAME.txt and compares with NAME.json.
func TestPlain(t *testing.T) {
	files, err := filepath.Glob("testdata/plain/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			a := readOne(t, data, Options{})
			checkSource(t, a, "")
			got := goldenOf(a)
			file := strings.TrimSuffix(name, ".txt") + ".json"
			if *update {
				writeGolden(t, file, got)
				return
			}
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var want golden
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("want -, got +:\n%s", d)
			}
		})
	}
}

func writeGolden(t *testing.T, file string, g golden) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode(g); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestPlainBlocks reads the same files as a field: whatever the kinds, no
// word may be lost or come twice.
func TestPlainBlocks(t *testing.T) {
	files, _ := filepath.Glob("testdata/plain/*.txt")
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		whole, _ := decodePlain(data, "")
		var words []string
		for _, f := range plainBlocks(whole) {
			words = append(words, strings.Fields(f.text.String())...)
			if f.kind == Standfirst {
				t.Errorf("%s: a field has a standfirst: %q", name, f.text.String())
			}
		}
		if got, want := strings.Join(words, ""), strings.Join(strings.Fields(whole.String()), ""); got != want {
			t.Errorf("%s: words differ:\n%s", name, cmp.Diff(want, got))
		}
	}
}

// FuzzRead reads any bytes in any shape: no panic, the promises of Article
// hold, errors name their input.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/plain/*.txt")
	for _, name := range files {
		if data, err := os.ReadFile(name); err == nil {
			f.Add(data, "")
		}
	}
	f.Add([]byte(`{"title":"Ferry returns","body":"The ferry is back at the mole.\r\nNobody was hurt."}`), "")
	f.Add([]byte("<html><body><h1>Ferry returns</h1><p>The ferry is back.</p></body></html>"), "text/html")
	f.Add([]byte("\xff\xfeF\x00e\x00r\x00r\x00y\x00"), "")
	f.Fuzz(func(t *testing.T, data []byte, hint string) {
		for a, err := range Read(source.Item{Location: "fuzz", Data: data, Hint: hint}, Options{}) {
			if err != nil {
				if a != nil || !strings.HasPrefix(err.Error(), "fuzz: ") {
					t.Fatalf("error %q with article %v", err, a)
				}
				continue
			}
			if err := check(a); err != nil {
				t.Fatalf("%v", err)
			}
			if a.Shape == ShapeText && len(a.Original.Data) == len(data) {
				checkSource(t, a, hint)
			}
		}
	})
}

// checkSource proves that the source bytes of each block of a plain text
// decode to its words.
func checkSource(t *testing.T, a *Article, hint string) {
	t.Helper()
	data := a.Original.Data
	_, name := decodePlain(data, hint)
	decode := text.Decode
	if name != "utf-8" {
		enc, _ := wide(data)
		if enc == nil {
			enc, _ = charset.Lookup(name)
		}
		decode = func(part []byte) text.Text { return text.DecodeCharset(part, enc) }
	}
	for _, b := range a.Blocks {
		want := a.Text.Slice(b.Span)
		var got strings.Builder
		for _, s := range a.Text.Source(b.Span) {
			got.WriteString(decode(data[s.Start:s.End]).String())
		}
		if got.String() != want {
			t.Fatalf("%s: source of %q decodes to %q", name, want, got.String())
		}
	}
}
