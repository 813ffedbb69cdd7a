package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"dateline/record"
	"dateline/store"
	"dateline/store/query"
	"dateline/store/rank"
)

const queryHelp = `QUERY holds words and "phrases", all of which must occur, and fields that narrow
further: speaker:, outlet:, about:, place:, kind: (direct, mixed, indirect),
cue: (denied, said, …), grade: (sure, check), type:, track:, after: and before:. A minus leaves
out: -sanctions. Quote it for the shell.`

func (a *app) quotesCommand() *cobra.Command {
	var f filterFlags
	order := inOrderOf()
	cmd := &cobra.Command{
		Use:   "quotes [QUERY]",
		Short: "List who said what",
		Long: `Quotes lists the statements in the record, the sure ones first, then those that
are to check (see dateline review), each the latest reports first, with who made
them and where they are written. Words are looked for in what was said. Before
the words stands what the report calls the saying: “denied”, “said”. --sort rank
lists those that answer the words best first, of the latest that do.

On a terminal the words are shown in full, with the outlet, the file and the
bytes in it, and the statement's name for dateline show. Elsewhere each
statement is one line.

` + queryHelp,
		Example: `  dateline quotes --by Dvorin --since 2026-02
  dateline quotes '"red line" kind:direct' --format csv`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.quotes(cmd.Context(), &f, args, order.value == byRank)
		},
	}
	f.add(cmd)
	order.sort(cmd)
	return cmd
}

func (a *app) quotes(ctx context.Context, f *filterFlags, args []string, ranked bool) (err error) {
	s, q, err := a.asked(ctx, f, args)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()

	l := a.list(f, a.marked(ctx, s, statementColumns))
	return graded(a, l, f.limit, q, func(q query.Query, p store.Page) ([]store.StatementRow, error) {
		if ranked {
			return rank.Statements(ctx, s, q, p)
		}
		return s.Statements(ctx, q, p)
	},
		func(r store.StatementRow) (string, error) {
			item := statementItem{r.Statement, reference(r.Report)}
			return r.Cursor, l.row(item, statementCells(r), func() block { return statementBlock(r) })
		})
}

// statementItem is a row of quotes in JSON.
type statementItem struct {
	Statement record.Statement `json:"statement"`
	Report    reportReference  `json:"report"`
}

// reportReference is what JSON lists say of the report that something stands
// in.
type reportReference = record.Reference

func reference(r record.Report) reportReference { return r.Reference() }

// statementColumns are the columns of quotes; those in the table first.
var statementColumns = columnsOf{
	table: []string{
		"date", "speaker", "role", "kind", "grade", "outlet", "statement", "location", "pointer", "source_start", "source_end",
		"cue", "words",
	},
	csv: []string{
		"date", "date_basis", "speaker", "role", "kind", "cue", "words", "outlet", "title", "url",
		"location", "pointer", "source_start", "source_end", "report", "version", "statement", "grade", "mark",
	},
}

func statementCells(r store.StatementRow) map[string]string {
	s, rep := r.Statement, r.Report
	name := value(s.Speaker.Name)
	if name == "" && s.Speaker.Span != nil {
		name = s.Speaker.Span.Exact
	}
	outlet := value(rep.Outlet)
	return map[string]string{
		"date": value(rep.Published.Time), "date_basis": value(rep.Published.Basis),
		"speaker": name, "role": value(s.Speaker.Role), "kind": s.Kind, "cue": cue(s), "words": words(s),
		"outlet": outlet, "title": value(rep.Title), "url": value(rep.URL),
		"location": rep.Location, "pointer": rep.Pointer,
		"source_start": strconv.Itoa(s.Span.SourceStart), "source_end": strconv.Itoa(s.Span.SourceEnd),
		"report": rep.ID, "version": rep.Version, "statement": s.ID, "grade": s.Grade, "mark": marks(rep, s.Corrections),
	}
}

// statementBlock shows a statement on a terminal.
func statementBlock(r store.StatementRow) block {
	s := r.Statement
	return block{
		date: day(r.Report.Published), head: speaker(s), lead: cue(s), words: words(s),
		foot: []string{s.Kind, s.Grade, value(r.Report.Outlet), place(r.Report, s.Span), s.ID, marks(r.Report, s.Corrections)},
	}
}

// day returns the day of a time, as far as it is known.
func day(s record.Stamp) string { return s.Day() }

// place says where words stand: the file and the bytes of it.
func place(r record.Report, s record.Span) string {
	return fmt.Sprintf("%s, bytes %d–%d", where(r), s.SourceStart, s.SourceEnd)
}

// pageSize is how many rows are asked of the store at once.
const pageSize = 200

// listed asks for page after page until there is no more or limit, unless 0,
// is reached, and hands each row on. row returns the row's cursor.
func listed[R any](l *list, limit int, ask func(store.Page) ([]R, error), row func(R) (cursor string, err error)) error {
	if _, err := paged(limit, ask, row); err != nil {
		return err
	}
	return l.end()
}

// paged hands on at most limit rows, all if it is 0, page after page, and
// returns how many.
func paged[R any](limit int, ask func(store.Page) ([]R, error), row func(R) (cursor string, err error)) (done int, err error) {
	var p store.Page
	for {
		p.Limit = pageSize
		if limit > 0 {
			p.Limit = min(pageSize, limit-done)
		}
		rows, err := ask(p)
		for _, r := range rows {
			var rowErr error
			if p.Cursor, rowErr = row(r); rowErr != nil {
				return done, rowErr
			}
		}
		done += len(rows)
		if err != nil || len(rows) < p.Limit || done == limit {
			return done, err
		}
	}
}

// graded lists what answers q, the sure first, and tells how many of those
// listed are to check.
func graded[R any](a *app, l *list, limit int, q query.Query, ask func(query.Query, store.Page) ([]R, error), row func(R) (cursor string, err error)) error {
	sure, err := paged(limit, func(p store.Page) ([]R, error) { return ask(ofGrade(q, "sure"), p) }, row)
	if err != nil {
		return err
	}
	check := 0
	if limit == 0 || sure < limit {
		if check, err = paged(max(0, limit-sure), func(p store.Page) ([]R, error) { return ask(ofGrade(q, "check"), p) }, row); err != nil {
			return err
		}
	}
	if err := l.end(); err != nil {
		return err
	}
	if l.format == "table" && sure+check > 0 {
		a.note("%d sure, %d to check", sure, check)
	}
	return nil
}

// ofGrade adds to q that a grade is asked for.
func ofGrade(q query.Query, grade string) query.Query {
	q.Fields = append(slices.Clone(q.Fields), query.Field{Name: "grade", Value: grade})
	return q
}
