package article

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/source"
	"dateline/text"
)

// officeGolden is what a document should give. Error is the error that comes
// after the article, "" for none.
type officeGolden struct {
	golden
	Shape Shape  `json:"shape"`
	Error string `json:"error,omitempty"`
}

// A pair of files NAME.xml and NAME.xml.golden is all that a case needs: the
// part of a DOCX or ODT file that holds the text.
func TestOffice(t *testing.T) {
	for _, name := range documentFiles(t, "testdata/office/*.xml") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var got officeGolden
			for a, err := range Read(source.Item{Location: "test", Data: data}, Options{}) {
				if err != nil {
					got.Error = err.Error()
					continue
				}
				if err := check(a); err != nil {
					t.Error(err)
				}
				checkXML(t, a)
				got.golden, got.Shape = goldenOf(a), a.Shape
			}
			compareGolden(t, name+".golden", got)
		})
	}
}

// checkXML proves that what is no copy stands for an escape or for markup.
func checkXML(t *testing.T, a *Article) {
	t.Helper()
	for _, p := range a.Text.Pieces() {
		from := string(a.Original.Data[p.From.Start:p.From.End])
		words := a.Text.Slice(p.At)
		switch {
		case p.Kind != text.Unit:
		case strings.HasPrefix(from, "&"):
			if got := text.UnescapeXML(text.Decode([]byte(from))).String(); got != words {
				t.Errorf("%q stands for %q", words, from)
			}
		case strings.HasPrefix(from, "<") && strings.HasSuffix(from, ">"):
			if !blank(words) && words != "\u2011" {
				t.Errorf("%q stands for %q", words, from)
			}
		case !blank(from) || !blank(words):
			t.Errorf("%q stands for %q", words, from)
		}
	}
}

// FuzzOffice reads any bytes as the parts of documents.
func FuzzOffice(f *testing.F) {
	for _, name := range documentFiles(f, "testdata/office/*.xml") {
		if data, err := os.ReadFile(name); err == nil {
			f.Add(data, strings.Contains(string(data), "opendocument"))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, open bool) {
		shape := ShapeDOCX
		if open {
			shape = ShapeODT
		}
		for a, err := range Read(source.Item{Location: "fuzz", Data: data}, Options{Shape: shape}) {
			if err == nil {
				err = check(a)
			} else if strings.HasPrefix(err.Error(), "fuzz: ") {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestHostileOffice reads documents that are made to take long.
func TestHostileOffice(t *testing.T) {
	const n = 300_000
	head := `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>deep</w:t></w:r></w:p>`
	for name, data := range map[string]string{
		"paragraphs in one another": head + strings.Repeat("<w:p>", n),
		"cells in one another":      head + strings.Repeat("<w:tbl><w:tr><w:tc><w:p/>", n/4),
		"ends without a start":      head + strings.Repeat("</w:tc></w:p></w:tr>", n/4),
		"runs":                      head + "<w:p>" + strings.Repeat("<w:r><w:t>a</w:t></w:r>", n/4),
		"entities":                  `<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>` + head + strings.Repeat("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", n/20),
	} {
		t.Run(name, func(t *testing.T) {
			for a, err := range Read(source.Item{Location: "test", Data: []byte(data)}, Options{}) {
				if err == nil && !strings.Contains(a.Text.String(), "deep") {
					t.Errorf("the word is lost in %.40q", a.Text.String())
				}
			}
		})
	}
}

// archiveOf packs the parts of a document, name and content by turns.
func archiveOf(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestDocumentFiles reads whole files, as they are found in a folder.
func TestDocumentFiles(t *testing.T) {
	read := func(name string) string {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	const core = `<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Table of the harvest</dc:title><dc:creator>Ursa Minnow</dc:creator></cp:coreProperties>`
	tests := []struct {
		name string
		file []byte
		want []string // pointer, shape, title, byline
	}{
		{
			"Word", archiveOf(t, "[Content_Types].xml", "<Types/>", "docProps/core.xml", core, "word/document.xml", read("testdata/office/table.xml"), "word/media/a.png", "x"),
			[]string{"word/document.xml | docx | Harvest in three valleys, by weight | Ursa Minnow"},
		},
		{
			"OpenDocument", archiveOf(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", read("testdata/office/open-document.xml"), "meta.xml", core),
			[]string{"content.xml | odt | Choir of Alm sings on after the roof came down | Lise Ankerby"},
		},
		{
			"a download", archiveOf(t, "[Content_Types].xml", "<Types/>", "docProps/core.xml", core, "word/document.xml", read("testdata/digest/old-nexis-docx.xml")),
			[]string{
				"word/document.xml!article 1 | docx | Envoys leave Castrel without a map but with a date | Petra Noll",
				"word/document.xml!article 2 | docx | Lowland ferries stop as pilots walk out over night shifts | Ilse Korvan",
			},
		},
		{
			"an archive of documents",
			archiveOf(t, "in/a.docx", string(archiveOf(t, "[Content_Types].xml", "<Types/>", "word/document.xml", read("testdata/office/tracked.xml"))), "b.rtf", read("testdata/rtf/textedit.rtf")),
			[]string{
				"in/a.docx!word/document.xml | docx | Tariff on reeds cut to three percent after marsh talks | ",
				"b.rtf | rtf | Glassblowers of Tessen ask for a quieter sky | ",
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for item, err := range source.Read(t.Context(), "test", bytes.NewReader(tt.file), source.Options{}) {
				if err != nil {
					t.Fatal(err)
				}
				for a, err := range Read(item, Options{}) {
					if err != nil {
						t.Fatal(err)
					}
					if err := check(a); err != nil {
						t.Error(err)
					}
					got = append(got, strings.Join([]string{a.Original.Pointer, string(a.Shape), a.Title, strings.Join(a.Byline, ", ")}, " | "))
				}
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("want -, got +:\n%s", d)
			}
		})
	}
}
