package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dateline/pipeline"
)

func (a *app) addCommand() *cobra.Command {
	var f addFlags
	cmd := &cobra.Command{
		Use:   "add PATH|-…",
		Short: "Put reports into the record; safe to repeat",
		Long: `Add reads reports as dateline read does and puts them into the record, with
their originals. Adding the same thing again changes nothing. Interrupted, it
keeps what it has read. Paths are kept as absolute ones. Where the same bytes
come from several places, one stands for them: a file before standard input,
one for which an outlet is stated before others, then by the path's name.

Of a report that comes in several versions all are kept, and the one that says
the latest time of change is current: lists, search and export show that one.

--queue reads nothing: it puts the paths into the record's queue, from which
dateline work takes them, on this machine or on others that have the same paths.

--analysis none reads only what a report is, from whom and of when, and its
words for search; such reports say so, and dateline rerun reads the rest.`,
		Example: `  dateline add reports/ dump.jsonl
  dateline add --store talks.db --outlet "Harbour Wire" -
  dateline add --store postgres://desk@db.example/record --queue crawl/*.warc.gz`,
		Args: somePaths,
		RunE: func(cmd *cobra.Command, args []string) error { return a.add(cmd.Context(), &f, args) },
	}
	f.add(cmd)
	f.analysis.add(cmd)
	cmd.Flags().BoolVar(&f.queue, "queue", false, "only put the paths into the queue, for dateline work")
	return cmd
}

// addFlags are the flags of add.
type addFlags struct {
	inputFlags
	analysis analysisFlag
	queue    bool
}

func (a *app) add(ctx context.Context, f *addFlags, paths []string) (err error) {
	s, err := a.makeStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()

	if paths, err = absolute(paths); err != nil {
		return err
	}
	if f.queue {
		return a.enqueue(ctx, s, f, paths)
	}
	unheard := tally{} // reports whose speech was not analysed, by language
	opt := pipeline.Options{Article: f.options(), Analysis: f.analysis.level(), Report: func(r pipeline.Result) {
		if len(r.Line.NotAnalysed) > 0 && !r.Partial() {
			unheard.add(r.Line.Report.Language)
		}
		a.tellReport(r.Line)
	}}
	a.watch(&opt, paths)
	sum, err := pipeline.Add(ctx, s, a.items(ctx, paths), opt, a.unread)
	a.tellPassed()
	a.note("%s", summary(sum))
	if len(unheard) > 0 {
		a.note("speech was not analysed in %s", unheard)
	}
	if sum.Behind > 0 {
		a.note("warning: %s, not the current one: of the versions of a report that is the one which says the latest time of change, and of those that say the same or none, one chosen by its hash", behind(sum.Behind))
	}
	if err != nil {
		return err
	}
	read := sum.Versions + sum.Renewed + sum.Known + sum.Purged
	if read+sum.Unreadable == 0 {
		a.tellEmpty(paths)
	}
	return outcome(read, sum.Unreadable)
}

func behind(n int) string {
	if n == 1 {
		return "1 version that was added is an older one of its report"
	}
	return fmt.Sprintf("%d versions that were added are older ones of their reports", n)
}

// absolute makes the paths of files such as mean the same from every folder,
// for they are kept.
func absolute(paths []string) ([]string, error) {
	out := make([]string, len(paths))
	for i, p := range paths {
		if out[i] = p; p == "-" {
			continue
		}
		var err error
		if out[i], err = filepath.Abs(p); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// tally counts reports by language.
type tally map[string]int

func (t tally) add(language *string) {
	if language == nil {
		t["an unknown language"]++
		return
	}
	t[*language]++
}

// String says how many there are, and of which languages.
func (t tally) String() string {
	sum := 0
	var parts []string
	for _, l := range slices.Sorted(maps.Keys(t)) {
		sum += t[l]
		parts = append(parts, fmt.Sprintf("%d in %s", t[l], l))
	}
	return count(sum, "report") + ": " + strings.Join(parts, ", ")
}

// summary says in one line what was added.
func summary(s pipeline.Summary) string {
	parts := []string{
		count(s.Reports, "report") + " added", count(s.Versions, "version"), count(s.Statements, "statement"),
	}
	if s.Renewed > 0 {
		parts = append(parts, count(s.Renewed, "report")+" read anew by another version of the program")
	}
	if s.Known > 0 {
		parts = append(parts, count(s.Known, "report")+" already known")
	}
	if s.Moved > 0 {
		parts = append(parts, fmt.Sprintf("%d of them now kept as read from the path given", s.Moved))
	}
	if s.Purged > 0 {
		parts = append(parts, fmt.Sprintf("%s of what was purged left out", count(s.Purged, "report")))
	}
	if s.Unreadable > 0 {
		parts = append(parts, count(s.Unreadable, "input")+" not read")
	}
	return strings.Join(parts, ", ")
}
