package statement

import (
	"fmt"
	"strings"
	"testing"

	"dateline/language"
)

// Growth shows that hostile texts are read in linear time: MB/s must not fall
// as the text grows.
func BenchmarkGrowth(b *testing.B) {
	for _, x := range []struct{ name, unit string }{
		{"prose", "Foreign Minister Ivo Brandt said on Monday that the talks were “slow,” and Kenyan officials agreed. "},
		{"one sentence", "and Ivo Brandt said that Mara Tolm told the minister, "},
		{"quotation marks", "“"},
		{"straight marks", "\" a "},
		{"names", "Orlo Vane Tolm "},
		{"ministers", "the minister said the minister said "},
		{"pronouns", "He said. "},
		{"capitals without space", "ABCdef"},
		{"emoji", "😀 "},
		{"names of bodies", "ABC ministry "},
		{"verbs without end", "dog said "},
		{"clitics", "a's's's's"},
		{"open quotations", "“He "},
		{"Chinese", "双方在会谈中表示"},
		{"left-over markup", "<p class=x>&nbsp;</p> "},
	} {
		for _, size := range []int{1 << 16, 1 << 18, 1 << 20} {
			s := strings.Repeat(x.unit, size/len(x.unit))
			a := report(s)
			b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(x.name, " ", "-"), size), func(b *testing.B) {
				b.SetBytes(int64(len(s)))
				b.ReportAllocs()
				for b.Loop() {
					Find(language.Analyze(a))
				}
			})
		}
	}
}
