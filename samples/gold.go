package samples

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
)

//go:embed gold.json
var gold []byte

// Answer is what a careful reader finds in the reports. Lists are in the
// order of files by name, records, and words in the text.
type Answer struct {
	Quotations    []Quotation    `json:"quotations"`
	Statements    []Statement    `json:"statements"`
	NotQuotations []NotQuotation `json:"not_quotations"`
	Dates         []Date         `json:"dates"`     // one for each record
	Titles        []Title        `json:"titles"`    // one for each record
	Pairs         []Pair         `json:"pairs"`     // reports that rewrite one another
	NotPairs      []Pair         `json:"not_pairs"` // reports that share facts or words, yet are no rewrite
}

// Place is a record in a file. It is the part that all entries share.
type Place struct {
	File   string `json:"file"`   // name in FS
	Record int    `json:"record"` // 0-based, in the order of the file; 0 where it holds one report
}

// Quotation is a run of words between one pair of quotation marks that is
// reported as said or written by somebody. Speech that is split by its cue,
// or runs over two paragraphs, is one Quotation for each piece.
type Quotation struct {
	Place
	Words       string `json:"words"`       // as they stand in the decoded text, marks and spaces beside them left out
	Speaker     string `json:"speaker"`     // the fullest name in this report, without title; "" if it names nobody
	Description string `json:"description"` // the words for a speaker who is not named
	Via         string `json:"via"`         // who passes the words on, where the report has them at second hand
	Note        string `json:"note"`        // what is unusual about the marks or the attribution; mostly ""
}

// Statement is one reported utterance, bounded by its first and last words,
// attribution and content taken together.
type Statement struct {
	Place
	First       string `json:"first"` // it starts where these words first stand in the record
	Last        string `json:"last"`  // it ends with the next place of these words from there on
	Speaker     string `json:"speaker"`
	Description string `json:"description"`
	Kind        string `json:"kind"` // direct, mixed, indirect; the answers of an interview are direct without marks
}

// NotQuotation is a run of words between marks that nobody is reported to
// say in the body: a title, a ship, a subheading, furniture, or a quotation
// that stands inside another and is part of it.
type NotQuotation struct {
	Place
	Words string `json:"words"`
	Why   string `json:"why"`
}

// Date is when a report appeared, and what its dateline says.
type Date struct {
	Place
	Published *string `json:"published"` // ISO 8601 to the precision written; nil if the record gives no full date
	City      string  `json:"place"`     // of the dateline, as written; "" if there is none
	Dateline  string  `json:"dateline"`  // the day in the dateline without its year: "--02-06"; "" if there is none
}

// Title is a report's headline.
type Title struct {
	Place
	Title *string `json:"title"` // nil if the report has none
}

// Pair names two reports as "file" or, in a file of many, "file#record".
type Pair struct {
	A   string `json:"a"`
	B   string `json:"b"`
	Why string `json:"why"`
}

// Gold returns the answer key. An error means that the embedded file is
// broken, and names the place as the JSON decoder gives it.
func Gold() (Answer, error) {
	var a Answer
	dec := json.NewDecoder(bytes.NewReader(gold))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&a); err != nil {
		return Answer{}, fmt.Errorf("gold.json: byte %d: %w", dec.InputOffset(), err)
	}
	return a, nil
}
