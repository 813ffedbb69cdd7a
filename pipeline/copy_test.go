package pipeline

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/correction"
	"dateline/store"
	"dateline/store/sqlite"
	"dateline/store/storetest"
)

// filled opens a record with everything that a copy is to carry.
func filled(t *testing.T) *sqlite.Store {
	t.Helper()
	s, ctx := openRecord(t), t.Context()
	entries := storetest.Generate(41, 200)
	put := func(e ...store.Entry) {
		t.Helper()
		if _, err := s.Put(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	put(entries...)
	entries[3].Reader = "test/2"
	put(entries[3])
	gone := entries[7].Line.Report.Version
	if err := s.Purge(ctx, []store.Tombstone{{Version: gone, Reason: "asked for"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Enqueue(ctx, []store.Task{{Paths: []string{"/press/crawl"}}}); err != nil {
		t.Fatal(err)
	}
	c, err := correction.Make(correction.Correction{
		At: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC), By: "Ines", Why: "a note of the outlet", Kind: correction.Retract,
		Anchors: []correction.Anchor{{Report: entries[0].Line.Report.ID, Part: correction.PartReport}},
	})
	if err == nil {
		err = s.Correct(ctx, []correction.Correction{c})
	}
	if err == nil {
		err = s.Keep(ctx, store.Bookmark{Name: "look", Seq: 5})
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// verified copies and ends the test if the two are not alike.
func verified(t *testing.T, from, to Whole) (Copied, Compared) {
	t.Helper()
	c, err := Copy(t.Context(), from, to, func(int) {}, func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	compared, err := Verify(t.Context(), from, to, &c, func(problem string) { t.Error(problem) })
	if err != nil {
		t.Fatal(err)
	}
	return c, compared
}

// TestCopyWhole holds that a record which held nothing gets all there is, and
// that one which held something keeps what is its own.
func TestCopyWhole(t *testing.T) {
	from, to := filled(t), openRecord(t)
	c, compared := verified(t, from, to)
	if !c.Fresh || compared.Same != 199 || c.Versions != 199 {
		t.Errorf("copied %+v, compared %+v", c, compared)
	}
	if last, err := from.Last(t.Context(), time.Time{}); err != nil || c.Upto != last {
		t.Errorf("copied up to %d of %d, %v", c.Upto, last, err)
	}
	if _, err := to.Put(t.Context(), storetest.Generate(42, 5)); err != nil {
		t.Fatal(err)
	}
	if c, compared = verified(t, from, to); c.Fresh || c.Known != 199 || compared.More != 5 {
		t.Errorf("again: copied %+v, compared %+v", c, compared)
	}
	if n, err := Doctor(t.Context(), to, func(problem string) { t.Error(problem) }); err != nil || n != 204 {
		t.Errorf("Doctor = %d, %v", n, err)
	}
}

// TestVerify holds that what is not alike is found.
func TestVerify(t *testing.T) {
	from, to := filled(t), openRecord(t)
	c, _ := verified(t, from, to)
	b, err := to.Beside(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	lost := b
	lost.Jobs, lost.Bookmarks = nil, nil
	lost.Earlier = func(func(store.Earlier, error) bool) {}
	lost.Journal = func(yield func(store.Change, error) bool) {
		for x, err := range b.Journal {
			if x.At = x.At.Add(time.Hour); !yield(x, err) {
				return
			}
		}
	}
	if err := to.Take(t.Context(), lost); err != nil {
		t.Fatal(err)
	}
	if err := to.Purge(t.Context(), []store.Tombstone{{Version: strings.Repeat("a", 64)}}); err != nil {
		t.Fatal(err)
	}
	c.said = append(c.said, correction.Correction{ID: "none"})
	c.stones = append(c.stones, store.Tombstone{Version: "gone"})
	var found []string
	if _, err := Verify(t.Context(), from, to, &c, func(problem string) { found = append(found, problem) }); err != nil {
		t.Fatal(err)
	}
	all := strings.Join(found, "\n")
	for _, want := range []string{"the journal, from its line 1 on", "the earlier records, from number 1 on", "1 jobs and 0", "the bookmarks", "correction none", "tombstone of version gone"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not found:\n%s", want, all)
		}
	}
}

// breaking is a record whose entries end after so many with an error, or
// during whose reading f is called once.
type breaking struct {
	*sqlite.Store
	after int
	f     func() error
}

func (b *breaking) Entries(ctx context.Context, sel store.Selection) iter.Seq2[store.Entry, error] {
	return func(yield func(store.Entry, error) bool) {
		n := 0
		for e, err := range b.Store.Entries(ctx, sel) {
			if n++; n == b.after {
				if f := b.f; f != nil {
					b.f = nil
					if err := f(); err != nil {
						yield(store.Entry{}, err)
						return
					}
				}
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// TestCopyInterrupted holds that a copy goes on where it was interrupted, and
// still carries what stands beside the record.
func TestCopyInterrupted(t *testing.T) {
	from, to := filled(t), openRecord(t)
	gone := errors.New("the connection was lost")
	_, err := Copy(t.Context(), &breaking{from, 150, func() error { return gone }}, to, func(int) {}, func(error) {})
	if !errors.Is(err, gone) {
		t.Fatalf("Copy = %v", err)
	}
	if c, compared := verified(t, from, to); !c.Fresh || c.Known < 64 || compared.Same != 199 {
		t.Errorf("copied %+v, compared %+v", c, compared)
	}
}

// TestCopyInUse holds that what comes to a record while it is copied, changes
// there or is purged, is copied too.
func TestCopyInUse(t *testing.T) {
	from, to := filled(t), openRecord(t)
	more := storetest.Generate(43, 100)
	changed := storetest.Generate(41, 200)[9:20]
	for i := range changed {
		changed[i].Reader = "test/3"
	}
	var wg sync.WaitGroup
	during := func() error {
		if _, err := from.Put(t.Context(), append(more, changed...)); err != nil {
			return err
		}
		wg.Go(func() { // and still more while it is compared, perhaps
			for i := range 20 {
				if _, err := from.Put(t.Context(), storetest.Generate(uint64(50+i), 3)); err != nil {
					t.Error(err)
				}
			}
		})
		return from.Purge(t.Context(), []store.Tombstone{{Version: more[0].Line.Report.Version}, {Version: changed[10].Line.Report.Version}})
	}
	c, compared := verified(t, &breaking{from, 190, during}, to)
	if c.Versions < 199-1+99 || compared.Same+compared.Since < 199-1+99 {
		t.Errorf("copied %+v, compared %+v", c, compared)
	}
	wg.Wait()
	if _, compared = verified(t, from, to); compared.Same != 199-1+99+60 || compared.Since != 0 {
		t.Errorf("again: compared %+v", compared)
	}
}

// TestDoctorBeside holds that damage beside the record is found.
func TestDoctorBeside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := Copy(t.Context(), filled(t), s, func(int) {}, func(err error) { t.Error(err) }); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, change := range []string{`UPDATE previous SET line = x'00'`, `UPDATE correction SET body = '{'`, `DELETE FROM journal WHERE seq = 1`} {
		if _, err := db.ExecContext(t.Context(), change); err != nil {
			t.Fatal(err)
		}
	}
	var found []string
	if _, err := Doctor(t.Context(), s, func(problem string) { found = append(found, problem) }); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"of an earlier record: ", "the corrections: ", "the journal does not tell when it came, version "} {
		if !strings.Contains(fmt.Sprint(found), want) {
			t.Errorf("%q is not found: %q", want, found)
		}
	}
}
