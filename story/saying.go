package story

import (
	"cmp"
	"slices"
	"strings"

	"dateline/record"
)

// saying is one statement in all reports.
type saying struct {
	page    *page
	index   int    // in the report's statements
	id      string // the statement's
	part    string
	speaker string // the report's own id of who says it; "" when nobody is named
	who     int    // the actor of all reports; -1 when it is not named
	content string // its words
	same    uint64 // the same for the same words
	words   int
	carry   int     // words with content
	mass    float64 // of the words with content
	heavy   []heavy
	quoted  int // words inside quotation marks
	negated bool
	at      []int32 // sentences of the page that it has content in, ascending

	wording *Wording // nil when it was not needed lately

	row    *row      // what one speaker said in the same words; nil for a word or none
	rep    *saying   // whose words it repeats; nil for its own
	others []*saying // that repeat its words
	cands  []peer    // earlier ones that may report the same words, compared
	fans   []*saying // later ones that have it in cands
	bound  []peer    // in sentences of a copy that lie side by side
	in     []*utter
	posted bool // it stands in the lists by which others are found
	gone   bool
}

// peer is another saying and how sure it is that both report the same words.
type peer struct {
	to   *saying
	sure float64
}

// heavy is one of the weightiest terms of a saying.
type heavy struct {
	term   int32
	weight float64
}

// compareSayings puts sayings in the order of their pages, then of the text.
func compareSayings(a, b *saying) int {
	if a.page == b.page {
		return a.index - b.index
	}
	return comparePages(a.page, b.page)
}

// fuller orders sayings: more words inside quotation marks, then more words,
// then the earlier one.
func fuller(a, b *saying) int {
	return cmp.Or(cmp.Compare(b.quoted, a.quoted), cmp.Compare(b.words, a.words), compareSayings(a, b))
}

// near reports whether two sayings can be of the same days.
func near(a, b *saying) bool {
	x, y := a.page.day, b.page.day
	return x == 0 || y == 0 || max(x-y, y-x) <= sameDays
}

// read takes the statements of a page in.
func (x *speech) read(r *Relater, p *page) {
	line := p.line
	at := points{s: line.Report.Text}
	for k := range line.Statements {
		s := &line.Statements[k]
		var b strings.Builder
		for _, c := range s.Content {
			b.WriteString(c.Exact)
			b.WriteByte(' ')
		}
		y := &saying{page: p, index: k, id: strings.Clone(s.ID), part: strings.Clone(s.Part), who: -1, content: b.String()}
		if s.Speaker.Actor != nil {
			y.speaker = strings.Clone(*s.Speaker.Actor)
		}
		w := r.match.Wording(y.content)
		x.keep(y, w)
		y.same, y.words, y.carry, y.mass, y.heavy = w.same, len(w.words), len(w.content), w.mass, w.heavy()
		for _, q := range s.Quotes {
			y.quoted += len(strings.Fields(q.Exact))
		}
		y.negated = Negated(y.content)
		for _, c := range s.Cue {
			if denies(c.Exact) {
				y.negated = !y.negated // "denied that there is a paper", "there is no paper"
			}
		}
		for _, c := range s.Content {
			from, to := at.offset(c.Start), at.offset(c.End)
			i, _ := slices.BinarySearchFunc(p.sentences, from, func(x sentence, v int) int { return cmp.Compare(x.at.End, v+1) })
			for ; i < len(p.sentences) && p.sentences[i].at.Start < to; i++ {
				y.at = append(y.at, int32(i))
			}
		}
		y.at = unique(y.at)
		p.sayings = append(p.sayings, y)
	}
}

// heavy returns a wording's weightiest terms.
func (w *Wording) heavy() []heavy {
	c := slices.Clone(w.content)
	slices.SortStableFunc(c, func(a, b content) int { return cmp.Compare(b.weight, a.weight) })
	var out []heavy
	for _, x := range c {
		if !slices.ContainsFunc(out, func(y heavy) bool { return x.term == y.term }) {
			if out = append(out, heavy{x.term, x.weight}); len(out) == stateTerms {
				break
			}
		}
	}
	return out
}

// Negated reports whether a wording says that something is not so.
func Negated(s string) bool {
	for w := range wordsOf(s) {
		switch w {
		case "not", "no", "never", "nobody", "nothing", "none", "neither", "nor", "without", "cannot", "nowhere",
			"isnt", "arent", "wasnt", "werent", "dont", "doesnt", "didnt", "wont", "wouldnt", "cant", "couldnt", "shouldnt", "hasnt", "havent", "hadnt":
			return true
		}
	}
	return false
}

// denies reports whether a cue says that what follows is not so.
func denies(cue string) bool {
	for w := range wordsOf(cue) {
		switch Stem(w) {
		case "deny", "denial", "reject", "dismiss", "refut", "disput", "rebut":
			return true
		}
	}
	return false
}

// keep holds on to a wording while it is one of the last that were used.
func (x *speech) keep(s *saying, w *Wording) {
	if old := x.ring[x.next]; old != nil {
		old.wording = nil
	}
	s.wording = w
	x.ring[x.next] = s
	x.next = (x.next + 1) % len(x.ring)
}

// sure returns how sure it is that two sayings, the earlier first, report the
// same words.
func (r *Relater) sure(a, b *saying) float64 {
	for _, s := range []*saying{a, b} {
		if s.wording == nil {
			r.speech.keep(s, r.match.Wording(s.content))
		}
	}
	if a.wording == nil { // b's took its place
		return r.match.Same(r.match.Wording(a.content), b.wording)
	}
	return r.match.Same(a.wording, b.wording)
}

// statement returns a saying as its report has it; nil when the report could
// not be read again.
func (r *Relater) statement(s *saying) (*record.Statement, *pen) {
	x, ok := r.read(s.page)
	if !ok || s.index >= len(x.Line.Statements) {
		return nil, nil
	}
	return &x.Line.Statements[s.index], &pen{line: x.Line, origin: x.Origin}
}
