package actor

import (
	"cmp"
	"slices"
	"strings"

	"dateline/language/name"
	"dateline/language/translit"
	"dateline/record"
	"dateline/text"
)

// Local is one report's actor.
type Local struct {
	Line  int // index into the lines given to Link
	Actor int // index into the line's Actors
}

// Actor is one actor of all reports.
type Actor struct {
	ID        string   // ISO 3166-1 alpha-3 for a country, else made from the first member
	Kind      string   // person, organisation, country, place, agreement, other
	Names     []string // every spelling, the fullest first
	Countries []string // ISO 3166-1 alpha-3 of the offices it was seen in, in order of first sight
	Roles     []Role   // every capacity, in order of first sight
	Members   []Local  // in report order

	words []string // of the fullest name
	full  string   // the fullest name
}

// Role is a capacity in which an actor was seen, over all reports.
type Role struct {
	Words   string
	Country string // ISO 3166-1 alpha-3; "" when the words name none
	From    string // ISO 8601, the earliest publication of a report that gives it; "" when none is dated
	To      string // the latest
	Reports int
}

// Index holds the actors of all reports.
type Index struct {
	Actors []Actor // in the order of their first members

	of []map[string]int // by line: the report's own id → index into Actors
}

// Of returns the index of the actor that a line's own id stands for; -1 for
// one whom the report does not name.
func (x *Index) Of(line int, id string) int {
	if a, ok := x.of[line][id]; ok {
		return a
	}
	return -1
}

// Identities writes the actors as the record has them.
func (x *Index) Identities(lines []*record.Line) []record.Identity {
	out := make([]record.Identity, 0, len(x.Actors))
	for _, a := range x.Actors {
		id := record.Identity{
			ID: a.ID, Kind: a.Kind, Names: a.Names,
			Roles: make([]record.Capacity, 0, len(a.Roles)), Members: make([]record.Member, 0, len(a.Members)),
		}
		for _, r := range a.Roles {
			id.Roles = append(id.Roles, record.Capacity{Role: r.Words, Country: known(r.Country), From: known(r.From), To: known(r.To), Reports: r.Reports})
		}
		for _, m := range a.Members {
			id.Members = append(id.Members, record.Member{Report: lines[m.Line].Report.ID, Actor: lines[m.Line].Actors[m.Actor].ID})
		}
		out = append(out, id)
	}
	return out
}

// known makes an empty string the contract's null.
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Named reports whether a report names an actor. A description, an office and
// a name of common words ("the military") could be anybody's outside the
// report.
func Named(a *record.Actor) bool { return named(a, name.Plain(a.Name)) }

func named(a *record.Actor, plain bool) bool {
	switch {
	case a.Kind == "country":
		return true
	case a.Kind == "place" && len(name.Countries(a.Name)) > 0:
		return false // a capital as a city; where it stands for the country, the report says so
	case a.Kind == "group" || plain || a.Kind == "person" && described(a.Name):
		return false
	}
	for _, r := range a.Roles {
		if strings.EqualFold(r.Role, a.Name) {
			return false
		}
	}
	return true
}

// described reports whether a person's name is a description after all: words
// of office and of countries alone ("top Kenyan health official").
func described(s string) bool {
	words := strings.Fields(s)
	var rest []string
	for i := 0; i < len(words); {
		n := 0
		for k := 1; k <= 3 && i+k <= len(words); k++ {
			// The country's name begins here if it is gone without this word.
			if len(name.Countries(strings.Join(words[i:i+k], " "))) == 1 && len(name.Countries(strings.Join(words[i+1:i+k], " "))) == 0 {
				n = k
			}
		}
		if n == 0 {
			rest = append(rest, words[i])
		}
		i += max(1, n)
	}
	return name.Plain(strings.Join(rest, " "))
}

// local is a report's actor on its way into the index.
type local struct {
	Local
	rec       *record.Actor
	countries []string // of its offices in this report
}

// countries returns the countries of an actor's offices: of each role the first
// one that its words name, since an ambassador "to" another country speaks
// for his own.
func (l *linker) countries(a *record.Actor) []string {
	var out []string
	for _, r := range a.Roles {
		if c := l.country(r.Role); c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// country returns the country that a role names, "" for none.
func (l *linker) country(role string) string {
	c, ok := l.ofRole[role]
	if !ok {
		if all := name.Countries(role); len(all) > 0 && !name.Relational(role) {
			c = all[0] // "Turkish counterpart" says whose, not who
		}
		l.ofRole[role] = c
	}
	return c
}

// conflict reports whether two lists of countries contradict one another.
func conflict(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	return !slices.ContainsFunc(a, func(c string) bool { return slices.Contains(b, c) })
}

// fold is the form in which names are compared letter by letter.
func fold(s string) string {
	var b strings.Builder
	for w := range text.Words(s) {
		if b.Len() == 0 && w == "the" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

// Link finds the actors of all lines, which stand in order of publication.
func Link(lines []*record.Line) *Index { return LinkWith(lines, Links{}) }

// LinkWith does the same with what a person says of who is who.
func LinkWith(lines []*record.Line, links Links) *Index {
	l := linker{
		no: map[Local][]Local{},
		x:  &Index{of: make([]map[string]int, len(lines))}, lines: lines,
		ofRole: map[string]string{}, plain: map[string]bool{}, names: map[string]translit.Name{}, keys: map[string]string{},
	}
	for _, p := range links.Apart {
		l.no[p[0]], l.no[p[1]] = append(l.no[p[0]], p[1]), append(l.no[p[1]], p[0])
	}
	var full, short, bodies []local
	for i, line := range lines {
		l.x.of[i] = make(map[string]int, len(line.Actors))
		for j := range line.Actors {
			a := &line.Actors[j]
			plain, ok := l.plain[a.Name]
			if !ok {
				plain = name.Plain(a.Name)
				l.plain[a.Name] = plain
			}
			if !named(a, plain) {
				continue
			}
			v := local{Local: Local{i, j}, rec: a}
			switch a.Kind {
			case "country":
				l.state(v)
			case "person":
				v.countries = l.countries(a)
				if len(l.parse(a.Name).Words) > 1 {
					full = append(full, v)
				} else {
					short = append(short, v)
				}
			default:
				bodies = append(bodies, v)
			}
		}
	}
	l.people(full, short)
	l.bodies(bodies)
	l.together(links.Together)
	l.finish()
	l.call(links.Names)
	return l.x
}

// linker builds an index.
type linker struct {
	x     *Index
	lines []*record.Line
	no    map[Local][]Local // who is not whom

	// What was worked out for words that come again and again.
	ofRole map[string]string // role → its country
	plain  map[string]bool   // name → made of common words
	names  map[string]translit.Name
	keys   map[string]string // word → translit.Key
}

// start makes a new actor of v and returns its index.
func (l *linker) start(v local, id string) int {
	l.x.Actors = append(l.x.Actors, Actor{ID: id, Kind: v.rec.Kind})
	n := len(l.x.Actors) - 1
	l.join(n, v)
	return n
}

// join makes v a member of actor n.
func (l *linker) join(n int, v local) {
	a := &l.x.Actors[n]
	a.Members = append(a.Members, v.Local)
	for _, c := range v.countries {
		if !slices.Contains(a.Countries, c) {
			a.Countries = append(a.Countries, c)
		}
	}
	if w := l.parse(v.rec.Name).Words; len(w) > len(a.words) {
		a.words, a.full = w, v.rec.Name
	}
	l.x.of[v.Line][v.rec.ID] = n
}

func (l *linker) state(v local) {
	for n := range l.x.Actors {
		if l.x.Actors[n].ID == v.rec.ID { // countries come first, and are few
			l.join(n, v)
			return
		}
	}
	l.start(v, v.rec.ID)
}

// finish puts members, names, roles and actors in order.
func (l *linker) finish() {
	x := l.x
	at := make([]int, len(x.Actors)) // by the old index: the new one
	kept := x.Actors[:0]
	for n, a := range x.Actors {
		at[n] = len(kept)
		if len(a.Members) > 0 {
			kept = append(kept, a)
		}
	}
	x.Actors = kept
	for _, m := range x.of {
		for id, n := range m {
			m[id] = at[n]
		}
	}
	for n := range x.Actors {
		a := &x.Actors[n]
		slices.SortFunc(a.Members, func(p, q Local) int { return cmp.Or(p.Line-q.Line, p.Actor-q.Actor) })
		if a.Kind != "country" {
			m := a.Members[0]
			a.ID = l.lines[m.Line].Report.ID + "." + l.lines[m.Line].Actors[m.Actor].ID
		}
		l.describe(a)
	}
	order := make([]int, len(x.Actors))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		p, q := x.Actors[i].Members[0], x.Actors[j].Members[0]
		return cmp.Or(p.Line-q.Line, p.Actor-q.Actor)
	})
	at = make([]int, len(order))
	sorted := make([]Actor, len(order))
	for to, from := range order {
		sorted[to], at[from] = x.Actors[from], to
	}
	x.Actors = sorted
	for _, m := range x.of {
		for id, n := range m {
			m[id] = at[n]
		}
	}
}

// rareName is how many times as common as another spelling the commonest one
// must be for the other not to stand before it.
const rareName = 6

// describe gathers the names and roles of an actor's members.
func (l *linker) describe(a *Actor) {
	count := map[string]int{}
	role := map[string]int{}
	for _, m := range a.Members {
		line := l.lines[m.Line]
		rec := &line.Actors[m.Actor]
		seen := map[string]bool{}
		for _, s := range append(slices.Clone(rec.Names), rec.Name) {
			if s != "" && !seen[s] {
				seen[s] = true
				count[s]++
			}
		}
		day := ""
		if t := line.Report.Published.Time; t != nil {
			day = *t
		}
		for _, r := range rec.Roles {
			key := fold(r.Role)
			i, ok := role[key]
			if !ok {
				i = len(a.Roles)
				role[key] = i
				a.Roles = append(a.Roles, Role{Words: r.Role})
				a.Roles[i].Country = l.country(r.Role)
			}
			at := &a.Roles[i]
			at.Reports++
			if day != "" {
				if at.From == "" {
					at.From = day
				}
				at.To = day
			}
		}
	}
	a.Names = make([]string, 0, len(count))
	for s := range count {
		a.Names = append(a.Names, s)
	}
	most := 0 // reports that have the commonest full name
	for s, n := range count {
		if len(l.parse(s).Words) > 1 {
			most = max(most, n)
		}
	}
	rank := func(s string) int {
		switch {
		case a.Kind == "country" && s == name.CountryName(a.ID):
			return 0
		case count[s]*rareName >= most:
			return 1
		}
		return 2 // a title or a stray word is taken for a part of the name now and then
	}
	slices.SortFunc(a.Names, func(p, q string) int {
		return cmp.Or(rank(p)-rank(q), len(l.parse(q).Words)-len(l.parse(p).Words), count[q]-count[p], cmp.Compare(p, q))
	})
}
