package source

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"context"
	"flag"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// warcRec writes one record of a WARC file; fields are lines of its header.
func warcRec(kind, uri, media, block string, fields ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-02-09T10:00:00Z\r\n", kind, uri)
	for _, f := range fields {
		b.WriteString(f + "\r\n")
	}
	fmt.Fprintf(&b, "Content-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", media, len(block), block)
	return b.String()
}

const httpResponse = "application/http; msgtype=response"

// answer writes an HTTP answer as a response record.
func answer(uri, header, body string) string {
	if header != "" {
		header += "\r\n"
	}
	return warcRec("response", uri, httpResponse, "HTTP/1.1 200 OK\r\n"+header+"\r\n"+body)
}

func deflated(s string) string {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, 6)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.String()
}

func zlibbed(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.String()
}

func chunked(s string, sizes ...int) string {
	var b strings.Builder
	for _, n := range append(sizes, len(s)) {
		n = min(n, len(s))
		if n > 0 {
			fmt.Fprintf(&b, "%x;x=y\r\n%s\r\n", n, s[:n])
			s = s[n:]
		}
	}
	return b.String() + "0\r\n\r\n"
}

// pages lists what a source holds with the address and the hint of each item.
func pages(ctx context.Context, r io.Reader, opt Options) []string {
	var out []string
	for item, err := range Read(ctx, "dump", r, opt) {
		if err != nil {
			out = append(out, "! "+err.Error())
			continue
		}
		out = append(out, fmt.Sprintf("%s @%d <%s> (%s) %s", item.Pointer, item.Offset, item.URL, item.Hint, item.Data))
	}
	return out
}

const (
	pageType = "Content-Type: text/html; charset=windows-1252"
	page     = "<p>The talks resumed in Velm.</p>"
)

var warcRecords = []string{
	warcRec("warcinfo", "", "application/warc-fields", "software: x\r\n"),
	warcRec("request", "https://tavria.example/a", "application/http; msgtype=request", "GET /a HTTP/1.1\r\n\r\n"),
	answer("https://tavria.example/a", pageType, page),
	answer("<https://tavria.example/b>", pageType+"\r\nTransfer-Encoding: chunked", chunked(page, 5, 7)),
	answer("https://tavria.example/c", pageType+"\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked", chunked(gzipped(page), 3)),
	answer("https://tavria.example/d", pageType+"\r\nContent-Encoding: deflate", deflated(page)),
	answer("https://tavria.example/e", pageType+"\r\nContent-Encoding: deflate", zlibbed(page)),
	answer("https://tavria.example/f", pageType+"\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked", page),
	answer("https://tavria.example/g", "Content-Type: application/json", `[{"a":1},{"a":2}]`),
	answer("https://tavria.example/h.png", "Content-Type: image/png", png),
	answer("https://tavria.example/i.png", "Content-Type: text/html", png),
	answer("https://tavria.example/robots.txt", "Content-Type: text/plain", "User-agent: *"),
	answer("https://tavria.example/j", pageType, " \r\n"),
	answer("https://tavria.example/k", pageType+"\r\nContent-Encoding: br", "\x8b\x0f\x80data\x03"),
	warcRec("response", "https://tavria.example/l", httpResponse, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Gone</p>"),
	warcRec("response", "dns:tavria.example", "text/dns", "192.0.2.1"),
	warcRec("revisit", "https://tavria.example/a", httpResponse, "HTTP/1.1 200 OK\r\n\r\n"),
	warcRec("resource", "file:///m.txt", "text/plain", "A note."),
	warcRec("conversion", "https://tavria.example/a", "text/plain", "The talks resumed in Velm."),
	answer("https://tavria.example/n", "", "No type\n"),
	warcRec("resource", "metadata://crawler.example/log.txt", "text/plain", "Done."),
}

var warcItems = []string{
	"record 3 @0 <https://tavria.example/a> (text/html; charset=windows-1252) " + page,
	"record 4 @0 <https://tavria.example/b> (text/html; charset=windows-1252) " + page,
	"record 5 @0 <https://tavria.example/c> (text/html; charset=windows-1252) " + page,
	"record 6 @0 <https://tavria.example/d> (text/html; charset=windows-1252) " + page,
	"record 7 @0 <https://tavria.example/e> (text/html; charset=windows-1252) " + page,
	"record 8 @0 <https://tavria.example/f> (text/html; charset=windows-1252) " + page,
	`record 9!/0 @1 <> () {"a":1}`,
	`record 9!/1 @9 <> () {"a":2}`,
	`! dump: record 14: a body of the encoding "br", which is not read`,
	"record 18 @0 <> (text/plain) A note.",
	"record 19 @0 <https://tavria.example/a> (text/plain) The talks resumed in Velm.",
	"record 20 @0 <https://tavria.example/n> () No type\n",
}

func TestWARC(t *testing.T) {
	for name, in := range map[string]string{
		"plain":             strings.Join(warcRecords, ""),
		"packed by records": gzipped(warcRecords...),
		"packed as a whole": gzipped(strings.Join(warcRecords, "")),
		"zstd":              zstded(strings.Join(warcRecords, "")),
		"LF":                strings.ReplaceAll(strings.Join(warcRecords, ""), "\r\nWARC-", "\nWARC-"),
	} {
		t.Run(name, func(t *testing.T) {
			var passed []string
			opt := Options{Passed: func(_, what string) { passed = append(passed, what) }}
			if diff := cmp.Diff(warcItems, pages(t.Context(), strings.NewReader(in), opt)); diff != "" {
				t.Errorf("read at once (-want +got):\n%s", diff)
			}
			want := []string{"1 PNG pictures, 1 answers of status 404, 1 empty pages, 1 pictures, 1 robots.txt"}
			if diff := cmp.Diff(want, passed); diff != "" {
				t.Errorf("passed over (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(warcItems, pages(t.Context(), iotest.OneByteReader(strings.NewReader(in)), Options{})); diff != "" {
				t.Errorf("read byte by byte (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDamagedWARC(t *testing.T) {
	one := func(n string) string {
		return answer("https://tavria.example/"+n, pageType, "<p>"+n+" "+noise(4000)+"</p>")
	}
	a, b, c := one("a"), one("b"), one("c")
	third := gzipped(c)
	brokenGzip := []byte(gzipped(a, b, c))
	brokenGzip[len(gzipped(a))+1500] ^= 0x0f
	tests := []struct {
		name, in string
		want     []string
	}{
		{"cut at the end", a + b[:2000], []string{"record 1", "record 2 … <p>b", "! dump: record 2: the WARC file ends in the middle"}},
		{"cut in the middle", a + b[:2000] + c, []string{"record 1", "record 2 … <p>b", "! dump: record 2: the record does not end where its length says", "record 3 … <p>c"}},
		{"cut in a header", a + b[:60], []string{"record 1", "! dump: record 2: the WARC file ends"}},
		{"page about WARC", strings.TrimSpace(answer("https://x.example/", pageType, "<pre>WARC/1.0\r\nWARC-Type: x</pre>")), []string{"record 1 … WARC-Type: x</pre>"}},
		{"lengths too great", strings.Replace(strings.Repeat(a, 3), "Length: ", "Length: 9", 3), []string{"record 1", "! dump: record 1: the record does not end", "record 2", "! dump: record 2: the record does not end", "record 3", "! dump: record 3: the WARC file ends"}},
		{"rubbish between", a + "rubbish\r\nmore\r\n" + c, []string{"record 1", "! dump: record 1: the record does not end where its length says", "record 2 … <p>c"}},
		{"no length", a + strings.Replace(b, "Content-Length", "X", 1) + c, []string{"record 1", "! dump: record 2: a WARC record without a length", "! … a WARC record was expected", "record 3 … <p>c"}},
		{"no HTTP", a + warcRec("response", "https://x.example/", httpResponse, "nothing") + c, []string{"record 1", "! dump: record 2: no HTTP answer", "record 3"}},
		{"cut member", gzipped(a) + gzipped(b)[:1500] + third, []string{"record 1", "! dump: record 2: the gzip data from byte", "record 3 … <p>c"}},
		{"broken member", string(brokenGzip), []string{"record 1", "! dump: record 2: the gzip data from byte", "record 3 … <p>c"}},
		{"cut last member", gzipped(a, b)[:len(gzipped(a))+1500], []string{"record 1", "record 2 … <p>b", "! dump: record 2: the gzip data from byte"}},
		{"rubbish between members", gzipped(a) + noise(100) + third, []string{"record 1", "! dump: record 1: the gzip data from byte", "record 2 … <p>c"}},
		{"broken body", answer("https://x.example/", pageType+"\r\nContent-Encoding: gzip", gzipped("<p>a " + noise(3000))[:900]) + c, []string{"record 1 … <p>a", "! dump: record 1!byte … of the body end too soon", "record 2"}},
		{"only pictures", warcRecords[9], []string{"! dump: no record of the WARC file holds a page or a text: 1 pictures"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			checkOutline(t, tt.want, pages(t.Context(), strings.NewReader(tt.in), Options{}))
		})
	}
}

func TestBigWARCRecord(t *testing.T) {
	in := answer("https://x.example/a", pageType, noise(100<<10)) + answer("https://x.example/b", pageType, page)
	want := []string{"! dump: record 1: a record of over 16 KiB", "record 2 @0 … " + page}
	checkOutline(t, want, pages(t.Context(), strings.NewReader(in), Options{MaxRecord: 16 << 10}))
}

// endless repeats data until max bytes were read.
type endless struct {
	data string
	at   int
	left int64
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := copy(p, e.data[e.at:])
	e.at = (e.at + n) % len(e.data)
	e.left -= int64(n)
	return n, nil
}

// press returns a page of about n bytes that packs as well as pages do.
func press(n int) string {
	words := strings.Fields("the talks in Velm resumed on Monday after a week said minister of Tavria and envoy who had left Ostmark <p> </p> <div class=story> </div> agreement grain river border")
	random := noise(n)
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(words[int(random[i]-'a')%len(words)] + " ")
		if i%7 == 0 {
			b.WriteString(random[i:i+5] + " ")
		}
	}
	return b.String()
}

var warcSize = flag.Int64("warc", 0, "read a packed WARC file of so many MiB, unpacked, and measure memory")

// TestWARCMemory reads a WARC file that is made as it is read. With -warc=300
// or -warc=2048 it is as long as that.
func TestWARCMemory(t *testing.T) {
	size := max(*warcSize, 16) << 20
	unit := warcUnit()
	packed := gzipped(unit...)
	plain := len(strings.Join(unit, ""))
	in := &endless{data: packed, left: size / int64(plain) * int64(len(packed))}
	var m runtime.MemStats
	var most, read uint64
	n := 0
	start := time.Now()
	for item, err := range Read(t.Context(), "dump", in, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		read += uint64(len(item.Data))
		if n++; n%256 == 0 {
			runtime.ReadMemStats(&m)
			most = max(most, m.Sys)
		}
	}
	t.Logf("%d pages, %d MiB of pages, %d MiB/s, %d MiB of memory", n, read>>20, int64(float64(read>>20)/time.Since(start).Seconds()), most>>20)
	if most > 100<<20 {
		t.Errorf("%d MiB of memory, at most 100 MiB may be", most>>20)
	}
	if n == 0 {
		t.Error("no page was read")
	}
}

// warcUnit returns some records as a crawl has them.
func warcUnit() []string {
	var unit []string
	for i := range 40 {
		body := press(20_000 + i*4000)
		uri := fmt.Sprintf("https://tavria.example/%d", i)
		unit = append(
			unit,
			warcRec("request", uri, "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"),
			answer(uri, pageType, body),
			warcRec("metadata", uri, "application/warc-fields", "fetchTimeMs: 12\r\n"),
		)
	}
	return unit
}

// BenchmarkWARC counts the bytes of the unpacked file.
func BenchmarkWARC(b *testing.B) {
	unit := warcUnit()
	plain := strings.Join(unit, "")
	for _, in := range []struct{ name, data string }{{"plain", plain}, {"gzip", gzipped(unit...)}} {
		b.Run(in.name, func(b *testing.B) {
			b.SetBytes(int64(len(plain)))
			b.ReportAllocs()
			for b.Loop() {
				for _, err := range Read(b.Context(), "dump", strings.NewReader(in.data), Options{}) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
