package pack

import (
	"errors"
	"fmt"
	"slices"

	"dateline/record"
	"dateline/store"
	"dateline/store/index"
	"dateline/store/query"
)

// Kept is the record of a report's current version.
type Kept struct {
	Line   record.Line
	Origin []byte // of its text, packed
}

// Current gives the records of the reports with the given numbers, in that
// order.
type Current func(ns []int64) ([]Kept, error)

// Parts makes the rows of a list of parts from their numbers, in order.
func Parts[R any](ns []int64, current Current, row func(l *record.Line, ord int) R) ([]R, error) {
	out := make([]R, 0, len(ns))
	var reports []int64
	for _, n := range ns {
		reports = append(reports, n>>OrdBits)
	}
	for some := range slices.Chunk(slices.Compact(reports), Chunk) {
		kept, err := current(some)
		if err != nil {
			return nil, err
		}
		for i := range kept {
			for ; len(ns) > 0 && ns[0]>>OrdBits == some[i]; ns = ns[1:] {
				out = append(out, row(&kept[i].Line, int(ns[0]&(1<<OrdBits-1))))
			}
		}
	}
	return out, nil
}

// StatementRow is the row of a statement.
func StatementRow(l *record.Line, ord int) store.StatementRow {
	return store.StatementRow{Statement: l.Statements[ord], Report: Short(l.Report), Cursor: cursor(l, ord)}
}

// PositionRow is the row of a position.
func PositionRow(l *record.Line, ord int) store.PositionRow {
	return store.PositionRow{Position: l.Positions[ord], Report: Short(l.Report), Cursor: cursor(l, ord)}
}

// EventRow is the row of an event.
func EventRow(l *record.Line, ord int) store.EventRow {
	return store.EventRow{Event: l.Events[ord], Report: Short(l.Report), Cursor: cursor(l, ord)}
}

// MeetingRow is the row of a meeting.
func MeetingRow(l *record.Line, ord int) store.MeetingRow {
	return store.MeetingRow{Meeting: l.Meetings[ord], Report: Short(l.Report), Cursor: cursor(l, ord)}
}

// Short returns r without what lists leave out.
func Short(r record.Report) record.Report {
	r.Text, r.Headlines, r.Parts = "", []record.Span{}, []record.Part{}
	return r
}

// cursor asks for the page after the part of l at ord.
func cursor(l *record.Line, ord int) string {
	return index.Cursor{Rank: index.OfStamp(l.Report.Published).Rank(), ID: l.Report.ID, Ord: ord}.String()
}

// Hits gives rows the passages that answer q. kept are their records.
func (c Codec) Hits(rows []store.ReportRow, kept []Kept, q query.Query) ([]store.Hit, error) {
	out := make([]store.Hit, len(rows))
	for i := range rows {
		r := &kept[i].Line.Report
		t, err := c.UnpackText(r.Text, kept[i].Origin)
		if err != nil {
			return nil, c.damaged(r.Version, "%v", err)
		}
		passage, matches, score := index.Passage(t, r.Parts, q)
		out[i] = store.Hit{ReportRow: rows[i], Passage: record.At(t, passage, r.Offset), Matches: make([]record.Span, len(matches)), Score: score}
		for k, m := range matches {
			out[i].Matches[k] = record.At(t, m, r.Offset)
		}
	}
	return out, nil
}

// Words says how to look for the words of a report, or of the part of a table,
// under a number in an index.
type Words struct {
	Report func(n int64, x index.Report) (bool, error)
	Part   func(table string, n int64, x index.Statement) (bool, error)
}

// CheckWords looks for the words of the reports with the given numbers and of
// their parts, and passes what an index does not hold to found.
func CheckWords(ns []int64, current Current, has Words, found func(problem string)) error {
	look := func(name string, ok bool, err error) error {
		if err == nil && !ok {
			found("the index does not hold the words of " + name)
		}
		return err
	}
	for some := range slices.Chunk(ns, Chunk) {
		kept, err := current(some)
		var damage *store.DamageError
		if errors.As(err, &damage) {
			found(damage.Error())
			continue
		}
		if err != nil {
			return err
		}
		for i := range kept {
			x, id := Index(&kept[i].Line), kept[i].Line.Report.ID
			ok, err := has.Report(some[i], x.Report)
			if err := look(id, ok, err); err != nil {
				return err
			}
			for k, t := range Tables {
				for ord, p := range x.Parts[k] {
					ok, err := has.Part(t.Name, some[i]<<OrdBits|int64(ord), p)
					if err := look(fmt.Sprintf("%s %d of %s", t.Name, ord+1, id), ok, err); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}
