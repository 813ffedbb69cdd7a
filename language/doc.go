// Package language turns an article into a Doc: its sentences, tokens and
// quotation pairs, the names in it, who is who in the report, and its time
// expressions, all as byte offsets into the article's text.
package language

import (
	"dateline/article"
	"dateline/text"
	"dateline/when"
)

// Token is a word, number or punctuation mark. Tokens never cross a block.
type Token struct {
	Start, End int32 // byte offsets into Article.Text
}

// Sentence is a run of tokens within one block.
type Sentence struct {
	First, Last int // tokens, Last exclusive
	Block       int // index into Article.Blocks
}

// Quote is a pair of quotation marks and what stands between them.
type Quote struct {
	Span   text.Span // with the marks; without a closing mark, to the end of the block
	Inner  text.Span // what stands between the marks
	Block  int       // index into Article.Blocks
	Parent int       // index of the quotation it stands in, -1 at top level
	Closed bool      // false when a paragraph ends without a closing mark
	Next   int       // the quotation that carries on the same speech in the next paragraph, -1 if none
}

// EntityKind is what a name names.
type EntityKind uint8

const (
	Other EntityKind = iota
	Person
	Organisation
	Country
	Location
	Agreement
)

// MentionKind is how something is named.
type MentionKind uint8

const (
	Name        MentionKind = iota // "Mara Dvorin", "Tavria"
	Description                    // "the foreign minister", "the official"
	Pronoun                        // "she"
)

// Mention is one naming of somebody or something.
type Mention struct {
	Span  text.Span // the words, titles and articles left out of names
	Whole text.Span // the words with title, role and apposition as written
	Kind  MentionKind
	Actor int // index into Doc.Actors, -1 when left open
}

// Role is a capacity in which an actor was seen in this report.
type Role struct {
	Words string    // as written
	Span  text.Span
}

// Actor is one actor of this report behind all its mentions.
type Actor struct {
	ID    string // ISO 3166-1 alpha-3 for a country, else "a1", "a2", … in text order
	Name  string // the fullest name in the report
	Kind  EntityKind
	Names []string // every spelling, in text order
	Roles []Role
}

// Time is a time expression.
type Time struct {
	Span text.Span
	Date when.Date // the zero Date when it was left open
}

// Doc is one article with its layers. It is immutable once made and safe to
// share between goroutines.
type Doc struct {
	Article   *article.Article
	Model     string // id of what made the layers
	Tokens    []Token
	Sentences []Sentence
	Quotes    []Quote
	Mentions  []Mention // in text order
	Actors    []Actor   // countries and others in order of first mention
	Times     []Time    // in text order
}
