package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"dateline/pipeline"
	"dateline/record"
	"dateline/store"
	"dateline/story"
)

func (a *app) diffCommand() *cobra.Command {
	var f filterFlags
	cmd := &cobra.Command{
		Use:   "diff A B",
		Short: "Compare two reports, or two drafts, sentence by sentence",
		Long: `Diff lays two reports beside one another: each sentence of B with the one of A
that says the same, and where their words differ; sentences that only one of
them has are marked so. A and B are files, or names of reports in the record.
The exit code is 0 when they differ in nothing but marks, else 1.`,
		Example: `  dateline diff draft.txt final.txt
  dateline diff r0123456789abcdef0123 r89ab0123456789abcdef`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error { return a.diff(cmd.Context(), &f, args) },
	}
	f.addFormat(cmd)
	return cmd
}

func (a *app) diff(ctx context.Context, f *filterFlags, args []string) error {
	var both [2]story.Report
	for i, arg := range args {
		r, err := a.oneReport(ctx, arg)
		if err != nil {
			return err
		}
		both[i] = r
	}
	l := a.list(f, columnsOf{
		table: []string{"clause", "difference", "a", "b"},
		csv:   []string{"clause", "difference", "a", "a_start", "a_end", "b", "b_start", "b_end"},
	})
	same := true
	for _, c := range story.Clauses(both[0], both[1]) {
		kind := "same"
		switch {
		case c.A == nil:
			kind = "only in b"
		case c.B == nil:
			kind = "only in a"
		case len(c.Differences) > 0:
			kind = "differs"
		}
		same = same && kind == "same"
		cells := map[string]string{"clause": kind, "difference": differences(c.Differences)}
		for name, s := range map[string]*record.Span{"a": c.A, "b": c.B} {
			if s != nil {
				cells[name] = s.Exact
				cells[name+"_start"], cells[name+"_end"] = fmt.Sprint(s.SourceStart), fmt.Sprint(s.SourceEnd)
			}
		}
		diff := make([]map[string]string, 0, len(c.Differences))
		for _, d := range c.Differences {
			diff = append(diff, map[string]string{"a": d.Asked, "b": d.Found})
		}
		item := struct {
			Clause      string              `json:"clause"`
			Differences []map[string]string `json:"differences"`
			A           *record.Span        `json:"a"`
			B           *record.Span        `json:"b"`
		}{kind, diff, c.A, c.B}
		err := l.row(item, cells, func() block {
			b := block{date: kind, words: cells["b"], foot: []string{cells["difference"]}}
			if c.B == nil {
				b.words = cells["a"]
			}
			return b
		})
		if err != nil {
			return err
		}
	}
	if err := l.end(); err != nil {
		return err
	}
	if !same {
		return exitNothing
	}
	return nil
}

// oneReport returns the report in a file, or of this name in the record.
func (a *app) oneReport(ctx context.Context, ref string) (story.Report, error) {
	if _, err := os.Stat(ref); err == nil {
		var found []story.Report
		err := pipeline.Read(ctx, a.items(ctx, []string{ref}), pipeline.Options{}, func(r pipeline.Result) error {
			if r.Err != nil {
				return r.Err
			}
			found = append(found, story.Report{Line: &r.Line, Origin: r.Origin})
			return nil
		})
		switch {
		case err != nil:
			return story.Report{}, err
		case len(found) != 1:
			return story.Report{}, fmt.Errorf("%s holds %d reports, not one", ref, len(found))
		}
		return found[0], nil
	}
	s, err := a.haveStore(ctx)
	if err != nil {
		return story.Report{}, fmt.Errorf("there is no file %s, and %s", ref, strings.TrimPrefix(err.Error(), "there is "))
	}
	line, err := s.Line(ctx, ref)
	err = errors.Join(err, s.Close())
	if errors.Is(err, store.ErrNotFound) {
		return story.Report{}, fmt.Errorf("there is no file and no report %q", ref)
	}
	return story.Report{Line: &line}, err
}
