package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"dateline/record"
)

// look is how a run of words is set; several may hold at once.
type look uint16

const (
	lookWhole   look = 1 << iota // within a statement
	lookContent                  // what was said
	lookQuoted                   // inside quotation marks
	lookCue                      // the words that say that it was said
	lookSpeaker                  // the words that name the speaker
	lookHit                      // asked for by the address or the query
	lookDateline
	lookByline
	lookFurniture
	lookHead     // a headline, standfirst or caption within a longer line
	lookEvent    // the words that tell an event
	lookPosition // the words that commit
)

// lookNames are the looks' class names in the style sheet, in bit order.
var lookNames = [...]string{"st", "said", "quoted", "cue", "who", "hit", "dateline", "byline", "furniture", "head", "event", "position"}

// String returns the class names of l.
func (l look) String() string {
	var names []string
	for i, n := range lookNames {
		if l&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return strings.Join(names, " ")
}

// mark is a stretch of a text that is set in some way.
type mark struct {
	start, end int // code points of the text
	look       look
	statement  finding // what it belongs to
}

// finding names what a mark belongs to: a kind (s for a statement, e for an
// event, p for a position) and its number in the report from 1. The zero
// finding is none.
type finding struct {
	kind byte
	n    int
}

// String writes f as it stands in ids: "s3".
func (f finding) String() string { return string(f.kind) + strconv.Itoa(f.n) }

// Kind is the kind for people.
func (f finding) Kind() string {
	return map[byte]string{'s': "Statement", 'e': "Event", 'p': "Position"}[f.kind]
}

// Letter is the kind as it stands in ids.
func (f finding) Letter() string { return string(f.kind) }

// N is the number.
func (f finding) N() int { return f.n }

// run is a stretch of words that are all set alike.
type run struct {
	Words   string
	Look    look
	On      string    // the findings it belongs to, set apart by spaces
	Anchors []finding // that start here
	Place   bool      // the first of the words that were asked for
}

// Hit reports whether the run was asked for.
func (r run) Hit() bool { return r.Look&lookHit != 0 }

// line is a stretch of a text whose runs are wanted together: a paragraph.
type line struct {
	start, end int // code points
	runs       []run
}

// setRuns cuts text at every end of a line and of a mark and gives each line
// its runs. Lines are in text order and do not overlap. A mark that reaches
// past the text is cut off there.
//
// An anchor stands before the first run of its statement, or before the next
// run when the statement starts between two lines.
func setRuns(text string, lines []*line, marks []mark) {
	edges, offsets := cuts(text, lines, marks)
	starts := slices.Clone(marks)
	slices.SortStableFunc(starts, func(a, b mark) int { return a.start - b.start })

	var (
		active  []mark
		next    int
		pending []finding
		placed  bool
		begun   = map[finding]bool{}
		last    *run
	)
	at := 0
	for _, l := range lines {
		for at < len(edges)-1 && edges[at] < l.start {
			at++
		}
		for ; at < len(edges)-1 && edges[at] < l.end; at++ {
			from := edges[at]
			for next < len(starts) && starts[next].start <= from {
				m := starts[next]
				next++
				if m.statement.n > 0 && !begun[m.statement] {
					begun[m.statement] = true
					pending = append(pending, m.statement)
				}
				active = append(active, m)
			}
			active = slices.DeleteFunc(active, func(m mark) bool { return m.end <= from })
			r := run{Words: text[offsets[at]:offsets[at+1]], Anchors: pending}
			pending = nil
			var on []finding
			for _, m := range active {
				r.Look |= m.look
				if m.statement.n > 0 && !slices.Contains(on, m.statement) {
					on = append(on, m.statement)
				}
			}
			r.On = numbers(on)
			if r.Look&lookHit != 0 && !placed {
				r.Place, placed = true, true
			}
			l.runs = append(l.runs, r)
			last = &l.runs[len(l.runs)-1]
		}
	}
	for ; last != nil && next < len(starts); next++ {
		if n := starts[next].statement; n.n > 0 && !begun[n] {
			begun[n] = true
			last.Anchors = append(last.Anchors, n)
		}
	}
}

// cuts returns the places, in code points, at which text is cut, in order and
// each once, with their byte offsets. The end of the text is the last.
func cuts(text string, lines []*line, marks []mark) (edges, offsets []int) {
	edges = make([]int, 0, 2*(len(lines)+len(marks))+2)
	edges = append(edges, 0)
	for _, l := range lines {
		edges = append(edges, l.start, l.end)
	}
	for _, m := range marks {
		edges = append(edges, max(m.start, 0), max(m.end, 0))
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	offsets = make([]int, 0, len(edges)+1)
	point, k := 0, 0
	for at := range text {
		if k < len(edges) && edges[k] == point {
			offsets = append(offsets, at)
			k++
		}
		point++
	}
	edges = append(edges[:k], point) // what is left lies at the end or past it
	offsets = append(offsets, len(text))
	return edges, offsets
}

// pieceRuns sets the words of one span, given marks in code points of the
// text that the span points into.
func pieceRuns(s record.Span, marks []mark) []run {
	moved := make([]mark, 0, len(marks))
	n := utf8.RuneCountInString(s.Exact)
	for _, m := range marks {
		if m.end > s.Start && m.start < s.Start+n {
			m.start, m.end = m.start-s.Start, m.end-s.Start
			moved = append(moved, m)
		}
	}
	l := line{start: 0, end: n}
	setRuns(s.Exact, []*line{&l}, moved)
	return l.runs
}

// statementMarks are the marks of one statement, numbered n.
func statementMarks(s record.Statement, n int) []mark {
	of := finding{'s', n}
	marks := []mark{{s.Span.Start, s.Span.End, lookWhole, of}}
	add := func(spans []record.Span, l look) {
		for _, x := range spans {
			marks = append(marks, mark{x.Start, x.End, l, of})
		}
	}
	add(s.Content, lookContent)
	add(s.Quotes, lookQuoted)
	add(s.Cue, lookCue)
	// A quotation that floats has its source in an earlier sentence, where it
	// is marked for the statement that it belongs to.
	if x := s.Speaker.Span; x != nil && s.Span.Start <= x.Start && x.End <= s.Span.End {
		add([]record.Span{*s.Speaker.Span}, lookSpeaker)
	}
	return marks
}

// numbers writes findings in the order of their kinds and numbers, set apart
// by spaces.
func numbers(list []finding) string {
	slices.SortFunc(list, func(a, b finding) int { return cmp.Or(-cmp.Compare(a.kind, b.kind), a.n-b.n) })
	var b strings.Builder
	for i, f := range list {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(f.String())
	}
	return b.String()
}
