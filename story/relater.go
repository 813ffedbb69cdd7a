package story

import (
	"errors"
	"fmt"
	"slices"

	"dateline/actor"
)

// Relater keeps what reports show together while they come, change and go.
// What it says is a function of the reports that are there and of the links,
// however they came; see the package's documentation. It is not safe for
// concurrent use.
type Relater struct {
	again  func(report, version string) (Report, error)
	terms  *terms
	reader *reader
	match  *Matcher
	align  *aligner
	actors *actor.Index

	pages  []*page // by number; nil for those that are gone
	free   []int32 // numbers of those
	number map[string]*page
	came   []*page
	went   []*page

	places sequence
	weighing
	likeness
	lineage
	tales
	speech
	happenings
	unwritten
	fixed  fixed
	lines  recent
	failed error
}

// NewRelater returns one of no reports. again returns a report once more, as
// it was put: of a report that was put only what is compared is kept, and its
// words are asked for when a new relation shows them. With nil the reports that
// are put are kept.
func NewRelater(again func(report, version string) (Report, error)) *Relater {
	r := &Relater{again: again, terms: newTerms(), number: map[string]*page{}}
	r.reader = &reader{terms: r.terms}
	r.match = newMatcher(r.terms)
	r.align = &aligner{terms: r.terms}
	r.actors = actor.New(func(a, b int) int { return comparePages(r.pages[a], r.pages[b]) })
	r.lineage = newLineage()
	r.tales = tales{changed: map[*tale]bool{}}
	r.speech = newSpeech()
	r.happenings = newHappenings()
	r.unwritten = newUnwritten()
	return r
}

// Put adds a report, or another version of one that is there: the one that was
// changed last counts. [Relater.Settle] makes it count.
func (r *Relater) Put(x Report) {
	if old := r.number[x.Line.Report.ID]; old != nil {
		if old.of.compare(versionOf(x.Line)) >= 0 {
			return
		}
		r.Remove(old.id)
	}
	p := r.reader.page(x.Line, x.Origin)
	p.of = versionOf(x.Line)
	r.number[p.id] = p
	if n := len(r.free); n > 0 {
		p.n = r.free[n-1]
		r.free = r.free[:n-1]
		r.pages[p.n] = p
	} else {
		p.n = int32(len(r.pages))
		r.pages = append(r.pages, p)
	}
	r.actors.Put(int(p.n), x.Line)
	r.speech.read(r, p)
	r.happenings.read(p)
	if r.again != nil {
		p.line, p.origin = nil, nil
		r.lines.keep(p, x)
	}
	r.came = append(r.came, p)
}

// Remove takes a report out, whatever its version. [Relater.Settle] makes it
// count.
func (r *Relater) Remove(report string) {
	p := r.number[report]
	if p == nil {
		return
	}
	delete(r.number, report)
	p.gone = true
	r.lines.drop(p)
	if i := slices.Index(r.came, p); i >= 0 {
		r.came = slices.Delete(r.came, i, i+1)
		r.actors.Remove(int(p.n))
		r.release(p)
		return
	}
	r.went = append(r.went, p)
}

func (r *Relater) release(p *page) {
	r.pages[p.n] = nil
	r.free = append(r.free, p.n)
}

// Settle works out what the reports that came and went change, with what a
// person says of what belongs together. It fails only if a report cannot be
// read again; nothing that it said then counts, and a new Relater is needed.
func (r *Relater) Settle(links Links) error {
	slices.SortFunc(r.came, comparePages)
	slices.SortFunc(r.went, comparePages)
	r.places.enter(r.came, len(r.pages))
	for _, p := range r.went {
		r.actors.Remove(int(p.n))
	}
	r.link(links)
	moved := r.actors.Settle(r.fixed.actors)
	r.settleLineage()
	r.settleWeights()
	r.settleLikeness()
	r.settleTales()
	r.settleSpeech(moved)
	r.settleHappenings(moved)
	r.note(moved)
	r.places.leave(r.went)
	for _, p := range r.went {
		r.release(p)
	}
	r.came, r.went = nil, nil
	return r.failed
}

// Reports returns how many reports there are.
func (r *Relater) Reports() int { return len(r.number) }

// read returns the report of a page as it was put; false when it could not be
// read again.
func (r *Relater) read(p *page) (Report, bool) {
	if r.again == nil {
		return Report{Line: p.line, Origin: p.origin}, true
	}
	if x, ok := r.lines.of[p]; ok {
		return x, true
	}
	x, err := r.again(p.id, p.version)
	if err == nil && (x.Line == nil || x.Line.Report.Version != p.version) {
		err = errors.New("it is not what it was")
	}
	if err != nil {
		r.failed = errors.Join(r.failed, fmt.Errorf("reading report %s again: %w", p.id, err))
		return Report{}, false
	}
	r.lines.keep(p, x)
	return x, true
}

// recent holds the reports that were read last.
type recent struct {
	of   map[*page]Report
	ring [256]*page
	next int
}

func (c *recent) keep(p *page, x Report) {
	if c.of == nil {
		c.of = map[*page]Report{}
	}
	if _, ok := c.of[p]; ok {
		return
	}
	if old := c.ring[c.next]; old != nil {
		delete(c.of, old)
	}
	c.ring[c.next] = p
	c.next = (c.next + 1) % len(c.ring)
	c.of[p] = x
}

func (c *recent) drop(p *page) { delete(c.of, p) }
