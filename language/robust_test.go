package language

import (
	"math"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
)

// odd are inputs that no desk writes and every desk gets.
var odd = map[string]string{
	"empty":            "",
	"space":            " \n\t\n ",
	"quotation marks":  strings.Repeat("“", 300) + strings.Repeat("\"", 301) + strings.Repeat("'", 299),
	"emoji":            "Minister Ana Orlo 🙂 said “🙂🙂” 👩‍👩‍👧‍👦. He 🇰🇪 left. ❤️",
	"Arabic":           "قالت الوزيرة آنا أورلو إن المحادثات مستمرة. وأضافت: «نحن باقون».",
	"Chinese":          "外交部长奥尔洛说:“会谈将继续。”他没有多说。",
	"markup":           "<p>Minister Ana Orlo said <b>“no”</b>&nbsp;&amp; left.</p><script>if (a<b) {he()}</script> [caption id=\"x\"]",
	"bytes":            "Minister \xff\xfe Orlo \x00 said \xe2\x80 “no”.",
	"pronouns":         strings.Repeat("he she it they him her them his hers its their theirs ", 40),
	"names":            strings.Repeat("Ana Orlo, Ivo Orlo and ", 200),
	"ministers":        strings.Repeat("The minister told the minister that the minister ", 100),
	"one long word":    strings.Repeat("ab", 20000),
	"commas":           strings.Repeat(", ", 600),
	"soft and joining": "Or\u00adlo said\u200d \u202eno\u202c.",
}

// sound fails where a layer points outside of the text or of another layer.
func sound(t *testing.T, d *Doc) {
	t.Helper()
	n := d.Article.Text.Len()
	at := int32(0)
	for i, k := range d.Tokens {
		if k.Start < at || k.End <= k.Start || int(k.End) > n {
			t.Fatalf("token %d: %v behind %d in %d bytes", i, k, at, n)
		}
		at = k.End
	}
	if len(d.InQuote) != len(d.Tokens) {
		t.Fatalf("%d tokens, %d in InQuote", len(d.Tokens), len(d.InQuote))
	}
	for _, q := range d.Quotes {
		if q.Span.Start < 0 || q.Span.End > n || q.Parent >= len(d.Quotes) || q.Next >= len(d.Quotes) {
			t.Fatalf("quotation %+v", q)
		}
	}
	last := 0
	for _, x := range d.Sentences {
		if x.First != last || x.Last <= x.First {
			t.Fatalf("sentence %+v behind token %d", x, last)
		}
		last = x.Last
	}
	if last != len(d.Tokens) {
		t.Fatalf("sentences hold %d of %d tokens", last, len(d.Tokens))
	}
	if d.Partial {
		if d.Tags != nil || d.Mentions != nil {
			t.Fatal("a part of the text was analysed")
		}
		return
	}
	if len(d.Tags) != len(d.Tokens) || len(d.Heads) != len(d.Tokens) || len(d.Relations) != len(d.Tokens) || len(d.Sure) != len(d.Tokens) {
		t.Fatalf("%d tokens, %d tags, %d heads", len(d.Tokens), len(d.Tags), len(d.Heads))
	}
	for _, x := range d.Sentences {
		for k := x.First; k < x.Last; k++ {
			if h := int(d.Heads[k]); h == k || h >= 0 && (h < x.First || h >= x.Last) {
				t.Fatalf("token %d of %+v depends on %d", k, x, h)
			}
		}
	}
	for _, m := range d.Mentions {
		if m.Span.Empty() || m.Span.End > n || m.First < 0 || m.Last > len(d.Tokens) || m.First >= m.Last || m.Actor >= len(d.Actors) || m.Sure && m.Actor < 0 {
			t.Fatalf("mention %+v of %d tokens, %d actors", m, len(d.Tokens), len(d.Actors))
		}
	}
	for _, x := range d.Times {
		if x.Span.Empty() || x.Span.End > n {
			t.Fatalf("time %+v", x)
		}
	}
}

func TestOddTexts(t *testing.T) {
	for name, s := range odd {
		t.Run(name, func(t *testing.T) {
			for _, language := range []string{"en", "", "ar"} {
				a := report(s)
				a.Language = language
				sound(t, Analyze(a))
			}
		})
	}
}

func FuzzAnalyze(f *testing.F) {
	for _, s := range odd {
		f.Add(s)
	}
	f.Add("# Orlo to leave\nEnergy Minister Ana Orlo said on Monday that she would leave. “It is late,” her aide added.")
	f.Fuzz(func(t *testing.T, s string) {
		sound(t, Analyze(report(s)))
	})
}

// Text that is not English has tokens, and says that it has no more.
func TestNotEnglish(t *testing.T) {
	for _, x := range []struct{ language, in string }{
		{"", odd["Arabic"]}, {"", odd["Chinese"]}, {"ar", odd["Arabic"]}, {"zh-Hans", odd["Chinese"]}, {"de", "Die Ministerin sagte nichts."},
	} {
		a := report(x.in)
		a.Language = x.language
		d := Analyze(a)
		sound(t, d)
		if !d.Partial || len(d.Tokens) < 4 {
			t.Errorf("%q as %q: partial %v, %d tokens", x.in, x.language, d.Partial, len(d.Tokens))
		}
	}
}

// growing texts, by their number of units.
var growing = map[string]func(n int) string{
	"sentence":        func(n int) string { return strings.Repeat("the old harbour and ", n) },
	"clauses":         func(n int) string { return strings.Repeat("she said that he knew that Ana Orlo, who met him, ", n) },
	"names":           func(n int) string { return strings.Repeat("Minister Ana Orlo met Ivo Orlo. ", n) },
	"quotation marks": func(n int) string { return strings.Repeat("“", n) },
	"straight marks":  func(n int) string { return strings.Repeat("\" ", n) },
	"quotations":      func(n int) string { return strings.Repeat("“It is his,” she said of him. ", n) },
	"paragraphs":      func(n int) string { return strings.Repeat("The minister told Kenya that it was late.\n", n) },
	"days":            func(n int) string { return strings.Repeat("on Monday, 3 March 2031, ", n) },
}

// BenchmarkGrowth shows the time for each byte, which must not rise with the
// length of the text.
func BenchmarkGrowth(b *testing.B) {
	for name, make := range growing {
		for _, n := range []int{1_000, 4_000, 16_000} {
			b.Run(name+"/"+strconv.Itoa(n), func(b *testing.B) {
				a := report(make(n))
				b.SetBytes(int64(a.Text.Len()))
				b.ReportAllocs()
				for b.Loop() {
					Analyze(a)
				}
			})
		}
	}
}

// What is allocated for each byte of a long text is no more than twice that of
// a short one.
func TestMemoryGrowsWithTheText(t *testing.T) {
	if testing.Short() || raced {
		t.Skip("reads long texts, and counts on pools, which the race detector empties at random")
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // each processor has pools of its own
	perByte := func(s string) float64 {
		defer debug.SetGCPercent(debug.SetGCPercent(-1)) // which would empty the pools
		a := report(s)
		Analyze(a) // fills the pools
		least := math.Inf(1)
		for range 3 {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			Analyze(a)
			runtime.ReadMemStats(&after)
			least = min(least, float64(after.TotalAlloc-before.TotalAlloc)/float64(len(s)))
		}
		return least
	}
	for name, make := range growing {
		short, long := perByte(make(30)), perByte(make(120))
		if long > 2*short {
			t.Errorf("%s: %.0f bytes for each byte of a short text, %.0f of a long one", name, short, long)
		}
	}
}

// BenchmarkFiveMegabytes reads one sentence of five million bytes, and a
// hundred thousand quotation marks.
func BenchmarkFiveMegabytes(b *testing.B) {
	for _, x := range []struct{ name, text string }{
		{"sentence", strings.Repeat("the old harbour and ", 250_000)},
		{"sentence of names", strings.Repeat("Minister Ana Orlo and his aide met Kenya and it ", 105_000)},
		{"quotation marks", strings.Repeat("“", 100_000)},
	} {
		b.Run(x.name, func(b *testing.B) {
			a := report(x.text)
			b.SetBytes(int64(len(x.text)))
			b.ReportAllocs()
			for b.Loop() {
				Analyze(a)
			}
		})
	}
}
