package drawer

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// Alert is a query that somebody wants to be told of.
type Alert struct {
	ID    int64
	Name  string
	Query string
	Seen  int64 // number of the last arrival that was looked at with it
}

// AddAlert keeps a query; what has arrived by seen counts as known.
func (d *Drawer) AddAlert(ctx context.Context, name, query string, seen int64) (int64, error) {
	name, query = strings.TrimSpace(name), strings.TrimSpace(query)
	if name == "" {
		name = query
	}
	if query == "" || len(name) > mostTitle || len(query) > 10*mostTitle {
		return 0, fmt.Errorf("an alert needs a query, and a name of at most %d bytes", mostTitle)
	}
	res, err := d.db.ExecContext(ctx, `INSERT INTO alert (name, query, seen) VALUES (?, ?, ?)`, name, query, seen)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// Alerts lists all alerts in the order in which they were made.
func (d *Drawer) Alerts(ctx context.Context) ([]Alert, error) {
	return list(ctx, d.db, func(rows *sql.Rows) (a Alert, err error) {
		err = rows.Scan(&a.ID, &a.Name, &a.Query, &a.Seen)
		return a, err
	},
		`SELECT id, name, query, seen FROM alert ORDER BY id`)
}

// SeeAlert remembers that everything up to an arrival was looked at.
func (d *Drawer) SeeAlert(ctx context.Context, id, seen int64) error {
	return one(d.db.ExecContext(ctx, `UPDATE alert SET seen = ? WHERE id = ?`, seen, id))
}

// RemoveAlert takes an alert away.
func (d *Drawer) RemoveAlert(ctx context.Context, id int64) error {
	return one(d.db.ExecContext(ctx, `DELETE FROM alert WHERE id = ?`, id))
}
