package position

import (
	"cmp"
	"maps"
	"slices"

	"dateline/correction"
	"dateline/record"
	"dateline/story"
)

// Group is what one holder holds on one topic, or on the same words where that
// is on no topic, over all reports.
type Group struct {
	Holder    Party    `json:"holder"`
	Topic     *string  `json:"topic"`     // null where it is on none
	Matter    []string `json:"matter"`    // then words that most of its sayings share
	First     *string  `json:"first"`     // day of the first report here; null when none is dated
	Last      *string  `json:"last"`      // of the last
	Positions int      `json:"positions"` // as reports tell them
	Reports   int      `json:"reports"`
	Origins   int      `json:"origins"` // at most so many of them are no copy of another
	Outlets   []string `json:"outlets"` // that are named, in order of first sight

	Sayings  []Saying            `json:"sayings"`  // in order of first sight, those of undated reports last
	Against  []Against           `json:"against"`  // sayings that stand against one another; shown, not concluded
	Verdicts []correction.Judged `json:"verdicts"` // of people, on positions of the group
}

// Saying is one position, however often and in however many wordings it was
// reported: the same words, or what reports of the same utterance make of it.
type Saying struct {
	First    *string   `json:"first"`
	Last     *string   `json:"last"`
	Reports  int       `json:"reports"`
	Origins  int       `json:"origins"`
	Outlets  []string  `json:"outlets"`
	SpokenBy []string  `json:"spoken_by"` // who said it, by name, in order of first sight; those that are not named are left out
	Repeated []Party   `json:"repeated"`  // who else of the same state holds a position of the kind on the same words; some of them where there are many
	Wordings []Wording `json:"wordings"`  // those that differ, in order of first sight

	of matter
}

// Wording is one wording of a saying.
type Wording struct {
	Kind     string           `json:"kind"`
	Position record.Position  `json:"position"` // where it was seen first
	Report   record.Reference `json:"report"`
	Seen     []Sighting       `json:"seen"` // everywhere, that place first
}

// Sighting is where a wording was seen.
type Sighting struct {
	Position  string       `json:"position"`
	Report    string       `json:"report"`
	Published record.Stamp `json:"published"`
	Outlet    *string      `json:"outlet"`
	SpokenBy  *string      `json:"spoken_by"`
	Retracted bool         `json:"retracted,omitempty"`
}

// Against names two positions of one holder of which one says no and the other
// yes on the same words. Both may hold: of two parts of a thing, under a
// condition, or one after the other.
type Against struct {
	Earlier string `json:"earlier"` // ids of positions
	Later   string `json:"later"`
}

// Kinds that say no to what the words are about, and those that say yes.
var (
	no  = []string{"refusal", "denial", "red_line"}
	yes = []string{"readiness", "offer", "commitment", "intention"}
)

// History returns what each holder holds on each topic over time: the holders
// of most positions first, their topics in the order of the book's, and then
// what is on none. A position that is on two topics stands in both.
func (b *Book) History() []Group {
	b.sort()
	type key struct {
		who   string
		topic int // -1 for none
	}
	members := map[key][]int{}
	total := map[string]int{}
	var keys []key
	for i := range b.held {
		h := &b.held[i]
		total[h.side.Who]++
		of := h.topics
		if len(of) == 0 {
			of = []int{-1}
		}
		for _, t := range of {
			k := key{h.side.Who, t}
			if members[k] == nil {
				keys = append(keys, k)
			}
			members[k] = append(members[k], i)
		}
	}
	slices.SortStableFunc(keys, func(x, y key) int {
		return cmp.Or(total[y.who]-total[x.who], cmp.Compare(b.names[x.who], b.names[y.who]), cmp.Compare(x.who, y.who),
			cmp.Compare(uint(x.topic), uint(y.topic)))
	})
	echo := b.echoes()
	out := []Group{}
	for _, k := range keys {
		if k.topic >= 0 {
			out = append(out, b.group(members[k], &b.index.Topics[k.topic].Name, echo))
			continue
		}
		for _, list := range b.matters(members[k]) {
			out = append(out, b.group(list, nil, echo))
		}
	}
	return out
}

// group makes a group of positions of one holder, which stand in order.
func (b *Book) group(list []int, topic *string, echo [][]Side) Group {
	first := &b.held[list[0]]
	g := Group{Holder: b.party(first.side), Topic: topic, Matter: []string{}, Positions: len(list), Against: []Against{}, Verdicts: []correction.Judged{}}
	for _, i := range list {
		if s := b.held[i].side.State; s != "" && g.Holder.State == nil {
			g.Holder.State = &s
		}
	}
	g.First, g.Last, g.Reports, g.Origins, g.Outlets = b.seen(list)
	for _, members := range b.sayings(list) {
		g.Sayings = append(g.Sayings, b.told(members, echo))
	}
	if topic == nil {
		g.Matter = common(g.Sayings)
	}
	g.Against = against(g.Sayings)
	in := map[string]bool{}
	for _, i := range list {
		in[b.held[i].p.ID] = true
	}
	for _, j := range b.judged {
		if in[j.Earlier] && in[j.Later] {
			g.Verdicts = append(g.Verdicts, j)
		}
	}
	return g
}

// seen tells when and where positions, which stand in order, were seen.
func (b *Book) seen(list []int) (first, last *string, reports, origins int, outlets []string) {
	outlets = []string{}
	in, from, named := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, i := range list {
		r := b.held[i].in
		if d := r.Published.Day(); d != "" {
			if first == nil {
				first = &d
			}
			last = &d
		}
		in[r.ID], from[b.copies.of(r.ID)] = true, true
		if r.Outlet != nil && *r.Outlet != "" && !named[*r.Outlet] {
			named[*r.Outlet] = true
			outlets = append(outlets, *r.Outlet)
		}
	}
	return first, last, len(in), len(from), outlets
}

// told makes a saying of positions of one holder, which stand in order.
func (b *Book) told(list []int, echo [][]Side) Saying {
	s := Saying{SpokenBy: []string{}, of: matter{}}
	s.First, s.Last, s.Reports, s.Origins, s.Outlets = b.seen(list)
	type words struct{ kind, folded string }
	at := map[words]int{}
	said := map[string]bool{}
	for _, i := range list {
		h := &b.held[i]
		w := words{h.p.Kind, h.folded}
		k, ok := at[w]
		if !ok {
			k = len(s.Wordings)
			at[w] = k
			s.Wordings = append(s.Wordings, Wording{Kind: h.p.Kind, Position: h.p, Report: *h.in})
			maps.Copy(s.of, h.of)
		}
		seen := Sighting{Position: h.p.ID, Report: h.in.ID, Published: h.in.Published, Outlet: h.in.Outlet, Retracted: h.in.Retracted != nil || record.Retraction(h.p.Corrections) != nil}
		if who := h.by.Who; who != "" {
			n := cmp.Or(b.names[who], h.p.SpokenBy.Words())
			seen.SpokenBy = &n
			if !said[who] {
				said[who] = true
				s.SpokenBy = append(s.SpokenBy, n)
			}
		}
		s.Wordings[k].Seen = append(s.Wordings[k].Seen, seen)
	}
	s.Repeated = b.repeated(list, echo)
	return s
}

// against lists the pairs of sayings that stand against one another: for each
// the latest one before it that does. One word in common is too little for it,
// unless it is all that both have.
func against(list []Saying) []Against {
	out := []Against{}
	x := newByStem()
	stances := make([]string, len(list))
	for i := range list {
		of := list[i].of
		if stances[i] = stance(list[i].Wordings); stances[i] == "" {
			continue
		}
		for _, k := range slices.Backward(x.near(of)) {
			if stances[k] != stances[i] && (of.shared(list[k].of) > 1 || len(of) == len(list[k].of)) {
				out = append(out, Against{list[k].Wordings[0].Position.ID, list[i].Wordings[0].Position.ID})
				break
			}
		}
		x.add(i, of)
	}
	return out
}

// stance tells whether all wordings of a saying say no, or yes; "" where they
// do neither, or some do this and some that. Who is ready not to do a thing
// says neither of it.
func stance(list []Wording) string {
	out := ""
	for _, w := range list {
		x := ""
		switch {
		case slices.Contains(no, w.Kind):
			x = "no"
		case slices.Contains(yes, w.Kind) && !story.Negated(w.Position.Span.Exact):
			x = "yes"
		}
		if x == "" || out != "" && x != out {
			return ""
		}
		out = x
	}
	return out
}
