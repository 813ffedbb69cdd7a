package main

import (
	"path/filepath"
	"slices"
	"testing"

	"dateline/language/weights"
)

// TestBack: the floating-point weights of the model shipped give its whole
// numbers again, but for the rounding of scales.
func TestBack(t *testing.T) {
	m := weights.Net()
	path := filepath.Join(t.TempDir(), "net.npz")
	if err := writeTensors(path, netTensors(m)); err != nil {
		t.Fatal(err)
	}
	again, err := netModel(path, m.Dicts["words"], m.Dicts["lists"], m.Labels["tags"], m.Labels["relations"])
	if err != nil {
		t.Fatal(err)
	}
	for name, a := range m.Arrays {
		b := again.Arrays[name]
		if !slices.Equal(a.Shape, b.Shape) {
			t.Fatalf("%s: shape %v, was %v", name, b.Shape, a.Shape)
		}
		for i := range a.Bytes {
			if d := int(a.Bytes[i]) - int(b.Bytes[i]); d < -2 || d > 2 {
				t.Fatalf("%s[%d] is %d, was %d", name, i, b.Bytes[i], a.Bytes[i])
			}
		}
	}
}
