package text

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// xmlNames are the entities that XML declares itself (XML 1.0, 4.6).
var xmlNames = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"}

// UnescapeXML decodes XML's five entities and its numeric references in t.
// Others, declared or not, stay as they are written: a document type
// definition is never read. Numbers from 128 to 159 mean what HTML takes them
// for, a character of windows-1252; numbers that are no character become
// U+FFFD.
func UnescapeXML(t Text) Text {
	const longest = 16
	return rewrite(t, '&', func(s string) (string, int) {
		n := strings.IndexByte(s[:min(len(s), longest)], ';')
		if n < 3 {
			return "", 0
		}
		if s[1] != '#' {
			if c, ok := xmlNames[s[1:n]]; ok {
				return c, n + 1
			}
			return "", 0
		}
		digits, base := s[2:n], 10
		if digits[0] == 'x' || digits[0] == 'X' {
			digits, base = digits[1:], 16
		}
		switch v, err := strconv.ParseUint(digits, base, 64); {
		case err != nil:
			return "", 0
		case v >= 0x80 && v < 0xA0:
			return html.UnescapeString(s[:n+1]), n + 1
		case v == 0 || v > utf8.MaxRune || !utf8.ValidRune(rune(v)):
			return "\uFFFD", n + 1
		default:
			return string(rune(v)), n + 1
		}
	})
}
