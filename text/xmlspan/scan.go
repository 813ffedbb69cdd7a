package xmlspan

import (
	"iter"
	"strings"

	"dateline/text"
)

// Error tells where and why a document could not be read to its end. It is
// always met after what the tree holds.
type Error struct {
	Offset int    // byte offset into the text
	Reason string // in words, on one line
}

func (e *Error) Error() string { return e.Reason }

// blanks are what XML takes for white space.
const blanks = " \t\r\n"

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// startsName reports whether a name may begin with c.
func startsName(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' || c >= 0x80
}

// nameEnd returns where the name that begins at byte at of s ends.
func nameEnd(s string, at int) int {
	for at < len(s) {
		switch c := s[at]; {
		case isBlank(c), c == '/', c == '>', c == '<', c == '=', c == '"', c == '\'':
			return at
		}
		at++
	}
	return at
}

// scanner moves over the parts of a document.
type scanner struct {
	s       string
	unquote [2]bool // no more double, no more single quotation marks follow
	broken  bool    // a declaration was met that does not end
}

// quoted returns where the value ends whose opening quotation mark stands at
// byte at, behind the closing one; ok is false if none closes it.
func (z *scanner) quoted(at int) (end int, ok bool) {
	mark, none := z.s[at], &z.unquote[0]
	if mark == '\'' {
		none = &z.unquote[1]
	}
	if *none {
		return at + 1, false
	}
	n := strings.IndexByte(z.s[at+1:], mark)
	if n < 0 {
		*none = true
		return at + 1, false
	}
	return at + 1 + n + 1, true
}

// tagEnd returns where the tag ends whose name ends at byte at: behind its
// ">". It is not ok where another tag begins before, and then end is there; at
// the end of the text, end is its length.
func (z *scanner) tagEnd(at int) (end int, ok bool) {
	value := false // an equals sign stands before
	for at < len(z.s) {
		switch c := z.s[at]; {
		case c == '>':
			return at + 1, true
		case c == '<':
			return at, false
		case value && (c == '"' || c == '\''):
			at, _ = z.quoted(at)
			value = false
			continue
		case !isBlank(c):
			value = c == '='
		}
		at++
	}
	return at, false
}

// instructionEnd returns where an instruction "<?…?>" ends whose inside begins
// at byte at. One that lacks its second question mark ends with its ">".
func (z *scanner) instructionEnd(at int) (end int, ok bool) {
	s := z.s[at:]
	if n := strings.IndexByte(s, '<'); n >= 0 {
		s = s[:n]
	}
	if n := strings.Index(s, "?>"); n >= 0 {
		return at + n + 2, true
	}
	if n := strings.IndexByte(s, '>'); n >= 0 {
		return at + n + 1, true
	}
	end = at + len(s)
	return end, end < len(z.s)
}

// declarationEnd returns where a declaration "<!DOCTYPE …>" ends whose inside
// begins at byte at, whatever it holds in brackets, quotation marks and
// comments. One whose brackets do not close ends with its first ">", or where
// the next tag begins; ok is false if there is neither.
func (z *scanner) declarationEnd(at int) (end int, ok bool) {
	if !z.broken {
		if end, ok = z.wholeDeclaration(at); ok {
			return end, true
		}
		z.broken = true
	}
	n := strings.IndexAny(z.s[at:], "<>")
	if n < 0 {
		return len(z.s), false
	}
	if at += n; z.s[at] == '>' {
		at++
	}
	return at, true
}

func (z *scanner) wholeDeclaration(at int) (end int, ok bool) {
	depth := 0
	for at < len(z.s) {
		switch c := z.s[at]; {
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == '>' && depth <= 0:
			return at + 1, true
		case c == '"' || c == '\'':
			at, _ = z.quoted(at)
			continue
		case strings.HasPrefix(z.s[at:], "<!--"):
			if at, ok = z.behind(at+4, "-->"); !ok {
				return at, false
			}
			continue
		}
		at++
	}
	return at, false
}

// behind returns where mark, looked for from byte at on, ends; not ok, and the
// end of the text, if it does not come.
func (z *scanner) behind(at int, mark string) (end int, ok bool) {
	if n := strings.Index(z.s[at:], mark); n >= 0 {
		return at + n + len(mark), true
	}
	return len(z.s), false
}

// attributes yields the attributes in a start tag: its bytes from the end of
// its name to the end of the tag.
func attributes(s string, at, end int) iter.Seq2[string, text.Span] {
	return func(yield func(string, text.Span) bool) {
		z := scanner{s: s[:end]}
		for at < end {
			if !startsName(s[at]) {
				at++
				continue
			}
			stop := nameEnd(z.s, at)
			name := s[at:stop]
			at = stop
			for at < end && isBlank(s[at]) {
				at++
			}
			if at == end || s[at] != '=' {
				if !yield(name, text.Span{Start: stop, End: stop}) {
					return
				}
				continue
			}
			for at++; at < end && isBlank(s[at]); at++ {
			}
			var value text.Span
			if value, at = z.value(at); !yield(name, value) {
				return
			}
		}
	}
}

// value returns the value of an attribute that begins at byte at, and where it
// ends.
func (z *scanner) value(at int) (text.Span, int) {
	if at < len(z.s) && (z.s[at] == '"' || z.s[at] == '\'') {
		if end, ok := z.quoted(at); ok {
			return text.Span{Start: at + 1, End: end - 1}, end
		}
		at++
	}
	end := at
	for end < len(z.s) && !isBlank(z.s[end]) && z.s[end] != '>' {
		end++
	}
	return text.Span{Start: at, End: end}, end
}
