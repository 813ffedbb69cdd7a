package article

import (
	"dateline/source"
	"dateline/text"
	"dateline/when"
)

// Shape is the form in which a report came.
type Shape string

// The shapes that are read. Their names are part of the JSON contract.
const (
	ShapeText Shape = "text" // plain or scraped text
	ShapeJSON Shape = "json" // an object of a JSON document or dump
	ShapeHTML Shape = "html" // a page, saved or fetched
	ShapeCSV  Shape = "csv"  // a row of a table of delimited text

	ShapeFeed   Shape = "feed"   // an entry of an RSS or Atom feed or of a WordPress export
	ShapeNewsML Shape = "newsml" // an item in NewsML-G2, NewsML 1 or NITF

	ShapeRTF  Shape = "rtf"  // a document in the Rich Text Format
	ShapeDOCX Shape = "docx" // word/document.xml of Office Open XML (ECMA-376)
	ShapeODT  Shape = "odt"  // content.xml of a text in OpenDocument (ISO/IEC 26300)
)

// BlockKind says what a block is.
type BlockKind uint8

const (
	Paragraph  BlockKind = iota // of the body
	Subheading                  // inside the body
	Headline                    // the headline or a variant of it
	Standfirst                  // the summary under the headline
	Byline                      // who wrote it
	Dateline                    // place and date at the start of the body ("MUSCAT, Feb. 6 (Agency) —")
	DateLine                    // when it was published, as a line of its own
	Caption                     // of a picture
	Furniture                   // menus, share lines, comment forms, tags, "Table of Contents"
)

// partNames are the kinds as the JSON contract writes them. Paragraphs and
// subheadings are the body, which is what no part claims.
var partNames = [...]string{
	Paragraph: "body", Subheading: "body", Headline: "headline", Standfirst: "standfirst", Byline: "byline",
	Dateline: "dateline", DateLine: "date", Caption: "caption", Furniture: "furniture",
}

// String returns the kind as the JSON contract writes it; "body" for
// paragraphs and subheadings.
func (k BlockKind) String() string { return partNames[k] }

// Body reports whether a block of this kind belongs to the body.
func (k BlockKind) Body() bool { return k == Paragraph || k == Subheading }

// Block is a run of the text that is one thing: a paragraph, a headline, a
// line of furniture.
type Block struct {
	Kind BlockKind
	Span text.Span // without white space at its ends; never empty
}

// Original is the record as it came, kept so that every finding can be shown
// in it.
type Original struct {
	Location string // file path, URL, or "-" for standard input
	Pointer  string // where in the source the record stands: a JSON pointer (RFC 6901), after "line N" for JSON lines; "" when it is the whole source
	Offset   int64  // byte offset of Data in the source
	Data     []byte // the record's bytes, as they stand in the source
	Version  string // SHA-256 of Data, lower-case hex
}

// Place is what a dateline says.
type Place struct {
	Name string    // "MUSCAT", as written; "" when there is no dateline
	Span text.Span // of the name
	Date when.Date // the date in the dateline, without a year unless one is written
}

// Credit is a line or a phrase that says that the words came from elsewhere.
type Credit struct {
	Name string    // the agency or outlet, as written: "Reuters", "The Quay Herald"
	Span text.Span // of the whole phrase: "(Reuters)", "Originally published in The Quay Herald."
	Kind string    // CreditWire or CreditSyndication
}

// The kinds of credit.
const (
	CreditWire        = "wire"        // an agency's mark at the end or start of the report
	CreditSyndication = "syndication" // the outlet that published the report first
)

// Image is a picture that the record shows with the report.
type Image struct {
	URL     string    // its address, as written or made absolute; "" when the record does not say
	Caption text.Span // what stands under it; empty without a caption
}

// What a record is, when it is no plain article. See Article.Kind.
const (
	KindList    = "list"    // a page or record that lists other articles
	KindPaywall = "paywall" // only the start of an article, the rest is for subscribers
	KindSummary = "summary" // only a summary of an article, as many feeds give
	KindLive    = "live"    // a running report of several entries, each with a time of its own
)

// Reason tells, for --explain, where a piece of the article was taken from.
type Reason struct {
	What string // "shape", "title", "published", "byline", "body", …
	From string // "JSON field content_title", "first line, which stands twice"
}

// Article is one report, cut into what it is made of. It is immutable once
// made and safe to share.
type Article struct {
	Original Original
	ID       string // the report's id; the same for all versions of it
	Shape    Shape

	// Text holds everything that is visible, and any headline or summary
	// that the record keeps in a field of its own, in reading order, blocks
	// set apart by line breaks. Source offsets of its origin count bytes of
	// Original.Data.
	Text text.Text
	// Blocks are in text order, do not overlap, and together cover every
	// character that is not white space.
	Blocks []Block

	Title     string      // the headline, white space folded; "" when there is none
	Headlines []text.Span // all variants of the headline, the one taken as Title first
	Byline    []string    // names of authors and agencies, in order
	Dateline  Place
	Published when.Date // when the report appeared; the zero Date when the record does not say
	Modified  when.Date // when it was last changed, likewise
	Outlet    string    // the outlet's name, only when the record says it
	URL       string    // canonical address, only when the record says it
	Source    string    // address at which another outlet published it first, only when the record says it
	Section   string    // the part of the outlet ("World"), only when the record says it
	Language  string    // BCP 47 ("en", "fa"); "" when it was not recognised
	Kind      string    // "" for an article, else KindList, KindPaywall, KindSummary or KindLive
	Credits   []Credit  // in text order
	Images    []Image   // in text order
	Reasons   []Reason
}

// Body returns the blocks of the body.
func (a *Article) Body() []Block {
	var out []Block
	for _, b := range a.Blocks {
		if b.Kind.Body() {
			out = append(out, b)
		}
	}
	return out
}

// Options tells Read what the caller knows better.
type Options struct {
	Shape  Shape  // read the item as this shape, whatever it looks like; "" to recognise it
	Outlet string // the outlet, when the record does not name it
}

// Reader turns the records of one item into articles. Most items hold one;
// JSON can hold many. A record that cannot be read gives an error in its
// place, and the others still come.
type reader func(item source.Item, opt Options, yield func(*Article, error) bool)
