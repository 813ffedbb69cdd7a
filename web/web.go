// Package web is the desk: the record as pages, and every page also as JSON
// at the same address with ".json" at its end or with Accept:
// application/json.
//
//	/                       today: what is new, what is due, who speaks, what is wrong
//	/verify?q=              whether words are in the record, and how they differ
//	/reports?q=             reports that answer a query
//	/reports/ID             the report's text with every finding marked in it
//	/reports/ID/original    the bytes as they came; with ?at=START-END a page that shows that part of them
//	/statements?q=&speaker=&kind=&since=&until=          both days included
//	/statements/ID          one statement, its words in their place, and how to cite it
//	/positions?q=&topics=   who holds what: a table of parties and topics (by=kind: and kinds), and one by one; open=1: what nobody answered
//	/history/PARTY?topic=   what one party holds over time
//	/events?q=, /meetings?q=
//	/events/ID, /meetings/ID                             one of them, and how other reports tell it
//	/pairs, /pairs/A/B?from=&to=                         two parties on two tracks
//	/stories, /stories/ID   reports on the same happening, who carries whose copy
//	/compare/A/B            two reports, sentence by sentence
//	/review, /corrections   what is doubtful, one after the other; what people corrected
//	/people, /people/ID     who is named, each once behind all spellings
//	/speakers, /speakers/NAME
//	/sources                what the record was read from, and who copies whom
//	/unnamed                statements without a named speaker
//	/search?q=              passages that answer a query, with a link to the place
//	/add                    a form to hand in reports
//	/dossiers, /dossiers/N  findings that somebody keeps, with notes and who has checked them
//	/accounts               accounts, tokens and the audit
//	/help                   the query language, marks and keys
//	/api/v1/…               the JSON forms as a versioned interface, described at /api/v1/openapi.json
//	/api/v1/stream          what comes in, as server-sent events
//
// Pages are made on the server and need no script. Nothing of a report is
// ever served as markup: its words are escaped text, its bytes are a download.
// Nothing can be changed but what [Options] allow, and only by the desk's own
// pages. The desk answers only to loopback names and those in
// [Options], so that no foreign page can reach it under a name of its own.
package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"dateline/store"
	"dateline/web/drawer"
)

// Options is what the desk needs to know beside the record.
type Options struct {
	Hosts []string         // names or addresses, without port, under which it may be asked for, besides the loopback ones
	Log   *slog.Logger     // where failures are told; nil for slog's default
	Now   func() time.Time // the clock by which meetings are due; nil for the system's
	Zone  *time.Location   // in which the desk's own times are shown; nil for the system's
	Add   Adder            // puts what people hand in into the record; nil where nothing can be added

	Corrector Corrector       // keeps corrections; nil for none
	Relations Relations       // what reports show together; nil for nothing
	Drawer    *drawer.Drawer  // what people keep at the desk; nil for none
	Login     bool            // whether an account of the drawer is demanded
	Closing   context.Context // ends when the desk is to close, so that live streams end; nil if they need not
}

// New returns the desk over s. It is safe for concurrent use.
func New(s store.Store, opt Options) http.Handler {
	if opt.Log == nil {
		opt.Log = slog.Default()
	}
	d := &desk{store: s, log: opt.Log, assets: loadAssets(), now: opt.Now, zone: opt.Zone, add: opt.Add, closing: opt.Closing, drawer: opt.Drawer, login: opt.Login, corrector: opt.Corrector, shown: opt.Relations}
	if d.now == nil {
		d.now = time.Now
	}
	if d.zone == nil {
		d.zone = time.Local
	}
	d.templates = loadTemplates(d.assets, d.zone)
	mux := http.NewServeMux()
	for address, make := range d.pages() {
		mux.Handle(address, d.page(make))
	}
	mux.Handle("/reports/{id}/original", http.HandlerFunc(d.original))
	mux.Handle("/static/{name}", d.assets)
	d.api(mux)
	d.writing = http.NewServeMux()
	for address, write := range d.writes() {
		d.writing.Handle("POST "+address, write)
	}
	return d.guard(opt.Hosts, d.identified(jsonForm(d.form(mux))))
}

// pages are the addresses that are answered by a page and by its JSON form.
func (d *desk) pages() map[string]func(*http.Request) (page, error) {
	return map[string]func(*http.Request) (page, error){
		"/{$}":             d.today,
		"/verify":          d.verify,
		"/reports":         d.reports,
		"/reports/{id}":    d.report,
		"/statements":      d.statements,
		"/statements/{id}": d.statement,
		"/positions":       d.positions,
		"/history/{party}": d.history,
		"/events":          d.events,
		"/events/{id}":     d.event,
		"/meetings":        d.meetings,
		"/meetings/{id}":   d.meeting,
		"/pairs":           d.pairs,
		"/pairs/{a}/{b}":   d.pair,
		"/people":          d.people,
		"/people/{id}":     d.person,
		"/sources":         d.sourcesPage,
		"/speakers":        d.speakers,
		"/speakers/{name}": d.speaker,
		"/unnamed":         d.unnamed,
		"/search":          d.search,
		"/complete":        d.complete,
		"/add":             d.adding,
		"/stories":         d.stories,
		"/stories/{id}":    d.story,
		"/compare/{a}/{b}": d.compare,
		"/review":          d.review,
		"/corrections":     d.corrections,
		"/help":            d.help,
		"/login":           d.loginPage,
		"/accounts":        d.accounts,
		"/keep":            d.keeping,
		"/dossiers":        d.dossiers,
		"/dossiers/{id}":   d.dossier,
		"/":                func(*http.Request) (page, error) { return page{}, noSuchPage },
	}
}

// writes are the addresses at which something can be changed, by POST alone.
func (d *desk) writes() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"/seen":          d.look,
		"/login":         d.logIn,
		"/logout":        d.logOut,
		"/name":          d.name,
		"/add":           d.allowed(drawer.Editor, d.takeIn),
		"/dossiers":      d.allowed(drawer.Editor, d.addDossier),
		"/dossiers/{id}": d.allowed(drawer.Editor, d.changeDossier),
		"/keep":          d.allowed(drawer.Editor, d.keep),
		"/corrections":   d.allowed(drawer.Editor, d.correct),
		"/review":        d.allowed(drawer.Editor, d.judge),
		"/alerts":        d.allowed(drawer.Editor, d.changeAlerts),
		"/accounts":      d.allowed(drawer.Admin, d.changeAccounts),
	}
}

// writable reports whether r asks for a change at an address that has one.
func (d *desk) writable(r *http.Request) bool {
	_, pattern := d.writing.Handler(r)
	return r.Method == http.MethodPost && strings.HasPrefix(pattern, "POST ")
}

// form sends what asks for a change to what changes it.
func (d *desk) form(pages http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			d.writing.ServeHTTP(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	})
}

// desk is the handler's fixed state.
type desk struct {
	store     store.Store
	log       *slog.Logger
	assets    assets
	templates templates
	now       func() time.Time
	zone      *time.Location
	add       Adder
	problems  problems
	known     known
	counted   counted
	together  together
	closing   context.Context
	drawer    *drawer.Drawer
	login     bool
	corrector Corrector
	shown     Relations
	sources   sourced
	writing   *http.ServeMux // the addresses at which something can be changed
}

// page is an answer in both of its forms.
type page struct {
	status int    // 0 means 200
	to     string // address to go to instead
	name   string // the template
	title  string
	nav    string // which entry of the navigation it belongs to
	query  string // what the search box in the head holds
	data   any    // for the template
	json   any    // for the JSON form
}

// page makes a handler of a function that makes a page.
func (d *desk) page(make func(*http.Request) (page, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, err := make(r)
		if err != nil {
			d.fail(w, r, err)
			return
		}
		if p.to != "" && !wantsJSON(r) {
			http.Redirect(w, r, p.to, http.StatusSeeOther)
			return
		}
		d.answer(w, r, p)
	})
}

// answer writes p in the form that r asks for.
func (d *desk) answer(w http.ResponseWriter, r *http.Request, p page) {
	var body bytes.Buffer
	h := w.Header()
	h.Set("Vary", "Accept")
	h.Set("Cache-Control", "private, no-cache")
	if wantsJSON(r) || p.name == "" {
		h.Set("Content-Type", "application/json")
		if err := json.NewEncoder(&body).Encode(p.json); err != nil {
			d.log.Error("encoding a page", "path", r.URL.Path, "error", err)
			http.Error(w, `{"error":"internal error"}`, http.StatusInternalServerError)
			return
		}
	} else {
		h.Set("Content-Type", "text/html; charset=utf-8")
		v := view{Title: p.title, Nav: p.nav, Query: p.query, JSON: jsonAddress(r.URL), CanAdd: d.add != nil && d.who(r).May(drawer.Editor), Account: d.who(r).Name, Admin: d.drawer != nil && d.who(r).May(drawer.Admin), Drawer: d.drawer != nil, Keeps: d.drawer != nil && d.who(r).May(drawer.Editor), Data: p.data}
		if err := d.templates.render(&body, p.name, v); err != nil {
			d.log.Error("making a page", "path", r.URL.Path, "error", err)
			http.Error(w, "internal error", http.StatusInternalServerError)
			return
		}
	}
	if p.status != 0 && p.status != http.StatusOK {
		w.WriteHeader(p.status)
		if r.Method != http.MethodHead {
			_, _ = w.Write(body.Bytes())
		}
		return
	}
	sum := sha256.Sum256(body.Bytes())
	h.Set("ETag", `"`+hex.EncodeToString(sum[:16])+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body.Bytes()))
}

// problem is an error with a page of its own.
type problem struct {
	status int
	title  string
	text   string
}

func (p *problem) Error() string { return p.title + ": " + p.text }

var noSuchPage = &problem{http.StatusNotFound, "No such page", "There is nothing at this address."}

func bad(format string, args ...any) error {
	return &problem{http.StatusBadRequest, "This address cannot be read", fmt.Sprintf(format, args...)}
}

// fail writes the page for err.
func (d *desk) fail(w http.ResponseWriter, r *http.Request, err error) {
	var p *problem
	var damage *store.DamageError
	switch {
	case errors.As(err, &p):
	case errors.As(err, &damage):
		d.log.Error("answering", "path", r.URL.Path, "error", err)
		p = &problem{http.StatusInternalServerError, "Damaged", "What is kept of version " + damage.Version + " is not what was put in: " + damage.Reason + "."}
	case errors.Is(err, store.ErrCursor):
		p = &problem{http.StatusBadRequest, "This address cannot be read", "Its cursor belongs to no page of this list."}
	case errors.Is(err, store.ErrNotFound):
		p = &problem{http.StatusNotFound, "Not in the record", "The record has no report or version of this name."}
	case errors.Is(err, context.Canceled):
		return // nobody is there any more
	default:
		d.log.Error("answering", "path", r.URL.Path, "error", err)
		p = &problem{http.StatusInternalServerError, "Something went wrong", "The record could not be read. The desk's log says why."}
	}
	d.answer(w, r, page{
		status: p.status, name: "problem.html", title: p.title,
		data: problemView{Status: p.status, Title: p.title, Text: p.text},
		json: errorJSON{Error: p.title + ". " + p.text},
	})
}

type problemView struct {
	Status      int
	Title, Text string
}

// policy lets a page load nothing but the desk's own files.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// foreign tells requests that another site's page made the browser send.
var foreign = http.NewCrossOriginProtection()

// guard sets the headers that every answer has, turns away foreign host names
// and methods that write, and turns a panic into a page.
func (d *desk) guard(hosts []string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		defer func() {
			if x := recover(); x != nil {
				if x == http.ErrAbortHandler {
					panic(x)
				}
				d.fail(w, r, fmt.Errorf("panic: %v\n%s", x, debug.Stack()))
			}
		}()
		switch {
		case !allowedHost(r.Host, hosts):
			d.fail(w, r, &problem{
				http.StatusMisdirectedRequest, "Not under this name",
				"The desk answers only to this machine's own names and to those it was started with.",
			})
		case d.writable(r):
			if err := foreign.Check(r); err != nil {
				d.fail(w, r, &problem{http.StatusForbidden, "Not from here", "Only the desk's own pages can change something."})
				return
			}
			next.ServeHTTP(w, r)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			d.fail(w, r, &problem{http.StatusMethodNotAllowed, "Only shown", "Nothing can be changed at this address; only GET and HEAD are answered."})
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func reportAddress(id string) string { return "/reports/" + segment(id) }

func speakerAddress(name string) string { return "/speakers/" + segment(name) }

// segment escapes s as one segment of a path that is not taken for a JSON
// form.
func segment(s string) string {
	s = url.PathEscape(s)
	if base, ok := strings.CutSuffix(s, ".json"); ok {
		s = base + "%2Ejson"
	}
	return s
}

// unsegment undoes [segment].
func unsegment(s string) (string, error) { return url.PathUnescape(s) }
