package article

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"dateline/source"
	"dateline/text"
	"dateline/text/xmlspan"
)

// xmlDocument is an XML document that holds records.
type xmlDocument struct {
	namer
	item    source.Item
	tree    *xmlspan.Tree
	cut     *xmlspan.Error // where it breaks off, nil if it does not
	charset string
}

// openXML reads an item as XML. It does not fail: what is broken still has a
// tree.
func openXML(item source.Item) *xmlDocument {
	t, charset := decodeXML(item.Data, item.Hint)
	x := &xmlDocument{namer: namer{map[string]string{}}, item: item, charset: charset}
	var err error
	x.tree, err = xmlspan.Parse(t)
	errors.As(err, &x.cut)
	return x
}

// decodeXML makes a Text of a document's bytes and names their charset: that
// of the XML declaration or the media type, unless the bytes contradict it.
func decodeXML(data []byte, hint string) (text.Text, string) {
	if declared := xmlspan.Declared(data); declared != "" {
		hint = "text/xml; charset=" + declared
	}
	return decodeHTML(data, hint)
}

// end hands on the error for a document that breaks off.
func (x *xmlDocument) end(yield func(*Article, error) bool) bool {
	if x.cut == nil {
		return true
	}
	t := x.tree.Text()
	at := t.Hull(text.Span{Start: x.cut.Offset, End: x.cut.Offset}).Start
	return yield(nil, x.fail(fmt.Sprintf("byte %d", x.item.Offset+int64(at)), x.cut.Reason))
}

// fail makes an error for a place in the document, "" for all of it.
func (x *xmlDocument) fail(place, reason string) error {
	if p := x.item.Pointer; p != "" {
		if place != "" {
			reason += ", at " + place
		}
		place = p
	}
	return &source.Error{Location: x.item.Location, Place: place, Reason: reason}
}

// bytes returns where the words at s stand in the item's data.
func (x *xmlDocument) bytes(s text.Span) text.Span { return x.tree.Text().Hull(s) }

// xmlLeaf is a value of an XML record: an element, an attribute, or a part of
// one. Its text may be HTML.
type xmlLeaf struct{ t text.Text }

func (l *xmlLeaf) String() string          { return l.t.String() }
func (l *xmlLeaf) number() bool            { return false }
func (l *xmlLeaf) text(base int) text.Text { return l.t.Shift(-base) }

// fileXML adds a value to a list, unless it is blank.
func fileXML(list *[]field, name string, rank uint8, t text.Text) {
	if !t.Trim(t.All()).Empty() {
		*list = append(*list, field{name: name, rank: rank, value: &xmlLeaf{t}})
	}
}

// fileWords is fileXML for words that are not what is written.
func fileWords(list *[]field, name string, rank uint8, words string) {
	fileXML(list, name, rank, text.Decode([]byte(words)))
}

// elementText returns what an element says, as HTML if it holds elements.
func elementText(e xmlspan.Element) text.Text {
	if e.HasElements() {
		return e.Markup(nil)
	}
	return e.Value()
}

// xmlAttr returns the value of an attribute, whatever its prefix and capitals.
func xmlAttr(e xmlspan.Element, name string) string {
	for at := range e.Attrs() {
		if strings.EqualFold(at[strings.IndexByte(at, ':')+1:], name) && !strings.HasPrefix(at, "xmlns") {
			return strings.TrimSpace(e.Attr(at).String())
		}
	}
	return ""
}

// firstTags are the names of outermost elements by the shape they belong to.
var firstTags = map[string]Shape{
	"rss": ShapeFeed, "rdf": ShapeFeed, "feed": ShapeFeed, "channel": ShapeFeed, "entry": ShapeFeed, "item": ShapeFeed,
	"urlset": ShapeFeed, "sitemapindex": ShapeFeed,
	"newsml": ShapeNewsML, "newsitem": ShapeNewsML, "newsmessage": ShapeNewsML, "packageitem": ShapeNewsML, "nitf": ShapeNewsML,
}

// xmlShape tells the shape of a document by its first element; "" if it is
// none that is read.
func xmlShape(data []byte) Shape {
	const longest = 16 << 10 // of what may stand before the first element
	s := string(data[:min(len(data), longest)])
	if enc, _ := wide(data); enc != nil {
		s = text.DecodeCharset([]byte(s), enc).String()
	}
	s = strings.TrimLeft(s, " \t\r\n\ufeff")
	if !strings.HasPrefix(s, "<") {
		// A warning of the program that wrote it may stand before.
		i := strings.Index(s[:min(len(s), peek)], "<?xml")
		if i < 0 {
			return ""
		}
		s = s[i:]
	}
	e, ok := xmlspan.First(text.Decode([]byte(s)))
	if !ok {
		return ""
	}
	shape := firstTags[strings.ToLower(e.Local())]
	if strings.EqualFold(e.Local(), "rdf") && !strings.Contains(s, "purl.org/rss/") && !strings.Contains(s, "netscape.com/") {
		return "" // RDF of something else
	}
	return shape
}

// finish makes the article of a record: s is where it stands in the document.
func (x *xmlDocument) finish(d *draft, pointer string, s text.Span, why string, opt Options) *Article {
	at := x.bytes(s)
	d.reasons = slices.Insert(d.reasons, 0, Reason{"shape", why}, Reason{"charset", x.charset})
	return d.article(x.item.Part(pointer, at.Start, at.End), opt)
}
