package web

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"dateline/record"
	"dateline/store"
	"dateline/web/drawer"
)

// told is a sample with an event, a position and a meeting.
func told() store.Entry { return toldBy("r07", "Senn Ledger") }

// toldBy is the sample as another outlet has it.
func toldBy(id, outlet string) store.Entry {
	d := newDraft(id, "Tolls on the Lower Senn divide the two governments again\n\nThe harbour of Kestrel was closed to barges for a third week while officials of both governments read drafts.\n\nTavria said Morvenia shelled the upper dam on 7 February and would meet it in Kestrel unless the tolls were lifted.")
	d.Report.Outlet, d.Report.Published = ptr(outlet), record.Stamp{Time: ptr("2026-02-08"), Precision: ptr("day"), Basis: ptr("date line")}
	d.say("Tavria said Morvenia shelled the upper dam on 7 February", "Tavria", "Tavria", "said", "Morvenia shelled the upper dam on 7 February", "")
	ref := func(name string) record.Ref {
		s := d.span(name)
		return record.Ref{Span: &s, Name: &name, Actor: &name}
	}
	tavria, morvenia := ref("Tavria"), ref("Morvenia")
	condition := d.span("unless the tolls were lifted")
	d.Positions = []record.Position{{ID: id + ".p1", Kind: "condition", Span: d.span("would meet it in Kestrel"), Holder: tavria, Condition: &condition, Statement: &d.Statements[0].ID, Grade: "to check"}}
	d.Events = []record.Event{
		{ID: id + ".e1", Type: "ASSAULT", Contexts: []string{}, Track: "military", Modality: "happened", Span: d.span("Morvenia shelled the upper dam"), Actors: []record.Ref{morvenia}, Recipients: []record.Ref{tavria}, Date: &record.Date{ISO: ptr("2026-02-07")}, AttributedTo: &tavria, Grade: "to check"},
		{ID: id + ".e2", Type: "CONSULT", Contexts: []string{}, Track: "diplomacy", Modality: "planned", Span: d.span("would meet it in Kestrel"), Actors: []record.Ref{tavria}, Recipients: []record.Ref{morvenia}, Grade: "to check"},
	}
	for _, n := range []string{"Tavria", "Morvenia"} {
		d.Actors = append(d.Actors, record.Actor{ID: n, Name: n, Kind: "organisation", Names: []string{n}, Roles: []record.Role{}})
		d.Mentions = append(d.Mentions, record.Mention{Span: d.span(n), Kind: "organisation", Actor: ptr(n)})
	}
	venue := d.span("Kestrel")
	d.Meetings = []record.Meeting{{ID: id + ".m1", Parties: []record.Ref{tavria, morvenia}, Heads: []record.Head{}, Venue: &venue, Date: &record.Date{ISO: ptr("2026-02-10")}, Status: "planned", Outcome: []record.Outcome{}, Next: []record.Span{}, Events: []string{id + ".e2"}}}
	return d.entry()
}

// TestDocument holds the OpenAPI document against the handlers: every
// operation answers with what its schema says, wrong asks are told as it says,
// and every page that has a JSON form has an operation.
func TestDocument(t *testing.T) {
	box := newDrawer(t)
	id, err := box.AddDossier(t.Context(), "Tolls")
	if err != nil {
		t.Fatal(err)
	}
	if err := box.Put(t.Context(), id, drawer.Item{Finding: "r07.s1", Report: "r07", Words: "as it was not"}); err != nil {
		t.Fatal(err)
	}
	f := newFake(t, append(samples(), told(), toldBy("r08", "Kestrel Post"))...)
	h := New(f, Options{Log: slog.New(slog.DiscardHandler), Drawer: box, Relations: compared{f}})
	res, body := get(t, h, "/api/v1/openapi.json")
	var doc map[string]any
	if err := json.Unmarshal([]byte(body), &doc); err != nil || doc["openapi"] != "3.1.0" {
		t.Fatalf("%s, %v", res.Status, err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("https://desk.example/openapi.json", doc); err != nil {
		t.Fatal(err)
	}
	check := func(address, path, status string, body string) {
		at := "#/paths/" + strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(path) + "/get/responses/" + status + "/content/application~1json/schema"
		schema, err := c.Compile("https://desk.example/openapi.json" + at)
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
		if err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	values := map[string]string{"{id}": "r07", "{a}": "Tavria", "{b}": "Morvenia", "{party}": "Tavria", "q": "tavria", "limit": "2", "after": "1", "from": "2026-02-01", "to": "2026-03-01"}
	for path, item := range doc["paths"].(map[string]any) {
		if path == "/stream" {
			continue
		}
		address := path
		for k, v := range values {
			if strings.HasPrefix(k, "{") {
				address = strings.ReplaceAll(address, k, v)
			}
		}
		switch path {
		case "/statements/{id}":
			address = "/statements/r07.s1"
		case "/events/{id}":
			address = "/events/r07.e1"
		case "/meetings/{id}":
			address = "/meetings/r07.m1"
		case "/compare/{a}/{b}":
			address = "/compare/r01/r07"
		case "/stories/{id}":
			var all storiesJSON
			_, body := get(t, h, "/stories.json")
			if err := json.Unmarshal([]byte(body), &all); err != nil || len(all.Stories) == 0 {
				t.Fatalf("%d stories, %v", len(all.Stories), err)
			}
			address = "/stories/" + all.Stories[0].ID
		case "/people/{id}":
			var all peopleJSON
			_, body := get(t, h, "/people.json")
			if err := json.Unmarshal([]byte(body), &all); err != nil || len(all.People) == 0 {
				t.Fatalf("%d people, %v", len(all.People), err)
			}
			address = "/people/" + all.People[0].ID
		case "/dossiers/{id}":
			address = "/dossiers/1"
		}
		res, body := get(t, h, apiRoot+address)
		if res.StatusCode != 200 || res.Header.Get("Content-Type") != "application/json" || res.Header.Get("ETag") == "" || res.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %s %v", address, res.Status, res.Header)
		}
		check(address, path, "200", body)
		with := url.Values{}
		for _, p := range item.(map[string]any)["get"].(map[string]any)["parameters"].([]any) {
			p := p.(map[string]any)
			name := p["name"].(string)
			if v, ok := values[name]; ok && p["in"] == "query" {
				with.Set(name, v)
			}
		}
		res, body = get(t, h, apiRoot+address+"?"+with.Encode())
		if res.StatusCode != 200 {
			t.Errorf("%s?%s: %s", address, with.Encode(), res.Status)
		}
		check(address, path, "200", body)
		if with.Has("limit") {
			res, body = get(t, h, apiRoot+address+"?limit=0")
			if res.StatusCode != 400 {
				t.Errorf("%s?limit=0: %s", address, res.Status)
			}
			check(address, path, "4XX", body)
		}
	}
	d := &desk{}
	for address := range d.pages() {
		path := strings.TrimSuffix(address, "/{$}")
		if slices.Contains([]string{"", "/unnamed", "/speakers/{name}", "/add", "/help", "/", "/login", "/accounts", "/keep"}, path) {
			continue
		}
		if doc["paths"].(map[string]any)[path] == nil {
			t.Errorf("the document does not tell of %s", path)
		}
	}
	if res, body := get(t, h, "/api/v1/none"); res.StatusCode != 404 || !strings.Contains(body, `"error"`) {
		t.Errorf("an address that is not there: %s %s", res.Status, body)
	}
}

// TestCursors follows a list to its end, page after page, and finds each row
// once.
func TestCursors(t *testing.T) {
	h := newDesk(t, append(samples(), told())...)
	for _, list := range []string{"reports", "statements", "changes"} {
		seen := map[string]bool{}
		rows := 0
		for next := apiRoot + "/" + list + "?limit=1"; next != ""; {
			res, body := get(t, h, next)
			if res.StatusCode != 200 {
				t.Fatalf("%s: %s", next, res.Status)
			}
			var page map[string]json.RawMessage
			var part []json.RawMessage
			var to *string
			if err := json.Unmarshal([]byte(body), &page); err != nil {
				t.Fatal(err)
			}
			if json.Unmarshal(page[list], &part) != nil || json.Unmarshal(page["next"], &to) != nil || len(part) > 1 {
				t.Fatalf("%s: %s", next, body)
			}
			for _, x := range part {
				rows++
				seen[string(x)] = true
			}
			if next = deref(to, ""); next != "" && !strings.HasPrefix(next, apiRoot) {
				t.Fatalf("the list goes on outside the interface: %s", next)
			}
		}
		want := map[string]int{"reports": 4, "statements": 8, "changes": 4}[list]
		if rows != want || len(seen) != want {
			t.Errorf("%s: %d rows, %d different, want %d", list, rows, len(seen), want)
		}
	}
}

// TestPairForm holds that the form with two names leads to their page.
func TestPairForm(t *testing.T) {
	h := newDesk(t, told())
	res, _ := get(t, h, "/pairs?a=Tavria&b=Morvenia")
	if to := res.Header.Get("Location"); res.StatusCode != http.StatusSeeOther || to != "/pairs/Tavria/Morvenia" {
		t.Errorf("%s to %s", res.Status, to)
	}
}
