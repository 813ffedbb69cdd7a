package sqlite

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/store"
	"dateline/store/storetest"
)

// TestClock lets the clock jump, either way: a lease ends early, and its worker
// is late. Nothing is lost or done twice by it, and nothing waits for the time
// that a clock was ahead.
func TestClock(t *testing.T) {
	now := time.Date(2026, 2, 9, 12, 0, 0, 0, time.UTC)
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Enqueue(t.Context(), []store.Task{{Paths: []string{"/a"}, Last: 10}}); err != nil {
		t.Fatal(err)
	}
	first, err := s.Lease(t.Context(), "first", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(-clockSlack / 2)
	if _, err := s.Lease(t.Context(), "second", time.Minute); !errors.Is(err, store.ErrNoJob) {
		t.Errorf("the clock was set right, and a lease ended: %v", err)
	}
	now = now.Add(-48 * time.Hour)
	entries := storetest.Generate(1, 6)
	if _, err := s.Commit(t.Context(), first, entries[:3], nil, 5, false, time.Minute); err != nil {
		t.Errorf("Commit after the clock went back: %v", err)
	}
	if w, err := s.Work(t.Context()); err != nil || w.Lag != 0 {
		t.Errorf("Work = %+v, %v", w, err)
	}
	if _, err := s.Lease(t.Context(), "second", time.Minute); !errors.Is(err, store.ErrNoJob) {
		t.Errorf("its worker was heard of since, and the lease ended: %v", err)
	}
	now = now.Add(-48 * time.Hour) // and nothing is heard of the first any more
	second, err := s.Lease(t.Context(), "second", time.Minute)
	if err != nil || second.Next != 5 {
		t.Fatalf("Lease = %+v, %v after the clock went back", second, err)
	}
	if _, err := s.Commit(t.Context(), first, entries[3:], nil, 10, true, time.Minute); !errors.Is(err, store.ErrLeaseLost) {
		t.Errorf("Commit of the worker whose lease was taken: %v", err)
	}
	first = second
	now = now.Add(96 * time.Hour)
	second, err = s.Lease(t.Context(), "third", time.Minute)
	if err != nil || second.Next != 5 {
		t.Fatalf("Lease = %+v, %v after the clock went on", second, err)
	}
	if _, err := s.Commit(t.Context(), first, entries[3:], nil, 10, true, time.Minute); !errors.Is(err, store.ErrLeaseLost) {
		t.Errorf("Commit of the late worker: %v", err)
	}
	if _, err := s.Commit(t.Context(), second, entries[3:], nil, 10, true, time.Minute); err != nil {
		t.Error(err)
	}
	if c, err := s.Counts(t.Context()); err != nil || c.Versions != 6 {
		t.Errorf("Counts = %+v, %v", c, err)
	}
}

// TestClockLock holds that a lock whose holder died before the clock went back
// does not last until the clock is there again.
func TestClockLock(t *testing.T) {
	now := time.Date(2026, 2, 9, 12, 0, 0, 0, time.UTC)
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, x := range []struct {
		holder string
		jump   time.Duration
		want   bool
	}{{"first", 0, true}, {"second", 0, false}, {"second", -lockTime / 30, false}, {"second", -time.Hour, true}, {"first", 0, false}, {"first", lockTime + time.Second, true}} {
		now = now.Add(x.jump)
		if got, err := s.takeLock(t.Context(), "relate", x.holder); err != nil || got != x.want {
			t.Errorf("%s after %v: %v, %v", x.holder, x.jump, got, err)
		}
	}
}

// TestLocked holds that a file which another program keeps locked gives a clear
// error after a while, and takes the same reports later.
func TestLocked(t *testing.T) {
	if testing.Short() {
		t.Skip("takes ten seconds")
	}
	path := filepath.Join(t.TempDir(), "record.db")
	s := openAt(t, path)
	defer s.Close()
	other, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	other.SetMaxOpenConns(1)
	if _, err := other.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	entries := storetest.Generate(1, 6)
	_, err = s.Put(t.Context(), entries)
	if err == nil || !strings.Contains(err.Error(), "another program is writing to it") {
		t.Errorf("Put into a locked file: %v", err)
	}
	if c, err := s.Counts(t.Context()); err != nil || c.Versions != 0 {
		t.Errorf("reading a locked file: %+v, %v", c, err)
	}
	if _, err := other.ExecContext(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if added, err := s.Put(t.Context(), entries); err != nil || added.Versions != 6 {
		t.Errorf("Put = %+v, %v once it is free", added, err)
	}
}

// TestOlder holds that a file of an older format is backed up before it is
// changed, and not changed where it cannot be.
func TestOlder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	latest, err := latestMigration()
	if err != nil {
		t.Fatal(err)
	}
	db, err := connect(path, "mode=rwc")
	if err != nil {
		t.Fatal(err)
	}
	if err := migrate(t.Context(), db, 2); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), `INSERT INTO journal (at, what, version) VALUES (1, 'added', 'x')`); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	backup := path + ".format2"
	if err := os.Mkdir(backup+".part", 0o777); err != nil { // in the way of the backup
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(backup+".part", "x"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path, Options{}); err == nil || !strings.Contains(err.Error(), "no backup could be written") {
		t.Errorf("Open without a backup: %v", err)
	}
	if err := os.RemoveAll(backup + ".part"); err != nil {
		t.Fatal(err)
	}
	s := openAt(t, path)
	defer s.Close()
	if v, err := identify(t.Context(), s.write); err != nil || v != latest {
		t.Errorf("the format is %d, %v", v, err)
	}
	old, err := sql.Open("sqlite", backup)
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	var changes, format int
	if err := old.QueryRowContext(t.Context(), "SELECT (SELECT count(*) FROM journal), user_version FROM pragma_user_version").Scan(&changes, &format); err != nil || changes != 1 || format != 2 {
		t.Errorf("the backup has %d changes in format %d, %v", changes, format, err)
	}
	if err := s.Check(t.Context(), func(p string) { t.Error(p) }); err != nil {
		t.Error(err)
	}
	if _, err := s.Enqueue(t.Context(), []store.Task{{Paths: []string{"/a"}}}); err != nil {
		t.Error(err)
	}
}

// TestCheck holds that each kind of damage is found.
func TestCheck(t *testing.T) {
	for sql, want := range map[string]string{
		"DELETE FROM original WHERE version = 1":                                           "there is no original of version",
		"DELETE FROM result WHERE version = 1":                                             "there is no record of version",
		"UPDATE report SET versions = 9 WHERE n = 1":                                       "the number of versions is wrong of report",
		"DELETE FROM statement WHERE n = 16777216":                                         "the number of statements is wrong of report",
		"DELETE FROM report_words WHERE rowid = 1":                                         "the words are not indexed of report",
		"DELETE FROM statement_words WHERE rowid = 16777216":                               "the words are not indexed of statement",
		"INSERT INTO report_words (rowid, body) VALUES (99, 'x')":                          "words are indexed of no report, number 99",
		"REPLACE INTO report_words (rowid, title, body) VALUES (1, 'x', 'y')":              "the index does not hold the words of",
		"UPDATE statement SET words = 'x' WHERE n = 16777216":                              `"words" in the table is not what the record has: statement 1 of`,
		"UPDATE statement SET quoted = 'x' WHERE n = 16777216":                             `"quoted" in the table is not what the record has: statement 1 of`,
		"UPDATE version SET title = 'x' WHERE n = 1":                                       `"title" in the table is not what the record has`,
		"INSERT INTO meeting (n, id, parties, status) VALUES (16777216, 'x', 'y', 'held')": "the table has 1 meetings, and the record 0",
		"INSERT INTO tombstone SELECT id, 0, '' FROM version WHERE n = 1":                  "what was purged is there",
	} {
		s := openAt(t, made(t))
		if _, err := s.write.ExecContext(t.Context(), "PRAGMA foreign_keys = off"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.write.ExecContext(t.Context(), sql); err != nil {
			t.Fatal(sql, err)
		}
		var found []string
		if err := s.Check(t.Context(), func(p string) { found = append(found, p) }); err != nil {
			t.Errorf("%s: %v", sql, err)
		}
		if all := strings.Join(found, "\n"); !strings.Contains(all, want) {
			t.Errorf("%s: found %q, want %q", sql, all, want)
		}
		s.Close()
	}
}
