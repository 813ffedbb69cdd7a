package main

import (
	"archive/zip"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"

	"dateline/language/net"
	"dateline/language/weights"
)

// netTensors is netModel backwards: the floating-point weights that a model in
// whole numbers stands for, to train on from. The head for names, which the
// model does not have, is left out.
func netTensors(m *weights.Model) map[string]tensor {
	out := map[string]tensor{}
	scaled := func(name string, input float64) tensor {
		w, mul := m.Arrays[name], m.Arrays[name+"-scale"]
		t := tensor{shape: w.Shape, data: make([]float32, len(w.Bytes))}
		in := w.Shape[1]
		for i, v := range w.Bytes {
			t.data[i] = float32(float64(v) * float64(mul.Words[i/in]) / (1 << 16) / net.One / input)
		}
		return t
	}
	offset := func(name string) []float32 {
		var b []float32
		for _, v := range m.Arrays[name].Words {
			b = append(b, float32(v)/net.One)
		}
		return b
	}
	vector := func(v []float32) tensor { return tensor{[]int{len(v)}, v} }
	rows := m.Arrays["rows"]
	emb := tensor{[]int{rows.Shape[0] + 1, rows.Shape[1]}, make([]float32, (rows.Shape[0]+1)*rows.Shape[1])}
	for i, v := range rows.Bytes {
		emb.data[i] = float32(float64(v) * rowScale)
	}
	out["emb.weight"] = emb
	for k, l := range []struct {
		gates, state string
		input        float64
	}{{"input", "first", rowScale}, {"between", "second", 1. / net.Most}} {
		w, b := scaled(l.gates, l.input), offset(l.gates+"-bias")
		half := len(w.data) / 2
		for d, side := range []string{"", "_reverse"} {
			p := fmt.Sprintf("rnn.%d.", k)
			out[p+"weight_ih_l0"+side] = tensor{[]int{w.shape[0] / 2, w.shape[1]}, w.data[d*half:][:half]}
			out[p+"bias_ih_l0"+side] = vector(b[d*len(b)/2:][:len(b)/2])
			name := l.state + []string{"-forward", "-backward"}[d]
			out[p+"weight_hh_l0"+side] = scaled(name, 1./net.Most)
			out[p+"bias_hh_l0"+side] = vector(offset(name + "-bias"))
		}
	}
	linear := func(name, layer string, from, to int) {
		w, b := scaled(layer, 1./net.Most), offset(layer+"-bias")
		in := w.shape[1]
		out[name+".weight"] = tensor{[]int{to - from, in}, w.data[from*in : to*in]}
		if name != "lhed" {
			out[name+".bias"] = vector(b[from:to])
		}
	}
	linear("tag", "tags", 0, m.Arrays["tags"].Shape[0])
	product := scaled("product", 1./net.Most)
	arc := product.shape[0]
	lab := m.Arrays["relations"].Shape[1]
	linear("dep", "heads", 0, arc)
	linear("hed", "heads", arc, 2*arc)
	linear("ldep", "heads", 2*arc, 2*arc+lab)
	linear("lhed", "heads", 2*arc+lab, 2*arc+2*lab)
	linear("lab", "relations", 0, m.Arrays["relations"].Shape[0])
	bil := tensor{product.shape, make([]float32, arc*arc)}
	for i := range arc {
		for k := range arc {
			bil.data[i*arc+k] = product.data[k*arc+i]
		}
	}
	out["bil"] = bil
	bias := offset("head-bias")
	out["bias.weight"] = tensor{[]int{1, arc}, bias}
	return out
}

// writeTensors writes a file as NumPy's savez does: a zip of arrays.
func writeTensors(path string, tensors map[string]tensor) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	z := zip.NewWriter(f)
	names := make([]string, 0, len(tensors))
	for name := range tensors {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		t := tensors[name]
		shape := strings.ReplaceAll(strings.Trim(fmt.Sprint(t.shape), "[]"), " ", ", ") + ","
		head := fmt.Sprintf("{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }", shape)
		head += strings.Repeat(" ", 63-(len(head)+10)%64) + "\n"
		b := append([]byte("\x93NUMPY\x01\x00"), 0, 0)
		binary.LittleEndian.PutUint16(b[8:], uint16(len(head)))
		b = append(b, head...)
		for _, v := range t.data {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
		w, err := z.Create(name + ".npy")
		if err != nil {
			return err
		}
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return f.Close()
}
