package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"dateline/correction"
	"dateline/record"
	"dateline/store"
	"dateline/store/query"
	"dateline/story"
)

// Relation names the version of the relate half. It changes whenever the same
// records may give other relations.
const Relation = "relate/3"

// relations is the bookmark that says what is kept of what reports show
// together was made of, and the lock that one relater at a time holds.
const relations = "relations"

// Relating is a store whose reports are compared: as people corrected it, with
// the line of a report as it was read.
type Relating interface {
	store.Store
	store.Upkeep
	store.Corrections
	store.Relations
	store.Queue
}

// Relate returns what the reports of a record show together. Where the record
// may be written to it is kept item by item, with the number of the change that
// it was made at: asked again with nothing changed it is only read. One program
// at a time compares; the others wait for what it keeps. A program that runs on
// has a [Relater], which compares only what came.
//
// asRead gives a report as it was read, for corrections to be found in; nil
// when it is not there. program names the program beyond [Relation].
func Relate(ctx context.Context, s Relating, asRead func(report string) *record.Line, program string) (record.Relations, error) {
	for {
		k, err := keyOf(ctx, s, program)
		if err != nil {
			return record.Relations{}, err
		}
		out, found, err := k.read(ctx, s, asRead)
		if err != nil || found {
			return out, err
		}
		made := false
		_, err = s.Exclusively(ctx, relations, func(ctx context.Context) error {
			// Another may have kept it between the look and the lock.
			k, err := keyOf(ctx, s, program)
			if err != nil {
				return err
			}
			if out, made, err = k.read(ctx, s, asRead); err != nil || made {
				return err
			}
			r := NewRelater(s, asRead, program)
			if _, err := r.next(ctx); err != nil || r.story == nil {
				return err // with nothing made, the record has changed: once more
			}
			if out, err = r.story.Relations(); err != nil {
				return err
			}
			made = true
			correction.Mark(&out, correction.Active(r.said), asRead)
			return nil
		})
		if made || err != nil {
			return out, err
		}
		select {
		case <-ctx.Done():
			return record.Relations{}, ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// Compare compares all reports of a record with one another, with what people
// said of them.
func Compare(ctx context.Context, s store.Store, said []correction.Correction, asRead func(report string) *record.Line) (record.Relations, error) {
	var all []story.Report
	for l, err := range s.Lines(ctx, query.Query{}) {
		if err != nil {
			return record.Relations{}, err
		}
		all = append(all, story.Report{Line: &l})
	}
	active := correction.Active(said)
	links, _ := correction.Links(active, asRead)
	out := story.RelateWith(all, links)
	correction.Mark(&out, active, asRead)
	return out, ctx.Err()
}

// key says what relations are made of.
type key struct {
	seq  int64
	made string // by which program, with which corrections
	said []correction.Correction
}

func keyOf(ctx context.Context, s store.Corrections, program string) (key, error) {
	var k key
	var err error
	// The number comes first: what is added meanwhile makes the result newer
	// than it says, and then it is made once more.
	if k.seq, err = s.Last(ctx, time.Time{}); err != nil {
		return k, err
	}
	if k.said, err = s.Corrections(ctx); err != nil {
		return k, err
	}
	h := sha256.New()
	fmt.Fprintln(h, Relation, program)
	for _, c := range correction.Active(k.said) {
		if c.Relates() {
			fmt.Fprintln(h, c.ID)
		}
	}
	k.made = hex.EncodeToString(h.Sum(nil))
	return k, nil
}

// read returns the relations that are kept, if they are of this key.
func (k key) read(ctx context.Context, s Keeping, asRead func(report string) *record.Line) (record.Relations, bool, error) {
	if is, err := k.kept(ctx, s); err != nil || !is {
		return record.Relations{}, false, err
	}
	out, found, err := gathered(ctx, s)
	if err != nil || !found {
		return out, false, err
	}
	// Another may have kept more while it was read.
	if is, err := k.kept(ctx, s); err != nil || !is {
		return record.Relations{}, false, err
	}
	correction.Mark(&out, correction.Active(k.said), asRead)
	return out, true, nil
}

// Keeping is a store that keeps what reports show together.
type Keeping interface {
	store.Corrections
	store.Relations
}

// gathered reads what is kept; false when it cannot be read: it is made anew
// then, and is worth no more than that.
func gathered(ctx context.Context, s Keeping) (record.Relations, bool, error) {
	c, err := newCodec()
	if err != nil {
		return record.Relations{}, false, err
	}
	defer c.close()
	var all story.Collection
	for it, err := range s.Related(ctx, "", "") {
		if err != nil {
			return record.Relations{}, false, err
		}
		if it.Kind == complete {
			continue
		}
		value, err := c.dec.DecodeAll(it.Data, nil)
		if err != nil || all.Put(it.Kind, it.ID, it.Place, value) != nil {
			return record.Relations{}, false, nil
		}
	}
	out, err := all.Relations()
	return out, err == nil, nil
}

// kept reports whether what is kept is of this key.
func (k key) kept(ctx context.Context, s Keeping) (bool, error) {
	b, err := s.Bookmark(ctx, relations)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil || b.Seq != k.seq || string(b.Data) != k.made {
		return false, err
	}
	return whole(ctx, s)
}

// complete is the kind of an item that stands beside all others: a copy of a
// record has its bookmarks, and not what is worked out of it.
const complete = "complete"

// whole reports whether the items are there that the bookmark speaks of.
func whole(ctx context.Context, s store.Relations) (bool, error) {
	for _, err := range s.Related(ctx, complete, "") {
		return err == nil, err
	}
	return false, nil
}
