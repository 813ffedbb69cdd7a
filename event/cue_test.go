package event

import (
	"errors"
	"strings"
	"testing"

	"dateline/article"
	"dateline/language"
	"dateline/source"
	"dateline/statement"
)

// read returns the events of a report whose body is in.
func read(t *testing.T, in string) (*language.Doc, []Event) {
	t.Helper()
	for a, err := range article.Read(source.Item{Location: "x.txt", Data: []byte(in)}, article.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		d := language.Analyze(a)
		said := statement.Find(d)
		events, _ := Find(d, said, statement.Positions(d, said))
		return d, events
	}
	t.Fatal("no report")
	return nil, nil
}

// Every line of cues.tsv reads its own example, by one of its words.
func TestCuesReadTheirExamples(t *testing.T) {
	seen := map[int]bool{}
	for _, c := range lex.cues {
		if seen[c.line] {
			continue
		}
		seen[c.line] = true
		_, events := read(t, c.example)
		var got []string
		found := false
		for _, e := range events {
			got = append(got, e.Type+" "+e.Mode+" by "+e.Rule)
			for _, k := range lex.cues {
				found = found || k.line == c.line && e.Rule == k.name && e.Type == c.typ && e.Mode == c.mode
			}
		}
		if !found {
			t.Errorf("cues.tsv:%d: %s\n got %s, want %s %s by %s", c.line, c.example, strings.Join(got, "; "), c.typ, c.mode, c.name)
		}
	}
}

func TestLoadNamesTheLine(t *testing.T) {
	good := map[string]string{}
	for _, name := range []string{"classes.tsv", "frames.tsv", "contexts.tsv", "cues.tsv", "irregular.tsv"} {
		b, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		good[name] = string(b)
	}
	for _, x := range []struct{ file, line string }{
		{"cues.tsv", "ASSAULT\t-\tv bomb\t-"},
		{"cues.tsv", "ATTACK\t-\tv bomb\t-\tx"},
		{"cues.tsv", "ASSAULT\tphone\tv bomb\t-\tx"},
		{"cues.tsv", "ASSAULT\t-\tx bomb\t-\tx"},
		{"cues.tsv", "ASSAULT\t-\tv bomb\tobj=@nothing\tx"},
		{"cues.tsv", "ASSAULT\t-\tv bomb\tobj\tx"},
		{"cues.tsv", "ASSAULT\t-\tv bomb\t-\t"},
		{"cues.tsv", "ASSAULT\t-\tn air raid\t-\tx"},
		{"classes.tsv", "troops\tx"},
		{"classes.tsv", "new\t@nothing"},
		{"frames.tsv", "later\tx\tx"},
		{"contexts.tsv", "weather\train"},
		{"irregular.tsv", "go"},
	} {
		_, err := load(func(name string) (string, error) {
			if name == x.file {
				return good[name] + x.line + "\n", nil
			}
			return good[name], nil
		})
		var bad *EntryError
		if !errors.As(err, &bad) || bad.File != x.file || bad.Line != strings.Count(good[x.file], "\n")+1 {
			t.Errorf("%s with %q: %v, want an error in its last line", x.file, x.line, err)
		}
	}
}
