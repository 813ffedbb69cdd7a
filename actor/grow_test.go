package actor

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"dateline/record"
)

// crowd makes reports whose actors have much in common: few given and family
// names, words alone, offices of several countries, bodies under several
// names, acronyms that two may have.
func crowd(rng *rand.Rand, n int) []*record.Line {
	pick := func(list ...string) string { return list[rng.IntN(len(list))] }
	var out []*record.Line
	for i := range n {
		day := ""
		if rng.IntN(5) > 0 {
			day = fmt.Sprintf("2026-01-%02d", 1+i*27/n)
		}
		var actors []string
		for range 1 + rng.IntN(4) {
			given, family := pick("Mara", "Jon", "J.", "Oleg", "Dvorin"), pick("Dvorin", "Dworin", "Halder", "Orlo", "Mara")
			office := pick("", "", "", " / Kenyan envoy", " / Ugandan envoy; judge", " / judge")
			actors = append(actors, pick(
				"person: "+given+" "+family+office, "person: "+given+" "+family+office, "person: "+given+" Maria "+family+office,
				"person: "+family+office, "person: "+given+office, "group: officials",
				"organisation: World Grain Office", "organisation: "+pick("Western", "World")+" Gas Office", "organisation: WGO",
				"organisation: Grain House; World Grain Office", "organisation: Kenyan Grain House; Grain House", "country: KEN; "+pick("Kenya", "Nairobi"), "place: Port Arda",
			))
		}
		out = append(out, line(fmt.Sprint("r", i), day, actors...))
	}
	return out
}

// said writes down all that an index says.
func said(x *Index) []record.Identity {
	var out []record.Identity
	for _, n := range x.All() {
		id := x.Identity(n)
		id.Members = x.Members(n)
		out = append(out, id)
	}
	return out
}

// Whatever reports came before and went again, and in what order they came:
// what the index says is what it says of the reports that are there.
func TestGrown(t *testing.T) {
	for seed := range 12 {
		rng := rand.New(rand.NewPCG(uint64(seed), 7))
		lines := crowd(rng, 40)
		local := func() Local {
			l := rng.IntN(len(lines))
			return Local{l, rng.IntN(len(lines[l].Actors))}
		}
		links := func() (out Links) {
			for range rng.IntN(4) {
				out.Together = append(out.Together, [2]Local{local(), local()})
			}
			for range rng.IntN(6) {
				out.Apart = append(out.Apart, [2]Local{local(), local()})
			}
			for range rng.IntN(2) {
				out.Names = append(out.Names, Called{local(), "A Name"})
			}
			return out
		}
		x := New(cmp.Compare[int])
		there := map[int]bool{}
		before := map[int][]string{} // by report: what Of said, by whom
		for step := range 30 {
			for range 1 + rng.IntN(6) {
				i := rng.IntN(len(lines))
				if there[i] {
					x.Remove(i)
				} else {
					x.Put(i, lines[i])
				}
				there[i] = !there[i]
			}
			var now Links
			if rng.IntN(2) == 0 {
				now = links()
			}
			moved := x.Settle(now)
			var left []*record.Line
			var at []int
			for i, l := range lines {
				if there[i] {
					left, at = append(left, l), append(at, i)
				}
			}
			fresh := New(cmp.Compare[int])
			for k, l := range left {
				fresh.Put(at[k], l)
			}
			fresh.Settle(now)
			if d := gocmp.Diff(said(fresh), said(x)); d != "" {
				t.Fatalf("seed %d, step %d: made at once (-) and step by step (+):\n%s", seed, step, d)
			}
			for _, i := range at {
				var of []string
				for _, a := range lines[i].Actors {
					of = append(of, fmt.Sprint(x.Of(i, a.ID)))
				}
				if was, ok := before[i]; ok && !slices.Equal(was, of) && !slices.Contains(moved, i) {
					t.Fatalf("seed %d, step %d: report %d has other actors and Settle does not say so", seed, step, i)
				}
				before[i] = of
			}
			for i := range lines {
				if !there[i] {
					delete(before, i)
				}
			}
		}
	}
}
