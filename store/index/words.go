package index

import (
	"strings"

	"dateline/record"
	"dateline/text"
)

// Break is a word that no text has. It stands between things that no phrase
// may reach across: two names, the pieces of a statement.
const Break = "\ue000"

// Report holds the words of a report, one string for each field of the query
// language, as text.Words cuts them and with spaces between.
type Report struct {
	Title  string
	Text   string
	Names  string // every name in it: about:
	Places string // those of countries and places: place:
	Outlet string
}

// Statement holds the words of a statement or a position, likewise.
type Statement struct {
	Said    string // the content
	Speaker string // names of the speaker, the state acted for, words and role
	Kind    string
	Cue     string // the words that say that it was said
}

// OfReport returns the words under which the report of l is found.
func OfReport(l *record.Line) Report {
	names, places := newList(), newList()
	add := func(kind, name string) {
		if kind == "pronoun" || kind == "description" || kind == "role" || kind == "quantity" {
			return
		}
		names.add(name)
		if kind == "country" || kind == "place" {
			places.add(name)
		}
	}
	for _, m := range l.Mentions {
		add(m.Kind, m.Span.Exact)
	}
	for _, a := range l.Actors {
		add(a.Kind, a.Name)
		for _, n := range a.Names {
			add(a.Kind, n)
		}
	}
	if d := l.Report.Dateline; d != nil && d.Place != nil {
		add("place", *d.Place)
	}
	return Report{
		Title:  join(deref(l.Report.Title)),
		Text:   join(l.Report.Text),
		Names:  names.String(),
		Places: places.String(),
		Outlet: join(deref(l.Report.Outlet)),
	}
}

// OfStatement returns the words under which s is found: in Speaker every name
// of who speaks, the state acted for, and the capacity.
func OfStatement(s *record.Statement, actors Actors) Statement {
	said, speaker, cue := newList(), newList(), newList()
	for _, c := range s.Cue {
		cue.add(c.Exact)
	}
	for _, c := range s.Content {
		said.add(c.Exact)
	}
	actors.speaker(speaker, &s.Speaker.Ref, s.Speaker.Role)
	return Statement{Said: said.String(), Speaker: speaker.String(), Kind: join(s.Kind), Cue: cue.String()}
}

// OfPosition returns the words under which p is found: what it says and the
// condition, who holds it, and kind and cue of the statement s that it stands
// in, which may be nil.
func OfPosition(p *record.Position, s *record.Statement, actors Actors) Statement {
	said, holder := newList(), newList()
	said.add(p.Span.Exact)
	if p.Condition != nil {
		said.add(p.Condition.Exact)
	}
	actors.speaker(holder, &p.Holder, nil)
	out := Statement{Said: said.String(), Speaker: holder.String()}
	if s != nil {
		of := OfStatement(s, actors)
		out.Kind, out.Cue = of.Kind, of.Cue
	}
	return out
}

// list is a list of words of several things, each of them once.
type list struct {
	b    strings.Builder
	seen map[string]bool
}

func newList() *list { return &list{seen: map[string]bool{}} }

func (l *list) add(s string) {
	words := join(s)
	if words == "" || l.seen[words] {
		return
	}
	l.seen[words] = true
	if l.b.Len() > 0 {
		l.b.WriteString(" " + Break + " ")
	}
	l.b.WriteString(words)
}

func (l *list) String() string { return l.b.String() }

// join returns the words of s with spaces between.
func join(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for w := range text.Words(s) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
