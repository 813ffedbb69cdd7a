package article

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"

	"dateline/source"
	"dateline/text"
)

// documentFiles returns the fixtures of a folder that are no golden files.
func documentFiles(tb testing.TB, pattern string) []string {
	tb.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		tb.Fatal("no fixtures", err)
	}
	return files
}

// A pair of files NAME.rtf and NAME.rtf.golden is all that a case needs.
func TestRTF(t *testing.T) {
	for _, name := range documentFiles(t, "testdata/rtf/*.rtf") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			a := readOne(t, data, Options{})
			if a.Shape != ShapeRTF {
				t.Errorf("read as %s", a.Shape)
			}
			compareGolden(t, name+".golden", goldenOf(a))
		})
	}
}

// rtfWordsOf returns what a document shows, white space folded, and what the
// characters that are no copies stand for.
func rtfWordsOf(body string) (shown string, units []string) {
	data := `{\rtf1\ansi ` + body + "}"
	p := readRTFText([]byte(data))
	for _, piece := range p.text.Pieces() {
		if piece.Kind == text.Unit {
			units = append(units, fmt.Sprintf("%q %s", p.text.Slice(piece.At), data[piece.From.Start:piece.From.End]))
		}
	}
	return fold(p.text.String()), units
}

func TestRTFText(t *testing.T) {
	tests := []struct {
		name, body, shown string
		units             []string
	}{
		{"hex", `\'e9t\'e9`, "été", []string{`"é" \'e9`, `"é" \'e9`}},
		{"unicode", `a\u8212?b`, "a—b", []string{`"—" \u8212?`}},
		{"unicode without stand-in", `\uc0 a\u8212 b`, "a—b", []string{`"—" \u8212 `}},
		{"stand-in is an escape", `\u8212\'97b`, "—b", []string{`"—" \u8212\'97`}},
		{"stand-in is a word", `\u8212\emdash b`, "—b", []string{`"—" \u8212\emdash `}},
		{"stand-in that is missing", `\u8212\par b`, "— b", []string{`"—" \u8212`, `"\n\n" \par `}},
		{"stand-in ends with the group", `{\u8212}b`, "—b", []string{`"—" \u8212`}},
		{"two stand-ins in a run", `{\uc2\u8212--x}`, "—x", []string{`"—" \u8212--`}},
		{"as many stand-ins as nobody has", `{\uc999999999\u8212 all of this}kept`, "—kept", []string{`"—" \u8212 all of this`}},
		{"negative", `\u-3927?`, "\uf0a9", []string{`"` + "\\uf0a9" + `" \u-3927?`}},
		{"pair", `\u-10180?\u-8434?x`, "🌎x", []string{`"🌎" \u-10180?\u-8434?`}},
		{"half a pair", `\u-10180?x`, "\ufffdx", []string{`"` + "\ufffd" + `" \u-10180?`}},
		{"beyond Unicode", `\u99999999?x`, "\ufffdx", []string{`"` + "\ufffd" + `" \u99999999?`}},
		{"NUL", `\u0?a\'00b`, "ab", nil},
		{"group state", `{\v a{\v0 b}c}d`, "bd", nil},
		{"paragraph", "a\\par\nb", "a b", []string{`"\n\n" \par`}},
		{"backslash and line end", "a\\\r\nb", "a b", []string{"\"\\n\\n\" \\\r\n"}},
		{"line", `a\line b`, "a b", []string{`"\n" \line `}},
		{"cells", `a\cell b\cell\row`, "a b", []string{`"\t" \cell `, `"\t" \cell`, `"\n\n" \row`}},
		{"symbols", `\{\}\\a\~b\_c\-d`, "{}\\a b\u2011cd", []string{`"{" \{`, `"}" \}`, `"\\" \\`, `"\u00a0" \~`, `"` + "\u2011" + `" \_`}},
		{"unknown starred", `a{\*\mystery b{c}}d`, "ad", nil},
		{"starred field", `{\field{\*\fldinst HYPERLINK "x"}{\fldrslt y}}`, "y", nil},
		{"binary", "a{\\pict\\bin5 }}{{{}b", "ab", nil},
		{"binary beyond the end", `a{\pict\bin99999999 }b`, "a", nil},
		{"no digits", `\'zzb`, "zzb", nil},
		{"one digit", `\'9`, "9", nil},
		{"raw UTF-8", "caf\u00e9", "café", nil},
		{"raw bytes", "caf\xe9", "café", []string{"\"é\" \xe9"}},
		{"Cyrillic", `\ansicpg1251\'cf\'f0`, "Пр", []string{`"П" \'cf`, `"р" \'f0`}},
		{"two bytes", `\ansicpg932\'83A\'83\'41`, "アア", []string{`"ア" \'83A`, `"ア" \'83\'41`}},
		{"first byte of two alone", `\ansicpg932\'83}{a`, "\ufffda", []string{`"` + "\ufffd" + `" \'83`}},
		{"unknown code page", `\ansicpg77777\'e9`, "é", []string{`"é" \'e9`}},
		{"too many closings", `a}}}}b{c`, "abc", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			shown, units := rtfWordsOf(tt.body)
			if shown != tt.shown {
				t.Errorf("shows %q, want %q", shown, tt.shown)
			}
			if d := cmp.Diff(tt.units, units); d != "" {
				t.Errorf("units: want -, got +:\n%s", d)
			}
		})
	}
}

// TestRTFOrigin writes text with escapes drawn at random and wants it back, and
// of each character the bytes that, read alone, give it.
func TestRTFOrigin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const head = `{\rtf1\ansi\ansicpg1251\uc1 `
		var doc, want strings.Builder
		doc.WriteString(head)
		for _, r := range rapid.StringMatching(`[a-z .,{}\\\\—“”жщё€😀水]{1,60}`).Draw(t, "text") {
			want.WriteRune(r)
			c, inPage := charmap.Windows1251.EncodeRune(r)
			switch {
			case strings.ContainsRune(`{}\`, r):
				doc.WriteString(`\` + string(r))
			case r < 0x80 && rapid.IntRange(0, 3).Draw(t, "plain") > 0:
				doc.WriteRune(r)
			case inPage && rapid.Bool().Draw(t, "hex"):
				fmt.Fprintf(&doc, `\'%02x`, c)
			default:
				for _, half := range utf16.Encode([]rune{r}) {
					fmt.Fprintf(&doc, `\u%d`, int16(half))
					doc.WriteString(rapid.SampledFrom([]string{"?", ` ?`, `\'3f`, `\~`}).Draw(t, "stand-in"))
				}
			}
			doc.WriteString(rapid.SampledFrom([]string{"", "", "", "\r\n", `{\*\none x}`, `\b `, `{\v x}`}).Draw(t, "noise"))
		}
		data := doc.String() + "}"
		got := readRTFText([]byte(data)).text
		if s := strings.TrimSuffix(got.String(), "\n\n"); s != want.String() {
			t.Fatalf("%s\nreads %q, want %q", data, s, want.String())
		}
		for i, r := range got.String() {
			at := text.Span{Start: i, End: i + len(string(r))}
			for _, from := range got.Source(at) {
				alone := readRTFText([]byte(head + data[from.Start:from.End] + "}")).text.String()
				if s := strings.TrimSuffix(alone, "\n\n"); s != string(r) {
					t.Fatalf("%q stands at %q, which reads %q", r, data[from.Start:from.End], s)
				}
			}
		}
	})
}

// TestHostileRTF reads what is made to take long or to break the reader.
func TestHostileRTF(t *testing.T) {
	const n = 1_000_000
	for name, data := range map[string]string{
		"open groups":       `{\rtf1 ` + strings.Repeat("{", n) + "deep",
		"deep groups":       `{\rtf1 ` + strings.Repeat(`{\i `, n) + "deep" + strings.Repeat("}", n),
		"closings":          `{\rtf1 deep` + strings.Repeat("}", n),
		"stand-ins":         `{\rtf1\uc999999999 deep` + strings.Repeat(`\u65?`, n/10),
		"halves of pairs":   `{\rtf1 deep ` + strings.Repeat(`\u-10180?`, n/10),
		"fonts":             `{\rtf1 deep{\fonttbl` + strings.Repeat(`{\f7\fcharset204 x;}`, n/20) + "}",
		"styles":            `{\rtf1 deep{\stylesheet` + strings.Repeat(`{\s7 Title}`, n/20) + "}",
		"a long style name": `{\rtf1 deep{\stylesheet{\s7 ` + strings.Repeat("x", n) + "}}",
		"a long word":       `{\rtf1 deep\` + strings.Repeat("x", n),
		"a long number":     `{\rtf1 deep\fs` + strings.Repeat("9", n),
		"pages":             `{\rtf1 deep ` + strings.Repeat(`Document X\par `, n/20),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			for a, err := range Read(source.Item{Location: "test", Data: []byte(data)}, Options{}) {
				if err != nil {
					t.Fatal(err)
				}
				if !strings.Contains(a.Text.String(), "deep") {
					t.Errorf("the word is lost in %.40q", a.Text.String())
				}
			}
			if d := time.Since(start); d > 20*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

func TestRTFTables(t *testing.T) {
	if _, err := parseRTFWords("x.tsv", "# a\nnone\tpar"); err == nil || !strings.HasPrefix(err.Error(), "x.tsv:2: ") {
		t.Errorf("got %v", err)
	}
	if _, err := parseRTFWords("x.tsv", "char\temdash=zz"); err == nil || !strings.HasPrefix(err.Error(), "x.tsv:1: ") {
		t.Errorf("got %v", err)
	}
	if _, err := parseStyles("x.tsv", "none\ttitle"); err == nil || !strings.HasPrefix(err.Error(), "x.tsv:1: ") {
		t.Errorf("got %v", err)
	}
	if _, err := parseDigests("x.tsv", "code\tnone\tHD"); err == nil || !strings.HasPrefix(err.Error(), "x.tsv:1: ") {
		t.Errorf("got %v", err)
	}
	for name, want := range map[string]BlockKind{
		"heading 1": Subheading, "Heading2": Subheading, "Title": Headline, "Titre": Headline, "Titre1": Subheading,
		"Subtitle": Standfirst, "caption": Caption, "Normal": Paragraph, "": Paragraph, "12": Paragraph,
	} {
		if got := styleKind(name); got != want {
			t.Errorf("style %q: %v, want %v", name, got, want)
		}
	}
}

// FuzzRTF reads any bytes as RTF.
func FuzzRTF(f *testing.F) {
	for _, name := range documentFiles(f, "testdata/*/*.rtf") {
		if data, err := os.ReadFile(name); err == nil {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for a, err := range Read(source.Item{Location: "fuzz", Data: data}, Options{Shape: ShapeRTF}) {
			if err == nil {
				err = check(a)
			} else if strings.HasPrefix(err.Error(), "fuzz: ") {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func BenchmarkRTF(b *testing.B) {
	data, err := os.ReadFile("testdata/rtf/word-styles.rtf")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		readRTFText(data)
	}
}
