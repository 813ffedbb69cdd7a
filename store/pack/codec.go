package pack

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"dateline/record"
	"dateline/text"
)

// MaxBlob bounds what one stored blob may unpack to, in bytes.
const MaxBlob = 1 << 30

// Codec packs and unpacks blobs. It is safe for concurrent use.
type Codec struct {
	path string // the store's file or address, for errors
	enc  *zstd.Encoder
	dec  *zstd.Decoder
}

// NewCodec returns a codec for the store at path, a file or an address without
// a password; Close gives its memory back.
func NewCodec(path string) (Codec, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<20))
	if err != nil {
		return Codec{}, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(MaxBlob))
	return Codec{path, enc, dec}, err
}

// Close ends the use of c.
func (c Codec) Close() {
	if c.dec != nil {
		c.dec.Close()
	}
}

// Pack compresses b.
func (c Codec) Pack(b []byte) []byte { return c.enc.EncodeAll(b, nil) }

// Unpack makes what was packed again.
func (c Codec) Unpack(b []byte) ([]byte, error) { return c.dec.DecodeAll(b, nil) }

// PackLine packs the record of a report.
func (c Codec) PackLine(l *record.Line) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(l); err != nil {
		return nil, err
	}
	if b.Len() > MaxBlob {
		return nil, fmt.Errorf("it has %d bytes, more than %d", b.Len(), MaxBlob)
	}
	return c.Pack(b.Bytes()), nil
}

// unpackLine makes a record again.
func (c Codec) unpackLine(b []byte) (record.Line, error) {
	var l record.Line
	plain, err := c.Unpack(b)
	if err != nil {
		return l, err
	}
	err = json.Unmarshal(plain, &l)
	return l, err
}

// UnpackText makes the text of a report again, with its origin.
func (c Codec) UnpackText(s string, origin []byte) (text.Text, error) {
	plain, err := c.Unpack(origin)
	if err != nil {
		return text.Text{}, errors.New("its origin cannot be unpacked")
	}
	return text.Restore(s, plain)
}
