package pipeline

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"time"

	"dateline/position"
	"dateline/record"
	"dateline/store"
	"dateline/store/query"
)

// Followed is what the reports of a record show together, kept up while the
// record grows. It is safe for concurrent use.
type Followed struct {
	relater *Relater // of the goroutine that follows

	mu   sync.Mutex
	last store.Related
}

// followPause is how long a follower waits before it asks whether something came.
const followPause = 2 * time.Second

// Follow keeps up what the reports of s show together until ctx ends: first
// what is kept, then anew whenever something came, with a pause between. Without
// compare it only reads what others keep. What goes wrong is told to failed,
// and tried again after the next change.
func Follow(ctx context.Context, s Relating, asRead func() func(report string) *record.Line, program string, compare bool, failed func(error)) *Followed {
	f := &Followed{}
	go func() {
		var tried key
		f.relater = NewRelater(s, func(report string) *record.Line { return asRead()(report) }, program)
		f.relater.gathers = true
		for first := true; ; first = false {
			if err := f.step(ctx, s, asRead, program, compare, first, &tried); err != nil && ctx.Err() == nil {
				failed(err)
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(followPause):
			}
		}
	}()
	return f
}

// step looks once whether something came, and takes it in.
func (f *Followed) step(ctx context.Context, s Relating, asRead func() func(string) *record.Line, program string, compare, first bool, tried *key) error {
	k, err := keyOf(ctx, s, program)
	if err != nil {
		return err
	}
	if !first && k.seq == tried.seq && k.made == tried.made {
		f.know(len(k.said))
		return nil
	}
	*tried = k
	if first || !compare {
		out, seq, found, err := Kept(ctx, s)
		if err != nil {
			return err
		}
		if found {
			f.set(&out, seq, -1)
		}
		if !compare {
			return nil
		}
	}
	f.mark(true)
	defer f.mark(false)
	if _, err := f.relater.Next(ctx); err != nil {
		return err
	}
	out, mine := f.relater.relations()
	if mine {
		k.seq, k.said = f.relater.seq, f.relater.said
	} else if out, err = Relate(ctx, s, asRead(), program); err != nil {
		return err
	}
	open, looked, err := unanswered(ctx, s, out.Actors)
	if err != nil {
		return err
	}
	f.set(&out, k.seq, len(k.said))
	f.mu.Lock()
	defer f.mu.Unlock()
	f.last.Open, f.last.Looked = open, looked
	return nil
}

// mostLooked is in how many of the latest reports answers are looked for.
const mostLooked = 1000

// unanswered lists the demands and offers of the latest reports that nobody
// answered in them.
func unanswered(ctx context.Context, s store.Store, actors []record.Identity) ([]store.Open, int, error) {
	rows, err := s.Reports(ctx, query.Query{}, store.Page{Limit: mostLooked})
	if err != nil {
		return nil, 0, err
	}
	all := map[string]*record.Line{}
	for _, r := range rows {
		l, err := s.Line(ctx, r.Report.ID)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, 0, err
		}
		all[r.Report.ID] = &l
	}
	left := position.Unanswered(all, position.NewSides(actors))
	var out []store.Open
	for _, r := range rows {
		if l := all[r.Report.ID]; l != nil {
			for i := range l.Positions {
				if by := left[l.Positions[i].ID]; by != "" {
					out = append(out, store.Open{Position: l.Positions[i].ID, By: by})
				}
			}
		}
	}
	return out, len(all), nil
}

func (f *Followed) mark(busy bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.last.Busy = busy
}

// know takes in that so many corrections are known, of which the last ones
// change nothing here: topics and verdicts.
func (f *Followed) know(said int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.last.Said >= 0 {
		f.last.Said = said
	}
}

func (f *Followed) set(out *record.Relations, seq int64, said int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.last = store.Related{Relations: out, Made: f.last.Made + 1, Seq: seq, Said: said, Busy: f.last.Busy, Open: f.last.Open, Looked: f.last.Looked}
}

// Related returns what was made or read last.
func (f *Followed) Related() store.Related {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.last
}

// Kept returns the relations that a record keeps, of whatever program and
// corrections, with the number of the last change that they know of; false
// when it keeps none that can be read. What a person said of them is not marked.
func Kept(ctx context.Context, s Keeping) (out record.Relations, seq int64, found bool, err error) {
	for {
		b, err := s.Bookmark(ctx, relations)
		if errors.Is(err, store.ErrNotFound) || err == nil && b.Data == nil {
			return out, 0, false, nil
		}
		if err != nil {
			return out, 0, false, err
		}
		if is, err := whole(ctx, s); err != nil || !is {
			return out, 0, false, err
		}
		if out, found, err = gathered(ctx, s); err != nil || !found {
			return out, 0, false, err
		}
		now, err := s.Bookmark(ctx, relations)
		if err != nil || now.Seq == b.Seq && bytes.Equal(now.Data, b.Data) {
			return out, b.Seq, err == nil, err
		}
	}
}
