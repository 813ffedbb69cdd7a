package web

import (
	"slices"
	"testing"

	"dateline/store"
	"dateline/store/query"
)

// The queries for a person's spellings find all of them, and no spelling is
// asked for that another one's query finds too.
func TestCovering(t *testing.T) {
	for _, x := range []struct{ names, want []string }{
		{[]string{"Mara Dvorin", "Dvorin", "Minister Dvorin"}, []string{"Dvorin"}},
		{[]string{"Mara Dvorin", "Maria Dworin"}, []string{"Mara Dvorin", "Maria Dworin"}},
		{[]string{"Dvorin", "DVORIN"}, []string{"Dvorin"}},
		{[]string{"!"}, nil},
	} {
		var got []string
		for _, q := range covering(x.names) {
			got = append(got, q.Fields[0].Value)
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("%q: %q, want %q", x.names, got, x.want)
		}
	}
}

func TestSpeaksFor(t *testing.T) {
	for _, x := range []struct {
		role, party string
		want        bool
	}{
		{"Tavrian foreign minister", "Tavria", true},
		{"Kesh army", "Kesh", true},
		{"Iranian Foreign Minister", "Iran", true},
		{"foreign minister of Orsena", "Tavria", false},
		{"minister", "Mini", false},
		{"", "Tavria", false},
		{"Tavrian foreign minister", "", false},
	} {
		if got := speaksFor(x.role, x.party); got != x.want {
			t.Errorf("%q for %q: %t", x.role, x.party, got)
		}
	}
}

func TestRefOf(t *testing.T) {
	for in, want := range map[string]string{
		"r01.s2":             "r01.s2",
		"/statements/r01.s2": "r01.s2",
		"http://localhost:8417/statements/r01.s2?x=1": "r01.s2",
		"/reports/r01#s3":               "r01.s3",
		"/reports/r01?show=events#n-s3": "r01.s3",
		"/reports/r%2001#p1":            "r 01.p1",
		"/reports/r01":                  "r01",
	} {
		if got := refOf(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

// Columns of a speaker lead to what he said then.
func TestStreams(t *testing.T) {
	days := func(list ...string) (out []store.Count) {
		for _, d := range list {
			out = append(out, store.Count{Value: d, N: 2})
		}
		return out
	}
	here := place{path: "/statements"}
	if v := here.streams([]store.Stream{{Speaker: "Mara Dvorin", Days: days("2026-02-01")}}); len(v.Rows) != 0 {
		t.Error("one speaker alone needs no picture")
	}
	v := here.streams([]store.Stream{{Speaker: "Mara Dvorin", Days: days("2026-02-01", "2026-02-05")}, {Speaker: "Ivo Sahl", Days: days("2026-02-03")}})
	if len(v.Rows) != 2 || len(v.Rows[0].Marks) != 2 || v.Rows[0].N != 4 || v.Unit != "day" {
		t.Fatalf("%+v", v)
	}
	const want = "/statements?q=speaker%3A%22Mara+Dvorin%22+after%3A2026-02-05+before%3A2026-02-06"
	if got := v.Rows[0].Marks[1].Address; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for _, r := range v.Rows {
		for _, m := range r.Marks {
			if m.X < 0 || m.X+m.W > 1000 || m.Y < 0 || m.Y+m.H > streamHeight+1e-9 {
				t.Errorf("a column stands outside: %+v", m)
			}
		}
	}
	if _, err := query.Parse("speaker:\"Mara Dvorin\" after:2026-02-05"); err != nil {
		t.Error(err)
	}
}
