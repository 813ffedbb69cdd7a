package fieldname

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"
)

// Class is what the name of a field says that its value is.
type Class uint8

// The classes.
const (
	Title Class = iota
	Body
	Summary
	Author
	Date
	Modified
	URL
	Source
	Lang
	ID
	Variant  // a second choice among titles or summaries
	NoDate   // no date of publication, even if it is a date
	NoURL    // no canonical address, even if it is one
	Section  // a part of the outlet
	Dateline // where it was written
	Aside    // not about the article itself
	classes
)

var classNames = map[string]Class{
	"title": Title, "body": Body, "summary": Summary, "author": Author, "date": Date,
	"modified": Modified, "url": URL, "source": Source, "lang": Lang, "id": ID,
	"variant": Variant, "nodate": NoDate, "nourl": NoURL, "section": Section, "dateline": Dateline, "aside": Aside,
}

// AnyDate is the rank of a word that says no more than "date".
const AnyDate = 3

// Sense is what a field's name says: the rank in every class, 0 for none.
type Sense [classes]uint8

// Has reports whether the name has a word of any of the classes.
func (k Sense) Has(classes ...Class) bool {
	for _, c := range classes {
		if k[c] > 0 {
			return true
		}
	}
	return false
}

// Only reports whether the name has no word of another class.
func (k Sense) Only(classes ...Class) bool {
	for _, c := range classes {
		k[c] = 0
	}
	return k == Sense{}
}

//go:embed data/words.tsv
var wordsFile string

// lexicon has what each word of a name says.
var lexicon = sync.OnceValue(func() map[string]Sense {
	words, err := readWords("data/words.tsv", wordsFile)
	if err != nil {
		panic(err) // the list is part of the program, and tested
	}
	return words
})

// readWords reads the word list; name is what errors call the file.
func readWords(name, file string) (map[string]Sense, error) {
	out := map[string]Sense{}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 4 || len(cells[1]) != 1 || cells[1] < "1" || cells[1] > "9" || !strings.HasPrefix(cells[3], `"`) {
			return nil, fmt.Errorf("%s:%d: want class, rank, words and an example, have %q", name, n+1, line)
		}
		class, ok := classNames[cells[0]]
		if !ok {
			return nil, fmt.Errorf("%s:%d: unknown class %q", name, n+1, cells[0])
		}
		for _, word := range strings.Split(cells[2], ",") {
			k := out[word]
			if word == "" || word != strings.ToLower(word) || k[class] > 0 {
				return nil, fmt.Errorf("%s:%d: %q is empty, not lower case, or stands twice", name, n+1, word)
			}
			k[class] = cells[1][0] - '0'
			out[word] = k
		}
	}
	return out, nil
}

// Of tells what the name of a field says.
func Of(name string) Sense {
	var out Sense
	for _, word := range Words(name) {
		k := lexicon()[word]
		for c, rank := range k {
			switch have := out[c]; {
			case rank == 0:
			case have == 0:
				out[c] = rank
			case Class(c) == Date && (have == AnyDate || rank == AnyDate):
				out[c] = have + rank - AnyDate // the other word says which date
			case Class(c) == Date:
				out[c] = max(have, rank)
			default:
				out[c] = min(have, rank)
			}
		}
	}
	return out
}

// Known reports whether all words of a name stand in the list.
func Known(name string) bool {
	for _, word := range Words(name) {
		if lexicon()[word] == (Sense{}) {
			return false
		}
	}
	return true
}

// Words cuts a name into its words: "contentTitle", "content_title",
// "content-title" and "contenttitle" alike.
func Words(name string) []string {
	const longest = 100
	if len(name) > longest {
		return nil
	}
	if whole := squashed(name); whole != name {
		if _, ok := lexicon()[whole]; ok {
			return []string{whole} // "site_name"
		}
	}
	var out []string
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		for _, word := range camelWords(part) {
			out = append(out, knownWords(strings.ToLower(word))...)
		}
	}
	return out
}

// squashed returns the letters of a name in lower case.
func squashed(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// camelWords cuts before each capital that follows a small letter, and before
// the last of several capitals that a small letter follows: "bodyHTMLText".
func camelWords(s string) []string {
	var out []string
	rs := []rune(s)
	start := 0
	for i := 1; i < len(rs); i++ {
		after := unicode.IsLower(rs[i-1])
		before := i+1 < len(rs) && unicode.IsUpper(rs[i-1]) && unicode.IsLower(rs[i+1])
		if unicode.IsUpper(rs[i]) && (after || before) {
			out = append(out, string(rs[start:i]))
			start = i
		}
	}
	return append(out, string(rs[start:]))
}

// knownWords returns the word, or the two known words that it is made of.
func knownWords(word string) []string {
	known := lexicon()
	if _, ok := known[word]; ok || len(word) < 6 {
		return []string{word}
	}
	for i := 3; i <= len(word)-3; i++ {
		_, a := known[word[:i]]
		_, b := known[word[i:]]
		if a && b {
			return []string{word[:i], word[i:]}
		}
	}
	if one, ok := strings.CutSuffix(word, "s"); ok {
		return []string{one}
	}
	return []string{word}
}
