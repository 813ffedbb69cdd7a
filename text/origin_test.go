package text

import (
	"fmt"
	"html"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

// layers decodes original bytes as a field of a JSON record is decoded.
func layers(data []byte) Text {
	return FoldLines(UnescapeHTML(UnescapeJSON(Decode(data))))
}

// check holds an origin against the bytes: pieces cover the text without
// holes, and each decodes to the characters it stands for.
func check(t interface{ Fatalf(string, ...any) }, data []byte, x Text, decode func([]byte) string) {
	at := 0
	for _, p := range x.Pieces() {
		if p.At.Start != at || p.At.Empty() {
			t.Fatalf("piece %+v after byte %d of %q", p, at, x)
		}
		at = p.At.End
		if p.From.Start < 0 || p.From.End > len(data) || p.From.End < p.From.Start {
			t.Fatalf("piece %+v lies outside %d bytes", p, len(data))
		}
		words, src := x.Slice(p.At), data[p.From.Start:p.From.End]
		switch p.Kind {
		case Copy:
			if string(src) != words {
				t.Fatalf("copied piece %+v: %q is %q in the original", p, words, src)
			}
		case Unit:
			if got := decode(src); got != words {
				t.Fatalf("unit %+v: %q decodes to %q, want %q", p, src, got, words)
			}
		case Gap:
			if !p.From.Empty() {
				t.Fatalf("gap %+v has source bytes", p)
			}
		}
	}
	if at != x.Len() {
		t.Fatalf("pieces end at %d of %d", at, x.Len())
	}
	if !utf8.ValidString(x.String()) {
		t.Fatalf("not UTF-8: %q", x)
	}
}

// spans holds random spans of x against the original: the source ranges decode
// to text that has the words in it, and Point and Offset undo one another.
func spans(t interface{ Fatalf(string, ...any) }, data []byte, x Text, decode func([]byte) string, start, end int) {
	for start > 0 && !utf8.RuneStart(x.String()[start]) {
		start--
	}
	for end < x.Len() && !utf8.RuneStart(x.String()[end]) {
		end++
	}
	s := Span{start, end}
	var b strings.Builder
	for _, r := range x.Source(s) {
		if !x.Hull(s).Contains(r) {
			t.Fatalf("range %v outside the hull %v", r, x.Hull(s))
		}
		b.WriteString(decode(data[r.Start:r.End]))
	}
	if !strings.Contains(b.String(), x.Slice(s)) {
		t.Fatalf("span %v: ranges decode to %q, which has no %q", s, b.String(), x.Slice(s))
	}
	if got := x.Point(start); got != utf8.RuneCountInString(x.String()[:start]) {
		t.Fatalf("Point(%d) = %d", start, got)
	}
	if got := x.Offset(x.Point(start)); got != start {
		t.Fatalf("Offset(Point(%d)) = %d", start, got)
	}
}

// all decodes bytes through the same layers, as one text. A mark in front
// keeps a byte order mark in the middle of a file from being taken for one at
// its start.
func all(src []byte) string { return layers(append([]byte("x"), src...)).String()[1:] }

// encoded draws original bytes in which any character may be written plainly,
// as an entity, as a JSON escape, or as the JSON escape of an entity.
func encoded(t *rapid.T) []byte {
	runes := rapid.SliceOfN(rapid.OneOf(
		rapid.RuneFrom([]rune("abc xyzABC,.;“”’‘\"'&<>é\u0301نطקהשа双議😀\u200f\n\r\t\\")),
		rapid.Rune(),
	), 0, 80).Draw(t, "runes")
	var b []byte
	for i, r := range runes {
		if !utf8.ValidRune(r) || r == 0 {
			r = 'x'
		}
		switch rapid.IntRange(0, 6).Draw(t, fmt.Sprint("form", i)) {
		case 0:
			b = fmt.Appendf(b, "&#%d;", r)
		case 1:
			b = fmt.Appendf(b, "&#x%X;", r)
		case 2:
			if r < 0x10000 {
				b = fmt.Appendf(b, "\\u%04x", r)
			} else {
				r -= 0x10000
				b = fmt.Appendf(b, "\\u%04x\\u%04X", 0xD800+r>>10, 0xDC00+r&0x3FF)
			}
		case 3:
			b = append(b, []string{"&nbsp;", "&quot;", "&amp;quot;", `\"`, `\r\n`, "\r\n", `\n`, `\u0026quot;`, "&rsquo;", "&copy", "\xff", "\xe2\x80", `\ud83d`, `\x`, "&nope;", "&#;"}[rapid.IntRange(0, 15).Draw(t, fmt.Sprint("odd", i))]...)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

func TestEverySpanMapsToItsBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := encoded(t)
		x := layers(data)
		check(t, data, x, all)
		if x.Len() > 0 {
			a := rapid.IntRange(0, x.Len()-1).Draw(t, "start")
			spans(t, data, x, all, a, rapid.IntRange(a+1, x.Len()).Draw(t, "end"))
		}
		// A part of a text keeps its origin, and so does what is built of it.
		if x.Len() > 2 {
			k := x.Offset(x.Point(x.Len() / 2))
			b := NewBuilder(x)
			b.Copy(Span{k, x.Len()})
			b.Gap("\n\n")
			b.Append(x.Sub(Span{0, k}))
			check(t, data, b.Text(), all)
		}
	})
}

func FuzzOrigin(f *testing.F) {
	for _, s := range []string{
		`\u201cWe agree,\u201d she said.`, "&quot;No&quot;\r\n&nbsp;", "a\r\nb\rc", "\xff\xfe\x80abc", "e\u0301 \u202eقال\u202c", `\ud83d\ude00 \ud83d`,
		"&amp;amp; &notit &copy &#x110000;", "\x00\ufeff", "\ufeffabc", `\\\"\/\b\f\n\r\t`,
	} {
		f.Add([]byte(s), 0, 5)
	}
	f.Fuzz(func(t *testing.T, data []byte, start, end int) {
		x := layers(data)
		check(t, data, x, all)
		if n := x.Len(); n > 0 && start >= 0 && end > start && end <= n {
			spans(t, data, x, all, start, end)
		}
	})
}

func TestDecode(t *testing.T) {
	for in, want := range map[string]string{
		"":                "",
		"\ufeffabc":       "abc",
		"a\r\nb\rc\n":     "a\nb\nc\n",
		"a\x00b":          "a\uFFFDb",
		"a\xffb\xe2\x80c": "a\uFFFDb\uFFFD\uFFFDc",
	} {
		if got := Decode([]byte(in)).String(); got != want {
			t.Errorf("Decode(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestUnescapeHTML(t *testing.T) {
	for _, in := range []string{"&quot;x&quot;", "&#39;&#x27;", "&nbsp;", "&rsquo;s", "AT&T", "a & b", "&notit;", "&not it", "&copy 2031", "&nope;", "&#128;", "&;", "&", "&amp;lt;"} {
		if got, want := UnescapeHTML(Decode([]byte(in))).String(), html.UnescapeString(in); got != want {
			t.Errorf("UnescapeHTML(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestUnescapeJSON(t *testing.T) {
	for in, want := range map[string]string{
		`\u201cNo\u201d`: "“No”", `\ud83d\ude00`: "😀", `\ud83d`: "\uFFFD", `\ud83dx`: "\uFFFDx", `\ude00`: "\uFFFD", `\u0000`: "\uFFFD",
		`a\/b\\c\"d`: `a/b\c"d`, `\q`: `\q`, `\u12`: `\u12`, `\`: `\`, `\n\t`: "\n\t",
	} {
		if got := UnescapeJSON(Decode([]byte(in))).String(); got != want {
			t.Errorf("UnescapeJSON(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDecodeCharset(t *testing.T) {
	const words = "“Café” – 5 € \\ ~ done\r\n"
	latin, err := charmap.Windows1252.NewEncoder().Bytes([]byte(words))
	if err != nil {
		t.Fatal(err)
	}
	x := DecodeCharset(latin, charmap.Windows1252)
	if want := strings.ReplaceAll(words, "\r\n", "\n"); x.String() != want {
		t.Errorf("windows-1252: %q, want %q", x, want)
	}
	check(t, latin, x, func(b []byte) string { return DecodeCharset(b, charmap.Windows1252).String() })

	const kana = "会談は「有益」だった。abc\\~\n"
	sjis, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(kana[:len(kana)-3]))
	if err != nil {
		t.Fatal(err)
	}
	x = DecodeCharset(sjis, japanese.ShiftJIS)
	if x.String() != kana[:len(kana)-3] {
		t.Errorf("Shift_JIS: %q", x)
	}
	check(t, sjis, x, func(b []byte) string { return DecodeCharset(b, japanese.ShiftJIS).String() })

	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(words))
	if err != nil {
		t.Fatal(err)
	}
	x = DecodeCharset(wide, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))
	if want := strings.ReplaceAll(words, "\r\n", "\n"); x.String() != want {
		t.Errorf("UTF-16: %q, want %q", x, want)
	}
}

func TestNormal(t *testing.T) {
	for in, want := range map[string]string{
		"“Talks”\u00a0–  ‘now’":   `"Talks" - 'now'`,
		" a\n\tb ":                "a b",
		"soft\u00adhyphen\u200b":  "softhyphen",
		"ﬁne ２０３１":                "fine 2031",
		"«Oui», dit\u202fil":      `"Oui", dit il`,
		"right\u200fto\u202eleft": "righttoleft",
	} {
		if got := Normal(in); got != want {
			t.Errorf("Normal(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"Iran’s envoy, the U.S. and N'Djamena": "iran envoy the us and ndjamena",
		"Erdoğan, Orêt and Ærø":                "erdogan oret and ærø",
		"two-track 1,200":                      "two track 1 200",
		"会談 talks":                             "会 談 talks",
		"قال الوزير":                           "قال الوزير",
		"…":                                    "",
	} {
		var got []string
		for w, s := range Words(in) {
			if s.Empty() || s.End > len(in) {
				t.Errorf("Words(%q): span %v", in, s)
			}
			got = append(got, w)
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("Words(%q) = %q, want %q", in, g, want)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	data := []byte(strings.Repeat("The envoy said: “We agree,” and left. ", 1000))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		Decode(data)
	}
}
