package source

import (
	"archive/zip"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/charmap"
)

// maxDirectory is the size of the biggest directory of a zip archive that is
// read: some 500,000 files.
const maxDirectory = 64 << 20

// errDirectory tells that it is bigger.
var errDirectory = errors.New("the directory of the zip archive is over 64 MiB")

func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// readZip reads the files of a zip archive in the order of its directory.
func readZip(s *splitter) {
	all, err := s.spool()
	if err != nil {
		s.broken(err)
		return
	}
	defer all.close()
	z, err := openZip(all)
	if err != nil {
		s.salvage(all, err)
		return
	}
	if s.office(z) {
		return
	}
	a := newArchive(s, "zip archive")
	defer a.end()
	for _, f := range z.File {
		if name := zipName(f); !strings.HasSuffix(name, "/") && !a.zipFile(name, f) {
			return
		}
	}
}

// openZip reads the directory of a zip archive.
func openZip(all *spooled) (*zip.Reader, error) {
	in := &limitedAt{ReaderAt: all, left: maxDirectory}
	z, err := zip.NewReader(in, all.size)
	if in.over {
		return nil, errDirectory
	}
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // nothing is written
		return nil, err
	}
	in.left = 1 << 62
	z.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser { return flate.NewReader(r) })
	z.RegisterDecompressor(methodBzip2, func(r io.Reader) io.ReadCloser { return io.NopCloser(bzip2.NewReader(r)) })
	z.RegisterDecompressor(zstd.ZipMethodWinZip, zstd.ZipDecompressor(
		zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow)))
	return z, nil
}

const methodBzip2 = 12

// zipFile reads one file and reports whether to go on.
func (a *archive) zipFile(name string, f *zip.File) bool {
	if f.Flags&1 != 0 {
		a.files++
		return a.s.fail(name, "encrypted, not read", nil)
	}
	r, err := f.Open()
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		a.files++
		return a.s.fail(name, fmt.Sprintf("packed by method %d, which is not read", f.Method), err)
	case err != nil:
		a.files++
		return a.s.fail(name, "the zip archive is damaged here: "+err.Error(), err)
	}
	defer r.Close()
	return a.file(name, &damaging{r: r, what: "zip data"})
}

// zipName returns the name of a file as UTF-8. Names that are not are taken
// for the charset of old systems.
func zipName(f *zip.File) string {
	if utf8.ValidString(f.Name) {
		return f.Name
	}
	name, err := charmap.CodePage437.NewDecoder().String(f.Name)
	if err != nil {
		return strings.ToValidUTF8(f.Name, "\ufffd")
	}
	return name
}

// limitedAt is a reader that ends when too much was read from it.
type limitedAt struct {
	io.ReaderAt
	left int64
	over bool
}

func (l *limitedAt) ReadAt(p []byte, at int64) (int, error) {
	if l.left -= int64(len(p)); l.left < 0 {
		l.over = true
		return 0, errDirectory
	}
	return l.ReaderAt.ReadAt(p, at)
}
