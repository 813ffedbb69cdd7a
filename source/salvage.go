package source

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"

	"github.com/klauspost/compress/flate"
)

// zipHeader is the part of a file's own header in a zip archive that is used.
type zipHeader struct {
	name   string
	flags  uint16
	method uint16
	sum    uint32 // CRC-32 of the unpacked data; 0 if it is written behind them
	size   int64  // of the packed data; 0 if it is written behind them
	data   int64  // where they begin
}

const zipHeaderLen = 30

// salvage reads the files of a zip archive that has no directory, such as one
// of which the end is missing, by the headers before each file.
func (s *splitter) salvage(all *spooled, cause error) {
	reason := "the zip archive is damaged: " + cause.Error()
	if errors.Is(cause, errDirectory) {
		s.fail("", cause.Error(), cause)
		return
	}
	if !s.fail("", reason+"; what can be found of it is read", cause) {
		return
	}
	a := newArchive(s, "zip archive")
	packed := &countingReader{r: bufio.NewReaderSize(nil, 4<<10)}
	unpack := flate.NewReader(packed)
	at := int64(0)
	for range maxSalvaged {
		h, ok := findHeader(all, at)
		if !ok || s.stopped {
			return
		}
		packed.r.Reset(io.NewSectionReader(all, h.data, all.size-h.data))
		packed.n = 0
		a.salvaged(h, packed, unpack)
		at = h.data + max(packed.n, h.size)
	}
	s.fail(fmt.Sprintf("byte %d", at), fmt.Sprintf("over %d files in a damaged zip archive, the rest is not read", maxSalvaged), nil)
}

// maxSalvaged is how many files of a damaged archive are read.
const maxSalvaged = 100_000

// salvaged reads one file.
func (a *archive) salvaged(h zipHeader, packed *countingReader, unpack io.Reader) {
	switch {
	case strings.HasSuffix(h.name, "/"):
	case h.flags&1 != 0:
		a.s.fail(h.name, "encrypted, not read", nil)
	case h.method == 0 && h.flags&8 == 0:
		a.file(h.name, h.checked(io.LimitReader(packed, h.size)))
	case h.method == 8:
		if err := unpack.(flate.Resetter).Reset(packed, nil); err == nil {
			a.file(h.name, h.checked(&damaging{r: unpack, what: "zip data"}))
		}
	default:
		a.s.fail(h.name, fmt.Sprintf("packed by method %d, which is not read from a damaged archive", h.method), nil)
	}
}

// checked holds what is unpacked against the checksum in the header, if there
// is one: bytes can be damaged and still unpack.
func (h zipHeader) checked(r io.Reader) io.Reader {
	if h.flags&8 != 0 {
		return r
	}
	return &checkedReader{r: r, want: h.sum}
}

// errChecksum is what a checkedReader ends with when the bytes are not those
// that were packed.
var errChecksum = errors.New("the data are damaged: the checksum does not fit")

// checkedReader fails at its end if the bytes do not have the checksum.
type checkedReader struct {
	r         io.Reader
	sum, want uint32
}

func (c *checkedReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.sum = crc32.Update(c.sum, crc32.IEEETable, p[:n])
	if err == io.EOF && c.sum != c.want {
		err = errChecksum
	}
	return n, err
}

// findHeader returns the first header of a file at or behind offset at.
func findHeader(all *spooled, at int64) (zipHeader, bool) {
	const step = windowSize
	buf := make([]byte, step+zipHeaderLen)
	for at < all.size {
		n, err := all.ReadAt(buf, at)
		b := buf[:n]
		i := bytes.Index(b, []byte("PK\x03\x04"))
		switch {
		case i >= 0 && i+zipHeaderLen <= n:
			if h, ok := parseHeader(all, at+int64(i), b[i:i+zipHeaderLen]); ok {
				return h, true
			}
			at += int64(i) + 4
		case err != nil:
			return zipHeader{}, false
		case i >= 0:
			at += int64(i)
		default:
			at += int64(n - 3)
		}
	}
	return zipHeader{}, false
}

// parseHeader reads the header b at offset at.
func parseHeader(all *spooled, at int64, b []byte) (zipHeader, bool) {
	nameLen := int64(binary.LittleEndian.Uint16(b[26:]))
	extra := int64(binary.LittleEndian.Uint16(b[28:]))
	name := make([]byte, nameLen)
	if n, _ := all.ReadAt(name, at+zipHeaderLen); n < len(name) || n == 0 {
		return zipHeader{}, false
	}
	return zipHeader{
		name:   strings.ToValidUTF8(string(name), "\ufffd"),
		flags:  binary.LittleEndian.Uint16(b[6:]),
		method: binary.LittleEndian.Uint16(b[8:]),
		sum:    binary.LittleEndian.Uint32(b[14:]),
		size:   int64(binary.LittleEndian.Uint32(b[18:])),
		data:   at + zipHeaderLen + nameLen + extra,
	}, true
}

// countingReader counts what is taken. It has ReadByte, so that a reader of
// packed data takes no more than it needs.
type countingReader struct {
	r *bufio.Reader
	n int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *countingReader) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}
