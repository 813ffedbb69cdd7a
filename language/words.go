package language

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed words.tsv
var wordsFile string

// words are the lists of words.tsv by kind.
var words = func() map[string]map[string]bool {
	m, err := loadWords(wordsFile)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return m
}()

var auxiliary, adverbs, articles, places, travels, against, meetings = words["auxiliary"], words["adverb"], words["article"], words["place"], words["travel"], words["against"], words["meeting"]

func loadWords(file string) (map[string]map[string]bool, error) {
	out := map[string]map[string]bool{"auxiliary": {}, "adverb": {}, "article": {}, "place": {}, "travel": {}, "against": {}, "meeting": {}}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 || strings.Count(f[2], "_") != 1 {
			return nil, fmt.Errorf("words.tsv:%d: want kind, words, and an example with one _", n+1)
		}
		if out[f[0]] == nil {
			return nil, fmt.Errorf("words.tsv:%d: unknown kind %q", n+1, f[0])
		}
		for w := range strings.FieldsSeq(f[1]) {
			if out[f[0]][w] {
				return nil, fmt.Errorf("words.tsv:%d: %q stands there twice", n+1, w)
			}
			out[f[0]][w] = true
		}
	}
	return out, nil
}
