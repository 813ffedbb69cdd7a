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

// positionFlags say how positions are looked at.
type positionFlags struct {
	filterFlags
	open, history, matrix bool
	topics                []string
}

func (a *app) positionsCommand() *cobra.Command {
	var f positionFlags
	cmd := &cobra.Command{
		Use:   "positions [QUERY]",
		Short: "List what speakers commit themselves and others to",
		Long: `Positions lists what the statements in the record commit their holders to, the
sure ones first, then those that are to check, each the latest reports first: demands, refusals, red lines, conditions, offers,
commitments, denials and the like, read from the words alone. --by and speaker:
ask for who holds a position, kind: and cue: for its statement; words are looked
for in the words that commit and in the condition. --topic narrows to what is on
a topic of the record (dateline topics).

--history sets side by side what each holder holds on each topic, over time: when
it was first and last seen here, in how many reports and outlets, who said it and
who of the same state repeats it, every wording that differs, and what stands
against one another: a refusal, denial or red line, and a readiness, offer,
commitment or intention on the same words. Whether a later wording is softer or
harder is for people to say (dateline fix verdict), and stands beside it. What is
on no topic is set together by its words.

--matrix lists for each party, a state with all who act for it, the latest wording
on each topic and how many came before it; as csv, parties by topics.

Both leave out positions whose holder a report does not name, and tell how many.

--unanswered lists the demands and offers on which whoever they are put to says
nothing later in the record, nor anybody who acts for the same state: any later
statement that shares a word with content counts as an answer. That the record
has none does not say that there was none.

Where two parties are asked for (--by and --about, or twice speaker:), standard
error tells the balance, as timeline does.

` + queryHelp,
		Example: `  dateline positions --by Tavria --since 2026-02
  dateline positions --history --by Tavria --topic water
  dateline positions --matrix --format csv
  dateline positions sanctions --format csv`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.positions(cmd.Context(), &f, args)
		},
	}
	f.add(cmd)
	flags := cmd.Flags()
	flags.Lookup("by").Usage = "held by somebody of this `name`"
	flags.BoolVar(&f.open, "unanswered", false, "only demands and offers with no answer in the record")
	flags.BoolVar(&f.history, "history", false, "by holder and topic, over time")
	flags.BoolVar(&f.matrix, "matrix", false, "parties and topics, the latest wording of each")
	flags.StringArrayVar(&f.topics, "topic", nil, "only what is on the topic of this `name`; may be given again")
	cmd.MarkFlagsMutuallyExclusive("unanswered", "history", "matrix")
	cmd.MarkFlagsMutuallyExclusive("unanswered", "topic")
	return cmd
}

func (a *app) positions(ctx context.Context, f *positionFlags, args []string) (err error) {
	q, err := f.said(args)
	if err != nil {
		return err
	}
	have := a.haveStore
	if f.open || f.history || f.matrix {
		have = a.changeStore
	}
	s, err := have(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()

	list := a.listPositions
	if f.history {
		list = a.history
	}
	if f.matrix {
		list = a.matrix
	}
	if err := list(ctx, s, f, q); err != nil {
		return err
	}
	return a.tellPair(ctx, s, q)
}

func (a *app) listPositions(ctx context.Context, s engine, f *positionFlags, q query.Query) error {
	columns := a.marked(ctx, s, positionColumns)
	if f.open {
		columns.table = slices.Insert(slices.Clone(columns.table), slices.Index(columns.table, "holder")+1, "target")
	}
	l := a.list(&f.filterFlags, columns)
	show := func(r store.PositionRow, put string) (string, error) {
		item := positionItem{Position: r.Position, Report: reference(r.Report)}
		cells := positionCells(r)
		if f.open {
			item.State, item.PutTo, cells["target"] = noAnswer, put, put
		}
		return r.Cursor, l.row(item, cells, func() block {
			b := positionBlock(r)
			if f.open {
				b.foot = append([]string{"put to " + put, noAnswer}, b.foot...)
			}
			return b
		})
	}
	if f.open {
		return a.unanswered(ctx, s, &f.filterFlags, q, l, show)
	}
	ask := s.Positions
	if len(f.topics) > 0 {
		on, err := onTopics(ctx, s, f.topics)
		if err != nil {
			return err
		}
		ask = func(ctx context.Context, q query.Query, p store.Page) ([]store.PositionRow, error) {
			return sifted(p, func(p store.Page) ([]store.PositionRow, error) { return s.Positions(ctx, q, p) }, on)
		}
	}
	return graded(a, l, f.limit, q, func(q query.Query, p store.Page) ([]store.PositionRow, error) { return ask(ctx, q, p) },
		func(r store.PositionRow) (string, error) { return show(r, "") })
}

// onTopics returns a function that tells whether a position is on one of the
// topics of these names.
func onTopics(ctx context.Context, s engine, names []string) (func(store.PositionRow) (bool, error), error) {
	all, err := topicsOf(ctx, s)
	if err != nil {
		return nil, err
	}
	if all, err = chosen(all, names); err != nil {
		return nil, err
	}
	index := position.NewIndex(all)
	report, in := "", func(*record.Position) []int { return nil }
	return func(r store.PositionRow) (bool, error) {
		if r.Report.ID != report {
			l, err := s.Line(ctx, r.Report.ID)
			if err != nil {
				return false, err
			}
			report, in = r.Report.ID, index.In(&l)
		}
		return len(in(&r.Position)) > 0, nil
	}, nil
}

// sifted asks for page after page until as many rows as p asks for pass.
func sifted(p store.Page, ask func(store.Page) ([]store.PositionRow, error), pass func(store.PositionRow) (bool, error)) ([]store.PositionRow, error) {
	var out []store.PositionRow
	at := store.Page{Limit: max(p.Limit, pageSize), Cursor: p.Cursor}
	for {
		rows, err := ask(at)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			ok, err := pass(r)
			if err != nil {
				return nil, err
			}
			if at.Cursor = r.Cursor; !ok {
				continue
			}
			if out = append(out, r); len(out) == p.Limit {
				return out, nil
			}
		}
		if len(rows) < at.Limit {
			return out, nil
		}
	}
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
