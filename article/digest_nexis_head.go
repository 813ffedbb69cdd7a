package article

import "dateline/text"

// continues reports whether line i goes on with the labelled line above it: no
// blank line parts them.
func (n *nexis) continues(i int) bool { return i > 0 && !n.lines[i].gap }

// head makes blocks of the lines before the labels, in the newer layout.
func (n *nexis) head(first bool) {
	n.skipPages(n.date)
	if first {
		n.skipCover()
	}
	end := n.left // of the headline
	if end < n.date {
		for end++; end < n.date-1 && n.continues(end); end++ {
			// lines of one headline
		}
		n.headline(n.span(n.left, end), nexisHeader)
	}
	n.furniture(end, n.date)
	if end < n.date {
		n.setOutlet(n.date - 1)
	}
	n.dateLine()
	n.furniture(n.date+1, n.first)
}

// oldHead makes blocks of the lines before the labels, in the older layout.
func (n *nexis) oldHead() {
	outlet := n.date - 1
	for outlet > 0 && (rights(n.lines[outlet].s) || n.role(outlet) == roleStart) {
		outlet--
	}
	if outlet > 0 {
		n.setOutlet(outlet)
	}
	n.furniture(0, n.date)
	n.dateLine()
	from := n.first
	if !n.labelled(roleHeadline) {
		for from = n.first - 1; from > n.date+1 && n.continues(from); from-- {
			// lines of one headline
		}
		from = max(from, n.date+1)
	}
	n.furniture(n.date+1, from)
	if from < n.first {
		n.headline(n.span(from, n.first), nexisHeader)
	}
}

// labelled reports whether a line of the head has a label.
func (n *nexis) labelled(role digestRole) bool {
	for i := n.first; i < n.body; i++ {
		if r, _ := digests().label(n.lines[i].s); r == role {
			return true
		}
	}
	return false
}

// furniture makes a block of each line from from to to, to exclusive.
func (n *nexis) furniture(from, to int) {
	for i := from; i < to; i++ {
		kind := Furniture
		if digestClock(n.lines[i].s) {
			kind = DateLine
		}
		n.put(kind, n.lines[i].span)
	}
}

// setOutlet takes line i as the name of the outlet.
func (n *nexis) setOutlet(i int) {
	n.outlet = n.lines[i].s
	n.because("outlet", nexisHeader)
}

// dateLine takes the date, and the time of day if it stands on the next line.
func (n *nexis) dateLine() {
	clock := ""
	if n.date+1 < len(n.lines) && digestClock(n.lines[n.date+1].s) {
		clock = n.lines[n.date+1].s
	}
	n.setDate(n.lines[n.date].s, clock, nexisHeader)
	n.put(DateLine, n.lines[n.date].span)
}

// skipPages leaves out the edges of printed pages before line to.
func (n *nexis) skipPages(to int) {
	for n.left < to && n.role(n.left) == rolePage {
		n.left++
	}
}

// skipCover leaves out a cover before the head of the first article: all but
// the headline and the outlet.
func (n *nexis) skipCover() {
	cover := -1
	for i := range n.date {
		if n.role(i) == roleCover {
			cover = i
		}
	}
	if cover < 0 {
		return
	}
	start := max(cover+1, n.date-2)
	for start > cover+1 && n.continues(start) {
		start--
	}
	n.left = min(start, n.date)
}

// labels makes blocks of the labelled lines from from to to, to exclusive.
func (n *nexis) labels(from, to int) {
	for i := from; i < to; {
		end := i + 1
		whole := digests().line(n.lines[i].s)
		role, at := digests().label(n.lines[i].s)
		for end < to && n.role(end) == roleNone && (n.continues(end) || whole == roleCaption) {
			end++
		}
		field := n.span(i, end)
		switch {
		case whole == roleCaption:
			n.put(Furniture, n.lines[i].span)
			if i+1 < end {
				n.put(Caption, n.span(i+1, end))
			}
		case role == roleNone || whole != roleNone:
			n.furniture(i, end)
		default:
			value := text.Span{Start: field.Start + at, End: field.End}
			n.put(Furniture, text.Span{Start: field.Start, End: field.Start + at})
			n.field(role, value, "Nexis label "+n.lines[i].s[:at], "")
		}
		i = end
	}
}

// text makes blocks of the body.
func (n *nexis) text() {
	if n.body < n.tail {
		n.putBody(n.span(n.body, n.tail))
	}
}
