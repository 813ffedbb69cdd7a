package article

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/text"
)

// head makes blocks of what stands before the body and returns the number of
// the first unit of the body.
func (p *plain) head() int {
	i := 0
	for i < len(p.units) {
		if p.cutMark(i) || !p.field && p.title == "" && (p.cutDate(i) || p.cutDateAfter(i)) {
			continue
		}
		kind, ok := p.headKind(i)
		if !ok {
			break
		}
		p.put(kind, p.units[i])
		i++
	}
	return i
}

// headKind tells what unit i is, if it stands before the body.
func (p *plain) headKind(i int) (BlockKind, bool) {
	s := p.at(i)
	switch {
	case p.title != "" && key(s) == key(p.title):
		return Headline, true
	case p.marked == i+1 && p.title == "" && !p.field:
		p.title = s
		p.because("title", "line marked as heading")
		return Headline, true
	case p.marked == i+1:
		return 0, false
	case !p.field && p.address(s):
		return Furniture, true
	}
	if twice := !p.field && p.title == "" && i+1 < len(p.units) && key(s) == key(p.at(i+1)) && size(s) < 300 && hasLetter(s); twice {
		p.title = s
		p.because("title", "first line, which stands twice")
		return Headline, true
	}
	if dates, _, ok := dateLine(s); ok && (p.dateAt(i) || !p.field && p.underHeadline()) {
		p.dates(dates)
		return DateLine, true
	}
	switch k := knownLine(s); {
	case k == lineCaption:
		return Caption, true
	case k == lineAuthor:
		return 0, false
	case k != noLine:
		return Furniture, true
	}
	if p.title != "" && !p.field && masthead(s) && p.besideCredit(i) {
		p.outlet = fold(s)
		return Furniture, true
	}
	if c := bylineOf(s); c == sureCredit || c == lastCredit || c == weakCredit && p.title != "" && p.proseAfter(i) {
		_, dates := cutTrailing(s)
		p.dates(dates)
		p.parts(s)
		return Byline, true
	}
	if p.title != "" && p.loneAuthor(i) {
		return Byline, true
	}
	if _, ok := datelineAlone(s); ok && p.proseAfter(i) && !(p.title == "" && count(s) > 2 && capitals(s)) {
		return Dateline, true
	}
	switch {
	case p.field:
		return 0, false
	case p.title == "" && p.kicker(i):
		return Furniture, true
	case p.title == "" && (p.headline(i) || p.stopped(i)):
		p.title = s
		p.because("title", "first line")
		return Headline, true
	case p.title != "" && (p.keyPoint(i) || p.standfirst(i)):
		return Standfirst, true
	}
	return 0, false
}

// besideCredit reports whether the line before or after unit i, or the opening
// of the text behind it, tells who wrote the report, when or where.
func (p *plain) besideCredit(i int) bool {
	credit := func(i int) bool { return p.dateAt(i) || bylineOf(p.at(i)) == sureCredit }
	_, _, placed := splitDateline(p.at(i + 1))
	return p.proseAfter(i) && (placed || credit(i-1) || credit(i+1))
}

// parts takes the outlet and the date out of a credit in parts, “Harbour Post |
// 3 March 2026 | By Jane Roe”.
func (p *plain) parts(s string) {
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '|' || r == '•' }) {
		part = strings.TrimSpace(part)
		if dates, _, ok := dateLine(part); ok {
			p.dates(dates)
		} else if masthead(part) && p.outlet == "" && part != s && !p.field {
			p.outlet = fold(part)
		}
	}
}

// masthead reports whether s is the name of a newspaper or broadcaster: it has
// a word of such names, and none of a newsroom or of who writes.
func masthead(s string) bool {
	lex := words()
	if n := count(s); n < 2 || n > 5 || !nameLike(s) || strings.ContainsAny(s, ",;") {
		return false
	}
	known := false
	for _, w := range plainWords(s) {
		if lex.phrases[wordStaff][w] || lex.phrases[wordRole][w] || lex.phrases[wordByline][w] {
			return false
		}
		known = known || lex.phrases[wordOutlet][w]
	}
	return known
}

// underHeadline reports whether the last block is a headline, or none has
// come.
func (p *plain) underHeadline() bool {
	n := len(p.blocks)
	return n == 0 || p.blocks[n-1].Kind == Headline
}

// cutMark parts the sign or the label of a heading ("## ", "Title: ") from
// unit i and makes furniture of it. A label counts only before the headline.
func (p *plain) cutMark(i int) bool {
	u := p.units[i]
	n := 0
	if sharps := len(u.s) - len(strings.TrimLeft(u.s, "#")); sharps > 0 && sharps <= 6 && strings.HasPrefix(u.s[sharps:], " ") {
		n = sharps
	} else if label, _, ok := strings.Cut(u.s, ":"); ok && !p.field && p.title == "" && count(label) <= 2 && words().has(wordTitle, label) {
		n = len(label) + 1
	}
	rest := p.text.Trim(text.Span{Start: u.span.Start + n, End: u.span.End})
	if n == 0 || rest.Empty() {
		return false
	}
	p.put(Furniture, unit{span: text.Span{Start: u.span.Start, End: u.span.Start + n}})
	p.units[i] = unit{rest, p.text.Slice(rest)}
	p.marked = i + 1
	return true
}

// address takes a web address that a label names ("URL: https://…") as the
// report's own.
func (p *plain) address(s string) bool {
	label, rest, ok := strings.Cut(s, ":")
	rest = strings.TrimSpace(rest)
	if !ok || count(label) > 2 || !words().has(wordAddress, label) || strings.ContainsAny(rest, " \t") ||
		!strings.HasPrefix(rest, "https://") && !strings.HasPrefix(rest, "http://") {
		return false
	}
	if p.url == "" {
		p.url = rest
		p.because("url", "labelled line")
	}
	return true
}

// cutDateAfter parts a headline from the date that stands after it on the same
// line, behind a bar, a dash or a bracket.
func (p *plain) cutDateAfter(i int) bool {
	u := p.units[i]
	if size(u.s) > 260 {
		return false
	}
	front, dates := cutTrailing(u.s)
	if len(dates) == 0 || !strings.ContainsAny(u.s[len(front):], "|•·–—-(") || bylineOf(u.s) != noCredit || count(front) < 3 {
		return false
	}
	between := u.s[len(front):]
	if strings.TrimLeft(between, " \t\u00a0|•·–—-(") == between || !p.headlineForm(front) || !p.proseAfter(i) {
		return false
	}
	at := u.span.Start + len(front)
	p.units[i] = unit{text.Span{Start: u.span.Start, End: at}, front}
	p.units = slices.Insert(p.units, i+1, unit{span: p.text.Trim(text.Span{Start: at, End: u.span.End})})
	p.units[i+1].s = p.text.Slice(p.units[i+1].span)
	return true
}

// cutDate parts a date from the headline or the text that stands after it on
// the same line, and makes a block of it.
func (p *plain) cutDate(i int) bool {
	u := p.units[i]
	d, rest, dash, ok := leadingDate(u.s)
	if !ok || !dash && fullStop(u.s) && !p.headlineForm(u.s[rest:]) {
		return false
	}
	p.dates([]written{d})
	at := u.span.Start
	// A dash between the two stays with the date.
	p.put(DateLine, unit{span: p.text.Trim(text.Span{Start: at, End: at + rest})})
	p.units[i] = unit{text.Span{Start: at + rest, End: u.span.End}, u.s[rest:]}
	return true
}

// kicker reports whether unit i is the name of a section above a headline.
func (p *plain) kicker(i int) bool {
	s := p.at(i)
	stop, open := ends(s)
	return count(s) <= 2 && size(s) <= 30 && !stop && !open && count(p.at(i+1)) >= 4 && p.headline(i+1)
}

// headline reports whether unit i reads as a headline with a body after it.
func (p *plain) headline(i int) bool {
	s := p.at(i)
	if !p.headlineForm(s) || !p.proseAfter(i) {
		return false
	}
	// A text whose lines all lack full stops has no headline unless the
	// first is clearly shorter than the next.
	next := p.at(i + 1)
	if stop, _ := ends(next); !stop && prose(next) {
		return size(s)*2 < size(next)
	}
	return true
}

// headlineForm reports whether s, by itself, could be a headline.
func (p *plain) headlineForm(s string) bool {
	n := size(s)
	_, open := ends(s)
	if open || fullStop(s) || n < 6 || n > 220 || count(s) > 36 || !hasLetter(s) || lowerStart(s) || bullet(s) {
		return false
	}
	if stop, _ := ends(s); stop {
		if _, q := quoted(s); q || n > 140 {
			return false
		}
	}
	return n <= 140 || !strings.Contains(s, ". ")
}

// stopped reports whether the text opens, at unit i, with a headline that was
// given a full stop: its words are capitalised, it names its source before a
// colon, or its quotation stands in single marks where the text has double
// ones.
func (p *plain) stopped(i int) bool {
	s := strings.TrimRight(p.at(i), trailing)
	if p.prose || !fullStop(s) || count(s) > 24 || size(s) > 160 || !p.headlineForm(s[:len(s)-1]) || strings.ContainsAny(s, "\"“”") || strings.Contains(s, ". ") || !p.proseAfter(i) {
		return false
	}
	if _, _, ok := splitDateline(s); ok || size(s) > size(p.at(i+1)) {
		return false
	}
	long, upper := 0, 0
	for w := range strings.FieldsSeq(s) {
		if r := firstLetter(w); utf8.RuneCountInString(w) >= 5 && r != 0 && !caseless(w) {
			long++
			if unicode.IsUpper(r) {
				upper++
			}
		}
	}
	switch {
	case long >= 4 && upper >= long-1:
		return true
	case labelled(s) && !lowerStart(s[strings.Index(s, ": ")+2:]):
		return true
	}
	single := strings.Contains(s, " ‘") || strings.Contains(s, " '")
	return single && slices.ContainsFunc(p.units[i+1:], func(u unit) bool { return strings.ContainsAny(u.s, "\"“") })
}

// loneAuthor reports whether unit i is a bare name that a date line beside it,
// or a dateline under it, shows to be the author's.
func (p *plain) loneAuthor(i int) bool {
	s := p.at(i)
	n := count(s)
	if n < 2 || n > 4 || !nameLike(s) || strings.ContainsAny(s, ",:") || !p.proseAfter(i) {
		return false
	}
	if _, _, ok := splitDateline(p.at(i + 1)); ok {
		return true
	}
	return !capitals(s) && (p.dateAt(i-1) || p.dateAt(i+1))
}

// keyPoint reports whether unit i is one of the points listed under a
// headline.
func (p *plain) keyPoint(i int) bool {
	s := p.at(i)
	last := p.blocks[len(p.blocks)-1].Kind
	return bullet(s) && !fullStop(s) && count(s) <= 25 && (last == Headline || last == Standfirst) && p.proseAfter(i)
}

// standfirst reports whether unit i is the summary under the headline: it
// comes before the byline, the date or the dateline, or it is no full
// sentence.
func (p *plain) standfirst(i int) bool {
	s := p.at(i)
	if size(s) > 420 || !p.proseAfter(i) || bullet(s) {
		return false
	}
	for _, b := range p.blocks {
		if b.Kind == Byline || b.Kind == Dateline || b.Kind == Standfirst {
			return false
		}
	}
	if _, _, ok := splitDateline(s); ok {
		return false
	}
	next := p.at(i + 1)
	if p.dateAt(i + 1) {
		return true
	}
	if c := bylineOf(next); c == sureCredit || c == weakCredit {
		return true
	}
	if _, ok := datelineAlone(next); ok {
		return true
	}
	if _, _, ok := splitDateline(next); ok {
		return true
	}
	stop, open := ends(s)
	return !stop && !open && count(s) >= 5 && count(s) <= 45 && prose(next)
}
