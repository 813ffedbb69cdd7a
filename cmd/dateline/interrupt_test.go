package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/store"
	"dateline/store/query"
	"dateline/store/sqlite"
)

// TestInterrupted adds from a standard input that never ends, interrupts it
// once the first report is in the record, and looks at what is kept.
func TestInterrupted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	stdin, feed := io.Pipe()
	defer feed.Close()
	var stdout, stderr bytes.Buffer
	a := newApp(stdin, &stdout, &stderr, func(string) string { return "" })

	ctx, interrupt := context.WithCancel(t.Context())
	code := make(chan int)
	go func() { code <- a.run(ctx, []string{"add", "--store", path, "-"}) }()
	// More than is looked at to see what the input is.
	for i := range 1500 {
		line := fmt.Sprintf(`{"title":"Report %d","body":"The harbour is open. Its office said so."}`, i)
		if _, err := io.WriteString(feed, line+"\n"); err != nil {
			t.Fatal(err)
		}
	}
	waitForReport(t, path)
	interrupt()
	select {
	case got := <-code:
		if got != int(exitInterrupted) {
			t.Errorf("exit code %d, want %d", got, exitInterrupted)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it did not end")
	}
	if !strings.HasSuffix(stderr.String(), "dateline: interrupted\n") || stdout.Len() > 0 {
		t.Errorf("standard error %q, standard output %q", stderr.String(), stdout.String())
	}
	waitForReport(t, path)
}

// waitForReport waits until the record has a report.
func waitForReport(t *testing.T, path string) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(path); err != nil {
			continue
		}
		s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
		if err != nil {
			continue // it is being made
		}
		rows, err := s.Reports(t.Context(), query.Query{}, store.Page{})
		s.Close()
		if err == nil && len(rows) > 0 {
			return
		}
	}
	t.Fatal("no report came into the record")
}
