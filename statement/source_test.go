package statement

import (
	"slices"
	"strings"
	"testing"
)

// Whose the words are where several are named.
func TestSource(t *testing.T) {
	for _, x := range []struct {
		name, in string
		want     []string
	}{
		{
			"before a colon the main clause", "When Ivo Brandt died in 2029, Mara Tolm issued the following words: “He kept the river open.”",
			[]string{"direct Mara Tolm: “He kept the river open.” {He kept the river open.}"},
		},
		{
			"the name right before a colon", "ROWERS CARE ABOUT THE WEATHER - Mara Tolm: “Nobody rows in the rain.”",
			[]string{"direct Mara Tolm: “Nobody rows in the rain.” {Nobody rows in the rain.}"},
		},
		{
			"who owns the answer", "The pilots met on Monday. Mara Tolm’s answer was short: “Nobody rows in the rain.”",
			[]string{"direct Mara Tolm: “Nobody rows in the rain.” {Nobody rows in the rain.}"},
		},
		{
			"a participle goes with the main clause", "Mara Tolm bristled at the idea that Ivo Brandt had drawn the maps, saying, “I drew them.”",
			[]string{"direct Mara Tolm: “I drew them.” {I drew them.}"},
		},
		{
			"a participle with a subject that is no name", "Small groups of rowers crossed the bridge of Ivo Brandt, chanting, “Open the river.”",
			[]string{"direct ?: “Open the river.” {Open the river.}"},
		},
		{
			"a coordinated verb with a subject of its own", "Mara Tolm called the plan “a farce” after Ivo Brandt came late and blamed the rain for the “long delay.”",
			[]string{"mixed Mara Tolm: the plan “a farce” {a farce}", "mixed Ivo Brandt: the rain for the “long delay.” {long delay.}"},
		},
		{
			"words behind a quotation are the outlet's", "“The river is ours,” Mara Tolm said, and soon the lamps went out.",
			[]string{"direct Mara Tolm: “The river is ours,” {The river is ours,}"},
		},
		{
			"what else was done", "Mara Tolm shouted “Open the river!” and rowed on until two.",
			[]string{"direct Mara Tolm: “Open the river!” {Open the river!}"},
		},
		{
			"the main clause behind a told one", "Though Mara Tolm called for the locks to be “opened wide” for rowers, Ivo Brandt went home.",
			[]string{"mixed Mara Tolm: the locks to be “opened wide” for rowers {opened wide}"},
		},
		{
			"as somebody put it", "It was “a very long winter,” as Mara Tolm put it.",
			[]string{"mixed Mara Tolm: It was “a very long winter,” {a very long winter,}"},
		},
		{
			"a statement calling it something", "Mara Tolm issued a statement calling the dam “a wall of paper.”",
			[]string{"mixed Mara Tolm: the dam “a wall of paper.” {a wall of paper.}"},
		},
	} {
		if got := found(report(x.in)); !slices.Equal(got, x.want) {
			t.Errorf("%s: %s\n got %s\nwant %s", x.name, x.in, strings.Join(got, "\n     "), strings.Join(x.want, "\n     "))
		}
	}
}
