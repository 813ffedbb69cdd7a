package article

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What says that words came from elsewhere, and what only looks like it.
func TestCredits(t *testing.T) {
	const head = "Grain ships leave Port Sill\n\nThree ships with twelve thousand tonnes of grain left Port Sill at dawn, the harbour master said.\n\n"
	for _, c := range []struct {
		last string
		want []string
	}{
		{"The wind is to turn on Friday. (Reuters)", []string{"wire Reuters"}},
		{"The wind is to turn on Friday. (dpa/AFP)", []string{"wire dpa/AFP"}},
		{"The wind is to turn on Friday. — Tavria Press Agency", []string{"wire Tavria Press Agency"}},
		{"The wind is to turn on Friday. (The ban ends in May, if at all.)", nil},
		{"The wind is to turn on Friday, said the weather office (Metto).", nil},
		{"The wind is to turn on Friday. (Ends)", nil},
		{"“The wind is to turn on Friday.” — Edo Prenn, harbour master of the town", nil},
		{"This article originally appeared on The Lantern Review.", []string{"syndication The Lantern Review"}},
		{"This report was first published by the Harbour Gazette and is used here by kind permission.", []string{"syndication Harbour Gazette"}},
		{"The post Grain ships leave Port Sill appeared first on Quay Wire.", []string{"syndication Quay Wire"}},
		{"Dieser Beitrag ist zuerst erschienen in Die Laterne.", []string{"syndication Die Laterne"}},
		{"The comet first appeared in the north, and was seen for a week.", nil},
		{"The band first appeared in Port Sill.", nil},
		{"His memoirs were first published in 1988.", nil},
	} {
		a := readOne(t, []byte(head+c.last+"\n"), Options{Shape: ShapeText})
		var got []string
		for _, x := range a.Credits {
			got = append(got, x.Kind+" "+x.Name)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: want -, got +:\n%s", c.last, d)
		}
	}
}
