package drawer

import (
	"context"
	"database/sql"
	"time"
)

// Looked is a doubtful finding that somebody looked at and found right.
type Looked struct {
	Finding string
	Version string // of the report in which it was found; "" for what several reports show
	By      string
	At      time.Time
}

// Look notes that somebody found a finding right.
func (d *Drawer) Look(ctx context.Context, x Looked) error {
	_, err := d.db.ExecContext(ctx, `INSERT INTO looked (finding, version, by, at) VALUES (?, ?, ?, ?)
		ON CONFLICT (finding, version) DO UPDATE SET by = excluded.by, at = excluded.at`, x.Finding, x.Version, x.By, d.now().Unix())
	return err
}

// Unlook takes back that a finding was found right.
func (d *Drawer) Unlook(ctx context.Context, finding, version string) error {
	return one(d.db.ExecContext(ctx, `DELETE FROM looked WHERE finding = ? AND version = ?`, finding, version))
}

// LookedAt lists all findings that were found right, the last first.
func (d *Drawer) LookedAt(ctx context.Context) ([]Looked, error) {
	return list(ctx, d.db, func(rows *sql.Rows) (x Looked, err error) {
		var at int64
		err = rows.Scan(&x.Finding, &x.Version, &x.By, &at)
		x.At = time.Unix(at, 0).UTC()
		return x, err
	}, `SELECT finding, version, by, at FROM looked ORDER BY at DESC, finding`)
}

// Refused is an input that was handed in at the desk and could not be read.
type Refused struct {
	At   time.Time
	What string // names the input and says why, on one line
}

const mostRefused = 1000 // that are kept

// Refuse keeps what could not be read.
func (d *Drawer) Refuse(ctx context.Context, what []string) error {
	for _, x := range what {
		if _, err := d.db.ExecContext(ctx, `INSERT INTO refused (at, what) VALUES (?, ?)`, d.now().Unix(), x); err != nil {
			return err
		}
	}
	_, err := d.db.ExecContext(ctx, `DELETE FROM refused WHERE seq <= (SELECT max(seq) FROM refused) - ?`, mostRefused)
	return err
}

// RefusedInputs lists what could not be read, the last first.
func (d *Drawer) RefusedInputs(ctx context.Context, limit int) ([]Refused, error) {
	return list(ctx, d.db, func(rows *sql.Rows) (x Refused, err error) {
		var at int64
		err = rows.Scan(&at, &x.What)
		x.At = time.Unix(at, 0).UTC()
		return x, err
	}, `SELECT at, what FROM refused ORDER BY seq DESC LIMIT ?`, limit)
}
