package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/text"
	"dateline/when"
)

// basisDateline is the basis of a date that stands in a dateline.
const basisDateline = "dateline"

// maxDateline is the length, in bytes, within which a dateline ends.
const maxDateline = 200

// splitDateline finds the dateline at the start of a paragraph: "MUSCAT, Feb.
// 6 (Agency) — ", "LONDON (Agency) - ", "PORT HALE: ". It returns where the
// text begins, as a byte offset into s; the place's span is in s too.
func splitDateline(s string) (place Place, rest int, ok bool) {
	head := s[:cutAt(s, maxDateline)]
	for at := 0; at < len(head); {
		sep, width := separator(head, at)
		if sep < 0 {
			break
		}
		at = sep + width
		body := strings.TrimLeft(s[at:], " \t\u00a0-–—")
		if body == "" || lowerStart(body) || size(body) < 20 {
			continue
		}
		mark := strings.TrimSpace(head[sep:at])
		if p, good := readPlace(head[:sep], mark, body); good {
			return p, len(s) - len(body), true
		}
		if sep > 120 {
			break
		}
	}
	return splitStopped(s, head)
}

// splitStopped finds a dateline that a full stop ends: "MUSCAT, 6 February
// 2031. ", "Muscat (Agency). ". It needs a date with a year or an agency.
func splitStopped(s, head string) (place Place, rest int, ok bool) {
	for at := 0; ; {
		i := strings.Index(head[at:], ". ")
		if i < 0 || at+i > 80 {
			return Place{}, 0, false
		}
		sep := at + i
		at = sep + 2
		body := strings.TrimLeft(s[at:], " \t\u00a0")
		if lowerStart(body) || size(body) < 20 {
			continue
		}
		p, pr, good := placeParts(head[:sep])
		if good && count(p.Name) <= 3 && (pr.agency || pr.date && hasYear(p.Date)) {
			return p, len(s) - len(body), true
		}
	}
}

// separator finds the first mark from at on that can end a dateline, and its
// width: a spaced hyphen, a dash, a colon, or the space after a bracket.
func separator(s string, at int) (start, width int) {
	for i := at; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '–' || r == '—' || r == '―':
			return i, w
		case r == '-' && spacedHyphen(s, i):
			n := 1
			for i+n < len(s) && s[i+n] == '-' {
				n++
			}
			return i, n
		case (r == ':' || r == '：') && i+w < len(s) && (s[i+w] == ' ' || r == '：'):
			return i, w
		case r == ' ' && i > 0 && s[i-1] == ')':
			if next, _ := utf8.DecodeRuneInString(s[i+1:]); !strings.ContainsRune("-–—―:", next) {
				return i, 1
			}
		case r == '\n':
			return -1, 0
		}
		i += w
	}
	return -1, 0
}

// spacedHyphen reports whether the hyphen at i stands for a dash: one between
// spaces, one of two, one after a bracket.
func spacedHyphen(s string, i int) bool {
	before := strings.TrimRight(s[:i], " ")
	if before == "" || i+1 == len(s) {
		return false
	}
	next := s[i+1]
	return next == '-' || strings.HasSuffix(before, ")") || len(before) < i && next == ' '
}

// readPlace judges what stands before a separator: a place, then in any
// order a region, a date, an agency in brackets. What is not in capitals must
// have more than a place.
func readPlace(head, mark, body string) (Place, bool) {
	p, proof, ok := placeParts(head)
	if !ok {
		return Place{}, false
	}
	name, n := p.Name, count(p.Name)
	switch {
	case proof.agency || proof.date:
		return p, n <= 4
	case mark == "" || len(body) < 20:
		return Place{}, false
	case capitals(name):
		if mark == ":" {
			return p, n <= 3 && len(name) >= 4
		}
		return p, n <= 4
	case caseless(name):
		return p, n <= 2 && mark != ":" && mark != "："
	case mark == ":":
		return Place{}, false
	}
	// "Port Hale, Tavria – Five ferries …"
	return p, proof.region && n <= 3
}

// proof is what stands beside a place in a dateline.
type proof struct{ region, date, agency bool }

// placeParts reads a dateline without its dash.
func placeParts(head string) (Place, proof, bool) {
	var pr proof
	lead := len(head) - len(strings.TrimLeft(head, " \t\u00a0*\u200f\u200e"))
	s := strings.TrimRight(head[lead:], " \t\u00a0\u200f\u200e")
	if open := strings.LastIndexByte(s, '('); open > 0 && strings.HasSuffix(s, ")") {
		inside := s[open+1 : len(s)-1]
		if inside == "" || count(inside) > 6 || strings.ContainsAny(inside, "()") {
			return Place{}, pr, false
		}
		pr.agency = !lowerStart(inside)
		if _, _, found := when.ParseLine(inside); found {
			pr.date = true
		}
		s = strings.TrimRight(s[:open], " ,")
	}
	name, others, cut := strings.Cut(strings.ReplaceAll(s, "،", ", "), ",")
	if !cut {
		name, others = bareDate(name)
	}
	name = strings.TrimSpace(name)
	if !placeName(name) {
		return Place{}, pr, false
	}
	p := Place{Name: name, Span: text.Span{Start: lead, End: lead + len(name)}}
	if others = strings.TrimSpace(others); others != "" {
		d, span, found := when.ParseLine(others)
		region := others
		if found {
			pr.date = true
			d.Basis = basisDateline
			p.Date = d
			region = others[:span.Start] + others[span.End:]
		}
		region = strings.Trim(region, " ,./|-")
		if region != "" && dateOnly(region) {
			pr.date, region = true, ""
		}
		for part := range strings.SplitSeq(region, ",") {
			part = strings.TrimSpace(part)
			if part == "" || words().has(wordTime, part) || words().has(wordClock, part) {
				continue
			}
			if !nameLike(part) || count(part) > 4 {
				return Place{}, pr, false
			}
			pr.region = true
		}
	}
	return p, pr, true
}

// bareDate parts a place and a date that no comma parts: "MUSCAT Feb. 6".
func bareDate(s string) (name, others string) {
	if _, span, ok := when.ParseLine(s); ok && span.Start > 0 {
		return s[:span.Start], s[span.Start:]
	}
	return s, ""
}

// placeName reports whether a name can be that of a dateline's place: letters
// in one to five words, at least three letters, none of the words in capitals
// that open other lines ("BREAKING").
func placeName(s string) bool {
	letters := 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.Is(unicode.M, r):
			letters++
		case !strings.ContainsRune(" -.'’/\u200c", r):
			return false
		}
	}
	if letters < 3 && !(caseless(s) && letters == 2) || count(s) > 5 {
		return false
	}
	ws := plainWords(s)
	lex := words()
	if len(ws) == 0 || lex.opens(wordSlug, ws) > 0 {
		return false
	}
	return nameLike(strings.ReplaceAll(s, "/", " "))
}

// datelineAlone reads a dateline that has a line of its own: one in capitals,
// or one with a date or an agency.
func datelineAlone(s string) (Place, bool) {
	trimmed := strings.TrimRight(s, " \t\u00a0-–—:.\u200f")
	if size(s) > 80 || count(s) > 9 {
		return Place{}, false
	}
	p, pr, ok := placeParts(trimmed)
	if !ok || !(capitals(p.Name) && count(p.Name) <= 3 || pr.date || pr.agency && count(p.Name) <= 3) {
		return Place{}, false
	}
	if !capitals(p.Name) && !pr.date && words().opens(wordByline, plainWords(s)) > 0 {
		return Place{}, false
	}
	return p, true
}
