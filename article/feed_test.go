package article

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"

	"dateline/source"
	"dateline/text"
)

// readFile reads the data of a file as it would come, and returns its articles
// and a listing of all that came.
func readFile(t testing.TB, name string, data []byte) (articles []*Article, listing string) {
	t.Helper()
	var log []string
	for item, err := range source.Read(context.Background(), name, bytes.NewReader(data), source.Options{}) {
		if err != nil {
			log = append(log, "! "+err.Error()+"\n")
			continue
		}
		for a, err := range Read(item, Options{}) {
			if err != nil {
				log = append(log, "! "+err.Error()+"\n")
				continue
			}
			articles = append(articles, a)
			log = append(log, string(a.Shape)+" "+jsonListing(a)+feedListing(a))
		}
	}
	return articles, strings.Join(log, "\n")
}

// feedListing writes what jsonListing leaves out.
func feedListing(a *Article) string {
	var b strings.Builder
	if a.Kind != "" {
		fmt.Fprintf(&b, "  kind: %s\n", a.Kind)
	}
	for _, x := range a.Images {
		fmt.Fprintf(&b, "  image: %s %q\n", x.URL, a.Text.Slice(x.Caption))
	}
	for _, r := range a.Reasons {
		if r.What == "left out" || strings.Contains(r.From, "breaks off") || r.What == "charset" && r.From != "utf-8" {
			fmt.Fprintf(&b, "  %s: %s\n", r.What, r.From)
		}
	}
	return b.String()
}

// TestReadFeed reads testdata/feed/NAME.xml or NAME.json and compares with
// NAME.golden; two files add a case, -update writes the second.
func TestReadFeed(t *testing.T) {
	files, err := filepath.Glob("testdata/feed/*.[xj]*")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			articles, got := readFile(t, name, data)
			golden := strings.TrimSuffix(file, filepath.Ext(file)) + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			for _, a := range articles {
				checkEntry(t, a, data)
			}
		})
	}
}

// checkEntry wants the record's bytes at its offset, blocks that cover the
// text, and a text that its bytes decode to.
func checkEntry(t testing.TB, a *Article, data []byte) {
	t.Helper()
	o := a.Original
	if end := o.Offset + int64(len(o.Data)); end > int64(len(data)) || !bytes.Equal(data[o.Offset:end], o.Data) {
		t.Fatalf("%s: the source has other bytes at %d", o.Pointer, o.Offset)
	}
	if err := check(a); err != nil {
		t.Fatalf("%s: %v", o.Pointer, err)
	}
	if a.Shape != ShapeJSON {
		checkDecodes(t, a)
	}
}

var feedTags = regexp.MustCompile(`^(?:<[^>]*>|\n\s*)$`)

// checkDecodes wants each unit of the text to be what its bytes mean: decoded
// by the standard library, as often as feeds escape, in the charset that was
// taken.
func checkDecodes(t testing.TB, a *Article) {
	t.Helper()
	for _, p := range a.Text.Pieces() {
		got := a.Text.Slice(p.At)
		raw := a.Original.Data[p.From.Start:p.From.End]
		switch p.Kind {
		case text.Gap:
			if strings.TrimSpace(got) != "" {
				t.Errorf("%s: %q comes from nowhere", a.Original.Pointer, got)
			}
		case text.Unit:
			if !meansWords(raw, got, a) {
				t.Errorf("%s: %q stands for %q", a.Original.Pointer, got, raw)
			}
		}
	}
}

func meansWords(raw []byte, want string, a *Article) bool {
	decoded, _ := decodeXML(raw, "text/xml; charset="+charsetOf(a))
	s := decoded.String()
	if charsetOf(a) == "utf-16" {
		s = ""
		for i := 0; i+1 < len(raw); i += 2 {
			s += string(rune(raw[i]) | rune(raw[i+1])<<8)
		}
	}
	if quoteTag.MatchString(s) {
		return want == "“" || want == "”" // a quotation that only a tag marks
	}
	for range 4 {
		s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
		if s == want || feedTags.MatchString(s) && strings.TrimSpace(want) == "" || strings.TrimSpace(s) == strings.TrimSpace(want) {
			return true
		}
		s = html.UnescapeString(s)
	}
	return false
}

func charsetOf(a *Article) string {
	for _, r := range a.Reasons {
		if r.What == "charset" {
			return r.From
		}
	}
	return ""
}

func TestFeedShapes(t *testing.T) {
	for in, want := range map[string]Shape{
		"<rss>": ShapeFeed,
		"\n <?xml version='1.0'?><!-- x --><feed xmlns='http://www.w3.org/2005/Atom'>": ShapeFeed,
		"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>":                                   ShapeFeed,
		"<rdf:RDF xmlns:foaf='http://xmlns.com/foaf/0.1/'>":                            ShapeText,
		"Warning: no such file in feed.php on line 3\n<?xml version='1.0'?><rss>":      ShapeFeed,
		"<nar:newsItem xmlns:nar='http://iptc.org/std/nar/2006-10-01/'>":               ShapeNewsML,
		"<!DOCTYPE nitf SYSTEM 'x'><nitf>":                                             ShapeNewsML,
		"<!DOCTYPE html><html><p>An <rss> feed</p></html>":                             ShapeHTML,
		"The <rss> element is the outermost one.":                                      ShapeText,
	} {
		if got := recognise(source.Item{Data: []byte(in), Hint: "text/html"}); got != want && want == ShapeFeed {
			t.Errorf("%q, sent as a page: %s, want %s", in, got, want)
		}
		if got := recognise(source.Item{Data: []byte(in)}); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

// TestTruncatedFeed cuts a feed at every place: the whole entries before it
// are the same as in the whole feed, and an error tells of the place.
func TestTruncatedFeed(t *testing.T) {
	data, err := os.ReadFile("testdata/feed/rss-escaped-twice.xml")
	if err != nil {
		t.Fatal(err)
	}
	read := func(data []byte) (out []*Article, errs []string) {
		readFeed(source.Item{Location: "feed", Data: data}, Options{}, func(a *Article, err error) bool {
			if err != nil {
				errs = append(errs, err.Error())
			} else {
				out = append(out, a)
			}
			return true
		})
		return out, errs
	}
	whole, errs := read(data)
	if len(whole) != 2 || len(errs) != 0 {
		t.Fatal(len(whole), errs)
	}
	last := bytes.LastIndexByte(data, '>')
	for n := 1; n < last; n += 7 {
		got, errs := read(data[:n])
		if len(errs) == 0 {
			t.Fatalf("cut at %d: no error", n)
		}
		for i, a := range whole {
			o := a.Original
			if int64(n) < o.Offset+int64(len(o.Data)) {
				break
			}
			if i >= len(got) || got[i].Original.Version != o.Version || got[i].Text.String() != a.Text.String() {
				t.Fatalf("cut at %d: entry %d is not as it was", n, i+1)
			}
			if want := fmt.Sprintf("feed: byte %d: XML ends", n); !strings.HasPrefix(errs[0], want) {
				t.Fatalf("cut at %d: %q", n, errs[0])
			}
		}
	}
}

// TestHostileFeed wants linear time for entries that are nested or not closed.
func TestHostileFeed(t *testing.T) {
	const n = 30_000
	for name, in := range map[string]string{
		"nested entries":  "<rss>" + strings.Repeat("<item><title>a</title>", n),
		"nested titles":   "<rss>" + strings.Repeat("<item><title>", n),
		"nested contents": "<feed><entry><title>x</title><content type='xhtml'>" + strings.Repeat("<p>a", n),
		"nested items":    strings.Repeat("<newsItem><contentSet><inlineXML><nitf>", n),
		"empty entries":   "<rss>" + strings.Repeat("<item/>", n),
		"categories":      "<rss><item><title>x</title><description>y</description>" + strings.Repeat("<category>c</category>", n),
		"titles":          "<rss><item><description>y</description>" + strings.Repeat("<title>a - b</title><source>b</source>", n),
		"pictures":        "<rss><item><description>y</description>" + pictures(n),
	} {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			for _, err := range Read(source.Item{Location: "x", Data: []byte(in)}, Options{}) {
				_ = err
			}
			if took := time.Since(begun); took > 10*time.Second {
				t.Errorf("%v for %d bytes", took, len(in))
			}
		})
	}
}

// pictures returns n different pictures.
func pictures(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<media:content medium='image' url='u%d'/>", i)
	}
	return b.String()
}

// TestFeedOrigin writes words into feeds in every way that feeds escape them,
// in two charsets, and wants the words back, each from the bytes that it was
// written with.
func TestFeedOrigin(t *testing.T) {
	words := rapid.StringMatching(`[A-Za-zéüñ&<>"'« »]{1,30}[a-zé]\.`)
	rapid.Check(t, func(t *rapid.T) {
		paragraphs := rapid.SliceOfN(words, 1, 4).Draw(t, "paragraphs")
		times := rapid.IntRange(1, 2).Draw(t, "escaped")
		sealed := rapid.Bool().Draw(t, "CDATA")
		latin := rapid.Bool().Draw(t, "latin-1")
		var want []string
		content := ""
		for _, p := range paragraphs {
			want = append(want, fold(p))
			content += "<p>" + html.EscapeString(p) + "</p>"
		}
		if sealed {
			content = "<![CDATA[" + content + "]]>"
		} else {
			for range times {
				content = html.EscapeString(content)
			}
		}
		doc := "<rss><channel><item><title>4 of 5</title><description>" + content + "</description></item></channel></rss>"
		data := []byte("<?xml version='1.0' encoding='utf-8'?>" + doc)
		if latin {
			var err error
			if data, err = charmap.ISO8859_1.NewEncoder().Bytes([]byte("<?xml version='1.0' encoding='iso-8859-1'?>" + doc)); err != nil {
				t.Fatal(err)
			}
		}
		var got []string
		readFeed(source.Item{Location: "feed", Data: data}, Options{}, func(a *Article, err error) bool {
			if err != nil {
				t.Fatalf("%v in %q", err, data)
			}
			for _, b := range a.Blocks {
				if b.Kind != Headline {
					got = append(got, fold(a.Text.Slice(b.Span)))
				}
			}
			for _, p := range a.Text.Pieces() {
				words, raw := a.Text.Slice(p.At), a.Original.Data[p.From.Start:p.From.End]
				if p.Kind == text.Copy && words != string(raw) || p.Kind == text.Unit && !meansWords(raw, words, a) {
					t.Fatalf("%q stands for %q", words, raw)
				}
			}
			return true
		})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q (-want +got):\n%s", data, diff)
		}
	})
}

func TestOutletIn(t *testing.T) {
	for _, c := range []struct{ title, link, want string }{
		{"World | The Quay Herald", "https://www.quayherald.example/world", "The Quay Herald"},
		{"Quay Herald: talks", "https://quayherald.example", "Quay Herald"},
		{"QH > Region", "https://qh.news.example/", "QH > Region"},
		{"Morvenia Observer - Politics", "https://feeds.morvenia-observer.example/", "Morvenia Observer"},
		{"News - and what it means", "https://other.example", "News - and what it means"},
		{"News | Views", "", "News | Views"},
	} {
		if got := outletIn(c.title, c.link); got != c.want {
			t.Errorf("%q at %q: got %q, want %q", c.title, c.link, got, c.want)
		}
	}
}

func TestXMLTablesErrors(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"feed\ttitle\t1\ttitle\nfeed\ttitle\t2\ttitle", `x:2: "title" is empty, not lower case, or stands twice`},
		{"# a\nfeed\tcolour\t1\tred", `x:2: unknown class "colour"`},
		{"feed\ttitle\t0\ttitle", `x:1: want vocabulary, class, rank and names, have "feed\ttitle\t0\ttitle"`},
	} {
		if _, err := readXMLNames("x", c.file); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
	for _, c := range []struct{ file, want string }{
		{"dc", `x:1: want a prefix, a tab and namespaces, have "dc"`},
		{"dc\thttp://a.b/c", `x:1: "http://a.b/c" is empty, stands twice, or has what is left out`},
	} {
		if _, err := readXMLSpaces("x", c.file); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func FuzzReadFeed(f *testing.F) {
	files, _ := filepath.Glob("testdata/feed/*.xml")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, false)
		f.Add(data, true)
	}
	f.Fuzz(func(t *testing.T, data []byte, news bool) {
		read := readFeed
		if news {
			read = readNewsML
		}
		const before = 5
		item := source.Item{Location: "fuzz", Pointer: "a.zip", Offset: before, Data: data}
		read(item, Options{}, func(a *Article, err error) bool {
			if err == nil {
				o := a.Original
				if end := o.Offset - before + int64(len(o.Data)); !bytes.Equal(data[o.Offset-before:end], o.Data) {
					t.Fatalf("the source has other bytes at %d", o.Offset)
				}
				if err := check(a); err != nil {
					t.Fatal(err)
				}
			}
			return true
		})
	})
}

func BenchmarkReadFeed(b *testing.B) {
	const paragraph = "<p>The harbour office said that the &ldquo;third line&rdquo; would open on Monday, and that Tavria&rsquo;s map had come.</p>\n"
	entry := "<item><title>The ferry line reopens</title><link>https://example.org/news/ferry</link><pubDate>Mon, 09 Feb 2032 10:15:00 GMT</pubDate>" +
		"<dc:creator>Jane Roe</dc:creator><description>The line is open again.</description>" +
		"<content:encoded><![CDATA[" + strings.Repeat(paragraph, 30) + "]]></content:encoded></item>\n"
	data := []byte(`<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Post</title>` +
		strings.Repeat(entry, 50) + "</channel></rss>")
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		readFeed(source.Item{Location: "feed", Data: data}, Options{}, func(_ *Article, err error) bool {
			if err != nil {
				b.Fatal(err)
			}
			n++
			return true
		})
		if n != 50 {
			b.Fatal(n)
		}
	}
}
