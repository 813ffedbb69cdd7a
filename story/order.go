package story

import "slices"

// sequence is the pages in order, each with a label by which two are compared
// at once. Labels leave gaps for those that come between; where a gap is used
// up all get new ones (Dietz and Sleator 1987 do better at the worst, which is
// never met here: reports come nearly in order).
type sequence struct {
	pages  []*page
	labels []uint64 // by the number of a page
}

// gap lies between two labels. Pages without a date begin at undatedLabel, so
// that there is always room before them.
const (
	gap          = 1 << 24
	undatedLabel = 1 << 62
)

// enter gives pages, in order, their places.
func (s *sequence) enter(list []*page, numbers int) {
	for len(s.labels) < numbers {
		s.labels = append(s.labels, 0)
	}
	if len(list) > 64 && len(list) > len(s.pages)/8 {
		s.pages = append(s.pages, list...)
		slices.SortFunc(s.pages, comparePages)
		s.relabel()
		return
	}
	for _, p := range list {
		i, _ := slices.BinarySearchFunc(s.pages, p, comparePages)
		s.pages = slices.Insert(s.pages, i, p)
		from, to := uint64(0), uint64(1<<63)
		if p.day != 0 {
			to = undatedLabel
		} else {
			from = undatedLabel
		}
		if i > 0 {
			from = max(from, s.pages[i-1].label)
		}
		if i+1 < len(s.pages) {
			to = min(to, s.pages[i+1].label)
		}
		if to-from < 2 {
			s.relabel()
			continue
		}
		s.label(p, from+min(gap, (to-from)/2))
	}
}

func (s *sequence) label(p *page, l uint64) {
	p.label = l
	s.labels[p.n] = l
}

func (s *sequence) relabel() {
	l := uint64(0)
	for _, p := range s.pages {
		if p.day == 0 {
			l = max(l, undatedLabel)
		}
		l += gap
		s.label(p, l)
	}
}

// leave takes pages out.
func (s *sequence) leave(list []*page) {
	if len(list) > 64 {
		s.pages = slices.DeleteFunc(s.pages, func(p *page) bool { return p.gone })
		return
	}
	for _, p := range list {
		s.pages = without(s.pages, p)
	}
}
