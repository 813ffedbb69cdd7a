package when

import "dateline/text"

// lead extends an expression that begins at byte start to the left, over
// "early", "last", "the" and a preposition, and notes the relation.
func (f *finder) lead(x *Expr, start int) {
	for {
		if k := start - 1; f.is(k, "-") {
			if p := f.ending(k); p.roles&isPhase != 0 {
				start = p.start
				continue
			}
		}
		p := f.before(start)
		if p.roles&isPhase != 0 {
			start = p.start
			continue
		}
		if p.relation != noRelation && x.relation == noRelation && (x.kind == exprWeekday || x.kind == exprDate && x.date.year == 0) {
			x.relation = p.relation
			start = p.start
			if q := f.before(start); q.relation == thisOne {
				start = q.start // "this past Friday"
			}
			continue
		}
		if p.roles&isPreposition != 0 {
			start = p.start
		} else if p.word == "the" || p.word == "The" {
			// "in the early", "on the 7th of", "the previous Friday"
			if q := f.before(p.start); x.relation != noRelation || isDigit(f.s[start]) && x.date.day != 0 {
				start = p.start
				if q.roles&isPreposition != 0 {
					start = q.start
				}
			}
		}
		x.Span.Start = start
		return
	}
}

// follow extends an expression to the right, over a part of the day, the week
// or year it is in, and a time of day.
func (f *finder) follow(x *Expr) {
	if w := f.after(x.Span.End); w.roles&isPart != 0 && x.day() {
		x.Span.End = w.end
	}
	f.inPeriod(x)
	if x.day() {
		f.atClock(x)
	}
}

// day reports whether x is as exact as a day.
func (x *Expr) day() bool {
	return x.kind == exprWeekday || x.kind == exprDate && x.date.day != 0 || x.kind == exprShift && x.unit == dayUnit
}

// inPeriod reads the "last week" of "on Friday last week" and the "last year"
// of "in May last year".
func (f *finder) inPeriod(x *Expr) {
	want := yearUnit
	if x.kind == exprWeekday {
		want = weekUnit
	} else if x.kind != exprDate || x.date.year != 0 || x.date.month == 0 {
		return
	}
	w := f.after(x.Span.End)
	if w.word == "of" {
		w = f.after(w.end)
	}
	if w.relation == noRelation || w.relation == otherOne {
		return
	}
	if u := f.after(w.end); u.unit == want && !plural(u) && x.relation == noRelation {
		x.around = w.relation
		x.Span.End = u.end
	}
}

// plural reports whether a unit's word is a plural.
func plural(w item) bool { return w.word[len(w.word)-1] == 's' }

// maxClock is how far a time of day can reach, in bytes.
const maxClock = 40

// atClock reads a time of day that follows a day: "at 10:15 GMT", ", 6 p.m.".
func (f *finder) atClock(x *Expr) {
	i := x.Span.End
	if f.is(i, ",") {
		i++
	}
	w := f.after(i)
	if w.word == "at" {
		w = f.after(w.end)
	}
	if w.digits == 0 || w.digits > 2 {
		return
	}
	part := f.s[w.start:min(len(f.s), w.start+maxClock)]
	l := &line{s: part, toks: tokens(part)}
	if c, j, ok := l.clock(0); ok {
		x.clock, x.timed = c, true
		x.Span.End = w.start + l.toks[j-1].span.End
	}
}

// weekday reads an expression with the name of a weekday.
func (f *finder) weekday(w item) {
	x := Expr{kind: exprWeekday, weekday: int(w.weekday), Span: text.Span{Start: w.start, End: w.end}}
	if f.dated(&x, w) {
		f.lead(&x, w.start)
		f.follow(&x)
		f.add(x)
		return
	}
	if w.short {
		return
	}
	p, q := f.before(w.start), f.after(w.end)
	if names.holiday[fold(p.word)] && p.capped {
		x.kind = exprOpen
		x.Span.Start = p.start
		if q := f.before(p.start); q.roles&isPreposition != 0 {
			x.Span.Start = q.start
		}
		f.add(x)
		return
	}
	if q.capped && names.after[fold(q.word)] {
		return
	}
	if f.recurs(p, q) {
		return
	}
	f.lead(&x, w.start)
	if b := f.before(x.Span.Start); b.capped && names.before[fold(b.word)] {
		return
	}
	if x.Span.Start == w.start && names.rite[fold(q.word)] {
		return
	}
	f.follow(&x)
	f.add(x)
}

// recurs reports whether the word p before a weekday makes it recurring:
// "every Friday", "on a Friday", but not "in a Friday interview", which has
// the word q after it.
func (f *finder) recurs(p, q item) bool {
	if p.roles&isRecur != 0 {
		return true
	}
	return (p.word == "a" || p.word == "A") && (q.word == "" || q.capped || q.roles&^(isPart|isUnit) != 0)
}

// dated reads the date that follows a weekday: "Monday, February 9, 2026",
// "Mon 9 Feb", "Monday (2026-02-09)".
func (f *finder) dated(x *Expr, w item) bool {
	i := w.end
	if w.short && f.is(i, ".") {
		i++
	}
	if f.is(i, ",") {
		i++
	}
	k := f.gap(i)
	open := f.is(k, "(")
	if open {
		k++
	} else if k == i {
		return false
	}
	d := f.item(k)
	if d.word == "the" {
		d = f.after(d.end)
	}
	var ok bool
	var end int
	switch {
	case d.digits > 0:
		x.date, end, ok = f.dayFirst(d)
	case d.roles&isMonth != 0 && d.capped:
		x.date, end, ok = f.monthFirst(d)
		ok = ok && x.date.day != 0
	}
	if !ok {
		x.date = civil{}
		return false
	}
	if open {
		if !f.is(end, ")") {
			x.date = civil{}
			return false
		}
		end++
	}
	x.kind = exprDate
	x.Span.End = end
	return true
}

// day reads "today", "yesterday" and their like.
func (f *finder) day(w item) {
	p := f.before(w.start)
	if w.capped && !p.empty() && p.end > 0 && p.capped != f.shout(w) {
		return // "Russia Today"
	}
	if p.capped && names.before[fold(p.word)] {
		return
	}
	if q := f.after(w.end); w.capped && q.capped && names.after[fold(q.word)] {
		return
	}
	x := Expr{kind: exprShift, unit: dayUnit, shift: int(w.number), Span: text.Span{Start: w.start, End: w.end}}
	switch {
	case (p.word == "before" || p.word == "after") && f.before(p.start).unit == dayUnit:
		q := f.before(p.start)
		x.shift *= 2
		x.Span.Start = q.start
		if t := f.before(q.start); t.word == "the" || t.word == "The" {
			x.Span.Start = t.start
		}
	case p.roles&(isFrom|isPhase) != 0 && p.word != "after" && p.word != "before":
		x.Span.Start = p.start
	case p.roles&isPreposition != 0 && p.word != "in" && p.word != "over":
		x.Span.Start = p.start
	}
	f.follow(&x)
	f.add(x)
}

// shout reports whether w is written in capitals, as in a headline.
func (f *finder) shout(w item) bool {
	return w.end-w.start > 1 && f.s[w.start+1] >= 'A' && f.s[w.start+1] <= 'Z'
}
