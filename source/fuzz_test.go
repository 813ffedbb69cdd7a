package source

import (
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// fuzzContainers reads anything as each seed is read: whatever the bytes are
// it ends, every item lies in what it may, and the way the bytes come in
// changes nothing.
func fuzzContainers(f *testing.F, seeds ...string) {
	for _, seed := range seeds {
		f.Add(seed)
		f.Add(seed[:len(seed)*2/3])
		f.Add(seed[:len(seed)/2] + seed)
	}
	opt := Options{MaxRecord: 1 << 16}
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 1<<16 {
			t.Skip()
		}
		for item, err := range Read(t.Context(), "dump", strings.NewReader(in), opt) {
			switch {
			case err != nil && strings.Contains(err.Error(), "\n"):
				t.Fatalf("an error of more than a line: %q", err)
			case err == nil && (len(item.Data) == 0 || len(item.Data) > opt.MaxRecord || item.Offset < 0):
				t.Fatalf("item %q @%d of %d bytes", item.Pointer, item.Offset, len(item.Data))
			}
		}
		once := list(t.Context(), strings.NewReader(in), opt)
		slowly := list(t.Context(), iotest.HalfReader(strings.NewReader(in)), opt)
		if diff := cmp.Diff(once, slowly); diff != "" {
			t.Fatalf("at once and in pieces:\n%s", diff)
		}
	})
}

var fuzzFiles = []file{{"a.txt", "Talks resumed."}, {"b.jsonl", "{\"a\":1}\n{\"a\":2}\n"}, {"c.png", png}}

func FuzzGzip(f *testing.F) {
	fuzzContainers(f, gzipped("Talks ", "resumed."), gzipped("{\"a\":1}\n", "{\"a\":2}\n", "{\"a\":3}\n"), bzipped, zstded("Talks resumed."))
}

func FuzzZip(f *testing.F) {
	fuzzContainers(f, zipped(f, fuzzFiles...), zipped(f, file{"a.zip", zipped(f, fuzzFiles...)}))
}

func FuzzTar(f *testing.F) {
	fuzzContainers(f, tarred(f, fuzzFiles...), gzipped(tarred(f, fuzzFiles...)))
}

func FuzzWARC(f *testing.F) {
	fuzzContainers(f, append([]string{gzipped(warcRecords[2:5]...), strings.Join(warcRecords, "")}, warcRecords[2:]...)...)
}
