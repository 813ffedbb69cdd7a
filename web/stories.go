package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"dateline/record"
)

// storyView is reports on the same happening.
type storyView struct {
	record.Story
	Reports []record.Report // in order of publication; of many, the first
	Outlets []string
	Graph   lineage
	Same    []utteranceView // words that several of them report
	More    int             // reports that are not shown
	Fresh   fresh
	Hand    hand
}

// storiesView lists stories.
type storiesView struct {
	Rows   []storyView
	Differ []utteranceView // wordings that differ
	Of     int             // stories of several reports
	Most   bool            // those of most reports first, else the latest
	Fresh  fresh
	Next   string
	First  string
}

// Days is when the reports that are shown were published, as far as they say.
func (v storyView) Days() string {
	var first, last *string
	for i := range v.Reports {
		if t := v.Reports[i].Published.Time; t != nil {
			if first == nil {
				first = t
			}
			last = t
		}
	}
	if first != nil && dayOnly(first) == dayOnly(last) {
		last = first
	}
	return inTime(first, last)
}

const (
	storyRows    = 25 // stories of a page
	storyReports = 60 // reports of a story that are drawn
	differRows   = 12
)

// storyViews makes views of the stories numbered so.
func (d *desk) storyViews(r *http.Request, x *related, list []int, reports int) ([]storyView, error) {
	var ids []string
	for _, i := range list {
		s := &x.Stories[i]
		ids = append(ids, s.Reports[:min(len(s.Reports), reports)]...)
	}
	heads, err := d.heads(r.Context(), ids)
	if err != nil {
		return nil, err
	}
	out := make([]storyView, 0, len(list))
	for _, i := range list {
		v := storyView{Story: x.Stories[i]}
		for _, id := range v.Story.Reports[:min(len(v.Story.Reports), reports)] {
			h, ok := heads[id]
			if !ok {
				continue
			}
			v.Reports = append(v.Reports, h)
			if h.Outlet != nil && !slices.Contains(v.Outlets, *h.Outlet) {
				v.Outlets = append(v.Outlets, *h.Outlet)
			}
		}
		v.More = len(v.Story.Reports) - len(v.Reports)
		out = append(out, v)
	}
	return out, nil
}

// latestStories are the numbers of stories of several reports, the latest
// first.
func (x *related) latestStories() []int {
	out := slices.Clone(x.stories)
	slices.Reverse(out)
	return out
}

func (d *desk) stories(r *http.Request) (page, error) {
	v := storiesView{Most: r.FormValue("sort") == "size", First: firstAddress(r)}
	x, f, err := d.relations(r.Context())
	if err != nil {
		return page{}, err
	}
	v.Fresh = f
	out := storiesJSON{Stories: []storyJSON{}, Current: !f.Stale()}
	if x != nil {
		list := x.latestStories()
		v.Of, out.Of = len(list), len(list)
		if v.Most {
			slices.SortStableFunc(list, func(a, b int) int { return len(x.Stories[b].Reports) - len(x.Stories[a].Reports) })
		}
		some, next, err := turned(r, list, storyRows)
		if err != nil {
			return page{}, err
		}
		if v.Rows, err = d.storyViews(r, x, some, 8); err != nil {
			return page{}, err
		}
		v.Next, out.Next = next, link(jsonNext(r, next))
		if v.First == "" && !wantsJSON(r) {
			if v.Differ, err = d.utterances(r.Context(), x.differing(differRows)); err != nil {
				return page{}, err
			}
		}
	}
	for _, s := range v.Rows {
		out.Stories = append(out.Stories, toStoryJSON(s))
	}
	return page{name: "stories.html", title: "Stories", nav: "stories", data: v, json: out}, nil
}

// turned is a page of a list that is at hand whole; its cursor is a number.
func turned[T any](r *http.Request, list []T, size int) (some []T, next string, err error) {
	from := 0
	if c := r.FormValue("cursor"); c != "" {
		if from, err = strconv.Atoi(c); err != nil || from < 0 {
			return nil, "", bad("cursor=%s belongs to no page of this list.", c)
		}
	}
	if isAPI(r) && r.FormValue("limit") != "" {
		if size, err = limitOf(r); err != nil {
			return nil, "", err
		}
	}
	list = list[min(from, len(list)):]
	if len(list) > size {
		return list[:size], nextAddress(r.URL, strconv.Itoa(from+size)), nil
	}
	return list, "", nil
}

type storiesJSON struct {
	Stories []storyJSON `json:"stories"`
	Of      int         `json:"of"`      // stories of several reports
	Current bool        `json:"current"` // nothing came since the reports were compared
	Next    *string     `json:"next"`
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

var noSuchStory = &problem{http.StatusNotFound, "No such story", "No story of this name is in what the reports were last found to show together. Its name changes when an earlier report joins it."}

func (d *desk) story(r *http.Request) (page, error) {
	x, f, err := d.relations(r.Context())
	if err != nil {
		return page{}, err
	}
	if x == nil {
		return page{}, noSuchStory
	}
	id := r.PathValue("id")
	i := slices.IndexFunc(x.Stories, func(s record.Story) bool { return s.ID == id })
	if i < 0 { // it went by that id before it was joined with another, or set apart
		i = slices.IndexFunc(x.Stories, func(s record.Story) bool { return slices.Contains(s.Reports, id) })
		switch {
		case i >= 0 && !wantsJSON(r):
			return page{to: "/stories/" + segment(x.Stories[i].ID)}, nil
		case i < 0 && !wantsJSON(r):
			if _, err := d.store.Line(r.Context(), id); err == nil {
				return page{to: reportAddress(id)}, nil // the only one that is left of it
			}
			return page{}, noSuchStory
		case i < 0:
			return page{}, noSuchStory
		}
	}
	list, err := d.storyViews(r, x, []int{i}, storyReports)
	if err != nil {
		return page{}, err
	}
	v := list[0]
	v.Fresh, v.Hand = f, d.hand(r)
	var copies []record.Rewrite
	for _, h := range v.Reports {
		for _, w := range x.rewritesOf(h.ID) {
			if w.A == h.ID {
				copies = append(copies, w)
			}
		}
	}
	v.Graph = drawLineage(v.Reports, copies)
	const mostSame = 30
	var same []*record.Utterance
	for k := range x.Utterances {
		u := &x.Utterances[k]
		if u.Reports > 1 && len(same) < mostSame && slices.ContainsFunc(u.Statements, func(id string) bool {
			return slices.Contains(v.Story.Reports, reportOf(id))
		}) {
			same = append(same, u)
		}
	}
	if v.Same, err = d.utterances(r.Context(), same); err != nil {
		return page{}, err
	}
	title := "Story"
	if len(v.Reports) > 0 {
		title = deref(v.Reports[0].Title, title)
	}
	return page{name: "story.html", title: title, nav: "stories", data: v, json: toStoryJSON(v)}, nil
}

// withParam is an address with a parameter.
func withParam(u *url.URL, name, value string) string {
	q := u.Query()
	q.Del("cursor")
	if value == "" {
		q.Del(name)
	} else {
		q.Set(name, value)
	}
	if len(q) == 0 {
		return u.EscapedPath()
	}
	return u.EscapedPath() + "?" + q.Encode()
}
