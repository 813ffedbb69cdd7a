package actor

import "slices"

// Links is what a person says of who is who. It goes before what names,
// offices and countries say.
type Links struct {
	Together [][2]Local // are one, unless that would join two who are apart
	Apart    [][2]Local // are not
	Names    []Called   // the later one holds
}

// Called says by which name an actor goes.
type Called struct {
	Local
	Name string
}

// overlay is what links make of what names say. It is made anew whenever
// reports came or went; it touches only actors that somebody said something
// of.
type overlay struct {
	on     bool
	moved  map[*local]int // who is not who names say
	one    map[int]int    // number → the one it was joined to
	own    map[*local]int // numbers that were given to those who were moved
	called map[int]string // name by which an actor goes
	due    []*local       // assigned since
}

// assigned notes that names say something else of a local now.
func (o *overlay) assigned(x *Index, l *local) {
	if o.on {
		o.due = append(o.due, l)
		return
	}
	x.put(l, l.n)
}

// local finds an actor of a report; nil when it is not there.
func (x *Index) local(v Local) *local {
	r := x.reports[v.Line]
	if r == nil || v.Actor < 0 || v.Actor >= len(r.locals) {
		return nil
	}
	return &r.locals[v.Actor]
}

// overlay applies links.
func (x *Index) overlay(links Links) {
	o := &x.links
	if !o.on && len(links.Together)+len(links.Apart)+len(links.Names) == 0 {
		return
	}
	find := func(list [][2]Local) (out [][2]*local) {
		for _, p := range list {
			if a, b := x.local(p[0]), x.local(p[1]); a != nil && b != nil {
				out = append(out, [2]*local{a, b})
			}
		}
		return out
	}
	was := *o
	next := overlay{moved: map[*local]int{}, one: map[int]int{}, own: was.own, called: map[int]string{}}
	next.on = len(links.Together)+len(links.Apart)+len(links.Names) > 0
	if next.own == nil {
		next.own = map[*local]int{}
	}
	apart, together := find(links.Apart), find(links.Together)
	x.split(&next, apart)
	for _, p := range together {
		for _, l := range p {
			if l.n < 0 {
				next.moved[l] = next.number(x, l)
			}
		}
		x.join(&next, p, apart)
	}
	for _, c := range links.Names {
		if l := x.local(c.Local); l != nil {
			if n := next.final(l); n >= 0 {
				next.called[n] = c.Name
			}
		}
	}
	due := was.due
	for l := range was.moved {
		due = append(due, l)
	}
	for l := range next.moved {
		due = append(due, l)
	}
	for n := range was.one {
		if was.one[n] != next.one[n] {
			due = append(due, x.holding(&was, n)...)
		}
	}
	for n := range next.one {
		if was.one[n] != next.one[n] {
			due = append(due, x.holding(&was, n)...)
		}
	}
	for n, name := range was.called {
		if next.called[n] != name {
			x.changed[n] = true
		}
	}
	for n, name := range next.called {
		if was.called[n] != name {
			x.changed[n] = true
		}
	}
	for l := range next.own {
		if x.local(l.Local) != l {
			delete(next.own, l)
		}
	}
	*o = next
	for _, l := range due {
		x.put(l, o.final(l))
	}
}

// number returns the number of an actor that l is the first of.
func (o *overlay) number(x *Index, l *local) int {
	n, ok := o.own[l]
	if !ok {
		n = x.number()
		o.own[l] = n
	}
	return n
}

// final returns who l is, links included.
func (o *overlay) final(l *local) int {
	n, ok := o.moved[l]
	if !ok {
		n = l.n
	}
	for {
		m, ok := o.one[n]
		if !ok {
			return n
		}
		n = m
	}
}

// holding returns those whom names, or a split, put under number n, as far as
// they are members of an actor already.
func (x *Index) holding(o *overlay, n int) []*local {
	at := n
	for {
		m, ok := o.one[at]
		if !ok {
			break
		}
		at = m
	}
	a := x.actors[at]
	if a == nil {
		return nil
	}
	return append(slices.Clone(a.members), a.come...)
}

// split takes out of each actor those who are not one with others in it. The
// first stays; of a person, whom a single word means is asked again.
func (x *Index) split(o *overlay, apart [][2]*local) {
	by := map[int][][2]*local{}
	for _, p := range apart {
		if p[0].n == p[1].n && p[0].n >= 0 && x.codes[p[0].n] == "" {
			by[p[0].n] = append(by[p[0].n], p)
		}
	}
	for n, list := range by {
		var linked []*local
		for _, p := range list {
			linked = append(linked, p[0], p[1])
		}
		slices.SortFunc(linked, x.compare)
		groups := [][]*local{nil}
		for _, l := range slices.Compact(linked) {
			k := slices.IndexFunc(groups, func(g []*local) bool { return !kept(list, l, g) })
			if k < 0 {
				k = len(groups)
				groups = append(groups, nil)
			}
			if groups[k] = append(groups[k], l); k > 0 {
				o.moved[l] = o.number(x, groups[k][0])
			}
		}
		x.again(o, n, groups)
	}
}

// kept reports whether somebody said that l is not one of the group.
func kept(apart [][2]*local, l *local, group []*local) bool {
	return slices.ContainsFunc(apart, func(p [2]*local) bool {
		return p[0] == l && slices.Contains(group, p[1]) || p[1] == l && slices.Contains(group, p[0])
	})
}

// again asks whom a single word means, now that the person it meant is
// several.
func (x *Index) again(o *overlay, n int, groups [][]*local) {
	var words []*local
	countries := make([][]string, len(groups))
	add := func(k int, l *local) {
		for _, c := range l.p.countries {
			if !slices.Contains(countries[k], c) {
				countries[k] = append(countries[k], c)
			}
		}
	}
	for k, g := range groups {
		for _, l := range g {
			add(k, l)
		}
	}
	for _, l := range x.named(o, n) {
		switch {
		case slices.ContainsFunc(groups, func(g []*local) bool { return slices.Contains(g, l) }):
		case l.p.how == short:
			words = append(words, l)
		case l.p.how == full:
			add(0, l)
		}
	}
	for _, l := range words {
		var fits, sure []int
		for k := range groups {
			if !conflict(countries[k], l.p.countries) {
				fits = append(fits, k)
				if len(countries[k]) > 0 && len(l.p.countries) > 0 {
					sure = append(sure, k)
				}
			}
		}
		if len(fits) != 1 {
			fits = sure
		}
		switch {
		case len(fits) != 1:
			o.moved[l] = o.number(x, l)
		case fits[0] > 0:
			o.moved[l] = o.number(x, groups[fits[0]][0])
		}
	}
}

// named returns, ascending, everybody whom names put under number n.
func (x *Index) named(o *overlay, n int) []*local {
	all := x.holding(&x.links, n)
	for l := range x.links.moved {
		all = append(all, l)
	}
	all = append(all, x.links.due...)
	all = slices.DeleteFunc(all, func(l *local) bool { return l.n != n || x.local(l.Local) != l })
	slices.SortFunc(all, x.compare)
	return slices.CompactFunc(all, func(a, b *local) bool { return a == b })
}

// join makes two actors one. Of two countries neither is; a country takes in
// what is joined to it.
func (x *Index) join(o *overlay, p [2]*local, apart [][2]*local) {
	into, from := o.final(p[0]), o.final(p[1])
	if into == from {
		return
	}
	if x.codes[from] != "" {
		into, from = from, into
	}
	if x.codes[from] != "" {
		return
	}
	for _, q := range apart {
		if a, b := o.final(q[0]), o.final(q[1]); a == into && b == from || a == from && b == into {
			return
		}
	}
	o.one[from] = into
}
