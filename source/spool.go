package source

import (
	"bytes"
	"errors"
	"io"
	"os"
)

// maxSpool is how much of a source that must be read out of order is held in
// memory. More of it goes to a temporary file.
const maxSpool = 8 << 20

// spooled is all of a source, to be read in any order.
type spooled struct {
	io.ReaderAt
	size  int64
	close func()
}

// spool makes all of the source readable in any order: the file itself if it
// is one, else a copy. close must be called.
func (s *splitter) spool() (*spooled, error) {
	if f := s.root.file; f != nil && s.depth == 0 {
		info, err := f.Stat()
		if err != nil {
			return nil, err
		}
		s.root.read = max(s.root.read, info.Size())
		return &spooled{s.root, info.Size(), func() {}}, nil
	}
	var b bytes.Buffer
	n, err := io.CopyN(&b, s.in, maxSpool)
	if errors.Is(err, io.EOF) || isDamage(err) {
		return &spooled{bytes.NewReader(b.Bytes()), n, func() {}}, nil
	}
	if err != nil {
		return nil, err
	}
	f, err := os.CreateTemp("", "dateline-*")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(f.Name()) // at once where systems let that be, else on closing
	out := &spooled{ReaderAt: f, close: func() { _ = f.Close(); _ = os.Remove(f.Name()) }}
	out.size, err = io.Copy(f, io.MultiReader(&b, s.in))
	if err != nil && !isDamage(err) {
		out.close()
		return nil, err
	}
	return out, nil
}
