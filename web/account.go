package web

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strconv"
	"strings"

	"dateline/web/drawer"
)

// Where accounts are demanded, every request needs a session's cookie or, of a
// program, a token ("Authorization: Bearer …"); only the page to log in and
// the static files do not.

// sessionCookie holds the secret of a session.
const sessionCookie = "dateline-session"

type accountKey struct{}

// who is the account that asks; where none is demanded, one that may do
// everything and has no name.
func (d *desk) who(r *http.Request) drawer.Account {
	if a, ok := r.Context().Value(accountKey{}).(drawer.Account); ok {
		return a
	}
	return drawer.Account{Role: drawer.Admin}
}

// secret is what a request shows for itself, and whether it is a token.
func secretOf(r *http.Request) (secret string, token bool) {
	if s, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return s, true
	}
	if c, err := r.Cookie(sessionCookie); err == nil {
		return c.Value, false
	}
	return "", false
}

// identified lets through who may be let through, and notes who it is.
func (d *desk) identified(next http.Handler) http.Handler {
	if !d.login {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/login" || strings.HasPrefix(r.URL.Path, "/static/") {
			next.ServeHTTP(w, r)
			return
		}
		secret, token := secretOf(r)
		find := d.drawer.Session
		if token {
			find = d.drawer.Token
		}
		a, err := find(r.Context(), secret)
		switch {
		case errors.Is(err, drawer.ErrCredentials) && (wantsJSON(r) || token || strings.HasPrefix(r.URL.Path, apiRoot) || strings.HasSuffix(r.URL.Path, ".json")):
			w.Header().Set("WWW-Authenticate", "Bearer")
			d.fail(w, r, &problem{http.StatusUnauthorized, "Who is asking?", "The desk answers only those who have an account."})
		case errors.Is(err, drawer.ErrCredentials):
			http.Redirect(w, r, "/login?to="+segment(r.URL.RequestURI()), http.StatusSeeOther)
		case err != nil:
			d.fail(w, r, err)
		default:
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), accountKey{}, a)))
		}
	})
}

// allowed answers a request that needs a role which the account does not have.
func (d *desk) allowed(role string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !d.who(r).May(role) {
			d.fail(w, r, &problem{http.StatusForbidden, "Not with this account", "This needs an account with the role of " + role + "."})
			return
		}
		next(w, r)
	}
}

// loginView is the page to log in.
type loginView struct {
	Wrong string // why it did not work
	Name  string
	To    string // where to go then
}

func (d *desk) loginPage(r *http.Request) (page, error) {
	if !d.login {
		return page{}, noSuchPage
	}
	return page{name: "login.html", title: "Log in", data: loginView{To: r.FormValue("to")}, json: struct{}{}}, nil
}

// logIn opens a session.
func (d *desk) logIn(w http.ResponseWriter, r *http.Request) {
	if !d.login {
		d.fail(w, r, noSuchPage)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	v := loginView{Name: r.PostFormValue("name"), To: r.PostFormValue("to")}
	from, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		from = r.RemoteAddr
	}
	secret, err := d.drawer.Login(r.Context(), v.Name, r.PostFormValue("password"), from)
	status := http.StatusForbidden
	switch {
	case errors.Is(err, drawer.ErrTooMany):
		status = http.StatusTooManyRequests
		v.Wrong = "Too many wrong passwords. Try again in a quarter of an hour."
	case errors.Is(err, drawer.ErrCredentials):
		v.Wrong = "Name and password do not belong together."
	case err != nil:
		d.fail(w, r, err)
		return
	}
	if err != nil {
		d.note(r, "wrong password", v.Name+" from "+from)
		d.answer(w, r, page{status: status, name: "login.html", title: "Log in", data: v, json: errorJSON{Error: v.Wrong}})
		return
	}
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Value: secret, Path: "/", HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteStrictMode})
	to := v.To
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`) {
		to = "/"
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

func (d *desk) logOut(w http.ResponseWriter, r *http.Request) {
	if secret, token := secretOf(r); secret != "" && !token && d.drawer != nil {
		if err := d.drawer.Logout(r.Context(), secret); err != nil {
			d.fail(w, r, err)
			return
		}
	}
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Path: "/", MaxAge: -1, HttpOnly: true})
	http.Redirect(w, r, "/login", http.StatusSeeOther)
}

// note writes down a change; that it cannot be written is told in the log.
func (d *desk) note(r *http.Request, what, detail string) {
	if d.drawer == nil {
		return
	}
	if err := d.drawer.Note(context.WithoutCancel(r.Context()), d.who(r).Name, what, detail); err != nil {
		d.log.Error("the audit could not be written", "error", err)
	}
}

// accountsView lists accounts, tokens and what was changed.
type accountsView struct {
	Login    bool
	Accounts []drawer.Account
	Tokens   []drawer.Token
	Changes  []drawer.Change
	Secret   string // of a token that was just made; shown once
	Wrong    string
}

const mostChanges = 200

func (d *desk) accounts(r *http.Request) (page, error) {
	return d.accountsPage(r, accountsView{})
}

func (d *desk) accountsPage(r *http.Request, v accountsView) (page, error) {
	if d.drawer == nil {
		return page{}, noSuchPage
	}
	if !d.who(r).May(drawer.Admin) {
		return page{}, &problem{http.StatusForbidden, "Not with this account", "Accounts and the audit are for admins."}
	}
	v.Login = d.login
	var err1, err2, err3 error
	v.Accounts, err1 = d.drawer.Accounts(r.Context())
	v.Tokens, err2 = d.drawer.Tokens(r.Context())
	v.Changes, err3 = d.drawer.Changes(r.Context(), mostChanges)
	out := auditJSON{Changes: []changeJSON{}}
	for _, c := range v.Changes {
		out.Changes = append(out.Changes, changeJSON{c.At.Format("2006-01-02T15:04:05Z"), c.Who, c.What, c.Detail})
	}
	return page{name: "accounts.html", title: "Accounts and audit", nav: "accounts", data: v, json: out}, errors.Join(err1, err2, err3)
}

type auditJSON struct {
	Changes []changeJSON `json:"changes"` // the last first
}

type changeJSON struct {
	At     string `json:"at"`
	Who    string `json:"who"`
	What   string `json:"what"`
	Detail string `json:"detail"`
}

// changeAccounts does what the page of accounts asks for.
func (d *desk) changeAccounts(w http.ResponseWriter, r *http.Request) {
	if d.drawer == nil {
		d.fail(w, r, noSuchPage)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	name := r.PostFormValue("name")
	v := accountsView{}
	var err error
	switch r.PostFormValue("do") {
	case "add":
		err = d.drawer.Add(r.Context(), name, r.PostFormValue("role"), r.PostFormValue("password"))
		name += " as " + r.PostFormValue("role")
	case "remove":
		if name == d.who(r).Name {
			err = errors.New("nobody takes away their own account")
		} else {
			err = d.drawer.Remove(r.Context(), name)
		}
	case "token":
		v.Secret, err = d.drawer.AddToken(r.Context(), d.who(r).Name, r.PostFormValue("label"))
		name = r.PostFormValue("label")
	case "untoken":
		var id int64
		if id, err = strconv.ParseInt(name, 10, 64); err == nil {
			err = d.drawer.RemoveToken(r.Context(), id)
		}
	default:
		err = errors.New("there is no such thing to do")
	}
	if err != nil {
		v.Wrong = err.Error()
	} else {
		d.note(r, "account "+r.PostFormValue("do"), name)
	}
	p, err := d.accountsPage(r, v)
	if err != nil {
		d.fail(w, r, err)
		return
	}
	if v.Wrong != "" {
		p.status = http.StatusBadRequest
	}
	d.answer(w, r, p)
}
