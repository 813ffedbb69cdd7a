package web

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"dateline/correction"
	"dateline/position"
	"dateline/record"
	"dateline/store"
)

// Corrector keeps what people say of the record.
type Corrector interface {
	Correct(ctx context.Context, list []correction.Correction) error
	Corrections(ctx context.Context) ([]correction.Correction, error)
	// Line returns a report as it was read, or store.ErrNotFound.
	Line(ctx context.Context, id string) (record.Line, error)
}

// hand is who corrects: whether they may, and their name, where it is known.
type hand struct {
	May     bool
	By      string
	Account bool   // the name is that of an account
	Back    string // the page to come back to
}

// nameCookie remembers the name under which somebody corrects, where there are
// no accounts.
const nameCookie = "dateline-name"

func (d *desk) hand(r *http.Request) hand {
	h := hand{May: d.mayCorrect(r), By: d.who(r).Name, Back: r.URL.RequestURI()}
	h.Account = h.By != ""
	if c, err := r.Cookie(nameCookie); err == nil && !h.Account {
		if name, err := unsegment(c.Value); err == nil {
			h.By = name
		}
	}
	return h
}

// correctionsView lists what people corrected, the last first.
type correctionsView struct {
	Rows []correctionView
	Hand hand
	Next string
	Of   int
	Lost int // of them, those that no longer apply
}

type correctionView struct {
	correction.Correction
	State  string
	Undone bool
	Lost   bool   // it no longer applies
	To     string // what it is to be
	What   string // that it holds on to
	Other  string // the other one of two, or the new words
	Place  string // address of it; "" when there is none
}

func (d *desk) corrections(r *http.Request) (page, error) {
	var all []correction.Correction
	var err error
	if d.corrector != nil {
		if all, err = d.corrector.Corrections(r.Context()); err != nil {
			return page{}, err
		}
	}
	states, err := d.states(r.Context(), all)
	if err != nil {
		return page{}, err
	}
	v := correctionsView{Hand: d.hand(r), Of: len(all)}
	for _, c := range slices.Backward(all) {
		x := viewCorrection(c, states[c.ID])
		if x.Lost {
			v.Lost++
		}
		v.Rows = append(v.Rows, x)
	}
	if v.Rows, v.Next, err = turned(r, v.Rows, 100); err != nil {
		return page{}, err
	}
	out := correctionsJSON{Corrections: []correctionJSON{}, Next: link(jsonNext(r, v.Next))}
	for _, x := range v.Rows {
		out.Corrections = append(out.Corrections, correctionJSON{x.Correction, x.State})
	}
	return page{name: "corrections.html", title: "Corrections", nav: "review", data: v, json: out}, nil
}

func viewCorrection(c correction.Correction, state string) correctionView {
	x := correctionView{Correction: c, State: state, Undone: strings.HasPrefix(state, "undone"), Lost: strings.HasPrefix(state, "no longer")}
	words := func(a correction.Anchor) string {
		if a.Name != "" {
			return a.Name
		}
		if a.Exact != "" {
			return a.Exact
		}
		return a.String()
	}
	if len(c.Anchors) > 0 {
		a := c.Anchors[0]
		x.What, x.Place = words(a), reportAddress(a.Report)
		switch a.Part {
		case correction.PartStatement:
			x.Place = "/statements/" + segment(a.String())
		case correction.PartPosition:
			x.Place = statementAddress(a.Report, a.String())
		case correction.PartEvent:
			x.Place = eventPage(a.String())
		case correction.PartMeeting:
			x.Place = meetingPage(a.String())
		}
	}
	x.To = c.Value
	switch c.Kind {
	case correction.Topic:
		x.What, x.Place = strings.Join(c.Words, ", "), "/positions?topics="+url.QueryEscape(c.Value)
		if len(c.Words) == 0 {
			x.What, x.Place = "no topic any more", "/positions"
		}
	case correction.Who, correction.Whom:
		x.To = cmp.Or(strings.Join(c.Words, "; "), "nobody")
	case correction.Speaker, correction.Mediator, correction.Day:
		x.To = cmp.Or(c.Value, "none")
	}
	if len(c.Anchors) > 1 {
		x.Other = words(c.Anchors[1])
	}
	return x
}

// states says of corrections whether they apply to the record as it is.
func (d *desk) states(ctx context.Context, all []correction.Correction) (map[string]string, error) {
	lines := map[string]*record.Line{}
	var failed error
	return correction.States(all, func(report string) *record.Line {
		if l, ok := lines[report]; ok {
			return l
		}
		l, err := d.corrector.Line(ctx, report)
		if err != nil {
			if !errors.Is(err, store.ErrNotFound) {
				failed = errors.Join(failed, err)
			}
			lines[report] = nil
			return nil
		}
		lines[report] = &l
		return &l
	}), failed
}

type correctionsJSON struct {
	Corrections []correctionJSON `json:"corrections"` // the last first
	Next        *string          `json:"next"`
}

type correctionJSON struct {
	correction.Correction
	State string `json:"state"` // applies, by which one it is undone, or why it no longer applies
}

// mostApart is from how many others one is set apart at once.
const mostApart = 20

// correct keeps what a form says of findings, or takes a correction back.
//
//	do                what: as package correction has it
//	ref               what it is of, one or several: the id of a report, of a
//	                  statement, of a position or of a report's actor, an
//	                  address that ends in one, or @ID for an actor of all
//	                  reports; merge and split are of the first and each other
//	rest              others that the first is set apart from, itself left out
//	value, words      what it is to be; of bounds, the words; of a topic its words, of who and whom the names, a line each
//	why, by, undoes   the reason, who says it, and what is taken back
//	back              the page to go to then
func (d *desk) correct(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 256<<10)
	if !d.mayCorrect(r) {
		d.fail(w, r, &problem{http.StatusForbidden, "Nothing can be corrected", "The record was opened for reading only, or keeps no corrections."})
		return
	}
	list, err := d.asked(r)
	if err == nil {
		err = d.corrector.Correct(r.Context(), list)
	}
	if err != nil {
		d.fail(w, r, err)
		return
	}
	d.note(r, "correction "+list[0].Kind, strings.TrimSpace(list[0].Value+" "+list[0].Why))
	d.remember(w, r, list[0].By)
	to := r.PostFormValue("back")
	if !local(to) {
		to = "/corrections"
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// remember keeps the name under which somebody corrects.
func (d *desk) remember(w http.ResponseWriter, r *http.Request, by string) {
	if d.who(r).Name == "" && by != "" {
		http.SetCookie(w, &http.Cookie{
			Name: nameCookie, Value: segment(by), Path: "/", MaxAge: 400 * 24 * 60 * 60, HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteStrictMode,
		})
	}
}

// asked are the corrections that a form asks for.
func (d *desk) asked(r *http.Request) ([]correction.Correction, error) {
	base := correction.Correction{
		At: d.now(), By: d.byOf(r), Why: strings.TrimSpace(r.PostFormValue("why")), Kind: r.PostFormValue("do"),
		Value: strings.TrimSpace(r.PostFormValue("value")), Undoes: r.PostFormValue("undoes"),
	}
	var anchors []correction.Anchor
	for _, ref := range r.PostForm["ref"] {
		if strings.TrimSpace(ref) == "" {
			continue
		}
		a, err := d.anchorOf(r, ref)
		if err != nil {
			return nil, err
		}
		anchors = append(anchors, a)
	}
	var sets [][]correction.Anchor
	switch base.Kind {
	case correction.Undo:
		base.Value = ""
		sets = append(sets, nil)
	case correction.Merge, correction.Split:
		base.Value = ""
		for _, ref := range r.PostForm["rest"] { // of which ref is one
			if a, err := d.anchorOf(r, ref); err == nil && len(anchors) > 0 && len(anchors) <= mostApart && a != anchors[0] {
				anchors = append(anchors, a)
			}
		}
		for i := 1; i < len(anchors); i++ {
			sets = append(sets, []correction.Anchor{anchors[0], anchors[i]})
		}
	case correction.Topic:
		base.Words = lineWords(r.PostFormValue("words"))
		if err := position.CheckTopic(base.Value, base.Words); err != nil {
			return nil, bad("%s.", err)
		}
		sets = append(sets, nil)
	case correction.Who, correction.Whom:
		base.Value, base.Words = "", lineWords(strings.ReplaceAll(r.PostFormValue("words"), ";", "\n"))
		sets = append(sets, anchors)
	case correction.Bounds:
		base.Value = ""
		if len(anchors) == 1 {
			words, err := d.wordsAt(r, anchors[0], r.PostFormValue("words"))
			if err != nil {
				return nil, err
			}
			sets = append(sets, []correction.Anchor{anchors[0], words})
		}
	case correction.Retract:
		base.Value = ""
		sets = append(sets, anchors)
	default:
		sets = append(sets, anchors)
	}
	if len(sets) == 0 {
		return nil, bad("Say what it is of.")
	}
	var out []correction.Correction
	for _, s := range sets {
		c := base
		c.Anchors = s
		if err := correction.Check(&c); err != nil {
			return nil, bad("%s.", err)
		}
		c, err := correction.Make(c)
		if err != nil {
			return nil, bad("%s.", err)
		}
		out = append(out, c)
	}
	return out, nil
}

// lineWords are words that stand a line each.
func lineWords(s string) []string {
	var out []string
	for w := range strings.Lines(s) {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// wordsAt anchors the words that a finding is to have.
func (d *desk) wordsAt(r *http.Request, a correction.Anchor, words string) (correction.Anchor, error) {
	line, err := d.corrector.Line(r.Context(), a.Report)
	if err != nil {
		return a, err
	}
	at, err := correction.AtWords(&line, words, a.Start)
	if err != nil {
		return a, bad("%s.", err)
	}
	return at, nil
}

// anchorOf holds on to what a form names.
func (d *desk) anchorOf(r *http.Request, ref string) (correction.Anchor, error) {
	ref = strings.TrimSpace(ref)
	if id, ok := strings.CutPrefix(ref, "@"); ok {
		return d.anchorOfActor(r, id)
	}
	ref = refOf(ref)
	report := ref
	if i := strings.LastIndexByte(ref, '.'); i > 0 {
		report = ref[:i]
	}
	line, err := d.corrector.Line(r.Context(), report)
	if errors.Is(err, store.ErrNotFound) && report != ref {
		if line, err = d.corrector.Line(r.Context(), ref); err == nil {
			report = ref // an id with a dot in it
		}
	}
	if errors.Is(err, store.ErrNotFound) {
		return correction.Anchor{}, bad("The record has no finding %s.", ref)
	}
	if err != nil {
		return correction.Anchor{}, err
	}
	a, err := correction.At(&line, ref)
	if err != nil {
		return a, bad("%s.", err)
	}
	return a, nil
}

// refOf is the id at the end of an address of the desk: of a report, of a
// statement, or of a place in a report.
func refOf(s string) string {
	if !strings.Contains(s, "/") {
		return s
	}
	path, place, _ := strings.Cut(s, "#")
	path, _, _ = strings.Cut(path, "?")
	path = strings.TrimSuffix(path, "/")
	id := path[strings.LastIndexByte(path, '/')+1:]
	if plain, err := unsegment(id); err == nil {
		id = plain
	}
	if strings.Contains(path, "/reports/") && place != "" && place != "text" {
		return id + "." + strings.TrimPrefix(place, "n-")
	}
	return id
}

// anchorOfActor holds on to the first member of an actor of all reports that
// has words to hold on to.
func (d *desk) anchorOfActor(r *http.Request, id string) (correction.Anchor, error) {
	const most = 20 // members that are tried
	x, _, err := d.relations(r.Context())
	if err != nil {
		return correction.Anchor{}, err
	}
	if x != nil {
		if i, ok := x.ids[id]; ok {
			for _, m := range x.Actors[i].Members[:min(len(x.Actors[i].Members), most)] {
				line, err := d.corrector.Line(r.Context(), m.Report)
				if err != nil {
					continue
				}
				if a, err := correction.At(&line, m.Report+"."+m.Actor); err == nil {
					return a, nil
				}
			}
		}
	}
	return correction.Anchor{}, bad("No report has words of %s to hold on to.", id)
}

// mayCorrect reports whether corrections can be made by who asks.
func (d *desk) mayCorrect(r *http.Request) bool {
	return d.corrector != nil && d.add != nil && d.who(r).May("editor")
}

// name remembers who reviews.
func (d *desk) name(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	d.remember(w, r, strings.TrimSpace(r.PostFormValue("by")))
	to := r.PostFormValue("back")
	if !local(to) {
		to = "/"
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}
