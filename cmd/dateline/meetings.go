package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/record"
	"dateline/store"
	"dateline/store/query"
	"dateline/story"
)

func (a *app) meetingsCommand() *cobra.Command {
	var f filterFlags
	var due bool
	var on string
	cmd := &cobra.Command{
		Use:   "meetings [QUERY]",
		Short: "List talks, visits and calls, and what is due",
		Long: `Meetings lists the rounds of talks, visits, calls, sessions and signings that the
reports in the record tell of, the latest reports first. --due lists those that
were announced: due on the day or after it, or past with no outcome in the
record. --by and speaker: ask for a party, a head of delegation or the mediator;
type: for kind, status or format; words are looked for in venue and outcome.

` + queryHelp,
		Example: `  dateline meetings --by Tavria
  dateline meetings --due --on 2026-02-12`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if on == "" {
				on = time.Now().Format("2006-01-02")
			}
			if _, err := time.Parse("2006-01-02", on); err != nil {
				return fmt.Errorf("--on %q: want a day such as 2026-02-09", on)
			}
			return a.meetings(cmd.Context(), &f, args, due, on)
		},
	}
	f.add(cmd)
	cmd.Flags().Lookup("by").Usage = "with somebody of this `name` taking part"
	cmd.Flags().BoolVar(&due, "due", false, "only what was announced, and what became of it")
	cmd.Flags().StringVar(&on, "on", "", "the `day` to compare with (default: today)")
	return cmd
}

func (a *app) meetings(ctx context.Context, f *filterFlags, args []string, due bool, on string) (err error) {
	s, q, err := a.asked(ctx, f, args)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()

	all, err := s.Meetings(ctx, query.Query{}, store.Page{})
	if err != nil {
		return err
	}
	told := toldBy(all)
	l := a.list(f, a.marked(ctx, s, meetingColumns))
	shown := 0
	show := func(r store.MeetingRow) error {
		state := meetingState(r, told, on)
		if due && state != story.Due && state != story.Lapsed || f.limit > 0 && shown == f.limit {
			return nil
		}
		state = stateWords(state)
		shown++
		return l.row(meetingItem{r.Meeting, state, reference(r.Report)}, meetingCells(r, state), func() block { return meetingBlock(r, state) })
	}
	rows, err := s.Meetings(ctx, q, store.Page{})
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := show(r); err != nil {
			return err
		}
	}
	if err := l.end(); err != nil {
		return err
	}
	return a.tellPair(ctx, s, q)
}

// meetingState says what became of a meeting by the given day.
func meetingState(r store.MeetingRow, told []story.Telling, on string) string {
	return story.Became(&r.Meeting, told, on)
}

// toldBy are meetings as their reports tell them.
func toldBy(rows []store.MeetingRow) []story.Telling {
	out := make([]story.Telling, len(rows))
	for i := range rows {
		out[i] = story.Telling{Meeting: &rows[i].Meeting, Published: rows[i].Report.Published}
	}
	return out
}

// stateWords tells the state of a meeting to people.
func stateWords(state string) string {
	if state == story.Lapsed {
		return "past, no outcome in the record"
	}
	return state
}

// meetingItem is a row of meetings in JSON.
type meetingItem struct {
	Meeting record.Meeting  `json:"meeting"`
	State   string          `json:"state"` // by the day compared with
	Report  reportReference `json:"report"`
}

var meetingColumns = columnsOf{
	table: []string{"date", "state", "kind", "format", "parties", "mediator", "venue", "outlet", "reported", "meeting", "location"},
	csv: []string{
		"date", "date_basis", "status", "state", "kind", "format", "round", "parties", "heads", "mediator", "how", "venue", "outcome", "next",
		"outlet", "title", "url", "reported", "location", "pointer", "report", "version", "meeting", "mark",
	},
}

func meetingCells(r store.MeetingRow, state string) map[string]string {
	m, rep := r.Meeting, r.Report
	cells := map[string]string{
		"status": m.Status, "state": state, "kind": value(m.Kind), "format": value(m.Format), "parties": parties(m.Parties),
		"heads": heads(m), "mediator": party(m.Mediator), "how": value(m.How), "outcome": strings.Join(outcomes(m), "; "),
		"outlet": value(rep.Outlet), "title": value(rep.Title), "url": value(rep.URL), "reported": value(rep.Published.Time),
		"location": rep.Location, "pointer": rep.Pointer, "report": rep.ID, "version": rep.Version, "meeting": m.ID, "mark": marks(rep, m.Corrections),
	}
	if m.Date != nil {
		cells["date"], cells["date_basis"] = value(m.Date.ISO), value(m.Date.Basis)
	}
	if m.Venue != nil {
		cells["venue"] = m.Venue.Exact
	}
	if m.Round != nil {
		cells["round"] = m.Round.Exact
	}
	var next []string
	for _, n := range m.Next {
		next = append(next, n.Exact)
	}
	cells["next"] = strings.Join(next, "; ")
	return cells
}

func heads(m record.Meeting) string {
	var out []string
	for i := range m.Heads {
		out = append(out, party(&m.Heads[i].Person))
	}
	return strings.Join(out, "; ")
}

// outcomes tells what came of a meeting, each by whom.
func outcomes(m record.Meeting) []string {
	var out []string
	for _, o := range m.Outcome {
		by := party(o.By)
		if by != "" {
			by += ": "
		}
		out = append(out, by+o.Span.Exact)
	}
	return out
}

func meetingBlock(r store.MeetingRow, state string) block {
	m := r.Meeting
	date := ""
	if m.Date != nil {
		date = value(m.Date.ISO)
	}
	var words []string
	for _, w := range []string{value(m.Format), value(m.Kind)} {
		if w != "" {
			words = append(words, w)
		}
	}
	if m.Venue != nil {
		words = append(words, "in "+m.Venue.Exact)
	}
	if m.Mediator != nil {
		words = append(words, "mediated by "+party(m.Mediator))
	}
	b := block{date: date, head: parties(m.Parties), lead: state, words: strings.Join(words, " ")}
	b.foot = append(b.foot, outcomes(m)...)
	b.foot = append(b.foot, value(r.Report.Outlet), "reported "+day(r.Report.Published), r.Report.Location, m.ID, marks(r.Report, m.Corrections))
	return b
}
