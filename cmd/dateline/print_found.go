package main

import (
	"bytes"
	"strings"

	"dateline/record"
)

// found prints what the statements commit to, the events and the meetings of
// a report, each kind under its name.
func (p *textPrinter) found(b *bytes.Buffer, l *record.Line) {
	said := func(n int, name string) {
		if n > 0 {
			b.WriteString("\n" + p.term.bold(name) + "\n")
		}
	}
	said(len(l.Positions), "positions")
	for _, x := range l.Positions {
		head := party(&x.Holder)
		if x.Target != nil {
			head += " → " + party(x.Target)
		}
		p.finding(b, x.Kind, head, x.Span)
	}
	said(len(l.Events), "events")
	for _, x := range l.Events {
		head := who(x)
		if x.AttributedTo != nil {
			head += ", told by " + party(x.AttributedTo)
		}
		p.finding(b, plain(x), head, x.Span)
	}
	said(len(l.Meetings), "meetings")
	for _, x := range l.Meetings {
		p.field(b, strings.TrimSpace(x.Status), strings.Join(meetingLine(x), " · "))
	}
}

// finding prints a label, who, and the words with their place.
func (p *textPrinter) finding(b *bytes.Buffer, label, head string, span record.Span) {
	p.field(b, label, head)
	room := max(20, min(p.term.width, textWidth)-labelWidth-3)
	for _, line := range wrap(oneLine(span.Exact), room) {
		b.WriteString(strings.Repeat(" ", labelWidth+3) + p.term.dim(line) + "\n")
	}
}

// meetingLine returns what is known of a meeting.
func meetingLine(m record.Meeting) []string {
	var out []string
	add := func(s string) {
		if s != "" {
			out = append(out, s)
		}
	}
	add(strings.TrimSpace(value(m.Format) + " " + value(m.Kind)))
	add(parties(m.Parties))
	if m.Mediator != nil {
		add(strings.TrimSpace(value(m.How) + " by " + party(m.Mediator)))
	}
	if m.Venue != nil {
		add(m.Venue.Exact)
	}
	if m.Date != nil {
		add(value(m.Date.ISO))
	}
	return out
}
