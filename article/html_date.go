package article

import (
	"regexp"
	"strings"

	"dateline/when"
)

// dates finds the days of publication and of the last change. A day of
// publication after that of the change gives way to another one that the page
// tells; if there is none, the change is not believed.
func (m *metadata) dates(p *page) {
	if all := m.allDates(p, "dateModified", metaModified); len(all) > 0 {
		m.modified = all[0]
	}
	all := m.allDates(p, "datePublished", metaPublished)
	if len(all) == 0 {
		all = m.allDates(p, "dateCreated", nil)
	}
	if len(all) == 0 {
		return
	}
	m.published = all[0]
	if !after(m.published, m.modified) {
		return
	}
	for _, d := range all {
		if day(d) != "" && !after(d, m.modified) {
			m.published = d
			return
		}
	}
	m.modified = when.Date{}
}

// after reports whether the day a is later than b; false if one is not known.
func after(a, b when.Date) bool { return day(a) != "" && day(b) != "" && day(a) > day(b) }

// allDates returns the dates that can be read: from JSON-LD, from meta
// elements, from itemprop.
func (m *metadata) allDates(p *page, field string, names []string) []when.Date {
	var out []when.Date
	take := func(s, basis string) {
		if d, ok := when.Parse(strings.TrimSpace(s)); ok && !unset(d) {
			d.Basis = basis
			out = append(out, d)
		}
	}
	for _, v := range ldStrings(m.article[field]) {
		take(v, "JSON-LD "+field)
	}
	for _, name := range names {
		for _, a := range m.values[name][:min(len(m.values[name]), maxTitles)] {
			take(a.unescaped(), "meta "+name)
		}
	}
	for _, t := range p.times {
		if t.prop == lowerName(field) && len(out) < maxTitles {
			take(t.value, "itemprop "+field)
		}
	}
	return out
}

// unset reports the dates that programs write for none.
func unset(d when.Date) bool {
	return strings.HasPrefix(d.ISO, "1970-01-01") || strings.HasPrefix(d.ISO, "0001-01-01") || strings.HasPrefix(d.ISO, "1900-01-01")
}

// day returns the ISO day of a date, "" when it is not known to the day.
func day(d when.Date) string {
	if d.Precision < when.Day || len(d.ISO) < 10 || d.ISO[0] == '-' {
		return ""
	}
	return d.ISO[:10]
}

// shownDate reads the day of publication from what the page shows: a time
// element or a date line near the headline, a line that says what it dates;
// else from the page's address.
func (p *page) shownDate(kinds []BlockKind, l *layout, m *metadata) when.Date {
	for _, find := range []func([]BlockKind, *layout, *metadata) when.Date{p.timeElement, p.topLine, p.labelledLine, p.addressDate} {
		if d := find(kinds, l, m); d.Known() && !after(d, m.modified) {
			return d
		}
	}
	return when.Date{}
}

// timeElement reads the first time element that is not in furniture.
func (p *page) timeElement(_ []BlockKind, l *layout, _ *metadata) when.Date {
	for _, t := range p.times {
		if l.junk[p.elems[t.elem].parent] && !p.under(t.elem, markDate) {
			continue
		}
		if d, ok := when.Parse(strings.TrimSpace(t.value)); ok && !unset(d) {
			d.Basis = "time element"
			return d
		}
	}
	return when.Date{}
}

// topLine reads the date lines and bylines near the headline.
func (p *page) topLine(kinds []BlockKind, l *layout, m *metadata) when.Date {
	short := 5 // lines that may give a short date: each costs a search of the page
	for i, k := range p.blocks {
		s := k.text.String()
		if near := l.nearTop(i) && l.stats[i].words <= creditLen; kinds[i] != DateLine && kinds[i] != Byline && !near {
			continue
		}
		if kinds[i] == DateLine || kinds[i] == Byline {
			dates, _, _ := dateLine(s)
			for _, d := range dates {
				if !d.updated {
					return d.date
				}
			}
			if d, _, ok := when.ParseLine(s); ok && d.Precision >= when.Day && hasYear(d) {
				d.Basis = basisLine
				return d
			}
		}
		if short == 0 || kinds[i] == Headline || size(s) > 160 {
			continue
		}
		if x := twoDigits.FindStringSubmatch(s); x != nil {
			short--
			if d, ok := p.shortDate(x, m); ok {
				return d
			}
		}
	}
	return when.Date{}
}

// labelledLine reads a line anywhere beside the body that says that it dates
// the article.
func (p *page) labelledLine(kinds []BlockKind, l *layout, _ *metadata) when.Date {
	for i, k := range p.blocks {
		if kinds[i].Body() || l.stats[i].words > creditLen || p.under(k.elem, markNever) {
			continue
		}
		dates, labelled, ok := dateLine(k.text.String())
		if ok && labelled && len(dates) > 0 && !dates[0].updated && hasYear(dates[0].date) {
			return dates[0].date
		}
	}
	return when.Date{}
}

// twoDigits is a day with two digits for its year: day first, with full stops.
var twoDigits = regexp.MustCompile(`(?:^|[^\d.])(\d{1,2})\.(\d{1,2})\.(\d{2})(?:$|[^\d.])`)

// shortDate reads a match of twoDigits, if the page gives the whole year
// elsewhere: with the same day, or in its address.
func (p *page) shortDate(x []string, m *metadata) (when.Date, bool) {
	pad := func(n string) string { return strings.Repeat("0", 2-len(n)) + n }
	for _, century := range []string{"20", "19"} {
		year := century + x[3]
		if !strings.Contains(p.s, x[1]+"."+x[2]+"."+year) && !strings.Contains(m.url, "/"+year) && !strings.HasPrefix(day(m.modified), year) {
			continue
		}
		if d, ok := when.Parse(year + "-" + pad(x[2]) + "-" + pad(x[1])); ok {
			d.Basis = basisLine + ", year " + year + " from elsewhere on the page"
			return d, true
		}
	}
	return when.Date{}, false
}

// addressDay is a whole day in the path of an address.
var addressDay = regexp.MustCompile(`/(?:[^/?#]*[^/?#\d])?((?:19|20)\d{2})([-/_]?)(0[1-9]|1[0-2])([-/_]?)(0[1-9]|[12]\d|3[01])(?:[^\d?#][^?#]*)?(?:[?#]|$)`)

// addressDate reads the day in the page's own address.
func (p *page) addressDate(_ []BlockKind, _ *layout, m *metadata) when.Date {
	x := addressDay.FindStringSubmatch(m.url)
	if x == nil || x[2] != x[4] {
		return when.Date{}
	}
	d, ok := when.Parse(x[1] + "-" + x[3] + "-" + x[5])
	if !ok {
		return when.Date{}
	}
	d.Basis = "page's address"
	return d
}
