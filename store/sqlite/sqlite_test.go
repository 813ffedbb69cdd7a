package sqlite

import (
	"path/filepath"
	"testing"

	"dateline/store"
	"dateline/store/storetest"
)

func openAt(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store {
		return openAt(t, filepath.Join(t.TempDir(), "a record?.db"))
	})
}

// TestProbing runs the suite with the order of reports leading wherever it can.
func TestProbing(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store {
		s := openAt(t, filepath.Join(t.TempDir(), "record.db"))
		s.probeCost, s.walkFrom = 0, 0
		return s
	})
}

func TestCrash(t *testing.T) {
	storetest.Crash(t, func(t *testing.T, dir string) store.Store {
		return openAt(t, filepath.Join(dir, "record.db"))
	}, func(t *testing.T, s store.Store) {
		if err := s.(*Store).Check(t.Context(), func(problem string) { t.Error(problem) }); err != nil {
			t.Error(err)
		}
	})
}
