package actor

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/record"
)

// What a person says of who is who goes before what names say, and of two who
// are apart neither gets into the actor of the other by a third.
func TestLinkWith(t *testing.T) {
	lines := []*record.Line{
		line("a", "", "person: Mara Dvorin / minister", "group: fishermen", "country: TUR; Turkey"),
		line("b", "", "person: Mara Dvorin", "organisation: Harbour Institute", "group: boatmen"),
		line("c", "", "person: Dvorin", "organisation: Harbour Institute", "country: TUR; Türkiye"),
		line("d", "", "person: Oto Brandl"),
	}
	for _, c := range []struct {
		name  string
		links Links
		want  []string
	}{
		{"nothing said", Links{}, []string{"0/1 1/1 2/1", "0/3 2/3", "1/2 2/2", "3/1"}},
		{"apart", Links{Apart: [][2]Local{{{0, 0}, {1, 0}}}}, []string{"0/1", "0/3 2/3", "1/1", "1/2 2/2", "2/1", "3/1"}},
		{"organisations apart", Links{Apart: [][2]Local{{{2, 1}, {1, 1}}}}, []string{"0/1 1/1 2/1", "0/3 2/3", "1/2", "2/2", "3/1"}},
		{"together", Links{Together: [][2]Local{{{3, 0}, {1, 0}}}}, []string{"0/1 1/1 2/1 3/1", "0/3 2/3", "1/2 2/2"}},
		{"who is not named", Links{Together: [][2]Local{{{0, 1}, {1, 2}}}}, []string{"0/1 1/1 2/1", "0/2 1/3", "0/3 2/3", "1/2 2/2", "3/1"}},
		{"both", Links{Apart: [][2]Local{{{0, 0}, {1, 0}}}, Together: [][2]Local{{{0, 0}, {3, 0}}, {{1, 0}, {3, 0}}}}, []string{"0/1 3/1", "0/3 2/3", "1/1", "1/2 2/2", "2/1"}},
	} {
		x := LinkWith(lines, c.links)
		if d := cmp.Diff(c.want, groups(x)); d != "" {
			t.Errorf("%s:\n%s", c.name, d)
		}
		for _, n := range x.All() {
			for _, m := range x.actors[n].members {
				if x.Of(m.Line, m.id) != n {
					t.Errorf("%s: %v is not of %d", c.name, m, n)
				}
			}
		}
	}
	x := LinkWith(lines, Links{Names: []Called{{Local{3, 0}, "O. Brandl"}, {Local{3, 0}, "Otto Brandl"}}})
	if got := x.Identity(x.Of(3, "a1")).Names; got[0] != "Otto Brandl" {
		t.Errorf("names %q", got)
	}
}
