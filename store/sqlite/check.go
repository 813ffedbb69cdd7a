package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dateline/store"
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
		return s.checkWords(ctx, tx, found)
	})
	if code(err) == corrupt {
		found("the file is damaged: " + err.Error())
		return nil
	}
	return s.fail(ctx, "check", err)
}

// each calls f with each row of a query.
func each(ctx context.Context, tx *sql.Tx, query string, f func(row []any)) error {
	rows, err := tx.QueryContext(ctx, query)
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

// checkWords looks for the words of every report and part in the index.
func (s *Store) checkWords(ctx context.Context, tx *sql.Tx, found func(string)) error {
	ns, err := numbers(ctx, tx, `SELECT n FROM report ORDER BY n`)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(ns, chunk) {
		lines, err := s.current(ctx, tx, some)
		var damage *store.DamageError
		if errors.As(err, &damage) {
			found(damage.Error())
			continue
		}
		if err != nil {
			return err
		}
		for i, l := range lines {
			x := pack.Index(&l.line)
			if err := hasWords(ctx, tx, "report_words", some[i], map[string]string{"title": x.Report.Title, "body": x.Report.Text, "outlet": x.Report.Outlet}, l.line.Report.ID, found); err != nil {
				return err
			}
			for k, t := range pack.Tables {
				for j, p := range x.Parts[k] {
					name := fmt.Sprintf("%s %d of %s", t.Name, j+1, l.line.Report.ID)
					if err := hasWords(ctx, tx, t.Name+"_words", some[i]<<pack.OrdBits|int64(j), map[string]string{"said": p.Said, "speaker": p.Speaker}, name, found); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

func hasWords(ctx context.Context, tx *sql.Tx, table string, n int64, fields map[string]string, name string, found func(string)) error {
	var exprs []string
	for column, words := range fields {
		list := strings.Fields(words)
		if len(list) == 0 {
			continue
		}
		exprs = append(exprs, column+" : "+quoted(list[:min(len(list), checkedWords)]), column+" : "+quoted(list[max(0, len(list)-checkedWords):]))
	}
	if len(exprs) == 0 {
		return nil
	}
	var hits int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM `+table+` WHERE rowid = ? AND `+table+` MATCH ?`, n, strings.Join(exprs, " AND ")).Scan(&hits); err != nil {
		return err
	}
	if hits == 0 {
		found("the index does not hold the words of " + name)
	}
	return nil
}
