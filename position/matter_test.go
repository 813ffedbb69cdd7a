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
