package net

// mixed is a layer whose weights are packed: four outputs to a word of 64
// bits, in lanes of 16. One multiplication of such a word by an input makes
// four products, one addition adds them up. No lane may overflow: New panics
// unless for each output the weights of one run of inputs add up to no more than
// Limit (lab/train scales them so).
//
// A block is four words: sixteen outputs. w holds for each run of inputs, for
// each block, for each input the four words.
type mixed struct {
	in, out, run int
	blocks       int
	w            [][4]int64
	multiplier   []int64
	bias         []int32
}

const (
	one   = 1 << 10            // fixed-point 1 of what a layer gives
	Most  = 31                 // greatest absolute value of an input of a packed layer; stands for 1
	Limit = (1<<15 - 1) / Most // of the absolute weights of one run of inputs, added up
)

// newMixed packs a layer; inputs are added up in runs of that many.
func newMixed(l layer, run int) mixed {
	if run <= 0 || l.in%run != 0 {
		run = max(l.in, 1)
	}
	m := mixed{in: l.in, out: l.out, run: run, blocks: (l.out + 15) / 16, bias: l.bias}
	m.w = make([][4]int64, m.blocks*l.in)
	for j := range l.out {
		for c := 0; c < l.in; c += run {
			sum := 0
			for i := c; i < c+run; i++ {
				sum += max(int(l.weight[j*l.in+i]), -int(l.weight[j*l.in+i]))
			}
			if sum > Limit {
				panic("net: weights too great to be packed")
			}
		}
		b, k, lane := j/16, j/4%4, j%4
		for i := range l.in {
			m.w[(i/run*m.blocks+b)*run+i%run][k] += int64(l.weight[j*l.in+i]) << (16 * lane)
		}
		m.multiplier = append(m.multiplier, int64(l.multiplier[j]))
	}
	return m
}

// apply writes the layer's outputs for the inputs x to dst, in units of 1/one.
func (m *mixed) apply(dst []int32, x []int8) {
	var sums [16]int32
	dst = dst[:m.out]
	for b := range m.blocks {
		sums = [16]int32{}
		for c := 0; c*m.run < m.in; c++ {
			block(&sums, m.w[(c*m.blocks+b)*m.run:][:m.run], x[c*m.run:][:m.run])
		}
		out := dst[b*16 : min(b*16+16, m.out)]
		mul, bias := m.multiplier[b*16:][:len(out)], m.bias[b*16:][:len(out)]
		for j := range out {
			out[j] = int32(int64(sums[j&15])*mul[j]>>16) + bias[j]
		}
	}
}

// block multiplies the words of each input, adds up, and takes the lanes
// apart. Adding half of each lane's range first makes every lane positive, so
// that none borrows from the next.
func block(sums *[16]int32, w [][4]int64, x []int8) {
	var a, b, c, d int64
	w = w[:len(x)]
	for i, v := range x {
		v := int64(v)
		r := &w[i]
		a += r[0] * v
		b += r[1] * v
		c += r[2] * v
		d += r[3] * v
	}
	for k, s := range [4]int64{a, b, c, d} {
		u := uint64(s) + 0x8000_8000_8000_8000
		sums[4*k] += int32(u&0xffff) - 1<<15
		sums[4*k+1] += int32(u>>16&0xffff) - 1<<15
		sums[4*k+2] += int32(u>>32&0xffff) - 1<<15
		sums[4*k+3] += int32(u>>48) - 1<<15
	}
}

// wideBase is the base in which inputs of more than Most are written, in two
// digits from -Most to Most.
const wideBase = 2*Most + 1

// applyWide is apply for inputs of up to Most × (wideBase + 1), greater ones
// cut, and outputs cut to 16 bits. digits is room for two inputs for each.
func (m *mixed) applyWide(dst []int16, x []int32, digits []int8) {
	high, low := digits[:m.in], digits[m.in:2*m.in]
	for i, v := range x[:m.in] {
		v = min(max(v, -Most*(wideBase+1)), Most*(wideBase+1))
		h := (v + Most + wideBase*Most) / wideBase // rounds to the nearest
		high[i], low[i] = int8(h-Most), int8(v-(h-Most)*wideBase)
	}
	var sums, more [16]int32
	for b := range m.blocks {
		sums, more = [16]int32{}, [16]int32{}
		for c := 0; c*m.run < m.in; c++ {
			w := m.w[(c*m.blocks+b)*m.run:][:m.run]
			block(&sums, w, high[c*m.run:][:m.run])
			block(&more, w, low[c*m.run:][:m.run])
		}
		for j := b * 16; j < min(b*16+16, m.out); j++ {
			v := int64(sums[j&15])*wideBase + int64(more[j&15])
			v = v*m.multiplier[j]>>16 + int64(m.bias[j])
			dst[j] = int16(min(max(v, -1<<15), 1<<15-1))
		}
	}
}
