package when

import "strings"

// maxStamp is the length of the longest timestamp, in bytes, that is read.
const maxStamp = 100

// Parse reads a timestamp that a machine wrote and that holds nothing else:
//
//   - RFC 3339 and ISO 8601, the basic format included, with a space for the
//     T, with or without zone: "2026-06-18T17:54:38.5+0330", "2026-06-18
//     17:54:38", "20260618T175438Z", "20260618", "2026-06", "2026";
//   - RFC 822 and 1123 (mail, feeds): "Mon, 09 Feb 2026 10:15:00 GMT";
//   - seconds or milliseconds since 1970, of 10 or 13 digits;
//   - and the dates with a year that [ParseLine] reads.
//
// The date has the precision that is written, fractions of a second dropped,
// and the offset only where one is written. A day that does not exist, a day
// and month that cannot be told apart ("02/01/2026"), and a year outside 1583
// to 2200 are refused. Basis is left empty: the caller knows it.
func Parse(s string) (Date, bool) {
	s = trimmed(s)
	if s == "" || len(s) > maxStamp {
		return Date{}, false
	}
	if d, ok := parseDigits(s); ok {
		return d, true
	}
	l := &line{s: s, toks: tokens(s), machine: true}
	f, ok := l.withClock(0)
	if !ok || f.date.year == 0 {
		f, ok = l.mail(0)
	}
	if !ok || f.date.year == 0 || !l.ends(f.last, f.clock != nil) {
		return Date{}, false
	}
	return f.value(), true
}

// ends reports whether nothing of weight stands from token i on. After a time
// of day its zone may be named again ("+0330 IRST", "+03:30[Asia/Tehran]", RFC
// 9557).
func (l *line) ends(i int, timed bool) bool {
	switch t := l.at(i); {
	case i >= len(l.toks):
		return true
	case t.is("(", "["):
		return timed && l.toks[len(l.toks)-1].is(")", "]")
	case t.is("."):
		return i+1 == len(l.toks)
	case t.kind == aWord:
		return timed && l.at(i-1).kind != aWord && i+1 == len(l.toks) && t.span.Len() <= 5
	}
	_, j, ok := l.offset(i, true)
	return ok && timed && (j == len(l.toks) || l.ends(j, timed))
}

// parseDigits reads the forms that begin with a run of digits: the basic
// format of ISO 8601 and seconds since 1970.
func parseDigits(s string) (Date, bool) {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	digits, rest := s[:n], s[n:]
	switch n {
	case 4:
		c := civil{year: int(atoi(digits))}
		return c.date(""), rest == "" && c.year != 0 && c.valid()
	case 10:
		if rest == "" || strings.HasPrefix(rest, ".") && allDigits(rest[1:]) {
			return epoch(atoi(digits))
		}
	case 13:
		if rest == "" {
			return epoch(atoi(digits) / 1000)
		}
	case 8, 14:
		return parseBasic(digits, rest)
	}
	return Date{}, false
}

// parseBasic reads "20260618", "20260618175438" and "20260618T1754Z".
func parseBasic(digits, rest string) (Date, bool) {
	c := civil{int(atoi(digits[:4])), int(atoi(digits[4:6])), int(atoi(digits[6:8]))}
	if c.year == 0 || c.month == 0 || c.day == 0 || !c.valid() {
		return Date{}, false
	}
	d := c.date("")
	tail := digits[8:]
	if tail == "" {
		if rest == "" {
			return d, true
		}
		if rest[0] != 'T' && rest[0] != 't' && rest[0] != ' ' {
			return Date{}, false
		}
		n := 1
		for n < len(rest) && isDigit(rest[n]) {
			n++
		}
		tail, rest = rest[1:n], rest[n:]
	}
	switch len(tail) {
	case 4:
		tail = tail[:2] + ":" + tail[2:]
	case 6:
		tail = tail[:2] + ":" + tail[2:4] + ":" + tail[4:]
	case 2:
		tail += rest // the extended format: "20260618T17:54:38"
		rest = ""
	default:
		return Date{}, false
	}
	l := &line{s: tail + rest, toks: tokens(tail + rest), machine: true}
	k, end, ok := l.clock(0)
	if !ok || !l.ends(end, true) {
		return Date{}, false
	}
	return k.add(d), true
}

// mail reads the date of RFC 822, 5.1, with its year of two digits; which
// century that is says RFC 5322, 4.3.
func (l *line) mail(i int) (found, bool) {
	if english.weekday[l.at(i).word] != 0 && l.at(i+1).is(",") {
		i += 2
	}
	d, j := l.at(i), i+1
	dashes := l.at(j).is("-") // RFC 850: "Monday, 09-Feb-26"
	if dashes {
		j++
	}
	m, j, _ := l.month(j)
	if dashes && l.at(j).is("-") {
		j++
	}
	y := l.at(j)
	if d.kind != aNumber || d.digits > 2 || d.num == 0 || m == 0 || y.kind != aNumber || y.digits != 2 {
		return found{}, false
	}
	c := civil{y.num + 2000, m, d.num}
	if y.num >= 50 {
		c.year -= 100
	}
	k, end, ok := l.clock(j + 1)
	if !ok || !c.valid() {
		return found{}, false
	}
	return found{date: c, clock: &k, last: end}, true
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
