package sqlite

import (
	"context"
	"errors"
	"strings"

	driver "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"dateline/store"
	"dateline/store/pack"
)

// reasons puts SQLite's primary result codes into words.
var reasons = map[int]string{
	sqlite3.SQLITE_FULL:     "the disk is full",
	sqlite3.SQLITE_READONLY: "it may not be written to",
	sqlite3.SQLITE_PERM:     "permission denied",
	sqlite3.SQLITE_BUSY:     "another program is writing to it",
	sqlite3.SQLITE_LOCKED:   "another program is writing to it",
	sqlite3.SQLITE_CANTOPEN: "the file, or those that belong beside it, cannot be opened or made: may the folder be written to?",
	sqlite3.SQLITE_CORRUPT:  "the file is damaged",
	sqlite3.SQLITE_NOTADB:   "it is not a dateline store: no SQLite file",
	sqlite3.SQLITE_IOERR:    "the disk gave an error",
	sqlite3.SQLITE_TOOBIG:   "a report is too large",
}

// code returns SQLite's primary result code of err, 0 if there is none.
func code(err error) int {
	var e *driver.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

// fail makes of err what callers get: the error of ctx if it ended, those of
// the package's own types as they are, all others with the file and the
// reason.
func (s *Store) fail(ctx context.Context, op string, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case pack.Own(err):
		return err
	}
	reason, ok := reasons[code(err)]
	if !ok {
		reason = strings.Join(strings.Fields(err.Error()), " ")
	}
	return &store.Error{Path: s.path, Op: op, Reason: reason, Err: err, Damaged: code(err) == corrupt}
}
