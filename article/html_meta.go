package article

import (
	"net/url"
	"slices"
	"strings"

	"dateline/when"
)

// metadata is what a page says of itself outside its visible text.
type metadata struct {
	ld          *ld
	article     ldObject // the JSON-LD object of the article, nil without one
	values      map[string][]attr
	published   when.Date
	modified    when.Date
	outlet      string
	sites       []string // all names that the page gives its site
	url         string
	host        string // the letters of the site's name in url: "gazette" of https://www.gazette.example/
	description []string
}

// Names of meta elements, by what they hold, in order of trust.
var (
	metaPublished   = []string{"article:published_time", "article:published", "og:article:published_time", "og:published_time", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "article.published", "datepublished", "date.issued", "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "pubdate", "publishdate", "publish-date", "publication_date", "published-date", "published_at", "article_date_original", "originalpublicationdate", "date", "created", "timestamp", "last-modified-original"}
	metaModified    = []string{"article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "revised"}
	metaTitles      = []string{"og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "title", "headline"}
	metaAuthors     = []string{"author", "article:author", "article:author_name", "article.author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "dc.creator.name", "cxenseparse:author", "twitter:data1-author", "authors"}
	metaOutlet      = []string{"og:site_name", "application-name", "dc.publisher", "apple-mobile-web-app-title", "article:publisher_name", "al:ios:app_name", "cre", "publisher"}
	metaDescription = []string{"description", "og:description", "twitter:description", "dc.description", "dcterms.abstract", "abstract"}
)

// readMeta reads a page's metadata. shown holds the keys of its headings.
func (p *page) readMeta(location string, shown map[string]bool) *metadata {
	m := &metadata{ld: p.readLD(), values: map[string][]attr{}}
	for _, x := range p.metas {
		if strings.TrimSpace(x.value.raw) != "" {
			m.values[x.key] = append(m.values[x.key], x.value)
		}
	}
	m.article = m.ld.main(shown)
	m.dates(p)
	for _, name := range metaOutlet {
		if v := m.first(name); v != "" && m.outlet == "" && name == "og:site_name" {
			m.outlet = v
		}
		if v := m.first(name); v != "" {
			m.sites = append(m.sites, v)
		}
	}
	if names := m.ld.names(m.article["publisher"]); len(names) > 0 {
		m.sites = append(m.sites, names...)
		if m.outlet == "" {
			m.outlet = names[0]
		}
	}
	m.sites = append(m.sites, m.ld.sites...)
	m.sites = m.sites[:min(len(m.sites), maxTitles)]
	m.url = p.canonical(m, location)
	for _, name := range metaDescription {
		for _, a := range m.values[name] {
			m.description = append(m.description, fold(a.unescaped()))
		}
	}
	m.description = append(m.description, ldStrings(m.article["description"])...)
	return m
}

// first returns the first value of the meta element name, white space folded.
func (m *metadata) first(name string) string {
	if v := m.values[name]; len(v) > 0 {
		return fold(v[0].unescaped())
	}
	return ""
}

// dates finds the days of publication and of the last change. A day of
// publication after that of the change is refused.
func (m *metadata) dates(p *page) {
	m.modified = m.firstDate(p, "dateModified", metaModified)
	m.published = m.firstDate(p, "datePublished", metaPublished)
	if !m.published.Known() {
		m.published = m.firstDate(p, "dateCreated", nil)
	}
	if m.published.Known() && m.modified.Known() && day(m.published) > day(m.modified) {
		m.modified = when.Date{}
	}
}

// firstDate returns the first date that can be read: from JSON-LD, from meta
// elements, from itemprop.
func (m *metadata) firstDate(p *page, field string, names []string) when.Date {
	for _, v := range ldStrings(m.article[field]) {
		if d, ok := when.Parse(v); ok {
			d.Basis = "JSON-LD " + field
			return d
		}
	}
	for _, name := range names {
		for _, a := range m.values[name] {
			if d, ok := when.Parse(strings.TrimSpace(a.unescaped())); ok {
				d.Basis = "meta " + name
				return d
			}
		}
	}
	for _, t := range p.times {
		if t.prop == strings.ToLower(field) {
			if d, ok := when.Parse(strings.TrimSpace(t.value)); ok {
				d.Basis = "itemprop " + field
				return d
			}
		}
	}
	return when.Date{}
}

// day returns the ISO day of a date, "" when it is not known to the day.
func day(d when.Date) string {
	if d.Precision < when.Day || len(d.ISO) < 10 || d.ISO[0] == '-' {
		return ""
	}
	return d.ISO[:10]
}

// canonical returns the page's own address: absolute, http or https, else "".
func (p *page) canonical(m *metadata, location string) string {
	var found []string
	for _, l := range p.links {
		if slices.Contains(strings.Fields(l.key), "canonical") {
			found = append(found, l.value.unescaped())
		}
	}
	found = append(found, m.first("og:url"))
	found = append(found, ldStrings(m.article["url"])...)
	found = append(found, ldStrings(m.article["mainEntityOfPage"])...)
	for _, s := range append(found, location) {
		u, err := url.Parse(strings.TrimSpace(s))
		if err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
			u.Fragment = ""
			m.host = hostName(u.Hostname())
			return u.String()
		}
	}
	return ""
}

// hostName returns the longest label of a host name, which is the site's name
// as a rule.
func hostName(host string) string {
	best := ""
	for _, label := range strings.Split(host, ".") {
		if len(label) > len(best) {
			best = label
		}
	}
	return strings.ReplaceAll(best, "-", "")
}
