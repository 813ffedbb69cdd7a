package pipeline

import (
	"context"
	"errors"
	"strings"
	"testing"

	"dateline/record"
	"dateline/source"
	"dateline/store"
	"dateline/store/query"
)

// TestRerun holds that what was left for later is analysed from what is kept,
// in batches that stay when it is interrupted, and that a dry run tells the
// same and changes nothing.
func TestRerun(t *testing.T) {
	const n, good = 200, 180
	path := writeReports(t, n)
	s, full := openRecord(t), openRecord(t)
	items := func() func(func(source.Item, error) bool) {
		return source.Walk(t.Context(), []string{path}, source.Options{})
	}
	if _, err := Add(t.Context(), s, items(), Options{Analysis: None}, func(error) {}); err != nil {
		t.Fatal(err)
	}
	if _, err := Add(t.Context(), full, items(), Options{}, func(error) {}); err != nil {
		t.Fatal(err)
	}
	bare := func() (out int) {
		for l, err := range s.Lines(t.Context(), query.Query{}) {
			if err != nil {
				t.Fatal(err)
			}
			if l.Model == store.NoModel {
				out++
			}
		}
		return out
	}
	opt := RerunOptions{Failed: func(version string, err error) { t.Errorf("%s: %v", version, err) }}
	dry := opt
	told := 0
	dry.Dry, dry.Each = true, func(before, after *record.Line) { told += len(Diff(before, after)) }
	if sum, err := Rerun(t.Context(), s, dry); err != nil || sum != (RerunSummary{Renewed: good}) || told == 0 || bare() != good {
		t.Errorf("dry: %+v, %v; %d lines told, %d left", sum, err, told, bare())
	}
	ctx, cancel := context.WithCancel(t.Context())
	opt.Each = func(_, after *record.Line) {
		if told++; strings.Contains(after.Report.Text, "number 100 ") {
			cancel()
		}
	}
	if _, err := Rerun(ctx, s, opt); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
	left := bare()
	if left == 0 || left%batchReports != good%batchReports && left != good {
		t.Errorf("%d are left of %d after an interruption", left, good)
	}
	opt.Each = nil
	if sum, err := Rerun(t.Context(), s, opt); err != nil || sum.Renewed != left {
		t.Errorf("again: %+v, %v; %d were left", sum, err, left)
	}
	if sum, err := Rerun(t.Context(), s, opt); err != nil || sum != (RerunSummary{}) {
		t.Errorf("once more: %+v, %v", sum, err)
	}
	same, err := Differences(t.Context(), full, s, func(version, what string) { t.Errorf("%s: %s", version, what) })
	if err != nil || same != good {
		t.Errorf("Differences = %d, %v", same, err)
	}
	for e, err := range s.Entries(t.Context(), store.Selection{}) {
		if err != nil {
			t.Fatal(err)
		}
		if before, err := s.Previous(t.Context(), e.Line.Report.Version); err != nil || before.Model != store.NoModel {
			t.Errorf("Previous = %v, %v", before.Model, err)
		}
	}
}
