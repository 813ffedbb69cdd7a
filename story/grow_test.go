package story

import (
	"fmt"
	"runtime"
	"testing"
)

func grown(n int) []Report {
	p := newPress(1, 60_000)
	out := make([]Report, n)
	for i := range out {
		out[i] = Report{Line: p.next()}
	}
	return out
}

// BenchmarkRelate measures reports a second as a record grows.
//
//	go test -bench Relate -cpu 1 -benchtime 1x ./story
func BenchmarkRelate(b *testing.B) {
	for _, n := range []int{2_000, 10_000, 50_000} {
		reports := grown(n)
		b.Run(fmt.Sprintf("grown=%d", n), func(b *testing.B) { measure(b, reports) })
	}
	same := make([]Report, 10_000)
	one := newPress(2, 60_000).next()
	for i := range same {
		l := *one
		l.Report.ID = fmt.Sprint("c", i)
		l.Report.Version = l.Report.ID
		same[i] = Report{Line: &l}
	}
	b.Run("copies=10000", func(b *testing.B) { measure(b, same) })
	sentence := make([]Report, 10_000)
	p := newPress(3, 60_000)
	for i := range sentence {
		text := p.sentence([]string{"talks", "minister", "harbour"}, 14)
		sentence[i] = Report{Line: makeLine(fmt.Sprint("s", i), "", "", []string{text}, "Mara Dvorin", text)}
	}
	b.Run("sentences=10000", func(b *testing.B) { measure(b, sentence) })
}

func measure(b *testing.B, reports []Report) {
	b.ReportAllocs()
	for b.Loop() {
		Relate(reports)
	}
	b.ReportMetric(float64(len(reports))*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapSys)/(1<<20), "heap-MB")
}
