package position

import (
	"cmp"
	"slices"

	"dateline/correction"
	"dateline/language/name"
	"dateline/record"
	"dateline/story"
)

// Party is one who holds positions.
type Party struct {
	ID    string  `json:"id"`    // of the actor behind all reports
	Name  string  `json:"name"`  // the fullest usual one
	State *string `json:"state"` // acted for: ISO 3166-1 alpha-3; null when it is not known
}

// held is a position with whose it is, and what it is about.
type held struct {
	p      record.Position
	in     *record.Reference
	side   Side
	by     Side // who speaks
	topics []int
	of     matter
	folded string // its words
}

// Book gathers positions over all reports by who holds them. Positions whose
// holder a report does not name are counted and left out: unnamed people of
// two reports are never taken for one, and nothing is concluded from them.
type Book struct {
	OnTopics bool // positions that are on no topic are passed over
	Unnamed  int  // positions that were left out

	s      Sides
	index  *Index
	m      *story.Matcher
	names  map[string]string       // by actor
	dates  map[string]record.Stamp // by report: those it has only by comparison
	saying map[string]int          // statement → the utterance that it reports
	copies origins
	judged []correction.Judged
	held   []held
}

// NewBook returns a book without positions. out is what the reports show
// together, judged the verdicts of people.
func NewBook(out *record.Relations, topics []Topic, judged []correction.Judged) *Book {
	b := &Book{
		s: NewSides(out.Actors), index: NewIndex(topics), m: story.NewMatcher(), judged: judged,
		names: map[string]string{}, dates: map[string]record.Stamp{}, saying: map[string]int{}, copies: originsOf(out.Rewrites),
	}
	for _, id := range out.Actors {
		if len(id.Names) > 0 {
			b.names[id.ID] = id.Names[0]
		}
	}
	for _, d := range out.Dates {
		b.dates[d.Report] = d.Published
	}
	for i, u := range out.Utterances {
		for _, s := range u.Statements {
			if _, ok := b.saying[s]; !ok {
				b.saying[s] = i
			}
		}
	}
	return b
}

// Add takes in the positions of a report that are wanted. A report without a
// date stands at the one that it has by comparison with others, if any.
func (b *Book) Add(l *record.Line, wanted func(*record.Position) bool) {
	var in *record.Reference
	var topics func(*record.Position) []int
	for i := range l.Positions {
		p := &l.Positions[i]
		if !wanted(p) {
			continue
		}
		if topics == nil {
			topics = b.index.In(l)
		}
		on := topics(p)
		if len(on) == 0 && b.OnTopics {
			continue
		}
		side := b.s.Side(l, &p.Holder)
		if side.Who == "" {
			b.Unnamed++
			continue
		}
		if in == nil {
			r := l.Report.Reference()
			if d, ok := b.dates[r.ID]; ok && r.Published.Time == nil {
				r.Published = d
			}
			in = &r
		}
		if b.names[side.Who] == "" {
			b.names[side.Who] = p.Holder.Words()
			if n := name.CountryName(side.Who); n != "" {
				b.names[side.Who] = n
			}
		}
		b.held = append(b.held, held{
			p: *p, in: in, side: side, by: b.s.Side(l, p.SpokenBy), topics: on, of: about(b.m, p), folded: fold(p.Span.Exact),
		})
	}
}

// sort puts the positions in order of publication, the undated last.
func (b *Book) sort() {
	slices.SortStableFunc(b.held, func(x, y held) int {
		return cmp.Or(compareTimes(x.in.Published, y.in.Published), cmp.Compare(x.in.ID, y.in.ID), x.p.Span.Start-y.p.Span.Start)
	})
}

func (b *Book) party(s Side) Party {
	p := Party{ID: s.Who, Name: b.names[s.Who]}
	if s.State != "" {
		p.State = &s.State
	}
	return p
}

// Count is how much is held on a topic.
type Count struct {
	Positions int `json:"positions"`
	Holders   int `json:"holders"`
}

// Counts counts positions and holders by topic, in the order of the book's
// topics, and last those that are on none.
func (b *Book) Counts() []Count {
	out := make([]Count, len(b.index.Topics)+1)
	who := make([]map[string]bool, len(out))
	for i := range b.held {
		h := &b.held[i]
		of := h.topics
		if len(of) == 0 {
			of = []int{len(out) - 1}
		}
		for _, t := range of {
			if who[t] == nil {
				who[t] = map[string]bool{}
			}
			who[t][h.side.Who] = true
			out[t].Positions++
			out[t].Holders = len(who[t])
		}
	}
	return out
}

// origins tells which reports carry one copy.
type origins map[string]string // report → one that stands for all that carry the copy

func originsOf(list []record.Rewrite) origins {
	o := origins{}
	for _, r := range list {
		if a, b := o.of(r.A), o.of(r.B); a != b {
			o[max(a, b)] = min(a, b)
		}
	}
	return o
}

func (o origins) of(report string) string {
	for {
		up, ok := o[report]
		if !ok {
			return report
		}
		if further, ok := o[up]; ok {
			o[report] = further // the way is half as long the next time
		}
		report = up
	}
}
