package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/text"
)

// descriptions finds people and bodies that are described, not named: "the
// deputy minister", "two senior Tavrian officials", "the ministry", and the
// pronouns that stand for them.
func (c *scan) descriptions() {
	for i := 0; i < len(c.toks); i++ {
		if g, ok := pronouns[strings.ToLower(c.word(i))]; ok && !c.named[i] && (c.tags[i] == tOther || c.tags[i] == tName) {
			c.out = append(c.out, Found{Kind: Pronoun, First: i, Last: i + 1, WholeFirst: i, Gender: g, Sure: true})
			continue
		}
		if c.used[i] {
			continue
		}
		if kind, ok := parts[strings.ToLower(c.word(i))]; ok && i+2 < len(c.toks) && c.word(i+1) == "of" && c.word(i+2) == "them" {
			c.add(Found{Kind: kind, First: i, Last: i + 3, WholeFirst: i, Title: text.Span{Start: int(c.toks[i].Start), End: int(c.toks[i+2].End)}, Sure: true})
			i += 2
			continue
		}
		switch c.tags[i] {
		case tOffice, tPerson, tGroup, tBody:
			i = c.describe(i) - 1
		}
	}
}

// pronouns of the third person in all their cases.
var pronouns = map[string]Gender{
	"he": Male, "him": Male, "his": Male, "she": Female, "her": Female, "hers": Female,
	"they": Unknown, "them": Unknown, "their": Unknown, "theirs": Unknown, "it": Unknown, "its": Unknown,
}

// parts of several people: "one of them", "most of them".
var parts = map[string]Kind{
	"one": Role, "another": Role, "neither": Role, "none": Group, "two": Group, "three": Group, "four": Group, "five": Group, "some": Group, "several": Group,
	"many": Group, "most": Group, "both": Group, "all": Group, "others": Group, "few": Group, "half": Group,
}

// describe adds the description whose head phrase starts at token i, and
// returns the token behind it.
func (c *scan) describe(i int) int {
	// "foreign ministry spokesman": the last of a chain of such words is the
	// head.
	head, end := i, i+c.width(i)
	for end < len(c.toks) && !c.used[end] && (c.tags[end] == tOffice || c.tags[end] == tPerson || c.tags[end] == tGroup || c.tags[end] == tBody) {
		head, end = end, end+c.width(end)
	}
	kind := Role
	switch c.tags[head] {
	case tGroup:
		kind = Group
	case tBody:
		kind = Body
	}
	first, definite, bare := c.leftOf(i)
	if kind == Body && bare && !c.capital(head) {
		return end // "party", "press": a word, not a mention
	}
	if kind == Role && bare && c.tags[head] == tPerson && !c.capital(head) {
		return end
	}
	tail := c.describedTail(end, kind)
	f := Found{Kind: kind, First: first, Last: tail, WholeFirst: first, Definite: definite, Sure: !bare}
	f.Country = c.countryIn(first, tail)
	for k := first; k < end; k++ {
		if g := genderOfRole(strings.ToLower(c.word(k))); g != Unknown && kind == Role {
			f.Gender = g
		}
	}
	f.Title = text.Span{Start: int(c.toks[c.skipArticle(first)].Start), End: int(c.toks[tail-1].End)}
	c.add(f)
	return tail
}

func (c *scan) skipArticle(i int) int {
	switch strings.ToLower(c.word(i)) {
	case "the", "a", "an", "his", "her", "their", "its", "my", "our", "your", "this", "that":
		return i + 1
	}
	return i
}

// leftOf walks left from a description's first known word to its article. It
// reports whether the description is definite, and whether it is bare: no
// article, modifier or possessor at all.
func (c *scan) leftOf(i int) (first int, definite, bare bool) {
	strong, weak := i, 0
	for k := i - 1; k >= 0 && i-k <= 14; k-- {
		w := c.word(k)
		low := strings.ToLower(w)
		switch {
		case c.used[k] && c.tags[k] != tName:
			return strong, true, strong == i
		case low == "the" || low == "his" || low == "her" || low == "their" || low == "its" || low == "my" || low == "our" || low == "your" || low == "this":
			return k, true, false
		case low == "a" || low == "an" || low == "some" || low == "several" || low == "many" || low == "one" || low == "two" || low == "three" || low == "four" || low == "another" || low == "other" || low == "most":
			return k, false, false
		case c.tags[k] == tModifier || c.tags[k] == tPlace || c.tags[k] == tBody || c.tags[k] == tName && !c.opens(k) || c.tags[k] == tOffice && c.tags[i] != tOther:
			strong = k
		case c.tags[k] == tName && c.opens(k) && k == i-1:
			strong = k
		case clitic(w) && k > 0 && (c.tags[k-1] == tPlace || c.tags[k-1] == tName || c.tags[k-1] == tBody || c.tags[k-1] == tOffice || c.tags[k-1] == tGeo):
			definiteAt := c.possessor(k - 1)
			return definiteAt, true, false
		case w == "-" && c.glued(k):
		case plainWord(w) && (!lex.function[low] || c.glued(k)) && weak < 5:
			weak++
		case isNumber(w) && weak < 5:
			weak++
		default:
			return strong, true, strong == i
		}
	}
	return strong, true, strong == i
}

// possessor walks left over the words of a possessor ("the Islamic Republic"
// of "the Islamic Republic’s envoy").
func (c *scan) possessor(k int) int {
	for from := k; k > 0 && from-k < 8; k-- {
		if c.tags[k-1] == c.tags[k] && c.tags[k] == tPlace || c.tags[k-1] == tName && c.tags[k] == tName || strings.EqualFold(c.word(k-1), "the") {
			continue
		}
		break
	}
	return k
}

// describedTail extends a description over "of (the) Name", "for Name".
func (c *scan) describedTail(end int, kind Kind) int {
	if end+1 >= len(c.toks) || kind == Body {
		return end
	}
	if w := c.word(end); w != "of" && w != "for" && w != "at" && w != "to" {
		return end
	}
	k := end + 1
	switch strings.ToLower(c.word(k)) {
	case "the", "his", "her", "their", "its", "a", "an":
		k++
	}
	from := k
	for k < len(c.toks) {
		switch {
		case c.tags[k] == tPlace, c.tags[k] == tName, c.tags[k] == tBody, c.tags[k] == tModifier, c.tags[k] == tOffice && c.word(end) == "of" && k == from:
			k++
		case clitic(c.word(k)) && k > from && (c.tags[k-1] == tPlace || c.tags[k-1] == tName):
			k++
		case c.word(k) == "and" && k+1 < len(c.toks) && (c.tags[k+1] == tOffice || c.tags[k+1] == tName && c.tags[k-1] == tName):
			k++
			if c.tags[k] == tOffice {
				return c.describedTail(k+c.width(k), kind)
			}
		default:
			if k > from && clitic(c.word(k-1)) && plainWord(c.word(k)) && !lex.function[c.word(k)] {
				k++ // "’s negotiating team"
				continue
			}
			if k == from {
				return end
			}
			return k
		}
	}
	return k
}

func plainWord(w string) bool {
	for _, r := range w {
		if !unicode.IsLower(r) && !unicode.Is(unicode.M, r) {
			return false
		}
	}
	return utf8.RuneCountInString(w) > 1
}

func isNumber(w string) bool {
	return w != "" && w[0] >= '0' && w[0] <= '9'
}

// rest adds the countries and peoples that are not part of another name.
func (c *scan) rest() {
	for i := 0; i < len(c.toks); i += max(1, c.width(i)) {
		if c.tags[i] != tPlace || c.named[i] {
			continue
		}
		p := c.place[i]
		f := Found{Kind: Country, First: i, Last: i + c.width(i), WholeFirst: i, Country: p.code, Sure: true}
		switch p.how {
		case byPeople:
			f.Kind = People
		case byName:
			f.How = "name"
		case byCapital:
			f.How = "capital"
		case bySeat:
			f.How = "seat"
		}
		if i > 0 && strings.EqualFold(c.word(i-1), "the") {
			f.WholeFirst = i - 1
		}
		c.out = append(c.out, f)
	}
}
