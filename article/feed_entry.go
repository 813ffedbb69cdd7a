package article

import (
	"strings"

	"dateline/text"
	"dateline/text/fieldname"
	"dateline/text/xmlspan"
)

// entryFields are the fields of an entry of a feed.
type entryFields struct {
	fields
	images     []feedImage
	categories []category
	summed     map[leaf]bool // which of the bodies are summaries
}

// feedImage is a picture that an entry names.
type feedImage struct {
	url     string
	caption text.Text
}

// category is a category of an entry.
type category struct {
	value text.Text
	sure  bool // it is said to be a section and no tag
	tag   bool // it is said to be a tag
}

// gather files what an entry says.
func (f *feed) gather(e feedEntry) *entryFields {
	out := &entryFields{summed: map[leaf]bool{}}
	words := xmlNames()["feed"]
	if lang := xmlAttr(e.Element, "lang"); lang != "" {
		fileWords(&out.langs, "xml:lang", 1, lang)
	}
	for c := range e.Children() {
		if c.Span().Start >= e.at.End {
			break
		}
		if name := f.name(c); !f.special(out, name, c) {
			out.plain(name, words[name], c)
		}
	}
	if about := xmlAttr(e.Element, "about"); webAddress(about) {
		fileWords(&out.urls, "rdf:about", 3, about)
		fileWords(&out.ids, "rdf:about", 2, about)
	}
	out.section()
	out.onlyDate()
	return out
}

// onlyDate takes the date of the last change for want of another.
func (out *entryFields) onlyDate() {
	if len(out.dates) > 0 {
		return
	}
	for _, x := range out.modified {
		x.name += ", the only date"
		out.dates = append(out.dates, x)
	}
}

// special files the elements whose value is not simply what they hold, and
// reports whether this is one.
func (f *feed) special(out *entryFields, name string, e xmlspan.Element) bool {
	written := e.Name()
	switch name {
	case "link":
		to := f.about.resolve(linkAddress(e))
		switch kind := xmlAttr(e, "type"); {
		case webAddress(to):
			fileWords(&out.urls, written, 2, to)
		case strings.EqualFold(xmlAttr(e, "rel"), "enclosure"):
			out.image(kind, "", xmlAttr(e, "href"), text.Text{})
		}
	case "guid":
		s := strings.TrimSpace(e.Value().String())
		fileWords(&out.ids, written, 1, s)
		if !strings.EqualFold(xmlAttr(e, "ispermalink"), "false") && webAddress(s) {
			fileWords(&out.urls, written, 3, s)
		}
	case "author", "dc:creator", "creator":
		for _, who := range authorNames(e) {
			if full := f.about.logins[who]; full != "" {
				who = full
			}
			fileWords(&out.authors, written, 1, who)
		}
	case "source":
		out.source(f.namer, e)
	case "category":
		f.category(out, e)
	case "content", "content:encoded", "summary", "description", "title":
		return out.typed(name, e)
	case "wp:post_date_gmt":
		fileWords(&out.dates, written, 3, strings.TrimSpace(e.Value().String())+"Z")
	case "wp:post_modified_gmt":
		fileWords(&out.modified, written, 1, strings.TrimSpace(e.Value().String())+"Z")
	case "enclosure":
		out.image(xmlAttr(e, "type"), "", xmlAttr(e, "url"), text.Text{})
	case "media:content", "media:thumbnail", "media:group":
		out.media(f.namer, e)
	default:
		return false
	}
	return true
}

// plain files an element by its name; one of a name that is not listed by the
// words of the name.
func (out *entryFields) plain(name string, k xmlSense, e xmlspan.Element) {
	switch {
	case k.file != nil:
		fileXML(k.file(&out.fields), e.Name(), k.rank, elementText(e))
	case !strings.Contains(name, ":") && !e.HasElements() && name != "comments":
		if t := e.Value(); !t.Trim(t.All()).Empty() {
			out.put(field{name: e.Name(), value: &xmlLeaf{t}}, fieldname.Of(e.Local()))
		}
	}
}

// typed files an element of Atom that says what its content is. It reports
// false for one that is simply text or HTML.
func (out *entryFields) typed(name string, e xmlspan.Element) bool {
	kind, mode := strings.ToLower(xmlAttr(e, "type")), xmlAttr(e, "mode")
	list := xmlNames()["feed"][name]
	switch {
	case mode == "base64", strings.HasPrefix(kind, "image/"), strings.HasPrefix(kind, "video/"), strings.HasPrefix(kind, "audio/"), kind == "application/pdf":
		return true // nothing to read
	case mode == "escaped":
		fileXML(list.file(&out.fields), e.Name(), list.rank, e.Value())
		return true
	}
	if lang := xmlAttr(e, "lang"); lang != "" && name != "title" {
		fileWords(&out.langs, name+" xml:lang", 1, lang)
	}
	return false
}

// source files the outlet that an entry was taken from.
func (out *entryFields) source(n namer, e xmlspan.Element) {
	words := plainWordsOf(e)
	if e.HasElements() {
		words = ""
		for c := range e.Children() {
			switch n.name(c) {
			case "title":
				words = plainWordsOf(c)
			case "author":
				for _, who := range authorNames(c) {
					fileWords(&out.authors, "source author", 3, who)
				}
			}
		}
	}
	if outletName(words) {
		fileWords(&out.sources, "source", 1, words)
	}
}

// category files a category: RSS writes it as text, Atom as attributes.
func (f *feed) category(out *entryFields, e xmlspan.Element) {
	value := e.Value()
	for _, name := range []string{"label", "term"} {
		if value.Trim(value.All()).Empty() {
			value = e.Attr(name)
		}
	}
	domain := strings.ToLower(xmlAttr(e, "domain") + xmlAttr(e, "scheme"))
	out.categories = append(out.categories, category{
		value: value,
		sure:  domain == "category" || strings.Contains(domain, "section"),
		tag:   strings.Contains(domain, "tag") || strings.Contains(domain, "keyword") || domain == "post_format",
	})
}

// section files the category that is the section: the first that is said to be
// one, else the only one.
func (out *entryFields) section() {
	const name = "category"
	var others []category
	for _, c := range out.categories {
		if c.sure {
			fileXML(&out.sections, name, 2, c.value)
			return
		}
		if !c.tag {
			others = append(others, c)
		}
	}
	if len(others) == 1 {
		fileXML(&out.sections, name, 3, others[0].value)
	}
}

// media files the pictures of an element of Media RSS.
func (out *entryFields) media(n namer, e xmlspan.Element) {
	var caption text.Text
	url, kind, medium := xmlAttr(e, "url"), xmlAttr(e, "type"), xmlAttr(e, "medium")
	if n.name(e) == "media:thumbnail" {
		medium = "image"
	}
	for c := range e.Children() {
		switch n.name(c) {
		case "media:content", "media:thumbnail":
			if url == "" {
				url, kind, medium = xmlAttr(c, "url"), xmlAttr(c, "type"), xmlAttr(c, "medium")
			}
		case "media:description":
			caption = c.Value()
		case "media:title":
			if caption.Len() == 0 {
				caption = c.Value()
			}
		}
	}
	out.image(kind, medium, url, caption)
}

// image files a picture.
func (out *entryFields) image(kind, medium, url string, caption text.Text) {
	if !strings.HasPrefix(strings.ToLower(kind), "image/") && !strings.EqualFold(medium, "image") || url == "" {
		return
	}
	const most = 50
	for i, x := range out.images {
		if x.url == url {
			if x.caption.Len() == 0 {
				out.images[i].caption = caption
			}
			return
		}
	}
	if len(out.images) < most {
		out.images = append(out.images, feedImage{url, caption})
	}
}
