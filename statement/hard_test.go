package statement

import (
	"strings"
	"testing"

	"dateline/article"
	"dateline/language"
)

// check holds what is true of every statement of any text: spans lie in the
// text and in each other, quotations stand between marks, and the words of
// different statements' direct speech are not given twice.
func check(t *testing.T, d *language.Doc, said []Statement) {
	all := d.Article.Text.All()
	for _, s := range said {
		if !all.Contains(s.Span) || s.Span.Empty() || len(s.Content) == 0 || len(s.Cue) == 0 && !strings.HasPrefix(s.Rule, "floating quotation") {
			t.Fatalf("statement %+v", s)
		}
		for _, c := range s.Content {
			if c.Empty() || !s.Span.Contains(c) {
				t.Fatalf("content %v outside %v", c, s.Span)
			}
		}
		for _, q := range s.Quotes {
			inside := false
			for _, c := range s.Content {
				inside = inside || c.Contains(q)
			}
			if !inside || q.Empty() {
				t.Fatalf("quotation %v of %+v is not in its content", q, s)
			}
		}
		if s.Kind == Direct && len(s.Quotes) == 0 {
			t.Fatalf("direct without a quotation: %+v", s)
		}
		if s.Speaker >= len(d.Actors) || s.Time >= len(d.Times) {
			t.Fatalf("index: %+v", s)
		}
		for _, c := range s.Content {
			for _, b := range d.Article.Blocks {
				switch b.Kind {
				case article.Furniture, article.Caption, article.Byline, article.Dateline, article.DateLine:
					if b.Span.Overlaps(c) {
						t.Fatalf("content %q reaches over %v", d.Article.Text.Slice(c), b.Kind)
					}
				}
			}
		}
	}
	// Nobody is given the quotation of another.
	for i, s := range said {
		for _, o := range said[i+1:] {
			if o.Span.Start >= s.Span.End {
				break
			}
			for _, q := range s.Quotes {
				for _, r := range o.Quotes {
					if q.Overlaps(r) && s.Speaker != o.Speaker {
						t.Fatalf("%q is said twice: %+v, %+v", d.Article.Text.Slice(q), s, o)
					}
				}
			}
		}
	}
}

// Texts of other shapes than a plain report give sensible statements or none.
func TestHardTexts(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("we will keep the river open ", 2000))
	for _, x := range []struct {
		name, in string
		want     []string
	}{
		{
			"a quotation of ten thousand words", "“" + long + ",” Mara Tolm said.",
			[]string{"direct Mara Tolm: “" + long + ",” {" + long + ",}"},
		},
		{
			"an interview with labels", "Mara Tolm spoke to the paper on Monday.\nMara Tolm: We keep it open.\nIvo Brandt: Until when?\nMara Tolm: Until it freezes.",
			[]string{"indirect Mara Tolm: We keep it open", "indirect Ivo Brandt: Until when", "indirect Mara Tolm: Until it freezes"},
		},
		{"a poem", "The river bends,\nthe ferry waits,\na lamp is lit\nbehind the gates.", nil},
		{
			"doubled marks", "““The river is open,”” Mara Tolm said.",
			[]string{"direct Mara Tolm: ““The river is open,”” {“The river is open,”}"},
		},
		{"marks and nothing else", "“ ” “ ” ” “ ' \" \" ''", nil},
	} {
		t.Run(x.name, func(t *testing.T) {
			d := language.Analyze(report(x.in))
			said := Find(d)
			check(t, d, said)
			var got []string
			for _, s := range said {
				got = append(got, show(d, s))
			}
			if g, w := strings.Join(got, "\n"), strings.Join(x.want, "\n"); g != w {
				t.Errorf("got %.300s\nwant %.300s", g, w)
			}
		})
	}
}

// A caption between two paragraphs of a quotation is nobody's words.
func TestQuotationPassesOverACaption(t *testing.T) {
	in := "“We asked for water.\nThe old bridge in winter. Photo: M. Orlo\n“We got paper,” Mara Tolm said."
	a := report(in)
	a.Blocks[1].Kind = article.Caption
	d := language.Analyze(a)
	said := Find(d)
	check(t, d, said)
	if len(said) != 1 || len(said[0].Quotes) != 2 {
		t.Errorf("%d statements: %+v", len(said), said)
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"“A b c,” said Mara Tolm. “D e f.”\n“G h i.\n“J k l.”", "# Tolm: x y\nMara Tolm, 61, said: “x", "He said she said they say",
		"according to the", "\"x\" 'y' “z” he added, adding that", "Mara Tolm said:\n“x y z”\n", "A: b c\nMr. A: b c d", "“…,” he said , “ ” said",
		"On Monday, told told told that that that.", "’s said ’s", "Nairobi’s said", "\u202e“abc def ghi” said Orlo\x00",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := language.Analyze(report(s))
		said := Find(d)
		check(t, d, said)
		for _, p := range Positions(d, said) {
			if !d.Article.Text.All().Contains(p.Span) || p.Span.Empty() || p.Quoted < 0 || p.Quoted > 1 {
				t.Fatalf("position %+v", p)
			}
		}
	})
}
