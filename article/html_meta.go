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
	section     string
	source      string // the address of the first publication elsewhere
	kind        string // og:type
	free        bool   // false if the page says that one has to pay
	words       int    // of the whole article, as the page says; 0 if it does not
}

// Names of meta elements, by what they hold, in order of trust.
var (
	metaPublished   = []string{"article:published_time", "article:published", "og:article:published_time", "og:published_time", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "article.published", "datepublished", "date.issued", "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "pubdate", "publishdate", "publish-date", "publication_date", "published-date", "published_at", "article_date_original", "originalpublicationdate", "date", "created", "timestamp", "last-modified-original"}
	metaModified    = []string{"article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "revised"}
	metaTitles      = []string{"og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "title", "headline"}
	metaAuthors     = []string{"author", "article:author", "article:author_name", "article.author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "dc.creator.name", "cxenseparse:author", "twitter:data1-author", "authors"}
	metaOutlet      = []string{"og:site_name", "application-name", "dc.publisher", "apple-mobile-web-app-title", "article:publisher_name", "al:ios:app_name", "cre", "publisher"}
	metaSection     = []string{"article:section", "og:article:section", "parsely-section", "sailthru.section", "cxenseparse:section", "dcterms.subject.section", "section", "articlesection", "news_section"}
	metaSource      = []string{"syndication-source", "original-source", "syndication:source", "og:original_url", "article:original_url"}
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
	m.standing(p)
	return m
}

// standing reads where the article stands: its section, its first publication,
// whether it is free and how long it is.
func (m *metadata) standing(p *page) {
	m.kind = lowerName(m.first("og:type"))
	for _, s := range append(ldStrings(m.article["articleSection"]), m.firstOf(metaSection)) {
		if s != "" && m.section == "" && !webAddress(s) && !m.isSite(s) && size(s) <= 60 {
			m.section = s
		}
	}
	given := []string{m.firstOf(metaSource)}
	for _, l := range p.links {
		if slices.Contains(metaSource, l.key) {
			given = append(given, l.value.unescaped())
		}
	}
	given = append(given, m.ld.addresses(m.article["isBasedOn"])...)
	for _, s := range append(given, m.ld.addresses(m.article["isBasedOnUrl"])...) {
		if s != "" && m.source == "" && webAddress(s) && s != m.url {
			m.source = s
		}
	}
	m.free = !saysNo(m.article["isAccessibleForFree"]) && lowerName(m.first("isaccessibleforfree")) != "false" &&
		!slices.Contains([]string{"locked", "metered"}, lowerName(m.first("article:content_tier")))
	if n, ok := m.article["wordCount"].(float64); ok && n > 0 && n < 1e6 {
		m.words = int(n)
	}
}

// saysNo reports whether a value of JSON-LD is false, in one form or another.
func saysNo(v any) bool {
	switch v := v.(type) {
	case bool:
		return !v
	case string:
		s := lowerName(strings.TrimSpace(v))
		return s == "false" || strings.HasSuffix(s, "/false") || s == "no"
	}
	return false
}

// firstOf returns the first value of the first meta element of names that has
// one.
func (m *metadata) firstOf(names []string) string {
	for _, name := range names {
		if v := m.first(name); v != "" {
			return v
		}
	}
	return ""
}

// first returns the first value of the meta element name, white space folded.
func (m *metadata) first(name string) string {
	if v := m.values[name]; len(v) > 0 {
		return fold(v[0].unescaped())
	}
	return ""
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
