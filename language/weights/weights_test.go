package weights_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"reflect"
	"testing"

	"dateline/language/weights"
)

// sample makes features with random weights.
func sample(r *rand.Rand, classes, n int) []weights.Feature {
	out := make([]weights.Feature, n)
	for i := range out {
		out[i].Hash = r.Uint64()
		for range classes {
			w := int8(0)
			if r.IntN(3) > 0 {
				w = int8(r.IntN(255) - 127)
			}
			out[i].Weights = append(out[i].Weights, w)
		}
	}
	return out
}

// TestScore compares the sums with plain addition, for every width of row.
func TestScore(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, classes := range []int{1, 3, 6, 7, 14, 17, 30, 61, 62} {
		features := sample(r, classes, 300)
		table, err := weights.NewTable(classes, 1, features)
		if err != nil {
			t.Fatal(err)
		}
		var sums weights.Sums
		for range 50 {
			var hashes []uint64
			want := make([]int, classes)
			for range r.IntN(weights.MaxFeatures) {
				if r.IntN(4) == 0 {
					hashes = append(hashes, r.Uint64()) // a feature without a row
					continue
				}
				f := features[r.IntN(len(features))]
				hashes = append(hashes, f.Hash)
				for c, w := range f.Weights {
					want[c] += int(w)
				}
			}
			table.Score(&sums, hashes)
			best := 0
			for c := range want {
				if got := sums.At(c) - sums.At(0); got != want[c]-want[0] {
					t.Fatalf("%d classes, class %d: %d, want %d", classes, c, got, want[c]-want[0])
				}
				if want[c] > want[best] {
					best = c
				}
			}
			if got := sums.Best(classes); want[got] != want[best] {
				t.Errorf("%d classes: best is %d, want %d", classes, got, best)
			}
		}
	}
}

func model(t *testing.T) *weights.Model {
	t.Helper()
	r := rand.New(rand.NewPCG(2, 2))
	table, err := weights.NewTable(14, 0.25, sample(r, 14, 500))
	if err != nil {
		t.Fatal(err)
	}
	dict := map[uint64]uint32{}
	for range 200 {
		dict[r.Uint64()] = r.Uint32()
	}
	return &weights.Model{
		Labels: map[string][]string{"tags": {"NOUN|NN", "", "VERB|VB"}},
		Texts:  map[string]string{"lemmas": "went\tVBD\tgo"},
		Dicts:  map[string]*weights.Dict{"lexicon": weights.NewDict(dict)},
		Tables: map[string]*weights.Table{"first": table},
	}
}

func TestRoundTrip(t *testing.T) {
	m := model(t)
	file, err := weights.Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	got, err := weights.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	again, err := weights.Encode(got)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(file, again) {
		t.Error("the file of the decoded model differs")
	}
	if len(got.ID) != 12 || got.Labels["tags"][2] != "VERB|VB" || got.Texts["lemmas"] != m.Texts["lemmas"] || got.Tables["first"].Scale != 0.25 {
		t.Errorf("decoded %+v", got)
	}
	n := 0
	m.Dicts["lexicon"].All(func(k uint64, v uint32) {
		n++
		if got.Dicts["lexicon"].Get(k) != v {
			t.Errorf("key %x: %d, want %d", k, got.Dicts["lexicon"].Get(k), v)
		}
	})
	if n != 200 || got.Dicts["lexicon"].Len() != 200 || got.Dicts["lexicon"].Get(12345) != 0 {
		t.Errorf("%d entries, Len %d", n, got.Dicts["lexicon"].Len())
	}
}

// TestDamaged changes and cuts a file everywhere: an error each time.
func TestDamaged(t *testing.T) {
	file, err := weights.Encode(model(t))
	if err != nil {
		t.Fatal(err)
	}
	var format *weights.FormatError
	for i := 0; i < len(file); i += 1 + len(file)/200 {
		bad := bytes.Clone(file)
		bad[i] ^= 0x40
		if _, err := weights.Decode(bad); !errors.As(err, &format) {
			t.Errorf("byte %d changed: %v", i, err)
		}
		if _, err := weights.Decode(file[:i]); !errors.As(err, &format) {
			t.Errorf("cut at %d: %v", i, err)
		}
	}
}

func TestNewTableRefuses(t *testing.T) {
	if _, err := weights.NewTable(weights.MaxClasses+1, 1, nil); err == nil {
		t.Error("too many classes")
	}
	if _, err := weights.NewTable(3, 1, []weights.Feature{{Hash: 1, Weights: []int8{1}}}); err == nil {
		t.Error("a row that is too short")
	}
}

// TestEmbedded loads what the program carries.
func TestEmbedded(t *testing.T) {
	if len(weights.ID()) != 12 {
		t.Errorf("ID %q", weights.ID())
	}
	if weights.Tag().Dicts["lexicon"].Len() == 0 || len(weights.Entity().Tables) == 0 || len(weights.Net().Arrays) == 0 {
		t.Error("a file holds nothing")
	}
}

// TestArrays: arrays come back as they went in, and a damaged one is refused.
func TestArrays(t *testing.T) {
	m := &weights.Model{Arrays: map[string]weights.Array{
		"bytes": {Shape: []int{2, 3}, Bytes: []int8{1, -2, 3, -128, 127, 0}},
		"words": {Shape: []int{2}, Words: []int32{-1 << 31, 7}},
	}}
	b, err := weights.Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	got, err := weights.Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got.Arrays, m.Arrays) {
		t.Errorf("got %v", got.Arrays)
	}
	m.Arrays["bytes"] = weights.Array{Shape: []int{2, 2}, Bytes: []int8{1, 2, 3}}
	if b, err = weights.Encode(m); err != nil {
		t.Fatal(err)
	}
	var bad *weights.FormatError
	if _, err = weights.Decode(b); !errors.As(err, &bad) || bad.Section != "bytes" {
		t.Errorf("a misshapen array: %v", err)
	}
}

func BenchmarkScore(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 3))
	for _, c := range []struct {
		name    string
		classes int
	}{{"6", 6}, {"14", 14}, {"17", 17}, {"62", 62}} {
		b.Run(c.name, func(b *testing.B) {
			features := sample(r, c.classes, 200_000)
			table, err := weights.NewTable(c.classes, 1, features)
			if err != nil {
				b.Fatal(err)
			}
			hashes := make([]uint64, 100)
			var sums weights.Sums
			b.ReportAllocs()
			for b.Loop() {
				for i := range hashes {
					hashes[i] = features[r.IntN(len(features))].Hash
				}
				table.Score(&sums, hashes)
			}
		})
	}
}
