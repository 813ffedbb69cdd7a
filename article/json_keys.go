package article

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"
)

// keyClass is what the name of a JSON field says that its value is.
type keyClass uint8

const (
	keyTitle keyClass = iota
	keyBody
	keySummary
	keyAuthor
	keyDate
	keyModified
	keyURL
	keySource
	keyLang
	keyID
	keyVariant // a second choice among titles or summaries
	keyNoDate  // no date of publication, even if it is a date
	keyNoURL   // no canonical address, even if it is one
	keyAside   // not about the article itself
	keyClasses
)

var keyClassNames = map[string]keyClass{
	"title": keyTitle, "body": keyBody, "summary": keySummary, "author": keyAuthor, "date": keyDate,
	"modified": keyModified, "url": keyURL, "source": keySource, "lang": keyLang, "id": keyID,
	"variant": keyVariant, "nodate": keyNoDate, "nourl": keyNoURL, "aside": keyAside,
}

// anyDate is the rank of a word that says no more than "date".
const anyDate = 3

// keySense is what a field's name says: the rank in every class, 0 for none.
type keySense [keyClasses]uint8

// has reports whether the name has a word of any of the classes.
func (k keySense) has(classes ...keyClass) bool {
	for _, c := range classes {
		if k[c] > 0 {
			return true
		}
	}
	return false
}

// only reports whether the name has no word of another class.
func (k keySense) only(classes ...keyClass) bool {
	for _, c := range classes {
		k[c] = 0
	}
	return k == keySense{}
}

//go:embed data/json_keys.tsv
var jsonKeysFile string

// jsonKeys has what each word of a name says.
var jsonKeys = sync.OnceValue(func() map[string]keySense {
	return must(readJSONKeys("data/json_keys.tsv", jsonKeysFile))
})

// readJSONKeys reads the word list; name is what errors call the file.
func readJSONKeys(name, file string) (map[string]keySense, error) {
	out := map[string]keySense{}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 4 || len(cells[1]) != 1 || cells[1] < "1" || cells[1] > "9" || !strings.HasPrefix(cells[3], `"`) {
			return nil, fmt.Errorf("%s:%d: want class, rank, words and an example, have %q", name, n+1, line)
		}
		class, ok := keyClassNames[cells[0]]
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

// senseOf tells what the name of a field says.
func senseOf(name string) keySense {
	var out keySense
	for _, word := range nameWords(name) {
		k := jsonKeys()[word]
		for c, rank := range k {
			switch have := out[c]; {
			case rank == 0:
			case have == 0:
				out[c] = rank
			case keyClass(c) == keyDate && (have == anyDate || rank == anyDate):
				out[c] = have + rank - anyDate // the other word says which date
			case keyClass(c) == keyDate:
				out[c] = max(have, rank)
			default:
				out[c] = min(have, rank)
			}
		}
	}
	return out
}

// nameWords cuts a name into its words: "contentTitle", "content_title",
// "content-title" and "contenttitle" alike.
func nameWords(name string) []string {
	const longest = 100
	if len(name) > longest {
		return nil
	}
	var out []string
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		for _, word := range camelWords(part) {
			out = append(out, knownWords(strings.ToLower(word))...)
		}
	}
	return out
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
	known := jsonKeys()
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
