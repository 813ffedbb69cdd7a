package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"dateline/record"
	"dateline/store"
	"dateline/web/drawer"
)

// dossiersView lists dossiers.
type dossiersView struct {
	Rows []drawer.Dossier
	May  bool // change them
}

func (d *desk) dossiers(r *http.Request) (page, error) {
	if d.drawer == nil {
		return page{}, noSuchPage
	}
	rows, err := d.drawer.Dossiers(r.Context())
	out := dossiersJSON{Dossiers: []dossierJSON{}}
	for _, x := range rows {
		out.Dossiers = append(out.Dossiers, dossierJSON{ID: x.ID, Title: x.Title, Items: []itemJSON{}, Of: x.Items, Checked: x.Checked})
	}
	return page{
		name: "dossiers.html", title: "Dossiers", nav: "dossiers", data: dossiersView{rows, d.who(r).May(drawer.Editor)}, json: out,
	}, err
}

type dossiersJSON struct {
	Dossiers []dossierJSON `json:"dossiers"` // without their items
}

type dossierJSON struct {
	ID      int64      `json:"id"`
	Title   string     `json:"title"`
	Items   []itemJSON `json:"items"`
	Of      int        `json:"of"`
	Checked int        `json:"checked"`
}

type itemJSON struct {
	Finding   string  `json:"finding"`
	Report    string  `json:"report"`
	Version   string  `json:"version"`
	Words     string  `json:"words"`
	Citation  string  `json:"citation"`
	Note      string  `json:"note"`
	CheckedBy *string `json:"checked_by"`
	CheckedAt *string `json:"checked_at"`
	State     string  `json:"state"` // as it was, corrected, gone
}

// dossierView is one dossier.
type dossierView struct {
	drawer.Dossier
	List    []itemView
	Changed int // items that are no more as they were
	May     bool
}

// itemView is a finding with what became of it.
type itemView struct {
	drawer.Item
	State string
	Back  string // its place in the report, in the version in which it was found
	Now   string // its words in the current version, where they differ
	N     int
}

// What became of a finding since it was put into a dossier.
const (
	asItWas   = "as it was"
	corrected = "corrected" // the report has a later version, or the words were read in another way
	gone      = "gone"      // the current version of the report does not have it
)

func (d *desk) dossier(r *http.Request) (page, error) {
	v, err := d.dossierOf(r)
	if err != nil {
		return page{}, err
	}
	out := dossierJSON{ID: v.ID, Title: v.Title, Of: v.Items, Checked: v.Checked, Items: []itemJSON{}}
	for _, x := range v.List {
		y := itemJSON{
			Finding: x.Finding, Report: x.Report, Version: x.Version, Words: x.Words, Citation: x.Cited, Note: x.Note,
			CheckedBy: link(x.CheckedBy), State: x.State,
		}
		if x.CheckedBy != "" {
			y.CheckedAt = link(x.CheckedAt.Format("2006-01-02T15:04:05Z"))
		}
		out.Items = append(out.Items, y)
	}
	return page{name: "dossier.html", title: v.Title, nav: "dossiers", data: v, json: out}, nil
}

var noSuchDossier = &problem{http.StatusNotFound, "No such dossier", "There is no dossier of this number."}

func (d *desk) dossierOf(r *http.Request) (dossierView, error) {
	v := dossierView{May: d.who(r).May(drawer.Editor)}
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || d.drawer == nil {
		return v, noSuchDossier
	}
	dossier, items, err := d.drawer.Dossier(r.Context(), id)
	if errors.Is(err, drawer.ErrNotFound) {
		return v, noSuchDossier
	}
	if err != nil {
		return v, err
	}
	v.Dossier = dossier
	lines := map[string]record.Line{}
	for i, x := range items {
		line, ok := lines[x.Report]
		if !ok {
			if line, err = d.store.Line(r.Context(), x.Report); err != nil && !errors.Is(err, store.ErrNotFound) {
				return v, err
			}
			lines[x.Report] = line
		}
		y := itemView{Item: x, N: i + 1, Back: reportAddress(x.Report) + "?version=" + x.Version + "#" + anchor(x.Report, x.Finding)}
		y.State, y.Now = became(x, line)
		if y.State != asItWas {
			v.Changed++
		}
		v.List = append(v.List, y)
	}
	return v, nil
}

// became says what became of a finding by the current record of its report.
func became(x drawer.Item, line record.Line) (state, now string) {
	if line.Report.Version == x.Version {
		i := slices.IndexFunc(line.Statements, func(s record.Statement) bool { return s.ID == x.Finding })
		switch {
		case i >= 0 && line.Statements[i].Span.Exact == x.Words:
			return asItWas, ""
		case i >= 0:
			return corrected, line.Statements[i].Span.Exact
		}
	}
	for _, s := range line.Statements {
		if s.Span.Exact == x.Words {
			if line.Report.Version == x.Version {
				return corrected, "" // its number is another one
			}
			return asItWas, ""
		}
	}
	return gone, ""
}

// addDossier makes a dossier.
func (d *desk) addDossier(w http.ResponseWriter, r *http.Request) {
	if d.drawer == nil {
		d.fail(w, r, noSuchPage)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	id, err := d.drawer.AddDossier(r.Context(), r.PostFormValue("title"))
	if err != nil {
		d.fail(w, r, bad("%s.", err))
		return
	}
	d.note(r, "dossier made", r.PostFormValue("title"))
	http.Redirect(w, r, fmt.Sprintf("/dossiers/%d", id), http.StatusSeeOther)
}

// keep puts a statement into a dossier, a new one if its title is given.
func (d *desk) keep(w http.ResponseWriter, r *http.Request) {
	if d.drawer == nil {
		d.fail(w, r, noSuchPage)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	line, i, err := d.statementOf(r)
	if err != nil {
		d.fail(w, r, err)
		return
	}
	id, err := strconv.ParseInt(r.PostFormValue("dossier"), 10, 64)
	if title := r.PostFormValue("title"); title != "" {
		id, err = d.drawer.AddDossier(r.Context(), title)
	}
	if err != nil {
		d.fail(w, r, bad("Choose a dossier, or give the title of a new one."))
		return
	}
	s := line.Statements[i]
	err = d.drawer.Put(r.Context(), id, drawer.Item{
		Finding: s.ID, Report: line.Report.ID, Version: line.Report.Version, Words: s.Span.Exact, Cited: citation(s, line.Report), Note: r.PostFormValue("note"),
	})
	if errors.Is(err, drawer.ErrNotFound) {
		err = noSuchDossier
	}
	if err != nil {
		d.fail(w, r, err)
		return
	}
	d.note(r, "dossier item added", fmt.Sprintf("%s to dossier %d", s.ID, id))
	http.Redirect(w, r, fmt.Sprintf("/dossiers/%d", id), http.StatusSeeOther)
}

// changeDossier does what the page of a dossier asks for.
func (d *desk) changeDossier(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || d.drawer == nil {
		d.fail(w, r, noSuchDossier)
		return
	}
	item, _ := strconv.ParseInt(r.PostFormValue("item"), 10, 64) // 0 is none
	ctx, to := r.Context(), fmt.Sprintf("/dossiers/%d#i%d", id, item)
	what := r.PostFormValue("do")
	switch what {
	case "note":
		err = d.drawer.SetNote(ctx, id, item, r.PostFormValue("note"))
	case "check":
		by := d.who(r).Name
		if by == "" {
			by = r.PostFormValue("by")
		}
		if by == "" {
			err = bad("Say who has checked it.")
		} else {
			err = d.drawer.Check(ctx, id, item, by)
		}
	case "uncheck":
		err = d.drawer.Check(ctx, id, item, "")
	case "up":
		err = d.drawer.Up(ctx, id, item)
	case "take":
		err = d.drawer.Take(ctx, id, item)
	case "remove":
		err, to = d.drawer.RemoveDossier(ctx, id), "/dossiers"
	default:
		err = bad("There is no such thing to do.")
	}
	if errors.Is(err, drawer.ErrNotFound) {
		err = noSuchDossier
	}
	if err != nil {
		d.fail(w, r, err)
		return
	}
	d.note(r, "dossier "+what, fmt.Sprintf("item %d of dossier %d", item, id))
	http.Redirect(w, r, to, http.StatusSeeOther)
}
