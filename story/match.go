package story

import (
	"math"
	"slices"
	"sort"
	"strings"
)

// Matcher tells whether two wordings report the same words, from a quotation
// repeated to the letter to a paraphrase. It is not safe for concurrent use.
type Matcher struct {
	terms *terms
	all   map[string]int32 // folded words, those without content too

	term []int32 // by word: its term, or none
}

// NewMatcher returns a Matcher.
func NewMatcher() *Matcher { return newMatcher(newTerms()) }

func newMatcher(v *terms) *Matcher { return &Matcher{terms: v, all: map[string]int32{}} }

// Wording is a wording that is ready to be compared by the Matcher that made it.
type Wording struct {
	words   []int32   // every word
	content []content // the words with content, in text order
	mass    float64
	numbers []int32 // ascending
	grams   []gram  // ascending
	norm    float64
	same    uint64 // the same for the same words
}

type content struct {
	term   int32
	weight float64
	stem   string
	name   bool // written with a capital inside the sentence
	groups []int16
}

// gram counts three characters in a row.
type gram struct {
	key   uint32
	count int32
}

// maxWords is how much of a wording is compared; statements are shorter.
const maxWords = 400

// Wording reads a wording.
func (m *Matcher) Wording(s string) *Wording {
	w := &Wording{}
	var grams []uint32
	last := ""
	for word, at := range wordsOf(s) {
		if len(w.words) == maxWords {
			break
		}
		if d, ok := numerals[word]; ok {
			word = d
		}
		w.words = append(w.words, m.word(word))
		w.same = mix(w.same ^ hashOf(word))
		grams = appendGrams(grams, word)
		t := m.terms.of(word)
		if word == "us" && s[at.Start] == 'U' {
			t = m.terms.of("usa")
		}
		last = word
		if t == none {
			continue
		}
		c := content{term: t, weight: float64(m.terms.weight[t]) / 1000, stem: Stem(last)}
		c.groups = m.terms.known.groups[c.stem]
		if s[at.Start] >= 'A' && s[at.Start] <= 'Z' && len(w.words) > 1 {
			c.weight *= 1.2
			c.name = true
		}
		w.content = append(w.content, c)
		w.mass += c.weight
		if m.terms.number[t] {
			w.numbers = append(w.numbers, t)
		}
	}
	w.numbers = unique(w.numbers)
	slices.Sort(grams)
	for _, g := range grams {
		if n := len(w.grams); n > 0 && w.grams[n-1].key == g {
			w.grams[n-1].count++
		} else {
			w.grams = append(w.grams, gram{g, 1})
		}
	}
	for _, g := range w.grams {
		w.norm += float64(g.count) * float64(g.count)
	}
	w.norm = math.Sqrt(w.norm)
	return w
}

// word numbers a folded word.
func (m *Matcher) word(w string) int32 {
	id, ok := m.all[w]
	if !ok {
		id = int32(len(m.all))
		m.all[strings.Clone(w)] = id
		m.term = append(m.term, m.terms.of(w))
	}
	return id
}

// appendGrams adds the trigrams of a word with its ends marked.
func appendGrams(to []uint32, w string) []uint32 {
	key := func(a, b, c byte) uint32 { return uint32(a)<<16 | uint32(b)<<8 | uint32(c) }
	at := func(i int) byte {
		if i < 0 || i >= len(w) {
			return '_'
		}
		return w[i]
	}
	for i := -1; i < len(w)-1; i++ {
		to = append(to, key(at(i), at(i+1), at(i+2)))
	}
	return to
}

// features is what two wordings have in common, each from 0 to 1 but for the
// counts of numbers.
type features struct {
	exact   float64 // weight of the stems that both have, of all
	soft    float64 // the same, with stems that are nearly alike
	within  float64 // soft, of the lighter wording
	grams   float64 // cosine of the trigrams
	order   float64 // of the shared stems, how many stand in one order
	run     float64 // longest common subsequence of words, of the shorter
	length  float64 // shorter length of longer
	jaccard float64 // words that both have, of all
	agree   float64 // numbers that both have
	differ  float64 // numbers that only one has
	pairs   float64 // neighbouring words that both have, of the shorter
	names   float64 // names that both have
	others  float64 // names that only one has
	size    float64 // logarithm of the shorter one's content words
	most    float64 // weight of the heaviest shared stem
}

func (m *Matcher) features(a, b *Wording) features {
	var f features
	usedA, usedB := make([]bool, len(a.content)), make([]bool, len(b.content))
	shared := 0.0
	var places []int32
	for i, x := range a.content {
		for j, y := range b.content {
			if !usedB[j] && x.term == y.term {
				usedA[i], usedB[j] = true, true
				shared += x.weight + y.weight
				places = append(places, int32(j))
				break
			}
		}
	}
	all := a.mass + b.mass + 1e-9
	f.exact = shared / all
	for i, x := range a.content {
		if usedA[i] {
			continue
		}
		best, at := 0.5, -1
		for j, y := range b.content {
			if !usedB[j] {
				s := alike(x.stem, y.stem)
				if s < synonym && overlap(x.groups, y.groups) {
					s = synonym
				}
				if s > best || at < 0 && s >= best {
					best, at = s, j
				}
			}
		}
		if at >= 0 {
			usedA[i], usedB[at] = true, true
			shared += best * (x.weight + b.content[at].weight)
		}
	}
	f.soft = shared / all
	f.within = min(1, shared/2/(min(a.mass, b.mass)+1e-9))
	if len(places) > 0 {
		f.order = float64(ascending(places)) / float64(len(places))
	}
	dot := 0.0
	for i, j := 0, 0; i < len(a.grams) && j < len(b.grams); {
		switch x, y := a.grams[i], b.grams[j]; {
		case x.key < y.key:
			i++
		case x.key > y.key:
			j++
		default:
			dot += float64(x.count) * float64(y.count)
			i++
			j++
		}
	}
	f.grams = dot / (a.norm*b.norm + 1e-9)
	short, long := min(len(a.words), len(b.words)), max(len(a.words), len(b.words))
	if short > 0 {
		f.run = float64(subsequence(a.words, b.words)) / float64(short)
		f.length = float64(short) / float64(long)
	}
	f.jaccard = jaccard(a.words, b.words)
	f.pairs = pairsShared(a.words, b.words)
	f.size = math.Log(float64(1 + min(len(a.content), len(b.content))))
	for i, x := range a.content {
		if usedA[i] {
			f.most = max(f.most, x.weight)
			if x.name {
				f.names++
			}
		} else if x.name {
			f.others++
		}
	}
	for j, y := range b.content {
		if !usedB[j] && y.name {
			f.others++
		}
	}
	for _, n := range a.numbers {
		if _, ok := slices.BinarySearch(b.numbers, n); ok {
			f.agree++
		}
	}
	f.differ = float64(len(a.numbers)+len(b.numbers)) - 2*f.agree
	return f
}

// numerals are numbers as they are written out.
var numerals = map[string]string{
	"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
	"eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19",
	"twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
}

// synonym is how alike two words are that renderings put for one another.
const synonym = 0.75

// overlap reports whether two ascending lists share an entry.
func overlap(a, b []int16) bool {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			return true
		}
	}
	return false
}

// alike compares two stems by their common beginning and by the pairs of
// letters that they share.
func alike(a, b string) float64 {
	if len(a) < 3 || len(b) < 3 || len(a) > 32 || len(b) > 32 {
		return 0
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	start := float64(2*n) / float64(len(a)+len(b))
	m, used := 0, uint64(0)
	for i := 0; i+2 <= len(a); i++ {
		for j := 0; j+2 <= len(b); j++ {
			if used>>j&1 == 0 && a[i] == b[j] && a[i+1] == b[j+1] {
				m++
				used |= 1 << j
				break
			}
		}
	}
	return max(start, float64(2*m)/float64(len(a)+len(b)-2))
}

// subsequence returns the length of the longest common subsequence.
func subsequence(a, b []int32) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			up := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(up, row[j])
			}
			diagonal = up
		}
	}
	return row[len(b)]
}

func pairsShared(a, b []int32) float64 {
	if len(a) < 2 || len(b) < 2 {
		return 0
	}
	p := func(w []int32) []uint64 {
		out := make([]uint64, 0, len(w))
		for i := 0; i+1 < len(w); i++ {
			out = append(out, uint64(w[i])<<32|uint64(uint32(w[i+1])))
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	x, y := p(a), p(b)
	both := 0
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] < y[j]:
			i++
		case x[i] > y[j]:
			j++
		default:
			both++
			i++
			j++
		}
	}
	return float64(both) / float64(min(len(x), len(y)))
}

func jaccard(a, b []int32) float64 {
	x, y := unique(slices.Clone(a)), unique(slices.Clone(b))
	both := 0
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] < y[j]:
			i++
		case x[i] > y[j]:
			j++
		default:
			both++
			i++
			j++
		}
	}
	if n := len(x) + len(y) - both; n > 0 {
		return float64(both) / float64(n)
	}
	return 0
}

// ascending returns the length of the longest subsequence that never falls.
func ascending(seq []int32) int {
	var tails []int32
	for _, x := range seq {
		k := sort.Search(len(tails), func(i int) bool { return tails[i] > x })
		if k == len(tails) {
			tails = append(tails, x)
		} else {
			tails[k] = x
		}
	}
	return len(tails)
}

// Same returns how sure it is, from 0 to 1, that two wordings report the same
// words: a logistic function of what they have in common, with weights chosen
// by hand on independent renderings of the same sentences.
func (m *Matcher) Same(a, b *Wording) float64 {
	f := m.features(a, b)
	return 1 / (1 + math.Exp(-f.score()))
}

// matchWeights are the weights of features.list, in its order.
var matchWeights = [...]float64{-4.25, -1.7, 1.2, -3.1, 0, -.3, 1, 4, 1.4, .6, -.75, -2.1, -.5, -.7, -3.3, .3, 5, 2.8, -.3, 1.8, 4}

// list returns the features as the logistic function takes them: those of
// wordings alone, and what long wordings have in common counted for more.
func (f features) list() [len(matchWeights)]float64 {
	return [...]float64{
		1, f.exact, f.soft, f.within, f.grams, f.order, f.run, f.length, f.jaccard, min(f.agree, 3), min(f.differ, 3),
		f.pairs, min(f.names, 4), min(f.others, 4), f.size, f.most / 7,
		f.soft * f.size, f.grams * f.size, f.soft * f.soft, math.Sqrt(f.jaccard), f.run * f.length,
	}
}

func (f features) score() float64 {
	s := 0.0
	for i, x := range f.list() {
		s += matchWeights[i] * x
	}
	return s
}
