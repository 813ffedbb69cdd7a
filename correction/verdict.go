package correction

import (
	"slices"

	"dateline/record"
)

// Verdicts are what a person can say of two positions, the later one against
// the earlier.
var Verdicts = []string{"softened", "hardened", "unchanged", "contradicts"}

// Judged is a verdict on two positions.
type Judged struct {
	Earlier string      `json:"earlier"` // ids of positions
	Later   string      `json:"later"`
	Verdict string      `json:"verdict"` // softened, hardened, unchanged, contradicts
	Mark    record.Mark `json:"mark"`    // who says so, when and why
}

// Judgements returns the verdicts among the active corrections, in their
// order, and by the correction's id why one does not apply; "" for one that
// does. line returns the record of a report, as it was read; nil when it is
// not there.
func Judgements(active []Correction, line func(report string) *record.Line) ([]Judged, map[string]string) {
	var out []Judged
	states := map[string]string{}
	for i := range active {
		c := &active[i]
		if c.Kind != Verdict {
			continue
		}
		var ids []string
		for k := range c.Anchors {
			a := &c.Anchors[k]
			l, why := line(a.Report), "its report is not in the record any more"
			n := -1
			if l != nil {
				n, why = a.Find(l)
			}
			if states[c.ID] = why; why != "" {
				break
			}
			ids = append(ids, l.Positions[n].ID)
		}
		if len(ids) == 2 && ids[0] == ids[1] {
			states[c.ID] = "both are read as one position now"
		}
		if states[c.ID] == "" {
			out = append(out, Judged{Earlier: ids[0], Later: ids[1], Verdict: c.Value, Mark: c.mark("")})
		}
	}
	return out, states
}

// verdict reports whether a word is one.
func verdict(s string) bool { return slices.Contains(Verdicts, s) }

// String tells a verdict on one line.
func (j Judged) String() string {
	how := j.Verdict
	switch how {
	case "contradicts":
		return "contradicts " + j.Earlier + ", says " + j.Mark.By + ": " + j.Mark.Why
	case "unchanged":
		return "unchanged since " + j.Earlier + ", says " + j.Mark.By + ": " + j.Mark.Why
	}
	return how + " against " + j.Earlier + ", says " + j.Mark.By + ": " + j.Mark.Why
}
