package source

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
)

// TestBigZipFromAPipe reads one that is too big to be held in memory.
func TestBigZipFromAPipe(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var files []file
	for i := range 5 {
		files = append(files, file{fmt.Sprintf("%d.txt", i), noise(3<<20 + i)})
	}
	in := zipped(t, files...)
	if len(in) <= maxSpool {
		t.Fatalf("only %d bytes", len(in))
	}
	i := 0
	for item, err := range Read(t.Context(), "-", strings.NewReader(in), Options{}) {
		if err != nil || item.Pointer != files[i].name || string(item.Data) != files[i].content {
			t.Fatalf("%d: %s, %d bytes, %v", i, item.Pointer, len(item.Data), err)
		}
		i++
	}
	left, err := os.ReadDir(os.TempDir())
	if i != len(files) || err != nil || len(left) > 0 {
		t.Errorf("%d files, left behind: %v, %v", i, left, err)
	}
}

func TestNestedTooDeep(t *testing.T) {
	in := "Talks"
	for range maxSteps + 1 {
		in = zipped(t, file{"a", in})
	}
	got := list(t.Context(), strings.NewReader(in), Options{})
	checkOutline(t, []string{"! dump: a!a!…: a member of more than 8 archives that hold one another"}, got)
}

// zeros is an endless reader that counts what is taken.
type zeros struct{ n, max int64 }

func (z *zeros) Read(p []byte) (int, error) {
	if z.n >= z.max {
		return 0, io.EOF
	}
	clear(p)
	z.n += int64(len(p))
	return len(p), nil
}

func TestBomb(t *testing.T) {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	_, _ = io.Copy(w, &zeros{max: 32 << 20})
	_ = w.Close()
	member := b.String()
	bomb := tarred(t, file{"a.json", `{"a":1}`}) // without its end: more follows
	bomb = bomb[:1024]
	var files []file
	for i := range 40 {
		files = append(files, file{fmt.Sprintf("%d.gz", i), strings.Repeat(member, 4)})
	}
	bomb += tarred(t, files...)
	packed := gzipped(bomb)
	var got []string
	root := newRoot(t.Context(), strings.NewReader(packed), nil)
	s := splitter{location: "dump", in: newStream(root, 16<<20), root: root, give: func(i Item, err error) bool {
		if err != nil {
			got = append(got, "! "+err.Error())
		} else {
			got = append(got, i.Pointer)
		}
		return true
	}}
	s.split()
	if last := got[len(got)-1]; got[0] != "a.json" || !strings.Contains(last, errBomb.Error()) {
		t.Errorf("got %q … %q", got[0], last)
	}
	if most := int64(freeGrowth + maxGrowth*len(packed) + windowSize); root.decoded > most {
		t.Errorf("%d bytes were unpacked, at most %d may", root.decoded, most)
	}
}
