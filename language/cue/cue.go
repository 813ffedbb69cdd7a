// Package cue knows the words that report speech: verbs with the way they
// take what was said, nouns, and prepositions.
//
//	v, ok := cue.Verb("stressed") // v.Lemma == "stress", v.Form == cue.Past, v.Clause
//
// The words are a data file; the forms of regular verbs are derived.
package cue

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed verbs.tsv
var verbsFile string

// Form is a form of a verb.
type Form uint8

const (
	Base  Form = iota // say
	Third             // says
	Past              // said; also the past participle
	Ing               // saying
)

// Use is one verb in one form.
type Use struct {
	Lemma      string
	Form       Form
	Clause     bool // takes a clause or a quotation: "said that …"
	Object     bool // takes a noun or a quoted phrase: "called it “…”"
	Needs      bool // reports speech only with its particle: "shot back"
	Quoted     bool // reports speech only with a quotation or a clause that a conjunction opens
	Participle bool // goes on with the same speaker: ", adding that …"
}

type list struct {
	verbs     map[string]Use
	quoted    map[string]bool            // lemmas of Use.Quoted
	needs     map[string]bool            // lemmas of Use.Needs
	particles map[string]map[string]bool // by lemma
	nouns     map[string]bool
	preps     [][]string // each word by word
}

var words = mustLoad()

func mustLoad() *list {
	l, err := load(verbsFile)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return l
}

// Verb looks a word up, in lower case.
func Verb(word string) (Use, bool) {
	u, ok := words.verbs[word]
	u.Quoted, u.Needs = words.quoted[u.Lemma], words.needs[u.Lemma]
	return u, ok
}

// Particle reports whether a word, in lower case, behind a verb belongs to it:
// "out" in "ruled out".
func Particle(lemma, word string) bool { return words.particles[lemma][word] }

// Noun reports whether a word, singular or plural, names an utterance.
func Noun(word string) bool {
	return words.nouns[word] || words.nouns[strings.TrimSuffix(word, "s")]
}

// Prepositions returns the phrases that stand before a source, word by word:
// "according to".
func Prepositions() [][]string { return words.preps }

func load(file string) (*list, error) {
	l := &list{verbs: map[string]Use{}, quoted: map[string]bool{}, needs: map[string]bool{}, particles: map[string]map[string]bool{}, nouns: map[string]bool{}}
	double := map[string]bool{}
	type entry struct {
		kind string
		line int
		item string
	}
	var entries []entry
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		kind, items, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("verbs.tsv:%d: no tab", n+1)
		}
		for item := range strings.FieldsSeq(items) {
			switch kind {
			case "double":
				double[item] = true
			case "noun":
				l.nouns[item] = true
			case "prep":
				l.preps = append(l.preps, strings.Split(item, "_"))
			case "quote":
				l.quoted[item] = true
			case "needs":
				lemma, _, _ := strings.Cut(item, ":")
				l.needs[lemma] = true
			case "particle":
				lemma, words, ok := strings.Cut(item, ":")
				if !ok {
					return nil, fmt.Errorf("verbs.tsv:%d: %q: want verb:words", n+1, item)
				}
				l.particles[lemma] = map[string]bool{}
				for w := range strings.SplitSeq(words, ",") {
					l.particles[lemma][w] = true
				}
			case "clause", "object", "participle":
				entries = append(entries, entry{kind, n + 1, item})
			default:
				return nil, fmt.Errorf("verbs.tsv:%d: unknown kind %q", n+1, kind)
			}
		}
	}
	irregular := map[string][]string{}
	for _, e := range entries {
		if lemma, forms, ok := strings.Cut(e.item, ":"); ok {
			f := strings.Split(forms, ",")
			if len(f) < 3 {
				return nil, fmt.Errorf("verbs.tsv:%d: %q: want third person, past and -ing form", e.line, e.item)
			}
			irregular[lemma] = f
		}
	}
	for _, e := range entries {
		lemma, _, _ := strings.Cut(e.item, ":")
		forms := irregular[lemma]
		if forms == nil {
			forms = regular(lemma, double[lemma])
		}
		l.add(lemma, lemma, Base, e.kind)
		for i, f := range forms {
			l.add(f, lemma, [...]Form{Third, Past, Ing, Past}[i], e.kind)
		}
	}
	return l, nil
}

func (l *list) add(word, lemma string, form Form, kind string) {
	u, ok := l.verbs[word]
	if ok && u.Lemma != lemma {
		return // the first entry wins
	}
	if !ok || u.Form == Base && form == Past { // "read", "cost": past as well as base
		u.Form = form
	}
	u.Lemma = lemma
	switch kind {
	case "clause":
		u.Clause = true
	case "object":
		u.Object = true
	case "participle":
		u.Participle = true
	}
	l.verbs[word] = u
}

// regular returns the third person, past and -ing forms of a regular verb.
func regular(lemma string, double bool) []string {
	stem, last := lemma, lemma[len(lemma)-1]
	third := lemma + "s"
	switch {
	case strings.HasSuffix(lemma, "s") || strings.HasSuffix(lemma, "sh") || strings.HasSuffix(lemma, "ch") || strings.HasSuffix(lemma, "x"):
		third = lemma + "es"
	case last == 'y' && !strings.ContainsRune("aeiou", rune(lemma[len(lemma)-2])):
		third = lemma[:len(lemma)-1] + "ies"
		return []string{third, lemma[:len(lemma)-1] + "ied", lemma + "ing"}
	}
	if double {
		stem += string(last)
	}
	if last == 'e' {
		base := lemma[:len(lemma)-1]
		if strings.HasSuffix(lemma, "ee") {
			return []string{third, lemma + "d", lemma + "ing"}
		}
		return []string{third, lemma + "d", base + "ing"}
	}
	return []string{third, stem + "ed", stem + "ing"}
}
