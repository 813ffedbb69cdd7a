package event

import (
	"slices"

	"dateline/language"
	"dateline/language/tag"
)

// marksIn returns the marks of a sentence: states and bodies, and the persons
// that act for them, in text order.
func (m *gatherer) marksIn(x language.Sentence) []mark {
	var out []mark
	i, _ := slices.BinarySearchFunc(m.marks, x.First, func(a mark, at int) int { return a.first - at })
	for ; i < len(m.marks) && m.marks[i].first < x.Last; i++ {
		out = append(out, m.marks[i])
	}
	i, _ = slices.BinarySearchFunc(m.folk, x.First, func(a mark, at int) int { return a.first - at })
	for ; i < len(m.folk) && m.folk[i].first < x.Last; i++ {
		out = append(out, m.folk[i])
	}
	slices.SortStableFunc(out, func(a, b mark) int { return a.first - b.first })
	return out
}

// people fills folk: the persons by name that may be a side or act for one.
func (m *gatherer) people() {
	for _, y := range m.d.Mentions {
		if y.Kind != language.Name || y.Actor < 0 || m.d.Actors[y.Actor].Kind != language.Person || y.Last > len(m.g.sent) || y.Last <= y.First {
			continue
		}
		p, ok := m.acting[y.Actor]
		first, last := m.d.TokenAt(y.Span.Start), m.d.TokenAt(y.Span.End-1)+1
		if m.unit[last-1] >= 0 {
			continue // a state's name, taken for a person's
		}
		if !ok {
			p = Party{Span: y.Whole, Actor: y.Actor, head: m.headOf(y.Whole)}
			if len(m.d.Actors[y.Actor].Roles) == 0 || m.level(p) < political {
				continue
			}
		}
		m.folk = append(m.folk, mark{p, first, last, y.Actor})
	}
	slices.SortStableFunc(m.folk, func(a, b mark) int { return a.first - b.first })
}

// joined reports that two marks are named together: only words of their titles
// and what joins stands between them.
func (m *gatherer) joined(a, b mark, title bool) bool {
	g := m.g
	if b.first-a.last > 14 {
		return false
	}
	if same(a.p, b.p) {
		for k := a.last; k < b.first; k++ { // “President Ana Orlo of Tavria”
			if g.verbal(k) {
				return false
			}
		}
		return true
	}
	join, comma := false, false
	for k := a.last; k < b.first; k++ {
		switch w := g.low(k); {
		case w == "and" || w == "&" || w == "plus":
			join = true
		case w == ",":
			comma = true
		case w == "-" || w == "–" || w == "/":
			join = join || b.first-a.last == 1
		case w == "'s" || w == "’s" || w == "'" || w == "’":
		case g.part[k] == tag.Adp:
			if w != "of" && w != "from" && w != "for" && w != "as" {
				return false
			}
		case g.part[k] == tag.Noun || g.part[k] == tag.Adj || g.part[k] == tag.Propn || g.part[k] == tag.Det || g.part[k] == tag.Num:
			if m.temporal(k) || lex.classes["talks"][g.lemma(k)] && !join {
				return false
			}
		case w == "its" || w == "their" || w == "his" || w == "her":
		default:
			return false
		}
	}
	return join || comma && (title && b.first-a.last == 1 || m.listed(b))
}

// listed reports a mark behind which a list goes on: “A, B and C”.
func (m *gatherer) listed(b mark) bool {
	_, end := m.g.sentence(b.first)
	for k := b.last; k < end && k < b.last+8; k++ {
		switch w := m.g.low(k); {
		case w == "and":
			return true
		case w == ",":
		case m.g.part[k] == tag.Noun || m.g.part[k] == tag.Adj || m.g.part[k] == tag.Propn || m.g.part[k] == tag.Det || w == "of":
		default:
			return false
		}
	}
	return false
}
