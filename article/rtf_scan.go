package article

import "dateline/text"

// rtfKind tells the tokens of RTF apart.
type rtfKind uint8

const (
	rtfOpen   rtfKind = iota // "{"
	rtfClose                 // "}"
	rtfWord                  // "\word", "\word-12"
	rtfSymbol                // "\~", "\*", "\{"
	rtfByte                  // "\'e9", or a byte outside ASCII as it is
	rtfChars                 // a run of printable ASCII
)

// rtfToken is one token.
type rtfToken struct {
	kind rtfKind
	at   text.Span // in the data, the blank that ends a control word included
	word string    // of a control word, without its number
	num  int       // its number, 0 without one
	has  bool      // it has a number
	b    byte      // of a symbol or a byte
}

// rtfScanner cuts data into tokens. The tokens and the line ends, NULs and
// control bytes between them add up to the data.
type rtfScanner struct {
	data []byte
	pos  int
}

// maxRTFNumber is the biggest number of a control word; what is bigger is
// taken for it.
const maxRTFNumber = 1 << 30

// next returns the next token; ok is false at the end.
func (s *rtfScanner) next() (tok rtfToken, ok bool) {
	for s.pos < len(s.data) && s.data[s.pos] < 0x20 && s.data[s.pos] != '\t' {
		s.pos++
	}
	if s.pos == len(s.data) {
		return rtfToken{}, false
	}
	start := s.pos
	switch c := s.data[s.pos]; {
	case c == '{' || c == '}':
		s.pos++
		tok.kind = rtfOpen
		if c == '}' {
			tok.kind = rtfClose
		}
	case c == '\\':
		tok = s.control()
	case c == '\t':
		s.pos++
		tok = rtfToken{kind: rtfWord, word: "tab"}
	case c >= 0x80:
		s.pos++
		tok = rtfToken{kind: rtfByte, b: c}
	default:
		tok.kind = rtfChars
		for s.pos < len(s.data) && plainRTF(s.data[s.pos]) {
			s.pos++
		}
	}
	tok.at = text.Span{Start: start, End: s.pos}
	return tok, true
}

// plainRTF reports a byte that stands for itself.
func plainRTF(c byte) bool { return c >= 0x20 && c < 0x80 && c != '{' && c != '}' && c != '\\' }

// control reads what begins with a backslash.
func (s *rtfScanner) control() rtfToken {
	s.pos++
	if s.pos == len(s.data) {
		return rtfToken{kind: rtfSymbol}
	}
	c := s.data[s.pos]
	if c|0x20 < 'a' || c|0x20 > 'z' {
		s.pos++
		if c == '\'' {
			return s.hex()
		}
		if c == '\r' && s.pos < len(s.data) && s.data[s.pos] == '\n' {
			s.pos++
		}
		return rtfToken{kind: rtfSymbol, b: c}
	}
	start := s.pos
	for s.pos < len(s.data) && s.data[s.pos]|0x20 >= 'a' && s.data[s.pos]|0x20 <= 'z' {
		s.pos++
	}
	tok := rtfToken{kind: rtfWord, word: string(s.data[start:s.pos])}
	tok.num, tok.has = s.number()
	if s.pos < len(s.data) && s.data[s.pos] == ' ' {
		s.pos++
	}
	if tok.word == "bin" && tok.num > 0 {
		s.pos += min(tok.num, len(s.data)-s.pos)
	}
	return tok
}

// number reads the number of a control word.
func (s *rtfScanner) number() (n int, ok bool) {
	at := s.pos
	minus := at < len(s.data) && s.data[at] == '-'
	if minus {
		at++
	}
	for at < len(s.data) && s.data[at] >= '0' && s.data[at] <= '9' {
		n = min(n*10+int(s.data[at]-'0'), maxRTFNumber)
		at++
		ok = true
	}
	if !ok {
		return 0, false
	}
	s.pos = at
	if minus {
		n = -n
	}
	return n, true
}

// hex reads the two digits after "\'"; where they are not there, what is stays
// as it is.
func (s *rtfScanner) hex() rtfToken {
	if s.pos+2 <= len(s.data) {
		high, ok := hexDigit(s.data[s.pos])
		low, also := hexDigit(s.data[s.pos+1])
		if ok && also {
			s.pos += 2
			return rtfToken{kind: rtfByte, b: high<<4 | low}
		}
	}
	return rtfToken{kind: rtfSymbol, b: '\''}
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10, true
	}
	return 0, false
}
