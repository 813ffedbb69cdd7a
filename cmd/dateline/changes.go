package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/correction"
	"dateline/position"
	"dateline/record"
	"dateline/store"
	"dateline/store/query"
	"dateline/story"
)

// look is the bookmark of the last look at what is new.
const look = "look"

func (a *app) changesCommand() *cobra.Command {
	var f filterFlags
	since := "last"
	cmd := &cobra.Command{
		Use:   "changes",
		Short: "List what is new in the record since a day, or since the last look",
		Long: `Changes lists what came into the record since a day, by when it arrived and not by
when it was published: reports and new versions of reports, what is said in them,
positions (beside each the latest earlier one of the same holder on the same
words, where the wording differs), pairs of reports that carry the same copy, what
people corrected, and meetings that are due or whose day passed without an outcome.

--since last, the default, lists what came since changes was asked so the last
time; the record keeps that, unless --limit left something out, so that nothing
goes by unseen. Of a new version of a report all statements are
listed, since the page was read anew.`,
		Example: `  dateline changes
  dateline changes --since 2026-02-09 --format jsonl`,
		Args: cobra.NoArgs, ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.changesSince(cmd.Context(), &f, since)
		},
	}
	f.addFormat(cmd)
	cmd.Flags().StringVar(&since, "since", since, "a `day` (2026-02-09), or last: the last look")
	return cmd
}

// change is one thing that is new.
type change struct {
	What     string           `json:"what"` // report, version, statement, a kind of position, copy, correction, meeting
	Report   *reportReference `json:"report"`
	Finding  any              `json:"finding"` // the statement, position, meeting, rewrite or correction; null for a report
	Earlier  *earlierPosition `json:"earlier,omitempty"`
	State    string           `json:"state,omitempty"`  // of a meeting
	Topics   []string         `json:"topics,omitempty"` // of a position
	date, id string
	who      string
	words    string
	beside   string
	outlet   string
	title    string
}

// earlierPosition is what the same holder took up on the same words before.
type earlierPosition struct {
	Position record.Position     `json:"position"`
	Report   reportReference     `json:"report"`
	Verdicts []correction.Judged `json:"verdicts,omitempty"` // of people, on the two
}

func (a *app) changesSince(ctx context.Context, f *filterFlags, since string) (err error) {
	var from time.Time
	if since != "last" {
		if from, err = time.ParseInLocation("2006-01-02", since, time.Local); err != nil {
			return fmt.Errorf("--since %q: want a day such as 2026-02-09, or last", since)
		}
	}
	s, err := a.changeStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if f.limit < 0 {
		return fmt.Errorf("--limit %d: must not be below 0", f.limit)
	}
	at := time.Now() // before anything is read: what comes meanwhile is new the next time
	now, err := s.Last(ctx, time.Time{})
	if err != nil {
		return err
	}
	var after int64
	if since == "last" {
		b, err := s.Bookmark(ctx, look)
		switch {
		case err == nil:
			after, from = b.Seq, b.At
		case !errors.Is(err, store.ErrNotFound):
			return err
		}
	} else if after, err = s.Last(ctx, from); err != nil {
		return err
	}
	list, err := a.changes(ctx, s, after, from)
	if err != nil {
		return err
	}
	l := a.list(f, changeColumns)
	for i, c := range list {
		if f.limit > 0 && i == f.limit {
			break
		}
		if err := l.row(c, c.cells(), c.block); err != nil {
			return err
		}
	}
	outcome := l.end()
	switch {
	case since != "last" || outcome != nil && len(list) > 0:
	case l.rows < len(list):
		a.note("%s more; this look does not count as the last one, since they were not shown", count(len(list)-l.rows, "line"))
	case !s.(shown).writable:
		a.note("the record cannot be written to: this look does not count as the last one")
	default:
		if err := s.Keep(ctx, store.Bookmark{Name: look, Seq: now, At: at}); err != nil {
			return err
		}
	}
	return outcome
}

// news is which reports came behind a change.
type news struct {
	fresh map[string]bool // reports of which every version is new
	again map[string]bool // reports known before, whose current version is new
}

func newsAfter(ctx context.Context, s engine, after int64) (news, error) {
	n := news{fresh: map[string]bool{}, again: map[string]bool{}}
	versions := map[string]int{} // by report: those that were added
	current := map[string]bool{}
	for {
		list, err := s.Changes(ctx, after, 1000)
		if err != nil {
			return n, err
		}
		for _, c := range list {
			after = c.Seq
			if c.What != "added" || current[c.Version] {
				continue
			}
			l, err := s.Version(ctx, c.Version)
			if errors.Is(err, store.ErrNotFound) {
				continue // purged since
			}
			if err != nil {
				return n, err
			}
			current[c.Version] = true
			versions[l.Report.ID]++
		}
		if len(list) < 1000 {
			break
		}
	}
	if len(versions) == 0 {
		return n, nil
	}
	_, err := paged(0, func(p store.Page) ([]store.ReportRow, error) { return s.Reports(ctx, query.Query{}, p) },
		func(r store.ReportRow) (string, error) {
			switch added := versions[r.Report.ID]; {
			case added > 0 && added >= r.Versions:
				n.fresh[r.Report.ID] = true
			case added > 0 && current[r.Report.Version]:
				n.again[r.Report.ID] = true
			}
			return r.Cursor, nil
		})
	return n, err
}

// changes gathers what is new behind a change, and what became of meetings
// since a moment.
func (a *app) changes(ctx context.Context, s engine, after int64, from time.Time) ([]change, error) {
	n, err := newsAfter(ctx, s, after)
	if err != nil {
		return nil, err
	}
	meetings, err := a.meetingNews(ctx, s, n, from)
	if err != nil {
		return nil, err
	}
	corrections, err := correctionNews(ctx, s, from)
	if err != nil {
		return nil, err
	}
	if len(n.fresh)+len(n.again) == 0 {
		return append(corrections, meetings...), nil
	}
	t, err := a.together(ctx, s)
	if err != nil {
		return nil, err
	}
	isNew := func(id string) bool { return n.fresh[id] || n.again[id] }
	all, err := every(ctx, s)
	if err != nil {
		return nil, err
	}
	var reports, said, held []change
	judged, err := judgements(ctx, s)
	if err != nil {
		return nil, err
	}
	topics, err := topicsOf(ctx, s)
	if err != nil {
		return nil, err
	}
	index := position.NewIndex(topics)
	before := position.NewBefore(all, position.NewSides(t.Actors), isNew, judged)
	for _, id := range position.Ordered(all) {
		if !isNew(id) {
			continue
		}
		l := all[id]
		c := changeIn(l, "report")
		c.id, c.words = id, value(l.Report.Title)
		if n.again[id] {
			c.What = "version"
		}
		reports = append(reports, c)
		for i := range l.Statements {
			x := &l.Statements[i]
			c := changeIn(l, "statement")
			c.Finding, c.id, c.who, c.words = x, x.ID, speaker(*x), words(*x)
			c.beside = marks(l.Report, x.Corrections)
			said = append(said, c)
		}
		on := index.In(l)
		for i := range l.Positions {
			p := &l.Positions[i]
			c := changeIn(l, p.Kind)
			c.Finding, c.id, c.who, c.words = p, p.ID, party(&p.Holder), p.Span.Exact
			for _, t := range on(p) {
				c.Topics = append(c.Topics, topics[t].Name)
			}
			if e, in := before.Earlier(l, p); e != nil {
				c.Earlier = &earlierPosition{*e, reference(in.Report), before.Judged(e, in, p, l)}
				c.beside = "earlier, " + day(in.Report.Published) + " " + value(in.Report.Outlet) + ": " + e.Kind + ": " + e.Span.Exact
				for _, j := range c.Earlier.Verdicts {
					c.beside += "; " + j.String()
				}
			}
			held = append(held, c)
		}
	}
	var copies []change
	for i := range t.Rewrites {
		r := &t.Rewrites[i]
		if !isNew(r.A) && !isNew(r.B) {
			continue
		}
		if all[r.A] == nil || all[r.B] == nil {
			continue // gone in between
		}
		c := changeIn(all[r.B], "copy")
		c.Finding, c.id = r, r.B
		c.words = percent(r.Coverage) + " shared with " + r.A + ": " + value(all[r.A].Report.Title)
		copies = append(copies, c)
	}
	return slices.Concat(reports, held, copies, corrections, meetings, said), nil
}

func changeIn(l *record.Line, what string) change {
	ref := reference(l.Report)
	return change{What: what, Report: &ref, date: day(l.Report.Published), outlet: value(l.Report.Outlet), title: value(l.Report.Title)}
}

// meetingNews lists the meetings of new reports, and those that are due or
// whose day passed since the moment.
func (a *app) meetingNews(ctx context.Context, s engine, n news, from time.Time) ([]change, error) {
	rows, err := s.Meetings(ctx, query.Query{}, store.Page{})
	if err != nil {
		return nil, err
	}
	today, then := time.Now().Format("2006-01-02"), from.Format("2006-01-02")
	told := toldBy(rows)
	var out []change
	for _, r := range rows {
		state := meetingState(r, told, today)
		lapsed := state == story.Lapsed && !from.IsZero() && meetingState(r, told, then) == story.Due
		state = stateWords(state)
		if !n.fresh[r.Report.ID] && !n.again[r.Report.ID] && !lapsed {
			continue
		}
		l := record.Line{Report: r.Report}
		c := changeIn(&l, "meeting")
		m := r.Meeting
		c.Finding, c.State, c.id, c.who = &m, state, m.ID, parties(m.Parties)
		b := meetingBlock(r, state)
		c.words = state + ": " + b.words
		if b.date != "" {
			c.words += ", " + b.date
		}
		out = append(out, c)
	}
	return out, nil
}

// correctionNews lists what people said of the record since a moment.
func correctionNews(ctx context.Context, s engine, from time.Time) ([]change, error) {
	all, err := s.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	var out []change
	for i := range all {
		x := &all[i]
		if !x.At.After(from) {
			continue
		}
		c := change{What: "correction", Finding: x, id: x.ID, date: x.At.Format("2006-01-02"), who: x.By, words: x.Kind + ": " + x.Why}
		if x.Kind == correction.Topic {
			c.words = strings.TrimSuffix("topic "+x.Value+": "+x.Why, ": ")
			c.beside = strings.Join(x.Words, ", ")
		}
		if x.Kind == correction.Verdict {
			c.words = "verdict: " + x.Value + ": " + x.Why
		}
		for _, anchor := range x.Anchors {
			c.beside += anchor.String() + " "
		}
		c.beside += x.Undoes
		out = append(out, c)
	}
	return out, nil
}

var changeColumns = columnsOf{
	table: []string{"what", "date", "who", "outlet", "id", "words", "beside"},
	csv:   []string{"what", "date", "who", "words", "beside", "state", "topics", "outlet", "title", "url", "location", "pointer", "report", "version", "id"},
}

func (c change) cells() map[string]string {
	cells := map[string]string{
		"what": c.What, "date": c.date, "who": c.who, "outlet": c.outlet, "id": c.id, "words": c.words, "beside": c.beside, "state": c.State, "topics": strings.Join(c.Topics, "; "), "title": c.title,
	}
	if r := c.Report; r != nil {
		cells["url"], cells["location"], cells["pointer"], cells["report"], cells["version"] = value(r.URL), r.Location, r.Pointer, r.ID, r.Version
	}
	return cells
}

func (c change) block() block {
	head := c.who
	if head == "" {
		head = c.title
	}
	return block{date: c.date, head: head, lead: c.What, words: c.words, foot: []string{c.beside, c.outlet, c.id}}
}
