package postgres

import (
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"dateline/store/pack"
)

type pgCommandTag = pgconn.CommandTag

// The columns of table version that head gives.
var (
	headNames   = append(append([]string{}, pack.Head...), "exact")
	headColumns = columns(headNames)

	insertVersion = `INSERT INTO version (n, id, report, reader, size, ` + headColumns + `) VALUES (` +
		marks(1, 5+len(headNames)) + `) ON CONFLICT (id) DO NOTHING`
	updateVersion = `UPDATE version SET (report, reader, ` + headColumns + `) = (` + marks(2, 2+len(headNames)) + `) WHERE n = $1`
)

// columns writes names of columns.
func columns(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = `"` + n + `"`
	}
	return strings.Join(quoted, ", ")
}

// marks writes the marks of n values from the given number on.
func marks(from, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("$%d", from+i)
	}
	return strings.Join(out, ", ")
}

// cleaned makes of values such as PostgreSQL's text can hold, and reports
// whether that changed any.
func cleaned(values []any) bool {
	changed := false
	for i, v := range values {
		switch v := v.(type) {
		case string:
			if c := clean(v); c != v {
				values[i], changed = c, true
			}
		case *string:
			if v == nil {
				continue
			}
			if c := clean(*v); c != *v {
				values[i], changed = &c, true
			}
		}
	}
	return changed
}

func compare(a, b string) int { return strings.Compare(a, b) }
