package source

import (
	"context"
	"errors"
	"io"
	"os"
	"sync/atomic"
)

// root is what all splitters of one source share: how much of it was read, how
// much came out of that, and what was passed over.
type root struct {
	ctx     context.Context
	r       io.Reader
	count   *atomic.Int64 // grows with read; may be nil
	file    *os.File      // the source itself, if it is a regular file
	read    int64         // bytes of the source
	decoded int64         // bytes of all members, members of members counted again
	again   int64         // bytes that were put back to be read a second time
	bomb    bool          // it unpacked to too much
	items   int           // items handed on
	passed  passed
}

// newRoot returns the root for the source that r reads.
func newRoot(ctx context.Context, r io.Reader, count *atomic.Int64) *root {
	t := &root{ctx: ctx, r: r, count: count}
	if f, ok := r.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			t.file = f
		}
	}
	return t
}

// Read reads the source until the context is done.
func (t *root) Read(p []byte) (int, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := t.r.Read(p)
	t.read += int64(n)
	t.counted(n)
	return n, err
}

// ReadAt reads the source, a file, out of order.
func (t *root) ReadAt(p []byte, at int64) (int, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := t.file.ReadAt(p, at)
	t.counted(n)
	return n, err
}

func (t *root) counted(n int) {
	if t.count != nil {
		t.count.Add(int64(n))
	}
}

// A source may grow to freeGrowth when it is unpacked, and by maxGrowth times
// what was read of it: press text shrinks to a tenth, seldom to a fiftieth.
const (
	freeGrowth = 256 << 20
	maxGrowth  = 200
)

// errBomb tells that a source unpacks to more than it can mean to.
var errBomb = errors.New("it unpacks to over 200 times its size, the rest is not read")

// bounded returns a reader of r, a member, that ends with errBomb when the
// source has grown too much.
func (t *root) bounded(r io.Reader) io.Reader { return &boundedReader{r, t} }

type boundedReader struct {
	r io.Reader
	t *root
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.t.bomb = b.t.bomb || b.t.decoded > freeGrowth+maxGrowth*b.t.read; b.t.bomb {
		return 0, errBomb
	}
	if err := b.t.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := b.r.Read(p)
	b.t.decoded += int64(n)
	return n, err
}

// maxAgain is what may be read twice, besides as much as the source is long:
// so that what is damaged on purpose costs no more than twice the time.
const maxAgain = 64 << 20

// mayReadAgain reports whether n bytes may be put back.
func (t *root) mayReadAgain(n int) bool {
	if t.again+int64(n) > maxAgain+t.read {
		return false
	}
	t.again += int64(n)
	return true
}

// ofData reports whether err, of a reader of packed data, is the fault of the
// data.
func ofData(err error) bool {
	var path *os.PathError
	return !errors.Is(err, errBomb) && !errors.Is(err, context.Canceled) &&
		!errors.Is(err, context.DeadlineExceeded) && !errors.As(err, &path) && !isDamage(err)
}
