package actor

import (
	"slices"

	"dateline/language/translit"
)

// parse reads a name.
func (l *linker) parse(s string) translit.Name {
	n, ok := l.names[s]
	if !ok {
		n = translit.Parse(s)
		l.names[s] = n
	}
	return n
}

// key returns translit.Key of a word.
func (l *linker) key(word string) string {
	k, ok := l.keys[word]
	if !ok {
		k = translit.Key(word)
		l.keys[word] = k
	}
	return k
}

// candidates bounds how many people of one family name a new name is
// compared with. Beyond it only people whose given name sounds alike are.
const candidates = 64

// people links persons: those with full names first, then those of whom only
// one word is known.
func (l *linker) people(full, short []local) {
	exact := map[string][]int{}  // folded full name → actors
	given := map[string][]int{}  // keys of family and first name → actors
	family := map[string][]int{} // key of the last word → actors
	first := map[string][]int{}  // key of the first word → actors
	add := func(n int, words []string) {
		last := l.key(words[len(words)-1])
		family[last] = append(family[last], n)
		if len(words) > 1 {
			f := l.key(words[0])
			given[last+"/"+f] = append(given[last+"/"+f], n)
			first[f] = append(first[f], n)
		}
	}
	for _, v := range full {
		folded := fold(v.rec.Name)
		n := l.best(v, exact[folded])
		words := l.parse(v.rec.Name).Words
		if n < 0 {
			last := l.key(words[len(words)-1])
			n = l.best(v, given[last+"/"+l.key(words[0])])
			if list := family[last]; n < 0 && len(list) <= candidates {
				n = l.best(v, list)
			}
		}
		if n < 0 {
			n = l.start(v, "")
			add(n, words)
		} else {
			l.join(n, v)
		}
		if !slices.Contains(exact[folded], n) {
			exact[folded] = append(exact[folded], n)
		}
	}
	alone := map[string][]int{} // one-word name, folded → actors of that name only
	for _, v := range short {
		if n := l.only(v, family, first); n >= 0 {
			l.join(n, v)
			continue
		}
		folded := fold(v.rec.Name)
		if n := l.best(v, alone[folded]); n >= 0 && !l.ambiguous(v, family, first) {
			l.join(n, v)
			continue
		}
		n := l.start(v, "")
		if !l.ambiguous(v, family, first) {
			alone[folded] = append(alone[folded], n)
		}
	}
}

// best returns the actor of the list whose name is the most like v's and whose
// countries do not contradict; the first of equals, -1 when there is none.
func (l *linker) best(v local, list []int) int {
	best, value := -1, 0
	for _, n := range list {
		a := &l.x.Actors[n]
		if conflict(a.Countries, v.countries) || l.apart(n, v.Local) {
			continue
		}
		k := l.likeness(a, v)
		if k == translit.Apart {
			continue
		}
		score := 2 * int(k)
		if len(a.Countries) > 0 && len(v.countries) > 0 {
			score++
		}
		if score > value {
			best, value = n, score
		}
	}
	return best
}

// likeness compares v's name with the fullest one of a.
func (l *linker) likeness(a *Actor, v local) translit.Likeness {
	return translit.Compare(l.parse(a.full), l.parse(v.rec.Name))
}

// only returns the one person with a full name whom a one-word name can mean;
// among several, the one of the same country; else -1.
func (l *linker) only(v local, family, first map[string][]int) int {
	found := l.meant(v, family, first)
	if len(found) == 1 {
		return found[0]
	}
	same := slices.DeleteFunc(found, func(n int) bool {
		a := &l.x.Actors[n]
		return len(v.countries) == 0 || len(a.Countries) == 0
	})
	if len(same) == 1 {
		return same[0]
	}
	return -1
}

// ambiguous reports whether a one-word name can mean several people.
func (l *linker) ambiguous(v local, family, first map[string][]int) bool {
	return len(l.meant(v, family, first)) > 1
}

// meant returns the people with full names whom a one-word name can mean: by
// the family name, and when nobody has that, by the first word.
func (l *linker) meant(v local, family, first map[string][]int) []int {
	words := l.parse(v.rec.Name).Words
	if len(words) == 0 {
		return nil
	}
	var out []int
	for i, list := range [][]int{family[l.key(words[0])], first[l.key(words[0])]} {
		if len(out) > 0 || i == 1 && len(list) > candidates {
			break
		}
		for _, n := range list {
			a := &l.x.Actors[n]
			at := a.words[len(a.words)-1]
			if i == 1 {
				at = a.words[0]
			}
			if translit.Same(at, words[0]) && !conflict(a.Countries, v.countries) && !l.apart(n, v.Local) {
				if out = append(out, n); len(out) > candidates {
					return out
				}
			}
		}
	}
	return out
}
