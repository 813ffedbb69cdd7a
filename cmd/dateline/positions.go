package main

import (
	"context"
	"errors"
	"strconv"

	"github.com/spf13/cobra"

	"dateline/record"
	"dateline/store"
	"dateline/store/query"
)

func (a *app) positionsCommand() *cobra.Command {
	var f filterFlags
	cmd := &cobra.Command{
		Use:   "positions [QUERY]",
		Short: "List what speakers commit themselves and others to",
		Long: `Positions lists what the statements in the record commit their holders to, the
sure ones first, then those that are to check, each the latest reports first: demands, refusals, red lines, conditions, offers,
commitments, denials and the like, read from the words alone. --by and speaker:
ask for who holds a position, kind: and cue: for its statement; words are looked
for in the words that commit and in the condition.

` + queryHelp,
		Example: `  dateline positions --by Tavria --since 2026-02
  dateline positions sanctions --format csv`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.positions(cmd.Context(), &f, args)
		},
	}
	f.add(cmd)
	cmd.Flags().Lookup("by").Usage = "held by somebody of this `name`"
	return cmd
}

func (a *app) positions(ctx context.Context, f *filterFlags, args []string) (err error) {
	q, err := f.query(args)
	if err != nil {
		return err
	}
	s, err := a.haveStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()

	l := a.list(f, a.marked(ctx, s, positionColumns))
	return graded(a, l, f.limit, q, func(q query.Query, p store.Page) ([]store.PositionRow, error) { return s.Positions(ctx, q, p) },
		func(r store.PositionRow) (string, error) {
			item := positionItem{r.Position, reference(r.Report)}
			return r.Cursor, l.row(item, positionCells(r), func() block { return positionBlock(r) })
		})
}

// positionItem is a row of positions in JSON.
type positionItem struct {
	Position record.Position `json:"position"`
	Report   reportReference `json:"report"`
}

var positionColumns = columnsOf{
	table: []string{
		"date", "kind", "holder", "outlet", "position", "location", "pointer", "source_start", "source_end", "condition", "words",
	},
	csv: []string{
		"date", "date_basis", "kind", "holder", "spoken_by", "target", "words", "condition", "quoted", "outlet", "title", "url",
		"location", "pointer", "source_start", "source_end", "report", "version", "statement", "position", "grade", "mark",
	},
}

func positionCells(r store.PositionRow) map[string]string {
	p, rep := r.Position, r.Report
	cells := map[string]string{
		"date": value(rep.Published.Time), "date_basis": value(rep.Published.Basis),
		"kind": p.Kind, "holder": party(&p.Holder), "spoken_by": party(p.SpokenBy), "target": party(p.Target),
		"words": p.Span.Exact, "quoted": strconv.FormatFloat(p.Quoted, 'f', 2, 64),
		"outlet": value(rep.Outlet), "title": value(rep.Title), "url": value(rep.URL),
		"location": rep.Location, "pointer": rep.Pointer,
		"source_start": strconv.Itoa(p.Span.SourceStart), "source_end": strconv.Itoa(p.Span.SourceEnd),
		"report": rep.ID, "version": rep.Version, "statement": value(p.Statement), "position": p.ID, "grade": p.Grade, "mark": marks(rep, p.Corrections),
	}
	if p.Condition != nil {
		cells["condition"] = p.Condition.Exact
	}
	return cells
}

func positionBlock(r store.PositionRow) block {
	p := r.Position
	holder := party(&p.Holder)
	if holder == "" {
		holder = "(holder not named)"
	}
	b := block{
		date: day(r.Report.Published), head: holder, lead: p.Kind, words: p.Span.Exact,
		foot: []string{p.Grade, value(r.Report.Outlet), place(r.Report, p.Span), p.ID, marks(r.Report, p.Corrections)},
	}
	if p.Condition != nil {
		b.foot = append([]string{"condition: " + p.Condition.Exact}, b.foot...)
	}
	return b
}

// party names an actor: by the name, else by the words that stand for one.
func party(r *record.Ref) string {
	switch {
	case r == nil:
		return ""
	case r.Name != nil:
		return *r.Name
	case r.Span != nil:
		return r.Span.Exact
	}
	return ""
}
