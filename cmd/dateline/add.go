package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"dateline/pipeline"
)

func (a *app) addCommand() *cobra.Command {
	var f inputFlags
	cmd := &cobra.Command{
		Use:   "add PATH|-…",
		Short: "Put reports into the record; safe to repeat",
		Long: `Add reads reports as dateline read does and puts them into the record, with
their originals. Adding the same thing again changes nothing. Interrupted, it
keeps what it has read.`,
		Example: `  dateline add reports/ dump.jsonl
  dateline add --store talks.db --outlet "Harbour Wire" -`,
		Args: somePaths,
		RunE: func(cmd *cobra.Command, args []string) error { return a.add(cmd.Context(), &f, args) },
	}
	f.add(cmd)
	return cmd
}

func (a *app) add(ctx context.Context, f *inputFlags, paths []string) (err error) {
	s, err := a.makeStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()

	opt := pipeline.Options{Article: f.options()}
	a.watch(&opt, paths)
	sum, err := pipeline.Add(ctx, s, a.items(ctx, paths), opt, a.unread)
	a.note("%s", summary(sum))
	if err != nil {
		return err
	}
	return outcome(sum.Versions+sum.Known, sum.Unreadable)
}

// summary says in one line what was added.
func summary(s pipeline.Summary) string {
	parts := []string{
		count(s.Reports, "report") + " added", count(s.Versions, "version"), count(s.Statements, "statement"),
	}
	if s.Known > 0 {
		parts = append(parts, count(s.Known, "report")+" already known")
	}
	if s.Unreadable > 0 {
		parts = append(parts, count(s.Unreadable, "input")+" not read")
	}
	return strings.Join(parts, ", ")
}
