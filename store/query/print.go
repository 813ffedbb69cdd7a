package query

import (
	"strings"
	"unicode"
)

// String writes q so that [Parse] reads it again: words and phrases as they
// are searched, then fields, each in their order.
func (q Query) String() string {
	var b strings.Builder
	begin := func(not bool) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		if not {
			b.WriteByte('-')
		}
	}
	for _, t := range q.Terms {
		begin(t.Not)
		quote(&b, strings.Join(t.Words, " "))
	}
	for _, f := range q.Fields {
		begin(f.Not)
		b.WriteString(f.Name)
		b.WriteByte(':')
		quote(&b, f.Value)
	}
	return b.String()
}

// quote writes s, in quotation marks if it would not be read as one value
// without. A quotation mark inside, which no query can hold, becomes a space.
func quote(b *strings.Builder, s string) {
	plain := func(r rune) bool { return !unicode.IsSpace(r) && !mark(r) }
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		b.WriteString(s)
		return
	}
	b.WriteByte('"')
	b.WriteString(strings.Map(func(r rune) rune {
		if mark(r) {
			return ' '
		}
		return r
	}, s))
	b.WriteByte('"')
}
