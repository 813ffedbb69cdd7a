package source

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// container is a form of source that holds others: an archive, a compressed
// file, a mailbox.
type container struct {
	name string                 // in words, "zip archive"
	is   func(head []byte) bool // head is the start of the source, 512 bytes if there are as many
	read func(s *splitter)      // reads all of s.in and hands the members to s.member
}

// containers are asked in this order.
func containers() []container {
	return []container{
		{"gzip file", isGzip, readGzip},
		{"bzip2 file", isBzip2, readBzip2},
		{"zstd file", isZstd, readZstd},
		{"zip archive", isZip, readZip},
		{"WARC file", isWARC, readWARC},
		{"tar archive", isTar, readTar},
		{"mailbox", isMailbox, readMailbox},
		{"mail", isMail, readMail},
		{"table", isTable, readTable},
	}
}

// open returns the container that the source is, by its first bytes.
func open(head []byte) (container, bool) {
	for _, c := range containers() {
		if c.is(head) {
			return c, true
		}
	}
	return container{}, false
}

// contained reads the source if it is a container, which head, its start,
// shows.
func (s *splitter) contained(head []byte) bool {
	c, ok := open(head)
	if ok {
		c.read(s)
	}
	return ok
}

// maxSteps is how many containers may stand in one another.
const maxSteps = 8

// member reads r, which is one member of the source, as a source of its own:
// another container, a dump, or one item. step names it in the source ("a.json",
// "record 12") and goes into the pointer of its items, which count their
// offsets from the start of r; "" for the only member of a source. about says
// what the source tells of the member: Hint, URL and Known. member reports
// whether to go on; r need not have been read to its end by then.
func (s *splitter) member(step string, r io.Reader, about Item) bool {
	if s.depth >= maxSteps {
		return s.fail(step, fmt.Sprintf("a member of more than %d archives that hold one another", maxSteps), nil)
	}
	inner := splitter{
		location: s.location, in: newStream(s.root.bounded(r), s.in.limit), give: s.give,
		path: stepped(s.path, step), about: about, depth: s.depth + 1, root: s.root,
	}
	inner.split()
	s.given += inner.given
	s.stopped = inner.stopped
	return !s.stopped
}

// maxStep is the length of the longest step, in bytes.
const maxStep = 1024

// stepped returns the pointer that goes one step on from path.
func stepped(path, step string) string {
	switch step = cleanStep(step); {
	case path == "":
		return step
	case step == "":
		return path
	}
	return path + "!" + step
}

// cleanStep writes what cannot stand in a step as "%21".
func cleanStep(step string) string {
	unfit := func(r rune) bool { return r == '!' || unicode.IsControl(r) || r == utf8.RuneError }
	if len(step) <= maxStep && !strings.ContainsFunc(step, unfit) {
		return step
	}
	var b strings.Builder
	for _, r := range step[:min(len(step), maxStep)] {
		switch {
		case r == utf8.RuneError:
			b.WriteRune(r)
		case unfit(r):
			fmt.Fprintf(&b, "%%%02X", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
