package article

import (
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"
)

// scanned is a token as both scanners give it.
type scanned struct {
	kind       tokenKind
	raw, attrs string
}

// scanOurs and scanTheirs cut a page into tokens, the last one left out.
func scanOurs(s string) []scanned {
	var out []scanned
	z := scanner{s: s}
	for kind := z.next(); kind != tokenEnd; kind = z.next() {
		t := scanned{kind: kind, raw: s[z.at.Start:z.at.End]}
		if kind == tokenStart || kind == tokenClose {
			t.attrs = plainName(z.name)
		}
		if kind == tokenStart {
			seen := map[string]bool{}
			for _, a := range z.attrs {
				if a.raw != s[a.at.Start:a.at.End] {
					t.attrs += " misplaced"
				}
				if k := plainName(a.key); !seen[k] {
					seen[k] = true
					t.attrs += "\n" + k + "=" + lines(a.unescaped())
				}
			}
		}
		out = append(out, t)
	}
	return out
}

func scanTheirs(s string) []scanned {
	kinds := map[xhtml.TokenType]tokenKind{
		xhtml.TextToken: tokenText, xhtml.StartTagToken: tokenStart, xhtml.SelfClosingTagToken: tokenStart,
		xhtml.EndTagToken: tokenClose, xhtml.CommentToken: tokenNote, xhtml.DoctypeToken: tokenNote,
	}
	var out []scanned
	z := xhtml.NewTokenizer(strings.NewReader(s))
	for kind := z.Next(); kind != xhtml.ErrorToken; kind = z.Next() {
		t := scanned{kind: kinds[kind], raw: string(z.Raw())}
		if t.kind == tokenStart || t.kind == tokenClose {
			name, more := z.TagName()
			t.attrs = string(name)
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				t.attrs += "\n" + string(k) + "=" + lines(string(v))
			}
		}
		out = append(out, t)
	}
	return out
}

// plainName returns the name as the other scanner gives it.
func plainName(s string) string { return strings.ReplaceAll(lowerName(s), "\x00", "\ufffd") }

// lines drops what decoding a value does to its line ends and NULs, which is
// no matter of where it stands.
func lines(s string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "\ufffd").Replace(s)
}

// checkScan compares the scanner with that of x/net/html.
func checkScan(t *testing.T, s string) {
	t.Helper()
	// References in values do not move tokens, and are decoded elsewhere.
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "?"), "&", "+")
	ours, theirs := scanOurs(s), scanTheirs(s)
	for i := range min(len(ours), len(theirs)) {
		if ours[i] != theirs[i] {
			t.Fatalf("token %d: have %+q, want %+q", i, ours[i], theirs[i])
		}
	}
	if len(ours) != len(theirs) {
		t.Fatalf("%d tokens, want %d, in %q", len(ours), len(theirs), s)
	}
}

var scanCases = []string{
	"", "a", "<", "a<", "</", "a</", "<a", "<a>", "</a", "</a>x", "</>x", "</ a>x", "<1>", "a < b > c", "<<a>>",
	"<a b", "<a b=", "<a b='", "<a b='c'", "<a b=c", "<a b=c>", "<a b = c d>", "<a =b>", "<a ==b>", "<a b=/>", "<a b=/ />", "<a/b/c>",
	"<a / =x>", "<a b /= c>", `<a b="c"d>`, "<a b='>'>", "</a b='>'>x", "<A B=C b=d>", "<br/>", "<br / >", "<a b>c</a>", "<a\tb\n=\r\nc\f>",
	"<!-->x", "<!--->x", "<!---->x", "<!-- a -- b --!> c", "<!--a--!-->b", "<!--a--!!>b-->c", "<!--!>a-->", "<!--", "<!-- a -", "<!>", "<!", "<!x", "<!x>y", "<!doctype html>x", "<!DOCTYPE", "<![CDATA[a>b]]>c", "<?xml a?>b", "<?>b", "<?",
	"<script>a<b</script>c", "<script></script>", "<SCRIPT>a</Script >b", "<script>a</scripty>b</script>", "<script>a</script", "<script><!--<script>a</script>b</script>c-->d</script>e",
	"<script><!-- a --> b</script>c", "<script><!--><script></script>x", "<script><!--a<b--><script></script>x", "<script><!--<script <!-- </script></script>x</script>y", "<script><!--a<!</script>b", "<script><!--</script>b", "<script><!--<scripty></script>", "<script><!--<script>-->a</script>b", "<script>", "<script><",
	"<style>a<b></style>c", "<title>a</b>&amp;</title>", "<textarea><p></textarea>", "<noscript><p></noscript>a", "<plaintext>a</plaintext>", "<xmp><a></xmp>", "<iframe><a></iframe>b", "<title/>a</title>b", "<style></style", "<title></ti</title>a",
	"<p é=ü>ö</p>", "<é>", "<p\x00a>", "<svg><![CDATA[x]]></svg>",
}

// The tokens are those of x/net/html.
func TestScan(t *testing.T) {
	for _, s := range scanCases {
		checkScan(t, s)
	}
	for name, data := range pages(t) {
		decoded, _ := decodeHTML(data, "")
		t.Run(name, func(t *testing.T) { checkScan(t, decoded.String()) })
	}
}

// The tokens in a row are the page, whole.
func TestScanAll(t *testing.T) {
	for _, s := range scanCases {
		at := 0
		z := scanner{s: s}
		for done := false; !done; at = z.at.End {
			done = z.next() == tokenEnd
			if z.at.Start != at {
				t.Fatalf("%q: a token at %v after byte %d", s, z.at, at)
			}
		}
		if at != len(s) {
			t.Errorf("%q: the tokens end at byte %d of %d", s, at, len(s))
		}
	}
}

func FuzzScan(f *testing.F) {
	for _, s := range scanCases {
		f.Add(s)
	}
	for _, data := range pages(f) {
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, s string) { checkScan(t, s) })
}
