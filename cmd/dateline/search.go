package main

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"dateline/record"
	"dateline/store"
	"dateline/store/rank"
)

func (a *app) searchCommand() *cobra.Command {
	var f filterFlags
	order := inOrderOf()
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find reports and show the passages",
		Long: `Search lists the reports that answer a query, the latest first, each with the
passage that does. --sort rank lists those that answer best first, of the latest
that do: where the words stand often, near to one another or in a headline.

` + queryHelp,
		Example: `  dateline search '"red line" outlet:wire'
  dateline search ceasefire --since 2026-02-01 --format jsonl
  dateline search 'prisoners exchange' --sort rank --limit 10`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.search(cmd.Context(), &f, args, order.value == byRank)
		},
	}
	f.add(cmd)
	order.sort(cmd)
	return cmd
}

// The orders in which what answers words can be listed.
const (
	byDate = "date"
	byRank = "rank"
)

// inOrderOf is the value of --sort.
func inOrderOf() *choice { return &choice{value: byDate, allowed: []string{byDate, byRank}} }

// sort adds --sort to a command.
func (c *choice) sort(cmd *cobra.Command) {
	cmd.Flags().Var(c, "sort", "`order`: date, the latest first, or rank, what answers best first")
	c.complete(cmd, "sort")
}

func (a *app) search(ctx context.Context, f *filterFlags, args []string, ranked bool) (err error) {
	if strings.TrimSpace(strings.Join(args, "")) == "" {
		return errors.New("dateline search needs a query (see dateline search --help)")
	}
	s, q, err := a.asked(ctx, f, args)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()

	l := a.list(f, a.marked(ctx, s, hitColumns))
	ask := func(p store.Page) ([]store.Hit, error) { return s.Search(ctx, q, p) }
	if ranked {
		ask = func(p store.Page) ([]store.Hit, error) { return rank.Hits(ctx, s, q, p) }
	}
	return listed(l, f.limit, ask,
		func(h store.Hit) (string, error) {
			item := hitItem{reference(h.Report), h.Passage, h.Matches}
			return h.Cursor, l.row(item, hitCells(h), func() block { return hitBlock(h) })
		})
}

// hitItem is a row of search in JSON.
type hitItem struct {
	Report  reportReference `json:"report"`
	Passage record.Span     `json:"passage"`
	Matches []record.Span   `json:"matches"`
}

// hitBlock shows a report that answers on a terminal.
func hitBlock(h store.Hit) block {
	title := value(h.Report.Title)
	if title == "" {
		title = "(no title)"
	}
	return block{
		date: day(h.Report.Published), head: title, words: h.Passage.Exact,
		foot: []string{value(h.Report.Outlet), place(h.Report, h.Passage), h.Report.ID, retraction(h.Report)},
	}
}

var hitColumns = columnsOf{
	table: []string{"date", "outlet", "title", "passage"},
	csv: []string{
		"date", "date_basis", "outlet", "title", "passage", "url", "location", "pointer",
		"source_start", "source_end", "report", "version", "mark",
	},
}

func hitCells(h store.Hit) map[string]string {
	rep := h.Report
	return map[string]string{
		"date": value(rep.Published.Time), "date_basis": value(rep.Published.Basis), "outlet": value(rep.Outlet),
		"title": value(rep.Title), "passage": h.Passage.Exact, "url": value(rep.URL),
		"location": rep.Location, "pointer": rep.Pointer,
		"source_start": strconv.Itoa(h.Passage.SourceStart), "source_end": strconv.Itoa(h.Passage.SourceEnd),
		"report": rep.ID, "version": rep.Version, "mark": retraction(rep),
	}
}
