package drawer

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Dossier is somebody's own collection of findings.
type Dossier struct {
	ID      int64
	Title   string
	Created time.Time
	Items   int
	Checked int // of the items
}

// Item is a finding in a dossier, as it was when it was put there.
type Item struct {
	ID        int64
	Finding   string // id of a statement
	Report    string
	Version   string // SHA-256 of the original in which it was found
	Words     string
	Cited     string
	Note      string
	CheckedBy string // "" when nobody has
	CheckedAt time.Time
	Added     time.Time
}

const mostTitle = 500 // bytes

// AddDossier makes an empty dossier.
func (d *Drawer) AddDossier(ctx context.Context, title string) (int64, error) {
	title = strings.TrimSpace(title)
	if title == "" || len(title) > mostTitle {
		return 0, fmt.Errorf("a dossier needs a title of at most %d bytes", mostTitle)
	}
	res, err := d.db.ExecContext(ctx, `INSERT INTO dossier (title, created) VALUES (?, ?)`, title, d.now().Unix())
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// Dossiers lists all dossiers, the last made first.
func (d *Drawer) Dossiers(ctx context.Context) ([]Dossier, error) {
	return list(ctx, d.db, scanDossier, dossierQuery+` GROUP BY d.id ORDER BY d.id DESC`)
}

const dossierQuery = `SELECT d.id, d.title, d.created, count(i.id), coalesce(sum(i.checked_by <> ''), 0) FROM dossier d LEFT JOIN item i ON i.dossier = d.id`

func scanDossier(rows *sql.Rows) (x Dossier, err error) {
	var at int64
	err = rows.Scan(&x.ID, &x.Title, &at, &x.Items, &x.Checked)
	x.Created = time.Unix(at, 0).UTC()
	return x, err
}

// Dossier returns a dossier and its items in order, or ErrNotFound.
func (d *Drawer) Dossier(ctx context.Context, id int64) (Dossier, []Item, error) {
	all, err := list(ctx, d.db, scanDossier, dossierQuery+` WHERE d.id = ? GROUP BY d.id`, id)
	if err != nil || len(all) == 0 {
		return Dossier{}, nil, errors.Join(ErrNotFound, err)
	}
	items, err := list(ctx, d.db, func(rows *sql.Rows) (x Item, err error) {
		var added int64
		var checked sql.NullInt64
		err = rows.Scan(&x.ID, &x.Finding, &x.Report, &x.Version, &x.Words, &x.Cited, &x.Note, &x.CheckedBy, &checked, &added)
		x.Added = time.Unix(added, 0).UTC()
		if checked.Valid {
			x.CheckedAt = time.Unix(checked.Int64, 0).UTC()
		}
		return x, err
	}, `SELECT id, finding, report, version, words, cited, note, checked_by, checked_at, added FROM item WHERE dossier = ? ORDER BY place, id`, id)
	return all[0], items, err
}

// RemoveDossier takes a dossier away with its items.
func (d *Drawer) RemoveDossier(ctx context.Context, id int64) error {
	return one(d.db.ExecContext(ctx, `DELETE FROM dossier WHERE id = ?`, id))
}

// Put adds a finding at the end of a dossier, or ErrNotFound. A finding that
// is there already in the same version stays as it is.
func (d *Drawer) Put(ctx context.Context, dossier int64, x Item) error {
	_, items, err := d.Dossier(ctx, dossier)
	if err != nil {
		return err
	}
	for _, have := range items {
		if have.Finding == x.Finding && have.Version == x.Version {
			return nil
		}
	}
	_, err = d.db.ExecContext(ctx, `INSERT INTO item (dossier, place, finding, report, version, words, cited, note, added)
		VALUES (?1, (SELECT coalesce(max(place), 0) + 1 FROM item WHERE dossier = ?1), ?, ?, ?, ?, ?, ?, ?)`,
		dossier, x.Finding, x.Report, x.Version, x.Words, x.Cited, x.Note, d.now().Unix())
	return err
}

// SetNote changes the note of an item.
func (d *Drawer) SetNote(ctx context.Context, dossier, item int64, note string) error {
	return one(d.db.ExecContext(ctx, `UPDATE item SET note = ? WHERE id = ? AND dossier = ?`, note, item, dossier))
}

// Check says who has checked an item, now; "" takes that back.
func (d *Drawer) Check(ctx context.Context, dossier, item int64, by string) error {
	var at any
	if by != "" {
		at = d.now().Unix()
	}
	return one(d.db.ExecContext(ctx, `UPDATE item SET checked_by = ?, checked_at = ? WHERE id = ? AND dossier = ?`, by, at, item, dossier))
}

// Take takes an item out of a dossier.
func (d *Drawer) Take(ctx context.Context, dossier, item int64) error {
	return one(d.db.ExecContext(ctx, `DELETE FROM item WHERE id = ? AND dossier = ?`, item, dossier))
}

// Up moves an item before the one above it.
func (d *Drawer) Up(ctx context.Context, dossier, item int64) error {
	_, items, err := d.Dossier(ctx, dossier)
	if err != nil {
		return err
	}
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	for i := range items {
		if items[i].ID == item && i > 0 {
			items[i-1], items[i] = items[i], items[i-1]
			break
		}
	}
	for i, x := range items {
		if _, err := tx.ExecContext(ctx, `UPDATE item SET place = ? WHERE id = ?`, i+1, x.ID); err != nil {
			return err
		}
	}
	return tx.Commit()
}
