package article

import (
	"strings"
	"unicode"

	"dateline/text"
	"dateline/when"
)

// basisLine is the basis of a date that stands on a line of its own.
const basisLine = "date line"

// written is a date on a date line.
type written struct {
	date    when.Date
	updated bool // it says when the report was changed, not when it appeared
}

// dateLine reads a line that holds dates, what they are ("Published:",
// "Updated on") and the time of day, and nothing else. labelled reports
// whether it says what they are.
func dateLine(s string) (dates []written, labelled, ok bool) {
	if s == "" || size(s) > 160 {
		return nil, false, false
	}
	at := 0
	for at < len(s) && len(dates) < 4 {
		d, span, found := when.ParseLine(s[at:])
		if !found || d.Precision < when.Day || span.Empty() {
			break
		}
		label, updated, fine := dateLabel(s[at : at+span.Start])
		if !fine {
			return nil, false, false
		}
		d.Basis = basisLine
		labelled = labelled || label
		dates = append(dates, written{d, updated})
		at += span.End
	}
	if len(dates) == 0 {
		label := namesDate(s)
		return nil, label, label
	}
	label, _, fine := dateLabel(s[at:])
	return dates, labelled || label, fine
}

// namesDate reports a line that says it holds a date ("Published: …") even if
// the date itself is in no form or calendar that is read.
func namesDate(s string) bool {
	before, after, ok := strings.Cut(s, ":")
	return ok && count(s) <= 12 && strings.ContainsFunc(after, unicode.IsDigit) &&
		(words().has(wordPublished, before) || words().has(wordUpdated, before))
}

// dateLabel judges what stands beside a date on a date line: whether all of
// it may, and whether it names the date.
func dateLabel(s string) (label, updated, ok bool) {
	lex := words()
	n := 0
	for w := range text.Words(s) {
		n++
		switch {
		case lex.singles[wordUpdated][w] && !lex.singles[wordPublished][w] && !lex.singles[wordClock][w]:
			label, updated = true, true
		case lex.singles[wordClock][w] || lex.phrases[wordTime][w]:
		case lex.singles[wordPublished][w] || lex.singles[wordUpdated][w]:
			label = true
		case len(w) <= 4 && number(w) || strings.ContainsFunc(w, unicode.IsDigit) && n < 4 && len(w) <= 8:
		default:
			return false, false, false
		}
	}
	return label, updated, n <= 10
}

// leadingDate finds a date in front of something else on the same line:
// "date 2026-02-09 Ferry returns", "9 Feb 2026 – The ministry said". It
// returns where the rest begins, as a byte offset; dash reports that a dash or
// the like parts them, so that running text may follow.
func leadingDate(s string) (d written, rest int, dash, ok bool) {
	date, span, found := when.ParseLine(s[:min(len(s), cutAt(s, 120))])
	if !found || date.Precision < when.Day || !hasYear(date) {
		return written{}, 0, false, false
	}
	before := plainWords(s[:span.Start])
	lex := words()
	updated := len(before) > 0 && lex.opens(wordUpdated, before) == len(before)
	if len(before) > 0 && !updated && lex.opens(wordPublished, before) != len(before) {
		return written{}, 0, false, false
	}
	end := span.End + clockEnd(s[span.End:])
	tail := s[end:]
	cut := strings.TrimLeft(tail, " \t\u00a0|–—-:•·,")
	rest = end + len(tail) - len(cut)
	dash = strings.ContainsAny(tail[:len(tail)-len(cut)], "|–—-:•·")
	if count(cut) < 3 || lowerStart(cut) || strings.HasPrefix(cut, "(") || tail == cut {
		return written{}, 0, false, false
	}
	date.Basis = basisLine
	return written{date, updated}, rest, dash, true
}

// cutTrailing takes the dates and what names them off the end of a line: "By
// Jane Roe Published 9 Feb 2026, 10:15". dates is nil if it ends otherwise.
func cutTrailing(s string) (front string, dates []written) {
	_, span, ok := when.ParseLine(s)
	if !ok {
		return s, nil
	}
	from := span.Start
	for w, at := range text.Words(s[:span.Start]) {
		lex := words()
		if lex.singles[wordPublished][w] || lex.singles[wordUpdated][w] || lex.phrases[wordTime][w] {
			if from == span.Start {
				from = at.Start
			}
		} else {
			from = span.Start
		}
	}
	dates, _, ok = dateLine(s[from:])
	front = strings.TrimRight(s[:from], " \t\u00a0|,;:•·–—-(")
	if !ok || front == "" {
		return s, nil
	}
	return front, dates
}

// clockEnd returns the length of a time of day and its zone at the start of
// s, which the date's own span may have left out; 0 if there is none.
func clockEnd(s string) int {
	end := 0
	digits := false
	for w, at := range text.Words(s) {
		between := s[end:at.Start]
		switch {
		case strings.ContainsAny(between, "–—|") || strings.Trim(between, " \t,:.()-") != "":
			return end
		case number(w) && len(w) <= 4 && (digits || strings.HasPrefix(s[at.End:], ":") || strings.HasSuffix(w, "m")):
			digits = true
		case digits && end > 0 && words().phrases[wordClock][w] && capitals(s[at.Start:at.End]):
		default:
			return end
		}
		end = at.End
	}
	return end
}

// hasYear reports whether a date says its year.
func hasYear(d when.Date) bool { return d.Known() && !strings.HasPrefix(d.ISO, "-") }

// cutAt returns the largest offset up to n at which a character of s begins.
func cutAt(s string, n int) int {
	if n >= len(s) {
		return len(s)
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return n
}
