package when

import "strconv"

// clock is a time of day as written.
type clock struct {
	hour, min, sec int    // sec is -1 when it is not written
	zone           string // "Z", "+03:30", or "" when none is written
}

// add returns d, a whole day with its year, with the time of day.
func (c clock) add(d Date) Date {
	b := append([]byte(d.ISO), 'T')
	b = pad(b, c.hour, 2)
	b = pad(append(b, ':'), c.min, 2)
	d.Precision = Minute
	// A leap second (RFC 3339, 5.7) is kept to the minute: few programs can
	// read a second 60.
	if c.sec >= 0 && c.sec < 60 {
		b = pad(append(b, ':'), c.sec, 2)
		d.Precision = Second
	}
	d.ISO = string(append(b, c.zone...))
	return d
}

// clock reads a time of day that begins at token i, with what may follow it:
// a.m. or p.m. and a zone. It returns the index of the next token.
//
// "10:15", "10:15:30.25", "10h15", "10:15 a.m.", "10 pm", "10:15 GMT",
// "10:15:00+0330", "10:15 (UTC+3)".
func (l *line) clock(i int) (clock, int, bool) {
	h := l.at(i)
	if h.kind != aNumber || h.digits > 2 {
		return clock{}, i, false
	}
	c := clock{hour: h.num, sec: -1}
	j, minutes := i+1, false
	if sep, m := l.at(j), l.at(j+1); sep.is(":", "h") && sep.glued && m.kind == aNumber && m.glued && m.digits == 2 {
		c.min, minutes = m.num, true
		j += 2
		if sep, s := l.at(j), l.at(j+1); sep.is(":") && sep.glued && s.kind == aNumber && s.glued && s.digits == 2 {
			c.sec = s.num
			j += 2
			if p, f := l.at(j), l.at(j+1); p.is(".", ",") && p.glued && f.kind == aNumber && f.glued {
				j += 2 // a fraction
			}
		}
	}
	j, half := l.half(j, &c)
	if !minutes && !half || c.hour > 23 || c.min > 59 || c.sec > 60 {
		return clock{}, i, false
	}
	c.zone, j = l.zone(j)
	return c, j, true
}

// half reads "am", "a.m.", "PM" at token i and turns c into 24 hours.
func (l *line) half(i int, c *clock) (int, bool) {
	t := l.at(i)
	pm, j := t.is("pm", "p"), i+1
	switch {
	case t.is("am", "pm"):
	case t.is("a", "p") && l.at(i+1).is(".") && l.at(i+2).is("m"):
		j = i + 3
		if l.at(j).is(".") && l.at(j).glued {
			j++
		}
	default:
		return i, false
	}
	if c.hour > 12 {
		return j, c.hour < 24 // "14:05 pm": the 24 hours say it already
	}
	if c.hour == 0 && pm {
		return i, false
	}
	c.hour %= 12
	if pm {
		c.hour += 12
	}
	return j, true
}

// zone reads an offset or the name of a zone at token i. A name that means
// several offsets is passed over, since it says nothing.
func (l *line) zone(i int) (string, int) {
	j := i
	if l.at(j).is("(") {
		j++
	}
	if z := l.at(j); z.kind == aWord && z.span.Len() <= 4 {
		off, known := zones[z.word]
		switch {
		case z.is("gmt", "utc", "ut"):
			if o, k, ok := l.offset(j+1, true); ok {
				return o, l.close(i, k)
			}
			return off, l.close(i, j+1)
		case known && (z.span.Len() > 1 || z.glued || l.machine):
			return off, l.close(i, j+1)
		}
		return "", i
	}
	if o, k, ok := l.offset(j, l.machine); ok {
		return o, l.close(i, k)
	}
	return "", i
}

// close passes over the bracket that closes the one at token i.
func (l *line) close(i, j int) int {
	if l.at(i).is("(") && l.at(j).is(")") {
		return j + 1
	}
	return j
}

// offset reads "+03:30", "+0330" or "+3" at token i. A minus in a line that a
// person wrote may be a dash, so it needs four digits unless sure is set.
func (l *line) offset(i int, sure bool) (string, int, bool) {
	sign, h := l.at(i), l.at(i+1)
	if !sign.is("+", "-") || h.kind != aNumber || !h.glued {
		return "", i, false
	}
	hour, min, j := h.num, 0, i+2
	switch {
	case h.digits == 4:
		hour, min = h.num/100, h.num%100
	case h.digits > 2 || sign.is("-") && !sure:
		return "", i, false
	case l.at(j).is(":") && l.at(j).glued && l.at(j+1).digits == 2:
		min = l.at(j + 1).num
		j += 2
	}
	if hour > 15 || min > 59 {
		return "", i, false
	}
	b := append([]byte(nil), sign.word...)
	b = pad(b, hour, 2)
	b = pad(append(b, ':'), min, 2)
	if string(b) == "-00:00" {
		return "Z", j, true // RFC 3339, 4.3: the time is UTC, the place not known
	}
	return string(b), j, true
}

// epoch returns the UTC second n seconds after 1970-01-01.
func epoch(n int64) (Date, bool) {
	day := fromNumber(int(n / 86400))
	if n < 0 || !day.valid() {
		return Date{}, false
	}
	s := int(n % 86400)
	return clock{s / 3600, s / 60 % 60, s % 60, "Z"}.add(day.date("")), true
}

// atoi reads up to 18 digits.
func atoi(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}
