package xmlspan

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/text"
)

// outline writes a tree as "name[text|cdata name[…]]" with the character data
// as it is written; "…" marks what is open.
func outline(e Element) string {
	var b strings.Builder
	t := e.tree.t
	open := func(e Element) {
		b.WriteString(e.Name())
		for name, value := range e.Attrs() {
			fmt.Fprintf(&b, " %s=%s", name, t.Slice(value))
		}
		b.WriteString("[")
	}
	shut := func(e Element) {
		if e.Open() {
			b.WriteString("…")
		}
		b.WriteString("]")
	}
	open(e)
	e.visit(visitor{
		chars: func(s text.Span) { b.WriteString(t.Slice(s)) },
		cdata: func(s text.Span) { b.WriteString("{" + t.Slice(s) + "}") },
		start: open, end: shut,
	})
	shut(e)
	return b.String()
}

var documents = []struct{ name, in, want, err string }{
	{"plain", `<a><b>x</b> y</a>`, `a[b[x] y]`, ""},
	{"prologue", "\ufeff\n <?xml version='1.0'?><!-- <x> --><!DOCTYPE a [<!ENTITY e '<'>]><a/>", `a[]`, ""},
	{"instruction without its end", "<?xml version='1.0'><a/>", `a[]`, ""},
	{"declaration without its end", "<!DOCTYPE a [<a>x</a>", `a[x]`, ""},
	{"apostrophe in a comment", "<!DOCTYPE a [<!-- don't --> ]><a/>", `a[]`, ""},
	{"attributes", `<a b="1" c='2"' d = 3 e f="x>y">z</a>`, `a b=1 c=2" d=3 e= f=x>y[z]`, ""},
	{"quotation mark that does not close", `<a b="1><c/></a>`, `a b=1[c[]]`, ""},
	{"cdata", `<a>x<![CDATA[<b>&amp;]]]]><![CDATA[>]]></a>`, `a[x{<b>&amp;]]}{>}]`, ""},
	{"comment", `<a>x<!-- <b> -->y</a>`, `a[xy]`, ""},
	{"bare brackets", `<a>1 < 2 <3 & <- x<y <b/></a>`, `a[1 < 2 <3 & <- x<y b[]]`, ""},
	{"never closed inside", `<a><p>x<br>y</p>z</a>`, `a[p[xbr[y]]z]`, ""},
	{"end without a start", `<a>x</b>y</a>`, `a[xy]`, ""},
	{"crossed", `<a><b><i>x</b>y</i></a>`, `a[b[i[x]]y]`, ""},
	{"same name inside", `<a><a>x</a>y</a>`, `a[a[x]y]`, ""},
	{"text after", `<a>x</a>junk<b>`, `a[x]`, "15 XML ends inside the element b"},
	{"breaks off in text", `<a><b>one</b><b>tw`, `a[b[one]b[tw…]…]`, "18 XML ends inside the element a"},
	{"breaks off in a tag", `<a>x<b c="d`, `a[x…]`, "11 XML ends inside the element a"},
	{"breaks off in an end tag", `<a>x</a`, `a[x…]`, "7 XML ends inside the element a"},
	{"breaks off in cdata", `<a><![CDATA[x]]`, `a[{x]]}…]`, "15 XML ends inside the element a"},
	{"breaks off after a bracket", `<a>x<`, `a[x<…]`, "5 XML ends inside the element a"},
	{"breaks off in a comment behind", `<a/><!-- x`, `a[]`, "10 XML ends inside a tag or a comment"},
	{"no element", `only words`, ``, "10 no XML element"},
	{"nothing", ``, ``, "0 no XML element"},
}

func TestParse(t *testing.T) {
	for _, tt := range documents {
		t.Run(tt.name, func(t *testing.T) {
			tree, err := Parse(text.Decode([]byte(tt.in)))
			got := ""
			if root, ok := tree.Root(); ok {
				got = outline(root)
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			var at *Error
			switch {
			case err == nil && tt.err == "":
			case !errors.As(err, &at):
				t.Errorf("error %v, want %q", err, tt.err)
			case fmt.Sprintf("%d %s", at.Offset, at.Reason) != tt.err:
				t.Errorf("error %d %s, want %s", at.Offset, at.Reason, tt.err)
			}
		})
	}
}

func TestNamespaces(t *testing.T) {
	const in = `<r xmlns="one" xmlns:p="two"><p:a/><b xmlns="three" xmlns:p='fo&amp;ur'><p:c/><d xmlns=""/></b><p:e/><q:f/><g/></r>`
	tree, err := Parse(text.Decode([]byte(in)))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for e := range tree.All() {
		got = append(got, e.Space()+" "+e.Prefix()+" "+e.Local())
	}
	want := []string{"one  r", "two p a", "three  b", "fo&ur p c", "  d", "two p e", " q f", "one  g"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestContent(t *testing.T) {
	const in = "<a t='&lt;&#x41;'>R&amp;D &nbsp;&#8220;&#146;<![CDATA[<p>&amp;]]> <!-- no --><x:p c='d>'>\r\n" +
		"one<x:br/><x:i/><hl2>two</hl2><b></p></b></x:p></a>"
	tree, err := Parse(text.Decode([]byte(in)))
	if err != nil {
		t.Fatal(err)
	}
	root, _ := tree.Root()
	for _, x := range []struct{ what, got, want string }{
		{"attribute", root.Attr("t").String(), "<A"},
		{"no attribute", root.Attr("u").String(), ""},
		{"value", root.Value().String(), "R&D &nbsp;“’<p>&amp; \nonetwo"},
		{
			"markup", root.Markup(map[string]string{"hl2": "h3", "b": ""}).String(),
			"R&amp;D &nbsp;&#8220;&#146;<p>&amp; <p c='d>'>\none<br/><h3>two</h3></p>",
		},
	} {
		if x.got != x.want {
			t.Errorf("%s: got  %q\nwant %q", x.what, x.got, x.want)
		}
	}
}

func TestDeclared(t *testing.T) {
	for in, want := range map[string]string{
		`<?xml version="1.0" encoding="ISO-8859-1"?><a/>`:     "iso-8859-1",
		"\ufeff \n<?xml encoding='utf-8' version='1.0'?><a/>": "utf-8",
		`<?xml version="1.0" encoding=koi8-r?>`:               "koi8-r",
		`<?xml version="1.0"?><a encoding="x"/>`:              "",
		`<a encoding="x"/>`:                                   "",
		`<?xml version="1.0" encoding="x"`:                    "",
	} {
		if got := Declared([]byte(in)); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestAgainstStandardReader writes random documents with the standard library
// and wants from the tree what the library reads.
func TestAgainstStandardReader(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		writeElement(t, &b, 0)
		in := b.String()
		var want strings.Builder
		for d := xml.NewDecoder(strings.NewReader(in)); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%v in %q", err, in)
			}
			switch x := token.(type) {
			case xml.StartElement:
				fmt.Fprintf(&want, "<%s", x.Name.Local)
				for _, a := range x.Attr {
					fmt.Fprintf(&want, " %s=%s", a.Name.Local, a.Value)
				}
			case xml.EndElement:
				want.WriteString(">")
			case xml.CharData:
				want.Write(x)
			}
		}
		tree, err := Parse(text.Decode([]byte(in)))
		if err != nil {
			t.Fatalf("%v in %q", err, in)
		}
		root, _ := tree.Root()
		if got := decoded(root); got != want.String() {
			t.Fatalf("%q:\ngot  %q\nwant %q", in, got, want.String())
		}
	})
}

func decoded(e Element) string {
	var b strings.Builder
	t := e.tree.t
	start := func(e Element) {
		b.WriteString("<" + e.Name())
		for name := range e.Attrs() {
			fmt.Fprintf(&b, " %s=%s", name, e.Attr(name))
		}
	}
	start(e)
	e.visit(visitor{
		chars: func(s text.Span) { b.WriteString(text.UnescapeXML(t.Sub(s)).String()) },
		cdata: func(s text.Span) { b.WriteString(t.Slice(s)) },
		start: start,
		end:   func(Element) { b.WriteString(">") },
	})
	b.WriteString(">")
	return b.String()
}

func writeElement(t *rapid.T, b *strings.Builder, depth int) {
	name := rapid.StringMatching(`[a-z][a-z0-9.-]{0,4}`).Draw(t, "name")
	b.WriteString("<" + name)
	if rapid.Bool().Draw(t, "with attribute") {
		b.WriteString(" k = '")
		_ = xml.EscapeText(b, []byte(rapid.StringMatching(`[a-z<>&"' é]{0,6}`).Draw(t, "value")))
		b.WriteString("'")
	}
	b.WriteString(">")
	for range rapid.IntRange(0, 4).Draw(t, "parts") {
		switch rapid.IntRange(0, 3).Draw(t, "part") {
		case 0:
			_ = xml.EscapeText(b, []byte(rapid.StringMatching(`[a-z<>&"'\n é–]{0,8}`).Draw(t, "text")))
		case 1:
			b.WriteString("<![CDATA[" + rapid.StringMatching(`[a-z<&\] ]{0,8}`).Draw(t, "cdata") + "]]>")
		case 2:
			b.WriteString("<!--" + rapid.StringMatching(`[a-z<>&'" ]{0,8}`).Draw(t, "comment") + "-->")
		default:
			if depth < 4 {
				writeElement(t, b, depth+1)
			}
		}
	}
	b.WriteString("</" + name + ">")
}

// TestHostile wants linear time and a bounded tree.
func TestHostile(t *testing.T) {
	const n = 200_000
	for name, in := range map[string]string{
		"nested":            strings.Repeat("<a>", n),
		"nested, named":     strings.Repeat("<a><b>", n) + strings.Repeat("</a>", n),
		"bare brackets":     strings.Repeat("<", n),
		"half tags":         strings.Repeat("<a \"<b '", n),
		"half values":       strings.Repeat("<a b=\"<c d='", n),
		"comments":          strings.Repeat("<!--", n),
		"sections":          strings.Repeat("<![CDATA[", n),
		"instructions":      strings.Repeat("<?x>", n) + strings.Repeat("<?x", n),
		"declarations":      strings.Repeat("<!D [", n),
		"end tags":          strings.Repeat("</a>", n),
		"declared prefixes": strings.Repeat("<a xmlns:p='u'>", n),
		"references":        "<a>" + strings.Repeat("&#", n) + strings.Repeat("&lol;", n),
		"equals signs":      "<a " + strings.Repeat("='", n),
	} {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			tree, _ := Parse(text.Decode([]byte(in)))
			if root, ok := tree.Root(); ok {
				_, _ = root.Value(), root.Markup(nil)
			}
			if took := time.Since(begun); took > 10*time.Second {
				t.Errorf("%v for %d bytes", took, len(in))
			}
		})
	}
}

func TestMaxNodes(t *testing.T) {
	tree, err := Parse(text.Decode([]byte("<a>" + strings.Repeat("<b/>", MaxNodes))))
	var at *Error
	if !errors.As(err, &at) || at.Offset != 3+4*(MaxNodes-1) || len(tree.nodes) != MaxNodes {
		t.Errorf("%d nodes, %v", len(tree.nodes), err)
	}
}

func FuzzParse(f *testing.F) {
	for _, d := range documents {
		f.Add([]byte(d.in))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		src := text.Decode(data)
		tree, err := Parse(src)
		var at *Error
		if err != nil && (!errors.As(err, &at) || at.Offset < 0 || at.Offset > src.Len()) {
			t.Fatalf("error %#v", err)
		}
		last := 0
		for e := range tree.All() {
			s, in := e.Span(), e.Inner()
			if s.Start < last || s.Empty() || !s.Contains(in) || in.Start > in.End || s.End > src.Len() {
				t.Fatalf("element %s at %v, inside %v", e.Name(), s, in)
			}
			last = s.Start
			if up, ok := e.Parent(); ok && !up.Inner().Contains(s) {
				t.Fatalf("element at %v in one at %v", s, up.Inner())
			}
			for _, v := range e.Attrs() {
				if v.Start < s.Start || v.End > in.Start || v.Start > v.End {
					t.Fatalf("attribute at %v of an element at %v", v, s)
				}
			}
		}
		if root, ok := tree.Root(); ok {
			for _, made := range []text.Text{root.Value(), root.Markup(map[string]string{"b": "i", "c": ""})} {
				for _, p := range made.Pieces() {
					if p.Kind == text.Copy && string(data[p.From.Start:p.From.End]) != made.Slice(p.At) {
						t.Fatalf("%q is no copy of %q", made.Slice(p.At), data[p.From.Start:p.From.End])
					}
				}
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	item := "<item><title>The ferry line reopens</title><link>https://example.org/news/ferry</link>" +
		"<content:encoded><![CDATA[" + strings.Repeat("<p>The harbour office said that the line would open on Monday.</p>\n", 30) +
		"]]></content:encoded><description>" + strings.Repeat("A line &amp; its boats. ", 10) + "</description></item>\n"
	doc := text.Decode([]byte("<rss><channel>" + strings.Repeat(item, 200) + "</channel></rss>"))
	b.SetBytes(int64(doc.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(doc); err != nil {
			b.Fatal(err)
		}
	}
}
