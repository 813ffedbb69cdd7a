// Package form turns a word into the numbers that the trained layers look at:
// hashes of its spelling, its beginnings and ends, and its shape.
//
//	f := form.Of("Iran's")
//	f.Lower  // the same for "IRAN’S"
//	f.Shape  // the same for every "Xxx'x"
//
// A feature of a trained layer is one uint64: some of these hashes tied
// together with the number of a template by Join. Nothing here allocates, and
// nothing here changes without retraining every layer.
package form

import (
	"unicode"
	"unicode/utf8"
)

// Form is what the layers know of one word. Spellings are compared without
// case, with straight quotation marks and hyphens, and with 0 for each digit,
// except in Exact.
type Form struct {
	Exact uint64    // spelling as written
	Lower uint64    // spelling
	Shape uint64    // X upper, x lower, d digit, runs cut at two
	Pre   [4]uint64 // first 1 to 4 characters
	Suf   [5]uint64 // last 1 to 5 characters
	Case  Case
}

// Case is how a word is written.
type Case uint8

const (
	Small   Case = iota // begins with a lower-case letter
	Capital             // begins with an upper-case letter
	Upper               // two or more letters, all upper case
	Number              // begins with a digit
	Mark                // begins with anything else
)

// Edge is the form of the places before the first and behind the last word.
var Edge = Form{Exact: 0x51ed270b7f3b9a01, Lower: 0x2545f4914f6cdd1d, Shape: 0x9e6c63d0876a3d5b, Case: Mark}

const (
	seed  = 0xcbf29ce484222325
	prime = 0x100000001b3
)

// Of returns the form of a word.
func Of(word string) Form {
	f := Form{}
	exact, lower, shape := uint64(seed), uint64(seed), uint64(seed)
	var tail [5]rune // the last characters, in a ring
	var lastShape rune
	run, n := 0, 0
	upper, letters := 0, 0
	for i := 0; i < len(word); {
		r, w := rune(word[i]), 1
		if r >= utf8.RuneSelf {
			r, w = utf8.DecodeRuneInString(word[i:])
		}
		i += w
		exact = (exact ^ uint64(r)) * prime
		low, kind := fold(r)
		if kind == 'X' {
			upper++
		}
		if kind == 'X' || kind == 'x' {
			letters++
		}
		lower = (lower ^ uint64(low)) * prime
		if n < len(f.Pre) {
			f.Pre[n] = mix(lower)
		}
		tail[n%5] = low
		n++
		if kind == lastShape {
			run++
		} else {
			run, lastShape = 1, kind
		}
		if run <= 2 {
			shape = (shape ^ uint64(kind)) * prime
		}
	}
	for k := n; k < len(f.Pre); k++ {
		f.Pre[k] = mix(lower + uint64(k))
	}
	end := uint64(seed + 1)
	for k := range f.Suf {
		if k < n {
			end = (end ^ uint64(tail[(n-1-k)%5])) * prime
		} else {
			end++
		}
		f.Suf[k] = mix(end)
	}
	f.Exact, f.Lower, f.Shape = mix(exact), mix(lower), mix(shape)
	f.Case = caseOf(word, upper, letters)
	return f
}

func caseOf(word string, upper, letters int) Case {
	r, _ := utf8.DecodeRuneInString(word)
	switch {
	case unicode.IsUpper(r) && upper > 1 && upper == letters:
		return Upper
	case unicode.IsUpper(r):
		return Capital
	case unicode.IsLetter(r):
		return Small
	case unicode.IsDigit(r):
		return Number
	}
	return Mark
}

// fold returns a character as spellings are compared, and its shape.
func fold(r rune) (low, kind rune) {
	if r < utf8.RuneSelf {
		switch {
		case r >= 'a' && r <= 'z':
			return r, 'x'
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A', 'X'
		case r >= '0' && r <= '9':
			return '0', 'd'
		}
		return r, r
	}
	switch r {
	case '’', '‘', 'ʼ':
		return '\'', '\''
	case '“', '”':
		return '"', '"'
	case '–', '—', '‑':
		return '-', '-'
	}
	switch {
	case unicode.IsUpper(r):
		return unicode.ToLower(r), 'X'
	case unicode.IsLetter(r):
		return r, 'x'
	case unicode.IsDigit(r):
		return '0', 'd'
	}
	return r, r
}

// Fold returns a character as spellings are compared.
func Fold(r rune) rune {
	low, _ := fold(r)
	return low
}

// Spread returns h with its bits spread, so that any of them may number a row.
func Spread(h uint64) uint64 { return mix(h) }

// mix spreads the bits of h, so that every bit of the result depends on every
// bit of h.
func mix(h uint64) uint64 {
	h ^= h >> 32
	h *= 0x9e3779b97f4a7c15
	h ^= h >> 29
	h *= 0xbf58476d1ce4e5b9
	return h ^ h>>32
}

// Key returns a spread value for a small number, such as a tag or a distance,
// to be tied with others.
func Key(n int) uint64 { return mix(uint64(n)*2 + 0x1b873593) }

const (
	k0 = 0x9e3779b97f4a7c15
	k1 = 0xd6e8feb86659fd93
	k2 = 0xc2b2ae3d27d4eb4f
	k3 = 0x165667b19e3779f9
	k4 = 0xa0761d6478bd642f
)

// Join1 to Join4 tie values to template t. The values must be spread (hashes
// of this package, or Key).
func Join1(t int, a uint64) uint64 { return uint64(t)*k0 + a*k1 }

// Join2 ties two values.
func Join2(t int, a, b uint64) uint64 { return uint64(t)*k0 + a*k1 + b*k2 }

// Join3 ties three values.
func Join3(t int, a, b, c uint64) uint64 { return uint64(t)*k0 + a*k1 + b*k2 + c*k3 }

// Join4 ties four values.
func Join4(t int, a, b, c, d uint64) uint64 { return uint64(t)*k0 + a*k1 + b*k2 + c*k3 + d*k4 }
