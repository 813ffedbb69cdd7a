package event

import (
	"slices"
	"strings"

	"dateline/language"
	"dateline/language/tag"
	"dateline/text"
)

// Status says what became of a meeting as far as its report tells.
type Status string

// The statuses, named as in the JSON contract.
const (
	MeetingPlanned   Status = "planned"
	MeetingHeld      Status = "held"
	MeetingCancelled Status = "cancelled"
	MeetingPostponed Status = "postponed" // to another day, told or not
)

// Head is who leads a party's delegation, or speaks for it.
type Head struct{ Party, Person Party }

// Outcome is how a party, or the outlet where By is nil, tells what came of a
// meeting.
type Outcome struct {
	By   *Party
	Span text.Span
}

// Meeting is a round of talks, a visit, a call, a session, a signing, put
// together from all sentences of a report that tell of it.
type Meeting struct {
	Kind     string // talks, visit, call, session, summit, signing
	Parties  []Party
	Heads    []Head
	Mediator *Party
	How      string    // shuttling, facilitating, hosting; "" when it is not said
	Format   string    // direct, indirect, shuttle, phone; "" when it is not said
	Round    text.Span // "the fifth round"; empty
	Venue    text.Span // empty
	Time     int       // index into Doc.Times; -1
	Status   Status
	Outcome  []Outcome
	Next     []text.Span // what is to follow
	Events   []int       // indices into the events

	moved bool // to another day
}

// meetings puts together what the events of a report and its other sentences
// tell of each meeting, in text order.
func (f *finder) meetings() []Meeting {
	m := &gatherer{finder: f, events: f.out, last: -1, byName: map[int]bool{}}
	for _, y := range f.d.Mentions {
		if y.Kind == language.Name {
			m.byName[y.Actor] = true
		}
	}
	m.ties()
	told, said := make([][]int, len(f.d.Sentences)), make([][]int, len(f.d.Sentences))
	for k := range m.events {
		put(told, f.g.sent, m.events[k].cue, k)
	}
	for i := range f.said {
		put(said, f.g.sent, f.d.TokenAt(f.said[i].Span.Start), i)
	}
	for i, x := range f.d.Sentences {
		if f.told(x) {
			m.sentence(x, told[i], said[i])
		}
	}
	m.lead()
	m.settle()
	return m.list
}

// put adds i to the list of the sentence that a token stands in.
func put(lists [][]int, sentence []int32, token, i int) {
	if token >= 0 && token < len(sentence) && sentence[token] >= 0 {
		lists[sentence[token]] = append(lists[sentence[token]], i)
	}
}

// gatherer puts meetings together in text order.
type gatherer struct {
	*finder
	events []Event
	list   []Meeting
	last   int           // the meeting told of last; -1
	acting map[int]Party // by person: the state or body that it acts for
	byName map[int]bool  // actors that the report calls by a name
}

// sentence reads one sentence: the meetings that its events tell, and what it
// and the statements that begin in it add to them.
func (m *gatherer) sentence(x language.Sentence, told, said []int) {
	here := []int{}
	for _, k := range told {
		e := &m.events[k]
		if !m.meets(e) {
			continue
		}
		if at := m.take(k, m.draft(e)); at >= 0 && !slices.Contains(here, at) {
			here = append(here, at)
		}
	}
	if len(here) == 0 && m.last >= 0 && m.refers(x) {
		here = append(here, m.last)
	}
	for _, at := range here {
		m.add(&m.list[at], x, len(here) > 1)
	}
	if len(here) > 0 {
		m.last = here[0]
	}
	m.outcomes(m.d.Span(x), said)
}

// meets reports an event that is a meeting, or puts one off.
func (m *gatherer) meets(e *Event) bool {
	switch e.Base {
	case "CONSULT":
		return e.Modality != Negated || m.calledOff(e.cue)
	case "SUPPORT":
		return strings.HasPrefix(e.Rule, "support: sign") || strings.HasPrefix(e.Rule, "support: ink") || strings.HasPrefix(e.Rule, "support: initial")
	case "SANCTION", "REJECT":
		return m.object(e) >= 0
	}
	return false
}

// object returns the meeting that a verb suspends, cancels or refuses; -1.
func (m *gatherer) object(e *Event) int {
	if !m.calledOff(e.cue) {
		return -1
	}
	for _, k := range m.g.children(e.cue) {
		if r := m.g.rel[k]; r == rObj || r == rSubjPass {
			if w := m.g.lemma(int(k)); lex.classes["talks"][w] || w == "visit" || w == "trip" || w == "signing" {
				return int(k)
			}
		}
	}
	return -1
}

// calledOff reports a verb, or the verb above a noun, that puts a meeting off
// for good.
func (m *gatherer) calledOff(i int) bool {
	for n := 0; i >= 0 && n < 2; i, n = m.g.head(i), n+1 {
		switch m.g.lemma(i) {
		case "cancel", "scrap", "abort":
			return true
		case "call":
			if m.particle(i, "off") {
				return true
			}
		}
	}
	return false
}

// draft is what one event tells of a meeting.
func (m *gatherer) draft(e *Event) Meeting {
	d := Meeting{Kind: m.kind(e), Time: e.Time, Venue: e.Place, Status: MeetingHeld}
	switch {
	case e.Base == "SANCTION" || e.Base == "REJECT" || e.Modality == Negated || m.calledOff(e.cue):
		d.Status = MeetingCancelled
	case e.Modality == Planned || e.Modality == Hypothetical || e.Type == "AGREE":
		d.Status = MeetingPlanned
	}
	between := e.Mode == "third-party" && m.mediates(e.cue)
	actors := e.Actors
	if between {
		for _, a := range actors {
			if m.mayMediate(a) {
				p := m.side(a)
				d.Mediator, d.How = &p, m.how(e.cue)
				break
			}
		}
		actors = nil
	}
	for _, p := range slices.Concat(actors, e.Recipients) {
		m.join(&d, p)
	}
	return d
}

// mayMediate reports a party that can stand between two others: no meeting,
// and none of the sides.
func (m *gatherer) mayMediate(p Party) bool {
	if p.Country != "" {
		return true
	}
	return m.level(p) >= somebody && (p.head < 0 || !lex.classes["generic"][m.g.lemma(p.head)])
}

// join adds a party to a meeting: a person takes part for the state or body
// that the words give, and leads it there.
func (m *gatherer) join(d *Meeting, p Party) {
	if m.level(p) < somebody && p.Country == "" || p.Country == "" && p.head >= 0 && lex.classes["generic"][m.g.lemma(p.head)] {
		return
	}
	if p.Actor >= 0 && m.d.Actors[p.Actor].Kind == language.Location && p.Country == "" {
		return
	}
	s := m.side(p)
	if d.Mediator != nil && same(*d.Mediator, s) {
		return
	}
	d.Parties = addSide(d.Parties, s)
	if p.Actor >= 0 && m.d.Actors[p.Actor].Kind == language.Person {
		h := Head{s, p}
		if !slices.ContainsFunc(d.Heads, func(x Head) bool { return same(x.Party, s) || x.Person.Actor == p.Actor }) {
			d.Heads = append(d.Heads, h)
		}
	}
}

// side returns the state that a party acts for, or the party itself.
func (m *gatherer) side(p Party) Party {
	if p.Actor >= 0 && !p.State && m.d.Actors[p.Actor].Kind == language.Person {
		if s, ok := m.acting[p.Actor]; ok {
			return s
		}
	}
	if p.Country == "" && p.head >= 0 && m.g.part[p.head] == tag.Noun {
		if s, ok := m.body(p.head); ok {
			return s // "two officers of the Front"
		}
	}
	if p.Country == "" || p.State {
		return p
	}
	s := m.state(p.Country, p.Span)
	s.head = p.head
	return s
}

// same reports that two parties are one.
func same(a, b Party) bool {
	if a.Country != "" && a.State && b.State {
		return a.Country == b.Country
	}
	if a.Actor >= 0 || b.Actor >= 0 {
		return a.Actor == b.Actor
	}
	return a.Span == b.Span
}

func addSide(list []Party, p Party) []Party {
	for _, x := range list {
		if same(x, p) {
			return list
		}
	}
	return append(list, p)
}

// kind names the kind of meeting by its word.
func (m *gatherer) kind(e *Event) string {
	if e.Mode == "phone" {
		return "call"
	}
	if e.Base == "SUPPORT" {
		return "signing"
	}
	first := m.d.TokenAt(e.Span.Start)
	for k := first; k < len(m.d.Tokens) && int(m.d.Tokens[k].Start) < e.Span.End; k++ {
		switch m.g.lemma(k) {
		case "summit":
			return "summit"
		case "session":
			return "session"
		case "visit", "trip", "tour":
			return "visit"
		}
	}
	if e.Mode == "visit" {
		return "visit"
	}
	return "talks"
}

// mediates reports a verb or noun of mediation.
func (m *gatherer) mediates(i int) bool {
	switch m.g.lemma(i) {
	case "mediate", "shuttle", "facilitate", "broker", "arbitrate", "intermediate", "moderate", "mediation", "launch", "undertake", "lead":
		return true
	}
	return false
}

// how names the way of a mediator.
func (m *gatherer) how(i int) string {
	switch m.g.lemma(i) {
	case "shuttle", "relay", "carry", "ferry", "convey", "pass", "walk", "bring", "take", "deliver":
		return "shuttling"
	case "host":
		return "hosting"
	}
	return "facilitating"
}

// take puts a draft into the meeting that it tells of, or makes a new one.
func (m *gatherer) take(event int, d Meeting) int {
	e := &m.events[event]
	best := -1
	for i := len(m.list) - 1; i >= 0; i-- {
		if m.fits(&m.list[i], &d, e) {
			best = i
			break
		}
	}
	if best < 0 {
		if len(d.Parties) == 0 && m.last >= 0 && (d.Mediator != nil || m.definite(e.cue)) && m.list[m.last].Status == d.Status {
			// "the minister was shuttling between the sides": those of before
			x := &m.list[m.last]
			x.Events = append(x.Events, event)
			m.merge(x, &d)
			return m.last
		}
		if len(d.Parties) == 0 && d.Mediator == nil || len(d.Parties) == 1 && d.Mediator == nil && d.Kind != "visit" && d.Kind != "session" {
			return -1
		}
		d.Events = []int{event}
		m.list = append(m.list, d)
		return len(m.list) - 1
	}
	x := &m.list[best]
	x.Events = append(x.Events, event)
	m.merge(x, &d)
	return best
}

// fits reports that a draft may tell of a meeting that is known already.
func (m *gatherer) fits(x, d *Meeting, e *Event) bool {
	if x.Kind == "signing" != (d.Kind == "signing") {
		return false
	}
	if x.Kind == "call" != (d.Kind == "call") || x.Kind == "session" != (d.Kind == "session") && len(x.Parties) != len(d.Parties) {
		return false
	}
	if a, b := m.iso(x.Time), m.iso(d.Time); a != "" && b != "" && a != b {
		return false
	}
	if !x.Venue.Empty() && !d.Venue.Empty() && !m.samePlace(x.Venue, d.Venue) {
		return false
	}
	if x.Status != d.Status && d.Status != MeetingCancelled {
		if x.Status == MeetingHeld || d.Status == MeetingHeld {
			return false // the next round is another meeting
		}
	}
	if len(d.Parties) == 0 {
		return true
	}
	// All parties of the smaller are among the larger's.
	small, large := x.Parties, d.Parties
	if len(small) > len(large) {
		small, large = large, small
	}
	for _, p := range small {
		if !slices.ContainsFunc(large, func(q Party) bool { return same(p, q) }) && !(x.Mediator != nil && same(*x.Mediator, p)) {
			return false
		}
	}
	return len(small) > 0 && (len(small) > 1 || len(large) == 1 || m.definite(e.cue))
}

// definite reports "the talks", "their meeting": one told of before.
func (m *gatherer) definite(i int) bool {
	for _, k := range m.g.children(i) {
		switch m.g.low(int(k)) {
		case "the", "these", "those", "this", "their", "its", "his", "her", "each", "both":
			return true
		}
	}
	return m.g.part[i] == tag.Noun && m.g.penn[i] == "NNS"
}

func (m *gatherer) iso(time int) string {
	if time < 0 {
		return ""
	}
	return m.d.Times[time].Date.ISO
}

// samePlace reports that one place's words are among the other's.
func (m *gatherer) samePlace(a, b text.Span) bool {
	x, y := strings.ToLower(m.g.s[a.Start:a.End]), strings.ToLower(m.g.s[b.Start:b.End])
	if strings.Contains(x, y) || strings.Contains(y, x) {
		return true
	}
	return m.placeCountry(a) != "" && m.placeCountry(a) == m.placeCountry(b)
}

// placeCountry returns the country of the name in a place's words.
func (m *gatherer) placeCountry(s text.Span) string {
	for k := m.d.TokenAt(s.Start); k < len(m.d.Tokens) && int(m.d.Tokens[k].Start) < s.End; k++ {
		if c := m.g.country[k]; c != "" {
			return c
		}
		if x := m.g.mention[k]; x >= 0 && m.d.Mentions[x].Actor >= 0 {
			if c := m.d.Actors[m.d.Mentions[x].Actor].Country; c != "" {
				return c
			}
		}
	}
	return ""
}

// merge adds to a meeting what a draft tells.
func (m *gatherer) merge(x, d *Meeting) {
	for _, p := range d.Parties {
		if x.Mediator == nil || !same(*x.Mediator, p) {
			x.Parties = addSide(x.Parties, p)
		}
	}
	for _, h := range d.Heads {
		if !slices.ContainsFunc(x.Heads, func(y Head) bool { return same(y.Party, h.Party) }) {
			x.Heads = append(x.Heads, h)
		}
	}
	if x.Mediator == nil && d.Mediator != nil {
		x.Mediator, x.How = d.Mediator, d.How
		x.Parties = slices.DeleteFunc(x.Parties, func(p Party) bool { return same(p, *d.Mediator) })
	}
	if x.Venue.Empty() {
		x.Venue = d.Venue
	}
	if (m.iso(x.Time) == "" || len(m.iso(x.Time)) < len(m.iso(d.Time))) && d.Time >= 0 {
		x.Time = d.Time
	}
	if x.Format == "" {
		x.Format = d.Format
	}
	if x.Kind == "talks" && (d.Kind != "visit" || len(d.Parties) > 1) {
		x.Kind = d.Kind
	}
	if d.Status == MeetingCancelled || d.Status == MeetingPostponed {
		x.Status = d.Status
	}
}
