package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dateline/record"
	"dateline/store"
	"dateline/store/query"
)

func (a *app) timelineCommand() *cobra.Command {
	var f filterFlags
	cmd := &cobra.Command{
		Use:   "timeline A B",
		Short: "Show two parties' diplomacy and military events side by side, day by day",
		Long: `Timeline lists the events between two parties in the order of their days, the
two tracks in columns of their own. Who acts for a state counts as that state. An
event whose day the report does not tell stands at the day of the report and is
marked: it was reported then, which is not when it happened. An event on both
tracks stands in both columns. Standard error tells the balance: how many
statements, from how many sources, speak for each side in the reports that name
both.`,
		Example:           `  dateline timeline IRN USA --since 2026-01`,
		Args:              cobra.ExactArgs(2),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.timeline(cmd.Context(), &f, args[0], args[1])
		},
	}
	f.add(cmd)
	cmd.Flags().Lookup("by").Usage = "with somebody else of this `name` taking part too"
	return cmd
}

func (a *app) timeline(ctx context.Context, f *filterFlags, one, other string) (err error) {
	q, err := f.query(nil)
	if err != nil {
		return err
	}
	for _, name := range []string{one, other} {
		field, err := query.NewField("speaker", name)
		if err != nil {
			return fmt.Errorf("%q: %s", name, reason(err))
		}
		q.Fields = append(q.Fields, field)
	}
	s, err := a.haveStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()

	rows, err := s.Events(ctx, q, store.Page{})
	if err != nil {
		return err
	}
	items := make([]timelineItem, 0, len(rows))
	for _, r := range rows {
		items = append(items, timelineItemOf(r))
	}
	slices.SortStableFunc(items, func(a, b timelineItem) int {
		if (a.Day == "") != (b.Day == "") {
			return strings.Compare(b.Day, a.Day) // the undated last
		}
		return strings.Compare(a.Day, b.Day)
	})
	l := a.list(f, a.marked(ctx, s, timelineColumns))
	for i, x := range items {
		if f.limit > 0 && i == f.limit {
			break
		}
		if err := l.row(x, x.cells(), x.block); err != nil {
			return err
		}
	}
	if len(items) > 0 {
		if err := a.tellBalance(ctx, s, q, [2]string{one, other}); err != nil {
			return err
		}
	}
	return l.end()
}

// timelineItem is a row of a timeline.
type timelineItem struct {
	Day    string          `json:"day"`   // of the event, else of the report; "" when neither is known
	Basis  string          `json:"basis"` // how the day is known
	Track  string          `json:"track"`
	Event  record.Event    `json:"event"`
	Report reportReference `json:"report"`
	full   record.Report
}

// reportedThen is the basis of the day of an event whose own day is not told.
const reportedThen = "reported then"

func timelineItemOf(r store.EventRow) timelineItem {
	x := timelineItem{Track: r.Event.Track, Event: r.Event, Report: reference(r.Report), full: r.Report}
	if d := eventDay(r.Event); len(d) >= len("2026") && d[0] != '-' {
		x.Day, x.Basis = d, value(r.Event.Date.Basis)
		return x
	}
	x.Day = day(r.Report.Published)
	x.Basis = reportedThen
	if x.Day == "" {
		x.Basis = "not known"
	}
	return x
}

var timelineColumns = columnsOf{
	table: []string{"day", "basis", "diplomacy", "military", "outlet", "event", "location"},
	csv: []string{
		"day", "basis", "track", "diplomacy", "military", "other", "type", "modality", "actors", "recipients", "told_by", "words",
		"outlet", "title", "url", "location", "pointer", "source_start", "source_end", "report", "event", "mark",
	},
}

func (x timelineItem) cells() map[string]string {
	cells := eventCells(store.EventRow{Event: x.Event, Report: x.full})
	cells["day"], cells["basis"] = x.Day, x.Basis
	told := who(x.Event) + ": " + plain(x.Event) + ": " + x.Event.Span.Exact
	switch x.Track {
	case "diplomacy", "military", "other":
		cells[x.Track] = told
	case "both":
		cells["diplomacy"], cells["military"] = told, told
	}
	return cells
}

// block shows the row on a terminal; the track leads.
func (x timelineItem) block() block {
	date := x.Day
	b := block{date: date, head: who(x.Event), lead: x.Track + " · " + plain(x.Event), words: x.Event.Span.Exact}
	if x.Basis == reportedThen {
		b.foot = append(b.foot, reportedThen)
	}
	if x.Event.AttributedTo != nil {
		b.foot = append(b.foot, "told by "+party(x.Event.AttributedTo))
	}
	b.foot = append(b.foot, value(x.full.Outlet), place(x.full, x.Event.Span), x.Event.ID, marks(x.full, x.Event.Corrections))
	return b
}
