package story

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"dateline/record"
)

// among reports whether one group has both.
func among(groups [][]string, a, b string) bool {
	return slices.ContainsFunc(groups, func(g []string) bool { return slices.Contains(g, a) && slices.Contains(g, b) })
}

func storyGroups(r record.Relations) (out [][]string) {
	for _, s := range r.Stories {
		out = append(out, s.Reports)
	}
	return out
}

func utteranceGroups(r record.Relations) (out [][]string) {
	for _, u := range r.Utterances {
		out = append(out, u.Statements)
	}
	return out
}

func eventGroups(r record.Relations) (out [][]string) {
	for _, x := range r.Events {
		out = append(out, x.Mentions)
	}
	return out
}

func meetingGroups(r record.Relations) (out [][]string) {
	for _, x := range r.Meetings {
		out = append(out, x.Meetings)
	}
	return out
}

func actorGroups(r record.Relations) (out [][]string) {
	for _, a := range r.Actors {
		var g []string
		for _, m := range a.Members {
			g = append(g, m.Report+"."+m.Actor)
		}
		out = append(out, g)
	}
	return out
}

// TestLinksHold splits what is together and joins what is not, at random, and
// holds that each group obeys, whatever the order in which reports arrived:
// nothing is together that was kept apart, and what was joined is, unless that
// joins what was kept apart.
func TestLinksHold(t *testing.T) {
	plain := grown(300)
	var busy []Report // with events and meetings
	for p := newPress(5, 4000); len(busy) < 150; {
		busy = append(busy, Report{Line: p.busy()})
	}
	rng := rand.New(rand.NewPCG(3, 4))
	kinds := []struct {
		name   string
		all    []Report
		groups func(record.Relations) [][]string
		ref    func(id string) Ref
	}{
		{"stories", plain, storyGroups, func(id string) Ref { return Ref{Report: id} }},
		{"utterances", plain, utteranceGroups, func(id string) Ref { return Ref{Report: id[:len(id)-len(".s1")], Said: id} }},
		{"events", busy, eventGroups, func(id string) Ref { return Ref{Report: id[:len(id)-len(".e1")], Fact: id} }},
		{"meetings", busy, meetingGroups, func(id string) Ref { return Ref{Report: id[:len(id)-len(".m1")], Fact: id} }},
		{"actors", plain, actorGroups, func(id string) Ref { return Ref{Report: id[:len(id)-len(".a1")], Actor: id[len(id)-len("a1"):]} }},
	}
	for _, k := range kinds {
		var links Links
		var apart, together [][2]string
		all := k.all
		groups := slices.DeleteFunc(k.groups(Relate(all)), func(g []string) bool { return len(g) < 2 })
		if len(groups) < 3 {
			t.Fatalf("%s: %d groups of two, which is too few", k.name, len(groups))
		}
		for _, g := range groups[:3] {
			rng.Shuffle(len(g), func(i, j int) { g[i], g[j] = g[j], g[i] })
			apart = append(apart, [2]string{g[0], g[1]})
			links.Apart = append(links.Apart, [2]Ref{k.ref(g[0]), k.ref(g[1])})
		}
		for i := range 2 {
			p := [2]string{groups[i][0], groups[i+1][0]}
			together = append(together, p)
			links.Together = append(links.Together, [2]Ref{k.ref(p[0]), k.ref(p[1])})
		}
		links.Together = append(links.Together, links.Apart[0]) // without effect
		rel := RelateWith(all, links)
		got := k.groups(rel)
		for _, p := range apart {
			if among(got, p[0], p[1]) {
				t.Errorf("%s: %v are together", k.name, p)
			}
		}
		for _, p := range together {
			if among(got, p[0], p[1]) {
				continue
			}
			// Only who was kept apart from one of the other group may keep them so.
			reach := func(x string) (out []string) {
				for _, g := range got {
					if slices.Contains(g, x) {
						out = append(out, g...)
					}
				}
				return append(out, x)
			}
			a, b := reach(p[0]), reach(p[1])
			if !slices.ContainsFunc(apart, func(q [2]string) bool {
				return slices.Contains(a, q[0]) && slices.Contains(b, q[1]) || slices.Contains(a, q[1]) && slices.Contains(b, q[0])
			}) {
				t.Errorf("%s: %v are not together", k.name, p)
			}
		}
		want, err := json.Marshal(rel)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			if again, err := json.Marshal(RelateWith(all, links)); err != nil || string(again) != string(want) {
				t.Errorf("%s: another order of arrival gives other relations", k.name)
			}
		}
	}
	if none, err := json.Marshal(RelateWith(plain, Links{Apart: [][2]Ref{{{Report: "gone"}, {Report: "gone too"}}}, Names: []Named{{Ref{Report: "gone", Actor: "a1"}, "x"}}})); err != nil {
		t.Error(err)
	} else if want, _ := json.Marshal(Relate(plain)); string(none) != string(want) {
		t.Error("links that name nothing change something")
	}
}
