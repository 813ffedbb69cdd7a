package source

import (
	"bytes"
	"compress/bzip2"
	"encoding/binary"
	"io"

	"github.com/klauspost/compress/zstd"
)

// maxWindow is the biggest window of zstd data, which is held in memory.
const maxWindow = 32 << 20

// readGzip, readBzip2 and readZstd read a source that was packed as a whole.
// Packing is no step of a pointer.

func readGzip(s *splitter) {
	s.member("", newGzipReader(s.in, s.root), s.about)
}

func readBzip2(s *splitter) {
	s.member("", &damaging{r: bzip2.NewReader(s.in), what: "bzip2 data"}, s.about)
}

func readZstd(s *splitter) {
	z, err := zstd.NewReader(s.in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		s.broken(err)
		return
	}
	defer z.Close()
	s.member("", &damaging{r: io.Reader(z), what: "zstd data"}, s.about)
}

func isBzip2(head []byte) bool {
	const block, end = "\x31\x41\x59\x26\x53\x59", "\x17\x72\x45\x38\x50\x90"
	return len(head) >= 10 && string(head[:3]) == "BZh" && head[3] >= '1' && head[3] <= '9' &&
		(string(head[4:10]) == block || string(head[4:10]) == end)
}

// isZstd also knows the frames that a reader skips.
func isZstd(head []byte) bool {
	if len(head) < 4 {
		return false
	}
	magic := binary.LittleEndian.Uint32(head)
	return magic == 0xfd2fb528 || magic&^0xf == 0x184d2a50
}

func isWARC(head []byte) bool {
	return bytes.HasPrefix(head, []byte("WARC/1.")) || bytes.HasPrefix(head, []byte("WARC/0."))
}
