package name

import (
	"fmt"
	"strings"
	"testing"

	"dateline/language/token"
)

var kindNames = map[Kind]string{Other: "?", Person: "per", Organisation: "org", Country: "cty", Location: "loc", Agreement: "agr", People: "ppl", Role: "role", Group: "grp", Body: "body", Pronoun: "pro"}

func show(s string) string {
	toks := token.Cut(nil, s, 0)
	var out []string
	for _, f := range Find(s, toks, false) {
		x := kindNames[f.Kind] + ":" + s[toks[f.First].Start:toks[f.Last-1].End]
		if !f.Title.Empty() && f.Kind == Person {
			x += fmt.Sprintf("{%s}", s[f.Title.Start:f.Title.End])
		}
		if f.Country != "" {
			x += "/" + f.Country
		}
		out = append(out, x)
	}
	return strings.Join(out, " | ")
}

func TestFind(t *testing.T) {
	for _, x := range []struct{ in, want string }{
		{"Foreign Minister Ana Tolm left.", "per:Ana Tolm{Foreign Minister}"},
		{"Kenyan Foreign Minister Mara Odeku met Peruvian President Luis Carva in Oslo.", "ppl:Kenyan/KEN | per:Mara Odeku{Kenyan Foreign Minister}/KEN | ppl:Peruvian/PER | per:Luis Carva{Peruvian President}/PER | cty:Oslo/NOR"},
		{"Chief of Staff of the Kenyan Armed Forces Major General Omar bin Sahl spoke.", "ppl:Kenyan/KEN | per:Omar bin Sahl{Chief of Staff of the Kenyan Armed Forces Major General}/KEN"},
		{"Kenya's Defence Ministry spokesperson Brigadier General Reza Tolan-Nik said so.", "cty:Kenya/KEN | per:Reza Tolan-Nik{Kenya's Defence Ministry spokesperson Brigadier General}/KEN"},
		{"The Energy Ministry said no.", "org:Energy Ministry"},
		{"the Department of Harbour Relations and Trade said", "org:Department of Harbour Relations and Trade"},
		{"the Committee on Harbour Maps met the Office of the High Commissioner for Human Rights", "org:Committee on Harbour Maps | org:Office of the High Commissioner for Human Rights"},
		{"Energy Minister Israel Tolm left.", "per:Israel Tolm{Energy Minister}"},
		{"his Liberal Harbour Party and the National Security Council agreed", "pro:his | org:Liberal Harbour Party | org:National Security Council"},
		{"Organization of Harbour States secretary general Ana Tolm", "org:Organization of Harbour States | per:Ana Tolm{Organization of Harbour States secretary general}"},
		{"the 61-year-old said", "role:the 61-year-old"},
		{"the 61-year-old jurist said", "role:the 61-year-old jurist"},
		{"two senior Kenyan officials said", "grp:two senior Kenyan officials/KEN | ppl:Kenyan/KEN"},
		{"He told the Kremlin that it would wait.", "pro:He | cty:Kremlin/RUS | pro:it"},
		{"U.S. officials said", "grp:U.S. officials/USA | cty:U.S./USA"},
		{"the Kenyan foreign minister said", "role:the Kenyan foreign minister/KEN | ppl:Kenyan/KEN"},
		{"Mr. Orlo and Ms Vane agreed.", "per:Orlo | per:Vane"},
		{"Talks were held in the Gulf of Orlo.", "loc:Gulf of Orlo"},
		{"The speaker of Kenya’s Parliament spoke.", "role:The speaker of Kenya’s Parliament/KEN | cty:Kenya/KEN"},
		{"Israeli media reported", "grp:Israeli media/ISR | ppl:Israeli/ISR"},
	} {
		if got := show(x.in); got != x.want {
			t.Errorf("%q\n got %s\nwant %s", x.in, got, x.want)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	s := "Kenyan Foreign Minister Mara Odeku told reporters in Oslo on Monday that the Orlo Relief Agency and two senior officials had asked for water, and that her deputy would stay."
	toks := token.Cut(nil, s, 0)
	b.ReportAllocs()
	for b.Loop() {
		Find(s, toks, false)
	}
	b.ReportMetric(float64(len(toks)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
