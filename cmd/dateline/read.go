package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"dateline/pipeline"
	"dateline/record"
	"dateline/story"
)

// readFlags are the flags of read.
type readFlags struct {
	inputFlags
	format  choice
	relate  bool
	explain bool
}

func (a *app) readCommand() *cobra.Command {
	f := readFlags{format: choice{value: "text", allowed: []string{"text", "json", "jsonl"}}}
	cmd := &cobra.Command{
		Use:   "read PATH|-…",
		Short: "Analyse reports and print what they say; keep nothing",
		Long: `Read analyses the reports in files and folders (- is standard input) and prints
them in input order. It takes plain text, pages, JSON of any layout (one object,
an array or one object a line) and the other shapes that --shape names, also in
archives, packed files and web archives (zip, tar, gzip, bzip2, zstd, WARC).
What cannot be read is named on standard error, and the rest is printed; -v also
tells what in an archive was passed over.

--format jsonl prints one line for each report, as docs/read.schema.json
describes it; json prints the same as one array. With --relate there is one
more line at the end, for what only comparing the reports shows: copies, actors,
the same words in several reports, dates that come through a copy, stories.`,
		Example: `  dateline read talks.html
  dateline read --format jsonl crawl.warc.gz > crawl.jsonl
  dateline read --format jsonl reports/ | jq -c '.statements[] | [.speaker.name, .kind]'
  curl -s https://example.org/talks | dateline read --explain -`,
		Args: somePaths,
		RunE: func(cmd *cobra.Command, args []string) error { return a.read(cmd.Context(), &f, args) },
	}
	f.add(cmd)
	cmd.Flags().Var(&f.format, "format", "`format`: text, json or jsonl")
	f.format.complete(cmd, "format")
	cmd.Flags().BoolVar(&f.relate, "relate", false, "print a last line for what comparing the reports shows (json, jsonl)")
	cmd.Flags().BoolVar(&f.explain, "explain", false, "tell for each report which shape it was taken for, where its pieces come from, and why")
	return cmd
}

// reportPrinter prints reports in one of read's formats.
type reportPrinter interface {
	report(r pipeline.Result) error
	relations(rel record.Related) error
	end() error // after everything else
}

func (a *app) read(ctx context.Context, f *readFlags, paths []string) error {
	var p reportPrinter
	switch f.format.value {
	case "text":
		if f.relate {
			return errors.New("--relate needs --format json or jsonl")
		}
		p = &textPrinter{w: a.stdout, term: a.out, explain: f.explain}
	case "json":
		p = &jsonPrinter{w: a.stdout}
	case "jsonl":
		p = &jsonlPrinter{w: a.stdout}
	}
	found, failed := 0, 0
	var reports []story.Report
	err := pipeline.Read(ctx, a.items(ctx, paths), pipeline.Options{Article: f.options()}, func(r pipeline.Result) error {
		if r.Err != nil {
			failed++
			a.unread(r.Err)
			return nil
		}
		found++
		if f.explain && f.format.value != "text" {
			for _, why := range r.Reasons {
				a.tell("%s: %s: %s", where(r.Line.Report), why.What, why.From)
			}
		}
		a.tellReport(r.Line)
		if f.relate {
			reports = append(reports, story.Report{Line: &r.Line, Origin: r.Origin})
		}
		return p.report(r)
	})
	a.tellPassed()
	if err != nil {
		return errors.Join(err, p.end())
	}
	if f.relate {
		if err := p.relations(record.Related{Relations: story.Relate(reports)}); err != nil {
			return err
		}
	}
	if err := p.end(); err != nil {
		return err
	}
	if found+failed == 0 {
		a.tellEmpty(paths)
	}
	return outcome(found, failed)
}

// where says where a report was read.
func where(r record.Report) string {
	if r.Pointer == "" {
		return r.Location
	}
	return r.Location + ": " + r.Pointer
}
