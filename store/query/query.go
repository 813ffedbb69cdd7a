// Package query is the one query language of the record, for search, lists,
// the desk and the API alike. It is parsed here and never passed to an engine
// as it is written.
//
//	missile "red line" speaker:dvorin outlet:"harbour wire" after:2026-02-01 -sanctions
//
// Words and "phrases" must all occur (in the report's text, or, in lists of
// statements, in the statement's own words); a minus leaves out what has the
// word. Fields narrow further: speaker:, outlet:, about: (a name that occurs
// in the report), place: (a place that does), kind: (direct, mixed,
// indirect), after: and before: (days, inclusive and exclusive, of
// publication). Letters' case and accents do not matter.
package query

// Term is one word or phrase that must, or must not, occur.
type Term struct {
	Words []string // as text.Words cuts them; more than one is a phrase, in this order with nothing between
	Not   bool
}

// Field is one name:value condition.
type Field struct {
	Name  string   // speaker, outlet, about, place, kind, before, after
	Value string   // as written, quotation marks left out
	Words []string // Value as text.Words cuts it
	Not   bool
}

// Query is a parsed query. The zero Query is answered by everything.
type Query struct {
	Terms  []Term
	Fields []Field
}
