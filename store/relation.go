package store

import (
	"context"
	"errors"
	"iter"
)

// ErrStale is returned when what is to be changed was kept by somebody else
// meanwhile, or was taken away.
var ErrStale = errors.New("somebody else has kept this")

// Relation is one thing that several reports show together, as story.Item has
// it.
type Relation struct {
	Kind    string
	ID      string   // of its kind
	Place   string   // by which items of a kind are in order; bytes
	Reports []string // in which it stands
	Data    []byte   // nil for what is to be taken away
}

// Relations keeps what reports show together, item by item, beside the record.
// It belongs to a bookmark, which says what it was made of. A purge takes both
// away.
type Relations interface {
	// KeepRelated puts items in the place of those with their kind and id, in
	// one transaction with b, or returns ErrStale when the bookmark of that
	// name is not was: with the same Seq and Data; the zero Bookmark stands
	// for none. What is made of words that were purged since is not taken
	// either.
	KeepRelated(ctx context.Context, b, was Bookmark, items iter.Seq2[Relation, error]) error
	// Related yields the items of a kind, in the order of their places; with
	// a report those that stand in it alone. "" is every kind. They are of one
	// moment. After an error it ends.
	Related(ctx context.Context, kind, report string) iter.Seq2[Relation, error]
}
