package web

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestOriginal(t *testing.T) {
	raw := "<script>alert(1)</script> caf\xe9 end"
	d := newDraft("r01", "x")
	d.Report.Offset = 100
	e := d.entry()
	e.Original = []byte(raw)
	h := newDesk(t, e)
	res, body := get(t, h, "/reports/r01/original")
	if body != raw {
		t.Errorf("bytes %q", body)
	}
	if ct := res.Header.Get("Content-Type"); ct != "text/plain" {
		t.Errorf("Content-Type %q for bytes that are not UTF-8", ct)
	}
	if !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment") {
		t.Error("not a download")
	}
	_, page := get(t, h, "/reports/r01/original?at=108-113,126-130")
	var marked []string
	for _, n := range nodes(t, page, func(n *html.Node) bool { return n.Data == "mark" }) {
		marked = append(marked, words(n))
	}
	if strings.Join(marked, "|") != `alert|caf\xE9` {
		t.Errorf("marked %q", marked)
	}
	for _, c := range []string{"0-4", "99-101", "130-9999"} {
		if res, _ := get(t, h, "/reports/r01/original?at="+c); res.StatusCode != 400 {
			t.Errorf("at=%s: %d", c, res.StatusCode)
		}
	}
}

func TestPairs(t *testing.T) {
	var many []string
	for range mostPairs + 1 {
		many = append(many, "1-2")
	}
	for _, bad := range []string{"1", "1-1", "2-1", "-1-2", "a-b", "1-2,", ",", strings.Join(many, ","), "1-99999999999999999999"} {
		if got, err := pairs(bad); err == nil {
			t.Errorf("pairs(%q) = %v", bad, got)
		}
	}
	list := [][2]int{{10, 14}, {3, 5}}
	got, err := pairs(writePairs(list))
	if err != nil || len(got) != 2 || got[0] != list[0] || got[1] != list[1] {
		t.Errorf("pairs(%q) = %v, %v", writePairs(list), got, err)
	}
	for i := range mostPairs + 1 {
		list = append(list, [2]int{i, i + 1})
	}
	if got := writePairs(list); got != "0-101" {
		t.Errorf("too many pairs are written %q, want their hull", got)
	}
}
