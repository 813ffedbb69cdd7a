package when

import (
	"fmt"
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/text"
)

// cues are the words that tell a sense.
type cues struct {
	phrase map[string]cue // one to three words, a space between them
	ending string         // a past form's ending
	tests  []cueTest
}

// cue is what a phrase tells; Unknown for one that only looks like a cue.
type cue struct {
	sense Sense
	words int // how many words it has
}

// cueTest is the example that an entry gives.
type cueTest struct {
	line    int
	sense   Sense
	cue     string
	example string // the expression stands in brackets
}

// maxCue is the number of words in the longest cue.
const maxCue = 3

var senses = must(readCues(files, "data/sense.tsv"))

var senseNames = map[string]Sense{"past": Past, "future": Future, "none": Unknown}

func readCues(fsys fs.FS, name string) (*cues, error) {
	rows, err := readRows(fsys, name, 3)
	if err != nil {
		return nil, err
	}
	c := &cues{phrase: map[string]cue{}}
	for _, r := range rows {
		bad := func(format string, args ...any) error {
			return &EntryError{name, r.line, fmt.Sprintf(format, args...)}
		}
		sense, ok := senseNames[r.cells[0]]
		if !ok {
			return nil, bad("unknown sense %q", r.cells[0])
		}
		words, example := r.cells[1], r.cells[2]
		if a, b := strings.IndexByte(example, '['), strings.IndexByte(example, ']'); a < 0 || b < a {
			return nil, bad("the example has no expression in brackets")
		}
		c.tests = append(c.tests, cueTest{r.line, sense, words, example})
		if end, ok := strings.CutPrefix(words, "*"); ok {
			if c.ending != "" || sense != Past {
				return nil, bad("only one ending is read, that of past forms")
			}
			c.ending = end
			continue
		}
		n := strings.Count(words, " ") + 1
		if n > maxCue || words != fold(words) {
			return nil, bad("%q has more than %d words or capitals", words, maxCue)
		}
		if _, dup := c.phrase[words]; dup {
			return nil, bad("%q stands twice", words)
		}
		c.phrase[words] = cue{sense, n}
	}
	return c, nil
}

// maxWords is how many words may stand between a cue and the expression that
// it governs.
const maxWords = 14

// How far from an expression its sentence is read, in bytes.
const (
	reachLeft  = 400
	reachRight = 200
)

// SenseAt judges from the words of the sentence around the expression at the
// given span of s whether it lies before or after the report.
//
// The nearest cue on its left governs it: in "are due to initial the
// charter on Friday after the truce that was declared on March 3", Friday is
// Future and March 3 is Past. The verb that follows governs it where the
// expression stands at the head of its clause ("On Friday, the sides will
// …"), and a "will" directly after it where the left says Past ("He said the
// talks on Friday will …"). "By" and "until" look ahead. Without a cue the
// sense is Unknown.
func SenseAt(s string, at text.Span) Sense {
	at.Start = min(max(at.Start, 0), len(s))
	at.End = min(max(at.End, at.Start), len(s))
	left := clauseWords(s[leftEdge(s, at.Start):at.Start])
	if len(left) > 0 {
		left[0].first = true
	}
	right := clauseWords(s[at.End:rightEdge(s, at.End)])
	l, dl := nearestLeft(left)
	r, dr := nearestRight(right)
	switch {
	case l == Past && r == Future && dr == 0 && dl > 0 && !relative(left, dl):
		return r
	case r != Unknown && heads(left):
		return r
	case l == Unknown && dl < 0 && r != Unknown:
		return r
	}
	if p := fold(firstWord(s[at.Start:at.End])); p == "by" || p == "until" || p == "till" {
		if l == Past && dl < 3 && isAux(left[len(left)-1-dl].word) {
			return Past
		}
		return Future
	} else if p == "since" {
		return Past
	}
	return l
}

// relative reports whether the cue with dl words behind it is the verb of a
// relative clause: "the bomb that went off on Monday will not stop them".
func relative(left []clauseWord, dl int) bool {
	k := len(left) - 2 - dl
	return k >= 0 && (left[k].word == "that" || left[k].word == "which" || left[k].word == "who")
}

// clauseWord is a word of the sentence.
type clauseWord struct {
	word   string // in lower case
	capped bool
	hyphen bool // a hyphen joins it to the word before
	comma  bool // a comma or another mark stands before it
	first  bool // it begins the sentence
}

// clauseWords cuts part of a sentence into words.
func clauseWords(s string) []clauseWord {
	var out []clauseWord
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) {
			i += n
			continue
		}
		start := i
		for i < len(s) {
			r, n := utf8.DecodeRuneInString(s[i:])
			if !unicode.IsLetter(r) && !unicode.IsMark(r) {
				break
			}
			i += n
		}
		out = append(out, clauseWord{
			word:   fold(s[start:i]),
			capped: unicode.IsUpper(r),
			hyphen: start > 0 && s[start-1] == '-',
			comma:  strings.ContainsAny(s[max(0, start-2):start], ",;:"),
		})
	}
	return out
}

// nearestLeft returns the sense of the last cue in w and how many words stand
// after it; Unknown and -1 when there is none.
func nearestLeft(w []clauseWord) (Sense, int) {
	for k := len(w) - 1; k >= 0 && len(w)-1-k <= maxWords; k-- {
		if c, ok := cueEnding(w, k); ok {
			if c.sense != Unknown && !idle(w, k-c.words+1, c.sense) {
				return c.sense, len(w) - 1 - k
			}
			k -= c.words - 1
		}
	}
	return Unknown, -1
}

// nearestRight returns the sense of the first cue in w and how many words
// stand before it; Unknown and -1 when there is none.
func nearestRight(w []clauseWord) (Sense, int) {
	for k := 0; k < min(len(w), maxWords+1); k++ {
		c, ok := cueStarting(w, k)
		if !ok {
			continue
		}
		if c.sense != Unknown && !idle(w, k, c.sense) {
			return c.sense, k
		}
		k += c.words - 1
	}
	return Unknown, -1
}

// cueEnding returns the longest cue whose last word is w[k].
func cueEnding(w []clauseWord, k int) (cue, bool) {
	for n := min(maxCue, k+1); n > 0; n-- {
		if c, ok := senses.at(w[k-n+1 : k+1]); ok {
			return c, true
		}
	}
	return cue{}, false
}

// cueStarting returns the longest cue whose first word is w[k].
func cueStarting(w []clauseWord, k int) (cue, bool) {
	for n := min(maxCue, len(w)-k); n > 0; n-- {
		if c, ok := senses.at(w[k : k+n]); ok {
			return c, true
		}
	}
	return cue{}, false
}

// at returns what the words say together.
func (c *cues) at(w []clauseWord) (cue, bool) {
	key := w[0].word
	for _, x := range w[1:] {
		key += " " + x.word
	}
	if w[0].capped && !w[0].first {
		return cue{}, false // "May", "Will Hart"
	}
	if x, ok := c.phrase[key]; ok {
		return x, true
	}
	if len(w) == 1 && len(key) > len(c.ending)+2 && strings.HasSuffix(key, c.ending) && !w[0].capped {
		return cue{Past, 1}, true
	}
	return cue{}, false
}

// idle reports whether the cue at w[k] tells nothing: a participle after "be"
// is governed by what stands before that ("will be held", "were to have met"), one after an
// article or a hyphen describes a noun ("the proposed deal").
func idle(w []clauseWord, k int, sense Sense) bool {
	if sense != Past {
		return false
	}
	if w[k].hyphen {
		return true
	}
	if k == 0 || isAux(w[k].word) {
		return false
	}
	p := w[k-1].word
	return p == "be" || p == "have" && k > 1 && w[k-2].word == "to" || p != "that" && lookup(p).roles&isDeterminer != 0 && !w[k].comma
}

// isAux reports whether w is a past auxiliary.
func isAux(w string) bool {
	return w == "was" || w == "were" || w == "had" || w == "did" || w == "been"
}

// heads reports whether an expression after the words w stands at the head of
// its clause.
func heads(w []clauseWord) bool {
	if len(w) == 0 {
		return true
	}
	switch w[len(w)-1].word {
	case "and", "but", "that", "while", "when", "because", "where", "as":
		return true
	}
	return false
}

// firstWord returns what stands before the first space of s.
func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}

// leftEdge returns where the sentence that holds byte at begins, as far as it
// is read.
func leftEdge(s string, at int) int {
	low := max(0, at-reachLeft)
	for i := at - 1; i > low; i-- {
		if s[i] == '\n' || i+1 < at && s[i+1] == ' ' && fullStop(s, i) {
			return i + 1
		}
	}
	for low < at && !utf8.RuneStart(s[low]) {
		low++
	}
	return low
}

// rightEdge returns where the sentence that holds byte at ends, as far as it
// is read.
func rightEdge(s string, at int) int {
	high := min(len(s), at+reachRight)
	for i := at; i < high; i++ {
		if s[i] == '\n' || (i+1 == len(s) || s[i+1] == ' ') && fullStop(s, i) {
			return i
		}
	}
	for high > at && high < len(s) && !utf8.RuneStart(s[high]) {
		high--
	}
	return high
}

// fullStop reports whether the mark at byte i ends a sentence and not an
// abbreviation: a point after a capital or a short capitalised word does not.
func fullStop(s string, i int) bool {
	if s[i] == '!' || s[i] == '?' {
		return true
	}
	if s[i] != '.' {
		return false
	}
	j := i
	for j > 0 && i-j < 5 && wordByte[s[j-1]] {
		j--
	}
	short := i-j < 5 && j < i && s[j] >= 'A' && s[j] <= 'Z'
	return !short
}
