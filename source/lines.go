package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"dateline/text/jsonspan"
)

// isLines looks at the first two lines and decides whether the source is JSON
// lines: the first is a whole value and more follows, or the first is broken
// and the second is an object of its own.
func (s *splitter) isLines() (bool, error) {
	lines, err := s.in.peekLines(2)
	if err != nil || len(lines) < 2 {
		return false, err
	}
	end, err := jsonspan.Skip(lines[0])
	if err == nil {
		rest := bytes.TrimLeft(lines[0][end:], space)
		return len(rest) == 0 || rest[0] != '{' && rest[0] != '[', nil
	}
	if bytes.TrimLeft(lines[1], space)[0] != '{' || jsonspan.Check(lines[1]) != nil {
		return false, nil
	}
	// The second line may still belong to the first.
	_, err = jsonspan.Skip(bytes.Join(lines, nil))
	var e *jsonspan.Error
	return errors.As(err, &e) && !e.Truncated, nil
}

// lines reads JSON lines.
func (s *splitter) lines() {
	for {
		at, number := s.in.at, s.in.line
		line, err := s.in.readLine()
		place := fmt.Sprintf("line %d", number)
		ok := true
		switch {
		case errors.Is(err, errOver):
			ok = s.over(place)
		case isDamage(err):
			ok = s.broken(err)
		case err != nil:
			if !errors.Is(err, io.EOF) {
				s.broken(err)
			}
			return
		case !isBlank(line):
			ok = s.oneLine(place, at, line)
		}
		if !ok {
			return
		}
	}
}

// oneLine hands on the value of a line; where several stand on it, each.
func (s *splitter) oneLine(place string, at int64, line []byte) bool {
	pointer := place
	for {
		end, err := jsonspan.Skip(line)
		rest := bytes.TrimLeft(line[end:], space)
		if err != nil || len(rest) == 0 || rest[0] != '{' && rest[0] != '[' {
			return s.value(pointer, place, at, line)
		}
		if !s.value(pointer, place, at, line[:end]) {
			return false
		}
		at += int64(len(line) - len(rest))
		line = rest
		pointer = fmt.Sprintf("byte %d", at)
	}
}

// value hands on the value in data, which begins at byte at of the source, or
// the error that it is none. White space around it is left out.
func (s *splitter) value(pointer, place string, at int64, data []byte) bool {
	trimmed := bytes.TrimLeft(data, space)
	at += int64(len(data) - len(trimmed))
	data = bytes.TrimRight(trimmed, space)
	if err := jsonspan.Check(data); err != nil {
		return s.invalid(place, at, err)
	}
	return s.item(Item{Pointer: pointer, Offset: at, Data: data})
}

// invalid hands on the error of a value that begins at byte at.
func (s *splitter) invalid(place string, at int64, err error) bool {
	var e *jsonspan.Error
	if !errors.As(err, &e) {
		return s.fail(place, err.Error(), err)
	}
	at += int64(e.Offset)
	switch {
	case e.Truncated && place == "":
		return s.fail(fmt.Sprintf("byte %d", at), e.Reason, err)
	case e.Truncated:
		return s.fail(place, fmt.Sprintf("%s, at byte %d", e.Reason, at), err)
	case place == "":
		return s.fail(fmt.Sprintf("byte %d", at), "not valid JSON: "+e.Reason, err)
	}
	return s.fail(place, fmt.Sprintf("not valid JSON: %s, at byte %d", e.Reason, at), err)
}
