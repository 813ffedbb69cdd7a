package main

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"dateline/record"
	"dateline/store"
)

func (a *app) eventsCommand() *cobra.Command {
	var f filterFlags
	cmd := &cobra.Command{
		Use:   "events [QUERY]",
		Short: "List who did what to whom",
		Long: `Events lists what the reports in the record tell as done, planned, threatened,
demanded, refused or denied, the latest reports first, in the types of PLOVER.
Reports are not counted as events: one event told by three reports stands here
three times. --by and speaker: ask for who takes part, states included for those
who act for them; type: asks for type, mode or modality, track: for diplomacy or
military, cue: for who tells it. Words are looked for in the words that tell the
event and in its place.

` + queryHelp,
		Example: `  dateline events --by Tavria type:threaten
  dateline events track:military --since 2026-02 --format csv`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.events(cmd.Context(), &f, args)
		},
	}
	f.add(cmd)
	cmd.Flags().Lookup("by").Usage = "with somebody of this `name` taking part"
	return cmd
}

func (a *app) events(ctx context.Context, f *filterFlags, args []string) (err error) {
	s, q, err := a.asked(ctx, f, args)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()

	l := a.list(f, a.marked(ctx, s, eventColumns))
	err = listed(l, f.limit, func(p store.Page) ([]store.EventRow, error) { return s.Events(ctx, q, p) },
		func(r store.EventRow) (string, error) {
			item := eventItem{r.Event, reference(r.Report)}
			return r.Cursor, l.row(item, eventCells(r), func() block { return eventBlock(r) })
		})
	if err != nil {
		return err
	}
	return a.tellPair(ctx, s, q)
}

// eventItem is a row of events in JSON.
type eventItem struct {
	Event  record.Event    `json:"event"`
	Report reportReference `json:"report"`
}

var eventColumns = columnsOf{
	table: []string{
		"reported", "date", "track", "type", "modality", "actors", "recipients", "told_by", "outlet", "event", "location", "pointer",
		"source_start", "source_end", "words",
	},
	csv: []string{
		"reported", "date", "date_basis", "track", "type", "mode", "contexts", "modality", "actors", "recipients", "place", "told_by", "words",
		"outlet", "title", "url", "location", "pointer", "source_start", "source_end", "report", "version", "position", "event", "rule", "grade", "mark",
	},
}

func eventCells(r store.EventRow) map[string]string {
	e, rep := r.Event, r.Report
	cells := map[string]string{
		"reported": value(rep.Published.Time), "track": e.Track, "type": e.Type, "mode": value(e.Mode), "contexts": strings.Join(e.Contexts, "; "),
		"modality": e.Modality, "actors": parties(e.Actors), "recipients": parties(e.Recipients), "told_by": party(e.AttributedTo),
		"words": e.Span.Exact, "outlet": value(rep.Outlet), "title": value(rep.Title), "url": value(rep.URL),
		"location": rep.Location, "pointer": rep.Pointer,
		"source_start": strconv.Itoa(e.Span.SourceStart), "source_end": strconv.Itoa(e.Span.SourceEnd),
		"report": rep.ID, "version": rep.Version, "position": value(e.Position), "event": e.ID, "rule": e.Rule, "grade": e.Grade, "mark": marks(rep, e.Corrections),
	}
	if e.Place != nil {
		cells["place"] = e.Place.Exact
	}
	if e.Date != nil {
		cells["date"], cells["date_basis"] = value(e.Date.ISO), value(e.Date.Basis)
	}
	return cells
}

func eventBlock(r store.EventRow) block {
	e := r.Event
	b := block{date: eventDay(e), head: who(e), lead: plain(e), words: e.Span.Exact}
	if e.AttributedTo != nil {
		b.foot = append(b.foot, "told by "+party(e.AttributedTo))
	}
	b.foot = append(b.foot, value(r.Report.Outlet), "reported "+day(r.Report.Published), place(r.Report, e.Span), e.ID, marks(r.Report, e.Corrections))
	return b
}

// eventDay returns the day of an event, "" when its words do not tell one.
func eventDay(e record.Event) string {
	if e.Date == nil {
		return ""
	}
	d, _, _ := strings.Cut(value(e.Date.ISO), "T")
	return d
}

// who names who takes part: “Kenya → Peru”.
func who(e record.Event) string {
	actors, recipients := parties(e.Actors), parties(e.Recipients)
	switch {
	case recipients == "" && actors == "":
		return "(nobody named)"
	case recipients == "":
		return actors
	case actors == "":
		return "→ " + recipients
	}
	return actors + " → " + recipients
}

// plainTypes are the types of PLOVER in plain words.
var plainTypes = map[string]string{
	"AGREE": "agrees", "CONSULT": "meets", "SUPPORT": "supports", "CONCEDE": "yields", "COOPERATE": "cooperates", "AID": "helps",
	"RETREAT": "withdraws", "REQUEST": "demands", "ACCUSE": "accuses", "REJECT": "rejects", "THREATEN": "threatens", "PROTEST": "protests",
	"SANCTION": "breaks off", "MOBILIZE": "mobilises", "COERCE": "coerces", "ASSAULT": "attacks",
}

// plain tells type and modality in plain words.
func plain(e record.Event) string {
	t := plainTypes[e.Type]
	if t == "" {
		t = e.Type
	}
	if e.Modality != "happened" {
		t += " (" + e.Modality + ")"
	}
	return t
}

// parties names several actors.
func parties(list []record.Ref) string {
	var out []string
	for i := range list {
		out = append(out, party(&list[i]))
	}
	return strings.Join(out, "; ")
}
