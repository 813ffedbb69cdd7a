package story

import (
	"cmp"
	"maps"
	"slices"

	"dateline/record"
)

// How statements are found to report the same words; see docs/relate.md.
const (
	sameWords       = 0.5  // Matcher.Same at which they do
	sameElsewhere   = 0.8  // the same, for statements in reports of two stories
	sameInCopy      = 0.05 // the same, for statements that stand in sentences of one copy
	sameDays        = 4.0  // days between two reports of the same words
	stateTerms      = 8    // a statement's weightiest terms, by which candidates are found
	statePostings   = 48   // latest statements that one term of one speaker brings up
	stateShare      = 0.12 // weight of these that two statements share, of the lighter one
	stateCandidates = 16   // candidates of one statement that are compared in full
	verbatimWords   = 6    // content words that are enough to know a quotation by
)

// speech finds the statements that report the same words.
//
// What is said by the same speaker in the same words within days is one row,
// in which the first stands for the others. The first ones are found by the
// weighty terms that they share with earlier ones of the same speaker, and all
// by the copies that they stand in. Around each fullest wording those that are
// sure enough to be the same are gathered.
type speech struct {
	rows    map[rowKey]*row
	posted  map[postKey][]*saying // by speaker and term, ascending
	due     map[*saying]bool      // whose utterances are to be made again
	search  map[*saying]bool      // whose candidates are to be looked for again
	touched map[*row]bool
	changed map[*utter]bool

	ring [8192]*saying // whose wordings are at hand
	next int

	shared map[*saying]float64
}

// rowKey is a speaker and a wording.
type rowKey struct {
	who  int
	same uint64
}

// row is what one speaker said in the same words.
type row struct {
	key  rowKey
	list []*saying // ascending
}

type postKey struct {
	who  int
	term int32
}

// bond is two statements that stand in sentences of one copy that lie side by
// side, and how sure it is that they report the same words.
type bond struct {
	a, b *saying // the earlier first
	sure float64
}

// utter is statements that report the same words, the fullest first.
type utter struct {
	list    []*saying
	drift   map[*saying][]record.Drift // from list[0], as far as it was worked out
	written string                     // the id under which it was told of last
	gone    bool
}

func newSpeech() speech {
	return speech{
		rows: map[rowKey]*row{}, posted: map[postKey][]*saying{}, due: map[*saying]bool{}, search: map[*saying]bool{},
		touched: map[*row]bool{}, changed: map[*utter]bool{}, shared: map[*saying]float64{},
	}
}

// settleSpeech makes the utterances again that reports which came and went
// change, and those among whose speakers somebody is another now: moved are
// the numbers of such pages.
func (r *Relater) settleSpeech(moved []int) {
	x := &r.speech
	for _, p := range r.went {
		for _, s := range p.sayings {
			s.gone = true
			x.due[s] = true
			r.unrow(s)
		}
	}
	for _, p := range r.came {
		for _, s := range p.sayings {
			r.speaks(s, true)
		}
	}
	for _, n := range moved {
		p := r.pages[n]
		if p == nil || p.gone {
			continue
		}
		again := false
		for _, s := range p.sayings {
			again = r.speaks(s, false) || again
		}
		if again {
			for _, c := range p.copies {
				r.bind(c)
			}
		}
	}
	for w := range x.touched {
		r.settleRow(w)
	}
	clear(x.touched)
	for _, s := range slices.SortedFunc(maps.Keys(x.search), compareSayings) {
		if !s.gone {
			r.look(s)
		}
	}
	clear(x.search)
	for c := range r.lineage.changed {
		if !c.gone {
			r.bind(c)
			continue
		}
		r.unbind(c)
	}
	for _, p := range r.tales.moved {
		for _, s := range p.sayings {
			x.due[s] = true
		}
	}
	for s := range r.fixed.sayings {
		x.due[s] = true
	}
	r.gather()
	clear(x.due)
}

// speaks notes who says s, and reports whether that is another than before.
func (r *Relater) speaks(s *saying, fresh bool) bool {
	who := -1
	if s.speaker != "" {
		who = r.actors.Of(int(s.page.n), s.speaker)
	}
	if who == s.who && !fresh {
		return false
	}
	r.unrow(s)
	s.who = who
	r.speech.due[s] = true
	if s.words < 2 {
		return true // "yes": nobody's words in particular
	}
	k := rowKey{who, s.same}
	w := r.speech.rows[k]
	if w == nil {
		w = &row{key: k}
		r.speech.rows[k] = w
	}
	s.row = w
	n := len(w.list)
	if n > 0 && compareSayings(w.list[n-1], s) > 0 {
		n, _ = slices.BinarySearchFunc(w.list, s, compareSayings)
	}
	w.list = slices.Insert(w.list, n, s)
	r.speech.touched[w] = true
	return true
}

// unrow takes s out of its row, and out of what was found of it.
func (r *Relater) unrow(s *saying) {
	r.unpost(s)
	w := s.row
	if w == nil {
		return
	}
	s.row = nil
	if i, ok := slices.BinarySearchFunc(w.list, s, compareSayings); ok && w.list[i] == s {
		w.list = slices.Delete(w.list, i, i+1)
	}
	if len(w.list) == 0 {
		delete(r.speech.rows, w.key)
	}
	r.speech.touched[w] = true
	if s.rep != nil {
		r.speech.due[s.rep] = true
		s.rep.others = slices.DeleteFunc(s.rep.others, func(o *saying) bool { return o == s })
		s.rep = nil
	}
	for _, o := range s.others {
		o.rep = nil
		r.speech.due[o] = true
	}
	s.others = nil
}

// settleRow decides in a row who stands for whom.
func (r *Relater) settleRow(w *row) {
	var rep *saying
	for _, s := range w.list {
		to := rep
		switch {
		case rep == nil || !near(rep, s), w.key.who < 0 && (s.carry < verbatimWords || s.quoted == 0):
			to, rep = nil, s
		}
		if to == s.rep && (to == nil) == s.posted {
			continue
		}
		r.speech.due[s] = true
		if s.rep != to {
			if s.rep != nil {
				r.speech.due[s.rep] = true
				s.rep.others = slices.DeleteFunc(s.rep.others, func(o *saying) bool { return o == s })
			}
			if s.rep = to; to != nil {
				r.speech.due[to] = true
				to.others = append(to.others, s)
			}
		}
		if to == nil {
			r.post(s)
		} else {
			r.unpost(s)
		}
	}
}

// post puts s where later ones of the same speaker find it.
func (r *Relater) post(s *saying) {
	x := &r.speech
	s.posted = true
	x.search[s] = true
	if s.who < 0 {
		return
	}
	for _, h := range s.heavy {
		k := postKey{s.who, h.term}
		list := x.posted[k]
		n := len(list)
		if n > 0 && compareSayings(list[n-1], s) > 0 {
			n, _ = slices.BinarySearchFunc(list, s, compareSayings)
		}
		list = slices.Insert(list, n, s)
		x.posted[k] = list
		for _, o := range list[n+1 : min(len(list), n+1+statePostings)] {
			x.search[o] = true
		}
	}
}

func (r *Relater) unpost(s *saying) {
	if !s.posted {
		return
	}
	x := &r.speech
	s.posted = false
	delete(x.search, s)
	if s.who >= 0 {
		for _, h := range s.heavy {
			k := postKey{s.who, h.term}
			list := x.posted[k]
			n, ok := slices.BinarySearchFunc(list, s, compareSayings)
			if !ok {
				continue
			}
			list = slices.Delete(list, n, n+1)
			if x.posted[k] = list; len(list) == 0 {
				delete(x.posted, k)
			}
			for _, o := range list[n:min(len(list), n+statePostings)] {
				x.search[o] = true
			}
		}
	}
	r.found(s, nil)
	for _, o := range s.fans {
		o.cands = slices.DeleteFunc(o.cands, func(c peer) bool { return c.to == s })
		x.due[o] = true
	}
	s.fans = nil
}

// found notes the candidates of s.
func (r *Relater) found(s *saying, cands []peer) {
	for _, c := range s.cands {
		if !slices.ContainsFunc(cands, func(d peer) bool { return d.to == c.to }) {
			c.to.fans = slices.DeleteFunc(c.to.fans, func(o *saying) bool { return o == s })
			r.speech.due[c.to], r.speech.due[s] = true, true
		}
	}
	for _, c := range cands {
		if !slices.ContainsFunc(s.cands, func(d peer) bool { return d.to == c.to }) {
			c.to.fans = append(c.to.fans, s)
			r.speech.due[s] = true
		}
	}
	s.cands = cands
}

// look finds the earlier sayings of one speaker that share weighty terms with
// s.
func (r *Relater) look(s *saying) {
	if s.who < 0 || !s.posted {
		return
	}
	weight := r.speech.shared
	var touched []*saying
	for _, h := range s.heavy {
		list := r.speech.posted[postKey{s.who, h.term}]
		n := len(list) - 1
		if list[n] != s {
			n, _ = slices.BinarySearchFunc(list, s, compareSayings)
		}
		for _, o := range list[max(0, n-statePostings):n] {
			if weight[o] == 0 {
				touched = append(touched, o)
			}
			weight[o] += h.weight
		}
	}
	kept := slices.DeleteFunc(touched, func(o *saying) bool {
		return !near(o, s) || weight[o] < stateShare*min(o.mass, s.mass)
	})
	slices.SortFunc(kept, func(a, b *saying) int {
		return cmp.Or(cmp.Compare(weight[b], weight[a]), compareSayings(a, b))
	})
	clear(weight)
	var cands []peer
	for _, o := range kept[:min(len(kept), stateCandidates)] {
		if i := slices.IndexFunc(s.cands, func(c peer) bool { return c.to == o }); i >= 0 {
			cands = append(cands, s.cands[i])
		} else {
			cands = append(cands, peer{o, r.sure(o, s)})
		}
	}
	r.found(s, cands)
}

// bind finds the statements in the sentences of a copy that lie side by side,
// unless two different named speakers say them.
func (r *Relater) bind(c *copied) {
	x := &r.speech
	was := c.bonds
	r.unbind(c)
	if c.gone || len(c.a.sayings) == 0 || len(c.b.sayings) == 0 {
		return
	}
	type two struct{ a, b *saying }
	seen := map[two]bool{}
	for _, p := range c.pairs {
		for _, s := range c.a.sayings {
			if _, ok := slices.BinarySearch(s.at, p.a); !ok {
				continue
			}
			for _, t := range c.b.sayings {
				if _, ok := slices.BinarySearch(t.at, p.b); !ok || seen[two{s, t}] || s.who != t.who && s.who >= 0 && t.who >= 0 {
					continue
				}
				seen[two{s, t}] = true
				b := bond{a: s, b: t}
				if i := slices.IndexFunc(was, func(o bond) bool { return o.a == s && o.b == t }); i >= 0 {
					b.sure = was[i].sure
				} else {
					b.sure = r.sure(s, t)
				}
				c.bonds = append(c.bonds, b)
				s.bound, t.bound = append(s.bound, peer{t, b.sure}), append(t.bound, peer{s, b.sure})
				x.due[s], x.due[t] = true, true
			}
		}
	}
}

// unbind undoes bind.
func (r *Relater) unbind(c *copied) {
	for _, b := range c.bonds {
		r.speech.due[b.a], r.speech.due[b.b] = true, true
		if !b.a.gone {
			b.a.bound = slices.DeleteFunc(b.a.bound, func(o peer) bool { return o.to == b.b })
		}
		if !b.b.gone {
			b.b.bound = slices.DeleteFunc(b.b.bound, func(o peer) bool { return o.to == b.a })
		}
	}
	c.bonds = nil
}
