package jsonspan

import (
	"iter"

	"dateline/text"
)

// Kind is what a value is.
type Kind uint8

// The kinds of JSON values.
const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

// span32 is a range of bytes of the JSON text.
type span32 struct{ start, end int32 }

// node is a value; the nodes of its members follow it directly.
type node struct {
	start, end int32
	key        span32 // of the name, without its quotation marks
	after      int32  // index of the first node that is not inside this one
	kind       Kind
	open       bool
}

// Tree is a parsed JSON text. It is immutable.
type Tree struct {
	data  []byte
	nodes []node
}

// Root returns the outermost value. A tree of a text without any value has a
// Null of no length.
func (t *Tree) Root() Value {
	if len(t.nodes) == 0 {
		return Value{tree: &Tree{nodes: []node{{after: 1, open: true}}}}
	}
	return Value{tree: t}
}

// Value is one value of a tree. Values are comparable.
type Value struct {
	tree *Tree
	i    int32
}

// Kind says what v is.
func (v Value) Kind() Kind { return v.tree.nodes[v.i].kind }

// Open reports that the text broke off, or stopped being JSON, inside v.
func (v Value) Open() bool { return v.tree.nodes[v.i].open }

// Span returns the bytes of v in the JSON text, with brackets or quotation
// marks.
func (v Value) Span() text.Span {
	n := v.tree.nodes[v.i]
	return text.Span{Start: int(n.start), End: int(n.end)}
}

// Bytes returns v as it is written. They must not be changed.
func (v Value) Bytes() []byte {
	n := v.tree.nodes[v.i]
	return v.tree.data[n.start:n.end]
}

// Inner returns the bytes between the quotation marks of a string, nothing
// for other kinds.
func (v Value) Inner() text.Span {
	n := v.tree.nodes[v.i]
	if n.kind != String || n.open {
		return text.Span{Start: int(n.start), End: int(n.start)}
	}
	return text.Span{Start: int(n.start) + 1, End: int(n.end) - 1}
}

// String returns a string's value with its escapes decoded, and other kinds
// as they are written.
func (v Value) String() string {
	if v.Kind() != String {
		return string(v.Bytes())
	}
	s := v.Inner()
	return decode(v.tree.data[s.Start:s.End])
}

// Members yields what is inside an object with its names, and what is inside
// an array with "" for the name, in the order in which it is written.
func (v Value) Members() iter.Seq2[string, Value] {
	return func(yield func(string, Value) bool) {
		nodes := v.tree.nodes
		for i := v.i + 1; i < nodes[v.i].after; i = nodes[i].after {
			k := nodes[i].key
			if !yield(decode(v.tree.data[k.start:k.end]), Value{v.tree, i}) {
				return
			}
		}
	}
}

// Len returns the number of values directly inside v.
func (v Value) Len() int {
	nodes := v.tree.nodes
	n := 0
	for i := v.i + 1; i < nodes[v.i].after; i = nodes[i].after {
		n++
	}
	return n
}

// decode returns what stands between the quotation marks of a string.
func decode(raw []byte) string {
	for _, c := range raw {
		if c == '\\' || c >= 0x80 {
			return text.UnescapeJSON(text.Decode(raw)).String()
		}
	}
	return string(raw)
}
