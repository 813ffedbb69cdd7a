package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"dateline/record"
	"dateline/store"
	"dateline/text"
)

// Whole is a store with its upkeep, as every engine is.
type Whole interface {
	store.Store
	store.Upkeep
	store.Corrections
}

// Copy puts all that from holds into to, corrections included, and takes out
// there what was purged here. It may be interrupted and run again. each is told how many versions
// were read. What is damaged is passed to failed, and the rest is copied.
func Copy(ctx context.Context, from, to Whole, each func(n int), failed func(error)) (Summary, error) {
	var sum Summary
	stones, err := from.Tombstones(ctx)
	if err == nil && len(stones) > 0 {
		err = to.Purge(ctx, stones)
	}
	if err != nil {
		return sum, err
	}
	said, err := from.Corrections(ctx)
	if err == nil && len(said) > 0 {
		err = to.Correct(ctx, said)
	}
	if err != nil {
		return sum, err
	}
	b := batch{store: to, clock: system{}}
	n := 0
	for e, err := range from.Entries(ctx, store.Selection{}) {
		var damage *store.DamageError
		switch {
		case errors.As(err, &damage):
			sum.Unreadable++
			failed(err)
			continue
		case err != nil:
			return sum, err
		}
		b.entries = append(b.entries, e)
		b.size += len(e.Original) + len(e.Line.Report.Text)
		if n++; len(b.entries) < batchReports && b.size < batchBytes {
			continue
		}
		if err := b.put(ctx); err != nil {
			return sum, err
		}
		each(n)
	}
	err = b.put(ctx)
	each(n)
	for _, e := range b.refused {
		failed(e)
	}
	b.sum.Unreadable = sum.Unreadable + len(b.refused)
	return b.sum, err
}

// What Differences finds of versions that are in one store only.
const (
	OnlyFirst  = "only in the first"
	OnlySecond = "only in the second"
)

// Differences compares two stores version by version and passes what is in one
// only, or not the same in both, to found: there what is the name of what
// differs. It returns how many are the same.
func Differences(ctx context.Context, a, b Whole, found func(version, what string)) (same int, err error) {
	nextA, stopA := iter.Pull2(a.Entries(ctx, store.Selection{}))
	defer stopA()
	nextB, stopB := iter.Pull2(b.Entries(ctx, store.Selection{}))
	defer stopB()
	x, errA, okA := nextA()
	y, errB, okB := nextB()
	for okA || okB {
		if err := errors.Join(errA, errB); err != nil {
			return same, err
		}
		va, vb := x.Line.Report.Version, y.Line.Report.Version
		switch {
		case okA && (!okB || va < vb):
			found(va, OnlyFirst)
			x, errA, okA = nextA()
		case okB && (!okA || vb < va):
			found(vb, OnlySecond)
			y, errB, okB = nextB()
		default:
			what, err := differ(&x, &y)
			if err != nil {
				return same, err
			}
			if what == "" {
				same++
			} else {
				found(va, what)
			}
			x, errA, okA = nextA()
			y, errB, okB = nextB()
		}
	}
	return same, nil
}

// differ names what is not the same in two entries of one version.
func differ(a, b *store.Entry) (string, error) {
	la, err := json.Marshal(a.Line)
	lb, err2 := json.Marshal(b.Line)
	if err := errors.Join(err, err2); err != nil {
		return "", err
	}
	switch {
	case !bytes.Equal(a.Original, b.Original):
		return "original", nil
	case !bytes.Equal(la, lb):
		return "record", nil
	case !bytes.Equal(a.Origin, b.Origin):
		return "origin", nil
	case a.Reader != b.Reader:
		return "reader", nil
	case !bytes.Equal(a.Cut, b.Cut):
		return "cut", nil
	}
	return "", nil
}

// Doctor looks at everything that s holds: each original against its hash,
// each span against the text and the source, and what engines check in their
// tables and indices. It passes what is wrong to found and returns how many
// versions it looked at.
func Doctor(ctx context.Context, s Whole, found func(string)) (int, error) {
	n := 0
	for e, err := range s.Entries(ctx, store.Selection{}) {
		var damage *store.DamageError
		switch {
		case errors.As(err, &damage):
			found(damage.Error())
		case err != nil:
			return n, err
		default:
			for _, what := range mismatches(&e) {
				found(fmt.Sprintf("version %s: %s", e.Line.Report.Version, what))
			}
		}
		n++
	}
	return n, s.Check(ctx, found)
}

func mismatches(e *store.Entry) []string {
	t, err := text.Restore(e.Line.Report.Text, e.Origin)
	if err != nil {
		return []string{"its origin is not that of its text: " + err.Error()}
	}
	return record.Mismatches(&e.Line, t)
}
