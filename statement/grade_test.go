package statement

import (
	"strings"
	"testing"

	"dateline/language"
)

func TestGrades(t *testing.T) {
	for _, x := range []struct {
		name, in string
		sure     bool
	}{
		{"a quotation of somebody named", "“The river is open,” Energy Minister Mara Tolm said on Monday.", true},
		{"the name behind the verb", "“The river is open,” said Energy Minister Mara Tolm.", true},
		{"a pronoun", "Mara Tolm came late. “The river is open,” she said.", false},
		{"nobody named, and the words say so", "“The river is open,” a fisherman said.", true},
		{"an office held by somebody named elsewhere", "Mara Tolm, the foreign minister, came late. “The river is open,” the foreign minister said.", false},
		{"told in other words", "Mara Tolm rejected the plan.", false},
		{"no cue of its own", "“The river is open,” Mara Tolm said.\n“It will stay so for a year.”", true},
	} {
		t.Run(x.name, func(t *testing.T) {
			d := language.Analyze(report(x.in))
			said := Find(d)
			if len(said) == 0 {
				t.Fatalf("%s: nothing found", x.in)
			}
			if said[0].Sure != x.sure {
				t.Errorf("%s: sure %v, want %v (%s)", x.in, said[0].Sure, x.sure, said[0].Class)
			}
			for _, s := range said[1:] {
				if s.Sure {
					t.Errorf("%s: %s is sure", x.in, show(d, s))
				}
			}
		})
	}
}

func TestLoadGradesRefuses(t *testing.T) {
	for _, x := range []struct{ line, want string }{
		{"a\t97\t100\t30\t30\t30\t30", "grades.tsv:1: a sure class"},
		{"a\t100\t100\t19\t20\t30\t30", "grades.tsv:1: a sure class"},
		{"a\t9\t9\t9\t9\t9\t9", "grades.tsv:1: a sure class"},
		{"a\tmany\t9\t9\t9\t9\t9", `grades.tsv:1: "many" is no figure`},
		{"a\t9", "grades.tsv:1: 2 fields"},
	} {
		if _, err := loadGrades(x.line); err == nil || !strings.HasPrefix(err.Error(), x.want) {
			t.Errorf("%q: %v, want %s", x.line, err, x.want)
		}
	}
}
