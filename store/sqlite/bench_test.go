package sqlite

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/store"
	"dateline/store/query"
	"dateline/store/storetest"
)

// benchEntries returns n reports of about 3 KB, each with eight statements, as
// agencies send them.
func benchEntries(n int) []store.Entry {
	words := strings.Fields(`the talks went on through a long night while envoys of both sides carried drafts between
		rooms and officials said that no text was final until every point on inspections prisoners
		shipping borders tariffs money and the order of steps had been read again by lawyers in two capitals`)
	out := make([]store.Entry, 0, n)
	for i := range n {
		d := storetest.Draft{
			ID: fmt.Sprintf("r%06d", i), Outlet: "Harbour Wire", Title: fmt.Sprintf("Round %d of the talks", i),
			Published: fmt.Sprintf("20%02d-%02d-%02dT10:00:00Z", i%30, 1+i/30%12, 1+i/360%28),
		}
		for k := range 8 {
			var said []string
			for j := range 30 {
				said = append(said, words[(i*7+k*13+j*(1+i%5))%len(words)])
			}
			quote := fmt.Sprintf("%s %d", strings.Join(said, " "), i*8+k)
			speaker := fmt.Sprintf("Envoy Number%d", (i+k)%400)
			d.Paragraphs = append(d.Paragraphs, fmt.Sprintf("“%s,” %s said on the %dth day. Others who were in the room told it in another way, and asked not to be named.", quote, speaker, k))
			d.Said = append(d.Said, storetest.Said{Words: quote, Speaker: speaker})
			d.Names = append(d.Names, storetest.Name{Words: speaker, Kind: "person"})
		}
		out = append(out, d.Entry())
	}
	return out
}

// BenchmarkPut puts new reports in batches of 64, as pipeline.Add does; an
// operation is one report.
func BenchmarkPut(b *testing.B) {
	entries := benchEntries(8192)
	size := 0
	for _, e := range entries {
		size += len(e.Line.Report.Text)
	}
	b.SetBytes(int64(size / len(entries)))
	b.ReportAllocs()
	var s *Store
	i := len(entries)
	for b.Loop() {
		if i >= len(entries) {
			b.StopTimer()
			s, i = benchStore(b), 0
			b.StartTimer()
		}
		if i%64 == 0 {
			if _, err := s.Put(b.Context(), entries[i:i+64]); err != nil {
				b.Fatal(err)
			}
		}
		i++
	}
}

// BenchmarkPutKnown puts reports that are there; an operation is one report.
func BenchmarkPutKnown(b *testing.B) {
	entries := benchEntries(64)
	s := benchStore(b)
	if _, err := s.Put(b.Context(), entries); err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		if i%len(entries) == 0 {
			if _, err := s.Put(b.Context(), entries); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkRead asks a store of 20,000 reports for one page of each list.
func BenchmarkRead(b *testing.B) {
	s := benchStore(b)
	for part := range slices.Chunk(benchEntries(20_000), 500) {
		if _, err := s.Put(b.Context(), part); err != nil {
			b.Fatal(err)
		}
	}
	page := store.Page{Limit: 50}
	for _, q := range []string{"", "prisoners", `"envoys of both" lawyers`, "speaker:number17", "1234 -nothing", "kind:direct", "after:2020-05 before:2020-06"} {
		parsed, err := query.Parse(q)
		if err != nil {
			b.Fatal(err)
		}
		for name, read := range map[string]func() (int, error){
			"Reports":    func() (int, error) { rows, err := s.Reports(b.Context(), parsed, page); return len(rows), err },
			"Search":     func() (int, error) { rows, err := s.Search(b.Context(), parsed, page); return len(rows), err },
			"Statements": func() (int, error) { rows, err := s.Statements(b.Context(), parsed, page); return len(rows), err },
			"Speakers":   func() (int, error) { rows, err := s.Speakers(b.Context(), parsed); return len(rows), err },
		} {
			b.Run(name+"/"+q, func(b *testing.B) {
				rows := 0
				for b.Loop() {
					n, err := read()
					if err != nil {
						b.Fatal(err)
					}
					rows = n
				}
				b.ReportMetric(float64(rows), "rows")
			})
		}
	}
}

func benchStore(b *testing.B) *Store {
	b.Helper()
	s, err := Open(b.Context(), filepath.Join(b.TempDir(), "record.db"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}
