// Package name knows the words that names are made of and finds names in a
// sentence: persons with their titles, organisations, countries, places,
// agreements, and descriptions of people such as "the deputy minister".
//
// Without a trained model it goes by capital letters, by lists (countries,
// seats of government, offices, given names; data files beside this one) and
// by what stands around. Who is who across sentences is package language's
// work.
package name

import (
	_ "embed"
	"fmt"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	//go:embed countries.tsv
	countriesFile string
	//go:embed seats.tsv
	seatsFile string
	//go:embed roles.tsv
	rolesFile string
	//go:embed given.tsv
	givenFile string
	//go:embed common.tsv
	commonFile string
	//go:embed particles.tsv
	particlesFile string
)

// Gender of a person, as far as a name or a courtesy title tells it.
type Gender uint8

const (
	Unknown Gender = iota
	Male
	Female
)

// place is an entry of the gazetteer of countries.
type place struct {
	words string // as written, without "the"
	code  string // ISO 3166-1 alpha-3
	how   how
}

// how a word stands for a country.
type how uint8

const (
	byName    how = iota // "Kenya"
	byCapital            // "Nairobi"
	byPeople             // "Kenyan", "Kenyans"
	bySeat               // "the Kremlin"
)

// term is an entry of roles.tsv.
type term struct {
	words string // lower case
	kind  string // office, modifier, person, group, body, place, agreement, courtesy…
}

type lexicon struct {
	places    map[string][]place // by first word, longest first
	names     map[string]string  // code → name
	terms     map[string][]term  // by first word, longest first
	given     map[string]Gender
	isGiven   map[string]bool
	function  map[string]bool // those of word too
	word      map[string]bool
	calendar  map[string]bool
	past      map[string]bool
	particles map[string]bool
}

var lex = mustLoad()

func mustLoad() *lexicon {
	l, err := load()
	if err != nil {
		panic(err) // the files are part of the program
	}
	return l
}

// rows yields the lines of a list that are not comments, cut at tabs.
func rows(file, name string, fields int, each func(line int, f []string) error) error {
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != fields {
			return fmt.Errorf("%s:%d: %d fields, want %d", name, n+1, len(f), fields)
		}
		if err := each(n+1, f); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n+1, err)
		}
	}
	return nil
}

func load() (*lexicon, error) {
	l := &lexicon{
		places: map[string][]place{}, names: map[string]string{}, terms: map[string][]term{},
		given: map[string]Gender{}, isGiven: map[string]bool{}, function: map[string]bool{}, word: map[string]bool{},
		calendar: map[string]bool{}, past: map[string]bool{}, particles: map[string]bool{},
	}
	addPlace := func(words, code string, h how) {
		if words = strings.TrimSpace(words); words != "" {
			first, _, _ := strings.Cut(strings.ReplaceAll(words, "-", " "), " ")
			l.places[head(first)] = append(l.places[head(first)], place{words, code, h})
		}
	}
	err := rows(countriesFile, "countries.tsv", 4, func(_ int, f []string) error {
		if len(f[0]) != 3 {
			return fmt.Errorf("%q is no alpha-3 code", f[0])
		}
		for i, column := range f[1:] {
			for w := range strings.SplitSeq(column, ";") {
				addPlace(w, f[0], how(i))
			}
		}
		l.names[f[0]], _, _ = strings.Cut(f[1], ";")
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = rows(seatsFile, "seats.tsv", 3, func(_ int, f []string) error {
		if l.names[f[1]] == "" {
			return fmt.Errorf("%q is no country of countries.tsv", f[1])
		}
		addPlace(f[0], f[1], bySeat)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = rows(rolesFile, "roles.tsv", 3, func(_ int, f []string) error {
		for w := range strings.SplitSeq(f[1], ";") {
			l.addTerm(w, f[0])
			if f[0] == "office" || f[0] == "person" || f[0] == "relation" {
				l.addTerm(plural(w), "group")
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, list := range l.places {
		sort.SliceStable(list, func(i, j int) bool { return len(list[i].words) > len(list[j].words) })
	}
	for _, list := range l.terms {
		sort.SliceStable(list, func(i, j int) bool { return len(list[i].words) > len(list[j].words) })
	}
	genders := map[string]Gender{"m": Male, "f": Female, "b": Unknown}
	err = rows(givenFile, "given.tsv", 2, func(_ int, f []string) error {
		g, ok := genders[f[0]]
		if !ok {
			return fmt.Errorf("%q: want m, f or b", f[0])
		}
		for _, w := range strings.Fields(f[1]) {
			l.given[w], l.isGiven[w] = g, true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = rows(commonFile, "common.tsv", 2, func(_ int, f []string) error {
		into := map[string]map[string]bool{"function": l.function, "word": l.word, "calendar": l.calendar, "past": l.past}[f[0]]
		if into == nil {
			return fmt.Errorf("unknown kind %q", f[0])
		}
		for _, w := range strings.Fields(f[1]) {
			into[w] = true
			if f[0] == "word" {
				l.function[w] = true
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return l, rows(particlesFile, "particles.tsv", 1, func(_ int, f []string) error {
		for _, w := range strings.Fields(f[0]) {
			l.particles[w] = true
		}
		return nil
	})
}

func (l *lexicon) addTerm(words, kind string) {
	first, _, _ := strings.Cut(strings.ReplaceAll(words, "-", " "), " ")
	l.terms[head(first)] = append(l.terms[head(first)], term{words, kind})
}

// plural of an office; "of" phrases bend their first word.
func plural(w string) string {
	first, rest, of := strings.Cut(w, " of ")
	switch {
	case strings.HasSuffix(first, "man"):
		first = strings.TrimSuffix(first, "man") + "men"
	case strings.HasSuffix(first, "y"):
		first = strings.TrimSuffix(first, "y") + "ies"
	default:
		first += "s"
	}
	if of {
		return first + " of " + rest
	}
	return first
}

// head is the key of a list: the first token's words without a final clitic.
func head(w string) string { return strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s") }

// CountryName returns the common English name of a country by its ISO 3166-1
// alpha-3 code, "" if it is not known.
func CountryName(code string) string { return lex.names[code] }

// Given returns the gender of a given name; ok is false for a word that is
// none.
func Given(word string) (g Gender, ok bool) { return lex.given[word], lex.isGiven[word] }

// Function reports whether a lower-case word is one of the grammar or a
// common beginning of sentences, and so no name by itself.
func Function(word string) bool { return lex.function[word] }

// Past reports irregular past forms of common verbs, lower case.
func Past(word string) bool { return lex.past[word] }

// CountryAt returns the country whose name, adjective, people or seat stands at
// the beginning of s, as its ISO 3166-1 alpha-3 code and the bytes it covers;
// "" for none. A capital is none: it may be a place.
func CountryAt(s string) (code string, n int) {
	end := strings.IndexFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == '\'' || r == '’' || r == ',' })
	first := s
	if end >= 0 {
		first = s[:end]
	}
	for _, p := range lex.places[strings.TrimRight(first, ".;:)”\"")] {
		if p.how == byCapital || !strings.HasPrefix(s, p.words) {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(s[len(p.words):]); unicode.IsLetter(r) {
			continue
		}
		return p.code, len(p.words)
	}
	return "", 0
}
