package pipeline

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
	"sync"

	"dateline/article"
	"dateline/source"
	"dateline/store"
)

// Reader names the version of the read half: what makes a record out of the
// bytes of a report. It changes whenever the same bytes may give another
// record.
const Reader = "read/3"

// Options says how to run. The zero Options is the usual one.
type Options struct {
	Analysis Analysis        // None puts the analysis off; Full if ""
	Workers  int             // reports worked on at once; 0 means as many as there are cores to run on
	Article  article.Options // what the caller knows of the inputs
	Total    int64           // bytes of all inputs together; 0 when not known
	Read     func() int64    // how many of them were read so far; nil to go by the originals of the reports
	Progress func(Progress)  // called now and then, and at the end, on the caller's goroutine; may be nil
	Report   func(Result)    // called by Add for each report that was read, on the caller's goroutine; may be nil
	Clock    Clock           // nil means the system's

	stages *stages // nil means the real ones; tests put in their own
}

// Result is one report that was read, or the error that stands in its place.
type Result struct {
	store.Entry                  // the record, its original and origin; the zero Entry beside an error
	Reasons     []article.Reason // where its pieces were taken from
	Err         error            // names the input; nil when the report was read
}

// piece is an article on its way, or the error in its place.
type piece struct {
	item    source.Item // without Data
	article *article.Article
	err     error
}

// Read reads all items and calls emit, on the caller's goroutine, for each
// report and each error in input order. It returns when all is done: with nil,
// with emit's error, which stops it, or with the cause of ctx's end. An error
// that items yields, or that a stage gives, is a Result like any other.
//
// When ctx ends, Read waits for items to give up, as those of source.Walk do,
// and for nothing else: a stage that is at work on a report is left behind and
// ends by itself.
func Read(ctx context.Context, items iter.Seq2[source.Item, error], opt Options, emit func(Result) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel(nil)

	workers := opt.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	st := opt.chosen()
	meter := newMeter(opt)

	fed := feed(ctx, &wg, items)
	pieces := spread(ctx, &wg, fed, workers, func(p piece, yield func(piece) bool) { st.cutItem(p, opt.Article, yield) })
	results := spread(ctx, &wg, pieces, workers, func(p piece, yield func(Result) bool) { yield(st.result(p, opt.Analysis)) })
	for r := range recv(ctx, results) {
		if err := emit(r); err != nil {
			return err
		}
		meter.count(r)
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	meter.finish()
	return nil
}

// feed sends what items yields. A panic of items ends it with an error.
func feed(ctx context.Context, wg *sync.WaitGroup, items iter.Seq2[source.Item, error]) <-chan piece {
	out := make(chan piece)
	wg.Go(func() {
		defer close(out)
		defer func() {
			if v := recover(); v != nil {
				send(ctx, out, piece{err: &PanicError{Stage: "source", Value: v, Stack: debug.Stack()}})
			}
		}()
		for item, err := range items {
			if ctx.Err() != nil {
				return // an error now is only that of the end
			}
			if !send(ctx, out, piece{item: item, err: err}) {
				return
			}
		}
	})
	return out
}

// cutItem yields the articles of p's item, and errors in their place.
func (s *stages) cutItem(p piece, opt article.Options, yield func(piece) bool) {
	if p.err != nil {
		yield(p)
		return
	}
	item := p.item
	bare := item
	bare.Data = nil
	defer func() {
		if v := recover(); v != nil {
			yield(piece{item: bare, err: panicked("article", bare, v)})
		}
	}()
	for a, err := range s.cut(item, opt) {
		if !yield(piece{item: bare, article: a, err: err}) {
			return
		}
	}
}

// result makes the result of one piece.
func (s *stages) result(p piece, how Analysis) (r Result) {
	if p.err != nil {
		return Result{Err: p.err}
	}
	defer func() {
		if v := recover(); v != nil {
			at := p.item
			at.Pointer = p.article.Original.Pointer
			r = Result{Err: panicked("analysis", at, v)}
		}
	}()
	a := p.article
	cut, err := a.Cut()
	if err != nil {
		return Result{Err: fmt.Errorf("%s: %w", a.Original.Location, err)}
	}
	e := store.Entry{Line: s.line(a), Original: a.Original.Data, Origin: a.Text.AppendOrigin(nil), Reader: Reader, Cut: cut}
	if how == None {
		e.Reader += " none"
	}
	return Result{Entry: e, Reasons: a.Reasons}
}
