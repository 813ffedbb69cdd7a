package article

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"dateline/text"
)

// class names a group of words in data/words.tsv.
type class string

const (
	wordPublished class = "published" // what stands before the day of publication
	wordUpdated   class = "updated"   // what stands before the day of a change
	wordClock     class = "clock"     // what may stand beside a date on a date line
	wordTitle     class = "title"     // what names a headline in the head of a dump
	wordAddress   class = "address"   // what names a web address there
	wordByline    class = "byline"    // what opens a byline
	wordEditing   class = "editing"   // what opens a credit that names no author
	wordSource    class = "source"    // what opens a credit of an agency
	wordIn        class = "in"        // what comes between an author and a place
	wordAnd       class = "and"       // what joins two authors
	wordRole      class = "role"      // an author's role, no name
	wordAgency    class = "agency"    // an agency, a newsroom or a desk
	wordOutlet    class = "outlet"    // a word in the names of newspapers and broadcasters
	wordPiece     class = "piece"     // what a report calls itself
	wordStaff     class = "staff"     // the outlet's own people, no agency
	wordParticle  class = "particle"  // a lower-case word inside a name
	wordTime      class = "time"      // a day or month, no name and no place
	wordSlug      class = "slug"      // capitals that are no place of a dateline
	wordOpener    class = "opener"    // what refers back at the start of a sentence
	wordWall      class = "wall"      // what offers the rest of an article to those who pay
	wordFirst     class = "first"     // what comes between an article and the outlet that published it first
)

//go:embed data/words.tsv
var wordsFile string

// lexicon holds, by class, phrases as sequences of words as text.Words gives
// them, joined by one space; the single words of all of them; the first
// words of each; and the number of words of the longest.
type lexicon struct {
	phrases map[class]map[string]bool
	singles map[class]map[string]bool
	firsts  map[class]map[string]bool // the first words of the phrases
	longest map[class]int
}

// words is the embedded lexicon. It is read once and never changed.
var words = sync.OnceValue(func() lexicon {
	l, err := parseLexicon("data/words.tsv", wordsFile)
	if err != nil {
		panic(err)
	}
	return l
})

// parseLexicon reads lines of a class, a tab and phrases parted by commas;
// name is what errors call the file.
func parseLexicon(name, file string) (lexicon, error) {
	l := lexicon{map[class]map[string]bool{}, map[class]map[string]bool{}, map[class]map[string]bool{}, map[class]int{}}
	for _, c := range []class{
		wordPublished, wordUpdated, wordClock, wordTitle, wordAddress, wordByline, wordEditing, wordSource, wordIn, wordAnd,
		wordRole, wordAgency, wordOutlet, wordParticle, wordTime, wordSlug, wordOpener, wordWall, wordFirst, wordStaff, wordPiece,
	} {
		l.phrases[c], l.singles[c], l.firsts[c] = map[string]bool{}, map[string]bool{}, map[string]bool{}
	}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		c, list, ok := strings.Cut(line, "\t")
		set := l.phrases[class(c)]
		if !ok || set == nil {
			return lexicon{}, fmt.Errorf("%s:%d: want a known class, a tab and phrases, have %q", name, n+1, line)
		}
		for _, phrase := range strings.Split(list, ",") {
			ws := plainWords(phrase)
			if len(ws) == 0 {
				return lexicon{}, fmt.Errorf("%s:%d: a phrase without a word", name, n+1)
			}
			set[strings.Join(ws, " ")] = true
			l.firsts[class(c)][ws[0]] = true
			for _, w := range ws {
				l.singles[class(c)][w] = true
			}
			l.longest[class(c)] = max(l.longest[class(c)], len(ws))
		}
	}
	return l, nil
}

// has reports whether the words of phrase, as a whole, are in the class.
func (l lexicon) has(c class, phrase string) bool {
	return l.phrases[c][strings.Join(plainWords(phrase), " ")]
}

// opens returns the number of words of the longest phrase of the class at the
// start of ws; 0 if there is none. ws holds words as text.Words gives them.
func (l lexicon) opens(c class, ws []string) int {
	if len(ws) == 0 || !l.firsts[c][ws[0]] {
		return 0
	}
	for n := min(l.longest[c], len(ws)); n > 0; n-- {
		if l.phrases[c][strings.Join(ws[:n], " ")] {
			return n
		}
	}
	return 0
}

// mayHave reports whether the first word of a phrase of the class is in s.
func (l lexicon) mayHave(c class, s string) bool {
	firsts := l.firsts[c]
	for w := range text.Words(s) {
		if firsts[w] {
			return true
		}
	}
	return false
}

// names reports whether a word of the class is in s.
func (l lexicon) names(c class, s string) bool {
	for w := range text.Words(s) {
		if l.phrases[c][w] {
			return true
		}
	}
	return false
}

// plainWords returns the words of s in the form of text.Words.
func plainWords(s string) []string {
	var out []string
	for w := range text.Words(s) {
		out = append(out, w)
	}
	return out
}

// cut takes the longest phrase of the class off the start of s, with the
// white space and the colon after it.
func (l lexicon) cut(c class, s string) (rest string, ok bool) {
	var ws []string
	var ends []int
	for w, at := range text.Words(s) {
		if len(ws) == 0 && !l.firsts[c][w] {
			return s, false
		}
		ws, ends = append(ws, w), append(ends, at.End)
		if len(ws) == l.longest[c] {
			break
		}
	}
	n := l.opens(c, ws)
	if n == 0 {
		return s, false
	}
	return strings.TrimLeft(s[ends[n-1]:], " \t\u00a0:："), true
}
