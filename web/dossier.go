package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

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
	State     string  `json:"state"` // as it was, corrected, retracted, gone
}

// dossierView is one dossier.
type dossierView struct {
	drawer.Dossier
	List    []itemView
	Changed int // items that are no more as they were
	Sent    []sentView
	May     bool
	Hand    hand
}

// sentView is what went out, with how many of the findings that it rests on
// changed since.
type sentView struct {
	drawer.Sent
	Title   string // of the dossier
	Changed int
	Of      int
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
	corrected = "corrected" // it is cited otherwise now: words, speaker, date or report were changed
	gone      = "gone"      // the current version of the report does not have it
	retracted = "retracted" // the report was, or it is not told there
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
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || d.drawer == nil {
		return dossierView{}, noSuchDossier
	}
	v, err := d.readDossier(r, id)
	if err != nil {
		return v, err
	}
	sent, err := d.drawer.SentOn(r.Context(), id)
	v.Sent = v.since(sent)
	return v, err
}

// since says of what went out on a dossier how many of its findings changed.
func (v dossierView) since(sent []drawer.Sent) []sentView {
	var out []sentView
	for _, s := range sent {
		x := sentView{Sent: s, Title: v.Title}
		for _, i := range v.List {
			if i.Added.After(s.At) {
				continue
			}
			x.Of++
			if i.State != asItWas {
				x.Changed++
			}
		}
		out = append(out, x)
	}
	return out
}

// outgoing lists what went out on findings that changed since.
func (d *desk) outgoing(r *http.Request) ([]sentView, error) {
	const most = 20 // dossiers that are looked at
	if d.drawer == nil {
		return nil, nil
	}
	sent, err := d.drawer.SentOn(r.Context(), 0)
	if err != nil {
		return nil, err
	}
	by := map[int64][]drawer.Sent{}
	for _, s := range sent {
		if len(by) < most || by[s.Dossier] != nil {
			by[s.Dossier] = append(by[s.Dossier], s)
		}
	}
	var out []sentView
	for id, list := range by {
		v, err := d.readDossier(r, id)
		if err != nil {
			return nil, err
		}
		for _, s := range v.since(list) {
			if s.Changed > 0 {
				out = append(out, s)
			}
		}
	}
	slices.SortFunc(out, func(a, b sentView) int { return b.At.Compare(a.At) })
	return out, nil
}

// readDossier reads a dossier and what became of each finding in it.
func (d *desk) readDossier(r *http.Request, id int64) (dossierView, error) {
	v := dossierView{May: d.who(r).May(drawer.Editor), Hand: d.hand(r)}
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

// became says what became of a finding by the current record of its report, and
// how it is cited now.
func became(x drawer.Item, line record.Line) (state, now string) {
	if line.Report.ID == "" {
		return gone, ""
	}
	k, ok := keptOf(line, x.Finding)
	if !ok || line.Report.Version != x.Version && k.Words != x.Words {
		k, ok = sameWords(line, x.Words)
	}
	switch {
	case line.Report.Retracted != nil:
		return retracted, line.Report.Retracted.Words()
	case !ok:
		return gone, ""
	case k.Retracted != nil:
		return retracted, k.Retracted.Words()
	case plainCitation(k.Cited) != plainCitation(x.Cited):
		return corrected, k.Cited
	}
	return asItWas, ""
}

// sameWords finds a finding by its words, whatever its number is now.
func sameWords(line record.Line, words string) (kept, bool) {
	var ids []string
	for i := range line.Statements {
		ids = append(ids, line.Statements[i].ID)
	}
	for i := range line.Positions {
		ids = append(ids, line.Positions[i].ID)
	}
	for i := range line.Events {
		ids = append(ids, line.Events[i].ID)
	}
	for i := range line.Meetings {
		ids = append(ids, line.Meetings[i].ID)
	}
	for _, id := range ids {
		if k, ok := keptOf(line, id); ok && k.Words == words {
			return k, true
		}
	}
	return kept{}, false
}

// plainCitation is a citation without the hash of the version at its end.
func plainCitation(s string) string {
	head, _, _ := strings.Cut(s, ", SHA-256 ")
	return head
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
		by := d.byOf(r)
		if by == "" {
			err = bad("Say who has checked it.")
		} else {
			err = d.drawer.Check(ctx, id, item, by)
		}
	case "uncheck":
		err = d.drawer.Check(ctx, id, item, "")
	case "send":
		err = d.drawer.Send(ctx, id, r.PostFormValue("what"), d.byOf(r))
		if err != nil && !errors.Is(err, drawer.ErrNotFound) {
			err = bad("%s.", err)
		}
	case "unsend":
		err = d.drawer.Unsend(ctx, id, item)
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

// byOf is the name under which somebody does something: of the account, else
// the one that the form gives, else the one that is remembered.
func (d *desk) byOf(r *http.Request) string {
	if by := strings.TrimSpace(r.PostFormValue("by")); by != "" && d.who(r).Name == "" {
		return by
	}
	return d.hand(r).By
}
