package main

import (
	"math/rand/v2"
	"testing"

	"dateline/language/form"
	"dateline/language/net"
	"dateline/language/weights"
)

// TestLearner learns what no single feature tells.
func TestLearner(t *testing.T) {
	l := newLearner(2, 0.1, 1)
	features := func(a, b int) []uint64 {
		return []uint64{form.Join1(1, form.Key(a)), form.Join1(2, form.Key(b)), form.Join2(3, form.Key(a), form.Key(b))}
	}
	scores := make([]float32, 2)
	var gradient []slope
	any := func(int) bool { return true }
	for range 200 {
		for k := range 4 {
			f := features(k&1, k>>1)
			l.score(scores, f)
			l.step++
			gradient = loss(gradient, scores, any, func(c int) bool { return c == k&1^k>>1 })
			l.update(f, gradient)
		}
	}
	table, err := freeze(2, l.average(), 100, 0)
	if err != nil {
		t.Fatal(err)
	}
	var sums weights.Sums
	for k := range 4 {
		table.Score(&sums, features(k&1, k>>1))
		if got := sums.Best(2); got != k&1^k>>1 {
			t.Errorf("%d xor %d: %d", k&1, k>>1, got)
		}
	}
}

// TestLoss: the slopes of the right classes and of the others cancel out.
func TestLoss(t *testing.T) {
	got := loss(nil, []float32{1, 0.5, 2, 9}, func(c int) bool { return c < 3 }, func(c int) bool { return c < 2 })
	var sum float32
	for _, s := range got {
		if s.class == 3 {
			t.Error("a class that is not allowed has a slope")
		}
		if (s.g < 0) != (s.class < 2) {
			t.Errorf("class %d goes the wrong way: %v", s.class, s.g)
		}
		sum += s.g
	}
	if len(got) != 3 || sum > 1e-5 || sum < -1e-5 {
		t.Errorf("%v", got)
	}
	if got := loss(nil, []float32{20, 0}, func(int) bool { return true }, func(c int) bool { return c == 0 }); len(got) != 0 {
		t.Errorf("nothing is left to learn: %v", got)
	}
}

// TestQuantised: whole numbers come near the layer that they stand for, and
// within the bound of what can be packed.
func TestQuantised(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const out, in, run = 7, 32, 16
	w, bias := make([]float32, out*in), make([]float32, out)
	for i := range w {
		w[i] = float32(r.NormFloat64()) * .3
	}
	for j := range bias {
		bias[j] = float32(r.NormFloat64())
	}
	weight, multiplier, offset := quantised(w, bias, out, in, run, 1./net.Most)
	for range 20 {
		x := make([]int, in)
		for i := range x {
			x[i] = r.IntN(2*net.Most+1) - net.Most
		}
		for j := range out {
			want, got := float64(bias[j]), 0
			for i, v := range x {
				want += float64(w[j*in+i]) * float64(v) / net.Most
				got += int(weight.Bytes[j*in+i]) * v
			}
			y := float64(got*int(multiplier.Words[j])>>16+int(offset.Words[j])) / net.One
			if d := y - want; d > .05 || d < -.05 {
				t.Errorf("output %d is %.3f, want %.3f", j, y, want)
			}
		}
	}
	for j := range out {
		for c := 0; c < in; c += run {
			sum := 0
			for _, v := range weight.Bytes[j*in+c : j*in+c+run] {
				sum += max(int(v), -int(v))
			}
			if sum > net.Limit || sum < net.Limit/4 {
				t.Errorf("weights of output %d add up to %d of %d", j, sum, net.Limit)
			}
		}
	}
}

// TestHalf reads floating-point numbers of 16 bits.
func TestHalf(t *testing.T) {
	for bits, want := range map[uint16]float32{0: 0, 0x3c00: 1, 0xc000: -2, 0x3555: .333251953125, 0x0001: 1. / (1 << 24), 0x7bff: 65504} {
		if got := half(bits); got != want {
			t.Errorf("%04x is %v, want %v", bits, got, want)
		}
	}
}

// TestLists reads the lists of names that the finder looks into.
func TestLists(t *testing.T) {
	d, err := readLists("../..")
	if err != nil {
		t.Fatal(err)
	}
	if d.Len() < 3000 {
		t.Errorf("%d phrases", d.Len())
	}
}
