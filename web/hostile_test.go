package web

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"dateline/record"
)

// hostile is a report in which every field is an attack.
func hostile() *draft {
	const (
		script = `<script>window.hostile = 1</script><img src=x onerror="window.hostile = 1">`
		attrib = `"><svg onload=window.hostile=1> ' onmouseover='window.hostile=1`
		turn   = "\u202Egnp.tropper\u2066"
	)
	long := strings.Repeat("W", 100_000)
	d := newDraft("hostile", script+"\n\n"+turn+" said “"+attrib+"” \x01\x07\x1b[31m\x7f\u0085.\n\n"+long+"\n\n{{.}} javascript:alert(1) </p></article></main>")
	d.part("headline", script)
	d.Report.Title = ptr(script + turn + long)
	d.Report.Outlet, d.Report.Language = ptr(attrib+turn), ptr(script)
	d.Report.URL = ptr("javascript:window.hostile=1")
	d.Report.Location, d.Report.Pointer, d.Report.Shape = script+long, attrib+long, script
	d.Report.Byline = []string{script, turn + long}
	d.Report.Dateline = &record.Place{Place: ptr(long), Date: ptr(script)}
	d.Report.Published = record.Stamp{Time: ptr(script), Precision: ptr(attrib), Basis: ptr(long)}
	d.Report.Modified = d.Report.Published
	d.Model = script
	d.say(turn+" said “"+attrib+"”", turn+script+long, turn, "said", attrib, attrib)
	d.say(long, long, long, "", long, "")
	s := &d.Statements[0]
	s.Kind, s.Part, s.Rule, s.Grade = attrib, script, script+long, script
	s.Speaker.Role = ptr(script + long)
	s.Date = &record.Date{ISO: ptr(script), Basis: ptr(long)}
	words := d.Statements[0].Span
	bad := record.Ref{Span: &words, Name: ptr(script + turn + long), Actor: ptr(attrib)}
	d.Positions = []record.Position{{ID: "hostile.p1", Kind: attrib, Span: words, Holder: bad, Target: &bad, Condition: &words, Statement: &s.ID, Grade: script}}
	d.Events = []record.Event{{ID: "hostile.e1", Type: script, Track: attrib, Modality: script, Span: words, Actors: []record.Ref{bad}, Recipients: []record.Ref{bad}, AttributedTo: &bad, Date: &record.Date{ISO: ptr(script)}, Grade: script}}
	d.Meetings = []record.Meeting{{ID: "hostile.m1", Kind: ptr(script), Parties: []record.Ref{bad}, Mediator: &bad, How: ptr(attrib), Format: ptr(script), Venue: &words, Status: attrib, Date: &record.Date{ISO: ptr(long)}, Outcome: []record.Outcome{{By: &bad, Span: words}}}}
	return d
}

// TestHostileText holds that text of a report never becomes markup, script or
// an address.
func TestHostileText(t *testing.T) {
	h := newDesk(t, append(samples(), hostile().entry())...)
	for _, address := range []string{
		"/", "/reports", "/reports/hostile", "/statements", "/statements/hostile.s1", "/positions", "/events", "/meetings", "/events/hostile.e1", "/meetings/hostile.m1", "/pairs", "/stories", "/review", "/review?doubt=event", "/review?doubt=meeting", "/compare/hostile/r01",
		"/verify?q=%3Cscript%3Ewindow.hostile%3D1%3C%2Fscript%3E", "/pairs/%3Cscript%3E/x", "/complete?q=%22%3E%3Csvg", "/statements?q=tropper", "/speakers", "/search?q=tropper", "/reports/hostile/original?at=0-60&s=1",
		"/search?q=%3Cscript%3Ewindow.hostile%3D1%3C%2Fscript%3E", "/statements?speaker=%22%3E%3Cscript%3E&kind=%22%3E%3Cscript%3E",
		"/speakers/%3Cscript%3E", "/reports/%3Cscript%3E?at=%3Cscript%3E",
	} {
		_, body := get(t, h, address)
		for _, n := range nodes(t, body, func(*html.Node) bool { return true }) {
			switch n.Data {
			case "script":
				if !strings.HasPrefix(attr(n, "src"), "/static/") || n.FirstChild != nil {
					t.Errorf("%s: a script of the report's", address)
				}
			case "img", "iframe", "object", "embed", "base", "style", "form":
				if n.Data != "form" || !strings.HasPrefix(attr(n, "action"), "/") {
					t.Errorf("%s: <%s>", address, n.Data)
				}
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
					t.Errorf("%s: <%s %s=%.40q>", address, n.Data, a.Key, a.Val)
				}
			}
		}
		if i := strings.IndexAny(body, "\x00\x01\x07\x1b\x7f"); i >= 0 {
			t.Errorf("%s: control character %q in the page", address, body[i])
		}
		if strings.Contains(body, "ZgotmplZ") {
			t.Errorf("%s: a value was put where it does not belong", address)
		}
	}
	_, body := get(t, h, "/reports/hostile")
	for _, want := range []string{`<script>window.hostile = 1</script>`, "␁␇␛[31m␡", "{{.}} javascript:alert(1) </p></article></main>"} {
		if !strings.Contains(words(nodes(t, body, func(n *html.Node) bool { return n.Data == "main" })[0]), want) {
			t.Errorf("the report's page does not show %q", want)
		}
	}
}

// TestDirections holds that names and quotes keep their direction to
// themselves.
func TestDirections(t *testing.T) {
	_, body := get(t, newDesk(t, append(samples(), hostile().entry())...), "/reports/hostile")
	isolated := func(n *html.Node) bool {
		for ; n != nil; n = n.Parent {
			if n.Data == "bdi" || attr(n, "dir") == "auto" || n.Data == "title" {
				return true
			}
		}
		return false
	}
	for _, n := range nodes(t, body, func(*html.Node) bool { return true }) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.TextNode && strings.Contains(c.Data, "\u202E") && !isolated(n) {
				t.Errorf("<%s> holds a direction override that nothing isolates: %.60q", n.Data, c.Data)
			}
		}
	}
}

func TestField(t *testing.T) {
	for in, want := range map[string]string{
		"a\u2067b\u2069c": "a\u2067b\u2069c", "a\u2066b": `a\u{2066}b`, "a\u2069\u202eb": `a\u{2069}\u{202E}b`,
		"\u202ea": "\u202ea", "\x1b": "␛", "\u2069\u2066": `\u{2069}\u{2066}`,
	} {
		if got := field(in); got != want {
			t.Errorf("field(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestShowBytes(t *testing.T) {
	for in, want := range map[string]string{
		"a\xe9b": `a\xE9b`, "\u202e": `\u{202E}`, "\x00\n": "␀\n", "\uFFFD": "\uFFFD", "\ufeff": `\u{FEFF}`,
	} {
		if got := showBytes(in); got != want {
			t.Errorf("showBytes(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDate(t *testing.T) {
	for in, want := range map[string]string{
		"2026-06-18T17:53:36+03:30": "18 June 2026, 17:53:36 +03:30", "2026-06-18T17:53Z": "18 June 2026, 17:53 UTC",
		"2026-06-18T17:53": "18 June 2026, 17:53", "2026-06-18": "18 June 2026", "2025-06": "June 2025", "2015": "2015",
		"--07-05": "5 July, no year", "--05": "May, no year", "soon": "soon",
	} {
		if got := date(&in); got != want {
			t.Errorf("date(%q) = %q, want %q", in, got, want)
		}
	}
}
