package article

import (
	"slices"
	"strings"
	"unicode"

	"dateline/text"
)

// creditReach is how many blocks from either end of the text, beside the body,
// are looked at for credits.
const creditReach = 4

// maxCredits bounds the credits of one report.
const maxCredits = 20

// completeCredits finds what says that the words came from elsewhere: an
// agency's name in brackets in the dateline, at the very start or at the end
// of the body ("(Reuters)", "— AFP"), and lines that name the outlet which
// published the report first ("This article originally appeared in …").
func (a *Article) completeCredits() {
	first, last := a.bodyStart(), -1
	for i, b := range a.Blocks {
		if b.Kind.Body() {
			last = i
		}
	}
	for i, b := range a.Blocks {
		s := a.Text.Slice(b.Span)
		if near := i <= first+1 || i >= last-creditReach && i <= last+2*creditReach; near && b.Kind != Headline && size(s) <= 500 {
			a.firstOutlet(b.Span.Start, s)
		}
	}
	for last > first && a.credited(a.Blocks[last].Span) {
		last--
	}
	for i, b := range a.Blocks {
		s := a.Text.Slice(b.Span)
		switch {
		case b.Kind == Dateline:
			a.wireIn(b.Span.Start, s)
		case b.Kind == Byline:
			a.wireInByline(b.Span.Start, s)
		case i == first && b.Kind == Paragraph:
			a.wireAtStart(b.Span.Start, s)
		}
		if i == last && a.wireAtEnd(b.Span.Start, s, last > first) {
			a.Blocks[i].Kind = Paragraph // the missing stop made it look like a subheading
		}
	}
	slices.SortStableFunc(a.Credits, func(x, y Credit) int { return x.Span.Start - y.Span.Start })
}

// credited reports whether a credit stands in a block.
func (a *Article) credited(block text.Span) bool {
	return slices.ContainsFunc(a.Credits, func(c Credit) bool { return block.Contains(c.Span) })
}

// credit notes a credit whose parts stand at byte offset at of the text.
func (a *Article) credit(kind string, at int, s string, name, whole text.Span) {
	if len(a.Credits) == maxCredits {
		return
	}
	whole.Start += at
	whole.End += at
	for _, c := range a.Credits {
		if c.Span.Overlaps(whole) {
			return
		}
	}
	a.Credits = append(a.Credits, Credit{Name: fold(s[name.Start:name.End]), Span: whole, Kind: kind})
}

// wireIn finds an agency in brackets in a dateline: "MUSCAT, Feb. 6 (Agency) —".
func (a *Article) wireIn(at int, s string) {
	from := strings.IndexByte(s, '(')
	if from < 0 {
		return
	}
	if n := strings.IndexByte(s[from:], ')'); n > 0 && agencyName(s[from+1:from+n], true) {
		a.credit(CreditWire, at, s, text.Span{Start: from + 1, End: from + n}, text.Span{Start: from, End: from + n + 1})
	}
}

// wireAtStart finds one that opens the first paragraph: "(Agency) - The …".
func (a *Article) wireAtStart(at int, s string) {
	if !strings.HasPrefix(s, "(") {
		return
	}
	n := strings.IndexByte(s, ')')
	if n < 0 || !agencyName(s[1:n], true) {
		return
	}
	if rest := strings.TrimLeft(s[n+1:], " \u00a0"); strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "—") || strings.HasPrefix(rest, ":") {
		a.credit(CreditWire, at, s, text.Span{Start: 1, End: n}, text.Span{Start: 0, End: n + 1})
	}
}

// wireAtEnd finds one that closes the last paragraph, or is all of it: in
// brackets, after a dash or a slash, or a known agency alone. own says that
// the paragraph is not the only one.
func (a *Article) wireAtEnd(at int, s string, own bool) bool {
	end := len(strings.TrimRight(s, " \u00a0."))
	whole := s[:end]
	if strings.HasSuffix(whole, ")") || strings.HasSuffix(whole, "]") {
		from := strings.LastIndexAny(whole, "([")
		if from < 0 || !closes(whole[:from], own) || !agencyName(whole[from+1:end-1], true) {
			return false
		}
		a.credit(CreditWire, at, s, text.Span{Start: from + 1, End: end - 1}, text.Span{Start: from, End: end})
		return true
	}
	for _, mark := range []string{"—", "–", "--", " - ", "/"} {
		from := strings.LastIndex(whole, mark)
		if from < 0 || !closes(whole[:from], own) {
			continue
		}
		name := text.Span{Start: from + len(mark), End: end}
		for name.Start < end && (whole[name.Start] == ' ' || whole[name.Start] == '-') {
			name.Start++
		}
		if agencyName(whole[name.Start:end], false) {
			a.credit(CreditWire, at, s, name, text.Span{Start: from, End: end})
			return true
		}
	}
	if !own || count(whole) > 3 || !agencyName(whole, false) {
		return false
	}
	name := text.Span{Start: 0, End: end}
	if rest, ok := words().cut(wordAnd, whole); ok && rest != "" {
		name.Start = end - len(rest)
	}
	a.credit(CreditWire, at, s, name, text.Span{Start: 0, End: end})
	return true
}

// closes reports whether a credit may stand behind s, the words before it in
// its paragraph: they end a sentence, or there are none and the paragraph is
// not the only one.
func closes(s string, own bool) bool {
	s = strings.TrimRight(s, " \u00a0\n")
	stop, _ := ends(s)
	return stop || s == "" && own
}

// wireInByline finds the agencies among the names of a byline.
func (a *Article) wireInByline(at int, s string) {
	for _, name := range parseByline(s) {
		if n := strings.Index(s, name); n >= 0 && name != a.Outlet && agencyName(name, false) {
			span := text.Span{Start: n, End: n + len(name)}
			a.credit(CreditWire, at, s, span, span)
		}
	}
}

// agencyName reports whether s may be the name of an agency, or several with
// slashes or commas. Marked ones stand where agencies stand as a rule, so that
// a name of one to three words will do; else it must have a word of agencies
// or be an abbreviation in capitals.
func agencyName(s string, marked bool) bool {
	s = strings.TrimSpace(s)
	if s == "" || size(s) > 60 || strings.ContainsAny(s, ":;!?\"“”@#") || strings.ContainsFunc(s, unicode.IsDigit) {
		return false
	}
	lex := words()
	n := 0
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '/' || r == ',' || r == '،' || r == '|' }) {
		part = strings.TrimSpace(part)
		known := agency(part)
		switch {
		case part == "" || lex.has(wordSlug, part) || lex.has(wordTime, part) || lex.has(wordStaff, part):
			return false
		case known:
		case !marked || count(part) > 3 || !nameLike(part) || lex.has(wordRole, part) || lex.opens(wordOpener, plainWords(part)) > 0:
			return false
		}
		n++
	}
	return n > 0 && n <= 4
}

// firstOutlet finds a phrase such as "originally appeared in" and the name
// behind it.
func (a *Article) firstOutlet(at int, s string) {
	if !words().mayHave(wordFirst, s) {
		return
	}
	var ws []string
	var spans []text.Span
	for w, span := range text.Words(s) {
		ws, spans = append(ws, w), append(spans, span)
	}
	for i := range ws {
		n := words().opens(wordFirst, ws[i:])
		if n == 0 || i+n >= len(ws) {
			continue
		}
		from := spans[i+n].Start
		if strings.Trim(s[spans[i+n-1].End:from], " \t\n\u00a0:\"“„«'‘*_") != "" {
			continue // another sentence
		}
		end := nameEndsAt(s, ws, spans, i+n)
		if end <= from {
			continue
		}
		for k := i + n; lowerStart(s[from:end]) && k+1 < len(ws) && spans[k+1].Start < end && !strings.Contains(s[from:spans[k+1].Start], "."); k++ {
			from = spans[k+1].Start // the article before the name
		}
		sentence := sentenceAround(s, spans[i].Start, end)
		if before := s[sentence.Start:spans[i].Start]; count(before) > 1 && !words().names(wordPiece, before) {
			continue // something else appeared
		}
		a.credit(CreditSyndication, at, s, text.Span{Start: from, End: end}, sentence)
		return
	}
}

// nameEndsAt returns where the name ends that begins with word i of s: at a
// mark, or before a word in small letters that is no part of names.
func nameEndsAt(s string, ws []string, spans []text.Span, i int) int {
	lex := words()
	end, capital := spans[i].Start, false
	for k := i; k < len(ws) && k < i+8; k++ {
		word := s[spans[k].Start:spans[k].End]
		if k > i {
			if between := s[spans[k-1].End:spans[k].Start]; strings.Trim(between, " \u00a0'’&.-") != "" || strings.HasPrefix(between, ". ") {
				break
			}
		}
		r := firstLetter(word)
		switch {
		case unicode.IsUpper(r) || r != 0 && !unicode.IsLower(r) || strings.Contains(s[spans[k].Start:min(len(s), spans[k].End+5)], "."):
			capital = capital || r != 0
			end = spans[k].End
			continue
		case lex.has(wordParticle, ws[k]) || ws[k] == "the":
			continue
		}
		break
	}
	if !capital {
		return 0
	}
	return end
}

// sentenceAround returns the sentence of s that holds the bytes from start to
// end, its stop included.
func sentenceAround(s string, start, end int) text.Span {
	for i := start; i > 0; i-- {
		if stop, _ := ends(s[:i]); stop && (s[i-1] == ' ' || s[i-1] == '\n') || s[i-1] == '\n' {
			start = i
			break
		}
		if i == 1 {
			start = 0
		}
	}
	for i, r := range s[end:] {
		if r == '\n' {
			return text.Span{Start: start, End: end + i}
		}
		if r == '.' || r == '!' || r == '?' || r == '。' {
			next := end + i + len(string(r))
			if next == len(s) || s[next] == ' ' || s[next] == '\n' || s[next] == ')' {
				return text.Span{Start: start, End: next}
			}
		}
	}
	return text.Span{Start: start, End: len(s)}
}
