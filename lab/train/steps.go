package main

import (
	"encoding/gob"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"dateline/lab/corpus"
	"dateline/language/entity"
	"dateline/language/tag"
	"dateline/language/tree"
	"dateline/language/weights"
)

// jackknifed returns the jackknifed tags of both passes, from the folder of
// intermediate results if they are there.
func (j job) jackknifed(m *weights.Model, data []corpus.Sentence, gold [][]tag.ID) (first, second [][]tag.ID, err error) {
	var both [][][]tag.ID
	if ok, err := j.kept("jackknife.gob", &both); ok || err != nil {
		if err == nil && (len(both) != 2 || len(both[0]) != len(data)) {
			err = errors.New("jackknife.gob: made from other data: remove it")
		}
		if err != nil {
			return nil, nil, err
		}
		return both[0], both[1], nil
	}
	log.Print("tag: jackknife")
	first, second, err = jackknife(m, data, gold, folds, jackOptions)
	if err != nil {
		return nil, nil, err
	}
	return first, second, j.put("jackknife.gob", [][][]tag.ID{first, second})
}

func (j job) tree() error {
	data, err := j.treebank()
	if err != nil {
		return err
	}
	t, err := j.tagger()
	if err != nil {
		return err
	}
	_, tags, err := j.jackknifed(base(data), data, goldTags(data, t.Names()))
	if err != nil {
		return err
	}
	names := relationNames(data)
	m := &weights.Model{
		Labels: map[string][]string{"tags": t.Names(), "relations": names, "forward": actionNames(false), "backward": actionNames(true)},
		Tables: map[string]*weights.Table{},
	}
	log.Print("tree: relations")
	heads := make([][]int, len(data))
	for k, s := range data {
		heads[k] = append([]int{-1}, s.Heads...)
	}
	if m.Tables["labels"], err = freeze(len(names), labels(t, data, tags, heads, names, labelOptions), labelRows, 0); err != nil {
		return err
	}
	log.Print("tree: jackknife")
	guide, err := j.guided(m, t, data, tags)
	if err != nil {
		return err
	}
	for _, backward := range []bool{false, true} {
		side, set := "forward", examples(t, data, tags, backward, nil)
		if backward {
			side, set = "backward", examples(t, data, tags, backward, guide)
		}
		var runs [][]vector
		for seed := range uint64(treeRuns) {
			log.Printf("tree: %s %d", side, seed+1)
			o := treeOptions
			o.seed += seed
			v, err := arcs(set, backward, o)
			if err != nil {
				return err
			}
			runs = append(runs, v)
		}
		if m.Tables[side], err = freeze(len(m.Labels[side]), blend(runs...), treeRows, treeNoise); err != nil {
			return err
		}
	}
	p, err := tree.New(m, t)
	if err != nil {
		return err
	}
	scores, err := j.treeScores(t, p)
	if err != nil {
		return err
	}
	return j.write("tree", m, []string{"ewt_train.conllu.gz", "gum_train.conllu.gz"}, scores)
}

// guided returns what the first parser finds in the training data, from the
// folder of intermediate results if it is there.
func (j job) guided(m *weights.Model, t *tag.Tagger, data []corpus.Sentence, tags [][]tag.ID) ([][2][]int, error) {
	var out [][2][]int
	if ok, err := j.kept("guides.gob", &out); ok || err != nil {
		return out, err
	}
	out, err := guides(m, t, data, tags, guideFolds, guideOptions)
	if err != nil {
		return nil, err
	}
	return out, j.put("guides.gob", out)
}

// kept reads an intermediate result; it reports whether there was one.
func (j job) kept(name string, v any) (bool, error) {
	if j.keep == "" {
		return false, nil
	}
	f, err := os.Open(filepath.Join(j.keep, name))
	if err != nil {
		return false, nil
	}
	defer f.Close()
	if err := gob.NewDecoder(f).Decode(v); err != nil {
		return false, fmt.Errorf("%s: %w", f.Name(), err)
	}
	return true, nil
}

// put keeps an intermediate result.
func (j job) put(name string, v any) error {
	if j.keep == "" {
		return nil
	}
	f, err := os.Create(filepath.Join(j.keep, name))
	if err != nil {
		return err
	}
	if err := gob.NewEncoder(f).Encode(v); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// nameSets are the files with marked names, and how often each counts. GUM,
// re3d and politics mark names by other rules and did harm.
var nameSets = []struct {
	file  string
	times int
}{
	{"ner_uner_train.tsv.gz", 2}, {"ner_wikigold.tsv.gz", 1}, {"ner_wnut_train.tsv.gz", 1},
}

// ownTimes is how often our own sentences count.
const ownTimes = 3

func (j job) entity() error {
	t, err := j.tagger()
	if err != nil {
		return err
	}
	lists, err := readLists(j.root)
	if err != nil {
		return err
	}
	var sets []set
	var files []string
	for _, s := range nameSets {
		docs, err := corpus.Names(filepath.Join(j.data, s.file))
		if err != nil {
			return err
		}
		sets = append(sets, set{docs: tagged(t, docs), times: s.times})
		files = append(files, s.file)
	}
	own, err := corpus.Marked(filepath.Join(j.root, "lab", "corpus", "names", "train-*.txt"))
	if err != nil {
		return err
	}
	sets = append(sets, set{docs: tagged(t, own), times: ownTimes, other: true})
	m := &weights.Model{
		Labels: map[string][]string{"tags": t.Names()},
		Dicts:  map[string]*weights.Dict{"lists": lists},
		Tables: map[string]*weights.Table{},
	}
	f, err := entity.New(m, t)
	if err != nil {
		return err
	}
	log.Print("entity")
	if m.Tables["labels"], err = freeze(entity.Labels, names(f, sets, entityOptions), entityRows, 0); err != nil {
		return err
	}
	if f, err = entity.New(m, t); err != nil {
		return err
	}
	scores, err := j.entityScores(t, f)
	if err != nil {
		return err
	}
	return j.write("entity", m, append(files, "lab/corpus/names/train-*.txt"), scores)
}
