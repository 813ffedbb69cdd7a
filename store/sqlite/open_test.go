package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/store"
	"dateline/store/pack"
	"dateline/store/query"
	"dateline/store/storetest"
)

// edit changes the file of a store behind its back.
func edit(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
}

// made makes a store with a few reports and returns its path.
func made(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "record.db")
	s := openAt(t, path)
	if _, err := s.Put(t.Context(), storetest.Generate(1, 10)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// fails checks that err is a *store.Error that names path and gives a reason.
func fails(t *testing.T, err error, path, reason string) {
	t.Helper()
	var e *store.Error
	if !errors.As(err, &e) || e.Path != path || !strings.Contains(e.Error(), reason) || strings.Contains(e.Error(), "\n") {
		t.Errorf("%v, want an error of %s that says %q", err, path, reason)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(text, []byte(strings.Repeat("These are notes, no database. ", 99)), 0o600); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(dir, "foreign.db")
	edit(t, foreign, "CREATE TABLE t (x)")
	newer := made(t)
	edit(t, newer, "PRAGMA user_version = 900")
	for path, reason := range map[string]string{
		text:                                 "not a dateline store",
		foreign:                              "not a dateline store",
		newer:                                "newer version of dateline",
		dir:                                  "a folder",
		filepath.Join(dir, "no", "store.db"): "no folder",
		"":                                   "a store is a file",
		":memory:":                           "a store is a file",
	} {
		for _, opt := range []Options{{}, {ReadOnly: true}} {
			s, err := Open(t.Context(), path, opt)
			if err == nil {
				s.Close()
			}
			if opt.ReadOnly && reason == "no folder" {
				continue // no file is what it says
			}
			fails(t, err, path, reason)
		}
	}
	// What is refused is left as it was.
	if data, err := os.ReadFile(text); err != nil || !strings.HasPrefix(string(data), "These are notes") {
		t.Errorf("the notes are now %.20q, %v", data, err)
	}
	db, err := sql.Open("sqlite", foreign)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var tables int
	var mode string
	if err := db.QueryRowContext(t.Context(), "SELECT (SELECT count(*) FROM sqlite_schema), (SELECT journal_mode FROM pragma_journal_mode)").Scan(&tables, &mode); err != nil || tables != 1 || mode == "wal" {
		t.Errorf("the foreign file has %d tables, journal mode %s, %v", tables, mode, err)
	}
}

func TestOpenReadOnly(t *testing.T) {
	path := made(t)
	missing := filepath.Join(t.TempDir(), "none.db")
	_, err := Open(t.Context(), missing, Options{ReadOnly: true})
	fails(t, err, missing, "no such file")
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v is not ErrNotExist", err)
	}
	if _, err := os.Stat(missing); err == nil {
		t.Error("opening for reading made the file")
	}

	s, err := Open(t.Context(), path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if rows, err := s.Reports(t.Context(), query.Query{}, store.Page{}); err != nil || len(rows) == 0 {
		t.Errorf("Reports = %v, %v", rows, err)
	}
	_, err = s.Put(t.Context(), storetest.Generate(2, 1))
	fails(t, err, path, "reading alone")
}

// TestReadOnlyFolder reads a store as from a disk that may not be written to.
func TestReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root writes everywhere")
	}
	path := made(t)
	dir := filepath.Dir(path)
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o700) })
	s, err := Open(t.Context(), path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if c, err := s.Counts(t.Context()); err != nil || c.Reports == 0 {
		t.Errorf("Counts = %v, %v", c, err)
	}
	_, err = Open(t.Context(), path, Options{})
	fails(t, err, path, "")
}

func TestOpenTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Go(func() {
			s, err := Open(t.Context(), path, Options{})
			if err != nil {
				t.Error(err)
				return
			}
			defer s.Close()
			if _, err := s.Put(t.Context(), storetest.Generate(uint64(i%2), 5)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	s := openAt(t, path)
	defer s.Close()
	if c, err := s.Counts(t.Context()); err != nil || c.Versions != 10 {
		t.Errorf("Counts = %+v, %v, want 10 versions", c, err)
	}
	if err := s.Check(t.Context(), func(problem string) { t.Error(problem) }); err != nil {
		t.Error(err)
	}
}

// TestFormat holds that the file says what it is.
func TestFormat(t *testing.T) {
	s := openAt(t, made(t))
	defer s.Close()
	latest, err := latestMigration()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]any{
		"application_id": int64(applicationID), "user_version": latest, "journal_mode": "wal",
		"synchronous": int64(2), "foreign_keys": int64(1),
	} {
		var got any
		if err := s.write.QueryRowContext(t.Context(), "PRAGMA "+name).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %v, %v, want %v", name, got, err, want)
		}
	}
	if _, err := s.read.ExecContext(t.Context(), "DELETE FROM journal"); err == nil {
		t.Error("a reading connection has written")
	}
	var lax int
	if err := s.read.QueryRowContext(t.Context(), `
		SELECT count(*) FROM pragma_table_list
		WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'goose%'`).Scan(&lax); err != nil || lax != 0 {
		t.Errorf("%d tables are not STRICT, %v", lax, err)
	}
}

func TestFull(t *testing.T) {
	path := made(t)
	s := openAt(t, path)
	defer s.Close()
	if _, err := s.write.ExecContext(t.Context(), "PRAGMA max_page_count = 1"); err != nil { // as many as there are
		t.Fatal(err)
	}
	before, err := s.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Put(t.Context(), storetest.Generate(3, 200))
	fails(t, err, path, "disk is full")
	if after, err := s.Counts(t.Context()); err != nil || after != before {
		t.Errorf("Counts = %v, %v; before %v", after, err, before)
	}
	if _, err := s.write.ExecContext(t.Context(), "PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), storetest.Generate(3, 200)); err != nil {
		t.Errorf("with room again: %v", err)
	}
}

func TestDamage(t *testing.T) {
	path := made(t)
	version := storetest.Generate(1, 1)[0].Line.Report.Version
	c, err := pack.NewCodec("")
	if err != nil {
		t.Fatal(err)
	}
	s := openAt(t, path)
	defer s.Close()
	for name, blob := range map[string][]byte{"other bytes": c.Pack([]byte("other")), "no zstd": []byte("other")} {
		if _, err := s.write.ExecContext(t.Context(), `UPDATE original SET bytes = ? WHERE version = (SELECT n FROM version WHERE id = ?)`, blob, version); err != nil {
			t.Fatal(err)
		}
		_, err := s.Original(t.Context(), version)
		var damage *store.DamageError
		if !errors.As(err, &damage) || damage.Version != version || damage.Path != path {
			t.Errorf("%s: %v, want a *DamageError", name, err)
		}
	}
	edit(t, path, "UPDATE result SET line = x'00', origin = x'00'")
	_, err = s.Version(t.Context(), version)
	_, err2 := s.Search(t.Context(), query.Query{}, store.Page{})
	for _, err := range []error{err, err2} {
		var damage *store.DamageError
		if !errors.As(err, &damage) {
			t.Errorf("%v, want a *DamageError", err)
		}
	}
	n := 0
	for _, err := range s.Lines(t.Context(), query.Query{}) {
		var damage *store.DamageError
		if n++; !errors.As(err, &damage) {
			t.Errorf("Lines: %v, want a *DamageError", err)
		}
	}
	if n != 1 {
		t.Errorf("Lines went on %d times", n)
	}
}

func TestJournal(t *testing.T) {
	at := time.Date(2026, 2, 9, 12, 0, 0, 0, time.UTC)
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), Options{Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	entries := storetest.Generate(1, 3)
	for range 2 {
		if _, err := s.Put(t.Context(), entries); err != nil {
			t.Fatal(err)
		}
		at = at.Add(time.Hour)
	}
	for i := range entries {
		entries[i].Reader = "test/2"
	}
	if _, err := s.Put(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	var got string
	if err := s.read.QueryRowContext(t.Context(), `SELECT group_concat(at || ' ' || what, ', ' ORDER BY seq) FROM journal`).Scan(&got); err != nil {
		t.Fatal(err)
	}
	const want = "1770638400 added, 1770638400 added, 1770638400 added, 1770645600 renewed, 1770645600 renewed, 1770645600 renewed"
	if got != want {
		t.Errorf("the journal is %s, want %s", got, want)
	}
	var reader string
	if err := s.read.QueryRowContext(t.Context(), `SELECT min(p.reader || ' then ' || v.reader) FROM previous p JOIN version v ON v.n = p.version HAVING count(*) = 3`).Scan(&reader); err != nil || reader != "test/1 then test/2" {
		t.Errorf("results are of %q, %v", reader, err)
	}
}

// TestViews holds that the views show what the lists do.
func TestViews(t *testing.T) {
	s := openAt(t, made(t))
	defer s.Close()
	ctx := context.Background()
	count := func(query string) (n int) {
		t.Helper()
		if err := s.read.QueryRowContext(ctx, query).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	reports, err := s.Reports(ctx, query.Query{}, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	statements, err := s.Statements(ctx, query.Query{}, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	quotations := 0
	for _, r := range statements {
		if r.Statement.Kind != "indirect" {
			quotations++
		}
	}
	if got := count(`SELECT count(*) FROM reports`); got != len(reports) {
		t.Errorf("reports has %d rows, want %d", got, len(reports))
	}
	if got := count(`SELECT count(*) FROM statements`); got != len(statements) {
		t.Errorf("statements has %d rows, want %d", got, len(statements))
	}
	if got := count(`SELECT count(*) FROM quotations WHERE quotation <> ''`); got != quotations {
		t.Errorf("quotations has %d rows, want %d", got, quotations)
	}
	if got := count(`SELECT sum(statements) FROM speakers`); got != len(statements) {
		t.Errorf("speakers has %d statements, want %d", got, len(statements))
	}
	var speaker, words, title string
	first := statements[0]
	if err := s.read.QueryRowContext(ctx, `SELECT speaker, words, report_title FROM statements LIMIT 1`).Scan(&speaker, &words, &title); err != nil {
		t.Fatal(err)
	}
	if speaker != *first.Statement.Speaker.Name || words != first.Statement.Content[0].Exact || title != *first.Report.Title {
		t.Errorf("the first statement is %s: %q in %s", speaker, words, title)
	}
}

// TestReadWhileWriting holds that reading waits for no transaction that writes.
func TestReadWhileWriting(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "record.db"))
	defer s.Close()
	storetest.ReadWhileWriting(t, s, func(entries []store.Entry, during func()) error {
		ready, err := s.prepare(t.Context(), entries)
		if err != nil {
			return err
		}
		return s.writing(t.Context(), func(tx *sql.Tx) error {
			_, err := s.putReady(t.Context(), tx, entries, ready)
			during()
			return err
		})
	})
}
