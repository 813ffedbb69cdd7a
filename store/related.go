package store

import "dateline/record"

// Related is what the reports of a record showed together when they were last
// compared.
type Related struct {
	Relations *record.Relations // nil when they never were
	Made      int64             // another number for other relations
	Seq       int64             // of the last change that they know of
	Said      int               // corrections that they know of; -1 when that is not known
	Busy      bool              // they are being compared now

	// Open are demands and offers that nobody answered later, of the latest
	// Looked reports, the latest first.
	Open   []Open
	Looked int
}

// Open is a demand or an offer that nobody answered.
type Open struct {
	Position string // id
	By       string // who has not: names, joined by "; "
}
