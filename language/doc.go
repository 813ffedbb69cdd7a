// Package language turns an article into a Doc: its sentences, tokens and
// quotation pairs, parts of speech, trees, the names in it, who is who in the
// report, and its time expressions, all as byte offsets into the article's text.
package language

import (
	"dateline/article"
	"dateline/language/entity"
	"dateline/language/quote"
	"dateline/language/tag"
	"dateline/language/token"
	"dateline/language/tree"
	"dateline/text"
	"dateline/when"
)

// Token is a word, number or punctuation mark. Tokens never cross a block;
// offsets count bytes of Article.Text.
type Token = token.Token

// Sentence is a run of tokens within one block.
type Sentence struct {
	First, Last int // tokens, Last exclusive
	Block       int // index into Article.Blocks
}

// Quote is a pair of quotation marks; Block is an index into
// Article.Blocks, Parent and Next into Doc.Quotes.
type Quote = quote.Quote

// EntityKind is what a name names.
type EntityKind uint8

const (
	Other EntityKind = iota
	Person
	Organisation
	Country
	Location
	Agreement
	Group // several people who are described, not named
)

// MentionKind is how something is named.
type MentionKind uint8

const (
	Name        MentionKind = iota // "Mara Dvorin", "Tavria"
	Description                    // "the foreign minister", "the official"
	Pronoun                        // "she", "him", "their": the third person in all cases
)

// Mention is one naming of somebody or something.
type Mention struct {
	Span    text.Span // the words, titles and articles left out of names
	Whole   text.Span // the words with title, role and apposition as written
	Kind    MentionKind
	Of      EntityKind // what is named
	Actor   int        // index into Doc.Actors, -1 when left open
	Role    text.Span  // the title or description that says in which capacity; empty if none
	Subject bool       // looks like the subject of a finite verb
	First   int        // first and last token of Whole
	Last    int        // exclusive
	Sure    bool       // a name known by title, list or place in the report, an office that one person holds, a pronoun that one referent fits by far
}

// Role is a capacity in which an actor was seen in this report.
type Role struct {
	Words string // as written
	Span  text.Span
}

// Actor is one actor of this report behind all its mentions.
type Actor struct {
	ID      string // ISO 3166-1 alpha-3 for a country, else "a1", "a2", … in text order
	Name    string // the fullest name in the report
	Kind    EntityKind
	Names   []string // every spelling, in text order
	Roles   []Role
	Country string // ISO 3166-1 alpha-3 of the country that a title or description gives; ""
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
	Partial   bool   // names, references and times were not analysed: the text is not English
	Tokens    []Token
	Sentences []Sentence
	Quotes    []Quote
	InQuote   []int32 // by token: the outermost quotation around it, an index into Quotes; -1 for none

	// The trained layers, by token; nil where Partial.
	Tags      []tag.ID
	Heads     []int32         // the token of the same sentence that it depends on; -1 for the root
	Relations []tree.Relation // how it depends on that
	Sure      []bool          // no other head came near: right much more often
	Names     []entity.Name   // in text order, their tokens those of the Doc; none in headlines whose words are all capitalised

	Mentions []Mention // in text order
	Actors   []Actor   // countries and others in order of first mention
	Times    []Time    // in text order
}

// entityNames are the kinds as the JSON contract writes them.
var entityNames = [...]string{Other: "other", Person: "person", Organisation: "organisation", Country: "country", Location: "place", Agreement: "agreement", Group: "group"}

// String returns the kind as the JSON contract writes it.
func (k EntityKind) String() string { return entityNames[k] }
