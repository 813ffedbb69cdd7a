package source

import (
	"archive/zip"
	"bytes"
	"io"
)

// texts are the parts of the zip archives of word processors that hold the
// text, what else such an archive holds, and the part that tells of the text.
var texts = []struct{ part, beside, about, name string }{
	{"word/document.xml", "[Content_Types].xml", "docProps/core.xml", "Word document"},
	{"content.xml", "mimetype", "meta.xml", "OpenDocument file"},
}

// others are parts of zip archives that are other documents, and what they
// are.
var others = []struct{ part, name string }{
	{"xl/workbook.xml", "a spreadsheet (XLSX), not read"},
	{"xl/workbook.bin", "a spreadsheet (XLSB), not read"},
	{"ppt/presentation.xml", "a presentation (PPTX), not read"},
}

// office reads a zip archive that is a document, and reports whether it is
// one. The text of a document is its one member.
func (s *splitter) office(z *zip.Reader) bool {
	parts := map[string]*zip.File{}
	for _, f := range z.File[:min(len(z.File), maxOffice)] {
		parts[f.Name] = f
	}
	for _, t := range texts {
		if parts[t.part] == nil || parts[t.beside] == nil {
			continue
		}
		if media := startOf(parts["mimetype"]); media != nil && !bytes.HasPrefix(media, []byte(openText)) {
			s.fail("", "an OpenDocument file that is no text, not read", nil)
			return true
		}
		s.text(parts[t.part], officeKnown(parts[t.about]), t.name)
		return true
	}
	if parts["[Content_Types].xml"] == nil {
		return false
	}
	for _, o := range others {
		if parts[o.part] != nil {
			s.fail("", o.name, nil)
			return true
		}
	}
	return false
}

// maxOffice is how many files of an archive are looked at for the parts of a
// document.
const maxOffice = 10_000

// openText is what the media types of texts in OpenDocument begin with.
const openText = "application/vnd.oasis.opendocument.text"

// startOf returns the first bytes of a file; nil if there is none.
func startOf(f *zip.File) []byte {
	if f == nil {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return []byte{}
	}
	defer r.Close()
	b := make([]byte, 256)
	n, _ := io.ReadFull(r, b)
	return b[:n]
}

// text reads the part f, which holds the text of a document of which known is
// told.
func (s *splitter) text(f *zip.File, known Known, name string) {
	if f.Flags&1 != 0 {
		s.fail("", "the "+name+" is encrypted, not read", nil)
		return
	}
	r, err := f.Open()
	if err != nil {
		s.fail(f.Name, "the "+name+" is damaged: "+err.Error(), err)
		return
	}
	defer r.Close()
	s.member(f.Name, &damaging{r: r, what: "zip data"}, Item{Known: known})
}
