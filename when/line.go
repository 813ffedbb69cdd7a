package when

import "dateline/text"

// line is a short text cut into tokens.
type line struct {
	s       string
	toks    []token
	machine bool // a machine wrote it: it holds a date and nothing else
}

// found is a date that stands in a line at tokens first to last, last
// exclusive.
type found struct {
	date        civil
	clock       *clock
	first, last int
}

// at returns token i, or an empty mark outside the line.
func (l *line) at(i int) token {
	if i < 0 || i >= len(l.toks) {
		return token{}
	}
	return l.toks[i]
}

// ParseLine finds the first date that a person wrote in s, a short line such
// as a date line, a byline or a dateline, and says where it stands, in bytes
// of s, with its weekday and time of day. It reads numbers ("2026-02-09",
// "09.02.2026", "2026年2月9日") and month names of many languages ("9 February
// 2026", "Feb. 9, 2026", "le 9 février 2026"). Without a year the date is
// partial: "MUSCAT, Feb. 6" gives "--02-06". With slashes or dashes, day and
// month are read only where they cannot be taken for one another:
// "31/01/2026" is, "02/01/2026" is not. Basis is left empty.
func ParseLine(s string) (Date, text.Span, bool) {
	l := &line{s: s, toks: tokens(s)}
	for i := range l.toks {
		if f, ok := l.withClock(i); ok {
			return f.value(), l.span(f), true
		}
	}
	return Date{}, text.Span{}, false
}

// value returns what was found.
func (f found) value() Date {
	d := f.date.date("")
	if f.clock != nil && d.Precision == Day && f.date.year != 0 {
		d = f.clock.add(d)
	}
	return d
}

// span returns where f stands.
func (l *line) span(f found) text.Span {
	return text.Span{Start: l.toks[f.first].span.Start, End: l.toks[f.last-1].span.End}
}

// withClock reads a date at token i with a weekday and a clock time before it
// and a clock time after it.
func (l *line) withClock(i int) (found, bool) {
	if c, j, ok := l.clock(i); ok {
		if l.at(j).is(",", "-", "|", "on") {
			j++
		}
		if f, ok := l.dated(j); ok {
			f.clock, f.first = &c, i
			return f, true
		}
		return found{}, false
	}
	f, ok := l.dated(i)
	if !ok || f.clock != nil || f.date.day == 0 || f.date.year == 0 {
		return f, ok
	}
	j := f.last
	for n := 0; n < 2 && l.at(j).is(",", ".", "|", "-", "•", "·", "("); n++ {
		j++
	}
	for n := 0; n < 3 && lineWords.at[l.at(j).word]; n++ {
		if j++; l.at(j).is(".") {
			j++ // "kl. 10:15"
		}
	}
	if c, j, ok := l.clock(j); ok {
		f.clock, f.last = &c, j
	}
	return f, true
}

// dated reads a date at token i, with a weekday before it.
func (l *line) dated(i int) (found, bool) {
	j := i
	if english.weekday[l.at(i).word] != 0 {
		j++
		for n := 0; n < 2 && l.at(j).is(",", ".", "(", "the"); n++ {
			j++
		}
	}
	f, ok := l.date(j)
	f.first = i
	return f, ok && f.date.valid()
}

// date reads a date at token i.
func (l *line) date(i int) (found, bool) {
	t := l.at(i)
	switch {
	case t.kind == aNumber && l.joined(i):
	case t.kind == aNumber && t.digits == 4:
		return l.yearFirst(i)
	case t.kind == aNumber && t.digits <= 2:
		if f, ok := l.numeric(i); ok {
			return f, true
		}
		return l.dayFirst(i)
	case t.kind == aWord:
		return l.monthFirst(i)
	}
	return found{}, false
}

// joined reports whether the number at token i is the tail of a longer one or
// of a word: "3.2026-01-01", "A380".
func (l *line) joined(i int) bool {
	p := l.at(i - 1)
	if i == 0 || !l.toks[i].glued {
		return false
	}
	return p.kind == aNumber || p.kind == aWord && !inCJK([]rune(p.word)[0]) || p.is("-", ".", ":", "/", ",") && l.at(i-2).kind == aNumber && p.glued
}

// units are the characters that follow year, month and day in East Asia.
var units = [3]map[string]bool{
	{"年": true, "년": true},
	{"月": true, "월": true},
	{"日": true, "일": true},
}

// yearFirst reads "2026-02-09", "2026/02/09", "2026年2月9日", "2026. február
// 9.", and "2026-02".
func (l *line) yearFirst(i int) (found, bool) {
	c := civil{year: l.at(i).num}
	sep, m := l.at(i+1), l.at(i+2)
	if units[0][sep.word] && m.kind == aNumber && units[1][l.at(i+3).word] {
		c.month = m.num
		if d := l.at(i + 4); d.kind == aNumber && units[2][l.at(i+5).word] {
			c.day = d.num
			return found{date: c, last: i + 6}, c.day > 0
		}
		return found{date: c, last: i + 4}, c.month > 0
	}
	if sep.is("-", "/", ".") && sep.glued && m.glued && m.kind == aNumber && m.digits <= 2 {
		c.month = m.num
		if s, d := l.at(i+3), l.at(i+4); s.word == sep.word && s.glued && d.glued && d.kind == aNumber && d.digits <= 2 {
			c.day = d.num
			return found{date: c, last: i + 5}, c.day > 0 && c.month > 0
		}
		end := l.at(i + 3)
		whole := !end.glued || end.kind == aMark && !end.is("-", "/", ".", ":") || i+3 == len(l.toks)
		return found{date: c, last: i + 3}, sep.is("-") && m.digits == 2 && whole && c.month > 0
	}
	// The year first, then a month by name: Hungarian, Lithuanian, Basque.
	j := i + 1
	for n := 0; n < 3 && (l.at(j).is(".", ",", "-") || lineWords.between[l.at(j).word]); n++ {
		j++
	}
	m0, j, _ := l.month(j)
	d := l.at(j)
	if m0 == 0 || d.kind != aNumber || d.digits > 2 || d.num == 0 || l.hour(j) {
		return found{}, false
	}
	c.month, c.day = m0, d.num
	j++
	if l.at(j).is(".") && l.at(j).glued && l.at(j+1).kind != aNumber {
		j++
	}
	return found{date: c, last: j}, true
}

// numeric reads "09.02.2026", day first, "31/01/2026" and "01/31/2026".
func (l *line) numeric(i int) (found, bool) {
	a, s, b, s2, y := l.at(i), l.at(i+1), l.at(i+2), l.at(i+3), l.at(i+4)
	if !s.is(".", "/", "-") || s2.word != s.word || b.kind != aNumber || b.digits > 2 || y.kind != aNumber || y.digits != 4 {
		return found{}, false
	}
	if tight := s.glued && b.glued && s2.glued && y.glued; !tight && !s.is(".") {
		return found{}, false
	}
	c := civil{year: y.num, month: b.num, day: a.num}
	switch {
	case s.is(".") || a.num > 12 || a.num == b.num:
	case b.num > 12:
		c.month, c.day = a.num, b.num
	default:
		return found{}, false // day and month cannot be told apart
	}
	return found{date: c, last: i + 5}, c.day > 0 && c.month > 0
}

// month reads the name of a month at token i, with the point of an
// abbreviation, and returns the index of the next token. sure tells that the
// word is hardly anything else: it is written out, or English with a capital.
func (l *line) month(i int) (m, next int, sure bool) {
	t := l.at(i)
	if t.kind != aWord {
		return 0, i, false
	}
	next = i + 1
	m = lineWords.number[t.word]
	if lineWords.pair[t.word] {
		if two, ok := lineWords.number[t.word+" "+l.at(i+1).word]; ok {
			m, next = two, i+2
		}
	}
	if m == 0 {
		return 0, i, false
	}
	if p := l.at(next); p.is(".") && p.glued {
		next++
	}
	if lineWords.english[t.word] != 0 {
		return m, next, t.capped || l.machine
	}
	return m, next, len([]rune(t.word)) > 3
}

// hour reports whether token i is the hour of a time of day.
func (l *line) hour(i int) bool {
	return l.at(i+1).is(":") && l.at(i+2).kind == aNumber && l.at(i+2).glued
}

// year reads a year of four digits at token i, after a comma, a dash or words
// such as "de".
func (l *line) year(i int) (y, next int) {
	j := i
	for n := 0; n < 3; n++ {
		t := l.at(j)
		if !t.is(",", "-", "/", "'", "’") && !lineWords.between[t.word] {
			break
		}
		j++
	}
	t := l.at(j)
	if t.kind != aNumber || t.digits != 4 || t.num < firstYear || t.num > lastYear {
		return 0, i
	}
	return t.num, j + 1
}

// dayFirst reads "9 February 2026", "9. Februar 2026", "9 de febrero de 2026",
// "1er mars 2026", "09-Feb-2026", and the same without a year.
func (l *line) dayFirst(i int) (found, bool) {
	c := civil{day: l.at(i).num}
	j := i + 1
	if units[1][l.at(j).word] && l.at(j+1).kind == aNumber && units[2][l.at(j+2).word] {
		c.month, c.day = c.day, l.at(j+1).num
		return found{date: c, last: j + 3}, c.month > 0 && c.day > 0
	}
	if l.at(j).is("-") && l.at(j+1).glued && lineWords.ordinal[l.at(j+1).word] {
		j++ // "9-го"
	}
	if t := l.at(j); t.glued && lineWords.ordinal[t.word] {
		j++
	}
	if next := l.to(j, c.day); next > j {
		c.day, j = 0, next
	}
	for n := 0; n < 3; n++ {
		t := l.at(j)
		if !t.is(".", ",", "-", "/", "'", "’") && !lineWords.between[t.word] {
			break
		}
		j++
	}
	m, j, sure := l.month(j)
	if m == 0 || l.at(i).num == 0 {
		return found{}, false
	}
	c.month = m
	c.year, j = l.year(j)
	if c.year != 0 && l.at(j).is("г", "р", "m") {
		j++ // Russian and Bulgarian "г.", Ukrainian "р.": year
		if l.at(j).is(".") && l.at(j).glued {
			j++
		}
	}
	return found{date: c, last: j}, c.year != 0 || sure
}

// to reads the "-10" of "9-10 February", whose days have only the month in
// common, and returns the index after it, or i.
func (l *line) to(i, day int) int {
	d := l.at(i + 1)
	if l.at(i).is("-") && d.kind == aNumber && d.digits <= 2 && d.num > day && d.num <= 31 && !l.hour(i+1) {
		return i + 2
	}
	return i
}

// monthFirst reads "February 9, 2026", "Feb. 6", "Feb 2026", and what C and
// many programs print: "Feb  9 10:15:00 +0000 2026".
func (l *line) monthFirst(i int) (found, bool) {
	m, j, sure := l.month(i)
	if m == 0 {
		return found{}, false
	}
	c := civil{month: m}
	if d := l.at(i - 1); d.kind == aNumber && d.digits <= 2 {
		return found{}, false // the rest of a day that does not exist
	}
	if y, next := l.year(j); y != 0 {
		c.year = y
		return found{date: c, last: next}, sure
	}
	d := l.at(j)
	if d.kind != aNumber || d.digits > 2 || d.num == 0 || l.hour(j) {
		return found{}, false
	}
	c.day = d.num
	j++
	if t := l.at(j); t.glued && lineWords.ordinal[t.word] {
		j++
	}
	if next := l.to(j, c.day); next > j {
		c.day, j = 0, next
	}
	if y, next := l.year(j); y != 0 {
		c.year = y
		return found{date: c, last: next}, true
	}
	if k, next, ok := l.clock(j); ok && k.sec >= 0 {
		if y, end := l.year(next); y != 0 {
			c.year = y
			return found{date: c, clock: &k, last: end}, true
		}
	}
	return found{date: c, last: j}, sure && lineWords.english[l.at(i).word] != 0
}
