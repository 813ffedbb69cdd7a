package position

import (
	"slices"
	"strings"

	"dateline/record"
	"dateline/story"
)

// asking are the kinds of positions to which there can be an answer.
var asking = []string{"demand", "offer"}

// heard is a statement as an answer: by whom, when, about what.
type heard struct {
	by  []Side
	day string // of its report; "" when it is not known
	of  matter
}

// Unanswered returns, by id, to whom those demands and offers are put on which
// they say nothing later. Whether somebody answers is told generously: any
// statement of the target, or of anybody who acts for the same state, of the
// same day or later or of a day that is not known, that shares a word with
// content. Positions that are put to nobody are passed over.
func Unanswered(all map[string]*record.Line, s Sides) map[string]string {
	m := story.NewMatcher()
	var said []heard
	byWord := map[string][]int{}
	for _, id := range Ordered(all) {
		l := all[id]
		for i := range l.Statements {
			x := &l.Statements[i]
			if record.Retraction(x.Corrections) != nil {
				continue
			}
			h := heard{by: []Side{s.Side(l, &x.Speaker.Ref)}, day: l.Report.Published.Day(), of: matterOf(m, surfaceWords(x), x.Speaker.Words())}
			for k := range x.Speaker.Candidates {
				h.by = append(h.by, s.Side(l, &x.Speaker.Candidates[k]))
			}
			for w := range h.of {
				byWord[w] = append(byWord[w], len(said))
			}
			said = append(said, h)
		}
	}
	out := map[string]string{}
	for _, id := range Ordered(all) {
		l := all[id]
		for i := range l.Positions {
			p := &l.Positions[i]
			if !slices.Contains(asking, p.Kind) || record.Retraction(p.Corrections) != nil {
				continue
			}
			holder := s.Side(l, &p.Holder)
			targets, names := s.targets(l, p, holder)
			of := matterOf(m, words(p), append(slices.Clone(names), p.Holder.Words())...)
			if len(targets) == 0 || len(of) == 0 {
				continue // nobody to answer, or nothing to know an answer by
			}
			if !answered(said, byWord, of, targets, holder, l.Report.Published.Day()) {
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
func (s Sides) targets(l *record.Line, p *record.Position, holder Side) (out []Side, names []string) {
	add := func(r *record.Ref) {
		x := s.Side(l, r)
		if x == (Side{}) || x.Same(holder) {
			return
		}
		n := r.Words()
		if n == "" {
			n = x.Who // an id is better than nothing
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

func answered(said []heard, byWord map[string][]int, of matter, targets []Side, holder Side, when string) bool {
	for w := range of {
		for _, i := range byWord[w] {
			h := &said[i]
			if when != "" && h.day != "" && h.day < when[:min(len(when), len(h.day))] {
				continue
			}
			// The holder's own words are no answer, unless he acts for the target.
			for _, x := range h.by {
				if (x.Who == "" || x.Who != holder.Who) && slices.ContainsFunc(targets, x.Same) {
					return true
				}
			}
		}
	}
	return false
}

// surfaceWords are a statement's words and those around it that it is told in.
func surfaceWords(s *record.Statement) string {
	var b strings.Builder
	for _, c := range append(slices.Clone(s.Cue), s.Content...) {
		b.WriteString(c.Exact + " ")
	}
	return b.String()
}
