package when

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// role is what a word can be in an English time expression.
type role uint32

const (
	isNumber role = 1 << iota
	isUnit
	isRelation
	isPreposition
	isPart
	isPhase
	isEdge
	isVague
	isAbout
	isApproach
	isRecur
	isCount
	isFrom
	isDay
	isDeterminer
	isQuantity
	isLink
	isAgo
	isWeekday
	isMonth
)

// unit is a length of time.
type unit uint8

const (
	noUnit unit = iota
	dayUnit
	weekUnit
	monthUnit
	yearUnit
	decadeUnit
	weekendUnit
	nightUnit
	dayhalfUnit
)

// relation is how an expression leans on the report's date.
type relation uint8

const (
	noRelation relation = iota
	lastOne             // "last June"
	nextOne             // "next June"
	thisOne             // "this June"
	otherOne            // "the previous June": relative to something else in the text
)

var roleNames = map[string]role{
	"number": isNumber, "unit": isUnit, "relation": isRelation, "preposition": isPreposition, "part": isPart,
	"phase": isPhase, "edge": isEdge, "vague": isVague, "about": isAbout, "approach": isApproach,
	"recur": isRecur, "count": isCount, "from": isFrom, "day": isDay, "ago": isAgo,
	"determiner": isDeterminer, "quantity": isQuantity, "link": isLink,
}

var unitNames = map[string]unit{
	"day": dayUnit, "week": weekUnit, "month": monthUnit, "year": yearUnit, "decade": decadeUnit,
	"weekend": weekendUnit, "night": nightUnit, "dayhalf": dayhalfUnit,
}

var relationNames = map[string]relation{"last": lastOne, "next": nextOne, "this": thisOne, "other": otherOne}

// lexeme is what is known of an English word.
type lexeme struct {
	roles    role
	number   int16    // of a number word, or the distance of "yesterday"
	unit     unit     // of a unit
	relation relation // of a relation
	weekday  uint8    // 1 to 7
	month    uint8    // 1 to 12
	short    bool     // an abbreviation of a weekday or month
	person   bool     // a month that is also a given name
}

// vocabulary holds the English words.
type vocabulary struct {
	words   map[string]lexeme
	weekday map[string]int // full and short names
}

var english = must(readEnglish(files, "data/english.tsv", lineWords))

func readEnglish(fsys fs.FS, name string, m *months) (*vocabulary, error) {
	rows, err := readRows(fsys, name, 3)
	if err != nil {
		return nil, err
	}
	v := &vocabulary{map[string]lexeme{}, map[string]int{}}
	for f, n := range m.english {
		v.words[f] = lexeme{roles: isMonth, month: uint8(n), short: m.short[f]}
	}
	for _, r := range rows {
		for _, w := range strings.Fields(r.cells[2]) {
			x := v.words[w]
			if err := x.set(r.cells[0], r.cells[1]); err != nil {
				return nil, &EntryError{name, r.line, fmt.Sprintf("%q: %v", w, err)}
			}
			v.words[w] = x
			if x.weekday != 0 {
				v.weekday[w] = int(x.weekday)
			}
		}
	}
	return v, nil
}

// set adds one entry to what is known of a word.
func (x *lexeme) set(kind, value string) error {
	n, numErr := strconv.Atoi(value)
	var ok bool
	switch kind {
	case "weekday", "weekday-short":
		x.roles |= isWeekday
		x.weekday, x.short, ok = uint8(n), kind == "weekday-short", numErr == nil && 1 <= n && n <= 7
	case "number", "day":
		x.number, ok = int16(n), numErr == nil
	case "unit":
		x.unit, ok = unitNames[value]
	case "relation":
		x.relation, ok = relationNames[value]
	case "person":
		x.person, ok = true, x.month != 0
	default:
		ok = value == "-" && roleNames[kind] != 0
	}
	if !ok {
		return fmt.Errorf("bad kind or value %q %q", kind, value)
	}
	x.roles |= roleNames[kind]
	return nil
}
