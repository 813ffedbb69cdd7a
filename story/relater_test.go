package story

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"

	"dateline/record"
)

var (
	arrivalReports = flag.Int("reports", 80, "reports of TestArrival")
	arrivalOrders  = flag.Int("orders", 3, "orders in which TestArrival lets them arrive")
)

// step is one thing that happens to a report.
type step struct {
	put    *record.Line
	remove string
}

// histories makes reports, dated, undated, of a day alone, late, corrected,
// retracted, read once more, taken out: by report, what happens to it in turn.
// The reports that are there in the end are the last ones put.
func histories(p *press, n int) (all [][]step, last []Report) {
	for range n {
		l := p.busy()
		rng := p.rng
		var steps []step
		switch rng.IntN(10) {
		case 0:
			l.Report.Published = record.Stamp{}
		case 1: // only the day is known
			day := (*l.Report.Published.Time)[:10]
			l.Report.Published.Time = &day
		}
		steps = append(steps, step{put: l})
		switch rng.IntN(10) {
		case 0: // another version
			c := *l
			c.Report.Version += "x"
			c.Report.Text += "Correction: an earlier version named another harbour.\n"
			steps = append(steps, step{put: &c})
			if rng.IntN(2) == 0 {
				steps[0], steps[1] = steps[1], steps[0] // the older one comes later
			}
			l = &c
		case 1: // a mark that a person made
			c := *l
			c.Report.Retracted = &record.Mark{By: "desk"}
			steps = append(steps, step{remove: l.Report.ID}, step{put: &c})
			l = &c
		case 2: // the same bytes once more
			c := *l
			steps = append(steps, step{put: &c})
		case 3: // gone and back
			steps = append(steps, step{remove: l.Report.ID}, step{put: l})
		case 4: // gone for good
			steps = append(steps, step{remove: l.Report.ID})
			l = nil
		case 5: // analysed anew: another speaker, no events
			c := *l
			c.Actors = append([]record.Actor{}, l.Actors...)
			c.Actors[0].Name = "Mara Dvorin"
			c.Events = nil
			steps = append(steps, step{remove: l.Report.ID}, step{put: &c})
			l = &c
		}
		all = append(all, steps)
		if l != nil {
			last = append(last, Report{Line: l})
		}
	}
	return all, last
}

// someLinks says of a few reports, at random, what belongs together.
func someLinks(rng *rand.Rand, reports []Report) (x Links) {
	ref := func(kind int) Ref {
		l := reports[rng.IntN(len(reports))].Line
		r := Ref{Report: l.Report.ID}
		switch kind {
		case 0:
			r.Actor = l.Actors[rng.IntN(len(l.Actors))].ID
		case 1:
			r.Said = l.Statements[rng.IntN(len(l.Statements))].ID
		case 2, 3:
			for len(l.Meetings) == 0 || kind == 2 && len(l.Events) == 0 {
				l = reports[rng.IntN(len(reports))].Line
			}
			if r.Report, r.Fact = l.Report.ID, l.Meetings[rng.IntN(len(l.Meetings))].ID; kind == 2 {
				r.Fact = l.Events[rng.IntN(len(l.Events))].ID
			}
		}
		return r
	}
	for kind := range 5 { // the last are reports
		for range rng.IntN(4) {
			x.Together = append(x.Together, [2]Ref{ref(kind), ref(kind)})
		}
		for range rng.IntN(4) {
			x.Apart = append(x.Apart, [2]Ref{ref(kind), ref(kind)})
		}
	}
	if rng.IntN(2) == 0 {
		x.Names = append(x.Names, Named{ref(0), "A. Name"})
	}
	return x
}

// TestArrival holds what is kept report by report to be what is made of all
// reports at once, byte for byte, in whatever order and batches they arrive.
//
//	go test ./story -run Arrival -reports 2000 -orders 20
func TestArrival(t *testing.T) {
	p := newPress(11, 4000)
	all, last := histories(p, *arrivalReports)
	rng := rand.New(rand.NewPCG(12, 12))
	links := someLinks(rng, last)
	write := func(x record.Relations, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.MarshalIndent(x, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	want := write(RelateWith(last, links), nil)
	for _, c := range []struct {
		what  string
		least int
	}{{`"kind": "`, 30}, {`"coverage"`, 10}, {`"origins"`, 5}, {`"mentions"`, 5}, {`"meetings": [`, 5}, {`"through"`, 1}, {`"drift": [`, 10}} {
		if n := bytes.Count(want, []byte(c.what)); n < c.least {
			t.Errorf("the reports have too little in common: %d of %s, want %d", n, c.what, c.least)
		}
	}
	for order := range *arrivalOrders {
		lines := map[string]Report{}
		r := NewRelater(nil)
		if order%2 == 0 { // as from a store: reports are read again
			r = NewRelater(func(id, _ string) (Report, error) {
				x, ok := lines[id]
				if !ok {
					return x, fmt.Errorf("report %s is not there", id)
				}
				return x, nil
			})
		}
		kept := keptItems{}
		at := make([]int, len(all))
		var turns []int
		for i, steps := range all {
			for range steps {
				turns = append(turns, i)
			}
		}
		rng.Shuffle(len(turns), func(i, j int) { turns[i], turns[j] = turns[j], turns[i] })
		most := []int{1, 3, 40, 400}[order%4]
		for k, i := range turns {
			s := all[i][at[i]]
			at[i]++
			if s.put != nil {
				x := Report{Line: s.put}
				if old, ok := lines[s.put.Report.ID]; !ok || versionOf(old.Line).compare(versionOf(s.put)) < 0 {
					lines[s.put.Report.ID] = x
				}
				r.Put(x)
			} else {
				delete(lines, s.remove)
				r.Remove(s.remove)
			}
			if k == len(turns)-1 || rng.IntN(most) == 0 {
				now := links
				if k < len(turns)-1 && rng.IntN(3) == 0 {
					now = someLinks(rng, last)
				}
				if err := r.Settle(now); err != nil {
					t.Fatal(err)
				}
				switch rng.IntN(20) {
				case 0:
					write(r.Relations())
				case 1, 2, 3:
					kept.take(t, r)
				}
			}
		}
		if err := r.Settle(links); err != nil {
			t.Fatal(err)
		}
		got := write(r.Relations())
		if !bytes.Equal(want, got) {
			i := 0
			for i < min(len(want), len(got)) && want[i] == got[i] {
				i++
			}
			t.Fatalf("order %d: another order of arrival gives other relations; at once:\n%s\nreport by report:\n%s", order, around(want, i), around(got, i))
		}
		kept.take(t, r)
		if again := write(kept.relations(t), nil); !bytes.Equal(want, again) {
			i := 0
			for i < min(len(want), len(again)) && want[i] == again[i] {
				i++
			}
			t.Fatalf("order %d: what changed does not add up; at once:\n%s\nof items:\n%s", order, around(want, i), around(again, i))
		}
		t.Logf("order %d: %d bytes, the same", order, len(got))
	}
}

func around(b []byte, at int) []byte { return b[max(0, min(at-400, len(b))):min(len(b), at+400)] }

// keptItems are items as a store keeps them.
type keptItems map[[2]string]keptItem

type keptItem struct {
	place string
	value []byte
}

func (k keptItems) take(t *testing.T, r *Relater) {
	t.Helper()
	for it := range r.Changed() {
		id := [2]string{it.Kind, it.ID}
		if it.Value == nil {
			if _, ok := k[id]; !ok {
				t.Fatalf("%s is gone and was not there", id)
			}
			delete(k, id)
			continue
		}
		b, err := json.Marshal(it.Value)
		if err != nil {
			t.Fatal(err)
		}
		k[id] = keptItem{it.Place, b}
	}
}

func (k keptItems) relations(t *testing.T) record.Relations {
	t.Helper()
	var c Collection
	for id := range k { // in any order
		if err := c.Put(id[0], id[1], k[id].place, k[id].value); err != nil {
			t.Fatal(err)
		}
	}
	out, err := c.Relations()
	if err != nil {
		t.Fatal(err)
	}
	return out
}
