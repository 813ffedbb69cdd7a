package query

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	country "dateline/language/name"
	"dateline/text"
)

// The names of fields and the values of kind: and grade:, in the order in which messages
// list them.
var (
	fields = []string{"speaker", "outlet", "about", "place", "kind", "cue", "grade", "after", "before", "type", "track"}
	kinds  = []string{"direct", "mixed", "indirect"}
	tracks = []string{"diplomacy", "military", "both", "other"}
	grades = []string{"sure", "check"}
)

// Fields returns the names of all fields.
func Fields() []string { return slices.Clone(fields) }

// Error says what of a query was not understood.
type Error struct {
	At     int      // byte offset into the query
	Reason string   // in words, on one line
	Known  []string // what could stand there, when that is a list
}

func (e *Error) Error() string {
	msg := fmt.Sprintf("query: byte %d: %s", e.At, e.Reason)
	if len(e.Known) > 0 {
		msg += " (known: " + strings.Join(e.Known, ", ") + ")"
	}
	return msg
}

// Parse reads a query. The error is an *[Error].
func Parse(s string) (Query, error) {
	p := parser{s: s}
	for p.next() {
		if err := p.condition(); err != nil {
			return Query{}, err
		}
	}
	return p.q, nil
}

type parser struct {
	s  string
	at int // byte offset of what is read next
	q  Query
}

// next skips white space and reports whether anything follows.
func (p *parser) next() bool {
	p.at = len(p.s) - len(strings.TrimLeftFunc(p.s[p.at:], unicode.IsSpace))
	return p.at < len(p.s)
}

// condition reads one term or field.
func (p *parser) condition() error {
	start := p.at
	not := p.s[p.at] == '-'
	if not {
		p.at++
	}
	name := p.name()
	if name == "" {
		value, err := p.value()
		if err != nil {
			return err
		}
		if words := Words(value); len(words) > 0 {
			p.q.Terms = append(p.q.Terms, Term{Words: words, Not: not})
		}
		return nil
	}
	if not {
		start++
	}
	if !slices.Contains(fields, name) {
		return &Error{At: start, Reason: fmt.Sprintf("there is no field %q", name), Known: Fields()}
	}
	at := p.at
	value, err := p.value()
	if err != nil {
		return err
	}
	f, wrong := field(name, value)
	if wrong != nil {
		wrong.At = at
		return wrong
	}
	f.Not = not
	p.q.Fields = append(p.q.Fields, f)
	return nil
}

// name reads a field's name with its colon and returns it in lower case; ""
// if none stands here.
func (p *parser) name() string {
	rest := p.s[p.at:]
	n := 0
	for n < len(rest) && (rest[n] >= 'a' && rest[n] <= 'z' || rest[n] >= 'A' && rest[n] <= 'Z' || rest[n] == '_') {
		n++
	}
	if n == 0 || n == len(rest) || rest[n] != ':' {
		return ""
	}
	p.at += n + 1
	return strings.ToLower(rest[:n])
}

// value reads what stands in quotation marks, or else up to white space or a
// quotation mark.
func (p *parser) value() (string, error) {
	rest := p.s[p.at:]
	if r, w := utf8.DecodeRuneInString(rest); mark(r) {
		end := strings.IndexFunc(rest[w:], mark)
		if end < 0 {
			return "", &Error{At: p.at, Reason: "the quotation mark is not closed"}
		}
		_, last := utf8.DecodeRuneInString(rest[w+end:])
		p.at += w + end + last
		return rest[w : w+end], nil
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return mark(r) || unicode.IsSpace(r) })
	if end < 0 {
		end = len(rest)
	}
	p.at += end
	return rest[:end], nil
}

// mark reports whether r opens or closes a phrase.
func mark(r rune) bool {
	switch r {
	case '"', '“', '”', '„', '«', '»':
		return true
	}
	return false
}

// NewField makes a condition that is not written in a query: on a field of
// the given name, with any value that the field takes. The error is an
// *[Error] at 0.
func NewField(name, value string) (Field, error) {
	if !slices.Contains(fields, name) {
		return Field{}, &Error{Reason: fmt.Sprintf("there is no field %q", name), Known: Fields()}
	}
	f, wrong := field(name, value)
	if wrong != nil {
		return Field{}, wrong
	}
	return f, nil
}

func field(name, value string) (Field, *Error) {
	f := Field{Name: name, Value: value, Words: Words(value)}
	if state := country.CountryName(value); state != "" && name == "speaker" {
		f.Words = Words(state) // a state by its code is what it is by its name
	}
	switch name {
	case "kind":
		f.Value = strings.ToLower(strings.TrimSpace(value))
		if !slices.Contains(kinds, f.Value) {
			return f, &Error{Reason: fmt.Sprintf("there is no kind %q", value), Known: slices.Clone(kinds)}
		}
	case "track":
		f.Value = strings.ToLower(strings.TrimSpace(value))
		if !slices.Contains(tracks, f.Value) {
			return f, &Error{Reason: fmt.Sprintf("there is no track %q", value), Known: slices.Clone(tracks)}
		}
	case "grade":
		f.Value = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(value)), "to ")
		if !slices.Contains(grades, f.Value) {
			return f, &Error{Reason: fmt.Sprintf("there is no grade %q", value), Known: slices.Clone(grades)}
		}
	case "after", "before":
		f.Value = strings.TrimSpace(value)
		if _, ok := f.Day(); !ok {
			return f, &Error{Reason: fmt.Sprintf("%q is not a day (2026-02-09), month (2026-02) or year", value)}
		}
	default:
		if len(f.Words) == 0 {
			return f, &Error{Reason: fmt.Sprintf("%s: needs a letter or a digit", name)}
		}
	}
	return f, nil
}

// Day returns the first day that the value of an after: or before: means, as
// days since 1970-01-01.
func (f Field) Day() (days int64, ok bool) {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.Parse(layout, f.Value); err == nil {
			return t.Unix() / (24 * 60 * 60), true // exact: t is a midnight
		}
	}
	return 0, false
}

// Words returns the words of s as they are searched.
func Words(s string) []string {
	var out []string
	for w := range text.Words(s) {
		out = append(out, w)
	}
	return out
}
