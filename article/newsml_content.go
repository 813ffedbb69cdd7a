package article

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/text"
	"dateline/text/xmlspan"
)

// newsTags are the elements of NITF that HTML calls otherwise; those that mean
// nothing for the form of a text are dropped.
var newsTags = map[string]string{
	"hl1": "h2", "hl2": "h3", "bq": "blockquote", "block": "div", "media": "figure",
	"media-caption": "figcaption", "media-producer": "figcaption", "caption": "figcaption",
	"media-reference": "", "media-metadata": "", "person": "", "org": "", "location": "", "event": "",
	"function": "", "object.title": "", "title": "", "chron": "", "num": "", "money": "", "lang": "", "pronounce": "",
	"alt-code": "", "virtloc": "", "postaddr": "", "copyrite": "", "city": "", "state": "", "country": "", "region": "",
	"frac": "", "frac-num": "", "frac-den": "", "frac-sep": "", "sublocation": "", "style": "",
}

// quoteTag is a tag of a quotation that marks stand for.
var quoteTag = regexp.MustCompile(`</?q(?:\s[^<>]*)?>`)

// newsMarkup returns what is in an element of NITF as HTML. Quotations that
// only a tag marks get quotation marks, which stand for the tag.
func newsMarkup(e xmlspan.Element) text.Text {
	const marks = "\"'“”„«»‘’"
	t := e.Markup(newsTags)
	s := t.String()
	tags := quoteTag.FindAllStringIndex(s, -1)
	if len(tags) == 0 {
		return t
	}
	b := text.NewBuilder(t)
	at := 0
	for _, m := range tags {
		b.Copy(text.Span{Start: at, End: m[0]})
		at = m[1]
		before, _ := utf8.DecodeLastRuneInString(s[:m[0]])
		after, _ := utf8.DecodeRuneInString(s[m[1]:])
		switch {
		case strings.ContainsRune(marks, before) || strings.ContainsRune(marks, after):
		case s[m[0]+1] == '/':
			b.Put("”", text.Span{Start: m[0], End: m[1]})
		default:
			b.Put("“", text.Span{Start: m[0], End: m[1]})
		}
	}
	b.Copy(text.Span{Start: at, End: len(s)})
	return b.Text()
}

// content files the text of an item, in whatever form it is held.
func (w *newsFields) content(name string, e xmlspan.Element) {
	if name == "body.content" {
		fileXML(&w.bodies, name, 1, newsMarkup(e))
		return
	}
	end, found := 0, false
	for c := range e.Within() {
		if c.Span().Start < end {
			continue
		}
		switch tag := strings.ToLower(c.Local()); tag {
		case "nitf":
			inner := newsFields{words: xmlNames()["nitf"], entryFields: w.entryFields}
			inner.gather(c)
			w.take(inner)
		case "body", "html", "div", "p":
			if tag == "html" {
				continue // its body follows
			}
			if tag == "p" || tag == "div" {
				c = w.whole(c)
			}
			fileXML(&w.bodies, name, 1, c.Markup(nil))
		case "inlinedata":
			if mediaType := xmlAttr(c, "contenttype"); mediaType != "" && !strings.HasPrefix(mediaType, "text/") && !strings.Contains(mediaType, "xml") {
				continue
			}
			fileXML(&w.bodies, tag, 1, c.Value())
		case "head", "remotecontent", "icon":
		default:
			continue
		}
		end, found = c.Span().End, true
	}
	if !found && (name == "datacontent" || name == "inlinedata" || name == "inlinexml") {
		fileXML(&w.bodies, name, 1, elementText(e))
	}
}

// whole returns the element around c, whose other children are text too.
func (w *newsFields) whole(c xmlspan.Element) xmlspan.Element {
	if up, ok := c.Parent(); ok {
		return up
	}
	return c
}

// take takes over what a NITF document in the item says.
func (w *newsFields) take(inner newsFields) {
	w.entryFields = inner.entryFields
	w.bylines = append(w.bylines, inner.bylines...)
	w.datelines = append(w.datelines, inner.datelines...)
	w.notes = append(w.notes, inner.notes...)
}

// draft makes the article of an item that has text. base is where it begins in
// the document.
func (w *newsFields) draft(base int) *draft {
	w.onlyDate()
	if len(w.titles) == 0 {
		fileXML(&w.titles, "slugline", 1, w.slug)
	}
	r := newFieldRecord("element ", &w.fields)
	d := r.draft(ShapeNewsML, base)
	if w.summed[r.body.value] {
		d.is = KindSummary
		d.because("kind", "summary only: element "+r.body.name)
	}
	w.heads(d, base)
	for _, t := range w.notes {
		d.add(Furniture, fieldLine(t).Shift(-base))
	}
	return d
}

// heads puts byline and dateline before the body, where the body does not
// begin with them.
func (w *newsFields) heads(d *draft, base int) {
	at := slices.IndexFunc(d.fragments, func(f fragment) bool { return f.kind.Body() })
	if at < 0 {
		at = len(d.fragments)
	}
	opening := ""
	if at < len(d.fragments) {
		opening = key(d.fragments[at].text.String())
	}
	head := draft{}
	add := func(kind BlockKind, list []text.Text) {
		seen := map[string]bool{}
		for _, t := range list {
			line := fieldLine(t)
			k := key(line.String())
			if k == "" || seen[k] || strings.HasPrefix(opening, k) {
				continue
			}
			seen[k] = true
			head.add(kind, line.Shift(-base))
		}
	}
	add(Byline, w.bylines)
	add(Dateline, w.datelines)
	d.fragments = slices.Insert(d.fragments, at, head.fragments...)
}
