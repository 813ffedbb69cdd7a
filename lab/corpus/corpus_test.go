package corpus_test

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/lab/corpus"
	"dateline/language/entity"
)

// write writes a file into a folder of the test, compressed if its name says
// so, and returns its path.
func write(t *testing.T, name, data string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if !strings.HasSuffix(name, ".gz") {
		f.WriteString(data)
		return path
	}
	z := gzip.NewWriter(f)
	z.Write([]byte(data))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTreebank(t *testing.T) {
	path := write(t, "x.conllu.gz", "# newpar id = p1\n# text = He didn't.\n"+
		"1\tHe\the\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tdid\tdo\tAUX\tVBD\t_\t0\troot\t_\t_\n3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_\n3.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_\n\n")
	got, err := corpus.Treebank(path)
	if err != nil {
		t.Fatal(err)
	}
	want := []corpus.Sentence{{
		Words: []string{"He", "did", "n't"}, Lemmas: []string{"he", "do", "not"},
		Parts: []string{"PRON", "AUX", "PART"}, Penn: []string{"PRP", "VBD", "RB"},
		Relations: []string{"nsubj", "root", "advmod"}, Heads: []int{2, 0, 2}, Text: "He didn't.", Begins: true,
	}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	path = write(t, "bad.conllu.gz", "1\tHe\n")
	if _, err := corpus.Treebank(path); err == nil || !strings.Contains(err.Error(), ":1:") {
		t.Errorf("a short line: %v", err)
	}
}

// TestOwnTrees: every tree of our own has one root and no circle, stands on the
// words of the marked sentence of the same number, and names hold together.
func TestOwnTrees(t *testing.T) {
	own, err := corpus.Treebanks("trees/train-*.conllu")
	if err != nil {
		t.Fatal(err)
	}
	named, err := corpus.Marked("names/train-1[3-6].txt")
	if err != nil {
		t.Fatal(err)
	}
	if len(own) != len(named) || len(own) < 300 {
		t.Fatalf("%d trees, %d sentences with names", len(own), len(named))
	}
	for k, s := range own {
		if d := cmp.Diff(named[k].Words, s.Words); d != "" {
			t.Fatalf("%s: other words: %s", s.Text, d)
		}
		roots := 0
		for i, h := range s.Heads {
			if (h == 0) != (s.Relations[i] == "root") {
				t.Errorf("%s: %s is %s of %d", s.Text, s.Words[i], s.Relations[i], h)
			}
			if h == 0 {
				roots++
			} else if s.Parts[h-1] == "PUNCT" {
				t.Errorf("%s: %s depends on a mark", s.Text, s.Words[i])
			}
			at, steps := i, 0
			for s.Heads[at] > 0 && steps <= len(s.Heads) {
				at, steps = s.Heads[at]-1, steps+1
			}
			if steps > len(s.Heads) {
				t.Errorf("%s: a circle at %s", s.Text, s.Words[i])
			}
		}
		if roots != 1 {
			t.Errorf("%s: %d roots", s.Text, roots)
		}
		for _, n := range named[k].Names {
			outside := 0
			for i := n.First; i < n.Last; i++ {
				if h := s.Heads[i] - 1; h < n.First || h >= n.Last {
					outside++
				}
			}
			if outside != 1 {
				t.Errorf("%s: the name %v has %d heads", s.Text, s.Words[n.First:n.Last], outside)
			}
		}
	}
}

func TestNames(t *testing.T) {
	path := write(t, "x.tsv.gz", "-DOCSTART-\tO\n\nAna\tB-PER\nPetrova\tI-PER\nleft\tO\n\nOslo\tB-LOC\nOpera\tB-ORG\n-DOCSTART-\tO\n\nNo\tO\n")
	got, err := corpus.Names(path)
	if err != nil {
		t.Fatal(err)
	}
	want := []corpus.Document{
		{
			Words: []string{"Ana", "Petrova", "left", "Oslo", "Opera"}, Starts: []int{0, 3},
			Names: []entity.Name{{First: 0, Last: 2, Kind: entity.Person}, {First: 3, Last: 4, Kind: entity.Place}, {First: 4, Last: 5, Kind: entity.Organisation}},
		},
		{Words: []string{"No"}, Starts: []int{0}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestMarked(t *testing.T) {
	path := write(t, "a.txt", "# comment\nPresident [PER Ana Petrova]'s note \\[sic\\] on the [OTH Orlo Accord].\n")
	got, err := corpus.Marked(path)
	if err != nil {
		t.Fatal(err)
	}
	d := got[0]
	if d.Text != "President Ana Petrova's note [sic] on the Orlo Accord." {
		t.Errorf("text %q", d.Text)
	}
	want := []entity.Name{{First: 1, Last: 3, Kind: entity.Person}, {First: 10, Last: 12, Kind: entity.Other}}
	if diff := cmp.Diff(want, d.Names); diff != "" {
		t.Error(diff, d.Words)
	}
	for _, bad := range []string{"[PER Ana", "[XXX Ana]", "[PER a [LOC b]]", "[PER ]"} {
		path := write(t, "a.txt", bad+"\n")
		if _, err := corpus.Marked(path); err == nil || !strings.Contains(err.Error(), ":1:") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}
