package record

// Rewrite says that two reports carry the same copy.
type Rewrite struct {
	A        string    `json:"a"` // report ids; A is the earlier one where that is known
	B        string    `json:"b"`
	Coverage float64   `json:"coverage"` // share of the shorter report's sentences that the other has too, 0 to 1
	Quoted   float64   `json:"quoted"`   // share of what they have in common that stands in quotation marks, 0 to 1
	Order    *string   `json:"order"`    // how it is known which is the earlier: date, credit; null when it is not
	Segments []Segment `json:"segments"` // in the order of A's text
	Wordings []Segment `json:"wordings"` // words within the segments that stand for one another, in the order of A's text
}

// Segment is a passage of one report beside the passage of another that
// carries the same copy.
type Segment struct {
	A Span `json:"a"`
	B Span `json:"b"`
}

// Identity says that actors of several reports are one.
type Identity struct {
	ID      string     `json:"id"`      // ISO 3166-1 alpha-3 for a country, else made from its first member
	Kind    string     `json:"kind"`    // person, organisation, country, place, agreement, other
	Names   []string   `json:"names"`   // every spelling, the fullest usual name first
	Roles   []Capacity `json:"roles"`   // in order of first sight
	Members []Member   `json:"members"` // in report order

	Corrections []Mark `json:"corrections,omitempty"` // what a person said of who is who
}

// Capacity is a role in which an actor was seen, over all reports.
type Capacity struct {
	Role    string  `json:"role"`    // as first written
	Country *string `json:"country"` // ISO 3166-1 alpha-3 of the office, when its words name one
	From    *string `json:"from"`    // publication of the first dated report that gives it
	To      *string `json:"to"`      // of the last
	Reports int     `json:"reports"`
}

// Member is one report's actor.
type Member struct {
	Report string `json:"report"`
	Actor  string `json:"actor"` // the report's own id for it
}

// Utterance says that statements report the same words.
type Utterance struct {
	Statements []string `json:"statements"` // ids, the fullest wording first
	Reports    int      `json:"reports"`    // how many reports they stand in; headline and body of one count once
	Drift      []Drift  `json:"drift"`      // where the wordings differ

	Corrections []Mark `json:"corrections,omitempty"` // what a person said of which statements report the same words
}

// Drift is one place at which a wording differs from the fullest one.
type Drift struct {
	Statement string `json:"statement"` // id of the one that differs
	Kind      string `json:"kind"`      // trimmed, added, reworded, paraphrased, differing inside quotation marks
	From      *Span  `json:"from"`      // the fullest wording's words; null where it has none
	To        *Span  `json:"to"`        // the other's; null where it has none
}

// Happening says that events of several reports are one.
type Happening struct {
	Mentions []string `json:"mentions"` // ids of events

	Retracted   []string `json:"retracted,omitempty"`   // ids of those among them that somebody noted not to be told, or to rest on a retracted report
	Corrections []Mark   `json:"corrections,omitempty"` // what a person said of which events are one
}

// Gathering says that meetings of several reports are one.
type Gathering struct {
	Meetings []string `json:"meetings"` // ids

	Retracted   []string `json:"retracted,omitempty"`   // likewise
	Corrections []Mark   `json:"corrections,omitempty"` // what a person said of which meetings are one
}

// DatedThrough is a date that a report has only by comparison with another.
type DatedThrough struct {
	Report    string `json:"report"`
	Published Stamp  `json:"published"`
	Through   string `json:"through"` // id of the report that carries the date
}

// Story says that reports are about the same happening.
type Story struct {
	ID      string   `json:"id"`
	Reports []string `json:"reports"` // ids, in order of publication
	Origins int      `json:"origins"` // at most so many independent reports among them

	Retracted   []string `json:"retracted,omitempty"`   // ids of those among them that somebody noted to be retracted
	Corrections []Mark   `json:"corrections,omitempty"` // what a person said of which reports are of one story
}

// Relations is what is learned only by comparing reports.
type Relations struct {
	Rewrites   []Rewrite      `json:"rewrites"`
	Actors     []Identity     `json:"actors"`
	Utterances []Utterance    `json:"utterances"`
	Events     []Happening    `json:"events"`
	Meetings   []Gathering    `json:"meetings"`
	Dates      []DatedThrough `json:"dates"`
	Stories    []Story        `json:"stories"`
}

// Related is the last line of `read --relate`.
type Related struct {
	Relations Relations `json:"relations"`
}

// NoRelations returns the Relations of reports that have none: every list
// empty, none null.
func NoRelations() Relations {
	return Relations{
		Rewrites: []Rewrite{}, Actors: []Identity{}, Utterances: []Utterance{}, Events: []Happening{},
		Meetings: []Gathering{}, Dates: []DatedThrough{}, Stories: []Story{},
	}
}
