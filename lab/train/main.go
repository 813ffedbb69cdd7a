// Command train makes the weights of package language from treebanks and
// marked names.
//
//	go run ./lab/train -data DIR all              every step, into language/weights
//	go run ./lab/train -data DIR tag              parts of speech and lemmas
//	go run ./lab/train -data DIR tree             trees, for the tags of language/weights
//	go run ./lab/train -data DIR entity           names, for these tags too
//	go run ./lab/train -data DIR background       how common words are, for package story
//	go run ./lab/train -data DIR -keep TMP all    keeps what takes long, and takes it up again
//
// DIR holds gzip files: ewt_ and gum_ train and dev in CoNLL-U format, ner_
// files of tokens and BIO labels. Sentences of our own are read from
// lab/corpus/names/train-*.txt; the held-back ones there are never read.
// docs/language.md says what the data are and what the weights reach.
//
// The same data and command give the same bytes on the same kind of machine.
// Beside each weights file a JSON file of the same name tells its digest, the
// command, the data with digests and licences, and the scores on the
// development sets.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"dateline/lab/corpus"
	"dateline/language/tag"
	"dateline/language/weights"
)

// options steer one run of the learner.
type options struct {
	rate   float32 // first step
	least  uint8   // mistakes until a feature gets weights
	epochs int
	seed   uint64
}

// What was found best on the development sets; docs/language.md has the rest.
var (
	jackOptions   = options{rate: 0.1, least: 2, epochs: 4, seed: 7}
	tagOptions    = options{rate: 0.1, least: 2, epochs: 6, seed: 1}
	treeOptions   = options{rate: 0.1, least: 4, epochs: 7, seed: 1}
	guideOptions  = options{rate: 0.1, least: 2, epochs: 4, seed: 5}
	labelOptions  = options{rate: 0.1, least: 2, epochs: 5, seed: 1}
	entityOptions = options{rate: 0.1, least: 2, epochs: 6, seed: 1}
)

// Features kept in each table.
const (
	tagRows    = 250_000
	treeRows   = 500_000
	labelRows  = 300_000
	guideRows  = 1_000_000 // of the parsers that only make the guide's trees
	entityRows = 300_000
	folds      = 5
	guideFolds = 3
	treeRuns   = 2   // averaged, for each direction
	treeNoise  = 2.6 // smaller weights are dropped, in units of a byte
)

// job is one call of the command.
type job struct {
	data, root, keep string
	command          string
}

func main() {
	log.SetFlags(log.Ltime)
	data := flag.String("data", "", "folder of the training data")
	root := flag.String("root", ".", "folder of the module")
	keep := flag.String("keep", "", "folder for intermediate results; none are kept without it")
	flag.Parse()
	j := job{data: *data, root: *root, keep: *keep}
	if err := j.run(flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func (j job) run(step string) error {
	if j.data == "" {
		return errors.New("-data is missing: the folder of the training data")
	}
	j.command = "go run ./lab/train -data DIR " + step
	switch step {
	case "tag":
		return j.tag()
	case "tree":
		return j.tree()
	case "entity":
		return j.entity()
	case "background":
		return j.background()
	case "all":
		for _, step := range []func() error{j.tag, j.tree, j.entity} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("unknown step %q: want tag, tree, entity, background or all", step)
}

// treebank reads the training sentences.
func (j job) treebank() ([]corpus.Sentence, error) {
	ewt, err := corpus.Treebank(filepath.Join(j.data, "ewt_train.conllu.gz"))
	if err != nil {
		return nil, err
	}
	gum, err := corpus.Treebank(filepath.Join(j.data, "gum_train.conllu.gz"))
	return append(ewt, gum...), err
}

// base is the tagger's model without weights.
func base(data []corpus.Sentence) *weights.Model {
	return &weights.Model{
		Labels: map[string][]string{"tags": tagNames(data)},
		Dicts:  map[string]*weights.Dict{"lexicon": lexicon(data)},
		Texts:  map[string]string{"lemmas": exceptions(data)},
		Tables: map[string]*weights.Table{},
	}
}

func (j job) tag() error {
	data, err := j.treebank()
	if err != nil {
		return err
	}
	m := base(data)
	names := m.Labels["tags"]
	gold := goldTags(data, names)
	first, _, err := j.jackknifed(m, data, gold)
	if err != nil {
		return err
	}
	t, err := tag.New(m)
	if err != nil {
		return err
	}
	log.Print("tag: first pass")
	if m.Tables["first"], err = freeze(len(names), pass(t, data, gold, nil, tagOptions), tagRows, 0); err != nil {
		return err
	}
	log.Print("tag: second pass")
	if m.Tables["second"], err = freeze(len(names), pass(t, data, gold, first, tagOptions), tagRows, 0); err != nil {
		return err
	}
	if t, err = tag.New(m); err != nil {
		return err
	}
	scores, err := j.tagScores(t)
	if err != nil {
		return err
	}
	return j.write("tag", m, []string{"ewt_train.conllu.gz", "gum_train.conllu.gz"}, scores)
}

// tagger reads the tagger that the other steps build on.
func (j job) tagger() (*tag.Tagger, error) {
	b, err := os.ReadFile(j.weightsFile("tag"))
	if err != nil {
		return nil, err
	}
	m, err := weights.Decode(b)
	if err != nil {
		return nil, err
	}
	return tag.New(m)
}

func (j job) weightsFile(step string) string {
	return filepath.Join(j.root, "language", "weights", step+".weights")
}
