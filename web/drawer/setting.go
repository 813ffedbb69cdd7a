package drawer

import (
	"context"
	"database/sql"
	"errors"
)

// Setting returns what is kept under a name; "" when nothing is.
func (d *Drawer) Setting(ctx context.Context, name string) (string, error) {
	var value string
	err := d.db.QueryRowContext(ctx, `SELECT value FROM setting WHERE name = ?`, name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}

// Set keeps a value under a name.
func (d *Drawer) Set(ctx context.Context, name, value string) error {
	_, err := d.db.ExecContext(ctx, `INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}
