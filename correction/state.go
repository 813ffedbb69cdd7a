package correction

import (
	"maps"
	"slices"

	"dateline/record"
	"dateline/text"
)

// Applies is the state of a correction that changes what is shown.
const Applies = "applies"

// States says of each correction, by its id, whether it applies to the record
// as it is: [Applies], by which one it is undone, or why it no longer does.
// line returns the record of a report as it was read; nil when it is not there.
func States(all []Correction, line func(report string) *record.Line) map[string]string {
	undone, active := Undone(all), Active(all)
	_, why := Links(active, line)
	_, judged := Judgements(active, line)
	maps.Copy(why, judged)
	seen := map[string]bool{}
	for i, c := range active {
		if c.Kind == Topic {
			why[c.ID] = replaced(active[i+1:], c.Value)
			continue
		}
		r := c.Anchors[0].Report
		if seen[r] {
			continue
		}
		seen[r] = true
		l := line(r)
		if l == nil {
			continue
		}
		copied := *l
		copied.Statements, copied.Positions = slices.Clone(l.Statements), slices.Clone(l.Positions)
		copied.Events, copied.Meetings = slices.Clone(l.Events), slices.Clone(l.Meetings)
		for id, w := range Apply(&copied, active, nil) {
			why[id] = w
		}
	}
	states := map[string]string{}
	for _, c := range all {
		w, known := why[c.ID]
		switch by, gone := undone[c.ID]; {
		case gone:
			states[c.ID] = "undone by " + by
		case c.Kind == Undo:
			states[c.ID] = Applies
		case !known:
			states[c.ID] = "no longer applies: its report is not in the record any more"
		case w != "":
			states[c.ID] = "no longer applies: " + w
		default:
			states[c.ID] = Applies
		}
	}
	return states
}

// replaced says whether one of those who come later says what a topic is.
func replaced(later []Correction, topic string) string {
	if slices.ContainsFunc(later, func(c Correction) bool { return c.Kind == Topic && SameTopic(c.Value, topic) }) {
		return "a later one has its name"
	}
	return ""
}

// SameTopic reports whether two names are those of one topic: in the same
// words, whatever the case of their letters.
func SameTopic(a, b string) bool {
	words := func(s string) (out []string) {
		for w := range text.Words(s) {
			out = append(out, w)
		}
		return out
	}
	return slices.Equal(words(a), words(b))
}
