package article

import (
	"strings"

	"dateline/text"
	"dateline/when"
)

// nexisHeader is how reasons call the head of an article of Nexis.
const nexisHeader = "Nexis header"

// cutNexis cuts at the lines that say "End of Document".
func cutNexis(t text.Text, lines []digestLine) *digest {
	d := &digest{}
	start := 0
	for i, l := range lines {
		if digests().line(l.s) != roleEnd {
			continue
		}
		d.parts = append(d.parts, nexisPart(t, lines[start:i+1], start == 0, false))
		start = i + 1
	}
	if start == 0 {
		return nil
	}
	if rest := nexisPart(t, lines[start:], false, false); rest.sure {
		d.parts = append(d.parts, rest) // the file was cut off
	} else {
		d.after = len(lines) - start
	}
	return d
}

// cutOldNexis cuts at the lines that count the articles, "3 of 25 DOCUMENTS".
func cutOldNexis(t text.Text, lines []digestLine) *digest {
	d := &digest{}
	start := -1
	for i := 0; i <= len(lines); i++ {
		if i < len(lines) && digests().line(lines[i].s) != roleStart {
			continue
		}
		if start >= 0 {
			d.parts = append(d.parts, nexisPart(t, lines[start:i], false, true))
		} else {
			d.before = i
		}
		start = i
	}
	if len(d.parts) == 0 {
		return nil
	}
	return d
}

// nexisPart reads one article. Its head is, in the newer layout: the headline;
// the outlet; the date; the copyright; labelled lines. In the older one: the
// count; the outlet; the date; the edition; the headline; labelled lines, of
// which one may be the headline; the copyright before the outlet or at the
// end. After the head comes the body, a line "Body" before it or not, and then
// labelled lines again.
func nexisPart(t text.Text, lines []digestLine, first, old bool) *digestPart {
	p := &digestPart{text: t, lines: lines}
	if len(lines) == 0 {
		return p
	}
	n := nexis{digestPart: p, old: old, last: len(lines)}
	n.survey()
	p.sure = n.date >= 0 && n.marks >= 2
	if !p.sure {
		p.plainly()
		return p
	}
	if n.old {
		n.oldHead()
	} else {
		n.head(first)
	}
	n.labels(n.first, n.body)
	n.text()
	n.labels(n.tail, n.last)
	p.putLines(Furniture, n.last, len(lines))
	return p
}

// nexis is an article of Nexis with the numbers of the lines at which its
// pieces begin.
type nexis struct {
	*digestPart
	old   bool
	date  int // the line of the date, -1 if there is none; then the others are not set
	first int // the first labelled line
	body  int // after the head
	tail  int // after the body
	last  int // after the tail: "End of Document"
	marks int // labels that articles of the service have
}

// survey finds the pieces.
func (n *nexis) survey() {
	if digests().line(n.lines[n.last-1].s) == roleEnd {
		n.last--
	}
	n.date, n.tail = n.findDate(), n.last
	if n.date < 0 {
		return
	}
	n.first, n.body = n.last, n.opener()
	seen := map[digestRole]bool{}
	for i := n.date + 1; i < n.last && (n.body < 0 || i < n.body); i++ {
		switch role := n.role(i); {
		case role == roleTail && n.body < 0:
			n.body = i
		case headRole(role):
			n.first = min(n.first, i)
			if !seen[role] {
				seen[role] = true
				n.marks++
			}
		case n.body < 0 && n.first < i && !n.continues(i):
			n.body = i
		}
	}
	if n.body < 0 {
		n.body = n.last
	}
	n.first = min(n.first, n.body)
	n.findTail()
}

// findDate returns the first line that is a date and belongs to no cover;
// else the first that stands where the date does, before the copyright or a
// label, and has a year in it; -1 if there is none.
func (n *nexis) findDate() int {
	for i := range n.last {
		if n.role(i) == roleNone && n.dated(i) {
			return i
		}
	}
	for i := range max(n.last-1, 0) {
		next := n.lines[i+1].s
		role, _ := digests().label(next)
		if n.role(i) == roleNone && (rights(next) || headRole(role)) && count(n.lines[i].s) <= 8 && yearIn(n.lines[i].s) {
			return i
		}
	}
	return -1
}

// yearIn reports whether one of the words of s is a number of four digits.
func yearIn(s string) bool {
	for w := range text.Words(s) {
		if len(w) == 4 && strings.Trim(w, "0123456789") == "" {
			return true
		}
	}
	return false
}

// maxOpener is how many lines after the date the line "Body" may stand.
const maxOpener = 40

// opener returns the number of the line after the one that opens the body, -1
// if there is none.
func (n *nexis) opener() int {
	for i := n.date + 1; i < min(n.last, n.date+maxOpener); i++ {
		switch n.role(i) {
		case roleBody:
			n.marks++
			return i + 1
		case roleTail:
			return -1
		}
	}
	return -1
}

// findTail finds the first line after the body that opens the tail.
func (n *nexis) findTail() {
	for i := n.body; i < n.last; i++ {
		switch n.role(i) {
		case roleTail:
			n.marks++
		case roleLanguage, roleCaption:
			if !n.tailAfter(i) {
				continue
			}
		default:
			continue
		}
		n.tail = i
		return
	}
}

// tailAfter reports whether a line that surely opens the tail comes soon after
// line i.
func (n *nexis) tailAfter(i int) bool {
	for k := i + 1; k < min(n.last, i+16); k++ {
		if n.role(k) == roleTail {
			return true
		}
	}
	return false
}

// role tells what line i is, by its label or as a whole.
func (n *nexis) role(i int) digestRole {
	s := n.lines[i].s
	if role := digests().line(s); role != roleNone {
		return role
	}
	role, _ := digests().label(s)
	return role
}

// headRole reports the labels of a head.
func headRole(r digestRole) bool {
	switch r {
	case roleHeadline, roleByline, roleWords, roleSection, rolePlace, roleStandfirst, roleOther:
		return true
	}
	return false
}

// dated reports whether line i is the date of an article, to which a weekday,
// a time and an edition may be added.
func (n *nexis) dated(i int) bool {
	if n.dateAt(i) {
		return true
	}
	s := n.lines[i].s
	if len(s) > 100 || fullStop(s) {
		return false
	}
	d, at, ok := when.ParseLine(s)
	return ok && d.Precision >= when.Day && hasYear(d) && at.Start == 0 && count(s[at.End:]) <= maxBeside
}

// maxBeside is how many words may stand after the date on its line.
const maxBeside = 4
