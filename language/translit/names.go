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

// Split cuts a full name into its words: hyphens cut, particles left out
// unless nothing else is there.
func Split(name string) []string {
	all := strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' || r == '‑' || r == '–' || r == '\u00a0' })
	var out, left []string
	for _, w := range all {
		switch f := fold(w); {
		case f == "":
		case particles[f]:
			left = append(left, w)
		default:
			out = append(out, strings.Trim(w, ".,"))
		}
	}
	if len(out) == 0 {
		return left
	}
	return out
}

// Names compares two full names. Two that share the family name, and whose
// given names do not contradict one another, are Alike or Part of one
// another; a middle name may be missing on either side, a given name may be
// an initial. A single word is Part of a name that it ends or begins.
func Names(a, b string) Likeness {
	x, y := Split(a), Split(b)
	if len(x) == 0 || len(y) == 0 {
		return Apart
	}
	if len(x) > 1 && len(y) > 1 && Same(strings.Join(x, ""), strings.Join(y, "")) && len(x) != len(y) {
		return Alike // "Jong Un", "Jongun"
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 1 {
		switch {
		case len(y) == 1:
			if Same(x[0], y[0]) {
				return Alike
			}
			return Apart
		case Same(x[0], y[len(y)-1]) || Same(x[0], y[0]) || Same(x[0], y[len(y)-2]+y[len(y)-1]):
			return Part
		}
		return Apart
	}
	return sequence(x, y)
}

// sequence lays the shorter name x into y in order; the last words must meet,
// and no word of x may be left over.
func sequence(x, y []string) Likeness {
	i, j, initials := len(x)-1, len(y)-1, false
	if !Same(x[i], y[j]) {
		// "Jong Un" and "Jongun": two words of one against one of the other.
		if j > 0 && Same(x[i], y[j-1]+y[j]) {
			j--
		} else if i > 0 && Same(x[i-1]+x[i], y[j]) {
			i--
		} else {
			return Apart
		}
	}
	i, j = i-1, j-1
	left := 0
	for i >= 0 {
		switch {
		case j < 0:
			return Apart
		case Same(x[i], y[j]):
			i, j = i-1, j-1
		case initial(x[i], y[j]):
			initials = true
			i, j = i-1, j-1
		case j > 0 && Same(x[i], y[j-1]+y[j]):
			i, j = i-1, j-2
		case i > 0 && Same(x[i-1]+x[i], y[j]):
			i, j = i-2, j-1
		default:
			left++
			j--
		}
	}
	left += j + 1
	if left > 0 || initials {
		return Part
	}
	return Alike
}

// initial reports whether one word is the other's initial.
func initial(a, b string) bool {
	a, b = fold(a), fold(b)
	return a != "" && b != "" && (len(a) == 1 || len(b) == 1) && a[0] == b[0]
}
