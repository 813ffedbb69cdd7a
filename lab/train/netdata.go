package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dateline/lab/corpus"
	"dateline/language/cue"
	"dateline/language/entity"
	"dateline/language/form"
	"dateline/language/net"
	"dateline/language/tag"
	"dateline/language/token"
	"dateline/language/weights"
)

// sheet is what the trainer of the network reads: every sentence as numbers,
// so that only package net knows how a word becomes rows. Each list is a file
// of 32-bit integers, little-endian; meta.json names tags, relations, sets.
type sheet struct {
	words, lists            *weights.Dict
	vocabulary              *net.Vocabulary
	counts                  map[uint64]int // of spellings in the training text
	types                   map[string]int32
	tagNames, relationNames []string
	relations               map[string]int32

	typeEnds, typeRows, typeCounts []int32 // by type: end of its rows, its rows, how often its spelling occurs
	ends                           []int32 // by sentence: end of its tokens
	tokens, tag, head, rel, name   []int32 // by token: type; -1 where not marked
	weight                         []int32 // by token: how much its arc counts
	other                          []int32 // by sentence: 1 where names of kind Other are marked
	sets                           []sheetSet
}

type sheetSet struct {
	Name        string
	First, Last int // sentences
}

func (s *sheet) typeOf(word string) int32 {
	if k, ok := s.types[word]; ok {
		return k
	}
	k := int32(len(s.typeEnds))
	s.types[word] = k
	for _, r := range s.vocabulary.Rows(nil, word) {
		s.typeRows = append(s.typeRows, int32(r))
	}
	s.typeEnds = append(s.typeEnds, int32(len(s.typeRows)))
	s.typeCounts = append(s.typeCounts, int32(s.counts[form.Of(word).Lower]))
	return k
}

func (s *sheet) begin(name string) { s.sets = append(s.sets, sheetSet{name, len(s.ends), 0}) }
func (s *sheet) end()              { s.sets[len(s.sets)-1].Last = len(s.ends) }

// key names a sentence by its words.
func key(words []string) string { return strings.Join(words, "\x00") }

// trees adds a set of sentences of a treebank; labels are the names marked in
// some of them.
func (s *sheet) trees(name string, data []corpus.Sentence, gold [][]tag.ID, labels map[string][]uint8) {
	s.begin(name)
	for k, x := range data {
		marked := labels[key(x.Words)]
		for i, w := range x.Words {
			r, ok := s.relations[x.Relations[i]]
			if !ok {
				b, _, _ := strings.Cut(x.Relations[i], ":")
				if r, ok = s.relations[b]; !ok {
					r = -1
				}
			}
			s.tokens, s.tag, s.head, s.rel, s.name = append(s.tokens, s.typeOf(w)), append(s.tag, int32(gold[k][i])), append(s.head, int32(x.Heads[i])), append(s.rel, r), append(s.name, -1)
			s.weight = append(s.weight, weightOf(&x, i))
			if marked != nil {
				s.name[len(s.name)-1] = int32(marked[i])
			}
		}
		s.ends, s.other = append(s.ends, int32(len(s.tokens))), append(s.other, 0)
	}
	s.end()
}

// weightOf returns how much the arc of word i counts: more if it is the
// subject or what is said of a verb of speech, the arcs that attribution hangs
// on.
func weightOf(s *corpus.Sentence, i int) int32 {
	const more = 3
	h := s.Heads[i] - 1
	switch base, _, _ := strings.Cut(s.Relations[i], ":"); base {
	case "nsubj", "ccomp", "xcomp", "parataxis":
		if h >= 0 && s.Parts[h] == "VERB" && speech(s.Lemmas[h]) {
			return more
		}
	}
	return 1
}

// speech reports whether a lemma is a verb of speech.
func speech(lemma string) bool {
	u, ok := cue.Verb(lemma)
	return ok && (u.Clause || u.Object)
}

// plain adds a set of documents of which only the words are known.
func (s *sheet) plain(name string, texts []string) {
	s.begin(name)
	for _, text := range texts {
		toks := token.Cut(nil, text, 0)
		starts := append(token.Sentences(text, toks), len(toks))
		for k, from := range starts[:len(starts)-1] {
			for _, t := range toks[from:starts[k+1]] {
				s.tokens, s.tag, s.head, s.rel, s.name = append(s.tokens, s.typeOf(text[t.Start:t.End])), append(s.tag, -1), append(s.head, -1), append(s.rel, -1), append(s.name, -1)
				s.weight = append(s.weight, 1)
			}
			s.ends, s.other = append(s.ends, int32(len(s.tokens))), append(s.other, 0)
		}
	}
	s.end()
}

// cut calls each with the words of every sentence and the labels of its names.
func cut(docs []corpus.Document, each func(words []string, labels []uint8)) {
	for _, d := range docs {
		labels := entity.LabelsOf(len(d.Words), d.Names)
		for k, from := range d.Starts {
			to := len(d.Words)
			if k+1 < len(d.Starts) {
				to = d.Starts[k+1]
			}
			each(d.Words[from:to], labels[from:to])
		}
	}
}

// named adds a set of documents with marked names; sentences in known are
// left out.
func (s *sheet) named(name string, docs []corpus.Document, other bool, known map[string]bool) {
	s.begin(name)
	cut(docs, func(words []string, labels []uint8) {
		if known[key(words)] {
			return
		}
		for i, w := range words {
			s.tokens, s.tag, s.head, s.rel, s.name = append(s.tokens, s.typeOf(w)), append(s.tag, -1), append(s.head, -1), append(s.rel, -1), append(s.name, int32(labels[i]))
			s.weight = append(s.weight, 1)
		}
		s.ends = append(s.ends, int32(len(s.tokens)))
		o := int32(0)
		if other {
			o = 1
		}
		s.other = append(s.other, o)
	})
	s.end()
}

// spellings numbers the spellings that the training text has at least twice,
// the commonest first.
func spellings(counts map[uint64]int) map[uint64]uint32 {
	var keys []uint64
	for k, n := range counts {
		if n >= 2 {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b uint64) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		if a < b {
			return -1
		}
		return 1
	})
	out := map[uint64]uint32{}
	for i, k := range keys {
		out[k] = uint32(i + 1)
	}
	return out
}

// sheet gathers the training and development data of the network. Of a model
// that learns on, words, tags and relations keep their numbers.
func (j job) sheet(on *weights.Model) (*sheet, error) {
	data, err := j.treebank()
	if err != nil {
		return nil, err
	}
	trees, err := corpus.Treebanks(filepath.Join(j.root, ownTrees))
	if err != nil {
		return nil, err
	}
	lists, err := readLists(j.root)
	if err != nil {
		return nil, err
	}
	type set struct {
		name string
		docs []corpus.Document
	}
	var marked []set
	for _, f := range nameSets {
		d, err := corpus.Names(filepath.Join(j.data, f.file))
		if err != nil {
			return nil, err
		}
		marked = append(marked, set{strings.TrimSuffix(f.file, ".tsv.gz"), d})
	}
	own, err := corpus.Marked(filepath.Join(j.root, "lab", "corpus", "names", "train-*.txt"))
	if err != nil {
		return nil, err
	}
	marked = append(marked, set{"own", own})
	s := &sheet{lists: lists, counts: map[uint64]int{}, types: map[string]int32{}, relations: map[string]int32{}}
	count := func(words []string) {
		for _, w := range words {
			s.counts[form.Of(w).Lower]++
		}
	}
	labels, known := map[string][]uint8{}, map[string]bool{}
	for _, x := range slices.Concat(data, trees) {
		count(x.Words)
		known[key(x.Words)] = true
	}
	for _, m := range marked {
		cut(m.docs, func(words []string, l []uint8) {
			if k := key(words); known[k] {
				labels[k] = l // the treebank's own text
			} else {
				count(words)
			}
		})
	}
	s.words = weights.NewDict(spellings(s.counts))
	s.tagNames, s.relationNames = tagNames(data), relationNames(data)
	if on != nil {
		s.words, s.lists, s.tagNames, s.relationNames = on.Dicts["words"], on.Dicts["lists"], on.Labels["tags"], on.Labels["relations"]
	}
	s.vocabulary = net.NewVocabulary(s.words, s.lists)
	s.typeRows = append(s.typeRows, int32(s.vocabulary.Root(nil)[0])) // type 0
	s.typeEnds, s.typeCounts = append(s.typeEnds, 1), append(s.typeCounts, 1<<20)
	for i, r := range s.relationNames {
		s.relations[r] = int32(i)
	}
	s.trees("train", data, goldTags(data, s.tagNames), labels)
	s.trees("trees", trees, goldTags(trees, s.tagNames), labels)
	for _, m := range marked {
		s.named(m.name, m.docs, m.name == "own", known)
	}
	passages, err := corpus.Events(filepath.Join(j.root, "lab", "corpus", "events", "train-*.txt"))
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, p := range passages {
		texts = append(texts, p.Text)
	}
	s.plain("passages", texts)
	for _, bank := range []string{"ewt_dev", "gum_dev"} {
		dev, err := corpus.Treebank(filepath.Join(j.data, bank+".conllu.gz"))
		if err != nil {
			return nil, err
		}
		s.trees(bank, dev, goldTags(dev, s.tagNames), nil)
	}
	dev, err := corpus.Names(filepath.Join(j.data, "ner_uner_dev.tsv.gz"))
	if err != nil {
		return nil, err
	}
	s.named("uner_dev", dev, false, nil)
	return s, nil
}

// write writes the sheet to the folder dir.
func (s *sheet) write(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, list := range map[string][]int32{
		"type_ends": s.typeEnds, "type_rows": s.typeRows, "type_counts": s.typeCounts, "ends": s.ends,
		"tokens": s.tokens, "tag": s.tag, "head": s.head, "rel": s.rel, "name": s.name, "weight": s.weight, "other": s.other,
	} {
		b := make([]byte, 0, 4*len(list))
		for _, v := range list {
			b = binary.LittleEndian.AppendUint32(b, uint32(v))
		}
		if err := os.WriteFile(filepath.Join(dir, name+".i32"), b, 0o644); err != nil {
			return err
		}
	}
	meta, err := json.Marshal(map[string]any{"rows": s.vocabulary.Len(), "tags": s.tagNames, "relations": s.relationNames, "labels": entity.Labels, "sets": s.sets})
	if err != nil {
		return err
	}
	fmt.Printf("%d sentences, %d words, %d types, %d rows\n", len(s.ends), len(s.tokens), len(s.typeEnds), s.vocabulary.Len())
	return os.WriteFile(filepath.Join(dir, "meta.json"), meta, 0o644)
}
