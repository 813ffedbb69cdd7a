package article

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/text"
)

const (
	narrow  = 40  // characters; lines that are wrapped are at least so wide
	broad   = 110 // and at most so wide
	overrun = 12  // how far short of the full width a wrapped line may end
)

// unit is a run of lines that belong together: a paragraph, or a line that
// stands by itself.
type unit struct {
	span text.Span // in the Text, without white space at its ends
	s    string    // the words there
}

// row is a line that is not blank.
type row struct {
	span  text.Span // without white space at its ends
	wide  int       // length in characters, indent included
	first bool      // a blank line or the start of the text stands before it
	in    int       // indent in characters
}

// units cuts t into units. Blank lines part them; a line end does too, unless
// the file is wrapped by hand and the line was full.
func units(t text.Text) []unit {
	rows := rowsOf(t)
	width := wrapWidth(t, rows)
	var out []unit
	for i, r := range rows {
		if n := len(out); n > 0 && !r.first && width > 0 && joins(t, rows[i-1], r, width) {
			out[n-1].span.End = r.span.End
		} else {
			out = append(out, unit{span: r.span})
		}
	}
	for i := range out {
		out[i].s = t.Slice(out[i].span)
	}
	return out
}

// rowsOf returns the lines of t that are not blank.
func rowsOf(t text.Text) []row {
	var rows []row
	first := true
	for line := range t.Lines(t.All()) {
		span := t.Trim(line)
		if span.Empty() {
			first = true
			continue
		}
		s := t.String()
		in := utf8.RuneCountInString(s[line.Start:span.Start])
		rows = append(rows, row{span, in + utf8.RuneCountInString(t.Slice(span)), first, in})
		first = false
	}
	return rows
}

// wrapWidth returns the width at which a file was wrapped by hand, in
// characters; 0 if it was not. It was if most lines that others follow are as
// full as the next word allows, and many of them break off inside a sentence.
func wrapWidth(t text.Text, rows []row) int {
	var widths []int
	for i, r := range rows {
		if i+1 < len(rows) && !rows[i+1].first {
			widths = append(widths, r.wide)
		}
	}
	if len(widths) == 0 {
		return 0
	}
	slices.Sort(widths)
	// A line in twenty may be longer: an address, a word that has no break.
	width := widths[len(widths)-1-len(widths)/20]
	if width < narrow || width > broad {
		return 0
	}
	full, inside, runs, all := 0, 0, 0, 0
	for i, r := range rows {
		if i+1 == len(rows) || rows[i+1].first {
			continue
		}
		all++
		next := rows[i+1]
		stop, _ := ends(t.Slice(r.span))
		if isFull(t, r, next, width) {
			full++
			if !stop {
				inside++
			}
		}
		if !stop && lowerStart(t.Slice(next.span)) {
			runs++
		}
	}
	if all == 1 {
		if runs == 1 || inside == 1 && rows[0].wide >= 60 && caseless(t.Slice(rows[0].span)) {
			return width
		}
		return 0
	}
	if full*10 >= all*6 && inside*10 >= full*4 && (runs*5 >= all || caseless(t.Slice(rows[0].span))) {
		return width
	}
	return 0
}

// isFull reports whether the first word of next would not have fitted on r.
func isFull(t text.Text, r, next row, width int) bool {
	word, _, _ := strings.Cut(t.Slice(next.span), " ")
	return r.wide+1+utf8.RuneCountInString(word) > width-overrun/3
}

// joins reports whether next goes on with the paragraph of r, in a file that
// is wrapped at width.
func joins(t text.Text, r, next row, width int) bool {
	a, b := t.Slice(r.span), t.Slice(next.span)
	stop, _ := ends(a)
	runsOn := !stop && lowerStart(b)
	if standsAlone(a) || standsAlone(b) && !runsOn {
		return false
	}
	if next.in > r.in+1 && r.in == 0 {
		return false // an indented first line
	}
	if bullet(b) && !runsOn {
		return false
	}
	return isFull(t, r, next, width) || runsOn && r.wide*2 > width || r.wide+overrun > width && !stop
}

// standsAlone reports lines that are one thing whatever stands around them.
func standsAlone(s string) bool {
	if size(s) > 120 {
		return false
	}
	if knownLine(s) != noLine || bylineOf(s) == sureCredit {
		return true
	}
	_, _, ok := dateLine(s)
	return ok
}
