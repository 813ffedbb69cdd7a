package language

import (
	"strings"
	"testing"
)

// TestWordsReadTheirExamples sets each word of words.tsv into its example and
// looks what the name beside it became: without the word the answer is another.
func TestWordsReadTheirExamples(t *testing.T) {
	subject := func(text string) bool {
		for _, m := range Analyze(report(text)).Mentions {
			if m.Kind == Name {
				return m.Subject
			}
		}
		return false
	}
	of := func(text, name string) EntityKind {
		d := Analyze(report(text))
		for _, m := range d.Mentions {
			if d.Article.Text.Slice(m.Span) == name {
				return m.Of
			}
		}
		return Other
	}
	for n, line := range strings.Split(wordsFile, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		for w := range strings.FieldsSeq(f[1]) {
			text := strings.Replace(f[2], "_", w, 1)
			switch f[0] {
			case "auxiliary", "adverb":
				if !subject(text) {
					t.Errorf("words.tsv:%d: %s: no subject", n+1, text)
				}
			case "article":
				if k := of(text, "Sarn Delbor"); k == Person {
					t.Errorf("words.tsv:%d: %s: a person", n+1, text)
				}
			case "against":
				if k := of(text, "Vienna"); k != Country {
					t.Errorf("words.tsv:%d: %s: a %v, want a country", n+1, text, k)
				}
			default:
				if k := of(text, "Vienna"); k != Location {
					t.Errorf("words.tsv:%d: %s: a %v, want a place", n+1, text, k)
				}
			}
		}
	}
	for _, x := range []string{"Orlo zzz rejected the plan.", "Orlo zzz reject the plan."} {
		if subject(x) {
			t.Errorf("%s: a subject without a word of the list", x)
		}
	}
	for _, x := range []string{"Envoys rebuked Vienna.", "Envoys lied to Vienna.", "Envoys left before the Vienna pledge ended."} {
		if k := of(x, "Vienna"); k != Country {
			t.Errorf("%s: a %v, want a country", x, k)
		}
	}
	if k := of("Then Sarn Delbor rejected the plan.", "Sarn Delbor"); k != Person {
		t.Errorf("a %v, want a person", k)
	}
}

func TestWordsSayWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"# kind\nplace\tin", "words.tsv:2: want kind"},
		{"place\tin\tEnvoys met in Vienna.", "words.tsv:1: want kind"},
		{"where\tin\tEnvoys met _ Vienna.", `words.tsv:1: unknown kind "where"`},
		{"place\tin in\tEnvoys met _ Vienna.", `words.tsv:1: "in" stands there twice`},
	} {
		if _, err := loadWords(c.file); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.file, err, c.want)
		}
	}
}
