package article

import (
	"fmt"
	"html"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"dateline/text/xmlspan"
)

// feedAbout is what a feed says of itself.
type feedAbout struct {
	title    string // as written, white space folded
	outlet   string
	link     string // the address of the site
	language string // BCP 47
	authors  []string
	logins   map[string]string // the names behind the logins of a WordPress export
}

// aboutFeed reads what stands beside the entries.
func (x *xmlDocument) aboutFeed(root xmlspan.Element) feedAbout {
	a := feedAbout{logins: map[string]string{}, language: languageCode(xmlAttr(root, "lang")), link: xmlAttr(root, "base")}
	head := root
	for e := range root.Children() {
		if x.name(e) == "channel" {
			head = e
			break
		}
	}
	var publisher string
	for e := range head.Children() {
		switch name := x.name(e); name {
		case "title":
			a.title = plainWordsOf(e)
		case "dc:publisher", "prism:publicationname":
			publisher = plainWordsOf(e)
		case "link":
			if address := linkAddress(e); webAddress(address) {
				a.link = address
			}
		case "language", "dc:language":
			a.language = languageCode(plainWordsOf(e))
		case "author":
			a.authors = append(a.authors, authorNames(e)...)
		case "wp:author":
			x.login(a.logins, e)
		}
	}
	if a.outlet = publisher; !outletName(publisher) {
		a.outlet = outletIn(a.title, a.link)
	}
	return a
}

// login notes the name behind a login.
func (x *xmlDocument) login(logins map[string]string, e xmlspan.Element) {
	var login, name string
	for c := range e.Children() {
		switch x.name(c) {
		case "wp:author_login":
			login = plainWordsOf(c)
		case "wp:author_display_name":
			name = plainWordsOf(c)
		}
	}
	if login != "" && name != "" {
		logins[login] = name
	}
}

// plainWordsOf returns what an element says as plain words.
func plainWordsOf(e xmlspan.Element) string {
	return fold(html.UnescapeString(stripsTags.ReplaceAllString(e.Value().String(), " ")))
}

// linkAddress returns the address that a link element of RSS or Atom gives for
// what it stands in; "" for a link to something else.
func linkAddress(e xmlspan.Element) string {
	if rel := strings.ToLower(xmlAttr(e, "rel")); rel != "" && rel != "alternate" {
		return ""
	}
	if to := xmlAttr(e, "href"); to != "" {
		return to
	}
	return strings.TrimSpace(e.Value().String())
}

// authorNames returns the authors that an element of RSS or Atom names.
func authorNames(e xmlspan.Element) []string {
	s := plainWordsOf(e)
	if e.HasElements() {
		s = ""
		for c := range e.Children() {
			if strings.EqualFold(c.Local(), "name") {
				s = plainWordsOf(c)
				break
			}
		}
	}
	return parseByline(s)
}

// resolve makes an address of the feed absolute.
func (a feedAbout) resolve(address string) string {
	address = strings.TrimSpace(html.UnescapeString(address))
	if address == "" || strings.Contains(address, "://") {
		return address
	}
	base, err := url.Parse(a.link)
	if err != nil {
		return address
	}
	to, err := base.Parse(address)
	if err != nil {
		return address
	}
	return to.String()
}

// titleParts are the signs between an outlet's name and what its feed is of.
var titleParts = regexp.MustCompile(`\s+[|»›>–—:·•-]+\s+|\s*[|»›]\s*|:\s+`)

// outletIn returns the outlet's name out of the title of its feed: the part
// that the address of the site repeats, else all of it.
func outletIn(title, link string) string {
	parts := titleParts.Split(title, -1)
	address, err := url.Parse(link)
	if err != nil || address.Host == "" || len(parts) < 2 {
		return title
	}
	const fewest = 3 // letters that count
	name := strings.TrimPrefix(address.Hostname(), "www.")
	host := bare(name)
	labels := strings.Split(name, ".")
	best, most := title, fewest-1
	for _, p := range parts {
		k := bare(p)
		shared := 0
		if strings.Contains(host, k) {
			shared = len(k)
		}
		for _, l := range labels[:len(labels)-1] {
			if l = bare(l); strings.Contains(k, l) {
				shared = max(shared, len(l))
			}
		}
		if shared > most {
			best, most = p, shared
		}
	}
	return best
}

// complete adds to an entry what only the feed says.
func (a feedAbout) complete(d *draft) {
	if d.language == "" {
		d.takeLanguage(a.language)
	}
	if d.outlet == "" && outletName(a.outlet) {
		d.outlet = a.outlet
		d.because("outlet", "title of the feed")
	}
	if len(d.byline) == 0 && len(a.authors) > 0 {
		d.byline = a.authors
		d.because("byline", "author of the feed")
	}
}

// leftOut says what was left out, most of it first.
func (f *feed) leftOut() string {
	kinds := slices.Sorted(maps.Keys(f.left))
	slices.SortStableFunc(kinds, func(a, b string) int { return f.left[b] - f.left[a] })
	for i, k := range kinds {
		kinds[i] = fmt.Sprintf("%d %s", f.left[k], k)
	}
	return strings.Join(kinds, ", ")
}
