package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"dateline/store/index"
	"dateline/store/pack"
)

func tableNames() []string {
	out := make([]string, len(pack.Tables))
	for i, t := range pack.Tables {
		out[i] = t.Name
	}
	return out
}

// Check implements [store.Upkeep]. It reads the whole file, on a connection
// of its own: FTS5 checks itself by what a connection remembers of its segments,
// which in one that read before others wrote may be out of date.
func (s *Store) Check(ctx context.Context, found func(problem string)) error {
	fresh := &Store{path: s.path, codec: s.codec}
	if err := fresh.openReaders(s.params...); err != nil {
		return s.fail(ctx, "check", err)
	}
	defer fresh.read.Close()
	err := fresh.reading(ctx, func(tx *sql.Tx) error {
		for _, pragma := range []string{"integrity_check", "foreign_key_check"} {
			if err := each(ctx, tx, `SELECT * FROM pragma_`+pragma, func(row []any) {
				if row[0] != "ok" {
					found("the file is damaged: " + strings.TrimSpace(fmt.Sprintln(row...)))
				}
			}); err != nil {
				return err
			}
		}
		for _, c := range pack.Checks(func(table string) string { return `SELECT id AS n FROM ` + table + `_docsize` }) {
			if err := each(ctx, tx, c.SQL, func(row []any) { found(fmt.Sprintf("%s %v", c.What, row[0])) }); err != nil {
				return err
			}
		}
		return s.checkCurrent(ctx, tx, found)
	})
	if code(err) == corrupt {
		found("the file is damaged: " + err.Error())
		return nil
	}
	return s.fail(ctx, "check", err)
}

// each calls f with each row of a query.
func each(ctx context.Context, tx *sql.Tx, query string, f func(row []any), args ...any) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	row, at := make([]any, len(columns)), make([]any, len(columns))
	for i := range row {
		at[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(at...); err != nil {
			return err
		}
		f(row)
	}
	return rows.Err()
}

// checkedWords is how many words from the beginning, and from the end, of what
// is indexed are looked for. The index does not hold texts, so it cannot be
// read back.
const checkedWords = 12

// checkCurrent looks for every report and part in the index and in the tables.
func (s *Store) checkCurrent(ctx context.Context, tx *sql.Tx, found func(string)) error {
	ns, err := numbers(ctx, tx, `SELECT n FROM report ORDER BY n`)
	if err != nil {
		return err
	}
	return pack.CheckCurrent(ns, s.currentIn(ctx, tx), pack.Tabled{
		Report: func(n int64, x index.Report) (bool, error) {
			return hasWords(ctx, tx, "report_words", n, map[string]string{"title": x.Title, "body": x.Text, "outlet": x.Outlet})
		},
		Part: func(table string, n int64, x index.Statement) (bool, error) {
			return hasWords(ctx, tx, table+"_words", n, map[string]string{"said": x.Said, "speaker": x.Speaker})
		},
		Head: func(n int64) (row []any, err error) {
			err = each(ctx, tx, `SELECT `+headColumns+` FROM version WHERE n = (SELECT current FROM report WHERE n = ?)`, func(r []any) { row = slices.Clone(r) }, n)
			return row, err
		},
		Rows: func(t *pack.Table, n int64) (rows [][]any, err error) {
			err = each(ctx, tx, `SELECT `+columns(t.Names())+` FROM `+t.Name+` WHERE n BETWEEN ?1 << 24 AND (?1 << 24) + 16777215 ORDER BY n`, func(r []any) { rows = append(rows, slices.Clone(r)) }, n)
			return rows, err
		},
	}, found)
}

func hasWords(ctx context.Context, tx *sql.Tx, table string, n int64, fields map[string]string) (bool, error) {
	var exprs []string
	for column, words := range fields {
		list := strings.Fields(words)
		if len(list) == 0 {
			continue
		}
		exprs = append(exprs, column+" : "+quoted(list[:min(len(list), checkedWords)]), column+" : "+quoted(list[max(0, len(list)-checkedWords):]))
	}
	if len(exprs) == 0 {
		return true, nil
	}
	var hits int
	err := tx.QueryRowContext(ctx, `SELECT count(*) FROM `+table+` WHERE rowid = ? AND `+table+` MATCH ?`, n, strings.Join(exprs, " AND ")).Scan(&hits)
	return hits > 0, err
}
