// Package langid tells the language of a text, offline and without a model:
// by its script, by the letters that only some languages use, and by the
// frequent words of each.
//
//	tag, p := langid.Identify("Les ministres ont signé le texte hier soir.") // "fr", about .9
//
// It knows some thirty-five languages of the press (words.tsv). A text that is
// too short, of a language that it does not know, or a mixture gives "": no
// language is guessed.
package langid

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	sample   = 6000 // bytes of the text that are looked at
	fewWords = 4    // a text of fewer words is too short to tell
	fewHits  = 2    // frequent words that must stand in it
	coverage = 0.12 // of its words that must be frequent ones
	margin   = 0.54 // confidence under which no language is named
)

// Identify returns the BCP 47 tag of the language of s and the confidence, 0
// to 1, with which it is told from the next best. Both are zero when s is too
// short or unclear.
func Identify(s string) (tag string, confidence float64) {
	s = cut(s)
	name, letters, share := dominant(s)
	if letters == 0 || share < 0.6 {
		return "", 0
	}
	sc := table()[name]
	switch {
	case sc == nil:
		return "", 0
	case len(sc.tags) == 1 && len(sc.holders) == 0:
		return alone(sc.tags[0], name, s, letters, share)
	}
	return sc.byWords(s)
}

// cut takes the first part of s, ended at a character.
func cut(s string) string {
	if len(s) <= sample {
		return s
	}
	n := sample
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// alone judges a text in a script that one language of the press uses.
func alone(tag, script, s string, letters int, share float64) (string, float64) {
	enough := 12
	if script == "Han" || script == "Kana" || script == "Hangul" {
		enough = 6
	} else if script != "Thai" && len(strings.Fields(s)) < fewWords-1 {
		return "", 0
	}
	if letters < enough {
		return "", 0
	}
	return tag, share
}

// byWords scores the languages of one script. A frequent word counts the more
// the fewer languages have it.
func (sc *script) byWords(s string) (string, float64) {
	scores := make([]float64, len(sc.tags))
	hits := make([]int, len(sc.tags))
	total := 0
	eachWord(s, func(w string) {
		total++
		holders := sc.holders[w]
		for _, i := range holders {
			scores[i] += 1 / float64(len(holders))
			hits[i]++
		}
		sc.byLetters(w, scores)
	})
	best, second := 0, 0.0
	for i, score := range scores {
		switch {
		case i > 0 && score > scores[best]:
			best, second = i, scores[best]
		case i > 0:
			second = max(second, score)
		}
	}
	need := coverage
	if len(sc.tags) == 1 {
		need /= 3 // the script has told most of it
	}
	if scores[best] <= 0 || total < fewWords || hits[best] < fewHits || float64(hits[best]) < need*float64(total) {
		return "", 0
	}
	p := scores[best] / (scores[best] + max(second, 0))
	if p < margin {
		return "", 0
	}
	return sc.tags[best], p
}

// byLetters adds to the scores of the languages that have the telling letters
// of w, the more the fewer they are, and takes from those that lack one.
func (sc *script) byLetters(w string, scores []float64) {
	var have uint64
	telling := false
	for _, r := range w {
		if set := sc.letters[r]; set != 0 {
			if !telling {
				have, telling = set, true
			}
			have &= set
		}
	}
	if !telling {
		return
	}
	for i := range scores {
		if have&(1<<i) != 0 {
			scores[i] += 0.4 / float64(bits.OnesCount64(have))
		} else {
			scores[i] -= 0.2
		}
	}
}

// eachWord calls f with the runs of letters of s, in lower case, without the
// vowel signs and the stretching of Arabic. An apostrophe parts words.
func eachWord(s string, f func(string)) {
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.Is(unicode.M, r)
	}) {
		f(strings.ToLower(strings.Map(bare, w)))
	}
}

// bare drops the vowel signs and the stretching of Arabic.
func bare(r rune) rune {
	if r >= 0x064B && r <= 0x0652 || r == 0x0640 {
		return -1
	}
	return r
}

// scriptsOf are the scripts that are told apart, by the names of words.tsv.
// Japanese is told from Chinese by its kana.
var scriptsOf = []struct {
	name   string
	ranges *unicode.RangeTable
}{
	{"Latin", unicode.Latin},
	{"Cyrillic", unicode.Cyrillic},
	{"Arabic", unicode.Arabic},
	{"Han", unicode.Han},
	{"Kana", unicode.Hiragana},
	{"Kana", unicode.Katakana},
	{"Hangul", unicode.Hangul},
	{"Devanagari", unicode.Devanagari},
	{"Hebrew", unicode.Hebrew},
	{"Greek", unicode.Greek},
	{"Thai", unicode.Thai},
	{"Armenian", unicode.Armenian},
	{"Georgian", unicode.Georgian},
}

// dominant returns the script of most letters of s, the number of these and
// their share.
func dominant(s string) (script string, letters int, share float64) {
	var counts [16]int
	total, last := 0, 0
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		total++
		if unicode.Is(scriptsOf[last].ranges, r) {
			counts[last]++
			continue
		}
		for i, sc := range scriptsOf {
			if unicode.Is(sc.ranges, r) {
				counts[i]++
				last = i
				break
			}
		}
	}
	if total == 0 {
		return "", 0, 0
	}
	sums := map[string]int{}
	for i, sc := range scriptsOf {
		sums[sc.name] += counts[i]
	}
	if kana, han := sums["Kana"], sums["Han"]; kana*8 >= han && kana > 0 {
		sums["Kana"], sums["Han"] = kana+han, 0
	}
	for _, sc := range scriptsOf {
		if n := sums[sc.name]; n > letters {
			script, letters = sc.name, n
		}
	}
	return script, letters, float64(letters) / float64(total)
}
