package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/text"
)

// trailing marks may stand after the mark that ends a sentence.
const trailing = "\"'”’»›)]}」』】*\u200f\u200e \t\n\u00a0"

// ends reports how s ends: with the mark of a finished sentence (stop), with
// a mark that leaves it open (a colon, a comma, a semicolon), or with neither.
func ends(s string) (stop, open bool) {
	s = strings.TrimRight(s, trailing)
	r, _ := utf8.DecodeLastRuneInString(s)
	switch r {
	case '.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', '．':
		return true, false
	case ':', ',', ';', '：', '，', '；', '،', '؛', '、', '-', '–', '—':
		return false, true
	}
	return false, false
}

// fullStop reports whether s ends as a statement in prose does: with a full
// stop that is neither that of an abbreviation in capitals ("U.S.") nor part
// of an ellipsis.
func fullStop(s string) bool {
	s = strings.TrimRight(s, trailing)
	r, w := utf8.DecodeLastRuneInString(s)
	switch r {
	case '。', '۔', '।', '．':
		return true
	case '.':
	default:
		return false
	}
	s = s[:len(s)-w]
	if strings.HasSuffix(s, ".") {
		return false
	}
	last, w := utf8.DecodeLastRuneInString(s)
	before, _ := utf8.DecodeLastRuneInString(s[:len(s)-w])
	return !(unicode.IsUpper(last) && (before == '.' || before == ' '))
}

// quoted reports whether s is wholly in quotation marks, and its mark in the
// ASCII form.
func quoted(s string) (mark rune, ok bool) {
	s = strings.TrimSpace(s)
	first, w := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	a, b := text.FoldRune(first), text.FoldRune(last)
	if len(s) <= w || a != b || a != '"' && a != '\'' {
		return 0, false
	}
	return a, true
}

// size returns the length of s in letters of an alphabet: a character of a
// script written without spaces counts as three.
func size(s string) int {
	n := 0
	for _, r := range s {
		if r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			n += 3
		} else {
			n++
		}
	}
	return n
}

// count returns the number of words of s parted by white space; in a script
// written without spaces, half of its characters.
func count(s string) int {
	n := 0
	for range strings.FieldsSeq(s) {
		n++
	}
	return max(n, (size(s)-utf8.RuneCountInString(s))/4)
}

// capitals reports whether s has at least two letters and no lower-case one,
// in a script that has both.
func capitals(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			n++
		}
	}
	return n >= 2
}

// caseless reports whether the first letter of s is of a script without
// capitals.
func caseless(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return !unicode.IsUpper(r) && !unicode.IsLower(r)
		}
	}
	return false
}

// lowerStart reports whether the first letter or digit of s is a lower-case letter.
func lowerStart(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.IsLower(r)
		}
	}
	return false
}

// bullet reports whether s begins as an item of a list does.
func bullet(s string) bool {
	r, w := utf8.DecodeRuneInString(s)
	switch r {
	case '•', '▪', '●', '◦', '‣', '*', '·', '■', '–', '—', '-', '→', '►', '✓':
		return true
	}
	if !unicode.IsDigit(r) {
		return false
	}
	rest := strings.TrimLeftFunc(s[w:], unicode.IsDigit)
	return strings.HasPrefix(rest, ") ") || strings.HasPrefix(rest, ". ")
}

// prose reports whether s reads as a paragraph of running text: a finished
// sentence of some length, or anything long.
func prose(s string) bool {
	n := size(s)
	stop, _ := ends(s)
	return stop && n >= 40 || n >= 200
}

// key is the form in which two headlines are compared.
func key(s string) string { return strings.ToLower(text.Normal(s)) }
