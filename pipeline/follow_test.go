package pipeline_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"dateline/correction"
	"dateline/pipeline"
	"dateline/record"
	"dateline/store"
	"dateline/store/sqlite"
	"dateline/store/storetest"
)

// What reports show together is there soon after they came, and another
// follower has what was kept at once.
func TestFollow(t *testing.T) {
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	asRead := func() func(string) *record.Line {
		return func(id string) *record.Line {
			l, err := s.Line(ctx, id)
			if err != nil {
				return nil
			}
			return &l
		}
	}
	f := pipeline.Follow(ctx, s, asRead, "test", true, func(err error) { t.Error(err) })
	put := func(id string) {
		t.Helper()
		e := storetest.Draft{
			ID: id, Published: "2026-02-09", Paragraphs: []string{"“The tolls end,” said Mara Dvorin in Kestrel on Monday before she left the room " + id + "."},
			Said: []storetest.Said{{Words: "The tolls end,", Speaker: "Mara Dvorin"}},
		}.Entry()
		if _, err := s.Put(ctx, []store.Entry{e}); err != nil {
			t.Fatal(err)
		}
	}
	put("a")
	put("b")
	until := func(f *pipeline.Followed) store.Related {
		t.Helper()
		for range 300 {
			if x := f.Related(); x.Relations != nil && x.Seq == 2 {
				return x
			}
			time.Sleep(100 * time.Millisecond)
		}
		t.Fatalf("nothing came: %+v", f.Related())
		return store.Related{}
	}
	first := until(f)
	if first.Said != 0 || first.Made == 0 {
		t.Errorf("%+v", first)
	}
	// A topic is known of, and nothing is compared again.
	topic, err := correction.Make(correction.Correction{At: time.Now(), By: "Ines", Kind: correction.Topic, Value: "Tolls", Words: []string{"toll"}})
	if err == nil {
		err = s.Correct(ctx, []correction.Correction{topic})
	}
	if err != nil {
		t.Fatal(err)
	}
	known := func() bool { x := f.Related(); return x.Said == 1 && x.Made == first.Made }
	for i := 0; i < 300 && !known(); i++ {
		time.Sleep(100 * time.Millisecond)
	}
	if !known() {
		t.Errorf("after a topic: %+v", f.Related())
	}
	if x := until(pipeline.Follow(ctx, s, asRead, "another", false, func(err error) { t.Error(err) })); x.Said != -1 {
		t.Errorf("read only: %+v", x)
	}
	stop()
}
