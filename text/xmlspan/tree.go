package xmlspan

import (
	"iter"
	"strings"

	"dateline/text"
)

// kind is what a node is. Character data has no node: it is what stands
// between the nodes.
type kind uint8

const (
	element kind = iota
	cdata        // a CDATA section
	aside        // a comment, an instruction, a declaration, an end tag without a start
)

// node is a part of the document; the nodes inside it follow it directly.
type node struct {
	start, end int32 // all of it, tags included
	from, to   int32 // what is between its tags or marks
	name       int32 // length of an element's name, which stands at start+1
	space      int32 // number of its namespace, 0 for none
	after      int32 // index of the first node that is not inside this one
	parent     int32 // -1 for none
	kind       kind
	open       bool
}

// Tree is a parsed document. It is immutable.
type Tree struct {
	t      text.Text
	s      string
	nodes  []node
	spaces []string
}

// Text returns what the tree was made of.
func (t *Tree) Text() text.Text { return t.t }

// Root returns the first outermost element; ok is false when there is none.
func (t *Tree) Root() (root Element, ok bool) {
	for i := int32(0); int(i) < len(t.nodes); i = t.nodes[i].after {
		if t.nodes[i].kind == element {
			return Element{t, i}, true
		}
	}
	return Element{}, false
}

// All yields every element in the order of the document, outer ones before
// those in them.
func (t *Tree) All() iter.Seq[Element] {
	return func(yield func(Element) bool) {
		for i := range t.nodes {
			if t.nodes[i].kind == element && !yield(Element{t, int32(i)}) {
				return
			}
		}
	}
}

// Element is one element of a tree. Elements are comparable; the zero Element
// must not be used.
type Element struct {
	tree *Tree
	i    int32
}

func (e Element) node() *node { return &e.tree.nodes[e.i] }

// Name returns the name as it is written, with its prefix: "dc:creator".
func (e Element) Name() string {
	n := e.node()
	return e.tree.s[n.start+1 : n.start+1+n.name]
}

// Local returns the name without its prefix.
func (e Element) Local() string {
	name := e.Name()
	return name[strings.IndexByte(name, ':')+1:]
}

// Prefix returns the prefix of the name, "" for none.
func (e Element) Prefix() string {
	prefix, _, ok := strings.Cut(e.Name(), ":")
	if !ok {
		return ""
	}
	return prefix
}

// Space returns the name of the element's namespace, "" if it is in none or
// its prefix was not declared.
func (e Element) Space() string { return e.tree.spaces[e.node().space] }

// Open reports that the document broke off inside the element.
func (e Element) Open() bool { return e.node().open }

// Span returns where the element stands in the text, tags included.
func (e Element) Span() text.Span {
	n := e.node()
	return text.Span{Start: int(n.start), End: int(n.end)}
}

// Inner returns where what is between its tags stands in the text.
func (e Element) Inner() text.Span {
	n := e.node()
	return text.Span{Start: int(n.from), End: int(n.to)}
}

// Parent returns the element around e; ok is false for an outermost one.
func (e Element) Parent() (parent Element, ok bool) {
	p := e.node().parent
	return Element{e.tree, p}, p >= 0
}

// Children yields the elements directly inside e.
func (e Element) Children() iter.Seq[Element] {
	return func(yield func(Element) bool) {
		nodes := e.tree.nodes
		for i := e.i + 1; i < nodes[e.i].after; i = nodes[i].after {
			if nodes[i].kind == element && !yield(Element{e.tree, i}) {
				return
			}
		}
	}
}

// Within yields the elements inside e at any depth, in document order.
func (e Element) Within() iter.Seq[Element] {
	return func(yield func(Element) bool) {
		nodes := e.tree.nodes
		for i := e.i + 1; i < nodes[e.i].after; i++ {
			if nodes[i].kind == element && !yield(Element{e.tree, i}) {
				return
			}
		}
	}
}

// HasElements reports whether there are elements inside e.
func (e Element) HasElements() bool {
	for range e.Children() {
		return true
	}
	return false
}

// Attr returns the value of the attribute that is written as name, references
// decoded; an empty Text if there is none.
func (e Element) Attr(name string) text.Text {
	for at, value := range e.Attrs() {
		if at == name {
			return text.UnescapeXML(e.tree.t.Sub(value))
		}
	}
	return text.Text{}
}

// Attrs yields the attributes of e: the name as it is written and where the
// value stands, without its quotation marks.
func (e Element) Attrs() iter.Seq2[string, text.Span] {
	n := e.node()
	return attributes(e.tree.s, int(n.start+1+n.name), int(n.from))
}
