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

// isSpace reports ASCII white space, the only white space of HTML's grammar.
func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}

// lowerName returns s with the capitals of ASCII made small, as the names of
// HTML are compared.
func lowerName(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= 'A' && c <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if b[i] >= 'A' && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}
