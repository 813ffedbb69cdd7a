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
		form.Set("by", "Edna")
		form.Set("why", "I know them.")
		res, err := client.PostForm(server.URL+"/corrections", form)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if body, _ := io.ReadAll(res.Body); res.StatusCode != 303 {
			t.Fatalf("%v: %d %s", form, res.StatusCode, body)
		}
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
