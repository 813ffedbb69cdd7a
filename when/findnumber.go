package when

import "dateline/text"

// number looks at a number: a day before its month, a date in numbers, or a
// year.
func (f *finder) number(w item) {
	if w.start > 0 && (f.is(w.start-1, "$#@&_+'") || f.is(w.start-1, ".,/:-") && w.start > 1 && wordByte[f.s[w.start-2]] && !f.hyphened(w) && !(f.end > 0 && f.dash(f.end) == w.start)) {
		return
	}
	if c, end, ok := f.dayFirst(w); ok {
		f.putDay(w, c, end)
		return
	}
	if w.ordinal() && f.days(w) {
		return
	}
	if w.year() {
		f.yearAlone(w)
	}
}

// hyphened reports whether a year stands after a dash that joins it to a word
// or to another year: "mid-2015", "2015-2018".
func (f *finder) hyphened(w item) bool {
	if !w.year() || !f.is(w.start-1, "-") {
		return false
	}
	p := f.ending(w.start - 1)
	return p.roles&isApproach != 0 || f.end == w.start-1 && f.end > 0
}

// putDay keeps a day of the month that begins with the number w.
func (f *finder) putDay(w item, c civil, end int) {
	x := Expr{kind: exprDate, date: c, Span: text.Span{Start: w.start, End: end}}
	f.lead(&x, w.start)
	x.annual = f.isAnnual(&x)
	f.follow(&x)
	f.add(x)
}

// days reads the first of two days of one month: "7-9 April", "7 and 8
// April 2026".
func (f *finder) days(w item) bool {
	k := f.dash(w.end)
	if k == w.end {
		l := f.after(w.end)
		if l.roles&isLink == 0 {
			return false
		}
		k = f.gap(l.end)
	}
	d := f.item(k)
	if !d.ordinal() {
		return false
	}
	c, _, ok := f.dayFirst(d)
	if !ok || w.num > d.num {
		return false
	}
	c.day = w.num
	f.putDay(w, c, w.end)
	return true
}

// yearAlone reads a year that stands alone. A number of four digits is one
// only where the words around it say so.
func (f *finder) yearAlone(w item) {
	if !f.plain(w) {
		return
	}
	if f.is(w.end, "-") && w.end+1 < len(f.s) && wordByte[f.s[w.end+1]] && !f.item(w.end+1).year() && f.item(w.end+1).word != "era" {
		return
	}
	x := Expr{kind: exprDate, date: civil{year: w.num}, Span: text.Span{Start: w.start, End: w.end}}
	if n := len(f.out); n > 0 && f.out[n-1].date.precision() == Year && f.linked(f.out[n-1].Span.End, w.start) {
		f.add(x)
		return
	}
	f.lead(&x, w.start)
	if f.yearLicensed(w, &x) {
		f.add(x)
	}
}

// yearLicensed reports whether the words before a number make it a year.
func (f *finder) yearLicensed(w item, x *Expr) bool {
	recent := w.num >= 1900 && w.num <= 2100
	q := f.after(w.end)
	if x.Span.Start < w.start {
		switch p := f.item(x.Span.Start); fold(p.word) {
		case "in", "since", "during", "throughout":
			return true
		case "for":
			return recent && q.word == "" // "the budget for 2026."
		case "on", "at", "over", "within":
			return false
		}
		return recent
	}
	if f.is(w.start-1, "(") {
		return recent && (f.is(w.end, ")") || f.dash(w.end) > w.end)
	}
	if f.is(w.start-1, "-") {
		return true // "mid-2015": hyphened has seen to it
	}
	p := f.before(w.start)
	switch {
	case !recent:
		return false
	case p.roles&isApproach != 0:
		return true
	case p.roles&isDeterminer != 0 || f.possessive(p):
		return q.word != "" && q.roles&(isPreposition|isLink) == 0 || q.roles&isLink != 0 && f.after(q.end).year()
	case p.word == "of":
		b := f.before(p.start)
		return b.roles&isEdge != 0 || b.roles&isQuantity == 0 && w.num%100 != 0 && !b.empty()
	}
	return false
}

// possessive reports whether p is the s of "Tavria's".
func (f *finder) possessive(p item) bool {
	return p.word == "s" && (f.is(p.start-1, "'") || p.start >= 3 && f.s[p.start-3:p.start] == "’")
}
