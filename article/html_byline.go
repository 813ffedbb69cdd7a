package article

import (
	"slices"
	"strings"

	"dateline/when"
)

// readByline finds the authors: in JSON-LD, in meta elements, in the byline
// that the page shows. It returns where they were found.
func (p *page) readByline(m *metadata, kinds []BlockKind) ([]string, string) {
	if names := m.people(m.ld.names(m.article["author"])); len(names) > 0 {
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
	if names := m.ld.names(m.article["author"]); len(names) > 0 {
		return names, "JSON-LD author"
	}
	return nil, ""
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

// shownDate reads the day of publication from what the page shows: a time
// element or a date line near the headline.
func (p *page) shownDate(kinds []BlockKind, l *layout) when.Date {
	for _, t := range p.times {
		if l.junk[p.elems[t.elem].parent] && !p.under(t.elem, markDate) {
			continue
		}
		if d, ok := when.Parse(strings.TrimSpace(t.value)); ok {
			d.Basis = "time element"
			return d
		}
	}
	for i, k := range p.blocks {
		if kinds[i] != DateLine && kinds[i] != Byline {
			continue
		}
		dates, _, _ := dateLine(k.text.String())
		for _, d := range dates {
			if !d.updated {
				return d.date
			}
		}
		if d, _, ok := when.ParseLine(k.text.String()); ok && d.Precision >= when.Day && hasYear(d) {
			d.Basis = basisLine
			return d
		}
	}
	return when.Date{}
}
