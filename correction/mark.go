package correction

import (
	"slices"

	"dateline/record"
	"dateline/story"
)

// Mark writes into what reports show together which of it a person said: on
// what two findings are in that were joined, on both that were kept apart, and
// on who goes by another name.
func Mark(out *record.Relations, active []Correction, line func(report string) *record.Line) {
	var at map[story.Ref][]*[]record.Mark
	for i := range active {
		c := &active[i]
		if c.Kind != Merge && c.Kind != Split && c.Kind != Rename {
			continue
		}
		if at == nil {
			at = numbered(out)
		}
		var in [][]*[]record.Mark // by anchor: what it is in
		for k := range c.Anchors {
			if r, why := c.Anchors[k].ref(line); why == "" {
				in = append(in, at[r])
			}
		}
		if len(in) < len(c.Anchors) {
			continue
		}
		seen := map[*[]record.Mark]bool{}
		for k, list := range in {
			for _, m := range list {
				both := len(in) == 2 && slices.Contains(in[1-k], m)
				if (c.Kind == Merge) != both && c.Kind != Rename || seen[m] {
					continue // it has no effect here
				}
				seen[m] = true
				*m = append(*m, c.mark(""))
			}
		}
	}
}

// numbered tells where the marks of each actor, statement, event, meeting and
// report stand.
func numbered(out *record.Relations) map[story.Ref][]*[]record.Mark {
	at := map[story.Ref][]*[]record.Mark{}
	for i := range out.Actors {
		x := &out.Actors[i]
		for _, m := range x.Members {
			r := story.Ref{Report: m.Report, Actor: m.Actor}
			at[r] = append(at[r], &x.Corrections)
		}
	}
	for i := range out.Utterances {
		x := &out.Utterances[i]
		for _, id := range x.Statements {
			r := story.Ref{Report: reportOf(id), Said: id}
			at[r] = append(at[r], &x.Corrections)
		}
	}
	facts := func(ids []string, marks *[]record.Mark) {
		for _, id := range ids {
			r := story.Ref{Report: reportOf(id), Fact: id}
			at[r] = append(at[r], marks)
		}
	}
	for i := range out.Events {
		facts(out.Events[i].Mentions, &out.Events[i].Corrections)
	}
	for i := range out.Meetings {
		facts(out.Meetings[i].Meetings, &out.Meetings[i].Corrections)
	}
	for i := range out.Stories {
		x := &out.Stories[i]
		for _, id := range x.Reports {
			r := story.Ref{Report: id}
			at[r] = append(at[r], &x.Corrections)
		}
	}
	return at
}

// reportOf returns the report of a statement's id.
func reportOf(id string) string {
	for i := len(id) - 1; i >= 0; i-- {
		if id[i] == '.' {
			return id[:i]
		}
	}
	return id
}
