package article

import (
	"strings"

	"dateline/text"
)

// body makes blocks of the units from i on.
func (p *plain) body(i int) {
	tail := false // inside a list or a form that stands after the text
	for ; i < len(p.units); i++ {
		p.cutMark(i)
		u := p.units[i]
		k := knownLine(u.s)
		switch {
		case k == lineAuthor && p.prose:
			i = p.authorBox(i) - 1
			tail = true
		case k == lineList || k == lineAuthor:
			p.put(Furniture, u)
			tail = p.prose
		case k == lineSingle:
			p.put(Furniture, u)
		case p.credited(i, tail):
			p.put(Byline, u)
		case k == lineCaption:
			p.put(Caption, u)
		case p.dated(i, tail):
			p.put(DateLine, u)
		case tail && !flows(u.s):
			p.put(Furniture, u)
		default:
			tail = false
			p.put(p.bodyKind(i), u)
		}
	}
}

// flows reports whether s is running text even among furniture: finished and
// of some length, or very long.
func flows(s string) bool {
	n := size(s)
	trimmed := strings.TrimRight(s, trailing)
	if strings.HasSuffix(trimmed, "...") || strings.HasSuffix(trimmed, "…") {
		return n >= 300
	}
	stop, _ := ends(s)
	return stop && n >= 80 || n >= 300
}

// credited reports whether unit i is a byline that stands in or after the
// body.
func (p *plain) credited(i int, tail bool) bool {
	s := p.at(i)
	switch bylineOf(s) {
	case sureCredit:
		return !tail || size(s) < 120
	case lastCredit:
		return !p.proseAfter(i)
	}
	// "— Harbour Wire" under the last paragraph.
	signed := strings.TrimLeft(s, "-–— ")
	return signed != s && p.prose && nameLike(signed) && agency(signed) && !p.proseAfter(i)
}

// dated reports whether unit i is a date line in or after the body, and takes
// its dates. One that does not say what it is may be a heading of a chronicle
// and counts only after the text.
func (p *plain) dated(i int, tail bool) bool {
	dates, labelled, ok := dateLine(p.at(i))
	if !ok || !labelled && (p.proseAfter(i) || !p.prose) || tail && !labelled {
		return false
	}
	p.dates(dates)
	return true
}

// authorBox makes furniture of a box about the author that opens at unit i
// and returns the number of the unit after it.
func (p *plain) authorBox(i int) int {
	first := p.at(i)
	p.put(Furniture, p.units[i])
	i++
	if _, name, ok := strings.Cut(first, ":"); ok && nameLike(strings.TrimSpace(name)) {
		p.setAuthor(fold(name))
	}
	for i < len(p.units) && knownLine(p.at(i)) == lineAuthor {
		p.put(Furniture, p.units[i])
		i++
	}
	s := p.at(i)
	if stop, _ := ends(s); p.author == "" && !stop && knownLine(s) == noLine && nameLike(s) && (count(s) >= 2 || caseless(s)) {
		p.setAuthor(fold(s))
		p.put(Furniture, p.units[i])
		i++
	}
	// What is told about the author: a paragraph that names him or her.
	if names := strings.Fields(p.author); len(names) > 0 && strings.Contains(p.at(i), names[len(names)-1]) && size(p.at(i)) < 800 {
		p.put(Furniture, p.units[i])
		i++
	}
	return i
}

func (p *plain) setAuthor(name string) {
	if p.author == "" {
		p.author = name
	}
}

// bodyKind tells a paragraph from a subheading and from the headline of a
// second item in the same text.
func (p *plain) bodyKind(i int) BlockKind {
	s := p.at(i)
	stop, open := ends(s)
	question := strings.HasSuffix(strings.TrimRight(s, trailing), "?") || strings.HasSuffix(strings.TrimRight(s, trailing), "؟")
	mark, inQuotes := quoted(s)
	if p.marked == i+1 {
		return Subheading
	}
	switch {
	case open, stop && !question, !hasLetter(s), bullet(s), lowerStart(s):
		return Paragraph
	case question && labelled(s):
		return Paragraph // a question of an interview
	case inQuotes && (question || mark == '"' && count(s) > 8):
		return Paragraph
	case size(s) > 180 || count(s) > 26 || !p.textAfter(i):
		return Paragraph
	case i > 0 && strings.HasSuffix(p.at(i-1), ":"):
		return Paragraph
	}
	if p.prose && !inQuotes && p.secondHeadline(i) {
		return Headline
	}
	if count(s) <= 12 && size(s) <= 90 {
		return Subheading
	}
	return Paragraph
}

// labelled reports whether a line opens with the name of who speaks: "Roe: And
// then?"
func labelled(s string) bool {
	name, _, ok := strings.Cut(s, ": ")
	return ok && count(name) <= 4
}

// textAfter reports whether the next unit that is no furniture or caption is
// running text.
func (p *plain) textAfter(i int) bool {
	for _, u := range p.units[min(i+1, len(p.units)):min(i+5, len(p.units))] {
		if knownLine(u.s) == noLine && bylineOf(u.s) != sureCredit {
			if _, ok := datelineAlone(u.s); !ok {
				return prose(u.s)
			}
		}
	}
	return false
}

// secondHeadline reports whether unit i is the headline of another item: a
// clause of some length that names its source after a colon, that a byline,
// a date or a dateline follows, or that the next paragraph tells again.
func (p *plain) secondHeadline(i int) bool {
	s, next := p.at(i), p.at(i+1)
	if count(s) <= 5 {
		return false
	}
	if bylineOf(next) == sureCredit {
		return true
	}
	if _, ok := datelineAlone(next); ok {
		return true
	}
	if _, _, ok := splitDateline(next); ok {
		return true
	}
	if words().opens(wordOpener, plainWords(firstWords(next))) > 0 {
		return false
	}
	shared, all := retold(s, next)
	if before, after, ok := strings.Cut(s, ": "); ok {
		if count(after) <= 4 && count(before) >= 5 && !lowerStart(after) {
			return true
		}
		if count(before) <= 4 && count(after) >= 5 && shared >= 2 {
			return true
		}
	}
	// A text with several such lines is cut by subheadings.
	return p.headings == 1 && count(s) >= 7 && shared >= 4 && shared*10 >= all*6
}

// firstWords returns the first words of s, for a look at how it begins.
func firstWords(s string) string { return s[:cutAt(s, 60)] }

// retold counts the words of some length in a headline and those of them that
// the start of a paragraph has too, endings apart.
func retold(headline, paragraph string) (shared, all int) {
	there := map[string]bool{}
	for w := range text.Words(paragraph[:cutAt(paragraph, 400)]) {
		there[stem(w)] = true
	}
	seen := map[string]bool{}
	for w := range text.Words(headline) {
		st := stem(w)
		if len(w) < 4 && !number(w) || seen[st] {
			continue
		}
		seen[st] = true
		all++
		if there[st] {
			shared++
		}
	}
	return shared, all
}

// stem is the first five letters of a word, which its endings leave alone.
func stem(w string) string { return w[:cutAt(w, 5)] }
