package story

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"dateline/record"
)

// press makes reports the way the press grows: a vocabulary that follows
// Zipf's law, happenings that several desks report in words of their own for
// a day or two, copies of one desk's text with sentences dropped and reworded,
// and people who say things that several reports carry.
type press struct {
	rng    *rand.Rand
	words  []string
	people []string
	recent []item
	n      int
}

type item struct {
	topic     []string
	sentences []string
	who       int
	quote     string
	born      int
}

func newPress(seed uint64, vocabulary int) *press {
	p := &press{rng: rand.New(rand.NewPCG(seed, 1))}
	onset := strings.Fields("b br c ch d dr f g gr h j k kl l m n p pr r s st t tr v z")
	nucleus := strings.Fields("a e i o u ai ea ou")
	coda := strings.Fields("n r l s t m nd rk st x")
	word := func() string {
		var b strings.Builder
		for range 2 + p.rng.IntN(2) {
			b.WriteString(onset[p.rng.IntN(len(onset))] + nucleus[p.rng.IntN(len(nucleus))])
		}
		return b.String() + coda[p.rng.IntN(len(coda))]
	}
	for range vocabulary {
		p.words = append(p.words, word())
	}
	for range 2000 {
		p.people = append(p.people, capital(word())+" "+capital(word()))
	}
	return p
}

// word draws a word by Zipf's law.
func (p *press) word() string {
	u := p.rng.Float64()
	return p.words[int(math.Exp(u*math.Log(float64(len(p.words)))))-1]
}

func (p *press) sentence(topic []string, words int) string {
	out := make([]string, 0, words)
	for range words {
		switch x := p.rng.IntN(10); {
		case x < 4:
			out = append(out, []string{"the", "of", "and", "to", "in", "that", "for", "with", "on", "was"}[p.rng.IntN(10)])
		case x < 6:
			out = append(out, topic[p.rng.IntN(len(topic))])
		default:
			out = append(out, p.word())
		}
	}
	s := strings.Join(out, " ")
	return capital(s) + "."
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// next makes the next report.
func (p *press) next() *record.Line {
	id := p.n
	p.n++
	var it item
	switch x := p.rng.Float64(); {
	case x < .25 && len(p.recent) > 0: // a copy
		it = p.recent[p.rng.IntN(len(p.recent))]
		old := it.sentences
		it.sentences = nil
		for _, s := range old {
			switch p.rng.IntN(10) {
			case 0:
			case 1, 2:
				w := strings.Fields(s)
				w[p.rng.IntN(len(w))] = p.word()
				it.sentences = append(it.sentences, strings.Join(w, " "))
			default:
				it.sentences = append(it.sentences, s)
			}
		}
	case x < .6 && len(p.recent) > 0: // another report of the same
		it = p.recent[p.rng.IntN(len(p.recent))]
		it.sentences = nil
	default:
		it = item{who: p.rng.IntN(len(p.people)), born: id}
		for range 12 {
			it.topic = append(it.topic, p.words[200+p.rng.IntN(len(p.words)-200)])
		}
		it.quote = p.sentence(it.topic, 12)
	}
	if it.sentences == nil {
		for range 12 + p.rng.IntN(14) {
			it.sentences = append(it.sentences, p.sentence(it.topic, 12+p.rng.IntN(14)))
		}
	}
	if p.rng.IntN(3) == 0 {
		w := strings.Fields(it.quote)
		w[1+p.rng.IntN(len(w)-1)] = p.word()
		it.quote = strings.Join(w, " ")
	}
	p.recent = append(p.recent, it)
	if len(p.recent) > 200 {
		p.recent = p.recent[1:]
	}
	at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(id) * 10 * time.Minute).Format(time.RFC3339)
	return makeLine(fmt.Sprintf("r%07d", id), at, p.sentence(it.topic, 8), it.sentences, p.people[it.who], it.quote)
}

// busy makes the next report with all else that reports may share: more
// statements, by people named in full and by a word, bodies and acronyms,
// events and meetings of a few states.
func (p *press) busy() *record.Line {
	l := p.next()
	who := l.Actors[0].Name
	pick := func(list ...string) string { return list[p.rng.IntN(len(list))] }
	if p.rng.IntN(3) == 0 {
		l.Actors[0].Name = strings.Fields(who)[1]
	}
	if p.rng.IntN(4) == 0 {
		l.Actors[0].Roles = []record.Role{{Role: pick("Kenyan envoy", "Ugandan judge", "harbour master")}}
	}
	l.Actors[0].Names = []string{l.Actors[0].Name}
	l.Actors = append(l.Actors, record.Actor{ID: "a2", Kind: "organisation", Name: pick("World Grain Office", "Western Gas Operators", "WGO", "Harbour Institute")})
	var states []string
	for _, c := range []string{"KEN", "UGA", "TZA", "RWA"} {
		if p.rng.IntN(2) == 0 {
			states = append(states, c)
			l.Actors = append(l.Actors, record.Actor{ID: c, Kind: "country", Name: c, Names: []string{c}})
		}
	}
	if p.rng.IntN(3) > 0 {
		l.Actors = append(l.Actors, record.Actor{ID: "a3", Kind: "person", Name: p.people[p.rng.IntN(3)]})
		s := l.Statements[0]
		s.ID, s.Part = l.Report.ID+".s2", "headline"
		s.Speaker.Actor = &l.Actors[len(l.Actors)-1].ID
		words := pick("We will pay no coin for the repair of that lighthouse", "We will not pay for the repair of the old lighthouse this year or the next", "Not one coin goes into the lighthouse repair, we will not pay",
			"The lighthouse will be repaired and we will pay for it", "No")
		s.Content = []record.Span{{End: len(words), SourceEnd: len(words), Exact: words}}
		s.Quotes = nil
		if p.rng.IntN(4) == 0 {
			s.Speaker = record.Speaker{}
		}
		l.Statements = append(l.Statements, s)
	}
	for k := 0; len(states) > 1 && k < 1+p.rng.IntN(3); k++ {
		text := pick("CONSULT", "ASSAULT") + " " + pick("happened", "planned", "historical") + " " + states[0] + " > " + strings.Join(states[1:], " ")
		if p.rng.IntN(2) == 0 {
			text += " " + (*l.Report.Published.Time)[:10]
		}
		e := event(fmt.Sprintf("%s.e%d", l.Report.ID, k+1), text)
		e.Span.Start = p.rng.IntN(len(l.Report.Text))
		l.Events = append(l.Events, e)
		l.Meetings = append(l.Meetings, record.Meeting{ID: fmt.Sprintf("%s.m%d", l.Report.ID, k+1), Parties: append(e.Actors, e.Recipients...), Date: e.Date, Status: pick("held", "cancelled")})
	}
	return l
}

// makeLine makes the record of a report that quotes one person.
func makeLine(id, published, title string, sentences []string, who, quote string) *record.Line {
	var b strings.Builder
	b.WriteString(title + "\n\n" + strings.Join(sentences, " ") + "\n\n")
	l := &record.Line{Report: record.Report{ID: id, Version: id, Title: &title}}
	if published != "" {
		precision, basis := "second", "URL"
		l.Report.Published = record.Stamp{Time: &published, Precision: &precision, Basis: &basis}
	}
	at := func(from int, words string) record.Span {
		return record.Span{Start: from, End: from + len(words), SourceStart: from, SourceEnd: from + len(words), Exact: words}
	}
	l.Report.Parts = []record.Part{{Kind: "headline", Span: at(0, title)}}
	if quote != "" {
		from := b.Len()
		b.WriteString("\"" + quote + "\" " + who + " said.\n")
		one, name := "a1", who
		said := record.Statement{
			ID: id + ".s1", Kind: "direct", Part: "body", Span: at(from, "\""+quote+"\" "+who+" said"),
			Content: []record.Span{at(from, "\""+quote+"\"")}, Quotes: []record.Span{at(from+1, quote)},
		}
		said.Speaker.Actor, said.Speaker.Name = &one, &name
		l.Statements = []record.Statement{said}
		l.Actors = []record.Actor{{ID: one, Name: who, Kind: "person", Names: []string{who}}}
	}
	l.Report.Text = b.String()
	return l
}
