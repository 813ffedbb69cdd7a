package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dateline/lab/corpus"
	"dateline/story"
	"dateline/text"
)

// passageWords is the length of what counts as one document of the
// background: texts of one length make counts that can be compared.
const passageWords = 250

// background counts in how many passages each stem stands: the frozen
// document frequencies of package story. Counts are facts about the texts;
// nothing of the texts themselves is kept. Stems of one passage only are left
// out: what is not listed is rare.
func (j job) background() error {
	count, passages := map[string]int{}, 0
	seen, words := map[string]bool{}, 0
	flush := func() {
		if words == 0 {
			return
		}
		for s := range seen {
			count[s]++
		}
		passages++
		clear(seen)
		words = 0
	}
	add := func(sentence string) {
		for w := range text.Words(sentence) {
			seen[story.Stem(w)] = true
			words++
		}
		if words >= passageWords {
			flush()
		}
	}
	bank, err := j.treebank()
	if err != nil {
		return err
	}
	for _, s := range bank {
		add(s.Text)
	}
	flush()
	names, err := filepath.Glob(filepath.Join(j.data, "ner_*.tsv.gz"))
	if err != nil {
		return err
	}
	for _, path := range names {
		switch base := filepath.Base(path); {
		case strings.Contains(base, "uner"), strings.Contains(base, "ner_gum"), strings.Contains(base, "wnut"), strings.Contains(base, "_dev"), strings.Contains(base, "_test"):
			continue // the treebanks again, tweets, held back
		}
		docs, err := corpus.Names(path)
		if err != nil {
			return err
		}
		for _, d := range docs {
			for i, from := range d.Starts {
				to := len(d.Words)
				if i+1 < len(d.Starts) {
					to = d.Starts[i+1]
				}
				add(strings.Join(d.Words[from:to], " "))
			}
		}
		flush()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# stem<TAB>number of passages of about %d words that have it; * is the number of all passages. Counted by `%s` in UD English EWT and GUM (free genres), WikiGold, re3d and CrossNER politics, training parts; counts only.\n*\t%d\n", passageWords, j.command, passages)
	for _, s := range slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	}) {
		if count[s] > 1 && len(s) > 1 {
			fmt.Fprintf(&b, "%s\t%d\n", s, count[s])
		}
	}
	return os.WriteFile(filepath.Join(j.root, "story", "background.tsv"), []byte(b.String()), 0o644)
}
