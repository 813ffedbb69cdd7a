package web

import (
	"net/http"
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
}

// known are the names that are offered, of the latest statements; they are
// counted anew when something has come.
type known struct {
	mu     sync.Mutex
	seq    int64
	ready  bool
	tally  store.Tally
	topics []topic
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
			out.Choices = append(out.Choices, completion{head + words, label, of})
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
	if value != "" || isField {
		t, topics, err := d.names(r)
		if err != nil {
			return page{}, err
		}
		for _, x := range topics {
			if name == "" && value != "" && strings.HasPrefix(x.Word, strings.ToLower(value)) {
				add(x.Word, x.Word, "topic, "+count(x.N, "position"))
			}
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

// names are the values of fields in the latest statements, and the topics of
// the latest positions.
func (d *desk) names(r *http.Request) (store.Tally, []topic, error) {
	seq, err := d.store.Arrived(r.Context())
	if err != nil {
		return store.Tally{}, nil, err
	}
	d.known.mu.Lock()
	defer d.known.mu.Unlock()
	if !d.known.ready || d.known.seq != seq {
		if d.known.tally, err = d.store.Tally(r.Context(), query.Query{}, tallied); err != nil {
			return store.Tally{}, nil, err
		}
		rows, err := d.store.Positions(r.Context(), query.Query{}, store.Page{Limit: matrixed})
		if err != nil {
			return store.Tally{}, nil, err
		}
		d.known.topics = topicsOf(rows)
		d.known.seq, d.known.ready = seq, true
	}
	return d.known.tally, d.known.topics, nil
}

// help explains the query language, the marks and the keys.
func (d *desk) help(*http.Request) (page, error) {
	return page{name: "help.html", title: "Help", nav: "help", json: helpJSON{Fields: query.Fields()}}, nil
}

type helpJSON struct {
	Fields []string `json:"fields"`
}
