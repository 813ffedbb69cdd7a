package pack

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"dateline/record"
	"dateline/store"
	"dateline/store/index"
	"dateline/text"
)

// OrdBits is how many bits of the number of a part are its place in the
// report: the k-th statement of report n, from 0, has the number n<<OrdBits|k.
const OrdBits = 24

// Prepared is an entry with all that can be computed without the store.
type Prepared struct {
	*store.Entry
	PackedOriginal []byte
	PackedLine     []byte
	PackedOrigin   []byte
	PackedCut      []byte // nil when there is none
	Indexed        Indexed
}

// Indexed is a record with the words under which it is found.
type Indexed struct {
	Line   *record.Line
	Report index.Report
	Parts  [][]index.Statement // of each of Tables, in order
}

// Prepare prepares the entries that todo names, in parallel; the others stay
// nil. What is wrong with an entry is an *store.EntryError.
func (c Codec) Prepare(ctx context.Context, entries []store.Entry, todo []bool) ([]*Prepared, error) {
	out := make([]*Prepared, len(entries))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range entries {
		if !todo[i] {
			continue
		}
		g.Go(func() (err error) {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			out[i], err = c.prepareOne(&entries[i])
			return err
		})
	}
	return out, g.Wait()
}

func (c Codec) prepareOne(e *store.Entry) (*Prepared, error) {
	r := &e.Line.Report
	wrong := func(format string, args ...any) error {
		return &store.EntryError{Location: r.Location, Pointer: r.Pointer, Reason: fmt.Sprintf(format, args...)}
	}
	if sum := sha256.Sum256(e.Original); hex.EncodeToString(sum[:]) != r.Version {
		return nil, wrong("its version %q is not the SHA-256 of its original, %x", r.Version, sum)
	}
	if r.ID == "" {
		return nil, wrong("it has no id")
	}
	if _, err := text.Restore(r.Text, e.Origin); err != nil {
		return nil, wrong("its origin is not that of its text: %v", err)
	}
	for _, t := range Tables {
		if n := t.Len(&e.Line); n >= 1<<OrdBits {
			return nil, wrong("it has %d %ss, more than %d", n, t.Name, 1<<OrdBits-1)
		}
	}
	if len(e.Original) > MaxBlob {
		return nil, wrong("it has %d bytes, more than %d", len(e.Original), MaxBlob)
	}
	line, err := c.PackLine(&e.Line)
	if err != nil {
		return nil, wrong("its record cannot be packed: %v", err)
	}
	var cut []byte
	if e.Cut != nil {
		cut = c.Pack(e.Cut)
	}
	return &Prepared{
		PackedCut:      cut,
		Entry:          e,
		PackedOriginal: c.Pack(e.Original),
		PackedLine:     line,
		PackedOrigin:   c.Pack(e.Origin),
		Indexed:        Index(&e.Line),
	}, nil
}

// Index cuts the words of l.
func Index(l *record.Line) Indexed {
	x := Indexed{Line: l, Report: index.OfReport(l), Parts: make([][]index.Statement, len(Tables))}
	c := newWhole(l)
	for i, t := range Tables {
		x.Parts[i] = make([]index.Statement, t.Len(l))
		for k := range x.Parts[i] {
			x.Parts[i][k] = t.words(c, k)
		}
	}
	return x
}

// Version is what decides whether an entry changes one that is kept.
type Version struct {
	N        int64  // the engine's number
	Report   string // the report's id
	Reader   string
	Location string
	Pointer  string
	Offset   int64
	Outlet   *string
}

// Holds reports whether putting e changes nothing.
func (v *Version) Holds(e *store.Entry) bool {
	return e.Partial() || v.Reader == e.Reader && !v.Later(e)
}

// Later reports whether e goes before v, since it was read from a better place.
// Standard input, which nobody finds again, comes last; then what names no
// outlet, so that a stated one stays; then places by name.
func (v *Version) Later(e *store.Entry) bool {
	r := &e.Line.Report
	return cmp.Or(
		second(r.Location == stdin, v.Location == stdin), second(r.Outlet == nil, v.Outlet == nil),
		cmp.Compare(r.Location, v.Location), cmp.Compare(r.Pointer, v.Pointer),
		cmp.Compare(r.Offset, v.Offset), cmp.Compare(r.ID, v.Report),
	) < 0
}

// stdin is the location of what came on standard input.
const stdin = "-"

// second compares two of which the one that is so comes second.
func second(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// Set makes v what it is after e was put.
func (v *Version) Set(e *store.Entry) {
	r := &e.Line.Report
	v.Report, v.Reader, v.Location, v.Pointer, v.Offset, v.Outlet = r.ID, e.Reader, r.Location, r.Pointer, r.Offset, r.Outlet
}
