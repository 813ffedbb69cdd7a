package sqlite

import (
	"context"
	"database/sql"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	sqlite3 "modernc.org/sqlite/lib"
)

const (
	cantOpen  = sqlite3.SQLITE_CANTOPEN
	readOnly  = sqlite3.SQLITE_READONLY
	diskError = sqlite3.SQLITE_IOERR
	corrupt   = sqlite3.SQLITE_CORRUPT
)

// ready makes the file a store of the latest format, with a backup of one of
// an older format before. Another
// program may be doing the same.
func (s *Store) ready(ctx context.Context) error {
	db := s.write
	latest, err := latestMigration()
	if err != nil {
		return err
	}
	version, err := identify(ctx, db)
	if err != nil || version == latest {
		return err
	}
	if version > 0 {
		if err := s.backupBefore(ctx, version); err != nil {
			return err
		}
	}
	for deadline := time.Now().Add(busyTimeout); ; {
		err := migrate(ctx, db)
		if err == nil {
			return nil
		}
		// The other program may have got there first, and then this one
		// finds tables where it wanted to make them.
		if version, e := identify(ctx, db); e != nil || version == latest {
			return e
		}
		if time.Now().After(deadline) || code(err) == readOnly {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func migrate(ctx context.Context, db *sql.DB) error {
	for _, p := range []string{"journal_mode = WAL", "application_id = " + strconv.Itoa(applicationID)} {
		if _, err := db.ExecContext(ctx, "PRAGMA "+p); err != nil {
			return err
		}
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

// latestMigration returns the number of the last migration that the program
// has.
func latestMigration() (int64, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return 0, err
	}
	last := names[len(names)-1]
	number, _, _ := strings.Cut(strings.TrimPrefix(last, "migrations/"), "_")
	return strconv.ParseInt(number, 10, 64)
}
