package when

import "strconv"

// The years that are taken for years. ISO 8601 leaves those before 1583 to
// the parties' agreement; in the press such a number is a year of another
// calendar (1404 in Tehran) or no year.
const (
	firstYear = 1583
	lastYear  = 2200
)

// civil is a day of the Gregorian calendar. A zero field is not known.
type civil struct {
	year, month, day int
}

// valid reports whether the fields that are known can stand together: a day
// needs a month, and February 29 a leap year or no year.
func (c civil) valid() bool {
	switch {
	case c.year != 0 && (c.year < firstYear || c.year > lastYear):
		return false
	case c.month < 0 || c.month > 12 || c.day < 0:
		return false
	case c.day == 0:
		return true
	}
	return c.month != 0 && c.day <= daysIn(c.year, c.month)
}

// daysIn returns the length of a month; in the unknown year 0, which counts
// as a leap year, February has 29 days.
func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// precision returns the finest field that is known.
func (c civil) precision() Precision {
	switch {
	case c.day != 0:
		return Day
	case c.month != 0:
		return Month
	case c.year != 0:
		return Year
	}
	return None
}

// date returns c as a Date. Without a year it is written in the truncated form
// of ISO 8601:2000, which XML Schema keeps as gMonthDay and gMonth: "--07-05",
// "--05".
func (c civil) date(basis string) Date {
	p := c.precision()
	if p == None {
		return Date{}
	}
	b := make([]byte, 0, len("2006-01-02"))
	if c.year != 0 {
		b = pad(b, c.year, 4)
	} else {
		b = append(b, '-')
	}
	if c.month != 0 {
		b = pad(append(b, '-'), c.month, 2)
	}
	if c.day != 0 {
		b = pad(append(b, '-'), c.day, 2)
	}
	return Date{ISO: string(b), Precision: p, Basis: basis}
}

// pad appends n with at least the given number of digits.
func pad(b []byte, n, width int) []byte {
	for limit := 10; width > 1; width-- {
		if n < limit {
			b = append(b, '0')
		}
		limit *= 10
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// number returns the days from 1970-01-01 to c, all of whose fields are
// known. The count is that of H. Hinnant, "chrono-Compatible Low-Level Date
// Algorithms", days_from_civil.
func (c civil) number() int {
	y := c.year
	if c.month <= 2 {
		y--
	}
	era := y / 400
	yoe := y - era*400
	doy := (153*((c.month+9)%12)+2)/5 + c.day - 1
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 719468
}

// fromNumber is the inverse of number (civil_from_days).
func fromNumber(n int) civil {
	n += 719468
	era := n / 146097
	doe := n - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	c := civil{yoe + era*400, (mp+2)%12 + 1, doy - (153*mp+2)/5 + 1}
	if c.month <= 2 {
		c.year++
	}
	return c
}

// add returns the day n days after c.
func (c civil) add(n int) civil { return fromNumber(c.number() + n) }

// addMonths returns the month n months after c's, without a day.
func (c civil) addMonths(n int) civil {
	m := c.year*12 + c.month - 1 + n
	return civil{year: m / 12, month: m%12 + 1}
}

// weekday returns ISO 8601's number of the day, Monday 1 to Sunday 7.
func (c civil) weekday() int { return ((c.number()+3)%7+7)%7 + 1 }

// common returns what is the same in the days from a to b: a day, a month, a
// year, or nothing.
func common(a, b civil) civil {
	switch {
	case a == b:
		return a
	case a.year != b.year:
		return civil{}
	case a.month != b.month:
		return civil{year: a.year}
	}
	return civil{year: a.year, month: a.month}
}
