package when

import "dateline/text"

// month reads an expression that begins with the name of a month.
func (f *finder) month(w item) {
	d, end, ok := f.monthFirst(w)
	if !ok {
		return
	}
	x := Expr{kind: exprDate, date: d, Span: text.Span{Start: w.start, End: end}}
	f.lead(&x, w.start)
	if d.day == 0 && d.year == 0 {
		f.inPeriod(&x)
		if !f.licensed(w, &x) {
			return
		}
		f.add(x)
		return
	}
	if d.day == 0 {
		f.add(x)
		return
	}
	x.annual = f.isAnnual(&x)
	f.follow(&x)
	f.add(x)
	f.until(x)
}

// monthFirst reads "April 7, 2026", "April 7", "June 2025", "June of 2025",
// "Feb. 6" and a bare month that begins with w, and returns where it ends.
func (f *finder) monthFirst(w item) (civil, int, bool) {
	c := civil{month: int(w.month)}
	end := w.end
	if w.short && f.is(end, ".") {
		end++
	}
	n := f.after(end)
	if n.ordinal() && !f.amount(n.end) && n.num <= daysIn(0, c.month) {
		c.day = n.num
		c.year, end = f.year(n.end)
		if !c.valid() {
			c.year, end = 0, n.end
		}
		return c, end, true
	}
	if y, e := f.year(end); y != 0 {
		c.year = y
		return c, e, true
	}
	if n.word == "of" {
		if y := f.after(n.end); y.year() && f.plain(y) {
			c.year = y.num
			return c, y.end, true
		}
	}
	// An abbreviation alone needs its point: "in Feb." but not "in Mar".
	return c, end, !w.short || end > w.end
}

// year reads a year after byte i, with or without a comma, and returns where
// it ends; 0 and i when none follows.
func (f *finder) year(i int) (int, int) {
	k := i
	if f.is(k, ",") {
		k++
	}
	if y := f.after(k); y.year() && f.plain(y) && !(f.is(y.end, "-") && f.glued(y.end+1)) {
		return y.num, y.end
	}
	return 0, i
}

// amount reports whether what follows the number that ends at byte i makes it
// an amount or a time of day: "7.5", "7%", "7:30".
func (f *finder) amount(i int) bool {
	return f.fraction(i) || f.is(i, "%") || f.is(i, ":") && f.glued(i+1)
}

// glued reports whether a letter or digit stands at byte i.
func (f *finder) glued(i int) bool { return i < len(f.s) && wordByte[f.s[i]] }

// fraction reports whether a decimal or thousands follow at byte i: "7.5",
// "7,500".
func (f *finder) fraction(i int) bool {
	return f.is(i, ".,") && i+1 < len(f.s) && isDigit(f.s[i+1])
}

// plain reports whether nothing around a number makes it an amount or a
// decade: a fraction, a per cent sign, the word for what it counts, "1980's".
func (f *finder) plain(w item) bool {
	if f.amount(w.end) {
		return false
	}
	if k := w.end + len("'"); w.num%10 == 0 && f.is(w.end, "'") && f.is(k, "s") {
		return false
	}
	if k := w.end + len("’"); w.num%10 == 0 && k < len(f.s) && f.s[w.end:k] == "’" && f.s[k] == 's' {
		return false
	}
	if f.is(w.start-1, "$#/.") || w.start >= 3 && f.s[w.start-3:w.start] == "€" || w.start >= 2 && f.s[w.start-2:w.start] == "£" {
		return false
	}
	return f.after(w.end).roles&isCount == 0
}

// until reads the second day of "April 7-9".
func (f *finder) until(x Expr) {
	if x.date.year != 0 || x.timed {
		return
	}
	k := f.dash(x.Span.End)
	if k == x.Span.End {
		return
	}
	d := f.item(k)
	if !d.ordinal() || d.num <= x.date.day || f.amount(d.end) {
		return
	}
	y := Expr{kind: exprDate, date: civil{month: x.date.month, day: d.num}, Span: text.Span{Start: d.start, End: d.end}}
	y.date.year, y.Span.End = f.year(d.end)
	if y.date.valid() {
		f.add(y)
	}
}

// licensed reports whether a bare month is one: words before or after it say
// so, or it is hardly anything else. "May", "March", "August" and months that
// are given names need such words.
func (f *finder) licensed(w item, x *Expr) bool {
	risky := w.person || w.month == 3
	q := f.after(w.end)
	named := risky && q.capped && q.roles&(isWeekday|isMonth) == 0 && !f.shout(w) // "August Kranz"
	if x.relation != noRelation || x.around != noRelation {
		return true
	}
	if x.Span.Start < w.start {
		switch p := f.item(x.Span.Start); fold(p.word) {
		case "in", "since", "until", "till", "during", "throughout", "early", "late", "mid":
			return true
		case "on", "at", "over", "within":
			return false
		default:
			return !named
		}
	}
	if named {
		return false
	}
	if n := len(f.out); n > 0 && f.out[n-1].kind == exprDate && f.linked(f.out[n-1].Span.End, w.start) {
		return true
	}
	p := f.before(w.start)
	if p.word == "of" && f.before(p.start).roles&isEdge != 0 {
		return true
	}
	if p.roles&isDeterminer != 0 {
		return q.word != "" && !q.capped && q.roles == 0 && q.word != "of"
	}
	return !risky && !w.short && q.digits == 0
}

// isAnnual reports whether x is a day that has become a name, by the noun
// after it.
func (f *finder) isAnnual(x *Expr) bool {
	if x.date.year != 0 {
		return false
	}
	q := f.after(x.Span.End)
	return q.word != "" && names.annual[annual{x.date.month, x.date.day, fold(q.word)}]
}

// dayFirst reads "7 April 2026", "7th of April", "9 Feb.", "2026-02-09" and
// "09.02.2026" that begin with the number w, and returns where it ends.
func (f *finder) dayFirst(w item) (civil, int, bool) {
	if w.digits == 4 || f.is(w.end, "./") {
		return f.numeric(w)
	}
	if !w.ordinal() {
		return civil{}, 0, false
	}
	m := f.after(w.end)
	if m.word == "of" {
		m = f.after(m.end)
	}
	if m.roles&isMonth == 0 || !m.capped || w.num > daysIn(0, int(m.month)) {
		return civil{}, 0, false
	}
	c := civil{month: int(m.month), day: w.num}
	end := m.end
	if m.short && f.is(end, ".") {
		end++
	}
	y, e := f.year(end)
	if c.year = y; y != 0 && c.valid() {
		return c, e, true
	}
	c.year = 0
	return c, end, true
}

// maxNumeric is the length of a date in numbers, in bytes.
const maxNumeric = len("2026-02-09")

// numeric reads "2026-02-09", "09.02.2026" and "31/01/2026" by the rules of
// date lines.
func (f *finder) numeric(w item) (civil, int, bool) {
	end := w.start
	for end < len(f.s) && end-w.start <= maxNumeric && (isDigit(f.s[end]) || f.is(end, "-./")) {
		end++
	}
	if end-w.start > maxNumeric+1 {
		return civil{}, 0, false
	}
	part := f.s[w.start:end]
	l := &line{s: part, toks: tokens(part)}
	d, ok := l.date(0)
	if !ok || d.date.day == 0 || d.date.year == 0 || !d.date.valid() {
		return civil{}, 0, false
	}
	e := w.start + l.toks[d.last-1].span.End
	if e < len(f.s) && (wordByte[f.s[e]] && f.s[e] != 'T' || f.is(e, "-/") || f.fraction(e)) {
		return civil{}, 0, false
	}
	return d.date, e, true
}
