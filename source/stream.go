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
	limit int    // bytes of the biggest piece
	at    int64  // byte offset of the next byte
	line  int    // 1-based number of the line that holds the next byte
	begun bool   // something other than white space came on that line
	buf   []byte // scratch for the piece being read
}

func newStream(r io.Reader, limit int) *stream {
	return &stream{r: bufio.NewReaderSize(r, windowSize), limit: limit, line: 1}
}

// window returns the next bytes, as many as there are up to windowSize, and
// does not take them.
func (s *stream) window() ([]byte, error) {
	b, err := s.r.Peek(windowSize)
	if len(b) > 0 || errors.Is(err, io.EOF) {
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
	start := 0 // of the line being read
	for len(lines) < n && len(read)-start <= s.limit {
		b, err := s.buffered()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
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
	s.r = bufio.NewReaderSize(io.MultiReader(bytes.NewReader(read), s.r), windowSize)
	return lines, nil
}

// space is what JSON takes for white space.
const space = " \t\r\n"

func isBlank(b []byte) bool { return len(bytes.TrimLeft(b, space)) == 0 }
