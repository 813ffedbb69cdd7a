package entity

import (
	"slices"
	"strings"

	"dateline/language/form"
	"dateline/language/tag"
)

// Sentence is what the finder looks at: for each word its form, tag, entry in
// the tagger's lexicon and what the lists of names say of it.
type Sentence struct {
	tag.Sentence
	Tags, Parts []uint64
	capital     []bool
	lists       []uint32 // bits, see List
	runs        []run    // by word: the run that it stands in, or itself
	wide        []run    // the same, over small words: "Bank of Israel"
}

// run is a run of capitalised words, such as a whole name; the last word of
// one often tells what it names ("… Commission"), the first as well ("Cape …").
type run struct{ first, last int }

// List is a list of names. Bits of lists that hold a phrase of several words
// are set on each of its words.
type List uint32

const (
	Country List = 1 << iota
	City
	Region // regions, waters, mountains, buildings
	People // adjectives and peoples
	Seat   // seats of government
	Given  // given names
	Surname
	Body      // words for organisations: "ministry"
	Office    // words for offices: "minister"
	Company   // companies, agencies, parties, outlets
	Agreement // words for agreements
	PlaceWord // words for places: "river"
	Courtesy  // "Mr."
	Work      // names of operations, awards, events
	Lists     = 14
)

const longest = 5 // words of a phrase in the lists

// Prepare fills s with the words of one sentence.
func (f *Finder) Prepare(s *Sentence, words []string, tags []tag.ID) {
	f.tags.Prepare(&s.Sentence, words)
	s.Tags, s.Parts, s.capital, s.lists = s.Tags[:0], s.Parts[:0], s.capital[:0], s.lists[:0]
	for i, t := range tags {
		s.Tags = append(s.Tags, form.Key(1000+int(t)))
		s.Parts = append(s.Parts, form.Key(2000+int(f.tags.Part(t))))
		c := s.Forms[i].Case
		s.capital = append(s.capital, c == form.Capital || c == form.Upper)
		s.lists = append(s.lists, 0)
	}
	s.findRuns()
	for i := range s.Forms {
		key := uint64(0)
		for j := i; j < len(s.Forms) && j < i+longest; j++ {
			key = Phrase(key, s.Forms[j].Lower)
			bits := f.lists.Get(key)
			if bits == 0 {
				continue
			}
			for k := i; k <= j; k++ {
				s.lists[k] |= bits
				if j > i {
					s.lists[k] |= bits << Lists
				}
			}
		}
	}
}

// joins are the small words inside of names.
var joins = func() map[uint64]bool {
	m := map[uint64]bool{}
	for w := range strings.FieldsSeq("of for and & the 's ’s de del della da do dos des du la le los las y et al el bin ibn van von der den und na i - / on in to") {
		m[form.Of(w).Lower] = true
	}
	return m
}()

// hyphens join within a run, and nothing else does.
var hyphen = form.Of("-").Lower

// findRuns fills s.runs and s.wide.
func (s *Sentence) findRuns() {
	n := len(s.Forms)
	s.runs, s.wide = slices.Grow(s.runs[:0], n)[:n], slices.Grow(s.wide[:0], n)[:n]
	for i := range n {
		s.runs[i], s.wide[i] = run{i, i}, run{i, i}
	}
	for i := 0; i < n; i++ {
		if !s.capital[i] {
			continue
		}
		last, tight := i, i // of the wide run, of the run that goes on
		start := i
		for k := i + 1; k < n && k-i < longestRun; k++ {
			switch {
			case s.capital[k]:
				if k != tight+1 && !(k == tight+2 && s.Forms[tight+1].Lower == hyphen) {
					s.fill(s.runs, start, tight)
					start = k
				}
				last, tight = k, k
				continue
			case k-last <= most && joins[s.Forms[k].Lower]:
				continue
			}
			break
		}
		s.fill(s.runs, start, tight)
		s.fill(s.wide, i, last)
		i = last
	}
}

const (
	longestRun = 24
	most       = 3 // small words between two capitalised ones
)

func (s *Sentence) fill(runs []run, first, last int) {
	for k := first; k <= last; k++ {
		runs[k] = run{first, last}
	}
}

// says returns what the lists say of the words of a run from word i on, as a
// spread value.
func (s *Sentence) says(i, last int) uint64 {
	var all uint32
	for k := i; k <= last; k++ {
		all |= s.lists[k]
	}
	return form.Key(20000 + int(all&(1<<Lists-1)))
}

// Phrase ties one more word to the key of a phrase in the lists; 0 starts.
func Phrase(key, lower uint64) uint64 { return form.Join2(7, key, lower) }

// Tempts reports whether a word of the sentence is written as names are, or is
// a place but for its small letter.
func (s *Sentence) Tempts() bool {
	for i, c := range s.capital {
		if c || List(s.lists[i])&(Country|City|Region) != 0 {
			return true
		}
	}
	return false
}

// Memory counts what the capitalised words of a document were taken for.
type Memory struct {
	counts map[uint64]*[int(kinds) + 1]uint16
	spare  []*[int(kinds) + 1]uint16
}

// Reset forgets everything.
func (m *Memory) Reset() {
	for _, c := range m.counts {
		*c = [int(kinds) + 1]uint16{}
		m.spare = append(m.spare, c)
	}
	clear(m.counts)
}

// Add counts the words of a sentence with its labels.
func (m *Memory) Add(s *Sentence, labels []uint8) {
	if m.counts == nil {
		m.counts = map[uint64]*[int(kinds) + 1]uint16{}
	}
	for i, l := range labels {
		if !s.capital[i] {
			continue
		}
		c := m.counts[s.Forms[i].Lower]
		if c == nil {
			if n := len(m.spare); n > 0 {
				c, m.spare = m.spare[n-1], m.spare[:n-1]
			} else {
				c = new([int(kinds) + 1]uint16)
			}
			m.counts[s.Forms[i].Lower] = c
		}
		k := int(kinds)
		if l != 0 {
			k = int(kind(l))
		}
		if c[k] < 1<<15 {
			c[k]++
		}
	}
}

// of returns what the document's words like word i were mostly taken for, as a
// spread value: 0 never seen, else 1 + kind (the last: no name), apart when
// only one kind was seen.
func (m *Memory) of(s *Sentence, i int) uint64 {
	if i < 0 || i >= len(s.capital) || !s.capital[i] {
		return small[60]
	}
	c := m.counts[s.Forms[i].Lower]
	if c == nil {
		return small[61]
	}
	best, sum := 0, 0
	for k, n := range c {
		sum += int(n)
		if n > c[best] {
			best = k
		}
	}
	if int(c[best]) == sum {
		best += 8
	}
	return small[62+best]
}

var small = func() (k [128]uint64) {
	for i := range k {
		k[i] = form.Key(4000 + i)
	}
	return k
}()

func at[T any](list []T, i int, edge T) T {
	if i < 0 || i >= len(list) {
		return edge
	}
	return list[i]
}

// Features appends the features by which the label of word i is chosen; p1
// and p2 are the labels of the words before.
func Features(dst []uint64, s *Sentence, i int, p1, p2 uint8, m *Memory) []uint64 {
	c, p, n := at(s.Forms, i, form.Edge), at2(s, i-1), at2(s, i+1)
	pp, nn := at2(s, i-2), at2(s, i+2)
	t, tp, tn, tpp, tnn := at(s.Tags, i, small[0]), at(s.Tags, i-1, small[0]), at(s.Tags, i+1, small[0]), at(s.Tags, i-2, small[0]), at(s.Tags, i+2, small[0])
	g := uint64(at(s.lists, i, 0))
	gk, gpk, gnk := s.listed(i), s.listed(i-1), s.listed(i+1)
	l1, l2 := small[80+int(p1)], small[100+int(p2)]
	known := at(s.Known, i, small[0])
	pos := small[1]
	if i == 0 {
		pos = small[2]
	}
	caps := small[8+b2i(at(s.capital, i-2, false))+2*b2i(at(s.capital, i-1, false))+4*b2i(at(s.capital, i, false))+8*b2i(at(s.capital, i+1, false))+16*b2i(at(s.capital, i+2, false))]
	mem := m.of(s, i)
	dst = append(dst,
		form.Join1(300, 1), form.Join1(301, l1), form.Join2(302, l1, l2),
		form.Join1(303, c.Exact), form.Join1(304, c.Lower), form.Join2(305, c.Lower, l1), form.Join1(306, p.Lower), form.Join1(307, n.Lower), form.Join1(308, pp.Lower), form.Join1(309, nn.Lower),
		form.Join2(310, p.Lower, c.Lower), form.Join2(311, c.Lower, n.Lower), form.Join2(312, p.Lower, l1), form.Join2(313, n.Lower, l1), form.Join2(314, n.Lower, nn.Lower), form.Join2(315, pp.Lower, p.Lower), form.Join3(316, p.Lower, c.Shape, n.Lower),
		form.Join1(317, c.Suf[1]), form.Join1(318, c.Suf[2]), form.Join1(319, c.Suf[3]), form.Join1(320, c.Pre[1]), form.Join1(321, c.Pre[2]), form.Join1(322, c.Pre[3]), form.Join2(323, c.Suf[2], c.Shape),
		form.Join1(324, c.Shape), form.Join2(325, c.Shape, l1), form.Join3(326, p.Shape, c.Shape, n.Shape), form.Join2(327, n.Shape, nn.Shape),
		form.Join1(328, t), form.Join2(329, t, l1), form.Join3(330, tp, t, tn), form.Join2(331, tn, tnn), form.Join2(332, tpp, tp), form.Join3(333, t, tn, l1),
		form.Join2(334, pos, caps), form.Join3(335, pos, caps, l1), form.Join2(336, caps, t), form.Join2(337, pos, c.Lower), form.Join2(338, pos, known), form.Join2(339, known, l1),
		form.Join1(340, gk), form.Join2(341, gk, l1), form.Join3(342, gpk, gk, gnk), form.Join2(343, gk, gnk), form.Join2(344, gpk, gk), form.Join3(345, gk, t, l1), form.Join2(346, gnk, l1), form.Join3(347, gk, caps, l1),
		form.Join1(348, mem), form.Join2(349, mem, l1), form.Join3(350, mem, caps, pos), form.Join2(351, m.of(s, i+1), mem), form.Join2(352, m.of(s, i-1), mem),
		form.Join2(353, n.Suf[2], caps), form.Join2(354, p.Suf[2], caps), form.Join2(355, n.Lower, caps), form.Join2(356, p.Lower, caps),
	)
	if i < len(s.runs) && (s.capital[i] || s.wide[i].last > s.wide[i].first) {
		r, w := s.runs[i], s.wide[i]
		place := small[30+min(i-r.first, 3)+4*min(r.last-i, 3)]
		end, begin, far := &s.Forms[r.last], &s.Forms[r.first], &s.Forms[w.last]
		ahead := s.says(i, r.last)
		dst = append(dst,
			form.Join2(460, end.Lower, place), form.Join2(461, end.Lower, l1), form.Join2(462, begin.Lower, l1), form.Join2(463, begin.Lower, end.Lower),
			form.Join2(464, ahead, l1), form.Join2(465, ahead, place), form.Join2(466, s.listed(r.last), l1), form.Join2(467, s.listed(r.first), place), form.Join2(468, s.says(r.first, r.last), l1),
			form.Join2(469, far.Lower, l1), form.Join2(470, s.says(w.first, w.last), l1), form.Join2(471, s.listed(w.last), s.listed(r.last)),
			form.Join2(472, at2(s, r.last+1).Lower, l1), form.Join2(473, at2(s, r.first-1).Lower, l1), form.Join2(474, at2(s, r.first-1).Lower, place), form.Join2(475, at2(s, r.last+1).Lower, place),
			form.Join2(476, end.Suf[2], place), form.Join2(477, s.Forms[w.first].Lower, l1),
		)
	}
	for bits, k := g, 0; bits != 0; bits, k = bits>>1, k+1 {
		if bits&1 != 0 {
			dst = append(dst, form.Join1(360+k, l1), form.Join1(400+k, caps))
		}
	}
	return dst
}

// listed returns what the lists say of word i, and whether it begins with a
// capital, as a spread value.
func (s *Sentence) listed(i int) uint64 {
	if i < 0 || i >= len(s.lists) {
		return small[3]
	}
	return form.Key(5000 + int(s.lists[i]&(1<<Lists-1))*2 + b2i(s.capital[i]))
}

func at2(s *Sentence, i int) *form.Form {
	if i < 0 || i >= len(s.Forms) {
		return &form.Edge
	}
	return &s.Forms[i]
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
