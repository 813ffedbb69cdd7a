package translit

import (
	_ "embed"
	"strings"
	"testing"
)

//go:embed names.tsv
var namesFile string

func TestNames(t *testing.T) {
	word := map[string]Likeness{"alike": Alike, "part": Part, "apart": Apart}
	err := rows(namesFile, "names.tsv", 3, func(f []string) error {
		want, ok := word[f[0]]
		if !ok {
			t.Errorf("%q is no likeness", f[0])
		}
		if got := Names(f[1], f[2]); got != want {
			t.Errorf("Names(%q, %q) = %v, want %s", f[1], f[2], got, f[0])
		}
		if got := Names(f[2], f[1]); got != want {
			t.Errorf("Names(%q, %q) = %v, want %s", f[2], f[1], got, f[0])
		}
		x, y := Parse(f[1]).Words, Parse(f[2]).Words
		if a, b := Key(x[len(x)-1]), Key(y[len(y)-1]); want == Alike && len(x) == len(y) && a != b {
			t.Errorf("Key(%q) = %q, Key(%q) = %q", x[len(x)-1], a, y[len(y)-1], b)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestSounds reads the example of each entry of sounds.tsv.
func TestSounds(t *testing.T) {
	_ = rows(soundsFile, "sounds.tsv", 4, func(f []string) error {
		word, want, _ := strings.Cut(f[3], " ")
		if got := string(table().sounds(fold(word))); got != want {
			t.Errorf("sounds of %q are %q, want %q", word, got, want)
		}
		return nil
	})
}

// TestCosts holds the examples of costs.tsv to be one name.
func TestCosts(t *testing.T) {
	_ = rows(costsFile, "costs.tsv", 4, func(f []string) error {
		if a, b, ok := strings.Cut(f[3], " "); ok && !Same(a, b) {
			tb := table()
			x, y := tb.sounds(fold(a)), tb.sounds(fold(b))
			t.Errorf("%s %s cost %d of %d", a, b, tb.distance(x, y), allowed(x, y))
		}
		return nil
	})
}

func TestLoadNamesTheLine(t *testing.T) {
	for _, c := range []struct{ sounds, costs, variants, want string }{
		{"# x\nkh\tX\tnowhere\tKhan Xan\n", "", "", "sounds.tsv:2"},
		{"", "a\te\t200\t-\n", "", "costs.tsv:1"},
		{"", "", "Lee yi\tKorean\n", "variants.tsv:1"},
	} {
		if _, err := load(c.sounds, c.costs, c.variants); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("got %v, want an error at %s", err, c.want)
		}
	}
}

func FuzzSame(f *testing.F) {
	f.Add("Araqchi", "Araghchi")
	f.Add("ı", "é")
	f.Fuzz(func(t *testing.T, a, b string) {
		if Same(a, b) != Same(b, a) {
			t.Errorf("Same(%q, %q) depends on the order", a, b)
		}
		if Names(a, b) != Names(b, a) {
			t.Errorf("Names(%q, %q) depends on the order", a, b)
		}
	})
}

func BenchmarkSame(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Same("Araqchi", "Araghchi")
	}
}
