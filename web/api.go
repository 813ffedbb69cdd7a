package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// The versioned interface: the JSON forms of the pages under apiRoot, with
// fields that are only ever added to. Lists go on at "next" until it is null,
// however long they are.

const (
	apiRoot   = "/api/v1"
	mostLimit = 1000 // rows of one answer
)

// operation is one address of the interface.
type operation struct {
	path    string // under apiRoot, as the mux and OpenAPI have it
	make    func(*desk, *http.Request) (page, error)
	summary string
	params  []param
	answer  any // a value of the type that is answered
	list    bool
}

type param struct {
	name, in, text string
	kind           string // string, integer
}

var (
	queryParam = param{"q", "query", "a query; see the desk’s help for the language", "string"}
	sortParam  = param{"sort", "query", "date: the latest first; rank: what answers best first, of the latest that answer", "string"}
	turning    = []param{
		{"limit", "query", "rows in one answer, at most 1000", "integer"},
		{"cursor", "query", "opaque; of the address in “next”", "string"},
	}
	listParams = []param{
		queryParam,
		{"limit", "query", "rows in one answer, at most 1000; 50 if not given", "integer"},
		{"cursor", "query", "opaque; of the address in “next”", "string"},
	}
)

// operations are all addresses of the interface but the stream and the
// document itself.
func operations() []operation {
	version := param{"version", "query", "SHA-256 of another version than the current one", "string"}
	path := func(name, text string) param { return param{name, "path", text, "string"} }
	return []operation{
		{"/today", (*desk).today, "Counts, what is new, what is due, problems", nil, todayJSON{}, false},
		{"/verify", (*desk).verify, "Whether words are in the record, verbatim or nearly", []param{{"q", "query", "the words", "string"}}, verifyJSON{}, false},
		{"/reports", (*desk).reports, "Reports that answer a query", nil, reportsJSON{}, true},
		{"/reports/{id}", (*desk).report, "One report with everything found in it (docs/read.schema.json)", []param{path("id", "of the report"), version}, nil, false},
		{"/statements", (*desk).statements, "Statements that answer a query, with their tally", []param{sortParam}, statementsJSON{}, true},
		{"/statements/{id}", (*desk).statement, "One statement, how to cite it, and the same words elsewhere", []param{path("id", "of the statement")}, oneJSON{}, false},
		{"/positions", (*desk).positions, "Positions that answer a query", nil, positionsJSON{}, true},
		{"/history/{party}", (*desk).history, "What one party holds over time, by topic", []param{
			path("party", "the name of the party"), {"topic", "query", "a topic of the record, or words", "string"},
		}, historyJSON{}, false},
		{"/events", (*desk).events, "Events that answer a query, each with its standing", nil, eventsJSON{}, true},
		{"/events/{id}", (*desk).event, "One event, how to cite it, and how other reports tell it", []param{path("id", "of the event")}, oneEventJSON{}, false},
		{"/meetings/{id}", (*desk).meeting, "One meeting, how to cite it, and how other reports tell it", []param{path("id", "of the meeting")}, oneMeetingJSON{}, false},
		{"/meetings", (*desk).meetings, "Meetings that answer a query, each with what became of it", nil, meetingsJSON{}, true},
		{"/pairs", (*desk).pairs, "Pairs of parties of the latest events", nil, pairsJSON{}, false},
		{"/pairs/{a}/{b}", (*desk).pair, "Events between two parties", []param{
			path("a", "a party"), path("b", "the other"), {"from", "query", "first day, as 2026-02-09", "string"}, {"to", "query", "last day", "string"},
		}, betweenJSON{}, false},
		{"/stories", (*desk).stories, "Stories of several reports, the latest first", append([]param{{"sort", "query", "size: those of most reports first", "string"}}, turning...), storiesJSON{}, false},
		{"/stories/{id}", (*desk).story, "One story, with who carries whose copy", []param{path("id", "of the story")}, storyJSON{}, false},
		{"/compare/{a}/{b}", (*desk).compare, "Two reports, sentence by sentence", []param{path("a", "a report"), path("b", "another")}, compareJSON{}, false},
		{"/people", (*desk).people, "Who is named, each once behind all spellings", append([]param{
			{"name", "query", "how their name or its words begin", "string"}, {"kind", "query", "person, organisation, country, place, agreement or other", "string"},
		}, turning...), peopleJSON{}, false},
		{"/people/{id}", (*desk).person, "One of them, with their statements", append([]param{path("id", "of the person")}, turning...), onePersonJSON{}, false},
		{"/sources", (*desk).sourcesPage, "Outlets: what was read of each, and who carries whose copy", nil, sourcesJSON{}, false},
		{"/review", (*desk).review, "What is doubtful, case by case", []param{
			queryParam, {"doubt", "query", "speaker, statement, position, event, meeting, name or correction", "string"}, {"cursor", "query", "opaque; of the address in “next”", "string"},
		}, reviewJSON{}, false},
		{"/corrections", (*desk).corrections, "What people said of the record, the last first", turning, correctionsJSON{}, false},
		{"/speakers", (*desk).speakers, "Speakers of the statements that answer a query", []param{queryParam}, speakersJSON{}, false},
		{"/search", (*desk).search, "Passages that answer a query", []param{sortParam}, searchJSON{}, true},
		{"/complete", (*desk).complete, "What a query that is being written can go on with", []param{{"q", "query", "the query so far", "string"}}, completions{}, false},
		{"/dossiers", (*desk).dossiers, "Dossiers, without their items", nil, dossiersJSON{}, false},
		{"/dossiers/{id}", (*desk).dossier, "One dossier, each item with what became of it", []param{path("id", "of the dossier")}, dossierJSON{}, false},
		{"/changes", (*desk).changes, "What came into the record, in order", []param{
			{"after", "query", "number of an arrival; those after it are listed", "integer"}, {"limit", "query", "rows in one answer, at most 1000; 50 if not given", "integer"},
		}, changesJSON{}, false},
	}
}

// api serves the interface.
func (d *desk) api(mux *http.ServeMux) {
	for _, o := range operations() {
		mux.Handle(apiRoot+o.path, asAPI(d.page(func(r *http.Request) (page, error) { return o.make(d, r) })))
	}
	mux.Handle(apiRoot+"/openapi.json", asAPI(d.page(func(*http.Request) (page, error) { return page{json: document()}, nil })))
	mux.Handle(apiRoot+"/stream", http.HandlerFunc(d.stream))
	mux.Handle(apiRoot+"/", asAPI(d.page(func(*http.Request) (page, error) { return page{}, noSuchPage })))
}

type apiKey struct{}

// asAPI makes a handler answer as JSON with addresses of the interface.
func asAPI(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := context.WithValue(context.WithValue(r.Context(), jsonKey{}, true), apiKey{}, true)
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func isAPI(r *http.Request) bool { return r.Context().Value(apiKey{}) != nil }

// limitOf is how many rows one answer of the interface has; of a page, it is
// always the same.
func limitOf(r *http.Request) (int, error) {
	s := r.FormValue("limit")
	if s == "" || !isAPI(r) {
		return pageSize, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > mostLimit {
		return 0, bad("limit=%s is not a number from 1 to %d.", s, mostLimit)
	}
	return n, nil
}

// document is the OpenAPI 3.1 document of the interface.
func document() map[string]any {
	schemas := schemaSet{}
	paths := map[string]any{}
	problem := map[string]any{"description": "What is wrong with the request", "content": jsonContent(schemas.of(errorJSON{}))}
	for _, o := range operations() {
		params := []any{}
		for _, p := range slices.Concat(o.params, map[bool][]param{true: listParams}[o.list]) {
			params = append(params, map[string]any{
				"name": p.name, "in": p.in, "required": p.in == "path", "description": p.text, "schema": map[string]any{"type": p.kind},
			})
		}
		answer := map[string]any{"type": "object", "description": "A line of read --format jsonl: docs/read.schema.json"}
		if o.answer != nil {
			answer = schemas.of(o.answer)
		}
		paths[o.path] = map[string]any{"get": map[string]any{
			"operationId": operationID(o.path), "summary": o.summary, "parameters": params,
			"responses": map[string]any{
				"200": map[string]any{"description": "The answer", "content": jsonContent(answer)}, "304": map[string]any{"description": "It is what the ETag in If-None-Match names"},
				"4XX": problem, "5XX": problem,
			},
		}}
	}
	paths["/stream"] = map[string]any{"get": map[string]any{
		"operationId": "stream", "summary": "What comes into the record, live: server-sent events named arrival, whose data is a change",
		"parameters": []any{
			map[string]any{"name": "after", "in": "query", "required": false, "description": "number of an arrival; what came after it is told first", "schema": map[string]any{"type": "integer"}},
			map[string]any{"name": "Last-Event-ID", "in": "header", "required": false, "description": "likewise, as browsers send it when they come back", "schema": map[string]any{"type": "integer"}},
		},
		"responses": map[string]any{"200": map[string]any{"description": "Until one of the two ends it", "content": map[string]any{"text/event-stream": map[string]any{"schema": map[string]any{"type": "string"}}}}, "4XX": problem},
	}}
	return map[string]any{
		"openapi": "3.1.0",
		"info": map[string]any{
			"title": "dateline", "version": "1", "description": "Who said what, who did what to whom, and where it is written. Fields may be added; none changes its meaning or goes away.",
		},
		"servers":    []any{map[string]any{"url": apiRoot}},
		"paths":      paths,
		"components": map[string]any{"schemas": schemas},
	}
}

func jsonContent(schema any) map[string]any {
	return map[string]any{"application/json": map[string]any{"schema": schema}}
}

// operationID is a name made of a path.
func operationID(path string) string {
	var out []string
	for s := range strings.SplitSeq(strings.Trim(path, "/"), "/") {
		if strings.HasPrefix(s, "{") {
			s = "one"
		}
		out = append(out, s)
	}
	return strings.Join(out, "_")
}
