package sqlite

import (
	"context"
	"database/sql"
)

// asker is a database or a transaction.
type asker interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// all reads all rows of a query; never nil without an error.
func all[T any](ctx context.Context, db asker, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
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

// one scans rows of one column.
func one[T any](rows *sql.Rows) (x T, err error) {
	err = rows.Scan(&x)
	return x, err
}

// numbers reads a query whose rows are numbers.
func numbers(ctx context.Context, tx asker, sql string, args ...any) ([]int64, error) {
	return all(ctx, tx, one[int64], sql, args...)
}
