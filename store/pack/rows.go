package pack

import (
	"slices"
	"strings"

	"dateline/record"
	"dateline/store/index"
)

// Table is a table of parts of reports: those of current versions are its
// rows. Its words are in a table of their own, called Name + "_words".
type Table struct {
	Name    string
	Columns []string // after the number
	Len     func(l *record.Line) int
	Row     func(l *record.Line, k int) []any // the values of Columns for the k-th part of l

	words func(c *whole, k int) index.Statement
}

// Tables are all tables of parts, in the order in which they are written.
var Tables = []*Table{Statements, Positions, Events, Meetings}

// Names returns the columns with the number before them, for SQL.
func (t *Table) Names() []string { return append([]string{"n"}, t.Columns...) }

// Graded returns what to select the number n and the grade of parts from, for
// SQL. Parts that the record gives no grade are to check.
func (t *Table) Graded() string {
	if slices.Contains(t.Columns, "grade") {
		return t.Name
	}
	return "(SELECT n, 'to check' AS grade FROM " + t.Name + ")"
}

// Words returns the words under which each part of l is found.
func (t *Table) Words(l *record.Line) []index.Statement {
	c := newWhole(l)
	out := make([]index.Statement, t.Len(l))
	for k := range out {
		out[k] = t.words(c, k)
	}
	return out
}

// whole is a record with what its parts need of each other.
type whole struct {
	line   *record.Line
	said   map[string]*record.Statement // by id
	actors index.Actors
}

func newWhole(l *record.Line) *whole {
	c := &whole{line: l, said: make(map[string]*record.Statement, len(l.Statements)), actors: index.ActorsOf(l)}
	for i := range l.Statements {
		c.said[l.Statements[i].ID] = &l.Statements[i]
	}
	return c
}

// Statements is the table of statements.
var Statements = &Table{
	Name: "statement",
	Columns: []string{
		"id", "kind", "part", "act", "speaker", "actor", "role", "words", "quoted", "cue", "date",
		"start", "end", "source_start", "source_end", "rule", "grade",
	},
	Len: func(l *record.Line) int { return len(l.Statements) },
	Row: func(l *record.Line, k int) []any {
		s := &l.Statements[k]
		words := pieces(s.Content)
		var quoted *string
		if q := pieces(s.Quotes); q != words && len(s.Quotes) > 0 {
			quoted = &q
		}
		return []any{
			s.ID, s.Kind, s.Part, s.Act, s.Speaker.Name, s.Speaker.Actor, s.Speaker.Role, words, quoted, pieces(s.Cue), iso(s.Date),
			s.Span.Start, s.Span.End, s.Span.SourceStart, s.Span.SourceEnd, s.Rule, s.Grade,
		}
	},
	words: func(c *whole, k int) index.Statement { return index.OfStatement(&c.line.Statements[k], c.actors) },
}

// Positions is the table of positions.
var Positions = &Table{
	Name: "position",
	Columns: []string{
		"id", "kind", "holder", "actor", "target", "words", "condition", "statement", "quoted",
		"start", "end", "source_start", "source_end", "rule", "grade",
	},
	Len: func(l *record.Line) int { return len(l.Positions) },
	Row: func(l *record.Line, k int) []any {
		p := &l.Positions[k]
		var target *string
		if p.Target != nil {
			target = p.Target.Name
		}
		return []any{
			p.ID, p.Kind, p.Holder.Name, p.Holder.Actor, target, p.Span.Exact, exact(p.Condition), p.Statement, p.Quoted,
			p.Span.Start, p.Span.End, p.Span.SourceStart, p.Span.SourceEnd, p.Rule, p.Grade,
		}
	},
	words: func(c *whole, k int) index.Statement {
		p := &c.line.Positions[k]
		var in *record.Statement
		if p.Statement != nil {
			in = c.said[*p.Statement]
		}
		return index.OfPosition(p, in, c.actors)
	},
}

// Events is the table of events.
var Events = &Table{
	Name: "event",
	Columns: []string{
		"id", "type", "mode", "track", "modality", "actors", "recipients", "words", "place", "date", "attributed_to", "position",
		"start", "end", "source_start", "source_end", "rule", "grade",
	},
	Len: func(l *record.Line) int { return len(l.Events) },
	Row: func(l *record.Line, k int) []any {
		e := &l.Events[k]
		return []any{
			e.ID, e.Type, e.Mode, e.Track, e.Modality, named(e.Actors), named(e.Recipients), e.Span.Exact, exact(e.Place), iso(e.Date),
			oneName(e.AttributedTo), e.Position,
			e.Span.Start, e.Span.End, e.Span.SourceStart, e.Span.SourceEnd, e.Rule, e.Grade,
		}
	},
	words: func(c *whole, k int) index.Statement { return index.OfEvent(&c.line.Events[k], c.actors) },
}

// Meetings is the table of meetings.
var Meetings = &Table{
	Name:    "meeting",
	Columns: []string{"id", "kind", "parties", "mediator", "format", "venue", "date", "status"},
	Len:     func(l *record.Line) int { return len(l.Meetings) },
	Row: func(l *record.Line, k int) []any {
		m := &l.Meetings[k]
		return []any{m.ID, m.Kind, named(m.Parties), oneName(m.Mediator), m.Format, exact(m.Venue), iso(m.Date), m.Status}
	},
	words: func(c *whole, k int) index.Statement { return index.OfMeeting(&c.line.Meetings[k], c.actors) },
}

// pieces returns the words of spans for people to read.
func pieces(spans []record.Span) string {
	words := make([]string, len(spans))
	for i, s := range spans {
		words[i] = s.Exact
	}
	return strings.Join(words, " … ")
}

func exact(s *record.Span) *string {
	if s == nil {
		return nil
	}
	return &s.Exact
}

func iso(d *record.Date) *string {
	if d == nil {
		return nil
	}
	return d.ISO
}

// named returns the names of actors for people to read.
func named(list []record.Ref) string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = *oneName(&list[i])
	}
	return strings.Join(out, "; ")
}

// oneName returns the name of an actor, else the words that stand for it.
func oneName(r *record.Ref) *string {
	none := ""
	switch {
	case r == nil:
		return nil
	case r.Name != nil:
		return r.Name
	case r.Span != nil:
		return &r.Span.Exact
	}
	return &none
}
