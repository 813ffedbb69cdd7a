package web

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dateline/record"
	"dateline/store"
	"dateline/store/query"
	"dateline/story"
	"dateline/text"
)

// fake is a store in memory. It answers words, phrases and speaker:, which is
// what the desk's own pages need.
type fake struct {
	entries []store.Entry
	came    []store.Entry // in the order in which they came
	err     error         // what every method returns, if set
}

func (f *fake) Put(_ context.Context, e []store.Entry) (store.Added, error) {
	f.entries = append(f.entries, e...)
	f.came = append(f.came, e...)
	slices.SortStableFunc(f.entries, func(a, b store.Entry) int {
		return cmp.Or(cmp.Compare(published(b), published(a)), cmp.Compare(a.Line.Report.ID, b.Line.Report.ID))
	})
	return store.Added{Reports: len(e)}, f.err
}

func published(e store.Entry) string {
	if e.Line.Report.Published.Time == nil {
		return ""
	}
	return *e.Line.Report.Published.Time
}

func (f *fake) find(ok func(store.Entry) bool) (store.Entry, error) {
	if f.err != nil {
		return store.Entry{}, f.err
	}
	for _, e := range f.entries {
		if ok(e) {
			return e, nil
		}
	}
	return store.Entry{}, store.ErrNotFound
}

func (f *fake) Line(_ context.Context, id string) (record.Line, error) {
	e, err := f.find(func(e store.Entry) bool { return e.Line.Report.ID == id })
	return e.Line, err
}

func (f *fake) Version(_ context.Context, v string) (record.Line, error) {
	e, err := f.find(func(e store.Entry) bool { return e.Line.Report.Version == v })
	return e.Line, err
}

func (f *fake) Versions(_ context.Context, id string) ([]string, error) {
	var out []string
	for _, e := range f.entries {
		if e.Line.Report.ID == id {
			out = append(out, e.Line.Report.Version)
		}
	}
	if out == nil && f.err == nil {
		return nil, store.ErrNotFound
	}
	return out, f.err
}

func (f *fake) Original(_ context.Context, v string) ([]byte, error) {
	e, err := f.find(func(e store.Entry) bool { return e.Line.Report.Version == v })
	return e.Original, err
}

func (f *fake) Reports(_ context.Context, q query.Query, p store.Page) ([]store.ReportRow, error) {
	var out []store.ReportRow
	for _, e := range f.entries {
		if _, ok := answers(e.Line.Report.Text, "", q); ok {
			out = append(out, rowOf(e))
		}
	}
	return turn(out, p, func(r *store.ReportRow, c string) { r.Cursor = c }), f.err
}

func rowOf(e store.Entry) store.ReportRow {
	r := e.Line.Report
	r.Text, r.Headlines, r.Parts = "", nil, nil
	return store.ReportRow{Report: r, Versions: 1, Statements: len(e.Line.Statements), NotAnalysed: e.Line.NotAnalysed}
}

func (f *fake) Statements(_ context.Context, q query.Query, p store.Page) ([]store.StatementRow, error) {
	var out []store.StatementRow
	for _, e := range f.entries {
		for _, s := range e.Line.Statements {
			if _, ok := answers(s.Span.Exact, deref(s.Speaker.Name, ""), q); ok {
				out = append(out, store.StatementRow{Statement: s, Report: rowOf(e).Report})
			}
		}
	}
	return turn(out, p, func(r *store.StatementRow, c string) { r.Cursor = c }), f.err
}

func (f *fake) Positions(_ context.Context, q query.Query, p store.Page) ([]store.PositionRow, error) {
	out := parts(f, q, func(l *record.Line) []store.PositionRow {
		var rows []store.PositionRow
		for _, x := range l.Positions {
			rows = append(rows, store.PositionRow{Position: x})
		}
		return rows
	}, func(r *store.PositionRow, in record.Report) (string, string) {
		r.Report = in
		return r.Position.Span.Exact, party(r.Position.Holder)
	})
	return turn(out, p, func(r *store.PositionRow, c string) { r.Cursor = c }), f.err
}

func (f *fake) Events(_ context.Context, q query.Query, p store.Page) ([]store.EventRow, error) {
	out := parts(f, q, func(l *record.Line) []store.EventRow {
		var rows []store.EventRow
		for _, x := range l.Events {
			rows = append(rows, store.EventRow{Event: x})
		}
		return rows
	}, func(r *store.EventRow, in record.Report) (string, string) {
		r.Report = in
		return r.Event.Span.Exact, names(r.Event.Actors) + " " + names(r.Event.Recipients)
	})
	return turn(out, p, func(r *store.EventRow, c string) { r.Cursor = c }), f.err
}

func (f *fake) Meetings(_ context.Context, q query.Query, p store.Page) ([]store.MeetingRow, error) {
	out := parts(f, q, func(l *record.Line) []store.MeetingRow {
		var rows []store.MeetingRow
		for _, x := range l.Meetings {
			rows = append(rows, store.MeetingRow{Meeting: x})
		}
		return rows
	}, func(r *store.MeetingRow, in record.Report) (string, string) {
		r.Report = in
		return "", names(r.Meeting.Parties)
	})
	return turn(out, p, func(r *store.MeetingRow, c string) { r.Cursor = c }), f.err
}

// parts are the parts of reports that answer q by their words and who is in
// them.
func parts[T any](f *fake, q query.Query, of func(*record.Line) []T, words func(*T, record.Report) (said, who string)) []T {
	var out []T
	for _, e := range f.entries {
		for _, x := range of(&e.Line) {
			said, who := words(&x, rowOf(e).Report)
			if _, ok := answers(said, who, q); ok {
				out = append(out, x)
			}
		}
	}
	return out
}

func (f *fake) Speakers(ctx context.Context, q query.Query) ([]store.SpeakerRow, error) {
	rows, err := f.Statements(ctx, q, store.Page{})
	var out []store.SpeakerRow
	for _, r := range rows {
		name := deref(r.Statement.Speaker.Name, "")
		i := slices.IndexFunc(out, func(x store.SpeakerRow) bool { return x.Name == name })
		if i < 0 {
			i, out = len(out), append(out, store.SpeakerRow{Name: name, Reports: 1})
		}
		out[i].Statements++
	}
	slices.SortStableFunc(out, func(a, b store.SpeakerRow) int {
		return cmp.Or(b.Statements-a.Statements, cmp.Compare(a.Name, b.Name))
	})
	return out, err
}

func (f *fake) Search(_ context.Context, q query.Query, p store.Page) ([]store.Hit, error) {
	var out []store.Hit
	for _, e := range f.entries {
		at, ok := answers(e.Line.Report.Text, "", q)
		if !ok || len(at) == 0 {
			continue
		}
		t := e.Line.Report.Text
		from, to := max(0, at[0].Start-100), min(len(t), at[0].End+200)
		for !utf8.RuneStart(t[from]) {
			from--
		}
		for to < len(t) && !utf8.RuneStart(t[to]) {
			to++
		}
		h := store.Hit{ReportRow: rowOf(e), Passage: spanAt(t, from, to, 0)}
		for _, m := range at {
			if m.End <= to {
				h.Matches = append(h.Matches, spanAt(t, m.Start, m.End, 0))
			}
		}
		out = append(out, h)
	}
	return turn(out, p, func(r *store.Hit, c string) { r.Cursor = c }), f.err
}

func (f *fake) Named(_ context.Context, ids []string) ([]store.ReportRow, error) {
	var out []store.ReportRow
	for _, id := range ids {
		for _, e := range f.entries {
			if e.Line.Report.ID == id {
				out = append(out, rowOf(e))
			}
		}
	}
	return out, f.err
}

func (f *fake) Outlets(context.Context) ([]store.OutletRow, error) {
	rows := map[string]*store.OutletRow{}
	var out []store.OutletRow
	for _, e := range f.entries {
		name := deref(e.Line.Report.Outlet, "")
		if rows[name] == nil {
			rows[name] = &store.OutletRow{Outlet: name}
		}
		rows[name].Reports++
		rows[name].Statements += len(e.Line.Statements)
	}
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		out = append(out, *rows[name])
	}
	return out, f.err
}

func (f *fake) Lines(context.Context, query.Query) iter.Seq2[record.Line, error] { return nil }

func (f *fake) Tally(ctx context.Context, q query.Query, limit int) (store.Tally, error) {
	rows, err := f.Statements(ctx, q, store.Page{})
	t := store.Tally{}
	more := limit > 0 && len(rows) > limit
	if more {
		rows, t.More = rows[:limit], true
	}
	add := func(list *[]store.Count, v string) {
		i := slices.IndexFunc(*list, func(c store.Count) bool { return c.Value == v })
		if i < 0 {
			i, *list = len(*list), append(*list, store.Count{Value: v})
		}
		(*list)[i].N++
	}
	for _, r := range rows {
		t.Total++
		add(&t.Kinds, r.Statement.Kind)
		add(&t.Grades, r.Statement.Grade)
		add(&t.Outlets, deref(r.Report.Outlet, ""))
		add(&t.Speakers, deref(r.Statement.Speaker.Name, ""))
		day := deref(r.Report.Published.Time, "")
		add(&t.Days, day[:min(len(day), len("2026-02-09"))])
	}
	slices.SortFunc(t.Days, func(a, b store.Count) int {
		if (a.Value == "") != (b.Value == "") {
			return cmp.Compare(b.Value, a.Value)
		}
		return cmp.Compare(a.Value, b.Value)
	})
	return t, err
}

func (f *fake) Marks(_ context.Context, q query.Query, limit int) ([]store.EventMark, error) {
	var out []store.EventMark
	for _, e := range f.entries {
		for _, x := range e.Line.Events {
			who := names(x.Actors) + " " + names(x.Recipients)
			if _, ok := answers(x.Span.Exact, who, q); !ok {
				continue
			}
			m := store.EventMark{
				ID: x.ID, Report: e.Line.Report.ID, Type: x.Type, Track: x.Track, Modality: x.Modality, Grade: x.Grade,
				Actors: names(x.Actors), Recipients: names(x.Recipients), Words: x.Span.Exact,
				Published: e.Line.Report.Published.Time, Outlet: e.Line.Report.Outlet,
			}
			if x.Date != nil {
				m.Date = x.Date.ISO
			}
			if x.AttributedTo != nil {
				m.By = ptr(party(*x.AttributedTo))
			}
			out = append(out, m)
		}
	}
	if limit > 0 {
		out = out[:min(limit, len(out))]
	}
	return out, f.err
}

func (f *fake) Arrivals(_ context.Context, after int64, limit int) ([]store.Arrival, error) {
	var out []store.Arrival
	for i, e := range f.came {
		if int64(i) >= after && (limit == 0 || len(out) < limit) {
			out = append(out, store.Arrival{Seq: int64(i + 1), At: time.Unix(1770000000, 0).UTC(), What: "added", Version: e.Line.Report.Version, Row: rowOf(e)})
		}
	}
	return out, f.err
}

func (f *fake) Arrived(context.Context) (int64, error) { return int64(len(f.came)), f.err }

func (f *fake) Counts(context.Context) (store.Counts, error) {
	c := store.Counts{Reports: len(f.entries), Versions: len(f.entries), Outlets: 1}
	for _, e := range f.entries {
		c.Statements += len(e.Line.Statements)
		c.Bytes += int64(len(e.Original))
	}
	return c, f.err
}

func (f *fake) Close() error { return nil }

// answers reports whether words and speaker answer q, and where the words of
// its terms stand.
func answers(words, speaker string, q query.Query) ([]text.Span, bool) {
	var at []text.Span
	var have []string
	var where []text.Span
	for w, s := range text.Words(words) {
		have, where = append(have, w), append(where, s)
	}
	for _, t := range q.Terms {
		n := len(at)
		for i := range have {
			if k := len(t.Words); k > 0 && i+k <= len(have) && slices.Equal(have[i:i+k], t.Words) {
				at = append(at, text.Span{Start: where[i].Start, End: where[i+k-1].End})
			}
		}
		if len(at) == n != t.Not {
			return nil, false
		}
	}
	for _, f := range q.Fields {
		if f.Name != "speaker" {
			continue
		}
		have := map[string]bool{}
		for w := range text.Words(speaker) {
			have[w] = true
		}
		for _, w := range f.Words {
			if !have[w] {
				return nil, false
			}
		}
	}
	return at, true
}

// turn cuts one page out of rows.
func turn[T any](rows []T, p store.Page, set func(*T, string)) []T {
	for i := range rows {
		set(&rows[i], strconv.Itoa(i+1))
	}
	from, _ := strconv.Atoi(p.Cursor)
	rows = rows[min(from, len(rows)):]
	if p.Limit > 0 {
		rows = rows[:min(p.Limit, len(rows))]
	}
	return rows
}

// spanAt is the record's span of the bytes from start to end of a text that
// stands, as it is, at byte base of its source.
func spanAt(t string, start, end, base int) record.Span {
	return record.Span{
		Start: utf8.RuneCountInString(t[:start]), End: utf8.RuneCountInString(t[:end]),
		SourceStart: base + start, SourceEnd: base + end, Exact: t[start:end],
	}
}

// draft makes the record of a report whose original is its text.
type draft struct {
	record.Line
}

func newDraft(id, words string) *draft {
	sum := sha256.Sum256([]byte(words))
	return &draft{record.Line{
		Report: record.Report{
			ID: id, Version: hex.EncodeToString(sum[:]), Location: "wire/" + id + ".txt", Shape: "text", Text: words,
			Headlines: []record.Span{}, Byline: []string{}, Parts: []record.Part{},
		},
		Statements: []record.Statement{}, Model: "rules-1",
	}}
}

// span finds words in the text.
func (d *draft) span(words string) record.Span {
	at := strings.Index(d.Report.Text, words)
	if at < 0 {
		panic("not in the text: " + words)
	}
	return spanAt(d.Report.Text, at, at+len(words), int(d.Report.Offset))
}

func (d *draft) part(kind, words string) *draft {
	d.Report.Parts = append(d.Report.Parts, record.Part{Kind: kind, Span: d.span(words)})
	if kind == "headline" && d.Report.Title == nil {
		d.Report.Title = &words
	}
	return d
}

// say adds a statement; content and quotes are words of the text, pieces set
// apart by "|".
func (d *draft) say(whole, name, who, cue, content, quotes string) *draft {
	s := record.Statement{
		ID: d.Report.ID + ".s" + strconv.Itoa(len(d.Statements)+1), Kind: "mixed", Part: "body",
		Span: d.span(whole), Content: []record.Span{}, Quotes: []record.Span{}, Cue: []record.Span{},
		Act: "speech", Grade: "to check", Rule: "cue before content",
	}
	add := func(list *[]record.Span, words string) {
		for w := range strings.SplitSeq(words, "|") {
			if w != "" {
				*list = append(*list, d.span(w))
			}
		}
	}
	add(&s.Cue, cue)
	add(&s.Content, content)
	add(&s.Quotes, quotes)
	switch {
	case quotes == "":
		s.Kind = "indirect"
	case quotes == content:
		s.Kind = "direct"
	}
	if name != "" {
		s.Speaker.Name = &name
	}
	if who != "" {
		x := d.span(who)
		s.Speaker.Span = &x
	}
	s.Speaker.Candidates = []record.Ref{}
	d.Statements = append(d.Statements, s)
	return d
}

func (d *draft) entry() store.Entry {
	return store.Entry{Line: d.Line, Original: []byte(d.Report.Text), Reader: "test"}
}

func ptr[T any](x T) *T { return &x }

// at finds the nth occurrence, from 0, of words in the text.
func (d *draft) at(words string, n int) record.Span {
	at := 0
	for i := 0; ; i++ {
		k := strings.Index(d.Report.Text[at:], words)
		if k < 0 {
			panic("not in the text so often: " + words)
		}
		if at += k; i == n {
			return spanAt(d.Report.Text, at, at+len(words), int(d.Report.Offset))
		}
		at += len(words)
	}
}

func newFake(t testing.TB, entries ...store.Entry) *fake {
	t.Helper()
	f := &fake{}
	if _, err := f.Put(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	return f
}

// compared is what the reports of a fake show together, worked out when it is
// asked for.
type compared struct{ f *fake }

func (c compared) Related() store.Related {
	var list []story.Report
	for i := range slices.Backward(c.f.entries) {
		list = append(list, story.Report{Line: &c.f.entries[i].Line})
	}
	r := story.Relate(list)
	return store.Related{Relations: &r, Made: int64(len(c.f.came)), Seq: int64(len(c.f.came))}
}
