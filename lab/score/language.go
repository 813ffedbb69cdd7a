package main

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dateline/lab/corpus"
	"dateline/language/entity"
	"dateline/language/name"
	"dateline/language/tag"
	"dateline/language/tree"
	"dateline/language/weights"
)

// runLanguage measures the trained layers: lab/score language -data DIR.
func runLanguage(w io.Writer, args []string) error {
	flags := flag.NewFlagSet("language", flag.ExitOnError)
	data := flags.String("data", "", "folder of the treebanks and marked names")
	held := flags.String("held", "lab/corpus/names/held-*.txt", "our own held-back sentences")
	banks := flags.String("banks", "ewt_test,gum_test", "treebanks to measure trees on")
	articles := flags.String("speed", "", "gzip file of JSON lines with a text each, to measure the speed on")
	flags.Parse(args) // exits on error
	fmt.Fprintf(w, "weights %s\n", weights.ID())
	if *data != "" {
		for bank := range strings.SplitSeq(*banks, ",") {
			if err := scoreTreebank(w, filepath.Join(*data, bank+".conllu.gz"), bank); err != nil {
				return err
			}
		}
		path := filepath.Join(*data, "ner_uner_test.tsv.gz")
		docs, err := corpus.Names(path)
		if err != nil {
			return err
		}
		if err := scoreNames(w, path, docs, false); err != nil {
			return err
		}
	}
	docs, err := corpus.Marked(*held)
	if err != nil {
		return err
	}
	if err := scoreNames(w, *held, docs, true); err != nil {
		return err
	}
	if *articles != "" {
		return scoreSpeed(w, *articles)
	}
	return nil
}

// digestOf returns the first 12 digits of the SHA-256 over the files that
// patterns name.
func digestOf(patterns ...string) (string, error) {
	h := sha256.New()
	for _, pattern := range patterns {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			return "", err
		}
		for _, p := range paths {
			b, err := os.ReadFile(p)
			if err != nil {
				return "", err
			}
			h.Write(b)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:6]), nil
}

// tally counts what is right among what was found and what is there.
type tally struct{ right, found, gold int }

// f returns precision, recall and their harmonic mean, in per cent.
func (t tally) f() (p, r, f float64) {
	share := func(a, b int) float64 { return 100 * float64(a) / float64(max(1, b)) }
	return share(t.right, t.found), share(t.right, t.gold), share(2*t.right, t.found+t.gold)
}

func (t tally) String() string {
	p, r, f := t.f()
	return fmt.Sprintf("%.2f (P %.1f R %.1f, %d)", f, p, r, t.gold)
}

// base cuts the subtype off a relation.
func base(relation string) string {
	b, _, _ := strings.Cut(relation, ":")
	return b
}

// bank is what was measured on a treebank, on gold tokens with tags of our
// own; shares are in per cent.
type bank struct {
	digest           string
	words            int
	upos, lemma      float64
	uas, las, full   float64 // las without subtypes, full with them
	sure             tally   // heads that no other came near
	speech           said
	tokens, sentence tally // on raw text
}

// measureTreebank measures tags, lemmas and trees, reporting verbs, and the cut
// of the raw text.
func measureTreebank(path string) (bank, error) {
	data, err := corpus.Treebank(path)
	if err != nil {
		return bank{}, err
	}
	digest, err := digestOf(path)
	if err != nil {
		return bank{}, err
	}
	m := bank{digest: digest}
	upos, lemma, uas, las, full := 0, 0, 0, 0, 0
	for _, s := range data {
		tags := tag.Tag(nil, s.Words)
		arcs := tree.Parse(nil, s.Words, nil)
		for i, a := range arcs {
			m.words++
			if tags[i].Part().String() == s.Parts[i] {
				upos++
			}
			if tag.Lemma(s.Words[i], tags[i]) == s.Lemmas[i] {
				lemma++
			}
			right := a.Head+1 == s.Heads[i]
			if a.Sure {
				m.sure.found++
				if right {
					m.sure.right++
				}
			}
			if !right {
				continue
			}
			uas++
			if base(a.Relation.String()) == base(s.Relations[i]) {
				las++
			}
			if a.Relation.String() == s.Relations[i] {
				full++
			}
		}
		m.speech.add(&s, arcs)
	}
	share := func(a int) float64 { return 100 * float64(a) / float64(max(1, m.words)) }
	m.upos, m.lemma, m.uas, m.las, m.full = share(upos), share(lemma), share(uas), share(las), share(full)
	m.tokens, m.sentence = scoreCut(data)
	return m, nil
}

func scoreTreebank(w io.Writer, path, name string) error {
	m, err := measureTreebank(path)
	if err != nil {
		return err
	}
	share := func(a, b int) float64 { return 100 * float64(a) / float64(max(1, b)) }
	fmt.Fprintf(w, "%s %s, %d words, gold tokens: UPOS %.2f · lemma %.2f · UAS %.2f · LAS %.2f, with subtypes %.2f\n", name, m.digest, m.words, m.upos, m.lemma, m.uas, m.las, m.full)
	fmt.Fprintf(w, "  sure of %.1f%% of heads, of which %.1f%% are right\n", share(m.sure.found, m.words), share(m.sure.right, m.sure.found))
	fmt.Fprintf(w, "  reporting verbs: subject F %v · complement F %v (clauses alone, ccomp: %v)\n", m.speech.subject, m.speech.complement, m.speech.clause)
	fmt.Fprintf(w, "  raw text: tokens F %v · sentences F %v\n", m.tokens, m.sentence)
	return nil
}

// verbs are lemmas that report speech or thought.
var verbs = func() map[string]bool {
	m := map[string]bool{}
	for v := range strings.FieldsSeq("say tell note stress add argue explain announce report warn claim state declare insist suggest admit acknowledge confirm deny reply answer ask write comment remark maintain conclude emphasize emphasise reiterate indicate assert contend observe mention believe think hope promise vow pledge urge demand accuse describe") {
		m[v] = true
	}
	return m
}()

// said tallies subjects and complements of reporting verbs. A complement is a
// clause (ccomp, xcomp) or speech loosely attached (parataxis).
type said struct{ subject, complement, clause tally }

func (t *said) roles(relation string) []*tally {
	switch base(relation) {
	case "nsubj":
		return []*tally{&t.subject}
	case "ccomp":
		return []*tally{&t.complement, &t.clause}
	case "xcomp", "parataxis":
		return []*tally{&t.complement}
	}
	return nil
}

// add compares what depends on the reporting verbs that the treebank has in
// this sentence.
func (t *said) add(s *corpus.Sentence, arcs []tree.Arc) {
	verb := func(head int) bool { return head >= 0 && verbs[s.Lemmas[head]] && s.Parts[head] == "VERB" }
	for i, a := range arcs {
		var want, got []*tally
		if head := s.Heads[i] - 1; verb(head) {
			want = t.roles(s.Relations[i])
		}
		if verb(a.Head) {
			got = t.roles(a.Relation.String())
		}
		for _, x := range want {
			x.gold++
		}
		for _, x := range got {
			x.found++
			if a.Head == s.Heads[i]-1 && slices.Contains(want, x) {
				x.right++
			}
		}
	}
}

// scoreNames measures exact names, and beside them what package name finds by
// rule where the text is known. own tells that names of kind Other are marked
// in the data.
func scoreNames(w io.Writer, path string, docs []corpus.Document, own bool) error {
	digest, err := digestOf(path)
	if err != nil {
		return err
	}
	trained, rules, n := measureNames(docs, own)
	fmt.Fprintf(w, "%s %s, %d words: names exact F %v\n", filepath.Base(path), digest, n, trained[4])
	show := func(t [5]tally) {
		fmt.Fprintf(w, "  persons %v · organisations %v · places %v", t[0], t[1], t[2])
		if own {
			fmt.Fprintf(w, " · others %v", t[3])
		}
		fmt.Fprintln(w)
	}
	show(trained)
	if rules[4].gold > 0 {
		fmt.Fprintf(w, "  by rule (package name): %v\n", rules[4])
		show(rules)
	}
	return nil
}

// measureNames adds up the names found by kind, all of them last, by the
// trained finder and by rule, and the words read.
func measureNames(docs []corpus.Document, own bool) (trained, rules [5]tally, words int) {
	for _, d := range docs {
		words += len(d.Words)
		var tags []tag.ID
		for k, from := range d.Starts {
			to := len(d.Words)
			if k+1 < len(d.Starts) {
				to = d.Starts[k+1]
			}
			tags = tag.Tag(tags, d.Words[from:to])
		}
		compare(&trained, d.Names, entity.Find(nil, d.Words, tags, d.Starts), own)
		if d.Text != "" {
			compare(&rules, d.Names, byRule(d), own)
		}
	}
	return trained, rules, words
}

// compare adds up the names of one document by kind, and all of them in the
// last tally.
func compare(t *[5]tally, gold, found []entity.Name, own bool) {
	want := map[[2]int]entity.Kind{}
	for _, x := range gold {
		want[[2]int{x.First, x.Last}] = x.Kind
		t[x.Kind].gold++
		t[4].gold++
	}
	for _, x := range found {
		if x.Kind == entity.Other && !own {
			continue
		}
		t[x.Kind].found++
		t[4].found++
		if k, ok := want[[2]int{x.First, x.Last}]; ok && k == x.Kind {
			t[x.Kind].right++
			t[4].right++
		}
	}
}

// byRule finds names without the trained layers.
func byRule(d corpus.Document) []entity.Name {
	kinds := map[name.Kind]entity.Kind{
		name.Person: entity.Person, name.Organisation: entity.Organisation, name.Country: entity.Place,
		name.Location: entity.Place, name.Agreement: entity.Other, name.Other: entity.Other,
	}
	var out []entity.Name
	for _, f := range name.Find(d.Text, d.Tokens, false) {
		if k, ok := kinds[f.Kind]; ok {
			out = append(out, entity.Name{First: f.First, Last: f.Last, Kind: k})
		}
	}
	return out
}
