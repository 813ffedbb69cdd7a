package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences returns the index of the first token of each sentence of the
// block that toks were cut from; offsets of toks count bytes of s. A sentence
// ends at . ! ? … and the closing marks behind it, unless an abbreviation, an
// initial, a lower-case word or a comma shows that it goes on. It also ends
// at a line break.
func Sentences(s string, toks []Token) []int {
	if len(toks) == 0 {
		return nil
	}
	starts := []int{0}
	for i := 0; i+1 < len(toks); i++ {
		gap := s[toks[i].End:toks[i+1].Start]
		if strings.IndexByte(gap, '\n') >= 0 {
			starts = append(starts, i+1)
			continue
		}
		w := s[toks[i].Start:toks[i].End]
		if !terminal(w) {
			if endsAsAbbreviation(s, toks, i, w) {
				starts = append(starts, i+1)
			}
			continue
		}
		j := i + 1
		for j < len(toks) && toks[j].Start == toks[j-1].End && closer(s[toks[j].Start:toks[j].End]) {
			j++
		}
		if j == len(toks) {
			break
		}
		if strings.IndexByte(s[toks[j-1].End:toks[j].Start], '\n') >= 0 || begins(s, toks, i, j, w) {
			starts = append(starts, j)
			i = j - 1
		}
	}
	return starts
}

// terminal reports the marks that end a sentence.
func terminal(w string) bool {
	switch w {
	case ".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।":
		return true
	}
	return len(w) > 1 && strings.Trim(w, ".") == "" || len(w) > 1 && strings.Trim(w, "!?") == ""
}

func closer(w string) bool {
	switch w {
	case "”", "\"", "''", "’", "'", "»", "›", ")", "]", "}", "」", "』":
		return true
	}
	return false
}

// begins reports whether a sentence begins at token j, behind the terminal
// mark w at token i.
func begins(s string, toks []Token, i, j int, w string) bool {
	nx := s[toks[j].Start:toks[j].End]
	r, _ := utf8.DecodeRuneInString(nx)
	if toks[j].Start == toks[j-1].End {
		if r, _ := utf8.DecodeRuneInString(w); r >= 0x3000 {
			return true // CJK marks need no space
		}
		// "the talks.The": a space is missing
		return j == i+1 && w == "." && len(nx) > 1 && unicode.IsUpper(r)
	}
	switch {
	case unicode.IsLower(r), nx == ",", nx == ";", nx == ")":
		return false
	case w == "…" || len(w) > 1 && w[0] == '.':
		return upperStart(nx)
	}
	return true
}

// endsAsAbbreviation reports whether token i, an abbreviation with its dot,
// also ends the sentence: "… in the U.S. The …".
func endsAsAbbreviation(s string, toks []Token, i int, w string) bool {
	if len(w) < 2 || w[len(w)-1] != '.' {
		return false
	}
	low := strings.ToLower(w[:len(w)-1])
	if titles[low] || utf8.RuneCountInString(low) == 1 && low != "i" {
		return false
	}
	if toks[i+1].Start == toks[i].End {
		return false
	}
	nx := s[toks[i+1].Start:toks[i+1].End]
	return upperStart(nx) && (starters[strings.ToLower(nx)] || openingQuote(nx))
}

func upperStart(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || openingQuote(w) || r == '(' || r == '['
}

func openingQuote(w string) bool {
	switch w {
	case "“", "\"", "‘", "«", "„":
		return true
	}
	return false
}
