package pack

import (
	"context"
	"iter"

	"dateline/store"
)

// journalPage is how many lines of a journal are read at once.
const journalPage = 4096

// Journal yields a journal whose lines changes gives, as [store.Upkeep] does.
func Journal(ctx context.Context, changes func(ctx context.Context, after int64, limit int) ([]store.Change, error)) iter.Seq2[store.Change, error] {
	return func(yield func(store.Change, error) bool) {
		for after := int64(0); ; {
			list, err := changes(ctx, after, journalPage)
			if err != nil {
				yield(store.Change{}, err)
				return
			}
			for _, c := range list {
				if after = c.Seq; !yield(c, nil) {
					return
				}
			}
			if len(list) < journalPage {
				return
			}
		}
	}
}

// PackedEarlier is a record that was made earlier, as it is kept.
type PackedEarlier struct {
	Version, Reader string
	Line, Origin    []byte
}

// Earlier yields the records made earlier that read gives, at most [Chunk] at
// a time: those whose versions sort behind after, in that order.
func (c Codec) Earlier(read func(after string) ([]PackedEarlier, error)) iter.Seq2[store.Earlier, error] {
	return func(yield func(store.Earlier, error) bool) {
		for at := ""; ; {
			list, err := read(at)
			if err != nil {
				yield(store.Earlier{}, err)
				return
			}
			for _, p := range list {
				at = p.Version
				e := store.Earlier{Version: p.Version, Reader: p.Reader}
				var err error
				if e.Line, err = c.Line(p.Version, p.Line); err == nil {
					if e.Origin, err = c.Unpack(p.Origin); err != nil {
						err = c.damaged(p.Version, "the origin of its earlier record cannot be unpacked: %v", err)
					}
				}
				if !yield(e, err) {
					return
				}
			}
			if len(list) < Chunk {
				return
			}
		}
	}
}

// PackEarlier packs what [Codec.Earlier] unpacks.
func (c Codec) PackEarlier(e *store.Earlier) (PackedEarlier, error) {
	line, err := c.PackLine(&e.Line)
	return PackedEarlier{e.Version, e.Reader, line, c.Pack(e.Origin)}, err
}
