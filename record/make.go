package record

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/article"
	"dateline/event"
	"dateline/language"
	"dateline/statement"
	"dateline/text"
	"dateline/when"
)

// Make builds the record of one report from what the read stages found.
func Make(d *language.Doc, said []statement.Statement, held []statement.Position, happened []event.Event, met []event.Meeting) Line {
	a := d.Article
	m := maker{a: a, d: d, listed: named(d)}
	l := Line{
		Report:     m.report(),
		Statements: make([]Statement, 0, len(said)),
		Positions:  make([]Position, 0, len(held)),
		Events:     make([]Event, 0, len(happened)),
		Meetings:   make([]Meeting, 0, len(met)),
		Mentions:   make([]Mention, 0, len(d.Mentions)),
		Dates:      make([]Date, 0, len(d.Times)),
		Actors:     make([]Actor, 0, len(d.Actors)),

		NotAnalysed: notAnalysed(d),
		Model:       d.Model,
	}
	for i, s := range said {
		l.Statements = append(l.Statements, m.statement(i, s))
	}
	for i, p := range held {
		l.Positions = append(l.Positions, m.position(i, p, said))
	}
	for i, e := range happened {
		l.Events = append(l.Events, m.event(i, e))
	}
	for i, x := range met {
		l.Meetings = append(l.Meetings, m.meeting(i, x))
	}
	counted := event.Quantities(d)
	for _, x := range d.Mentions {
		for len(counted) > 0 && counted[0].Start < x.Span.Start {
			l.Mentions = append(l.Mentions, Mention{Span: m.span(counted[0]), Kind: "quantity"})
			counted = counted[1:]
		}
		y := Mention{Span: m.span(x.Span), Kind: m.mentionKind(x)}
		if x.Actor >= 0 && m.listed[x.Actor] {
			y.Actor = m.actorID(x.Actor)
		}
		l.Mentions = append(l.Mentions, y)
	}
	for _, s := range counted {
		l.Mentions = append(l.Mentions, Mention{Span: m.span(s), Kind: "quantity"})
	}
	for _, x := range d.Times {
		l.Dates = append(l.Dates, m.date(x.Date, x.Span))
	}
	for i, x := range d.Actors {
		if m.listed[i] {
			l.Actors = append(l.Actors, m.actor(x))
		}
	}
	l.Actors = m.states(l.Actors, happened, met)
	return l
}

// notAnalysed says what was left out of the analysis.
func notAnalysed(d *language.Doc) []string {
	switch {
	case !d.Partial:
		return []string{}
	case d.Article.Language == "":
		return []string{"names, speech, positions, events and dates in the text: its language was not recognised"}
	}
	return []string{"names, speech, positions, events and dates in the text: it is in " + d.Article.Language}
}

type maker struct {
	a *article.Article
	d *language.Doc

	listed []bool // by actor of d: the record lists it
}

// named tells by actor which of them the report names. Who is only described
// ("a driver", "the report") is an actor of the record if something in it is
// said or done by or to them; see [maker.ref].
func named(d *language.Doc) []bool {
	out := make([]bool, len(d.Actors))
	for i, x := range d.Actors {
		if x.Kind == language.Organisation { // "the Kenyan Navy" is a name, "the Kenyan fleet" is none
			last, _ := utf8.DecodeRuneInString(x.Name[strings.LastIndexByte(x.Name, ' ')+1:])
			out[i] = unicode.IsUpper(last)
		}
	}
	for _, x := range d.Mentions {
		if x.Actor >= 0 && x.Kind == language.Name {
			out[x.Actor] = true
		}
	}
	return out
}

func (m maker) report() Report {
	a := m.a
	r := Report{
		ID: a.ID, Version: a.Original.Version, Location: a.Original.Location,
		Pointer: a.Original.Pointer, Offset: a.Original.Offset, Shape: string(a.Shape),
		Outlet: known(a.Outlet), URL: known(a.URL), Title: known(a.Title),
		Headlines: m.spans(a.Headlines), Byline: append([]string{}, a.Byline...),
		Published: stamp(a.Published), Modified: stamp(a.Modified),
		Language: known(a.Language), Text: a.Text.String(), Parts: []Part{},
		Nature: known(a.Kind), SourceURL: known(a.Source), Section: known(a.Section),
		Credits: make([]Credit, 0, len(a.Credits)), Images: make([]Image, 0, len(a.Images)),
	}
	for _, c := range a.Credits {
		r.Credits = append(r.Credits, Credit{Kind: c.Kind, Name: c.Name, Span: m.span(c.Span)})
	}
	for _, x := range a.Images {
		r.Images = append(r.Images, Image{URL: known(x.URL), Caption: m.some(x.Caption)})
	}
	if a.Dateline.Name != "" {
		r.Dateline = &Place{Place: known(a.Dateline.Name), Date: known(a.Dateline.Date.ISO)}
	}
	for _, b := range a.Blocks {
		if !b.Kind.Body() {
			r.Parts = append(r.Parts, Part{Kind: b.Kind.String(), Span: m.span(b.Span)})
		}
	}
	return r
}

func (m maker) statement(i int, s statement.Statement) Statement {
	out := Statement{
		ID:      m.statementID(i),
		Kind:    string(s.Kind),
		Part:    m.a.Blocks[s.Block].Kind.String(),
		Span:    m.span(s.Span),
		Content: m.spans(s.Content),
		Quotes:  m.spans(s.Quotes),
		Cue:     m.spans(s.Cue),
		Act:     string(s.Act),
		Speaker: Speaker{Ref: m.ref(s.Speaker, s.Source), Role: known(s.Role), Candidates: []Ref{}},
		Grade:   grade(s.Sure),
		Rule:    s.Rule,
	}
	for _, i := range s.MayBe {
		x := m.d.Mentions[i]
		out.Speaker.Candidates = append(out.Speaker.Candidates, m.ref(x.Actor, x.Span))
	}
	out.Addressee, out.Via = m.mentioned(s.To), m.mentioned(s.Via)
	out.Place, out.Setting = m.some(s.Place), m.some(s.Setting)
	out.SpokenLanguage = known(s.Tongue)
	if sp := m.some(s.Through); sp != nil {
		out.Translator = &Ref{Span: sp}
	}
	if s.Parent >= 0 {
		id := m.statementID(s.Parent)
		out.Parent = &id
	}
	if s.Time >= 0 {
		t := m.d.Times[s.Time]
		d := m.date(t.Date, t.Span)
		out.Date = &d
	}
	return out
}

// grade names a grade as the JSON contract does.
func grade(sure bool) string {
	if sure {
		return "sure"
	}
	return "to check"
}

func (m maker) position(i int, p statement.Position, said []statement.Statement) Position {
	s := said[p.Statement]
	id := m.statementID(p.Statement)
	out := Position{
		ID:        m.a.ID + ".p" + strconv.Itoa(i+1),
		Kind:      p.Kind,
		Span:      m.span(p.Span),
		Holder:    m.ref(p.Holder, p.Source),
		Statement: &id,
		Quoted:    p.Quoted,
		Grade:     "to check",
		Rule:      p.Rule,
	}
	if p.Source.Empty() {
		out.Holder = m.ref(p.Holder, s.Source)
	}
	if s.Speaker >= 0 || !s.Source.Empty() {
		r := m.ref(s.Speaker, s.Source)
		out.SpokenBy = &r
	}
	if p.Target >= 0 {
		r := m.ref(p.Target, text.Span{})
		out.Target = &r
	}
	if !p.Topic.Empty() {
		sp := m.span(p.Topic)
		out.Topic = &sp
	}
	if !p.Condition.Empty() {
		sp := m.span(p.Condition)
		out.Condition = &sp
	}
	return out
}

// mentioned names who the mention with the given index stands for; nil for -1.
func (m maker) mentioned(i int) *Ref {
	if i < 0 {
		return nil
	}
	r := m.ref(m.d.Mentions[i].Actor, m.d.Mentions[i].Whole)
	return &r
}

// some writes a span, nil for an empty one.
func (m maker) some(s text.Span) *Span {
	if s.Empty() {
		return nil
	}
	sp := m.span(s)
	return &sp
}

func (m maker) statementID(i int) string { return m.a.ID + ".s" + strconv.Itoa(i+1) }

// ref names the actor with the given index by the words at s.
func (m maker) ref(actor int, s text.Span) Ref {
	var r Ref
	if !s.Empty() {
		sp := m.span(s)
		r.Span = &sp
	}
	if actor >= 0 {
		r.Name = known(m.d.Actors[actor].Name)
		r.Actor = m.actorID(actor)
		m.listed[actor] = true
	}
	return r
}

func (m maker) actorID(i int) *string {
	if i < 0 {
		return nil
	}
	return &m.d.Actors[i].ID
}

func (m maker) actor(x language.Actor) Actor {
	a := Actor{ID: x.ID, Name: x.Name, Kind: x.Kind.String(), Names: append([]string{}, x.Names...), Country: known(x.Country), Roles: []Role{}}
	for _, r := range x.Roles {
		sp := m.span(r.Span)
		seen := known(m.a.Published.ISO)
		a.Roles = append(a.Roles, Role{Role: r.Words, From: seen, To: seen, Span: &sp})
	}
	return a
}

func (m maker) mentionKind(x language.Mention) string {
	switch {
	case x.Kind == language.Pronoun:
		return "pronoun"
	case x.Kind == language.Description:
		return "description"
	case x.Actor >= 0:
		return m.d.Actors[x.Actor].Kind.String()
	}
	return "name"
}

func (m maker) date(d when.Date, s text.Span) Date {
	sp := m.span(s)
	out := Date{Span: &sp}
	if d.Known() {
		p := d.Precision.String()
		out.ISO, out.Precision, out.Basis = known(d.ISO), &p, known(d.Basis)
	}
	return out
}

// span writes s as the contract does: code points of the text, bytes of the
// source, the words.
func (m maker) span(s text.Span) Span {
	return At(m.a.Text, s, m.a.Original.Offset)
}

func (m maker) spans(list []text.Span) []Span {
	out := make([]Span, 0, len(list))
	for _, s := range list {
		out = append(out, m.span(s))
	}
	return out
}

func stamp(d when.Date) Stamp {
	if !d.Known() {
		return Stamp{}
	}
	p := d.Precision.String()
	return Stamp{Time: known(d.ISO), Precision: &p, Basis: known(d.Basis)}
}

// known makes an empty string the contract's null.
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
