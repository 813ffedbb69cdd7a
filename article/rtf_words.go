package article

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// rtfRole says what a control word does to the text.
type rtfRole uint8

const (
	rtfNothing rtfRole = iota
	rtfSkip            // opens a destination that is no text
	rtfKeep            // opens one that is text, even if starred
	rtfEnd             // ends a paragraph
	rtfBreak           // ends a line
	rtfTab             // a tab, or the end of a cell
	rtfChar            // stands for a character
)

// rtfRoles are the roles by their names in data/rtf_words.tsv.
var rtfRoles = map[string]rtfRole{
	"skip": rtfSkip, "keep": rtfKeep, "end": rtfEnd, "break": rtfBreak, "tab": rtfTab, "char": rtfChar,
}

//go:embed data/rtf_words.tsv
var rtfWordsFile string

// rtfMeaning is what a control word means.
type rtfMeaning struct {
	role rtfRole
	char string // of rtfChar
}

// rtfWords is the embedded table of control words. It is read once and never
// changed.
var rtfWords = sync.OnceValue(func() map[string]rtfMeaning {
	m, err := parseRTFWords("data/rtf_words.tsv", rtfWordsFile)
	if err != nil {
		panic(err)
	}
	return m
})

// parseRTFWords reads the table; name is what errors call the file.
func parseRTFWords(name, file string) (map[string]rtfMeaning, error) {
	out := map[string]rtfMeaning{}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		role, list, ok := strings.Cut(line, "\t")
		if !ok || rtfRoles[role] == rtfNothing {
			return nil, fmt.Errorf("%s:%d: want a role, a tab and words", name, n+1)
		}
		for word := range strings.FieldsSeq(list) {
			m := rtfMeaning{role: rtfRoles[role]}
			if m.role == rtfChar {
				at, code, _ := strings.Cut(word, "=")
				r, err := strconv.ParseUint(code, 16, 21)
				if err != nil {
					return nil, fmt.Errorf("%s:%d: want WORD=CODE, have %q", name, n+1, word)
				}
				word, m.char = at, string(rune(r))
			}
			out[word] = m
		}
	}
	return out, nil
}
