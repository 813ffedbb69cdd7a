package web

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dateline/store"
)

func placeOf(q string) place {
	return place{path: "/statements", ask: askOf(httptest.NewRequest("GET", "/statements?q="+url.QueryEscape(q), nil), nil)}
}

// TestDays holds that the columns hold every statement once, whatever the time
// they reach over, and that each is asked for by its address.
func TestDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(rapid.IntRange(1900, 2050).Draw(t, "year"), 1, 1, 0, 0, 0, 0, time.UTC)
		reach := rapid.SampledFrom([]int{1, 30, 400, 3000, 20_000}).Draw(t, "reach")
		var counts []store.Count
		total, at := 0, 0
		for range rapid.IntRange(0, 40).Draw(t, "days") {
			n := rapid.IntRange(1, 50).Draw(t, "n")
			counts = append(counts, store.Count{Value: start.AddDate(0, 0, at).Format(time.DateOnly), N: n})
			total += n
			if at += rapid.IntRange(1, reach).Draw(t, "step"); at > 60*365 {
				break
			}
		}
		v := placeOf("maps after:1800 -ferry").days(counts)
		if len(v.Columns) > mostColumns {
			t.Fatalf("%d columns", len(v.Columns))
		}
		sum := 0
		for _, c := range v.Columns {
			sum += c.N
			if c.X < 0 || c.X+c.W > 1000.001 || c.Y < 0 || c.Y+c.H > 100.001 {
				t.Fatalf("column outside the picture: %+v", c)
			}
			if u, err := url.Parse(c.Address); err != nil || strings.Count(u.Query().Get("q"), "after:") != 1 || !strings.HasPrefix(u.Query().Get("q"), "maps -ferry") {
				t.Fatalf("address %s", c.Address)
			}
		}
		if sum != total {
			t.Fatalf("the columns hold %d of %d in units of a %s", sum, total, v.Unit)
		}
	})
	v := placeOf("").days([]store.Count{{Value: "2026-02-09", N: 3}, {Value: "2026-02-11", N: 1}, {N: 2}})
	if len(v.Columns) != 3 || v.Unit != "day" || v.Undated != 2 || v.Columns[0].Address != "/statements?q=after%3A2026-02-09+before%3A2026-02-10" {
		t.Errorf("%+v", v)
	}
	if got := v.Columns[1].Says(); got != "Tuesday, 10 February 2026: 0\u00a0statements" {
		t.Errorf("the second says %q", got)
	}
}

// TestNarrow holds that a choice adds its condition to the query and takes it
// back where it holds.
func TestNarrow(t *testing.T) {
	counts := []store.Count{{Value: "Mara Dvorin", N: 2}, {Value: "Ivo", N: 1}, {N: 1}}
	for _, c := range []struct {
		q       string
		instead bool
		want    []string
	}{
		{"Café", false, []string{`Café speaker:"Mara Dvorin"`, "Café speaker:Ivo", ""}},
		{"speaker:ivo maps", false, []string{`speaker:ivo maps speaker:"Mara Dvorin"`, "maps", ""}},
		{"speaker:rell maps", true, []string{`maps speaker:"Mara Dvorin"`, "maps speaker:Ivo", ""}},
	} {
		f := placeOf(c.q).narrow("Speaker", "speaker", counts, 5, "not named", c.instead)
		for i, want := range c.want {
			if want != "" {
				want = "/statements?q=" + url.QueryEscape(want)
			}
			if got := f.Choices[i].Address; got != want {
				t.Errorf("%s: choice %d leads to %s, want %s", c.q, i, got, want)
			}
		}
	}
	if f := placeOf("").narrow("Speaker", "speaker", counts, 1, "", false); f.More != 2 {
		t.Errorf("%d more", f.More)
	}
}
