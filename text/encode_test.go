package text

import (
	"slices"
	"testing"
)

// encodings are texts of every kind of piece.
func encodings() []Text {
	raw := Decode([]byte("\xef\xbb\xbfOne\r\ntwo &amp; three \\u201cquoted\\u201d \xff end\r"))
	unescaped := UnescapeHTML(UnescapeJSON(raw))
	b := NewBuilder(unescaped)
	b.Copy(Span{4, unescaped.Len()})
	b.Gap("\n\n")
	b.Copy(Span{0, 3}) // out of order: offsets go back
	return []Text{{}, Decode([]byte("plain")), raw, unescaped, b.Text()}
}

func TestOriginRoundTrip(t *testing.T) {
	for _, want := range encodings() {
		enc := want.AppendOrigin([]byte("kept"))
		got, err := Restore(want.String(), enc[len("kept"):])
		if err != nil {
			t.Fatalf("Restore(%q): %v", want, err)
		}
		if got.String() != want.String() || !slices.Equal(got.Pieces(), want.Pieces()) || !slices.Equal(got.points, want.points) {
			t.Errorf("Restore(%q) = %v, want %v", want, got.Pieces(), want.Pieces())
		}
	}
}

func TestRestoreRefuses(t *testing.T) {
	good := Decode([]byte("aé")).AppendOrigin(nil)
	tests := map[string]struct {
		s      string
		origin []byte
	}{
		"short origin":       {"aéb", good},
		"long origin":        {"a", good},
		"inside a character": {"éé", Decode([]byte("abc")).AppendOrigin(nil)},
		"not UTF-8":          {"a\xffb", good},
		"cut off":            {"aé", good[:1]},
		"unknown kind":       {"aé", []byte{3<<2 | 3, 0}},
		"empty piece":        {"aé", append([]byte{0, 0}, good...)},
		"before the start":   {"aé", []byte{3 << 2, 1}},
		"endless number":     {"aé", []byte{255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255}},
	}
	for name, tt := range tests {
		if got, err := Restore(tt.s, tt.origin); err == nil {
			t.Errorf("%s: Restore = %v, want an error", name, got.Pieces())
		}
	}
}

func FuzzRestore(f *testing.F) {
	for _, t := range encodings() {
		f.Add(t.String(), t.AppendOrigin(nil))
	}
	f.Fuzz(func(t *testing.T, s string, origin []byte) {
		got, err := Restore(s, origin)
		if err != nil {
			return
		}
		again, err := Restore(s, got.AppendOrigin(nil))
		if err != nil || !slices.Equal(again.Pieces(), got.Pieces()) {
			t.Fatalf("%v became %v (%v)", got.Pieces(), again.Pieces(), err)
		}
		got.Hull(got.All())
	})
}
