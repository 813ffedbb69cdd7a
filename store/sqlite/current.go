package sqlite

import (
	"dateline/record"
	"dateline/store/index"
	"dateline/store/pack"
)

// touched is a report whose versions a transaction changes.
type touched struct {
	id      string
	n       int64
	current int64                  // number of the version that is indexed; 0 for a new report
	fresh   map[int64]pack.Indexed // results of this transaction, by number of the version
	added   []int64                // numbers of the versions that were not there before it
}

// touch returns the report with the given id, made if it is not there.
func (w *writer) touch(id string) (*touched, error) {
	if t, ok := w.touched[id]; ok {
		return t, nil
	}
	t := &touched{id: id, fresh: map[int64]pack.Indexed{}}
	find, err := w.stmt(`SELECT n, current FROM report WHERE id = ?`)
	if err != nil {
		return nil, err
	}
	switch err := find.QueryRow(id).Scan(&t.n, &t.current); {
	case none(err):
		// The current version is set when the transaction is finished.
		res, err := w.exec(`INSERT INTO report (id, current, rank, versions, statements) VALUES (?, 0, 0, 0, 0)`, id)
		if err != nil {
			return nil, err
		}
		if t.n, err = res.LastInsertId(); err != nil {
			return nil, err
		}
		w.added.Reports++
	case err != nil:
		return nil, err
	}
	w.touched[id] = t
	w.order = append(w.order, t)
	return t, nil
}

// finish brings every touched report up to date.
func (w *writer) finish() error {
	for _, t := range w.order {
		if err := w.update(t); err != nil {
			return err
		}
	}
	return w.indexWords()
}

// update chooses the current version of t and indexes it if it is another one
// or was made anew.
func (w *writer) update(t *touched) error {
	var current, versions int64
	if t.current == 0 && len(t.fresh) == 1 {
		for n := range t.fresh {
			current, versions = n, 1
		}
	} else {
		find, err := w.stmt(`
			SELECT n, count(*) OVER () FROM version WHERE report = ?
			ORDER BY changed DESC, id DESC LIMIT 1`)
		if err != nil {
			return err
		}
		if err := find.QueryRow(t.n).Scan(&current, &versions); none(err) {
			return w.drop(t)
		} else if err != nil {
			return err
		}
	}
	for _, n := range t.added {
		if n != current {
			w.added.Behind++
		}
	}
	words, changed := t.fresh[current]
	if current == t.current && !changed {
		_, err := w.exec(`UPDATE report SET versions = ? WHERE n = ?`, versions, t.n)
		return err
	}
	if !changed {
		line, err := w.load(current)
		if err != nil {
			return err
		}
		words = pack.Index(line)
	}
	if t.current != 0 {
		if err := w.unindex(t.n); err != nil {
			return err
		}
	}
	return w.index(t.n, current, versions, words)
}

// drop takes out a report whose last version has gone to another.
func (w *writer) drop(t *touched) error {
	if err := w.unindex(t.n); err != nil {
		return err
	}
	if t.current == 0 {
		w.added.Reports--
	}
	_, err := w.exec(`DELETE FROM report WHERE n = ?`, t.n)
	return err
}

// load returns the record of the version with the given number.
func (w *writer) load(n int64) (*record.Line, error) {
	find, err := w.stmt(`SELECT v.id, r.line FROM result r JOIN version v ON v.n = r.version WHERE v.n = ?`)
	if err != nil {
		return nil, err
	}
	var id string
	var packed []byte
	if err := find.QueryRow(n).Scan(&id, &packed); err != nil {
		return nil, err
	}
	line, err := w.s.codec.Line(id, packed)
	return &line, err
}

// unindex takes out the parts and the words of report n.
func (w *writer) unindex(n int64) error {
	if _, err := w.exec(`DELETE FROM report_words WHERE rowid = ?`, n); err != nil {
		return err
	}
	for _, t := range pack.Tables {
		if err := w.all([]string{
			`DELETE FROM ` + t.Name + `_words WHERE rowid IN (SELECT n FROM ` + t.Name + ` WHERE n BETWEEN ?1 AND ?2)`,
			`DELETE FROM ` + t.Name + ` WHERE n BETWEEN ?1 AND ?2`,
		}, n<<pack.OrdBits, n<<pack.OrdBits|(1<<pack.OrdBits-1)); err != nil {
			return err
		}
	}
	return nil
}

// index puts in the parts of report n and leaves its words for the end.
func (w *writer) index(n, current, versions int64, x pack.Indexed) error {
	k := index.OfStamp(x.Line.Report.Published)
	var day any
	if k.Known {
		day = k.Day
	}
	if _, err := w.exec(`UPDATE report SET current = ?, rank = ?, day = ?, versions = ?, statements = ?, sure = ? WHERE n = ?`,
		current, k.Rank(), day, versions, len(x.Line.Statements), pack.Sure(x.Line), n); err != nil {
		return err
	}
	for _, t := range pack.Tables {
		insert := `INSERT INTO ` + t.Name + ` (` + columns(t.Names()) + `) VALUES (` + marks(len(t.Columns)+1) + `)`
		for i := range t.Len(x.Line) {
			if _, err := w.exec(insert, append([]any{n<<pack.OrdBits | int64(i)}, t.Row(x.Line, i)...)...); err != nil {
				return err
			}
		}
	}
	w.words = append(w.words, numbered{n, x})
	return nil
}

// numbered is what is to be indexed under the number of a report.
type numbered struct {
	n int64
	pack.Indexed
}

// indexWords puts in the words of all reports of the transaction, one FTS5
// table after the other: a write to anything else makes FTS5 write out what it
// has gathered.
func (w *writer) indexWords() error {
	for _, x := range w.words {
		r := x.Report
		if _, err := w.exec(`INSERT INTO report_words (rowid, title, body, names, places, outlet) VALUES (?, ?, ?, ?, ?, ?)`,
			x.n, r.Title, r.Text, r.Names, r.Places, r.Outlet); err != nil {
			return err
		}
	}
	for i, t := range pack.Tables {
		insert := `INSERT INTO ` + t.Name + `_words (rowid, said, speaker, kind, cue) VALUES (?, ?, ?, ?, ?)`
		for _, x := range w.words {
			for k, s := range x.Parts[i] {
				if _, err := w.exec(insert, x.n<<pack.OrdBits|int64(k), s.Said, s.Speaker, s.Kind, s.Cue); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
