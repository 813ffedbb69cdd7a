package sqlite

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"dateline/record"
	"dateline/text"
)

// maxBlob bounds what one stored blob may unpack to, in bytes.
const maxBlob = 1 << 30

// codec packs and unpacks blobs. It is safe for concurrent use.
type codec struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

func newCodec() (codec, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<20))
	if err != nil {
		return codec{}, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxBlob))
	return codec{enc, dec}, err
}

func (c codec) close() {
	if c.dec != nil {
		c.dec.Close()
	}
}

func (c codec) pack(b []byte) []byte { return c.enc.EncodeAll(b, nil) }

func (c codec) unpack(b []byte) ([]byte, error) { return c.dec.DecodeAll(b, nil) }

// packLine packs the record of a report.
func (c codec) packLine(l *record.Line) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(l); err != nil {
		return nil, err
	}
	if b.Len() > maxBlob {
		return nil, fmt.Errorf("it has %d bytes, more than %d", b.Len(), maxBlob)
	}
	return c.pack(b.Bytes()), nil
}

func (c codec) unpackLine(b []byte) (record.Line, error) {
	var l record.Line
	plain, err := c.unpack(b)
	if err != nil {
		return l, err
	}
	err = json.Unmarshal(plain, &l)
	return l, err
}

// unpackText makes the text of a report again, with its origin.
func (c codec) unpackText(s string, origin []byte) (text.Text, error) {
	plain, err := c.unpack(origin)
	if err != nil {
		return text.Text{}, errors.New("its origin cannot be unpacked")
	}
	return text.Restore(s, plain)
}
