package weights

import (
	"maps"
	"slices"
)

// Dict maps hashes to small numbers. It is immutable once made.
type Dict struct {
	keys   []uint64
	values []uint32
	mask   uint64
	n      int
}

// NewDict makes a Dict of entries. A key of 0 is not kept.
func NewDict(entries map[uint64]uint32) *Dict {
	d := &Dict{}
	d.room(len(entries))
	for _, k := range slices.Sorted(maps.Keys(entries)) {
		d.add(k, entries[k])
	}
	return d
}

func (d *Dict) room(n int) {
	size := slotsFor(n)
	d.keys, d.values, d.mask = make([]uint64, size), make([]uint32, size), uint64(size-1)
}

func (d *Dict) add(key uint64, value uint32) {
	if key == 0 {
		return
	}
	i := key & d.mask
	for d.keys[i] != 0 {
		i = (i + 1) & d.mask
	}
	d.keys[i], d.values[i] = key, value
	d.n++
}

// Len returns the number of entries.
func (d *Dict) Len() int { return d.n }

// Get returns the number of key, 0 if there is none.
func (d *Dict) Get(key uint64) uint32 {
	for i := key & d.mask; d.keys[i] != 0; i = (i + 1) & d.mask {
		if d.keys[i] == key {
			return d.values[i]
		}
	}
	return 0
}

// All calls each with every entry, in order of the keys.
func (d *Dict) All(each func(key uint64, value uint32)) {
	order := make([]int, 0, d.n)
	for i, k := range d.keys {
		if k != 0 {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		if d.keys[a] < d.keys[b] {
			return -1
		}
		return 1
	})
	for _, i := range order {
		each(d.keys[i], d.values[i])
	}
}
