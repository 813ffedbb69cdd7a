package web

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"dateline/record"
	"dateline/store"
	"dateline/store/query"
)

// Relations gives what the record's reports show together, as it was worked
// out last.
type Relations interface {
	Related() store.Related
}

// together is the last relations with what finds things in them. The zero value
// is ready.
type together struct {
	mu   sync.Mutex // of who makes them
	last atomic.Pointer[related]
}

// related are relations with indices. It is not changed once it is made, but
// for what is counted once.
type related struct {
	record.Relations
	made     int64
	byReport map[string][]int // the stories and the rewrites of reports, by id: see storyAt and rewriteAt
	said     map[string]int   // by id of a statement: its utterance
	facts    map[string]int   // by id of an event or a meeting of several reports: which it is
	named    map[string][]int // by name, folded: identities
	ids      map[string]int   // by id: identities
	stories  []int            // of several reports, in order
	open     []store.Open     // demands and offers that nobody answered
	looked   int              // reports in which answers were looked for
	copied   copied
}

// fresh says how the relations on a page stand to the record.
type fresh struct {
	None  bool // the reports were never compared
	Newer int  // arrivals since
	Said  bool // somebody corrected something since
	Busy  bool // they are being compared now
}

// Stale reports whether the relations are not those of the record as it is.
func (f fresh) Stale() bool { return f.None || f.Newer > 0 || f.Said }

// relations are the last ones, nil when there are none, and how they stand to
// the record.
func (d *desk) relations(ctx context.Context) (*related, fresh, error) {
	f := fresh{None: true}
	if d.shown == nil {
		return nil, f, nil
	}
	now := d.shown.Related()
	f.Busy = now.Busy
	if now.Relations == nil {
		return nil, f, nil
	}
	f.None = false
	seq, err := d.store.Arrived(ctx)
	if err != nil {
		return nil, f, err
	}
	f.Newer = int(max(0, seq-now.Seq))
	if d.corrector != nil && now.Said >= 0 {
		list, err := d.corrector.Corrections(ctx)
		if err != nil {
			return nil, f, err
		}
		f.Said = len(list) != now.Said
	}
	return d.together.of(now), f, nil
}

// of returns the relations with their indices. One request makes those of a
// large record; the others get the ones before meanwhile.
func (t *together) of(now store.Related) *related {
	last := t.last.Load()
	if last != nil && (last.made == now.Made || !t.mu.TryLock()) {
		return last
	}
	if last == nil {
		t.mu.Lock()
	}
	defer t.mu.Unlock()
	if last = t.last.Load(); last == nil || last.made != now.Made {
		last = newRelated(*now.Relations, now.Made)
		last.open, last.looked = now.Open, now.Looked
		t.last.Store(last)
	}
	return last
}

// A place in byReport is a story or, as ^i, a rewrite.
func newRelated(r record.Relations, made int64) *related {
	x := &related{Relations: r, made: made, byReport: map[string][]int{}, said: map[string]int{}, facts: map[string]int{}, named: map[string][]int{}, ids: map[string]int{}}
	for i := range r.Stories {
		if len(r.Stories[i].Reports) < 2 {
			continue
		}
		x.stories = append(x.stories, i)
		for _, id := range r.Stories[i].Reports {
			x.byReport[id] = append(x.byReport[id], i)
		}
	}
	for i := range r.Rewrites {
		for _, id := range []string{r.Rewrites[i].A, r.Rewrites[i].B} {
			x.byReport[id] = append(x.byReport[id], ^i)
		}
	}
	for i := range r.Utterances {
		for _, id := range r.Utterances[i].Statements {
			x.said[id] = i
		}
	}
	for i := range r.Events {
		for _, id := range r.Events[i].Mentions {
			x.facts[id] = i
		}
	}
	for i := range r.Meetings {
		for _, id := range r.Meetings[i].Meetings {
			x.facts[id] = i
		}
	}
	for i := range r.Actors {
		a := &r.Actors[i]
		x.ids[a.ID] = i
		for _, n := range a.Names {
			k := foldName(n)
			if !slices.Contains(x.named[k], i) {
				x.named[k] = append(x.named[k], i)
			}
		}
	}
	return x
}

func foldName(s string) string { return strings.Join(query.Words(s), " ") }

// of returns the utterance that a statement stands in; nil if in none.
func (x *related) of(statement string) *record.Utterance {
	if i, ok := x.said[statement]; ok {
		return &x.Utterances[i]
	}
	return nil
}

// event returns what several reports tell as one event, that with an id among
// it; nil if no other report tells it.
func (x *related) event(id string) *record.Happening {
	if i, ok := x.facts[id]; ok {
		return &x.Events[i]
	}
	return nil
}

// meeting returns likewise what they tell as one meeting.
func (x *related) meeting(id string) *record.Gathering {
	if i, ok := x.facts[id]; ok {
		return &x.Meetings[i]
	}
	return nil
}

// nowIn returns the index of the identity that a member is in now, whatever the
// id that it went by before; -1 for none.
func (x *related) nowIn(id string) int {
	m := record.Member{Report: reportOf(id), Actor: id[strings.LastIndexByte(id, '.')+1:]}
	return slices.IndexFunc(x.Actors, func(a record.Identity) bool { return slices.Contains(a.Members, m) })
}

// storyOf returns the story of several reports that a report belongs to; nil if
// to none.
func (x *related) storyOf(report string) *record.Story {
	for _, i := range x.byReport[report] {
		if i >= 0 {
			return &x.Stories[i]
		}
	}
	return nil
}

// rewritesOf returns what a report has in common with others.
func (x *related) rewritesOf(report string) []record.Rewrite {
	var out []record.Rewrite
	for _, i := range x.byReport[report] {
		if i < 0 {
			out = append(out, x.Rewrites[^i])
		}
	}
	return out
}

// called returns the identities that go by a name.
func (x *related) called(name string) []*record.Identity {
	var out []*record.Identity
	for _, i := range x.named[foldName(name)] {
		out = append(out, &x.Actors[i])
	}
	return out
}

// heads returns the heads of reports by their ids, those that are there.
func (d *desk) heads(ctx context.Context, ids []string) (map[string]record.Report, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	out := map[string]record.Report{}
	for some := range slices.Chunk(slices.Compact(ids), 500) {
		rows, err := d.store.Named(ctx, some)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.Report.ID] = r.Report
		}
	}
	return out, nil
}

// sayings returns statements by their ids, those that are there.
func (d *desk) sayings(ctx context.Context, ids []string) (map[string]store.StatementRow, error) {
	out := map[string]store.StatementRow{}
	byReport := map[string][]string{}
	for _, id := range ids {
		r := reportOf(id)
		byReport[r] = append(byReport[r], id)
	}
	for report, want := range byReport {
		line, err := d.lineOr(ctx, report)
		if err != nil {
			return nil, err
		}
		head := headOf(line.Report)
		for i := range line.Statements {
			if s := line.Statements[i]; slices.Contains(want, s.ID) {
				out[s.ID] = store.StatementRow{Statement: s, Report: head}
			}
		}
	}
	return out, nil
}

// reportOf is the report in the id of a finding.
func reportOf(id string) string { return id[:max(0, strings.LastIndexByte(id, '.'))] }

// utteranceView is what several statements report.
type utteranceView struct {
	record.Utterance
	Fullest  store.StatementRow
	Others   []otherView
	Differs  bool // inside quotation marks
	Wordings int  // different ones
}

// insideMarks is the kind of a drift that changes words in quotation marks.
const insideMarks = "differing inside quotation marks"

func differs(u *record.Utterance) bool {
	return slices.ContainsFunc(u.Drift, func(y record.Drift) bool { return y.Kind == insideMarks })
}

// mostWordings is how many wordings of an utterance are set side by side.
const mostWordings = 24

// utterances sets the wordings of utterances beside the fullest. Those of which
// fewer than two are there are left out.
func (d *desk) utterances(ctx context.Context, list []*record.Utterance) ([]utteranceView, error) {
	var ids []string
	for _, u := range list {
		ids = append(ids, u.Statements[:min(len(u.Statements), mostWordings)]...)
	}
	rows, err := d.sayings(ctx, ids)
	if err != nil {
		return nil, err
	}
	var out []utteranceView
	for _, u := range list {
		v := utteranceView{Utterance: *u, Differs: differs(u)}
		kinds := map[string]bool{}
		for _, y := range u.Drift {
			kinds[y.Statement] = true
		}
		v.Wordings = 1 + len(kinds)
		first := true
		for _, id := range u.Statements[:min(len(u.Statements), mostWordings)] {
			row, ok := rows[id]
			if !ok {
				continue
			}
			if first {
				v.Fullest, first = row, false
				continue
			}
			v.Others = append(v.Others, wordingBeside(v.Fullest.Statement, row))
		}
		if len(v.Others) > 0 {
			out = append(out, v)
		}
	}
	return out, nil
}

// wordingBeside sets the wording of a row beside that of s.
func wordingBeside(s record.Statement, row store.StatementRow) otherView {
	o := otherView{StatementRow: row, Diff: wordDiff(spoken(s), spoken(row.Statement))}
	o.Same = !slices.ContainsFunc(o.Diff, func(c change) bool { return c.Kind != same })
	return o
}

// differing are the utterances whose wordings differ, those that differ inside
// quotation marks first, each the latest first; at most so many.
func (x *related) differing(most int) []*record.Utterance {
	var inside, other []*record.Utterance
	for i := range slices.Backward(x.Utterances) {
		u := &x.Utterances[i]
		switch {
		case len(u.Drift) == 0 || u.Reports < 2:
		case differs(u):
			if inside = append(inside, u); len(inside) == most {
				return inside
			}
		case len(other) < most:
			other = append(other, u)
		}
	}
	out := append(inside, other...)
	return out[:min(len(out), most)]
}

// lineOr is the record of a report, an empty one when it is not there.
func (d *desk) lineOr(ctx context.Context, id string) (record.Line, error) {
	line, err := d.store.Line(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return record.Line{}, nil
	}
	return line, err
}
