// Package store keeps the record: the originals as they came and everything
// that was read from them, so that it can be listed, searched and handed out.
//
// A [Store] is opened by an engine's own package (store/sqlite). Adding is
// done in batches with [Store.Put]; when Put returns, the batch is on disk,
// and adding the same thing again changes nothing.
//
// What is kept, in every engine: the original bytes (compressed, under their
// SHA-256), one report for each id with its versions, the record of each
// version as package record has it, its statements as rows, and an index of
// words cut by text.Words. When something arrived is kept in a journal beside
// the record and is never part of it, so that the same reports give the same
// record everywhere.
package store

import (
	"context"
	"iter"
	"strings"
	"time"

	"dateline/record"
	"dateline/store/query"
)

// Entry is one report as it goes into the store.
type Entry struct {
	Line     record.Line
	Original []byte // the bytes whose SHA-256 is Line.Report.Version
	Origin   []byte // of Line.Report.Text in Original, as text.Text.AppendOrigin writes it
	Reader   string // the version of the read half that made Line; another one than before puts a new result in the place of the old

	// Cut is the report as the read half cut it, for analysing it anew, as
	// article.Cut writes it; nil when that is not kept.
	Cut []byte
}

// Added counts what a Put changed.
type Added struct {
	Reports    int // reports that were not there before
	Versions   int // versions that were not there before, those of new reports included
	Statements int // statements in those versions
	Renewed    int // entries known before whose record another reader made anew
	Known      int // entries that were there already
	Moved      int // of the known, those whose record is now the one from a better place
	Purged     int // entries that were taken out for good and stay out
	Behind     int // versions that were not there before and are not the current one of their report
}

// Counts counts what the store holds.
type Counts struct {
	Reports    int
	Versions   int   // of all reports
	Statements int   // of current versions
	Sure       int   // of them, those whose grade is sure
	Outlets    int   // that are named
	Bytes      int64 // of originals, uncompressed
}

// Page asks for a part of a list. The zero Page is the whole list.
type Page struct {
	Limit  int    // at most so many rows; 0 means no limit
	Cursor string // from the row before; opaque; "" for the start
}

// ReportRow is a report in a list.
type ReportRow struct {
	Report     record.Report // without Text, Headlines and Parts
	Versions   int
	Statements int    // of the current version
	Cursor     string // asks for the page after this row

	NotAnalysed []string // as in record.Line; never nil
}

// StatementRow is a statement in a list, with the report it stands in.
type StatementRow struct {
	Statement record.Statement
	Report    record.Report // without Text, Headlines and Parts
	Cursor    string
}

// PositionRow is a position in a list, with the report it stands in.
type PositionRow struct {
	Position record.Position
	Report   record.Report // without Text, Headlines and Parts
	Cursor   string
}

// EventRow is an event in a list, with the report it stands in.
type EventRow struct {
	Event  record.Event
	Report record.Report // without Text, Headlines and Parts
	Cursor string
}

// MeetingRow is a meeting in a list, with the report it stands in.
type MeetingRow struct {
	Meeting record.Meeting
	Report  record.Report // without Text, Headlines and Parts
	Cursor  string
}

// SpeakerRow is a speaker in a list: one for each name as the reports have it.
type SpeakerRow struct {
	Name       string // the fullest name in its report; "" for statements whose speaker is not named
	Statements int
	Reports    int
}

// OutletRow is what the record has of one outlet, by the current versions of
// its reports.
type OutletRow struct {
	Outlet      string // "" for reports that do not name theirs
	Reports     int
	Versions    int // of all its reports, those that are not current too
	Statements  int
	Sure        int     // of the statements
	Dated       int     // reports that say when they were published
	NotAnalysed int     // reports of which something was left out
	First, Last *string // days of publication, ISO 8601; nil when no report is dated
	Bases       []Count // what the dates of its reports were taken from, most first
	Shapes      []Count // in which shapes its reports came, most first
}

// EventMark is what a picture of many events needs of one.
type EventMark struct {
	ID         string
	Report     string // id
	Type       string
	Track      string
	Modality   string
	Grade      string
	Actors     string // names, joined by "; "
	Recipients string
	Words      string
	By         *string // who tells it; nil when the report does in its own voice
	Date       *string // ISO 8601 as far as the words tell it
	Published  *string // of the report
	Outlet     *string
	Retracted  bool `db:"-"` // somebody noted that the report was retracted, or does not tell it; only a corrected record says so
}

// MarkOf is what a picture needs of an event.
func MarkOf(e *record.Event, r *record.Report) EventMark {
	m := EventMark{
		ID: e.ID, Report: r.ID, Type: e.Type, Track: e.Track, Modality: e.Modality, Grade: e.Grade,
		Actors: words(e.Actors), Recipients: words(e.Recipients), Words: e.Span.Exact, Published: r.Published.Time, Outlet: r.Outlet,
		Retracted: r.Retracted != nil || record.Retraction(e.Corrections) != nil,
	}
	if e.AttributedTo != nil {
		by := e.AttributedTo.Words()
		m.By = &by
	}
	if e.Date != nil {
		m.Date = e.Date.ISO
	}
	return m
}

// words names several actors.
func words(list []record.Ref) string {
	var out []string
	for i := range list {
		if w := list[i].Words(); w != "" {
			out = append(out, w)
		}
	}
	return strings.Join(out, "; ")
}

// Count is how often a value occurs.
type Count struct {
	Value string
	N     int
}

// Tally counts the statements that answer a query by what they have in common.
type Tally struct {
	Total int
	More  bool // there are more; those that come first in the order of lists were counted
	// Most first, then by value; "" stands for those that have none.
	Kinds, Grades, Outlets, Speakers []Count
	// Days counts by the day on which the report was published, as written
	// there, in order; "" stands for those of undated reports and comes last.
	Days []Count
	// Streams are the speakers with the most statements, most first, each with
	// its days in order; what has no day, or no named speaker, is in none.
	Streams []Stream
}

// Stream is when somebody speaks.
type Stream struct {
	Speaker string
	Days    []Count
}

// Arrival is a version that came, or whose record was made anew. It is of the
// journal, not of the record.
type Arrival struct {
	Seq     int64     // rises by at least one
	At      time.Time // in UTC, to the second
	What    string    // added, renewed
	Version string
	Row     ReportRow // the report as it is now
}

// Hit is a report that answers a search.
type Hit struct {
	ReportRow
	Passage record.Span   // the words of the text around the first match; Exact holds them
	Matches []record.Span // the matching words within Passage
	Score   float64       // how well the report answers, as index.Score counts it
}

// Store is the record on disk. All methods are safe for concurrent use, and
// reading never waits for writing. Lists come in a stated order that depends
// on the record alone: by date of publication, newest first, undated last,
// then by id. A date without a time of day or an offset counts as the
// beginning of what it names, in UTC.
//
// When ctx ends, a method returns its error and has changed nothing. Other
// errors are *[Error], *[DamageError] and *[EntryError], or those named here.
type Store interface {
	// Put adds entries in one transaction. It returns when they are durable.
	// An entry that is there already changes nothing. The same bytes read
	// from two places are one version; its record is the one from the better
	// place: any before standard input ("-"), then one that states an outlet
	// before one that states none, then by location, pointer and offset.
	Put(ctx context.Context, entries []Entry) (Added, error)

	// Line returns the record of the current version of the report with the
	// given id, or ErrNotFound. The current version is the one changed last
	// (modified, else published; undated before all others, ties by version
	// id).
	Line(ctx context.Context, id string) (record.Line, error)
	// Version returns the record of one version, or ErrNotFound.
	Version(ctx context.Context, version string) (record.Line, error)
	// Versions returns the ids of the versions of a report, the current one
	// first, then by the time at which they were changed, the last first; or
	// ErrNotFound.
	Versions(ctx context.Context, id string) ([]string, error)
	// Original returns the bytes of one version, checked against their hash,
	// or ErrNotFound.
	Original(ctx context.Context, version string) ([]byte, error)

	// Reports lists reports that answer q.
	Reports(ctx context.Context, q query.Query, p Page) ([]ReportRow, error)
	// Statements lists statements of current versions that answer q, in the
	// order of their reports and then of the text. grade: asks for theirs.
	Statements(ctx context.Context, q query.Query, p Page) ([]StatementRow, error)
	// Positions lists positions of current versions that answer q, in the
	// order of their reports and then of the text. The words of q are looked
	// for in the words that commit and in those of the condition, speaker: in
	// who holds the position, and kind: and cue: in the statement that it
	// stands in.
	Positions(ctx context.Context, q query.Query, p Page) ([]PositionRow, error)
	// Events lists events of current versions that answer q, in the order of
	// their reports and then of the text. The words of q are looked for in
	// the words that tell an event and in its place, speaker: in who takes
	// part, with the states they act for, type: in type, mode and modality,
	// track: in the track, where what is on both answers either, and cue: in
	// who tells it.
	Events(ctx context.Context, q query.Query, p Page) ([]EventRow, error)
	// Meetings lists meetings likewise. The words of q are looked for in venue
	// and outcome, speaker: in parties, heads and mediator, and type: in kind,
	// status and format.
	Meetings(ctx context.Context, q query.Query, p Page) ([]MeetingRow, error)
	// Named returns the reports with these ids, in the order of the ids; those
	// that are not there are left out.
	Named(ctx context.Context, ids []string) ([]ReportRow, error)
	// Outlets lists the outlets of all reports, most reports first, then by
	// name.
	Outlets(ctx context.Context) ([]OutletRow, error)
	// Speakers lists the speakers of the statements that answer q, most
	// statements first, then by name.
	Speakers(ctx context.Context, q query.Query) ([]SpeakerRow, error)
	// Search lists the same reports as Reports with the passage that answers.
	Search(ctx context.Context, q query.Query, p Page) ([]Hit, error)
	// Lines yields the record of every current version that answers q in the
	// order (published, version id), the undated last: what export jsonl
	// prints. It is one moment's record, whatever is added meanwhile. After
	// an error it ends.
	Lines(ctx context.Context, q query.Query) iter.Seq2[record.Line, error]

	// Tally counts statements of current versions that answer q, at most so
	// many; limit 0 means all of them.
	Tally(ctx context.Context, q query.Query, limit int) (Tally, error)
	// Marks lists events as [Store.Events] does, the first of them up to limit;
	// 0 means all.
	Marks(ctx context.Context, q query.Query, limit int) ([]EventMark, error)
	// Arrivals lists what came after the arrival with the given number, the
	// first first, at most limit of them; 0 means all. Versions whose report
	// is not there any more are left out.
	Arrivals(ctx context.Context, after int64, limit int) ([]Arrival, error)
	// Arrived returns the number of the last arrival; 0 if there is none.
	Arrived(ctx context.Context) (int64, error)

	Counts(ctx context.Context) (Counts, error)
	Close() error
}
