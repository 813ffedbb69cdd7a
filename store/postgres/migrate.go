package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// versionTable is where goose keeps which migrations were made. That it is
// there marks a database as a dateline store.
const versionTable = "dateline_migration"

// ready makes the database a store of the latest format, if it is empty or
// may be upgraded. Other programs may be
// doing the same; a lock of the server lets one of them.
func (s *Store) ready(ctx context.Context, conf *pgx.ConnConfig, upgrade bool) error {
	latest, err := latestMigration()
	if err != nil {
		return err
	}
	version, err := s.identify(ctx)
	switch {
	case err != nil || version == latest:
		return err
	case s.readOnly && version == 0:
		return errors.New("there is no record in the database yet: dateline add makes one")
	case s.readOnly:
		return errors.New("it was made by an older version of dateline: dateline upgrade changes it")
	case version > 0 && !upgrade:
		return errors.New("it was made by an older version of dateline: back it up (pg_dump), then run dateline upgrade --backed-up")
	}
	db := stdlib.OpenDB(*conf)
	defer db.Close()
	return migrate(ctx, db)
}

func migrate(ctx context.Context, db *sql.DB) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectPostgres, db, files,
		goose.WithDisableGlobalRegistry(true), goose.WithTableName(versionTable), goose.WithSessionLocker(locker))
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
	number, _, _ := strings.Cut(strings.TrimPrefix(names[len(names)-1], "migrations/"), "_")
	return strconv.ParseInt(number, 10, 64)
}
