package web

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/store"
)

// locked is a fake that may be written to while it is read.
type locked struct {
	*fake
	mu sync.Mutex
}

func (l *locked) Put(ctx context.Context, e []store.Entry) (store.Added, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.fake.Put(ctx, e)
}

func (l *locked) Arrivals(ctx context.Context, after int64, limit int) ([]store.Arrival, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.fake.Arrivals(ctx, after, limit)
}

func (l *locked) Arrived(ctx context.Context) (int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.fake.Arrived(ctx)
}

// listen reads so many events of the stream and returns the reports they tell
// of and the id of the last.
func listen(t *testing.T, address, last string, n int) (reports []string, id string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if got := res.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Fatalf("Content-Type %q", got)
	}
	lines := bufio.NewScanner(res.Body)
	for len(reports) < n && lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), ": ")
		switch name {
		case "id":
			id = value
		case "data":
			var a arrivalJSON
			if err := json.Unmarshal([]byte(value), &a); err != nil || fmt.Sprint(a.Seq) != id {
				t.Fatalf("%s of %s: %v", value, id, err)
			}
			reports = append(reports, a.Report.Report.ID)
		}
	}
	return reports, id
}

// TestStream holds that nothing is lost between two connections.
func TestStream(t *testing.T) {
	f := &locked{fake: newFake(t, samples()...)}
	closing, closeDesk := context.WithCancel(t.Context())
	server := httptest.NewServer(New(f, Options{Log: slog.New(slog.DiscardHandler), Closing: closing}))
	defer server.Close()
	address := server.URL + "/api/v1/stream"
	came := func(ids ...string) {
		for _, id := range ids {
			if _, err := f.Put(t.Context(), []store.Entry{newDraft(id, "Note "+id+".").entry()}); err != nil {
				t.Error(err)
			}
		}
	}
	got, last := listen(t, address+"?after=1", "", 2)
	if fmt.Sprint(got) != "[r02 r03]" {
		t.Fatalf("after the first: %v", got)
	}
	came("n1", "n2")
	time.AfterFunc(100*time.Millisecond, func() { came("n3") })
	if got, last = listen(t, address, last, 3); fmt.Sprint(got) != "[n1 n2 n3]" || last != "6" {
		t.Errorf("after coming back: %v, the last %s", got, last)
	}
	time.AfterFunc(100*time.Millisecond, closeDesk)
	if got, _ := listen(t, address, "", 1); len(got) != 0 {
		t.Errorf("without a number: %v", got)
	}
	if res, err := http.Get(address + "?after=x"); err != nil || res.StatusCode != 400 {
		t.Errorf("a number that is none: %v", err)
	}
}
