package article

import (
	"bytes"
	"iter"
	"slices"
	"strings"

	"dateline/source"
	"dateline/text/jsonspan"
)

// peek is the number of bytes that are looked at to tell a shape.
const peek = 4096

// Read makes the articles of one item: one of a text or a page, any number of
// a JSON document. The shape is that of opt, else it is recognised by content.
// A record that cannot be read gives a nil article and a *source.Error in its
// place; the others still come.
//
//	for a, err := range article.Read(item, article.Options{}) {
//		if err != nil {
//			log.Print(err) // "talks.bin: binary data, not text"
//			continue
//		}
//		fmt.Println(a.Title)
//	}
//
// It never panics and never drops bytes: in a text, what is not valid UTF-8 is
// decoded as the charset that fits best.
func Read(item source.Item, opt Options) iter.Seq2[*Article, error] {
	return func(yield func(*Article, error) bool) {
		if reason := unreadable(item.Data); reason != "" {
			yield(nil, refuse(item, reason))
			return
		}
		shape := opt.Shape
		if shape == "" {
			shape = recognise(item)
		}
		for _, s := range shapes() {
			if s.name == shape {
				s.read(item, opt, yield)
				return
			}
		}
		yield(nil, refuse(item, "unknown shape "+string(shape)))
	}
}

// refuse makes the error for a whole item.
func refuse(item source.Item, reason string) error {
	return &source.Error{Location: item.Location, Place: item.Pointer, Reason: reason}
}

// archives are the first bytes of what package source opens. An item that
// begins with them came from elsewhere.
var archives = []struct{ bytes, name string }{
	{"PK\x03\x04", "a zip archive, not read"},
	{"PK\x05\x06", "a zip archive, not read"},
	{"\x1f\x8b", "a gzip archive, not read"},
}

// unreadable tells why data cannot be an article of any shape; "" when it may
// be one.
func unreadable(data []byte) string {
	if what := source.Binary(data); what != "" {
		return what + ", not read"
	}
	for _, m := range archives {
		if bytes.HasPrefix(data, []byte(m.bytes)) {
			return m.name
		}
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return "empty"
	}
	if enc, _ := wide(data); enc == nil && binary(data) {
		return "binary data, not text"
	}
	return ""
}

// binary reports whether control characters make up more than a fiftieth of
// the first bytes. White space, backspace and escape are not counted.
func binary(data []byte) bool {
	data = data[:min(len(data), peek)]
	n := 0
	for _, c := range data {
		if c < 0x08 || c > 0x0d && c < 0x1b || c > 0x1b && c < 0x20 || c == 0x7f {
			n++
		}
	}
	return n*50 > len(data)
}

// shape is a form in which reports come: how it is told from others, and how
// it is read.
type shape struct {
	name Shape
	is   func(item source.Item) bool
	read reader
}

// shapes are asked in this order; the last takes whatever is left.
func shapes() []shape {
	return []shape{
		{ShapeCSV, func(item source.Item) bool { return item.Table != nil }, readCSV},
		{ShapeFeed, func(item source.Item) bool { return xmlShape(item.Data) == ShapeFeed }, readFeed},
		{ShapeNewsML, func(item source.Item) bool { return xmlShape(item.Data) == ShapeNewsML }, readNewsML},
		{ShapeHTML, declaredHTML, readHTML},
		{ShapeJSON, jsonLike, readJSON},
		{ShapeRTF, func(item source.Item) bool { return isRTF(item.Data) }, readRTF},
		{ShapeDOCX, func(item source.Item) bool { return isDOCX(item.Data) }, readDOCX},
		{ShapeODT, func(item source.Item) bool { return isODT(item.Data) }, readODT},
		{ShapeHTML, func(item source.Item) bool { return htmlLike(unmarked(item.Data)) }, readHTML},
		{ShapeText, func(source.Item) bool { return true }, readText},
	}
}

// Shapes lists the shapes that are read, the commonest first.
func Shapes() []Shape {
	out := []Shape{ShapeText, ShapeJSON, ShapeHTML}
	for _, s := range shapes() {
		if !slices.Contains(out, s.name) {
			out = append(out, s.name)
		}
	}
	return out
}

// recognise tells the shape of an item by its content and its hint.
func recognise(item source.Item) Shape {
	for _, s := range shapes() {
		if s.is(item) {
			return s.name
		}
	}
	return ShapeText
}

// declaredHTML reports whether something outside an item says that it is a
// page.
func declaredHTML(item source.Item) bool {
	media, _, _ := strings.Cut(strings.ToLower(item.Hint), ";")
	media = strings.TrimSpace(media)
	return media == "text/html" || media == "application/xhtml+xml"
}

func jsonLike(item source.Item) bool {
	data := unmarked(item.Data)
	return jsonspan.Looks(data[:min(len(data), peek)]) || onlyBrackets(data)
}

// onlyBrackets reports whether data is nothing but the brackets and marks of
// JSON, however deep: no words are in it.
func onlyBrackets(data []byte) bool {
	rest := bytes.TrimLeft(data, " \t\r\n")
	return len(rest) > 0 && (rest[0] == '[' || rest[0] == '{') && len(bytes.TrimLeft(rest, "[]{},:\" \t\r\n")) == 0
}

// unmarked returns data without a byte order mark.
func unmarked(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\ufeff")) }

// pageTags open a page, blockTags and lineTags stand in a part of one.
var (
	pageTags  = []string{"<!doctype html", "<html", "<head", "<body"}
	innerTags = map[string]bool{
		"p": true, "div": true, "br": true, "span": true, "a": true, "b": true, "i": true, "em": true,
		"strong": true, "ul": true, "ol": true, "li": true, "h1": true, "h2": true, "h3": true, "h4": true,
		"img": true, "article": true, "section": true, "main": true, "figure": true, "blockquote": true,
		"table": true, "tr": true, "td": true, "meta": true, "script": true, "style": true, "nav": true,
	}
)

// htmlLike reports whether data is a page or a part of one: a tag of the page
// frame, or several others, near the start.
func htmlLike(data []byte) bool {
	s := strings.ToLower(string(data[:min(len(data), peek)]))
	for _, tag := range pageTags {
		if i := strings.Index(s, tag); i >= 0 {
			rest := s[i+len(tag):]
			if rest == "" || strings.ContainsRune(" \t\r\n>/", rune(rest[0])) {
				return true
			}
		}
	}
	need := 6
	if strings.HasPrefix(strings.TrimSpace(s), "<") {
		need = 2
	}
	n := 0
	for at := strings.IndexByte(s, '<'); at >= 0 && n < need; {
		s = strings.TrimPrefix(s[at+1:], "/")
		end := strings.IndexAny(s, " \t\r\n>/")
		if end > 0 && innerTags[s[:end]] {
			n++
		}
		at = strings.IndexByte(s, '<')
	}
	return n >= need
}
