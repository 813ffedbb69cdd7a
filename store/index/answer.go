package index

import (
	"strings"

	"dateline/store/query"
)

// Place is what a query asks of a part beside its own words: the words and the
// date of its report, and its grade.
type Place struct {
	Report Report
	Date   Key
	Grade  string
}

// Answers reports whether a part with these words, in its place, answers q, as
// the engines find it in their lists of statements and of positions.
func (s Statement) Answers(in Place, q query.Query) bool {
	for _, t := range q.Terms {
		if len(t.Words) > 0 && has(s.Said, t.Words) == t.Not {
			return false
		}
	}
	for _, f := range q.Fields {
		if in.answers(s, f) == f.Not {
			return false
		}
	}
	return true
}

func (in Place) answers(s Statement, f query.Field) bool {
	words := f.Words
	if len(words) == 0 {
		words = query.Words(f.Value)
	}
	switch f.Name {
	case "speaker":
		return has(s.Speaker, words)
	case "kind", "type", "track":
		return has(s.Kind, words)
	case "cue":
		return has(s.Cue, words)
	case "about":
		return has(in.Report.Names, words)
	case "place":
		return has(in.Report.Places, words)
	case "outlet":
		return has(in.Report.Outlet, words)
	case "grade":
		return in.Grade == f.Value || f.Value == "check" && in.Grade == "to check"
	case "after", "before":
		day, ok := f.Day()
		return ok && in.Date.Known && (in.Date.Day >= day) == (f.Name == "after")
	}
	return false
}

// has reports whether words stand in joined, in this order with nothing
// between.
func has(joined string, words []string) bool {
	return strings.Contains(" "+joined+" ", " "+strings.Join(words, " ")+" ")
}
