package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"dateline/record"
	"dateline/store"
)

// The JSON forms. Reports, statements and spans are the record's own; lists
// name the address of the page after them.

type todayJSON struct {
	Counts   countsJSON    `json:"counts"`
	Reports  []reportJSON  `json:"reports"`
	Speakers []speakerJSON `json:"speakers"` // of the latest statements; in how many reports is not counted

	New      newsJSON      `json:"new"`
	Due      []meetingJSON `json:"due"` // planned meetings that are due or lapsed
	Problems []string      `json:"problems"`
}

// newsJSON is what came since somebody last looked.
type newsJSON struct {
	Since   int64        `json:"since"` // number of an arrival; 0 when they never looked
	Last    int64        `json:"last"`
	Reports []reportJSON `json:"reports"`
	More    bool         `json:"more"`
}

type meetingJSON struct {
	Meeting record.Meeting `json:"meeting"`
	State   string         `json:"state"` // its status, or due or lapsed
	Report  record.Report  `json:"report"`
}

type meetingsJSON struct {
	Meetings []meetingJSON `json:"meetings"`
	Next     *string       `json:"next"`
}

type positionJSON struct {
	Position record.Position `json:"position"`
	Report   record.Report   `json:"report"`
}

type positionsJSON struct {
	Positions []positionJSON `json:"positions"`
	Next      *string        `json:"next"`
}

type eventJSON struct {
	Event    record.Event  `json:"event"`
	Standing string        `json:"standing"` // reported, claimed, alleged, planned, hypothetical, did not happen, recalled
	Report   record.Report `json:"report"`
}

type eventsJSON struct {
	Events []eventJSON `json:"events"`
	Next   *string     `json:"next"`
}

type countJSON struct {
	Value *string `json:"value"` // null for those that have none
	N     int     `json:"n"`
}

// tallyJSON counts statements by what they have in common.
type tallyJSON struct {
	Total    int         `json:"total"`
	More     bool        `json:"more"` // there are more; the first were counted
	Kinds    []countJSON `json:"kinds"`
	Grades   []countJSON `json:"grades"`
	Outlets  []countJSON `json:"outlets"`
	Speakers []countJSON `json:"speakers"`
	Days     []countJSON `json:"days"`
}

func toCountsJSON(list []store.Count) []countJSON {
	out := make([]countJSON, 0, len(list))
	for _, c := range list {
		out = append(out, countJSON{link(c.Value), c.N})
	}
	return out
}

func toTallyJSON(t store.Tally) tallyJSON {
	return tallyJSON{
		Total: t.Total, More: t.More, Kinds: toCountsJSON(t.Kinds), Grades: toCountsJSON(t.Grades), Outlets: toCountsJSON(t.Outlets),
		Speakers: toCountsJSON(t.Speakers), Days: toCountsJSON(t.Days),
	}
}

func toMeetingsJSON(list []meetingView) []meetingJSON {
	out := make([]meetingJSON, 0, len(list))
	for _, m := range list {
		out = append(out, meetingJSON{m.Meeting, m.State, bare(m.Report)})
	}
	return out
}

type countsJSON struct {
	Reports    int   `json:"reports"`
	Versions   int   `json:"versions"`
	Statements int   `json:"statements"`
	Sure       int   `json:"sure"` // of the statements, those whose grade is sure
	Outlets    int   `json:"outlets"`
	Bytes      int64 `json:"bytes"` // originals, uncompressed
}

// reportJSON is a report in a list, without text, headlines and parts.
type reportJSON struct {
	Report     record.Report `json:"report"`
	Versions   int           `json:"versions"`
	Statements int           `json:"statements"`

	NotAnalysed []string `json:"not_analysed"` // as in the record's line
}

type reportsJSON struct {
	Reports []reportJSON `json:"reports"`
	Next    *string      `json:"next"` // address of the next page; null on the last
}

type statementJSON struct {
	Statement record.Statement `json:"statement"`
	Report    record.Report    `json:"report"`
}

type statementsJSON struct {
	Statements []statementJSON `json:"statements"`
	Next       *string         `json:"next"`
	Tally      *tallyJSON      `json:"tally,omitempty"` // on the first page
}

type speakerJSON struct {
	Name       *string `json:"name"` // null: the speaker is not named
	Statements int     `json:"statements"`
	Reports    int     `json:"reports"`
}

type speakersJSON struct {
	Speakers []speakerJSON `json:"speakers"`
}

type hitJSON struct {
	reportJSON
	Passage record.Span   `json:"passage"`
	Matches []record.Span `json:"matches"`
}

type searchJSON struct {
	Hits []hitJSON `json:"hits"`
	Next *string   `json:"next"`
}

type errorJSON struct {
	Error string   `json:"error"`
	Field string   `json:"field,omitempty"` // the form field that is wrong
	Known []string `json:"known,omitempty"` // what could stand there
	At    *int     `json:"at,omitempty"`    // where in it, in code points from 0
}

type excerptJSON struct {
	Version string   `json:"version"`
	Size    int      `json:"size"`  // bytes of the original
	Start   int      `json:"start"` // bytes of the source
	End     int      `json:"end"`
	Spans   [][2]int `json:"spans"` // what was asked for, bytes of the source
	Words   string   `json:"words"` // the bytes from start to end as UTF-8
}

func toReportJSON(r store.ReportRow) reportJSON {
	return reportJSON{
		Report: bare(r.Report), Versions: r.Versions, Statements: r.Statements,
		NotAnalysed: append([]string{}, r.NotAnalysed...),
	}
}

func toReportsJSON(rows []store.ReportRow) []reportJSON {
	out := make([]reportJSON, 0, len(rows))
	for _, r := range rows {
		out = append(out, toReportJSON(r))
	}
	return out
}

func toSpeakersJSON(rows []store.SpeakerRow) []speakerJSON {
	out := make([]speakerJSON, 0, len(rows))
	for _, r := range rows {
		s := speakerJSON{Statements: r.Statements, Reports: r.Reports}
		if r.Name != "" {
			s.Name = &r.Name
		}
		out = append(out, s)
	}
	return out
}

// bare makes the lists that a row leaves out empty, since lists are never
// null in the record.
func bare(r record.Report) record.Report {
	if r.Headlines == nil {
		r.Headlines = []record.Span{}
	}
	if r.Byline == nil {
		r.Byline = []string{}
	}
	if r.Parts == nil {
		r.Parts = []record.Part{}
	}
	if r.Credits == nil {
		r.Credits = []record.Credit{}
	}
	if r.Images == nil {
		r.Images = []record.Image{}
	}
	return r
}

func link(address string) *string {
	if address == "" {
		return nil
	}
	return &address
}

type jsonKey struct{}

// jsonForm takes ".json" off the path and remembers that it was there.
func jsonForm(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, ok := strings.CutSuffix(r.URL.EscapedPath(), ".json")
		if !ok || strings.HasSuffix(path, "/") || strings.HasPrefix(path, apiRoot+"/") {
			next.ServeHTTP(w, r)
			return
		}
		if path == "/index" {
			path = "/"
		}
		plain, err := url.PathUnescape(path)
		if err != nil {
			next.ServeHTTP(w, r)
			return
		}
		r = r.WithContext(context.WithValue(r.Context(), jsonKey{}, true))
		u := *r.URL
		u.Path, u.RawPath = plain, path
		r.URL = &u
		next.ServeHTTP(w, r)
	})
}

func wantsJSON(r *http.Request) bool {
	if r.Context().Value(jsonKey{}) != nil {
		return true
	}
	accept := r.Header.Get("Accept")
	return strings.Contains(accept, "application/json") && !strings.Contains(accept, "text/html")
}

// jsonAddress is the address of the JSON form of the page at u.
func jsonAddress(u *url.URL) string {
	path := u.EscapedPath()
	if path == "/" {
		path = "/index"
	}
	path += ".json"
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return path
}
