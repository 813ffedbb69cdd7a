package actor

import (
	"maps"
	"slices"
	"strings"

	"dateline/language/translit"
)

// candidates bounds how many people of one family name a new name is
// compared with. Beyond it only people whose given name sounds alike are.
const candidates = 64

// person is one person of a block.
type person struct {
	n         int           // number of the actor
	parsed    translit.Name // the fullest name
	countries []string
	given     string // key of the given name that it was first seen with
}

// block is the people with full names whose last words sound alike, or those
// of one word whom no full name stands for. They are taken in the order of
// their reports, each joined to somebody before it or somebody new.
type block struct {
	key  string
	list []*local // ascending
	come []*local
	anew bool // all have to be gone through again

	people []*person
	exact  map[string][]*person // by folded name
	byName map[string][]*person // by key of the given name
	last   *local               // the last one that changed what is known
	alone  bool                 // of one word
}

func newBlock(key string, in map[string]*block) *block {
	b := &block{key: key}
	b.clear()
	in[key] = b
	return b
}

func (b *block) clear() {
	b.people, b.last = nil, nil
	b.exact, b.byName = map[string][]*person{}, map[string][]*person{}
}

// remove takes a local out.
func (b *block) remove(x *Index, l *local) {
	if i := slices.Index(b.come, l); i >= 0 {
		b.come = slices.Delete(b.come, i, i+1)
		return
	}
	if i, ok := slices.BinarySearchFunc(b.list, l, x.compare); ok && b.list[i] == l {
		b.list = slices.Delete(b.list, i, i+1)
		if l.made {
			b.anew = true
			x.wait(b)
		}
	}
}

// wait notes that a block is to be settled.
func (x *Index) wait(b *block) { x.waiting[b] = true }

// settle takes in what came, and reports whether the people are not what they
// were.
func (b *block) settle(x *Index) bool {
	slices.SortFunc(b.come, x.compare)
	changed := false
	for i, l := range b.come {
		if b.anew {
			b.list = append(b.list, b.come[i:]...)
			slices.SortFunc(b.list, x.compare)
			break
		}
		at := len(b.list)
		if at > 0 && x.compare(b.list[at-1], l) > 0 {
			at, _ = slices.BinarySearchFunc(b.list, l, x.compare)
		}
		b.list = slices.Insert(b.list, at, l)
		if b.last != nil && x.compare(l, b.last) < 0 {
			b.anew = true // what it would have found is not known any more
			continue
		}
		p := b.find(l)
		if at < len(b.list)-1 && b.tells(p, l) {
			b.anew = true
			continue
		}
		if p == nil {
			p = b.start(l)
			p.n = x.number()
		}
		changed = b.join(p, l) || changed
		x.assign(l, p.n)
	}
	b.come = nil
	if b.anew {
		changed = b.again(x)
	}
	return changed
}

// again goes through all of the block.
func (b *block) again(x *Index) bool {
	b.anew = false
	was := b.people
	b.clear()
	found := make([]*person, len(b.list))
	before := map[*profile]*person{} // found since anything was last learned
	for i, l := range b.list {
		l.made = false
		p := before[l.p]
		if p == nil {
			if p = b.find(l); p == nil {
				p = b.start(l)
			}
			if b.join(p, l) {
				clear(before)
			}
			before[l.p] = p
		}
		found[i] = p
	}
	// Each keeps the number that the first of its members had.
	taken := map[int]bool{}
	mine := map[int]bool{}
	for _, p := range was {
		mine[p.n] = true
	}
	for i, l := range b.list {
		if p := found[i]; p.n == 0 && mine[l.n] && !taken[l.n] {
			p.n = l.n
			taken[l.n] = true
		}
	}
	for i, l := range b.list {
		if found[i].n == 0 {
			found[i].n = x.number()
		}
		x.assign(l, found[i].n)
	}
	return !slices.EqualFunc(was, b.people, func(p, q *person) bool {
		return p.n == q.n && p.given == q.given && slices.Equal(p.parsed.Words, q.parsed.Words) && slices.Equal(p.countries, q.countries)
	})
}

// find returns who v is among the people so far; nil for nobody.
func (b *block) find(v *local) *person {
	if n := best(v, b.exact[v.p.folded]); n != nil {
		return n
	}
	if n := best(v, b.byName[v.p.given]); n != nil {
		return n
	}
	if len(b.people) <= candidates {
		return best(v, b.people)
	}
	return nil
}

// start makes v somebody new.
func (b *block) start(v *local) *person {
	p := &person{given: v.p.given}
	b.people = append(b.people, p)
	b.byName[v.p.given] = append(b.byName[v.p.given], p)
	return p
}

// tells reports whether v changes what the block knows if it is p.
func (b *block) tells(p *person, v *local) bool {
	return p == nil || len(v.p.words) > len(p.parsed.Words) || !slices.Contains(b.exact[v.p.folded], p) ||
		slices.ContainsFunc(v.p.countries, func(c string) bool { return !slices.Contains(p.countries, c) })
}

// join makes v one with p and reports whether that changed what is known.
func (b *block) join(p *person, v *local) bool {
	if !b.tells(p, v) {
		return false
	}
	v.made, b.last = true, v
	for _, c := range v.p.countries {
		if !slices.Contains(p.countries, c) {
			p.countries = append(p.countries, c)
		}
	}
	if len(v.p.words) > len(p.parsed.Words) {
		p.parsed = v.p.parsed
	}
	if !slices.Contains(b.exact[v.p.folded], p) {
		b.exact[v.p.folded] = append(b.exact[v.p.folded], p)
	}
	return true
}

// best returns the person of the list whose name is the most like v's and
// whose countries do not contradict; the first of equals, nil when there is
// none.
func best(v *local, list []*person) *person {
	var out *person
	value := 0
	for _, p := range list {
		if conflict(p.countries, v.p.countries) {
			continue
		}
		k := translit.Compare(p.parsed, v.p.parsed)
		if k == translit.Apart {
			continue
		}
		score := 2 * int(k)
		if len(p.countries) > 0 && len(v.p.countries) > 0 {
			score++
		}
		if score > value {
			out, value = p, score
		}
	}
	return out
}

// class is the locals of one word and of the same countries: whom the word
// means is the same for all of them.
type class struct {
	p      *profile // of one of them
	locals map[*local]bool
	come   []*local
	means  int // number of the person, or one of those below
}

// What a word means when it is no one person.
const (
	nobodyElse = 0
	several    = -1
)

func (x *Index) classOf(p *profile) *class {
	key := p.folded + "\x00" + strings.Join(p.words, " ") + "\x00" + strings.Join(p.countries, " ")
	c := x.classes[key]
	if c == nil {
		c = &class{p: p, locals: map[*local]bool{}}
		x.classes[key] = c
		x.byWord[p.block] = append(x.byWord[p.block], c)
		c.means = x.meaning(p)
	}
	return c
}

func (c *class) put(x *Index, l *local) {
	l.class = c
	c.come = append(c.come, l)
	x.asking[c] = true
}

func (c *class) remove(x *Index, l *local) {
	if i := slices.Index(c.come, l); i >= 0 {
		c.come = slices.Delete(c.come, i, i+1)
		return
	}
	delete(c.locals, l)
	if c.means == nobodyElse {
		x.alone[c.p.folded].remove(x, l)
	}
}

// people settles who the persons are: those with full names first, then those
// of whom only one word is known.
func (x *Index) people() {
	words := map[string]bool{} // keys of words that may mean somebody else now
	for b := range x.waiting {
		if b.alone {
			continue
		}
		given := b.given()
		if b.settle(x) {
			words[b.key] = true
			now := b.given()
			for k := range given {
				words[k] = true
				x.count(k, b, now[k])
			}
			for k, n := range now {
				words[k] = true
				x.count(k, b, n)
			}
		}
		delete(x.waiting, b)
	}
	for k := range words {
		for _, c := range x.byWord[k] {
			if m := x.meaning(c.p); m != c.means {
				x.mean(c, m)
			}
		}
	}
	for c := range x.asking {
		for _, l := range c.come {
			c.locals[l] = true
			x.means(c, l)
		}
		c.come = nil
	}
	clear(x.asking)
	for b := range x.waiting {
		b.settle(x)
	}
	clear(x.waiting)
}

// given counts the people of a block by the key of their given name.
func (b *block) given() map[string]int {
	out := make(map[string]int, len(b.byName))
	for k, list := range b.byName {
		out[k] = len(list)
	}
	return out
}

func (x *Index) count(key string, b *block, n int) {
	in := x.first[key]
	if in == nil {
		in = map[*block]int{}
		x.first[key] = in
	}
	if in[b] = n; n == 0 {
		delete(in, b)
	}
}

// mean gives a class another meaning.
func (x *Index) mean(c *class, m int) {
	if c.means == nobodyElse {
		b := x.alone[c.p.folded]
		for l := range c.locals {
			b.remove(x, l)
		}
	}
	c.means = m
	for _, l := range slices.SortedFunc(maps.Keys(c.locals), x.compare) {
		x.means(c, l)
	}
}

// means gives a local the meaning of its class.
func (x *Index) means(c *class, l *local) {
	switch c.means {
	case several:
		x.assign(l, x.number())
	case nobodyElse:
		b := x.alone[c.p.folded]
		if b == nil {
			b = newBlock(c.p.folded, x.alone)
			b.alone = true
		}
		l.made = false
		b.come = append(b.come, l)
		x.wait(b)
	default:
		x.assign(l, c.means)
	}
}

// meaning returns the one person with a full name whom a word can mean; among
// several, the one of the same country.
func (x *Index) meaning(p *profile) int {
	found := x.meant(p)
	if len(found) == 0 {
		return nobodyElse
	}
	if len(found) > 1 {
		found = slices.DeleteFunc(found, func(q *person) bool { return len(p.countries) == 0 || len(q.countries) == 0 })
	}
	if len(found) == 1 {
		return found[0].n
	}
	return several
}

// meant returns the people with full names whom a one-word name can mean: by
// the family name, and when nobody has that, by the first word.
func (x *Index) meant(p *profile) []*person {
	if len(p.words) == 0 {
		return nil
	}
	fits := func(out []*person, list []*person, at func(words []string) string) []*person {
		for _, q := range list {
			if len(out) <= candidates && translit.Same(at(q.parsed.Words), p.words[0]) && !conflict(q.countries, p.countries) {
				out = append(out, q)
			}
		}
		return out
	}
	var out []*person
	if b := x.blocks[p.block]; b != nil {
		out = fits(nil, b.people, func(w []string) string { return w[len(w)-1] })
	}
	if len(out) > 0 {
		return out
	}
	all := 0
	for _, n := range x.first[p.block] {
		all += n
	}
	if all > candidates {
		return nil
	}
	for b := range x.first[p.block] {
		out = fits(out, b.byName[p.block], func(w []string) string { return w[0] })
	}
	return out
}
