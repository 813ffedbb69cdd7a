package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"dateline/correction"
	"dateline/store"
)

// Whole is a store with its upkeep, as every engine is.
type Whole interface {
	store.Store
	store.Upkeep
	store.Corrections
}

// catchUps is how often a copy asks what has come meanwhile. Each time is
// shorter than the one before, unless more is added than can be copied.
const catchUps = 20

// Copied says what a Copy did.
type Copied struct {
	Summary
	Fresh bool  // the second held nothing before, and has what is kept beside the first too
	Upto  int64 // number of the last change of the first that was copied

	stones []store.Tombstone
	said   []correction.Correction
	beside store.Beside // as it was read, if Fresh
}

// Copy puts all that from holds into to, with corrections and tombstones, and
// takes out there what was purged here. Where to held nothing, journal, queue,
// bookmarks and earlier records are copied too, with their numbers. from may be
// in use: what comes to it meanwhile is copied as well. It may be interrupted and run again. each is told how many versions were read.
// What is damaged is passed to failed, and the rest is copied.
func Copy(ctx context.Context, from, to Whole, each func(n int), failed func(error)) (Copied, error) {
	var c Copied
	var err error
	if c.Fresh, err = untouched(ctx, from, to); err != nil {
		return c, err
	}
	if c.Upto, err = from.Last(ctx, time.Time{}); err != nil {
		return c, err
	}
	if err := c.purge(ctx, from, to); err != nil {
		return c, err
	}
	if err := c.versions(ctx, from, to, store.Selection{}, each, failed); err != nil {
		return c, err
	}
	for range catchUps {
		if more, err := c.catchUp(ctx, from, to, failed); err != nil {
			return c, err
		} else if !more {
			break
		}
	}
	if c.said, err = from.Corrections(ctx); err != nil {
		return c, err
	}
	if len(c.said) > 0 {
		if err := to.Correct(ctx, c.said); err != nil {
			return c, err
		}
	}
	if !c.Fresh {
		return c, nil
	}
	if c.beside, err = from.Beside(ctx); err != nil {
		return c, err
	}
	b := c.beside
	b.Journal = upto(b.Journal, c.Upto)
	return c, to.Take(ctx, b)
}

// untouched reports whether a record holds nothing, or only what a copy of
// from which was interrupted has put there, and marks it as such.
func untouched(ctx context.Context, from, to Whole) (bool, error) {
	first, err := from.Changes(ctx, 0, 1)
	if err != nil {
		return false, err
	}
	mark := "copy of an empty record"
	if len(first) > 0 {
		mark = fmt.Sprintf("copy of the record that begins with %s at %d", first[0].Version, first[0].At.Unix())
	}
	switch _, err := to.Bookmark(ctx, mark); {
	case err == nil:
		return true, nil
	case !errors.Is(err, store.ErrNotFound):
		return false, err
	}
	last, err := to.Last(ctx, time.Time{})
	said, err2 := to.Corrections(ctx)
	stones, err3 := to.Tombstones(ctx)
	b, err4 := to.Beside(ctx)
	if err := errors.Join(err, err2, err3, err4); err != nil {
		return false, err
	}
	if last > 0 || len(said)+len(stones)+len(b.Jobs)+len(b.Bookmarks) > 0 {
		return false, nil
	}
	return true, to.Keep(ctx, store.Bookmark{Name: mark})
}

// purge takes out of to what was purged in from.
func (c *Copied) purge(ctx context.Context, from, to Whole) error {
	stones, err := from.Tombstones(ctx)
	if err != nil {
		return err
	}
	have, err := to.Tombstones(ctx)
	if err != nil {
		return err
	}
	there := map[string]bool{}
	for _, t := range have {
		there[t.Version] = true
	}
	var missing []store.Tombstone
	for _, t := range stones {
		if !there[t.Version] {
			missing = append(missing, t)
		}
	}
	if c.stones = stones; len(missing) == 0 {
		return nil
	}
	return to.Purge(ctx, missing)
}

// versions puts a selection of versions into to.
func (c *Copied) versions(ctx context.Context, from, to Whole, sel store.Selection, each func(n int), failed func(error)) error {
	b := batch{store: to, clock: system{}}
	n := 0
	for e, err := range from.Entries(ctx, sel) {
		var damage *store.DamageError
		switch {
		case errors.As(err, &damage):
			c.Unreadable++
			failed(err)
			continue
		case err != nil:
			return err
		}
		b.entries = append(b.entries, e)
		b.size += len(e.Original) + len(e.Line.Report.Text)
		if n++; len(b.entries) < batchReports && b.size < batchBytes {
			continue
		}
		if err := b.put(ctx); err != nil {
			return err
		}
		each(n)
	}
	err := b.put(ctx)
	each(n)
	for _, e := range b.refused {
		failed(e)
	}
	c.Unreadable += len(b.refused)
	c.add(b.sum.Added)
	return err
}

// catchUp copies what has come to from since, and reports whether there was
// any.
func (c *Copied) catchUp(ctx context.Context, from, to Whole, failed func(error)) (bool, error) {
	var of []string
	seen, purged := map[string]bool{}, false
	err := changes(ctx, from, c.Upto, func(x store.Change) {
		c.Upto = x.Seq
		purged = purged || x.What == "purged"
		if !seen[x.Version] {
			seen[x.Version] = true
			of = append(of, x.Version)
		}
	})
	if err != nil || len(of) == 0 {
		return false, err
	}
	known := c.Known // of the main part alone
	for some := range slices.Chunk(of, 500) {
		if err := c.versions(ctx, from, to, store.Selection{Of: some}, func(int) {}, failed); err != nil {
			return false, err
		}
	}
	c.Known = known
	if purged {
		err = c.purge(ctx, from, to)
	}
	return true, err
}

// changes calls f for each change of s behind the one numbered after.
func changes(ctx context.Context, s Whole, after int64, f func(store.Change)) error {
	for {
		list, err := s.Changes(ctx, after, 1000)
		if err != nil {
			return err
		}
		for _, x := range list {
			f(x)
			after = x.Seq
		}
		if len(list) < 1000 {
			return nil
		}
	}
}

// upto yields the lines of a journal up to the one with the given number.
func upto(journal iter.Seq2[store.Change, error], last int64) iter.Seq2[store.Change, error] {
	return func(yield func(store.Change, error) bool) {
		for x, err := range journal {
			if err == nil && x.Seq > last || !yield(x, err) {
				return
			}
		}
	}
}
