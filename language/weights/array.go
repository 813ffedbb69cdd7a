package weights

import (
	"encoding/binary"
	"errors"
)

// packArray writes an array as a section holds it.
func packArray(a Array) []byte {
	out := binary.AppendUvarint(nil, uint64(len(a.Shape)))
	for _, n := range a.Shape {
		out = binary.AppendUvarint(out, uint64(n))
	}
	if a.Words != nil {
		out = append(out, 4)
		for _, v := range a.Words {
			out = binary.LittleEndian.AppendUint32(out, uint32(v))
		}
		return out
	}
	out = append(out, 1)
	for _, v := range a.Bytes {
		out = append(out, byte(v))
	}
	return out
}

func unpackArray(r *reader) (Array, error) {
	var a Array
	count := uint64(1)
	for range r.count(1) {
		n := r.uvarint()
		if n > maxPayload || n > 0 && count > maxPayload/n {
			return a, errors.New("an array too large")
		}
		count *= n
		a.Shape = append(a.Shape, int(n))
	}
	switch size := r.byte(); {
	case r.err != nil:
		return a, r.err
	case uint64(len(r.b)) != count*uint64(size):
		return a, errCut
	case size == 1:
		a.Bytes = make([]int8, count)
		for i, b := range r.b {
			a.Bytes[i] = int8(b)
		}
	case size == 4:
		a.Words = make([]int32, count)
		for i := range a.Words {
			a.Words[i] = int32(binary.LittleEndian.Uint32(r.b[4*i:]))
		}
	default:
		return a, errors.New("an array of numbers of a size that is not known")
	}
	return a, nil
}
