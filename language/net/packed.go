package net

// mixed is a layer whose weights are packed: three outputs to a floating-point
// number of 64 bits, which holds whole numbers of 53 bits exactly, in lanes of
// 17 bits. One multiplication of such a number by an input makes three
// products, one addition adds them up; processors do two of each at a time,
// where they multiply whole numbers one by one. Nothing is ever rounded, so
// that the sums are the same everywhere. No lane may overflow: New panics
// unless for each output the weights of one run of inputs add up to no more
// than Limit (lab/train scales them so).
//
// A block is four such numbers: twelve outputs. w holds for each run of
// inputs, for each block, for each input the four numbers.
type mixed struct {
	in, out, run int
	blocks       int
	w            [][4]float64
	multiplier   []int64
	bias         []int32
}

const (
	one   = 1 << 10            // fixed-point 1 of what a layer gives
	Most  = 63                 // greatest absolute value of an input of a packed layer; stands for 1
	Limit = (1<<16 - 1) / Most // of the absolute weights of one run of inputs, added up

	laneBits = 17
	lanes    = 3
	perBlock = 4 * lanes
)

// newMixed packs a layer; inputs are added up in runs of that many.
func newMixed(l layer, run int) mixed {
	if run <= 0 || l.in%run != 0 {
		run = max(l.in, 1)
	}
	m := mixed{in: l.in, out: l.out, run: run, blocks: (l.out + perBlock - 1) / perBlock, bias: l.bias}
	m.w = make([][4]float64, m.blocks*l.in)
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
		b, k, lane := j/perBlock, j/lanes%4, j%lanes
		for i := range l.in {
			m.w[(i/run*m.blocks+b)*run+i%run][k] += float64(int64(l.weight[j*l.in+i]) << (laneBits * lane))
		}
		m.multiplier = append(m.multiplier, int64(l.multiplier[j]))
	}
	return m
}

// apply writes the layer's outputs for the inputs x to dst, in units of 1/one.
//
//go:norace
func (m *mixed) apply(dst []int32, x []float64) {
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
func block(sums *[perBlock]int32, w [][4]float64, x []float64) {
	var a, b, c, d float64
	w = w[:len(x)]
	for i, v := range x {
		r := &w[i]
		a += r[0] * v
		b += r[1] * v
		c += r[2] * v
		d += r[3] * v
	}
	const half, mask = 1 << (laneBits - 1), 1<<laneBits - 1
	for k, s := range [4]float64{a, b, c, d} {
		u := uint64(int64(s) + half + half<<laneBits + half<<(2*laneBits))
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
func (m *mixed) applyWide(dst []int16, x []int32, digits []float64) {
	high, low := digits[:m.in], digits[m.in:2*m.in]
	for i, v := range x[:m.in] {
		v = min(max(v, -Most*(wideBase+1)), Most*(wideBase+1))
		h := (v + Most + wideBase*Most) / wideBase // rounds to the nearest
		high[i], low[i] = float64(h-Most), float64(v-(h-Most)*wideBase)
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
