package source

import (
	"bufio"
	"io"
	"strings"
)

// archive reads the files of a zip or tar archive and keeps those that no
// reader takes: they are told only if nothing else is in the archive.
type archive struct {
	s      *splitter
	what   string // "zip archive"
	buf    *bufio.Reader
	files  int
	before int // items of the source before this archive
	unread []unreadMember
}

type unreadMember struct{ step, what string }

// maxUnread is how many of them are told.
const maxUnread = 100

func newArchive(s *splitter, what string) *archive {
	return &archive{s: s, what: what, buf: bufio.NewReaderSize(nil, 512), before: s.root.items}
}

// file reads one file and reports whether to go on.
func (a *archive) file(name string, r io.Reader) bool {
	a.files++
	if aside(name) {
		a.s.pass("files that belong to a system or a page")
		return true
	}
	a.buf.Reset(r)
	head, err := a.buf.Peek(512)
	if what := Binary(head); what != "" {
		a.s.pass(plural(what))
		if len(a.unread) < maxUnread {
			a.unread = append(a.unread, unreadMember{name, what})
		}
		return true
	}
	return a.s.member(name, &again{a.buf, err}, Item{})
}

// end tells of what was not read, if nothing was.
func (a *archive) end() {
	if a.s.stopped || a.s.root.items > a.before {
		return
	}
	if a.files == 0 {
		a.s.fail("", "an empty "+a.what, nil)
	}
	for _, m := range a.unread {
		if !a.s.fail(m.step, m.what+", not read", nil) {
			return
		}
	}
}

// plural returns the plural of what Binary says: "PNG pictures".
func plural(what string) string {
	_, what, _ = strings.Cut(what, " ")
	what, _, _ = strings.Cut(what, " (")
	return what + "s"
}

// again is a reader of which the start was peeked at. err is the error of
// that, which comes once more in its place.
type again struct {
	r   *bufio.Reader
	err error
}

func (a *again) Read(p []byte) (int, error) {
	if a.err != nil && a.r.Buffered() == 0 {
		err := a.err
		a.err = nil
		return 0, err
	}
	return a.r.Read(p)
}
