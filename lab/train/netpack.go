package main

import (
	"fmt"
	"math"

	"dateline/language/net"
	"dateline/language/weights"
)

// rowScale is what one unit of a row of the embedding table stands for; the
// few values beyond 127 of them are cut.
const rowScale = .7 / 127

// quantised turns a layer of floating-point weights, out × in, into whole
// numbers: for each output a scale of its own, so that weights fit a byte and
// those of a run of inputs add up to no more than net.Limit. input is what one
// unit of an input stands for.
func quantised(w, bias []float32, out, in, run int, input float64) (weight, multiplier, offset weights.Array) {
	weight = weights.Array{Shape: []int{out, in}, Bytes: make([]int8, out*in)}
	multiplier, offset = weights.Array{Shape: []int{out}, Words: make([]int32, out)}, weights.Array{Shape: []int{out}, Words: make([]int32, out)}
	for j := range out {
		row := w[j*in : (j+1)*in]
		most := 0.
		for _, v := range row {
			most = max(most, math.Abs(float64(v)))
		}
		scale := most / 127
		for c := 0; c < in; c += run {
			sum := 0.
			for _, v := range row[c : c+run] {
				sum += math.Abs(float64(v))
			}
			scale = max(scale, sum/(net.Limit-float64(run)/4)) // a quarter for what rounding adds
		}
		if scale == 0 {
			scale = 1
		}
		for ok := false; !ok; scale *= 1.01 {
			ok = true
			for i, v := range row {
				weight.Bytes[j*in+i] = int8(math.Round(float64(v) / scale))
			}
			for c := 0; c < in; c += run {
				sum := 0
				for _, v := range weight.Bytes[j*in+c : j*in+c+run] {
					sum += max(int(v), -int(v))
				}
				ok = ok && sum <= net.Limit
			}
			if ok {
				multiplier.Words[j] = int32(math.Round(scale * input * net.One * (1 << 16)))
			}
		}
		if bias != nil {
			offset.Words[j] = int32(math.Round(float64(bias[j]) * net.One))
		}
	}
	return weight, multiplier, offset
}

// netModel turns what train.py wrote into the network's weights.
func netModel(path string, words, lists *weights.Dict, tags, relations []string) (*weights.Model, error) {
	t, err := readTensors(path)
	if err != nil {
		return nil, err
	}
	get := func(name string) []float32 {
		x, ok := t[name]
		if !ok && err == nil {
			err = fmt.Errorf("%s: no array %q", path, name)
		}
		return x.data
	}
	emb, state := t["emb.weight"], t["rnn.0.weight_hh_l0"]
	if len(emb.shape) != 2 || len(state.shape) != 2 {
		return nil, fmt.Errorf("%s: no embedding or no recurrent layer", path)
	}
	rows, dim, h := emb.shape[0]-1, emb.shape[1], state.shape[1] // the last row is padding
	if n := net.NewVocabulary(words, lists).Len(); n != rows {
		return nil, fmt.Errorf("%s: %d rows, but the vocabulary has %d", path, rows, n)
	}
	m := &weights.Model{
		Labels: map[string][]string{"tags": tags, "relations": relations},
		Dicts:  map[string]*weights.Dict{"words": words, "lists": lists},
		Arrays: map[string]weights.Array{},
	}
	table := weights.Array{Shape: []int{rows, dim}, Bytes: make([]int8, rows*dim)}
	for i := range table.Bytes {
		v := math.Round(float64(emb.data[i]) / rowScale)
		table.Bytes[i] = int8(min(max(v, -127), 127))
	}
	m.Arrays["rows"] = table
	put := func(name string, w, bias []float32, out, in, run int, input float64) {
		if err == nil && len(w) != out*in {
			err = fmt.Errorf("%s: layer %q has %d weights, want %d × %d", path, name, len(w), out, in)
		}
		if err == nil {
			m.Arrays[name], m.Arrays[name+"-scale"], m.Arrays[name+"-bias"] = quantised(w, bias, out, in, run, input)
		}
	}
	// The biases of the reset and update gates come together; that of the new
	// gate's state is multiplied with the reset gate and stays apart.
	gates := func(layer int) (w, bias []float32) {
		for _, side := range []string{"", "_reverse"} {
			p := fmt.Sprintf("rnn.%d.", layer)
			w = append(w, get(p+"weight_ih_l0"+side)...)
			own, state := get(p+"bias_ih_l0"+side), get(p+"bias_hh_l0"+side)
			for j, v := range own {
				if j < 2*h {
					v += state[j]
				}
				bias = append(bias, v)
			}
		}
		return w, bias
	}
	states := func(layer int, name string) {
		for d, side := range []string{"", "_reverse"} {
			p := fmt.Sprintf("rnn.%d.", layer)
			bias := append([]float32{}, get(p+"bias_hh_l0"+side)...)
			clear(bias[:min(2*h, len(bias))])
			put(name+[]string{"-forward", "-backward"}[d], get(p+"weight_hh_l0"+side), bias, 3*h, h, h, 1./net.Most)
		}
	}
	w, bias := gates(0)
	put("input", w, bias, 6*h, dim, net.InputRun, rowScale)
	states(0, "first")
	w, bias = gates(1)
	put("between", w, bias, 6*h, 2*h, h, 1./net.Most)
	states(1, "second")
	put("tags", get("tag.weight"), get("tag.bias"), len(tags), 2*h, h, 1./net.Most)
	var hw, hb []float32
	for _, name := range []string{"dep", "hed", "ldep", "lhed"} {
		hw = append(hw, get(name+".weight")...)
		if name == "lhed" {
			hb = append(hb, make([]float32, t["lhed.weight"].shape[0])...)
		} else {
			hb = append(hb, get(name+".bias")...)
		}
	}
	put("heads", hw, hb, len(hb), 2*h, h, 1./net.Most)
	arc := t["dep.weight"].shape[0]
	bil, turned := get("bil"), make([]float32, arc*arc)
	for i := range arc {
		for k := range arc {
			turned[k*arc+i] = bil[i*arc+k]
		}
	}
	put("product", turned, nil, arc, arc, arc, 1./net.Most)
	b := weights.Array{Shape: []int{arc}, Words: make([]int32, arc)}
	for k, v := range get("bias.weight") {
		b.Words[k] = int32(math.Round(float64(v) * net.One))
	}
	m.Arrays["head-bias"] = b
	lab := t["lab.weight"].shape[1]
	put("relations", get("lab.weight"), get("lab.bias"), len(relations), lab, lab, 1./net.Most)
	return m, err
}
