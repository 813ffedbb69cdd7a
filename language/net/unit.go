package net

import "math"

// State values are in units of 1/unitOne; they lie between -1 and 1.
const (
	stateBits = 14
	unitOne   = 1 << stateBits
)

// Tables of the logistic function and the hyperbolic tangent over values in
// units of 1/one, in steps of 1/128 from -8 to 8, rounded to the middle of
// the step.
const (
	tableBits = 3 // of a value that a table does not look at
	tableSize = 16 * one >> tableBits
)

var sigmoids, tangents = func() (s, t [tableSize]int16) {
	for i := range s {
		v := (float64(i) + .5 - tableSize/2) * (1 << tableBits) / one
		s[i] = int16(math.Round(unitOne / (1 + math.Exp(-v))))
		t[i] = int16(math.Round(unitOne * math.Tanh(v)))
	}
	return s, t
}()

func place(v int32) int32 {
	v = v>>tableBits + tableSize/2
	return min(max(v, 0), tableSize-1)
}

func sigmoid(v int32) int32 { return int32(sigmoids[place(v)]) }
func tangent(v int32) int32 { return int32(tangents[place(v)]) }

// small returns a state value as an input of a packed layer.
func small(v int32) int8 { return int8((v*Most + unitOne/2) >> stateBits) }

// unit is a layer of gated recurrent units in one direction. The gates' share
// of the state: reset, update, new, each of size outputs.
type unit struct {
	size  int
	state mixed
}

func newUnit(l layer) unit {
	return unit{size: l.in, state: newMixed(l, l.in)}
}

// step moves the state on by one word. gates holds the word's share of the
// gates; exact is the state, state the same as inputs of a packed layer, out
// takes what the next layer reads; sums is room for 3 × size numbers.
//
//go:norace
func (u *unit) step(out []int8, state []value, exact []int32, gates []int32, sums []int32) {
	u.state.apply(sums, state)
	n := u.size
	reset, update, fresh := gates[:n], gates[n:2*n], gates[2*n:3*n]
	r2, u2, f2 := sums[:n], sums[n:2*n], sums[2*n:3*n]
	exact, out, state = exact[:n], out[:n], state[:n]
	for j := range n {
		r := sigmoid(reset[j] + r2[j])
		z := sigmoid(update[j] + u2[j])
		v := tangent(fresh[j] + r*f2[j]>>stateBits)
		h := v + z*(exact[j]-v)>>stateBits
		exact[j] = h
		out[j] = small(h)
		state[j] = valueOf(out[j])
	}
}
