package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"dateline/pipeline"
	"dateline/source"
	"dateline/store"
	"dateline/store/postgres"
	"dateline/store/query"
	"dateline/store/sqlite"
)

// measurement says what to measure.
type measurement struct {
	store    string // file or address
	n        int
	step     int // reports between two lines of the table
	seed     uint64
	analysis pipeline.Analysis
	limit    time.Duration // ends the adding at the next step; 0 for none
}

// measure adds reports to a fresh record as dateline add does and prints a
// table: after each step the reports, the rate of the step and the size, the
// memory in use, the processor's time for each report; and at the end how long
// searches take.
func measure(ctx context.Context, w io.Writer, m measurement) (err error) {
	s, err := openStore(ctx, m.store)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	words, err := parseLists("words.txt", wordsFile)
	if err != nil {
		return err
	}
	g := newGenerator(words, m.seed)
	fmt.Fprintf(w, "%s, analysis %s\n%10s %9s %10s %9s %9s %8s\n", engineName(m.store), m.analysis, "reports", "a second", "originals", "store", "memory", "cpu")
	fmt.Fprintf(w, "%10s %9s %10s %9s %9s %8s\n", "", "", "MB", "MB", "MB", "ms each")
	begin := time.Now()
	for done := 0; done < m.n && (m.limit == 0 || time.Since(begin) < m.limit); {
		step := min(m.step, m.n-done)
		start, cpu := time.Now(), cpuTime()
		sum, err := pipeline.Add(ctx, s, generated(ctx, g, done, step), pipeline.Options{Analysis: m.analysis}, func(err error) { fmt.Fprintln(w, err) })
		if err != nil {
			return err
		}
		took := time.Since(start)
		done += step
		c, err := s.Counts(ctx)
		if err != nil {
			return err
		}
		if sum.Versions != step || c.Versions != done {
			return fmt.Errorf("of %d reports %d were kept", step, sum.Versions)
		}
		size, err := storeSize(ctx, m.store)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%10d %9.0f %10.0f %9.0f %9.0f %8.2f\n", done, float64(step)/took.Seconds(), float64(c.Bytes)/1e6, float64(size)/1e6, memory(),
			float64((cpuTime()-cpu).Microseconds())/1000/float64(step))
	}
	return searches(ctx, w, s)
}

func engineName(store string) string {
	if postgres.Is(store) {
		return "PostgreSQL"
	}
	return "SQLite"
}

func openStore(ctx context.Context, path string) (store.Store, error) {
	if postgres.Is(path) {
		return postgres.Open(ctx, path, postgres.Options{})
	}
	return sqlite.Open(ctx, path, sqlite.Options{})
}

// generated yields reports as the lines of one dump.
func generated(ctx context.Context, g *generator, from, n int) iter.Seq2[source.Item, error] {
	return func(yield func(source.Item, error) bool) {
		r, w := io.Pipe()
		defer r.Close()
		go func() { w.CloseWithError(writeLines(w, g, n)) }()
		for item, err := range source.Read(ctx, fmt.Sprintf("load-%09d.jsonl", from), r, source.Options{}) {
			if !yield(item, err) {
				return
			}
		}
	}
}

// storeSize returns the bytes that a store takes on disk.
func storeSize(ctx context.Context, path string) (int64, error) {
	if postgres.Is(path) {
		return postgres.Size(ctx, path)
	}
	var sum int64
	files, err := filepath.Glob(path + "*")
	for _, f := range files {
		if info, err := os.Stat(f); err == nil {
			sum += info.Size()
		}
	}
	return sum, err
}

// memory returns the resident memory of this process, in MB; 0 where the
// system does not tell.
func memory() float64 {
	b, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(b), "VmRSS:")
	if f := strings.Fields(rest); len(f) > 0 {
		kb, _ := strconv.ParseFloat(f[0], 64)
		return kb / 1000
	}
	return 0
}

// cpuTime returns the processor's time that this process has used.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// searches prints how long one page of an answer takes, and how much of that
// was this process's time on a processor, which others on the machine do not
// change.
func searches(ctx context.Context, w io.Writer, s store.Store) error {
	fmt.Fprintf(w, "%-34s %9s %9s %9s\n", "search, 50 rows, 20 times", "p50 ms", "p95 ms", "cpu ms")
	for _, text := range []string{
		"ceasefire", "talks", `"red line"`, "minister talks -sanctions", "outlet:wire ceasefire", "after:2026-02 before:2026-03", "zanzibar",
	} {
		q, err := query.Parse(text)
		if err != nil {
			return err
		}
		var took []time.Duration
		const times = 20
		cpu := cpuTime()
		for range times {
			start := time.Now()
			if _, err := s.Search(ctx, q, store.Page{Limit: 50}); err != nil {
				return err
			}
			took = append(took, time.Since(start))
		}
		cpu = (cpuTime() - cpu) / times
		slices.Sort(took)
		ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
		fmt.Fprintf(w, "%-34s %9.1f %9.1f %9.1f\n", text, ms(took[times/2-1]), ms(took[times*95/100-1]), ms(cpu))
	}
	return nil
}
