package source

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
)

// gzipReader unpacks a gzip file of any number of members. Where one is
// damaged it returns a *damage once and goes on with the next whole one.
type gzipReader struct {
	in      *replay
	buf     *bufio.Reader
	z       *gzip.Reader
	root    *root
	start   int64 // of the member being read
	open    bool  // a member is being read
	void    bool  // nothing of it was read yet
	damaged bool  // the one at start; the next is to be found
}

func newGzipReader(r io.Reader, t *root) *gzipReader {
	in := &replay{r: r}
	return &gzipReader{in: in, buf: bufio.NewReaderSize(in, windowSize), z: new(gzip.Reader), root: t}
}

func (g *gzipReader) Read(p []byte) (int, error) {
	for {
		if g.damaged && !g.seek() {
			return 0, io.EOF
		}
		if !g.open {
			if err := g.next(); err != nil {
				return 0, g.fault(err)
			}
		}
		n, err := g.z.Read(p)
		switch {
		case n > 0 || len(p) == 0:
			g.void = g.void && n == 0
			return n, nil // an error comes again
		case errors.Is(err, io.EOF):
			g.open = false
		case err != nil:
			return 0, g.fault(err)
		}
	}
}

// next opens the member that comes next. Zeros between members are filling.
func (g *gzipReader) next() error {
	for {
		b, err := g.buf.Peek(1)
		if err != nil {
			return err
		}
		if b[0] != 0 {
			break
		}
		_, _ = g.buf.Discard(1)
	}
	g.start = g.in.at - int64(g.buf.Buffered())
	g.void = true
	g.in.forget(g.start)
	if err := g.z.Reset(g.buf); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return err
	}
	g.z.Multistream(false)
	g.open = true
	return nil
}

// fault makes damage of an error of the data.
func (g *gzipReader) fault(err error) error {
	if errors.Is(err, io.EOF) {
		return err
	}
	g.open, g.damaged = false, true
	if !ofData(err) {
		return err
	}
	return &damage{what: "gzip data", at: g.start, void: g.void, err: err}
}

// seek goes to the next member behind the start of the damaged one and reports
// whether there is one. What was read of the damaged one is looked at again,
// since the next may have been taken for a part of it.
func (g *gzipReader) seek() bool {
	g.damaged = false
	g.rewind()
	for {
		b, _ := g.buf.Peek(gzipTrial)
		if len(b) < 18 { // no member is shorter
			return false
		}
		if isGzip(b) && g.unpacks(b) {
			return true
		}
		n := bytes.IndexByte(b[1:], 0x1f) + 1
		if n == 0 {
			n = len(b)
		}
		_, _ = g.buf.Discard(n)
	}
}

// rewind makes the byte behind the start of the damaged member the next one,
// or the earliest that is still held.
func (g *gzipReader) rewind() {
	from := max(g.start+1, g.in.from)
	if n := int(g.in.at - from); n > g.buf.Buffered() && g.root.mayReadAgain(n) {
		g.in.rewind(from)
		g.buf.Reset(g.in)
	}
}

// gzipTrial is how much of a member is unpacked to see whether it is one.
const gzipTrial = 1 << 10

// unpacks reports whether b is the start of a member that can be unpacked.
func (g *gzipReader) unpacks(b []byte) bool {
	r := bytes.NewReader(b)
	if g.z.Reset(r) != nil {
		return false
	}
	g.z.Multistream(false)
	var out [16]byte
	n, err := io.ReadFull(g.z, out[:])
	return n > 0 && (err == nil || errors.Is(err, io.ErrUnexpectedEOF))
}

// isGzip reports whether b begins as a gzip member does.
func isGzip(b []byte) bool {
	return len(b) >= 10 && b[0] == 0x1f && b[1] == 0x8b && b[2] == 8 && b[3]&0xe0 == 0
}

// maxReplay is how much of what was read a replay holds.
const maxReplay = 1 << 20

// replay is a reader that can go back over the last bytes it read.
type replay struct {
	r    io.Reader
	kept []byte // the last bytes that were read
	from int64  // offset of kept
	at   int64  // offset of the next byte
}

func (r *replay) Read(p []byte) (int, error) {
	if held := r.from + int64(len(r.kept)); r.at < held {
		n := copy(p, r.kept[len(r.kept)-int(held-r.at):])
		r.at += int64(n)
		return n, nil
	}
	n, err := r.r.Read(p)
	r.kept = append(r.kept, p[:n]...)
	r.at += int64(n)
	if len(r.kept) > maxReplay {
		r.drop(len(r.kept) - maxReplay/2)
	}
	return n, err
}

// forget says that nothing before offset at is asked for again.
func (r *replay) forget(at int64) {
	if n := int(at - r.from); n > maxReplay/4 {
		r.drop(n)
	}
}

func (r *replay) drop(n int) {
	r.kept = r.kept[:copy(r.kept, r.kept[n:])]
	r.from += int64(n)
}

// rewind makes the byte at offset at, which is held, the next one.
func (r *replay) rewind(at int64) { r.at = at }
