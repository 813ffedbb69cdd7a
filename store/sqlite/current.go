package sqlite

import (
	"dateline/record"
	"dateline/store/index"
)

// touched is a report whose versions a transaction changes.
type touched struct {
	id      string
	n       int64
	current int64             // number of the version that is indexed; 0 for a new report
	fresh   map[int64]indexed // results of this transaction, by number of the version
	added   []int64           // numbers of the versions that were not there before it
}

// touch returns the report with the given id, made if it is not there.
func (w *writer) touch(id string) (*touched, error) {
	if t, ok := w.touched[id]; ok {
		return t, nil
	}
	t := &touched{id: id, fresh: map[int64]indexed{}}
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
		words = indexLine(line)
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
	line, err := w.s.line(id, packed)
	return &line, err
}

// unindex takes out the statements, positions, events, meetings and words of
// report n.
func (w *writer) unindex(n int64) error {
	if _, err := w.exec(`DELETE FROM report_words WHERE rowid = ?`, n); err != nil {
		return err
	}
	return w.all([]string{
		`DELETE FROM statement_words WHERE rowid IN (SELECT n FROM statement WHERE n BETWEEN ?1 AND ?2)`,
		`DELETE FROM statement WHERE n BETWEEN ?1 AND ?2`,
		`DELETE FROM position_words WHERE rowid IN (SELECT n FROM position WHERE n BETWEEN ?1 AND ?2)`,
		`DELETE FROM position WHERE n BETWEEN ?1 AND ?2`,
		`DELETE FROM event_words WHERE rowid IN (SELECT n FROM event WHERE n BETWEEN ?1 AND ?2)`,
		`DELETE FROM event WHERE n BETWEEN ?1 AND ?2`,
		`DELETE FROM meeting_words WHERE rowid IN (SELECT n FROM meeting WHERE n BETWEEN ?1 AND ?2)`,
		`DELETE FROM meeting WHERE n BETWEEN ?1 AND ?2`,
	}, n<<ordBits, n<<ordBits|(1<<ordBits-1))
}

// index puts in the parts of report n and leaves its words
// for the end.
func (w *writer) index(n, current, versions int64, x indexed) error {
	k := index.OfStamp(x.line.Report.Published)
	var day any
	if k.Known {
		day = k.Day
	}
	sure := 0
	for i := range x.line.Statements {
		if x.line.Statements[i].Grade == "sure" {
			sure++
		}
	}
	if _, err := w.exec(`UPDATE report SET current = ?, rank = ?, day = ?, versions = ?, statements = ?, sure = ? WHERE n = ?`,
		current, k.Rank(), day, versions, len(x.line.Statements), sure, n); err != nil {
		return err
	}
	for i := range x.line.Statements {
		if err := w.insertStatement(n<<ordBits|int64(i), &x.line.Statements[i]); err != nil {
			return err
		}
	}
	for i := range x.line.Positions {
		if err := w.insertPosition(n<<ordBits|int64(i), &x.line.Positions[i]); err != nil {
			return err
		}
	}
	for i := range x.line.Events {
		if err := w.insertEvent(n<<ordBits|int64(i), &x.line.Events[i]); err != nil {
			return err
		}
	}
	for i := range x.line.Meetings {
		if err := w.insertMeeting(n<<ordBits|int64(i), &x.line.Meetings[i]); err != nil {
			return err
		}
	}
	w.words = append(w.words, numbered{n, x})
	return nil
}

func (w *writer) insertStatement(n int64, s *record.Statement) error {
	words := pieces(s.Content)
	var quoted *string
	if q := pieces(s.Quotes); q != words && len(s.Quotes) > 0 {
		quoted = &q
	}
	var date *string
	if s.Date != nil {
		date = s.Date.ISO
	}
	_, err := w.exec(`INSERT INTO statement (n, id, kind, part, act, speaker, actor, role, words, quoted, cue, date,
			"start", "end", source_start, source_end, rule, grade)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		n, s.ID, s.Kind, s.Part, s.Act, s.Speaker.Name, s.Speaker.Actor, s.Speaker.Role, words, quoted, pieces(s.Cue), date,
		s.Span.Start, s.Span.End, s.Span.SourceStart, s.Span.SourceEnd, s.Rule, s.Grade)
	return err
}

func (w *writer) insertPosition(n int64, p *record.Position) error {
	var target, condition *string
	if p.Target != nil {
		target = p.Target.Name
	}
	if p.Condition != nil {
		condition = &p.Condition.Exact
	}
	_, err := w.exec(`INSERT INTO position (n, id, kind, holder, actor, target, words, condition, statement, quoted,
			"start", "end", source_start, source_end, rule, grade)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		n, p.ID, p.Kind, p.Holder.Name, p.Holder.Actor, target, p.Span.Exact, condition, p.Statement, p.Quoted,
		p.Span.Start, p.Span.End, p.Span.SourceStart, p.Span.SourceEnd, p.Rule, p.Grade)
	return err
}

func (w *writer) insertEvent(n int64, e *record.Event) error {
	var place, date, by *string
	if e.Place != nil {
		place = &e.Place.Exact
	}
	if e.Date != nil {
		date = e.Date.ISO
	}
	if e.AttributedTo != nil {
		name := oneName(e.AttributedTo)
		by = &name
	}
	_, err := w.exec(`INSERT INTO event (n, id, type, mode, track, modality, actors, recipients, words, place, date, attributed_to, position,
			"start", "end", source_start, source_end, rule, grade)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		n, e.ID, e.Type, e.Mode, e.Track, e.Modality, named(e.Actors), named(e.Recipients), e.Span.Exact, place, date, by, e.Position,
		e.Span.Start, e.Span.End, e.Span.SourceStart, e.Span.SourceEnd, e.Rule, e.Grade)
	return err
}

func (w *writer) insertMeeting(n int64, m *record.Meeting) error {
	var mediator, venue, date *string
	if m.Mediator != nil {
		name := oneName(m.Mediator)
		mediator = &name
	}
	if m.Venue != nil {
		venue = &m.Venue.Exact
	}
	if m.Date != nil {
		date = m.Date.ISO
	}
	_, err := w.exec(`INSERT INTO meeting (n, id, kind, parties, mediator, format, venue, date, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		n, m.ID, m.Kind, named(m.Parties), mediator, m.Format, venue, date, m.Status)
	return err
}

// numbered is what is to be indexed under the number of a report.
type numbered struct {
	n int64
	indexed
}

// indexWords puts in the words of all reports of the transaction, one FTS5
// table after the other: a write to anything else makes FTS5 write out what it
// has gathered.
func (w *writer) indexWords() error {
	for _, x := range w.words {
		r := x.report
		if _, err := w.exec(`INSERT INTO report_words (rowid, title, body, names, places, outlet) VALUES (?, ?, ?, ?, ?, ?)`,
			x.n, r.Title, r.Text, r.Names, r.Places, r.Outlet); err != nil {
			return err
		}
	}
	for _, x := range w.words {
		for i, s := range x.statements {
			if _, err := w.exec(`INSERT INTO statement_words (rowid, said, speaker, kind, cue) VALUES (?, ?, ?, ?, ?)`,
				x.n<<ordBits|int64(i), s.Said, s.Speaker, s.Kind, s.Cue); err != nil {
				return err
			}
		}
	}
	for _, table := range []struct {
		name string
		of   func(indexed) []index.Statement
	}{
		{"position_words", func(x indexed) []index.Statement { return x.positions }},
		{"event_words", func(x indexed) []index.Statement { return x.events }},
		{"meeting_words", func(x indexed) []index.Statement { return x.meetings }},
	} {
		for _, x := range w.words {
			for i, p := range table.of(x.indexed) {
				if _, err := w.exec(`INSERT INTO `+table.name+` (rowid, said, speaker, kind, cue) VALUES (?, ?, ?, ?, ?)`,
					x.n<<ordBits|int64(i), p.Said, p.Speaker, p.Kind, p.Cue); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
