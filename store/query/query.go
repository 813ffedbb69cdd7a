// Package query is the one query language of the record, for search, lists,
// the desk and the API alike. It is parsed here and never passed to an engine
// as it is written.
//
//	missile "red line" speaker:dvorin outlet:"harbour wire" after:2026-02-01 -sanctions
//
// Words and "phrases" must all occur (in the report's text, or, in lists of
// statements, in the statement's own words); a minus leaves out what has the
// word. Fields narrow further: speaker: (a name of who speaks, or of the state
// acted for, its code, or the capacity: a name within a capacity, as in "adviser
// to Ana Orlo", is none), outlet:, about: (a name that occurs in the report), place: (a place
// that does), kind: (direct, mixed, indirect), cue: (the words that say that it
// was said: "denied"), grade: (sure; check, for what is to check), type: and track: (in lists of events the type, mode or
// modality, and diplomacy or military; in lists of meetings, kind, status and
// format), after: and before: (days,
// inclusive and exclusive, of publication, as written there; a month or a year
// stands for its first day). All conditions hold together, those of one field
// too. Letters' case and accents do not matter, nor does punctuation: a word
// with punctuation inside ("well-known") is a phrase, and what has no letter
// or digit asks for nothing.
//
// In lists of reports, speaker:, kind: and cue: ask for a report with one statement
// that answers them all, and with a minus leave out the reports that have such
// a statement; grade: asks for one with a statement of that grade. What a report does not say (its date, its outlet) answers no
// field, so a minus keeps it.
package query

// Term is one word or phrase that must, or must not, occur.
type Term struct {
	Words []string // as text.Words cuts them; more than one is a phrase, in this order with nothing between
	Not   bool
}

// Field is one name:value condition.
type Field struct {
	Name  string   // speaker, outlet, about, place, kind, cue, grade, before, after
	Value string   // as written, quotation marks left out
	Words []string // Value as text.Words cuts it; of a state's code, its name
	Not   bool
}

// Query is a parsed query. The zero Query is answered by everything.
type Query struct {
	Terms  []Term
	Fields []Field
}
