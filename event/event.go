// Package event finds who did what to whom in one report: events in the terms
// of PLOVER, and the meetings that a negotiation is made of.
//
//	said := statement.Find(doc)
//	events, meetings := event.Find(doc, said, statement.Positions(doc, said))
//
// An event is a phrase of the text, a verb or a noun with its arguments. What
// is threatened, demanded, refused or alleged is coded once and tied to the
// position that says so. Nothing is concluded: who acts, where and when is
// left open unless the words tell it, and what only a speaker claims is that
// speaker's.
//
// Scheme: Political Language Ontology for Verifiable Event Records (PLOVER),
// manual of February 2024. It drops comments and appeals, which packages
// statement and position keep.
package event

import (
	"maps"
	"slices"
	"strings"

	"dateline/text"
)

// Modality says in which sense an event is told.
type Modality string

// The modalities, named as in the JSON contract.
const (
	Happened     Modality = "happened"
	Historical   Modality = "historical" // background of the report
	Planned      Modality = "planned"
	Hypothetical Modality = "hypothetical" // may, would, if
	Negated      Modality = "negated"
)

// Track is on which of the two tracks of a conflict an event lies.
type Track string

// The tracks, named as in the JSON contract.
const (
	Diplomacy Track = "diplomacy"
	Military  Track = "military"
	Both      Track = "both"
	OtherWise Track = "other"
)

// Party is who takes part in an event.
type Party struct {
	Span    text.Span // the words
	Actor   int       // index into Doc.Actors; -1 when it is none of them
	Country string    // ISO 3166-1 alpha-3 of the state it acts for or is; "" when the words do not tell
	State   bool      // it is that state itself: "Kenya", "Kenyan troops"
	head    int       // token that heads the words
}

// Event is one thing that happened, was planned, threatened or denied. Spans
// are byte offsets into the article's text.
type Event struct {
	Type       string // of PLOVER
	Mode       string // ""
	Base       string // the type of what is planned or threatened; Type for others
	Contexts   []string
	Track      Track
	Modality   Modality
	Span       text.Span // the phrase that tells it, without the attribution
	Actors     []Party
	Recipients []Party
	Between    []Party   // who mediates or hosts
	Place      text.Span // where; empty
	Time       int       // index into Doc.Times; -1
	Statement  int       // index of the statement in which it is told; -1 in the outlet's own voice
	Speaker    *Party    // who tells it; nil when the report does in its own voice
	Position   int       // index of the position it is tied to; -1
	Block      int       // index into Article.Blocks
	Rule       string
	thing      int // token of what a participle before which it stands is said of; -1
	cue        int // token of the word that tells it
	head       int // token of the verb that carries it; cue for others
}

// types are the event types of PLOVER with their modes.
var types = modesOf(map[string]string{
	"AGREE": "", "CONSULT": "visit third-party multilateral phone", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
	"RETREAT": "withdraw release disarm ceasefire access resign",
	"REQUEST": "assist change yield meet", "ACCUSE": "disapprove investigate allege", "REJECT": "assist change yield meet",
	"THREATEN": "restrict arrest relations expel territory violence",
	"PROTEST":  "demo riot strike hunger boycott obstruct vandalize", "SANCTION": "convict expel withdraw discontinue",
	"MOBILIZE": "troops weapons police militia",
	"COERCE":   "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
	"ASSAULT":  "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons crowd-control unconventional",
})

// Types are the event types of PLOVER, in alphabetical order.
func Types() []string { return slices.Sorted(maps.Keys(types)) }

// contexts are those of PLOVER.
var contexts = setOf(`military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic legal
	reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality diplomatic territory
	peacekeeping health asylum migration disasters natural_resource environment technology terrorism cbrn cyber misinformation crime
	corruption illegal_drugs trafficking`)

func modesOf(m map[string]string) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for t, modes := range m {
		out[t] = setOf(modes)
	}
	return out
}

func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// cooperative reports the types that are agreed to when they are still to
// come; the others are threatened.
func cooperative(typ string) bool {
	switch typ {
	case "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT":
		return true
	}
	return false
}

// TrackOf says on which track an event lies: by its type, its mode, whether
// its contexts are military, or diplomatic or economic, and how many states
// take part. What stays within one state and is not military lies on neither;
// so do protest, policing and punishment.
func TrackOf(typ, mode string, contexts []string, states int) Track {
	military, abroad := false, states > 1
	for _, c := range contexts {
		military = military || c == "military"
		abroad = abroad || c == "diplomatic" || c == "economic" && states != 1
	}
	talk := Diplomacy // what passes between states
	if states == 1 && !abroad && !military {
		talk = OtherWise
	}
	switch typ {
	case "CONCEDE":
		if talk == OtherWise {
			return OtherWise
		}
		return Both
	case "COOPERATE", "AID":
		if military {
			return Military
		}
		return Diplomacy
	case "RETREAT":
		switch {
		case mode == "ceasefire":
			return Both
		case mode == "withdraw", mode == "disarm":
			return Military
		}
		if !abroad && states < 2 {
			return OtherWise
		}
		return Diplomacy
	case "THREATEN":
		if mode == "violence" || mode == "territory" {
			return Both
		}
		return talk
	case "PROTEST":
		return OtherWise
	case "MOBILIZE":
		if mode == "police" {
			return OtherWise
		}
		return Military
	case "ASSAULT":
		return Military
	case "COERCE":
		switch {
		case military:
			return Military
		case abroad:
			return Diplomacy // a closed border, a tanker seized
		}
		return OtherWise
	case "SANCTION":
		if mode == "convict" {
			return OtherWise
		}
		return Diplomacy
	case "CONSULT", "SUPPORT":
		return Diplomacy
	}
	return talk
}
