package article

import (
	"strconv"
	"strings"

	"dateline/text"
	"dateline/text/xmlspan"
)

// docxWalk reads Office Open XML.
type docxWalk struct {
	run    int // end of the run that began last
	hidden int // end of the run that is hidden
}

func (d *docxWalk) open(w *officeWriter, e xmlspan.Element) bool {
	switch e.Local() {
	case "p":
		w.begin(e)
	case "tc":
		w.cells++
	case "r":
		d.run = e.Span().End
	case "t":
		if e.Span().End > d.hidden {
			w.out.b.Append(e.Value())
		}
		return false
	case "tab", "ptab":
		if p, ok := e.Parent(); ok && p.Local() == "r" {
			w.put("\t", e.Span())
		}
	case "br", "cr":
		w.put("\n", e.Span())
	case "noBreakHyphen":
		w.put("\u2011", e.Span())
	case "sym":
		w.symbol(e)
	case "vanish":
		if v := xmlAttr(e, "val"); v != "0" && v != "false" && v != "off" {
			d.hidden = d.run
		}
	case "pStyle":
		if kind := styleKind(xmlAttr(e, "val")); kind != Paragraph {
			w.setStyle(kind)
		}
	case "outlineLvl":
		if n, err := strconv.Atoi(xmlAttr(e, "val")); err == nil && n < 9 && w.style() == Paragraph {
			w.setStyle(Subheading)
		}
	case "del", "moveFrom", "instrText", "Fallback", "sectPr", "sdtPr", "rt", "pPrChange", "rPrChange":
		return false
	}
	return true
}

func (d *docxWalk) shut(w *officeWriter, e xmlspan.Element) {
	switch e.Local() {
	case "p":
		w.shut(e)
	case "tc":
		w.cell(e)
	case "tr":
		w.row(e)
	}
}

// words does nothing: what is shown stands in elements of its own.
func (d *docxWalk) words(*officeWriter, xmlspan.Element, text.Span) {}

// odtWalk reads OpenDocument.
type odtWalk struct {
	paragraphs int // that are open
}

func (d *odtWalk) open(w *officeWriter, e xmlspan.Element) bool {
	switch e.Local() {
	case "p", "h":
		w.begin(e)
		d.paragraphs++
		switch kind := styleKind(odtStyle(xmlAttr(e, "style-name"))); {
		case kind != Paragraph:
			w.setStyle(kind)
		case e.Local() == "h":
			w.setStyle(Subheading)
		}
	case "table-cell":
		w.cells++
	case "s":
		w.put(" ", e.Span())
	case "tab":
		w.put("\t", e.Span())
	case "line-break":
		w.put("\n", e.Span())
	case "tracked-changes", "annotation", "note", "automatic-styles", "font-face-decls", "scripts", "styles", "meta", "ruby-text",
		"master-styles", "settings", "object", "sequence-decls", "variable-decls", "forms":
		return false
	}
	return true
}

func (d *odtWalk) shut(w *officeWriter, e xmlspan.Element) {
	switch e.Local() {
	case "p", "h":
		w.shut(e)
		d.paragraphs--
	case "table-cell":
		w.cell(e)
	case "table-row":
		w.row(e)
	}
}

func (d *odtWalk) words(w *officeWriter, _ xmlspan.Element, at text.Span) {
	for d.paragraphs > 0 && !at.Empty() {
		// Comments and the like stand between the words.
		end := at.Start + strings.IndexByte(w.src.Slice(at)+"<", '<')
		t := text.UnescapeXML(w.src.Sub(text.Span{Start: at.Start, End: end}))
		b := text.NewBuilder(t)
		f := folder{b: b, blank: w.out.b.Len() == w.out.start}
		f.fold(t, t.All())
		w.out.b.Append(b.Text())
		if end == at.End {
			return
		}
		close := strings.IndexByte(w.src.Slice(text.Span{Start: end, End: at.End}), '>')
		if close < 0 {
			return
		}
		at.Start = end + close + 1
	}
}

// odtStyle returns the name of a style of OpenDocument as people see it:
// "Heading_20_1" is "Heading 1".
func odtStyle(name string) string { return strings.ReplaceAll(name, "_20_", " ") }

// symbol writes a character of a symbol font, which is told by its number; one
// that only that font knows stands for a bullet.
func (w *officeWriter) symbol(e xmlspan.Element) {
	n, err := strconv.ParseUint(xmlAttr(e, "char"), 16, 16)
	if err != nil {
		return
	}
	if n >= 0xf000 {
		n = '•'
	}
	w.put(string(rune(n)), e.Span())
}
