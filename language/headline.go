package language

import (
	"slices"

	"dateline/article"
	"dateline/language/name"
)

// headlines finds the report's known names in headlines whose words are all
// capitalised, where capitals tell nothing.
func (r *resolver) headlines() {
	ends := map[string][]int{} // actors by the last word of their name
	for k, a := range r.list {
		if (a.Kind == Person || a.Kind == Organisation) && !a.unnamed && len(a.words) > 0 {
			ends[a.last] = append(ends[a.last], k)
		}
	}
	var more []find
	for i, x := range r.d.Sentences {
		kind := r.d.Article.Blocks[x.Block].Kind
		if kind != article.Headline && kind != article.Subheading || !r.d.titleCase(x) {
			continue
		}
		for k := x.First; k < x.Last; k++ {
			words := foldName(r.d.Word(k))
			if len(words) != 1 || !upper(r.d.Word(k)) {
				continue
			}
			best, length := -1, 0
			for _, n := range newest(ends[words[0]]) {
				a := r.list[n]
				m := r.tailAt(a.words, k, x.First)
				if (m == len(a.words) || m > 0 && a.Kind == Person) && m > length {
					best, length = n, m
				}
			}
			if best < 0 {
				continue
			}
			first := r.back(k, length, x.First)
			f := find{sentence: i, first: first, last: k + 1, whole: first, actor: best}
			f.Kind, f.Sure = name.Person, true
			if r.list[best].Kind == Organisation {
				f.Kind = name.Organisation
			}
			f.subject, f.reports = r.subject(&f, x)
			more = append(more, f)
		}
	}
	if len(more) == 0 {
		return
	}
	taken := map[int]bool{}
	for _, f := range more {
		for k := f.first; k < f.last; k++ {
			taken[k] = true
		}
	}
	r.finds = slices.DeleteFunc(r.finds, func(f find) bool { return taken[f.first] || taken[f.last-1] })
	r.finds = append(r.finds, more...)
	slices.SortStableFunc(r.finds, func(a, b find) int { return a.first - b.first })
}

// tailAt counts how many of the last words of a name stand before and at
// token k, hyphens between them allowed.
func (r *resolver) tailAt(words []string, k, from int) int {
	n := 0
	for i := len(words) - 1; i >= 0 && k >= from; i-- {
		if w := r.d.Word(k); w == "-" {
			k--
			i++
			continue
		}
		w := foldName(r.d.Word(k))
		if len(w) != 1 || w[0] != words[i] {
			break
		}
		n++
		k--
	}
	return n
}

// back returns the token at which n words that end with token k begin.
func (r *resolver) back(k, n, from int) int {
	for k > from {
		if r.d.Word(k) != "-" {
			n--
		}
		if n <= 0 {
			break
		}
		k--
	}
	return k
}
