package article

import (
	"html"
	"strings"

	"dateline/text"
)

// attr is one attribute of a start tag. Its value is given as it stands in
// the page, so that its bytes can be shown; see unescaped.
type attr struct {
	key string    // lower case
	raw string    // between the quotation marks, character references not decoded
	at  text.Span // of raw, in the page's text
}

// unescaped returns the value with its character references decoded.
func (a attr) unescaped() string {
	if strings.IndexByte(a.raw, '&') < 0 {
		return a.raw
	}
	return html.UnescapeString(a.raw)
}

// attributes yields the attributes of the start tag that stands at span tag of
// s, in order (HTML Living Standard, 13.2.5.32 and following). Of a doubled
// attribute both are given.
func attributes(s string, tag text.Span, yield func(attr) bool) {
	at, end := tag.Start+1, tag.End
	for at < end && !isSpace(s[at]) && s[at] != '/' && s[at] != '>' {
		at++
	}
	for {
		for at < end && (isSpace(s[at]) || s[at] == '/') {
			at++
		}
		if at >= end || s[at] == '>' {
			return
		}
		from := at
		at++ // a name may start with '='
		for at < end && !isSpace(s[at]) && s[at] != '/' && s[at] != '>' && s[at] != '=' {
			at++
		}
		a := attr{key: lowerName(s[from:at]), at: text.Span{Start: at, End: at}}
		next := at
		for next < end && isSpace(s[next]) {
			next++
		}
		if next < end && s[next] == '=' {
			a.at, at = attrValue(s, next+1, end)
			a.raw = s[a.at.Start:a.at.End]
		}
		if !yield(a) {
			return
		}
	}
}

// attrValue reads the value that starts at or after at, and returns where it
// stands and where reading goes on.
func attrValue(s string, at, end int) (text.Span, int) {
	for at < end && isSpace(s[at]) {
		at++
	}
	if at < end && (s[at] == '"' || s[at] == '\'') {
		from := at + 1
		n := strings.IndexByte(s[from:end], s[at])
		if n < 0 {
			return text.Span{Start: from, End: end}, end
		}
		return text.Span{Start: from, End: from + n}, from + n + 1
	}
	from := at
	for at < end && !isSpace(s[at]) && s[at] != '>' {
		at++
	}
	return text.Span{Start: from, End: at}, at
}

// isSpace reports ASCII white space, the only white space of HTML's grammar.
func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}

// lowerName is strings.ToLower for names, which are lower case already as a rule.
func lowerName(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'A' && c <= 'Z' || c >= 0x80 {
			return strings.ToLower(s)
		}
	}
	return s
}
