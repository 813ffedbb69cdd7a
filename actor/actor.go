package actor

import (
	"cmp"
	"slices"
	"strings"

	"dateline/language/name"
	"dateline/record"
	"dateline/text"
)

// Local is one report's actor.
type Local struct {
	Line  int // number of the report, as it was given to [Index.Put]
	Actor int // index into the line's Actors
}

// Named reports whether a report names an actor. A description, an office and
// a name of common words ("the military") could be anybody's outside the
// report.
func Named(a *record.Actor) bool { return named(a, name.Plain(a.Name)) }

func named(a *record.Actor, plain bool) bool {
	switch {
	case a.Kind == "country":
		return true
	case a.Kind == "place" && len(name.Countries(a.Name)) > 0:
		return false // a capital as a city; where it stands for the country, the report says so
	case a.Kind == "group" || plain || a.Kind == "person" && described(a.Name):
		return false
	}
	for _, r := range a.Roles {
		if strings.EqualFold(r.Role, a.Name) {
			return false
		}
	}
	return true
}

// described reports whether a person's name is a description after all: words
// of office and of countries alone ("top Kenyan health official").
func described(s string) bool {
	words := strings.Fields(s)
	var rest []string
	for i := 0; i < len(words); {
		n := 0
		for k := 1; k <= 3 && i+k <= len(words); k++ {
			// The country's name begins here if it is gone without this word.
			if len(name.Countries(strings.Join(words[i:i+k], " "))) == 1 && len(name.Countries(strings.Join(words[i+1:i+k], " "))) == 0 {
				n = k
			}
		}
		if n == 0 {
			rest = append(rest, words[i])
		}
		i += max(1, n)
	}
	return name.Plain(strings.Join(rest, " "))
}

// conflict reports whether two lists of countries contradict one another.
func conflict(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	return !slices.ContainsFunc(a, func(c string) bool { return slices.Contains(b, c) })
}

// fold is the form in which names are compared letter by letter.
func fold(s string) string {
	var b strings.Builder
	for w := range text.Words(s) {
		if b.Len() == 0 && w == "the" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

// local is a report's actor in the index.
type local struct {
	Local
	id string // the report's own
	p  *profile
	n  int // number of the actor that it is one of, before links; -1 for none
	to int // the same with them

	class  *class // of a person of one word
	made   bool   // it changed what its block knows; of a body: others join it
	queued bool
}

// report is what the index keeps of one report.
type report struct {
	id     string
	day    string // ISO 8601, its publication; "" when it is not dated
	locals []local
	fresh  bool // it was put and does not count yet
}

// Index keeps which actors of many reports are one, while reports come and go.
// What it says is a function of the reports that are there, of their order and
// of the links, however they came. It is not safe for concurrent use.
type Index struct {
	order   func(a, b int) int // compares reports by number
	reports map[int]*report
	profiles

	actors map[int]*Actor // by number
	last   int            // number given to an actor last

	states  map[string]int // country → its actor
	codes   map[int]string // and the other way round
	blocks  map[string]*block
	alone   map[string]*block
	classes map[string]*class
	waiting map[*block]bool           // to be settled
	asking  map[*class]bool           // that somebody came to
	byWord  map[string][]*class       // key of the word → classes
	first   map[string]map[*block]int // key of a given name → blocks, and how many people there have it
	bodies  founding
	links   overlay

	came    []*local
	touched map[*Actor]bool // members came or went
	moved   map[int]bool    // reports one of whose actors became another
	changed map[int]bool    // numbers of actors that are no longer what they were
}

// New returns an empty index. order compares two reports by their numbers; it
// must not change for reports that are there.
func New(order func(a, b int) int) *Index {
	x := &Index{
		order: order, reports: map[int]*report{}, profiles: newProfiles(), actors: map[int]*Actor{}, states: map[string]int{}, codes: map[int]string{},
		blocks: map[string]*block{}, alone: map[string]*block{}, classes: map[string]*class{}, waiting: map[*block]bool{}, asking: map[*class]bool{}, byWord: map[string][]*class{},
		first: map[string]map[*block]int{}, touched: map[*Actor]bool{}, moved: map[int]bool{}, changed: map[int]bool{},
	}
	x.bodies = newFounding()
	return x
}

// Link finds the actors of all lines, which stand in order of publication.
func Link(lines []*record.Line) *Index { return LinkWith(lines, Links{}) }

// LinkWith does the same with what a person says of who is who.
func LinkWith(lines []*record.Line, links Links) *Index {
	x := New(cmp.Compare[int])
	for i, l := range lines {
		x.Put(i, l)
	}
	x.Settle(links)
	return x
}

// compare orders locals by report, then by their place in it.
func (x *Index) compare(a, b *local) int {
	if a.Line == b.Line {
		return a.Actor - b.Actor
	}
	return x.order(a.Line, b.Line)
}

// Put adds a report under a number that none has. [Index.Settle] makes it
// count.
func (x *Index) Put(n int, line *record.Line) {
	r := &report{id: strings.Clone(line.Report.ID), locals: make([]local, len(line.Actors)), fresh: true}
	if t := line.Report.Published.Time; t != nil {
		r.day = strings.Clone(*t)
	}
	for i := range line.Actors {
		a := &line.Actors[i]
		r.locals[i] = local{Local: Local{n, i}, id: strings.Clone(a.ID), p: x.of(a), n: -1, to: -1}
		if r.locals[i].p.how != nobody {
			x.came = append(x.came, &r.locals[i])
		}
	}
	x.reports[n] = r
}

// Remove takes a report out. [Index.Settle] makes it count.
func (x *Index) Remove(n int) {
	r := x.reports[n]
	if r == nil {
		return
	}
	delete(x.reports, n)
	if r.fresh {
		x.came = slices.DeleteFunc(x.came, func(l *local) bool { return l.Line == n })
		return
	}
	for i := range r.locals {
		l := &r.locals[i]
		switch l.p.how {
		case full:
			x.blocks[l.p.block].remove(x, l)
		case short:
			if l.class != nil {
				l.class.remove(x, l)
			}
		case body, acronym:
			x.bodies.remove(x, l)
		}
		x.assign(l, -1)
		x.put(l, -1)
	}
}

// Settle works out who is who after reports were put and removed, with what a
// person says of it, and returns the numbers of the reports of which an actor
// is now another, not in order. The numbers of actors stay what they are as
// far as their members do.
func (x *Index) Settle(links Links) []int {
	slices.SortFunc(x.came, x.compare)
	for _, l := range x.came {
		x.reports[l.Line].fresh = false
		switch l.p.how {
		case country:
			n, ok := x.states[l.p.code]
			if !ok {
				n = x.number()
				x.states[l.p.code], x.codes[n] = n, l.p.code
			}
			x.assign(l, n)
		case full:
			b := x.blocks[l.p.block]
			if b == nil {
				b = newBlock(l.p.block, x.blocks)
			}
			b.come = append(b.come, l)
			x.wait(b)
		case short:
			x.classOf(l.p).put(x, l)
		case body, acronym:
			x.bodies.put(x, l)
		}
	}
	x.came = nil
	x.people()
	x.bodies.settle(x)
	x.overlay(links)
	for a := range x.touched {
		x.gather(a)
	}
	clear(x.touched)
	var out []int
	for n := range x.moved {
		if x.reports[n] != nil {
			out = append(out, n)
		}
	}
	clear(x.moved)
	return out
}

// number returns a number that no actor has.
func (x *Index) number() int {
	x.last++
	return x.last
}

// assign says who a local is before links.
func (x *Index) assign(l *local, n int) {
	if l.n == n {
		return
	}
	l.n = n
	x.links.assigned(x, l)
}

// put says who a local is.
func (x *Index) put(l *local, n int) {
	if l.to == n {
		return
	}
	if l.to >= 0 {
		a := x.actors[l.to]
		a.gone++
		x.touched[a] = true
	}
	l.to = n
	x.moved[l.Line] = true
	if n < 0 {
		return
	}
	a := x.actors[n]
	if a == nil {
		a = &Actor{n: n, names: map[string]int{}, roles: map[string]*capacity{}}
		x.actors[n] = a
	}
	a.come = append(a.come, l)
	x.touched[a] = true
}

// Of returns the number of the actor that a report's own id stands for; -1 for
// one whom the report does not name.
func (x *Index) Of(line int, id string) int {
	if l, ok := x.Local(line, id); ok {
		return x.reports[line].locals[l.Actor].to
	}
	return -1
}

// Local finds a report's actor by the report's own id.
func (x *Index) Local(line int, id string) (Local, bool) {
	r := x.reports[line]
	if r == nil {
		return Local{}, false
	}
	i := slices.IndexFunc(r.locals, func(l local) bool { return l.id == id })
	return Local{line, i}, i >= 0
}
