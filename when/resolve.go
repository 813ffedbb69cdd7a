package when

// Sense says on which side of the report's date an expression lies, as far as
// the words around it tell.
type Sense uint8

const (
	Unknown Sense = iota // the words do not tell
	Past                 // "said on Friday"
	Future               // "will meet on Friday"
)

// The bases of resolved dates.
const (
	basisWritten = "as written"
	basisYear    = "year from the report's date"
	basisBefore  = "weekday before the report's date"
	basisSame    = "weekday of the report's date"
	basisAfter   = "weekday after the report's date"
	basisInWeek  = "weekday in a week counted from the report's date"
	basisToday   = "the report's date"
	basisCounted = "counted from the report's date"
	basisWeek    = "week counted from the report's date"
)

// farthest is how far, in days, a day without a year may lie from the
// report's date when the words do not tell on which side it lies; for a month
// it is farthestMonth months.
const (
	farthest      = 92
	farthestMonth = 2
)

// Resolve places x relative to ref, the report's own date, and to nothing
// else.
//
//   - A date with a year needs no ref.
//   - A day or month without a year takes the year that brings it nearest to
//     ref on the side of the sense. When the sense is Unknown it stays partial
//     ("--07-05") unless it is near ref anyway.
//   - A weekday is the last one at or before ref, or with Future the next one
//     at or after ref, since a report that means the same day of the next week
//     says so; "last Friday" lies strictly before ref, "next Friday" after.
//   - "last June" is the latest June that was over before ref's month.
//   - "two weeks ago" and "last week" give what the days of that week (ISO
//     8601, from Monday) have in common: a month or a year.
//
// Inside a quotation "today" or "on Friday" leans on the day of speaking: pass
// that day as ref, or the zero Date where it is not known.
//
// Without a ref, or with one too coarse, what leans on it stays open: the
// zero Date for weekdays and relative expressions, a partial date for a month
// or day without a year.
func (x Expr) Resolve(ref Date, sense Sense) Date {
	r := ref.civil()
	var d Date
	switch x.kind {
	case exprDate:
		d = x.resolveDate(r, sense)
	case exprWeekday:
		d = x.resolveWeekday(r, sense)
	case exprShift:
		d = x.resolveShift(r)
	}
	if x.timed && d.Precision == Day && len(d.ISO) == len("2006-01-02") && d.ISO[0] != '-' {
		d = x.clock.add(d)
	}
	return d
}

// civil returns the day of d as far as it is known; the zero civil when its
// year is not.
func (d Date) civil() civil {
	var c civil
	if d.Precision == None || len(d.ISO) < 4 || !allDigits(d.ISO[:4]) {
		return c
	}
	c.year = int(atoi(d.ISO[:4]))
	if d.Precision >= Month && len(d.ISO) >= 7 && allDigits(d.ISO[5:7]) {
		c.month = int(atoi(d.ISO[5:7]))
	}
	if d.Precision >= Day && len(d.ISO) >= 10 && allDigits(d.ISO[8:10]) {
		c.day = int(atoi(d.ISO[8:10]))
	}
	if c.year == 0 || !c.valid() {
		return civil{}
	}
	return c
}

func (x Expr) resolveDate(ref civil, sense Sense) Date {
	c := x.date
	switch {
	case c.year != 0:
		return c.date(basisWritten)
	case x.relation == otherOne:
		return Date{}
	case x.around != noRelation || x.relation != noRelation && c.day != 0:
		if ref.year == 0 || x.around == noRelation {
			return Date{}
		}
		c.year = ref.year + x.around.step()
		if !c.valid() {
			return Date{}
		}
		return c.date(basisYear)
	case x.relation != noRelation:
		return x.relatedMonth(ref)
	case x.annual:
	case c.day == 0 && ref.month != 0:
		return nearestMonth(c, ref, sense)
	case ref.day != 0:
		return nearestDay(c, x.weekday, ref, sense)
	}
	return c.date(basisWritten)
}

// step returns the distance a relation names: -1, 0 or 1.
func (r relation) step() int {
	switch r {
	case lastOne:
		return -1
	case nextOne:
		return 1
	}
	return 0
}

// relatedMonth places "last June", "this June" and "next June".
func (x Expr) relatedMonth(ref civil) Date {
	if ref.month == 0 {
		return Date{}
	}
	c := civil{year: ref.year, month: x.date.month}
	switch {
	case x.relation == lastOne && c.month >= ref.month:
		c.year--
	case x.relation == nextOne && c.month <= ref.month:
		c.year++
	}
	return c.date(basisYear)
}

// nearestMonth gives a bare month its year.
func nearestMonth(c, ref civil, sense Sense) Date {
	ahead := (c.month - ref.month + 12) % 12 // months from ref's to the next such month
	past, future := ahead-12, ahead
	if ahead == 0 {
		past = 0
	}
	by := past
	switch {
	case sense == Future:
		by = future
	case sense == Past:
	case future <= farthestMonth:
		by = future
	case -past > farthestMonth:
		return c.date(basisWritten)
	}
	return ref.addMonths(by).date(basisYear)
}

// nearestDay gives a day of the month its year. Where a weekday is written
// too, it must agree; the year next to the nearest may be taken for that.
func nearestDay(c civil, weekday int, ref civil, sense Sense) Date {
	now := ref.number()
	var best civil
	for y := ref.year - 8; y <= ref.year+8; y++ {
		d := civil{y, c.month, c.day}
		if !d.valid() || weekday != 0 && d.weekday() != weekday {
			continue
		}
		off := d.number() - now
		if sense == Past && off > 1 || sense == Future && off < 0 {
			continue
		}
		if best.year == 0 || abs(off) < abs(best.number()-now) {
			best = d
		}
	}
	if best.year == 0 || sense == Unknown && abs(best.number()-now) > farthest {
		return c.date(basisWritten)
	}
	if weekday != 0 && abs(best.number()-now) > 2*366 {
		return c.date(basisWritten) // the weekday written is not that of a year near by
	}
	return best.date(basisYear)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

func (x Expr) resolveWeekday(ref civil, sense Sense) Date {
	if ref.day == 0 || x.relation == otherOne {
		return Date{}
	}
	ahead := (x.weekday - ref.weekday() + 7) % 7 // days from ref to the next such day, ref included
	if x.around != noRelation {
		return ref.add(x.weekday - ref.weekday() + 7*x.around.step()).date(basisInWeek)
	}
	by := ahead
	switch {
	case x.relation == lastOne || x.relation == noRelation && sense != Future && ahead > 0 || x.relation == thisOne && sense == Past && ahead > 0:
		by = ahead - 7
	case x.relation == thisOne && sense == Unknown:
		by = x.weekday - ref.weekday() // the day of this week
	case x.relation == nextOne && ahead == 0:
		by = 7
	}
	basis := basisSame
	if by < 0 {
		basis = basisBefore
	} else if by > 0 {
		basis = basisAfter
	}
	return ref.add(by).date(basis)
}

func (x Expr) resolveShift(ref civil) Date {
	var c civil
	basis := basisCounted
	switch {
	case x.unit == yearUnit && ref.year != 0:
		c = civil{year: ref.year + x.shift}
	case x.unit == monthUnit && ref.month != 0:
		c = ref.addMonths(x.shift)
	case x.unit == weekUnit && ref.day != 0:
		monday := ref.add(7*x.shift + 1 - ref.weekday())
		c, basis = common(monday, monday.add(6)), basisWeek
	case x.unit == dayUnit && ref.day != 0:
		c = ref.add(x.shift)
		if x.shift == 0 {
			basis = basisToday
		}
	}
	if c.year < firstYear || !c.valid() {
		return Date{}
	}
	return c.date(basis)
}
