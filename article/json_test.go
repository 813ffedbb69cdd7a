package article

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/source"
	"dateline/text"
	"dateline/text/jsonspan"
)

// readItems reads a source and returns its articles and errors, as they come.
func readItems(t testing.TB, name, data string) (articles []*Article, log []string) {
	t.Helper()
	for item, err := range source.Read(t.Context(), name, strings.NewReader(data), source.Options{}) {
		if err != nil {
			log = append(log, "! "+err.Error()+"\n")
			continue
		}
		readJSON(item, Options{}, func(a *Article, err error) bool {
			if err != nil {
				log = append(log, "! "+err.Error()+"\n")
				return true
			}
			articles = append(articles, a)
			log = append(log, jsonListing(a))
			return true
		})
	}
	return articles, log
}

// jsonListing writes an article as the golden files have it.
func jsonListing(a *Article) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s @%d+%d\n", a.Original.Pointer, a.Original.Offset, len(a.Original.Data))
	line := func(name, value string) {
		if strings.TrimSpace(value) != "" {
			fmt.Fprintf(&b, "  %s: %s\n", name, value)
		}
	}
	line("title", a.Title)
	if a.Published.Known() {
		line("published", a.Published.ISO+" ("+a.Published.Basis+")")
	}
	if a.Modified.Known() {
		line("modified", a.Modified.ISO+" ("+a.Modified.Basis+")")
	}
	line("byline", strings.Join(a.Byline, "; "))
	line("outlet", a.Outlet)
	line("url", a.URL)
	line("section", a.Section)
	line("language", a.Language)
	for _, x := range a.Blocks {
		kind := x.Kind.String()
		if x.Kind == Subheading {
			kind = "subheading"
		}
		fmt.Fprintf(&b, "  %s| %s\n", kind, strings.ReplaceAll(a.Text.Slice(x.Span), "\n", "\n    "))
	}
	return b.String()
}

// TestReadJSON reads testdata/json/NAME.json or NAME.jsonl and compares with
// NAME.golden; two files add a case, -update writes the second.
func TestReadJSON(t *testing.T) {
	files, err := filepath.Glob("testdata/json/*.json*")
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
			articles, log := readItems(t, name, string(data))
			got := strings.Join(log, "\n")
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
				checkOriginal(t, a, data)
				checkBlocks(t, a)
				checkOrigin(t, a)
			}
		})
	}
}

// checkOriginal wants the record's bytes at its offset, one whole object.
func checkOriginal(t testing.TB, a *Article, data []byte) {
	t.Helper()
	o := a.Original
	if end := o.Offset + int64(len(o.Data)); end > int64(len(data)) || string(data[o.Offset:end]) != string(o.Data) {
		t.Fatalf("%s: the source has other bytes at %d", o.Pointer, o.Offset)
	}
	if err := jsonspan.Check(o.Data); err != nil || o.Data[0] != '{' {
		t.Fatalf("%s: no object: %v", o.Pointer, err)
	}
}

// checkBlocks wants the blocks to cover all of the text, in order.
func checkBlocks(t testing.TB, a *Article) {
	t.Helper()
	at := 0
	for _, b := range a.Blocks {
		if b.Span.Start < at || b.Span.Empty() || b.Span.End > a.Text.Len() || strings.TrimSpace(a.Text.String()[at:b.Span.Start]) != "" {
			t.Fatalf("%s: block %v after %d", a.Original.Pointer, b.Span, at)
		}
		at = b.Span.End
	}
	if strings.TrimSpace(a.Text.String()[at:]) != "" {
		t.Fatalf("%s: text after the last block", a.Original.Pointer)
	}
}

// checkOrigin wants each piece of the text to be what its bytes decode to:
// JSON's escapes, then character references, then line ends.
func checkOrigin(t testing.TB, a *Article) {
	t.Helper()
	for _, p := range a.Text.Pieces() {
		got := a.Text.Slice(p.At)
		if p.From.Start < 0 || p.From.End > len(a.Original.Data) {
			t.Fatalf("%s: piece %v is outside the record", a.Original.Pointer, p)
		}
		raw := string(a.Original.Data[p.From.Start:p.From.End])
		switch p.Kind {
		case text.Copy:
			if got != raw {
				t.Errorf("%s: %q is copied from %q", a.Original.Pointer, got, raw)
			}
		case text.Unit:
			if !decodesTo(raw, got) {
				t.Errorf("%s: %q stands for %q", a.Original.Pointer, got, raw)
			}
		case text.Gap:
			if strings.TrimSpace(got) != "" {
				t.Errorf("%s: %q comes from nowhere", a.Original.Pointer, got)
			}
		}
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// decodesTo decodes the bytes of a JSON string by other means than the
// reader's and compares; white space may be folded.
func decodesTo(raw, want string) bool {
	tree, err := jsonspan.Parse([]byte(`"` + raw + `"`))
	if err != nil {
		return want == "\uFFFD" // half of something that is no character
	}
	s := tree.Root().String()
	for range 3 {
		for _, form := range []string{s, tags.ReplaceAllString(s, "\n")} {
			form = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(form)
			if form == want || strings.TrimSpace(form) == "" && strings.TrimSpace(want) == "" {
				return true
			}
		}
		s = html.UnescapeString(s)
	}
	return false
}

func TestReadJSONKeepsWhatIsWhole(t *testing.T) {
	item := source.Item{
		Location: "dump", Pointer: "line 7", Offset: 100,
		Data: []byte(`{"items":[{"title":"One","text":"The first report is whole, it says. It ends here.","lang":"en"},{"title":"Two" "text":"x"}]}`),
	}
	var got []string
	readJSON(item, Options{}, func(a *Article, err error) bool {
		if err != nil {
			got = append(got, err.Error())
			return true
		}
		got = append(got, fmt.Sprintf("%s @%d %s", a.Original.Pointer, a.Original.Offset, a.Title))
		return true
	})
	at := 100 + strings.Index(string(item.Data), `"text":"x"`)
	want := []string{
		"line 7/items/0 @110 One",
		fmt.Sprintf("dump: line 7: not valid JSON: a comma or '}' was expected, at byte %d", at),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadJSONStopsWhenTheCallerDoes(t *testing.T) {
	data, err := os.ReadFile("testdata/json/feed.json")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	readJSON(source.Item{Data: data}, Options{}, func(*Article, error) bool {
		n++
		return false
	})
	if n != 1 {
		t.Errorf("yield was called %d times", n)
	}
}

func FuzzReadJSON(f *testing.F) {
	files, _ := filepath.Glob("testdata/json/*.json*")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			f.Add([]byte(line))
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		const before = 11
		item := source.Item{Location: "fuzz", Pointer: "line 3", Offset: before, Data: data}
		readJSON(item, Options{}, func(a *Article, err error) bool {
			if err != nil {
				return true
			}
			o := a.Original
			checkOriginal(t, a, append(make([]byte, before), data...))
			if !strings.HasPrefix(o.Pointer, "line 3") {
				t.Fatalf("pointer %q", o.Pointer)
			}
			checkBlocks(t, a)
			for _, p := range a.Text.Pieces() {
				if p.From.Start < 0 || p.From.End > len(o.Data) || p.Kind == text.Copy && string(o.Data[p.From.Start:p.From.End]) != a.Text.Slice(p.At) {
					t.Fatalf("piece %v of %q", p, o.Data)
				}
			}
			return true
		})
	})
}

func BenchmarkReadJSON(b *testing.B) {
	const paragraph = "The envoy said that the &quot;third round&quot; would be held at the lake, and that Tavria&rsquo;s map had come."
	plain := strings.Repeat(paragraph+`\r\n\r\n&nbsp;\r\n\r\n`, 30)
	rich := strings.Repeat("<p><span style=\\\"x\\\">"+paragraph+`<\/span><\/p>\r\n<p>&nbsp;<\/p>`, 30)
	data := `{"id":7,"content_title":"A third round at the lake","content_summary":"The envoy speaks.","content_body":"` + plain +
		`","content_html":"` + rich + `","content_date_start":"2031-05-06 10:30:00","lang":"en"}`
	item := source.Item{Location: "dump", Data: []byte(data)}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		readJSON(item, Options{}, func(_ *Article, err error) bool {
			if err != nil {
				b.Fatal(err)
			}
			return true
		})
	}
}

// Brackets alone hold no words: they are refused, closed or not.
func TestOnlyBrackets(t *testing.T) {
	for _, n := range []int{1, 50, 499, 10_000, 1_000_000} {
		for _, data := range []string{strings.Repeat("[", n), strings.Repeat("[", n) + strings.Repeat("]", n), strings.Repeat("[{", n), strings.Repeat("[", n) + "}"} {
			refused := false
			for a, err := range Read(source.Item{Location: "deep", Data: []byte(data)}, Options{}) {
				if a != nil {
					t.Errorf("%d: an article of %.20s", n, data)
				}
				refused = err != nil
			}
			if !refused {
				t.Errorf("%d: %.20s is not refused", n, data)
			}
		}
	}
}
