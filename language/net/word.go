package net

import (
	"unicode/utf8"

	"dateline/language/form"
	"dateline/language/weights"
)

// A word is looked up as a set of rows of the embedding table: its spelling if
// the training text had it more than once, its case and shape, its beginnings,
// ends and inner pieces (hashed), and the lists of names that it stands in. So
// a word never seen still has a sense by its pieces.

// Sizes of the parts of the table.
const (
	unknown    = 0 // row of spellings without one of their own
	root       = 1 // row of the root, before the first word
	firstCase  = 2
	firstShape = firstCase + 5
	shapes     = 128
	firstList  = firstShape + shapes
	firstAffix = firstList + listBits
	affixes    = 1 << 12
	firstPiece = firstAffix + affixes
	pieces     = 1 << 13
	firstWord  = firstPiece + pieces

	listBits = 16
	longest  = 24 // characters of a word whose pieces are looked at
)

// Vocabulary knows the rows of words.
type Vocabulary struct {
	words *weights.Dict // spelling (form.Of(w).Lower) → its number from 1
	lists *weights.Dict // spelling as a phrase of one word → bits
}

// NewVocabulary makes a vocabulary of the numbers of spellings, from 1, and
// the lists of names as package entity keeps them.
func NewVocabulary(words, lists *weights.Dict) *Vocabulary {
	return &Vocabulary{words: words, lists: lists}
}

// Len returns the number of rows.
func (v *Vocabulary) Len() int { return firstWord + v.words.Len() }

// Root appends the row of the root.
func (v *Vocabulary) Root(dst []uint32) []uint32 { return append(dst, root) }

// Rows appends the rows of a word to dst. The first is its spelling's.
func (v *Vocabulary) Rows(dst []uint32, word string) []uint32 {
	f := form.Of(word)
	if n := v.words.Get(f.Lower); n > 0 {
		dst = append(dst, uint32(firstWord-1)+n)
	} else {
		dst = append(dst, unknown)
	}
	dst = append(dst, firstCase+uint32(f.Case), firstShape+uint32(f.Shape%shapes))
	for bits, k := v.lists.Get(phrase(f.Lower)), uint32(0); bits != 0 && k < listBits; bits, k = bits>>1, k+1 {
		if bits&1 != 0 {
			dst = append(dst, firstList+k)
		}
	}
	for k, h := range f.Pre {
		dst = append(dst, affix(10+k, h))
	}
	for k, h := range f.Suf {
		dst = append(dst, affix(20+k, h))
	}
	return appendPieces(dst, word)
}

func phrase(lower uint64) uint64 { return form.Join2(7, 0, lower) }

func affix(t int, h uint64) uint32 {
	return firstAffix + uint32(form.Join1(t, h)>>40%affixes)
}

// appendPieces appends the rows of the runs of three and four characters,
// edges included.
func appendPieces(dst []uint32, word string) []uint32 {
	var runes [longest + 2]rune
	n := 1
	runes[0] = '<'
	for i := 0; i < len(word) && n <= longest; {
		r, w := utf8.DecodeRuneInString(word[i:])
		i += w
		runes[n] = form.Fold(r)
		n++
	}
	runes[n] = '>'
	n++
	for i := 0; i+3 <= n; i++ {
		h := uint64(runes[i])<<42 ^ uint64(runes[i+1])<<21 ^ uint64(runes[i+2])
		dst = append(dst, firstPiece+uint32(form.Spread(h)>>40%pieces))
		if i+4 <= n {
			h = form.Spread(h) ^ uint64(runes[i+3])
			dst = append(dst, firstPiece+uint32(form.Spread(h)>>40%pieces))
		}
	}
	return dst
}
