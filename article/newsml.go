package article

import (
	"fmt"
	"strings"

	"dateline/source"
	"dateline/text"
	"dateline/text/xmlspan"
)

// readNewsML reads NewsML-G2, NewsML 1 and NITF: each news item, or each NITF
// document outside one, is an article. A package lists items and holds no text
// of its own.
func readNewsML(item source.Item, opt Options, yield func(*Article, error) bool) {
	x := openXML(item)
	if _, ok := x.tree.Root(); !ok {
		yield(nil, x.fail("", "no news item: "+x.cut.Reason))
		return
	}
	n := newsReader{xmlDocument: x}
	end := 0
	for e := range x.tree.All() {
		if e.Span().Start < end {
			continue
		}
		switch tag := strings.ToLower(e.Local()); tag {
		case "newsitem", "nitf":
			end = e.Span().End
			if !n.item(e, tag, opt, yield) {
				return
			}
		case "packageitem":
			n.packages++
			end = e.Span().End
		}
	}
	if !x.end(yield) {
		return
	}
	if reason := n.missing(); reason != "" {
		yield(nil, x.fail("", reason))
	}
}

// newsReader reads the items of one document.
type newsReader struct {
	*xmlDocument
	items    int
	packages int
	empty    []int // numbers of the items without text
}

// missing says what the document holds that is no report; "" for nothing worth
// an error.
func (n *newsReader) missing() string {
	switch {
	case len(n.empty) == 1 && n.items == 1:
		return "a news item without text"
	case len(n.empty) > 0:
		return fmt.Sprintf("%d of %d news items hold no text (%s)", len(n.empty), n.items, numbers("entry", n.empty))
	case n.items == 0 && n.packages > 0:
		return "a package lists items, it holds no text"
	case n.items == 0:
		return "no news item found"
	}
	return ""
}

// item hands on the article of a news item or a NITF document.
func (n *newsReader) item(e xmlspan.Element, tag string, opt Options, yield func(*Article, error) bool) bool {
	n.items++
	w := newsFields{words: xmlNames()["newsml"]}
	if tag == "nitf" {
		w.words = xmlNames()["nitf"]
	}
	w.gather(e)
	if !w.hasText() || e.Open() && len(w.titles) == 0 {
		n.empty = append(n.empty, n.items)
		return true
	}
	pointer, at := fmt.Sprintf("entry %d", n.items), e.Span()
	if root, _ := n.tree.Root(); root == e {
		pointer, at = "", n.tree.Text().All()
	}
	d := w.draft(n.bytes(at).Start)
	if e.Open() {
		d.because("body", "what there is: the source breaks off inside the item")
	}
	return yield(n.finish(d, pointer, at, "news item in "+e.Local(), opt), nil)
}

// newsFields are the fields of a news item.
type newsFields struct {
	entryFields
	words     vocabulary
	bylines   []text.Text
	datelines []text.Text
	notes     []text.Text // about the author and the like, at the end
	slug      text.Text
}

// gather files what e says, with what it holds.
func (w *newsFields) gather(e xmlspan.Element) {
	if w.summed == nil {
		w.summed = map[leaf]bool{}
	}
	w.attributes(e)
	end := 0
	for c := range e.Within() {
		if c.Span().Start < end {
			continue
		}
		name := strings.ToLower(c.Local())
		w.attributes(c)
		k := w.words[name]
		switch {
		case k.content:
			w.content(name, c)
			end = c.Span().End
		case k.aside:
			end = c.Span().End
		case w.special(name, c):
			end = c.Span().End
		case k.file != nil:
			fileXML(k.file(&w.fields), c.Local(), k.rank, newsText(c))
			end = c.Span().End
		}
	}
}

// attributes files the attributes that say something.
func (w *newsFields) attributes(e xmlspan.Element) {
	for at := range e.Attrs() {
		name := e.Local() + "@" + at[strings.IndexByte(at, ':')+1:]
		if k := w.words[strings.ToLower(name)]; k.file != nil && !strings.HasPrefix(at, "xmlns") {
			fileXML(k.file(&w.fields), name, k.rank, e.Attr(at))
		}
	}
}

// newsText returns what an element says, as HTML if it has paragraphs.
func newsText(e xmlspan.Element) text.Text {
	for c := range e.Children() {
		if tag := strings.ToLower(c.Local()); tag == "p" || tag == "br" {
			return newsMarkup(e)
		}
	}
	return e.Value()
}

// special files the elements whose value is not simply what they hold, and
// reports whether this is one.
func (w *newsFields) special(name string, e xmlspan.Element) bool {
	switch name {
	case "provider", "infosource", "creator":
		w.party(name, e)
	case "by", "byline":
		w.bylines = append(w.bylines, e.Value())
		w.people(name, e)
	case "dateline":
		w.datelines = append(w.datelines, e.Value())
		for c := range e.Within() {
			w.attributes(c) // the day of the story
		}
	case "slugline":
		w.slug = e.Value()
	case "tagline":
		w.notes = append(w.notes, e.Value())
	default:
		return false
	}
	return true
}

// party files who provides or wrote an item: a name, or a code whose end is
// one ("nprov:QuayWire").
func (w *newsFields) party(name string, e xmlspan.Element) {
	words := ""
	for c := range e.Within() {
		if tag := strings.ToLower(c.Local()); tag == "name" || tag == "party" {
			words = plainWordsOf(c)
			if words == "" {
				words = xmlAttr(c, "formalname")
			}
			break
		}
	}
	if words == "" {
		words = xmlAttr(e, "literal")
	}
	if code := xmlAttr(e, "qcode"); words == "" && name == "provider" {
		words = code[strings.IndexByte(code, ':')+1:]
	}
	switch {
	case name == "creator":
		fileWords(&w.authors, name, 2, words)
	case name == "provider":
		fileWords(&w.sources, name, 1, words)
	default:
		fileWords(&w.sources, name, 3, words)
	}
}

// people files the names in a byline: those that are marked as persons, else
// all of it without the titles.
func (w *newsFields) people(name string, e xmlspan.Element) {
	rest := []string{}
	marked := false
	for c := range e.Children() {
		switch strings.ToLower(c.Local()) {
		case "person":
			marked = true
			fileWords(&w.authors, name, 1, plainWordsOf(c))
		case "byttl":
			rest = append(rest, plainWordsOf(c))
		}
	}
	if marked {
		return
	}
	words := plainWordsOf(e)
	for _, title := range rest {
		words = strings.Replace(words, title, " ", 1)
	}
	fileWords(&w.authors, name, 1, words)
}
