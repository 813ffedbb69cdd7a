package web

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"dateline/record"
	"dateline/store"
	"dateline/web/drawer"
)

func newDrawer(t testing.TB) *drawer.Drawer {
	t.Helper()
	now := time.Date(2026, 2, 10, 9, 0, 0, 0, time.UTC)
	d, err := drawer.Open(t.Context(), filepath.Join(t.TempDir(), "desk.db"), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

// send sends a form as a page of the desk does.
func send(t *testing.T, h http.Handler, address string, form url.Values, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Host = "localhost"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

// session logs in and returns the cookie.
func session(t *testing.T, h http.Handler, name, password string) string {
	t.Helper()
	res := send(t, h, "/login", url.Values{"name": {name}, "password": {password}, "to": {"/reports"}})
	if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/reports" {
		t.Fatalf("logging in as %s: %s", name, res.Status)
	}
	c := res.Cookies()[0]
	if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode {
		t.Errorf("the cookie %v can be had by script or another site", c)
	}
	return c.Name + "=" + c.Value
}

// TestAccounts holds who may see and do what where accounts are demanded.
func TestAccounts(t *testing.T) {
	box := newDrawer(t)
	const password = "a long enough word"
	for name, role := range map[string]string{"vera": drawer.Viewer, "edna": drawer.Editor, "ada": drawer.Admin} {
		if err := box.Add(t.Context(), name, role, password); err != nil {
			t.Fatal(err)
		}
	}
	h := New(newFake(t, samples()...), Options{Log: slog.New(slog.DiscardHandler), Drawer: box, Login: true})

	for _, address := range []string{"/", "/reports/r01", "/statements", "/dossiers", "/accounts", "/reports/r01/original"} {
		if res, body := get(t, h, address); res.StatusCode != http.StatusSeeOther || strings.Contains(body, "Dvorin") || !strings.HasPrefix(res.Header.Get("Location"), "/login?to=") {
			t.Errorf("%s without an account: %s", address, res.Status)
		}
	}
	for _, address := range []string{"/api/v1/reports", "/reports.json", "/api/v1/stream", "/api/v1/openapi.json"} {
		if res, body := get(t, h, address); res.StatusCode != http.StatusUnauthorized || strings.Contains(body, "Dvorin") {
			t.Errorf("%s without an account: %s", address, res.Status)
		}
		if res, _ := get(t, h, address, "Authorization", "Bearer x"); res.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s with a wrong token: %s", address, res.Status)
		}
	}
	if res, _ := get(t, h, "/login"); res.StatusCode != 200 {
		t.Errorf("the page to log in: %s", res.Status)
	}

	viewer, editor, admin := session(t, h, "vera", password), session(t, h, "edna", password), session(t, h, "ada", password)
	for _, c := range []struct {
		name, cookie    string
		keep, account   int
		page, atAccount int
	}{
		{"viewer", viewer, 403, 403, 200, 403}, {"editor", editor, 303, 403, 200, 403}, {"admin", admin, 303, 200, 200, 200},
	} {
		if res, _ := get(t, h, "/reports/r01", "Cookie", c.cookie); res.StatusCode != c.page {
			t.Errorf("%s: the report: %s", c.name, res.Status)
		}
		if res, _ := get(t, h, "/accounts", "Cookie", c.cookie); res.StatusCode != c.atAccount {
			t.Errorf("%s: accounts: %s", c.name, res.Status)
		}
		if res := send(t, h, "/dossiers", url.Values{"title": {"Tolls of the " + c.name}}, "Cookie", c.cookie); res.StatusCode != c.keep {
			t.Errorf("%s: a dossier: %s", c.name, res.Status)
		}
		form := url.Values{"do": {"add"}, "name": {"nora"}, "role": {"viewer"}, "password": {password}}
		if res := send(t, h, "/accounts", form, "Cookie", c.cookie); res.StatusCode != c.account {
			t.Errorf("%s: adding an account: %s", c.name, res.Status)
		}
	}
	// Another site's page may make a browser send a form, but it changes nothing.
	if res := send(t, h, "/dossiers", url.Values{"title": {"Not ours"}}, "Cookie", editor, "Sec-Fetch-Site", "cross-site"); res.StatusCode != 403 {
		t.Errorf("a form of another site: %s", res.Status)
	}
	if list, err := box.Dossiers(t.Context()); err != nil || len(list) != 2 {
		t.Errorf("%d dossiers, %v", len(list), err)
	}

	secret, err := box.AddToken(t.Context(), "vera", "script")
	if err != nil {
		t.Fatal(err)
	}
	if res, _ := get(t, h, "/api/v1/reports", "Authorization", "Bearer "+secret); res.StatusCode != 200 {
		t.Errorf("with a token: %s", res.Status)
	}
	if res := send(t, h, "/dossiers", url.Values{"title": {"By token"}}, "Authorization", "Bearer "+secret); res.StatusCode != 403 {
		t.Errorf("a viewer's token changes something: %s", res.Status)
	}
	if res := send(t, h, "/logout", nil, "Cookie", viewer); res.StatusCode != 303 {
		t.Errorf("logging out: %s", res.Status)
	}
	if res, _ := get(t, h, "/", "Cookie", viewer); res.StatusCode != 303 {
		t.Errorf("after logging out: %s", res.Status)
	}

	// No address leads out of the desk after logging in.
	for _, to := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, ""} {
		res := send(t, h, "/login", url.Values{"name": {"ada"}, "password": {password}, "to": {to}})
		if got := res.Header.Get("Location"); got != "/" {
			t.Errorf("to %q leads to %q", to, got)
		}
	}
	for i := range 6 {
		res := send(t, h, "/login", url.Values{"name": {"edna"}, "password": {"not the word"}})
		if want := map[bool]int{true: 403, false: 429}[i < 5]; res.StatusCode != want {
			t.Errorf("wrong password %d: %s, want %d", i+1, res.Status, want)
		}
	}
	if res := send(t, h, "/login", url.Values{"name": {"edna"}, "password": {password}}); res.StatusCode != 429 {
		t.Errorf("the right password after too many wrong ones: %s", res.Status)
	}
	_, body := get(t, h, "/accounts", "Cookie", admin)
	for _, want := range []string{"dossier made", "Tolls of the editor", "account add", "nora as viewer", "wrong password"} {
		if !strings.Contains(body, want) {
			t.Errorf("the audit does not tell %q", want)
		}
	}
}

// TestDossier keeps a statement, notes, checks and reorders, and sees that a
// later version of its report no longer has the words.
func TestDossier(t *testing.T) {
	box, f := newDrawer(t), newFake(t, append(samples(), told())...)
	h := New(f, Options{Log: slog.New(slog.DiscardHandler), Drawer: box})
	for _, x := range []string{"r01.s1", "r01.s2"} {
		res := send(t, h, "/keep", url.Values{"ref": {x}, "title": {map[string]string{"r01.s1": "Tolls", "r01.s2": ""}[x]}, "dossier": {"1"}, "note": {"for the weekend"}})
		if to := res.Header.Get("Location"); res.StatusCode != 303 || to != "/dossiers/1" {
			t.Fatalf("%s to %s", res.Status, to)
		}
	}
	do := func(form url.Values, status int) {
		t.Helper()
		if res := send(t, h, "/dossiers/1", form); res.StatusCode != status {
			t.Errorf("%v: %s", form, res.Status)
		}
	}
	do(url.Values{"do": {"check"}, "item": {"2"}}, 400)
	do(url.Values{"do": {"check"}, "item": {"2"}, "by": {"Edna"}}, 303)
	do(url.Values{"do": {"up"}, "item": {"2"}}, 303)
	do(url.Values{"do": {"note"}, "item": {"1"}, "note": {"<b>look</b>"}}, 303)
	do(url.Values{"do": {"note"}, "item": {"99"}}, 404)
	do(url.Values{"do": {"burn"}}, 400)
	_, body := get(t, h, "/dossiers/1")
	items := nodes(t, body, func(n *html.Node) bool { return strings.HasPrefix(attr(n, "id"), "i") && n.Data == "li" })
	if len(items) != 2 || attr(items[0], "id") != "i2" || !strings.Contains(words(items[0]), "checked by Edna") || !strings.Contains(words(items[1]), "<b>look</b>") || strings.Contains(body, "no more as") {
		t.Errorf("the dossier says %q", words(nodes(t, body, func(n *html.Node) bool { return n.Data == "main" })[0]))
	}
	for i := range f.entries {
		if l := &f.entries[i].Line; l.Report.ID == "r01" {
			l.Report.Version, l.Statements = "another", l.Statements[1:]
		}
	}
	_, body = get(t, h, "/dossiers/1")
	if !strings.Contains(body, "1\u00a0finding is no more as it was") {
		t.Error("nothing tells that a finding is gone")
	}
	do(url.Values{"do": {"take"}, "item": {"2"}}, 303)

	// What went out on a finding that was retracted or corrected later is told.
	for _, x := range []string{"r07.e1", "r07.p1", "r07.m1"} {
		if res, body := get(t, h, "/keep?ref="+x); res.StatusCode != 200 || !strings.Contains(body, x) {
			t.Errorf("the form for %s: %s", x, res.Status)
		}
		if res := send(t, h, "/keep", url.Values{"ref": {x}, "title": {map[string]string{"r07.e1": "Dams"}[x]}, "dossier": {"2"}}); res.Header.Get("Location") != "/dossiers/2" {
			t.Errorf("%s: %s to %s", x, res.Status, res.Header.Get("Location"))
		}
	}
	if res := send(t, h, "/keep", url.Values{"ref": {"r07.e9"}, "dossier": {"2"}}); res.StatusCode != 404 {
		t.Errorf("no such finding: %s", res.Status)
	}
	if res := send(t, h, "/dossiers/2", url.Values{"do": {"send"}, "what": {"Weekend piece"}, "by": {"Edna"}}); res.StatusCode != 303 {
		t.Errorf("what went out: %s", res.Status)
	}
	if _, body := get(t, h, "/"); strings.Contains(body, "Weekend piece") {
		t.Error("Today tells of what went out though nothing changed")
	}
	for i := range f.entries {
		if l := &f.entries[i].Line; l.Report.ID == "r07" {
			l.Report.Retracted = &record.Mark{Correction: "c1", Kind: "retract", By: "Ines", Why: "notice of the outlet"}
		}
	}
	for _, address := range []string{"/", "/dossiers/2"} {
		if _, body := get(t, h, address); !strings.Contains(body, "Weekend piece") || !strings.Contains(body, "3 findings") {
			t.Errorf("%s does not tell that what it rests on was retracted", address)
		}
	}
	do(url.Values{"do": {"remove"}}, 303)
	if res, _ := get(t, h, "/dossiers/1"); res.StatusCode != 404 {
		t.Errorf("the removed dossier: %s", res.Status)
	}
}

// TestAlerts keeps a query and is told of what answers it from then on.
func TestAlerts(t *testing.T) {
	box, f := newDrawer(t), newFake(t, samples()...)
	h := New(f, Options{Log: slog.New(slog.DiscardHandler), Drawer: box})
	if _, body := get(t, h, "/statements?q=maps"); !strings.Contains(body, "Tell me of more") {
		t.Error("the query cannot be kept")
	}
	do := func(form url.Values, status int) {
		t.Helper()
		if res := send(t, h, "/alerts", form); res.StatusCode != status {
			t.Errorf("%v: %s", form, res.Status)
		}
	}
	do(url.Values{"do": {"keep"}, "q": {`"open`}}, 400)
	do(url.Values{"do": {"keep"}, "q": {""}}, 400)
	do(url.Values{"do": {"keep"}, "q": {"speaker:dvorin"}, "name": {"What Dvorin says"}}, 303)
	says := func(want string) {
		t.Helper()
		_, body := get(t, h, "/")
		if !strings.Contains(body, "What Dvorin says") || !strings.Contains(body, want) {
			t.Errorf("Today does not say %q", want)
		}
	}
	says("nothing new")
	d := newDraft("n1", "Mara Dvorin said the tolls would stay.").say("Mara Dvorin said the tolls would stay", "Mara Dvorin", "Mara Dvorin", "said", "the tolls would stay", "")
	if _, err := f.Put(t.Context(), []store.Entry{d.entry()}); err != nil {
		t.Fatal(err)
	}
	says("1 new")
	do(url.Values{"do": {"seen"}, "alert": {"1"}}, 303)
	says("nothing new")
	do(url.Values{"do": {"remove"}, "alert": {"1"}}, 303)
	do(url.Values{"do": {"remove"}, "alert": {"1"}}, 404)
	if _, body := get(t, h, "/"); strings.Contains(body, "What Dvorin says") {
		t.Error("the alert is still there")
	}
}
