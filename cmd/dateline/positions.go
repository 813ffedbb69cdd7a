package main

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"dateline/position"
	"dateline/record"
	"dateline/store"
	"dateline/store/query"
)

func (a *app) positionsCommand() *cobra.Command {
	var f filterFlags
	var open bool
	cmd := &cobra.Command{
		Use:   "positions [QUERY]",
		Short: "List what speakers commit themselves and others to",
		Long: `Positions lists what the statements in the record commit their holders to, the
sure ones first, then those that are to check, each the latest reports first: demands, refusals, red lines, conditions, offers,
commitments, denials and the like, read from the words alone. --by and speaker:
ask for who holds a position, kind: and cue: for its statement; words are looked
for in the words that commit and in the condition.

--unanswered lists the demands and offers on which whoever they are put to says
nothing later in the record, nor anybody who acts for the same state: any later
statement that shares a word with content counts as an answer. That the record
has none does not say that there was none.

` + queryHelp,
		Example: `  dateline positions --by Tavria --since 2026-02
  dateline positions sanctions --format csv`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.positions(cmd.Context(), &f, args, open)
		},
	}
	f.add(cmd)
	cmd.Flags().Lookup("by").Usage = "held by somebody of this `name`"
	cmd.Flags().BoolVar(&open, "unanswered", false, "only demands and offers with no answer in the record")
	return cmd
}

func (a *app) positions(ctx context.Context, f *filterFlags, args []string, open bool) (err error) {
	q, err := f.query(args)
	if err != nil {
		return err
	}
	have := a.haveStore
	if open {
		have = a.changeStore
	}
	s, err := have(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()

	columns := a.marked(ctx, s, positionColumns)
	if open {
		columns.table = slices.Insert(slices.Clone(columns.table), slices.Index(columns.table, "holder")+1, "target")
	}
	l := a.list(f, columns)
	show := func(r store.PositionRow, put string) (string, error) {
		item := positionItem{Position: r.Position, Report: reference(r.Report)}
		cells := positionCells(r)
		if open {
			item.State, item.PutTo, cells["target"] = noAnswer, put, put
		}
		return r.Cursor, l.row(item, cells, func() block {
			b := positionBlock(r)
			if open {
				b.foot = append([]string{"put to " + put, noAnswer}, b.foot...)
			}
			return b
		})
	}
	if open {
		return a.unanswered(ctx, s, f, q, l, show)
	}
	return graded(a, l, f.limit, q, func(q query.Query, p store.Page) ([]store.PositionRow, error) { return s.Positions(ctx, q, p) },
		func(r store.PositionRow) (string, error) { return show(r, "") })
}

// unanswered lists the demands and offers that got no answer in the record.
func (a *app) unanswered(ctx context.Context, s engine, f *filterFlags, q query.Query, l *list, show func(r store.PositionRow, put string) (string, error)) error {
	t, err := a.together(ctx, s)
	if err != nil {
		return err
	}
	rows, err := s.Positions(ctx, q, store.Page{})
	if err != nil {
		return err
	}
	all, err := every(ctx, s)
	if err != nil {
		return err
	}
	left := position.Unanswered(all, position.NewSides(t.Actors))
	rows = slices.DeleteFunc(rows, func(r store.PositionRow) bool { return left[r.Position.ID] == "" })
	for i, r := range rows {
		if f.limit > 0 && i == f.limit {
			break
		}
		if _, err := show(r, left[r.Position.ID]); err != nil {
			return err
		}
	}
	if len(rows) > 0 && l.format == "table" {
		a.note("%d with no answer in the record; that does not say that there was none", len(rows))
	}
	return l.end()
}

// positionItem is a row of positions in JSON.
type positionItem struct {
	Position record.Position `json:"position"`
	Report   reportReference `json:"report"`
	State    string          `json:"state,omitempty"`  // with --unanswered
	PutTo    string          `json:"put_to,omitempty"` // likewise: its target, or who is named in it
}

// noAnswer is said of a demand or an offer about which its target says nothing
// later. It speaks of the record, not of the world.
const noAnswer = "no answer in the record"

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
func party(r *record.Ref) string { return r.Words() }
