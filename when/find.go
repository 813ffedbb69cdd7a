package when

import (
	"unicode"
	"unicode/utf8"

	"dateline/text"
)

// Expr is a time expression of running text, in the sense of a TimeML TIMEX3
// of type DATE or TIME, with what its words say about the date.
type Expr struct {
	// Span is the expression with the preposition that leads it in, so that
	// "since Monday" can be told from "on Monday": "on Monday", "last June",
	// "April 7", "in 2015".
	Span text.Span

	kind     exprKind
	date     civil    // the fields that are written
	weekday  int      // 1 to 7, 0 when none is written
	relation relation // of a weekday or month: "last Friday", "next May"
	unit     unit     // of a shift
	shift    int      // in units, from the report's date: "two days ago" is -2
	around   relation // the week ("Friday last week") or year ("in May last year") that is named too
	annual   bool     // a named day, whose year is not that of the report: "the September 11 attacks"
	timed    bool     // clock holds a time of day
	clock    clock
}

type exprKind uint8

const (
	exprOpen    exprKind = iota // nothing to be placed: "nine months after", "Good Friday"
	exprDate                    // a date, whole or partial
	exprWeekday                 // a weekday alone
	exprShift                   // so many units from the report's date
)

// Find returns the time expressions of s, English running text, in text
// order, none overlapping another. Spans are bytes of s.
//
// Words that only look like dates are left out: "May" as a verb, "March" as a
// walk, "August Kranz", "the Sunday Times", "the Friday prayer leader",
// "every Monday", "2,000 troops". Durations that are not anchored ("eight
// months after") and feasts ("Good Friday") are found and stay open.
func Find(s string) []Expr {
	f := &finder{s: s}
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case isDigit(c):
			w := f.item(i)
			i = w.end
			f.number(w)
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			j := i + 1
			for j < len(s) && wordByte[s[j]] {
				j++
			}
			if j < len(s) && s[j] >= utf8.RuneSelf {
				if e := f.item(i).end; e > j { // "Mayıs"
					i = e
					continue
				}
			}
			if j-i < shortest || j-i > longestTrigger || !triggers[s[i]&0x1f][s[i+1]&0x1f] {
				i = j
				continue
			}
			w := f.item(i)
			i = j
			f.word(w)
		case c >= utf8.RuneSelf:
			i = max(f.item(i).end, i+1)
			for i < len(s) && !utf8.RuneStart(s[i]) {
				i++
			}
			continue
		default:
			i++
			continue
		}
		i = max(i, f.end)
	}
	return f.out
}

// The lengths of the words on which Find stops, in bytes.
const (
	shortest       = 3
	longestTrigger = len("yesterday") // also "wednesday", "september"
)

// wordByte holds the ASCII letters and digits.
var wordByte = func() (t [256]bool) {
	for c := range t {
		t[c] = isDigit(byte(c)) || c|0x20 >= 'a' && c|0x20 <= 'z' && c < utf8.RuneSelf
	}
	return t
}()

// triggers holds the first two letters of the words on which Find stops to
// look around.
var triggers = func() (t [32][32]bool) {
	for w, x := range english.words {
		if x.roles&(isWeekday|isMonth|isDay|isUnit) != 0 {
			t[w[0]&0x1f][w[1]&0x1f] = true
		}
	}
	return t
}()

// finder is the state of one Find.
type finder struct {
	s   string
	out []Expr
	end int // where the last expression ends
}

// item is a word or number of running text.
type item struct {
	start, end int
	lexeme
	num    int    // of a number of up to 4 digits
	digits int    // 0 for a word
	suffix string // letters glued to a number
	word   string // as written; "" for a number and where there is nothing
	capped bool
}

func (w item) empty() bool { return w.start == w.end }

// ordinal reports whether w is a number that can be a day of the month.
func (w item) ordinal() bool {
	return (w.digits == 1 || w.digits == 2) && w.num >= 1 && w.num <= 31 && (w.suffix == "" || lineWords.ordinal[w.suffix])
}

// year reports whether w can be a year.
func (w item) year() bool {
	return w.digits == 4 && w.suffix == "" && w.num >= firstYear && w.num <= lastYear
}

// item reads the run of letters and digits that begins at byte i.
func (f *finder) item(i int) item {
	w := item{start: i}
	ascii := true
	for i < len(f.s) {
		c := f.s[i]
		if wordByte[c] {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			break
		}
		r, n := utf8.DecodeRuneInString(f.s[i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		ascii = false
		i += n
	}
	w.end = i
	if w.empty() {
		return w
	}
	run := f.s[w.start:i]
	if isDigit(run[0]) {
		for w.digits < len(run) && isDigit(run[w.digits]) {
			if w.digits < 4 {
				w.num = w.num*10 + int(run[w.digits]-'0')
			}
			w.digits++
		}
		w.suffix = run[w.digits:]
		return w
	}
	w.word = run
	w.capped = run[0] >= 'A' && run[0] <= 'Z'
	if !ascii {
		r, _ := utf8.DecodeRuneInString(run)
		w.capped = unicode.IsUpper(r)
		return w
	}
	w.lexeme = lookup(run)
	return w
}

// longest is the length of the longest word looked up, in bytes.
const longest = 16

// lookup returns what is known of an ASCII word in any case.
func lookup(w string) lexeme {
	var b [longest]byte
	if len(w) > longest {
		return lexeme{}
	}
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		b[i] = c
	}
	return english.words[string(b[:len(w)])]
}

// maxGap is the most white space, in bytes, that may stand between two words
// of one expression; an empty line is always a border.
const maxGap = 8

// gap returns the offset after the white space at byte i.
func (f *finder) gap(i int) int {
	for k := i; k < len(f.s) && k-i <= maxGap; {
		switch {
		case f.s[k] == ' ' || f.s[k] == '\t':
			k++
		case f.s[k] == '\n' && (k+1 == len(f.s) || f.s[k+1] != '\n'):
			k++
		case f.s[k] == 0xC2 && k+1 < len(f.s) && f.s[k+1] == 0xA0:
			k += 2
		default:
			return k
		}
	}
	return i
}

// after returns the item after white space at byte i; an empty one where a
// mark or nothing follows.
func (f *finder) after(i int) item {
	k := f.gap(i)
	if k == i {
		return item{start: i, end: i}
	}
	return f.item(k)
}

// before returns the item that ends before the white space that ends at byte
// i, none that belongs to the last expression.
func (f *finder) before(i int) item {
	k := i
	for k > f.end && i-k <= maxGap {
		if c := f.s[k-1]; c == ' ' || c == '\t' || c == '\n' && (k < 2 || f.s[k-2] != '\n') {
			k--
		} else if c == 0xA0 && k > f.end+1 && f.s[k-2] == 0xC2 {
			k -= 2
		} else {
			break
		}
	}
	if k == i {
		return item{start: i, end: i}
	}
	return f.ending(k)
}

// ending returns the item that ends at byte k.
func (f *finder) ending(k int) item {
	i := k
	for i > f.end && k-i < 2*longest {
		if !wordByte[f.s[i-1]] {
			break
		}
		i--
	}
	if i > 0 && f.s[i-1] >= utf8.RuneSelf {
		if r, _ := utf8.DecodeLastRuneInString(f.s[:i]); unicode.IsLetter(r) {
			return item{start: k, end: k}
		}
	}
	w := f.item(i)
	if w.end != k {
		return item{start: k, end: k}
	}
	return w
}

// is reports whether byte i is one of the given ones.
func (f *finder) is(i int, set string) bool {
	if i < 0 || i >= len(f.s) {
		return false
	}
	for k := 0; k < len(set); k++ {
		if f.s[i] == set[k] {
			return true
		}
	}
	return false
}

// dash returns the offset after a hyphen or an en dash at byte i, or i.
func (f *finder) dash(i int) int {
	if f.is(i, "-") {
		return i + 1
	}
	if i+3 <= len(f.s) && (f.s[i:i+3] == "–" || f.s[i:i+3] == "—") {
		return i + 3
	}
	return i
}

// add keeps an expression.
func (f *finder) add(x Expr) {
	if n := len(f.out); n > 0 && x.kind == exprDate && x.date.year != 0 {
		// "April 7 and May 9, 2025": the year is that of both.
		p := &f.out[n-1]
		if p.kind == exprDate && p.date.year == 0 && p.date.precision() == x.date.precision() &&
			p.around == noRelation && p.relation == noRelation && f.linked(p.Span.End, x.Span.Start) {
			p.date.year = x.date.year
			if !p.date.valid() {
				p.date.year = 0
			}
		}
	}
	f.out = append(f.out, x)
	f.end = x.Span.End
}

// linked reports whether nothing but "and", "to", a comma or a dash stands
// between the bytes a and b.
func (f *finder) linked(a, b int) bool {
	if b < a || b-a > 12 {
		return false
	}
	if f.is(a, ",") {
		a++
	}
	if k := f.dash(f.gap(a)); k > f.gap(a) {
		return f.gap(k) == b
	}
	w := f.after(a)
	if w.roles&isLink != 0 {
		return f.gap(w.end) == b
	}
	return f.gap(a) == b && a > 0 && f.is(a-1, ",")
}

// word looks at a trigger word.
func (f *finder) word(w item) {
	switch {
	case w.roles&isWeekday != 0 && w.capped:
		f.weekday(w)
	case w.roles&isMonth != 0 && w.capped:
		f.month(w)
	case w.roles&isDay != 0:
		f.day(w)
	case w.roles&isUnit != 0 && !w.capped:
		f.unit(w)
	}
}
