package correction

import (
	"slices"

	"dateline/record"
)

// Applies is the state of a correction that changes what is shown.
const Applies = "applies"

// States says of each correction, by its id, whether it applies to the record
// as it is: [Applies], by which one it is undone, or why it no longer does.
// line returns the record of a report as it was read; nil when it is not there.
func States(all []Correction, line func(report string) *record.Line) map[string]string {
	undone, active := Undone(all), Active(all)
	_, why := Links(active, line)
	seen := map[string]bool{}
	for _, c := range active {
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
