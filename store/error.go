package store

import (
	"errors"
	"fmt"
)

var (
	// ErrNotFound is returned when there is no report, version or original of
	// the given id.
	ErrNotFound = errors.New("not in the store")
	// ErrCursor is returned for a Page.Cursor that no row of that list gave.
	ErrCursor = errors.New("not a cursor of this list")
)

// Error is a failure of the store itself: a full disk, a file that may not be
// written, a file that is no store.
type Error struct {
	Path   string // the store's file or address
	Op     string // what was being done: "open", "add", "read"
	Reason string // in words, on one line
	Err    error  // the cause, if there is one

	Damaged bool // the store can no longer be read, since its file is damaged
}

func (e *Error) Error() string { return fmt.Sprintf("%s: cannot %s: %s", e.Path, e.Op, e.Reason) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// DamageError says that something kept is not what was put in.
type DamageError struct {
	Path    string // the store's file or address
	Version string // of the report
	Reason  string // in words, on one line
}

func (e *DamageError) Error() string {
	return fmt.Sprintf("%s: version %s is damaged: %s", e.Path, e.Version, e.Reason)
}

// EntryError says why an entry is not taken. The rest of its batch is not
// taken either.
type EntryError struct {
	Location, Pointer string // of the entry's report
	Reason            string // in words, on one line
}

func (e *EntryError) Error() string {
	if e.Pointer == "" {
		return fmt.Sprintf("%s: cannot be kept: %s", e.Location, e.Reason)
	}
	return fmt.Sprintf("%s: %s: cannot be kept: %s", e.Location, e.Pointer, e.Reason)
}
