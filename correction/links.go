package correction

import (
	"dateline/record"
	"dateline/story"
)

// Links returns what the active corrections say of what several reports show
// together, as story.RelateWith takes it, and by the correction's id why one
// does not apply; "" for one that does. line returns the record of a report,
// as it was read; nil when it is not there.
//
// Of two corrections that say the contrary of the same two, the later one
// holds.
func Links(active []Correction, line func(report string) *record.Line) (story.Links, map[string]string) {
	var out story.Links
	states := map[string]string{}
	said := map[[2]story.Ref]int{} // which correction said it last
	for i := range active {
		c := &active[i]
		if c.Kind != Merge && c.Kind != Split && c.Kind != Rename {
			continue
		}
		var refs []story.Ref
		for k := range c.Anchors {
			r, why := c.Anchors[k].ref(line)
			if why != "" {
				states[c.ID] = why
				break
			}
			refs = append(refs, r)
		}
		if len(refs) < len(c.Anchors) {
			continue
		}
		states[c.ID] = ""
		if c.Kind == Rename {
			out.Names = append(out.Names, story.Named{Ref: refs[0], Name: c.Value})
			continue
		}
		p := pair(refs[0], refs[1])
		if before, ok := said[p]; ok && active[before].Kind != c.Kind {
			states[active[before].ID] = "a later correction says the contrary: " + c.ID
		}
		said[p] = i
	}
	for i := range active {
		c := &active[i]
		if states[c.ID] != "" || c.Kind != Merge && c.Kind != Split {
			continue
		}
		a, _ := c.Anchors[0].ref(line)
		b, _ := c.Anchors[1].ref(line)
		if c.Kind == Merge {
			out.Together = append(out.Together, [2]story.Ref{a, b})
		} else {
			out.Apart = append(out.Apart, [2]story.Ref{a, b})
		}
	}
	return out, states
}

// ofSeveral reports whether c is of what several reports show together.
func (c *Correction) ofSeveral() bool {
	return c.Kind == Merge || c.Kind == Split || c.Kind == Rename || c.Kind == Verdict
}

// Relates reports whether c changes what reports show together.
func (c *Correction) Relates() bool { return c.Kind != Verdict && c.Kind != Topic }

// pair puts two in an order.
func pair(a, b story.Ref) [2]story.Ref {
	if b.Report+b.Actor+b.Said+b.Fact < a.Report+a.Actor+a.Said+a.Fact {
		a, b = b, a
	}
	return [2]story.Ref{a, b}
}

// ref finds what the anchor holds on to.
func (a *Anchor) ref(line func(string) *record.Line) (story.Ref, string) {
	r := story.Ref{Report: a.Report}
	l := line(a.Report)
	if l == nil {
		return r, "its report is not in the record any more"
	}
	i, why := a.Find(l)
	switch {
	case why != "":
		return r, why
	case a.Part == PartStatement:
		r.Said = l.Statements[i].ID
	case a.Part == PartEvent:
		r.Fact = l.Events[i].ID
	case a.Part == PartMeeting:
		r.Fact = l.Meetings[i].ID
	case a.Part == PartActor:
		r.Actor = l.Actors[i].ID
	}
	return r, ""
}
