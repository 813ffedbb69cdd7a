package main

import (
	"math"
	"strings"

	"dateline/lab/corpus"
	"dateline/language/tree"
	"dateline/language/weights"
)

// How much each table of the valency counts beside the net, and how many
// sightings what is known of the more general is worth; chosen on the
// development sets.
var (
	orderWeight, orderPrior = 0.22, 20.
	frameWeight, framePrior = 0.25, 10.
	setsWeight, setsPrior   = 1.0, 20.
)

// leastVerb is how often a verb occurs that gets a row of its own.
const leastVerb = 3

// valency counts which dependents the words of the treebanks have together.
func (j job) valency() error {
	data, err := j.treebank()
	if err != nil {
		return err
	}
	m, err := j.model("net")
	if err != nil {
		return err
	}
	tags, relations := m.Labels["tags"], m.Labels["relations"]
	s := tree.NewShape(tags, relations)
	c := countValency(s, data, tags, relations)
	out := &weights.Model{Dicts: map[string]*weights.Dict{}, Arrays: map[string]weights.Array{
		"order": {Shape: []int{s.Order()}, Bytes: c.orders(s)},
		"frame": {Shape: []int{s.Frame()}, Bytes: c.frames()},
	}}
	sets, verbs := c.sets()
	out.Dicts["verbs"], out.Arrays["sets"] = weights.NewDict(verbs), weights.Array{Shape: []int{len(verbs) + 1, tree.Sets}, Bytes: sets}
	t, err := j.tagger()
	if err != nil {
		return err
	}
	n, err := j.network()
	if err != nil {
		return err
	}
	v, err := tree.NewValency(out, tags, relations)
	if err != nil {
		return err
	}
	p, err := tree.New(m, n, t, v)
	if err != nil {
		return err
	}
	scores, err := j.treeScores(t, p)
	if err != nil {
		return err
	}
	return j.write("valency", out, []string{"ewt_train.conllu.gz", "gum_train.conllu.gz"}, scores)
}

// valencyCounts are sightings by entry of the tables.
type valencyCounts struct {
	order, frame []float64
	verbs        map[uint64]*[tree.Sets]float64
	keys         []uint64 // of verbs, in the order of their first sighting
	voices       [2][tree.Sets]float64
	voice        map[uint64]int
}

func countValency(s *tree.Shape, data []corpus.Sentence, tags, relations []string) *valencyCounts {
	c := &valencyCounts{order: make([]float64, s.Order()), frame: make([]float64, s.Frame()), verbs: map[uint64]*[tree.Sets]float64{}, voice: map[uint64]int{}}
	number := map[string]tree.Relation{}
	for i, r := range relations {
		number[r] = tree.Relation(i)
	}
	gold := goldTags(data, tags)
	for k, x := range data {
		rels := make([]tree.Relation, len(x.Words))
		for i, r := range x.Relations {
			n, ok := number[r]
			if !ok {
				b, _, _ := strings.Cut(r, ":")
				n = number[b]
			}
			rels[i] = n
		}
		before, behind := make([][]tree.Relation, len(x.Words)), make([][]tree.Relation, len(x.Words))
		for i, h := range x.Heads {
			switch h--; {
			case h > i:
				before[h] = append(before[h], rels[i])
			case h >= 0:
				behind[h] = append(behind[h], rels[i])
			}
		}
		for i := range x.Words {
			order, frame, set := s.Word(gold[k][i], rels[i], before[i], behind[i])
			for _, o := range order {
				c.order[o]++
			}
			c.frame[frame]++
			c.verb(s.VerbKey(x.Words[i], gold[k][i]), x.Penn[i] == "VBN", set)
		}
	}
	return c
}

func (c *valencyCounts) verb(key uint64, participle bool, set int) {
	if key == 0 {
		return
	}
	if c.verbs[key] == nil {
		c.verbs[key] = new([tree.Sets]float64)
		c.keys = append(c.keys, key)
	}
	if participle {
		c.voice[key] = 1
	}
	c.verbs[key][set]++
	c.voices[c.voice[key]][set]++
}

// orders returns the table of order: how likely a dependent is behind the one
// before it, for a word of that tag and relation, on that side.
func (c *valencyCounts) orders(s *tree.Shape) []int8 {
	width := s.Width()
	cells := width * width
	rows := len(c.order) / cells
	half := rows / 2 // a side
	tags := make([]float64, len(c.order)/tree.OwnGroups)
	any := make([]float64, 2*cells)
	for i, v := range c.order {
		row, cell := i/cells, i%cells
		tags[row/tree.OwnGroups*cells+cell] += v
		any[row/half*cells+cell] += v
	}
	sum := func(list []float64, at int) (n float64) {
		for _, v := range list[at*width:][:width] {
			n += v
		}
		return n
	}
	out := make([]int8, len(c.order))
	for row := range rows {
		group := row / tree.OwnGroups
		alone, total := make([]float64, width), 0.
		for cell := range cells {
			alone[cell%width] += tags[group*cells+cell]
			total += tags[group*cells+cell]
		}
		for last := range width {
			n0, n1, n2 := sum(c.order, row*width+last), sum(tags, group*width+last), sum(any, row/half*width+last)
			for r := range width {
				cell := last*width + r
				p3 := (alone[r] + .1) / (total + .1*float64(width))
				p2 := (any[row/half*cells+cell] + 5*p3) / (n2 + 5)
				p1 := (tags[group*cells+cell] + orderPrior*(p2+p3)/2) / (n1 + orderPrior)
				out[row*cells+cell] = entry(orderWeight, (c.order[row*cells+cell]+orderPrior*p1)/(n0+orderPrior))
			}
		}
	}
	return out
}

// entry is a weighted probability as a table has it.
func entry(weight, p float64) int8 {
	return int8(min(max(math.Round(weight*math.Log(p)*tree.ValencyScale), -128), 127))
}

// frames returns the table of frames.
func (c *valencyCounts) frames() []int8 {
	rows := len(c.frame) / tree.Frames
	tags, owns, all := make([]float64, rows/tree.OwnGroups*tree.Frames), make([]float64, tree.OwnGroups*tree.Frames), make([]float64, rows)
	for i, v := range c.frame {
		row, f := i/tree.Frames, i%tree.Frames
		tags[row/tree.OwnGroups*tree.Frames+f] += v
		owns[row%tree.OwnGroups*tree.Frames+f] += v
		all[row] += v
	}
	total := func(list []float64, row int) (n float64) {
		for _, v := range list[row*tree.Frames:][:tree.Frames] {
			n += v
		}
		return n
	}
	out := make([]int8, len(c.frame))
	for row := range rows {
		t, o := row/tree.OwnGroups, row%tree.OwnGroups
		nt, no := total(tags, t), total(owns, o)
		for f := range tree.Frames {
			pt := (tags[t*tree.Frames+f] + framePrior/tree.Frames) / (nt + framePrior)
			po := (owns[o*tree.Frames+f] + framePrior/tree.Frames) / (no + framePrior)
			out[row*tree.Frames+f] = entry(frameWeight, (c.frame[row*tree.Frames+f]+framePrior*(pt+po)/2)/(all[row]+framePrior))
		}
	}
	return out
}

// sets returns the rows of the verbs, against what verbs of their voice have,
// and their numbers from 1.
func (c *valencyCounts) sets() (rows []int8, verbs map[uint64]uint32) {
	rows, verbs = make([]int8, tree.Sets), map[uint64]uint32{}
	for _, key := range c.keys {
		own, voice := c.verbs[key], &c.voices[c.voice[key]]
		n, all := 0., 0.
		for k := range own {
			n += own[k]
			all += voice[k]
		}
		if n < leastVerb {
			continue
		}
		verbs[key] = uint32(len(verbs) + 1)
		for k := range own {
			p := (voice[k] + 1) / (all + tree.Sets)
			rows = append(rows, entry(setsWeight, (own[k]+setsPrior*p)/(n+setsPrior)/p))
		}
	}
	return rows, verbs
}
