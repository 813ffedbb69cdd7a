package postgres

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"dateline/store"
	"dateline/store/postgres/pgtest"
	"dateline/store/query"
	"dateline/store/sqlite"
	"dateline/store/storetest"
)

func openAt(t *testing.T, address string) *Store {
	t.Helper()
	s, err := Open(t.Context(), address, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStore(t *testing.T) {
	srv := pgtest.Start(t)
	storetest.Run(t, func(t *testing.T) store.Store { return openAt(t, srv.Database(t)) })
}

// crashAddress tells the process that is to be killed where the database is.
const crashAddress = "DATELINE_POSTGRES_CRASH"

// TestCrash kills the program that writes.
func TestCrash(t *testing.T) {
	if os.Getenv(crashAddress) == "" {
		t.Setenv(crashAddress, pgtest.Start(t, "fsync = on").Database(t))
	}
	storetest.Crash(t, func(t *testing.T, _ string) store.Store {
		return openAt(t, os.Getenv(crashAddress))
	}, func(t *testing.T, s store.Store) {
		if err := s.(*Store).Check(t.Context(), func(problem string) { t.Error(problem) }); err != nil {
			t.Error(err)
		}
	})
}

// TestCheck holds that what differs from the record in a table is found.
func TestCheck(t *testing.T) {
	s := openAt(t, pgtest.Start(t).Database(t))
	defer s.Close()
	if _, err := s.Put(t.Context(), storetest.Generate(1, 10)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.Exec(t.Context(), `UPDATE statement SET words = 'x' WHERE n = (SELECT min(n) FROM statement)`); err != nil {
		t.Fatal(err)
	}
	var found []string
	if err := s.Check(t.Context(), func(p string) { found = append(found, p) }); err != nil {
		t.Fatal(err)
	}
	if len(found) != 1 || !strings.HasPrefix(found[0], `"words" in the table is not what the record has: statement 1 of`) {
		t.Errorf("found %q", found)
	}
}

// TestSameAnswers holds that both engines answer the same queries alike, on the
// same reports.
func TestSameAnswers(t *testing.T) {
	pg := openAt(t, pgtest.Start(t).Database(t))
	defer pg.Close()
	lite, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer lite.Close()
	entries := storetest.Generate(21, 200)
	entries = append(entries, longReports()...)
	for _, s := range []store.Store{pg, lite} {
		if _, err := s.Put(t.Context(), entries); err != nil {
			t.Fatal(err)
		}
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	pieces := []string{
		"talks", "red", "line", `"red line"`, `"line red"`, "day", "tavria", "сторон", "談", "雙方", "speaker:dvorin", "speaker:القاسم", "kind:direct",
		"kind:indirect", "about:tavria", "place:morvenia", "outlet:wire", "after:2026-03", "before:2026-06", "café", "naive", "said", "officials",
		"midnight", "first", "12", `"talks with the lesser isles"`, "outlet:courier", "speaker:minister", "track:other", "type:demand", "zanzibar",
		`"the end"`, "the", `"bridge of bridges"`, "lastword",
	}
	hits := 0
	for i := range 400 {
		var q []string
		for range 1 + rnd.IntN(3) {
			minus := ""
			if rnd.IntN(4) == 0 {
				minus = "-"
			}
			q = append(q, minus+pieces[rnd.IntN(len(pieces))])
		}
		text := strings.Join(q, " ")
		parsed, err := query.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		p := store.Page{Limit: 1 + rnd.IntN(60)}
		var got [2]struct {
			Hits       []store.Hit
			Statements []store.StatementRow
			Positions  []store.PositionRow
			Speakers   []store.SpeakerRow
		}
		for k, s := range []store.Store{pg, lite} {
			var errs [4]error
			got[k].Hits, errs[0] = s.Search(t.Context(), parsed, p)
			got[k].Statements, errs[1] = s.Statements(t.Context(), parsed, p)
			got[k].Positions, errs[2] = s.Positions(t.Context(), parsed, p)
			got[k].Speakers, errs[3] = s.Speakers(t.Context(), parsed)
			if err := errors.Join(errs[:]...); err != nil {
				t.Fatalf("%s: %v", text, err)
			}
		}
		hits += len(got[0].Hits)
		if d := cmp.Diff(got[1], got[0]); d != "" {
			t.Fatalf("query %d, %s (-SQLite +PostgreSQL):\n%.3000s", i, text, d)
		}
	}
	if hits < 1000 {
		t.Errorf("only %d hits were compared", hits)
	}
}

// longReports are reports whose words do not fit into one tsvector, and such
// as its text type cannot hold.
func longReports() []store.Entry {
	filler := strings.Repeat("The bridge of bridges is the longest of the river, and the river is the end of the land. ", 1500)
	all := storetest.Draft{ID: "long", Title: "A long one", Published: "2026-04-01", Paragraphs: []string{"Zanzibar begins it.", filler, "The red line is the lastword."}}
	odd := storetest.Draft{
		ID: "odd", Title: "Nul \x00 in talks", Outlet: "Harbour\x00 Wire", Published: "2026-04-02", Location: "in/\x00.json",
		Paragraphs: []string{"Red \x00 line talks. " + strings.Repeat("w", 3000) + " said officials."},
	}
	return []store.Entry{all.Entry(), odd.Entry()}
}

// TestLong looks for words on both sides of where a long text is cut, and for
// phrases across.
func TestLong(t *testing.T) {
	s := openAt(t, pgtest.Start(t).Database(t))
	defer s.Close()
	var words []string
	for i := range 40_000 {
		words = append(words, fmt.Sprintf("w%d", i))
	}
	text := strings.Join(words, " ")
	if _, err := s.Put(t.Context(), []store.Entry{storetest.Draft{ID: "a", Title: "Numbers", Paragraphs: []string{text}}.Entry()}); err != nil {
		t.Fatal(err)
	}
	for q, want := range map[string]int{
		"w0 w39999": 1, "w0 w40000": 0, "w5 -w39999": 0, "-w40000": 1,
		`"` + strings.Join(words[15_950:16_060], " ") + `"`:                                     1, // across the cut, and longer than a run
		`"` + strings.Join(append(append([]string{}, words[15_950:16_060]...), "x"), " ") + `"`: 0,
		`"` + strings.Join(words, " ") + `"`:                                                    1,
	} {
		parsed, err := query.Parse(q)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := s.Reports(t.Context(), parsed, store.Page{})
		if err != nil || len(rows) != want {
			t.Errorf("%.60s finds %d, %v, want %d", q, len(rows), err, want)
		}
	}
	for at := 15_000; at < 17_000; at++ {
		if at%97 != 0 && (at < 15_960 || at > 16_010) {
			continue
		}
		parsed, err := query.Parse(`"` + words[at] + " " + words[at+1] + `"`)
		if err != nil {
			t.Fatal(err)
		}
		if rows, err := s.Reports(t.Context(), parsed, store.Page{}); err != nil || len(rows) != 1 {
			t.Errorf("the phrase at %d: %d, %v", at, len(rows), err)
		}
	}
}

// TestRefused holds that what cannot be opened says why, without a password.
func TestRefused(t *testing.T) {
	srv := pgtest.Start(t)
	used := srv.Database(t)
	s := openAt(t, used)
	if _, err := s.db.Exec(t.Context(), `INSERT INTO dateline_migration (version_id, is_applied) VALUES (99, true)`); err != nil {
		t.Fatal(err)
	}
	s.Close()
	foreign := openAt(t, srv.Database(t))
	defer foreign.Close()
	if _, err := foreign.db.Exec(t.Context(), `DROP TABLE dateline_migration`); err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]string{
		used:                      "made by a newer version of dateline: its format is 99",
		foreign.path:              "the database holds other tables",
		srv.URL("nosuchdatabase"): "there is no such database",
		"postgres://x:secret@127.0.0.1:1/d?password=secret": "is the server running?",
		"postgres://x:secret@127.0.0.1:1/d?sslmode=silly":   "not one of PostgreSQL",
	} {
		_, err := Open(t.Context(), address, Options{})
		var e *store.Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "\n") {
			t.Errorf("Open(%s): %v, want %q", Redacted(address), err, want)
		}
	}
	if _, err := Open(t.Context(), srv.Database(t), Options{ReadOnly: true}); err == nil || !strings.Contains(err.Error(), "there is no record in the database yet") {
		t.Errorf("reading an empty database: %v", err)
	}
}

// TestRedacted holds that no address is shown with its password.
func TestRedacted(t *testing.T) {
	for address, want := range map[string]string{
		"postgres://x:secret@db.example/d":                              "postgres://x@db.example/d",
		"postgres://x:s%40cret@a.example:1,b.example:2/d":               "postgres://x@a.example:1,b.example:2/d",
		"postgres://a.example:1,b.example:2/d?password=secret&user=x":   "postgres://a.example:1,b.example:2/d?user=x",
		"postgresql://db.example/d?password=secret&sslmode=verify-full": "postgresql://db.example/d?sslmode=verify-full",
	} {
		if got := Redacted(address); got != want {
			t.Errorf("Redacted(%s) = %s, want %s", address, got, want)
		}
	}
}

// TestOlder holds that a database of an older format is changed only where the
// caller says that there is a backup.
func TestOlder(t *testing.T) {
	address := pgtest.Start(t).Database(t)
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := migrate(t.Context(), db, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), `INSERT INTO journal (at, what, version) VALUES (1, 'added', 'x')`); err != nil {
		t.Fatal(err)
	}
	for _, opt := range []Options{{}, {ReadOnly: true}} {
		if _, err := Open(t.Context(), address, opt); err == nil || !strings.Contains(err.Error(), "older version") {
			t.Errorf("Open(%+v): %v", opt, err)
		}
	}
	s, err := Open(t.Context(), address, Options{Upgrade: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Check(t.Context(), func(p string) { t.Error(p) }); err != nil {
		t.Error(err)
	}
	if c, err := s.Changes(t.Context(), 0, 10); err != nil || len(c) != 1 {
		t.Errorf("Changes = %+v, %v", c, err)
	}
}

// TestServerGone takes the server away in the middle: a clear error, nothing
// half-written, and the same store goes on once it is back.
func TestServerGone(t *testing.T) {
	srv := pgtest.Start(t, "fsync = on")
	s := openAt(t, srv.Database(t))
	defer s.Close()
	entries := storetest.Generate(22, 60)
	if _, err := s.Put(t.Context(), entries[:20]); err != nil {
		t.Fatal(err)
	}
	srv.Kill()
	_, err := s.Put(t.Context(), entries)
	var e *store.Error
	if !errors.As(err, &e) || !strings.Contains(err.Error(), "server") {
		t.Errorf("Put without a server: %v", err)
	}
	if _, err := s.Reports(t.Context(), query.Query{}, store.Page{}); !errors.As(err, &e) {
		t.Errorf("Reports without a server: %v", err)
	}
	if err := srv.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	c, err := s.Counts(t.Context())
	for try := 0; err != nil && try < 10; try++ { // connections that are dead go one by one
		c, err = s.Counts(t.Context())
	}
	if err != nil || c.Versions != 20 {
		t.Fatalf("Counts = %+v, %v after the server came back", c, err)
	}
	if _, err := s.Put(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context(), func(p string) { t.Error(p) }); err != nil {
		t.Error(err)
	}
}

// TestReadOnly holds that a session that may not write says so.
func TestReadOnly(t *testing.T) {
	srv := pgtest.Start(t)
	address := srv.Database(t)
	openAt(t, address).Close()
	s := openAt(t, address+"&default_transaction_read_only=on")
	defer s.Close()
	if _, err := s.Put(t.Context(), storetest.Generate(1, 3)); err == nil || !strings.Contains(err.Error(), "it may not be written to") {
		t.Errorf("Put = %v", err)
	}
}

// TestDiskFull fills the server's disk: a clear error, nothing half-written,
// and the same reports go in once there is room.
func TestDiskFull(t *testing.T) {
	srv := pgtest.Start(t, "temp_buffers = 1MB")
	s := openAt(t, srv.Database(t))
	defer s.Close()
	// A disk of its own for what grows, since the log must stay writable.
	space, grow := srv.SmallDisk(t, 4<<20)
	for _, table := range []string{"original", "result", "report_words"} {
		if _, err := s.db.Exec(t.Context(), `ALTER TABLE `+table+` SET TABLESPACE `+space); err != nil {
			t.Fatal(err)
		}
	}
	committed := 0
	var err error
	for i := range 400 {
		entries := storetest.Generate(uint64(100+i), 20)
		for k := range entries {
			d := storetest.Draft{ID: fmt.Sprintf("f%d-%d", i, k), Title: "Full", Paragraphs: []string{noise(uint64(i*100+k), 20_000)}}
			entries[k] = d.Entry()
		}
		if _, err = s.Put(t.Context(), entries); err != nil {
			break
		}
		committed += len(entries)
	}
	if err == nil || !strings.Contains(err.Error(), "the server's disk is full") {
		t.Fatalf("Put = %v after %d reports", err, committed)
	}
	c, err := s.Counts(t.Context())
	if err != nil || c.Versions != committed || committed == 0 {
		t.Errorf("Counts = %+v, %v, want %d versions", c, err, committed)
	}
	if err := s.Check(t.Context(), func(p string) { t.Error(p) }); err != nil {
		t.Error(err)
	}
	grow()
	if added, err := s.Put(t.Context(), storetest.Generate(99, 60)); err != nil || added.Versions != 60 {
		t.Errorf("Put = %+v, %v with room again", added, err)
	}
}

// noise returns n letters that do not compress.
func noise(seed uint64, n int) string {
	rnd := rand.New(rand.NewPCG(seed, 7))
	var b strings.Builder
	for b.Len() < n {
		fmt.Fprintf(&b, "%x ", rnd.Uint64())
	}
	return b.String()
}

// TestClock lets the server's clock go back: a lease of before does not last
// until it is there again, and nothing is done twice by it.
func TestClock(t *testing.T) {
	s := openAt(t, pgtest.Start(t).Database(t))
	defer s.Close()
	ctx := t.Context()
	if _, err := s.Enqueue(ctx, []store.Task{{Paths: []string{"/a"}, Last: 10}}); err != nil {
		t.Fatal(err)
	}
	first, err := s.Lease(ctx, "first", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Lease(ctx, "second", time.Minute); !errors.Is(err, store.ErrNoJob) {
		t.Errorf("Lease of what another has: %v", err)
	}
	for _, jump := range []string{
		`UPDATE worker SET seen = seen + interval '2 days'`, `UPDATE job SET until = until + interval '2 days'`,
	} {
		if _, err := s.db.Exec(ctx, jump); err != nil {
			t.Fatal(err)
		}
	}
	second, err := s.Lease(ctx, "third", time.Minute)
	if err != nil || second.ID != first.ID {
		t.Fatalf("Lease = %+v, %v after the clock went back", second, err)
	}
	entries := storetest.Generate(1, 6)
	if _, err := s.Commit(ctx, first, entries, nil, 10, true, time.Minute); !errors.Is(err, store.ErrLeaseLost) {
		t.Errorf("Commit of the worker whose lease was taken: %v", err)
	}
	if _, err := s.Commit(ctx, second, entries, nil, 10, true, time.Minute); err != nil {
		t.Error(err)
	}
}

// TestReadWhileWriting holds that reading waits for no transaction that writes.
func TestReadWhileWriting(t *testing.T) {
	s := openAt(t, pgtest.Start(t).Database(t))
	defer s.Close()
	storetest.ReadWhileWriting(t, s, func(entries []store.Entry, during func()) error {
		ready, err := s.prepare(t.Context(), entries)
		if err != nil {
			return err
		}
		return s.writing(t.Context(), func(tx pgx.Tx) error {
			_, err := s.write(t.Context(), tx, ready)
			during()
			return err
		})
	})
}

// TestConnectionCut cuts the connection in the middle of a transaction: a clear
// error, nothing half-written, and the same store goes on.
func TestConnectionCut(t *testing.T) {
	s := openAt(t, pgtest.Start(t).Database(t))
	defer s.Close()
	entries := storetest.Generate(24, 30)
	ready, err := s.prepare(t.Context(), entries)
	if err != nil {
		t.Fatal(err)
	}
	err = s.fail(t.Context(), "add", s.writing(t.Context(), func(tx pgx.Tx) error {
		if _, err := s.write(t.Context(), tx, ready); err != nil {
			return err
		}
		_, err := s.db.Exec(t.Context(), `SELECT pg_terminate_backend($1)`, tx.Conn().PgConn().PID())
		return err
	}))
	if err == nil || !strings.Contains(err.Error(), "the connection to the server was lost") {
		t.Errorf("Put over a connection that was cut: %v", err)
	}
	if c, err := s.Counts(t.Context()); err != nil || c != (store.Counts{}) {
		t.Errorf("Counts = %+v, %v", c, err)
	}
	if added, err := s.Put(t.Context(), entries); err != nil || added.Versions != 30 {
		t.Errorf("Put = %+v, %v", added, err)
	}
}
