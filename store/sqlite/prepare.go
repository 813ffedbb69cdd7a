package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"dateline/record"
	"dateline/store"
	"dateline/store/index"
	"dateline/text"
)

// ordBits is how many bits of the number of a statement or a position are its
// place in the report.
const ordBits = 24

// prepared is an entry with all that can be computed without the file.
type prepared struct {
	*store.Entry
	original []byte // packed
	line     []byte // packed
	origin   []byte // packed
	words    indexed
}

// indexed is a record with the words under which it is found.
type indexed struct {
	line       *record.Line
	report     index.Report
	statements []index.Statement
	positions  []index.Statement
	events     []index.Statement
	meetings   []index.Statement
}

// prepare prepares the entries that todo names, in parallel; the others stay
// nil.
func (s *Store) prepare(ctx context.Context, entries []store.Entry, todo []bool) ([]*prepared, error) {
	out := make([]*prepared, len(entries))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range entries {
		if !todo[i] {
			continue
		}
		g.Go(func() (err error) {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			out[i], err = s.prepareOne(&entries[i])
			return err
		})
	}
	return out, g.Wait()
}

func (s *Store) prepareOne(e *store.Entry) (*prepared, error) {
	r := &e.Line.Report
	wrong := func(format string, args ...any) error {
		return &store.EntryError{Location: r.Location, Pointer: r.Pointer, Reason: fmt.Sprintf(format, args...)}
	}
	if sum := sha256.Sum256(e.Original); hex.EncodeToString(sum[:]) != r.Version {
		return nil, wrong("its version %q is not the SHA-256 of its original, %x", r.Version, sum)
	}
	if r.ID == "" {
		return nil, wrong("it has no id")
	}
	if _, err := text.Restore(r.Text, e.Origin); err != nil {
		return nil, wrong("its origin is not that of its text: %v", err)
	}
	if len(e.Line.Statements) >= 1<<ordBits {
		return nil, wrong("it has %d statements, more than %d", len(e.Line.Statements), 1<<ordBits-1)
	}
	if len(e.Line.Positions) >= 1<<ordBits {
		return nil, wrong("it has %d positions, more than %d", len(e.Line.Positions), 1<<ordBits-1)
	}
	if len(e.Line.Events) >= 1<<ordBits || len(e.Line.Meetings) >= 1<<ordBits {
		return nil, wrong("it has %d events and %d meetings, more than %d", len(e.Line.Events), len(e.Line.Meetings), 1<<ordBits-1)
	}
	if len(e.Original) > maxBlob {
		return nil, wrong("it has %d bytes, more than %d", len(e.Original), maxBlob)
	}
	line, err := s.codec.packLine(&e.Line)
	if err != nil {
		return nil, wrong("its record cannot be packed: %v", err)
	}
	return &prepared{
		Entry:    e,
		original: s.codec.pack(e.Original),
		line:     line,
		origin:   s.codec.pack(e.Origin),
		words:    indexLine(&e.Line),
	}, nil
}

func indexLine(l *record.Line) indexed {
	x := indexed{line: l, report: index.OfReport(l), statements: make([]index.Statement, len(l.Statements))}
	said := make(map[string]*record.Statement, len(l.Statements)) // by id
	for i := range l.Statements {
		x.statements[i] = index.OfStatement(&l.Statements[i])
		said[l.Statements[i].ID] = &l.Statements[i]
	}
	x.positions = make([]index.Statement, len(l.Positions))
	for i := range l.Positions {
		var in *record.Statement
		if s := l.Positions[i].Statement; s != nil {
			in = said[*s]
		}
		x.positions[i] = index.OfPosition(&l.Positions[i], in)
	}
	actors := index.ActorsOf(l)
	for i := range l.Events {
		x.events = append(x.events, index.OfEvent(&l.Events[i], actors))
	}
	for i := range l.Meetings {
		x.meetings = append(x.meetings, index.OfMeeting(&l.Meetings[i], actors))
	}
	return x
}

// named returns the names of actors for people to read.
func named(list []record.Ref) string {
	var out []string
	for i := range list {
		out = append(out, oneName(&list[i]))
	}
	return strings.Join(out, "; ")
}

// oneName returns the name of an actor, else the words that stand for it.
func oneName(r *record.Ref) string {
	switch {
	case r.Name != nil:
		return *r.Name
	case r.Span != nil:
		return r.Span.Exact
	}
	return ""
}

// pieces returns the words of spans for people to read.
func pieces(spans []record.Span) string {
	words := make([]string, len(spans))
	for i, s := range spans {
		words[i] = s.Exact
	}
	return strings.Join(words, " … ")
}
