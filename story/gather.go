package story

import (
	"cmp"
	"maps"
	"slices"

	"dateline/record"
)

// linked calls each for the sayings that report the same words as s, as far
// as two are compared; some may come twice.
func (s *saying) linked(each func(o *saying)) {
	for _, c := range s.cands {
		if c.sayTheSame(s) {
			each(c.to)
		}
	}
	for _, o := range s.fans {
		for _, c := range o.cands {
			if c.to == s && c.sayTheSame(o) {
				each(o)
			}
		}
	}
	for _, b := range s.bound {
		if b.sure >= sameInCopy {
			each(b.to)
		}
	}
}

// sayTheSame reports whether the candidate reports the same words as s: more
// is needed of reports of two stories, and "will attend", "will not attend"
// are two statements unless they stand in one copy.
func (c peer) sayTheSame(s *saying) bool {
	if c.to.page == s.page && c.to.part == s.part || c.to.negated != s.negated {
		return false // one report's body says two things
	}
	if c.to.page.tale != s.page.tale {
		return c.sure >= sameElsewhere
	}
	return c.sure >= sameWords
}

// gather makes the utterances again that have to do with sayings that are due:
// all that can be reached over links from them, and from those that stood in
// one utterance with them.
func (r *Relater) gather() {
	x := &r.speech
	beside := map[*saying][]*saying{}
	for _, p := range r.fixed.said.together {
		beside[p[0]], beside[p[1]] = append(beside[p[0]], p[1]), append(beside[p[1]], p[0])
	}
	start := map[*saying]bool{}
	for s := range x.due {
		start[s] = true
		for _, u := range s.in {
			for _, o := range u.list {
				start[o] = true
			}
		}
	}
	seen := map[*saying]bool{}
	for _, s := range slices.SortedFunc(maps.Keys(start), compareSayings) {
		if s.gone {
			r.retire(s)
			continue
		}
		if seen[s] {
			continue
		}
		seen[s] = true
		all := []*saying{s}
		reach := func(o *saying) {
			if !o.gone && !seen[o] {
				seen[o] = true
				all = append(all, o)
			}
		}
		for i := 0; i < len(all); i++ {
			o := all[i]
			o.linked(reach)
			if o.rep != nil {
				reach(o.rep)
			}
			for _, q := range o.others {
				reach(q)
			}
			for _, q := range beside[o] {
				reach(q)
			}
		}
		var was []*utter
		for _, o := range all {
			was = append(was, r.retire(o)...)
		}
		if len(all) > 1 {
			slices.SortFunc(all, fuller)
			r.stars(all, was)
		}
	}
}

// retire takes a saying out of its utterances, which are no more, and returns
// them.
func (r *Relater) retire(s *saying) []*utter {
	was := s.in
	s.in = nil
	for _, u := range was {
		u.gone = true
		r.speech.changed[u] = true
	}
	return was
}

// stars gathers around each fullest wording, of all in their order, the ones
// that are the same. A statement that sums up two others stands in the
// utterances of both. What a person says belongs together, or does not, goes
// before.
func (r *Relater) stars(all []*saying, was []*utter) {
	member := map[*saying]bool{}
	var sets [][]*saying
	for _, s := range all {
		if member[s] {
			continue
		}
		set := append([]*saying{s}, slices.SortedFunc(slices.Values(s.others), compareSayings)...)
		var close []*saying
		s.linked(func(o *saying) { close = append(close, o) })
		slices.SortFunc(close, compareSayings)
		for _, o := range slices.Compact(close) {
			set = append(set, o)
			set = append(set, slices.SortedFunc(slices.Values(o.others), compareSayings)...)
		}
		if len(set) == 1 {
			continue
		}
		set = r.fixed.said.fitting(set)
		slices.SortFunc(set, compareSayings)
		set = slices.Compact(set)
		for _, o := range set {
			member[o] = true
		}
		sets = append(sets, set)
	}
	for _, set := range r.fixed.said.join(sets, all) {
		if !slices.ContainsFunc(set, func(s *saying) bool { return s.page != set[0].page }) {
			continue
		}
		slices.SortFunc(set, fuller)
		r.utter(set, was)
	}
}

// utter makes an utterance of sayings, the fullest first, or takes the one
// that there was.
func (r *Relater) utter(list []*saying, was []*utter) {
	u := &utter{list: list, drift: map[*saying][]record.Drift{}}
	for _, o := range was {
		if !o.gone || o.list[0] != list[0] {
			continue
		}
		if slices.Equal(o.list, list) {
			o.gone = false
			u = o
			if o.written != "" {
				delete(r.speech.changed, o)
			}
			break
		}
		maps.Copy(u.drift, o.drift)
	}
	for _, s := range list {
		s.in = append(s.in, u)
	}
	if u.written == "" {
		r.speech.changed[u] = true
	}
}

// compareUtters puts utterances in the order of their first reports.
func compareUtters(a, b *utter) int {
	return cmp.Or(comparePages(a.earliest(), b.earliest()), fuller(a.list[0], b.list[0]), slices.CompareFunc(a.list, b.list, compareSayings))
}

// earliest returns the first page of an utterance.
func (u *utter) earliest() *page {
	e := u.list[0].page
	for _, s := range u.list {
		if comparePages(s.page, e) < 0 {
			e = s.page
		}
	}
	return e
}

// utterance writes an utterance.
func (r *Relater) utterance(u *utter) record.Utterance {
	out := record.Utterance{Drift: []record.Drift{}}
	in := map[*page]bool{}
	first := u.list[0]
	for _, s := range u.list {
		in[s.page] = true
		out.Statements = append(out.Statements, s.id)
		if s == first {
			continue
		}
		d, ok := u.drift[s]
		if !ok && s.same == first.same && s.content == first.content {
			ok = true // the same letters
		}
		if !ok {
			a, penA := r.statement(first)
			b, penB := r.statement(s)
			if a != nil && b != nil {
				d = r.match.drift(a, b, penA.within, penB.within)
			}
			u.drift[s] = d
		}
		out.Drift = append(out.Drift, d...)
	}
	out.Reports = len(in)
	return out
}
