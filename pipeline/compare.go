package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"reflect"

	"dateline/store"
)

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

// Compared counts what Verify compared.
type Compared struct {
	Same  int // versions that are the same in both
	More  int // that only the second has
	Since int // that came to the first, or changed there, after they were copied
}

// Verify compares two records after a copy and passes what the first held then
// and the second does not hold alike to found, a line each.
func Verify(ctx context.Context, from, to Whole, c *Copied, found func(problem string)) (Compared, error) {
	var out Compared
	since := map[string]bool{}
	if err := changes(ctx, from, c.Upto, func(x store.Change) { since[x.Version] = true }); err != nil {
		return out, err
	}
	stones, err := to.Tombstones(ctx)
	if err != nil {
		return out, err
	}
	purged := map[string]bool{}
	for _, t := range stones {
		purged[t.Version] = true
	}
	out.Same, err = Differences(ctx, from, to, func(version, what string) {
		switch {
		case what == OnlySecond:
			out.More++
		case what == OnlyFirst && purged[version]:
		case since[version]:
			out.Since++
		case what == OnlyFirst:
			found(what + ": version " + version)
		default:
			found(fmt.Sprintf("not the same in both: the %s of version %s", what, version))
		}
	})
	if err != nil {
		return out, err
	}
	for _, t := range c.stones {
		if !purged[t.Version] {
			found("only in the first: the tombstone of version " + t.Version)
		}
	}
	if err := verifyCorrections(ctx, to, c, found); err != nil || !c.Fresh {
		return out, err
	}
	return out, verifyBeside(ctx, from, to, c, since, found)
}

func verifyCorrections(ctx context.Context, to Whole, c *Copied, found func(string)) error {
	said, err := to.Corrections(ctx)
	if err != nil {
		return err
	}
	have := map[string]string{}
	for _, x := range said {
		b, err := json.Marshal(x)
		if err != nil {
			return err
		}
		have[x.ID] = string(b)
	}
	for _, x := range c.said {
		b, err := json.Marshal(x)
		if err != nil {
			return err
		}
		if have[x.ID] != string(b) {
			found("not the same in both: correction " + x.ID)
		}
	}
	return nil
}

// verifyBeside compares what is kept beside two records: of the journal what
// was there when the first was copied, and jobs and bookmarks as they were
// read then. Earlier records of versions in since are left out.
func verifyBeside(ctx context.Context, from, to Whole, c *Copied, since map[string]bool, found func(string)) error {
	a, err := from.Beside(ctx)
	if err != nil {
		return err
	}
	b, err := to.Beside(ctx)
	if err != nil {
		return err
	}
	// What the journal has beyond is of versions that the first's does not tell of.
	n, same, err := alike(upto(a.Journal, c.Upto), upto(b.Journal, c.Upto))
	if err != nil {
		return err
	}
	if !same {
		found(fmt.Sprintf("not the same in both: the journal, from its line %d on", n+1))
	}
	unchanged := func(list iter.Seq2[store.Earlier, error]) iter.Seq2[store.Earlier, error] {
		return func(yield func(store.Earlier, error) bool) {
			for x, err := range list {
				if !since[x.Version] && !yield(x, err) {
					return
				}
			}
		}
	}
	if n, same, err = alike(unchanged(a.Earlier), unchanged(b.Earlier)); err != nil {
		return err
	}
	if !same {
		found(fmt.Sprintf("not the same in both: the earlier records, from number %d on", n+1))
	}
	if len(b.Jobs) != len(c.beside.Jobs) {
		found(fmt.Sprintf("not the same in both: the queue has %d jobs and %d", len(c.beside.Jobs), len(b.Jobs)))
	} else {
		for i := range b.Jobs {
			if !reflect.DeepEqual(c.beside.Jobs[i], b.Jobs[i]) {
				found(fmt.Sprintf("not the same in both: job %d", b.Jobs[i].ID))
			}
		}
	}
	if !reflect.DeepEqual(c.beside.Bookmarks, b.Bookmarks) {
		found("not the same in both: the bookmarks")
	}
	return nil
}

// alike reports whether two lists are the same, or after how many values they
// are not.
func alike[T any](a, b iter.Seq2[T, error]) (n int, same bool, err error) {
	next, stop := iter.Pull2(b)
	defer stop()
	for x, err := range a {
		y, err2, ok := next()
		if err := errors.Join(err, err2); err != nil {
			return n, false, err
		}
		if !ok || !reflect.DeepEqual(x, y) {
			return n, false, nil
		}
		n++
	}
	_, err, more := next()
	return n, !more, err
}
