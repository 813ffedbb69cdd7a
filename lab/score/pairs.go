package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"slices"

	"dateline/story"
	"dateline/text"
)

// Pairs are two wordings of one sentence, gathered in sets; other sentences of
// the set are what the pair must not be taken for.
type pairRow struct {
	Set    string
	A, B   string
	Label  int
	Quoted bool
}

// PairScore is what was measured on pairs of sentences.
type PairScore struct {
	Digest string
	Pairs  int
	Quoted [3]float64 // precision, recall, F1 of the pairs in quotation marks
	All    [3]float64
	Rank1  float64 // share of sentences whose own rendering is the most alike of the set's candidates
}

func (s PairScore) String() string {
	return fmt.Sprintf("pairs %s · %d\nquoted: P %.4f R %.4f F1 %.4f · all: P %.4f R %.4f F1 %.4f · rank 1 %.4f\n",
		s.Digest, s.Pairs, s.Quoted[0], s.Quoted[1], s.Quoted[2], s.All[0], s.All[1], s.All[2], s.Rank1)
}

func runPairs(w io.Writer, args []string) error {
	flags := flag.NewFlagSet("pairs", flag.ExitOnError)
	misses := flags.Int("misses", 0, "print so many of the pairs that were judged wrongly")
	flags.Parse(args) // exits on error
	if flags.NArg() != 1 {
		return fmt.Errorf("want one file of pairs")
	}
	rows, digest, err := readPairs(flags.Arg(0))
	if err != nil {
		return err
	}
	s, wrong := scorePairs(rows)
	s.Digest = digest
	fmt.Fprint(w, s)
	for _, line := range wrong[:min(len(wrong), *misses)] {
		fmt.Fprintln(w, "  "+line)
	}
	return nil
}

// readPairs reads a gzip file of one JSON object a line.
func readPairs(path string) ([]pairRow, string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, "", err
	}
	defer f.Close()
	sum := sha256.New()
	z, err := gzip.NewReader(io.TeeReader(f, sum))
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", path, err)
	}
	var out []pairRow
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		var r pairRow
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, "", fmt.Errorf("%s:%d: %w", path, n, err)
		}
		out = append(out, r)
	}
	return out, fmt.Sprintf("%x", sum.Sum(nil))[:12], lines.Err()
}

// Each sentence is held against its own rendering, the five others of the set
// that share the most of its rare words, and the three before and behind it.
const (
	rivals     = 5
	neighbours = 3
)

func scorePairs(rows []pairRow) (PairScore, []string) {
	sets := map[string][]pairRow{}
	var names []string
	for _, r := range rows {
		if r.Label != 1 {
			continue
		}
		if sets[r.Set] == nil {
			names = append(names, r.Set)
		}
		sets[r.Set] = append(sets[r.Set], r)
	}
	s := PairScore{}
	m := story.NewMatcher()
	var quoted, all answers
	first := 0
	var wrong []string
	for _, name := range names {
		set := sets[name]
		s.Pairs += len(set)
		b := make([]*story.Wording, len(set))
		for i := range set {
			b[i] = m.Wording(set[i].B)
		}
		near := rivalsOf(set)
		for i, r := range set {
			a := m.Wording(r.A)
			own, best := m.Same(a, b[i]), true
			say := func(j int, p float64) {
				right := (p >= .5) == (i == j)
				all.count(p >= .5, i == j)
				if r.Quoted {
					quoted.count(p >= .5, i == j)
					if !right {
						wrong = append(wrong, fmt.Sprintf("%.2f %v: %s | %s", p, i == j, r.A, set[j].B))
					}
				}
			}
			say(i, own)
			for _, j := range near[i] {
				p := m.Same(a, b[j])
				best = best && p < own
				say(j, p)
			}
			if best {
				first++
			}
		}
	}
	s.Quoted, s.All = quoted.scores(), all.scores()
	s.Rank1 = float64(first) / float64(max(1, s.Pairs))
	return s, wrong
}

// rivalsOf returns for each sentence the others it is held against.
func rivalsOf(set []pairRow) [][]int {
	index := map[string][]int{}
	for j, r := range set {
		seen := map[string]bool{}
		for w := range text.Words(r.B) {
			if w = story.Stem(w); !seen[w] {
				seen[w] = true
				index[w] = append(index[w], j)
			}
		}
	}
	out := make([][]int, len(set))
	for i, r := range set {
		score := map[int]float64{}
		for w := range text.Words(r.A) {
			if l := index[story.Stem(w)]; len(l) <= len(set)/4 {
				for _, j := range l {
					score[j] += math.Log(float64(len(set)) / float64(len(l)))
				}
			}
		}
		delete(score, i)
		list := make([]int, 0, len(score))
		for j := range score {
			score[j] /= 10 + float64(len(r.A)+len(set[j].B))
			list = append(list, j)
		}
		slices.SortFunc(list, func(x, y int) int { return cmp.Or(cmp.Compare(score[y], score[x]), cmp.Compare(x, y)) })
		list = list[:min(len(list), rivals)]
		for j := max(0, i-neighbours); j <= min(len(set)-1, i+neighbours); j++ {
			if j != i && !slices.Contains(list, j) {
				list = append(list, j)
			}
		}
		out[i] = list
	}
	return out
}

// answers counts what was said and what is.
type answers struct{ hit, said, true float64 }

func (t *answers) count(said, is bool) {
	if said {
		t.said++
	}
	if is {
		t.true++
	}
	if said && is {
		t.hit++
	}
}

// scores returns precision, recall and F1.
func (t answers) scores() [3]float64 {
	return [3]float64{t.hit / max(1, t.said), t.hit / max(1, t.true), 2 * t.hit / max(1, t.said+t.true)}
}
