package main

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"dateline/record"
	"dateline/story"
)

// asking are the kinds of positions to which there can be an answer.
var asking = []string{"demand", "offer"}

// heard is a statement as an answer: by whom, when, about what.
type heard struct {
	by  []side
	day string // of its report; "" when it is not known
	of  matter
}

// unanswered returns, by id, to whom those demands and offers are put on which
// they say nothing later. Whether somebody answers is told generously: any
// statement of the target, or of anybody who acts for the same state, of the
// same day or later or of a day that is not known, that shares a word with
// content. Positions that are put to nobody are passed over.
func unanswered(all map[string]*record.Line, s sides) map[string]string {
	m := story.NewMatcher()
	var said []heard
	byWord := map[string][]int{}
	for _, id := range inOrder(all) {
		l := all[id]
		for i := range l.Statements {
			x := &l.Statements[i]
			h := heard{by: []side{s.side(l, &x.Speaker.Ref)}, day: day(l.Report.Published), of: matterOf(m, surfaceWords(*x), party(&x.Speaker.Ref))}
			for k := range x.Speaker.Candidates {
				h.by = append(h.by, s.side(l, &x.Speaker.Candidates[k]))
			}
			for w := range h.of {
				byWord[w] = append(byWord[w], len(said))
			}
			said = append(said, h)
		}
	}
	out := map[string]string{}
	for _, id := range inOrder(all) {
		l := all[id]
		for i := range l.Positions {
			p := &l.Positions[i]
			if !slices.Contains(asking, p.Kind) {
				continue
			}
			holder := s.side(l, &p.Holder)
			targets, names := s.targets(l, p, holder)
			of := matterOf(m, positionWords(*p), append(slices.Clone(names), party(&p.Holder))...)
			if len(targets) == 0 || len(of) == 0 {
				continue // nobody to answer, or nothing to know an answer by
			}
			if !answered(said, byWord, of, targets, holder, day(l.Report.Published)) {
				slices.Sort(names)
				out[p.ID] = strings.Join(slices.Compact(names), "; ")
			}
		}
	}
	return out
}

// targets are those to whom a position is put: its target, or where that was not
// read whoever its topic begins with ("that Peru pay"), if not the holder's own
// side.
func (s sides) targets(l *record.Line, p *record.Position, holder side) (out []side, names []string) {
	add := func(r *record.Ref) {
		x := s.side(l, r)
		if x == (side{}) || x.same(holder) {
			return
		}
		n := party(r)
		if n == "" {
			n = x.who // an id is better than nothing
		}
		out, names = append(out, x), append(names, n)
	}
	if p.Target != nil {
		add(p.Target)
		return out, names
	}
	if p.Topic == nil {
		return nil, nil
	}
	topic := []rune(p.Topic.Exact)
	for i := range l.Mentions {
		m := &l.Mentions[i]
		at := m.Span.Start - p.Topic.Start
		if m.Actor == nil || at < 0 || m.Span.End > p.Topic.End || at > len(topic) || m.Kind == "place" {
			continue
		}
		if len(strings.Fields(string(topic[:at]))) <= leading {
			add(&record.Ref{Span: &m.Span, Actor: m.Actor})
		}
	}
	return out, names
}

// leading is how many words a topic may have before who is to do it: "that the
// …". Who is named further on is what it is about.
const leading = 2

func answered(said []heard, byWord map[string][]int, of matter, targets []side, holder side, when string) bool {
	for w := range of {
		for _, i := range byWord[w] {
			h := &said[i]
			if when != "" && h.day != "" && h.day < when[:min(len(when), len(h.day))] {
				continue
			}
			// The holder's own words are no answer, unless he acts for the target.
			for _, x := range h.by {
				if (x.who == "" || x.who != holder.who) && slices.ContainsFunc(targets, x.same) {
					return true
				}
			}
		}
	}
	return false
}

// surfaceWords are a statement's words and those around it that it is told in.
func surfaceWords(s record.Statement) string {
	var b strings.Builder
	for _, c := range append(slices.Clone(s.Cue), s.Content...) {
		b.WriteString(c.Exact + " ")
	}
	return b.String()
}

// positionWords are the words that say what a position is about.
func positionWords(p record.Position) string {
	words := p.Span.Exact
	for _, x := range []*record.Span{p.Topic, p.Condition} {
		if x != nil {
			words += " " + x.Exact
		}
	}
	return words
}

// inOrder returns the ids of reports in order of publication, the undated last.
func inOrder(all map[string]*record.Line) []string {
	return slices.SortedFunc(maps.Keys(all), func(a, b string) int {
		x, y := value(all[a].Report.Published.Time), value(all[b].Report.Published.Time)
		if (x == "") != (y == "") {
			return cmp.Compare(y, x)
		}
		return cmp.Or(cmp.Compare(x, y), cmp.Compare(a, b))
	})
}
