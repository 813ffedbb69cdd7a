package article

import (
	"encoding/json"
	"html"
	"slices"
	"strings"

	"dateline/text"
)

// ld is what the JSON-LD of a page says (schema.org).
type ld struct {
	articles []ldObject          // objects that are articles, in page order
	byID     map[string]ldObject // objects by @id
	sites    []string            // names of web sites and publishers
	kinds    []string            // types of all objects
}

type ldObject = map[string]any

// readLD reads the JSON-LD scripts of a page. What is not valid JSON even
// after mending is left out.
func (p *page) readLD() *ld {
	l := &ld{byID: map[string]ldObject{}}
	for _, at := range p.scripts {
		var v any
		s := p.src.Slice(at)
		if json.Unmarshal([]byte(mendJSON(s)), &v) != nil &&
			json.Unmarshal([]byte(mendJSON(html.UnescapeString(s))), &v) != nil {
			continue
		}
		l.collect(v, 0)
	}
	return l
}

// mendJSON puts right, byte for byte, what authors of pages get wrong most:
// raw control characters in strings, comments and CDATA marks around the
// whole, a comma before a closing bracket, a semicolon at the end. The result
// is as long as s.
func mendJSON(s string) string {
	from, end := 0, len(s)
	if at := strings.Index(s, "<![CDATA["); at >= 0 {
		from = at + len("<![CDATA[")
	}
	at := strings.IndexAny(s[from:], "{[")
	if at < 0 {
		return s
	}
	from += at
	if at := strings.LastIndexByte(s, s[from]+2); at > from { // '{'+2 is '}', '['+2 is ']'
		end = at + 1
	}
	b := []byte(s)
	inString, comma := false, -1
	for i := from; i < end; i++ {
		c := b[i]
		switch {
		case c < 0x20:
			b[i] = ' '
		case inString:
			if c == '\\' {
				i++
				if i < len(b) && b[i] < 0x20 {
					b[i-1], b[i] = ' ', ' '
				}
			} else if c == '"' {
				inString = false
			}
		case c == '"':
			inString, comma = true, -1
		case c == ',':
			comma = i
		case c == '}' || c == ']':
			if comma >= 0 {
				b[comma] = ' '
			}
			comma = -1
		case c != ' ':
			comma = -1
		}
	}
	for i := 0; i < from; i++ {
		b[i] = ' '
	}
	for i := end; i < len(b); i++ {
		b[i] = ' '
	}
	return string(b)
}

// ldDepth is how deep objects are looked for.
const ldDepth = 12

// collect sorts the objects in v by what they are.
func (l *ld) collect(v any, depth int) {
	if depth > ldDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			l.collect(x, depth+1)
		}
	case ldObject:
		if id, ok := v["@id"].(string); ok && (l.byID[id] == nil || len(v) > len(l.byID[id])) {
			l.byID[id] = v
		}
		types := ldTypes(v)
		l.kinds = append(l.kinds, types...)
		switch {
		case slices.ContainsFunc(types, isArticleType):
			l.articles = append(l.articles, v)
		case slices.Contains(types, "WebSite") || slices.Contains(types, "NewsMediaOrganization"):
			l.site(v)
		case slices.Contains(types, "ItemList") || slices.Contains(types, "BreadcrumbList") || slices.Contains(types, "Comment"):
			return
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "publisher", "isPartOf", "hasPart", "itemReviewed", "review", "author", "creator"} {
			if x, ok := v[key]; ok {
				l.collect(x, depth+1)
			}
		}
		if p, ok := v["publisher"]; ok {
			l.site(p)
		}
	}
}

// site notes the name of a web site or publisher.
func (l *ld) site(v any) {
	for _, name := range l.names(v) {
		if !slices.Contains(l.sites, name) {
			l.sites = append(l.sites, name)
		}
	}
}

// ldTypes returns the @type of an object, without its namespace.
func ldTypes(v ldObject) []string {
	var out []string
	for _, t := range ldStrings(v["@type"]) {
		out = append(out, t[strings.LastIndexAny(t, "/:")+1:])
	}
	return out
}

// isArticleType reports the types of schema.org that are articles.
func isArticleType(t string) bool {
	switch t {
	case "BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting", "AdvertiserContentArticle", "Review", "CriticReview":
		return true
	}
	return strings.HasSuffix(t, "Article")
}

// ldStrings returns the strings in v: v itself or the elements of a list.
func ldStrings(v any) []string {
	switch v := v.(type) {
	case string:
		if s := fold(html.UnescapeString(v)); s != "" {
			return []string{s}
		}
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, ldStrings(x)...)
		}
		return out
	}
	return nil
}

// names returns the names in v: strings, objects with a name, references to
// such objects, lists of these.
func (l *ld) names(v any) []string { return l.namesAt(v, 0) }

func (l *ld) namesAt(v any, depth int) []string {
	if depth > 4 {
		return nil
	}
	switch v := v.(type) {
	case string:
		return ldStrings(v)
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, l.namesAt(x, depth+1)...)
		}
		return out
	case ldObject:
		if n := ldStrings(v["name"]); len(n) > 0 {
			return n
		}
		if id, ok := v["@id"].(string); ok && l.byID[id]["name"] != nil {
			return ldStrings(l.byID[id]["name"])
		}
		given, family := ldStrings(v["givenName"]), ldStrings(v["familyName"])
		if len(given) == 1 && len(family) == 1 {
			return []string{given[0] + " " + family[0]}
		}
	}
	return nil
}

// addresses returns the web addresses in v: strings, objects with a url or an
// @id, lists of these.
func (l *ld) addresses(v any) []string {
	switch v := v.(type) {
	case string:
		return ldStrings(v)
	case []any:
		var out []string
		for _, x := range v[:min(len(v), maxTitles)] {
			if s, ok := x.(string); ok {
				out = append(out, s)
			} else if o, ok := x.(ldObject); ok {
				out = append(out, l.addresses(o)...)
			}
		}
		return out
	case ldObject:
		return append(ldStrings(v["url"]), ldStrings(v["@id"])...)
	}
	return nil
}

// main returns the article that the page is about: of several, the one whose
// headline the page shows, else the one with most fields; nil if there is none.
func (l *ld) main(shown map[string]bool) ldObject {
	var best ldObject
	score := -1
	for _, a := range l.articles {
		n := len(a)
		for _, h := range append(ldStrings(a["headline"]), ldStrings(a["name"])...) {
			if shown[key(h)] {
				n += 1000
			}
		}
		if n > score {
			best, score = a, n
		}
	}
	return best
}

// ldString returns the first JSON string in the JSON-LD that is the value of a
// member named name and for which want holds, its escapes decoded.
func (p *page) ldString(name string, want func(text.Text) bool) (text.Text, bool) {
	for _, at := range p.scripts {
		if t, ok := p.jsonString(at, name, want); ok {
			return t, ok
		}
	}
	return text.Text{}, false
}

// jsonString finds such a string in the script at span at.
func (p *page) jsonString(at text.Span, name string, want func(text.Text) bool) (text.Text, bool) {
	mark := `"` + name + `"`
	for from := at.Start; ; {
		n := strings.Index(p.s[from:at.End], mark)
		if n < 0 {
			return text.Text{}, false
		}
		from += n + len(mark)
		i := from
		for i < at.End && (isSpace(p.s[i]) || p.s[i] == ':') {
			i++
		}
		if i >= at.End || p.s[i] != '"' || i == from {
			continue
		}
		end := i + 1
		for end < at.End && p.s[end] != '"' {
			if p.s[end] == '\\' {
				end++
			}
			end++
		}
		from = min(end, at.End)
		t := text.UnescapeJSON(p.src.Sub(text.Span{Start: i + 1, End: from}))
		if want(t) {
			return t, true
		}
	}
}
