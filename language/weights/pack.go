package weights

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
)

var errCut = errors.New("cut off")

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func appendBytes(dst, b []byte) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(b))), b...)
}

func appendSection(dst []byte, kind byte, name string, data []byte) []byte {
	return appendBytes(appendBytes(append(dst, kind), []byte(name)), data)
}

// reader reads what the functions above wrote. After an error it yields
// zeros.
type reader struct {
	b   []byte
	err error
}

func (r *reader) byte() byte {
	if len(r.b) == 0 {
		r.err = errCut
		return 0
	}
	c := r.b[0]
	r.b = r.b[1:]
	return c
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.b, r.err = nil, errCut
		return 0
	}
	r.b = r.b[n:]
	return v
}

// count reads the number of entries that follow, each of at least size bytes.
func (r *reader) count(size int) int {
	n := r.uvarint()
	if n > uint64(len(r.b)/size) {
		r.b, r.err = nil, errCut
		return 0
	}
	return int(n)
}

func (r *reader) bytes() []byte {
	n := r.count(1)
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}
