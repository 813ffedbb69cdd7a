package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/klauspost/compress/zstd"

	"dateline/correction"
	"dateline/record"
	"dateline/store"
	"dateline/store/query"
	"dateline/story"
)

// Relater names the version of the relate half. It changes whenever the same
// records may give other relations.
const Relater = "relate/1"

// relations is the bookmark under which a record keeps what its reports show
// together, and the lock that one relater at a time holds.
const relations = "relations"

// Relating is a store whose reports are compared: as people corrected it, with
// the line of a report as it was read.
type Relating interface {
	store.Store
	store.Corrections
	store.Queue
}

// Relate returns what the reports of a record show together. Where the record
// may be written to it keeps the result with the number of the change that it
// was made at: asked again with nothing changed it is only read. One program
// at a time compares; the others wait for what it keeps.
//
// asRead gives a report as it was read, for corrections to be found in; nil
// when it is not there. program names the program beyond [Relater].
func Relate(ctx context.Context, s Relating, asRead func(report string) *record.Line, program string) (record.Relations, error) {
	for {
		k, err := keyOf(ctx, s, program)
		if err != nil {
			return record.Relations{}, err
		}
		out, found, err := k.read(ctx, s)
		if err != nil || found {
			return out, err
		}
		mine, err := s.Exclusively(ctx, relations, func(ctx context.Context) error {
			// Another may have kept it between the look and the lock.
			k, err := keyOf(ctx, s, program)
			if err != nil {
				return err
			}
			if out, found, err = k.read(ctx, s); err != nil || found {
				return err
			}
			if out, err = Compare(ctx, s, k.said, asRead); err != nil {
				return err
			}
			// What cannot be kept is made anew the next time, and is good.
			_ = k.keep(ctx, s, &out)
			return nil
		})
		if mine || err != nil {
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
	fmt.Fprintln(h, Relater, program)
	for _, c := range correction.Active(k.said) {
		if c.Relates() {
			fmt.Fprintln(h, c.ID)
		}
	}
	k.made = hex.EncodeToString(h.Sum(nil))
	return k, nil
}

// read returns the relations that are kept, if they are of this key: after
// what they were made of, JSON, packed.
func (k key) read(ctx context.Context, s store.Corrections) (out record.Relations, found bool, err error) {
	b, err := s.Bookmark(ctx, relations)
	if errors.Is(err, store.ErrNotFound) || err == nil && (b.Seq != k.seq || len(b.Data) < len(k.made) || string(b.Data[:len(k.made)]) != k.made) {
		return out, false, nil
	}
	if err != nil {
		return out, false, err
	}
	out, found = unpack(b.Data[len(k.made):])
	return out, found, nil
}

// madeSize is how long the made of a key is.
const madeSize = 2 * sha256.Size

// unpack reads packed relations. Those that cannot be read are made anew: they
// are worth no more than that.
func unpack(packed []byte) (out record.Relations, ok bool) {
	r, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxKept))
	if err != nil {
		return out, false
	}
	defer r.Close()
	data, err := r.DecodeAll(packed, nil)
	if err != nil || json.Unmarshal(data, &out) != nil {
		return record.Relations{}, false
	}
	return out, true
}

const (
	maxKept   = 4 << 30   // bytes of relations unpacked
	maxPacked = 512 << 20 // and packed; engines take a value of less than one GB
)

func (k key) keep(ctx context.Context, s store.Corrections, out *record.Relations) error {
	data, err := json.Marshal(out)
	if err != nil {
		return err
	}
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	packed := w.EncodeAll(data, []byte(k.made))
	if len(packed) > maxPacked {
		return nil // it is made anew each time
	}
	return s.Keep(ctx, store.Bookmark{Name: relations, Seq: k.seq, Data: packed})
}
