package web_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"dateline/store"
	"dateline/store/sqlite"
	"dateline/store/storetest"
	"dateline/web"
)

// BenchmarkDesk asks for pages over many generated reports and tells how long
// the slowest of twenty answers takes (p95), how much of the processors one
// takes, which other programs do not change, and how large a page is.
//
//	DESK_REPORTS=100000 DESK_STORE=/tmp/desk.db go test ./web -run - -bench Desk -benchtime 40x
//
// DESK_STORE names the file in which the record is made, or kept from before;
// without it a fresh one is made of DESK_REPORTS reports, 2,000 if not given.
func BenchmarkDesk(b *testing.B) {
	s, n := benchRecord(b)
	h := web.New(s, web.Options{Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return benchEnd }, Zone: time.UTC})
	rnd := rand.New(rand.NewPCG(1, 2))
	report := func() string { return fmt.Sprintf("r%06d", rnd.IntN(n)) }
	q := func(path, words string) string { return path + "?q=" + url.QueryEscape(words) }
	month := func() string {
		from := benchEnd.AddDate(0, -rnd.IntN(50)-2, 0)
		return " after:" + from.Format(time.DateOnly) + " before:" + from.AddDate(0, 1, 0).Format(time.DateOnly)
	}
	for _, page := range []struct {
		name    string
		address func() string
	}{
		{"Today", func() string { return "/" }},
		{"Statements", func() string { return "/statements" }},
		{"StatementsThreeFacets", func() string {
			return q("/statements", fmt.Sprintf("speaker:%q kind:direct outlet:%q", benchPeople[rnd.IntN(40)], benchOutlets[rnd.IntN(8)]))
		}},
		{"StatementsMonth", func() string {
			return q("/statements", "speaker:"+strings.Fields(benchPeople[rnd.IntN(40)])[1]+month())
		}},
		{"StatementsWords", func() string { return q("/statements", "ceasefire prisoners") }},
		{"StatementsRank", func() string { return q("/statements", "ceasefire prisoners") + "&sort=rank" }},
		{"Search", func() string { return q("/search", "ceasefire prisoners") }},
		{"SearchRank", func() string { return q("/search", "ceasefire prisoners") + "&sort=rank" }},
		{"Sources", func() string { return "/sources" }},
		{"Review", func() string { return "/review?doubt=statement" }},
		{"Report", func() string { return "/reports/" + report() }},
		{"Statement", func() string { return "/statements/" + report() + ".s2" }},
		{"Positions", func() string { return "/positions" }},
		{"PairFiveYears", func() string { return "/pairs/" + benchStates[rnd.IntN(3)] + "/" + benchStates[3+rnd.IntN(3)] }},
		{"Pairs", func() string { return "/pairs" }},
		{"Meetings", func() string { return "/meetings" }},
		{"Verify", func() string { return q("/verify", "no text is final until the prisoners are home") }},
		{"Speaker", func() string { return "/speakers/" + url.PathEscape(benchPeople[rnd.IntN(40)]) }},
	} {
		b.Run(page.name, func(b *testing.B) {
			var took []float64
			largest := 0
			ask := func() {
				r := httptest.NewRequest(http.MethodGet, page.address(), nil)
				r.Host = "localhost"
				w := httptest.NewRecorder()
				begun := time.Now()
				h.ServeHTTP(w, r)
				took = append(took, float64(time.Since(begun).Microseconds())/1000)
				if w.Code != 200 {
					b.Fatalf("%s: %d", r.URL, w.Code)
				}
				largest = max(largest, w.Body.Len())
			}
			ask() // what is cached is cached
			took = took[:0]
			before := cpuTime(b)
			for b.Loop() {
				ask()
			}
			b.ReportMetric(float64((cpuTime(b)-before).Microseconds())/1000/float64(len(took)), "cpu-ms")
			slices.Sort(took)
			b.ReportMetric(took[min(len(took)-1, len(took)*95/100)], "p95-ms")
			b.ReportMetric(float64(largest)/1000, "kB/page")
		})
	}
}

// cpuTime is what this process has used of the processors.
func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

var (
	benchEnd     = time.Date(2030, 12, 31, 12, 0, 0, 0, time.UTC)
	benchOutlets = benchNames(40, []string{"Harbour", "Senn", "Northern", "Lisane", "Kestrel"}, []string{"Wire", "Courier", "Ledger", "Post", "Tribune", "Gazette", "Star", "Herald"})
	benchPeople  = benchNames(400, []string{"Mara", "Ivo", "Tomas", "Ilse", "Ruzan", "Noor", "Kamal", "Bozhena", "Halvard", "Leontyna", "Farrukh", "Ilyana", "Andrej", "Idris", "Caspar", "Yasmin", "Radomir", "Beatriz", "Maren", "Jonas"},
		[]string{"Dvorin", "Sahl", "Rell", "Marant", "Dirange", "Haraldsen", "Uzdan", "Achike", "Stijn", "Brask", "Desh", "Drozd", "Pell", "Vann", "Oduya", "Toravi", "Asch", "Holm", "Adeyo", "Iwe"})
	benchStates = []string{"Tavria", "Kesh", "Velmark", "Orsena", "Morvenia", "Lisane", "Hulm", "Ashkara"}
)

func benchNames(n int, first, last []string) []string {
	var out []string
	for i := range n {
		out = append(out, first[i%len(first)]+" "+last[(i/len(first)+i)%len(last)])
	}
	return out
}

// benchRecord opens the record to measure, and makes it if it is not there.
func benchRecord(b *testing.B) (store.Store, int) {
	b.Helper()
	n := 2000
	if x, err := strconv.Atoi(os.Getenv("DESK_REPORTS")); err == nil {
		n = x
	}
	path := os.Getenv("DESK_STORE")
	if path == "" {
		path = filepath.Join(b.TempDir(), "record.db")
	}
	s, err := sqlite.Open(b.Context(), path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	counts, err := s.Counts(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for i := counts.Reports; i < n; {
		var batch []store.Entry
		for ; i < n && len(batch) < 256; i++ {
			batch = append(batch, benchReport(i, n))
		}
		if _, err := s.Put(context.WithoutCancel(b.Context()), batch); err != nil {
			b.Fatal(err)
		}
	}
	return s, n
}

// benchReport is the i-th of n reports, which reach over five years.
func benchReport(i, n int) store.Entry {
	rnd := rand.New(rand.NewPCG(7, uint64(i)))
	early := func(list []string) string { // early ones come more often, as in the news
		u := rnd.Float64()
		return list[int(u*u*float64(len(list)))]
	}
	words := strings.Fields(`talks ceasefire prisoners inspections tolls dams guns borders tariffs observers envoys annex
		river signing maps drafts harbour grain withdrawal monitors deadline ultimatum offer answer order text rooms capitals lawyers money`)
	clause := func(k int) string {
		var out []string
		for range k {
			out = append(out, early(words))
		}
		return strings.Join(out, " ")
	}
	at := benchEnd.Add(-time.Duration(float64(n-i) / float64(n) * float64(5*365*24) * float64(time.Hour)))
	a, c := early(benchStates), benchStates[rnd.IntN(len(benchStates))]
	d := storetest.Draft{
		ID: fmt.Sprintf("r%06d", i), Outlet: early(benchOutlets), Title: fmt.Sprintf("%s and %s %s, report %d", a, c, clause(3), i),
		Published: at.Format("2006-01-02T15:04:05Z"), Location: "load/" + strconv.Itoa(i%64) + ".jsonl", Offset: int64(i),
	}
	kinds := []string{"direct", "direct", "mixed", "indirect"}
	for k := range 8 {
		who := early(benchPeople)
		said := fmt.Sprintf("%s until the %s, point %d of %d", clause(14), clause(6), k, i)
		d.Paragraphs = append(d.Paragraphs, fmt.Sprintf("“%s,” said %s. Others who were in the room told it in another way, and asked not to be named.", said, who))
		grade := "to check"
		if rnd.IntN(4) == 0 {
			grade = "sure"
		}
		d.Said = append(d.Said, storetest.Said{Words: said, Speaker: who, Role: "envoy", Kind: kinds[rnd.IntN(4)], Grade: grade})
		d.Names = append(d.Names, storetest.Name{Words: who, Kind: "person"})
		if k%3 == 0 {
			d.Held = append(d.Held, storetest.Held{Words: said, Kind: []string{"demand", "refusal", "offer", "threat"}[rnd.IntN(4)], Holder: a, Said: k + 1})
		}
	}
	if a != c {
		did := fmt.Sprintf("%s and %s moved on %s on a day of report %d", a, c, clause(4), i)
		d.Paragraphs = append(d.Paragraphs, did+".")
		x := storetest.Done{Words: did, Type: "CONSULT", Actors: []string{a}, Recipients: []string{c}}
		if rnd.IntN(3) == 0 {
			x.Type, x.Track = "ASSAULT", "military"
		}
		if rnd.IntN(3) == 0 {
			x.By = benchPeople[0]
		}
		d.Done = append(d.Done, x)
		if rnd.IntN(10) == 0 {
			d.Met = append(d.Met, storetest.Met{Parties: []string{a, c}, Status: "planned", Date: at.AddDate(0, 0, 5).Format(time.DateOnly)})
		}
	}
	return d.Entry()
}
