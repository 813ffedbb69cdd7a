package main

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"dateline/record"
	"dateline/store"
	"dateline/store/query"
)

func (a *app) reviewCommand() *cobra.Command {
	var f filterFlags
	cmd := &cobra.Command{
		Use:   "review [QUERY]",
		Short: "List what is doubtful",
		Long: `Review lists the findings that want a second look: first the statements whose
speaker is left open, with those who it may be, then the other statements and
the positions that are to check. A finding is sure when it was found in a way
that was measured to be right at least 98 times in 100; all others are to check.
The rule says how it was found.

` + queryHelp,
		Example: `  dateline review --since 2026-02
  dateline review --by Dvorin --format csv`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.review(cmd.Context(), &f, args)
		},
	}
	f.add(cmd)
	return cmd
}

// Doubts, as review names them.
const (
	doubtSpeaker = "speaker open"
	doubtCheck   = "to check"
)

// doubtful is a row of review in JSON: a statement or a position.
type doubtful struct {
	Doubt     string            `json:"doubt"`
	Statement *record.Statement `json:"statement,omitempty"`
	Position  *record.Position  `json:"position,omitempty"`
	Report    reportReference   `json:"report"`
}

var reviewColumns = columnsOf{
	table: []string{
		"date", "doubt", "who", "may_be", "kind", "outlet", "finding", "location", "pointer", "source_start", "source_end", "rule", "cue", "words",
	},
	csv: []string{
		"date", "date_basis", "doubt", "who", "may_be", "kind", "rule", "cue", "words", "outlet", "title", "url",
		"location", "pointer", "source_start", "source_end", "report", "version", "finding", "mark",
	},
}

// errEnough ends a list that has as many rows as were asked for.
var errEnough = errors.New("enough")

func (a *app) review(ctx context.Context, f *filterFlags, args []string) (err error) {
	s, q, err := a.asked(ctx, f, args)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()

	l := a.list(f, a.marked(ctx, s, reviewColumns))
	q = ofGrade(q, "check")
	open, check := 0, 0
	row := func(n *int, item doubtful, cells func() map[string]string, shown func() block) error {
		if f.limit > 0 && l.rows == f.limit {
			return errEnough
		}
		*n++
		return l.row(item, cells(), shown)
	}
	statements := func(doubt string, n *int) error {
		return a.doubtfulStatements(ctx, s, q, func(r store.StatementRow) error {
			if leftOpen(r.Statement.Speaker) != (doubt == doubtSpeaker) {
				return nil
			}
			return row(n, doubtful{Doubt: doubt, Statement: &r.Statement, Report: reference(r.Report)},
				func() map[string]string { return doubtfulStatementCells(r, doubt) },
				func() block { return doubtfulStatementBlock(r, doubt) })
		})
	}
	steps := []func() error{
		func() error { return statements(doubtSpeaker, &open) },
		func() error { return statements(doubtCheck, &check) },
		func() error {
			_, err := paged(0, func(p store.Page) ([]store.PositionRow, error) { return s.Positions(ctx, q, p) },
				func(r store.PositionRow) (string, error) {
					return r.Cursor, row(&check, doubtful{Doubt: doubtCheck, Position: &r.Position, Report: reference(r.Report)},
						func() map[string]string { return doubtfulPositionCells(r) },
						func() block { return doubtfulPositionBlock(r) })
				})
			return err
		},
	}
	for _, step := range steps {
		if err := step(); errors.Is(err, errEnough) {
			break
		} else if err != nil {
			return err
		}
	}
	if err := l.end(); err != nil {
		return err
	}
	if l.format == "table" {
		a.note("%d with an open speaker, %d others to check", open, check)
	}
	return nil
}

func (a *app) doubtfulStatements(ctx context.Context, s store.Store, q query.Query, f func(store.StatementRow) error) error {
	_, err := paged(0, func(p store.Page) ([]store.StatementRow, error) { return s.Statements(ctx, q, p) },
		func(r store.StatementRow) (string, error) { return r.Cursor, f(r) })
	return err
}

func doubtfulStatementCells(r store.StatementRow, doubt string) map[string]string {
	c := statementCells(r)
	c["doubt"], c["who"], c["may_be"] = doubt, c["speaker"], mayBe(r.Statement.Speaker)
	c["finding"], c["rule"] = r.Statement.ID, r.Statement.Rule
	return c
}

func doubtfulStatementBlock(r store.StatementRow, doubt string) block {
	b := statementBlock(r)
	why := doubt
	if m := mayBe(r.Statement.Speaker); m != "" {
		why += ": " + m
	}
	b.foot = append([]string{why, r.Statement.Rule}, b.foot...)
	return b
}

// leftOpen reports a speaker whom the words do not decide: several fit, or
// nobody is named at all. “Half of the villagers” is unnamed, not open.
func leftOpen(s record.Speaker) bool {
	return s.Name == nil && (len(s.Candidates) > 0 || s.Span == nil)
}

// mayBe names the candidates of an open speaker.
func mayBe(s record.Speaker) string {
	var names []string
	for _, c := range s.Candidates {
		names = append(names, party(&c))
	}
	return strings.Join(names, " or ")
}

func doubtfulPositionCells(r store.PositionRow) map[string]string {
	c := positionCells(r)
	c["doubt"], c["who"], c["finding"], c["rule"] = doubtCheck, c["holder"], r.Position.ID, r.Position.Rule
	c["source_start"], c["source_end"] = strconv.Itoa(r.Position.Span.SourceStart), strconv.Itoa(r.Position.Span.SourceEnd)
	return c
}

func doubtfulPositionBlock(r store.PositionRow) block {
	b := positionBlock(r)
	b.foot = append([]string{doubtCheck, r.Position.Rule}, b.foot...)
	return b
}
