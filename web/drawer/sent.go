package drawer

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
)

// Sent is something that went out on the findings of a dossier.
type Sent struct {
	ID      int64
	Dossier int64
	What    string
	By      string
	At      time.Time
}

// Send notes that something went out on a dossier, or ErrNotFound.
func (d *Drawer) Send(ctx context.Context, dossier int64, what, by string) error {
	what = strings.TrimSpace(what)
	if what == "" || len(what) > mostTitle {
		return fmt.Errorf("what went out needs a name of at most %d bytes", mostTitle)
	}
	return one(d.db.ExecContext(ctx, `INSERT INTO sent (dossier, what, by, at) SELECT id, ?, ?, ? FROM dossier WHERE id = ?`, what, by, d.now().Unix(), dossier))
}

// Unsend takes such a note away.
func (d *Drawer) Unsend(ctx context.Context, dossier, id int64) error {
	return one(d.db.ExecContext(ctx, `DELETE FROM sent WHERE id = ? AND dossier = ?`, id, dossier))
}

// SentOn lists what went out on a dossier, the last first; on all where the
// number is 0.
func (d *Drawer) SentOn(ctx context.Context, dossier int64) ([]Sent, error) {
	return list(ctx, d.db, func(rows *sql.Rows) (x Sent, err error) {
		var at int64
		err = rows.Scan(&x.ID, &x.Dossier, &x.What, &x.By, &at)
		x.At = time.Unix(at, 0).UTC()
		return x, err
	}, `SELECT id, dossier, what, by, at FROM sent WHERE ?1 = 0 OR dossier = ?1 ORDER BY at DESC, id DESC`, dossier)
}
