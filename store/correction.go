package store

import (
	"context"
	"time"

	"dateline/correction"
)

// Bookmark is something that a record keeps under a name: how far somebody has
// looked, or what was worked out of the record as it was then. It is never
// part of the record.
type Bookmark struct {
	Name string
	Seq  int64     // number of the last change that it knows of
	At   time.Time // when it was kept, whole milliseconds
	Data []byte
}

// Corrections keeps what people say of the record, beside it.
type Corrections interface {
	// Correct keeps corrections. One whose id is there already changes
	// nothing; none is ever changed or taken out, but [Upkeep.Purge] takes the
	// words of purged versions out of them.
	Correct(ctx context.Context, list []correction.Correction) error
	// Corrections lists them in the order of [correction.Order].
	Corrections(ctx context.Context) ([]correction.Correction, error)

	// Last returns the number of the last change that was committed before the
	// time, 0 for none. The zero time stands for now.
	Last(ctx context.Context, before time.Time) (int64, error)
	// Bookmark returns what is kept under a name, or ErrNotFound.
	Bookmark(ctx context.Context, name string) (Bookmark, error)
	// Keep keeps b in the place of what was kept under its name, unless that
	// knows of later changes. Data that does not know of a purge may hold its
	// words, and is not kept.
	Keep(ctx context.Context, b Bookmark) error
}
