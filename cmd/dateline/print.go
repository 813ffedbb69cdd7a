package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"dateline/pipeline"
	"dateline/record"
)

// encode writes v as JSON as the contract has it: HTML's characters as they
// are.
func encode(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if indent != "" {
		enc.SetIndent(indent, "  ")
	}
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// jsonlPrinter prints a line for each value.
type jsonlPrinter struct{ w io.Writer }

func (p *jsonlPrinter) report(r pipeline.Result) error     { return p.value(r.Line) }
func (p *jsonlPrinter) relations(rel record.Related) error { return p.value(rel) }
func (p *jsonlPrinter) end() error                         { return nil }

func (p *jsonlPrinter) value(v any) error {
	line, err := encode(v, "")
	if err != nil {
		return err
	}
	_, err = p.w.Write(line)
	return err
}

// jsonPrinter prints all values as one array.
type jsonPrinter struct {
	w io.Writer
	n int // values printed
}

func (p *jsonPrinter) report(r pipeline.Result) error     { return p.value(r.Line) }
func (p *jsonPrinter) relations(rel record.Related) error { return p.value(rel) }

func (p *jsonPrinter) value(v any) error {
	data, err := encode(v, "  ")
	if err != nil {
		return err
	}
	before := ",\n  "
	if p.n == 0 {
		before = "[\n  "
	}
	p.n++
	_, err = p.w.Write(append([]byte(before), bytes.TrimSuffix(data, []byte("\n"))...))
	return err
}

func (p *jsonPrinter) end() error {
	after := "\n]\n"
	if p.n == 0 {
		after = "[]\n"
	}
	_, err := io.WriteString(p.w, after)
	return err
}

// textPrinter prints reports for people.
type textPrinter struct {
	w       io.Writer
	term    terminal
	explain bool
	n       int // reports printed
}

func (p *textPrinter) relations(record.Related) error { return nil }
func (p *textPrinter) end() error                     { return nil }

func (p *textPrinter) report(r pipeline.Result) error {
	var b bytes.Buffer
	if p.n++; p.n > 1 {
		b.WriteString("\n")
	}
	p.head(&b, r.Line.Report)
	if p.explain && len(r.Reasons) > 0 {
		b.WriteString("\n")
		for _, why := range r.Reasons {
			p.field(&b, why.What, why.From)
		}
	}
	switch {
	case len(r.Line.NotAnalysed) > 0:
		b.WriteString("\n")
		for _, left := range r.Line.NotAnalysed {
			p.field(&b, "left out", left)
		}
	case len(r.Line.Statements) == 0:
		b.WriteString("\n  " + p.term.dim("no statements") + "\n")
	}
	for _, s := range r.Line.Statements {
		b.WriteString("\n")
		p.statement(&b, s)
	}
	p.found(&b, &r.Line)
	_, err := p.w.Write(b.Bytes())
	return err
}

// textWidth is the widest that running text is set.
const textWidth = 100

// labelWidth is the width of the labels at the left.
const labelWidth = 10

// head prints what is known of a report.
func (p *textPrinter) head(b *bytes.Buffer, r record.Report) {
	title := "(no title)"
	if r.Title != nil {
		title = *r.Title
	}
	for _, line := range wrap(oneLine(title), min(p.term.width, textWidth)) {
		b.WriteString(p.term.bold(line) + "\n")
	}
	p.field(b, "from", where(r))
	p.field(b, "outlet", value(r.Outlet))
	p.field(b, "address", value(r.URL))
	p.field(b, "published", stamp(r.Published))
	p.field(b, "modified", stamp(r.Modified))
	p.field(b, "by", strings.Join(r.Byline, ", "))
	if r.Dateline != nil {
		p.field(b, "dateline", strings.TrimSpace(value(r.Dateline.Place)+" "+value(r.Dateline.Date)))
	}
	p.field(b, "language", value(r.Language))
	p.field(b, "shape", r.Shape)
	p.field(b, "report", r.ID)
}

// field prints one labelled line, or nothing when there is no value.
func (p *textPrinter) field(b *bytes.Buffer, label, value string) {
	if value == "" {
		return
	}
	label = pad(oneLine(label), labelWidth)
	for _, line := range wrap(oneLine(value), max(20, min(p.term.width, textWidth)-labelWidth-3)) {
		b.WriteString("  " + p.term.dim(label) + " " + line + "\n")
		label = strings.Repeat(" ", labelWidth)
	}
}

// statement prints who, how, where in the source, and the words behind the
// cue.
func (p *textPrinter) statement(b *bytes.Buffer, s record.Statement) {
	right := fmt.Sprintf("bytes %d–%d", s.Span.SourceStart, s.Span.SourceEnd)
	room := min(p.term.width, textWidth) - 2 - labelWidth - 1
	who := cut(oneLine(speaker(s)), max(10, room-columns(right)-2))
	b.WriteString("  " + p.term.dim(pad(s.Kind, labelWidth)) + " " + p.term.bold(who) +
		strings.Repeat(" ", max(2, room-columns(who)-columns(right))) + p.term.dim(right) + "\n")
	for _, line := range told(cue(s), words(s), max(20, room), p.term) {
		b.WriteString(strings.Repeat(" ", labelWidth+3) + line + "\n")
	}
}

// speaker names who said s: the name, else the words that stand for one, and
// the capacity where the name does not say it.
func speaker(s record.Statement) string {
	who := "(not named)"
	switch {
	case s.Speaker.Name != nil:
		who = *s.Speaker.Name
	case s.Speaker.Span != nil:
		who = s.Speaker.Span.Exact
	}
	if role := value(s.Speaker.Role); role != "" && !strings.Contains(who, role) {
		who += ", " + role
	}
	return who
}

// via says who has the words: "via Harbour Times"; "" where the speaker is all
// that is known.
func via(s record.Statement) string {
	switch {
	case s.Via == nil:
	case s.Via.Name != nil:
		return "via " + *s.Via.Name
	case s.Via.Span != nil:
		return "via " + s.Via.Span.Exact
	}
	return ""
}

// words returns what was said, pieces set apart by dots.
func words(s record.Statement) string {
	var out []string
	for _, c := range s.Content {
		out = append(out, c.Exact)
	}
	return strings.Join(out, " … ")
}

// cue returns the words that say that it was said, pieces set apart by dots.
func cue(s record.Statement) string {
	var out []string
	for _, c := range s.Cue {
		out = append(out, c.Exact)
	}
	return strings.Join(out, " … ")
}

// stamp returns a time with its basis; "" when it is not known.
func stamp(s record.Stamp) string {
	if s.Time == nil {
		return ""
	}
	if s.Basis == nil {
		return *s.Time
	}
	return *s.Time + " (" + *s.Basis + ")"
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// count returns "1 report", "2 reports".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
