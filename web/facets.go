package web

import (
	"net/url"
	"slices"
	"strings"

	"dateline/store"
	"dateline/store/query"
)

// tallied is how many statements are counted for facets; of more, those that
// come first are.
const tallied = 20_000

// facet is a way in which what answers falls apart.
type facet struct {
	Title   string
	Open    bool
	Choices []choice
	More    int // values that are not listed
}

// choice is a value of a facet, as a link that narrows to it or, where it
// holds already, takes it back.
type choice struct {
	Label   string
	N       int
	Address string // "" for what no query can ask for
	On      bool
}

// condition that holds, with the address without it.
type chip struct {
	Label   string
	Address string
}

// place is a page that is asked with a query, and that query.
type place struct {
	path string
	ask  ask
	all  bool // statements that are to check too
	sort string
}

// address is the page asked with q.
func (p place) address(q string) string {
	v := url.Values{}
	if q != "" {
		v.Set("q", q)
	}
	if p.all {
		v.Set("all", "1")
	}
	if p.sort != "" {
		v.Set("sort", p.sort)
	}
	if len(v) == 0 {
		return p.path
	}
	return p.path + "?" + v.Encode()
}

// with returns the query of p with the condition added, which takes the place
// of the others on the fields named in instead.
func (p place) with(f query.Field, instead ...string) string {
	if !slices.ContainsFunc(p.ask.query.Fields, func(x query.Field) bool { return slices.Contains(instead, x.Name) }) {
		return strings.TrimSpace(p.ask.Text() + " " + query.Query{Fields: []query.Field{f}}.String())
	}
	q := p.without(func(x query.Field) bool { return slices.Contains(instead, x.Name) })
	q.Fields = append(q.Fields, f)
	return q.String()
}

// without returns the query of p without the fields for which drop holds.
func (p place) without(drop func(query.Field) bool) query.Query {
	return query.Query{Terms: p.ask.query.Terms, Fields: slices.DeleteFunc(slices.Clone(p.ask.query.Fields), drop)}
}

// chips are the conditions on fields that hold.
func (p place) chips() []chip {
	var out []chip
	for i, f := range p.ask.query.Fields {
		rest := query.Query{Terms: p.ask.query.Terms, Fields: slices.Delete(slices.Clone(p.ask.query.Fields), i, i+1)}
		out = append(out, chip{query.Query{Fields: []query.Field{f}}.String(), p.address(rest.String())})
	}
	return out
}

// narrow makes a facet of counts of a field's values; of the values, most
// come first and so many are listed.
func (p place) narrow(title, field string, counts []store.Count, list int, none string, instead bool) facet {
	out := facet{Title: title, Open: true}
	for _, c := range counts {
		if len(out.Choices) == list {
			out.More++
			continue
		}
		x := choice{Label: c.Value, N: c.N}
		if c.Value == "" {
			x.Label = none
		} else if f, err := query.NewField(field, c.Value); err == nil {
			same := func(y query.Field) bool {
				return y.Name == field && !y.Not && (y.Value == f.Value || slices.Equal(y.Words, f.Words))
			}
			if x.On = slices.ContainsFunc(p.ask.query.Fields, same); x.On {
				x.Address = p.address(p.without(same).String())
			} else if instead {
				x.Address = p.address(p.with(f, field))
			} else {
				x.Address = p.address(p.with(f))
			}
		}
		out.Choices = append(out.Choices, x)
	}
	return out
}

// facets are those of a tally of statements.
func (p place) facets(t store.Tally) []facet {
	out := []facet{
		p.narrow("Speaker", "speaker", t.Speakers, 10, "not named", false),
		p.narrow("Outlet", "outlet", t.Outlets, 8, "not named", false),
		p.narrow("Quoted", "kind", t.Kinds, 3, "", true),
		p.narrow("Grade", "grade", t.Grades, 2, "", true),
	}
	return slices.DeleteFunc(out, func(f facet) bool { return len(f.Choices) == 0 })
}

// fieldAddress is a page asked for one value of a field; "" for what no query
// can ask for.
func fieldAddress(path, name, value string) string {
	f, err := query.NewField(name, value)
	if err != nil {
		return ""
	}
	return place{path: path}.address(query.Query{Fields: []query.Field{f}}.String())
}
