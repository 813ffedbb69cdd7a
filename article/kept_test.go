package article

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/source"
	"dateline/text"
)

// TestRestore holds that an article that was kept is the one that was cut, of
// each shape that has fixtures.
func TestRestore(t *testing.T) {
	n := 0
	for _, data := range []string{
		"Harbour Wire\n\nThe bridge is shut\n\nBy Mara Lund\n\nPORT ARDA, Feb. 9 (Harbour Wire) — “It is shut,” she said.\n\nNothing else was said.\n",
		`{"title":"The \"bridge\"","url":"https://quay.example/a","published":"2026-02-09T10:00:00Z","body":"PORT ARDA — It is shut.\n\nShe said so."}`,
		`<html lang="en"><head><title>The bridge</title><meta property="og:image" content="https://quay.example/b.jpg"></head><body><article><h1>The bridge</h1><p>It &amp; the road are shut, an official said on Monday.</p><p>Nothing else was said about it that day.</p></article></body></html>`,
	} {
		for a, err := range Read(source.Item{Location: "in/a", Pointer: "line 3", Offset: 7, Data: []byte(data)}, Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			n++
			cut, err := a.Cut()
			if err != nil {
				t.Fatal(err)
			}
			kept, err := text.Restore(a.Text.String(), a.Text.AppendOrigin(nil))
			if err != nil {
				t.Fatal(err)
			}
			got, err := Restore(cut, kept, a.Original.Data)
			if err != nil {
				t.Fatal(err)
			}
			want := *a
			want.Reasons = nil
			if d := cmp.Diff(want, *got, cmp.Comparer(func(a, b text.Text) bool {
				return a.String() == b.String() && string(a.AppendOrigin(nil)) == string(b.AppendOrigin(nil))
			})); d != "" {
				t.Errorf("%s (-cut +restored):\n%s", a.Shape, d)
			}
		}
	}
	if n != 3 {
		t.Errorf("%d articles were read", n)
	}
}
