package article

import "strings"

const (
	maxHead   = 12               // lines of a head after the number of words
	uncodedBy = "Factiva header" // how reasons call it
)

// wordsLine returns the number of the line that says how many words the
// article has and that a date follows, -1 if there is none.
func (p *digestPart) wordsLine() int {
	for i := range p.lines {
		if i+1 < len(p.lines) && wordCount(p.lines[i].s) && p.dateAt(i+1) {
			return i
		}
	}
	return -1
}

// wordCount reports a line such as "512 words" or "1,204 words".
func wordCount(s string) bool {
	f := strings.Fields(s)
	if len(f) != 2 || len(s) > 30 || !hasLetter(f[1]) {
		return false
	}
	digits := strings.Trim(f[0], "0123456789.,")
	return digits == "" && number(f[0])
}

// dateAt reports whether line i is a date with a year and nothing else.
func (p *digestPart) dateAt(i int) bool {
	dates, _, ok := dateLine(p.lines[i].s)
	return ok && len(dates) > 0 && hasYear(dates[0].date)
}

// uncoded reads a record without field codes. Its head is: the section, if
// any; the headline; the byline, if any; the number of words, in line w; the
// date; the time, if any; the outlet; its code; edition and pages; the
// language; the copyright.
func (p *digestPart) uncoded(w int, first bool) {
	p.sure = true
	p.opening(w, first)
	p.putLines(Furniture, w, w+1)
	p.setWords(p.lines[w].s, "the "+uncodedBy)
	i := w + 1
	clock := ""
	if i+1 < len(p.lines) && digestClock(p.lines[i+1].s) {
		clock = p.lines[i+1].s
	}
	p.setDate(p.lines[i].s, clock, uncodedBy)
	p.putLines(DateLine, i, i+1)
	i++
	if clock != "" {
		p.putLines(DateLine, i, i+1)
		i++
	}
	body := p.source(i)
	end := len(p.lines)
	if n := accession(p.lines[end-1].s); n != "" {
		p.key = n
		end--
	}
	if body < end {
		p.putBody(p.span(body, end))
	}
	p.putLines(Furniture, max(end, body), len(p.lines))
}

// digestClock reports a line that is a time of day: "05:30", "10:15 AM GMT".
func digestClock(s string) bool {
	f := strings.Fields(s)
	if len(f) == 0 || len(s) > 24 {
		return false
	}
	hour, minute, ok := strings.Cut(f[0], ":")
	return ok && len(hour) <= 2 && number(hour) && len(minute) >= 2 && number(minute)
}

// opening makes blocks of the lines before the number of words, in line w.
func (p *digestPart) opening(w int, first bool) {
	var kept []int
	for i := range w {
		if digests().line(p.lines[i].s) != rolePage {
			kept = append(kept, i)
		} else if len(kept) == 0 {
			p.left = i + 1
		}
	}
	if n := len(kept); first && n > 3 {
		kept = kept[n-3:]
		p.left = kept[0]
	}
	head, by := p.headlineOf(kept)
	for i := p.left; i < w; i++ {
		l := p.lines[i]
		switch {
		case i == head:
			p.headline(l.span, "line in the "+uncodedBy)
		case i == by:
			p.put(Byline, l.span)
			p.setByline(l.s, uncodedBy)
		default:
			if i < head && p.section == "" && count(l.s) <= 6 {
				p.section = l.s
				p.because("section", uncodedBy)
			}
			p.put(Furniture, l.span)
		}
	}
}

// headlineOf returns the numbers of the headline and of the byline among
// lines; -1 for none.
func (p *digestPart) headlineOf(lines []int) (head, by int) {
	head, by = -1, -1
	n := len(lines)
	if n == 0 {
		return head, by
	}
	last := p.lines[lines[n-1]].s
	if n > 1 && (bylineOf(last) != noCredit || nameLike(last) && count(last) <= 5 || allNames(last) && count(last) <= 10) {
		by = lines[n-1]
		n--
	}
	head = lines[n-1]
	if by < 0 && n > 1 && count(p.lines[lines[n-2]].s) > 4 && size(last) < size(p.lines[lines[n-2]].s) && count(last) <= 3 {
		head = lines[n-2] // what stands under it is a credit that is no name
	}
	return head, by
}

// source reads what the head tells of the outlet, from line i on, and returns
// the number of the line after the head.
func (p *digestPart) source(i int) int {
	from := i
	end := -1
	for n := i; n < min(len(p.lines), i+maxHead) && end < 0; n++ {
		switch s := p.lines[n].s; {
		case rights(s):
			end = n + 1
		case n > i && count(s) <= 3 && p.setLanguage(s, uncodedBy):
			end = n + 1
			if n+1 < len(p.lines) && rights(p.lines[n+1].s) {
				end++
			}
		}
	}
	if end < 0 { // neither language nor copyright: the outlet and its code
		end = min(i+1, len(p.lines))
		if end < len(p.lines) && outletCode(p.lines[end].s) {
			end++
		}
	}
	if from < end && !rights(p.lines[from].s) {
		p.outlet = p.lines[from].s
		p.because("outlet", uncodedBy)
	}
	for ; i < end; i++ {
		p.putLines(Furniture, i, i+1)
	}
	return end
}

// outletCode reports the short code of an outlet, in capitals and digits.
func outletCode(s string) bool {
	return len(s) >= 2 && len(s) <= 8 && strings.ToUpper(s) == s && !strings.Contains(s, " ")
}

// rights reports a line that claims the copyright.
func rights(s string) bool {
	s = strings.ToLower(strings.TrimLeft(s, "("))
	for _, m := range []string{"copyright", "c) ", "© ", "©"} {
		if strings.HasPrefix(s, m) {
			return true
		}
	}
	return strings.HasPrefix(s, "all rights reserved")
}
