// Package statement finds who said what: every reported utterance of one
// report with its content, cue and source.
package statement

import (
	"dateline/text"
)

// Kind says how much of the content is quoted.
type Kind string

// The kinds, named as in the JSON contract.
const (
	Direct   Kind = "direct"   // all of its words stand inside quotation marks
	Mixed    Kind = "mixed"    // some do
	Indirect Kind = "indirect" // none do
)

// Statement is one reported utterance. Spans are byte offsets into the
// article's text.
type Statement struct {
	Kind    Kind
	Block   int         // index into Article.Blocks of its first words
	Span    text.Span   // from the first to the last word of attribution and content
	Content []text.Span // what was said, in pieces where the cue splits it
	Quotes  []text.Span // the pieces inside quotation marks, marks left out
	Cue     []text.Span // the words that say that it was said
	Source  text.Span   // the words that name the speaker; empty when there are none
	Speaker int         // index into Doc.Actors; -1 when nobody is named
	Role    string      // the capacity spoken in, as written; "" if none
	Time    int         // index into Doc.Times of the day it was said; -1
	Rule    string      // which rule found it
}
