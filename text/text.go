package text

import (
	"bytes"
	"math/bits"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind says how the bytes of a piece relate to the bytes of the original.
type Kind uint8

const (
	// Copy: the same bytes, one to one; any part of it maps to a part.
	Copy Kind = iota
	// Unit: the characters stand for the source bytes as a whole (an escape,
	// an entity, a replaced byte, a character of another charset).
	Unit
	// Gap: characters that stand nowhere in the original, such as the line
	// break between two blocks of markup. Its source span is empty.
	Gap
)

// Piece is one step of an origin: the Text's bytes At stand for the
// original's bytes From.
type Piece struct {
	At   Span // bytes of the Text
	From Span // bytes of the original; the same length as At for Copy
	Kind Kind
}

// pointStep is the distance, in bytes, between two entries of the index from
// byte offsets to code points.
const pointStep = 256

// Text is an immutable string of valid UTF-8 with its origin. The zero Text
// is empty. Texts are values: copying one copies no text.
type Text struct {
	s      string
	pieces []Piece // in the order of At, without holes, never empty ones
	points []int32 // points[i] is the number of code points that start before byte i*pointStep; nil when all is ASCII
}

// Decode makes a Text from UTF-8 bytes. A byte order mark is left out,
// "\r\n" and a lone "\r" become "\n", and a NUL or each byte that is not part
// of valid UTF-8 becomes U+FFFD; all of these are units of the origin.
func Decode(data []byte) Text {
	i := 0
	if len(data) >= 3 && data[0] == 0xEF && data[1] == 0xBB && data[2] == 0xBF {
		i = 3
	}
	if bytes.IndexByte(data, '\r') < 0 && bytes.IndexByte(data, 0) < 0 && utf8.Valid(data) {
		b := Builder{}
		b.copyRaw(data, Span{i, len(data)})
		return b.Text()
	}
	b := Builder{}
	b.buf.Grow(len(data))
	run := i // start of the bytes that are copied as they are
	for i < len(data) {
		c := data[i]
		switch {
		case c == '\r':
			b.copyRaw(data, Span{run, i})
			n := 1
			if i+1 < len(data) && data[i+1] == '\n' {
				n = 2
			}
			b.add("\n", Span{i, i + n}, Unit)
			i += n
			run = i
		case c == 0:
			b.copyRaw(data, Span{run, i})
			b.add("\uFFFD", Span{i, i + 1}, Unit)
			i++
			run = i
		case c < utf8.RuneSelf:
			i++
		default:
			r, n := utf8.DecodeRune(data[i:])
			if r == utf8.RuneError && n == 1 {
				b.copyRaw(data, Span{run, i})
				b.add("\uFFFD", Span{i, i + 1}, Unit)
				run = i + 1
			}
			i += n
		}
	}
	b.copyRaw(data, Span{run, len(data)})
	return b.Text()
}

// String returns the text.
func (t Text) String() string { return t.s }

// Len returns the length of the text in bytes.
func (t Text) Len() int { return len(t.s) }

// All returns the span of the whole text.
func (t Text) All() Span { return Span{0, len(t.s)} }

// Slice returns the words at s.
func (t Text) Slice(s Span) string { return t.s[s.Start:s.End] }

// Pieces returns the origin, in text order. It must not be changed.
func (t Text) Pieces() []Piece { return t.pieces }

// Sub returns the part of t at s as a Text of its own, whose origin is still
// the original. It shares t's words.
func (t Text) Sub(s Span) Text {
	if s.Empty() {
		return Text{}
	}
	if !t.boundary(s.Start) || !t.boundary(s.End) {
		b := Builder{parent: t}
		b.Copy(s)
		return b.Text()
	}
	from := t.piece(s.Start)
	to := from
	for to < len(t.pieces) && t.pieces[to].At.Start < s.End {
		to++
	}
	sub := Text{s: t.s[s.Start:s.End], pieces: slices.Clone(t.pieces[from:to])}
	if t.points != nil {
		sub.points = index(sub.s)
	}
	for i := range sub.pieces {
		sub.pieces[i] = sub.pieces[i].cut(s)
		sub.pieces[i].At.Start -= s.Start
		sub.pieces[i].At.End -= s.Start
	}
	return sub
}

// boundary reports whether a code point starts at byte at, or the text ends.
func (t Text) boundary(at int) bool { return at == len(t.s) || utf8.RuneStart(t.s[at]) }

// cut returns the part of p that stands in s.
func (p Piece) cut(s Span) Piece {
	at := Span{max(p.At.Start, s.Start), min(p.At.End, s.End)}
	if p.Kind == Copy {
		p.From = Span{p.From.Start + at.Start - p.At.Start, p.From.Start + at.End - p.At.Start}
	}
	p.At = at
	return p
}

// Shift returns t with its origin moved by n bytes: for a part of an original
// that was decoded on its own and stands n bytes after the original's start.
func (t Text) Shift(n int) Text {
	t.pieces = slices.Clone(t.pieces)
	for i := range t.pieces {
		t.pieces[i].From.Start += n
		t.pieces[i].From.End += n
	}
	return t
}

// piece returns the index of the piece that holds byte at, or len(pieces).
func (t Text) piece(at int) int {
	if len(t.pieces) == 1 && at < t.pieces[0].At.End {
		return 0
	}
	return sort.Search(len(t.pieces), func(i int) bool { return t.pieces[i].At.End > at })
}

// Source returns the bytes of the original that the words at s stand for, in
// text order, adjacent ranges joined. A span that touches part of a unit gets
// the whole unit. Gaps have no bytes, so a span of nothing else returns none.
func (t Text) Source(s Span) []Span {
	var out []Span
	for i := t.piece(s.Start); i < len(t.pieces) && t.pieces[i].At.Start < s.End; i++ {
		p := t.pieces[i]
		from := p.From
		switch p.Kind {
		case Gap:
			continue
		case Copy:
			if s.Start > p.At.Start {
				from.Start += s.Start - p.At.Start
			}
			if s.End < p.At.End {
				from.End -= p.At.End - s.End
			}
		}
		if n := len(out); n > 0 && out[n-1].End == from.Start {
			out[n-1].End = from.End
		} else if n == 0 || out[n-1] != from {
			out = append(out, from)
		}
	}
	return out
}

// Hull returns the smallest range of the original that holds all of
// Source(s). For a span without source bytes it is the empty range at the
// place where the neighbouring words stand.
func (t Text) Hull(s Span) Span {
	src := t.Source(s)
	if len(src) == 0 {
		i := t.piece(s.Start)
		if i == len(t.pieces) {
			if i == 0 {
				return Span{}
			}
			end := t.pieces[i-1].From.End
			return Span{end, end}
		}
		p := t.pieces[i]
		at := p.From.Start
		if p.Kind == Copy {
			at += max(0, s.Start-p.At.Start)
		}
		return Span{at, at}
	}
	h := src[0]
	for _, x := range src[1:] {
		h = h.Hull(x)
	}
	return h
}

// Point returns the number of Unicode code points before byte offset at.
func (t Text) Point(at int) int {
	if t.points == nil {
		return at
	}
	k := at / pointStep
	from := k * pointStep
	for from < at && !utf8.RuneStart(t.s[from]) {
		from++
	}
	return int(t.points[k]) + utf8.RuneCountInString(t.s[from:at])
}

// Offset returns the byte offset of the code point with the given 0-based
// number; a number past the end gives Len.
func (t Text) Offset(point int) int {
	if t.points == nil {
		return min(point, len(t.s))
	}
	k := sort.Search(len(t.points), func(i int) bool { return int(t.points[i]) > point }) - 1
	at, n := k*pointStep, int(t.points[k])
	for at < len(t.s) && !utf8.RuneStart(t.s[at]) {
		at++
	}
	for at < len(t.s) && n < point {
		_, w := utf8.DecodeRuneInString(t.s[at:])
		at += w
		n++
	}
	return at
}

// Trim returns s without white space at either end.
func (t Text) Trim(s Span) Span {
	w := strings.TrimLeftFunc(t.Slice(s), blank)
	s.Start = s.End - len(w)
	s.End = s.Start + len(strings.TrimRightFunc(w, blank))
	return s
}

// blank reports whether r shows as nothing: white space, zero-width space and
// joiners at the edge, the byte order mark.
func blank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}

// Lines yields the spans of t's lines within s, line feeds left out.
func (t Text) Lines(s Span) func(yield func(Span) bool) {
	return func(yield func(Span) bool) {
		at := s.Start
		for at <= s.End {
			n := strings.IndexByte(t.s[at:s.End], '\n')
			if n < 0 {
				yield(Span{at, s.End})
				return
			}
			if !yield(Span{at, at + n}) {
				return
			}
			at += n + 1
		}
	}
}

// index builds the byte to code point index.
func index(s string) []int32 {
	if isASCII(s) {
		return nil
	}
	// An entry counts the code points that start before its byte, so that a
	// rune across the boundary is counted once, by the entry after it.
	out := make([]int32, 0, len(s)/pointStep+1)
	n := int32(0)
	for at := 0; at <= len(s); at += pointStep {
		out = append(out, n)
		n += int32(starts(s[at:min(at+pointStep, len(s))]))
	}
	return out
}

// The bytes of a word of eight.
const (
	lowBits  = 0x0101010101010101
	highBits = 0x8080808080808080
)

// word returns the eight bytes of s from i on.
func word(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func isASCII(s string) bool {
	i := 0
	for ; i+32 <= len(s); i += 32 {
		if (word(s, i)|word(s, i+8)|word(s, i+16)|word(s, i+24))&highBits != 0 {
			return false
		}
	}
	for ; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// starts returns the number of bytes of s at which a code point starts.
func starts(s string) int {
	n, i := len(s), 0
	for ; i+8 <= len(s); i += 8 {
		w := word(s, i)
		n -= bits.OnesCount64(w >> 7 &^ (w >> 6) & lowBits) // 10xxxxxx goes on
	}
	for ; i < len(s); i++ {
		if !utf8.RuneStart(s[i]) {
			n--
		}
	}
	return n
}
