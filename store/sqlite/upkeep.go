package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"time"

	"dateline/record"
	"dateline/store"
	"dateline/store/pack"
)

var _ store.Upkeep = (*Store)(nil)

// Entries implements [store.Upkeep].
func (s *Store) Entries(ctx context.Context, sel store.Selection) iter.Seq2[store.Entry, error] {
	return s.codec.Entries(sel.After, func(after string) ([]pack.Packed, error) {
		list, err := s.entries(ctx, after, sel)
		return list, s.fail(ctx, "read", err)
	})
}

func (s *Store) entries(ctx context.Context, after string, sel store.Selection) ([]pack.Packed, error) {
	var of any
	if sel.Of != nil {
		b, _ := json.Marshal(sel.Of) // strings always have a form
		of = string(b)
	}
	return all(ctx, s.read, func(rows *sql.Rows) (p pack.Packed, err error) {
		err = rows.Scan(&p.Version, &p.Reader, &p.Original, &p.Line, &p.Origin, &p.Cut)
		return p, err
	}, `
		SELECT v.id, v.reader, o.bytes, x.line, x.origin, x.cut
		FROM version v JOIN original o ON o.version = v.n JOIN result x ON x.version = v.n
		WHERE v.id > ?1 AND (?2 = '' OR v.reader <> ?2) AND (?3 IS NULL OR v.id IN (SELECT value FROM json_each(?3)))
		ORDER BY v.id LIMIT ?4`, after, sel.NotReader, of, pack.Chunk)
}

// Previous implements [store.Upkeep].
func (s *Store) Previous(ctx context.Context, version string) (record.Line, error) {
	return s.oneLine(ctx, `SELECT v.id, x.line FROM version v JOIN previous x ON x.version = v.n WHERE v.id = ?`, version)
}

// Changes implements [store.Upkeep]. There is one writer, so the journal is
// the feed.
func (s *Store) Changes(ctx context.Context, after int64, limit int) ([]store.Change, error) {
	out, err := all(ctx, s.read, func(rows *sql.Rows) (c store.Change, err error) {
		var at int64
		err = rows.Scan(&c.Seq, &at, &c.What, &c.Version)
		c.At = time.Unix(at, 0).UTC()
		return c, err
	}, `SELECT seq, at, what, version FROM journal WHERE seq > ? ORDER BY seq LIMIT ?`, after, limit)
	return out, s.fail(ctx, "read", err)
}

// Purge implements [store.Upkeep]. It writes the whole file anew, so that no
// page that was given up still holds what was purged; that needs as much room
// again while it lasts.
func (s *Store) Purge(ctx context.Context, stones []store.Tombstone) error {
	if err := s.changing(ctx, "purge", func(tx *sql.Tx) error { return s.purge(ctx, tx, stones) }); err != nil {
		return err
	}
	statements := []string{`INSERT INTO report_words (report_words) VALUES ('optimize')`}
	for _, t := range tableNames() {
		statements = append(statements, `INSERT INTO `+t+`_words (`+t+`_words) VALUES ('optimize')`)
	}
	for _, sql := range append(statements, `VACUUM`, `PRAGMA wal_checkpoint(TRUNCATE)`) {
		if _, err := s.write.ExecContext(ctx, sql); err != nil {
			return s.fail(ctx, "purge", err)
		}
	}
	return nil
}

func (s *Store) purge(ctx context.Context, tx *sql.Tx, stones []store.Tombstone) error {
	entries := make([]store.Entry, len(stones))
	for i, t := range stones {
		entries[i].Line.Report.Version = t.Version
	}
	known, err := versions(ctx, tx, entries)
	if err != nil {
		return err
	}
	if err := forget(ctx, tx, stones); err != nil {
		return err
	}
	w := writer{s: s, tx: tx, known: known, touched: map[string]*touched{}, at: s.now().Unix(), stmts: map[string]*sql.Stmt{}}
	for _, t := range stones {
		at := t.At
		if at.IsZero() {
			at = s.now()
		}
		if _, err := w.exec(`INSERT OR IGNORE INTO tombstone (version, at, reason) VALUES (?, ?, ?)`, t.Version, at.Unix(), t.Reason); err != nil {
			return err
		}
		v := known[t.Version]
		if v == nil {
			continue
		}
		delete(known, t.Version)
		if _, err := w.touch(v.Report); err != nil {
			return err
		}
		if err := w.all([]string{
			`DELETE FROM original WHERE version = ?`, `DELETE FROM result WHERE version = ?`,
			`DELETE FROM previous WHERE version = ?`,
		}, v.N); err != nil {
			return err
		}
		// Of the report's row, which names it, the end of the transaction takes care.
		if _, err := w.exec(`UPDATE report SET current = -1 WHERE current = ?`, v.N); err != nil {
			return err
		}
		if _, err := w.exec(`DELETE FROM version WHERE n = ?`, v.N); err != nil {
			return err
		}
		if err := w.note("purged", t.Version); err != nil {
			return err
		}
	}
	return w.finish()
}

// Tombstones implements [store.Upkeep].
func (s *Store) Tombstones(ctx context.Context) ([]store.Tombstone, error) {
	out, err := all(ctx, s.read, func(rows *sql.Rows) (t store.Tombstone, err error) {
		var at int64
		err = rows.Scan(&t.Version, &at, &t.Reason)
		t.At = time.Unix(at, 0).UTC()
		return t, err
	}, `SELECT version, at, reason FROM tombstone ORDER BY version`)
	return out, s.fail(ctx, "read", err)
}

// Backup writes the record as it is at this moment into a new file, while
// others read and write. It never overwrites: the file must not be there.
func (s *Store) Backup(ctx context.Context, file string) error {
	if err := Absent(file); err != nil {
		return err
	}
	err := backup(ctx, s.read, file)
	if code(err) == cantOpen {
		return &store.Error{Path: file, Op: "back up", Reason: "the file cannot be made: is the folder there, and may it be written to?", Err: err}
	}
	return s.fail(ctx, "back up", err)
}

// Absent returns an error if there is a file of that name.
func Absent(file string) error {
	if _, err := os.Lstat(file); err == nil {
		return &store.Error{Path: file, Op: "back up", Reason: "there is a file of that name already"}
	}
	return nil
}

// backup writes the database behind db into a file, by way of another one
// beside it, so that a file of that name is always whole.
func backup(ctx context.Context, db *sql.DB, file string) error {
	half := file + ".part"
	if err := os.Remove(half); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, half); err != nil {
		_ = os.Remove(half)
		return err
	}
	f, err := os.OpenFile(half, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(half, file)
}

// backupBefore writes a backup of a file of an older version beside it.
func (s *Store) backupBefore(ctx context.Context, version int64) error {
	file := fmt.Sprintf("%s.format%d", s.path, version)
	if _, err := os.Lstat(file); err == nil {
		return nil // of an attempt before
	}
	if err := backup(ctx, s.write, file); err != nil {
		return fmt.Errorf("it is of an older version, and no backup could be written before it is changed: %w", err)
	}
	return nil
}
