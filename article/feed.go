package article

import (
	"fmt"
	"strings"

	"dateline/source"
	"dateline/text"
	"dateline/text/xmlspan"
)

// readFeed reads RSS of any version, Atom, and WordPress exports: each entry
// is an article of its own, "entry 3". What a broken feed still holds is read;
// an entry that breaks off counts if it has a title and some text. A sitemap
// lists addresses and holds no text: it gives an error.
func readFeed(item source.Item, opt Options, yield func(*Article, error) bool) {
	x := openXML(item)
	root, ok := x.tree.Root()
	if !ok {
		yield(nil, x.fail("", "no feed: "+x.cut.Reason))
		return
	}
	if n := x.addresses(root); n >= 0 {
		yield(nil, x.fail("", fmt.Sprintf("a sitemap lists addresses (%d), it holds no text", n)))
		return
	}
	f := feed{xmlDocument: x, about: x.aboutFeed(root)}
	if !f.read(opt, yield) || !x.end(yield) {
		return
	}
	if reason := f.missing(); reason != "" {
		yield(nil, x.fail("", reason))
	}
}

// addresses returns how many addresses a sitemap lists, -1 if root is none.
func (x *xmlDocument) addresses(root xmlspan.Element) int {
	if tag := strings.ToLower(root.Local()); tag != "urlset" && tag != "sitemapindex" {
		return -1
	}
	n := 0
	for e := range root.Children() {
		if tag := strings.ToLower(e.Local()); tag == "url" || tag == "sitemap" {
			n++
		}
	}
	return n
}

// feed is a feed that is being read.
type feed struct {
	*xmlDocument
	about   feedAbout
	entries int
	given   int
	empty   []int          // numbers of the entries without text
	left    map[string]int // how many were left out, by what they are
}

// feedEntry is an entry and where it stands.
type feedEntry struct {
	xmlspan.Element
	at text.Span
}

// read hands on the entries, and reports whether to go on.
func (f *feed) read(opt Options, yield func(*Article, error) bool) bool {
	all := f.list()
	f.entries, f.left = len(all), map[string]int{}
	for _, e := range all {
		if what := f.unpublished(e); what != "" {
			f.left[what]++
		}
	}
	for i, e := range all {
		if f.unpublished(e) != "" {
			continue
		}
		a := f.entry(e, i+1, opt)
		if a == nil {
			continue
		}
		if f.given++; f.given == 1 && len(f.left) > 0 {
			a.Reasons = append(a.Reasons, Reason{"left out", f.leftOut()})
		}
		if !yield(a, nil) {
			return false
		}
	}
	return true
}

// list returns the entries. None stands in another; one that was not closed
// ends where the next begins.
func (f *feed) list() []feedEntry {
	var out []feedEntry
	end := 0
	for e := range f.tree.All() {
		if e.Span().Start < end || !f.isEntry(e) {
			continue
		}
		at := e.Span()
		for c := range e.Children() {
			if f.isEntry(c) {
				at.End = c.Span().Start
				break
			}
		}
		end = at.End
		out = append(out, feedEntry{e, at})
	}
	return out
}

// isEntry reports whether e is an entry.
func (f *feed) isEntry(e xmlspan.Element) bool {
	switch f.name(e) {
	case "item", "entry":
		return true
	}
	return false
}

// unpublished says what an entry of a WordPress export is that was never
// published or is no article ("draft", "page", "attachment"); "" for others.
func (f *feed) unpublished(e feedEntry) string {
	var kind, status, locked string
	for c := range e.Children() {
		if c.Span().Start >= e.at.End {
			break
		}
		switch f.name(c) {
		case "wp:post_type":
			kind = plainWordsOf(c)
		case "wp:status":
			status = plainWordsOf(c)
		case "wp:post_password":
			if plainWordsOf(c) != "" {
				locked = "with a password"
			}
		}
	}
	switch {
	case kind != "post" && kind != "":
		return kind
	case status != "publish" && status != "":
		return status
	}
	return locked
}

// entry makes the article of the entry with a number, nil if it holds none.
func (f *feed) entry(e feedEntry, number int, opt Options) *Article {
	r := f.gather(e)
	partial := e.Open() && e.at == e.Span()
	switch some := r.hasText(); {
	case partial && (!some || len(r.titles) == 0):
		return nil // the error about the end of the source tells of it
	case !some:
		f.empty = append(f.empty, number)
		return nil
	}
	d := r.draft(f.bytes(e.at).Start, f.about)
	if partial {
		d.because("body", "what there is: the source breaks off inside the entry")
	}
	a := f.finish(d, fmt.Sprintf("entry %d", number), e.at, "entry of a feed", opt)
	r.addImages(a)
	return a
}

// missing says what the feed holds that is no report; "" for nothing worth an
// error.
func (f *feed) missing() string {
	switch {
	case f.entries == 0:
		return "a feed without entries"
	case len(f.empty) > 0:
		return fmt.Sprintf("%d of %d entries hold no text (%s)", len(f.empty), f.entries, numbers("entry", f.empty))
	case f.given == 0 && f.cut == nil:
		return "nothing that was published: " + f.leftOut()
	}
	return ""
}

// numbers lists the first of some numbers: "entry 2, 5, 6 …".
func numbers(what string, list []int) string {
	const most = 5
	var b strings.Builder
	b.WriteString(what)
	for i, n := range list {
		if i == most {
			b.WriteString(" …")
			break
		}
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, " %d", n)
	}
	return b.String()
}
