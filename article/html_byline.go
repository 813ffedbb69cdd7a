package article

import (
	"slices"
	"strings"
)

// readByline finds the authors: in JSON-LD, in meta elements, in the byline
// that the page shows. It returns where they were found.
func (p *page) readByline(m *metadata, kinds []BlockKind) ([]string, string) {
	if names := m.ldPeople(); len(names) > 0 {
		return names, "JSON-LD author"
	}
	for _, name := range metaAuthors {
		var given []string
		for _, a := range m.values[name] {
			given = append(given, fold(a.unescaped()))
		}
		if names := m.people(given); len(names) > 0 {
			return names, "meta " + name
		}
	}
	var names []string
	for i, k := range p.blocks {
		if kinds[i] == Byline {
			line := p.marked(i, markByline)
			if line == "" || bylineOf(k.text.String()) == sureCredit {
				line = k.text.String()
			}
			for _, n := range m.people([]string{line}) {
				if !slices.Contains(names, n) {
					names = append(names, n)
				}
			}
		}
	}
	if len(names) > 0 {
		return names, "byline"
	}
	if names := p.labelledNames(m, kinds); len(names) > 0 {
		return names, "line that names the author"
	}
	if names := m.ld.names(m.article["author"]); len(names) > 0 {
		return names, "JSON-LD author"
	}
	return nil, ""
}

// labelledNames returns the names in the only line beside the body that says
// in so many words that it names the author.
func (p *page) labelledNames(m *metadata, kinds []BlockKind) []string {
	var found []string
	line := ""
	for i, k := range p.blocks {
		s := k.text.String()
		if kinds[i].Body() || s == line || size(s) > 80 || p.under(k.elem, markNever|markHidden) {
			continue
		}
		label, _, _ := strings.Cut(s, " ")
		if _, ok := words().cut(wordByline, s); !ok || len(strings.Trim(label, ":/")) < 5 || bylineOf(s) != sureCredit {
			continue
		}
		if line != "" {
			return nil
		}
		line, found = s, m.people([]string{s})
	}
	return found
}

// ldPeople returns the authors of the article and, if another object bears the
// same headline and names more of them, of that.
func (m *metadata) ldPeople() []string {
	best := m.people(m.ld.names(m.article["author"]))
	for _, a := range m.ld.articles[:min(len(m.ld.articles), maxTitles)] {
		if !sameHeadline(a, m.article) {
			continue
		}
		names := m.people(m.ld.names(a["author"]))
		if len(names) > len(best) && (len(best) == 0 || slices.Contains(names, best[0])) {
			best = names
		}
	}
	return best
}

// sameHeadline reports whether two objects of JSON-LD bear one headline.
func sameHeadline(a, b ldObject) bool {
	x, y := ldStrings(a["headline"]), ldStrings(b["headline"])
	return len(x) > 0 && len(y) > 0 && squash(x[0]) == squash(y[0])
}

// people returns the names in given, each once, without addresses and the
// site's own; a string that holds several is cut.
func (m *metadata) people(given []string) []string {
	var out []string
	for _, g := range given[:min(len(given), maxTitles)] {
		if strings.Contains(g, "://") || strings.Contains(g, "@") || m.isSite(g) {
			continue
		}
		names := parseByline(g)
		if len(names) == 1 && strings.HasPrefix(g, names[0]) {
			names[0] = g // its last words may be a role, or the name of a desk
		}
		if slices.ContainsFunc(names, m.isSite) && len(names) > 2 {
			continue // the outlet and where it is
		}
		for _, n := range names {
			if n = fold(n); !m.isSite(n) && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}
