package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"dateline/correction"
	"dateline/position"
	"dateline/record"
	"dateline/store"
	"dateline/store/query"
)

const (
	topicColumns = 7
	mostTopics   = 8 // that can be asked for
)

// topicsOf returns the topics of the record, as people set them.
func (d *desk) topicsOf(ctx context.Context) ([]position.Topic, []correction.Judged, error) {
	if d.corrector == nil {
		return position.Topics(nil), nil, nil
	}
	all, err := d.corrector.Corrections(ctx)
	if err != nil {
		return nil, nil, err
	}
	active := correction.Active(all)
	judged, _ := correction.Judgements(active, func(report string) *record.Line {
		l, err := d.corrector.Line(ctx, report)
		if err != nil {
			return nil
		}
		return &l
	})
	return position.Topics(active), judged, nil
}

// askedTopics are the topics that a page is asked for, set apart by commas: by
// name, else those that the words make.
func askedTopics(known []position.Topic, asked string) []position.Topic {
	var out []position.Topic
	for t := range strings.SplitSeq(asked, ",") {
		t = strings.TrimSpace(t)
		if i := position.Find(known, t); i >= 0 {
			out = append(out, known[i])
		} else if position.CheckTopic(t, []string{t}) == nil {
			out = append(out, position.Topic{Name: t, Words: []string{t}})
		}
		if len(out) == mostTopics {
			break
		}
	}
	return out
}

// book gathers positions by who holds them, with what is known of the actors of
// their reports.
func (d *desk) book(r *http.Request, rows []store.PositionRow, topics []position.Topic, judged []correction.Judged) (*position.Book, error) {
	x, _, err := d.relations(r.Context())
	if err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	reports := map[string]bool{}
	var ids []string
	for i := range rows {
		wanted[rows[i].Position.ID] = true
		if id := rows[i].Report.ID; !reports[id] {
			reports[id] = true
			ids = append(ids, id)
		}
	}
	out := record.NoRelations()
	if x != nil {
		out = x.among(reports)
	}
	b := position.NewBook(&out, topics, judged)
	for _, id := range ids {
		line, err := d.lineOr(r.Context(), id)
		if err != nil {
			return nil, err
		}
		b.Add(&line, func(p *record.Position) bool { return wanted[p.ID] })
	}
	return b, nil
}

// among is what is known of the actors, the copies, the utterances and the
// dates of some reports.
func (x *related) among(reports map[string]bool) record.Relations {
	out := record.NoRelations()
	for i := range x.Actors {
		a := &x.Actors[i]
		var in []record.Member
		for _, m := range a.Members {
			if reports[m.Report] {
				in = append(in, m)
			}
		}
		if in != nil {
			one := *a
			one.Members = in
			out.Actors = append(out.Actors, one)
		}
	}
	for id := range reports {
		for _, w := range x.rewritesOf(id) {
			if w.A == id && reports[w.B] {
				out.Rewrites = append(out.Rewrites, w)
			}
		}
	}
	for i := range x.Utterances {
		if slices.ContainsFunc(x.Utterances[i].Statements, func(id string) bool { return reports[reportOf(id)] }) {
			out.Utterances = append(out.Utterances, x.Utterances[i])
		}
	}
	for _, y := range x.Dates {
		if reports[y.Report] {
			out.Dates = append(out.Dates, y)
		}
	}
	return out
}

// topical fills the table with what parties hold on topics: those that are
// asked for, else those on which most parties hold something.
func (d *desk) topical(r *http.Request, v *positionsView, list []store.PositionRow) error {
	v.Of = len(list)
	topics, _, err := d.topicsOf(r.Context())
	if err != nil {
		return err
	}
	v.Known = topics
	b, err := d.book(r, list, topics, nil)
	if err != nil {
		return err
	}
	for i, c := range b.Counts()[:len(topics)] {
		if c.Positions > 0 {
			v.Found = append(v.Found, topicCount{topics[i].Name, c.Positions, c.Holders})
		}
	}
	slices.SortStableFunc(v.Found, func(a, b topicCount) int { return b.Holders - a.Holders })
	shown := askedTopics(topics, v.Topics)
	if v.Topics == "" {
		for _, t := range v.Found[:min(len(v.Found), topicColumns)] {
			shown = append(shown, topics[position.Find(topics, t.Name)])
		}
	}
	if b, err = d.book(r, list, shown, nil); err != nil {
		return err
	}
	m := b.Matrix()
	v.Columns, v.Other, v.Unnamed = m.Topics, m.Other, b.Unnamed
	for _, t := range shown {
		if !slices.Contains(m.Topics, t.Name) {
			v.Nobody = append(v.Nobody, t.Name)
		}
	}
	for _, row := range m.Rows {
		out := matrixRow{Party: row.Party.Name, N: row.Positions, Link: fieldAddress("/positions", "speaker", row.Party.Name)}
		for _, c := range row.Cells {
			y := cell{}
			if c != nil {
				y.Latest = &store.PositionRow{Position: c.Position, Report: reportOfReference(c.Report)}
				y.Before, y.Link = c.Before, historyAddress(c.Holder.Name, c.Topic)
				if c.Holder.Name != row.Party.Name {
					y.Holder = c.Holder.Name
				}
			}
			out.Cells = append(out.Cells, y)
		}
		v.Rows = append(v.Rows, out)
	}
	if len(v.Rows) > matrixRows {
		v.More = len(v.Rows) - matrixRows
		v.Rows = v.Rows[:matrixRows]
	}
	return nil
}

// topicCount is how much is held on a topic.
type topicCount struct {
	Name       string
	N, Holders int
}

// reportOfReference is what a table needs of a report.
func reportOfReference(x record.Reference) record.Report {
	return record.Report{ID: x.ID, Version: x.Version, Outlet: x.Outlet, Title: x.Title, Published: x.Published, URL: x.URL, Retracted: x.Retracted}
}

// historyView is what one party holds on a topic over time.
type historyView struct {
	Party, Topic string
	Groups       []groupView
	Of           int
	Hand         hand
	Verdicts     []string
}

type groupView struct {
	position.Group
	Sayings []sayingView
}

// sayingView is a saying with the one before it and what people say of the two.
type sayingView struct {
	position.Saying
	Ref     string // id of its first position
	Before  string // of the saying before it; "" for the first
	Judged  []correction.Judged
	Against bool // it stands against an earlier one
}

func historyAddress(party, topic string) string {
	address := "/history/" + segment(party)
	if topic != "" {
		address += "?topic=" + url.QueryEscape(topic)
	}
	return address
}

// history shows what one party holds on a topic over time, wording after
// wording, with what people say of how each stands to the one before.
func (d *desk) history(r *http.Request) (page, error) {
	v := historyView{Party: r.PathValue("party"), Topic: r.FormValue("topic"), Hand: d.hand(r), Verdicts: correction.Verdicts}
	f, err := query.NewField("speaker", v.Party)
	if err != nil {
		return page{}, noSuchSpeaker
	}
	rows, err := d.store.Positions(r.Context(), query.Query{Fields: []query.Field{f}}, store.Page{Limit: matrixed})
	if err != nil {
		return page{}, err
	}
	topics, judged, err := d.topicsOf(r.Context())
	if err != nil {
		return page{}, err
	}
	v.Of = len(rows)
	if v.Topic != "" {
		topics = askedTopics(topics, v.Topic)
	}
	b, err := d.book(r, rows, topics, judged)
	if err != nil {
		return page{}, err
	}
	b.OnTopics = v.Topic != ""
	out := historyJSON{Groups: []position.Group{}}
	for _, g := range b.History() {
		if v.Topic != "" && (g.Topic == nil || len(topics) > 0 && *g.Topic != topics[0].Name) {
			continue
		}
		out.Groups = append(out.Groups, g)
		v.Groups = append(v.Groups, viewGroup(g))
	}
	return page{name: "history.html", title: v.Party, nav: "positions", data: v, json: out}, nil
}

func viewGroup(g position.Group) groupView {
	x := groupView{Group: g}
	before := ""
	for _, s := range g.Sayings {
		y := sayingView{Saying: s, Ref: s.Wordings[0].Position.ID, Before: before}
		y.Against = slices.ContainsFunc(g.Against, func(a position.Against) bool { return a.Later == y.Ref })
		for _, j := range g.Verdicts {
			if slices.ContainsFunc(s.Wordings, func(w position.Wording) bool {
				return slices.ContainsFunc(w.Seen, func(z position.Sighting) bool { return z.Position == j.Later })
			}) {
				y.Judged = append(y.Judged, j)
			}
		}
		before = y.Ref
		x.Sayings = append(x.Sayings, y)
	}
	return x
}

type historyJSON struct {
	Groups []position.Group `json:"groups"` // by holder and topic, what is on none last
}
