package text

import "strings"

// CopyBytes appends the bytes of data at s as a copy of themselves. data is
// the whole original, not the parent. It is for decoders whose input is no
// text of one charset, such as RTF.
func (b *Builder) CopyBytes(data []byte, s Span) Span {
	return b.add(string(data[s.Start:s.End]), s, Copy)
}

// PutBytes appends words that stand, as a whole, for the original's bytes at
// s; a span without bytes makes them a gap.
func (b *Builder) PutBytes(words string, s Span) Span {
	words = strings.ReplaceAll(words, "\x00", "\uFFFD")
	if s.Empty() {
		return b.add(words, s, Gap)
	}
	return b.add(words, s, Unit)
}
