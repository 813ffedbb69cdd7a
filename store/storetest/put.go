package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/record"
	"dateline/store"
	"dateline/store/query"
)

func testPutGet(t *testing.T, s store.Store) {
	entries := Generate(1, 30)
	want := store.Added{Versions: len(entries)}
	reports := map[string]bool{}
	var size int64
	for _, e := range entries {
		want.Statements += len(e.Line.Statements)
		reports[e.Line.Report.ID] = true
		size += int64(len(e.Original))
	}
	want.Reports = len(reports)
	want.Behind = want.Versions - want.Reports
	if got := put(t, s, entries...); got != want {
		t.Errorf("Put = %+v, want %+v", got, want)
	}
	for _, e := range entries {
		version := e.Line.Report.Version
		line, err := s.Version(t.Context(), version)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(e.Line, line); d != "" {
			t.Fatalf("Version(%s) (-want +got):\n%s", version, d)
		}
		original, err := s.Original(t.Context(), version)
		if err != nil || !bytes.Equal(original, e.Original) {
			t.Fatalf("Original(%s) = %q, %v", version, original, err)
		}
	}
	c, err := s.Counts(t.Context())
	if err != nil || c.Reports != want.Reports || c.Versions != want.Versions || c.Outlets != 3 || c.Bytes != size {
		t.Errorf("Counts = %+v, %v", c, err)
	}
	if n := len(statementIDs(t, s, "")); n != c.Statements {
		t.Errorf("Counts has %d statements, the list %d", c.Statements, n)
	}
	// A row shows the report as its record does, without what is long.
	rows, err := s.Reports(t.Context(), query.Query{}, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		line, err := s.Line(t.Context(), row.Report.ID)
		if err != nil {
			t.Fatal(err)
		}
		want := line.Report
		want.Text, want.Headlines, want.Parts = "", []record.Span{}, []record.Part{}
		if d := cmp.Diff(want, row.Report); d != "" {
			t.Fatalf("row (-want +got):\n%s", d)
		}
		if row.Statements != len(line.Statements) {
			t.Errorf("%s has %d statements, the row %d", want.ID, len(line.Statements), row.Statements)
		}
	}
	testNothing(t, s)
}

func testAgain(t *testing.T, s store.Store) {
	entries := Generate(2, 25)
	put(t, s, entries...)
	before := snapshot(t, s)
	if got := put(t, s, entries...); got != (store.Added{Known: len(entries)}) {
		t.Errorf("Put again = %+v", got)
	}
	if d := cmp.Diff(before, snapshot(t, s)); d != "" {
		t.Errorf("Put again changed (-before +after):\n%s", d)
	}
	// Twice in one batch, beside something new.
	e := Draft{ID: "new", Title: "A new one", Paragraphs: []string{"It is here."}}.Entry()
	want := store.Added{Reports: 1, Versions: 1, Known: 2}
	if got := put(t, s, e, e, entries[0]); got != want {
		t.Errorf("Put = %+v, want %+v", got, want)
	}
}

func testRefused(t *testing.T, s store.Store) {
	good := Generate(3, 3)
	for name, spoil := range map[string]func(*store.Entry){
		"original": func(e *store.Entry) { e.Original = append(e.Original[:len(e.Original):len(e.Original)], ' ') },
		"version":  func(e *store.Entry) { e.Line.Report.Version = "0" },
		"origin":   func(e *store.Entry) { e.Origin = nil },
		"text":     func(e *store.Entry) { e.Line.Report.Text += "!" },
		"id":       func(e *store.Entry) { e.Line.Report.ID = "" },
	} {
		bad := good[2]
		spoil(&bad)
		_, err := s.Put(t.Context(), []store.Entry{good[0], bad})
		var entry *store.EntryError
		if !errors.As(err, &entry) || entry.Location != bad.Line.Report.Location {
			t.Errorf("%s: %v, want an *EntryError", name, err)
		}
	}
	if c, err := s.Counts(t.Context()); err != nil || c != (store.Counts{}) {
		t.Errorf("Counts = %v, %v after refused batches", c, err)
	}
}

func testRenew(t *testing.T, s store.Store) {
	d := Draft{ID: "a", Title: "One", Paragraphs: []string{"The bridge is shut."}, Said: []Said{{Words: "The bridge is shut", Speaker: "Mara Dvorin"}}}
	old := d.Entry()
	put(t, s, old)
	d.Said[0].Speaker, d.Reader = "Tovin Selmani", "test/2"
	renewed := d.Entry()
	if got := put(t, s, renewed); got != (store.Added{Renewed: 1}) {
		t.Errorf("Put of another reader = %+v", got)
	}
	if line, err := s.Line(t.Context(), "a"); err != nil || *line.Statements[0].Speaker.Name != "Tovin Selmani" {
		t.Errorf("Line = %v, %v", line.Statements, err)
	}
	if got := statementIDs(t, s, "speaker:dvorin"); len(got) != 0 {
		t.Errorf("the old result is still found: %v", got)
	}
	if got := statementIDs(t, s, "speaker:selmani bridge"); len(got) != 1 {
		t.Errorf("the new result is not found: %v", got)
	}
	if got := put(t, s, renewed); got != (store.Added{Known: 1}) {
		t.Errorf("Put again = %+v", got)
	}
}

// testPlaces holds that the same bytes from several places are one version.
func testPlaces(t *testing.T, s store.Store) {
	d := Draft{ID: "a", Title: "One", Paragraphs: []string{"The bridge is shut."}, Location: "m.json", Offset: 7}
	first := d.Entry()
	d.Location = "b.json"
	before := d.Entry()
	d.Location = "z.json"
	after := d.Entry()
	put(t, s, first)
	if got := put(t, s, after, before); got != (store.Added{Known: 2, Moved: 1}) {
		t.Errorf("Put = %+v", got)
	}
	line, err := s.Line(t.Context(), "a")
	if err != nil || line.Report.Location != "b.json" {
		t.Errorf("the report stands at %s, %v", line.Report.Location, err)
	}
	// What is added again on standard input, with an outlet or without, changes
	// nothing of what was read from a file. Among files a stated outlet stays.
	named := first
	outlet := "Northwire"
	named.Line.Report.Location, named.Line.Report.Outlet = "-", &outlet
	if got := put(t, s, named); got != (store.Added{Known: 1}) {
		t.Errorf("Put = %+v", got)
	}
	where := func() string {
		line, err := s.Line(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		if line.Report.Outlet == nil {
			return line.Report.Location
		}
		return line.Report.Location + " " + *line.Report.Outlet
	}
	if got := where(); got != "b.json" {
		t.Errorf("the report stands at %s", got)
	}
	named.Line.Report.Location = "n.json"
	put(t, s, named, first)
	if got := where(); got != "n.json Northwire" {
		t.Errorf("the report stands at %s", got)
	}
	// The same bytes as another report: it is one version of one of them.
	d.ID, d.Location = "other", "a.json"
	other := d.Entry()
	other.Line.Report.Outlet = &outlet
	if got := put(t, s, other); got != (store.Added{Reports: 1, Known: 1, Moved: 1}) {
		t.Errorf("Put = %+v", got)
	}
	if got := ids(t, s, ""); !cmp.Equal(got, []string{"other"}) {
		t.Errorf("reports are %v", got)
	}
}

func testVersions(t *testing.T, s store.Store) {
	version := func(id, words, published, modified string) store.Entry {
		return Draft{ID: id, Title: "T", Paragraphs: []string{words}, Published: published, Modified: modified}.Entry()
	}
	tests := []struct {
		id   string
		last store.Entry // the current version
		rest []store.Entry
	}{
		{"modified", version("modified", "now", "2026-02-01", "2026-02-05T10:00:00Z"), []store.Entry{
			version("modified", "then", "2026-02-01", ""), version("modified", "before", "2026-02-01", "2026-02-03"),
		}},
		{"published", version("published", "now", "2026-02-09", ""), []store.Entry{
			version("published", "then", "2026-02-01", "2026-02-08"), version("published", "none", "", ""),
		}},
		{"zones", version("zones", "now", "2026-02-09T01:00:00-05:00", ""), []store.Entry{
			version("zones", "then", "2026-02-09T02:00:00+03:30", ""), version("zones", "partial", "--02-10", ""),
		}},
		{"old", version("old", "now", "1961-01-01", ""), []store.Entry{version("old", "then", "", "")}},
	}
	a, b := version("tie", "one", "", ""), version("tie", "two", "", "")
	if a.Line.Report.Version < b.Line.Report.Version {
		a, b = b, a
	}
	tests = append(tests, struct {
		id   string
		last store.Entry
		rest []store.Entry
	}{"tie", a, []store.Entry{b}})

	for _, tt := range tests {
		// The current one comes in the middle.
		if got := put(t, s, tt.rest[0]).Behind + put(t, s, tt.last).Behind; got != 0 {
			t.Errorf("%s: %d versions are behind that are the last ones yet", tt.id, got)
		}
		if got := put(t, s, tt.rest[1:]...).Behind; got != len(tt.rest)-1 {
			t.Errorf("%s: %d versions of %d are behind", tt.id, got, len(tt.rest)-1)
		}
		line, err := s.Line(t.Context(), tt.id)
		if err != nil || line.Report.Version != tt.last.Line.Report.Version {
			t.Errorf("%s: the current version is %q, %v", tt.id, line.Report.Text, err)
		}
	}
	rows, err := s.Reports(t.Context(), ask(t, "now"), store.Page{})
	if err != nil || len(rows) != 4 || rows[0].Versions < 2 {
		t.Errorf("Reports = %+v, %v", rows, err)
	}
	if got := ids(t, s, "then"); len(got) != 0 {
		t.Errorf("older versions are found: %v", got)
	}
}

// everything is all that a store shows.
type everything struct {
	Lines      []record.Line
	Reports    []store.ReportRow
	Statements []store.StatementRow
	Positions  []store.PositionRow
	Speakers   []store.SpeakerRow
	Hits       [][]store.Hit
	Counts     store.Counts
}

func snapshot(t *testing.T, s store.Store) everything {
	t.Helper()
	ctx := t.Context()
	all := everything{Lines: lines(t, s, query.Query{})}
	var errs [5]error
	all.Reports, errs[0] = s.Reports(ctx, query.Query{}, store.Page{})
	all.Statements, errs[1] = s.Statements(ctx, query.Query{}, store.Page{})
	all.Speakers, errs[2] = s.Speakers(ctx, query.Query{})
	all.Counts, errs[3] = s.Counts(ctx)
	all.Positions, errs[4] = s.Positions(ctx, query.Query{}, store.Page{})
	for _, q := range []string{"talks", `"red line" -sanctions`, "speaker:dvorin about:tavria", "談", "after:2026-02-09 outlet:wire"} {
		hits, err := s.Search(ctx, ask(t, q), store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		all.Hits = append(all.Hits, hits)
	}
	if err := errors.Join(errs[:]...); err != nil {
		t.Fatal(err)
	}
	return all
}

// testArrival holds that the same reports give the same record, whatever the
// order and the batches in which they came.
func testArrival(t *testing.T, open Open) {
	entries := Generate(4, 60)
	// The same bytes from another place belong to the set.
	for i := range 5 {
		e := entries[i*7]
		e.Line.Report.Location = fmt.Sprintf("again/%d.json", i)
		entries = append(entries, e)
	}
	var want everything
	for round := range 4 {
		rnd := rand.New(rand.NewPCG(uint64(round), 2))
		s := open(t)
		if round > 0 {
			rnd.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
		}
		for rest := slices.Clone(entries); len(rest) > 0; {
			n := min(len(rest), []int{1 << 10, 1, 7, 13}[round])
			put(t, s, rest[:n]...)
			rest = rest[n:]
		}
		got := snapshot(t, s)
		if round == 0 {
			want = got
		} else if d := cmp.Diff(want, got); d != "" {
			t.Errorf("round %d (-first +now):\n%.3000s", round, d)
		}
		closed(t, s)
	}
}

// testReaders holds that reading goes on while one writes, and that it sees
// whole batches.
func testReaders(t *testing.T, s store.Store) {
	entries := Generate(7, 120)
	const size = 10
	whole := map[int]bool{0: true} // counts of versions between batches
	for i := 1; i*size <= len(entries); i++ {
		whole[i*size] = true
	}
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for last := 0; ; {
				select {
				case <-done:
					return
				default:
				}
				c, err := s.Counts(t.Context())
				if err != nil || c.Versions < last || !whole[c.Versions] {
					t.Errorf("Counts = %v, %v after %d versions", c, err, last)
					return
				}
				last = c.Versions
				if _, err := s.Search(t.Context(), query.Query{Terms: []query.Term{{Words: []string{"talks"}}}}, store.Page{Limit: 5}); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for part := range slices.Chunk(entries, size) {
		put(t, s, part...)
	}
	close(done)
	wg.Wait()

	// A list that is being read stays what it was, whatever is added.
	n := 0
	for _, err := range s.Lines(t.Context(), query.Query{}) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 1 {
			put(t, s, Draft{ID: "late", Title: "Late", Published: "2030-01-01", Paragraphs: []string{strings.Repeat("More. ", 10)}}.Entry())
		}
	}
	if c, err := s.Counts(t.Context()); err != nil || n != c.Reports-1 {
		t.Errorf("Lines gave %d of %d reports, %v", n, c.Reports, err)
	}
}
