package pipeline

import (
	"path/filepath"
	"testing"
	"time"

	"dateline/record"
	"dateline/store/sqlite"
	"dateline/store/storetest"
)

func TestZZ(t *testing.T) {
	s, _ := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "r.db"), sqlite.Options{})
	defer s.Close()
	e := storetest.Generate(3, 5000)
	for i := 0; i < len(e); i += 500 {
		s.Put(t.Context(), e[i:min(len(e), i+500)])
	}
	for range 3 {
		a := time.Now()
		r, err := Relate(t.Context(), s, func(string) *record.Line { return nil }, "a")
		b, _ := s.Bookmark(t.Context(), "relations")
		t.Log(time.Since(a), err, len(r.Actors), len(r.Utterances), len(r.Rewrites), len(b.Data))
	}
}
