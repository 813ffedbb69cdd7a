package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Builder derives a Text from a parent and composes the origins. The zero
// Builder has an empty parent; make one with [NewBuilder].
type Builder struct {
	parent Text
	buf    strings.Builder
	pieces []Piece
	shared bool // pieces are those of a Text that was given out
}

// NewBuilder returns a builder whose spans are spans of parent.
func NewBuilder(parent Text) *Builder { return &Builder{parent: parent} }

// Grow makes room for n more bytes.
func (b *Builder) Grow(n int) { b.buf.Grow(n) }

// Len returns the number of bytes written so far.
func (b *Builder) Len() int { return b.buf.Len() }

// Copy appends the parent's words at s, with their origin, and returns where
// they stand now.
func (b *Builder) Copy(s Span) Span {
	at := b.buf.Len()
	t := b.parent
	for i := t.piece(s.Start); i < len(t.pieces) && t.pieces[i].At.Start < s.End; i++ {
		p := t.pieces[i].cut(s)
		b.add(t.s[p.At.Start:p.At.End], p.From, p.Kind)
	}
	return Span{at, b.buf.Len()}
}

// Append appends the whole of t, any Text of the same original, with its
// origin, and returns where it stands now.
func (b *Builder) Append(t Text) Span {
	at := b.buf.Len()
	for _, p := range t.pieces {
		b.add(t.s[p.At.Start:p.At.End], p.From, p.Kind)
	}
	return Span{at, b.buf.Len()}
}

// Put appends words that stand, as a whole, for the parent's bytes at s. A
// span that has no bytes in the original makes the words a gap.
func (b *Builder) Put(words string, s Span) Span {
	from := b.parent.Hull(s)
	kind := Unit
	if from.Empty() {
		kind = Gap
	}
	return b.add(words, from, kind)
}

// Gap appends words that stand nowhere in the original, placed after what was
// written last.
func (b *Builder) Gap(words string) Span {
	var at int
	if n := len(b.pieces); n > 0 {
		at = b.pieces[n-1].From.End
	}
	return b.add(words, Span{at, at}, Gap)
}

// copyRaw appends the bytes of an original at s, which are valid UTF-8.
func (b *Builder) copyRaw(data []byte, s Span) {
	at := Span{b.buf.Len(), b.buf.Len() + s.Len()}
	b.buf.Write(data[s.Start:s.End])
	b.note(at, s, Copy)
}

func (b *Builder) add(words string, from Span, kind Kind) Span {
	at := Span{b.buf.Len(), b.buf.Len() + len(words)}
	if words == "" {
		return at
	}
	if !utf8.ValidString(words) {
		words = strings.ToValidUTF8(words, "\uFFFD")
		at.End = at.Start + len(words)
		if kind == Copy {
			kind = Unit
		}
	}
	b.buf.WriteString(words)
	b.note(at, from, kind)
	return at
}

// note writes down the origin of what was appended at at.
func (b *Builder) note(at, from Span, kind Kind) {
	if at.Empty() {
		return
	}
	if b.shared {
		b.pieces, b.shared = slices.Clone(b.pieces), false
	}
	if n := len(b.pieces); n > 0 && kind != Unit {
		if last := &b.pieces[n-1]; last.Kind == kind && last.From.End == from.Start {
			last.At.End, last.From.End = at.End, from.End
			return
		}
	}
	b.pieces = append(b.pieces, Piece{At: at, From: from, Kind: kind})
}

// Text returns what was built. The builder can go on; what it returned stays
// as it is.
func (b *Builder) Text() Text {
	s := b.buf.String()
	b.shared = true
	return Text{s: s, pieces: b.pieces[:len(b.pieces):len(b.pieces)], points: index(s)}
}
