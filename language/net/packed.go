package net

// mixed is a layer whose weights are packed: three outputs to a number of 64
// bits, in lanes of 17 bits. One multiplication of such a number by an input
// makes three products, one addition adds them up. Six of each eight numbers
// are floating-point, which hold whole numbers of 53 bits exactly; two are
// whole numbers, so that the units of a processor for both kinds work at the
// same time. Nothing is ever rounded, so that the sums are the same everywhere.
// No lane may overflow: New panics unless for each output the weights of one
// run of inputs add up to no more than Limit (lab/train scales them so).
//
// A block is eight such numbers: 24 outputs. w holds for each run of inputs,
// for each block, for each input the eight numbers.
type mixed struct {
	in, out, run int
	blocks       int
	w            []row
	multiplier   []int64
	bias         []int32
}

// row holds the packed weights of one input for the outputs of a block.
type row struct {
	real  [6]float64
	whole [2]int64
}

// value is an input of a packed layer, as both kinds of number.
type value struct {
	real  float64
	whole int64
}

func valueOf(v int8) value { return value{float64(v), int64(v)} }

const (
	one   = 1 << 10            // fixed-point 1 of what a layer gives
	Most  = 63                 // greatest absolute value of an input of a packed layer; stands for 1
	Limit = (1<<16 - 1) / Most // of the absolute weights of one run of inputs, added up

	laneBits = 17
	lanes    = 3
	perBlock = 8 * lanes
)

// newMixed packs a layer; inputs are added up in runs of that many.
func newMixed(l layer, run int) mixed {
	if run <= 0 || l.in%run != 0 {
		run = max(l.in, 1)
	}
	m := mixed{in: l.in, out: l.out, run: run, blocks: (l.out + perBlock - 1) / perBlock, bias: l.bias}
	m.w = make([]row, m.blocks*l.in)
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
		b, k, lane := j/perBlock, j/lanes%8, j%lanes
		for i := range l.in {
			r := &m.w[(i/run*m.blocks+b)*run+i%run]
			v := int64(l.weight[j*l.in+i]) << (laneBits * lane)
			if k < len(r.real) {
				r.real[k] += float64(v)
			} else {
				r.whole[k-len(r.real)] += v
			}
		}
		m.multiplier = append(m.multiplier, int64(l.multiplier[j]))
	}
	return m
}

// apply writes the layer's outputs for the inputs x to dst, in units of 1/one.
//
//go:norace
func (m *mixed) apply(dst []int32, x []value) {
	var sums [perBlock]int32
	dst = dst[:m.out]
	for b := range m.blocks {
		sums = [perBlock]int32{}
		for c := 0; c*m.run < m.in; c++ {
			block(&sums, m.w[(c*m.blocks+b)*m.run:][:m.run], x[c*m.run:][:m.run])
		}
		out := dst[b*perBlock : min(b*perBlock+perBlock, m.out)]
		mul, bias := m.multiplier[b*perBlock:][:len(out)], m.bias[b*perBlock:][:len(out)]
		for j := range min(len(out), perBlock) {
			out[j] = int32(int64(sums[j])*mul[j]>>16) + bias[j]
		}
	}
}

// block multiplies the numbers of each input, adds up, and takes the lanes
// apart. Adding half of each lane's range first makes every lane positive, so
// that none borrows from the next.
//
// What it reads is immutable or its caller's own, so that the race detector may
// pass it over: watching every number made tests twenty times slower.
//
//go:norace
func block(sums *[perBlock]int32, w []row, x []value) {
	var a, b, c, d, e, f float64
	var g, h int64
	w = w[:len(x)]
	for i, v := range x {
		r := &w[i]
		a += r.real[0] * v.real
		b += r.real[1] * v.real
		c += r.real[2] * v.real
		d += r.real[3] * v.real
		e += r.real[4] * v.real
		f += r.real[5] * v.real
		g += r.whole[0] * v.whole
		h += r.whole[1] * v.whole
	}
	const half, mask = 1 << (laneBits - 1), 1<<laneBits - 1
	for k, s := range [8]int64{int64(a), int64(b), int64(c), int64(d), int64(e), int64(f), g, h} {
		u := uint64(s + half + half<<laneBits + half<<(2*laneBits))
		sums[3*k] += int32(u&mask) - half
		sums[3*k+1] += int32(u>>laneBits&mask) - half
		sums[3*k+2] += int32(u>>(2*laneBits)) - half
	}
}

// wideBase is the base in which inputs of more than Most are written, in two
// digits from -Most to Most.
const wideBase = 2*Most + 1

// applyWide is apply for inputs of up to Most × (wideBase + 1), greater ones
// cut, and outputs cut to 16 bits. digits is room for two inputs for each.
//
//go:norace
func (m *mixed) applyWide(dst []int16, x []int32, digits []value) {
	high, low := digits[:m.in], digits[m.in:2*m.in]
	for i, v := range x[:m.in] {
		v = min(max(v, -Most*(wideBase+1)), Most*(wideBase+1))
		h := (v + Most + wideBase*Most) / wideBase // rounds to the nearest
		high[i], low[i] = valueOf(int8(h-Most)), valueOf(int8(v-(h-Most)*wideBase))
	}
	var sums, more [perBlock]int32
	for b := range m.blocks {
		sums, more = [perBlock]int32{}, [perBlock]int32{}
		for c := 0; c*m.run < m.in; c++ {
			w := m.w[(c*m.blocks+b)*m.run:][:m.run]
			block(&sums, w, high[c*m.run:][:m.run])
			block(&more, w, low[c*m.run:][:m.run])
		}
		for k := range min(perBlock, m.out-b*perBlock) {
			j := b*perBlock + k
			v := int64(sums[k])*wideBase + int64(more[k])
			v = v*m.multiplier[j]>>16 + int64(m.bias[j])
			dst[j] = int16(min(max(v, -1<<15), 1<<15-1))
		}
	}
}
