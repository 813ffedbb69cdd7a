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

// Act tells an utterance from a stance.
type Act string

// The acts, named as in the JSON contract.
const (
	Speech Act = "speech" // somebody said, wrote, announced it
	Stance Act = "stance" // somebody holds it: supports, opposes, wants
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
	By      int         // index into Doc.Mentions of the source; -1 when it is no mention
	Speaker int         // index into Doc.Actors; -1 when nobody is named
	MayBe   []int       // when Speaker is open: indices into Doc.Mentions of who it may be, the likeliest first
	Role    string      // the capacity spoken in, as written; "" if none
	Parent  int         // index of the statement it is told in; -1
	Act     Act         // speech, or a stance
	To      int         // index into Doc.Mentions of who was told; -1
	Via     int         // index into Doc.Mentions of who has it: the outlet that it was told to, or who passes it on; -1
	Place   text.Span   // where it was said; empty
	Setting text.Span   // on which occasion: "in a televised interview"; empty
	Tongue  string      // the language spoken, when the text says it; ""
	Through text.Span   // the interpreter, as written; empty
	Time    int         // index into Doc.Times of the day it was said; -1
	Rule    string      // which rule found it
	Class   string      // how it was found, for its grade: rule · kind · source · whether the tree says the same
	Sure    bool        // its class was measured to be right (see grades.tsv)
}
