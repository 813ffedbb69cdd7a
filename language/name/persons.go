package name

import (
	"strings"
	"unicode/utf8"

	"dateline/text"
)

// names finds runs of capitalised words and says what they name.
func (c *scan) names(titleCase bool) {
	if titleCase {
		return
	}
	c.trades()
	for i := 0; i < len(c.toks); {
		if end := c.bodyRun(i); end > i {
			c.classify(i, end, tBody)
			i = end
			continue
		}
		if !c.startsRun(i) {
			i++
			continue
		}
		end, last := c.runFrom(i)
		c.classify(i, end, last)
		i = end
	}
}

// trades marks surnames that are also a trade or an office: "Tim Cook", "Ana
// Judge". One stands right behind a given name, and no other name behind it.
func (c *scan) trades() {
	for i := 1; i < len(c.toks); i++ {
		switch {
		case c.tags[i] != tPerson && c.tags[i] != tOffice || c.width(i) != 1 || !c.capital(i) || c.opens(i):
		case c.tags[i-1] != tName || !lex.isGiven[c.word(i-1)] || i > 1 && c.tags[i-2] == tName:
		case i+1 < len(c.toks) && (c.capital(i+1) || c.word(i+1) == "-"):
		default:
			c.tags[i] = tName
		}
	}
}

// bodyRun returns the end of a body's name at token i that has a capitalised
// word of another list in it: "Liberal Democratic Party", "Supreme National
// Security Council"; i if there is none.
func (c *scan) bodyRun(i int) int {
	end, mixed, named := i, false, false
	for j := i; j < len(c.toks) && c.capital(j) && (j == i || !c.opens(j)); j++ {
		switch c.tags[j] {
		case tName:
			named = true
		case tModifier, tPerson, tGroup:
			if c.opens(j) && !strings.HasSuffix(c.word(j), "al") { // "Former Energy Ministry aides"
				return i
			}
			mixed = true
		case tBody:
			if mixed && named {
				end = j + 1
			}
		default:
			return end
		}
	}
	return end
}

// startsRun reports whether a name can begin at token i.
func (c *scan) startsRun(i int) bool {
	switch c.tags[i] {
	case tName:
		return true
	case tPlace:
		// "Jordan Tolm", "Energy Minister Israel Tolm": a given name that is
		// also a country's.
		titled := i > 0 && c.tags[i-1] == tOffice && c.capital(i-1) && c.place[i].how == byName
		return (titled || lex.isGiven[c.word(i)]) && i+1 < len(c.toks) && c.tags[i+1] == tName
	case tBody, tGeo, tTreaty:
		// "Gulf of Orlo", "Ministry of Energy"
		return c.capital(i) && c.ofTail(i+c.width(i)) > i+c.width(i)
	case tOther:
		// "al-Busaidi" at the start of a name
		w := strings.ToLower(c.word(i))
		return lex.particles[w] && (c.particles(i) > 0 || i+2 < len(c.toks) && c.word(i+1) == "-" && c.glued(i+1) && c.tags[i+2] == tName) && (c.capital(i) || strings.HasSuffix(c.before(i), "-") || surnameParticle[w])
	}
	return false
}

// surnameParticle are particles that begin a surname standing alone, in lower
// case too: "van der Vell smiled", "al-Tolm agreed".
var surnameParticle = map[string]bool{"van": true, "von": true, "al": true, "el": true, "de": true, "bin": true, "ibn": true, "ter": true, "ten": true, "zu": true}

func (c *scan) before(i int) string {
	if i == 0 {
		return ""
	}
	return c.word(i - 1)
}

// runFrom returns the end of the run of name words at i, and the tag of the
// word that closes it (tBody, tGeo, tTreaty) if one does.
func (c *scan) runFrom(i int) (end int, last tag) {
	last = tName
	j := i + 1
	if c.tags[i] == tBody || c.tags[i] == tGeo || c.tags[i] == tTreaty {
		return c.ofTail(i + c.width(i)), c.tags[i]
	}
	for j < len(c.toks) {
		w := c.word(j)
		switch {
		case w == "-" && c.glued(j) && j+1 < len(c.toks) && c.glued(j+1) && (c.tags[j+1] == tName || c.capital(j+1) || lex.particles[w]):
			j += 2
			continue
		case w == "-" && j-1 > i && c.tags[j-1] == tName && c.glued(j) && j+1 < len(c.toks) && c.glued(j+1) && syllable(c.word(j+1)):
			j += 2 // "Lee Tae-yung"
			continue
		case c.tags[j] == tName:
			if c.opens(j) && !c.glued(j) {
				return j, last
			}
			j++
			continue
		case c.tags[j] == tPlace && c.place[j].how != byPeople && j+1 < len(c.toks) && c.tags[j+1] == tName && !lex.isGiven[c.word(j+1)] && lex.isGiven[c.word(i)]:
			j++ // "Anna London Pryce"
			continue
		case (c.tags[j] == tBody || c.tags[j] == tGeo || c.tags[j] == tTreaty) && c.capital(j):
			last = c.tags[j]
			j += c.width(j)
			// "Ministry of Energy", "Council of the Wise"
			if k := c.ofTail(j); k > j {
				j = k
			}
			if j < len(c.toks) && (c.tags[j] == tBody && c.capital(j) || c.tags[j] == tName && !c.opens(j)) && last == tBody {
				continue
			}
			return j, last
		case lex.particles[strings.ToLower(w)] && c.particles(j) > 0 && w != "y" && w != "e":
			j += c.particles(j) + 1
			continue
		case lex.particles[strings.ToLower(w)] && j+2 < len(c.toks) && c.word(j+1) == "-" && c.glued(j+1) && c.glued(j+2):
			j++
			continue
		case len(w) == 2 && w[1] == '.' && w[0] >= 'A' && w[0] <= 'Z' && j+1 < len(c.toks) && c.tags[j+1] == tName:
			j++ // an initial
			continue
		}
		return j, last
	}
	return j, last
}

// syllable reports a lower-case word that can be the second half of a given
// name behind a hyphen, as Korean names are written: "yung", not "led".
func syllable(w string) bool {
	switch w {
	case "run", "era", "born", "style", "like", "elect", "made", "wide", "owned", "turned":
		return false
	}
	for _, r := range w {
		if r < 'a' || r > 'z' {
			return false
		}
	}
	return len(w) >= 2 && len(w) <= 6 && !strings.HasSuffix(w, "ed")
}

// particles counts the particles from token j on that a name word follows:
// two in "van der Vell", none in "la".
func (c *scan) particles(j int) int {
	n := 0
	for n < 3 && j+n < len(c.toks) && lex.particles[strings.ToLower(c.word(j+n))] {
		n++
	}
	if n == 0 || j+n >= len(c.toks) || c.tags[j+n] != tName {
		return 0
	}
	return n
}

// ofTail extends an organisation's name over "of (the) Name …", "for Name …"
// and, of a committee and the like, "on Name …", one behind the other.
func (c *scan) ofTail(j int) int {
	for range 3 {
		k := c.oneTail(j)
		if k == j {
			break
		}
		j = k
	}
	return j
}

// boards are bodies that are named by what they sit on.
var boards = map[string]bool{"committee": true, "commission": true, "council": true, "authority": true, "office": true, "board": true}

func (c *scan) oneTail(j int) int {
	if j+1 >= len(c.toks) || j == 0 || c.word(j) != "of" && c.word(j) != "for" && (c.word(j) != "on" || !boards[strings.ToLower(c.word(j-1))]) {
		return j
	}
	k := j + 1
	if c.word(k) == "the" {
		k++
	}
	from := k
	for k < len(c.toks) && c.capital(k) && c.tags[k] != tOther && !lex.calendar[strings.ToLower(c.word(k))] {
		k++
		if k+1 < len(c.toks) && c.word(k) == "and" && c.capital(k+1) && c.tags[k+1] != tOffice && c.word(j) == "of" && c.tags[k-1] == tName && c.tags[k+1] == tName {
			k++
		}
	}
	if k == from {
		return j
	}
	return k
}

// classify says what the run of tokens [i, end) names and adds it.
func (c *scan) classify(i, end int, last tag) {
	f := Found{Kind: Other, First: i, Last: end, WholeFirst: i}
	title, tFirst := c.titleBefore(i)
	if tFirst < i && last == tName {
		f.WholeFirst = tFirst
		for k := tFirst; k < i; k++ {
			c.used[k] = true
		}
	}
	switch last {
	case tBody:
		f.Kind, f.Sure = Organisation, true
		// "Iranian Foreign Ministry", "Iran's Foreign Ministry"
		if k := i - 1; k >= 0 && c.tags[k] == tPlace {
			f.Country, f.WholeFirst = c.place[k].code, k
		} else if k > 0 && clitic(c.word(k)) && c.tags[k-1] == tPlace {
			f.Country, f.WholeFirst = c.place[k-1].code, k-1
		}
		if f.WholeFirst > 0 && strings.EqualFold(c.word(f.WholeFirst-1), "the") {
			f.WholeFirst--
		}
		c.add(f)
		return
	case tGeo:
		f.Kind, f.Sure = Location, true
		c.add(f)
		return
	case tTreaty:
		f.Kind, f.Sure = Agreement, true
		c.add(f)
		return
	}
	words := c.nameWords(i, end)
	switch {
	case !title.Empty() || c.courtesy(i) != tOther:
		f.Kind, f.Sure, f.Title = Person, true, title
		f.Country = c.countryIn(tFirst, i)
		f.Gender = c.genderBefore(i)
		if words == 1 && c.courtesy(i) == tOther && acronymish(c.word(i)) {
			f.Kind = Organisation
		}
	case words >= 2 && lex.isGiven[c.given(i)]:
		f.Kind, f.Sure = Person, true
	case words == 1 && acronymish(c.word(i)):
		f.Kind, f.Sure = Organisation, true
	}
	if f.Kind == Person && f.Gender == Unknown && words >= 2 {
		f.Gender = lex.given[c.given(i)]
	}
	if f.Kind == Other && words == 1 && c.opens(i) {
		// A single capitalised word at the start of a sentence is a name only
		// if the report writes it so elsewhere: package language decides.
		f.Sure = false
	}
	c.add(f)
}

// given returns the part of the name at i that can be a given name:
// "Mohammad" of "Mohammad-Baqer".
func (c *scan) given(i int) string { return c.word(i) }

// nameWords counts the words of a run, hyphenated parts as one.
func (c *scan) nameWords(i, end int) int {
	n := 0
	for j := i; j < end; j++ {
		if c.word(j) == "-" || j > i && c.glued(j) && c.word(j-1) == "-" {
			continue
		}
		n++
	}
	return n
}

func acronymish(w string) bool {
	n := 0
	for _, r := range w {
		if r >= 'A' && r <= 'Z' {
			n++
		} else if r != '.' && r != '&' && (r < '0' || r > '9') {
			return false
		}
	}
	return n >= 2 && n <= 7
}

func clitic(w string) bool { return w == "'s" || w == "’s" || w == "'" || w == "’" }

// courtesy returns tCourtesy if a courtesy title stands right before token i.
func (c *scan) courtesy(i int) tag {
	if i > 0 && c.tags[i-1] == tCourtesy && c.capital(i-1) {
		return tCourtesy
	}
	return tOther
}

func (c *scan) genderBefore(i int) Gender {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if c.gen[k] != Unknown {
			return c.gen[k]
		}
		if g := genderOfRole(strings.ToLower(c.word(k))); g != Unknown {
			return g
		}
	}
	return Unknown
}

// genderOfRole tells the gender that a word for a role implies.
func genderOfRole(w string) Gender {
	switch w {
	case "king", "prince", "emir", "sultan", "sheikh", "pope", "father", "brother", "son", "husband", "widower", "dad", "uncle", "nephew", "grandfather", "grandson", "stepfather", "boyfriend", "fiancé", "boy", "monk", "businessman", "statesman", "monsignor", "actor":
		return Male
	case "queen", "princess", "mother", "sister", "daughter", "wife", "widow", "mum", "mom", "aunt", "niece", "grandmother", "granddaughter", "stepmother", "girlfriend", "fiancée", "girl", "nun", "actress":
		return Female
	}
	switch {
	case strings.HasSuffix(w, "woman"):
		return Female
	case strings.HasSuffix(w, "man") && w != "woman" && w != "human" && utf8.RuneCountInString(w) > 4:
		return Male
	}
	return Unknown
}

// titleBefore finds the office in front of the name at token i: "Tavrian
// Foreign Minister", "chief of staff of the army Major General". It returns
// its span without an article and courtesy titles, and its first token, or an
// empty span and i.
func (c *scan) titleBefore(i int) (text.Span, int) {
	end := i
	for end > 0 && c.tags[end-1] == tCourtesy {
		end--
	}
	first, office := end, false
	bind := end // the leftmost token that is certainly part of the title
	for k := end - 1; k >= 0 && end-k <= 14; k-- {
		if c.used[k] && c.tags[k] != tBody && c.tags[k] != tName && c.tags[k] != tGeo {
			break
		}
		w := c.word(k)
		switch {
		case c.tags[k] == tOffice:
			office, first, bind = true, k, k
			continue
		case !office && c.tags[k] == tPerson && k == end-1:
			// "candidate Orlo" is in the offices; "the poet Orlo" counts too
			office, first, bind = true, k, k
			continue
		case !office:
		case c.tags[k] == tModifier, c.tags[k] == tBody, c.tags[k] == tPlace, c.tags[k] == tGroup && c.capital(k):
			first, bind = k, k
			continue
		case c.tags[k] == tName && k+1 < end && !c.opens(k+1):
			first, bind = k, k // "Defence" before "Ministry spokesman"
			continue
		case clitic(w) && k > 0 && (c.tags[k-1] == tPlace || c.tags[k-1] == tName):
			continue
		case w == "-" && k > 0 && c.glued(k) && c.glued(k+1):
			continue
		case w == "of" || w == "for" || w == "to" && k > 0 && c.tags[k-1] == tOffice || w == "and" && k > 0 && (c.tags[k-1] == tOffice || c.tags[k-1] == tName && c.tags[k+1] == tName):
			// Only if an office stands further left, and it is not somebody
			// else's: "spokesman for President Orlo".
			if c.tags[k+1] != tOffice && c.officeBefore(k) {
				continue
			}
		case strings.EqualFold(w, "the") && k > 0 && (c.word(k-1) == "of" || c.word(k-1) == "for" || c.word(k-1) == "to") && c.officeBefore(k-1):
			continue
		}
		break
	}
	if !office {
		return text.Span{}, end
	}
	for bind > 0 && c.named[bind] && c.named[bind-1] {
		bind-- // the whole name, "of" in it too
	}
	first = c.adjectives(bind)
	return text.Span{Start: int(c.toks[first].Start), End: int(c.toks[end-1].End)}, first
}

// adjectives walks left from a title over plain adjectives, "former
// presidential candidate", if they begin the phrase.
func (c *scan) adjectives(first int) int {
	k := first
	for k > 0 && first-k < 4 && (c.tags[k-1] == tModifier || plainWord(c.word(k-1)) && !lex.function[c.word(k-1)] && !c.used[k-1]) {
		k--
	}
	if k == first || k == 0 {
		return k
	}
	if w := c.word(k - 1); plainWord(w) && !c.determiner(k-1) || c.tags[k] != tModifier && !strings.HasSuffix(c.word(k), "al") && !strings.HasSuffix(c.word(k), "an") && !strings.HasSuffix(c.word(k), "ic") && !strings.HasSuffix(c.word(k), "ive") {
		return first
	}
	return k
}

func (c *scan) determiner(k int) bool {
	switch strings.ToLower(c.word(k)) {
	case "the", "a", "an", "his", "her", "its", "their":
		return true
	}
	return false
}

// officeBefore reports whether, going left from token k over capitalised
// words, an office is met.
func (c *scan) officeBefore(k int) bool {
	for j := k - 1; j >= 0 && k-j <= 6; j-- {
		switch {
		case c.tags[j] == tOffice:
			return true
		case c.tags[j] == tName, c.tags[j] == tBody, c.tags[j] == tPlace, c.tags[j] == tModifier:
		case c.word(j) == "the", c.word(j) == "and", c.word(j) == "of", clitic(c.word(j)):
		default:
			return false
		}
	}
	return false
}

// countryIn returns the country named among tokens [from, to).
func (c *scan) countryIn(from, to int) string {
	for k := from; k < to; k++ {
		if c.tags[k] == tPlace && !(c.named[k] && c.place[k].how == byPeople) {
			return c.place[k].code
		}
	}
	if from > 1 && clitic(c.word(from-1)) && c.tags[from-2] == tPlace {
		return c.place[from-2].code
	}
	return ""
}
