package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"dateline/article"
	"dateline/pipeline"
	"dateline/record"
	"dateline/store"
	"dateline/store/corrected"
)

// analysisFlag is the flag that says how much is read out of reports.
type analysisFlag struct{ choice }

func (f *analysisFlag) add(cmd *cobra.Command) {
	f.choice = choice{value: string(pipeline.Full), allowed: []string{string(pipeline.Full), string(pipeline.None)}}
	cmd.Flags().Var(&f.choice, "analysis", "how much to read out of reports: full, or none for now")
	f.complete(cmd, "analysis")
}

func (f *analysisFlag) level() pipeline.Analysis { return pipeline.Analysis(f.value) }

// taskOptions are the flags of add as tasks carry them.
type taskOptions struct {
	Shape    string `json:"shape,omitempty"`
	Outlet   string `json:"outlet,omitempty"`
	Analysis string `json:"analysis,omitempty"`
}

func parseTask(s string) (pipeline.Options, error) {
	var o taskOptions
	if err := json.Unmarshal([]byte(s), &o); err != nil {
		return pipeline.Options{}, fmt.Errorf("the options of a task: %w", err)
	}
	return pipeline.Options{
		Analysis: pipeline.Analysis(o.Analysis),
		Article:  article.Options{Shape: article.Shape(o.Shape), Outlet: o.Outlet},
	}, nil
}

// enqueueAtOnce is how many tasks go into the queue in one transaction.
const enqueueAtOnce = 500

// enqueue puts paths into the queue of s.
func (a *app) enqueue(ctx context.Context, s store.Queue, f *addFlags, paths []string) error {
	if slices.Contains(paths, "-") {
		return errors.New("add --queue: standard input cannot wait in a queue; name files")
	}
	options, err := json.Marshal(taskOptions{f.shape.value, f.outlet, f.analysis.value})
	if err != nil {
		return err
	}
	var tasks []store.Task
	all, fresh, failed := 0, 0, 0
	flush := func() error {
		n, err := s.Enqueue(ctx, tasks)
		all, fresh, tasks = all+len(tasks), fresh+n, tasks[:0]
		return err
	}
	err = pipeline.Plan(ctx, paths, string(options), func(err error) { failed++; a.tell("%v", err) }, func(t store.Task) error {
		if tasks = append(tasks, t); len(tasks) < enqueueAtOnce {
			return nil
		}
		return flush()
	})
	if err = errors.Join(err, flush()); err != nil {
		return err
	}
	if all+failed == 0 {
		a.tellEmpty(paths)
	}
	a.note("%s queued, %d waiting already", count(fresh, "job"), all-fresh)
	return outcome(all, failed)
}

func (a *app) workCommand() *cobra.Command {
	var (
		opt    pipeline.WorkOptions
		name   string
		retry  bool
		again  bool
		relate = choice{value: "yes", allowed: []string{"yes", "no", "only"}}
	)
	cmd := &cobra.Command{
		Use:   "work",
		Short: "Read what is in the queue into the record, beside other workers",
		Long: `Work takes jobs from the record's queue, which dateline add --queue fills, and
puts the reports into the record, until it is interrupted. Any number of workers
may run at once, on any number of machines where the record is on PostgreSQL.
Each may be killed at any moment: what it had committed stays, and another goes
on behind it once the lease has ended. An item on which three workers were lost
is set aside, and dateline status names it.

One of them at a time, whichever holds the lock for it, also compares all reports
with one another as they come, and keeps what that shows for stories, people and
the desk. That needs memory for all of them, some 30 KB each: a worker that reads
does it for records of up to ` + fmt.Sprint(relatedBeside) + ` reports. With --relate only one does nothing
else, whatever the size; with --relate no it leaves it to others.`,
		Example: `  dateline work --drain
  dateline work --store postgres://desk@db.example/record --workers 8
  dateline work --retry`,
		Args:              cobra.NoArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			ctx := cmd.Context()
			if opt.Lease < 3*time.Second {
				return fmt.Errorf("--lease %s: must be at least 3s", opt.Lease)
			}
			s, err := a.makeStore(ctx)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			if retry || again {
				n, err := s.Retry(ctx, again)
				if err != nil {
					return err
				}
				a.note("%s back in the queue", count(n, "item"))
			}
			switch relate.value {
			case "yes":
				opt.Relate = relating(cmd.Context(), s, relatedBeside, func() {
					a.note("more than %d reports: leaving it to dateline work --relate only to compare them", relatedBeside)
				})
			case "only":
				opt.Relate, opt.RelateOnly = relating(cmd.Context(), s, 0, nil), true
			}
			return a.work(ctx, s, opt, name)
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&opt.Workers, "workers", 0, "jobs at once (default: as many as there are cores)")
	flags.DurationVar(&opt.Lease, "lease", time.Minute, "how long a job stays with a worker that is not heard of")
	flags.BoolVar(&opt.Drain, "drain", false, "end when the queue is empty")
	flags.StringVar(&name, "name", "", "the worker's name in dateline status (default: host and process)")
	flags.BoolVar(&retry, "retry", false, "put what was set aside back into the queue first")
	flags.BoolVar(&again, "retry-failed", false, "likewise, and what could not be read too")
	flags.Var(&relate, "relate", "compare the reports with one another, too: yes, no, or only that")
	relate.complete(cmd, "relate")
	return cmd
}

func (a *app) work(ctx context.Context, s store.Queue, opt pipeline.WorkOptions, name string) error {
	if name == "" {
		host, err := os.Hostname()
		if err != nil {
			host = "worker"
		}
		// A process number may come again; the name must not.
		name = fmt.Sprintf("%s-%d-%s", host, os.Getpid(), rand.Text()[:4])
	}
	opt.Name = name
	opt.Options = parseTask
	opt.Failed = a.unread
	opt.Trouble = func(err error) { a.tell("%v; trying again", err) }
	sum, err := pipeline.Work(ctx, s, opt)
	a.note("%s", summary(sum))
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return outcome(1, sum.Unreadable)
}

// relatedBeside is the size of a record, in reports, up to which those who read
// also compare. A process that runs out of memory takes its readers with it,
// and what they had in hand would be thought to be the reason.
const relatedBeside = 100_000

// relating returns what compares what came into s since the last time with all
// that is there, and reports whether there may be more to do. Of more than
// most, unless that is 0, it tells once and compares nothing.
func relating(ctx context.Context, s engine, most int, tell func()) func(context.Context) (bool, error) {
	asRead := func(report string) *record.Line {
		l, err := s.Line(ctx, report)
		if err != nil {
			return nil
		}
		return &l
	}
	r := pipeline.NewRelater(shown{corrected.New(s), s, s, true}, asRead, program())
	return func(ctx context.Context) (bool, error) {
		now, err := s.Last(ctx, time.Time{})
		if err != nil {
			return false, err
		}
		if most > 0 && now > int64(most) { // else there cannot be so many
			c, err := s.Counts(ctx)
			if err != nil {
				return false, err
			}
			if c.Reports > most {
				if tell != nil {
					tell()
					tell = nil
				}
				return false, nil
			}
		}
		return r.Next(ctx)
	}
}

func (a *app) statusCommand() *cobra.Command {
	format := choice{value: "text", allowed: []string{"text", "json"}}
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Tell what the record holds, and how its queue and workers are",
		Long: `Status tells how much the record holds, how many jobs wait in its queue, are
with workers or are done, how long the oldest has waited, which workers were
heard of and how fast they are, and names what was set aside.`,
		Args:              cobra.NoArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			s, err := a.haveStore(cmd.Context())
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			return a.tellStatus(cmd.Context(), s, format.value == "json")
		},
	}
	cmd.Flags().Var(&format, "format", "`format`: text or json")
	format.complete(cmd, "format")
	return cmd
}

// asidesShown is how many items that gave no report status names.
const asidesShown = 20

// status is what status prints as JSON.
type status struct {
	Reports    int           `json:"reports"`
	Versions   int           `json:"versions"`
	Statements int           `json:"statements"`
	Bytes      int64         `json:"bytes"` // of originals
	Queue      store.Work    `json:"queue"`
	Aside      []store.Aside `json:"aside"`
}

func (a *app) tellStatus(ctx context.Context, s engine, asJSON bool) error {
	var st status
	var errs [3]error
	var c store.Counts
	c, errs[0] = s.Counts(ctx)
	st.Reports, st.Versions, st.Statements, st.Bytes = c.Reports, c.Versions, c.Statements, c.Bytes
	st.Queue, errs[1] = s.Work(ctx)
	st.Aside, errs[2] = s.Asides(ctx, asidesShown)
	if err := errors.Join(errs[:]...); err != nil {
		return err
	}
	if asJSON {
		enc := json.NewEncoder(a.stdout)
		enc.SetEscapeHTML(false)
		return enc.Encode(st)
	}
	var b bytes.Buffer
	w := st.Queue
	fmt.Fprintf(&b, "record   %s, %s, %s, %.1f MB of originals\n", count(c.Reports, "report"), count(c.Versions, "version"), count(c.Statements, "statement"), float64(c.Bytes)/1e6)
	fmt.Fprintf(&b, "queue    %d waiting, %d with workers, %d done\n", w.Waiting, w.Leased, w.Done)
	if w.Waiting+w.Leased > 0 {
		fmt.Fprintf(&b, "lag      the oldest job has waited %s\n", w.Lag.Round(time.Second))
	}
	if w.Expired > 0 {
		fmt.Fprintf(&b, "lost     %s whose worker is not heard of\n", count(w.Expired, "job"))
	}
	for _, k := range w.Workers {
		rate := 0.0
		if s := k.Seen.Sub(k.Started).Seconds(); s > 0 {
			rate = float64(k.Reports) / s
		}
		fmt.Fprintf(&b, "worker   %s: %s, %.1f a second, last heard of %s\n", oneLine(k.Name), count(k.Reports, "report"), rate, k.Seen.UTC().Format(time.RFC3339))
	}
	if w.Aside+w.Failed > 0 {
		fmt.Fprintf(&b, "aside    %d set aside, %d not readable\n", w.Aside, w.Failed)
	}
	for _, x := range st.Aside {
		what := x.Reason
		if x.Poison {
			what = fmt.Sprintf("%s: item %d: %s", paths(x.Paths), x.Item, x.Reason)
		}
		fmt.Fprintf(&b, "         %s\n", oneLine(what))
	}
	_, err := a.stdout.Write(b.Bytes())
	return err
}

// paths names the files of a job.
func paths(list []string) string {
	if len(list) == 1 {
		return list[0]
	}
	return fmt.Sprintf("%s and %d more", list[0], len(list)-1)
}
