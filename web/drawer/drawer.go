package drawer

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"time"

	_ "modernc.org/sqlite" // the driver
)

// schema is what a drawer's file holds. Times are seconds since 1970-01-01 UTC.
const schema = `
CREATE TABLE IF NOT EXISTS account (
    name    TEXT PRIMARY KEY,
    role    TEXT NOT NULL CHECK (role IN ('viewer', 'editor', 'admin')),
    hash    TEXT NOT NULL, -- argon2id, in the form of the PHC string
    created INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS session (
    hash    BLOB PRIMARY KEY, -- SHA-256 of the secret in the cookie
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    ends    INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS token (
    id      INTEGER PRIMARY KEY,
    hash    BLOB NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    label   TEXT NOT NULL,
    created INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS audit (
    seq    INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    who    TEXT NOT NULL, -- "" for the one who runs the program on this machine
    what   TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS dossier (
    id      INTEGER PRIMARY KEY,
    title   TEXT NOT NULL,
    created INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS item (
    id      INTEGER PRIMARY KEY,
    dossier INTEGER NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
    place   INTEGER NOT NULL, -- in the order of the dossier
    finding TEXT NOT NULL,    -- id of a statement
    report  TEXT NOT NULL,
    version TEXT NOT NULL,    -- in which it was found
    words   TEXT NOT NULL,    -- as they were
    cited   TEXT NOT NULL,    -- the citation as it was
    note    TEXT NOT NULL DEFAULT '',
    checked_by TEXT NOT NULL DEFAULT '',
    checked_at INTEGER,
    added   INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS sent (
    id      INTEGER PRIMARY KEY,
    dossier INTEGER NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
    what    TEXT NOT NULL, -- what went out on the findings of the dossier
    by      TEXT NOT NULL,
    at      INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS alert (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL,
    query TEXT NOT NULL,
    seen  INTEGER NOT NULL -- number of an arrival in the record's journal
) STRICT;
CREATE TABLE IF NOT EXISTS looked (
    finding TEXT NOT NULL,
    version TEXT NOT NULL, -- in which it was found
    by      TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (finding, version)
) STRICT;
CREATE TABLE IF NOT EXISTS refused (
    seq  INTEGER PRIMARY KEY,
    at   INTEGER NOT NULL,
    what TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS item_dossier ON item (dossier, place);
PRAGMA user_version = 1;
`

// ErrNotFound says that what was asked for is not in the drawer.
var ErrNotFound = errors.New("not in the drawer")

// Drawer is an open file. It is safe for concurrent use.
type Drawer struct {
	db     *sql.DB
	now    func() time.Time
	failed failures
}

// Open opens the drawer at path and makes it if it is not there. now is its
// clock; nil means the system's.
func Open(ctx context.Context, path string, now func() time.Time) (*Drawer, error) {
	if now == nil {
		now = time.Now
	}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: url.Values{
		"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)"}, "_txlock": {"immediate"},
	}.Encode()}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, fmt.Errorf("drawer %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, schema); err != nil {
		return nil, errors.Join(fmt.Errorf("drawer %s: %w", path, err), db.Close())
	}
	return &Drawer{db: db, now: now}, nil
}

// Close closes the file.
func (d *Drawer) Close() error { return d.db.Close() }

// Change is an entry of the audit.
type Change struct {
	At     time.Time
	Who    string // the account; "" for the one who runs the program on this machine
	What   string
	Detail string
}

// Note writes down who changed what.
func (d *Drawer) Note(ctx context.Context, who, what, detail string) error {
	_, err := d.db.ExecContext(ctx, `INSERT INTO audit (at, who, what, detail) VALUES (?, ?, ?, ?)`, d.now().Unix(), who, what, detail)
	return err
}

// Changes lists the last entries of the audit, the last first.
func (d *Drawer) Changes(ctx context.Context, limit int) ([]Change, error) {
	return list(ctx, d.db, func(rows *sql.Rows) (c Change, err error) {
		var at int64
		err = rows.Scan(&at, &c.Who, &c.What, &c.Detail)
		c.At = time.Unix(at, 0).UTC()
		return c, err
	}, `SELECT at, who, what, detail FROM audit ORDER BY seq DESC LIMIT ?`, limit)
}

// list reads all rows of a query.
func list[T any](ctx context.Context, db *sql.DB, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := []T{}
	for rows.Next() {
		x, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, rows.Err()
}

// one turns an update that touched nothing into ErrNotFound.
func one(res sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(ErrNotFound, err)
	}
	return nil
}
