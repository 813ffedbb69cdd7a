package web

import (
	"context"
	"net/http"
	"sync"
	"time"

	"dateline/store"
	"dateline/web/drawer"
)

// sourcesView is what the record was read from. It counts and judges nothing.
type sourcesView struct {
	Rows     []outletView
	Most     int
	Reports  int
	Compared int // pairs of reports with the same copy that were counted
	Capped   bool
	Refused  []drawer.Refused // handed in at the desk
	Aside    []store.Aside    // of the queue
	Fresh    fresh
}

// outletView is one outlet.
type outletView struct {
	store.OutletRow
	Copies int // of its reports, those that carry the copy of an earlier one of another outlet
	Copied int // those whose copy a later one of another outlet carries
	Either int // pairs with another outlet of which it is not known which was first
	Inside int // pairs within the outlet
	Ask    string
}

// copyCounts is how often an outlet's reports carry copy of others.
type copyCounts struct{ copies, copied, either, inside int }

// copied counts copies by outlet. The zero value is ready.
type copied struct {
	mu     sync.Mutex
	ready  bool
	of     map[string]copyCounts
	pairs  int
	capped bool
}

// mostCopyPairs is how many of the latest pairs of reports with the same copy are
// counted.
const mostCopyPairs = 20_000

// copies counts, once, by outlet, who carries whose copy.
func (d *desk) copies(ctx context.Context, x *related) (*copied, error) {
	c := &x.copied
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ready {
		return c, nil
	}
	list := x.Rewrites
	if c.capped = len(list) > mostCopyPairs; c.capped {
		list = list[len(list)-mostCopyPairs:]
	}
	var ids []string
	for _, w := range list {
		ids = append(ids, w.A, w.B)
	}
	heads, err := d.heads(ctx, ids)
	if err != nil {
		return nil, err
	}
	later, earlier := map[string]map[string]bool{}, map[string]map[string]bool{}
	note := func(m map[string]map[string]bool, outlet, report string) {
		if m[outlet] == nil {
			m[outlet] = map[string]bool{}
		}
		m[outlet][report] = true
	}
	c.of, c.pairs = map[string]copyCounts{}, 0
	for _, w := range list {
		a, okA := heads[w.A]
		b, okB := heads[w.B]
		if !okA || !okB {
			continue
		}
		c.pairs++
		one, other := deref(a.Outlet, ""), deref(b.Outlet, "")
		switch {
		case one == other && one != "":
			n := c.of[one]
			n.inside++
			c.of[one] = n
		case w.Order == nil:
			for _, o := range []string{one, other} {
				n := c.of[o]
				n.either++
				c.of[o] = n
			}
		default:
			note(earlier, one, w.A)
			note(later, other, w.B)
		}
	}
	for o, set := range later {
		n := c.of[o]
		n.copies = len(set)
		c.of[o] = n
	}
	for o, set := range earlier {
		n := c.of[o]
		n.copied = len(set)
		c.of[o] = n
	}
	c.ready = true
	return c, nil
}

// sourced are the outlets as they were some time ago. The zero value is ready.
type sourced struct {
	mu    sync.Mutex
	seq   int64
	ready bool
	made  time.Time
	took  time.Duration
	last  []store.OutletRow
}

// outlets lists outlets, if something came since the last time; a record that
// takes long to list is listed seldom.
func (d *desk) outlets(ctx context.Context) ([]store.OutletRow, error) {
	const long, seldom = 50 * time.Millisecond, 30 * time.Second
	seq, err := d.store.Arrived(ctx)
	if err != nil {
		return nil, err
	}
	c := &d.sources
	c.mu.Lock()
	defer c.mu.Unlock()
	now := d.now()
	if c.ready && (c.seq == seq || c.took > long && now.Sub(c.made) < seldom && !now.Before(c.made)) {
		return c.last, nil
	}
	begun := time.Now()
	last, err := d.store.Outlets(ctx)
	if err != nil {
		return nil, err
	}
	c.last, c.seq, c.ready, c.made, c.took = last, seq, true, now, time.Since(begun)
	return last, nil
}

const refusedRows = 50

func (d *desk) sourcesPage(r *http.Request) (page, error) {
	ctx := r.Context()
	v := sourcesView{Most: 1}
	rows, err := d.outlets(ctx)
	if err != nil {
		return page{}, err
	}
	x, f, err := d.relations(ctx)
	if err != nil {
		return page{}, err
	}
	v.Fresh = f
	var c *copied
	if x != nil {
		if c, err = d.copies(ctx, x); err != nil {
			return page{}, err
		}
		v.Compared, v.Capped = c.pairs, c.capped
	}
	for _, o := range rows {
		y := outletView{OutletRow: o, Ask: outletAddress(o.Outlet)}
		if c != nil {
			n := c.of[o.Outlet]
			y.Copies, y.Copied, y.Either, y.Inside = n.copies, n.copied, n.either, n.inside
		}
		v.Most = max(v.Most, o.Reports)
		v.Reports += o.Reports
		v.Rows = append(v.Rows, y)
	}
	if d.drawer != nil {
		if v.Refused, err = d.drawer.RefusedInputs(ctx, refusedRows); err != nil {
			return page{}, err
		}
	} else {
		for _, p := range d.problems.list() {
			v.Refused = append(v.Refused, drawer.Refused{What: p})
		}
	}
	if q, ok := d.store.(store.Queue); ok {
		if v.Aside, err = q.Asides(ctx, refusedRows); err != nil {
			return page{}, err
		}
	}
	out := sourcesJSON{Outlets: []outletJSON{}, Refused: []string{}, Aside: []asideJSON{}, Current: !f.Stale()}
	for _, o := range v.Rows {
		out.Outlets = append(out.Outlets, outletJSON{
			Outlet: link(o.Outlet), Reports: o.Reports, Versions: o.Versions, Statements: o.Statements, Sure: o.Sure, Dated: o.Dated, NotAnalysed: o.NotAnalysed,
			First: o.First, Last: o.Last, Bases: toCountsJSON(o.Bases), Shapes: toCountsJSON(o.Shapes),
			Copies: o.Copies, Copied: o.Copied, Either: o.Either, Inside: o.Inside,
		})
	}
	for _, a := range v.Aside {
		out.Aside = append(out.Aside, asideJSON{append([]string{}, a.Paths...), int(a.Item), a.Reason, a.Poison, a.At.UTC().Format(time.RFC3339)})
	}
	for _, p := range v.Refused {
		out.Refused = append(out.Refused, p.What)
	}
	return page{name: "sources.html", title: "Sources", nav: "sources", data: v, json: out}, nil
}

// outletAddress lists the reports of an outlet; "" for none that is named.
func outletAddress(outlet string) string {
	if outlet == "" {
		return ""
	}
	return fieldAddress("/reports", "outlet", outlet)
}

type sourcesJSON struct {
	Outlets []outletJSON `json:"outlets"`
	Refused []string     `json:"refused"` // handed in at the desk, the last first
	Aside   []asideJSON  `json:"aside"`   // of the queue
	Current bool         `json:"current"` // nothing came since the reports were compared
}

type outletJSON struct {
	Outlet      *string     `json:"outlet"` // null: the reports do not name theirs
	Reports     int         `json:"reports"`
	Versions    int         `json:"versions"`
	Statements  int         `json:"statements"`
	Sure        int         `json:"sure"`
	Dated       int         `json:"dated"`        // reports that say when they were published
	NotAnalysed int         `json:"not_analysed"` // reports of which something was left out
	First       *string     `json:"first"`        // day of publication
	Last        *string     `json:"last"`
	Bases       []countJSON `json:"date_bases"`
	Shapes      []countJSON `json:"shapes"`
	Copies      int         `json:"copies"`        // reports that carry the copy of an earlier one of another outlet
	Copied      int         `json:"copied"`        // reports whose copy a later one of another outlet carries
	Either      int         `json:"same_copy"`     // pairs with another outlet of which it is not known which was first
	Inside      int         `json:"within_outlet"` // pairs within the outlet
}

type asideJSON struct {
	Paths  []string `json:"paths"`
	Item   int      `json:"item"`
	Reason string   `json:"reason"`
	Lost   bool     `json:"poison"` // workers were lost on it; else it could not be read
	At     string   `json:"at"`     // RFC 3339, UTC
}
