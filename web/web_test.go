package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"dateline/record"
	"dateline/store"
)

// get asks h for an address, as a browser does without its fragment, and
// returns the answer and its body.
func get(t *testing.T, h http.Handler, address string, header ...string) (*http.Response, string) {
	t.Helper()
	address, _, _ = strings.Cut(address, "#")
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Host = "127.0.0.1:8417"
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
			continue
		}
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Result(), string(body)
}

func newDesk(t *testing.T, entries ...store.Entry) http.Handler {
	f := newFake(t, entries...)
	return New(f, Options{Log: slog.New(slog.DiscardHandler), Relations: compared{f}})
}

// nodes returns the elements of a page for which ok holds.
func nodes(t *testing.T, page string, ok func(*html.Node) bool) []*html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && ok(n) {
			out = append(out, n)
		}
	}
	return out
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func class(name string) func(*html.Node) bool {
	return func(n *html.Node) bool {
		return strings.Contains(" "+attr(n, "class")+" ", " "+name+" ")
	}
}

func words(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// pages are addresses of every kind of page over samples.
var pages = []string{
	"/", "/reports", "/reports?q=ferry", "/reports/r01", "/reports/r02", "/reports/r03", "/reports/r01?at=40-60",
	"/reports/r01/original?at=40-60&s=1", "/statements", "/statements?speaker=dvorin", "/speakers", "/speakers/Mara%20Dvorin",
	"/search", "/positions", "/positions?topics=maps,tolls", "/positions?by=kind", "/positions?open=1", "/events", "/meetings", "/pairs", "/stories", "/people", "/people?name=dvorin", "/sources", "/review", "/review?doubt=statement", "/review?doubt=position", "/review?doubt=name", "/review?doubt=correction", "/corrections", "/statements?q=maps&sort=rank", "/search?q=maps&sort=rank", "/verify?q=we+came+with+maps", "/add", "/help", "/statements/r01.s2", "/compare/r01/r02", "/search?q=maps", "/search?q=nowhere", "/search?q=%22open", "/statements?q=%22open", "/nothing", "/reports/none",
}

// TestPages asks for every page and holds what all of them promise: headers,
// landmarks, one heading, ids that are unique, links that lead somewhere.
func TestPages(t *testing.T) {
	h := newDesk(t, samples()...)
	asked := map[string]bool{}
	for _, address := range pages {
		t.Run(address, func(t *testing.T) {
			res, body := get(t, h, address)
			if got := res.Header.Get("Content-Type"); got != "text/html; charset=utf-8" {
				t.Errorf("Content-Type %q", got)
			}
			if got := len(nodes(t, body, func(n *html.Node) bool { return n.Data == "h1" })); got != 1 {
				t.Errorf("%d h1 elements, want 1", got)
			}
			for _, landmark := range []string{"header", "nav", "main", "footer"} {
				if len(nodes(t, body, func(n *html.Node) bool { return n.Data == landmark })) == 0 {
					t.Errorf("no %s", landmark)
				}
			}
			ids := map[string]bool{}
			for _, n := range nodes(t, body, func(n *html.Node) bool { return attr(n, "id") != "" }) {
				if ids[attr(n, "id")] {
					t.Errorf("id %q stands twice", attr(n, "id"))
				}
				ids[attr(n, "id")] = true
			}
			for _, n := range nodes(t, body, func(n *html.Node) bool { return attr(n, "style") != "" || n.Data == "style" }) {
				t.Errorf("<%s> carries a style of its own", n.Data)
			}
			for _, n := range nodes(t, body, func(n *html.Node) bool { return attr(n, "href") != "" || attr(n, "src") != "" }) {
				to := attr(n, "href") + attr(n, "src")
				if inner, ok := strings.CutPrefix(to, "#"); ok && !ids[inner] {
					t.Errorf("link to %q, which is not on the page", to)
				}
				if strings.HasPrefix(to, "https:") {
					if attr(n, "rel") != "noopener noreferrer nofollow" {
						t.Errorf("link to %s without rel", to)
					}
					continue
				}
				if res.StatusCode == http.StatusOK && strings.HasPrefix(to, "/") && !asked[to] {
					asked[to] = true
					if res, _ := get(t, h, to); res.StatusCode != http.StatusOK {
						t.Errorf("link to %s: %s", to, res.Status)
					}
				}
			}
		})
	}
}

// TestLinksToPlaces follows every link with a fragment and looks for the
// place it names.
func TestLinksToPlaces(t *testing.T) {
	h := newDesk(t, samples()...)
	followed := 0
	for _, address := range []string{"/statements", "/speakers/Mara%20Dvorin", "/search?q=maps", "/reports/r01"} {
		_, body := get(t, h, address)
		for _, n := range nodes(t, body, func(n *html.Node) bool { return strings.HasPrefix(attr(n, "href"), "/") }) {
			u, err := url.Parse(attr(n, "href"))
			if err != nil {
				t.Fatal(err)
			}
			if u.Fragment == "" {
				continue
			}
			followed++
			_, there := get(t, h, u.RequestURI())
			if len(nodes(t, there, func(n *html.Node) bool { return attr(n, "id") == u.Fragment })) != 1 {
				t.Errorf("%s: %s leads to no place", address, u)
			}
		}
	}
	if followed < 20 {
		t.Errorf("only %d links with a place were found", followed)
	}
}

func TestHeaders(t *testing.T) {
	h := newDesk(t, samples()...)
	all := append([]string{"/reports.json", "/reports/r01/original", "/static/none.css"}, pages...)
	for _, address := range all {
		res, _ := get(t, h, address)
		csp := res.Header.Get("Content-Security-Policy")
		if !strings.HasPrefix(csp, "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'") {
			t.Errorf("%s: policy %q", address, csp)
		}
		if res.Header.Get("X-Content-Type-Options") != "nosniff" || res.Header.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: headers %v", address, res.Header)
		}
	}
}

func TestStatus(t *testing.T) {
	h := newDesk(t, samples()...)
	for _, c := range []struct {
		address string
		status  int
		words   string
	}{
		{"/nothing", 404, "No such page"},
		{"/reports/none", 404, "Not in the record"},
		{"/reports/r01?version=00", 404, "Not in the record"},
		{"/reports/none/original", 404, "Not in the record"},
		{"/speakers/Nobody", 404, "No such speaker"},
		{"/reports/r01?at=9-3", 400, "not a stretch"},
		{"/reports/r01?at=x", 400, "not a stretch"},
		{"/reports/r01/original?at=0-99999999", 400, "is not in it"},
		{"/search?q=%22open", 400, "at character 1"},
		{"/search?q=caf%C3%A9+%22open", 400, "at character 6"},
		{"/search?q=spaeker:rell", 400, "<code>speaker</code>"},
		{"/statements?kind=shouted", 400, "<code>indirect</code>"},
		{"/statements?since=soon", 400, "The field “since” cannot be read"},
		{"/statements?until=soon", 400, "The field “until” cannot be read"},
	} {
		res, body := get(t, h, c.address)
		if res.StatusCode != c.status || !strings.Contains(body, c.words) {
			t.Errorf("%s: %d, want %d and %q", c.address, res.StatusCode, c.status, c.words)
		}
	}
}

func TestEmptyRecord(t *testing.T) {
	h := newDesk(t)
	for address, words := range map[string]string{
		"/": "The record is empty", "/reports": "The record is empty", "/statements": "No statement answers this", "/speakers": "No statement answers this",
		"/search?q=maps": "No report answers this",
	} {
		if res, body := get(t, h, address); res.StatusCode != 200 || !strings.Contains(body, words) {
			t.Errorf("%s: %d without %q", address, res.StatusCode, words)
		}
	}
}

// TestFailingStore holds what is told of a failure: damage and a wrong cursor
// by name, anything else only in the log.
func TestFailingStore(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		words  string
	}{
		{errors.New("disk on fire"), 500, "Something went wrong"},
		{fmt.Errorf("list: %w", store.ErrCursor), 400, "Its cursor belongs to no page"},
		{&store.DamageError{Path: "disk on fire", Version: "abc", Reason: "its bytes are short"}, 500, "version abc is not what was put in: its bytes are short"},
	} {
		f := newFake(t, samples()...)
		f.err = c.err
		h := New(f, Options{Log: slog.New(slog.DiscardHandler)})
		for _, address := range []string{"/", "/reports", "/reports/r01", "/reports/r01/original", "/statements", "/speakers", "/speakers/Mara%20Dvorin", "/search?q=maps"} {
			res, body := get(t, h, address)
			if res.StatusCode != c.status || strings.Contains(body, "disk on fire") || !strings.Contains(body, c.words) {
				t.Errorf("%v: %s: %d", c.err, address, res.StatusCode)
			}
		}
	}
}

func TestPanicIsAPage(t *testing.T) {
	h := New(nil, Options{Log: slog.New(slog.DiscardHandler)})
	if res, body := get(t, h, "/"); res.StatusCode != 500 || !strings.Contains(body, "Something went wrong") {
		t.Errorf("%d", res.StatusCode)
	}
}

func TestMethods(t *testing.T) {
	h := newDesk(t, samples()...)
	for _, m := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE"} {
		r := httptest.NewRequest(m, "/reports", nil)
		r.Host = "localhost"
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d", m, w.Code)
		}
	}
	r := httptest.NewRequest("HEAD", "/reports", nil)
	r.Host = "localhost"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 200 || w.Body.Len() != 0 {
		t.Errorf("HEAD: %d with %d bytes", w.Code, w.Body.Len())
	}
}

func TestHosts(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "LOCALHOST:8417": true, "127.0.0.1:80": true, "127.9.0.3": true, "[::1]:8417": true, "[::1]": true,
		"desk.localhost": true, "desk.example:443": true, "Desk.Example.": true, "[::ffff:127.0.0.1]": true,
		"evil.example": false, "localhost.evil.example": false, "": false, "192.168.1.4": false, "127.0.0.1.evil.example:80": false,
		"notlocalhost": false, "[::2]:80": false,
	} {
		if got := allowedHost(host, []string{"desk.example", ""}); got != want {
			t.Errorf("allowedHost(%q) = %t", host, got)
		}
	}
	h := newDesk(t, samples()...)
	res, body := get(t, h, "/reports/r01", "Host", "evil.example")
	if res.StatusCode != http.StatusMisdirectedRequest || strings.Contains(body, "Dvorin") {
		t.Errorf("a foreign name was answered: %d", res.StatusCode)
	}
}

func TestETag(t *testing.T) {
	f := newFake(t, samples()...)
	h := New(f, Options{Log: slog.New(slog.DiscardHandler)})
	for _, address := range []string{"/", "/reports/r01", "/reports/r01.json", "/reports/r01/original"} {
		res, _ := get(t, h, address)
		tag := res.Header.Get("ETag")
		if again, body := get(t, h, address, "If-None-Match", tag); tag == "" || again.StatusCode != 304 || body != "" {
			t.Errorf("%s: ETag %q answered %d", address, tag, again.StatusCode)
		}
	}
	res, _ := get(t, h, "/")
	if _, err := f.Put(t.Context(), []store.Entry{newDraft("r09", "Another note.").entry()}); err != nil {
		t.Fatal(err)
	}
	if again, _ := get(t, h, "/", "If-None-Match", res.Header.Get("ETag")); again.StatusCode != 200 {
		t.Errorf("a changed record answered %d", again.StatusCode)
	}
}

// TestUnnamed holds that the statements without a named speaker have a list of
// their own, to which the list of speakers leads.
func TestUnnamed(t *testing.T) {
	h := newDesk(t, samples()...)
	_, body := get(t, h, "/speakers")
	if links := nodes(t, body, func(n *html.Node) bool { return attr(n, "href") == "/unnamed" }); len(links) != 1 {
		t.Errorf("%d links to the statements without a named speaker", len(links))
	}
	res, body := get(t, h, "/unnamed")
	if res.StatusCode != 200 || !strings.Contains(body, "a person close to the talks") || strings.Contains(body, "Mara Dvorin</bdi></a>") {
		t.Errorf("%d, or not the statements of those who are not named", res.StatusCode)
	}
	var ss statementsJSON
	_, body = get(t, h, "/unnamed.json")
	if err := json.Unmarshal([]byte(body), &ss); err != nil || len(ss.Statements) == 0 {
		t.Errorf("%d statements, %v", len(ss.Statements), err)
	}
	for _, x := range ss.Statements {
		if x.Statement.Speaker.Name != nil {
			t.Errorf("%s has a speaker", x.Statement.ID)
		}
	}
}

// TestDenial holds that the words that say how something was said stand before
// it, and the position beside the statement that holds it.
func TestDenial(t *testing.T) {
	d := newDraft("d1", "Mara Dvorin denied that she had met the envoy unless asked.").
		say("Mara Dvorin denied that she had met the envoy", "Mara Dvorin", "Mara Dvorin", "denied", "she had met the envoy", "")
	condition := d.span("unless asked")
	d.Statements[0].Speaker.Role = ptr("mara dvorin")
	d.Positions = []record.Position{{
		ID: "d1.p1", Kind: "denial", Span: d.span("denied that she had met the envoy"), Statement: &d.Statements[0].ID,
		Holder: record.Ref{Name: ptr("Mara Dvorin")}, Condition: &condition,
	}}
	h := newDesk(t, d.entry())
	_, body := get(t, h, "/statements")
	said := nodes(t, body, func(n *html.Node) bool { return n.Data == "blockquote" })
	if len(said) != 1 || words(said[0]) != "denied she had met the envoy" {
		t.Errorf("the list says %q", words(said[0]))
	}
	if roles := nodes(t, body, class("role")); len(roles) != 0 {
		t.Errorf("the role %q repeats the name", words(roles[0]))
	}
	_, body = get(t, h, "/reports/d1")
	held := nodes(t, body, class("held"))
	if len(held) != 1 {
		t.Fatalf("%d positions", len(held))
	}
	for _, w := range []string{"denial", "Mara Dvorin", "denied that she had met the envoy", "condition: unless asked"} {
		if !strings.Contains(words(held[0]), w) {
			t.Errorf("the position does not say %q", w)
		}
	}
}

// TestNotAnalysed holds that a report whose speech was not looked for is never
// said to hold none.
func TestNotAnalysed(t *testing.T) {
	d := newDraft("f1", "Le ministre a parlé de la trêve.")
	d.Report.Language = ptr("fr")
	d.NotAnalysed = []string{"speech: the text is in fr"}
	h := newDesk(t, d.entry())
	for _, address := range []string{"/", "/reports", "/reports/f1", "/search?q=ministre"} {
		_, body := get(t, h, address)
		if !strings.Contains(body, "speech in French is not analysed") || strings.Contains(body, "no statements") {
			t.Errorf("%s does not say that speech is not analysed", address)
		}
	}
	if _, body := get(t, h, "/reports/f1"); !strings.Contains(body, "speech: the text is in fr") {
		t.Error("the report's page does not say what was left out")
	}
	if got := unheard(record.Report{Language: ptr("\x00")}); got != "speech is not analysed" {
		t.Errorf("of a language that is none: %q", got)
	}
}

// TestUntil holds that both days of the filter belong to it.
func TestUntil(t *testing.T) {
	for filter, want := range map[string]string{"since": "after:2026-02-09", "until": "before:2026-02-10"} {
		r := httptest.NewRequest("GET", "/statements?"+filter+"=2026-02-09", nil)
		if got := askOf(r, filters).query.String(); got != want {
			t.Errorf("%s asks for %s, want %s", filter, got, want)
		}
	}
}
