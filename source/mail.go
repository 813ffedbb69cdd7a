package source

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"dateline/when"
)

// A mail (RFC 5322, MIME as in RFC 2045 to 2049), a saved page (MHTML, RFC
// 2557) and a mailbox (mbox, RFC 4155, with the quoting of mboxrd) are
// containers. Their members are the parts that are to be read, decoded; steps
// are "part 2.1", numbered as IMAP does (RFC 3501, 6.4.5), in a mailbox after
// "message 12". A mail with another inside gives the parts of both.

// headerPlain are fields that letters of old and memos have too.
var headerPlain = map[string]bool{
	"from": true, "to": true, "cc": true, "subject": true, "date": true, "sender": true, "reply-to": true,
}

// headerMachine are fields that only programs write.
var headerMachine = map[string]bool{
	"received": true, "return-path": true, "message-id": true, "mime-version": true, "delivered-to": true,
	"dkim-signature": true, "content-type": true, "content-transfer-encoding": true, "list-id": true,
	"list-unsubscribe": true, "envelope-to": true, "in-reply-to": true, "references": true,
	"authentication-results": true, "arc-seal": true, "snapshot-content-location": true, "precedence": true,
	"user-agent": true, "x-mailer": true,
}

// isMail reports whether head is the start of a mail: a header with fields
// that only mail programs write, or with all those of a plain one.
func isMail(head []byte) bool {
	head = head[markLen(head):]
	head = bytes.TrimLeft(head, "\r\n")
	seen := map[string]string{}
	plain, machine := 0, 0
	for line := range bytes.Lines(head) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if len(seen) == 0 {
				return false
			}
			continue
		}
		name, value, ok := fieldName(line)
		if !ok {
			return false
		}
		if _, again := seen[name]; again {
			continue
		}
		seen[name] = string(value)
		switch {
		case headerPlain[name]:
			plain++
		case headerMachine[name]:
			machine++
		}
	}
	if machine == 0 && plain >= 4 {
		_, ok := mailDate(seen["date"])
		return ok && strings.Contains(seen["from"], "@")
	}
	multi := strings.HasPrefix(strings.ToLower(strings.TrimSpace(seen["content-type"])), "multipart/")
	return machine >= 1 && plain >= 2 || machine >= 2 && (plain >= 1 || multi)
}

// fromLine is the line that begins a message in a mailbox.
var fromLine = regexp.MustCompile(`^From (?:\S+ +|\S+ at \S+ +)?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2}) .*\d{4}\b.*$`)

func isFromLine(line []byte) bool {
	const longest = 500
	return len(line) <= longest && bytes.HasPrefix(line, []byte("From ")) && fromLine.Match(bytes.TrimRight(line, "\r\n"))
}

// isMailbox reports whether head is the start of a mailbox: its first line,
// and a field of a header on the next.
func isMailbox(head []byte) bool {
	first, rest, _ := bytes.Cut(head, []byte("\n"))
	if !isFromLine(first) {
		return false
	}
	next, _, _ := bytes.Cut(rest, []byte("\n"))
	_, _, ok := fieldName(bytes.TrimLeft(next, ">"))
	return ok
}

// readMail reads a source that is one mail or saved page.
func readMail(s *splitter) {
	head, err := s.in.window()
	if err != nil {
		s.broken(err)
		return
	}
	s.in.take(head[:markLen(head)])
	m := mailReader{s: s}
	m.advance()
	for m.more() && isBlank(m.line) {
		m.advance()
	}
	m.message()
}

// readMailbox reads a source of many mails, one of them at a time.
func readMailbox(s *splitter) {
	m := mailReader{s: s, box: true}
	path := s.path
	m.advance()
	for n := 1; m.start; n++ {
		m.start, m.cut = false, false
		m.advance()
		s.path = stepped(path, "message "+strconv.Itoa(n))
		ok := m.message()
		s.path = path
		if !ok {
			return
		}
	}
}

// mailReader reads the lines of a mail or of a mailbox.
type mailReader struct {
	s     *splitter
	box   bool     // lines that begin with From part the messages
	line  []byte   // the next line, its line end included
	start bool     // it is the first of another message
	done  bool     // there is no next line
	err   error    // why not, if not for the end of the source
	open  []string // boundaries of the multiparts around, the outermost first
	kept  int      // bytes of the parts of this message that were kept
	cut   bool     // the message ended inside a multipart
}

// advance goes on to the next line. A line over the limit comes as a blank
// one.
func (m *mailReader) advance() {
	first := m.line == nil
	blank := first || isBlank(m.line)
	line, err := m.s.in.readLine()
	switch {
	case errors.Is(err, errOver):
		line = []byte("\n")
	case err != nil:
		m.done, m.line = true, []byte{}
		if !errors.Is(err, io.EOF) {
			m.err = err
		}
		return
	}
	if m.box {
		m.start = blank && isFromLine(line)
		if quoted := bytes.TrimLeft(line, ">"); len(quoted) < len(line) && bytes.HasPrefix(quoted, []byte("From ")) {
			line = line[1:]
		}
	}
	m.line = line
}

// more reports whether the message goes on.
func (m *mailReader) more() bool { return !m.done && !m.start }

// message reads one message, hands its parts on, and reports whether to go on.
func (m *mailReader) message() bool {
	m.open, m.kept = nil, 0
	p := m.part("", "text/plain", 0)
	for m.more() { // what follows the end of a multipart
		m.advance()
	}
	before := m.s.given
	if !m.hand(p) {
		return false
	}
	switch {
	case m.err != nil:
		return m.s.broken(m.err)
	case m.cut:
		return m.s.fail("", "the mail ends in the middle of a part", nil)
	case m.s.given == before:
		return m.s.fail("", "a mail without text", nil)
	}
	return true
}

// mailDate reads the date of a header as it is written (RFC 5322, 3.3), with
// its offset. A comment after it is left out.
func mailDate(s string) (when.Date, bool) {
	s, _, _ = strings.Cut(s, "(")
	d, ok := when.Parse(strings.Join(strings.Fields(s), " "))
	if !ok || d.Precision < when.Day || strings.HasPrefix(d.ISO, "-") {
		return when.Date{}, false
	}
	d.Basis = "mail header Date"
	return d, true
}
