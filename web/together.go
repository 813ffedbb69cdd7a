package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"

	"dateline/record"
	"dateline/store"
	"dateline/store/query"
	"dateline/story"
)

// mostRelated is how many of the latest reports are compared with one another
// at the desk.
const mostRelated = 600

// together is what the latest reports show only together. It is made when it
// is asked for and kept until something comes. The zero value is ready.
type together struct {
	mu   sync.Mutex
	last *related
}

// related are the relations of the latest reports.
type related struct {
	seq        int64 // the last arrival when they were made
	relations  record.Relations
	reports    map[string]record.Report // without what is long
	statements map[string]store.StatementRow
	compared   int // reports
}

// relations compares the latest reports, if something came since the last
// time.
func (d *desk) relations(ctx context.Context) (*related, error) {
	seq, err := d.store.Arrived(ctx)
	if err != nil {
		return nil, err
	}
	d.together.mu.Lock()
	defer d.together.mu.Unlock()
	if x := d.together.last; x != nil && x.seq == seq {
		return x, nil
	}
	rows, err := d.store.Reports(ctx, query.Query{}, store.Page{Limit: mostRelated})
	if err != nil {
		return nil, err
	}
	x := &related{seq: seq, reports: map[string]record.Report{}, statements: map[string]store.StatementRow{}, compared: len(rows)}
	list := make([]story.Report, 0, len(rows))
	for _, r := range rows {
		line, err := d.store.Line(ctx, r.Report.ID)
		if err != nil {
			return nil, err
		}
		list = append(list, story.Report{Line: &line})
		x.reports[r.Report.ID] = r.Report
	}
	x.relations = story.Relate(list)
	wanted := map[string]bool{}
	for _, u := range x.relations.Utterances {
		for _, id := range u.Statements {
			wanted[id] = true
		}
	}
	for _, r := range list {
		for _, s := range r.Line.Statements {
			if wanted[s.ID] {
				x.statements[s.ID] = store.StatementRow{Statement: s, Report: x.reports[r.Line.Report.ID]}
			}
		}
	}
	d.together.last = x
	return x, nil
}

// settled are the relations where they cost no waiting: those that were made
// before, or of a record of few reports.
func (d *desk) settled(ctx context.Context, reports int) (*related, error) {
	const few = 60
	if reports > few {
		d.together.mu.Lock()
		defer d.together.mu.Unlock()
		return d.together.last, nil
	}
	return d.relations(ctx)
}

// storyView is reports on the same happening.
type storyView struct {
	record.Story
	Reports []record.Report // in order of publication
	Outlets []string
	Graph   lineage
	Same    []utteranceView // words that several of them report
}

// utteranceView is what several statements report.
type utteranceView struct {
	record.Utterance
	Fullest  store.StatementRow
	Others   []otherView
	Differs  bool // inside quotation marks
	Wordings int  // different ones
}

// insideMarks is the kind of a drift that changes words in quotation marks.
const insideMarks = "differing inside quotation marks"

// utterance sets the wordings of an utterance beside the fullest.
func (x *related) utterance(u record.Utterance) utteranceView {
	v := utteranceView{Utterance: u}
	kinds := map[string]bool{}
	for _, y := range u.Drift {
		kinds[y.Statement] = true
		v.Differs = v.Differs || y.Kind == insideMarks
	}
	v.Wordings = 1 + len(kinds)
	for i, id := range u.Statements {
		row, ok := x.statements[id]
		if !ok {
			continue
		}
		if i == 0 {
			v.Fullest = row
			continue
		}
		o := otherView{StatementRow: row, Diff: wordDiff(spoken(v.Fullest.Statement), spoken(row.Statement))}
		o.Same = !slices.ContainsFunc(o.Diff, func(c change) bool { return c.Kind != same })
		v.Others = append(v.Others, o)
	}
	return v
}

// of returns the utterance that a statement stands in; nil if in none.
func (x *related) of(statement string) *record.Utterance {
	for i, u := range x.relations.Utterances {
		if slices.Contains(u.Statements, statement) {
			return &x.relations.Utterances[i]
		}
	}
	return nil
}

// stories are those of several reports, the ones of most first.
func (x *related) stories() []storyView {
	var out []storyView
	for _, s := range x.relations.Stories {
		if len(s.Reports) > 1 {
			out = append(out, x.story(s))
		}
	}
	slices.SortStableFunc(out, func(a, b storyView) int { return len(b.Reports) - len(a.Reports) })
	return out
}

func (x *related) story(s record.Story) storyView {
	v := storyView{Story: s}
	for _, id := range s.Reports {
		r, ok := x.reports[id]
		if !ok {
			continue
		}
		v.Reports = append(v.Reports, r)
		if r.Outlet != nil && !slices.Contains(v.Outlets, *r.Outlet) {
			v.Outlets = append(v.Outlets, *r.Outlet)
		}
	}
	return v
}

// storiesView lists stories.
type storiesView struct {
	Rows   []storyView
	Differ []utteranceView // wordings that differ
	Of     int             // reports that were compared
}

// differing are the utterances whose wordings differ, those that differ inside
// quotation marks first.
func (x *related) differing() []utteranceView {
	var out []utteranceView
	for _, u := range x.relations.Utterances {
		if len(u.Drift) > 0 && u.Reports > 1 {
			if v := x.utterance(u); len(v.Others) > 0 {
				out = append(out, v)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b utteranceView) int {
		switch {
		case a.Differs == b.Differs:
			return 0
		case a.Differs:
			return -1
		}
		return 1
	})
	return out
}

func (d *desk) stories(r *http.Request) (page, error) {
	x, err := d.relations(r.Context())
	if err != nil {
		return page{}, err
	}
	v := storiesView{Rows: x.stories(), Differ: x.differing(), Of: x.compared}
	out := storiesJSON{Stories: []storyJSON{}, Compared: v.Of}
	for _, s := range v.Rows {
		out.Stories = append(out.Stories, toStoryJSON(s))
	}
	return page{name: "stories.html", title: "Stories", nav: "stories", data: v, json: out}, nil
}

type storiesJSON struct {
	Stories  []storyJSON `json:"stories"`
	Compared int         `json:"compared"` // reports
}

type storyJSON struct {
	ID       string             `json:"id"`
	Origins  int                `json:"origins"` // at most so many
	Reports  []record.Report    `json:"reports"`
	Rewrites []record.Rewrite   `json:"rewrites"`
	Same     []record.Utterance `json:"utterances"`
}

func toStoryJSON(v storyView) storyJSON {
	out := storyJSON{ID: v.ID, Origins: v.Origins, Reports: []record.Report{}, Rewrites: []record.Rewrite{}, Same: []record.Utterance{}}
	for _, r := range v.Reports {
		out.Reports = append(out.Reports, bare(r))
	}
	for _, a := range v.Graph.Arcs {
		out.Rewrites = append(out.Rewrites, a.Rewrite)
	}
	for _, u := range v.Same {
		out.Same = append(out.Same, u.Utterance)
	}
	return out
}

var noSuchStory = &problem{http.StatusNotFound, "No such story", "Among the latest reports there is no story of this name."}

func (d *desk) story(r *http.Request) (page, error) {
	x, err := d.relations(r.Context())
	if err != nil {
		return page{}, err
	}
	i := slices.IndexFunc(x.relations.Stories, func(s record.Story) bool { return s.ID == r.PathValue("id") })
	if i < 0 {
		return page{}, noSuchStory
	}
	v := x.story(x.relations.Stories[i])
	v.Graph = drawLineage(v.Reports, x.relations.Rewrites)
	for _, u := range x.relations.Utterances {
		if slices.ContainsFunc(u.Statements, func(id string) bool {
			report := id[:max(0, strings.LastIndex(id, ".s"))]
			return slices.Contains(v.Story.Reports, report)
		}) && u.Reports > 1 {
			if y := x.utterance(u); len(y.Others) > 0 {
				v.Same = append(v.Same, y)
			}
		}
	}
	title := "Story"
	if len(v.Reports) > 0 {
		title = deref(v.Reports[0].Title, title)
	}
	return page{name: "story.html", title: title, nav: "stories", data: v, json: toStoryJSON(v)}, nil
}
