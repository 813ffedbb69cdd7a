package web_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dateline/correction"
	"dateline/record"
	"dateline/store"
	"dateline/store/corrected"
	"dateline/store/sqlite"
	"dateline/store/storetest"
	"dateline/web"
)

// TestCorrections corrects a speaker where one reads, sees it everywhere, and
// takes it back.
func TestCorrections(t *testing.T) {
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d := storetest.Draft{
		ID: "a", Paragraphs: []string{"“The tolls stay,” she said."}, Said: []storetest.Said{{Words: "The tolls stay,", Speaker: "Ilse Marant"}},
		Names: []storetest.Name{{Words: "she", Kind: "pronoun"}},
	}
	if _, err := s.Put(t.Context(), []store.Entry{d.Entry()}); err != nil {
		t.Fatal(err)
	}
	h := web.New(corrected.New(s), web.Options{Log: slog.New(slog.DiscardHandler), Add: adder(s), Corrector: s})
	do := func(method, address string, form url.Values) (int, string) {
		t.Helper()
		r := httptest.NewRequest(method, address, strings.NewReader(form.Encode()))
		r.Host = "localhost"
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		body, err := io.ReadAll(w.Result().Body)
		if err != nil {
			t.Fatal(err)
		}
		return w.Code, string(body)
	}
	says := func(address, want string) {
		t.Helper()
		if status, body := do(http.MethodGet, address, nil); status != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d without %q", address, status, want)
		}
	}
	says("/statements", "Ilse Marant")
	for _, wrong := range []url.Values{
		{"do": {"speaker"}, "ref": {"a.s1"}, "value": {"Mara Dvorin"}, "by": {"Edna"}}, // no reason
		{"do": {"speaker"}, "value": {"Mara Dvorin"}, "why": {"x"}, "by": {"Edna"}},    // of nothing
		{"do": {"speaker"}, "ref": {"none.s1"}, "value": {"Mara Dvorin"}, "why": {"x"}, "by": {"Edna"}},
		{"do": {"bounds"}, "ref": {"a.s1"}, "words": {"never in it"}, "why": {"x"}, "by": {"Edna"}},
		{"do": {"kind"}, "ref": {"a.s1"}, "value": {"loud"}, "why": {"x"}, "by": {"Edna"}},
		{"do": {"speaker"}, "ref": {"a.s1"}, "value": {"Mara Dvorin"}, "why": {"She was there."}},
		{"do": {"burn"}, "why": {"x"}, "by": {"Edna"}},
	} {
		if status, _ := do(http.MethodPost, "/corrections", wrong); status != 400 {
			t.Errorf("%v: %d", wrong, status)
		}
	}
	status, body := do(http.MethodPost, "/corrections", url.Values{"do": {"speaker"}, "ref": {"a.s1"}, "value": {"Mara Dvorin"}, "why": {"She was there."}, "by": {"Edna"}})
	if status != 303 {
		t.Fatalf("%d: %s", status, body)
	}
	says("/statements", "Mara Dvorin")
	says("/statements?q=speaker:dvorin", "The tolls stay")
	_, body = do(http.MethodGet, "/corrections", nil)
	id := regexp.MustCompile(`name="undoes" value="([^"]+)"`).FindStringSubmatch(body)
	if id == nil || !strings.Contains(body, "She was there.") {
		t.Fatal("the correction is not listed")
	}
	if status, body := do(http.MethodPost, "/corrections", url.Values{"do": {"undo"}, "undoes": {id[1]}, "why": {"It was not her."}, "by": {"Edna"}}); status != 303 {
		t.Fatalf("%d: %s", status, body)
	}
	says("/statements", "Ilse Marant")
	says("/corrections", "taken back")
}

// TestCorrectPeople joins, names and sets apart people where one reads, and
// takes it back.
func TestCorrectPeople(t *testing.T) {
	server := desk(t)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	type person struct {
		ID          string   `json:"id"`
		Names       []string `json:"names"`
		Reports     int      `json:"reports"`
		Corrections []struct {
			Correction string `json:"correction"`
		} `json:"corrections"`
	}
	people := func(name string) []person {
		t.Helper()
		var list struct {
			People []person `json:"people"`
		}
		getJSON(t, server.URL+"/people.json?name="+url.QueryEscape(name), &list)
		return list.People
	}
	fix := func(form url.Values) {
		t.Helper()
		postCorrection(t, client, server.URL, "I know them.", form)
	}
	a, b := people("Noor Haraldsen")[0], people("Radomir Asch")[0]
	fix(url.Values{"do": {"merge"}, "ref": {"@" + a.ID, "@" + b.ID}})
	one := people("Radomir Asch")[0]
	if one.Reports != a.Reports+b.Reports || !slices.Contains(one.Names, "Noor Haraldsen") || len(one.Corrections) == 0 {
		t.Errorf("joined: %+v", one)
	}
	fix(url.Values{"do": {"undo"}, "undoes": {one.Corrections[0].Correction}})
	if again := people("Radomir Asch")[0]; slices.Contains(again.Names, "Noor Haraldsen") {
		t.Errorf("taken back: %+v", again)
	}
	fix(url.Values{"do": {"rename"}, "ref": {"@" + a.ID}, "value": {"Noor Haraldsen-Lind"}})
	if got := people("Noor Haraldsen-Lind"); len(got) != 1 || got[0].Names[0] != "Noor Haraldsen-Lind" {
		t.Errorf("named: %+v", got)
	}
	// Of somebody in several reports one is set apart.
	var page struct {
		Statements []struct {
			Statement struct {
				ID string `json:"id"`
			} `json:"statement"`
		} `json:"statements"`
	}
	getJSON(t, server.URL+"/people/"+url.PathEscape(b.ID)+".json", &page)
	if len(page.Statements) == 0 {
		t.Errorf("%s says nothing", b.Names[0])
	}
	res, err := http.Get(server.URL + "/people/" + url.PathEscape(a.ID))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	refs := regexp.MustCompile(`type="checkbox" name="ref" value="([^"]+)"`).FindAllStringSubmatch(string(body), -1)
	if len(refs) != a.Reports {
		t.Fatalf("%d reports can be set apart, want %d", len(refs), a.Reports)
	}
	fix(url.Values{"do": {"split"}, "ref": {"@" + a.ID, refs[0][1]}})
	if got := people("Haraldsen"); len(got) < 2 {
		t.Errorf("set apart: %+v", got)
	}
}

// TestCorrectHappenings corrects an event and a meeting where one reads, sees
// it in lists, on the timeline, in what is due and in a dossier, sets apart and
// joins what reports tell of one, and takes it back.
func TestCorrectHappenings(t *testing.T) {
	server := desk(t)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	type one struct {
		Event     record.Event   `json:"event"`
		Meeting   record.Meeting `json:"meeting"`
		State     string         `json:"state"`
		Standing  string         `json:"standing"`
		Elsewhere []one          `json:"elsewhere"`
		Same      []record.Mark  `json:"same"`
	}
	get := func(path string) (x one) {
		t.Helper()
		getJSON(t, server.URL+path+".json", &x)
		return x
	}
	says := func(path, want string) {
		t.Helper()
		res, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if body, err := io.ReadAll(res.Body); err != nil || res.StatusCode != 200 || !strings.Contains(string(body), want) {
			t.Errorf("%s: %d, %v, without %q", path, res.StatusCode, err, want)
		}
	}
	fix := func(form url.Values) {
		t.Helper()
		postCorrection(t, client, server.URL, "I read it again.", form)
	}
	undo := func(m record.Mark) { fix(url.Values{"do": {"undo"}, "undoes": {m.Correction}}) }
	var list struct {
		Events []one `json:"events"`
	}
	getJSON(t, server.URL+"/api/v1/events?limit=1000", &list)
	k := slices.IndexFunc(list.Events, func(x one) bool {
		return len(x.Event.Actors) > 0 && len(x.Event.Recipients) > 0 && x.Event.Modality == "happened"
	})
	if k < 0 {
		t.Fatal("the samples tell of nothing between two parties")
	}
	was := list.Events[k].Event
	page := "/events/" + url.PathEscape(was.ID)
	fix(url.Values{"do": {"who"}, "ref": {was.ID}, "words": {"Orsena\nHulm; Senn"}})
	fix(url.Values{"do": {"kind"}, "ref": {was.ID}, "value": {"ASSAULT"}})
	fix(url.Values{"do": {"day"}, "ref": {server.URL + page}, "value": {"2026-01-31"}})
	fix(url.Values{"do": {"speaker"}, "ref": {was.ID}, "value": {"Noor Haraldsen"}})
	now := get(page)
	if len(now.Event.Actors) != 3 || now.Event.Type != "ASSAULT" || *now.Event.Date.ISO != "2026-01-31" || now.Standing != "alleged" || len(now.Event.Corrections) != 4 {
		t.Errorf("%+v", now)
	}
	says("/events?q=speaker:orsena", page)
	says("/pairs/Orsena/Hulm", "alleged")
	says(page, "I read it again.")
	report := "/reports/" + url.PathEscape(was.ID[:strings.LastIndexByte(was.ID, '.')])
	says(report, "alleged")
	// What people write is text, too.
	fix(url.Values{"do": {"whom"}, "ref": {was.ID}, "words": {"<script>window.hostile=1</script>"}})
	says(page, "&lt;script&gt;window.hostile=1&lt;/script&gt;")
	says("/corrections", "&lt;script&gt;window.hostile=1&lt;/script&gt;")
	// In a dossier, then retracted.
	if res, err := client.PostForm(server.URL+"/keep", url.Values{"ref": {was.ID}, "title": {"Kept"}}); err != nil || res.StatusCode != 303 {
		t.Fatalf("%v, %+v", err, res)
	}
	fix(url.Values{"do": {"retract"}, "ref": {was.ID}})
	says("/dossiers/1", "retracted, noted by Edna")
	says("/pairs/Orsena/Hulm", "struck through: retracted")
	says("/events?q=speaker:orsena", "retracted")
	says("/corrections", page)
	for _, m := range get(page).Event.Corrections {
		undo(m)
	}
	if got := get(page).Event; len(got.Corrections) != 0 || got.Type != was.Type || len(got.Actors) != len(was.Actors) {
		t.Errorf("taken back: %+v", got)
	}

	// A meeting of several reports, set apart and joined again.
	var met struct {
		Meetings []one `json:"meetings"`
	}
	getJSON(t, server.URL+"/api/v1/meetings?limit=1000", &met)
	var several one
	for _, m := range met.Meetings {
		if x := get("/meetings/" + url.PathEscape(m.Meeting.ID)); len(x.Elsewhere) > 0 {
			several = x
			break
		}
	}
	if len(several.Elsewhere) == 0 {
		t.Fatal("no meeting of the samples is told by two reports")
	}
	a, b := several.Meeting.ID, several.Elsewhere[0].Meeting.ID
	path := "/meetings/" + url.PathEscape(a)
	has := func(x one, id string) bool {
		return slices.ContainsFunc(x.Elsewhere, func(o one) bool { return o.Meeting.ID == id })
	}
	fix(url.Values{"do": {"split"}, "ref": {a, b}})
	says("/corrections", path)
	if has(get(path), b) {
		t.Error("they are together still")
	}
	var said struct {
		Corrections []correction.Correction `json:"corrections"`
	}
	getJSON(t, server.URL+"/corrections.json", &said)
	k = slices.IndexFunc(said.Corrections, func(c correction.Correction) bool { return c.Kind == "split" })
	undo(record.Mark{Correction: said.Corrections[k].ID})
	if !has(get(path), b) {
		t.Error("they are apart still")
	}
	k = slices.IndexFunc(met.Meetings, func(m one) bool { return m.Meeting.ID != a && !has(several, m.Meeting.ID) })
	other := met.Meetings[k].Meeting.ID
	fix(url.Values{"do": {"merge"}, "ref": {a, server.URL + "/meetings/" + url.PathEscape(other)}})
	if x := get(path); !has(x, other) || !has(x, b) || len(x.Same) != 1 {
		t.Errorf("joined: %+v", x.Same)
	}
	fix(url.Values{"do": {"retract"}, "ref": {b}})
	says(path, "was retracted")
	if got := get("/meetings/" + url.PathEscape(b)); got.State != "retracted" {
		t.Errorf("its state is %s", got.State)
	}
	says("/review?doubt=meeting", "Not told here")
	says("/review?doubt=event", "Something else")
}

// postCorrection sends Edna's correction and expects to be led on.
func postCorrection(t *testing.T, client *http.Client, server, why string, form url.Values) {
	t.Helper()
	form.Set("by", "Edna")
	form.Set("why", why)
	res, err := client.PostForm(server+"/corrections", form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, _ := io.ReadAll(res.Body); res.StatusCode != 303 {
		t.Fatalf("%v: %d %s", form, res.StatusCode, body)
	}
}
