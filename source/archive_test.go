package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"pgregory.net/rapid"
)

// file is a member of an archive that a test makes.
type file struct{ name, content string }

func zipped(t testing.TB, files ...file) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		out, err := w.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(out, f.content)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func tarred(t testing.TB, files ...file) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		h := &tar.Header{Name: f.name, Mode: 0o600, Size: int64(len(f.content)), Typeflag: tar.TypeReg}
		if strings.HasSuffix(f.name, "/") {
			h.Typeflag = tar.TypeDir
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(w, f.content)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// gzipped packs each part as a member of its own.
func gzipped(parts ...string) string {
	var b bytes.Buffer
	for _, part := range parts {
		w := gzip.NewWriter(&b)
		_, _ = io.WriteString(w, part)
		_ = w.Close()
	}
	return b.String()
}

func zstded(s string) string {
	w, _ := zstd.NewWriter(nil)
	defer w.Close()
	return string(w.EncodeAll([]byte(s), nil))
}

// bzipped is "Talks resumed.\n", packed by bzip2, which Go does not write.
const bzipped = "\x42\x5a\x68\x39\x31\x41\x59\x26\x53\x59\x64\xf4\x1d\xc1\x00\x00\x01\xd3\x80\x00\x10\x40\x01\x04\x00\x26\x0e\x1a\x00\x20\x00\x22\x8c\x98\x1e\xa0\x80\x68\x01\x07\x56\x8b\x0b\xc3\x20\xd1\x77\x24\x53\x85\x09\x06\x4f\x41\xdc\x10"

const png = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"

func TestArchives(t *testing.T) {
	files := []file{
		{"news/", ""},
		{"news/a.txt", "Talks resumed."},
		{"news/b!.jsonl", "{\"a\":1}\n{\"a\":2}\n"},
		{"news/.hidden", "no"},
		{"__MACOSX/news/a.txt", "no"},
		{"page_files/site.css", "p {}"},
		{"map.png", png},
		{"inner.tar.gz", gzipped(tarred(t, file{"./c.json", `[{"a":1}]`}))},
		{"empty.txt", ""},
	}
	inside := []string{
		"news/a.txt @0 Talks resumed.",
		`news/b%21.jsonl!line 1 @0 {"a":1}`,
		`news/b%21.jsonl!line 2 @8 {"a":2}`,
		`inner.tar.gz!c.json!/0 @1 {"a":1}`,
		"! dump: empty.txt: empty",
	}
	tests := []struct {
		name, in string
		want     []string
	}{
		{"zip", zipped(t, files...), inside},
		{"tar", tarred(t, files...), inside},
		{"tar.gz", gzipped(tarred(t, files...)), inside},
		{"tar.zst", zstded(tarred(t, files...)), inside},
		{"gzip", gzipped("Talks ", "resumed."), []string{" @0 Talks resumed."}},
		{"gzip of lines", gzipped("{\"a\":1}\n{\"a\"", ":2}\n"), []string{`line 1 @0 {"a":1}`, `line 2 @8 {"a":2}`}},
		{"gzip with filling", gzipped("Talks.") + strings.Repeat("\x00", 100), []string{" @0 Talks."}},
		{"bzip2", bzipped, []string{" @0 Talks resumed.\n"}},
		{"zstd", zstded("Talks resumed.\n"), []string{" @0 Talks resumed.\n"}},
		{"zip in zip", zipped(t, file{"a.zip", zipped(t, file{"b.txt", "b"})}), []string{"a.zip!b.txt @0 b"}},
		{"only pictures", zipped(t, file{"a.png", png}, file{"b.pdf", "%PDF-1.4"}), []string{"! dump: a.png: a PNG picture, not read", "! dump: b.pdf: a PDF, not read"}},
		{"no files", zipped(t), []string{"! dump: an empty zip archive"}},
		{"spreadsheet", zipped(t, file{"[Content_Types].xml", "<a/>"}, file{"xl/workbook.xml", "<a/>"}), []string{"! dump: a spreadsheet (XLSX), not read"}},
		{"word", zipped(t, file{"[Content_Types].xml", "<a/>"}, file{"word/document.xml", "<b/>"}), []string{"word/document.xml @0 <b/>"}},
		{"open document", zipped(t, file{"mimetype", openText}, file{"content.xml", "<a/>"}), []string{"content.xml @0 <a/>"}},
		{"open table", zipped(t, file{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, file{"content.xml", "<a/>"}), []string{"! dump: an OpenDocument file that is no text, not read"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, list(t.Context(), strings.NewReader(tt.in), Options{})); diff != "" {
				t.Errorf("read at once (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, list(t.Context(), iotest.OneByteReader(strings.NewReader(tt.in)), Options{})); diff != "" {
				t.Errorf("read byte by byte (-want +got):\n%s", diff)
			}
			path := filepath.Join(t.TempDir(), "dump")
			if err := os.WriteFile(path, []byte(tt.in), 0o600); err != nil {
				t.Fatal(err)
			}
			f, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if diff := cmp.Diff(tt.want, list(t.Context(), f, Options{})); diff != "" {
				t.Errorf("read as a file (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPassed(t *testing.T) {
	var got []string
	opt := Options{Passed: func(location, what string) { got = append(got, location+": "+what) }}
	in := zipped(t, file{"a.txt", "a"}, file{"a.png", png}, file{"b.png", png}, file{".x", "x"}, file{"d.pdf", "%PDF-"})
	list(t.Context(), strings.NewReader(in), opt)
	want := []string{"dump: 1 PDFs, 2 PNG pictures, 1 files that belong to a system or a page"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// noise returns n characters that hardly pack.
func noise(n int) string {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	b := make([]byte, n)
	for i := range b {
		b[i] = 'a' + byte(r.IntN(26))
	}
	return string(b)
}

func TestDamagedArchives(t *testing.T) {
	long := noise(5000)
	lines := gzipped(`{"a":1}`+"\n", `{"b":"`+long+`"}`+"\n", `{"a":3}`+"\n", `{"a":4}`+"\n")
	first := len(gzipped(`{"a":1}` + "\n"))
	broken := []byte(lines)
	broken[first+1000] ^= 0x55
	second := len(gzipped(`{"b":"` + long + `"}` + "\n"))
	cut := lines[:first+second/2] + lines[first+second:]

	threeFiles := []file{{"a.txt", "first"}, {"b.txt", noise(3000)}, {"c.txt", "third"}}
	badTar := []byte(tarred(t, threeFiles...))
	badTar[1024+5] ^= 1 // in the second header
	whole := zipped(t, threeFiles...)

	tests := []struct {
		name, in string
		want     []string
	}{
		{"cut gzip of a text", gzipped("Talks resumed. " + long)[:2000], []string{" @0 Talks resumed.", "! dump: byte … from byte 0 on end too soon"}},
		{"broken member of lines", string(broken), []string{"line 1", "line 2", "! dump: byte … damaged", "line … {\"a\":3}", "line … {\"a\":4}"}},
		{"cut member of lines", cut, []string{"line 1", "! dump: byte … from byte … on", "line … {\"a\":3}", "line … {\"a\":4}"}},
		{"broken header in tar", string(badTar), []string{"a.txt @0 first", "! dump: byte 1024: the tar archive is damaged", "c.txt @0 third"}},
		{"cut tar", tarred(t, threeFiles...)[:2560], []string{"a.txt @0 first", "b.txt @0", "! dump: b.txt!byte … end too soon"}},
		{"zip without directory", whole[:strings.Index(whole, "PK\x01\x02")], []string{"! dump: the zip archive is damaged", "a.txt @0 first", "b.txt @0", "c.txt @0 third"}},
		{"cut zip", whole[:1000], []string{"! dump: the zip archive is damaged", "a.txt @0 first", "b.txt @0", "! dump: b.txt!byte … end too soon"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			checkOutline(t, tt.want, list(t.Context(), strings.NewReader(tt.in), Options{}))
		})
	}
}

// checkOutline wants each line of got to hold the parts of that of want,
// which "…" separates, in order.
func checkOutline(t *testing.T, want, got []string) {
	t.Helper()
	ok := len(want) == len(got)
	for i := 0; ok && i < len(want); i++ {
		rest := got[i]
		for part := range strings.SplitSeq(want[i], "…") {
			var found bool
			_, rest, found = strings.Cut(rest, strings.TrimSpace(part))
			ok = ok && found
		}
	}
	if !ok {
		for i := range got {
			got[i] = got[i][:min(len(got[i]), 160)]
		}
		t.Errorf("(-want +got):\n%s", cmp.Diff(want, got))
	}
}

func TestArchiveStops(t *testing.T) {
	in := zipped(t, file{"a.txt", "a"}, file{"b.txt", "b"}, file{"c.txt", "c"})
	n := 0
	for range Read(t.Context(), "dump", strings.NewReader(in), Options{}) {
		n++
		if n == 2 {
			break
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var got []error
	for _, err := range Read(ctx, "dump", strings.NewReader(in), Options{}) {
		cancel()
		got = append(got, err)
	}
	if n != 2 || len(got) != 2 || !errors.Is(got[1], context.Canceled) {
		t.Errorf("%d items, %v", n, got)
	}
}

// TestArchivesHoldWhatWasPut puts random members into random archives and
// wants each back, byte for byte at its offset.
func TestArchivesHoldWhatWasPut(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		contents := map[string]string{}
		var files []file
		var want []string
		for i := range rapid.IntRange(1, 6).Draw(rt, "files") {
			name := rapid.StringMatching(`[a-zé !]{1,8}`).Draw(rt, "name") + fmt.Sprint(i)
			if rapid.Bool().Draw(rt, "lines") {
				var b strings.Builder
				for range rapid.IntRange(2, 5).Draw(rt, "records") {
					b.WriteString(record(rt) + "\n")
					want = append(want, name)
				}
				files = append(files, file{name, b.String()})
			} else {
				files = append(files, file{name, "t" + rapid.String().Draw(rt, "text")})
				want = append(want, name)
			}
			contents[name] = files[i].content
		}
		pack := rapid.SampledFrom([]func(testing.TB, ...file) string{zipped, tarred}).Draw(rt, "archive")
		wrap := rapid.SampledFrom([]func(string) string{
			func(s string) string { return s },
			func(s string) string { return gzipped(s[:len(s)/3], s[len(s)/3:]) },
			zstded,
			func(s string) string { return zipped(t, file{"outer", s}) },
		}).Draw(rt, "packing")
		var got []string
		for item, err := range Read(t.Context(), "dump", strings.NewReader(wrap(pack(t, files...))), Options{}) {
			if err != nil {
				rt.Fatal(err)
			}
			steps := strings.Split(strings.TrimPrefix(item.Pointer, "outer!"), "!")
			name := strings.ReplaceAll(steps[0], "%21", "!")
			content := contents[name]
			if end := item.Offset + int64(len(item.Data)); end > int64(len(content)) || content[item.Offset:end] != string(item.Data) {
				rt.Fatalf("%s @%d is %q, not in %q", item.Pointer, item.Offset, item.Data, content)
			}
			got = append(got, name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

// A member whose bytes were changed still unpacks when it was stored; its
// checksum tells, and its neighbour is kept.
func TestSalvageChecksSums(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range []string{"a.txt", "b.txt"} {
		data := []byte("The ferry " + name + " sailed at noon.")
		f, err := w.CreateRaw(&zip.FileHeader{Name: name, CRC32: crc32.ChecksumIEEE(data), CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data))})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	data = bytes.Replace(data[:bytes.Index(data, []byte("PK\x01\x02"))], []byte("ferry a.txt"), []byte("fXrry a.txt"), 1)
	var got []string
	for item, err := range Read(t.Context(), "x.zip", bytes.NewReader(data), Options{}) {
		if err != nil {
			got = append(got, "! "+err.Error())
			continue
		}
		got = append(got, string(item.Data))
	}
	if len(got) != 3 || !strings.Contains(got[1], "a.txt") || !strings.Contains(got[1], "checksum") || got[2] != "The ferry b.txt sailed at noon." {
		t.Errorf("%q", got)
	}
}
