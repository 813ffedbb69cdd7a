package position

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/story"
)

// Who takes part is not what a wording is about.
func TestMatterOf(t *testing.T) {
	m := story.NewMatcher()
	for _, x := range []struct {
		words   string
		without []string
		want    []string
	}{
		{"that Peru’s dams and the United States' dam be closed", nil, []string{"clos", "dam"}},
		{"Mara Dvorin wants the lamp in Kenya lit, Kenyan officials say", []string{"Mara Dvorin"}, []string{"lamp", "lit", "official", "want"}},
		{"Nairobi, Lima and “Peru” must count herring", nil, []string{"count", "her"}},
		{"", nil, nil},
	} {
		got := slices.Sorted(maps.Keys(matterOf(m, x.words, x.without...)))
		if d := cmp.Diff(x.want, got); d != "" {
			t.Errorf("%q:\n%s", x.words, d)
		}
	}
}

func TestLoadActs(t *testing.T) {
	for file, want := range map[string]string{
		"# x\nurge\tWe urge them.\n": "",
		"urge\tThey are urged.\n":    "",
		"urge\n":                     "acts.tsv:1: want a word and an example that has it",
		"#\nurge\tWe ask them.\n":    "acts.tsv:2: want a word and an example that has it",
	} {
		if _, err := loadActs(file); (err == nil) != (want == "") || err != nil && err.Error() != want {
			t.Errorf("%q: %v, want %q", file, err, want)
		}
	}
}

func TestEnough(t *testing.T) {
	for _, x := range []struct {
		shared, a, b int
		want         bool
	}{
		{0, 0, 4, false}, {1, 1, 9, true}, {1, 2, 9, false}, {2, 2, 2, true}, {2, 6, 16, true}, {2, 7, 7, false}, {3, 7, 9, true}, {5, 16, 16, false}, {6, 16, 16, true},
	} {
		if got := enough(x.shared, x.a, x.b); got != x.want {
			t.Errorf("enough(%d, %d, %d) = %v", x.shared, x.a, x.b, got)
		}
	}
}
