package position

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"dateline/record"
)

// BenchmarkBook gathers 100,000 positions of 400 people in 50,000 reports by
// the topics that a record begins with, and makes history and matrix of them.
func BenchmarkBook(b *testing.B) {
	const reports, each, holders = 50_000, 2, 400
	rnd := rand.New(rand.NewPCG(1, 1))
	var vocabulary []string
	for _, t := range ordinary {
		for _, w := range t.Words {
			vocabulary = append(vocabulary, strings.TrimSuffix(w, "."))
		}
	}
	filler := strings.Fields("we will not accept that they must before the next round unless both sides agree to keep what was signed in the capital and on the islands of the north")
	var lines []*record.Line
	out := record.NoRelations()
	for i := range holders {
		out.Actors = append(out.Actors, record.Identity{ID: fmt.Sprint("id", i), Kind: "person", Names: []string{fmt.Sprint("Holder ", i)}})
	}
	kinds := []string{"demand", "refusal", "offer", "readiness", "threat"}
	for i := range reports {
		l := &record.Line{Report: record.Report{ID: fmt.Sprintf("r%06d", i)}}
		day := fmt.Sprintf("20%02d-%02d-%02d", 20+rnd.IntN(7), 1+rnd.IntN(12), 1+rnd.IntN(28))
		l.Report.Published.Time = &day
		for k := range each {
			h := rnd.IntN(1 + rnd.IntN(holders)) // some hold much
			a := fmt.Sprint("a", k)
			out.Actors[h].Members = append(out.Actors[h].Members, record.Member{Report: l.Report.ID, Actor: a})
			state := fmt.Sprint([]string{"KEN", "PER", "CHL", "TCD"}[h%4])
			l.Actors = append(l.Actors, record.Actor{ID: a, Name: out.Actors[h].Names[0], Kind: "person", Country: &state})
			var words []string
			for range 14 {
				words = append(words, filler[rnd.IntN(len(filler))])
			}
			words[rnd.IntN(14)], words[rnd.IntN(14)] = vocabulary[rnd.IntN(len(vocabulary))], vocabulary[rnd.IntN(len(vocabulary))]
			ref := record.Ref{Name: &out.Actors[h].Names[0], Actor: &a}
			l.Positions = append(l.Positions, record.Position{
				ID: fmt.Sprintf("%s.p%d", l.Report.ID, k+1), Kind: kinds[rnd.IntN(len(kinds))], Holder: ref, SpokenBy: &ref, Span: record.Span{Exact: strings.Join(words, " ")},
			})
		}
		lines = append(lines, l)
	}
	b.ReportAllocs()
	for b.Loop() {
		book := NewBook(&out, ordinary, nil)
		for _, l := range lines {
			book.Add(l, func(*record.Position) bool { return true })
		}
		if len(book.History()) < holders || len(book.Matrix().Rows) != 4 {
			b.Fatal("there is too little in it")
		}
	}
}
