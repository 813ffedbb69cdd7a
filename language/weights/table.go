package weights

import (
	"errors"
	"math/bits"
)

// MaxFeatures is the greatest number of features that one Score call adds
// up; more would overflow the 16-bit sums.
const MaxFeatures = 256

// MaxClasses is the greatest number of classes of a Table.
const MaxClasses = 62

// Table holds a weight of one byte for each feature and class.
//
// A feature is a hash. Its row lies at the slot that its low bits give, or at
// the next free one behind (open addressing); its high 16 bits, kept in the
// row, tell it from its neighbours. A row is stride words of 8 bytes: two
// bytes of fingerprint (0: empty), then a byte for each class, which holds
// weight + 128. So a row of 6 classes is one word, one of 62 is a cache line,
// and eight weights are added at once within a machine word, in lanes of 16
// bits.
//
// A Table is immutable once made.
type Table struct {
	Classes int
	Scale   float32 // score of one unit of weight
	Rows    int     // features kept
	stride  int
	mask    uint64
	words   []uint64
}

// Feature is a row to store: its hash and a weight for each class.
type Feature struct {
	Hash    uint64
	Weights []int8
}

// Sums holds the sums of one Score call and is reused by the next.
type Sums struct {
	even, odd [8]uint64
	heads     [MaxFeatures]uint64 // first word of the slot where each feature's row is looked for
}

const lanes = 0x00ff00ff00ff00ff

func strideOf(classes int) int { return (classes + 2 + 7) / 8 }

func fingerprint(hash uint64) uint64 {
	fp := hash >> 48
	if fp == 0 {
		return 1
	}
	return fp
}

// slotsFor returns the number of slots, a power of two, for n rows.
func slotsFor(n int) int {
	size := 16
	for size*5 < n*8 {
		size *= 2
	}
	return size
}

func newTable(classes, slots int, scale float32) (*Table, error) {
	if classes < 1 || classes > MaxClasses {
		return nil, errors.New("weights: a table has 1 to 62 classes")
	}
	if slots < 2 || slots > 1<<24 || bits.OnesCount(uint(slots)) != 1 {
		return nil, errors.New("weights: bad number of slots")
	}
	t := &Table{Classes: classes, Scale: scale, stride: strideOf(classes), mask: uint64(slots - 1)}
	t.words = make([]uint64, slots*t.stride)
	return t, nil
}

// NewTable makes a table. Features must differ in their hashes.
func NewTable(classes int, scale float32, features []Feature) (*Table, error) {
	t, err := newTable(classes, slotsFor(len(features)), scale)
	if err != nil {
		return nil, err
	}
	for _, f := range features {
		if len(f.Weights) != classes {
			return nil, errors.New("weights: a feature with another number of classes")
		}
		i := f.Hash & t.mask
		for t.words[int(i)*t.stride] != 0 {
			i = (i + 1) & t.mask
		}
		t.put(int(i), fingerprint(f.Hash), f.Weights)
	}
	return t, nil
}

func (t *Table) put(slot int, fp uint64, weights []int8) {
	row := t.words[slot*t.stride : (slot+1)*t.stride]
	row[0] = fp
	for c, w := range weights {
		row[(c+2)/8] |= uint64(uint8(int(w)+128)) << ((c + 2) % 8 * 8)
	}
	t.Rows++
}

// Score adds up the rows of the features into s. Features without a row add
// nothing; at most MaxFeatures are read.
func (t *Table) Score(s *Sums, features []uint64) {
	if len(features) > MaxFeatures {
		features = features[:MaxFeatures]
	}
	// All slots are read once without looking at them, so that the waits for
	// memory overlap. The loops below branch on what they read, and each
	// branch that is guessed wrong would hold up the reads behind it.
	words, mask, stride := t.words, t.mask, uint64(t.stride)
	heads := s.heads[:len(features)]
	for k, h := range features {
		heads[k] = words[h&mask*stride]
	}
	switch t.stride {
	case 1:
		t.score1(s, features)
	case 2:
		t.score2(s, features)
	case 8:
		t.score8(s, features)
	default:
		t.scoreN(s, features)
	}
}

func (t *Table) score1(s *Sums, features []uint64) {
	words, mask := t.words, t.mask
	if uint64(len(words)) != mask+1 {
		return
	}
	var even, odd uint64
	for k, h := range features {
		if s.heads[k&(MaxFeatures-1)] == 0 {
			continue
		}
		fp := fingerprint(h)
		for i := h & mask; ; i = (i + 1) & mask {
			w := words[i]
			if w&0xffff == fp {
				even += w & lanes
				odd += w >> 8 & lanes
				break
			}
			if w == 0 {
				break
			}
		}
	}
	s.even[0], s.odd[0] = even, odd
}

func (t *Table) score2(s *Sums, features []uint64) {
	words, mask := t.words, t.mask
	var e0, o0, e1, o1 uint64
	for k, h := range features {
		if s.heads[k&(MaxFeatures-1)] == 0 {
			continue
		}
		fp := fingerprint(h)
		for i := h & mask; ; i = (i + 1) & mask {
			row := words[2*i : 2*i+2 : 2*i+2]
			w := row[0]
			if w&0xffff == fp {
				e0 += w & lanes
				o0 += w >> 8 & lanes
				w = row[1]
				e1 += w & lanes
				o1 += w >> 8 & lanes
				break
			}
			if w == 0 {
				break
			}
		}
	}
	s.even[0], s.odd[0], s.even[1], s.odd[1] = e0, o0, e1, o1
}

func (t *Table) score8(s *Sums, features []uint64) {
	words, mask := t.words, t.mask
	var e, o [8]uint64
	for k, h := range features {
		if s.heads[k&(MaxFeatures-1)] == 0 {
			continue
		}
		fp := fingerprint(h)
		for i := h & mask; ; i = (i + 1) & mask {
			row := words[8*i : 8*i+8 : 8*i+8]
			if row[0]&0xffff == fp {
				e[0] += row[0] & lanes
				o[0] += row[0] >> 8 & lanes
				e[1] += row[1] & lanes
				o[1] += row[1] >> 8 & lanes
				e[2] += row[2] & lanes
				o[2] += row[2] >> 8 & lanes
				e[3] += row[3] & lanes
				o[3] += row[3] >> 8 & lanes
				e[4] += row[4] & lanes
				o[4] += row[4] >> 8 & lanes
				e[5] += row[5] & lanes
				o[5] += row[5] >> 8 & lanes
				e[6] += row[6] & lanes
				o[6] += row[6] >> 8 & lanes
				e[7] += row[7] & lanes
				o[7] += row[7] >> 8 & lanes
				break
			}
			if row[0] == 0 {
				break
			}
		}
	}
	s.even, s.odd = e, o
}

func (t *Table) scoreN(s *Sums, features []uint64) {
	words, mask, stride := t.words, t.mask, uint64(t.stride)
	s.even, s.odd = [8]uint64{}, [8]uint64{}
	for k, h := range features {
		if s.heads[k&(MaxFeatures-1)] == 0 {
			continue
		}
		fp := fingerprint(h)
		for i := h & mask; ; i = (i + 1) & mask {
			row := words[stride*i : stride*i+stride]
			if row[0]&0xffff == fp {
				for x, w := range row {
					s.even[x&7] += w & lanes
					s.odd[x&7] += w >> 8 & lanes
				}
				break
			}
			if row[0] == 0 {
				break
			}
		}
	}
}

// At returns the sum for class c. Sums carry the same offset for every class,
// so that only their differences mean something: times Scale, they are
// differences of log-odds.
func (s *Sums) At(c int) int {
	b := (c + 2) & 63
	if b&1 == 0 {
		return int(s.even[b>>3] >> (b & 6 * 8) & 0xffff)
	}
	return int(s.odd[b>>3] >> (b & 6 * 8) & 0xffff)
}

// Best returns the class below n with the greatest sum, the lowest of equals.
func (s *Sums) Best(n int) int {
	best, most := 0, -1
	for c := range n {
		if v := s.At(c); v > most {
			best, most = c, v
		}
	}
	return best
}
