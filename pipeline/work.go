package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"sync"
	"time"

	"dateline/source"
	"dateline/store"
)

// WorkOptions says how to work. Name must be set.
type WorkOptions struct {
	Name     string        // of the process, as status shows it; unlike others'
	Workers  int           // jobs done at once; 0 means as many as there are cores to run on
	Lease    time.Duration // how long a job stays with a worker that is not heard of; 0 means a minute
	Drain    bool          // end when the queue is empty, instead of waiting for more
	Patience time.Duration // how long a store that fails is tried again; 0 means five minutes
	Poll     time.Duration // how often an empty queue is looked at; 0 means a second

	Options func(task string) (Options, error) // what Task.Options means
	Failed  func(error)                        // an item that gave no report; called by one goroutine at a time
	Trouble func(error)                        // the store failed and is tried again; likewise
	// Relate works over all reports. It is called by one process at a time,
	// over and over, and returns whether there may be more to do. May be nil.
	Relate func(ctx context.Context) (more bool, err error)
	// RelateOnly leaves the jobs to other processes.
	RelateOnly bool
}

// relateShare is how long the relater rests after a turn, in turns: where
// reports come all the time it takes a fifth of a core.
const relateShare = 4

// A commit of a worker holds as many items, or bytes of originals. Where a
// worker was lost, the next one commits item by item, so that the place in
// the queue tells which item it was.
const (
	commitItems = 32
	commitBytes = 4 << 20
)

// Work takes jobs from q and does them until ctx ends or, with Drain, until
// nothing is left to do: jobs that other workers have are waited for, since
// these may be lost, and so is relating. What was committed stays; a job in the
// middle is given back. It returns nil in both cases. A store that fails is
// tried again, so that a server may be started anew under its workers.
func Work(ctx context.Context, q store.Queue, opt WorkOptions) (Summary, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	w := work{q: q, opt: opt}
	if w.opt.Workers <= 0 {
		w.opt.Workers = runtime.GOMAXPROCS(0)
	}
	w.opt.Lease = either(w.opt.Lease, time.Minute)
	w.opt.Patience = either(w.opt.Patience, 5*time.Minute)
	w.opt.Poll = either(w.opt.Poll, time.Second)
	var wg, related sync.WaitGroup
	until := func(wg *sync.WaitGroup, f func() error) {
		wg.Go(func() {
			if err := f(); err != nil {
				cancel(err)
			}
		})
	}
	if opt.RelateOnly {
		until(&wg, func() error { return w.watch(ctx) })
	} else {
		for i := range w.opt.Workers {
			until(&wg, func() error { return w.run(ctx, fmt.Sprintf("%s/%d", opt.Name, i+1)) })
		}
	}
	drained := make(chan struct{})
	if opt.Relate != nil {
		until(&related, func() error { return w.relate(ctx, drained) })
	}
	wg.Wait()
	close(drained)
	related.Wait()
	err := context.Cause(ctx)
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		err = nil
	}
	return w.sum, err
}

func either(d, otherwise time.Duration) time.Duration {
	if d > 0 {
		return d
	}
	return otherwise
}

// work is what the workers of a process share.
type work struct {
	q   store.Queue
	opt WorkOptions

	mu  sync.Mutex
	sum Summary
}

// run does jobs one after the other.
func (w *work) run(ctx context.Context, name string) error {
	wait := patience{w: w}
	for ctx.Err() == nil {
		j, err := w.q.Lease(ctx, name, w.opt.Lease)
		switch {
		case errors.Is(err, store.ErrNoJob):
			if w.opt.Drain {
				if done, err := w.empty(ctx); done && err == nil {
					return nil
				}
			}
			pause(ctx, w.opt.Poll)
			continue
		case err == nil:
			err = w.do(ctx, j)
		}
		switch {
		case ctx.Err() != nil:
		case err == nil:
			wait.over()
		case errors.Is(err, store.ErrLeaseLost): // somebody else does it
		default:
			if err := wait.more(ctx, err); err != nil {
				return err
			}
		}
	}
	return nil
}

// empty reports whether no job is left, not even in other hands.
func (w *work) empty(ctx context.Context) (bool, error) {
	left, err := w.q.Work(ctx)
	return left.Waiting+left.Leased == 0, err
}

// watch does nothing until ctx ends or, with Drain, until no job is left.
func (w *work) watch(ctx context.Context) error {
	wait := patience{w: w}
	for ctx.Err() == nil {
		done, err := w.empty(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			if err := wait.more(ctx, err); err != nil {
				return err
			}
			continue
		case done && w.opt.Drain:
			return nil
		}
		wait.over()
		pause(ctx, w.opt.Poll)
	}
	return nil
}

// do does a job from where it stands, or as far as it comes.
func (w *work) do(ctx context.Context, j store.Job) (err error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var kept sync.WaitGroup
	kept.Go(func() { w.keep(ctx, j, stop) })
	defer kept.Wait()
	defer stop(nil)
	defer func() {
		if err != nil && !errors.Is(err, store.ErrLeaseLost) {
			end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			_ = w.q.Release(end, j) // else its lease ends by itself
		}
		if cause := context.Cause(ctx); errors.Is(cause, store.ErrLeaseLost) {
			err = cause
		}
	}()
	opt, err := w.opt.Options(j.Options)
	if err != nil {
		return w.commit(ctx, j, &portion{failures: []store.Failure{{Item: j.Next, Reason: err.Error()}}, next: j.Next}, true)
	}
	next, end := iter.Pull2(source.Walk(ctx, j.Paths, source.Options{}))
	defer end()
	c := cutter{ctx: ctx, st: opt.chosen(), opt: opt, next: next}
	for c.at < j.Next {
		if !c.skip() {
			break
		}
	}
	for alone := j.Tries > 1; ; {
		p := c.portion(j, alone)
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := w.commit(ctx, j, p, c.ended || j.Last > 0 && p.next >= j.Last); err != nil || c.ended || j.Last > 0 && p.next >= j.Last {
			return err
		}
		// Behind what its predecessor may have died of, it is as usual.
		alone = alone && p.next < j.Next+commitItems
	}
}

// keep extends the lease of a job until ctx ends.
func (w *work) keep(ctx context.Context, j store.Job, stop context.CancelCauseFunc) {
	for pause(ctx, w.opt.Lease/3) {
		if err := w.q.Extend(ctx, j, w.opt.Lease); errors.Is(err, store.ErrLeaseLost) && ctx.Err() == nil {
			stop(err)
			return
		}
	}
}

// portion is what one commit of a job holds.
type portion struct {
	entries  []store.Entry
	items    []int64 // of which each of them is
	failures []store.Failure
	next     int64 // number of the item behind it
}

// commit commits a portion of a job. What the store refuses becomes a
// failure, and the others are kept.
func (w *work) commit(ctx context.Context, j store.Job, p *portion, done bool) error {
	for {
		added, err := w.q.Commit(ctx, j, p.entries, p.failures, p.next, done, w.opt.Lease)
		var bad *store.EntryError
		if errors.As(err, &bad) && p.drop(bad) {
			continue
		}
		if err != nil {
			return err
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		w.sum.add(added)
		w.sum.Unreadable += len(p.failures)
		for _, f := range p.failures {
			w.opt.Failed(errors.New(f.Reason))
		}
		return nil
	}
}

// drop takes out the entry that err is about and reports whether it was there.
func (p *portion) drop(err *store.EntryError) bool {
	for i := range p.entries {
		if r := &p.entries[i].Line.Report; r.Location == err.Location && r.Pointer == err.Pointer {
			p.failures = append(p.failures, store.Failure{Item: p.items[i], Reason: err.Error()})
			p.entries, p.items = slices.Delete(p.entries, i, i+1), slices.Delete(p.items, i, i+1)
			return true
		}
	}
	return false
}

// cutter reads the items of a job one after the other.
type cutter struct {
	ctx   context.Context
	st    *stages
	opt   Options
	next  func() (source.Item, error, bool)
	at    int64 // number of the next item
	ended bool
}

// pull returns the next item, or reports that there is none. A panic of the
// source ends it.
func (c *cutter) pull() (item source.Item, err error, ok bool) {
	defer func() {
		if v := recover(); v != nil {
			item, err, ok = source.Item{}, panicked("source", source.Item{}, v), true
			c.ended = true
		}
	}()
	item, err, ok = c.next()
	return item, err, ok
}

func (c *cutter) skip() bool {
	_, _, ok := c.pull()
	if !ok || c.ended {
		c.ended = true
		return false
	}
	c.at++
	return true
}

// portion reads the next items of j: one if alone, else as many as one commit
// holds.
func (c *cutter) portion(j store.Job, alone bool) *portion {
	p := &portion{}
	size := 0
	for n := 0; !c.ended && c.ctx.Err() == nil && n < commitItems && size < commitBytes && (n == 0 || !alone) && (j.Last == 0 || c.at < j.Last); n++ {
		item, err, ok := c.pull()
		if !ok {
			c.ended = true
			break
		}
		if c.ctx.Err() != nil {
			break // an error now is only that of the end
		}
		results := leaving(c.ctx, func(yield func(Result) bool) {
			c.st.cutItem(piece{item: item, err: err}, c.opt.Article, func(x piece) bool { return yield(c.st.result(x, c.opt.Analysis)) })
		})
		for r := range results {
			if r.Err != nil {
				p.failures = append(p.failures, store.Failure{Item: c.at, Reason: r.Err.Error()})
			} else {
				p.entries, p.items = append(p.entries, r.Entry), append(p.items, c.at)
				size += len(r.Original) + len(r.Line.Report.Text)
			}
		}
		c.at++
	}
	p.next = max(c.at, j.Next)
	return p
}

// relate runs the relating half whenever this process has the lock for it.
// Once drained is closed it ends when there is nothing more to relate: what
// another process has begun is waited for, since that may be lost.
func (w *work) relate(ctx context.Context, drained <-chan struct{}) error {
	wait := patience{w: w}
	for ctx.Err() == nil {
		last := isClosed(drained) // what is related now has all that will be read
		got, err := w.q.Exclusively(ctx, "relate", func(ctx context.Context) error {
			for {
				begin := time.Now()
				more, err := w.opt.Relate(ctx)
				if err == nil {
					err = context.Cause(ctx) // that of a lock which was lost
				}
				if err != nil || last && !more {
					return err
				}
				if !last {
					rest(ctx, drained, max(w.opt.Poll, relateShare*time.Since(begin)))
				}
				last = isClosed(drained)
			}
		})
		var damage *store.DamageError
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.As(err, &damage): // no waiting mends it, and what is read is kept
			w.trouble(err)
			return nil
		case err != nil:
			if err := wait.more(ctx, err); err != nil {
				return err
			}
			continue
		case got && last:
			return nil
		}
		wait.over()
		pause(ctx, w.opt.Poll)
	}
	return nil
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// rest waits until ctx ends, drained is closed or d is over.
func rest(ctx context.Context, drained <-chan struct{}, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-drained:
	case <-time.After(d):
	}
}

// trouble tells of an error of the store.
func (w *work) trouble(err error) {
	if w.opt.Trouble != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.opt.Trouble(err)
	}
}

// patience is how a worker bears a store that fails.
type patience struct {
	w     *work
	since time.Time
	next  time.Duration
}

func (p *patience) over() { p.since, p.next = time.Time{}, 0 }

// more waits a while, or returns err when it has waited long enough.
func (p *patience) more(ctx context.Context, err error) error {
	now := time.Now()
	if p.since.IsZero() {
		p.since = now
	}
	if now.Sub(p.since) > p.w.opt.Patience {
		return err
	}
	p.w.trouble(err)
	p.next = min(max(2*p.next, 100*time.Millisecond), 10*time.Second)
	pause(ctx, p.next)
	return nil
}

// pause waits and reports whether ctx goes on.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
