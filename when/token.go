package when

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/text"
)

// token is a word, a number or a single mark of a line.
type token struct {
	span   text.Span
	kind   tokenKind
	word   string // a word in lower case; a mark as it is, dashes as "-"
	num    int    // the value of a number of up to 9 digits
	digits int    // how many digits a number has
	glued  bool   // no white space stands before it
	capped bool   // a word that begins with a capital letter
}

type tokenKind uint8

const (
	aMark tokenKind = iota
	aWord
	aNumber
)

// tokens cuts s up. Digits of every script count as digits, combining marks
// belong to their word.
func tokens(s string) []token {
	var out []token
	glued := false
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		start := i
		t := token{glued: glued}
		glued = true
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
			i += n
			glued = unicode.Is(unicode.Cf, r) && start > 0 && t.glued
			continue
		case digit(r) >= 0:
			t.kind = aNumber
			for i < len(s) {
				r, n := utf8.DecodeRuneInString(s[i:])
				d := digit(r)
				if d < 0 {
					break
				}
				if t.digits++; t.digits <= 9 {
					t.num = t.num*10 + d
				}
				i += n
			}
		case unicode.IsLetter(r):
			t.kind = aWord
			t.capped = unicode.IsUpper(r)
			ideograph := inCJK(r)
			for i < len(s) {
				r, n := utf8.DecodeRuneInString(s[i:])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) || ideograph && i > start {
					break
				}
				i += n
			}
			t.word = fold(s[start:i])
		default:
			i += n
			t.word = s[start:i]
			if unicode.Is(unicode.Pd, r) || r == '\u2212' {
				t.word = "-"
			} else if r == '،' {
				t.word = ","
			}
		}
		t.span = text.Span{Start: start, End: i}
		out = append(out, t)
	}
	return out
}

// inCJK reports whether r is written without spaces between words, so that
// each character is taken alone: "2026年2月9日", "2026년 2월 9일".
func inCJK(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hangul) }

// digit returns the value of a decimal digit, or -1.
func digit(r rune) int {
	if r < utf8.RuneSelf {
		if '0' <= r && r <= '9' {
			return int(r - '0')
		}
		return -1
	}
	for _, zero := range zeros {
		if zero <= r && r <= zero+9 {
			return int(r - zero)
		}
	}
	return -1
}

// zeros are the zeros of the scripts whose digits stand in date lines:
// Arabic, Persian and Urdu, Devanagari, Bengali, fullwidth.
var zeros = [...]rune{'٠', '۰', '०', '০', '０'}

// is reports whether t is one of the given words or marks.
func (t token) is(words ...string) bool {
	for _, w := range words {
		if t.word == w {
			return true
		}
	}
	return false
}

// trimmed returns s without white space and quotation marks around it.
func trimmed(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == '"' || r == '\'' || r == '\ufeff' || r == '\u200b'
	})
}
