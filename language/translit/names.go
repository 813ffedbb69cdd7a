package translit

import "strings"

// Likeness says how two full names lie beside one another.
type Likeness int

const (
	Apart Likeness = iota // a given or a family name differs
	Part                  // one says less than the other: "Araghchi", "Abbas Araghchi"; "J. Orlo", "Jana Orlo"
	Alike                 // the same names
)

// particles may be left out of a name or written together with what follows.
var particles = map[string]bool{
	"al": true, "el": true, "as": true, "ash": true, "ad": true, "an": true, "ar": true, "at": true, "az": true,
	"bin": true, "ibn": true, "ben": true, "bint": true, "abu": true, "de": true, "la": true, "van": true, "von": true, "der": true, "da": true, "do": true, "dos": true, "di": true, "ul": true, "ud": true, "jr": true, "sr": true,
}

// Name is a full name that is ready to be compared.
type Name struct {
	Words []string // as written; hyphens cut, particles left out unless nothing else is there
	words []word
}

// Parse reads a full name.
func Parse(name string) Name {
	var n, left Name
	for w := range strings.FieldsFuncSeq(name, func(r rune) bool { return r == ' ' || r == '-' || r == '‑' || r == '–' || r == '\u00a0' }) {
		switch f := fold(w); {
		case f == "":
		case particles[f]:
			left.Words, left.words = append(left.Words, w), append(left.words, read(f))
		default:
			n.Words, n.words = append(n.Words, strings.Trim(w, ".,")), append(n.words, read(f))
		}
	}
	if len(n.Words) == 0 {
		return left
	}
	return n
}

// Names compares two full names. Two that share the family name, and whose
// given names do not contradict one another, are Alike or Part of one
// another; a middle name may be missing on either side, a given name may be
// an initial. A single word is Part of a name that it ends or begins.
func Names(a, b string) Likeness { return Compare(Parse(a), Parse(b)) }

// Compare compares two full names as Names does.
func Compare(a, b Name) Likeness {
	x, y := a.words, b.words
	if len(x) == 0 || len(y) == 0 {
		return Apart
	}
	if len(x) > 1 && len(y) > 1 && len(x) != len(y) && join(x).same(join(y)) {
		return Alike // "Jong Un", "Jongun"
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 1 {
		last := len(y) - 1
		switch {
		case len(y) == 1 && x[0].same(y[0]):
			return Alike
		case len(y) == 1:
			return Apart
		case x[0].same(y[last]) || x[0].same(y[0]) || x[0].same(join(y[last-1:])):
			return Part
		}
		return Apart
	}
	return sequence(x, y)
}

// join writes words as one.
func join(words []word) word {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.folded)
	}
	return read(b.String())
}

// sequence lays the shorter name x into y in order; the last words must meet,
// and no word of x may be left over.
func sequence(x, y []word) Likeness {
	i, j, initials := len(x)-1, len(y)-1, false
	if !x[i].same(y[j]) {
		// "Jong Un" and "Jongun": two words of one against one of the other.
		switch {
		case j > 0 && x[i].same(join(y[j-1:j+1])):
			j--
		case i > 0 && join(x[i-1:i+1]).same(y[j]):
			i--
		default:
			return Apart
		}
	}
	i, j = i-1, j-1
	left, first := 0, false // words of y left over; x's first word is an initial
	for i >= 0 {
		switch {
		case j < 0:
			return Apart
		case x[i].same(y[j]):
			i, j = i-1, j-1
		case initial(x[i], y[j]):
			initials, first = true, i == 0
			i, j = i-1, j-1
		case j > 0 && x[i].same(join(y[j-1:j+1])):
			i, j = i-1, j-2
		case i > 0 && join(x[i-1:i+1]).same(y[j]):
			i, j = i-2, j-1
		default:
			left++
			j--
		}
	}
	if first && j >= 0 {
		return Apart // "A. Orlo" and "Jana A. Orlo": an initial begins where the name does
	}
	left += j + 1
	if left > 0 || initials {
		return Part
	}
	return Alike
}

// initial reports whether one word is the other's initial.
func initial(a, b word) bool {
	return (len(a.folded) == 1 || len(b.folded) == 1) && a.folded[0] == b.folded[0]
}
