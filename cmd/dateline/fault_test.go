package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/store/storetest"
)

// faulty is a record on a small disk, and reports that do not fit there.
type faulty struct {
	t     *testing.T
	disk  *storetest.Disk
	store string
	in    string // a dump
	n     int    // reports in it
}

func newFaulty(t *testing.T, n int) *faulty {
	dir := t.TempDir()
	f := &faulty{t: t, disk: storetest.SmallDisk(t, filepath.Join(dir, "small"), 3<<20), in: filepath.Join(dir, "dump.jsonl"), n: n}
	f.store = filepath.Join(f.disk.Dir, "record.db")
	rnd := rand.New(rand.NewPCG(1, 2))
	var dump bytes.Buffer
	for i := range n {
		var noise strings.Builder // such as does not pack well
		for range 200 {
			fmt.Fprintf(&noise, "w%x ", rnd.Uint64())
		}
		fmt.Fprintf(&dump, `{"title":"Report %d","outlet":"Harbour Wire","body":"The bridge number %d is shut. %s"}`+"\n", i, i, &noise)
	}
	if err := os.WriteFile(f.in, dump.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return f
}

// run runs the program on the record and returns its exit code and what it
// said.
func (f *faulty) run(args ...string) (int, string, string) {
	var stdout, stderr lockedBuffer
	code := f.start(f.t.Context(), &stdout, &stderr, args...)
	return code, stdout.String(), stderr.String()
}

func (f *faulty) start(ctx context.Context, stdout, stderr *lockedBuffer, args ...string) int {
	a := newApp(strings.NewReader(""), stdout, stderr, func(name string) string {
		return map[string]string{"DATELINE_STORE": f.store, "HOME": filepath.Dir(f.in)}[name]
	})
	return a.run(ctx, args)
}

// whole fails the test unless the record is sound and holds so many reports.
func (f *faulty) whole(least, most int) int {
	f.t.Helper()
	if code, out, said := f.run("doctor"); code != 0 {
		f.t.Errorf("doctor: exit code %d: %s%s", code, out, said)
	}
	_, out, _ := f.run("export", "jsonl")
	n := strings.Count(out, "\n")
	if n < least || n > most {
		f.t.Errorf("the record has %d reports, want %d to %d", n, least, most)
	}
	return n
}

// lockedBuffer is a buffer that may be looked at while it is written to.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// TestFullDisk fills the disk under add: a clear error, nothing half-written,
// and the same command adds the rest once there is room.
func TestFullDisk(t *testing.T) {
	f := newFaulty(t, 600)
	code, _, said := f.run("add", "--analysis", "none", f.in)
	if code != 2 || !strings.Contains(said, "cannot add: the disk is full") {
		t.Fatalf("add on a full disk: exit code %d: %s", code, said)
	}
	f.disk.Grow(t) // the export makes files of SQLite's beside the record
	kept := f.whole(1, f.n-1)
	code, _, said = f.run("add", "--analysis", "none", f.in)
	if want := fmt.Sprintf("%d reports already known", kept); code != 0 || !strings.Contains(said, want) {
		t.Errorf("add with room again: exit code %d: %s, want %s", code, said, want)
	}
	f.whole(f.n, f.n)
}

// TestFullDiskWork fills the disk under a worker: it says so and goes on by
// itself once there is room.
func TestFullDiskWork(t *testing.T) {
	f := newFaulty(t, 600)
	if code, _, said := f.run("add", "--queue", "--analysis", "none", f.in); code != 0 {
		t.Fatalf("add --queue: exit code %d: %s", code, said)
	}
	var stdout, stderr lockedBuffer
	done := make(chan int, 1)
	go func() { done <- f.start(t.Context(), &stdout, &stderr, "work", "--drain", "--relate", "no") }()
	for end := time.Now().Add(time.Minute); !strings.Contains(stderr.String(), "the disk is full; trying again"); {
		if time.Now().After(end) || len(done) > 0 {
			t.Fatalf("work on a full disk says: %s", &stderr)
		}
		time.Sleep(20 * time.Millisecond)
	}
	f.disk.Grow(t)
	if code := <-done; code != 0 {
		t.Errorf("work: exit code %d: %s", code, &stderr)
	}
	f.whole(f.n, f.n)
}

// TestReadOnlyDisk makes the disk one that may not be written to: adding says
// so, reading goes on, and so does adding once it may be written to.
func TestReadOnlyDisk(t *testing.T) {
	f := newFaulty(t, 40)
	if code, _, said := f.run("add", "--analysis", "none", f.in); code != 0 {
		t.Fatalf("add: exit code %d: %s", code, said)
	}
	f.disk.ReadOnly(t, true)
	code, _, said := f.run("add", f.in)
	if code != 2 || !strings.Contains(said, f.store) || !strings.Contains(said, "written to") {
		t.Errorf("add on a disk that is read-only: exit code %d: %s", code, said)
	}
	if code, out, said := f.run("search", "bridge"); code != 0 || !strings.Contains(out, "Report 7") {
		t.Errorf("search on a disk that is read-only: exit code %d: %s%s", code, out, said)
	}
	f.whole(40, 40)
	f.disk.ReadOnly(t, false)
	if code, _, said := f.run("add", f.in); code != 0 || !strings.Contains(said, "40 reports read anew") && !strings.Contains(said, "40 reports already known") {
		t.Errorf("add once it may be written to: exit code %d: %s", code, said)
	}
	f.whole(40, 40)
}
