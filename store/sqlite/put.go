package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"dateline/record"
	"dateline/store"
	"dateline/store/index"
)

// Put implements [store.Store].
func (s *Store) Put(ctx context.Context, entries []store.Entry) (store.Added, error) {
	added, err := s.put(ctx, entries)
	return added, s.fail(ctx, "add", err)
}

func (s *Store) put(ctx context.Context, entries []store.Entry) (store.Added, error) {
	if s.write == nil {
		return store.Added{}, &store.Error{Path: s.path, Op: "add", Reason: "it was opened for reading alone"}
	}
	if len(entries) == 0 {
		return store.Added{}, ctx.Err()
	}
	// What changes nothing is found out first, without the lock for writing.
	known, err := versions(ctx, s.read, entries)
	if err != nil {
		return store.Added{}, err
	}
	todo := make([]bool, len(entries))
	for i := range entries {
		k := known[entries[i].Line.Report.Version]
		todo[i] = k == nil || !k.holds(&entries[i])
	}
	if !slices.Contains(todo, true) {
		return store.Added{Known: len(entries)}, nil
	}
	ready, err := s.prepare(ctx, entries, todo)
	if err != nil {
		return store.Added{}, err
	}

	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return store.Added{}, err
	}
	defer tx.Rollback()
	// Another writer may have been faster.
	if known, err = versions(ctx, tx, entries); err != nil {
		return store.Added{}, err
	}
	w := writer{s: s, tx: tx, known: known, touched: map[string]*touched{}, at: s.now().Unix(), stmts: map[string]*sql.Stmt{}}
	for i, p := range ready {
		switch {
		case ctx.Err() != nil:
			return store.Added{}, ctx.Err()
		case p == nil:
			w.added.Known++
		default:
			if err := w.put(ready[i]); err != nil {
				return store.Added{}, err
			}
		}
	}
	if err := w.finish(); err != nil {
		return store.Added{}, err
	}
	if err := tx.Commit(); err != nil {
		return store.Added{}, err
	}
	return w.added, nil
}

// version is what decides whether an entry changes one that is kept.
type version struct {
	n        int64
	report   string // the report's id
	reader   string
	location string
	pointer  string
	offset   int64
}

// holds reports whether putting e changes nothing.
func (v *version) holds(e *store.Entry) bool { return v.reader == e.Reader && !v.later(e) }

// later reports whether e was read from a place that sorts before v's.
func (v *version) later(e *store.Entry) bool {
	r := &e.Line.Report
	return cmp.Or(
		cmp.Compare(r.Location, v.location), cmp.Compare(r.Pointer, v.pointer),
		cmp.Compare(r.Offset, v.offset), cmp.Compare(r.ID, v.report),
	) < 0
}

// asker is a database or a transaction.
type asker interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// versions returns those versions of entries that are kept, by id.
func versions(ctx context.Context, db asker, entries []store.Entry) (map[string]*version, error) {
	ids := make([]string, len(entries))
	for i := range entries {
		ids[i] = entries[i].Line.Report.Version
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	rows, err := db.QueryContext(ctx, `
		SELECT v.id, v.n, r.id, v.reader, v.location, v.pointer, v."offset"
		FROM json_each(?) x CROSS JOIN version v ON v.id = x.value JOIN report r ON r.n = v.report`, string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	known := map[string]*version{}
	for rows.Next() {
		var id string
		var v version
		if err := rows.Scan(&id, &v.n, &v.report, &v.reader, &v.location, &v.pointer, &v.offset); err != nil {
			return nil, err
		}
		known[id] = &v
	}
	return known, rows.Err()
}

// writer puts the entries of one transaction.
type writer struct {
	s       *Store
	tx      *sql.Tx
	known   map[string]*version
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
func (w *writer) put(p *prepared) error {
	id := p.Line.Report.Version
	v := w.known[id]
	switch {
	case v == nil:
		return w.add(id, p)
	case v.reader != p.Reader:
		w.added.Renewed++
		if _, err := w.exec(`REPLACE INTO previous SELECT r.version, v.reader, r.line, r.origin FROM result r JOIN version v ON v.n = r.version WHERE v.n = ?`, v.n); err != nil {
			return err
		}
		if err := w.note("renewed", id); err != nil {
			return err
		}
		return w.renew(v, p)
	case v.later(p.Entry):
		w.added.Known++
		return w.renew(v, p)
	}
	w.added.Known++
	return nil
}

// add adds a version that is not there.
func (w *writer) add(id string, p *prepared) error {
	t, err := w.touch(p.Line.Report.ID)
	if err != nil {
		return err
	}
	v := &version{}
	v.set(p.Entry)
	res, err := w.exec(`INSERT INTO version (id, report, `+headColumns+`, reader, size) VALUES (?, ?, `+headMarks+`, ?, ?)`,
		append(append([]any{id, t.n}, head(&p.Line)...), p.Reader, len(p.Original))...)
	if err != nil {
		return err
	}
	if v.n, err = res.LastInsertId(); err != nil {
		return err
	}
	if _, err := w.exec(`INSERT INTO original (version, bytes) VALUES (?, ?)`, v.n, p.original); err != nil {
		return err
	}
	if _, err := w.exec(`INSERT INTO result (version, line, origin) VALUES (?, ?, ?)`, v.n, p.line, p.origin); err != nil {
		return err
	}
	w.known[id] = v
	t.fresh[v.n] = p.words
	t.added = append(t.added, v.n)
	w.added.Versions++
	w.added.Statements += len(p.Line.Statements)
	return w.note("added", id)
}

// renew puts another result in the place of the one of v.
func (w *writer) renew(v *version, p *prepared) error {
	if _, err := w.touch(v.report); err != nil {
		return err
	}
	t, err := w.touch(p.Line.Report.ID)
	if err != nil {
		return err
	}
	if _, err := w.exec(`UPDATE version SET (report, `+headColumns+`, reader) = (?, `+headMarks+`, ?) WHERE n = ?`,
		append(append([]any{t.n}, head(&p.Line)...), p.Reader, v.n)...); err != nil {
		return err
	}
	if _, err := w.exec(`UPDATE result SET line = ?, origin = ? WHERE version = ?`, p.line, p.origin, v.n); err != nil {
		return err
	}
	v.set(p.Entry)
	t.fresh[v.n] = p.words
	return nil
}

func (v *version) set(e *store.Entry) {
	r := &e.Line.Report
	v.report, v.reader, v.location, v.pointer, v.offset = r.ID, e.Reader, r.Location, r.Pointer, r.Offset
}

func (w *writer) note(what, version string) error {
	_, err := w.exec(`INSERT INTO journal (at, what, version) VALUES (?, ?, ?)`, w.at, what, version)
	return err
}

// headColumns are the columns of table version that hold a record.Report
// without its text, and what was not analysed; head gives their values, and scanHead reads them.
const (
	headColumns = `location, pointer, "offset", shape, outlet, url, title, byline, dateline_place, dateline_date, has_dateline,
		published, published_precision, published_basis, modified, modified_precision, modified_basis, changed, language,
		not_analysed`
	headMarks = `?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?`
)

func head(l *record.Line) []any {
	r := &l.Report
	place := record.Place{}
	if r.Dateline != nil {
		place = *r.Dateline
	}
	byline := texts(r.Byline)
	var changed any
	if k := index.Changed(r); k.Known {
		changed = k.Seconds
	}
	return []any{
		r.Location, r.Pointer, r.Offset, r.Shape, r.Outlet, r.URL, r.Title, byline, place.Place, place.Date, r.Dateline != nil,
		r.Published.Time, r.Published.Precision, r.Published.Basis, r.Modified.Time, r.Modified.Precision, r.Modified.Basis, changed, r.Language,
		texts(l.NotAnalysed),
	}
}

// texts writes list as a JSON array.
func texts(list []string) string {
	b, _ := json.Marshal(append([]string{}, list...)) // strings always have a form
	return string(b)
}

// none reports whether err says that a row is not there.
func none(err error) bool { return errors.Is(err, sql.ErrNoRows) }
