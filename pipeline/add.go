package pipeline

import (
	"context"
	"errors"
	"iter"
	"time"

	"dateline/source"
	"dateline/store"
)

// A batch goes into the store when it is full or has waited long enough.
const (
	batchReports = 64
	batchBytes   = 4 << 20 // of originals and texts
	batchWait    = 500 * time.Millisecond
)

// Summary says what an Add changed.
type Summary struct {
	store.Added
	Unreadable int // errors in the place of a report
}

// add counts what another Put changed.
func (s *Summary) add(a store.Added) {
	s.Reports += a.Reports
	s.Versions += a.Versions
	s.Statements += a.Statements
	s.Renewed += a.Renewed
	s.Behind += a.Behind
	s.Known += a.Known
	s.Moved += a.Moved
	s.Purged += a.Purged
}

// Add reads all items as [Read] does and puts the reports into s in batches,
// in input order. Each error in the place of a report is passed to failed, on
// the caller's goroutine; reports that the store refuses come last. When ctx
// ends, what was read by then is still put; the Summary is right whatever the
// error.
func Add(ctx context.Context, s store.Store, items iter.Seq2[source.Item, error], opt Options, failed func(error)) (Summary, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	b := batch{store: s, clock: opt.clock()}
	entries := make(chan store.Entry)
	stored := make(chan error, 1)
	go func() {
		err := b.run(context.WithoutCancel(ctx), entries)
		if err != nil {
			cancel()
		}
		stored <- err
	}()

	unreadable := 0
	err := Read(ctx, items, opt, func(r Result) error {
		if r.Err != nil {
			unreadable++
			failed(r.Err)
			return nil
		}
		if !send(ctx, entries, r.Entry) {
			return context.Cause(ctx)
		}
		if opt.Report != nil {
			opt.Report(r)
		}
		return nil
	})
	close(entries)
	if putErr := <-stored; putErr != nil {
		err = putErr // it is what ended the reading
	}
	for _, err := range b.refused {
		failed(err)
	}
	b.sum.Unreadable = unreadable + len(b.refused)
	return b.sum, err
}

// batch gathers entries and puts them.
type batch struct {
	store   store.Store
	clock   Clock
	entries []store.Entry
	size    int // bytes
	sum     Summary
	refused []error // entries that the store does not take
}

// run puts what comes on in until it is closed. After an error of the store it
// takes nothing more.
func (b *batch) run(ctx context.Context, in <-chan store.Entry) error {
	var due <-chan time.Time // nil while nothing waits
	for {
		full := false
		select {
		case e, ok := <-in:
			if !ok {
				return b.put(ctx)
			}
			if len(b.entries) == 0 {
				due = b.clock.After(batchWait)
			}
			b.entries = append(b.entries, e)
			b.size += len(e.Original) + len(e.Line.Report.Text)
			full = len(b.entries) >= batchReports || b.size >= batchBytes
		case <-due:
			full = true
		}
		if !full {
			continue
		}
		due = nil
		if err := b.put(ctx); err != nil {
			return err
		}
	}
}

// put puts what has gathered. Where the store refuses an entry, and its batch
// with it, the entries are put one by one, so that the others are kept.
func (b *batch) put(ctx context.Context) error {
	err := b.take(ctx, b.entries)
	if refused(err) {
		err = nil
		for i := range b.entries {
			switch e := b.take(ctx, b.entries[i:i+1]); {
			case refused(e):
				b.refused = append(b.refused, e)
			case e != nil:
				return e
			}
		}
	}
	clear(b.entries)
	b.entries, b.size = b.entries[:0], 0
	return err
}

// refused reports whether err is about an entry and not about the store.
func refused(err error) bool {
	var e *store.EntryError
	return errors.As(err, &e)
}

// take puts entries and counts what that changed.
func (b *batch) take(ctx context.Context, entries []store.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	added, err := b.store.Put(ctx, entries)
	b.sum.add(added)
	return err
}
