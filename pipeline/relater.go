package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"hash/maphash"
	"iter"
	"time"

	"github.com/klauspost/compress/zstd"

	"dateline/correction"
	"dateline/record"
	"dateline/store"
	"dateline/store/query"
	"dateline/story"
)

// Relater keeps what the reports of a record show together up to date while it
// runs: it asks the record what changed, compares that with what is there, and
// writes what is another now. At its start it compares all reports once. It is
// not safe for concurrent use.
type Relater struct {
	s       Relating
	asRead  func(report string) *record.Line
	program string

	story *story.Relater // nil before the start, and after anything went wrong
	seq   int64          // the last change that it knows of
	said  []correction.Correction
	was   store.Bookmark // what it kept last

	gathers  bool             // what it keeps is also gathered here
	gathered story.Collection // of the last time that nothing went wrong
	ready    bool             // it is what the record keeps
}

// NewRelater returns one that has not begun. asRead gives a report as it was
// read, now; nil when it is not there.
func NewRelater(s Relating, asRead func(report string) *record.Line, program string) *Relater {
	return &Relater{s: s, asRead: asRead, program: program}
}

// Next brings what is kept up to the record, and reports whether there may be
// more to do: somebody else is at it, or things came meanwhile. It is what
// [WorkOptions.Relate] asks for.
func (r *Relater) Next(ctx context.Context) (more bool, err error) {
	mine, err := r.s.Exclusively(ctx, relations, func(ctx context.Context) error {
		more, err = r.next(ctx)
		return err
	})
	return more || !mine && err == nil, err
}

func (r *Relater) next(ctx context.Context) (more bool, err error) {
	r.ready = false
	k, err := keyOf(ctx, r.s, r.program)
	if err != nil {
		return false, err
	}
	b, err := r.s.Bookmark(ctx, relations)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return false, err
	}
	there, err := whole(ctx, r.s)
	if err != nil {
		return false, err
	}
	done := there && b.Seq == k.seq && string(b.Data) == k.made // by somebody else, or before
	if r.story != nil && done && r.seq == k.seq && b.Seq == r.was.Seq && string(b.Data) == string(r.was.Data) {
		r.said, r.ready = k.said, true
		return false, nil
	}
	fresh := r.story == nil || !there || !done && (b.Seq != r.was.Seq || string(b.Data) != string(r.was.Data))
	if !fresh {
		if fresh, err = r.follow(ctx, k); err != nil {
			r.story = nil
			return false, err
		}
	}
	if fresh {
		if err := r.begin(ctx, k); err != nil {
			r.story = nil
			return false, err
		}
	}
	r.seq, r.said = k.seq, k.said
	links, _ := correction.Links(correction.Active(k.said), r.asRead)
	if err := r.story.Settle(links); err != nil {
		r.story = nil
		if fresh {
			return false, err
		}
		return true, ctx.Err() // begin again
	}
	now := store.Bookmark{Name: relations, Seq: k.seq, Data: []byte(k.made)}
	if done {
		for x := range r.story.Changed() { // it was kept already
			if _, err := r.gather(x); err != nil {
				return false, err
			}
		}
		r.was, r.ready = b, true
		return false, nil
	}
	err = r.keep(ctx, now, b, fresh)
	if errors.Is(err, store.ErrStale) {
		r.was = store.Bookmark{}
		return true, nil
	}
	if err != nil {
		return false, err
	}
	r.was, r.ready = now, true
	seq, err := r.s.Last(ctx, time.Time{})
	return seq != k.seq, err
}

// begin takes in all reports.
func (r *Relater) begin(ctx context.Context, k key) error {
	r.story = story.NewRelater(func(report, version string) (story.Report, error) {
		l, err := r.s.Line(ctx, report)
		if err == nil && l.Report.Version != version {
			l, err = r.s.Version(ctx, version) // the change is yet to come
		}
		return story.Report{Line: &l}, err
	})
	r.gathered = story.Collection{}
	for l, err := range r.s.Lines(ctx, query.Query{}) {
		if err != nil {
			return err
		}
		r.story.Put(story.Report{Line: &l})
	}
	return ctx.Err()
}

// changesAtOnce is how many changes are asked for in one go.
const changesAtOnce = 1000

// follow takes in what changed since the last time, and reports whether that
// is more than can be followed: after a purge all is compared anew, since
// nothing that was kept is there any more.
func (r *Relater) follow(ctx context.Context, k key) (anew bool, err error) {
	due := map[string]bool{}
	for after := r.seq; after < k.seq; {
		list, err := r.s.Changes(ctx, after, changesAtOnce)
		if err != nil {
			return false, err
		}
		if len(list) == 0 {
			break
		}
		for _, c := range list {
			after = c.Seq
			if c.What == "purged" {
				return true, nil
			}
			l, err := r.s.Version(ctx, c.Version)
			if errors.Is(err, store.ErrNotFound) {
				return true, nil // it was purged
			}
			if err != nil {
				return false, err
			}
			due[l.Report.ID] = true
		}
	}
	for _, id := range correctedAnew(r.said, k.said) {
		due[id] = true
	}
	for id := range due {
		l, err := r.s.Line(ctx, id)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return false, err
		}
		r.story.Remove(id)
		if err == nil {
			r.story.Put(story.Report{Line: &l})
		}
	}
	return false, nil
}

// correctedAnew returns the reports of which something else is shown now.
func correctedAnew(was, now []correction.Correction) []string {
	in := func(list []correction.Correction) map[string]correction.Correction {
		out := map[string]correction.Correction{}
		for _, c := range correction.Active(list) {
			out[c.ID] = c
		}
		return out
	}
	a, b := in(was), in(now)
	var out []string
	for _, two := range [][2]map[string]correction.Correction{{a, b}, {b, a}} {
		for id, c := range two[0] {
			if _, ok := two[1][id]; ok {
				continue
			}
			for _, x := range c.Anchors {
				out = append(out, x.Report)
			}
		}
	}
	return out
}

// gather returns the value of an item as JSON, nil for none, and gathers it
// where that is asked for.
func (r *Relater) gather(x story.Item) ([]byte, error) {
	if x.Value == nil {
		if r.gathers {
			return nil, r.gathered.Put(x.Kind, x.ID, x.Place, nil)
		}
		return nil, nil
	}
	value, err := json.Marshal(x.Value)
	if err == nil && r.gathers {
		err = r.gathered.Put(x.Kind, x.ID, x.Place, value)
	}
	return value, err
}

// relations returns what the record keeps, as of the change and the corrections
// that it knows of; false where somebody else keeps it, or something came
// between.
func (r *Relater) relations() (record.Relations, bool) {
	if !r.ready {
		return record.Relations{}, false
	}
	out, err := r.gathered.Relations()
	if err != nil {
		return out, false
	}
	correction.Mark(&out, correction.Active(r.said), r.asRead)
	return out, true
}

// keep writes what changed. After a fresh start what is kept already is
// compared with what is there, and only differences are written.
func (r *Relater) keep(ctx context.Context, b, was store.Bookmark, fresh bool) error {
	c, err := newCodec()
	if err != nil {
		return err
	}
	defer c.close()
	type name struct{ kind, id string }
	there := map[name]uint64{} // what is kept: a hash of it
	seed := maphash.MakeSeed()
	sum := func(it store.Relation) uint64 {
		return maphash.Comparable(seed, [2]string{it.Place, string(it.Data)})
	}
	if fresh {
		for it, err := range r.s.Related(ctx, "", "") {
			if err != nil {
				return err
			}
			there[name{it.Kind, it.ID}] = sum(it)
		}
	}
	var items iter.Seq2[store.Relation, error] = func(yield func(store.Relation, error) bool) {
		mark := store.Relation{Kind: complete, Data: []byte{1}}
		if _, ok := there[name{kind: complete}]; !ok && fresh && !yield(mark, nil) {
			return
		}
		delete(there, name{kind: complete})
		for x := range r.story.Changed() {
			it := store.Relation{Kind: x.Kind, ID: x.ID, Place: x.Place, Reports: x.Reports}
			value, err := r.gather(x)
			if err != nil {
				yield(it, err)
				return
			}
			if value != nil {
				it.Data = c.enc.EncodeAll(value, nil)
			}
			n := name{x.Kind, x.ID}
			old, known := there[n]
			delete(there, n)
			if known && it.Data != nil && old == sum(it) {
				continue
			}
			if !yield(it, ctx.Err()) {
				return
			}
		}
		for n := range there {
			if !yield(store.Relation{Kind: n.kind, ID: n.id}, nil) {
				return
			}
		}
	}
	err = r.s.KeepRelated(ctx, b, was, items)
	if err != nil {
		r.story = nil // what changed is told of once
	}
	return err
}

// codec packs the values of items.
type codec struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

// maxKept bounds what one item may unpack to, in bytes.
const maxKept = 1 << 30

func newCodec() (codec, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
	if err != nil {
		return codec{}, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxKept))
	return codec{enc, dec}, err
}

func (c codec) close() {
	c.enc.Close()
	c.dec.Close()
}
