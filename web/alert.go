package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"dateline/store"
	"dateline/store/query"
	"dateline/web/drawer"
)

// alertView is a kept query with what is new that answers it.
type alertView struct {
	drawer.Alert
	New     int
	More    bool // at least so many
	Address string
	Wrong   bool // the query cannot be read any more
}

const (
	mostAlerts  = 20  // that Today looks at
	mostAlerted = 200 // statements that are looked at for each
)

// alerts tells what has come that answers the kept queries.
func (d *desk) alerts(ctx context.Context) ([]alertView, error) {
	if d.drawer == nil {
		return nil, nil
	}
	list, err := d.drawer.Alerts(ctx)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	list = list[max(0, len(list)-mostAlerts):]
	oldest := slices.MinFunc(list, func(a, b drawer.Alert) int { return int(a.Seen - b.Seen) }).Seen
	came, err := d.store.Arrivals(ctx, oldest, mostNews)
	if err != nil {
		return nil, err
	}
	var out []alertView
	for _, a := range list {
		q, err := query.Parse(a.Query)
		v := alertView{Alert: a, Wrong: err != nil, Address: place{path: "/statements"}.address(a.Query)}
		fresh := map[string]bool{}
		for _, x := range came {
			if x.Seq > a.Seen {
				fresh[x.Row.Report.ID] = true
			}
		}
		if !v.Wrong && len(fresh) > 0 {
			rows, err := d.store.Statements(ctx, q, store.Page{Limit: mostAlerted})
			if err != nil {
				return nil, err
			}
			for _, x := range rows {
				if fresh[x.Report.ID] {
					v.New++
				}
			}
			v.More = len(came) == mostNews || v.New == mostAlerted
		}
		out = append(out, v)
	}
	return out, nil
}

// changeAlerts keeps a query, marks it as looked at, or takes it away.
func (d *desk) changeAlerts(w http.ResponseWriter, r *http.Request) {
	if d.drawer == nil {
		d.fail(w, r, noSuchPage)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	ctx := r.Context()
	seq, err := d.store.Arrived(ctx)
	if err != nil {
		d.fail(w, r, err)
		return
	}
	id, _ := strconv.ParseInt(r.PostFormValue("alert"), 10, 64) // 0 is none
	what := r.PostFormValue("do")
	switch what {
	case "keep":
		if _, err = query.Parse(r.PostFormValue("q")); err == nil {
			_, err = d.drawer.AddAlert(ctx, r.PostFormValue("name"), r.PostFormValue("q"), seq)
		}
		if err != nil {
			err = bad("%s.", err)
		}
	case "seen":
		err = d.drawer.SeeAlert(ctx, id, seq)
	case "remove":
		err = d.drawer.RemoveAlert(ctx, id)
	default:
		err = bad("There is no such thing to do.")
	}
	if errors.Is(err, drawer.ErrNotFound) {
		err = &problem{http.StatusNotFound, "No such alert", "There is no alert of this number."}
	}
	if err != nil {
		d.fail(w, r, err)
		return
	}
	d.note(r, "alert "+what, r.PostFormValue("q")+r.PostFormValue("alert"))
	http.Redirect(w, r, "/", http.StatusSeeOther)
}
