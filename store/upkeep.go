package store

import (
	"context"
	"iter"
	"time"

	"dateline/record"
)

// NoModel is the Model of a record whose analysis was left for later. Such an
// entry never takes the place of one that is there.
const NoModel = "none"

// Partial reports whether the analysis of e was left for later.
func (e *Entry) Partial() bool { return e.Line.Model == NoModel }

// Selection says which versions are meant. The zero Selection is all.
type Selection struct {
	After     string   // only versions whose ids sort behind this one
	NotReader string   // only what another reader made; "" for all
	Of        []string // only these; nil for all
}

// Change is a line of the journal, in the order in which everything that was
// committed can be seen.
type Change struct {
	Seq     int64     // ever greater; numbers may be left out
	At      time.Time // UTC, whole seconds
	What    string    // added, renewed, purged
	Version string
}

// Tombstone stands for a version that was taken out for good.
type Tombstone struct {
	Version string
	At      time.Time
	Reason  string
}

// Earlier is the record that another reader made of a version before.
type Earlier struct {
	Version, Reader string
	Line            record.Line
	Origin          []byte
}

// Beside is what a store keeps beside the record. Workers and locks are of one
// store, and no part of it.
type Beside struct {
	Journal   iter.Seq2[Change, error]  // in order
	Earlier   iter.Seq2[Earlier, error] // in the order of the versions' ids
	Jobs      []Queued                  // in the order of their ids
	Bookmarks []Bookmark                // in the order of their names
}

// Upkeep is what keeping a record for years takes.
type Upkeep interface {
	// Entries yields versions as Put would take them, in the order of their
	// ids. What is damaged gives a *[DamageError] in its place, and the rest
	// still comes; after any other error it ends. Versions that are added
	// meanwhile may or may not be among them.
	Entries(ctx context.Context, sel Selection) iter.Seq2[Entry, error]
	// Previous returns the record that another reader made of a version
	// before, or ErrNotFound.
	Previous(ctx context.Context, version string) (record.Line, error)
	// Changes returns at most limit changes behind the one numbered after.
	// Who goes on from the last of them misses nothing.
	Changes(ctx context.Context, after int64, limit int) ([]Change, error)
	// Purge takes versions out for good: their originals, records, rows and
	// words. A tombstone is left, and Put does not take them again. A version
	// that is not there only gets its tombstone.
	Purge(ctx context.Context, stones []Tombstone) error
	// Tombstones lists what was purged, in the order of the ids.
	Tombstones(ctx context.Context) ([]Tombstone, error)
	// Beside returns what is kept beside the record. The journal and what was
	// made earlier are read when they are asked for; after an error they end.
	Beside(ctx context.Context) (Beside, error)
	// Take puts b in the place of what is kept beside the record, in one
	// transaction. Versions that b's journal does not have come last in it,
	// as added now; jobs that a worker had wait again.
	Take(ctx context.Context, b Beside) error
	// Check looks for what does not fit together in the tables and the index,
	// and passes it to found, a line each.
	Check(ctx context.Context, found func(problem string)) error
}
