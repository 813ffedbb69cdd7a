package web

import (
	"net/http"
	"net/url"
	"strings"
	"sync"

	"dateline/store"
	"dateline/store/query"
)

// completions are what a query that is being written can go on with.
type completions struct {
	Choices []completion `json:"choices"`
}

type completion struct {
	Query string `json:"query"` // the whole query with the choice in it
	Label string `json:"label"`
	Of    string `json:"of"` // what it is: "field", "speaker, 12 statements"

	Address string `json:"address,omitempty"` // the page to go to, of what no query can ask for
}

// known are the names that are offered, of the latest statements; they are
// counted anew when something has come.
type known struct {
	mu    sync.Mutex
	seq   int64
	ready bool
	tally store.Tally
}

const mostChoices = 8

// complete offers names of fields, speakers, outlets and topics for the last word of a
// query. It is asked by script; without it the box works as well.
func (d *desk) complete(r *http.Request) (page, error) {
	q := r.FormValue("q")
	cut := strings.LastIndexAny(q, " \t\n")
	if strings.Count(q, `"`)%2 == 1 { // the last word is a value in quotation marks
		cut = strings.LastIndexAny(q[:strings.LastIndex(q, `"`)], " \t\n")
	}
	head, last := q[:cut+1], q[cut+1:]
	out := completions{Choices: []completion{}}
	add := func(words, label, of string) {
		if len(out.Choices) < mostChoices {
			out.Choices = append(out.Choices, completion{Query: head + words, Label: label, Of: of})
		}
	}
	name, value, isField := strings.Cut(last, ":")
	value = strings.Trim(value, `"`)
	if !isField {
		for _, f := range query.Fields() {
			if last != "" && strings.HasPrefix(f, strings.ToLower(last)) {
				add(f+":", f+":", "field")
			}
		}
		name, value = "", last
	}
	if !isField && len(value) > 1 {
		topics, _, err := d.topicsOf(r.Context())
		if err != nil {
			return page{}, err
		}
		for _, t := range topics {
			if begins(t.Name, value) {
				out.Choices = append(out.Choices, completion{Query: head + last, Label: t.Name, Of: "topic: what parties hold on it", Address: "/positions?topics=" + url.QueryEscape(t.Name)})
			}
		}
		out.Choices = out.Choices[:min(len(out.Choices), 3)]
	}
	if value != "" || isField {
		t, err := d.names(r)
		if err != nil {
			return page{}, err
		}
		for _, list := range []struct {
			field  string
			counts []store.Count
		}{{"speaker", t.Speakers}, {"outlet", t.Outlets}, {"kind", t.Kinds}, {"grade", t.Grades}} {
			if name != "" && !strings.EqualFold(name, list.field) || name == "" && list.field != "speaker" && list.field != "outlet" {
				continue
			}
			for _, c := range list.counts {
				if c.Value == "" || !begins(c.Value, value) {
					continue
				}
				if f, err := query.NewField(list.field, c.Value); err == nil {
					add(query.Query{Fields: []query.Field{f}}.String(), field(c.Value), list.field+", "+count(c.N, "statement"))
				}
			}
		}
	}
	return page{name: "complete.html", title: "Completion", data: out, json: out}, nil
}

// begins reports whether each word of typed begins a word of name.
func begins(name, typed string) bool {
	have := query.Words(name)
	for _, w := range query.Words(typed) {
		found := false
		for _, h := range have {
			found = found || strings.HasPrefix(h, w)
		}
		if !found {
			return false
		}
	}
	return true
}

// names are the values of fields in the latest statements.
func (d *desk) names(r *http.Request) (store.Tally, error) {
	seq, err := d.store.Arrived(r.Context())
	if err != nil {
		return store.Tally{}, err
	}
	d.known.mu.Lock()
	defer d.known.mu.Unlock()
	if !d.known.ready || d.known.seq != seq {
		if d.known.tally, err = d.store.Tally(r.Context(), query.Query{}, tallied); err != nil {
			return store.Tally{}, err
		}
		d.known.seq, d.known.ready = seq, true
	}
	return d.known.tally, nil
}

// help explains the query language, the marks and the keys.
func (d *desk) help(*http.Request) (page, error) {
	return page{name: "help.html", title: "Help", nav: "help", json: helpJSON{Fields: query.Fields()}}, nil
}

type helpJSON struct {
	Fields []string `json:"fields"`
}
