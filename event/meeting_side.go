package event

import (
	"slices"
	"strings"

	"dateline/article"
	"dateline/language"
	"dateline/language/tag"
)

// tally is a state, body or person that may be a side of the meeting a report
// is about.
type tally struct {
	p    Party
	n    int    // how much speaks for it
	head *Party // who leads or speaks for it
}

// company are sides that words name together.
type company struct {
	sides []Party
	n     int
}

// between is who may stand between the sides, and what speaks for it.
type between struct {
	p   Party
	how string
	n   int
}

// scene weighs who the sides of a report's meeting are, from all its sentences:
// those named together where a meeting is told of, who sends a delegation, for
// whom the persons act; and who stands between them.
type scene struct {
	m      *gatherer
	list   []*tally
	groups []*company
	third  []*between
	seen   map[int]int // by person: how often counted
	size   int         // how many sides the report speaks of: “both”, “three delegations”; 0
}

// brings are verbs whose objects are the sides.
var brings = setOf("invite bring host urge summon ask gather press reconcile mediate call")

// opens are verbs that sides do together.
var opens = setOf("hold resume open start begin end finish conclude return trade exchange sign agree launch restart wind discuss reopen break put initial part settle")

// scene reads all sentences once.
func (m *gatherer) scene() *scene {
	s := &scene{m: m, seen: map[int]int{}}
	n := 0
	for _, x := range m.d.Sentences {
		title := m.d.Article.Blocks[x.Block].Kind == article.Headline
		if !title && !m.told(x) || m.d.Article.Blocks[x.Block].Kind == article.Byline {
			continue
		}
		if !title {
			n++
		}
		s.sentence(x, n, title)
	}
	for _, e := range m.list { // what the events tell
		var sides []Party
		for _, p := range e.Parties {
			if w := strings.ToLower(m.g.s[p.Span.Start:p.Span.End]); !strings.Contains(w, "observer") {
				sides = addSide(sides, p)
			}
		}
		if len(sides) > 1 && len(sides) <= 6 {
			s.group(sides, 4)
		}
		if e.Mediator != nil {
			s.between(*e.Mediator, e.How, 4)
		}
	}
	s.envoys()
	return s
}

func (s *scene) find(p Party) *tally {
	for _, t := range s.list {
		if same(t.p, p) {
			return t
		}
	}
	s.list = append(s.list, &tally{p: p})
	return s.list[len(s.list)-1]
}

// between notes who may stand between the sides.
func (s *scene) between(p Party, how string, n int) {
	for _, b := range s.third {
		if same(b.p, p) || same(s.m.side(b.p), s.m.side(p)) {
			b.n += n
			if !s.m.ownName(b.p) && s.m.ownName(p) && !s.m.bloc(b.p) {
				b.p = p
			}
			if how == "shuttling" {
				b.how = how
			}
			return
		}
	}
	s.third = append(s.third, &between{p, how, n})
}

// sentence counts what one sentence tells.
func (s *scene) sentence(x language.Sentence, n int, title bool) {
	m, g := s.m, s.m.g
	marks := slices.DeleteFunc(m.marksIn(x), func(y mark) bool { return m.bloc(y.p) || m.looksOn(y) })
	for i, y := range marks {
		s.mark(y, n, title)
		if i > 0 {
			s.meets(marks[i-1], y, n, title)
		}
	}
	for k := x.First; k < x.Last && n <= 2; k++ { // “a visit to Tiraz”, whose government is meant
		h := g.head(k)
		if y := g.mention[k]; h >= 0 && y >= 0 && (g.lemma(h) == "visit" || g.lemma(h) == "trip") && g.preposition(k) == "to" && m.unit[k] < 0 &&
			m.d.Mentions[y].Kind == language.Name && m.d.Mentions[y].Of == language.Location && m.d.Mentions[y].Actor >= 0 {
			p := Party{Span: m.d.Mentions[y].Span, Actor: m.d.Mentions[y].Actor, head: k}
			s.find(p).n += 2
			for i := len(marks) - 1; i >= 0; i-- {
				if marks[i].first < k {
					s.group([]Party{marks[i].p, p}, 6)
					break
				}
			}
		}
	}
	for i := 0; i < len(marks); { // runs of marks that are joined
		j := i + 1
		for j < len(marks) && m.joined(marks[j-1], marks[j], title) {
			j++
		}
		var sides []Party
		for _, y := range marks[i:j] {
			sides = addSide(sides, y.p)
		}
		if len(sides) > 1 && len(sides) <= 6 {
			if w := s.weight(x, marks[i].first, marks[j-1].last, n, title); w > 0 {
				s.group(sides, w)
			}
		}
		i = j
	}
	for k := x.First; k < x.Last; k++ {
		if who, how, n := m.betweenAt(k, x); n > 0 && !title {
			s.between(who[0], how, n)
		}
		if g.part[k] != tag.Noun || g.penn[k] != "NNS" && g.low(k) != "two" {
			continue
		}
		if w := g.lemma(k); w != "side" && w != "delegation" && w != "leader" && w != "party" && w != "minister" && w != "team" && w != "president" && w != "government" && w != "country" && w != "state" && w != "negotiator" && w != "panel" {
			continue
		}
		for j := max(x.First, k-3); j < k; j++ {
			switch g.low(j) {
			case "both", "two":
				s.size = max(s.size, 2)
			case "three":
				s.size = max(s.size, 3)
			case "four":
				s.size = max(s.size, 4)
			}
		}
	}
}

// meeting reports a word that tells of a meeting.
func (m *gatherer) meeting(k int) bool {
	w := m.g.lemma(k)
	switch {
	case lex.classes["talks"][w] && w != "process", lex.classes["encounter"][w]:
		return true
	case m.g.verbal(k):
		return lex.classes["encounters"][w] || w == "talk" || w == "speak" || w == "discuss"
	}
	return w == "agreement" || w == "protocol" || w == "treaty" || w == "ceremony" || w == "ceasefire" || w == "truce"
}

// weight says how much it counts that sides are named together between two
// tokens: between, before a meeting's verb, behind its noun.
func (s *scene) weight(x language.Sentence, first, last, n int, title bool) int {
	m, g := s.m, s.m.g
	w := 1
	for k := first - 1; k >= x.First && k >= first-4; k-- {
		if g.low(k) == "between" {
			w += 2
			break
		}
	}
	if w == 1 && m.inPlace(first) {
		return 0
	}
	near := false
	for k := max(x.First, first-8); k < min(x.Last, last+10); k++ {
		if (k < first || k >= last) && (m.meeting(k) || k >= last && k < last+6 && g.verbal(k) && opens[g.lemma(k)] || k < first && g.verbal(k) && brings[g.lemma(k)]) {
			near = true
		}
	}
	for k := first; k < last; k++ {
		near = near || delegations[g.lemma(k)] && m.unit[k] < 0 && n <= 3
	}
	if near {
		w += 4
	}
	if title || n <= 2 {
		w += 2
	}
	return w
}

// meets counts two marks that a meeting's verb or “talks with” joins: “Orlo
// received the Kelmari minister”, “spoke by telephone with”.
func (s *scene) meets(a, b mark, n int, title bool) {
	m, g := s.m, s.m.g
	if same(a.p, b.p) || b.first-a.last > 22 || m.inPlace(a.first) || m.inPlace(b.first) {
		return
	}
	verb, talk, with := false, false, false
	for k := a.last; k < b.first; k++ {
		w := g.lemma(k)
		switch {
		case g.low(k) == ";" || g.low(k) == ":" || g.low(k) == `"` || g.low(k) == "“" || tellings[w] && g.verbal(k):
			return
		case g.verbal(k) && joinsTwo[w]:
			verb = true
		case g.verbal(k) && (w == "speak" || w == "talk" || w == "sit" || w == "confer" || w == "negotiate" || w == "shake" || w == "huddle") || lex.classes["talks"][w] || lex.classes["encounter"][w]:
			talk = true
		case g.low(k) == "with" || g.low(k) == "to" && talk:
			with = true
		}
	}
	if !verb && !(talk && with) {
		return
	}
	w := 5
	if title || n <= 2 {
		w += 2
	}
	s.group([]Party{a.p, b.p}, w)
}

// joinsTwo are verbs that one side does with another.
var joinsTwo = setOf("meet receive host phone telephone call welcome visit see")

// mark counts one naming of a side.
func (s *scene) mark(y mark, n int, title bool) {
	m, g := s.m, s.m.g
	if title {
		return
	}
	t := s.find(y.p)
	if y.person >= 0 {
		s.seen[y.person]++
		switch s.seen[y.person] {
		case 1:
			t.n += 2
			if !same(y.p, Party{Actor: y.person}) {
				t.n++
			}
		case 2, 3, 4:
			t.n++
		}
		if t.head == nil {
			t.head = &Party{Span: g.words(y.first, y.last), Actor: y.person, Country: y.p.Country, head: y.first}
		}
		return
	}
	if m.inPlace(y.first) || m.looksOn(y) {
		return
	}
	_, end := g.sentence(y.first)
	for k := y.last; k < end && k < y.last+4; k++ { // “the Kelmari delegation”
		if w := g.lemma(k); w == "delegation" || w == "team" || w == "side" || w == "negotiator" || w == "representative" || w == "counterpart" || w == "panel" {
			t.n += 3
			return
		} else if g.verbal(k) || g.part[k] == tag.Adp {
			break
		}
	}
	for k := y.first - 1; k >= 0 && k >= y.first-3; k-- { // “delegations from Kelmar”
		if w := g.lemma(k); w == "delegation" || w == "team" || w == "side" || w == "negotiator" || w == "representative" || w == "counterpart" || w == "number" || w == "panel" {
			t.n += 3
			return
		} else if g.part[k] != tag.Adp && g.part[k] != tag.Det {
			break
		}
	}
	for k := y.first; k < y.last; k++ {
		if m.acts(k) {
			t.n++
			if r := g.rel[k]; r == rSubj || r == rSubjPass {
				t.n++
			}
			return
		}
	}
}

// looksOn reports those who are there and no side: “observers from Norway”, “the
// Swedish hosts”.
func (m *gatherer) looksOn(y mark) bool {
	for k := max(0, y.first-2); k < min(len(m.g.part), y.last+2); k++ {
		switch m.g.lemma(k) {
		case "observer", "monitor", "host", "interpreter", "guard", "hostess":
			return m.g.sent[k] == m.g.sent[y.first] && (k < y.first || k >= y.last)
		}
	}
	return false
}

// acts reports the head of a subject, or of a possessor of something political.
func (m *gatherer) acts(h int) bool {
	for n := 0; h >= 0 && n < 6; n++ {
		switch m.g.rel[h] {
		case rSubj, rSubjPass, rAgent:
			return true
		case rConj:
			h = m.g.head(h)
			if h >= 0 && m.g.part[h] == tag.Verb {
				return false
			}
			continue
		case rPoss, rAmod, rCompound, rNmod:
			up := m.g.head(h)
			return up >= 0 && (lex.classes["polity"][m.g.lemma(up)] || lex.classes["official"][m.g.lemma(up)])
		}
		return false
	}
	return false
}

func (s *scene) group(sides []Party, w int) {
	for _, p := range sides {
		s.find(p).n += (w + 1) / 2
	}
	for _, c := range s.groups {
		if len(c.sides) == len(sides) && holdsSides(c.sides, sides) {
			c.n += w
			return
		}
	}
	s.groups = append(s.groups, &company{sides, w})
}

func holds(list []Party, p Party) bool {
	return slices.ContainsFunc(list, func(q Party) bool { return same(p, q) })
}

func holdsSides(list, sides []Party) bool {
	return !slices.ContainsFunc(sides, func(p Party) bool { return !holds(list, p) })
}

// choose returns the sides and who stands between them: the choice for which
// most speaks. What speaks for a set of sides is how often they are named
// together, and what speaks for each.
func (s *scene) choose() ([]Party, *between) {
	m := s.m
	var sets [][]Party
	for _, c := range s.groups {
		sets = append(sets, c.sides)
	}
	list := slices.DeleteFunc(slices.Clone(s.list), func(t *tally) bool { return m.bloc(t.p) || t.n < 2 })
	slices.SortStableFunc(list, func(a, b *tally) int { return b.n - a.n })
	for i := range list {
		for j := i + 1; j < len(list) && j < 5; j++ {
			sets = append(sets, []Party{list[i].p, list[j].p})
		}
	}
	thirds := append([]*between{nil}, s.third...)
	var best []Party
	var mid *between
	most := 0
	for _, set := range sets {
		if slices.ContainsFunc(set, m.bloc) {
			continue
		}
		v := s.value(set)
		for _, b := range thirds {
			w := v
			if b != nil {
				if holds(set, m.side(b.p)) {
					continue
				}
				w += 4 * b.n
			}
			if w > most {
				best, mid, most = set, b, w
			}
		}
	}
	if most < 24 {
		return nil, mid
	}
	best = slices.Clone(best)
	slices.SortStableFunc(best, func(a, b Party) int { return s.place(a) - s.place(b) })
	return best, mid
}

// place returns where a side is named first.
func (s *scene) place(p Party) int {
	return slices.IndexFunc(s.list, func(t *tally) bool { return same(t.p, p) })
}

// value is what speaks for a set of sides, in quarters.
func (s *scene) value(set []Party) int {
	v := 0
	for _, c := range s.groups {
		switch {
		case !holdsSides(set, c.sides):
		case len(c.sides) == len(set):
			v += 4 * c.n
		default:
			v += 2 * c.n
		}
	}
	own := 0
	for _, p := range set {
		own += min(s.find(p).n, 8)
	}
	v += 8 * own / len(set)
	if s.size > 0 && s.size == len(set) {
		v += 16
	}
	return v
}

// heads returns who leads the sides.
func (s *scene) heads(sides []Party) []Head {
	var out []Head
	for _, p := range sides {
		for _, t := range s.list {
			if t.head != nil && same(t.p, p) {
				out = append(out, Head{p, *t.head})
			}
		}
	}
	return out
}
