// Package record is the record of one report in the shape in which everything
// outside sees it: what `read --format jsonl` prints, the store keeps,
// `export jsonl` hands out and the desk shows. [Make] builds it from what the
// read stages found; nothing is computed here.
//
// The shape is a contract, described by docs/read.schema.json. Fields may be
// added; none changes its meaning or goes away. Lists are never null, names
// that are not known are null.
package record

// Span points at words: where they stand in the report's text and in the
// source, and the words themselves.
type Span struct {
	Start       int      `json:"start"`            // Unicode code points into Report.Text
	End         int      `json:"end"`              // exclusive
	SourceStart int      `json:"source_start"`     // bytes of the source (the file or decoded member): the hull
	SourceEnd   int      `json:"source_end"`       // exclusive
	Source      [][2]int `json:"source,omitempty"` // the pieces, when the words lie in several or out of order
	Exact       string   `json:"exact"`            // the words
}

// Ref names an actor where one takes part: the words that do, the fullest
// name in the report, and the report's own id for the actor.
type Ref struct {
	Span  *Span   `json:"span"`
	Name  *string `json:"name"`
	Actor *string `json:"actor"`

	// Country is the state that the words say it acts for, where no actor of
	// the line tells: "Kenyan gunners". ISO 3166-1 alpha-3, or the name of a
	// state that has no code.
	Country *string `json:"country,omitempty"`
}

// Speaker is a Ref with what is said of the speaker where the words are given.
type Speaker struct {
	Ref
	Role       *string `json:"role"`       // the capacity spoken in, as written
	Candidates []Ref   `json:"candidates"` // who else it may be, when it was left open
}

// Date is a date with its basis and, in running text, its words. ISO is null
// when it was left open.
type Date struct {
	ISO       *string `json:"iso"`
	Precision *string `json:"precision"` // year, month, day, minute, second
	Basis     *string `json:"basis"`
	Span      *Span   `json:"span"`
}

// Stamp is the time at which a report was published or changed.
type Stamp struct {
	Time      *string `json:"time"` // ISO 8601 as far as known, offset only if written
	Precision *string `json:"precision"`
	Basis     *string `json:"basis"`
}

// Place is a report's dateline.
type Place struct {
	Place *string `json:"place"`
	Date  *string `json:"date"`
}

// Part is a run of the text that is not body.
type Part struct {
	Kind string `json:"kind"` // headline, standfirst, byline, dateline, date, caption, furniture
	Span Span   `json:"span"`
}

// Credit names an agency or outlet that the copy is credited to.
type Credit struct {
	Kind string `json:"kind"` // wire, syndication
	Name string `json:"name"` // as written
	Span Span   `json:"span"` // of the whole phrase
}

// Image is a picture of the report.
type Image struct {
	URL     *string `json:"url"`
	Caption *Span   `json:"caption"`
}

// Report is the report itself.
type Report struct {
	ID        string   `json:"id"`
	Version   string   `json:"version"`  // SHA-256 of the original, lower-case hex
	Location  string   `json:"location"` // where it was read from
	Pointer   string   `json:"pointer"`  // where in the source the record stands; "" for all of it
	Offset    int64    `json:"offset"`   // byte at which the original starts in the source
	Shape     string   `json:"shape"`
	Outlet    *string  `json:"outlet"`
	URL       *string  `json:"url"`
	Title     *string  `json:"title"`
	Headlines []Span   `json:"headlines"`
	Byline    []string `json:"byline"`
	Dateline  *Place   `json:"dateline"`
	Published Stamp    `json:"published"`
	Modified  Stamp    `json:"modified"`
	Language  *string  `json:"language"`
	Nature    *string  `json:"nature"`     // live, list, paywall, summary; null for an article
	SourceURL *string  `json:"source_url"` // where another outlet published it first
	Section   *string  `json:"section"`
	Credits   []Credit `json:"credits"`
	Images    []Image  `json:"images"`
	Text      string   `json:"text"`
	Parts     []Part   `json:"parts"`
	Retracted *Mark    `json:"retracted,omitempty"` // somebody noted that it was
}

// Statement is one reported utterance or stance.
type Statement struct {
	ID             string  `json:"id"`
	Kind           string  `json:"kind"` // direct, mixed, indirect
	Part           string  `json:"part"` // body, headline, standfirst
	Span           Span    `json:"span"` // from the first to the last word of attribution and content
	Content        []Span  `json:"content"`
	Quotes         []Span  `json:"quotes"` // pieces inside quotation marks, marks left out
	Cue            []Span  `json:"cue"`
	Act            string  `json:"act"` // speech, stance
	Speaker        Speaker `json:"speaker"`
	Addressee      *Ref    `json:"addressee"`
	Date           *Date   `json:"date"`
	Place          *Span   `json:"place"`
	Setting        *Span   `json:"setting"`
	Via            *Ref    `json:"via"`
	SpokenLanguage *string `json:"spoken_language"`
	Translator     *Ref    `json:"translator"`
	Parent         *string `json:"parent"`
	Grade          string  `json:"grade"` // sure, to check
	Rule           string  `json:"rule"`
	Corrections    []Mark  `json:"corrections,omitempty"` // what a person said of it
}

// Position is what a statement commits its holder to.
type Position struct {
	ID        string  `json:"id"`
	Kind      string  `json:"kind"`
	Span      Span    `json:"span"`
	Holder    Ref     `json:"holder"`
	SpokenBy  *Ref    `json:"spoken_by"`
	Target    *Ref    `json:"target"`
	Topic     *Span   `json:"topic"`
	Condition *Span   `json:"condition"`
	Statement *string `json:"statement"`
	Quoted    float64 `json:"quoted"` // share of the span's words inside quotation marks, 0 to 1
	Grade     string  `json:"grade"`
	Rule      string  `json:"rule"`

	Corrections []Mark `json:"corrections,omitempty"` // what a person said of it
}

// Event is one thing that happened, was planned, threatened or denied, in
// PLOVER's terms.
type Event struct {
	ID           string   `json:"id"`
	Type         string   `json:"type"`
	Mode         *string  `json:"mode"`
	Contexts     []string `json:"contexts"`
	Track        string   `json:"track"`
	Modality     string   `json:"modality"`
	Span         Span     `json:"span"`
	Actors       []Ref    `json:"actors"`
	Recipients   []Ref    `json:"recipients"`
	Place        *Span    `json:"place"`
	Date         *Date    `json:"date"`
	AttributedTo *Ref     `json:"attributed_to"`
	Position     *string  `json:"position"`
	Grade        string   `json:"grade"`
	Rule         string   `json:"rule"`

	Corrections []Mark `json:"corrections,omitempty"` // what a person said of it
}

// Head is who led a party's delegation.
type Head struct {
	Party  string `json:"party"`
	Person Ref    `json:"person"`
}

// Outcome is a meeting's outcome as one party tells it.
type Outcome struct {
	By   *Ref `json:"by"`
	Span Span `json:"span"`
}

// Meeting is a round of talks, a visit, a call, a session, a signing.
type Meeting struct {
	ID       string    `json:"id"`
	Kind     *string   `json:"kind"` // talks, visit, call, session, summit, signing
	Parties  []Ref     `json:"parties"`
	Heads    []Head    `json:"heads"`
	Mediator *Ref      `json:"mediator"`
	How      *string   `json:"how"`    // of the mediator: shuttling, facilitating, hosting
	Format   *string   `json:"format"` // direct, indirect, shuttle, phone
	Round    *Span     `json:"round"`  // "the fifth round"
	Venue    *Span     `json:"venue"`
	Date     *Date     `json:"date"`
	Status   string    `json:"status"`
	Outcome  []Outcome `json:"outcome"`
	Next     []Span    `json:"next"` // what is to follow
	Events   []string  `json:"events"`

	Corrections []Mark `json:"corrections,omitempty"` // what a person said of it
}

// Mention is one naming of somebody or something, or a quantity with what it
// counts.
type Mention struct {
	Span  Span    `json:"span"`
	Kind  string  `json:"kind"`  // person, organisation, country, place, role, pronoun, quantity, …
	Actor *string `json:"actor"` // the report's own id; null when it was left open
}

// Role is a capacity in which an actor was seen.
type Role struct {
	Role string  `json:"role"`
	From *string `json:"from"`
	To   *string `json:"to"`
	Span *Span   `json:"span"`
}

// Actor is one actor of the report.
type Actor struct {
	ID    string   `json:"id"`   // ISO 3166-1 alpha-3 for a country, else the report's own
	Name  string   `json:"name"` // the fullest name in the report
	Kind  string   `json:"kind"`
	Names []string `json:"names"` // every spelling in the report
	// Country is the state that the actor is or acts for, as the words say:
	// ISO 3166-1 alpha-3; null when they do not.
	Country *string `json:"country"`
	Roles   []Role  `json:"roles"`
}

// Line is the record of one report.
type Line struct {
	Report     Report      `json:"report"`
	Statements []Statement `json:"statements"`
	Positions  []Position  `json:"positions"`
	Events     []Event     `json:"events"`
	Meetings   []Meeting   `json:"meetings"`
	Mentions   []Mention   `json:"mentions"`
	Dates      []Date      `json:"dates"`
	Actors     []Actor     `json:"actors"`
	// NotAnalysed says what the lists above do not hold because it was not
	// looked for, and why, a sentence for each; empty when all of it was.
	NotAnalysed []string `json:"not_analysed"`
	Model       string   `json:"model"`
}
