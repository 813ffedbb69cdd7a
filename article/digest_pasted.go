package article

import (
	"strings"

	"dateline/text"
)

const (
	pastedHead  = 5  // units at the start of a part in which its date, dateline or byline must come
	pastedWords = 40 // words of running text that a part must have
)

// cutPasted cuts a text into which several articles were pasted, parted by
// rules such as "* * *" or "=====". It is nil unless every piece between two
// rules is an article by its own form: a headline; a byline, a date or a
// dateline under it; running text.
func cutPasted(t text.Text) *digest {
	if !mayRule(t.String()) {
		return nil
	}
	lines := digestLines(t)
	d := &digest{service: "text of several articles"}
	start := 0
	rules := 0
	for i := 0; i <= len(lines); i++ {
		if i < len(lines) && !ruleLine(lines[i].s) {
			continue
		}
		if start < i {
			p := &digestPart{text: t, lines: lines[start:i]}
			if !p.pasted() {
				return nil
			}
			d.parts = append(d.parts, p)
		}
		if i < len(lines) {
			rules++
		}
		start = i + 1
	}
	if rules == 0 || len(d.parts) < 2 {
		return nil
	}
	for _, p := range d.parts {
		p.plainly()
	}
	return d
}

// mayRule is a quick look for rules.
func mayRule(s string) bool {
	for _, m := range []string{"***", "* *", "-----", "- - -", "=====", "= = =", "_____", "~~~~~", "#####", "–––––", "—————"} {
		if strings.Contains(s, m) {
			return true
		}
	}
	return false
}

// ruleLine reports a line that is a rule: five signs of one kind, or three
// stars apart.
func ruleLine(s string) bool {
	if len(s) > 400 {
		return false
	}
	s = strings.ReplaceAll(s, " ", "")
	if len(s) < 3 {
		return false
	}
	sign := []rune(s)[0]
	if !strings.ContainsRune("*-=_~#–—", sign) || strings.Trim(s, string(sign)) != "" {
		return false
	}
	return sign == '*' || strings.Count(s, string(sign)) >= 5
}

// pasted reports whether the part is an article by its form.
func (p *digestPart) pasted() bool {
	pl := newPlain(p.text.Sub(p.span(0, len(p.lines))), false)
	if len(pl.units) < 3 || !pl.headlineForm(pl.at(0)) || count(pl.at(0)) < 3 {
		return false
	}
	proof := false
	for i := 1; i < min(pastedHead, len(pl.units)); i++ {
		s := pl.at(i)
		dates, _, dated := dateLine(s)
		_, alone := datelineAlone(s)
		_, _, opened := splitDateline(s)
		proof = proof || dated && len(dates) > 0 && hasYear(dates[0].date) || alone || opened || bylineOf(s) == sureCredit
	}
	n := 0
	for _, u := range pl.units[1:] {
		if prose(u.s) {
			n += count(u.s)
		}
	}
	return proof && n >= pastedWords
}
