package weights

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math"

	"github.com/klauspost/compress/zstd"
)

// magic begins a weights file; its last character but one is the version of
// the format.
const magic = "dateline weights 1\n"

// maxPayload bounds what a file may unpack to, in bytes.
const maxPayload = 256 << 20

// Kinds of sections. A payload is a run of sections: kind, name, data, the
// latter two with their lengths in front (unsigned varints).
const (
	sectionLabels = 'L' // a list of strings, each with its length in front
	sectionText   = 'T' // bytes
	sectionDict   = 'D' // count; keys as differences; values
	sectionTable  = 'W' // see packTable
	sectionArray  = 'A' // number of dimensions, dimensions, size of a number in bytes (1 or 4), numbers
)

// Model is what one weights file holds, each part under its name.
type Model struct {
	ID     string // first 12 hexadecimal digits of the payload's SHA-256
	Labels map[string][]string
	Texts  map[string]string
	Dicts  map[string]*Dict
	Tables map[string]*Table
	Arrays map[string]Array
}

// Array holds signed whole numbers, the last dimension running fastest: bytes
// or words of 32 bits.
type Array struct {
	Shape []int
	Bytes []int8
	Words []int32
}

// FormatError says what is wrong with a weights file.
type FormatError struct {
	Section string // name of the section, "" for the file's head
	Reason  string
}

func (e *FormatError) Error() string {
	if e.Section == "" {
		return "weights: " + e.Reason
	}
	return fmt.Sprintf("weights: section %q: %s", e.Section, e.Reason)
}

// Encode returns the file of a model: magic, SHA-256 of the payload, and the
// payload compressed with zstd. The same model gives the same bytes. ID is
// not read.
func Encode(m *Model) ([]byte, error) {
	var p []byte
	for _, name := range sorted(m.Labels) {
		var d []byte
		d = binary.AppendUvarint(d, uint64(len(m.Labels[name])))
		for _, s := range m.Labels[name] {
			d = appendBytes(d, []byte(s))
		}
		p = appendSection(p, sectionLabels, name, d)
	}
	for _, name := range sorted(m.Texts) {
		p = appendSection(p, sectionText, name, []byte(m.Texts[name]))
	}
	for _, name := range sorted(m.Dicts) {
		p = appendSection(p, sectionDict, name, packDict(m.Dicts[name]))
	}
	for _, name := range sorted(m.Tables) {
		p = appendSection(p, sectionTable, name, packTable(m.Tables[name]))
	}
	for _, name := range sorted(m.Arrays) {
		p = appendSection(p, sectionArray, name, packArray(m.Arrays[name]))
	}
	z, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	sum := sha256.Sum256(p)
	out := append([]byte(magic), sum[:]...)
	return z.EncodeAll(p, out), nil
}

// Decode reads a file that Encode wrote. Errors are *FormatError.
func Decode(file []byte) (*Model, error) {
	if !bytes.HasPrefix(file, []byte(magic)) {
		return nil, &FormatError{"", "not a weights file of this version"}
	}
	file = file[len(magic):]
	if len(file) < sha256.Size {
		return nil, &FormatError{"", "cut off"}
	}
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxPayload))
	if err != nil {
		return nil, &FormatError{"", err.Error()}
	}
	defer z.Close()
	p, err := z.DecodeAll(file[sha256.Size:], nil)
	if err != nil {
		return nil, &FormatError{"", err.Error()}
	}
	sum := sha256.Sum256(p)
	if !bytes.Equal(sum[:], file[:sha256.Size]) {
		return nil, &FormatError{"", "the checksum does not fit"}
	}
	m := &Model{
		ID:     hex.EncodeToString(sum[:6]),
		Labels: map[string][]string{}, Texts: map[string]string{}, Dicts: map[string]*Dict{}, Tables: map[string]*Table{},
		Arrays: map[string]Array{},
	}
	return m, m.sections(&reader{b: p})
}

func (m *Model) sections(r *reader) error {
	for len(r.b) > 0 {
		kind := r.byte()
		name := string(r.bytes())
		d := &reader{b: r.bytes()}
		if r.err != nil {
			return &FormatError{name, r.err.Error()}
		}
		var err error
		switch kind {
		case sectionLabels:
			n := d.count(1)
			list := make([]string, n)
			for i := range list {
				list[i] = string(d.bytes())
			}
			m.Labels[name] = list
		case sectionText:
			m.Texts[name] = string(d.b)
		case sectionDict:
			m.Dicts[name] = unpackDict(d)
		case sectionTable:
			m.Tables[name], err = unpackTable(d)
		case sectionArray:
			m.Arrays[name], err = unpackArray(d)
		default:
			err = fmt.Errorf("unknown kind %q", kind)
		}
		if err == nil {
			err = d.err
		}
		if err != nil {
			return &FormatError{name, err.Error()}
		}
	}
	return nil
}

func packDict(d *Dict) []byte {
	out := binary.AppendUvarint(nil, uint64(d.n))
	var values []byte
	last := uint64(0)
	d.All(func(key uint64, value uint32) {
		out = binary.AppendUvarint(out, key-last)
		values = binary.AppendUvarint(values, uint64(value))
		last = key
	})
	return append(out, values...)
}

func unpackDict(r *reader) *Dict {
	d := &Dict{}
	n := r.count(2)
	keys := make([]uint64, n)
	last := uint64(0)
	for i := range keys {
		last += r.uvarint()
		keys[i] = last
	}
	d.room(n)
	for _, k := range keys {
		d.add(k, uint32(r.uvarint()))
	}
	return d
}

// packTable writes classes, slots, scale and rows, then in columns, for each
// row in the order of the slots: the distance to the slot before; the
// fingerprint; how many classes have a weight; their numbers; their weights.
func packTable(t *Table) []byte {
	head := binary.AppendUvarint(nil, uint64(t.Classes))
	head = binary.AppendUvarint(head, t.mask+1)
	head = binary.AppendUvarint(head, uint64(math.Float32bits(t.Scale)))
	head = binary.AppendUvarint(head, uint64(t.Rows))
	var gaps, fps, counts, classes, values []byte
	last := -1
	for i := 0; i <= int(t.mask); i++ {
		row := t.words[i*t.stride : (i+1)*t.stride]
		if row[0] == 0 {
			continue
		}
		gaps = binary.AppendUvarint(gaps, uint64(i-last-1))
		last = i
		fps = binary.LittleEndian.AppendUint16(fps, uint16(row[0]))
		n := 0
		for c := range t.Classes {
			if w := int(uint8(row[(c+2)/8]>>((c+2)%8*8))) - 128; w != 0 {
				n++
				classes = append(classes, byte(c))
				values = append(values, byte(int8(w)))
			}
		}
		counts = append(counts, byte(n))
	}
	for _, column := range [][]byte{gaps, fps, counts, classes, values} {
		head = appendBytes(head, column)
	}
	return head
}

func unpackTable(r *reader) (*Table, error) {
	classes, slots, scale, rows := r.uvarint(), r.uvarint(), math.Float32frombits(uint32(r.uvarint())), r.uvarint()
	gaps, fps, counts := &reader{b: r.bytes()}, r.bytes(), r.bytes()
	numbers, values := r.bytes(), r.bytes()
	if r.err != nil {
		return nil, r.err
	}
	if slots > 1<<24 || rows*8 > slots*7 || uint64(len(fps)) != 2*rows || uint64(len(counts)) != rows || len(numbers) != len(values) {
		return nil, errors.New("columns do not fit")
	}
	t, err := newTable(int(min(classes, MaxClasses+1)), int(slots), scale)
	if err != nil {
		return nil, err
	}
	weights := make([]int8, classes)
	slot := uint64(0)
	for i := range counts {
		slot += gaps.uvarint()
		n := int(counts[i])
		fp := uint64(binary.LittleEndian.Uint16(fps[2*i:]))
		if gaps.err != nil || slot >= slots || n > len(values) || fp == 0 {
			return nil, errors.New("columns do not fit")
		}
		clear(weights)
		for k := range n {
			if uint64(numbers[k]) >= classes {
				return nil, errors.New("a class out of range")
			}
			weights[numbers[k]] = int8(values[k])
		}
		numbers, values = numbers[n:], values[n:]
		t.put(int(slot), fp, weights)
		slot++
	}
	return t, nil
}
