package article

import (
	"strings"

	"dateline/text"
)

// tokenKind is a kind of piece that a scanner cuts a page into.
type tokenKind uint8

const (
	tokenEnd   tokenKind = iota // the page ends, maybe in the midst of a tag
	tokenText                   // text, of a script or style too
	tokenStart                  // a start tag
	tokenClose                  // an end tag
	tokenNote                   // a comment, a doctype, a processing instruction
)

// scanner cuts a page into tokens, as the HTML Living Standard does (13.2.5)
// and as package golang.org/x/net/html reads it, from which its tests take
// what is right. The tokens in a row are the page, byte for byte.
//
//	z := scanner{s: page}
//	for z.next() != tokenEnd {
//		use(z.kind, z.s[z.at.Start:z.at.End])
//	}
type scanner struct {
	s      string
	kind   tokenKind
	at     text.Span // of the token
	name   string    // of a tag, as written
	attrs  []attr    // of a start tag, in order; overwritten by the next call
	closed bool      // a start tag ends in "/>"
	raw    string    // the element, in lower case, whose content is text up to its end tag
}

// next reads the token after the last one.
func (z *scanner) next() tokenKind {
	from := z.at.End
	z.at.Start = from
	if z.raw != "" {
		end := z.rawEnd(from)
		z.raw = ""
		if end > from {
			return z.token(tokenText, end)
		}
	}
	at := from
	for {
		n := strings.IndexByte(z.s[at:], '<')
		if n < 0 || at+n+1 >= len(z.s) {
			at = len(z.s)
			break
		}
		at += n
		c := z.s[at+1]
		if !letter(c) && c != '/' && c != '!' && c != '?' {
			at++
			continue
		}
		if at > from {
			break
		}
		if c == '/' && at+2 == len(z.s) {
			at += 2
			break
		}
		return z.markup(at)
	}
	if at > from {
		return z.token(tokenText, at)
	}
	return z.token(tokenEnd, at)
}

// token sets the current token.
func (z *scanner) token(kind tokenKind, end int) tokenKind {
	z.kind, z.at.End = kind, end
	return kind
}

// markup reads the tag or comment that stands at at.
func (z *scanner) markup(at int) tokenKind {
	switch c := z.s[at+1]; {
	case c == '!' && strings.HasPrefix(z.s[at+2:], "--"):
		return z.token(tokenNote, commentEnd(z.s, at+4))
	case c == '!' || c == '?':
		return z.token(tokenNote, angleEnd(z.s, at+1))
	case c != '/':
		return z.startTag(at)
	case !letter(z.s[at+2]):
		return z.token(tokenNote, angleEnd(z.s, at+2))
	}
	end, ok := z.tag(at + 2)
	if !ok {
		return z.token(tokenEnd, end)
	}
	return z.token(tokenClose, end)
}

// startTag reads a start tag. After some of them the page goes on with text.
func (z *scanner) startTag(at int) tokenKind {
	end, ok := z.tag(at + 1)
	if !ok {
		return z.token(tokenEnd, end)
	}
	z.closed = z.s[end-2] == '/' && (len(z.attrs) == 0 || z.attrs[len(z.attrs)-1].at.End != end-1)
	z.raw = rawName(z.name)
	return z.token(tokenStart, end)
}

// tag reads a tag from its name on. It returns where the tag ends; not ok if
// the page ends first.
func (z *scanner) tag(at int) (end int, ok bool) {
	s := z.s
	z.attrs = z.attrs[:0]
	from := at
	for at < len(s) && !nameEnd(s[at]) {
		at++
	}
	z.name = s[from:at]
	for {
		for at < len(s) && (isSpace(s[at]) || s[at] == '/') {
			at++
		}
		switch {
		case at >= len(s):
			return len(s), false
		case s[at] == '>':
			return at + 1, true
		}
		from := at
		at++ // a name may start with '='
		for at < len(s) && !nameEnd(s[at]) && s[at] != '=' {
			at++
		}
		a := attr{key: lowerName(s[from:at]), at: text.Span{Start: at, End: at}}
		for at < len(s) && isSpace(s[at]) {
			at++
		}
		if at < len(s) && s[at] == '=' {
			a.at, at = attrValue(s, at+1)
			a.raw = s[a.at.Start:a.at.End]
		}
		z.attrs = append(z.attrs, a)
	}
}

// attrValue reads the value that starts at or after at, and returns where it
// stands and where reading goes on.
func attrValue(s string, at int) (text.Span, int) {
	for at < len(s) && isSpace(s[at]) {
		at++
	}
	if at < len(s) && (s[at] == '"' || s[at] == '\'') {
		from := at + 1
		n := strings.IndexByte(s[from:], s[at])
		if n < 0 {
			return text.Span{Start: from, End: len(s)}, len(s)
		}
		return text.Span{Start: from, End: from + n}, from + n + 1
	}
	from := at
	for at < len(s) && !isSpace(s[at]) && s[at] != '>' {
		at++
	}
	return text.Span{Start: from, End: at}, at
}

// rawName returns the name in lower case if the content of the element is
// text up to its end tag, else "".
func rawName(name string) string {
	if len(name) < 3 || len(name) > 9 {
		return ""
	}
	switch name[0] | 0x20 {
	case 'i', 'n', 'p', 's', 't', 'x':
	default:
		return ""
	}
	switch name = lowerName(name); name {
	case "iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp":
		return name
	}
	return ""
}

// rawEnd returns where the text of element z.raw ends that goes on at at.
func (z *scanner) rawEnd(at int) int {
	switch z.raw {
	case "plaintext":
		return len(z.s)
	case "script":
		return scriptEnd(z.s, at)
	}
	for {
		n := strings.IndexByte(z.s[at:], '<')
		if n < 0 {
			return len(z.s)
		}
		at += n
		if endsRaw(z.s, at, z.raw) {
			return at
		}
		at++
	}
}

// endsRaw reports whether the end tag of element name stands at at.
func endsRaw(s string, at int, name string) bool {
	end := at + 2 + len(name)
	return end < len(s) && s[at+1] == '/' && nameEnd(s[end]) && strings.EqualFold(s[at+2:end], name)
}

// The states of a script: plain, after "<!--", and after a further
// "<script" in that (13.2.5.15 and following).
const (
	scriptPlain = iota
	scriptEscaped
	scriptDouble
)

// scriptEnd returns where the script ends that goes on at at.
func scriptEnd(s string, at int) int {
	state, dashes := scriptPlain, 0
	for at < len(s) {
		if state == scriptPlain {
			n := strings.IndexByte(s[at:], '<')
			if n < 0 {
				return len(s)
			}
			at += n
			switch {
			case endsRaw(s, at, "script"):
				return at
			case strings.HasPrefix(s[at:], "<!--"):
				state, dashes = scriptEscaped, 2
				at += 4
			default:
				at++
			}
			continue
		}
		c := s[at]
		at++
		switch {
		case c == '-':
			dashes++
			continue
		case c == '>' && dashes >= 2:
			state = scriptPlain
		case c != '<' || at >= len(s):
		case state == scriptDouble:
			if endsRaw(s, at-1, "script") {
				at += len("/script>")
				state = scriptEscaped
			}
		case s[at] == '/':
			if endsRaw(s, at-1, "script") {
				return at - 1
			}
		case opensScript(s, at):
			at += len("script>")
			state = scriptDouble
		case !letter(s[at]):
			state = scriptPlain
		}
		dashes = 0
	}
	return len(s)
}

// opensScript reports whether "script" and the end of a name stand at at.
func opensScript(s string, at int) bool {
	end := at + len("script")
	return end < len(s) && nameEnd(s[end]) && strings.EqualFold(s[at:end], "script")
}

// commentEnd returns where the comment ends whose text starts at from
// (13.2.5.43 and following).
func commentEnd(s string, from int) int {
	for at := from; ; {
		n := strings.IndexByte(s[at:], '>')
		if n < 0 {
			return len(s)
		}
		at += n
		in := s[from:at]
		if strings.HasSuffix(in, "--") || strings.HasSuffix(in, "--!") || in == "" || in == "-" {
			return at + 1
		}
		at++
	}
}

// angleEnd returns where the next ">" ends.
func angleEnd(s string, at int) int {
	if n := strings.IndexByte(s[at:], '>'); n >= 0 {
		return at + n + 1
	}
	return len(s)
}

// letter reports the letters of ASCII.
func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// nameEnd reports what ends the name of a tag.
func nameEnd(c byte) bool { return isSpace(c) || c == '/' || c == '>' }
