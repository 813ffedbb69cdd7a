package text

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf8"
)

// The stored form of an origin is one entry for each piece, in text order:
//
//	uvarint  length of At in bytes << 2 | Kind
//	varint   start of From minus the end of the From before (0 at first)
//	uvarint  length of From in bytes, for a unit only
//
// At follows from the lengths, a copy's From is as long as its At, and a gap's
// is empty.

// AppendOrigin appends the origin of t in a compact form to b and returns it.
// [Restore] makes t again from its String and these bytes.
func (t Text) AppendOrigin(b []byte) []byte {
	end := 0
	for _, p := range t.pieces {
		b = binary.AppendUvarint(b, uint64(p.At.Len())<<2|uint64(p.Kind))
		b = binary.AppendVarint(b, int64(p.From.Start-end))
		if p.Kind == Unit {
			b = binary.AppendUvarint(b, uint64(p.From.Len()))
		}
		end = p.From.End
	}
	return b
}

// maxOffset bounds every number of a stored origin, so that sums of two never
// overflow.
const maxOffset = 1 << 48

// Restore makes a Text from its string and the origin that
// [Text.AppendOrigin] wrote. Bytes that are no origin of s give an error.
func Restore(s string, origin []byte) (Text, error) {
	if !utf8.ValidString(s) {
		return Text{}, errors.New("text is not valid UTF-8")
	}
	var pieces []Piece
	at, end := 0, 0
	for rest := origin; len(rest) > 0; {
		p, n, err := readPiece(rest, at, end)
		if err != nil {
			return Text{}, fmt.Errorf("origin: byte %d: %w", len(origin)-len(rest), err)
		}
		if p.At.End > len(s) || p.At.End < len(s) && !utf8.RuneStart(s[p.At.End]) {
			return Text{}, fmt.Errorf("origin: byte %d: the piece does not fit the text", len(origin)-len(rest))
		}
		pieces = append(pieces, p)
		at, end = p.At.End, p.From.End
		rest = rest[n:]
	}
	if at != len(s) {
		return Text{}, fmt.Errorf("origin: covers %d of %d bytes", at, len(s))
	}
	return Text{s: s, pieces: pieces, points: index(s)}, nil
}

// readPiece reads the entry at the start of b, which follows pieces that end
// at byte at of the text and end of the original, and returns its length.
func readPiece(b []byte, at, end int) (Piece, int, error) {
	head, n := binary.Uvarint(b)
	if n <= 0 {
		return Piece{}, 0, errors.New("bad length")
	}
	kind, size := Kind(head&3), head>>2
	if kind > Gap || size == 0 || size > maxOffset {
		return Piece{}, 0, errors.New("bad length")
	}
	step, k := binary.Varint(b[n:])
	n += max(k, 0)
	start := int64(end) + step
	if k <= 0 || step > maxOffset || step < -maxOffset || start < 0 || start > maxOffset {
		return Piece{}, 0, errors.New("bad offset")
	}
	var width uint64
	switch kind {
	case Copy:
		width = size
	case Unit:
		if width, k = binary.Uvarint(b[n:]); k <= 0 || width == 0 || width > maxOffset {
			return Piece{}, 0, errors.New("bad width")
		}
		n += k
	}
	return Piece{
		At:   Span{at, at + int(size)},
		From: Span{int(start), int(start) + int(width)},
		Kind: kind,
	}, n, nil
}
