package name

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/language/token"
	"dateline/text"
)

// Kind is what a find names.
type Kind uint8

const (
	Other        Kind = iota // a name of something; what, is not clear
	Person                   // a person's name
	Organisation             // "Energy Ministry", "OPEC"
	Country                  // a country by its name, its capital or its seat of government
	Location                 // "Gulf of Orlo"
	Agreement                // "Orlo Accord"
	People                   // "Kenyan", "Kenyans": no actor, but it tells the country
	Role                     // one person by office or description: "the deputy minister", "the 61-year-old jurist"
	Group                    // several: "senior officials", "two diplomats"
	Body                     // an organisation by description: "the ministry", "Kenyan media"
	Pronoun                  // he, she, they, it, in all cases
)

// Found is one naming in a sentence. Token indexes count from the start of
// the slice given to Find.
type Found struct {
	Kind        Kind
	First, Last int       // tokens of the name or description, Last exclusive; titles left out of names
	WholeFirst  int       // first token with title and article
	Title       text.Span // the office in front of a person's name, as written; empty without one
	Country     string    // alpha-3 code of the country named, or of the one a description, title or organisation belongs to; ""
	Gender      Gender
	How         string // country: "name", "capital" or "seat"
	Definite    bool   // a description with "the", "his", a possessive, or none at all (headline style)
	Sure        bool   // a person's or organisation's name by title, given name or last word, not by capitals alone
}

type tag uint8

const (
	tOther    tag = iota // lower case, punctuation, numbers
	tName                // capitalised, may be part of a name
	tPlace               // gazetteer of countries
	tOffice              // office or rank word
	tModifier            // senior, former
	tPerson              // man, official
	tGroup               // officials
	tBody                // ministry
	tGeo                 // sea, province
	tTreaty              // accord
	tCourtesy            // Mr
)

// scan holds the state for one sentence.
type scan struct {
	s     string
	toks  []token.Token
	tags  []tag
	place []place // valid where tags is tPlace
	run   []int   // tokens covered by a term that starts here, at least 1
	gen   []Gender
	out   []Found
	used  []bool // part of a find or of the title before one
	named []bool // part of a name
}

// Find returns what is named in one sentence, in text order. s is the text
// that the tokens' offsets count in. titleCase says that the sentence is a
// headline whose words are all capitalised: there only the gazetteer counts.
func Find(s string, toks []token.Token, titleCase bool) []Found {
	n := len(toks)
	c := &scan{s: s, toks: toks, tags: make([]tag, n), place: make([]place, n), run: make([]int, n), gen: make([]Gender, n), used: make([]bool, n), named: make([]bool, n)}
	c.mark(titleCase)
	c.names(titleCase)
	c.descriptions()
	c.rest()
	order(c.out)
	return c.out
}

func order(f []Found) {
	slices.SortStableFunc(f, func(a, b Found) int {
		if a.First != b.First {
			return a.First - b.First
		}
		return b.Last - a.Last // the longer first
	})
}

// width returns how many tokens the term covers that starts at token i; 1
// inside one, so that who goes over the tokens always gets on.
func (c *scan) width(i int) int { return max(1, c.run[i]) }

func (c *scan) word(i int) string { return c.s[c.toks[i].Start:c.toks[i].End] }

// glued reports that token i stands right behind token i-1.
func (c *scan) glued(i int) bool { return i > 0 && c.toks[i].Start == c.toks[i-1].End }

// opens reports that a sentence or quotation begins at token i, so that a
// capital letter says nothing.
func (c *scan) opens(i int) bool {
	if i == 0 {
		return true
	}
	switch c.word(i - 1) {
	case "“", "\"", "‘", "'", "«", "„", ":", "—", "–", "(", "[", "•", "-":
		return !(c.word(i-1) == "-" && c.glued(i))
	}
	return false
}

// mark gives each token its tag; longer entries win.
func (c *scan) mark(titleCase bool) {
	for i := 0; i < len(c.toks); {
		w := c.word(i)
		r, _ := utf8.DecodeRuneInString(w)
		upper := unicode.IsUpper(r) || unicode.In(r, unicode.Lo) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
		if upper {
			if p, k := c.matchPlace(i); k > 0 {
				for j := i; j < i+k; j++ {
					c.tags[j], c.place[j] = tPlace, p
				}
				c.run[i] = k
				i += k
				continue
			}
		}
		low := strings.ToLower(w)
		if low == "old" && i > 2 && c.glued(i) && c.word(i-1) == "-" && c.word(i-2) == "year" {
			c.tags[i], c.run[i] = tPerson, 1 // "the 61-year-old"
			i++
			continue
		}
		if t, k := c.matchTerm(i, low); k > 0 {
			for j := i; j < i+k; j++ {
				c.tags[j] = tagOf(t.kind)
			}
			c.run[i] = k
			switch t.kind {
			case "courtesy-m":
				c.gen[i] = Male
			case "courtesy-f":
				c.gen[i] = Female
			}
			// Some words are offices or bodies only when they are written
			// like a name or stand alone ("Will" and "May" are settled below).
			i += k
			continue
		}
		c.run[i] = 1
		within := lex.word[low] && i > 0 && c.tags[i-1] == tName && !c.opens(i) && !titleCase // "Foreign Relations"
		if upper && !lex.calendar[strings.TrimSuffix(low, ".")] && (utf8.RuneCountInString(w) > 1 || len(w) == 1 && i+1 < len(c.toks)) && (within || !(lex.function[low] && (c.opens(i) || titleCase || !allUpper(w) || len(w) < 3))) && low != "i" {
			c.tags[i] = tName
		}
		i++
	}
}

func allUpper(w string) bool { return strings.ToUpper(w) == w }

func tagOf(kind string) tag {
	switch kind {
	case "office":
		return tOffice
	case "modifier":
		return tModifier
	case "person", "relation":
		return tPerson
	case "group":
		return tGroup
	case "body":
		return tBody
	case "place":
		return tGeo
	case "agreement":
		return tTreaty
	}
	return tCourtesy
}

// matchPlace finds the longest entry of the gazetteer at token i and the
// number of tokens it covers.
func (c *scan) matchPlace(i int) (place, int) {
	from := int(c.toks[i].Start)
	for _, p := range lex.places[c.word(i)] {
		if k := c.covers(i, from+len(p.words)); k > 0 && c.s[from:from+len(p.words)] == p.words {
			return p, k
		}
	}
	return place{}, 0
}

func (c *scan) matchTerm(i int, low string) (term, int) {
	from := int(c.toks[i].Start)
	for _, t := range lex.terms[low] {
		if k := c.covers(i, from+len(t.words)); k > 0 && strings.EqualFold(c.s[from:from+len(t.words)], t.words) {
			return t, k
		}
	}
	return term{}, 0
}

// covers returns how many tokens from i on end at byte offset end, 0 if none
// does.
func (c *scan) covers(i, end int) int {
	if end > len(c.s) {
		return 0
	}
	for j := i; j < len(c.toks) && int(c.toks[j].Start) < end; j++ {
		if int(c.toks[j].End) == end {
			return j - i + 1
		}
	}
	return 0
}

// capital reports whether token i begins with a capital letter.
func (c *scan) capital(i int) bool {
	r, _ := utf8.DecodeRuneInString(c.word(i))
	return unicode.IsUpper(r)
}

func (c *scan) add(f Found) {
	for i := f.First; i < f.Last; i++ {
		c.used[i] = true
		if f.Kind != Role && f.Kind != Group && f.Kind != Body {
			c.named[i] = true
		}
	}
	c.out = append(c.out, f)
}
