package main

import (
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"

	"dateline/language/net"
	"dateline/language/tag"
	"dateline/language/tree"
)

// Sizes of the net and of its teachers, and how long they learn, as arguments
// of train.py.
var (
	netShape     = []string{"--cell", "gru", "--sizes", "80,80", "--dim", "128", "--arc", "48", "--lab", "64"}
	netLearning  = []string{"--batch", "3000", "--drop", "0.2", "--steps", "8600", "--seconds", "1e9"}
	teacherShape = []string{"--cell", "lstm", "--sizes", "400,400,400", "--dim", "200", "--arc", "300", "--lab", "200"}
	tuning       = []string{"--batch", "1500", "--drop", "0.2", "--lr", "5e-4", "--steps", "320", "--seconds", "1e9"}
	teaching     = []string{"--batch", "4500", "--drop", "0.35", "--steps", "2750", "--seconds", "1e9"}
)

// teachers is their number: each learns from the other folds of the data and
// labels its own.
const teachers = 4

// net trains the network: the data go to a folder as numbers, train.py makes
// floating-point weights of them, and these become whole numbers.
func (j job) net() error {
	s, err := j.sheet(nil)
	if err != nil {
		return err
	}
	if err := s.write(j.keep); err != nil {
		return err
	}
	at := func(name string) string { return filepath.Join(j.keep, name) }
	if _, err := os.Stat(at("net.npz")); err != nil {
		for k := range teachers {
			fold := fmt.Sprint(k)
			args := []string{"teach", "--fold", fold, "--folds", fmt.Sprint(teachers), "--seed", fold, "--out", at("soft-" + fold + ".npz")}
			if err := j.train(append(args, append(teacherShape, teaching...)...)...); err != nil {
				return err
			}
		}
		args := []string{"learn", "--soft", at("soft-*.npz"), "--out", at("net.npz")}
		if err := j.train(append(args, append(netShape, netLearning...)...)...); err != nil {
			return err
		}
	}
	return j.finish(s, at("net.npz"))
}

// tune trains the network of language/weights on: our own trees, with the
// treebanks and what it said of them before, so that it forgets little. What is
// kept is the mean of the weights before and after.
func (j job) tune() error {
	m, err := j.model("net")
	if err != nil {
		return err
	}
	s, err := j.sheet(m)
	if err != nil {
		return err
	}
	if err := s.write(j.keep); err != nil {
		return err
	}
	at := func(name string) string { return filepath.Join(j.keep, name) }
	if _, err := os.Stat(at("tuned.npz")); err != nil {
		if err := writeTensors(at("init.npz"), netTensors(m)); err != nil {
			return err
		}
		args := []string{"tune", "--init", at("init.npz"), "--out", at("tuned.npz")}
		if err := j.train(append(args, append(netShape, tuning...)...)...); err != nil {
			return err
		}
	}
	return j.finish(s, at("tuned.npz"))
}

// finish turns what train.py wrote into weights.
func (j job) finish(s *sheet, path string) error {
	m, err := netModel(path, s.words, s.lists, s.tagNames, s.relationNames)
	if err != nil {
		return err
	}
	n, err := net.New(m)
	if err != nil {
		return err
	}
	words, err := j.model("tag")
	if err != nil {
		return err
	}
	t, err := tag.New(words, n)
	if err != nil {
		return err
	}
	p, err := tree.New(m, n, t, nil)
	if err != nil {
		return err
	}
	scores, err := j.treeScores(t, p)
	if err != nil {
		return err
	}
	files := []string{"ewt_train.conllu.gz", "gum_train.conllu.gz"}
	for _, f := range nameSets {
		files = append(files, f.file)
	}
	return j.write("net", m, append(files, "lab/corpus/names/train-*.txt", ownTrees), scores)
}

// train runs train.py with the folder of the data and more arguments.
func (j job) train(args ...string) error {
	c := exec.Command(j.python, append([]string{filepath.Join(j.root, "lab", "train", "net", "train.py"), j.keep}, args...)...)
	c.Stdout, c.Stderr = os.Stderr, os.Stderr
	log.Print("net: ", args)
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s train.py %s: %w", j.python, args[0], err)
	}
	return nil
}
