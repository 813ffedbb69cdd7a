package jsonspan

import "bytes"

// Looks reports whether a text that begins with prefix is meant as JSON: an
// object whose first name is followed by a colon, or without any, or an array of such things.
// An array of plain values must be JSON as far as the prefix goes, so that
// "[1] See the annex" is not taken for one.
func Looks(prefix []byte) bool {
	rest := bytes.TrimLeft(prefix, " \t\r\n")
	for depth := 0; len(rest) > 0 && rest[0] == '[' && depth < MaxDepth; depth++ {
		inner := bytes.TrimLeft(rest[1:], " \t\r\n")
		if len(inner) == 0 || inner[0] != '[' && inner[0] != '{' {
			return consistent(rest)
		}
		rest = inner
	}
	if len(rest) == 0 || rest[0] != '{' {
		return false
	}
	p := parser{data: rest, at: 1}
	p.space()
	switch {
	case p.at == len(rest) || rest[p.at] == '}':
		return true
	case rest[p.at] != '"':
		return false
	}
	if err := p.text(); err != nil {
		return err.Truncated
	}
	p.space()
	return p.at == len(rest) || rest[p.at] == ':'
}

// consistent reports whether b is a JSON text or the beginning of one.
func consistent(b []byte) bool {
	err := Check(b)
	e, ok := err.(*Error)
	return err == nil || ok && e.Truncated
}
