package correction

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"dateline/record"
)

// What an anchor holds on to.
const (
	PartReport    = "report"
	PartStatement = "statement"
	PartPosition  = "position"
	PartActor     = "actor"
	PartEvent     = "event"
	PartMeeting   = "meeting"
	PartWords     = "words" // of the report's text, whatever was read there
)

// around is how many code points before and after the words are kept.
const around = 32

// Anchor holds on to something in a report by its words.
type Anchor struct {
	Report  string `json:"report"`
	Version string `json:"version"` // of the report in which the words were found
	Part    string `json:"part"`
	Own     string `json:"own,omitempty"`  // the id that it had, for people to read
	Name    string `json:"name,omitempty"` // of an actor
	Kind    string `json:"kind,omitempty"` // the type of an event, the kind of a meeting: several may stand at the same words
	Exact   string `json:"exact,omitempty"`
	Prefix  string `json:"prefix,omitempty"` // what stands before
	Suffix  string `json:"suffix,omitempty"`
	Start   int    `json:"start"` // code points into the text of that version
}

// At makes the anchor of what ref names in l: the report itself, or the id of
// a statement, a position, an event, a meeting or an actor in it.
func At(l *record.Line, ref string) (Anchor, error) {
	a := Anchor{Report: l.Report.ID, Version: l.Report.Version, Part: PartReport}
	if ref == l.Report.ID {
		return a, nil
	}
	own := strings.TrimPrefix(ref, l.Report.ID+".")
	a.Own = own
	for i := range l.Statements {
		if s := &l.Statements[i]; s.ID == ref {
			a.Part = PartStatement
			start, end := hull(s.Content, s.Span)
			return a.quote(l, start, end), nil
		}
	}
	for i := range l.Positions {
		if p := &l.Positions[i]; p.ID == ref {
			a.Part = PartPosition
			return a.quote(l, p.Span.Start, p.Span.End), nil
		}
	}
	for i := range l.Events {
		if e := &l.Events[i]; e.ID == ref {
			a.Part, a.Kind = PartEvent, e.Type
			return a.quote(l, e.Span.Start, e.Span.End), nil
		}
	}
	for i := range l.Meetings {
		if m := &l.Meetings[i]; m.ID == ref {
			a.Part, a.Kind = PartMeeting, kindOf(m)
			start, end := meetingWords(l, m)
			if start == end {
				return a, fmt.Errorf("%s: the report has no words for the meeting to hold on to", ref)
			}
			return a.quote(l, start, end), nil
		}
	}
	for i := range l.Actors {
		x := &l.Actors[i]
		if x.ID != own {
			continue
		}
		a.Part, a.Name = PartActor, x.Name
		var best *record.Span
		for k := range l.Mentions {
			m := &l.Mentions[k]
			if m.Actor != nil && *m.Actor == x.ID && (best == nil || best.Exact != x.Name && m.Span.Exact == x.Name) {
				best = &m.Span
			}
		}
		if best == nil {
			return a, fmt.Errorf("%s: the report has no words for %q to hold on to", ref, x.Name)
		}
		return a.quote(l, best.Start, best.End), nil
	}
	return a, fmt.Errorf("%s: there is no such statement, position, event, meeting or actor in the report", ref)
}

// AtWords makes the anchor of words of the report's text, those nearest to a
// place in it.
func AtWords(l *record.Line, words string, near int) (Anchor, error) {
	a := Anchor{Report: l.Report.ID, Version: l.Report.Version, Part: PartWords, Exact: strings.TrimSpace(words), Start: near}
	start, end, ok := a.locate(l.Report.Text)
	if !ok {
		return a, fmt.Errorf("the report does not have the words %q, letter by letter", words)
	}
	return a.quote(l, start, end), nil
}

// quote fills in the words of l from start to end, in code points.
func (a Anchor) quote(l *record.Line, start, end int) Anchor {
	t := []rune(l.Report.Text)
	start, end = min(start, len(t)), min(max(start, end), len(t))
	a.Start, a.Exact = start, string(t[start:end])
	a.Prefix, a.Suffix = string(t[max(0, start-around):start]), string(t[end:min(len(t), end+around)])
	return a
}

// hull is the range from the first to the last of the spans, or that of s.
func hull(spans []record.Span, s record.Span) (start, end int) {
	if len(spans) == 0 {
		return s.Start, s.End
	}
	start, end = spans[0].Start, spans[0].End
	for _, x := range spans {
		start, end = min(start, x.Start), max(end, x.End)
	}
	return start, end
}

// flat is a text in which a run of spaces and line breaks is one space.
type flat struct {
	runes []rune
	at    []int // by rune: its place in the text, in code points
}

func flatten(s string) flat {
	var f flat
	i, space := 0, false
	for _, r := range s {
		if unicode.IsSpace(r) {
			if !space {
				f.runes, f.at = append(f.runes, ' '), append(f.at, i)
			}
			space = true
		} else {
			f.runes, f.at = append(f.runes, r), append(f.at, i)
			space = false
		}
		i++
	}
	return f
}

// locate finds the anchor's words in a text: of several places the one that
// has the same words around, and of equals the nearest to where they were.
func (a *Anchor) locate(text string) (start, end int, ok bool) {
	want := flatten(strings.TrimSpace(a.Exact)).runes
	if len(want) == 0 {
		return 0, 0, false
	}
	lead := 0 // spaces before the words in Exact
	for _, r := range a.Exact {
		if !unicode.IsSpace(r) {
			break
		}
		lead++
	}
	f := flatten(text)
	before, after := flatten(a.Prefix).runes, flatten(a.Suffix).runes
	best := -1
	words, whole := string(want), string(f.runes)
	at := 0 // in runes of f
	for from := 0; ; {
		i := strings.Index(whole[from:], words)
		if i < 0 {
			break
		}
		at += len([]rune(whole[from : from+i]))
		from += i
		score := same(f.runes[:at], before, true) + same(f.runes[at+len(want):], after, false)
		s := f.at[at]
		if score > best || score == best && abs(s-a.Start-lead) < abs(start-a.Start-lead) {
			best, start, end, ok = score, s, f.at[at+len(want)-1]+1, true
		}
		step := len(string(f.runes[at]))
		from, at = from+step, at+1
	}
	return start, end, ok
}

// same counts the runes that two texts have in common at their ends or at
// their beginnings.
func same(a, b []rune, ends bool) int {
	n := 0
	for n < len(a) && n < len(b) {
		x, y := a[n], b[n]
		if ends {
			x, y = a[len(a)-1-n], b[len(b)-1-n]
		}
		if x != y {
			break
		}
		n++
	}
	return n
}

func abs(n int) int { return max(n, -n) }

// enough is the share of the words of both that an anchor and a finding have
// in common at least, to be the same.
const enough = 0.5

// overlap is how much of what either covers both cover, 0 to 1.
func overlap(a, b, c, d int) float64 {
	both := min(b, d) - max(a, c)
	if both <= 0 {
		return 0
	}
	return float64(both) / float64(max(b, d)-min(a, c))
}

// Find returns the place in l's list of what the anchor holds on to (of
// statements, positions, events, meetings or actors; 0 for the report), or why
// there is none. Of several that cover the words equally well it is the first
// of the same kind, the one with the same id before all.
func (a *Anchor) Find(l *record.Line) (int, string) {
	if a.Part == PartReport {
		return 0, ""
	}
	start, end, ok := a.locate(l.Report.Text)
	switch {
	case a.Exact == "":
		return -1, "its words were purged"
	case !ok:
		return -1, "the report does not have the words any more"
	}
	best, value, tie := -1, 0.0, 0
	choose := func(i int, v float64, t int) {
		if v > value || v == value && v > 0 && t > tie {
			best, value, tie = i, v, t
		}
	}
	try := func(i, s, e int) { choose(i, overlap(start, end, s, e), 0) }
	switch a.Part {
	case PartWords:
		return 0, ""
	case PartStatement:
		for i := range l.Statements {
			s, e := hull(l.Statements[i].Content, l.Statements[i].Span)
			try(i, s, e)
		}
	case PartPosition:
		for i := range l.Positions {
			try(i, l.Positions[i].Span.Start, l.Positions[i].Span.End)
		}
	case PartEvent:
		for i := range l.Events {
			e := &l.Events[i]
			choose(i, overlap(start, end, e.Span.Start, e.Span.End), a.like(l, e.ID, e.Type))
		}
	case PartMeeting:
		for i := range l.Meetings {
			m := &l.Meetings[i]
			choose(i, toldAt(l, m, start, end), a.like(l, m.ID, kindOf(m)))
		}
	case PartActor:
		for i := range l.Mentions {
			if m := &l.Mentions[i]; m.Actor != nil {
				k := slices.IndexFunc(l.Actors, func(x record.Actor) bool { return x.ID == *m.Actor })
				if k >= 0 {
					try(k, m.Span.Start, m.Span.End)
				}
			}
		}
	}
	if best < 0 || value < enough {
		return -1, "no " + a.Part + " is read at the words any more"
	}
	return best, ""
}

// like says how much a finding is called what the anchor's was: 1 for the same
// kind, 2 more for the same id in the same version.
func (a *Anchor) like(l *record.Line, id, kind string) int {
	n := 0
	if kind == a.Kind {
		n = 1
	}
	if l.Report.Version == a.Version && id == a.Report+"."+a.Own {
		n += 2
	}
	return n
}

// String names what the anchor holds on to, as it was called.
func (a Anchor) String() string {
	if a.Own == "" {
		return a.Report
	}
	return a.Report + "." + a.Own
}
