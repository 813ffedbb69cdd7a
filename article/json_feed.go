package article

import (
	"strings"

	"dateline/text/jsonspan"
)

// jsonFeed returns what a feed in JSON Feed (jsonfeed.org, versions 1 and 1.1)
// says of itself; the zero value for any other JSON.
func jsonFeed(root jsonspan.Value) (about feedAbout, ok bool) {
	const version = "https://jsonfeed.org/version/"
	if root.Kind() != jsonspan.Object {
		return feedAbout{}, false
	}
	for name, v := range root.Members() {
		s := ""
		if v.Kind() == jsonspan.String {
			s = fold(v.String())
		}
		switch name {
		case "version":
			ok = strings.HasPrefix(strings.Replace(s, "http://", "https://", 1), version)
		case "title":
			about.title = s
		case "home_page_url":
			about.link = s
		case "language":
			about.language = languageCode(s)
		case "author":
			about.authors = append(about.authors, jsonName(v)...)
		case "authors":
			for _, who := range v.Members() {
				about.authors = append(about.authors, jsonName(who)...)
			}
		case "items":
			continue
		}
	}
	if !ok {
		return feedAbout{}, false
	}
	about.outlet = outletIn(about.title, about.link)
	return about, true
}

// jsonName returns the authors that an object with a name says.
func jsonName(v jsonspan.Value) []string {
	if v.Kind() == jsonspan.Object {
		for name, w := range v.Members() {
			if name == "name" && w.Kind() == jsonspan.String {
				return parseByline(w.String())
			}
		}
	}
	return nil
}

// ofFeed completes a draft with what its JSON Feed says, and says so if the
// text is a summary only.
func (r *jsonRecord) ofFeed(d *draft, about feedAbout) {
	about.complete(d)
	if r.body.described && isExtract(d) {
		d.is = KindSummary
		d.because("kind", "summary only: "+r.kind+r.body.name)
	}
}
