// Package token cuts text into words, numbers and punctuation marks, and
// these into sentences.
//
// The cut follows the English treebanks of Universal Dependencies: clitics
// are tokens ("Iran" + "’s", "do" + "n’t"), hyphens between words are tokens
// ("two" + "-" + "track") except after a prefix ("pre-war"), abbreviations
// keep their dot ("U.S.", "Gen."). Text in other languages is cut by the same
// rules without harm: every character that is not white space belongs to
// exactly one token.
//
//	toks := token.Cut(nil, "Gen. Orlo didn’t say.", 0)
//	// Gen. | Orlo | did | n’t | say | .
//	starts := token.Sentences(text, toks)
//	// starts[0] == 0; one entry a sentence
//
// It knows nothing of paragraphs or quotations: call it for each block.
package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Token is a half-open range of byte offsets.
type Token struct{ Start, End int32 }

// Cut appends the tokens of s to dst. base is added to every offset.
func Cut(dst []Token, s string, base int) []Token {
	c := cutter{s: s, base: base, out: dst}
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		if blank(r) {
			i += w
			continue
		}
		i = c.next(i)
	}
	return c.out
}

func blank(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}

type cutter struct {
	s    string
	base int
	out  []Token
}

func (c *cutter) add(i, j int) {
	c.out = append(c.out, Token{int32(c.base + i), int32(c.base + j)})
}

// next cuts the token or, for a word with clitics, tokens that start at i,
// and returns where they end.
func (c *cutter) next(i int) int {
	s := c.s
	if j := address(s, i); j > i {
		c.add(i, j)
		return j
	}
	r, w := utf8.DecodeRuneInString(s[i:])
	if !wordy(r) {
		if isApostrophe(r) {
			if n := danglingClitic(s, i, w); n > 0 {
				c.add(i, n)
				return n
			}
		}
		j := i + w
		if strings.ContainsRune(".-!?*=_~`'", r) { // runs of one mark are one token
			for j < len(s) {
				r2, w2 := utf8.DecodeRuneInString(s[j:])
				if r2 != r && !(r == '!' && r2 == '?' || r == '?' && r2 == '!') {
					break
				}
				j += w2
			}
		}
		c.add(i, j)
		return j
	}
	j := wordEnd(s, i)
	if j < len(s) && s[j] == '.' && keepsDot(s, i, j) {
		j++
	}
	c.split(i, j, 2)
	return j
}

// wordy reports the characters words are made of.
func wordy(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

// wordEnd returns where the word that starts at i ends, inner marks included.
func wordEnd(s string, i int) int {
	prev := rune(0)
	for j := i; j < len(s); {
		r, w := utf8.DecodeRuneInString(s[j:])
		if wordy(r) {
			prev, j = r, j+w
			continue
		}
		if j+w >= len(s) {
			return j
		}
		n, _ := utf8.DecodeRuneInString(s[j+w:])
		inner := false
		switch {
		case r == '.' || r == ',' || r == ':':
			inner = unicode.IsDigit(prev) && unicode.IsDigit(n) || r == '.' && unicode.IsLetter(prev) && unicode.IsLetter(n) && !glued(s, i, j, n)
		case isApostrophe(r):
			inner = unicode.IsLetter(prev) && unicode.IsLetter(n)
		case r == '&':
			inner = unicode.IsUpper(prev) && unicode.IsUpper(n)
		case r == '-':
			inner = unicode.IsLetter(n) && prefixes[strings.ToLower(s[i:j])]
		}
		if !inner {
			return j
		}
		prev, j = r, j+w
	}
	return len(s)
}

// glued reports a full stop with the space after it missing ("talks.The"):
// the word before is long and lower case, the next letter a capital.
func glued(s string, i, j int, n rune) bool {
	if j-i < 3 || !unicode.IsUpper(n) {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(s[:j])
	return unicode.IsLower(r)
}

// keepsDot reports whether the dot at s[j] belongs to the word s[i:j].
func keepsDot(s string, i, j int) bool {
	word := s[i:j]
	low := strings.ToLower(word)
	single := utf8.RuneCountInString(word) == 1
	r, _ := utf8.DecodeRuneInString(word)
	switch {
	case abbreviations[low]:
		// Ambiguous ones ("no.", "Sun.") only when the sentence goes on.
		return !ambiguous[low] || goesOn(s, j+1)
	case single && unicode.IsUpper(r):
		return true
	case strings.Contains(word, ".") && len(word) <= 9 && acronym(word):
		return true
	}
	return false
}

func acronym(w string) bool {
	for p := range strings.SplitSeq(w, ".") {
		if utf8.RuneCountInString(p) > 2 {
			return false
		}
	}
	return true
}

// goesOn reports whether a lower-case letter or a digit follows after a space.
func goesOn(s string, i int) bool {
	return len(s) > i+1 && s[i] == ' ' && (s[i+1] >= 'a' && s[i+1] <= 'z' || s[i+1] >= '0' && s[i+1] <= '9')
}

// danglingClitic cuts "’s" and the like where the word before was cut off, as
// in "U.S.’s" or "“Israel”’s". It returns the end, or 0.
func danglingClitic(s string, i, w int) int {
	if i == 0 {
		return 0
	}
	if r, _ := utf8.DecodeLastRuneInString(s[:i]); !wordy(r) && r != '.' && r != '”' && r != '"' && r != '’' {
		return 0
	}
	for _, k := range [...]string{"s", "re", "ve", "ll", "d", "m", "S"} {
		if strings.HasPrefix(s[i+w:], k) {
			end := i + w + len(k)
			if r, _ := utf8.DecodeRuneInString(s[end:]); end == len(s) || !wordy(r) {
				return end
			}
		}
	}
	return 0
}

// split adds the word s[i:j] as one token or, with up to so many clitics
// ("wouldn’t’ve"), as several.
func (c *cutter) split(i, j, clitics int) {
	w := c.s[i:j]
	low := strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(w, "’", "'"), "ʼ", "'"))
	if n := contracted[low]; n > 0 && len(low) == len(w) {
		c.add(i, i+n)
		c.add(i+n, j)
		return
	}
	k := strings.LastIndexByte(low, '\'')
	if k <= 0 || clitics == 0 {
		c.add(i, j)
		return
	}
	tail := low[k:]
	back := len(low) - k // bytes of the tail in low; the mark may be longer in w
	mark := 1
	if !strings.HasSuffix(w, low[k:]) && !strings.HasSuffix(strings.ToLower(w), tail) {
		r, n := utf8.DecodeRuneInString(w[max(0, len(w)-back-2):])
		if isApostrophe(r) {
			mark = n
		}
	}
	at := j - (back - 1) - mark
	switch tail {
	case "'s", "'re", "'ve", "'ll", "'d", "'m":
		if at > i {
			c.split(i, at, clitics-1)
			c.add(at, j)
			return
		}
	case "'t":
		if k > 1 && low[k-1] == 'n' && at-1 > i {
			c.add(i, at-1)
			c.add(at-1, j)
			return
		}
	}
	c.add(i, j)
}

// address returns the end of a web or mail address at i, or 0.
func address(s string, i int) int {
	rest := s[i:]
	low := strings.ToLower(rest[:min(len(rest), 8)])
	if !strings.HasPrefix(low, "http://") && !strings.HasPrefix(low, "https://") && !strings.HasPrefix(low, "www.") {
		// An at sign within the next word, with a dot behind it.
		if i > 0 {
			if r, _ := utf8.DecodeLastRuneInString(s[:i]); !blank(r) && r != '(' && r != '<' {
				return 0
			}
		}
		at := -1
		for j := 0; j < len(rest) && j < 64; j++ {
			if rest[j] == '@' {
				at = j
				break
			}
			if !isMail(rest[j]) {
				return 0
			}
		}
		if at < 1 {
			return 0
		}
		j, dot := at+1, false
		for j < len(rest) && isMail(rest[j]) {
			dot = dot || rest[j] == '.' && j+1 < len(rest) && isMail(rest[j+1])
			j++
		}
		if !dot {
			return 0
		}
		return i + len(strings.TrimRight(rest[:j], ".-_+"))
	}
	j := 0
	for j < len(rest) {
		r, w := utf8.DecodeRuneInString(rest[j:])
		if blank(r) || r == '<' || r == '>' || r == '"' || r == '”' || r == '“' {
			break
		}
		j += w
	}
	return i + len(strings.TrimRight(rest[:j], ".,;:)!?'’]"))
}

func isMail(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_' || c == '+'
}
