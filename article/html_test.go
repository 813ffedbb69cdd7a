package article

import (
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	xhtml "golang.org/x/net/html"

	"dateline/source"
	"dateline/text"
)

// readPage reads a page and returns its article.
func readPage(tb testing.TB, location string, data []byte) *Article {
	tb.Helper()
	var out *Article
	readHTML(source.Item{Location: location, Data: data}, Options{}, func(a *Article, err error) bool {
		if err != nil {
			tb.Fatal(err)
		}
		out = a
		return true
	})
	if out == nil {
		tb.Fatal("no article")
	}
	return out
}

// pages returns the fixture pages, by name.
func pages(tb testing.TB) map[string][]byte {
	tb.Helper()
	files, err := filepath.Glob("testdata/html/*.html")
	if err != nil || len(files) == 0 {
		tb.Fatal("no fixtures", err)
	}
	out := map[string][]byte{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(f), ".html")] = data
	}
	return out
}

// A pair of files NAME.html and NAME.json is all that a case needs.
func TestPages(t *testing.T) {
	for name, data := range pages(t) {
		t.Run(name, func(t *testing.T) {
			a := readPage(t, name+".html", data)
			if err := check(a); err != nil {
				t.Error(err)
			}
			got := goldenOf(a)
			file := filepath.Join("testdata/html", name+".json")
			if *update {
				writeGolden(t, file, got)
				return
			}
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var want golden
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("want -, got +:\n%s", d)
			}
		})
	}
}

// What a page says of itself.
func TestPageFacts(t *testing.T) {
	a := readPage(t, "semantic.html", pages(t)["semantic"])
	if want := "https://quayherald.example/world/river-talks-third-round"; a.URL != want {
		t.Errorf("url %q, want %q", a.URL, want)
	}
	if want := "The Quay Herald"; a.Outlet != want {
		t.Errorf("outlet %q, want %q", a.Outlet, want)
	}
	if want := "JSON-LD dateModified"; a.Modified.Basis != want {
		t.Errorf("basis of the change %q, want %q", a.Modified.Basis, want)
	}
}

// Every piece of the text is what its bytes in the source say, once character
// references are decoded and white space is folded.
func TestPagePieces(t *testing.T) {
	for name, data := range pages(t) {
		if name == "latin1_divs" {
			continue // see TestPageCharset
		}
		checkPieces(t, name, readPage(t, name, data), data)
	}
}

func checkPieces(t *testing.T, name string, a *Article, data []byte) {
	t.Helper()
	for _, p := range a.Text.Pieces() {
		words, from := a.Text.Slice(p.At), string(data[p.From.Start:p.From.End])
		switch p.Kind {
		case text.Copy:
			if words != from {
				t.Errorf("%s: copy %q of %q", name, words, from)
			}
		case text.Gap:
			if strings.TrimSpace(words) != "" {
				t.Errorf("%s: %q stands nowhere in the source", name, words)
			}
		case text.Unit:
			tag := words == "\n" && strings.HasPrefix(strings.Trim(strings.ToLower(from), "</"), "br")
			decoded := html.UnescapeString(jsonPlain(from))
			if !tag && decoded != words && (strings.TrimSpace(decoded) != "" || strings.TrimSpace(words) != "") {
				t.Errorf("%s: %q stands for %q", name, words, from)
			}
		}
	}
	for _, b := range a.Blocks {
		if len(a.Text.Source(b.Span)) == 0 {
			t.Errorf("%s: block %q has no bytes", name, a.Text.Slice(b.Span))
		}
	}
}

// jsonPlain decodes the escapes of a JSON string, if s has one.
func jsonPlain(s string) string {
	if !strings.HasPrefix(s, `\`) {
		return s
	}
	return text.UnescapeJSON(text.Decode([]byte(s))).String()
}

// What is visible on a page is in the text, whatever part it was taken for.
func TestPageKeepsAll(t *testing.T) {
	for name, data := range pages(t) {
		a := readPage(t, name, data)
		decoded, _ := decodeHTML(data, "")
		z := xhtml.NewTokenizer(strings.NewReader(decoded.String()))
		raw := ""
		for kind := z.Next(); kind != xhtml.ErrorToken; kind = z.Next() {
			tok := z.Token()
			switch kind {
			case xhtml.StartTagToken:
				raw = tok.Data
			case xhtml.EndTagToken:
				raw = ""
			case xhtml.TextToken:
				if raw == "script" || raw == "style" || raw == "noscript" || raw == "title" {
					continue
				}
				for w := range strings.FieldsSeq(tok.Data) {
					if !strings.Contains(a.Text.String(), w) {
						t.Errorf("%s: %q is lost", name, w)
					}
				}
			}
		}
	}
}

func TestPageCharset(t *testing.T) {
	utf16 := func(s string) []byte {
		out := []byte{0xff, 0xfe}
		for _, r := range s {
			out = append(out, byte(r), byte(r>>8))
		}
		return out
	}
	for _, c := range []struct{ name, hint, data, want string }{
		{"utf-8", "", "<p>caf\xc3\xa9", "café"},
		{"declared", "", "<meta charset=windows-1252><p>caf\xe9 \x93so\x94", "café “so”"},
		{"media type first", "text/html; charset=iso-8859-7", "<meta charset=windows-1252><p>\xe1\xe2", "αβ"},
		{"declaration contradicted", "text/html; charset=iso-8859-1", "<p>caf\xc3\xa9", "café"},
		{"byte order mark", "", "\xef\xbb\xbf<p>caf\xc3\xa9", "café"},
		{"utf-16", "", string(utf16("<p>café")), "café"},
		{"undeclared", "", "<p>caf\xe9 cr\xe8me au lait", "café crème au lait"},
	} {
		t.Run(c.name, func(t *testing.T) {
			decoded, _ := decodeHTML([]byte(c.data), c.hint)
			if got := decoded.String(); !strings.HasSuffix(got, "<p>"+c.want) {
				t.Errorf("got %q, want %q at the end", got, c.want)
			}
		})
	}
}

func TestHTMLFragment(t *testing.T) {
	src := text.Decode([]byte(`"<p>Talks &amp; more\u2014\"soon\".<br>Then<br><br>rest.</p>\n<h3>Second day</h3><ul><li>One</li></ul>plain"`))
	frags := htmlFragment(text.UnescapeJSON(src.Sub(text.Span{Start: 1, End: src.Len() - 1})))
	want := []fragment{
		{kind: Paragraph, text: text.Decode([]byte("Talks & more—\"soon\".\nThen"))},
		{kind: Paragraph, text: text.Decode([]byte("rest."))},
		{kind: Subheading, text: text.Decode([]byte("Second day"))},
		{kind: Paragraph, text: text.Decode([]byte("One"))},
		{kind: Paragraph, text: text.Decode([]byte("plain"))},
	}
	if len(frags) != len(want) {
		t.Fatalf("got %d fragments, want %d", len(frags), len(want))
	}
	for i, f := range frags {
		if f.kind != want[i].kind || f.text.String() != want[i].text.String() {
			t.Errorf("fragment %d: got %v %q, want %v %q", i, f.kind, f.text.String(), want[i].kind, want[i].text.String())
		}
	}
	at := strings.Index(frags[0].text.String(), "—")
	if got := frags[0].text.Source(text.Span{Start: at, End: at + len("—")}); len(got) != 1 || src.Slice(got[0]) != `\u2014` {
		t.Errorf("the dash comes from %v, want the escape", got)
	}
}

// Nesting costs no stack and no more than linear time.
func TestDeepPage(t *testing.T) {
	const n = 100_000
	for _, c := range []struct{ name, data string }{
		{"div", strings.Repeat("<div>", n) + "deep" + strings.Repeat("</div>", n)},
		{"inline", strings.Repeat("<b>", n) + "deep" + strings.Repeat("</i>", n)},
		{"links", strings.Repeat("<a><div>", n) + "deep"},
		{"unclosed", strings.Repeat("<p>x<li>y<td>z", n)},
		{"stray", strings.Repeat("</p></div></td>", n) + "deep"},
		{"cells", "<table><tr>" + strings.Repeat("<td>1", n)},
		{"articles", "<h1>x</h1>" + strings.Repeat("<article>", n) + "deep"},
		{"nested articles", "<h1>x</h1>" + strings.Repeat("<article>", n) + strings.Repeat("A sentence that is long enough to be taken for prose.<p>", 40)},
		{"lines", strings.Repeat("<b>x<br><br>", n)},
		{"titles", strings.Repeat("<meta property=og:title content=a"+strings.Repeat("b", 20)+">", n/10)},
		{"attributes", "<p " + strings.Repeat("a=b ", n) + ">"},
		{"short dates", "<h1>x</h1>" + strings.Repeat("<div>1.2.31 | 9:00</div>", n/4)},
		{"captions", "<figure>" + strings.Repeat("<img src=a><figcaption>c</figcaption>", n/4)},
		{"headings", "<title>x y z</title>" + strings.Repeat("<h2><i class=kicker>k</i> words</h2>", n/4)},
		{"credits", strings.Repeat("<p>First published by The Lantern. (AFP)", n/4)},
		{"live", "<div class=live-blog>" + strings.Repeat("<div class=e><time>10:00</time><p>A sentence that is long enough to be taken for prose.</p></div>", n/10)},
		{"states", strings.Repeat("<script>a={\"b\":[{\"c\":", n/4)},
		{"state scripts", strings.Repeat("<script>a = {\"b\": \"c\"</script>", n/4)},
		{"comments", strings.Repeat("<!--", n)},
		{"scripts", "<script>" + strings.Repeat("<!--<script", n)},
		{"ends", "<title>" + strings.Repeat("</titl", n)},
		{"scopes", strings.Repeat("<td><p>", n) + strings.Repeat("</p>", n)},
	} {
		t.Run(c.name, func(t *testing.T) { readPage(t, "deep", []byte(c.data)) })
	}
}

func FuzzPage(f *testing.F) {
	for _, data := range pages(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a := readPage(t, "fuzz", data)
		_, charset := decodeHTML(data, "")
		if err := check(a); err != nil && charset == "utf-8" {
			t.Fatal(err)
		}
	})
}

// A bad entry of the word list is named with its file and line.
func TestReadMarks(t *testing.T) {
	for _, c := range []struct{ list, want string }{
		{"# comment\nshare\thard\nshare\tsoft\n", "words.tsv:3:"},
		{"share hard\n", "words.tsv:1:"},
		{"share\tloud\n", "words.tsv:1:"},
		{"a-b-c-d\thard\n", "words.tsv:1:"},
	} {
		if _, err := readMarks("words.tsv", c.list); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: got %v, want an error at %s", c.list, err, c.want)
		}
	}
}

func TestMarkNames(t *testing.T) {
	for name, want := range map[string]mark{
		"c-articleBody__main":     markBody,
		"related-articles":        markHard,
		"has-sidebar":             0,
		"comments-open":           0,
		"comment-list":            markNever,
		"print:sidebar":           0,
		"category-advertising":    0,
		"social-media-embed":      0,
		"article__byline authors": markByline,
	} {
		if got := newMarker().names(name).mark; got != want {
			t.Errorf("%q: got %b, want %b", name, got, want)
		}
	}
}

// A heading over many links and no text is a list, with text it is none.
func TestListOfLinks(t *testing.T) {
	rows := strings.Repeat(`<li><a href="/a">Ministers meet again over the river bridge</a></li>`, 60)
	page := "<html><body><h1>Archive for February</h1>%s<ul>" + rows + "</ul></body></html>"
	const prose = "<p>The two ministers said on Thursday that the bridge at Lower Dane would be opened again, nine months after it had been closed, and that lorries would pay a toll of four crowns from the first of March on.</p>"
	for _, c := range []struct{ body, want string }{{"", KindList}, {prose, ""}} {
		if a := readPage(t, "archive", []byte(strings.Replace(page, "%s", c.body, 1))); a.Kind != c.want {
			t.Errorf("kind %q, want %q", a.Kind, c.want)
		}
	}
}
