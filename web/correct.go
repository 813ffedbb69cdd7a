package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"dateline/correction"
)

// Corrector keeps what people say of the record.
type Corrector interface {
	Correct(ctx context.Context, list []correction.Correction) error
	Corrections(ctx context.Context) ([]correction.Correction, error)
}

// correctionsView lists what people corrected, the last first.
type correctionsView struct {
	Rows []correctionView
	May  bool
}

type correctionView struct {
	correction.Correction
	Undone bool
	What   string // that it holds on to
	Place  string // address of it; "" when there is none
}

func (d *desk) corrections(r *http.Request) (page, error) {
	var all []correction.Correction
	if d.corrector != nil {
		var err error
		if all, err = d.corrector.Corrections(r.Context()); err != nil {
			return page{}, err
		}
	}
	undone := correction.Undone(all)
	v := correctionsView{May: d.mayCorrect(r)}
	for _, c := range slices.Backward(all) {
		x := correctionView{Correction: c, Undone: undone[c.ID] != ""}
		if len(c.Anchors) > 0 {
			x.What = c.Anchors[0].Exact
			if x.What == "" {
				x.What = c.Anchors[0].String()
			}
			x.Place = reportAddress(c.Anchors[0].Report)
		}
		v.Rows = append(v.Rows, x)
	}
	return page{
		name: "corrections.html", title: "Corrections", nav: "review", data: v,
		json: correctionsJSON{Corrections: append([]correction.Correction{}, all...)},
	}, nil
}

type correctionsJSON struct {
	Corrections []correction.Correction `json:"corrections"` // in the order in which they were made
}

// correct keeps one correction of a statement, or takes one back.
func (d *desk) correct(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	if !d.mayCorrect(r) {
		d.fail(w, r, &problem{http.StatusForbidden, "Nothing can be corrected", "The record was opened for reading only, or keeps no corrections."})
		return
	}
	c := correction.Correction{
		At: d.now(), By: d.who(r).Name, Why: strings.TrimSpace(r.PostFormValue("why")), Kind: r.PostFormValue("do"), Value: strings.TrimSpace(r.PostFormValue("value")),
		Undoes: r.PostFormValue("undoes"),
	}
	if c.By == "" {
		c.By = strings.TrimSpace(r.PostFormValue("by"))
	}
	to := "/corrections"
	switch c.Kind {
	case correction.Undo:
		c.Value = ""
	case correction.Speaker, correction.Kind, correction.Retract:
		line, i, err := d.statementOf(r)
		if err != nil {
			d.fail(w, r, err)
			return
		}
		ref := line.Statements[i].ID
		if c.Kind == correction.Retract { // of the whole report
			ref, c.Value = line.Report.ID, ""
		}
		anchor, err := correction.At(&line, ref)
		if err != nil {
			d.fail(w, r, bad("%s.", err))
			return
		}
		c.Anchors, to = []correction.Anchor{anchor}, "/statements/"+segment(line.Statements[i].ID)
	default:
		d.fail(w, r, bad("There is no such thing to do."))
		return
	}
	made, err := correction.Make(c)
	if err != nil {
		d.fail(w, r, bad("%s.", err))
		return
	}
	if err := d.corrector.Correct(r.Context(), []correction.Correction{made}); err != nil {
		d.fail(w, r, err)
		return
	}
	d.note(r, "correction "+c.Kind, strings.TrimSpace(c.Value+" "+c.Why))
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// mayCorrect reports whether corrections can be made by who asks.
func (d *desk) mayCorrect(r *http.Request) bool {
	return d.corrector != nil && d.add != nil && d.who(r).May("editor")
}
