package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"dateline/record"
	"dateline/store"
	"dateline/store/index"
	"dateline/store/query"
)

// peopleView lists who is named, each once behind all spellings.
type peopleView struct {
	Name   string // that was asked for
	Kinds  []choice
	Rows   []personRow
	Of     int
	Most   int
	With   *personRow // who one of the rows is to be joined with
	Fresh  fresh
	Hand   hand
	Next   string
	First  string
	Listed bool // nothing narrows the list
}

// personRow is somebody in a list.
type personRow struct {
	*record.Identity
	Reports int
	Address string
	Role    string // the last one
}

// Name is the fullest usual name.
func (p personRow) Name() string {
	if len(p.Names) == 0 {
		return p.ID
	}
	return p.Names[0]
}

// Others are the other spellings.
func (p personRow) Others() []string {
	if len(p.Names) < 2 {
		return nil
	}
	return p.Names[1:]
}

func personRowOf(a *record.Identity) personRow {
	p := personRow{Identity: a, Reports: len(a.Members), Address: personAddress(a.ID)}
	if n := len(a.Roles); n > 0 {
		p.Role = a.Roles[n-1].Role
	}
	return p
}

func personAddress(id string) string { return "/people/" + segment(id) }

const peopleRows = 60

func (d *desk) people(r *http.Request) (page, error) {
	v := peopleView{Name: strings.TrimSpace(r.FormValue("name")), First: firstAddress(r), Hand: d.hand(r), Most: 1}
	kind := r.FormValue("kind")
	x, f, err := d.relations(r.Context())
	if err != nil {
		return page{}, err
	}
	v.Fresh, v.Listed = f, v.Name == "" && kind == ""
	out := peopleJSON{People: []personJSON{}, Current: !f.Stale()}
	p := page{name: "people.html", title: "People", nav: "people", data: &v, json: &out}
	if x == nil {
		return p, nil
	}
	if i, ok := x.ids[r.FormValue("with")]; ok {
		with := personRowOf(&x.Actors[i])
		v.With = &with
	}
	kinds := map[string]int{}
	var list []personRow
	for i := range x.Actors {
		a := &x.Actors[i]
		if v.With != nil && a.ID == v.With.ID || v.Name != "" && !slices.ContainsFunc(a.Names, func(n string) bool { return begins(n, v.Name) }) {
			continue
		}
		kinds[a.Kind]++
		if kind == "" || a.Kind == kind {
			list = append(list, personRowOf(a))
		}
	}
	for _, c := range countsOf(kinds) {
		k := choice{Label: c.Value, N: c.N, On: c.Value == kind, Address: withParam(r.URL, "kind", c.Value)}
		if k.On {
			k.Address = withParam(r.URL, "kind", "")
		}
		v.Kinds = append(v.Kinds, k)
	}
	slices.SortStableFunc(list, func(a, b personRow) int { return cmp.Compare(b.Reports, a.Reports) })
	v.Of, out.Of = len(list), len(list)
	for _, p := range list {
		v.Most = max(v.Most, p.Reports)
	}
	if v.Rows, v.Next, err = turned(r, list, peopleRows); err != nil {
		return page{}, err
	}
	out.Next = link(jsonNext(r, v.Next))
	for _, p := range v.Rows {
		out.People = append(out.People, toPersonJSON(p.Identity))
	}
	return p, nil
}

type peopleJSON struct {
	People  []personJSON `json:"people"`
	Of      int          `json:"of"`
	Current bool         `json:"current"` // nothing came since the reports were compared
	Next    *string      `json:"next"`
}

type personJSON struct {
	ID          string            `json:"id"`
	Kind        string            `json:"kind"`
	Names       []string          `json:"names"` // the fullest usual name first
	Roles       []record.Capacity `json:"roles"`
	Reports     int               `json:"reports"`
	Corrections []record.Mark     `json:"corrections"`
}

func toPersonJSON(a *record.Identity) personJSON {
	return personJSON{a.ID, a.Kind, append([]string{}, a.Names...), append([]record.Capacity{}, a.Roles...), len(a.Members), append([]record.Mark{}, a.Corrections...)}
}

// onePersonJSON is the JSON form of somebody's page.
type onePersonJSON struct {
	personJSON
	Statements []statementJSON `json:"statements"`
	Next       *string         `json:"next"`
}

// personView is the page of one who is behind several spellings in several
// reports.
type personView struct {
	personRow
	Said    statementsView
	Spelt   []store.Count // each spelling with its statements
	Roles   roleView
	Members []memberView
	More    int // members that are not listed
	Fresh   fresh
	Hand    hand
	Same    []personRow // others who go by one of the names
}

// memberView is one report's actor, as the report calls it.
type memberView struct {
	Ref    string
	Name   string
	Report record.Report
}

var noSuchPerson = &problem{http.StatusNotFound, "Nobody of this name", "Nobody with this id is in what the reports were last found to show together. An id changes when an earlier report is found to name somebody: look for the name among the people."}

const memberRows = 40

func (d *desk) person(r *http.Request) (page, error) {
	x, f, err := d.relations(r.Context())
	if err != nil {
		return page{}, err
	}
	if x == nil {
		return page{}, noSuchPerson
	}
	i, ok := x.ids[r.PathValue("id")]
	if !ok { // it went by that id before it was joined with another, or set apart
		if i = x.nowIn(r.PathValue("id")); i < 0 {
			return page{}, noSuchPerson
		}
		if !wantsJSON(r) {
			return page{to: personAddress(x.Actors[i].ID)}, nil
		}
	}
	a := &x.Actors[i]
	v := personView{personRow: personRowOf(a), Fresh: f, Hand: d.hand(r), Roles: drawRoles(a.Roles)}
	v.Said.First = firstAddress(r)
	member := map[record.Member]bool{}
	for _, m := range a.Members {
		member[m] = true
	}
	is := func(s store.StatementRow) bool {
		if ref := s.Statement.Speaker.Ref; ref.Actor != nil && member[record.Member{Report: s.Report.ID, Actor: *ref.Actor}] {
			return true
		}
		// A speaker whom a person named has no actor in the report.
		return s.Statement.Speaker.Actor == nil && s.Statement.Speaker.Name != nil && slices.Contains(a.Names, *s.Statement.Speaker.Name)
	}
	asked := covering(a.Names)
	rows, next, err := paged(r, func(p store.Page) ([]store.StatementRow, error) { return d.saidByAny(r, asked, is, p) }, statementCursor)
	if err != nil {
		return page{}, err
	}
	v.Said.Name = v.Name()
	if v.Said.First == "" && !wantsJSON(r) {
		if err := d.aboutPerson(r, &v, a, asked); err != nil {
			return page{}, err
		}
		if err := d.membersOf(r, &v, a); err != nil {
			return page{}, err
		}
		for _, n := range a.Names {
			for _, o := range x.called(n) {
				if o.ID != a.ID && !slices.ContainsFunc(v.Same, func(p personRow) bool { return p.ID == o.ID }) {
					v.Same = append(v.Same, personRowOf(o))
				}
			}
		}
	}
	p := v.Said.fill(r, page{name: "person.html", title: v.Name(), nav: "people"}, rows, next)
	v.Said = p.data.(statementsView)
	said := p.json.(statementsJSON)
	p.data, p.json = v, onePersonJSON{toPersonJSON(a), said.Statements, said.Next}
	return p, nil
}

// aboutPerson gathers when somebody speaks, what they hold, with whom they take
// part in events.
func (d *desk) aboutPerson(r *http.Request, v *personView, a *record.Identity, asked []query.Query) error {
	days, spelt := map[string]int{}, map[string]int{}
	for i, q := range asked {
		t, err := d.store.Tally(r.Context(), q, tallied)
		if err != nil {
			return err
		}
		for _, s := range t.Streams {
			if slices.Contains(a.Names, s.Speaker) {
				for _, c := range s.Days {
					days[c.Value] += c.N
				}
			}
		}
		for _, c := range t.Speakers {
			if slices.Contains(a.Names, c.Value) {
				spelt[c.Value] = max(spelt[c.Value], c.N)
			}
		}
		if i == 0 {
			if err := d.about(r, &v.Said, q, a.Names); err != nil {
				return err
			}
		}
	}
	v.Spelt = countsOf(spelt)
	for _, n := range a.Names {
		if spelt[n] == 0 && len(v.Spelt) < 12 {
			v.Spelt = append(v.Spelt, store.Count{Value: n})
		}
	}
	var list []store.Count
	for day, n := range days {
		list = append(list, store.Count{Value: day, N: n})
	}
	slices.SortFunc(list, func(x, y store.Count) int { return cmp.Compare(x.Value, y.Value) })
	if len(asked) > 0 {
		v.Said.Days = place{path: "/statements", ask: ask{Q: asked[0].String(), query: asked[0]}}.days(list)
		v.Said.Days.Wider = ""
	}
	return nil
}

// membersOf lists the reports that name somebody, the latest first, and how
// each calls them.
func (d *desk) membersOf(r *http.Request, v *personView, a *record.Identity) error {
	for k := range slices.Backward(a.Members) {
		if len(v.Members) == memberRows {
			v.More = k + 1
			break
		}
		m := a.Members[k]
		line, err := d.lineOr(r.Context(), m.Report)
		if err != nil {
			return err
		}
		if line.Report.ID == "" {
			continue
		}
		y := memberView{Ref: m.Report + "." + m.Actor, Report: headOf(line.Report)}
		for i := range line.Actors {
			if line.Actors[i].ID == m.Actor {
				y.Name = line.Actors[i].Name
			}
		}
		v.Members = append(v.Members, y)
	}
	return nil
}

// covering are queries for speakers that together find all who go by one of the
// names: those of names that hold the words of no other.
func covering(names []string) []query.Query {
	const most = 6
	var out []query.Query
	var words [][]string
	for _, n := range names {
		words = append(words, query.Words(n))
	}
	within := func(part, whole []string) bool {
		return len(part) > 0 && strings.Contains(" "+strings.Join(whole, " ")+" ", " "+strings.Join(part, " ")+" ")
	}
	for i, n := range names {
		covered := slices.ContainsFunc(words, func(w []string) bool {
			return within(w, words[i]) && len(w) < len(words[i])
		})
		for k := range i {
			covered = covered || slices.Equal(words[k], words[i])
		}
		if f, err := query.NewField("speaker", n); err == nil && !covered && len(out) < most {
			out = append(out, query.Query{Fields: []query.Field{f}})
		}
	}
	return out
}

// saidByAny reads on until the page is full of statements for which is holds
// that answer any of the queries, in the order of lists.
func (d *desk) saidByAny(r *http.Request, asked []query.Query, is func(store.StatementRow) bool, p store.Page) ([]store.StatementRow, error) {
	var out []store.StatementRow
	for _, q := range asked {
		rows, err := d.saidBy(r, q, is, p)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	slices.SortStableFunc(out, func(a, b store.StatementRow) int {
		return cmp.Or(cmp.Compare(index.OfStamp(a.Report.Published).Rank(), index.OfStamp(b.Report.Published).Rank()),
			cmp.Compare(a.Report.ID, b.Report.ID), cmp.Compare(ordinal(a.Statement.ID), ordinal(b.Statement.ID)))
	})
	out = slices.CompactFunc(out, func(a, b store.StatementRow) bool { return a.Statement.ID == b.Statement.ID })
	return out[:min(len(out), p.Limit)], nil
}

// ordinal is the number of a finding in its report: 3 of "r1.s3".
func ordinal(id string) int {
	n, _ := strconv.Atoi(strings.TrimLeft(id[strings.LastIndexByte(id, '.')+1:], "spem"))
	return n
}
