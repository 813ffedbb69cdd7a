package pack

import (
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
