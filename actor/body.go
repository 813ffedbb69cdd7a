package actor

import (
	"container/heap"
	"slices"
	"strings"

	"dateline/language/name"
	"dateline/text"
)

// bodyKey is what names of one organisation, place or agreement have in
// common: the words without "the", a country's name, adjective and capital as
// its code.
func bodyKey(s string) string {
	var out []string
	for w := range strings.FieldsSeq(strings.ReplaceAll(s, "-", " ")) {
		if c := name.Countries(w); len(c) == 1 {
			out = append(out, c[0])
			continue
		}
		for f := range text.Words(w) {
			if f != "the" && f != "of" {
				out = append(out, f)
			}
		}
	}
	return strings.Join(out, " ")
}

// initialsOf returns the initials of a name of three words or more.
func initialsOf(s string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(strings.ReplaceAll(s, "-", " ")) {
		if c := w[0]; c >= 'A' && c <= 'Z' {
			b.WriteByte(c)
		}
	}
	if b.Len() < 3 {
		return ""
	}
	return b.String()
}

// isAcronym reports a name of three to six capitals.
func isAcronym(s string) bool {
	s = strings.ReplaceAll(s, ".", "")
	return len(s) >= 3 && len(s) <= 6 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// founding joins organisations, places, agreements and what is named
// otherwise: by the same name, and by an acronym when exactly one name has it.
// Each joins the earliest that has one of its keys, or is one that others
// join. Acronyms come behind all others.
type founding struct {
	keyed    map[string]*keyed
	lettered map[string]*lettered
	founder  map[int]*local // by number of the actor
	queue    localHeap
}

// keyed are those that have one key, and the one that the others join.
type keyed struct {
	list    []*local // ascending
	founder *local   // nil when each of them joined somebody by another key
}

// lettered are the founders whose initials are the same, and the acronyms that
// may mean them.
type lettered struct {
	founders []*local
	acronyms map[*local]bool
}

func newFounding() founding {
	return founding{keyed: map[string]*keyed{}, lettered: map[string]*lettered{}, founder: map[int]*local{}}
}

// compare puts acronyms last.
func (f *founding) compare(x *Index, a, b *local) int {
	if a.p.how != b.p.how {
		return int(a.p.how) - int(b.p.how)
	}
	return x.compare(a, b)
}

// localHeap is a heap of locals.
type localHeap struct {
	list    []*local
	compare func(a, b *local) int
}

func (h *localHeap) Len() int           { return len(h.list) }
func (h *localHeap) Less(i, j int) bool { return h.compare(h.list[i], h.list[j]) < 0 }
func (h *localHeap) Swap(i, j int)      { h.list[i], h.list[j] = h.list[j], h.list[i] }
func (h *localHeap) Push(v any)         { h.list = append(h.list, v.(*local)) }
func (h *localHeap) Pop() any {
	n := len(h.list) - 1
	l := h.list[n]
	h.list = h.list[:n]
	return l
}

func (f *founding) enqueue(l *local) {
	if !l.queued {
		l.queued = true
		heap.Push(&f.queue, l)
	}
}

func (f *founding) letters(s string) *lettered {
	g := f.lettered[s]
	if g == nil {
		g = &lettered{acronyms: map[*local]bool{}}
		f.lettered[s] = g
	}
	return g
}

// put adds a local, which waits for settle.
func (f *founding) put(x *Index, l *local) {
	if f.queue.compare == nil {
		f.queue.compare = func(a, b *local) int { return f.compare(x, a, b) }
	}
	for _, k := range l.p.keys {
		g := f.keyed[k]
		if g == nil {
			g = &keyed{}
			f.keyed[k] = g
		}
		i, found := len(g.list), false
		if i > 0 && f.compare(x, g.list[i-1], l) >= 0 {
			i, found = slices.BinarySearchFunc(g.list, l, func(a, b *local) int { return f.compare(x, a, b) })
		}
		if !found { // a key may be there twice
			g.list = slices.Insert(g.list, i, l)
		}
	}
	if l.p.how == acronym {
		f.letters(l.p.initials).acronyms[l] = true
	}
	f.enqueue(l)
}

// remove takes a local out.
func (f *founding) remove(x *Index, l *local) {
	if l.made {
		f.unfound(x, l)
	}
	for _, k := range l.p.keys {
		g := f.keyed[k]
		if g == nil {
			continue
		}
		i, ok := slices.BinarySearchFunc(g.list, l, func(a, b *local) int { return f.compare(x, a, b) })
		if ok && g.list[i] == l {
			g.list = slices.Delete(g.list, i, i+1)
		}
		if len(g.list) == 0 {
			delete(f.keyed, k)
		}
	}
	if l.p.how == acronym {
		delete(f.letters(l.p.initials).acronyms, l)
	}
	if l.queued {
		f.queue.list = slices.DeleteFunc(f.queue.list, func(m *local) bool { return m == l })
		heap.Init(&f.queue)
	}
}

// settle decides for all that wait, the first first: what one decides matters
// to those behind it alone.
func (f *founding) settle(x *Index) {
	for f.queue.Len() > 0 {
		l := heap.Pop(&f.queue).(*local)
		l.queued = false
		to := f.find(x, l)
		switch {
		case to != nil && l.made:
			f.unfound(x, l)
			fallthrough
		case to != nil:
			x.assign(l, to.n)
		case !l.made:
			f.found(x, l)
		}
	}
}

// find returns whom l joins, nil for nobody.
func (f *founding) find(x *Index, l *local) *local {
	if l.p.how == acronym {
		if g := f.lettered[l.p.initials]; len(g.founders) == 1 {
			return g.founders[0]
		}
	}
	for _, k := range l.p.keys {
		if to := f.keyed[k].founder; to != nil && to != l && f.compare(x, to, l) < 0 {
			return to
		}
	}
	return nil
}

// found makes l one that others join. Whoever was that before will join it,
// and leaves it the number.
func (f *founding) found(x *Index, l *local) {
	l.made = true
	n := -1
	for _, k := range l.p.keys {
		if old := f.keyed[k].founder; old != nil && n < 0 && f.founder[old.n] == old {
			n = old.n
		}
	}
	if n < 0 && l.n >= 0 && f.founder[l.n] == nil {
		n = l.n
	}
	if n < 0 {
		n = x.number()
	}
	f.founder[n] = l
	x.assign(l, n)
	for _, k := range l.p.keys {
		f.keyed[k].founder = l
		f.behind(x, k, l)
	}
	if l.p.how == body && l.p.initials != "" {
		g := f.letters(l.p.initials)
		g.founders = append(g.founders, l)
		for a := range g.acronyms {
			f.enqueue(a)
		}
	}
}

// unfound undoes found.
func (f *founding) unfound(x *Index, l *local) {
	l.made = false
	if f.founder[l.n] == l {
		delete(f.founder, l.n)
	}
	for _, k := range l.p.keys {
		if g := f.keyed[k]; g.founder == l {
			g.founder = nil
			f.behind(x, k, l)
		}
	}
	if l.p.how == body && l.p.initials != "" {
		g := f.letters(l.p.initials)
		g.founders = slices.DeleteFunc(g.founders, func(m *local) bool { return m == l })
		for a := range g.acronyms {
			f.enqueue(a)
		}
	}
}

// behind lets those that have a key and come behind l decide again.
func (f *founding) behind(x *Index, key string, l *local) {
	list := f.keyed[key].list
	i, _ := slices.BinarySearchFunc(list, l, func(a, b *local) int { return f.compare(x, a, b) })
	for _, m := range list[i:] {
		if m != l {
			f.enqueue(m)
		}
	}
}
