package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"dateline/correction"
	"dateline/pipeline"
	"dateline/record"
	"dateline/store/query"
)

// together is what the record's reports show together, and the reports, which
// are read when they are asked for.
type together struct {
	record.Relations
	line   func(report string) *record.Line // as corrected; nil when it is not there
	failed *error                           // why one could not be read
	marked func(columnsOf) columnsOf        // with a column of marks, if there are any
}

// together compares all reports of the record, or reads what was kept when
// they were compared and nothing changed since. A record that may not be
// written to is compared each time.
func (a *app) together(ctx context.Context, s engine) (t together, err error) {
	x, ok := s.(shown)
	read := s
	if ok {
		read = x.kept
	}
	asRead, failed := lines(ctx, read)
	if ok && x.writable {
		t.Relations, err = pipeline.Relate(ctx, x, asRead, program())
	} else {
		var said []correction.Correction
		if said, err = s.Corrections(ctx); err == nil {
			t.Relations, err = pipeline.Compare(ctx, s, said, asRead)
		}
	}
	t.line, t.failed = lines(ctx, s)
	t.marked = func(c columnsOf) columnsOf { return a.marked(ctx, s, c) }
	return t, errors.Join(err, *failed)
}

// program names the program for what it keeps: by its version, and one that
// was built on the way between two versions by its file too.
func program() string {
	v := version()
	if file, err := os.Executable(); err == nil && (strings.Contains(v, "+dirty") || strings.Contains(v, "(")) {
		if info, err := os.Stat(file); err == nil {
			v += fmt.Sprint(" ", info.Size(), " ", info.ModTime().UnixNano())
		}
	}
	return v
}

// every returns the reports of the record, all at once.
func every(ctx context.Context, s engine) (map[string]*record.Line, error) {
	all := map[string]*record.Line{}
	for l, err := range s.Lines(ctx, query.Query{}) {
		if err != nil {
			return nil, err
		}
		all[l.Report.ID] = &l
	}
	return all, nil
}

// report returns the report with this id; an empty one if it is not there.
func (t together) report(id string) record.Report {
	if l := t.line(id); l != nil {
		return l.Report
	}
	return record.Report{ID: id}
}

// withTogether opens the record, compares its reports and calls f.
func (a *app) withTogether(ctx context.Context, f func(together) error) (err error) {
	s, err := a.changeStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	t, err := a.together(ctx, s)
	if err != nil {
		return err
	}
	if err := f(t); err != nil {
		return err
	}
	return *t.failed
}

// cellsOf are the cells that name a report.
func cellsOf(r record.Report) map[string]string {
	return map[string]string{
		"date": value(r.Published.Time), "date_basis": value(r.Published.Basis), "outlet": value(r.Outlet),
		"title": value(r.Title), "url": value(r.URL), "location": r.Location, "pointer": r.Pointer, "report": r.ID, "version": r.Version, "mark": retraction(r),
	}
}

func (a *app) lineageCommand() *cobra.Command {
	var f filterFlags
	cmd := &cobra.Command{
		Use:   "lineage REPORT",
		Short: "List the reports that carry the same copy as one",
		Long: `Lineage lists the reports that carry the same copy as the one that is named: how
much of the shorter one the other has, how much of that is quotation, and which
was first where a date or a credit says so. Two reports of one speech are no
copy: what stands in quotation marks is shown and not counted.`,
		Example:           `  dateline lineage r0123456789abcdef0123`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withTogether(cmd.Context(), func(t together) error { return a.lineage(&f, t, args[0]) })
		},
	}
	f.addFormat(cmd)
	return cmd
}

func (a *app) lineage(f *filterFlags, t together, id string) error {
	if t.line(id) == nil {
		a.tell("there is no report %q in the record", id)
		return exitNothing
	}
	l := a.list(f, t.marked(columnsOf{
		table: []string{"coverage", "quoted", "order", "date", "outlet", "report", "title"},
		csv:   []string{"coverage", "quoted", "order", "date", "date_basis", "outlet", "title", "url", "location", "pointer", "report", "version", "mark"},
	}))
	for _, r := range t.Rewrites {
		other, order := r.B, "not known which is first"
		if r.B == id {
			other = r.A
		} else if r.A != id {
			continue
		}
		if f.limit > 0 && l.rows == f.limit {
			break
		}
		if r.Order != nil {
			order = "earlier by " + *r.Order
			if other == r.B {
				order = "later by " + *r.Order
			}
		}
		rep := t.report(other)
		cells := cellsOf(rep)
		cells["coverage"], cells["quoted"], cells["order"] = percent(r.Coverage), percent(r.Quoted), order
		item := struct {
			Rewrite record.Rewrite  `json:"rewrite"`
			Report  reportReference `json:"report"`
		}{r, reference(rep)}
		err := l.row(item, cells, func() block {
			return block{
				date: day(rep.Published), head: value(rep.Title),
				words: fmt.Sprintf("%s of the shorter one, %s of it quoted, in %d passages", percent(r.Coverage), percent(r.Quoted), len(r.Segments)),
				foot:  []string{order, value(rep.Outlet), where(rep), rep.ID, retraction(rep)},
			}
		})
		if err != nil {
			return err
		}
	}
	return l.end()
}

func percent(x float64) string { return strconv.Itoa(int(100*x+0.5)) + "%" }

func (a *app) storiesCommand() *cobra.Command {
	var f filterFlags
	cmd := &cobra.Command{
		Use:   "stories",
		Short: "List what several reports are about, the latest first",
		Long: `Stories lists the happenings that several reports are about: how many reports,
and from how many origins at most, since reports that carry the same copy count
once.`,
		Args:              cobra.NoArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withTogether(cmd.Context(), func(t together) error { return a.stories(&f, t) })
		},
	}
	f.addFormat(cmd)
	return cmd
}

func (a *app) stories(f *filterFlags, t together) error {
	l := a.list(f, columnsOf{
		table: []string{"first", "last", "reports", "origins", "story", "title"},
		csv:   []string{"first", "last", "reports", "origins", "story", "title", "ids", "mark"},
	})
	list := slices.Clone(t.Stories)
	slices.Reverse(list)
	for i, s := range list {
		if f.limit > 0 && i == f.limit {
			break
		}
		first, last := t.report(s.Reports[0]), t.report(s.Reports[len(s.Reports)-1])
		for _, id := range s.Reports {
			if r := t.report(id); r.Published.Time != nil {
				last = r
			}
		}
		cells := map[string]string{
			"first": day(first.Published), "last": day(last.Published), "reports": strconv.Itoa(len(s.Reports)),
			"origins": strconv.Itoa(s.Origins), "story": s.ID, "title": value(first.Title), "ids": strings.Join(s.Reports, " "),
		}
		cells["mark"] = marks(record.Report{}, s.Corrections)
		if n := len(s.Retracted); n > 0 {
			cells["mark"] = strings.TrimPrefix(cells["mark"]+fmt.Sprintf("; %d of its reports retracted: %s", n, strings.Join(s.Retracted, " ")), "; ")
		}
		if cells["mark"] != "" {
			cells["title"] += " (" + cells["mark"] + ")"
		}
		err := l.row(s, cells, func() block {
			return block{
				date: day(first.Published), head: value(first.Title),
				words: fmt.Sprintf("%d reports, at most %d origins", len(s.Reports), s.Origins), foot: append(slices.Clone(s.Reports), cells["mark"]),
			}
		})
		if err != nil {
			return err
		}
	}
	return l.end()
}

func (a *app) peopleCommand() *cobra.Command {
	var f filterFlags
	cmd := &cobra.Command{
		Use:   "people [NAME]",
		Short: "List who is named, in all spellings, with roles and dates",
		Long: `People lists the people, organisations and countries that the record's reports
name, each once behind all spellings, with the capacities in which it was seen
and when. NAME narrows to those who may be of this name, however it is spelt.
People whom a report does not name are never joined across reports.`,
		Example: `  dateline people
  dateline people araqchi`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withTogether(cmd.Context(), func(t together) error { return a.people(&f, t, strings.Join(args, " ")) })
		},
	}
	f.addFormat(cmd)
	return cmd
}

func (a *app) compareCommand() *cobra.Command {
	var f filterFlags
	cmd := &cobra.Command{
		Use:   "compare STATEMENT",
		Short: "Lay the wordings of one utterance beside one another",
		Long: `Compare lists the statements of all reports that report the same words as the
one that is named, the fullest wording first, and for each other one where it
differs: trimmed, added, reworded, paraphrased, or differing inside quotation
marks, which two translations may do.`,
		Example:           `  dateline compare r0123456789abcdef0123.s4`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withTogether(cmd.Context(), func(t together) error { return a.compare(&f, t, args[0]) })
		},
	}
	f.addFormat(cmd)
	return cmd
}
