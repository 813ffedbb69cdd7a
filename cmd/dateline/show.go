package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dateline/pipeline"
	"dateline/record"
	"dateline/store"
)

func (a *app) showCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "show REF",
		Short: "Show a report or a finding in its context, with its source",
		Long: `Show prints the report that REF names, as dateline read does; or the statement
or position: its words in their context, who said them and how, and the file,
the bytes and the version of the original in which they stand; or the event or
meeting. The names are those that quotes, positions, events, meetings and search
print. The desk's address works while dateline serve runs.`,
		Example: `  dateline show r0123456789abcdef0123.s4
  dateline show r0123456789abcdef0123`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			s, err := a.haveStore(cmd.Context())
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			return a.showOne(cmd.Context(), s, args[0])
		},
	}
}

// showOne prints what ref names.
func (a *app) showOne(ctx context.Context, s store.Store, ref string) error {
	p := &textPrinter{w: a.stdout, term: a.out}
	line, err := s.Line(ctx, ref)
	if err == nil {
		if err := p.report(pipeline.Result{Entry: store.Entry{Line: line}}); err != nil {
			return err
		}
		var b bytes.Buffer
		b.WriteString("\n")
		p.field(&b, "version", line.Report.Version)
		if m := line.Report.Retracted; m != nil {
			p.field(&b, "mark", m.Words())
		}
		p.field(&b, "desk", deskAddress(line.Report, ""))
		_, err := a.stdout.Write(b.Bytes())
		return err
	}
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if at := strings.LastIndexByte(ref, '.'); at > 0 {
		line, err = s.Line(ctx, ref[:at])
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if st, held := find(line, ref); st != nil {
			var b bytes.Buffer
			p.passage(&b, line, *st, held)
			_, err := a.stdout.Write(b.Bytes())
			return err
		}
		if done, err := a.showEvent(p, line, ref); done || err != nil {
			return err
		}
	}
	a.tell("there is no report or finding %q in the record; names are whole, as lists print them", ref)
	return exitNothing
}

// showEvent prints the event or meeting of l that ref names, if there is one,
// and reports whether there is.
func (a *app) showEvent(p *textPrinter, l record.Line, ref string) (bool, error) {
	var b bytes.Buffer
	var shown block
	for i := range l.Events {
		if e := &l.Events[i]; e.ID == ref {
			shown = eventBlock(store.EventRow{Event: *e, Report: l.Report})
			p.field(&b, "context", surroundings(l.Report.Text, e.Span))
		}
	}
	for i := range l.Meetings {
		if m := &l.Meetings[i]; m.ID == ref {
			shown = meetingBlock(store.MeetingRow{Meeting: *m, Report: l.Report}, m.Status)
		}
	}
	if shown.foot == nil {
		return false, nil
	}
	if err := shown.print(a.stdout, a.out, false); err != nil {
		return true, err
	}
	p.field(&b, "title", value(l.Report.Title))
	p.field(&b, "file", where(l.Report))
	p.field(&b, "version", l.Report.Version)
	p.field(&b, "desk", deskAddress(l.Report, ref))
	_, err := a.stdout.Write(b.Bytes())
	return true, err
}

// find returns the statement that ref names, or that the position stands in
// which it names; and that position, or all of the statement's.
func find(l record.Line, ref string) (*record.Statement, []record.Position) {
	id := ref
	held := slices.DeleteFunc(slices.Clone(l.Positions), func(p record.Position) bool {
		return p.ID != ref && (p.Statement == nil || *p.Statement != ref)
	})
	if len(held) == 1 && held[0].ID == ref && held[0].Statement != nil {
		id = *held[0].Statement
	}
	for i := range l.Statements {
		if l.Statements[i].ID == id {
			return &l.Statements[i], held
		}
	}
	return nil, nil
}

// passage prints a statement in the lines of text in which it stands.
func (p *textPrinter) passage(b *bytes.Buffer, l record.Line, s record.Statement, held []record.Position) {
	room := min(p.term.width, textWidth)
	for _, line := range wrap(oneLine(speaker(s)), room) {
		b.WriteString(p.term.bold(line) + "\n")
	}
	for _, line := range told(cue(s), words(s), room-2, p.term) {
		b.WriteString("  " + line + "\n")
	}
	b.WriteString("\n")
	p.field(b, "context", surroundings(l.Report.Text, s.Span))
	p.field(b, "cue", cue(s))
	p.field(b, "kind", s.Kind)
	p.field(b, "said on", saidOn(s.Date))
	p.field(b, "mark", marks(l.Report, s.Corrections))
	for _, h := range held {
		words := h.Kind
		if holder := party(&h.Holder); holder != "" {
			words += " (" + holder + ")"
		}
		words += ": " + h.Span.Exact
		if h.Condition != nil {
			words += "; condition: " + h.Condition.Exact
		}
		p.field(b, "position", words)
		p.field(b, "mark", marks(record.Report{}, h.Corrections))
	}
	b.WriteString("\n")
	r := l.Report
	p.field(b, "title", value(r.Title))
	p.field(b, "outlet", value(r.Outlet))
	p.field(b, "published", stamp(r.Published))
	p.field(b, "file", where(r))
	p.field(b, "bytes", fmt.Sprintf("%d–%d", s.Span.SourceStart, s.Span.SourceEnd))
	p.field(b, "version", r.Version)
	p.field(b, "statement", s.ID)
	p.field(b, "rule", s.Rule)
	p.field(b, "grade", s.Grade)
	p.field(b, "desk", deskAddress(r, s.ID))
}

// saidOn says when something was said, and how that is known.
func saidOn(d *record.Date) string {
	if d == nil || d.ISO == nil {
		return "left open"
	}
	if d.Basis == nil {
		return *d.ISO
	}
	return *d.ISO + " (" + *d.Basis + ")"
}

// contextSize is how much of the text is shown before and after a statement,
// in code points.
const contextSize = 400

// surroundings returns the paragraphs of text in which s stands, or as much of
// them as is shown, its words between brackets that no report has.
func surroundings(text string, s record.Span) string {
	t := []rune(text)
	start, end := min(s.Start, len(t)), min(s.End, len(t))
	before, after := string(t[max(0, start-contextSize):start]), string(t[end:min(len(t), end+contextSize)])
	if i := strings.LastIndex(before, "\n\n"); i >= 0 {
		before = before[i+2:]
	} else if start > contextSize {
		before = "… " + strings.TrimLeft(before, " ")
	}
	if i := strings.Index(after, "\n\n"); i >= 0 {
		after = after[:i]
	} else if len(t) > end+contextSize {
		after += "…"
	}
	return before + "⟦" + string(t[start:end]) + "⟧" + after
}

// deskAddress is where the desk shows a report, or a statement in it.
func deskAddress(r record.Report, statement string) string {
	address := "http://" + defaultAddr + "/reports/" + url.PathEscape(r.ID)
	if at, ok := strings.CutPrefix(statement, r.ID+"."); ok {
		address += "#" + at
	}
	return address
}
