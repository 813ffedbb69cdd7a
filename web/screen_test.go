package web_test

import (
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
)

// screen is a page that is walked and pictured.
type screen struct{ name, address string }

// screenList names every screen over the samples.
func screenList(t *testing.T, server *httptest.Server) []screen {
	t.Helper()
	var reports struct {
		Reports []struct {
			Report struct {
				ID string `json:"id"`
			} `json:"report"`
		} `json:"reports"`
	}
	getJSON(t, server.URL+"/reports.json?q=brigade", &reports)
	report := reports.Reports[0].Report.ID
	return []screen{
		{"today", "/"},
		{"statements", "/statements"},
		{"narrowed", "/statements?q=kind%3Adirect+guns"},
		{"report", "/reports/" + report},
		{"statement", "/statements/" + report + ".s2"},
		{"positions", "/positions"},
		{"topics", "/positions?topics=guns,heights,signing"},
		{"stories", "/stories"},
		{"story", "/stories/" + story(t, server)},
		{"compare", compared(t, server)},
		{"people", "/people"},
		{"person", person(t, server)},
		{"sources", "/sources"},
		{"unanswered", "/positions?open=1"},
		{"kinds", "/positions?by=kind"},
		{"history", "/history/Tavria"},
		{"keep", "/keep?ref=" + report + ".s2"},
		{"review", "/review"},
		{"doubtful", "/review?doubt=position"},
		{"names", "/review?doubt=name"},
		{"corrections", "/corrections"},
		{"ranked", "/search?q=guns&sort=rank"},
		{"dossiers", "/dossiers"},
		{"accounts", "/accounts"},
		{"events", "/events"},
		{"event", eventOf(t, server)},
		{"meetings", "/meetings"},
		{"meeting", meetingOf(t, server)},
		{"told", "/review?doubt=event"},
		{"met", "/review?doubt=meeting"},
		{"pairs", "/pairs"},
		{"pair", "/pairs/Tavria/Kesh"},
		{"verify", "/verify?q=they+are+not+bargaining+chips"},
		{"speakers", "/speakers"},
		{"speaker", "/speakers/Ilyana%20Drozd-Marek"},
		{"reports", "/reports"},
		{"search", "/search?q=monitors"},
		{"add", "/add"},
		{"help", "/help"},
		{"bytes", "/reports/" + report + "/original?at=400-460"},
		{"missing", "/reports/none"},
		{"wrong", "/statements?q=%22open"},
	}
}

// story is the id of the story with the most reports.
func story(t *testing.T, server *httptest.Server) string {
	var list struct {
		Stories []struct {
			ID string `json:"id"`
		} `json:"stories"`
	}
	getJSON(t, server.URL+"/stories.json", &list)
	return list.Stories[0].ID
}

// person is the page of who is named most.
func person(t *testing.T, server *httptest.Server) string {
	var list struct {
		People []struct {
			ID string `json:"id"`
		} `json:"people"`
	}
	getJSON(t, server.URL+"/people.json?kind=person", &list)
	return "/people/" + list.People[0].ID
}

// eventOf is the page of an event between two parties.
func eventOf(t *testing.T, server *httptest.Server) string {
	var list struct {
		Events []struct {
			Event struct {
				ID string `json:"id"`
			} `json:"event"`
		} `json:"events"`
	}
	getJSON(t, server.URL+"/events.json?q=speaker:tavria+speaker:kesh", &list)
	return "/events/" + list.Events[0].Event.ID
}

// meetingOf is the page of a meeting that several reports tell.
func meetingOf(t *testing.T, server *httptest.Server) string {
	type one struct {
		Meeting struct {
			ID string `json:"id"`
		} `json:"meeting"`
		Elsewhere []struct{} `json:"elsewhere"`
	}
	var list struct {
		Meetings []one `json:"meetings"`
	}
	getJSON(t, server.URL+"/meetings.json", &list)
	for _, m := range list.Meetings {
		address := "/meetings/" + m.Meeting.ID
		var x one
		if getJSON(t, server.URL+address+".json", &x); len(x.Elsewhere) > 0 {
			return address
		}
	}
	t.Fatal("no meeting of the samples is told by two reports")
	return ""
}

// compared is the comparison of two reports of that story.
func compared(t *testing.T, server *httptest.Server) string {
	var one struct {
		Reports []struct {
			ID string `json:"id"`
		} `json:"reports"`
	}
	getJSON(t, server.URL+"/stories/"+story(t, server)+".json", &one)
	return "/compare/" + one.Reports[0].ID + "/" + one.Reports[len(one.Reports)-1].ID
}

// TestScreens opens every screen with and without script, in light and dark,
// at the width of a desk and of a phone.
func TestScreens(t *testing.T) {
	ctx := browser(t)
	server := desk(t)
	list := screenList(t, server)
	axe := axeSource(t)
	for _, c := range []struct {
		js, dark bool
		width    int64
	}{{true, false, 1440}, {true, true, 390}, {false, true, 1440}, {false, false, 390}} {
		name := fmt.Sprintf("script %t dark %t %d px", c.js, c.dark, c.width)
		t.Run(name, func(t *testing.T) {
			b := newTab(t, ctx, server.URL, c.js, c.dark, c.width)
			for _, s := range list {
				b.t = t
				if s.name == "missing" || s.name == "wrong" { // the browser notes that the answer is an error
					b.run(chromedp.Navigate(server.URL + s.address))
					b.bad = nil
				} else {
					b.open(s.address)
				}
				if c.js && axe != "" {
					b.axe(s.name, axe)
				}
				b.picture(s.name, c.dark, c.width)
			}
		})
	}
}

// pictured are the screens whose pictures are kept.
var pictured = []string{
	"today", "statements", "report", "statement", "positions", "pair", "story", "compare", "verify", "person", "review", "sources",
	"today-dark-phone", "report-dark-phone", "pair-dark-phone", "review-dark-phone",
}

// picture keeps what the page looks like, if pictures were asked for.
func (b *tab) picture(name string, dark bool, width int64) {
	if dark {
		name += "-dark"
	}
	if width < 600 {
		name += "-phone"
	}
	if *screens == "" || !b.js || !slices.Contains(pictured, name) {
		return
	}
	png := value(b, chromedp.CaptureScreenshot())
	if err := os.WriteFile(filepath.Join(*screens, name+".png"), png, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
