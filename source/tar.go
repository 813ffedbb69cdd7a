package source

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// tarBlock is the unit of a tar archive.
const tarBlock = 512

// readTar reads a tar archive as a stream. Where a header is damaged the next
// whole one is looked for.
func readTar(s *splitter) {
	a := newArchive(s, "tar archive")
	defer a.end()
	in := &tarInput{in: s.in}
	for {
		err := a.tar(tar.NewReader(in))
		switch {
		case err == nil || s.stopped:
			return
		case !errors.Is(err, tar.ErrHeader):
			s.broken(err)
			return
		}
		place := fmt.Sprintf("byte %d", s.in.at-tarBlock)
		if !s.fail(place, "the tar archive is damaged: a header was expected", err) || !in.seek() {
			return
		}
	}
}

// tar reads the files up to the end or an error. That the last file is cut is
// told by its reader.
func (a *archive) tar(t *tar.Reader) error {
	var last damaging
	for {
		h, err := t.Next()
		switch {
		case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) && last.told:
			return nil
		case err != nil:
			return err
		case h.Typeflag != tar.TypeReg:
			continue
		}
		last = damaging{r: t, what: "tar data"}
		if !a.file(strings.TrimPrefix(h.Name, "./"), &last) {
			return nil
		}
	}
}

// tarInput is a stream to which a header can be put back.
type tarInput struct {
	in   *stream
	back []byte
}

func (t *tarInput) Read(p []byte) (int, error) {
	if len(t.back) > 0 {
		n := copy(p, t.back)
		t.back = t.back[n:]
		return n, nil
	}
	return t.in.Read(p)
}

// seek goes to the next header and reports whether there is one.
func (t *tarInput) seek() bool {
	block := make([]byte, tarBlock)
	for {
		if _, err := io.ReadFull(t, block); err != nil {
			return false
		}
		if isTar(block) {
			t.back = append(block, t.back...)
			return true
		}
	}
}

// isTar reports whether head begins with the header of a file in a tar
// archive: its checksum is right.
func isTar(head []byte) bool {
	if len(head) < tarBlock || head[0] == 0 {
		return false
	}
	field := string(bytes.Trim(head[148:156], " \x00"))
	want, err := strconv.ParseInt(field, 8, 64)
	if err != nil {
		return false
	}
	sum := int64(8 * ' ')
	for i, c := range head[:tarBlock] {
		if i < 148 || i >= 156 {
			sum += int64(c)
		}
	}
	return sum == want
}
