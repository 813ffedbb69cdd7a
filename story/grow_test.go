package story

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"dateline/record"
)

var mostReports = flag.Int("most", 10_000, "reports up to which BenchmarkGrow lets a record grow")

func grown(n int) []Report {
	p := newPress(1, 60_000)
	out := make([]Report, n)
	for i := range out {
		out[i] = Report{Line: p.next()}
	}
	return out
}

// shelf keeps reports in a file, as a store does, so that they take no memory.
type shelf struct {
	f  *os.File
	at map[string][2]int64
	n  int64
}

func newShelf(b *testing.B) *shelf {
	f, err := os.Create(filepath.Join(b.TempDir(), "reports"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { f.Close() })
	return &shelf{f: f, at: map[string][2]int64{}}
}

func (s *shelf) put(l *record.Line) error {
	data, err := json.Marshal(l)
	if err != nil {
		return err
	}
	if _, err := s.f.Write(data); err != nil {
		return err
	}
	s.at[l.Report.ID] = [2]int64{s.n, int64(len(data))}
	s.n += int64(len(data))
	return nil
}

func (s *shelf) get(id, _ string) (Report, error) {
	at := s.at[id]
	data := make([]byte, at[1])
	if _, err := s.f.ReadAt(data, at[0]); err != nil && err != io.EOF {
		return Report{}, err
	}
	l := &record.Line{}
	return Report{Line: l}, json.Unmarshal(data, l)
}

// cpu returns the processor time that was used so far.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkGrow lets a record grow and measures, at each size, one report more:
// the latest, one that comes late, one without a date.
//
//	go test ./story -run xxx -bench Grow -cpu 1 -timeout 2h -most 500000
func BenchmarkGrow(b *testing.B) {
	p := newPress(1, 60_000)
	s := newShelf(b)
	r := NewRelater(s.get)
	next := func(b *testing.B) *record.Line {
		l := p.next()
		if p.n%20 == 0 {
			l.Report.Published = record.Stamp{} // one in twenty has no date
		}
		if err := s.put(l); err != nil {
			b.Fatal(err)
		}
		return l
	}
	for _, n := range []int{2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 350_000, 500_000} {
		if n > *mostReports {
			break
		}
		used, from := time.Duration(0), r.Reports()
		for r.Reports() < n {
			var batch []*record.Line
			for k := r.Reports(); k < n && len(batch) < 50_000; k++ {
				batch = append(batch, next(b))
			}
			start := cpu()
			for _, l := range batch {
				r.Put(Report{Line: l})
			}
			if err := r.Settle(Links{}); err != nil {
				b.Fatal(err)
			}
			used += cpu() - start
		}
		rate := float64(r.Reports()-from) / used.Seconds()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		for _, kind := range []string{"latest", "late", "undated"} {
			b.Run(fmt.Sprintf("reports=%d/%s", n, kind), func(b *testing.B) {
				var took, most time.Duration
				rounds := 0
				for b.Loop() {
					b.StopTimer()
					l := p.next()
					switch kind {
					case "late":
						at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(p.rng.IntN(n)) * 10 * time.Minute).Format(time.RFC3339)
						l.Report.Published.Time = &at
					case "undated":
						l.Report.Published = record.Stamp{}
					}
					if err := s.put(l); err != nil {
						b.Fatal(err)
					}
					b.StartTimer()
					start := cpu()
					r.Put(Report{Line: l})
					if err := r.Settle(Links{}); err != nil {
						b.Fatal(err)
					}
					took, most = took+cpu()-start, max(most, cpu()-start)
					rounds++
				}
				b.ReportMetric(float64(took.Microseconds())/1000/float64(rounds), "cpu-ms")
				b.ReportMetric(float64(most.Microseconds())/1000, "cpu-ms-most")
				b.ReportMetric(rate, "reports/cpu-s")
				b.ReportMetric(float64(m.HeapAlloc)/1e6, "heap-MB")
			})
		}
	}
}

// BenchmarkRelate measures reports that have far too much in common.
//
//	go test -run xxx -bench Relate -cpu 1 -benchtime 1x ./story
func BenchmarkRelate(b *testing.B) {
	for _, n := range []int{2_000, 10_000} {
		reports := grown(n)
		b.Run(fmt.Sprintf("grown=%d", n), func(b *testing.B) { measure(b, reports) })
	}
	for _, n := range []int{5_000, 10_000, 20_000} {
		for _, c := range adverse {
			reports := c.make(n)
			b.Run(fmt.Sprintf("%s=%d", c.name, n), func(b *testing.B) { measure(b, reports) })
		}
	}
}

// adverse makes reports that bring up far too many others.
var adverse = []struct {
	name string
	make func(n int) []Report
}{
	{"copies", func(n int) []Report { // of one report
		one := newPress(2, 60_000).next()
		return each(n, func(i int) *record.Line {
			l := *one
			l.Report.ID = fmt.Sprint("c", i)
			l.Report.Version = l.Report.ID
			l.Statements = append([]record.Statement{}, one.Statements...)
			l.Statements[0].ID = l.Report.ID + ".s1"
			return &l
		})
	}},
	{"sentences", func(n int) []Report { // of one sentence each, by one speaker, without a date
		p := newPress(3, 60_000)
		return each(n, func(i int) *record.Line {
			text := p.sentence([]string{"talks", "minister", "harbour"}, 14)
			return makeLine(fmt.Sprint("s", i), "", "", []string{text}, "Mara Dvorin", text)
		})
	}},
	{"quoting", func(n int) []Report { // each second one quotes the whole of the one before it
		p := newPress(4, 60_000)
		var last *record.Line
		return each(n, func(i int) *record.Line {
			if i%2 == 0 {
				last = p.next()
				return last
			}
			at := *last.Report.Published.Time
			return makeLine(fmt.Sprint("q", i), at, "A reader sends this", []string{"“" + last.Report.Text + "”"}, "Mara Dvorin", "")
		})
	}},
	{"namesakes", func(n int) []Report { // of one family name
		p := newPress(5, 60_000)
		return each(n, func(i int) *record.Line {
			l := p.next()
			l.Actors[0].Name = capital(p.words[i%5000]) + " Dvorin"
			l.Actors[0].Names = []string{l.Actors[0].Name}
			return l
		})
	}},
}

func each(n int, line func(i int) *record.Line) []Report {
	out := make([]Report, n)
	for i := range out {
		out[i] = Report{Line: line(i)}
	}
	return out
}

func measure(b *testing.B, reports []Report) {
	b.ReportAllocs()
	start := cpu()
	for b.Loop() {
		Relate(reports)
	}
	b.ReportMetric(float64(len(reports))*float64(b.N)/(cpu()-start).Seconds(), "reports/cpu-s")
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapSys)/(1<<20), "heap-MB")
}
