package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"dateline/store"
	"dateline/store/query"
)

// ask is what a page was asked for with its forms.
type ask struct {
	Q, Speaker, Kind, Since, Until string
	Problem                        *askProblem // nil when all of it was understood
	query                          query.Query
}

// askProblem says what of an ask was not understood, beside the field it is
// in.
type askProblem struct {
	Field     string // q, speaker, kind, since, until
	At        int    // in the field, code points from 0
	Text      string
	Known     []string // what could stand there
	Head, Bad string   // the field up to there, and from there
}

// Column is At as people count.
func (p askProblem) Column() int { return p.At + 1 }

// filters are the form fields that narrow a list, in the order in which they
// are read.
var filters = []string{"speaker", "kind", "since", "until"}

// askOf reads the query box and those filters that the page has.
func askOf(r *http.Request, fields []string) ask {
	a := ask{Q: strings.TrimSpace(r.FormValue("q"))}
	q, err := query.Parse(a.Q)
	if err != nil {
		a.wrong("q", a.Q, err)
	}
	a.query = q
	for _, f := range fields {
		v := strings.TrimSpace(r.FormValue(f))
		switch f {
		case "speaker":
			a.Speaker = v
		case "kind":
			a.Kind = v
		case "since":
			a.Since = v
		case "until":
			a.Until = v
		}
		if v == "" {
			continue
		}
		if x, err := condition(f, v); err != nil {
			a.wrong(f, v, err)
		} else {
			a.query.Fields = append(a.query.Fields, x)
		}
	}
	return a
}

// condition is what the filter asks for: both days of a time from one to
// another belong to it.
func condition(filter, value string) (query.Field, error) {
	switch filter {
	case "since":
		return query.NewField("after", value)
	case "until":
		return query.Until(value)
	}
	return query.NewField(filter, value)
}

// wrong notes the first thing that was not understood.
func (a *ask) wrong(field, words string, err error) {
	if a.Problem != nil {
		return
	}
	a.Problem = &askProblem{Field: field, Text: err.Error()}
	var e *query.Error
	if !errors.As(err, &e) {
		return
	}
	a.Problem.Text, a.Problem.Known = e.Reason, e.Known
	if field == "q" {
		a.Problem.At = utf8.RuneCountInString(words[:e.At])
		a.Problem.Head, a.Problem.Bad = words[:e.At], words[e.At:]
	}
}

// Text is all that was asked, as one query.
func (a ask) Text() string {
	if a.Speaker+a.Kind+a.Since+a.Until == "" || a.Wrong() {
		return a.Q
	}
	return a.query.String()
}

// Wrong reports whether something was not understood.
func (a ask) Wrong() bool { return a.Problem != nil }

// Empty reports whether nothing was asked.
func (a ask) Empty() bool { return len(a.query.Terms) == 0 && len(a.query.Fields) == 0 }

// refuse makes p the answer that says what is wrong, over the page's form.
func (a ask) refuse(p page, data any) page {
	p.status = http.StatusBadRequest
	p.query = a.Q
	p.data = data
	e := errorJSON{Error: a.Problem.Text, Field: a.Problem.Field, Known: a.Problem.Known}
	if a.Problem.Field == "q" {
		e.At = &a.Problem.At
	}
	p.json = e
	return p
}

// paged reads one page of a list and returns the address of the one after it,
// "" on the last.
func paged[T any](r *http.Request, read func(store.Page) ([]T, error), cursor func(T) string) ([]T, string, error) {
	n, err := limitOf(r)
	if err != nil {
		return nil, "", err
	}
	rows, err := read(store.Page{Limit: n + 1, Cursor: r.FormValue("cursor")})
	if err != nil || len(rows) <= n {
		return rows, "", err
	}
	rows = rows[:n]
	return rows, nextAddress(r.URL, cursor(rows[n-1])), nil
}

// nextAddress is u with another cursor.
func nextAddress(u *url.URL, cursor string) string {
	q := u.Query()
	q.Set("cursor", cursor)
	return u.EscapedPath() + "?" + q.Encode()
}

// firstAddress is the first page of the list of which r asks for a later one,
// else "".
func firstAddress(r *http.Request) string {
	q := r.URL.Query()
	if q.Get("cursor") == "" {
		return ""
	}
	q.Del("cursor")
	if len(q) == 0 {
		return r.URL.EscapedPath()
	}
	return r.URL.EscapedPath() + "?" + q.Encode()
}

// jsonNext is the address of the next page in the form that r asks for.
func jsonNext(r *http.Request, next string) string {
	if next == "" || r.Context().Value(jsonKey{}) == nil || isAPI(r) {
		return next
	}
	path, rest, _ := strings.Cut(next, "?")
	return path + ".json?" + rest
}
