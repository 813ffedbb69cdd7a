package text

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normal returns the form in which two texts are compared letter by letter:
// NFKC, every kind of quotation mark, apostrophe and dash folded to the ASCII
// one, soft hyphens and zero-width marks left out, white space runs folded to
// one space, none at the ends. Case and accents stay.
func Normal(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFKC.String(s) {
		f := FoldRune(r)
		switch {
		case f == -1:
		case f == ' ':
			space = b.Len() > 0
		default:
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(f)
		}
	}
	return b.String()
}

// FoldRune folds one character of the classes named at [Normal]: quotation
// marks, apostrophes and dashes to the ASCII one, white space to ' ', and -1
// for a character that shows as nothing.
func FoldRune(r rune) rune {
	if r < utf8.RuneSelf {
		switch r {
		case '\t', '\n', '\v', '\f', '\r':
			return ' '
		}
		return r
	}
	switch r {
	case '“', '”', '„', '‟', '«', '»', '＂', '″', '〝', '〞', '「', '」', '『', '』':
		return '"'
	case '‘', '’', '‚', '‛', '‹', '›', '＇', 'ʼ', 'ʹ', '′', '`', '´':
		return '\''
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹘', '－':
		return '-'
	case '\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u200e', '\u200f',
		'\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069':
		return -1
	}
	if unicode.IsSpace(r) {
		return ' '
	}
	return r
}

// Words yields the words of s as they are indexed and searched, with their
// byte spans in s. A word is a run of letters, digits and combining marks,
// with inner apostrophes dropped ("Iran’s" gives "iran", since the possessive
// is cut) and inner dots of abbreviations dropped ("U.S." gives "us"); it is
// NFKC, lower case, without accents. In scripts written without spaces every
// character is a word.
func Words(s string) iter.Seq2[string, Span] {
	return func(yield func(string, Span) bool) {
		for i := 0; i < len(s); {
			r, w := utf8.DecodeRuneInString(s[i:])
			if r >= utf8.RuneSelf && !wordRune(r) || r < utf8.RuneSelf && !plainByte[r] {
				i += w
				continue
			}
			if solid(r) {
				// A ligature of two such characters is two words.
				for _, c := range foldWord(s[i : i+w]) {
					if !yield(string(c), Span{i, i + w}) {
						return
					}
				}
				i += w
				continue
			}
			end := wordEnd(s, i)
			if word := foldWord(s[i:end]); word != "" {
				if !yield(word, Span{i, end}) {
					return
				}
			}
			i = end
		}
	}
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// solid reports scripts in which words are not set apart.
func solid(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) && unicode.IsLetter(r)
}

func wordEnd(s string, i int) int {
	for i < len(s) {
		if plainByte[s[i]] {
			i++
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		if wordRune(r) && !solid(r) || FoldRune(r) == -1 {
			i += w
			continue
		}
		// An apostrophe or a dot between two letters stays inside.
		if f := FoldRune(r); f == '\'' || r == '.' {
			n, _ := utf8.DecodeRuneInString(s[i+w:])
			if p, _ := utf8.DecodeLastRuneInString(s[:i]); unicode.IsLetter(n) && unicode.IsLetter(p) && !solid(n) {
				i += w
				continue
			}
		}
		break
	}
	return i
}

// plainByte marks the letters and digits of ASCII.
var plainByte = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
	}
	return t
}()

func foldWord(s string) string {
	plain := 0
	for plain < len(s) && plainByte[s[plain]] {
		plain++
	}
	if plain == len(s) {
		return strings.ToLower(s)
	}
	if !isASCII(s) {
		// NFKD would make this apostrophe a space and an accent.
		s = norm.NFKD.String(strings.ReplaceAll(s, "´", "'"))
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch f := FoldRune(r); {
		case f == '\'':
			b.WriteByte('\'')
		case f == -1 || !wordRune(r) || unicode.Is(unicode.Mn, r):
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	out := strings.TrimSuffix(b.String(), "'s")
	return strings.ReplaceAll(out, "'", "")
}
