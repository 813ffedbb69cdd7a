package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"dateline/store"
	"dateline/store/pack"
)

// Put implements [store.Store].
func (s *Store) Put(ctx context.Context, entries []store.Entry) (store.Added, error) {
	added, err := s.put(ctx, entries)
	return added, s.fail(ctx, "add", err)
}

func (s *Store) put(ctx context.Context, entries []store.Entry) (store.Added, error) {
	if s.write == nil {
		return store.Added{}, s.closed("add")
	}
	if len(entries) == 0 {
		return store.Added{}, ctx.Err()
	}
	ready, err := s.prepare(ctx, entries)
	if err != nil {
		return store.Added{}, err
	}
	if !slices.ContainsFunc(ready, func(p *pack.Prepared) bool { return p != nil }) {
		return store.Added{Known: len(entries)}, nil
	}
	var added store.Added
	err = s.writing(ctx, func(tx *sql.Tx) (err error) {
		added, err = s.putReady(ctx, tx, entries, ready)
		return err
	})
	if err != nil {
		return store.Added{}, err
	}
	return added, nil
}

// closed is the error of writing to what was opened for reading.
func (s *Store) closed(op string) error {
	return &store.Error{Path: s.path, Op: op, Reason: "it was opened for reading alone"}
}

// prepare prepares the entries that change something; the others stay nil. It
// takes no lock for writing.
func (s *Store) prepare(ctx context.Context, entries []store.Entry) ([]*pack.Prepared, error) {
	known, err := versions(ctx, s.read, entries)
	if err != nil {
		return nil, err
	}
	todo := make([]bool, len(entries))
	for i := range entries {
		k := known[entries[i].Line.Report.Version]
		todo[i] = k == nil || !k.Holds(&entries[i])
	}
	return s.codec.Prepare(ctx, entries, todo)
}

// writing runs f in a transaction with the lock for writing.
func (s *Store) writing(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// putReady puts entries of which ready has those that may change something.
func (s *Store) putReady(ctx context.Context, tx *sql.Tx, entries []store.Entry, ready []*pack.Prepared) (store.Added, error) {
	// Another writer may have been faster.
	known, err := versions(ctx, tx, entries)
	if err != nil {
		return store.Added{}, err
	}
	gone, err := purged(ctx, tx, entries)
	if err != nil {
		return store.Added{}, err
	}
	w := writer{s: s, tx: tx, known: known, purged: gone, touched: map[string]*touched{}, at: s.now().Unix(), stmts: map[string]*sql.Stmt{}}
	for _, p := range ready {
		switch {
		case ctx.Err() != nil:
			return store.Added{}, ctx.Err()
		case p == nil:
			w.added.Known++
		default:
			if err := w.put(p); err != nil {
				return store.Added{}, err
			}
		}
	}
	if err := w.finish(); err != nil {
		return store.Added{}, err
	}
	return w.added, nil
}

// versions returns those versions of entries that are kept, by id.
func versions(ctx context.Context, db asker, entries []store.Entry) (map[string]*pack.Version, error) {
	rows, err := db.QueryContext(ctx, `
		SELECT v.id, v.n, r.id, v.reader, v.location, v.pointer, v."offset", v.outlet
		FROM json_each(?) x CROSS JOIN version v ON v.id = x.value JOIN report r ON r.n = v.report`, ids(entries))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	known := map[string]*pack.Version{}
	for rows.Next() {
		var id string
		var v pack.Version
		if err := rows.Scan(&id, &v.N, &v.Report, &v.Reader, &v.Location, &v.Pointer, &v.Offset, &v.Outlet); err != nil {
			return nil, err
		}
		known[id] = &v
	}
	return known, rows.Err()
}

// ids writes the versions of entries as a JSON array.
func ids(entries []store.Entry) string {
	list := make([]string, len(entries))
	for i := range entries {
		list[i] = entries[i].Line.Report.Version
	}
	b, _ := json.Marshal(list) // strings always have a form
	return string(b)
}

// purged returns those versions of entries that were taken out for good.
func purged(ctx context.Context, db asker, entries []store.Entry) (map[string]bool, error) {
	gone, err := all(ctx, db, one[string], `SELECT t.version FROM json_each(?) x CROSS JOIN tombstone t ON t.version = x.value`, ids(entries))
	out := map[string]bool{}
	for _, id := range gone {
		out[id] = true
	}
	return out, err
}

// writer puts the entries of one transaction.
type writer struct {
	s       *Store
	tx      *sql.Tx
	known   map[string]*pack.Version
	purged  map[string]bool     // versions that were taken out for good
	touched map[string]*touched // by the report's id
	order   []*touched
	words   []numbered // to be indexed at the end
	at      int64
	stmts   map[string]*sql.Stmt
	added   store.Added
}

// exec runs a statement, which it prepares once. It does not heed a context:
// SQLite gives up a connection whose statement was interrupted.
func (w *writer) exec(query string, args ...any) (sql.Result, error) {
	st, err := w.stmt(query)
	if err != nil {
		return nil, err
	}
	return st.Exec(args...)
}

func (w *writer) stmt(query string) (*sql.Stmt, error) {
	if st, ok := w.stmts[query]; ok {
		return st, nil
	}
	st, err := w.tx.Prepare(query)
	w.stmts[query] = st
	return st, err
}

// all runs statements with the same arguments.
func (w *writer) all(queries []string, args ...any) error {
	for _, q := range queries {
		if _, err := w.exec(q, args...); err != nil {
			return err
		}
	}
	return nil
}

// put puts one entry.
func (w *writer) put(p *pack.Prepared) error {
	id := p.Line.Report.Version
	v := w.known[id]
	switch {
	case v == nil && w.purged[id]:
		w.added.Purged++
	case v == nil:
		return w.add(id, p)
	case v.Holds(p.Entry):
		w.added.Known++
	case v.Reader != p.Reader:
		w.added.Renewed++
		if _, err := w.exec(`REPLACE INTO previous SELECT r.version, v.reader, r.line, r.origin FROM result r JOIN version v ON v.n = r.version WHERE v.n = ?`, v.N); err != nil {
			return err
		}
		if err := w.note("renewed", id); err != nil {
			return err
		}
		return w.renew(v, p)
	default: // read from a better place
		w.added.Known++
		w.added.Moved++
		return w.renew(v, p)
	}
	return nil
}

// add adds a version that is not there.
func (w *writer) add(id string, p *pack.Prepared) error {
	t, err := w.touch(p.Line.Report.ID)
	if err != nil {
		return err
	}
	v := &pack.Version{}
	v.Set(p.Entry)
	res, err := w.exec(`INSERT INTO version (id, report, `+headColumns+`, reader, size) VALUES (?, ?, `+headMarks+`, ?, ?)`,
		append(append([]any{id, t.n}, pack.HeadOf(&p.Line)...), p.Reader, len(p.Original))...)
	if err != nil {
		return err
	}
	if v.N, err = res.LastInsertId(); err != nil {
		return err
	}
	if _, err := w.exec(`INSERT INTO original (version, bytes) VALUES (?, ?)`, v.N, p.PackedOriginal); err != nil {
		return err
	}
	if _, err := w.exec(`INSERT INTO result (version, line, origin, cut) VALUES (?, ?, ?, ?)`, v.N, p.PackedLine, p.PackedOrigin, p.PackedCut); err != nil {
		return err
	}
	w.known[id] = v
	t.fresh[v.N] = p.Indexed
	t.added = append(t.added, v.N)
	w.added.Versions++
	w.added.Statements += len(p.Line.Statements)
	return w.note("added", id)
}

// renew puts another result in the place of the one of v.
func (w *writer) renew(v *pack.Version, p *pack.Prepared) error {
	if _, err := w.touch(v.Report); err != nil {
		return err
	}
	t, err := w.touch(p.Line.Report.ID)
	if err != nil {
		return err
	}
	if _, err := w.exec(`UPDATE version SET (report, `+headColumns+`, reader) = (?, `+headMarks+`, ?) WHERE n = ?`,
		append(append([]any{t.n}, pack.HeadOf(&p.Line)...), p.Reader, v.N)...); err != nil {
		return err
	}
	if _, err := w.exec(`UPDATE result SET line = ?, origin = ?, cut = coalesce(?, cut) WHERE version = ?`, p.PackedLine, p.PackedOrigin, p.PackedCut, v.N); err != nil {
		return err
	}
	v.Set(p.Entry)
	t.fresh[v.N] = p.Indexed
	return nil
}

func (w *writer) note(what, version string) error {
	_, err := w.exec(`INSERT INTO journal (at, what, version) VALUES (?, ?, ?)`, w.at, what, version)
	return err
}

// The columns of table version that pack.Head names, and their marks.
var (
	headColumns = columns(pack.Head)
	headMarks   = marks(len(pack.Head))
)

// columns writes names of columns.
func columns(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = `"` + n + `"`
	}
	return strings.Join(quoted, ", ")
}

// marks writes the marks of n values.
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

// none reports whether err says that a row is not there.
func none(err error) bool { return errors.Is(err, sql.ErrNoRows) }
