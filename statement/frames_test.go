package statement

import (
	"strings"
	"testing"

	"dateline/language"
)

// Every row of frames.tsv reads its own example by its frame; the rows that
// list nouns show what they are for.
func TestFramesReadTheirExamples(t *testing.T) {
	for n, line := range strings.Split(framesFile, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		d := language.Analyze(report(f[3]))
		said := Find(d)
		want := "tree: " + f[0]
		switch f[0] {
		case "mute":
			if len(said) > 0 {
				t.Errorf("frames.tsv:%d: %s\n got %s, want nothing", n+1, f[3], show(d, said[0]))
			}
			continue
		case "body", "document", "light":
			want = ""
		}
		if len(said) == 0 {
			t.Errorf("frames.tsv:%d: %s: nothing found", n+1, f[3])
			continue
		}
		if s := said[0]; !strings.HasPrefix(s.Rule, want) {
			t.Errorf("frames.tsv:%d: %s\n found by %q, want %q: %s", n+1, f[3], s.Rule, want, show(d, s))
		}
		if stance := said[0].Act == Stance; stance != (f[1] == "stance") {
			t.Errorf("frames.tsv:%d: %s: act %s", n+1, f[3], said[0].Act)
		}
	}
}

func TestLoadFramesRefuses(t *testing.T) {
	for _, x := range []struct{ line, want string }{
		{"# format\nclause\tspeech\tsay", "frames.tsv:2: 3 fields"},
		{"clause\tthought\tsay\tIt.", `frames.tsv:1: "thought"`},
	} {
		if _, err := loadFrames(x.line); err == nil || !strings.HasPrefix(err.Error(), x.want) {
			t.Errorf("%q: %v, want %s", x.line, err, x.want)
		}
	}
}

// A passive without an agent has no source.
func TestNobodyNamed(t *testing.T) {
	d := language.Analyze(report("It was announced on Monday that the bridge would be closed."))
	said := Find(d)
	if len(said) != 1 || said[0].Speaker >= 0 || !said[0].Source.Empty() || show(d, said[0]) != "indirect ?: that the bridge would be closed" {
		t.Errorf("%d statements: %+v", len(said), said)
	}
}
