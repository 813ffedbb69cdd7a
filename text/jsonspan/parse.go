package jsonspan

import (
	"bytes"
	"fmt"
	"math"
)

// Limits on what is read as one JSON text.
const (
	MaxDepth  = 500     // arrays and objects inside one another
	MaxValues = 4 << 20 // values of any kind
)

// Error tells where a text stops being JSON, and why.
type Error struct {
	Offset    int    // byte offset of the first byte that does not fit
	Reason    string // in words, on one line
	Truncated bool   // the text ended before its value did
}

func (e *Error) Error() string { return fmt.Sprintf("byte %d: %s", e.Offset, e.Reason) }

// ends is the reason given for every text that breaks off.
const ends = "JSON ends in the middle of a value"

// parser walks over one value. With a nil tree it only checks.
type parser struct {
	data  []byte
	at    int
	depth int
	tree  *Tree
}

// Parse reads data as one JSON text, with white space around it. The tree is
// never nil; on an *Error it holds what came before, with the unfinished
// values marked open.
func Parse(data []byte) (*Tree, error) {
	tree := &Tree{data: data}
	if len(data) > math.MaxInt32 {
		return tree, &Error{Reason: "a JSON text of over 2 GiB"}
	}
	p := parser{data: data, tree: tree}
	p.space()
	if err := p.value(span32{}); err != nil {
		return tree, err
	}
	p.space()
	if p.at < len(data) {
		return tree, &Error{Offset: p.at, Reason: "more after the end of the JSON value"}
	}
	return tree, nil
}

// Skip returns the offset after the first value of data, white space before
// it skipped. The error is an *Error; its Offset is then returned too.
func Skip(data []byte) (int, error) {
	p := parser{data: data}
	p.space()
	if err := p.value(span32{}); err != nil {
		return err.Offset, err
	}
	return p.at, nil
}

// Check reports whether data is one JSON text, as nil or an *Error.
func Check(data []byte) error {
	end, err := Skip(data)
	if err != nil {
		return err
	}
	if rest := bytes.TrimLeft(data[end:], " \t\r\n"); len(rest) > 0 {
		return &Error{Offset: len(data) - len(rest), Reason: "more after the end of the JSON value"}
	}
	return nil
}

func (p *parser) space() {
	for p.at < len(p.data) && isSpace(p.data[p.at]) {
		p.at++
	}
}

func (p *parser) fail(reason string) *Error {
	if p.at >= len(p.data) {
		return &Error{Offset: len(p.data), Reason: ends, Truncated: true}
	}
	return &Error{Offset: p.at, Reason: reason}
}

// value reads the value at p.at; key is where its name stands.
func (p *parser) value(key span32) *Error {
	if p.at >= len(p.data) {
		return p.fail("")
	}
	node, err := p.open(key)
	if err != nil {
		return err
	}
	kind := Null
	switch c := p.data[p.at]; {
	case c == '{':
		kind = Object
	case c == '[':
		kind = Array
	case c == '"':
		kind = String
	case c == 't' || c == 'f':
		kind = Bool
	case c == '-' || isDigit(c):
		kind = Number
	}
	if p.tree != nil {
		p.tree.nodes[node].kind = kind
	}
	switch kind {
	case Object:
		err = p.nest('}', p.member)
	case Array:
		err = p.nest(']', p.element)
	case String:
		err = p.text()
	case Number:
		err = p.number()
	default:
		err = p.literal()
	}
	p.close(node, err == nil)
	return err
}

func (p *parser) open(key span32) (int, *Error) {
	if p.tree == nil {
		return 0, nil
	}
	if len(p.tree.nodes) >= MaxValues {
		return 0, p.fail(fmt.Sprintf("more than %d values in one JSON text", MaxValues))
	}
	p.tree.nodes = append(p.tree.nodes, node{start: int32(p.at), key: key, open: true})
	return len(p.tree.nodes) - 1, nil
}

func (p *parser) close(i int, whole bool) {
	if p.tree == nil {
		return
	}
	n := &p.tree.nodes[i]
	n.end, n.after, n.open = int32(p.at), int32(len(p.tree.nodes)), !whole
}

// nest reads an array or an object, item by item, to its closing bracket.
func (p *parser) nest(end byte, item func() *Error) *Error {
	if p.depth == MaxDepth {
		return p.fail(fmt.Sprintf("JSON nested more than %d deep", MaxDepth))
	}
	p.depth++
	defer func() { p.depth-- }()
	p.at++
	p.space()
	if p.at < len(p.data) && p.data[p.at] == end {
		p.at++
		return nil
	}
	for {
		p.space()
		if err := item(); err != nil {
			return err
		}
		p.space()
		if p.at >= len(p.data) {
			return p.fail("")
		}
		switch p.data[p.at] {
		case ',':
			p.at++
		case end:
			p.at++
			return nil
		default:
			return p.fail(fmt.Sprintf("a comma or %q was expected", end))
		}
	}
}

func (p *parser) element() *Error { return p.value(span32{}) }

func (p *parser) member() *Error {
	if p.at >= len(p.data) || p.data[p.at] != '"' {
		return p.fail("a name in quotation marks was expected")
	}
	start := p.at
	if err := p.text(); err != nil {
		return err
	}
	key := span32{int32(start + 1), int32(p.at - 1)}
	p.space()
	if p.at >= len(p.data) || p.data[p.at] != ':' {
		return p.fail("a colon was expected after the name")
	}
	p.at++
	p.space()
	return p.value(key)
}

// text reads a string, from its opening to its closing quotation mark.
func (p *parser) text() *Error {
	i := p.at + 1
	for i < len(p.data) {
		switch p.data[i] {
		case '"':
			p.at = i + 1
			return nil
		case '\\':
			if n := escape(p.data[i:]); n > 0 {
				i += n
				continue
			}
			if len(p.data)-i < 6 && !bytes.ContainsRune(p.data[i:], '"') {
				i = len(p.data)
				continue
			}
			p.at = i
			return p.fail("an escape that JSON does not have")
		}
		i++
	}
	p.at = len(p.data)
	return p.fail("")
}

// escape returns the length of the escape at the start of b, 0 if it is none.
func escape(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	switch b[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if len(b) >= 6 && isHex(b[2]) && isHex(b[3]) && isHex(b[4]) && isHex(b[5]) {
			return 6
		}
	}
	return 0
}

func (p *parser) number() *Error {
	if p.data[p.at] == '-' {
		p.at++
	}
	if p.at < len(p.data) && p.data[p.at] == '0' {
		p.at++
	} else if err := p.digits(); err != nil {
		return err
	}
	if p.at < len(p.data) && p.data[p.at] == '.' {
		p.at++
		if err := p.digits(); err != nil {
			return err
		}
	}
	if p.at < len(p.data) && (p.data[p.at] == 'e' || p.data[p.at] == 'E') {
		p.at++
		if p.at < len(p.data) && (p.data[p.at] == '+' || p.data[p.at] == '-') {
			p.at++
		}
		return p.digits()
	}
	return nil
}

func (p *parser) digits() *Error {
	start := p.at
	for p.at < len(p.data) && isDigit(p.data[p.at]) {
		p.at++
	}
	if p.at == start {
		return p.fail("a digit was expected")
	}
	return nil
}

func (p *parser) literal() *Error {
	rest := p.data[p.at:]
	for _, word := range []string{"true", "false", "null"} {
		if bytes.HasPrefix(rest, []byte(word)) {
			p.at += len(word)
			return nil
		}
		if len(rest) < len(word) && word[:len(rest)] == string(rest) {
			p.at = len(p.data)
			return p.fail("")
		}
	}
	return p.fail("a value was expected")
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isHex(c byte) bool {
	return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
