package web_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
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
