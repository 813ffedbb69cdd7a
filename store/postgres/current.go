package postgres

import (
	"github.com/jackc/pgx/v5"

	"dateline/store/index"
	"dateline/store/pack"
)

// touched is a report whose row a transaction holds.
type touched struct {
	id      string
	n       int64
	current int64                  // number of the version that is indexed; 0 for a new report
	touched bool                   // its versions change
	fresh   map[int64]pack.Indexed // results of this transaction, by number of the version
	added   []int64                // numbers of the versions that were not there before it
	keeps   []candidate            // its versions now
}

// candidate is a version of a report.
type candidate struct {
	n       int64
	id      string
	changed *int64
}

// before reports whether b is rather the current version than a.
func (a candidate) before(b candidate) bool {
	switch {
	case a.changed == nil && b.changed == nil:
		return a.id < b.id
	case a.changed == nil || b.changed == nil:
		return a.changed == nil
	case *a.changed != *b.changed:
		return *a.changed < *b.changed
	}
	return a.id < b.id
}

// turn is a report that gets other rows and words than it had.
type turn struct {
	*touched
	current int64
	x       pack.Indexed
}

// finish brings every touched report up to date.
func (w *writer) finish() error {
	if err := w.candidates(); err != nil {
		return err
	}
	var (
		turns  []*turn
		counts []*touched // only the number of versions changes
		gone   []*touched
		load   []int64
	)
	for _, t := range w.reports {
		switch {
		case len(t.keeps) == 0:
			gone = append(gone, t)
			if t.touched && t.current == 0 {
				w.added.Reports--
			}
			continue
		case !t.touched:
			continue
		}
		best := t.keeps[0]
		for _, c := range t.keeps[1:] {
			if best.before(c) {
				best = c
			}
		}
		for _, n := range t.added {
			if n != best.n {
				w.added.Behind++
			}
		}
		x, changed := t.fresh[best.n]
		if best.n == t.current && !changed {
			counts = append(counts, t)
			continue
		}
		if !changed {
			load = append(load, best.n)
		}
		turns = append(turns, &turn{t, best.n, x})
	}
	if err := w.load(load, turns); err != nil {
		return err
	}
	if err := w.unindex(turns, gone); err != nil {
		return err
	}
	return w.index(turns, counts)
}

// candidates reads which versions the reports have now.
func (w *writer) candidates() error {
	byN := map[int64]*touched{}
	var ns []int64
	for _, t := range w.reports {
		byN[t.n] = t
		ns = append(ns, t.n)
	}
	rows, err := w.tx.Query(w.ctx, `SELECT report, n, id, changed FROM version WHERE report = ANY($1)`, ns)
	if err != nil {
		return err
	}
	var report int64
	var c candidate
	_, err = pgx.ForEachRow(rows, []any{&report, &c.n, &c.id, &c.changed}, func() error {
		byN[report].keeps = append(byN[report].keeps, c)
		return nil
	})
	return err
}

// load reads the records of versions that become current and were not made in
// this transaction.
func (w *writer) load(ns []int64, turns []*turn) error {
	if len(ns) == 0 {
		return nil
	}
	rows, err := w.tx.Query(w.ctx, `SELECT v.n, v.id, r.line FROM result r JOIN version v ON v.n = r.version WHERE v.n = ANY($1)`, ns)
	if err != nil {
		return err
	}
	loaded := map[int64]pack.Indexed{}
	var n int64
	var id string
	var packed []byte
	if _, err := pgx.ForEachRow(rows, []any{&n, &id, &packed}, func() error {
		line, err := w.s.codec.Line(id, packed)
		loaded[n] = pack.Index(&line)
		return err
	}); err != nil {
		return err
	}
	for _, t := range turns {
		if t.x.Line == nil {
			t.x = loaded[t.current]
		}
	}
	return nil
}

// unindex takes out the parts and the words of reports, and those reports that
// have no version left.
func (w *writer) unindex(turns []*turn, gone []*touched) error {
	var ns, last []int64
	for _, t := range turns {
		if t.touched.current != 0 {
			ns = append(ns, t.n)
		}
	}
	for _, t := range gone {
		ns = append(ns, t.n)
		last = append(last, t.n)
	}
	var batch pgx.Batch
	if len(ns) > 0 {
		batch.Queue(`DELETE FROM report_words WHERE n = ANY($1)`, ns)
		for _, t := range pack.Tables {
			for _, table := range []string{t.Name, t.Name + "_words"} {
				batch.Queue(`DELETE FROM `+table+` t USING unnest($1::bigint[]) r WHERE t.n BETWEEN r << 24 AND (r << 24) + 16777215`, ns)
			}
		}
	}
	if len(last) > 0 {
		batch.Queue(`DELETE FROM report WHERE n = ANY($1)`, last)
	}
	if batch.Len() == 0 {
		return nil
	}
	return w.tx.SendBatch(w.ctx, &batch).Close()
}

// index writes the rows of reports and those of their parts and words.
func (w *writer) index(turns []*turn, counts []*touched) error {
	var batch pgx.Batch
	for _, t := range counts {
		batch.Queue(`UPDATE report SET versions = $2 WHERE n = $1`, t.n, len(t.keeps))
	}
	for _, t := range turns {
		k := index.OfStamp(t.x.Line.Report.Published)
		var day *int64
		if k.Known {
			day = &k.Day
		}
		batch.Queue(`UPDATE report SET current = $2, rank = $3, day = $4, versions = $5, statements = $6, sure = $7 WHERE n = $1`,
			t.n, t.current, k.Rank(), day, len(t.keeps), len(t.x.Line.Statements), pack.Sure(t.x.Line))
	}
	if batch.Len() > 0 {
		if err := w.tx.SendBatch(w.ctx, &batch).Close(); err != nil {
			return err
		}
	}
	var words [][]any
	for _, t := range turns {
		words = appendWords(words, t.n, reportFields(t.x.Report))
	}
	if err := w.copyWords("report", words); err != nil {
		return err
	}
	for i, table := range pack.Tables {
		var rows, words [][]any
		for _, t := range turns {
			for k := range table.Len(t.x.Line) {
				n := t.n<<pack.OrdBits | int64(k)
				row := append([]any{n}, table.Row(t.x.Line, k)...)
				cleaned(row)
				rows = append(rows, row)
				words = appendWords(words, n, partFields(t.x.Parts[i][k]))
			}
		}
		if err := w.copy(table.Name, table.Names(), len(rows), func(i int) []any { return rows[i] }); err != nil {
			return err
		}
		if err := w.copyWords(table.Name, words); err != nil {
			return err
		}
	}
	return nil
}

func appendWords(rows [][]any, n int64, fields []field) [][]any {
	for piece, v := range vectors(fields) {
		rows = append(rows, []any{n, piece, v})
	}
	return rows
}

func (w *writer) copyWords(table string, rows [][]any) error {
	return w.copy(table+"_words", []string{"n", "piece", "words"}, len(rows), func(i int) []any { return rows[i] })
}
