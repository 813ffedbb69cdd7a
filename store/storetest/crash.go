package storetest

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"dateline/store"
)

// crashDir is set in the process that is to be killed.
const crashDir = "DATELINE_STORETEST_CRASH"

// Crash starts the test that calls it again as a process of its own, which
// puts reports into the store that open gives for a folder, kills it in the
// middle, and holds that everything it had acknowledged is there and whole;
// several times on the same store. check looks at the file from inside.
func Crash(t *testing.T, open func(t *testing.T, dir string) store.Store, check func(t *testing.T, s store.Store)) {
	if dir := os.Getenv(crashDir); dir != "" {
		putForever(t, open(t, dir))
	}
	dir := t.TempDir()
	acknowledged := 0
	for round := range 5 {
		acknowledged = max(acknowledged, killed(t, dir, time.Duration(30+40*round)*time.Millisecond))
		s := open(t, dir)
		check(t, s)
		for i := range acknowledged {
			for _, e := range crashBatch(i) {
				if _, err := s.Original(t.Context(), e.Line.Report.Version); err != nil {
					t.Fatalf("round %d: a report of batch %d of %d: %v", round, i, acknowledged, err)
				}
			}
		}
		c, err := s.Counts(t.Context())
		if err != nil || c.Versions%len(crashBatch(0)) != 0 {
			t.Errorf("round %d: a part of a batch is there: %v, %v", round, c, err)
		}
		closed(t, s)
	}
	if acknowledged == 0 {
		t.Error("nothing was acknowledged before the kill")
	}
}

// crashBatch makes the i-th batch. Reports have a second version in the next.
func crashBatch(i int) []store.Entry {
	var out []store.Entry
	for k := range 4 {
		out = append(out, Draft{
			ID: fmt.Sprintf("r%d", i/2*4+k), Title: fmt.Sprintf("Batch %d, report %d", i, k),
			Paragraphs: []string{strings.Repeat("The pages of this report are many. ", 50)},
		}.Entry())
	}
	return out
}

// putForever puts batch after batch and prints the number of those that are
// in.
func putForever(t *testing.T, s store.Store) {
	for i := 0; ; i++ {
		put(t, s, crashBatch(i)...)
		fmt.Printf("\nacknowledged %d\n", i+1)
	}
}

// killed runs the process, kills it so long after its first batch, and
// returns how many batches it had acknowledged.
func killed(t *testing.T, dir string, after time.Duration) int {
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.timeout=60s")
	cmd.Env = append(os.Environ(), crashDir+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	n := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if count, ok := strings.CutPrefix(lines.Text(), "acknowledged "); ok {
			if n == 0 {
				time.AfterFunc(after, func() { cmd.Process.Kill() })
			}
			if n, err = strconv.Atoi(count); err != nil {
				t.Fatal(err)
			}
		}
	}
	cmd.Wait() // killed
	return n
}
