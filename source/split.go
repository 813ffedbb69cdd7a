package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"dateline/text/jsonspan"
)

// splitter cuts one source into items.
type splitter struct {
	location string
	in       *stream
	give     func(Item, error) bool // reports whether to go on
	given    int                    // items and errors handed on
	stopped  bool                   // give said not to go on

	// Of a member of a container:
	path  string // its pointer, "" for a source of its own
	about Item   // Hint, URL and Known of its items
	depth int    // containers around it
	root  *root  // shared by all that one source holds
}

// split looks at the first bytes and reads the source accordingly.
func (s *splitter) split() {
	head, err := s.in.window()
	switch mark := markLen(head); {
	case err != nil:
		s.broken(err)
	case len(head) == 0:
		s.fail("", "empty", nil)
	case s.contained(head):
	case jsonspan.Looks(head[mark:]):
		s.about.Hint = "" // it says nothing that the content does not
		s.in.take(head[:mark])
		s.in.begun = false
		s.json()
	default:
		s.whole()
	}
}

// markLen returns the length of the UTF-8 byte order mark at the start of b.
func markLen(b []byte) int {
	if bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")) {
		return 3
	}
	return 0
}

// whole reads all of the source as one item. What there is of a member that
// ends too soon is an item too.
func (s *splitter) whole() {
	n := 0
	data, err := s.in.until(func(b []byte) (int, bool) {
		n += len(b)
		return len(b), n > s.in.limit
	})
	blank := isBlank(data[markLen(data):])
	switch {
	case errors.Is(err, errOver):
		s.over("byte 0")
	case isDamage(err) && errors.Is(err, io.ErrUnexpectedEOF) && !blank:
		if s.item(Item{Data: data}) {
			s.broken(err)
		}
	case !errors.Is(err, io.EOF):
		s.broken(err)
	case blank:
		s.fail("", "empty", nil)
	default:
		s.item(Item{Data: data})
	}
}

// json reads a source that begins with an object or an array.
func (s *splitter) json() {
	first, err := s.in.skipSpace()
	if err != nil {
		s.broken(err)
		return
	}
	if first == '[' {
		if s.array("", 0) {
			s.values(false)
		}
		return
	}
	lines, err := s.isLines()
	switch {
	case err != nil:
		s.broken(err)
	case lines:
		s.lines()
	default:
		s.values(true)
	}
}

// item hands on what was read of the source. What is told of a member holds
// for the whole of it, and little of that for a part.
func (s *splitter) item(item Item) bool {
	s.given++
	s.root.items++
	item.Location = s.location
	item.Hint = s.about.Hint
	item.Known = s.about.Known
	item.URL = s.about.URL
	if item.Pointer != "" {
		item.URL, item.Known = "", item.Known.ofPart()
	}
	item.Pointer = stepped(s.path, item.Pointer)
	s.stopped = !s.give(item, nil)
	return !s.stopped
}

// fail hands on an error.
func (s *splitter) fail(place, reason string, cause error) bool {
	s.given++
	s.stopped = !s.give(Item{}, &Error{Location: s.location, Place: stepped(s.path, place), Reason: reason, Err: cause})
	return !s.stopped
}

// broken hands on an error of reading, at the place that was reached.
func (s *splitter) broken(err error) bool {
	place := ""
	if s.in.at > 0 {
		place = fmt.Sprintf("byte %d", s.in.at)
	}
	ok := s.fail(place, reason(err), err)
	s.stopped = s.stopped || errors.Is(err, errBomb)
	return ok && !s.stopped
}

func (s *splitter) over(place string) bool {
	return s.fail(place, "a record of over "+size(s.in.limit), nil)
}

// size writes a number of bytes as people do.
func size(n int) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
