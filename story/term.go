package story

import (
	_ "embed"
	"fmt"
	"iter"
	"math"
	"strconv"
	"strings"
	"sync"

	"dateline/text"
)

var (
	//go:embed background.tsv
	backgroundFile string
	//go:embed stop.tsv
	stopFile string
	//go:embed synonym.tsv
	synonymFile string
)

// background says how common words are in English press and reference prose:
// the frozen document frequencies by which everything here weighs a word. They
// are frozen so that what two reports have in common does not depend on which
// other reports are there.
type background struct {
	documents float64
	count     map[string]int32   // stem → number of documents that have it
	stop      map[string]bool    // words that carry no content
	groups    map[string][]int16 // stem → groups of synonyms that it stands in
}

var frozen = sync.OnceValue(func() *background {
	b, err := loadBackground(backgroundFile, stopFile, synonymFile)
	if err != nil {
		panic(err) // the files are part of the program
	}
	return b
})

func loadBackground(counts, stop, synonyms string) (*background, error) {
	b := &background{count: map[string]int32{}, stop: map[string]bool{}, groups: map[string][]int16{}}
	for n, line := range strings.Split(counts, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		word, number, ok := strings.Cut(line, "\t")
		c, err := strconv.Atoi(number)
		if !ok || err != nil || c <= 0 || word == "" {
			return nil, fmt.Errorf("background.tsv:%d: %q is no word with a count", n+1, line)
		}
		if word == "*" {
			b.documents = float64(c)
			continue
		}
		if _, ok := b.count[word]; ok {
			return nil, fmt.Errorf("background.tsv:%d: %q stands there twice", n+1, word)
		}
		b.count[word] = int32(c)
	}
	if b.documents == 0 {
		return nil, fmt.Errorf("background.tsv: no line says how many documents were counted")
	}
	for n, line := range strings.Split(stop, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for w := range strings.FieldsSeq(line) {
			if b.stop[w] {
				return nil, fmt.Errorf("stop.tsv:%d: %q stands there twice", n+1, w)
			}
			b.stop[w] = true
		}
	}
	for n, line := range strings.Split(synonyms, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		words, _, ok := strings.Cut(line, "\t")
		list := strings.Fields(words)
		if !ok || len(list) < 2 {
			return nil, fmt.Errorf("synonym.tsv:%d: want two words or more and a kind", n+1)
		}
		for _, w := range list {
			s := Stem(w)
			if g := b.groups[s]; len(g) > 0 && g[len(g)-1] == int16(n) {
				continue // two forms of one stem
			}
			b.groups[s] = append(b.groups[s], int16(n))
		}
	}
	return b, nil
}

// weight is the inverse document frequency of a stem, in thousandths of a
// nat. Weights are whole numbers so that sums of them do not depend on the
// order in which terms were met.
func (b *background) weight(stem string) int32 {
	return int32(math.Round(1000 * math.Log((b.documents+2)/(float64(b.count[stem])+1))))
}

// none is the term of a word without content.
const sample = 4 // of so many pairs of words one is kept

const none int32 = -1

// terms numbers the stems that were met. A term is a number, not a word,
// wherever reports are compared.
type terms struct {
	known  *background
	word   map[string]int32 // folded word → term
	stem   map[string]int32
	weight []int32  // by term, thousandths of a nat
	count  []int32  // by term, background passages that have it
	hash   []uint64 // by term, of the stem: the same in every run
	number []bool   // by term: it begins with a digit
	figure []uint64 // by term: of a number, its digits without the zeros at the end: 12,000 is 12 thousand
}

func newTerms() *terms {
	return &terms{known: frozen(), word: map[string]int32{}, stem: map[string]int32{}}
}

// of returns the term of a folded word (as text.Words yields it), or none.
func (v *terms) of(word string) int32 {
	if t, ok := v.word[word]; ok {
		return t
	}
	word = strings.Clone(word) // not to hold on to the report's text
	t := none
	if c := word[0]; !v.known.stop[word] && (len(word) > 1 || c >= '0' && c <= '9') {
		s := Stem(word)
		known, ok := v.stem[s]
		if !ok {
			known = int32(len(v.weight))
			v.stem[s] = known
			v.weight = append(v.weight, v.known.weight(s))
			v.count = append(v.count, v.known.count[s])
			v.hash = append(v.hash, hashOf(s))
			v.number = append(v.number, c >= '0' && c <= '9')
			v.figure = append(v.figure, hashOf(strings.TrimRight(s, "0")))
		}
		t = known
	}
	v.word[word] = t
	return t
}

// wordsOf yields the words of s as text.Words does, with the thousands of a
// number in one: "147,253" is 147253.
func wordsOf(s string) iter.Seq2[string, text.Span] {
	return func(yield func(string, text.Span) bool) {
		held, at := "", text.Span{} // a number that may go on
		for w, span := range text.Words(s) {
			digits := number(w)
			if held != "" {
				if digits && len(w) == 3 && span.Start == at.End+1 && s[at.End] == ',' {
					held, at.End = held+w, span.End
					continue
				}
				if !yield(held, at) {
					return
				}
				held = ""
			}
			if digits {
				held, at = w, span
				continue
			}
			if !yield(w, span) {
				return
			}
		}
		if held != "" {
			yield(held, at)
		}
	}
}

// number reports whether a word is made of ASCII digits.
func number(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return true
}

// Stem cuts the endings of English inflection off a folded word, so that
// "talks", "talked" and "talking" are one; other words stay as they are. It
// is lighter than Porter's stemmer: it never touches derivation, since
// "negotiator" and "negotiation" are two things in the news.
func Stem(w string) string {
	n := len(w)
	if n < 4 || w[n-1] >= 0x80 || w[0] >= '0' && w[0] <= '9' {
		return w
	}
	switch {
	case strings.HasSuffix(w, "ies") && n > 4:
		return w[:n-3] + "y"
	case strings.HasSuffix(w, "ied") && n > 4:
		return w[:n-3] + "y"
	case strings.HasSuffix(w, "ing") && n > 5 && vowel(w[:n-3]):
		w = undouble(w[:n-3])
	case strings.HasSuffix(w, "ed") && n > 4 && vowel(w[:n-2]):
		w = undouble(w[:n-2])
	case strings.HasSuffix(w, "es") && n > 4:
		w = w[:n-2]
	case w[n-1] == 's' && w[n-2] != 's' && w[n-2] != 'u' && w[n-2] != 'i':
		w = w[:n-1]
	}
	if n = len(w); n > 4 && w[n-1] == 'e' {
		w = w[:n-1]
	}
	return w
}

func vowel(s string) bool { return strings.ContainsAny(s, "aeiouy") }

// undouble makes "stopp" "stop"; "call", "pass" stay.
func undouble(w string) string {
	if n := len(w); n > 3 && w[n-1] == w[n-2] && w[n-1] != 'l' && w[n-1] != 's' && w[n-1] != 'z' {
		return w[:n-1]
	}
	return w
}

// hashOf is FNV-1a with its bits spread.
func hashOf(s string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 0x100000001b3
	}
	return mix(h)
}

func mix(h uint64) uint64 {
	h = (h ^ h>>32) * 0x9e3779b97f4a7c15
	return h ^ h>>29
}
