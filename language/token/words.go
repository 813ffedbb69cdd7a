package token

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed words.tsv
var wordsFile string

var (
	abbreviations = map[string]bool{} // keep their dot
	ambiguous     = map[string]bool{} // … only when the sentence goes on
	titles        = map[string]bool{} // never end a sentence
	prefixes      = map[string]bool{} // joined by a hyphen
	starters      = map[string]bool{} // begin a sentence when capitalised
	contracted    = map[string]int{}  // written as one word: bytes of the first part
)

func init() {
	if err := load(wordsFile); err != nil {
		panic(err)
	}
}

// load reads the list; the file is part of the program, so an error is one of
// the build and names the line.
func load(file string) error {
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		kind, words, ok := strings.Cut(line, "\t")
		if !ok {
			return fmt.Errorf("words.tsv:%d: no tab", n+1)
		}
		for _, w := range strings.Fields(words) {
			switch kind {
			case "title":
				titles[w], abbreviations[w] = true, true
			case "abbreviation":
				abbreviations[w] = true
			case "ambiguous":
				ambiguous[w], abbreviations[w] = true, true
			case "prefix":
				prefixes[w] = true
			case "starter":
				starters[w] = true
			case "contracted":
				word, cut, _ := strings.Cut(w, ":")
				k, err := strconv.Atoi(cut)
				if err != nil || k <= 0 || k >= len(word) {
					return fmt.Errorf("words.tsv:%d: %q: want word:bytes", n+1, w)
				}
				contracted[word] = k
			default:
				return fmt.Errorf("words.tsv:%d: unknown kind %q", n+1, kind)
			}
		}
	}
	return nil
}
