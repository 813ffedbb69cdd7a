package source

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// windowSize is how much of a source is looked at to see what it is, and how
// much is read at a time.
const windowSize = 64 << 10

// errOver tells that a piece is bigger than the limit. It was passed over.
var errOver = errors.New("over the limit")

// stream reads a source piece by piece and knows where it is.
type stream struct {
	r     *bufio.Reader
	front *front // what r reads
	limit int    // bytes of the biggest piece
	at    int64  // byte offset of the next byte
	line  int    // 1-based number of the line that holds the next byte
	begun bool   // something other than white space came on that line
	buf   []byte // scratch for the piece being read
}

func newStream(r io.Reader, limit int) *stream {
	f := &front{r: r}
	return &stream{r: bufio.NewReaderSize(f, windowSize), front: f, limit: limit, line: 1}
}

// front is a reader to which bytes can be put back.
type front struct {
	r    io.Reader
	back []byte
	err  error // comes after back
}

func (f *front) Read(p []byte) (int, error) {
	if len(f.back) > 0 {
		n := copy(p, f.back)
		f.back = f.back[n:]
		return n, nil
	}
	if err := f.err; err != nil {
		f.err = nil
		return 0, err
	}
	return f.r.Read(p)
}

// putBack makes b, which was read but not taken, the next bytes; err, if there
// is one, comes after all that was read from the source.
func (s *stream) putBack(b []byte, err error) {
	rest, _ := s.r.Peek(s.r.Buffered())
	back := make([]byte, 0, len(b)+len(rest)+len(s.front.back))
	back = append(append(append(back, b...), rest...), s.front.back...)
	s.front.back = back
	if err != nil {
		s.front.err = err
	}
	s.r.Reset(s.front)
}

// Read takes the next bytes, as the readers of archives do. It does not count
// lines.
func (s *stream) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.at += int64(n)
	return n, err
}

// ReadByte takes the next byte, likewise.
func (s *stream) ReadByte() (byte, error) {
	c, err := s.r.ReadByte()
	if err == nil {
		s.at++
	}
	return c, err
}

// skip takes n bytes, or as many as there are, without counting lines.
func (s *stream) skip(n int64) error {
	for n > 0 {
		k, err := s.r.Discard(int(min(n, 1<<30)))
		s.at += int64(k)
		n -= int64(k)
		if err != nil {
			return err
		}
	}
	return nil
}

// window returns the next bytes, as many as there are up to windowSize, and
// does not take them.
func (s *stream) window() ([]byte, error) {
	b, err := s.r.Peek(windowSize)
	switch {
	case err == nil || errors.Is(err, io.EOF):
		return b, nil
	case len(b) > 0: // the error comes again in its place
		s.putBack(nil, err)
		b, _ = s.r.Peek(len(b))
		return b, nil
	}
	return nil, err
}

// buffered returns what can be had at once, at least one byte unless there is
// an error.
func (s *stream) buffered() ([]byte, error) {
	if _, err := s.r.Peek(1); err != nil {
		return nil, err
	}
	return s.r.Peek(s.r.Buffered())
}

// take moves past b, which buffered or window returned or began with.
func (s *stream) take(b []byte) {
	_, _ = s.r.Discard(len(b)) // they are in the buffer
	s.at += int64(len(b))
	if k := bytes.Count(b, []byte{'\n'}); k > 0 {
		s.line += k
		s.begun = false
		b = b[bytes.LastIndexByte(b, '\n')+1:]
	}
	s.begun = s.begun || !isBlank(b)
}

// skipSpace moves past white space and returns the byte that comes then.
func (s *stream) skipSpace() (byte, error) {
	for {
		b, err := s.buffered()
		if err != nil {
			return 0, err
		}
		rest := bytes.TrimLeft(b, space)
		s.take(b[:len(b)-len(rest)])
		if len(rest) > 0 {
			return rest[0], nil
		}
	}
}

// until reads a piece. end is given one run of bytes after another and returns
// how many of its bytes belong to the piece, and whether the piece ends there.
// The piece is the caller's. It comes with io.EOF if the source ended first,
// and is nil with errOver if it is too big.
func (s *stream) until(end func(b []byte) (int, bool)) ([]byte, error) {
	s.buf = s.buf[:0]
	over := false
	for {
		b, err := s.buffered()
		if err != nil {
			if over && errors.Is(err, io.EOF) {
				return nil, errOver
			}
			return bytes.Clone(s.buf), err
		}
		n, done := end(b)
		if over = over || len(s.buf)+n > s.limit; !over {
			s.buf = append(s.buf, b[:n]...)
		}
		s.take(b[:n])
		switch {
		case done && over:
			return nil, errOver
		case done:
			return bytes.Clone(s.buf), nil
		}
	}
}

// readLine reads to the end of the line, line feed included. The last line of
// a source may lack it. io.EOF comes only when there is no line.
func (s *stream) readLine() ([]byte, error) {
	line, err := s.until(func(b []byte) (int, bool) {
		if i := bytes.IndexByte(b, '\n'); i >= 0 {
			return i + 1, true
		}
		return len(b), false
	})
	if errors.Is(err, io.EOF) && len(line) > 0 {
		err = nil
	}
	return line, err
}

// peekLines returns the next n lines that are not blank, or as many as there
// are within the limit, and takes none of them.
func (s *stream) peekLines(n int) ([][]byte, error) {
	var lines [][]byte
	var read []byte
	var failed error // of reading, to come again
	start := 0       // of the line being read
	for len(lines) < n && len(read)-start <= s.limit {
		b, err := s.buffered()
		if err != nil && !errors.Is(err, io.EOF) {
			if len(read) == 0 {
				return nil, err
			}
			failed = err
		}
		i := bytes.IndexByte(b, '\n')
		if i >= 0 {
			b = b[:i+1]
		}
		read = append(read, b...)
		_, _ = s.r.Discard(len(b)) // put back below
		if i < 0 && err == nil {
			continue
		}
		if line := read[start:]; !isBlank(line) {
			lines = append(lines, line)
		}
		start = len(read)
		if err != nil {
			break
		}
	}
	s.putBack(read, failed)
	return lines, nil
}

// space is what JSON takes for white space.
const space = " \t\r\n"

func isBlank(b []byte) bool { return len(bytes.TrimLeft(b, space)) == 0 }
