package main

import (
	"log"
	"path/filepath"

	"dateline/lab/corpus"
	"dateline/language/entity"
	"dateline/language/weights"
)

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
