// Package corpus reads the data that the trained layers are made from and
// measured with: treebanks in CoNLL-U format, documents with marked names, and
// passages with the events that they tell.
//
//	sentences, err := corpus.Treebank("ewt_dev.conllu.gz")
//	docs, err := corpus.Marked("lab/corpus/names/train-*.txt")
//	records, err := corpus.Events("lab/corpus/events/train-*.txt")
//
// Errors name the file and line.
package corpus

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Sentence is one sentence of a treebank.
type Sentence struct {
	Words, Lemmas []string
	Parts, Penn   []string // tags of Universal Dependencies and of the Penn Treebank
	Relations     []string
	Heads         []int  // 1-based, 0 is the root
	Text          string // as written
	Begins        bool   // a paragraph
}

// open opens a file, compressed with gzip if its name says so.
func open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil || !strings.HasSuffix(path, ".gz") {
		return f, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{z, f}, nil
}

// Treebanks reads the files that a pattern names, as Treebank does.
func Treebanks(pattern string) ([]Sentence, error) {
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("%s: no such files (%v)", pattern, err)
	}
	var out []Sentence
	for _, p := range paths {
		s, err := Treebank(p)
		if err != nil {
			return nil, err
		}
		out = append(out, s...)
	}
	return out, nil
}

// Treebank reads a file in CoNLL-U format, compressed or plain. Words of several tokens and
// empty nodes are left out.
func Treebank(path string) ([]Sentence, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []Sentence
	var s Sentence
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<22)
	for n := 1; scan.Scan(); n++ {
		line := scan.Text()
		if line == "" {
			if len(s.Words) > 0 {
				out = append(out, s)
			}
			s = Sentence{}
			continue
		}
		if line[0] == '#' {
			if text, ok := strings.CutPrefix(line, "# text = "); ok {
				s.Text = text
			}
			s.Begins = s.Begins || strings.HasPrefix(line, "# newdoc") || strings.HasPrefix(line, "# newpar")
			continue
		}
		col := strings.Split(line, "\t")
		if len(col) != 10 {
			return nil, fmt.Errorf("%s:%d: %d columns, want 10", path, n, len(col))
		}
		if strings.ContainsAny(col[0], "-.") {
			continue
		}
		head, err := strconv.Atoi(col[6])
		if err != nil {
			return nil, fmt.Errorf("%s:%d: head: %w", path, n, err)
		}
		s.Words, s.Lemmas = append(s.Words, col[1]), append(s.Lemmas, col[2])
		s.Parts, s.Penn = append(s.Parts, col[3]), append(s.Penn, col[4])
		s.Heads, s.Relations = append(s.Heads, head), append(s.Relations, col[7])
	}
	return out, scan.Err()
}
