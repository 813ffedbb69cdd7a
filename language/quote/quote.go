// Package quote pairs quotation marks: double and single, curly, straight,
// low-high and angled, nested, and carried over several paragraphs.
//
//	q := quote.Pair(s, []text.Span{{0, len(s)}})
//	s[q[0].Inner.Start:q[0].Inner.End] // what stands between the first pair
//
// It tells apostrophes from single quotation marks, and it does not say which
// quotations are speech: scare quotes, titles and subheadings are pairs too.
package quote

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"dateline/text"
)

// Quote is a pair of quotation marks and what stands between them. Spans are
// byte offsets into the paired text.
type Quote struct {
	Span   text.Span // with the marks; without a closing mark, to the end of the block
	Inner  text.Span // what stands between the marks
	Block  int       // index of its block
	Parent int       // index of the quotation around it, -1 at top level
	Closed bool      // false when the block ends without a closing mark
	Next   int       // index of the quotation in the next block that carries on the same words, -1 if none
}

// class groups marks that can open and close one another.
type class uint8

const (
	none   class = iota
	double       // “ ” " „ and « »
	single       // ‘ ’ '
	angle        // « »
	corner       // 「 」
)

// open is a mark that waits for its partner.
type open struct {
	class class
	at    int // byte offset of the mark
	after int // byte offset behind it
	below int // stack index of the next mark of the class further down, -1 if none
}

// Pair returns the quotations of the blocks of s in the order of their opening
// marks. A block that is not the direct continuation of the one before (a
// caption between paragraphs, say) must be given separately by the caller; all
// blocks given are taken as paragraphs that follow one another.
func Pair(s string, blocks []text.Span) []Quote {
	var out []Quote
	for i, b := range blocks {
		out = pairBlock(out, s, b, i)
	}
	link(out, s, blocks)
	return out
}

// link joins a quotation that its paragraph leaves open with the one that
// begins the next paragraph, and sets parents.
func link(qs []Quote, s string, blocks []text.Span) {
	first := make([]int, len(blocks)) // quotation at the very start of a block, -1 if none
	for i := range first {
		first[i] = -1
	}
	for i := range qs {
		if b := qs[i].Block; qs[i].Span.Start == blocks[b].Start && first[b] < 0 {
			first[b] = i
		}
	}
	var stack []int
	for i := range qs {
		qs[i].Next, qs[i].Parent = -1, -1
		for len(stack) > 0 && qs[stack[len(stack)-1]].Span.End <= qs[i].Span.Start {
			stack = stack[:len(stack)-1]
		}
		if len(stack) > 0 {
			qs[i].Parent = stack[len(stack)-1]
		}
		stack = append(stack, i)
		if qs[i].Closed || qs[i].Block+1 >= len(blocks) || qs[i].Parent >= 0 {
			continue
		}
		k := first[qs[i].Block+1]
		if k >= 0 && classOf(markAt(s, qs[k].Span.Start)) == classOf(markAt(s, qs[i].Span.Start)) {
			qs[i].Next = k
		}
	}
}

func markAt(s string, at int) rune {
	r, _ := utf8.DecodeRuneInString(s[at:])
	return r
}

func classOf(r rune) class {
	switch r {
	case '"', '“', '”', '„', '‟', '＂':
		return double
	case '\'', '‘', '’', '‚', '‛':
		return single
	case '«', '»':
		return angle
	case '「', '」', '『', '』':
		return corner
	}
	return none
}

// pairBlock appends the quotations of one block.
func pairBlock(out []Quote, s string, block text.Span, number int) []Quote {
	base := len(out)
	var stack []open
	top := [...]int{none: -1, double: -1, single: -1, angle: -1, corner: -1} // innermost open mark of each class
	prev := rune(-1)                                                         // the character before; -1 at the start
	for i := block.Start; i < block.End; {
		r, w := utf8.DecodeRuneInString(s[i:block.End])
		c := classOf(r)
		if c == none {
			prev, i = r, i+w
			continue
		}
		next := rune(-1)
		if i+w < block.End {
			next, _ = utf8.DecodeRuneInString(s[i+w : block.End])
		}
		switch role(s, block, r, prev, next, i, w, top[c] >= 0) {
		case opens:
			stack = append(stack, open{c, i, i + w, top[c]})
			top[c] = len(stack) - 1
		case closes:
			if k := top[c]; k >= 0 {
				out = append(out, Quote{
					Span: text.Span{Start: stack[k].at, End: i + w}, Inner: text.Span{Start: stack[k].after, End: i},
					Block: number, Closed: true,
				})
				for n := len(stack) - 1; n >= k; n-- {
					top[stack[n].class] = stack[n].below
				}
				stack = stack[:k]
			}
		}
		prev, i = r, i+w
	}
	// What is still open goes to the end of the block. A single mark that
	// never closes was an apostrophe after all, unless it begins the block.
	for _, o := range stack {
		if o.class != single || o.at == block.Start {
			out = append(out, Quote{
				Span: text.Span{Start: o.at, End: block.End}, Inner: text.Span{Start: o.after, End: block.End},
				Block: number,
			})
		}
	}
	slices.SortFunc(out[base:], func(a, b Quote) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return out
}

type part uint8

const (
	nothing part = iota // an apostrophe, an inch mark
	opens
	closes
)

// role tells what the mark r at i does, from the characters around it and
// from whether one of its class is open.
func role(s string, block text.Span, r, prev, next rune, i, w int, isOpen bool) part {
	switch r {
	case '“', '„', '‟':
		// “ closes what „ opened (German, Czech and others).
		if r == '“' && isOpen && !spaceOrNone(prev) && (spaceOrNone(next) || closing(next)) {
			return closes
		}
		return opens
	case '”', '＂':
		if !isOpen && spaceOrNone(prev) && letterish(next) {
			return opens // Swedish and Finnish open with ”
		}
		return closes
	case '«', '»': // «French» or »German«
		switch {
		case isOpen && (r == '»' || !spaceOrNone(prev)):
			return closes
		case r == '«' || spaceOrNone(prev) && letterish(next):
			return opens
		}
		return nothing
	case '「', '『':
		return opens
	case '」', '』':
		return closes
	case '"':
		return straight(prev, next, isOpen)
	}
	return singleMark(s, block, r, prev, next, i, w, isOpen)
}

// straight tells opening from closing by the spaces around, else by turns.
func straight(prev, next rune, isOpen bool) part {
	before := spaceOrNone(prev) || opening(prev)
	after := spaceOrNone(next) || closing(next)
	switch {
	case before && !after:
		return opens
	case after && !before:
		if !isOpen {
			return nothing // an inch mark, or a mark whose partner is lost
		}
		return closes
	case isOpen:
		return closes
	case unicode.IsDigit(prev):
		return nothing
	case next == -1:
		return nothing
	}
	return opens
}

// singleMark tells quotation marks from apostrophes.
func singleMark(s string, block text.Span, r, prev, next rune, i, w int, isOpen bool) part {
	switch r {
	case '‘', '‚', '‛':
		if wordRune(prev) && wordRune(next) {
			return nothing // ‘ used as an apostrophe or a letter (Arabic ain)
		}
		if letterish(next) && !wordRune(prev) {
			if elided(s[i+w : block.End]) {
				return nothing
			}
			return opens
		}
		return nothing
	}
	// ’ and '
	switch {
	case wordRune(prev) && wordRune(next):
		return nothing // don’t
	case (spaceOrNone(prev) || opening(prev) || prev == '-' || prev == '—') && letterish(next):
		if r == '’' || elided(s[i+w:block.End]) {
			return nothing // ’90s; an opening ’ is rare and an apostrophe common
		}
		if isOpen {
			return nothing
		}
		return opens
	case isOpen && !spaceOrNone(prev):
		// A plural’s apostrophe ("the states' plan") looks like a closing
		// mark: it is one only if no better one follows.
		if (prev == 's' || prev == 'S') && spaceOrNone(next) && closesLater(s[i+w:block.End], r) {
			return nothing
		}
		return closes
	}
	return nothing
}

// closesLater reports whether rest, what follows a possible plural apostrophe,
// holds a clear closing single mark before the next opening one.
func closesLater(rest string, mark rune) bool {
	prev := ' '
	for i := 0; i < len(rest) && i <= 1000; {
		r, w := utf8.DecodeRuneInString(rest[i:])
		next := rune(-1)
		if i+w < len(rest) {
			next, _ = utf8.DecodeRuneInString(rest[i+w:])
		}
		if r == mark && !wordRune(next) {
			if closingPunct(prev) || !spaceOrNone(prev) && (next == -1 || closing(next) || spaceOrNone(next)) {
				return true
			}
		}
		if (r == '‘' || r == '\'' && mark == '\'') && spaceOrNone(prev) && letterish(next) {
			return false
		}
		prev, i = r, i+w
	}
	return false
}

// elided reports whether rest begins like a word whose first letters an
// apostrophe replaces.
func elided(rest string) bool {
	n := 0
	for n < len(rest) && (rest[n] >= '0' && rest[n] <= '9' || rest[n] >= 'a' && rest[n] <= 'z' || rest[n] >= 'A' && rest[n] <= 'Z') {
		n++
	}
	switch w := rest[:n]; w {
	case "em", "tis", "Tis", "twas", "Twas", "til", "cause", "Cause", "n", "bout", "round":
		return true
	default: // '90s, '68
		return n >= 2 && n <= 3 && w[0] >= '0' && w[0] <= '9' && w[1] >= '0' && w[1] <= '9'
	}
}

func wordRune(r rune) bool {
	return r >= 0 && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r))
}

// letterish reports what a quotation can begin with.
func letterish(r rune) bool {
	switch r {
	case '[', '(', '…', '.', '$', '€', '£', '#', '“', '"', '‘', '\'', '«', '—', '-', '¿', '¡', '@':
		return true
	}
	return wordRune(r)
}

func spaceOrNone(r rune) bool { return r == -1 || unicode.IsSpace(r) || r == '\u200b' }

func opening(r rune) bool {
	switch r {
	case '(', '[', '{', '“', '‘', '"', '\'', '«', '„', '—', '–', '-', '/', '¿', '¡', ':':
		return true
	}
	return false
}

func closing(r rune) bool {
	switch r {
	case ')', ']', '}', '”', '’', '"', '\'', '»', '—', '–', '-', '/':
		return true
	}
	return closingPunct(r)
}

func closingPunct(r rune) bool {
	switch r {
	case ',', '.', ';', ':', '!', '?', '…', '،', '؛', '؟', '。', '、':
		return true
	}
	return false
}
