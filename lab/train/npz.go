package main

import (
	"archive/zip"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// tensor is an array of numbers, the last dimension running fastest.
type tensor struct {
	shape []int
	data  []float32
}

var npyHead = regexp.MustCompile(`'descr': '([^']*)', 'fortran_order': False, 'shape': \(([^)]*)\)`)

// readTensors reads a file that NumPy's savez wrote: a zip of arrays of
// floating-point numbers of 16 or 32 bits.
func readTensors(path string) (map[string]tensor, error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, err
	}
	defer z.Close()
	out := map[string]tensor{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, f.Name, err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, f.Name, err)
		}
		t, err := parseTensor(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, f.Name, err)
		}
		out[strings.TrimSuffix(f.Name, ".npy")] = t
	}
	return out, nil
}

func parseTensor(b []byte) (tensor, error) {
	var t tensor
	if len(b) < 10 || string(b[:6]) != "\x93NUMPY" || b[6] != 1 {
		return t, fmt.Errorf("not an array of NumPy, version 1")
	}
	end := 10 + int(binary.LittleEndian.Uint16(b[8:]))
	if end > len(b) {
		return t, io.ErrUnexpectedEOF
	}
	m := npyHead.FindStringSubmatch(string(b[10:end]))
	if m == nil {
		return t, fmt.Errorf("unknown head %q", b[10:end])
	}
	n := 1
	for d := range strings.SplitSeq(m[2], ",") {
		if d = strings.TrimSpace(d); d == "" {
			continue
		}
		k, err := strconv.Atoi(d)
		if err != nil {
			return t, err
		}
		t.shape = append(t.shape, k)
		n *= k
	}
	b = b[end:]
	size := map[string]int{"<f2": 2, "<f4": 4}[m[1]]
	if size == 0 || len(b) != n*size {
		return t, fmt.Errorf("%d bytes for %d numbers of type %q", len(b), n, m[1])
	}
	t.data = make([]float32, n)
	for i := range t.data {
		if size == 4 {
			t.data[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		} else {
			t.data[i] = half(binary.LittleEndian.Uint16(b[2*i:]))
		}
	}
	return t, nil
}

// half turns a floating-point number of 16 bits into one of 32.
func half(h uint16) float32 {
	sign, exp, frac := uint32(h>>15)<<31, int(h>>10&31), uint32(h&1023)
	switch exp {
	case 0:
		f := float32(frac) / (1 << 24)
		if sign != 0 {
			f = -f
		}
		return f
	case 31:
		return math.Float32frombits(sign | 255<<23 | frac<<13)
	}
	return math.Float32frombits(sign | uint32(exp-15+127)<<23 | frac<<13)
}
