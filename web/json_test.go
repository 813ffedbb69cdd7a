package web

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"dateline/record"
	"dateline/store"
)

func TestJSON(t *testing.T) {
	entries := samples()
	h := newDesk(t, entries...)
	decode := func(address string, to any, header ...string) {
		t.Helper()
		res, body := get(t, h, address, header...)
		if got := res.Header.Get("Content-Type"); got != "application/json" {
			t.Errorf("%s: Content-Type %q", address, got)
		}
		d := json.NewDecoder(strings.NewReader(body))
		d.DisallowUnknownFields()
		if err := d.Decode(to); err != nil {
			t.Errorf("%s: %v in %.200s", address, err, body)
		}
		if strings.Contains(body, `"headlines":null`) || strings.Contains(body, `"parts":null`) || strings.Contains(body, `"byline":null`) {
			t.Errorf("%s: a list is null", address)
		}
	}
	var l record.Line
	decode("/reports/r01.json", &l)
	if l.Report.Text != entries[0].Line.Report.Text || len(l.Statements) != 6 {
		t.Error("the report's JSON form is not its record")
	}
	decode("/reports/r01", &l, "Accept", "application/json")
	var today todayJSON
	decode("/index.json", &today)
	decode("/", &today, "Accept", "application/json")
	if today.Counts.Reports != 3 || len(today.Reports) != 3 || len(today.Speakers) == 0 {
		t.Errorf("today: %+v", today.Counts)
	}
	var rs reportsJSON
	decode("/reports.json", &rs)
	if len(rs.Reports) != 3 || rs.Next != nil {
		t.Errorf("%d reports", len(rs.Reports))
	}
	var ss statementsJSON
	decode("/statements.json?speaker=dvorin", &ss)
	if len(ss.Statements) != 3 {
		t.Errorf("%d statements by Dvorin, want 3", len(ss.Statements))
	}
	decode("/speakers/Mara%20Dvorin.json", &ss)
	var who speakersJSON
	decode("/speakers.json", &who)
	var hits searchJSON
	decode("/search.json?q=maps", &hits)
	if len(hits.Hits) != 1 || hits.Hits[0].Matches[0].Exact != "maps" {
		t.Errorf("hits %+v", hits.Hits)
	}
	var x excerptJSON
	decode("/reports/r01/original.json?at=0-4", &x)
	if !strings.HasPrefix(x.Words, "Home") {
		t.Errorf("excerpt %+v", x)
	}
	var e errorJSON
	decode("/search.json?q=%22open", &e)
	if e.Field != "q" || e.At == nil {
		t.Errorf("error %+v", e)
	}
	decode("/reports/none.json", &e)
}

func TestPaging(t *testing.T) {
	var entries []store.Entry
	for i := range 2*pageSize + 7 {
		id := fmt.Sprintf("p%03d", i)
		entries = append(entries, newDraft(id, id+" said so.").say(id+" said so", "Nils Adda", id, "said", "so", "").entry())
	}
	h := newDesk(t, entries...)
	for _, list := range []string{"/reports", "/statements", "/speakers/Nils%20Adda", "/search?q=said"} {
		seen := map[string]bool{}
		turns := 0
		for address := list; address != ""; turns++ {
			_, body := get(t, h, address)
			for _, n := range nodes(t, body, func(n *html.Node) bool { return n.Data == "a" }) {
				if u, _ := url.Parse(attr(n, "href")); strings.HasPrefix(u.Path, "/reports/p") && !strings.Contains(u.Path, "original") {
					seen[u.Path] = true
				}
			}
			address = ""
			for _, n := range nodes(t, body, func(n *html.Node) bool { return attr(n, "rel") == "next" }) {
				address = attr(n, "href")
			}
		}
		if len(seen) != len(entries) || turns != 3 {
			t.Errorf("%s: %d of %d reports on %d pages", list, len(seen), len(entries), turns)
		}
	}
}
