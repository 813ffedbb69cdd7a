package article

import (
	"bytes"
	"iter"
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
		var read reader
		switch shape {
		case ShapeText:
			read = readText
		case ShapeJSON:
			read = readJSON
		case ShapeHTML:
			read = readHTML
		default:
			yield(nil, refuse(item, "unknown shape "+string(shape)))
			return
		}
		read(item, opt, yield)
	}
}

// refuse makes the error for a whole item.
func refuse(item source.Item, reason string) error {
	return &source.Error{Location: item.Location, Place: item.Pointer, Reason: reason}
}

// magics are the first bytes of files that hold no text to read, and what
// they are.
var magics = []struct{ bytes, name string }{
	{"PK\x03\x04", "a zip archive, not read"},
	{"PK\x05\x06", "a zip archive, not read"},
	{"%PDF-", "a PDF, not read"},
	{"\x89PNG\r\n\x1a\n", "a PNG picture, not read"},
	{"\xff\xd8\xff", "a JPEG picture, not read"},
	{"GIF87a", "a GIF picture, not read"},
	{"GIF89a", "a GIF picture, not read"},
	{"\x1f\x8b", "a gzip archive, not read"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an OLE document (old Office file), not read"},
}

// unreadable tells why data cannot be an article of any shape; "" when it may
// be one.
func unreadable(data []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m.bytes)) {
			return m.name
		}
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return "empty"
	}
	if _, ok := wide(data); !ok && binary(data) {
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

// recognise tells the shape of an item by its content and its hint.
func recognise(item source.Item) Shape {
	media, _, _ := strings.Cut(strings.ToLower(item.Hint), ";")
	media = strings.TrimSpace(media)
	if media == "text/html" || media == "application/xhtml+xml" {
		return ShapeHTML
	}
	data := bytes.TrimPrefix(item.Data, []byte("\ufeff"))
	if jsonspan.Looks(data[:min(len(data), peek)]) {
		return ShapeJSON
	}
	if htmlLike(data) {
		return ShapeHTML
	}
	return ShapeText
}

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
