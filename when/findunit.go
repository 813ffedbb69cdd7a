package when

import "dateline/text"

// unit looks at a length of time: "last week", "two days ago", "eight months
// after", "earlier in the day".
func (f *finder) unit(w item) {
	x := Expr{Span: text.Span{Start: w.start, End: w.end}}
	p := f.before(w.start)
	var ok bool
	switch {
	case p.relation != noRelation:
		ok = f.related(&x, w, p)
	case p.word == "the":
		ok = f.earlierIn(&x, p)
	default:
		ok = f.measured(&x, w, p)
	}
	if ok {
		f.add(x)
	}
}

// related reads a unit after "last", "this" or "next". After "the" it is a
// stretch of time ("the last year") or leans on the text ("the next day"),
// and stays open.
func (f *finder) related(x *Expr, w, p item) bool {
	if plural(w) {
		return false
	}
	x.Span.Start = p.start
	q := f.before(p.start)
	open := p.relation == otherOne || w.unit == decadeUnit || w.unit == weekendUnit || fold(p.word) == "past"
	if q.word == "very" {
		q = f.before(q.start)
	}
	if fold(q.word) == "the" || q.relation == thisOne {
		open = true // "this past week"
		x.Span.Start = q.start
		q = f.before(q.start)
	}
	if q.roles&isFrom != 0 && q.word != "after" && q.word != "before" || q.roles&isPhase != 0 {
		x.Span.Start = q.start // "earlier this week", "late last year"
		q = f.before(q.start)
	}
	if q.roles&isPreposition != 0 {
		x.Span.Start = q.start
	}
	if open {
		return fold(p.word) != "that" || w.unit == dayUnit || w.unit == nightUnit || w.unit == dayhalfUnit
	}
	x.kind, x.unit = exprShift, w.unit
	switch p.relation {
	case lastOne:
		x.shift = -1
	case nextOne:
		x.shift = 1
	}
	switch w.unit {
	case dayUnit:
		return false // "this day", "last day"
	case nightUnit, dayhalfUnit:
		x.unit = dayUnit
		return x.shift <= 0
	}
	return true
}

// earlierIn reads "earlier in the day", "later in the week": relative to the
// day the text is on, so it stays open.
func (f *finder) earlierIn(x *Expr, the item) bool {
	in := f.before(the.start)
	e := f.before(in.start)
	if in.word != "in" || e.roles&isFrom == 0 || e.word == "after" || e.word == "before" {
		return false
	}
	x.Span.Start = e.start
	return true
}

// measured reads a length of time with what it is measured from: "two days
// ago", "a year later", "nine months after".
func (f *finder) measured(x *Expr, w, p item) bool {
	q := f.after(w.end)
	if q.roles&(isAgo|isFrom) == 0 || w.unit > decadeUnit {
		return false
	}
	x.Span.End = q.end
	n, start, exact := f.count(p)
	if start < 0 {
		// "years ago"
		return q.roles&isAgo != 0 && plural(w)
	}
	x.Span.Start = start
	if q.roles&isAgo != 0 && exact && w.unit != decadeUnit {
		x.kind, x.unit, x.shift = exprShift, w.unit, -n
	}
	return true
}

// count reads the number whose last word is p, tells where it begins, -1 if
// it is none, and whether it is exact.
func (f *finder) count(p item) (n, start int, exact bool) {
	switch {
	case p.digits > 0 && p.suffix == "":
		if f.is(p.start-1, ".,") && p.start > 1 && wordByte[f.s[p.start-2]] || p.digits > 3 {
			return 0, -1, false // "2.5 years", "1,000 years"
		}
		n = p.num
	case p.roles&isNumber != 0:
		n = int(p.number)
		if f.is(p.start-1, "-") {
			tens := f.ending(p.start - 1)
			if tens.number < 20 || n > 9 {
				return 0, p.start, false
			}
			n += int(tens.number)
			p.start = tens.start
		}
	case p.roles&isVague != 0:
		return 0, p.start, false
	default:
		return 0, -1, false
	}
	b := f.before(p.start)
	if b.roles&(isAbout|isVague|isNumber) != 0 || b.word == "or" || b.word == "to" || f.is(p.start-1, "-") {
		return 0, p.start, false
	}
	return n, p.start, true
}
