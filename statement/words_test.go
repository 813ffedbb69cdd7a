package statement

import (
	"strings"
	"testing"

	"dateline/language"
)

// Every row of words.tsv reads its example.
func TestWordsReadTheirExamples(t *testing.T) {
	for n, line := range strings.Split(wordsFile, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		d := language.Analyze(report(f[2]))
		var got []string
		for _, s := range Find(d) {
			got = append(got, show(d, s))
		}
		want := f[3]
		if want == "-" {
			want = ""
		}
		if g := strings.Join(got, "; "); g != want {
			t.Errorf("words.tsv:%d: %s\n got %s\nwant %s", n+1, f[2], g, want)
		}
	}
	if _, err := loadWords("# format\nverbs\ta\tb\t-"); err == nil || !strings.HasPrefix(err.Error(), "words.tsv:2: ") {
		t.Errorf("an unknown kind: %v", err)
	}
}
