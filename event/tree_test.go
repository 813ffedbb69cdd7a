package event

import (
	"math/rand/v2"
	"testing"

	"dateline/language"
	"dateline/language/tree"
	"dateline/statement"
)

// titled are sentences full of titles, sides and mediators, in which much can
// hang on much.
var titled = []string{
	"Envoy Minister President Ana Orlo, head of the Kelmari delegation, and her counterpart, Deputy Premier Ivo Brill of Tavria, met in Bergen on Monday.",
	"Kelmar was represented by its negotiator, General Anton Brill; the Tavrian team was led by the head of the government, President Celia Orlo.",
	"Omani mediators brought both sides together, the envoy said, and passed notes between the two delegations.",
	"The government and the Free Coast Movement, whose leader, Commander Vito Lunn, signed for it, agreed on a ceasefire.",
}

// scramble hangs the words of each sentence anyhow on one another, each on one
// that was hung before it, under any relation.
func scramble(d *language.Doc, r *rand.Rand) {
	for _, x := range d.Sentences {
		order := r.Perm(x.Last - x.First)
		for n, k := range order {
			i := x.First + k
			d.Heads[i] = -1
			if n > 0 {
				d.Heads[i] = int32(x.First + order[r.IntN(n)])
			}
			d.Relations[i] = tree.Relation(r.IntN(64))
		}
	}
}

// checkFound reports spans and indices that point nowhere.
func checkFound(t *testing.T, d *language.Doc, events []Event, met []Meeting) {
	t.Helper()
	size := d.Article.Text.Len()
	party := func(p Party) {
		if p.Span.Start < 0 || p.Span.End > size || p.Span.Empty() || p.Actor >= len(d.Actors) {
			t.Fatalf("party %+v", p)
		}
	}
	for _, e := range events {
		if e.Span.Empty() || e.Span.Start < 0 || e.Span.End > size || e.Time >= len(d.Times) {
			t.Fatalf("event %+v", e)
		}
		for _, p := range e.Actors {
			party(p)
		}
		for _, p := range e.Recipients {
			party(p)
		}
	}
	for _, m := range met {
		for _, p := range m.Parties {
			party(p)
		}
		for _, h := range m.Heads {
			party(h.Person)
		}
		if m.Mediator != nil {
			party(*m.Mediator)
		}
		if m.Venue.End > size || m.Time >= len(d.Times) {
			t.Fatalf("meeting %+v", m)
		}
		for _, k := range m.Events {
			if k < 0 || k >= len(events) {
				t.Fatalf("event %d of %d", k, len(events))
			}
		}
	}
}

// No tree makes reading fail or go round, however titles, names and sides hang
// on one another: a title that hung on a title which hung on it once ended the
// program.
func TestFindReadsAnyTree(t *testing.T) {
	for seed := range uint64(400) {
		s := titled[seed%uint64(len(titled))]
		if seed%3 == 0 {
			s += " " + titled[(seed+1)%uint64(len(titled))]
		}
		readScrambled(t, s, seed)
	}
}

func readScrambled(t *testing.T, s string, seed uint64) {
	t.Helper()
	d := language.Analyze(report(s))
	said := statement.Find(d)
	held := statement.Positions(d, said)
	scramble(d, rand.New(rand.NewPCG(seed, 1)))
	events, met := Find(d, said, held)
	checkFound(t, d, events, met)
}

// FuzzTree is the same of any words.
func FuzzTree(f *testing.F) {
	for i, s := range titled {
		f.Add(s, uint64(i))
	}
	f.Fuzz(func(t *testing.T, s string, seed uint64) {
		if len(s) < 2000 {
			readScrambled(t, s, seed)
		}
	})
}
