package text

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// UnescapeJSON decodes the escapes of RFC 8259 in t, which holds what stands
// between the quotation marks of a JSON string. A malformed escape stays as
// it is written; half of a surrogate pair becomes U+FFFD, as does NUL.
func UnescapeJSON(t Text) Text {
	return rewrite(t, '\\', func(s string) (string, int) {
		if len(s) < 2 {
			return "", 0
		}
		switch s[1] {
		case '"', '\\', '/':
			return s[1:2], 2
		case 'b':
			return "\b", 2
		case 'f':
			return "\f", 2
		case 'n':
			return "\n", 2
		case 'r':
			return "\r", 2
		case 't':
			return "\t", 2
		case 'u':
			r, ok := hex4(s)
			if !ok {
				return "", 0
			}
			if utf16.IsSurrogate(r) {
				if low, ok := hex4(s[6:]); ok {
					if full := utf16.DecodeRune(r, low); full != utf8.RuneError {
						return string(full), 12
					}
				}
				return "\uFFFD", 6
			}
			if r == 0 {
				r = utf8.RuneError
			}
			return string(r), 6
		}
		return "", 0
	})
}

// hex4 reads \uXXXX at the start of s.
func hex4(s string) (rune, bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	return rune(n), err == nil
}

// UnescapeHTML decodes HTML's character references in t, those without a
// semicolon included (HTML Living Standard, 13.2.5.72 and following, with the
// rules for text, not for attributes).
func UnescapeHTML(t Text) Text {
	return rewrite(t, '&', func(s string) (string, int) {
		n := 1
		for n < len(s) && n < 40 && (isAlnum(s[n]) || n == 1 && s[n] == '#') {
			n++
		}
		if n < 3 {
			return "", 0
		}
		if n < len(s) && s[n] == ';' {
			if u := html.UnescapeString(s[:n+1]); u != s[:n+1] && utf8.RuneCountInString(u) <= 2 && !strings.HasSuffix(u, ";") {
				return u, n + 1
			}
		}
		if s[1] == '#' {
			// A number ends where its digits end.
			k := 2
			hexa := k < n && (s[k] == 'x' || s[k] == 'X')
			if hexa {
				k++
			}
			digits := k
			for k < n && (s[k] >= '0' && s[k] <= '9' || hexa && isHex(s[k])) {
				k++
			}
			if k == digits {
				return "", 0
			}
			if u := html.UnescapeString(s[:k] + ";"); utf8.RuneCountInString(u) == 1 {
				return u, k
			}
			return "", 0
		}
		// The few names that may stand without a semicolon: the longest wins.
		for k := min(n, 8); k >= 3; k-- {
			if u := html.UnescapeString(s[:k]); u != s[:k] && utf8.RuneCountInString(u) == 1 {
				return u, k
			}
		}
		return "", 0
	})
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// FoldLines turns "\r\n" and a lone "\r" into "\n". Decode has done this for
// the bytes of a file; it is needed again after escapes were decoded.
func FoldLines(t Text) Text {
	return rewrite(t, '\r', func(s string) (string, int) {
		if len(s) > 1 && s[1] == '\n' {
			return "\n", 2
		}
		return "\n", 1
	})
}

// rewrite copies t and, at every byte mark, asks decode what stands there: the
// characters and the number of bytes they stand for, 0 to leave the byte as
// it is.
func rewrite(t Text, mark byte, decode func(s string) (string, int)) Text {
	s := t.s
	i := strings.IndexByte(s, mark)
	if i < 0 {
		return t
	}
	b := NewBuilder(t)
	b.Grow(len(s))
	run := 0
	for i >= 0 {
		if words, n := decode(s[i:]); n > 0 {
			if run < i {
				b.Copy(Span{run, i})
			}
			b.Put(words, Span{i, i + n})
			run = i + n
			i = run
		} else {
			i++
		}
		k := strings.IndexByte(s[i:], mark)
		if k < 0 {
			break
		}
		i += k
	}
	if run < len(s) {
		b.Copy(Span{run, len(s)})
	}
	return b.Text()
}
