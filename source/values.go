package source

import (
	"errors"
	"fmt"
	"io"

	"dateline/text/jsonspan"
)

// maxNested is how deep arrays in arrays are taken apart.
const maxNested = 16

// array reads the elements of the array that comes next, whose JSON pointer is
// pointer, and reports whether the source goes on behind it. Each object is an
// item; arrays in it are read the same way. Plain values are no records: the
// first one of an array gives an error, the others nothing.
func (s *splitter) array(pointer string, depth int) bool {
	s.takeByte()
	plain := false
	before := s.given
	for n := 0; ; {
		c, err := s.in.skipSpace()
		if err != nil {
			s.ended(err)
			return false
		}
		ok := true
		switch {
		case c == ']':
			s.takeByte()
			if depth == 0 && s.given == before {
				return s.fail("", "an empty JSON array", nil)
			}
			return true
		case c == ',':
			s.takeByte()
			n++
		case c == '[' && depth < maxNested:
			ok = s.array(fmt.Sprintf("%s/%d", pointer, n), depth+1)
		default:
			plain, ok = s.element(fmt.Sprintf("%s/%d", pointer, n), plain)
		}
		if !ok {
			return false
		}
	}
}

// element reads one element that is not an array. plain tells that a plain
// value was reported before, and is returned as it is then.
func (s *splitter) element(pointer string, plain bool) (nowPlain, ok bool) {
	at := s.in.at
	place := fmt.Sprintf("byte %d", at)
	var end scanner
	data, err := s.in.until(end.scan)
	switch {
	case errors.Is(err, errOver):
		return plain, s.over(place)
	case err != nil:
		s.ended(err)
		return plain, false
	case data[0] == '{' || data[0] == '[':
		return plain, s.value(pointer, "", at, data)
	case plain:
		return true, true
	case data[0] != '"' && jsonspan.Check(data) != nil:
		return true, s.fail(place, "not valid JSON: a value was expected", nil)
	}
	return true, s.fail(place, "a plain value where an object was expected", nil)
}

// ended hands on the error for a source that ended inside an array.
func (s *splitter) ended(err error) {
	if errors.Is(err, io.EOF) {
		s.fail(fmt.Sprintf("byte %d", s.in.at), "JSON ends in the middle of a value", nil)
		return
	}
	s.broken(err)
}

// values reads the objects that follow one another in the rest of the source.
// alone says that nothing came before them: then an object that is not
// followed by another is the whole of the source.
func (s *splitter) values(alone bool) {
	for {
		c, err := s.in.skipSpace()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				s.broken(err)
			}
			return
		}
		at, place := s.in.at, s.place()
		var end scanner
		if c != '{' && c != '[' {
			// Not a value: the rest of the line is passed over.
			_, err := s.in.readLine()
			if err != nil && !errors.Is(err, errOver) {
				s.broken(err)
				return
			}
			if !s.fail(place, "not valid JSON: an object was expected", nil) {
				return
			}
			alone = false
			continue
		}
		data, err := s.in.until(end.scan)
		ok := true
		switch {
		case errors.Is(err, errOver):
			ok = s.over(place)
		case err != nil && !errors.Is(err, io.EOF):
			s.broken(err)
			return
		default:
			if alone && s.last() {
				place = ""
			}
			ok = s.item(Item{Pointer: place, Offset: at, Data: data})
		}
		if !ok {
			return
		}
		alone = false
	}
}

// place names the next byte: by its line if it is the first on it.
func (s *splitter) place() string {
	if s.in.begun {
		return fmt.Sprintf("byte %d", s.in.at)
	}
	return fmt.Sprintf("line %d", s.in.line)
}

// last reports whether nothing but white space is left.
func (s *splitter) last() bool {
	_, err := s.in.skipSpace()
	return errors.Is(err, io.EOF)
}

// takeByte moves past the byte that skipSpace returned.
func (s *splitter) takeByte() {
	if b, err := s.in.buffered(); err == nil {
		s.in.take(b[:1])
	}
}

// scanner finds the end of a JSON value by its brackets and quotation marks.
type scanner struct {
	depth   int
	begun   bool
	plain   bool // a number or a literal
	quoted  bool
	escaped bool
}

// scan is the end function of stream.until.
func (v *scanner) scan(b []byte) (int, bool) {
	for i, c := range b {
		first := !v.begun
		v.begun = true
		switch {
		case v.escaped:
			v.escaped = false
		case v.quoted:
			switch c {
			case '\\':
				v.escaped = true
			case '"':
				v.quoted = false
				if v.depth == 0 {
					return i + 1, true
				}
			}
		case v.plain:
			switch c {
			case ',', ']', '[', '{', '"', ' ', '\t', '\r', '\n':
				return i, true
			}
		case c == '"':
			v.quoted = true
		case c == '{' || c == '[':
			v.depth++
		case c == '}' || c == ']':
			v.depth--
			if v.depth <= 0 {
				return i + 1, true
			}
		case first:
			v.plain = true
		}
	}
	return len(b), false
}
