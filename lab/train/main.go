// Command train makes the weights of package language from treebanks and
// marked names.
//
//	go run ./lab/train -data DIR all              every step, into language/weights
//	go run ./lab/train -data DIR words            lexicon and lemmas
//	go run ./lab/train -data DIR net              tags and trees
//	go run ./lab/train -data DIR tune             the same, from the weights there are
//	go run ./lab/train -data DIR valency          what the dependents of a word say of one another, for trees
//	go run ./lab/train -data DIR entity           names, for the tags of language/weights
//	go run ./lab/train -data DIR background       how common words are, for package story
//	go run ./lab/train -data DIR -keep TMP net    keeps what takes long, and takes it up again
//
// DIR holds gzip files: ewt_ and gum_ train and dev in CoNLL-U format, ner_
// files of tokens and BIO labels. Sentences of our own are read from
// lab/corpus/names/train-*.txt; the held-back ones there are never read.
// docs/language.md says what the data are and what the weights reach.
//
// The net is trained by lab/train/net/train.py, which needs Python with
// PyTorch and, to be done in minutes and not in a day, an accelerator. Its
// scores repeat within some tenths of a point. The other steps give the same
// bytes for the same data. Beside each weights file a JSON file of the same
// name tells its digest, the command, the data with digests and licences, and
// the scores on the development sets.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"dateline/lab/corpus"
	"dateline/language/net"
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

// What was found best on the development sets for names; docs/language.md has
// the rest.
var entityOptions = options{rate: 0.1, least: 2, epochs: 6, seed: 2}

// entityRows is the number of features kept.
const entityRows = 300_000

// job is one call of the command.
type job struct {
	data, root, keep, python string
	command                  string
}

func main() {
	log.SetFlags(log.Ltime)
	data := flag.String("data", "", "folder of the training data")
	root := flag.String("root", ".", "folder of the module")
	keep := flag.String("keep", "", "folder for intermediate results; none are kept without it")
	python := flag.String("python", "python3", "Python with PyTorch")
	flag.Parse()
	j := job{data: *data, root: *root, keep: *keep, python: *python}
	if err := j.run(flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func (j job) run(step string) error {
	if j.data == "" {
		return errors.New("-data is missing: the folder of the training data")
	}
	if j.keep == "" {
		dir, err := os.MkdirTemp("", "dateline-train-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		j.keep = dir
	}
	j.command = "go run ./lab/train -data DIR " + step
	switch step {
	case "words":
		return j.words()
	case "net":
		return j.net()
	case "tune":
		return j.tune()
	case "valency":
		return j.valency()
	case "entity":
		return j.entity()
	case "background":
		return j.background()
	case "all":
		for _, step := range []func() error{j.words, j.net, j.valency, j.entity} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("unknown step %q: want words, net, tune, valency, entity, background or all", step)
}

// ownTrees are our own sentences with trees.
const ownTrees = "lab/corpus/trees/train-*.conllu"

// treebank reads the training sentences.
func (j job) treebank() ([]corpus.Sentence, error) {
	ewt, err := corpus.Treebank(filepath.Join(j.data, "ewt_train.conllu.gz"))
	if err != nil {
		return nil, err
	}
	gum, err := corpus.Treebank(filepath.Join(j.data, "gum_train.conllu.gz"))
	return append(ewt, gum...), err
}

// words makes what is counted, not trained: the lexicon and the lemmas that
// no rule tells.
func (j job) words() error {
	data, err := j.treebank()
	if err != nil {
		return err
	}
	m := &weights.Model{
		Labels: map[string][]string{"tags": tagNames(data)},
		Dicts:  map[string]*weights.Dict{"lexicon": lexicon(data)},
		Texts:  map[string]string{"lemmas": exceptions(data)},
	}
	return j.write("tag", m, []string{"ewt_train.conllu.gz", "gum_train.conllu.gz"}, nil)
}

// tagger reads the tagger that the other steps build on.
func (j job) tagger() (*tag.Tagger, error) {
	words, err := j.model("tag")
	if err != nil {
		return nil, err
	}
	n, err := j.network()
	if err != nil {
		return nil, err
	}
	return tag.New(words, n)
}

// network reads the net.
func (j job) network() (*net.Net, error) {
	m, err := j.model("net")
	if err != nil {
		return nil, err
	}
	return net.New(m)
}

// model reads the weights of a step.
func (j job) model(step string) (*weights.Model, error) {
	b, err := os.ReadFile(j.weightsFile(step))
	if err != nil {
		return nil, err
	}
	return weights.Decode(b)
}

func (j job) weightsFile(step string) string {
	return filepath.Join(j.root, "language", "weights", step+".weights")
}
