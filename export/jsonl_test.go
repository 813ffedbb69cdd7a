package export

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/record"
	"dateline/store"
	"dateline/store/query"
	"dateline/store/sqlite"
	"dateline/store/storetest"
)

func fill(t *testing.T, entries []store.Entry) store.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for part := range slices.Chunk(entries, 8) {
		if _, err := s.Put(t.Context(), part); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestJSONL(t *testing.T) {
	entries := append(storetest.Generate(1, 40), storetest.Draft{
		ID: "marks", Title: "<b> & \u2028", Published: "1999-01-01", Paragraphs: []string{"a < b & c > d"},
	}.Entry())
	s := fill(t, entries)
	var out bytes.Buffer
	n, err := JSONL(t.Context(), &out, s, query.Query{})
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if n != len(lines) {
		t.Errorf("JSONL = %d, and %d lines", n, len(lines))
	}
	if !strings.Contains(lines[0], `a < b & c > d`) {
		t.Errorf("the oldest report is not first, or its marks are escaped: %.300s", lines[0])
	}
	for _, line := range lines {
		var got record.Line
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		want, err := s.Line(t.Context(), got.Report.ID)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("%s (-store +line):\n%s", got.Report.ID, d)
		}
	}

	// The order of arrival does not show.
	slices.Reverse(entries)
	var again bytes.Buffer
	if _, err := JSONL(t.Context(), &again, fill(t, entries), query.Query{}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Error("another order of arrival gives other bytes")
	}

	// A query narrows.
	var part bytes.Buffer
	q := query.Query{Fields: []query.Field{{Name: "before", Value: "2000"}}}
	if n, err := JSONL(t.Context(), &part, s, q); err != nil || n != 1 || part.String() != lines[0]+"\n" {
		t.Errorf("JSONL of the oldest = %d, %v: %s", n, err, part.String())
	}
}

// full is a disk that takes so many bytes and no more.
type full struct{ left int }

var errFull = errors.New("no space left")

func (f *full) Write(b []byte) (int, error) {
	if len(b) > f.left {
		return f.left, errFull
	}
	f.left -= len(b)
	return len(b), nil
}

func TestJSONLFails(t *testing.T) {
	s := fill(t, storetest.Generate(2, 60))
	for _, left := range []int{0, 70_000} {
		if _, err := JSONL(t.Context(), &full{left}, s, query.Query{}); !errors.Is(err, errFull) {
			t.Errorf("with %d bytes left: %v, want %v", left, err, errFull)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if n, err := JSONL(ctx, &bytes.Buffer{}, s, query.Query{}); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("JSONL = %d, %v after the context ended", n, err)
	}
}
