package story

import (
	"encoding/binary"
	"fmt"
	"iter"
	"math"
	"slices"
	"strconv"
)

// Kinds of items.
const (
	ItemRewrite   = "rewrite"   // record.Rewrite
	ItemActor     = "actor"     // record.Identity, without its members
	ItemWho       = "who"       // [][2]string: who the actors of one report are, its own ids and those of the actors
	ItemUtterance = "utterance" // record.Utterance
	ItemEvent     = "event"     // record.Happening
	ItemMeeting   = "meeting"   // record.Gathering
	ItemDate      = "date"      // record.DatedThrough
	ItemStory     = "story"     // record.Story
)

// Item is one thing that reports show together, as it is kept.
type Item struct {
	Kind    string
	ID      string   // of its kind
	Place   string   // items of one kind are in order by it; bytes
	Reports []string // in which it stands, each once; of an actor none
	Value   any      // as the kind says; nil for what is not there any more
}

// Changed yields what is another than when it was called last, what is gone
// before what is new. Whoever stops or fails on the way has to begin with a new
// Relater.
func (r *Relater) Changed() iter.Seq[Item] {
	return func(yield func(Item) bool) {
		_ = r.goneItems(yield) && r.changedActors(yield) && r.changedCopies(yield) && r.changedRest(yield)
	}
}

// goneItems yields what is not there any more, or under another id.
func (r *Relater) goneItems(yield func(Item) bool) bool {
	gone := func(kind string, id *string, now string) bool {
		if *id == "" || *id == now {
			return true
		}
		was := *id
		*id = ""
		return yield(Item{Kind: kind, ID: was})
	}
	for c := range r.unwritten.copies {
		if !gone(ItemRewrite, &c.written, c.itemID()) {
			return false
		}
	}
	for p := range r.unwritten.dates {
		now := ""
		if p.through != nil && !p.gone {
			now = p.id
		}
		if !gone(ItemDate, &p.dateWritten, now) {
			return false
		}
	}
	for t := range r.tales.changed {
		if !gone(ItemStory, &t.written, t.itemID()) {
			return false
		}
	}
	for u := range r.speech.changed {
		if !gone(ItemUtterance, &u.written, u.itemID()) {
			return false
		}
	}
	for f := range r.happenings.changed {
		if !gone(f.itemKind(), &f.written, f.itemID()) {
			return false
		}
	}
	for _, p := range r.unwritten.went {
		if !gone(ItemWho, &p.whoWritten, "") {
			return false
		}
	}
	return true
}

func (c *copied) itemID() string {
	if c.gone {
		return ""
	}
	return c.a.id + " " + c.b.id
}

func (t *tale) itemID() string {
	if len(t.members) < 2 {
		return ""
	}
	return t.members[0].id
}

func (u *utter) itemID() string {
	if u.gone {
		return ""
	}
	h := uint64(len(u.list))
	for _, s := range u.list {
		h = mix(h ^ hashOf(s.id))
	}
	return u.list[0].id + " " + strconv.FormatUint(h, 36)
}

func (f *fact) itemID() string {
	if f.one() == nil {
		return ""
	}
	return f.id
}

func (f *fact) itemKind() string {
	if f.kind == meeting {
		return ItemMeeting
	}
	return ItemEvent
}

// changedActors yields the actors that changed, and who is who in the reports
// of which an actor is another, or goes by another id.
func (r *Relater) changedActors(yield func(Item) bool) bool {
	x := &r.unwritten
	for _, n := range r.actors.Changed() {
		was, told := x.actors[n]
		first, there := r.actors.First(n)
		now := ""
		if there {
			now = r.actors.ID(n)
		}
		if told && was != now {
			delete(x.actors, n)
			if x.actorOf[was] == n { // another may go by it already
				delete(x.actorOf, was)
				if !yield(Item{Kind: ItemActor, ID: was}) {
					return false
				}
			}
		}
		if !there {
			continue
		}
		if was != now {
			for _, m := range r.actors.Members(n) {
				x.who[r.number[m.Report]] = true
			}
		}
		x.actors[n], x.actorOf[now] = now, n
		p := r.pages[first.Line]
		if !yield(Item{Kind: ItemActor, ID: now, Place: p.place() + ordinal(uint64(first.Actor)), Value: r.actors.Identity(n)}) {
			return false
		}
	}
	for p := range x.who {
		if p == nil || p.gone {
			continue
		}
		list := r.actors.Who(int(p.n))
		now := ""
		if len(list) > 0 {
			now = p.id
		}
		if now == "" && p.whoWritten == "" {
			continue
		}
		it := Item{Kind: ItemWho, ID: p.id, Place: p.place(), Reports: []string{p.id}}
		if now != "" {
			it.Value = list
		}
		p.whoWritten = now
		if !yield(it) {
			return false
		}
	}
	clear(x.who)
	x.went = nil
	return true
}

func (r *Relater) changedCopies(yield func(Item) bool) bool {
	x := &r.unwritten
	// In order, so that a report is read again once for all its copies.
	list := make([]*copied, 0, len(x.copies))
	for c := range x.copies {
		if !c.gone {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, compareCopies)
	for _, c := range list {
		c.written = c.itemID()
		if !yield(Item{Kind: ItemRewrite, ID: c.written, Place: c.a.place() + c.b.place(), Reports: []string{c.a.id, c.b.id}, Value: r.rewrite(c)}) {
			return false
		}
	}
	clear(x.copies)
	return true
}

func (r *Relater) changedRest(yield func(Item) bool) bool {
	for p := range r.unwritten.dates {
		if p.through == nil || p.gone {
			continue
		}
		p.dateWritten = p.id
		if !yield(Item{Kind: ItemDate, ID: p.id, Place: p.place(), Reports: []string{p.id, p.through.id}, Value: p.datedThrough()}) {
			return false
		}
	}
	clear(r.unwritten.dates)
	for t := range r.tales.changed {
		if t.itemID() == "" {
			continue
		}
		t.written = t.itemID()
		s := t.story()
		if !yield(Item{Kind: ItemStory, ID: t.written, Place: t.members[0].place(), Reports: s.Reports, Value: s}) {
			return false
		}
	}
	clear(r.tales.changed)
	for u := range r.speech.changed {
		if u.gone {
			continue
		}
		u.written = u.itemID()
		var in []string
		for _, s := range u.list {
			in = append(in, s.page.id)
		}
		slices.Sort(in)
		first := u.list[0]
		place := u.earliest().place() + ordinal(math.MaxUint64-uint64(first.quoted)) + ordinal(math.MaxUint64-uint64(first.words)) +
			first.page.place() + ordinal(uint64(first.index)) + u.written
		if !yield(Item{Kind: ItemUtterance, ID: u.written, Place: place, Reports: slices.Compact(in), Value: r.utterance(u)}) {
			return false
		}
	}
	clear(r.speech.changed)
	for f := range r.happenings.changed {
		all := f.one()
		if all == nil {
			continue
		}
		f.written = f.id
		var in []string
		for _, g := range all {
			in = append(in, g.page.id)
		}
		slices.Sort(in)
		it := Item{Kind: f.itemKind(), ID: f.id, Place: f.page.place() + ordinal(uint64(f.index)), Reports: slices.Compact(in), Value: happening(all)}
		if f.kind == meeting {
			it.Value = gathering(all)
		}
		if !yield(it) {
			return false
		}
	}
	clear(r.happenings.changed)
	return true
}

// unwritten is what changed since [Relater.Changed] was called last, as far as
// nothing else knows it.
type unwritten struct {
	copies  map[*copied]bool
	dates   map[*page]bool
	who     map[*page]bool
	went    []*page
	actors  map[int]string // number → the id under which it was told of
	actorOf map[string]int
}

func newUnwritten() unwritten {
	return unwritten{copies: map[*copied]bool{}, dates: map[*page]bool{}, who: map[*page]bool{}, actors: map[int]string{}, actorOf: map[string]int{}}
}

// note remembers what one settling changed.
func (r *Relater) note(moved []int) {
	x := &r.unwritten
	for c := range r.lineage.changed {
		if c.gone && c.written == "" {
			delete(x.copies, c)
		} else {
			x.copies[c] = true
		}
	}
	for p := range r.lineage.dates {
		x.dates[p] = true
	}
	for _, n := range moved {
		if p := r.pages[n]; p != nil && !p.gone {
			x.who[p] = true
		}
	}
	for _, p := range r.went {
		delete(x.who, p)
		if p.whoWritten != "" {
			x.went = append(x.went, p)
		}
	}
}

// place writes a page's place in the order of all as bytes that sort alike.
func (p *page) place() string {
	bits := uint64(math.MaxUint64)
	if p.day != 0 {
		bits = math.Float64bits(p.day)
		if p.day < 0 {
			bits = ^bits
		} else {
			bits |= 1 << 63
		}
	}
	return ordinal(bits) + fmt.Sprintf("%s\x00%s\x00", p.version, p.id)
}

func ordinal(n uint64) string { return string(binary.BigEndian.AppendUint64(nil, n)) }
