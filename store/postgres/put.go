package postgres

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"dateline/record"
	"dateline/store"
	"dateline/store/pack"
)

// Put implements [store.Store].
func (s *Store) Put(ctx context.Context, entries []store.Entry) (store.Added, error) {
	added, err := s.put(ctx, entries)
	return added, s.fail(ctx, "add", err)
}

func (s *Store) put(ctx context.Context, entries []store.Entry) (store.Added, error) {
	if s.readOnly {
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
	err = s.writing(ctx, func(tx pgx.Tx) (err error) {
		added, err = s.write(ctx, tx, ready)
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

// writing runs f in a transaction, again when others were in the way.
func (s *Store) writing(ctx context.Context, f func(tx pgx.Tx) error) error {
	for try := 0; ; try++ {
		err := pgx.BeginFunc(ctx, s.db, f)
		if !conflict(err) || try == 20 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(try) * 10 * time.Millisecond):
		}
	}
}

// prepare prepares the entries that change something; the others stay nil.
func (s *Store) prepare(ctx context.Context, entries []store.Entry) ([]*pack.Prepared, error) {
	ids := make([]string, len(entries))
	for i := range entries {
		ids[i] = clean(entries[i].Line.Report.Version)
	}
	known, err := versions(ctx, s.db, ids)
	if err != nil {
		return nil, err
	}
	todo := make([]bool, len(entries))
	for i := range entries {
		r := &entries[i].Line.Report
		if clean(r.ID) != r.ID {
			return nil, &store.EntryError{Location: r.Location, Pointer: r.Pointer, Reason: "its id has a character that cannot be kept"}
		}
		k := known[r.Version]
		todo[i] = k == nil || !k.Holds(&entries[i])
	}
	return s.codec.Prepare(ctx, entries, todo)
}

// asker is a pool, a connection or a transaction.
type asker interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// versions returns those versions that are kept, by id.
func versions(ctx context.Context, db asker, ids []string) (map[string]*pack.Version, error) {
	rows, err := db.Query(ctx, `
		SELECT v.id, v.n, r.id, v.reader, v.location, v.pointer, v."offset", v.outlet
		FROM version v JOIN report r ON r.n = v.report WHERE v.id = ANY($1)`, ids)
	if err != nil {
		return nil, err
	}
	known := map[string]*pack.Version{}
	var id string
	var v pack.Version
	_, err = pgx.ForEachRow(rows, []any{&id, &v.N, &v.Report, &v.Reader, &v.Location, &v.Pointer, &v.Offset, &v.Outlet}, func() error {
		k := v
		known[id] = &k
		return nil
	})
	return known, err
}

// writer puts the entries of one transaction.
type writer struct {
	s       *Store
	ctx     context.Context
	tx      pgx.Tx
	known   map[string]*pack.Version
	purged  map[string]bool     // versions that were taken out for good
	reports map[string]*touched // all that are locked, by id
	changes []*change           // in the order of the entries
	byID    map[string]*change
	notes   []note
	added   store.Added
}

// change is what a transaction does to a version.
type change struct {
	v     *pack.Version
	p     *pack.Prepared // what it becomes
	fresh bool           // it was not there before
	keep  bool           // its result goes to table previous
}

// note is a line of the journal.
type note struct{ what, version string }

// write puts what is ready, the entries that are not nil.
func (s *Store) write(ctx context.Context, tx pgx.Tx, ready []*pack.Prepared) (store.Added, error) {
	w := writer{s: s, ctx: ctx, tx: tx, byID: map[string]*change{}}
	if err := w.lock(ready); err != nil {
		return store.Added{}, err
	}
	for _, p := range ready {
		if p == nil {
			w.added.Known++
		} else if err := w.put(p); err != nil {
			return store.Added{}, err
		}
	}
	for _, step := range []func() error{w.number, w.insertVersions, w.updateVersions, w.finish, w.writeNotes} {
		if err := step(); err != nil {
			return store.Added{}, err
		}
	}
	return w.added, nil
}

// lock takes the rows of all reports that the entries may touch, in the order
// of their ids, and makes those that are not there.
func (w *writer) lock(ready []*pack.Prepared) error {
	var ids, reports []string
	for _, p := range ready {
		if p != nil {
			ids = append(ids, p.Line.Report.Version)
			reports = append(reports, p.Line.Report.ID)
		}
	}
	before, err := versions(w.ctx, w.tx, ids)
	if err != nil {
		return err
	}
	for _, v := range before {
		reports = append(reports, v.Report)
	}
	if w.reports, err = lockReports(w.ctx, w.tx, reports, true); err != nil {
		return err
	}
	// Another writer may have been faster.
	if w.known, err = versions(w.ctx, w.tx, ids); err != nil {
		return err
	}
	rows, err := w.tx.Query(w.ctx, `SELECT version FROM tombstone WHERE version = ANY($1)`, ids)
	if err != nil {
		return err
	}
	gone, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	w.purged = map[string]bool{}
	for _, id := range gone {
		w.purged[id] = true
	}
	for _, v := range w.known {
		if w.reports[v.Report] == nil {
			return errAgain
		}
	}
	return nil
}

// lockReports takes the rows of reports. With create it makes those that are
// not there.
func lockReports(ctx context.Context, tx pgx.Tx, ids []string, create bool) (map[string]*touched, error) {
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if create {
		if _, err := tx.Exec(ctx, `
			INSERT INTO report (id, rank, versions, statements) SELECT x, 0, 0, 0 FROM unnest($1::text[]) x
			ON CONFLICT DO NOTHING`, ids); err != nil {
			return nil, err
		}
	}
	rows, err := tx.Query(ctx, `SELECT id, n, coalesce(current, 0) FROM report WHERE id = ANY($1) ORDER BY id FOR UPDATE`, ids)
	if err != nil {
		return nil, err
	}
	out := map[string]*touched{}
	var t touched
	if _, err := pgx.ForEachRow(rows, []any{&t.id, &t.n, &t.current}, func() error {
		k := t
		k.fresh = map[int64]pack.Indexed{}
		out[t.id] = &k
		return nil
	}); err != nil {
		return nil, err
	}
	if len(out) != len(ids) {
		return nil, errAgain // one was taken out in between
	}
	return out, nil
}

// touch says that the versions of a report change.
func (w *writer) touch(id string) {
	t := w.reports[id]
	if !t.touched && t.current == 0 {
		w.added.Reports++
	}
	t.touched = true
}

// put puts one entry.
func (w *writer) put(p *pack.Prepared) error {
	id := p.Line.Report.Version
	v := w.known[id]
	switch {
	case v == nil && w.purged[id]:
		w.added.Purged++
	case v == nil:
		w.touch(p.Line.Report.ID)
		v = &pack.Version{}
		w.known[id] = v
		w.change(id, v).fresh = true
		w.set(id, p)
		w.added.Versions++
		w.added.Statements += len(p.Line.Statements)
		w.notes = append(w.notes, note{"added", id})
	case v.Holds(p.Entry):
		w.added.Known++
	case v.Reader != p.Reader:
		w.added.Renewed++
		w.change(id, v).keep = true
		w.notes = append(w.notes, note{"renewed", id})
		w.renew(id, v, p)
	default: // read from a better place
		w.added.Known++
		w.added.Moved++
		w.renew(id, v, p)
	}
	return nil
}

func (w *writer) renew(id string, v *pack.Version, p *pack.Prepared) {
	w.touch(v.Report)
	w.touch(p.Line.Report.ID)
	w.change(id, v)
	w.set(id, p)
}

func (w *writer) set(id string, p *pack.Prepared) {
	c := w.byID[id]
	c.p = p
	c.v.Set(p.Entry)
}

// change returns the change of a version, a new one if there is none yet.
func (w *writer) change(id string, v *pack.Version) *change {
	c := w.byID[id]
	if c == nil {
		c = &change{v: v}
		w.byID[id] = c
		w.changes = append(w.changes, c)
	}
	return c
}

// number gives the new versions numbers, and the reports their results.
func (w *writer) number() error {
	var fresh []*change
	for _, c := range w.changes {
		if c.fresh {
			fresh = append(fresh, c)
		}
	}
	if len(fresh) > 0 {
		rows, err := w.tx.Query(w.ctx, `SELECT nextval(pg_get_serial_sequence('version', 'n')) FROM generate_series(1, $1::int)`, len(fresh))
		if err != nil {
			return err
		}
		ns, err := pgx.CollectRows(rows, pgx.RowTo[int64])
		if err != nil {
			return err
		}
		for i, c := range fresh {
			c.v.N = ns[i]
		}
	}
	for _, c := range w.changes {
		t := w.reports[c.v.Report]
		t.fresh[c.v.N] = c.p.Indexed
		if c.fresh {
			t.added = append(t.added, c.v.N)
		}
	}
	return nil
}

// insertVersions puts in the new versions with their originals and results.
func (w *writer) insertVersions() error {
	fresh := slices.DeleteFunc(slices.Clone(w.changes), func(c *change) bool { return !c.fresh })
	if len(fresh) == 0 {
		return nil
	}
	slices.SortFunc(fresh, func(a, b *change) int {
		return compare(a.p.Line.Report.Version, b.p.Line.Report.Version)
	})
	var batch pgx.Batch
	for _, c := range fresh {
		head, err := w.s.head(&c.p.Line)
		if err != nil {
			return err
		}
		batch.Queue(insertVersion, append([]any{
			c.v.N, c.p.Line.Report.Version, w.reports[c.v.Report].n, c.p.Reader, len(c.p.Original),
		}, head...)...).Exec(func(tag pgCommandTag) error {
			if tag.RowsAffected() == 0 {
				return errAgain // another program put the same version in
			}
			return nil
		})
	}
	if err := w.tx.SendBatch(w.ctx, &batch).Close(); err != nil {
		return err
	}
	if err := w.copy("original", []string{"version", "bytes"}, len(fresh), func(i int) []any {
		return []any{fresh[i].v.N, fresh[i].p.PackedOriginal}
	}); err != nil {
		return err
	}
	return w.copy("result", []string{"version", "line", "origin", "cut"}, len(fresh), func(i int) []any {
		return []any{fresh[i].v.N, fresh[i].p.PackedLine, fresh[i].p.PackedOrigin, fresh[i].p.PackedCut}
	})
}

// updateVersions puts other results in the place of those that are there.
func (w *writer) updateVersions() error {
	var batch pgx.Batch
	for _, c := range w.changes {
		if c.fresh {
			continue
		}
		if c.keep {
			batch.Queue(`INSERT INTO previous SELECT r.version, v.reader, r.line, r.origin FROM result r JOIN version v ON v.n = r.version WHERE v.n = $1
				ON CONFLICT (version) DO UPDATE SET reader = excluded.reader, line = excluded.line, origin = excluded.origin`, c.v.N)
		}
		head, err := w.s.head(&c.p.Line)
		if err != nil {
			return err
		}
		batch.Queue(updateVersion, append([]any{c.v.N, w.reports[c.v.Report].n, c.p.Reader}, head...)...)
		batch.Queue(`UPDATE result SET line = $2, origin = $3, cut = coalesce($4, cut) WHERE version = $1`, c.v.N, c.p.PackedLine, c.p.PackedOrigin, c.p.PackedCut)
	}
	if batch.Len() == 0 {
		return nil
	}
	return w.tx.SendBatch(w.ctx, &batch).Close()
}

// copy writes n rows of a table by COPY.
func (w *writer) copy(table string, columns []string, n int, row func(i int) []any) error {
	if n == 0 {
		return nil
	}
	_, err := w.tx.CopyFrom(w.ctx, pgx.Identifier{table}, columns, pgx.CopyFromSlice(n, func(i int) ([]any, error) { return row(i), nil }))
	return err
}

// writeNotes writes the journal.
func (w *writer) writeNotes() error {
	at := w.s.now().Unix()
	return w.copy("journal", []string{"at", "what", "version"}, len(w.notes), func(i int) []any {
		return []any{at, w.notes[i].what, w.notes[i].version}
	})
}

// head returns the values of the columns pack.Head and exact.
func (s *Store) head(l *record.Line) ([]any, error) {
	values := pack.HeadOf(l)
	if !cleaned(values) {
		return append(values, nil), nil
	}
	exact := record.Line{Report: pack.Short(l.Report), NotAnalysed: l.NotAnalysed}
	packed, err := s.codec.PackLine(&exact)
	return append(values, packed), err
}
