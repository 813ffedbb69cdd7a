package langid

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed words.tsv
var file string

// script holds the languages that are written in one, at most 64. Languages
// are named by their places in tags.
type script struct {
	tags    []string
	holders map[string][]int // frequent word in lower case, to the languages that have it
	letters map[rune]uint64  // telling letter, to the languages that have it, a bit each
}

// table is the embedded table, by the names of scripts. It is read once and
// never changed.
var table = sync.OnceValue(func() map[string]*script {
	t, err := parse("words.tsv", file)
	if err != nil {
		panic(err)
	}
	return t
})

// parse reads the table; name is what errors call it.
func parse(name, file string) (map[string]*script, error) {
	t := map[string]*script{}
	known := map[string]bool{}
	for _, s := range scriptsOf {
		known[s.name] = true
	}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 || f[0] == "" || !known[f[1]] {
			return nil, fmt.Errorf("%s:%d: want a tag, a known script, letters and words, parted by tabs", name, n+1)
		}
		sc := t[f[1]]
		if sc == nil {
			sc = &script{holders: map[string][]int{}, letters: map[rune]uint64{}}
			t[f[1]] = sc
		}
		if len(sc.tags) == 64 {
			return nil, fmt.Errorf("%s:%d: more than 64 languages of one script", name, n+1)
		}
		sc.add(f[0], f[2], f[3])
	}
	return t, nil
}

// add puts in a language; "-" stands for no letters and no words.
func (sc *script) add(tag, letters, words string) {
	at := len(sc.tags)
	sc.tags = append(sc.tags, tag)
	if letters != "-" {
		for _, r := range letters {
			sc.letters[r] |= 1 << at
		}
	}
	for w := range strings.FieldsSeq(words) {
		if h := sc.holders[w]; w != "-" && (len(h) == 0 || h[len(h)-1] != at) {
			sc.holders[w] = append(h, at)
		}
	}
}
