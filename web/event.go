package web

import (
	"strings"

	"dateline/record"
	"dateline/store"
)

// plainTypes are the types of PLOVER in plain words.
var plainTypes = map[string]string{
	"AGREE": "agrees", "CONSULT": "meets", "SUPPORT": "supports", "CONCEDE": "yields", "COOPERATE": "cooperates", "AID": "helps",
	"RETREAT": "withdraws", "REQUEST": "demands", "ACCUSE": "accuses", "REJECT": "rejects", "THREATEN": "threatens", "PROTEST": "protests",
	"SANCTION": "breaks off", "MOBILIZE": "mobilises", "COERCE": "coerces", "ASSAULT": "attacks",
}

// plainType is the type of an event in plain words.
func plainType(t string) string {
	if w := plainTypes[t]; w != "" {
		return w
	}
	return strings.ToLower(t)
}

// hostile types are those that somebody who tells of another's deed alleges.
var hostileTypes = map[string]bool{"ASSAULT": true, "COERCE": true, "THREATEN": true, "MOBILIZE": true, "SANCTION": true, "ACCUSE": true}

// Standings of an event: what the words say of it, and in whose voice.
const (
	reported     = "reported"     // by the outlet in its own voice
	claimed      = "claimed"      // told by somebody
	alleged      = "alleged"      // a hostile deed, told by somebody else than who did it
	planned      = "planned"      // to come
	hypothetical = "hypothetical" // if, might
	negated      = "did not happen"
	historical   = "recalled" // from before what the report is about
)

// standings are all standings in the order of keys to pictures.
var standings = []string{reported, claimed, alleged, planned, hypothetical, negated, historical}

// standingTexts say what each standing means.
var standingTexts = map[string]string{
	reported:     "reported by the outlet in its own voice",
	claimed:      "claimed: told by somebody",
	alleged:      "alleged: a hostile act, told by somebody else than who did it",
	planned:      "planned, or announced",
	hypothetical: "hypothetical: if, or might",
	negated:      "said not to have happened",
	historical:   "recalled from an earlier time",
}

// signed is what the picture of a standing is made for.
type signed struct{ Standing string }

// standing returns what an event is worth by its words.
func standing(m store.EventMark) string {
	switch m.Modality {
	case "planned":
		return planned
	case "hypothetical":
		return hypothetical
	case "negated":
		return negated
	}
	switch {
	case m.By != nil && hostileTypes[m.Type] && !taking(m.Actors, *m.By):
		return alleged
	case m.By != nil:
		return claimed
	case m.Modality == "historical":
		return historical
	}
	return reported
}

// taking reports whether name is among actors, names joined by "; ".
func taking(actors, name string) bool {
	for a := range strings.SplitSeq(actors, "; ") {
		if a != "" && strings.EqualFold(a, name) {
			return true
		}
	}
	return false
}

// names are those of several actors.
func names(list []record.Ref) string {
	out := make([]string, 0, len(list))
	for _, r := range list {
		if n := party(r); n != "" {
			out = append(out, n)
		}
	}
	return strings.Join(out, "; ")
}

// whoToWhom names who takes part in an event.
func whoToWhom(m store.EventMark) string {
	switch {
	case m.Actors == "" && m.Recipients == "":
		return "nobody named"
	case m.Recipients == "":
		return m.Actors
	case m.Actors == "":
		return "→ " + m.Recipients
	}
	return m.Actors + " → " + m.Recipients
}

// dayOf is the day on which an event stands in a picture: its own or, where
// the words do not tell it, that of the report; "" when neither is known.
func dayOf(m store.EventMark) (day string, own bool) {
	const full = len("2026-02-09")
	if d := deref(m.Date, ""); len(d) >= full && d[0] != '-' {
		return d[:full], true
	}
	if p := deref(m.Published, ""); len(p) >= full && p[0] != '-' {
		return p[:full], false
	}
	return "", false
}
