package drawer

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"
)

// CopyTo writes the drawer as it is at this moment into a new file, while it is
// in use, without the sessions. It never overwrites: the file must not be
// there.
func (d *Drawer) CopyTo(ctx context.Context, file string) (err error) {
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("drawer %s: there is a file of that name already", file)
	}
	half := file + ".part"
	if err := os.Remove(half); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("drawer %s: %w", file, err)
			_ = os.Remove(half)
		}
	}()
	if _, err := d.db.ExecContext(ctx, `VACUUM INTO ?`, half); err != nil {
		return err
	}
	to, err := Open(ctx, half, d.now)
	if err != nil {
		return err
	}
	_, err = to.db.ExecContext(ctx, `DELETE FROM session`)
	if err = errors.Join(err, to.Close()); err != nil {
		return err
	}
	f, err := os.OpenFile(half, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Chmod(0o600), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(half, file)
}

// Forget takes the words of purged versions out of the dossiers and writes the
// file anew, so that no page that was given up holds them. Items stay, with
// their notes. It returns how many had such words.
func (d *Drawer) Forget(ctx context.Context, versions []string) (int, error) {
	n := 0
	for _, v := range versions {
		res, err := d.db.ExecContext(ctx, `UPDATE item SET words = '', cited = '' WHERE version = ? AND words || cited <> ''`, v)
		if err != nil {
			return n, err
		}
		k, err := res.RowsAffected()
		if err != nil {
			return n, err
		}
		n += int(k)
	}
	if n == 0 {
		return 0, nil
	}
	for _, q := range []string{`VACUUM`, `PRAGMA wal_checkpoint(TRUNCATE)`} {
		if _, err := d.db.ExecContext(ctx, q); err != nil {
			return n, err
		}
	}
	return n, nil
}

// Damage passes what is damaged in the file to found.
func (d *Drawer) Damage(ctx context.Context, found func(problem string)) error {
	for _, pragma := range []string{"integrity_check", "foreign_key_check"} {
		rows, err := list(ctx, d.db, func(rows *sql.Rows) (string, error) {
			columns, err := rows.Columns()
			if err != nil {
				return "", err
			}
			row, at := make([]any, len(columns)), make([]any, len(columns))
			for i := range row {
				at[i] = &row[i]
			}
			err = rows.Scan(at...)
			return strings.TrimSpace(fmt.Sprintln(row...)), err
		}, `SELECT * FROM pragma_`+pragma)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if r != "ok" {
				found("the desk's file is damaged: " + r)
			}
		}
	}
	return nil
}
