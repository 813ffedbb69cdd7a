package pipeline

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"dateline/article"
	"dateline/record"
	"dateline/store"
	"dateline/text"
)

// RerunOptions says how to analyse anew.
type RerunOptions struct {
	Workers int                                // reports at once; 0 means as many as there are cores to run on
	Dry     bool                               // change nothing
	Each    func(before, after *record.Line)   // told of each report, on the caller's goroutine; may be nil
	Failed  func(version string, reason error) // what could not be analysed; on the caller's goroutine
}

// RerunSummary says what a Rerun changed.
type RerunSummary struct {
	Renewed int // versions that have another record now, or would have
	Same    int // whose record is the same
	Bare    int // which a program added that did not keep what it takes
	Failed  int
}

// Rerun analyses anew what another version of the read half made, or left for
// later, from the originals and cuts that are kept. It goes on where it was
// interrupted, since what is done has this version's mark. Cutting is not done
// anew: for that the inputs are added again.
func Rerun(ctx context.Context, s Whole, opt RerunOptions) (RerunSummary, error) {
	var sum RerunSummary
	var batch []store.Entry
	flush := func() error {
		err := rerun(ctx, s, opt, batch, &sum)
		batch = batch[:0]
		return err
	}
	size := 0
	for e, err := range s.Entries(ctx, store.Selection{NotReader: Reader}) {
		var damage *store.DamageError
		switch {
		case errors.As(err, &damage):
			sum.Failed++
			opt.Failed(damage.Version, err)
			continue
		case err != nil:
			return sum, err
		case e.Cut == nil:
			sum.Bare++
			continue
		}
		batch = append(batch, e)
		if size += len(e.Original) + len(e.Line.Report.Text); len(batch) < batchReports && size < batchBytes {
			continue
		}
		size = 0
		if err := flush(); err != nil {
			return sum, err
		}
	}
	return sum, flush()
}

// rerun analyses a batch anew and puts what has changed.
func rerun(ctx context.Context, s Whole, opt RerunOptions, batch []store.Entry, sum *RerunSummary) error {
	after := make([]store.Entry, len(batch))
	errs := make([]error, len(batch))
	workers := opt.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	turns := make(chan int)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := range turns {
				for r := range leaving(ctx, func(yield func(Result) bool) { yield(again(batch[i])) }) {
					after[i], errs[i] = r.Entry, r.Err
				}
			}
		})
	}
	for i := range batch {
		if ctx.Err() != nil {
			break
		}
		turns <- i
	}
	close(turns)
	wg.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	var put []store.Entry
	for i := range batch {
		if errs[i] != nil {
			sum.Failed++
			opt.Failed(batch[i].Line.Report.Version, errs[i])
			continue
		}
		what, err := differ(&store.Entry{Line: batch[i].Line}, &store.Entry{Line: after[i].Line})
		if err != nil {
			return err
		}
		if what == "" {
			sum.Same++
		} else {
			sum.Renewed++
		}
		if opt.Each != nil {
			opt.Each(&batch[i].Line, &after[i].Line)
		}
		put = append(put, after[i])
	}
	if opt.Dry || len(put) == 0 {
		return nil
	}
	_, err := s.Put(ctx, put)
	return err
}

// again analyses an entry anew.
func again(e store.Entry) (out Result) {
	r := e.Line.Report
	defer func() {
		if v := recover(); v != nil {
			out.Err = &PanicError{Stage: "analysis", Location: r.Location, Pointer: r.Pointer, Value: v, Stack: debug.Stack()}
		}
	}()
	t, err := text.Restore(r.Text, e.Origin)
	if err != nil {
		return Result{Err: err}
	}
	a, err := article.Restore(e.Cut, t, e.Original)
	if err != nil {
		return Result{Err: err}
	}
	a.Original.Location, a.Original.Pointer, a.Original.Offset = r.Location, r.Pointer, r.Offset
	e.Line, e.Reader = real.line(a), Reader
	return Result{Entry: e}
}

// Diff says what of two records of one version is in one only, a line each:
// "- statement …" of before, "+ statement …" of after.
func Diff(before, after *record.Line) []string {
	var out []string
	gone, come := findings(before), findings(after)
	for _, f := range gone {
		if i := slices.Index(come, f); i >= 0 {
			come = slices.Delete(come, i, i+1)
		} else {
			out = append(out, "- "+f)
		}
	}
	for _, f := range come {
		out = append(out, "+ "+f)
	}
	return out
}

// findings writes what a record says, without ids, which shift.
func findings(l *record.Line) []string {
	var out []string
	for _, s := range l.Statements {
		words := make([]string, len(s.Content))
		for i, c := range s.Content {
			words[i] = c.Exact
		}
		out = append(out, fmt.Sprintf("statement, %s, %s: %s", s.Kind, who(&s.Speaker.Ref), strings.Join(words, " … ")))
	}
	for _, p := range l.Positions {
		out = append(out, fmt.Sprintf("position, %s, %s: %s", p.Kind, who(&p.Holder), p.Span.Exact))
	}
	for _, e := range l.Events {
		out = append(out, fmt.Sprintf("event, %s %s, %s → %s: %s", e.Type, e.Modality, all(e.Actors), all(e.Recipients), e.Span.Exact))
	}
	for _, m := range l.Meetings {
		out = append(out, fmt.Sprintf("meeting, %s: %s", m.Status, all(m.Parties)))
	}
	for _, why := range l.NotAnalysed {
		out = append(out, "not analysed: "+why)
	}
	return out
}

func who(r *record.Ref) string {
	switch {
	case r.Name != nil:
		return *r.Name
	case r.Span != nil:
		return r.Span.Exact
	}
	return "nobody named"
}

func all(list []record.Ref) string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = who(&list[i])
	}
	return strings.Join(out, "; ")
}
