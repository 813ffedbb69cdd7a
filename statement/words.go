package statement

import (
	_ "embed"
	"fmt"
	"strings"

	"dateline/language/tag"
)

//go:embed words.tsv
var wordsFile string

// words are the lists of words.tsv by kind.
var words = mustWords()

func mustWords() map[string]map[string]bool {
	m, err := loadWords(wordsFile)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return m
}

func loadWords(file string) (map[string]map[string]bool, error) {
	out := map[string]map[string]bool{
		"work": {}, "preposition": {}, "limit": {}, "question": {}, "addressed": {}, "say": {}, "adverb": {}, "begins": {}, "begins_on": {}, "naming": {}, "asks": {}, "answers": {}, "view": {}, "wording": {}, "rubric": {}, "own": {}, "interview": {},
		"relays": {}, "reputed": {}, "hearsay": {},
	}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 || out[f[0]] == nil {
			return nil, fmt.Errorf("words.tsv:%d: want a known kind, words, example, statements", n+1)
		}
		for w := range strings.FieldsSeq(f[1]) {
			out[f[0]][w] = true
		}
	}
	return out, nil
}

// The lists of words.tsv that the rules ask most.
var (
	preposition  = words["preposition"]
	questionWord = words["question"]
)

// addressed reports verbs whose object is who hears it: "told Orlo" never
// makes Orlo the speaker.
func addressed(lemma string) bool { return words["addressed"][lemma] }

// sayVerb reports verbs that never mean anything else.
func sayVerb(lemma string) bool { return words["say"][lemma] }

// adverb reports that token k is an adverb and no name that ends like one
// ("Kelly").
func (f *finder) adverb(k int) bool {
	return isAdverb(f.lower(k)) && !f.named[k] && f.d.Part(k) != tag.Propn
}

func isAdverb(w string) bool {
	return words["adverb"][w] || strings.HasSuffix(w, "ly") && len(w) > 4
}
