package event

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/language"
	"dateline/language/tag"
)

// mark is a place in the text at which a possible side of a meeting is named:
// a state, a body, or a person that acts for one.
type mark struct {
	p           Party
	first, last int // tokens
	person      int // actor of the person named here; -1
}

// camps finds every mark of a state or a body, in text order, and fills unit,
// which says by token in which mark it stands. Trees of long sentences are too
// often wrong to find them there; words and names are enough.
func (m *gatherer) camps() {
	n := len(m.d.Tokens)
	m.unit = make([]int32, n)
	for i := range m.unit {
		m.unit[i] = -1
	}
	take := func(p Party, first, last int) {
		for i := first; i < last; i++ {
			if m.unit[i] >= 0 {
				return
			}
		}
		for i := first; i < last; i++ {
			m.unit[i] = int32(len(m.marks))
		}
		m.marks = append(m.marks, mark{p, first, last, -1})
	}
	for i := 0; i < n; i++ {
		if p, first, last, ok := m.bodyName(i); ok {
			take(p, first, last)
			i = last - 1
		}
	}
	for _, x := range m.d.Mentions {
		if x.Last > n || x.Last <= x.First {
			continue
		}
		if p, first, last, ok := m.camp(x); ok {
			take(p, first, last)
		}
	}
	for i := 0; i < n; i++ {
		c := m.g.country[i]
		if c == "" || m.unit[i] >= 0 {
			continue
		}
		last := i + 1
		for last < n && m.g.country[last] == c && m.unit[last] < 0 && m.g.sent[last] == m.g.sent[i] {
			last++
		}
		if last < n && divided[singular(m.g.low(last))] {
			continue // “the two Kelmari factions” are no state
		}
		p := m.state(c, m.g.words(i, last))
		p.head = last - 1
		take(p, i, last)
	}
	for i := 1; i+3 < n; i++ { // “the Biyo and the Harre”
		if m.g.low(i-1) == "the" && m.g.low(i+1) == "and" && m.g.low(i+2) == "the" && m.g.part[i] == tag.Propn && m.g.part[i+3] == tag.Propn && m.unit[i] < 0 && m.unit[i+3] < 0 && m.peopleAt(i+3) {
			p := Party{Span: m.g.words(i, i+1), Actor: -1, head: i}
			if x := m.g.mention[i]; x >= 0 {
				p.Actor = m.d.Mentions[x].Actor
			}
			take(p, i, i+1)
		}
	}
	for i := 1; i < n; i++ { // “the Biyo”, a people that no list knows
		if m.unit[i] < 0 && m.g.part[i] == tag.Propn && m.g.low(i-1) == "the" && m.g.sent[i] == m.g.sent[i-1] && m.peopleAt(i) {
			p := Party{Span: m.g.words(i, i+1), Actor: -1, head: i}
			if x := m.g.mention[i]; x >= 0 {
				p.Actor = m.d.Mentions[x].Actor
			}
			take(p, i, i+1)
		}
	}
	slices.SortFunc(m.marks, func(a, b mark) int { return a.first - b.first })
	for i := range m.unit {
		m.unit[i] = -1
	}
	for k, x := range m.marks {
		for i := x.first; i < x.last; i++ {
			m.unit[i] = int32(k)
		}
	}
	m.aliases()
}

// bodyName reads the name of a body around token i, the word that says what it
// is: “the Free Coast Movement”, “People's Front of Dravia”. A state's own
// organs are found by the state's name.
func (m *gatherer) bodyName(i int) (p Party, first, last int, ok bool) {
	g := m.g
	w := singular(g.low(i))
	if !m.g.capital(i) || !owners[w] && !bodies[w] || g.country[i] != "" {
		return
	}
	start, end := g.sentence(i)
	first, last = i, i+1
	for first > start && (m.g.capital(first-1) && !counts[g.low(first-1)] && g.part[first-1] != tag.Adp && !lex.classes["official"][g.low(first-1)] ||
		joints[g.low(first-1)] && first-1 > start && m.g.capital(first-2)) {
		first--
	}
	for first < i && (counts[g.low(first)] || joints[g.low(first)]) {
		first++
	}
	for last+1 < end && g.low(last) == "of" {
		k := last + 1
		if k+1 < end && g.low(k) == "the" {
			k++
		}
		if !m.g.capital(k) {
			break
		}
		for k < end && m.g.capital(k) {
			k++
		}
		last = k
	}
	code := ""
	for k := first; k < last; k++ {
		if c := g.country[k]; c != "" && code == "" {
			code = c
		}
	}
	if code != "" && organs[w] && !(w == "government" && code[0] == '@' && last-first > 2) {
		return
	}
	if common(g.low(first)) {
		return // the Mixed Commission is of the sides themselves
	}
	if last-first == 1 && organs[w] && !strings.HasSuffix(g.low(i), "s") {
		return // “Government”, “Parliament”
	}
	p = Party{Span: g.words(first, last), Actor: -1, head: i}
	if x := g.mention[i]; x >= 0 {
		p.Actor = m.d.Mentions[x].Actor
	}
	return p, first, last, true
}

// divided are nouns for those who are of one state and against one another.
var divided = setOf("faction rival clan tribe warlord militia community camp")

// common reports a word for what two sides have together.
func common(w string) bool {
	switch w {
	case "joint", "mixed", "bilateral", "trilateral", "common", "intergovernmental":
		return true
	}
	return false
}

// bodies are further words that a body's name ends in.
var bodies = setOf("command brigade congress hawk resistance league guerrilla assembly lance commune son")

// organs are what belongs to a state whose name stands with it.
var organs = setOf("brigade division government army ministry parliament cabinet presidency administration authority assembly congress command committee commission")

// camp reads a description as a body, “the ruling junta”, or a name of which
// the report says that it is one; its tokens.
func (m *gatherer) camp(x language.Mention) (p Party, first, last int, ok bool) {
	if x.Kind == language.Pronoun || x.Of == language.Person || x.Of == language.Location || x.Of == language.Country {
		return
	}
	head := m.headOf(x.Span)
	if head < 0 {
		return
	}
	first, last = m.d.TokenAt(x.Span.Start), head+1
	for first < last && (m.g.part[first] == tag.Det || m.g.part[first] == tag.Num || counts[m.g.low(first)]) {
		if counts[m.g.low(first)] && m.g.low(first) != "the" {
			return // “both armies”: those told before
		}
		first++
	}
	if first >= last {
		return
	}
	w := singular(m.g.lemma(head))
	code, broken := "", false
	for i := first; i < last; i++ {
		if c := m.g.country[i]; c != "" && code == "" {
			code = c
		}
		broken = broken || m.g.low(i) == "," || i != head && m.g.part[i] == tag.Verb && m.g.penn[i] != "VBG" && m.g.penn[i] != "VBN"
	}
	if common(m.g.low(first)) && (w == "commission" || w == "committee" || w == "council") {
		return // of the sides themselves
	}
	if w == "republic" && m.g.low(last) == "of" {
		return
	}
	rebels := lex.classes["armed"][w] && !lex.classes["troops"][w] && w != "agent" || w == "guerrilla" || w == "separatist" || w == "republic"
	switch {
	case broken:
		return
	case x.Kind == language.Name && broker(m.g.s[x.Span.Start:x.Span.End]):
		last = m.d.TokenAt(x.Span.End-1) + 1
	case code != "" && (organs[w] || !owners[w] && !rebels):
		return // the state's own, found by its name
	case owners[w] || rebels:
	case x.Kind == language.Name && x.Of == language.Organisation && last-first > 1 && (m.political(m.g.s[x.Span.Start:x.Span.End]) || m.acted(x.Actor)):
	default:
		return
	}
	return Party{Span: m.g.words(first, last), Actor: x.Actor, head: head}, first, last, true
}

// acted reports a body that the report names more than once behind "the", at
// least once as the one that does something.
func (m *gatherer) acted(actor int) bool {
	n, subject := 0, false
	for _, y := range m.d.Mentions {
		if y.Actor == actor && actor >= 0 && y.Kind == language.Name {
			k := m.d.TokenAt(y.Span.Start)
			for i := k - 1; i >= 0 && i >= k-2; i-- {
				if m.g.low(i) == "the" {
					n++
				}
			}
			subject = subject || y.Subject
		}
	}
	return n > 1 && subject
}

// counts are words for those who were told of before.
var counts = setOf("both two three four each neither all other the every")

// peopleAt reports a single name with an article that nothing else explains.
func (m *gatherer) peopleAt(i int) bool {
	if i+1 < len(m.g.part) && (m.g.part[i+1] == tag.Propn || m.g.part[i+1] == tag.Noun) || m.temporal(i) {
		return false
	}
	x := m.g.mention[i]
	if x < 0 {
		return false
	}
	y := m.d.Mentions[x]
	r, _ := utf8.DecodeRuneInString(m.d.Word(i))
	return y.Kind == language.Name && y.Last-y.First <= 2 && unicode.IsUpper(r) && y.Of != language.Person && y.Of != language.Location &&
		!lex.classes["official"][m.g.low(i)] && !realms[m.g.low(i)] && !broker(m.g.low(i))
}

// aliases makes one party of the short and the full name of a body: “the
// Front” and “the People's Front of Dravia”, “the rebels” and the one body
// that is armed, “the government” and the one state whose government acts.
func (m *gatherer) aliases() {
	names := make([][]string, len(m.marks))
	states := map[string]int{} // whose government acts, by code
	var armed []int
	for k, x := range m.marks {
		if x.p.State {
			if x.last < len(m.g.part) && (m.g.low(x.last) == "government" || m.g.low(x.last) == "'s" && x.last+1 < len(m.g.part) && m.g.low(x.last+1) == "government") ||
				x.first > 1 && m.g.low(x.first-1) == "of" && m.g.low(x.first-2) == "government" {
				states[x.p.Country] = k
			}
			continue
		}
		for i := x.first; i < x.last; i++ {
			if w := singular(m.g.low(i)); m.g.part[i] != tag.Det && m.g.part[i] != tag.Adp && m.g.part[i] != tag.Punct && w != "'" {
				names[k] = append(names[k], w)
			}
		}
	}
	full := func(k int) int { // the one body whose name holds all words of this
		best := -1
		for j := range m.marks {
			if len(names[j]) <= len(names[k]) || !holdsAll(names[j], names[k]) {
				continue
			}
			if best >= 0 && !slices.Equal(names[best], names[j]) {
				return -1
			}
			if best < 0 {
				best = j
			}
		}
		return best
	}
	to := make([]int, len(m.marks))
	for k := range m.marks {
		to[k] = k
		if len(names[k]) == 0 {
			continue
		}
		if j := m.acronym(k, names); j >= 0 {
			to[k] = j
		} else if j := full(k); j >= 0 {
			to[k] = j
		} else if j := slices.IndexFunc(names[:k], func(o []string) bool { return slices.Equal(o, names[k]) }); j >= 0 {
			to[k] = to[j]
		}
		if to[k] == k && len(names[k]) > 1 && m.g.capital(m.marks[k].last-1) && !m.bloc(m.marks[k].p) {
			armed = append(armed, k)
		}
	}
	for k := range m.marks {
		if to[k] != k || len(names[k]) == 0 || len(names[k]) > 2 {
			continue
		}
		w := names[k][len(names[k])-1]
		if len(names[k]) == 2 && m.g.country[m.marks[k].first] == "" {
			continue
		}
		switch {
		case w == "government" && len(states) == 1:
			for _, j := range states {
				to[k] = j
			}
		case (w == "rebel" || w == "guerrilla" || w == "insurgent" || w == "separatist") && len(armed) == 1:
			to[k] = armed[0]
		}
	}
	for k := range m.marks {
		if j := to[k]; j != k {
			p := m.marks[j].p
			p.head = m.marks[k].p.head
			m.marks[k].p = p
		}
	}
}

// acronym returns the mark of whose name this one is the initials: “UN”; -1.
func (m *gatherer) acronym(k int, names [][]string) int {
	x := m.marks[k]
	w := m.d.Word(x.first)
	if x.last-x.first != 1 || len(w) < 2 || strings.ToUpper(w) != w {
		return -1
	}
	for j, y := range m.marks {
		s := ""
		for i := y.first; i < y.last; i++ {
			if m.g.capital(i) {
				s += m.d.Word(i)[:1]
			}
		}
		if len(names[j]) > 1 && s == w {
			return j
		}
	}
	return -1
}

func holdsAll(list, words []string) bool {
	for _, w := range words {
		if !slices.Contains(list, w) {
			return false
		}
	}
	return true
}

// unitAt returns the side that token k names, or the body that its words are of.
func (m *gatherer) unitAt(k int) (Party, bool) {
	if k < 0 || k >= len(m.unit) || m.unit[k] < 0 {
		return Party{}, false
	}
	return m.marks[m.unit[k]].p, true
}

// inPlace reports words behind a preposition of place.
func (m *gatherer) inPlace(first int) bool {
	s, _ := m.g.sentence(first)
	for i := first - 1; i >= s && i >= first-4; i-- {
		switch m.g.part[i] {
		case tag.Det, tag.Adj, tag.Propn:
			continue
		case tag.Adp:
			switch m.g.low(i) {
			case "in", "at", "near", "outside", "inside", "aboard", "into", "across":
				return true
			}
		}
		return false
	}
	return false
}
