package web

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"dateline/record"
	"dateline/store"
	"dateline/web/drawer"
)

// kept is a finding as a dossier keeps it.
type kept struct {
	ID, Words, Cited string
	Retracted        *record.Mark // somebody says that it is not told
}

// keptOf is the finding of a report with an id; false when it has none.
func keptOf(l record.Line, id string) (kept, bool) {
	for _, s := range l.Statements {
		if s.ID == id {
			return kept{id, s.Span.Exact, citation(s, l.Report), record.Retraction(s.Corrections)}, true
		}
	}
	for _, p := range l.Positions {
		if p.ID == id {
			cited := cited(l.Report, p.Span.Exact, party(p.Holder), strings.ReplaceAll(p.Kind, "_", " "))
			return kept{id, p.Span.Exact, cited, record.Retraction(p.Corrections)}, true
		}
	}
	for _, e := range l.Events {
		if e.ID == id {
			return kept{id, e.Span.Exact, citedEvent(e, l.Report), record.Retraction(e.Corrections)}, true
		}
	}
	for _, m := range l.Meetings {
		if m.ID == id {
			return kept{id, meetingWords(m), citedMeeting(m, l.Report), record.Retraction(m.Corrections)}, true
		}
	}
	return kept{}, false
}

// citedEvent is how an event is cited.
func citedEvent(e record.Event, r record.Report) string {
	m := store.MarkOf(&e, &r)
	what := plainType(e.Type) + ", " + standing(m)
	if m.By != nil && *m.By != "" {
		what += " by " + *m.By
	}
	if day, own := dayOf(m); own {
		what += ", " + date(&day)
	}
	return cited(r, e.Span.Exact, whoToWhom(m), what)
}

// citedMeeting is how a meeting is cited.
func citedMeeting(m record.Meeting, r record.Report) string {
	what := m.Status
	if m.Date != nil && m.Date.ISO != nil {
		what += ", " + date(m.Date.ISO)
	}
	return cited(r, meetingWords(m), "meeting", what)
}

// meetingWords are who meets, and where.
func meetingWords(m record.Meeting) string {
	words := strings.ReplaceAll(names(m.Parties), "; ", ", ")
	if m.Venue != nil {
		words += ", " + m.Venue.Exact
	}
	return words
}

// cited is how a finding that is no statement is cited.
func cited(r record.Report, words, who, what string) string {
	var parts []string
	for _, x := range []string{words, who, what, reference(r)} {
		if x = strings.Join(strings.Fields(x), " "); x != "" {
			parts = append(parts, x)
		}
	}
	return strings.Join(parts, " — ")
}

// keepView is the form that puts a finding into a dossier.
type keepView struct {
	kept
	Report   record.Report
	Dossiers []drawer.Dossier
	Back     string
}

func (d *desk) keeping(r *http.Request) (page, error) {
	if d.drawer == nil {
		return page{}, noSuchPage
	}
	line, k, err := d.finding(r, r.FormValue("ref"))
	if err != nil {
		return page{}, err
	}
	v := keepView{kept: k, Report: headOf(line.Report), Back: statementAddress(line.Report.ID, k.ID)}
	if v.Dossiers, err = d.drawer.Dossiers(r.Context()); err != nil {
		return page{}, err
	}
	return page{name: "keep.html", title: "Keep", nav: "dossiers", data: v, json: struct{}{}}, nil
}

var noSuchFinding = &problem{http.StatusNotFound, "No such finding", "No report in the record has a finding of this name."}

// finding reads what a form names.
func (d *desk) finding(r *http.Request, ref string) (record.Line, kept, error) {
	line, err := d.store.Line(r.Context(), reportOf(ref))
	if errors.Is(err, store.ErrNotFound) {
		return line, kept{}, noSuchFinding
	}
	if err != nil {
		return line, kept{}, err
	}
	k, ok := keptOf(line, ref)
	if !ok {
		return line, k, noSuchFinding
	}
	return line, k, nil
}

// keep puts a finding into a dossier, a new one if its title is given.
func (d *desk) keep(w http.ResponseWriter, r *http.Request) {
	if d.drawer == nil {
		d.fail(w, r, noSuchPage)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	line, k, err := d.finding(r, r.PostFormValue("ref"))
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
	err = d.drawer.Put(r.Context(), id, drawer.Item{
		Finding: k.ID, Report: line.Report.ID, Version: line.Report.Version, Words: k.Words, Cited: k.Cited, Note: r.PostFormValue("note"),
	})
	if errors.Is(err, drawer.ErrNotFound) {
		err = noSuchDossier
	}
	if err != nil {
		d.fail(w, r, err)
		return
	}
	d.note(r, "dossier item added", fmt.Sprintf("%s to dossier %d", k.ID, id))
	http.Redirect(w, r, fmt.Sprintf("/dossiers/%d", id), http.StatusSeeOther)
}
