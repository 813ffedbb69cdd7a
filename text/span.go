package text

// Span is a half-open range of byte offsets, 0-based, into a Text or, where
// it is said so, into the bytes of an original.
type Span struct {
	Start int // offset of the first byte
	End   int // offset after the last byte
}

// Len returns the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether s holds no byte.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether every byte of o lies in s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Has reports whether the byte at offset at lies in s.
func (s Span) Has(at int) bool { return s.Start <= at && at < s.End }

// Overlaps reports whether s and o share at least one byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Hull returns the smallest span that holds both s and o.
func (s Span) Hull(o Span) Span {
	return Span{min(s.Start, o.Start), max(s.End, o.End)}
}
