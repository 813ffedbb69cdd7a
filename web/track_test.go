package web

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"dateline/store"
)

func TestStanding(t *testing.T) {
	for _, c := range []struct {
		typ, modality, actors, by, want string
	}{
		{"CONSULT", "happened", "Tavria", "", reported},
		{"CONSULT", "happened", "Tavria", "Kesh", claimed},
		{"ASSAULT", "happened", "Tavria", "Kesh", alleged},
		{"ASSAULT", "happened", "Tavria; Kesh", "kesh", claimed}, // one's own deed
		{"ASSAULT", "happened", "Tavria", "", reported},
		{"CONSULT", "planned", "Tavria", "Kesh", planned},
		{"ASSAULT", "hypothetical", "Tavria", "Kesh", hypothetical},
		{"ASSAULT", "negated", "Tavria", "Tavria", negated},
		{"ASSAULT", "historical", "Tavria", "", historical},
	} {
		m := store.EventMark{Type: c.typ, Modality: c.modality, Actors: c.actors}
		if c.by != "" {
			m.By = &c.by
		}
		if got := standing(m); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
	for _, s := range standings {
		if standingTexts[s] == "" {
			t.Errorf("%q has no words", s)
		}
	}
}

func TestDayOf(t *testing.T) {
	for _, c := range []struct {
		date, published, day string
		own                  bool
	}{
		{"2026-02-07", "2026-02-09T10:00Z", "2026-02-07", true},
		{"2026-02-07T10:00", "", "2026-02-07", true},
		{"--02-07", "2026-02-09", "2026-02-09", false},
		{"2026-02", "2026-02-09", "2026-02-09", false},
		{"", "2026-02-09", "2026-02-09", false},
		{"", "2026", "", false},
		{"", "", "", false},
	} {
		m := store.EventMark{}
		if c.date != "" {
			m.Date = &c.date
		}
		if c.published != "" {
			m.Published = &c.published
		}
		if day, own := dayOf(m); day != c.day || own != c.own {
			t.Errorf("%+v: %q, %t", c, day, own)
		}
	}
}

// TestTracks: every event on a track is in the picture once for each track it
// is on, as a mark or in a heap; marks stand on their side of the line, inside
// the picture, and not on one another.
func TestTracks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		days := rapid.SampledFrom([]int{1, 2, 30, 400, 2000}).Draw(t, "days")
		to := from.AddDate(0, 0, days-1)
		want := map[string]int{}
		var list []store.EventMark
		for i := range rapid.IntRange(0, 60).Draw(t, "events") {
			day := from.AddDate(0, 0, rapid.IntRange(-1, days).Draw(t, "day"))
			iso := day.Format(time.DateOnly)
			track := rapid.SampledFrom([]string{"diplomacy", "military", "both", "other"}).Draw(t, "track")
			list = append(list, store.EventMark{ID: fmt.Sprintf("r.e%d", i), Report: "r", Track: track, Date: &iso, Words: "x"})
			if day.Before(from) || day.After(to) {
				continue
			}
			for _, lane := range []string{"diplomacy", "military"} {
				if track == lane || track == "both" {
					want[lane]++
				}
			}
		}
		v := tracks(list, from, to, 60, "", func(a, b time.Time) string {
			if a.Before(from) || b.After(to) || b.Before(a) {
				t.Fatalf("a heap leads to %s–%s", a, b)
			}
			return "/"
		})
		got, at := map[string]int{}, map[string]bool{}
		for _, m := range v.Marks {
			got[m.Track]++
			if m.X < 0 || m.X > v.Width || m.Y < 0 || m.Y > v.Height || (m.Track == "diplomacy") != (m.Y < v.Line) {
				t.Fatalf("a mark of %s stands at %g, %g", m.Track, m.X, m.Y)
			}
			place := fmt.Sprintf("%.1f %.1f", m.X, m.Y)
			if at[place] {
				t.Fatalf("two marks at %s", place)
			}
			at[place] = true
		}
		for _, h := range v.Heaps {
			got[h.Track] += h.N
		}
		if fmt.Sprint(got) != fmt.Sprint(want) && len(got)+len(want) > 0 {
			t.Fatalf("the picture holds %v, want %v", got, want)
		}
		if len(v.Ticks) == 0 || len(v.Ticks) > 11 {
			t.Fatalf("%d dates on the line", len(v.Ticks))
		}
	})
}

// TestPairPage holds that each mark of the picture says in words what it is and
// leads to a place in a report.
func TestPairPage(t *testing.T) {
	h := newDesk(t, told())
	_, body := get(t, h, "/pairs/Tavria/Morvenia")
	svg := nodes(t, body, class("tracks"))
	if len(svg) != 1 {
		t.Fatalf("%d pictures", len(svg))
	}
	var says []string
	for n := range svg[0].Descendants() {
		if n.Type == html.ElementNode && n.Data == "a" {
			says = append(says, words(n.FirstChild))
			if !strings.HasPrefix(attr(n, "href"), "/reports/r07#e") {
				t.Errorf("a mark leads to %s", attr(n, "href"))
			}
		}
	}
	want := "day not told, reported 8 February 2026, planned: Tavria → Morvenia, meets: “would meet it in Kestrel” (Senn Ledger)|" +
		"7 February 2026, alleged by Tavria: Morvenia → Tavria, attacks: “Morvenia shelled the upper dam” (Senn Ledger)"
	if got := strings.Join(says, "|"); got != want {
		t.Errorf("the marks say\n%s\nwant\n%s", got, want)
	}
	for address, status := range map[string]int{
		"/pairs/Tavria/Nobody": 404, "/pairs/Tavria/Morvenia?from=soon": 400, "/pairs/Tavria/Morvenia?from=2026-03-01&to=2026-02-01": 400,
		"/pairs/Tavria/Morvenia?from=2026-02-07&to=2026-02-07": 200, "/pairs/%21/x": 404,
	} {
		if res, _ := get(t, h, address); res.StatusCode != status {
			t.Errorf("%s: %s, want %d", address, res.Status, status)
		}
	}
}
