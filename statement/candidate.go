package statement

import (
	"slices"

	"dateline/language"
)

// How far back the candidates of an open source are looked for, in tokens and
// in mentions, and how many are listed.
const (
	candidateReach    = 400
	candidateMentions = 80
	candidatesMost    = 4
)

// candidates lists who an open source may be: those spoken of before it, the
// last first, of a kind that its words allow. A source that is a name, or no
// mention at all, has none.
func (f *finder) candidates(s *Statement) []int {
	if s.By < 0 || s.Speaker >= 0 {
		return nil
	}
	m := f.d.Mentions[s.By]
	fits := func(language.EntityKind) bool { return false }
	switch {
	case m.Kind == language.Description:
		fits = func(k language.EntityKind) bool { return k == language.Person }
	case m.Kind == language.Pronoun:
		switch f.lower(m.Last - 1) {
		case "he", "she":
			fits = func(k language.EntityKind) bool { return k == language.Person }
		case "it":
			fits = func(k language.EntityKind) bool {
				return k == language.Organisation || k == language.Country || k == language.Other
			}
		case "they":
			fits = func(k language.EntityKind) bool {
				return k != language.Location && k != language.Agreement
			}
		}
	}
	var out []int
	var actors []int
	for i := s.By - 1; i >= max(0, s.By-candidateMentions) && len(out) < candidatesMost; i-- {
		x := f.d.Mentions[i]
		if m.First-x.First > candidateReach {
			break
		}
		if x.Actor < 0 || !fits(x.Of) || slices.Contains(actors, x.Actor) {
			continue
		}
		actors = append(actors, x.Actor)
		out = append(out, i)
	}
	return out
}
