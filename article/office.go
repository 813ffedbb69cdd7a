package article

import (
	"bytes"
	"strings"

	"dateline/source"
	"dateline/text"
	"dateline/text/xmlspan"
)

// isDOCX reports whether data is the main part of a document in Office Open
// XML.
func isDOCX(data []byte) bool {
	return xmlRoot(data, "document") && bytes.Contains(data[:min(len(data), peek)], []byte("wordprocessingml"))
}

// isODT reports whether data is the content of a text in OpenDocument.
func isODT(data []byte) bool {
	return (xmlRoot(data, "document-content") || xmlRoot(data, "document")) &&
		bytes.Contains(data[:min(len(data), peek)], []byte("opendocument:xmlns:office"))
}

// xmlRoot reports whether data is XML whose outermost element has the name,
// whatever its prefix.
func xmlRoot(data []byte, name string) bool {
	data = bytes.TrimPrefix(data[:min(len(data), peek)], []byte("\ufeff"))
	for {
		data = bytes.TrimLeft(data, " \t\r\n")
		end := bytes.IndexByte(data, '>')
		if end < 0 || data[0] != '<' {
			return false
		}
		if data[1] != '?' && data[1] != '!' {
			tag := string(data[1:end])
			if i := strings.IndexAny(tag, " \t\r\n/"); i >= 0 {
				tag = tag[:i]
			}
			return tag[strings.IndexByte(tag, ':')+1:] == name
		}
		data = data[end+1:]
	}
}

// readDOCX reads the main part of a document in Office Open XML. What was
// deleted under change tracking, hidden words, the instructions of fields and
// notes are no text of it.
func readDOCX(item source.Item, opt Options, yield func(*Article, error) bool) {
	readOffice(item, opt, ShapeDOCX, &docxWalk{}, yield)
}

// readODT reads the content of a text in OpenDocument in the same way.
func readODT(item source.Item, opt Options, yield func(*Article, error) bool) {
	readOffice(item, opt, ShapeODT, &odtWalk{}, yield)
}

// officeWalk makes a paper of the elements of a document, in their order.
type officeWalk interface {
	// open is told where an element begins and reports whether what is in it
	// is read.
	open(w *officeWriter, e xmlspan.Element) bool
	// shut is told where an element that was read ends.
	shut(w *officeWriter, e xmlspan.Element)
	// words is given character data directly inside an element.
	words(w *officeWriter, inside xmlspan.Element, at text.Span)
}

// readOffice reads a document whose elements mean what walk says. Where the
// XML breaks off the error comes after what there is.
func readOffice(item source.Item, opt Options, shape Shape, walk officeWalk, yield func(*Article, error) bool) {
	x := openXML(item)
	w := officeWriter{src: x.tree.Text()}
	w.walk(x.tree, walk)
	goOn := true
	w.out.paper(w.style()).read(item, opt, shape, strings.ToUpper(string(shape)), func(a *Article, err error) bool {
		goOn = yield(a, err)
		return goOn
	})
	if goOn {
		x.end(yield)
	}
}

// officeWriter writes the paper of a document in XML.
type officeWriter struct {
	src        text.Text
	out        paperBuilder
	paragraphs []BlockKind // the styles of the paragraphs that are open
	cells      int         // cells of tables that are open
	last       text.Span   // end of the last paragraph of a cell, which may be the last in it; empty if there is none
}

// style returns what the paragraph that is open is by its style.
func (w *officeWriter) style() BlockKind {
	if n := len(w.paragraphs); n > 0 {
		return w.paragraphs[n-1]
	}
	return Paragraph
}

// setStyle notes what the paragraph that is open is.
func (w *officeWriter) setStyle(kind BlockKind) {
	if n := len(w.paragraphs); n > 0 {
		w.paragraphs[n-1] = kind
	}
}

// begin begins a paragraph; one that is inside another, as in a text box, ends
// what the other has so far.
func (w *officeWriter) begin(e xmlspan.Element) {
	if !w.last.Empty() {
		w.out.end(w.last, Paragraph)
		w.last = text.Span{}
	} else if len(w.paragraphs) > 0 && w.out.b.Len() > w.out.start {
		w.end(text.Span{Start: e.Span().Start, End: e.Span().Start})
	}
	w.paragraphs = append(w.paragraphs, Paragraph)
}

// shut ends the paragraph e. The last one of a cell goes on with the next
// cell, so that a row is a line.
func (w *officeWriter) shut(e xmlspan.Element) {
	s := text.Span{Start: e.Inner().End, End: e.Span().End}
	if w.cells > 0 {
		w.last = w.src.Hull(s)
	} else {
		w.end(s)
	}
	if n := len(w.paragraphs); n > 0 {
		w.paragraphs = w.paragraphs[:n-1]
	}
}

// cell ends a cell of a table.
func (w *officeWriter) cell(e xmlspan.Element) {
	w.cells--
	w.last = text.Span{}
	w.put("\t", text.Span{Start: e.Inner().End, End: e.Span().End})
}

// row ends a row of a table.
func (w *officeWriter) row(e xmlspan.Element) {
	w.end(text.Span{Start: e.Inner().End, End: e.Span().End})
}

// end ends the paragraph that is being written with the markup at s.
func (w *officeWriter) end(s text.Span) { w.out.end(w.src.Hull(s), w.style()) }

// put writes words that stand for the markup at s.
func (w *officeWriter) put(words string, s text.Span) { w.out.put(words, w.src.Hull(s)) }

// walk tells walk of the elements of the tree.
func (w *officeWriter) walk(tree *xmlspan.Tree, walk officeWalk) {
	var stack []xmlspan.Element
	at := 0 // what of the text was told
	pass := 0
	until := func(to int) {
		for len(stack) > 0 && stack[len(stack)-1].Span().End <= to {
			e := stack[len(stack)-1]
			w.tell(walk, e, at, e.Inner().End)
			at = e.Span().End
			walk.shut(w, e)
			stack = stack[:len(stack)-1]
		}
		if len(stack) > 0 {
			w.tell(walk, stack[len(stack)-1], at, to)
		}
		at = max(at, to)
	}
	for e := range tree.All() {
		s := e.Span()
		if s.Start < pass || strings.HasPrefix(e.Name(), "!") {
			continue
		}
		until(s.Start)
		if !walk.open(w, e) {
			pass, at = s.End, s.End
			continue
		}
		at = e.Inner().Start
		stack = append(stack, e)
	}
	until(w.src.Len())
}

// tell hands on the character data from from to to inside e.
func (w *officeWriter) tell(walk officeWalk, e xmlspan.Element, from, to int) {
	if from < to {
		walk.words(w, e, text.Span{Start: from, End: to})
	}
}
