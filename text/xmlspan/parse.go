package xmlspan

import (
	"fmt"
	"math"
	"strings"

	"dateline/text"
)

// MaxNodes is how many elements, CDATA sections, comments and the like a tree
// holds; what comes after them is not read.
const MaxNodes = 2 << 20

// Parse reads a document. The tree is never nil. The error is an [*Error] and
// says where the document broke off, or that it holds no element.
func Parse(t text.Text) (*Tree, error) {
	p := newParser(t)
	if len(p.s) > math.MaxInt32 {
		return p.tree, &Error{Reason: "too long to be read as XML"}
	}
	err := p.document()
	return p.tree, err
}

// First returns the first element of a document and reads no further; ok is
// false when there is none. Its content is not known.
func First(t text.Text) (first Element, ok bool) {
	p := newParser(t)
	for at := 0; at < len(p.s) && at < math.MaxInt32; {
		n := strings.IndexByte(p.s[at:], '<')
		if n < 0 {
			break
		}
		at, _ = p.markup(at + n)
		if first, ok = p.tree.Root(); ok {
			return first, true
		}
	}
	return Element{}, false
}

func newParser(t text.Text) *parser {
	return &parser{
		scanner: scanner{s: t.String()},
		tree:    &Tree{t: t, s: t.String(), spaces: []string{""}},
		last:    map[string]int32{}, bound: map[string]int32{}, known: map[string]int32{"": 0},
	}
}

// open is an element whose end was not met yet.
type open struct {
	node  int32
	prev  int32 // index in the stack of the open element of the same name below, -1 for none
	bound int   // how many bindings there were before its own
}

// binding is what a prefix stood for before it was declared again.
type binding struct {
	prefix string
	space  int32
	was    bool
}

// parser makes a tree.
type parser struct {
	scanner
	tree     *Tree
	stack    []open
	last     map[string]int32 // index in the stack of the innermost open element of a name
	bound    map[string]int32 // the namespaces of the prefixes, by number
	bindings []binding
	known    map[string]int32 // the numbers of the namespaces
}

// document reads all of the text.
func (p *parser) document() error {
	at, cut := 0, false
	for at < len(p.s) && !cut {
		n := strings.IndexByte(p.s[at:], '<')
		if n < 0 {
			break
		}
		at += n
		if len(p.tree.nodes) >= MaxNodes {
			p.closeTo(0, at, at, true)
			return &Error{at, fmt.Sprintf("more than %d elements", MaxNodes)}
		}
		at, cut = p.markup(at)
	}
	var err error
	switch n := len(p.stack); {
	case n > 0:
		outer := Element{p.tree, p.stack[0].node}
		err = &Error{len(p.s), "XML ends inside the element " + shown(outer.Name())}
	case cut:
		err = &Error{len(p.s), "XML ends inside a tag or a comment"}
	}
	p.closeTo(0, len(p.s), len(p.s), true)
	if _, ok := p.tree.Root(); !ok {
		err = &Error{len(p.s), "no XML element"}
	}
	return err
}

// markup reads what begins with the "<" at byte at and returns where it ends.
// cut says that the text ended inside it.
func (p *parser) markup(at int) (end int, cut bool) {
	rest := p.s[at:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		end, ok := p.behind(at+4, "-->")
		p.add(node{kind: aside}, at, end)
		return end, !ok
	case strings.HasPrefix(rest, "<![CDATA["):
		return p.section(at)
	case strings.HasPrefix(rest, "<?"):
		end, ok := p.instructionEnd(at + 2)
		p.add(node{kind: aside}, at, end)
		return end, !ok
	case strings.HasPrefix(rest, "<!") && len(rest) > 2 && startsName(rest[2]):
		end, ok := p.declarationEnd(at + 2)
		p.add(node{kind: aside}, at, end)
		return end, !ok
	case strings.HasPrefix(rest, "</") && len(rest) > 2 && startsName(rest[2]):
		return p.endTag(at)
	case len(rest) > 1 && startsName(rest[1]):
		return p.startTag(at)
	}
	return at + 1, false // a bare angle bracket
}

// section reads a CDATA section.
func (p *parser) section(at int) (end int, cut bool) {
	const start, stop = "<![CDATA[", "]]>"
	from := at + len(start)
	end, ok := p.behind(from, stop)
	to := end
	if ok {
		to -= len(stop)
	}
	p.add(node{kind: cdata, from: int32(from), to: int32(to), open: !ok}, at, end)
	return end, !ok
}

// add appends a node that holds no others.
func (p *parser) add(n node, start, end int) {
	n.start, n.end = int32(start), int32(end)
	n.parent, n.after = p.innermost(), int32(len(p.tree.nodes))+1
	p.tree.nodes = append(p.tree.nodes, n)
}

// innermost returns the innermost open element, -1 for none.
func (p *parser) innermost() int32 {
	if len(p.stack) == 0 {
		return -1
	}
	return p.stack[len(p.stack)-1].node
}

// startTag reads a start tag. What looks like one but runs into the next tag
// is text.
func (p *parser) startTag(at int) (end int, cut bool) {
	stop := nameEnd(p.s, at+1)
	end, ok := p.tagEnd(stop)
	if !ok {
		if cut = end == len(p.s); cut {
			p.add(node{kind: aside}, at, end)
		}
		return end, cut
	}
	name := p.s[at+1 : stop]
	before := len(p.bindings)
	if strings.Contains(p.s[stop:end], "xmlns") {
		p.declare(stop, end)
	}
	prefix, _, ok := strings.Cut(name, ":")
	if !ok {
		prefix = ""
	}
	n := node{name: int32(len(name)), space: p.bound[prefix], from: int32(end), to: int32(end)}
	p.add(n, at, end)
	if p.s[end-2] == '/' && end-2 >= stop {
		p.undeclare(before)
		return end, false
	}
	o := open{node: int32(len(p.tree.nodes)) - 1, prev: -1, bound: before}
	if i, ok := p.last[name]; ok {
		o.prev = i
	}
	p.last[name] = int32(len(p.stack))
	p.stack = append(p.stack, o)
	return end, false
}

// declare takes the namespaces that a start tag declares.
func (p *parser) declare(at, end int) {
	for name, value := range attributes(p.s, at, end) {
		prefix, ok := strings.CutPrefix(name, "xmlns")
		if !ok || prefix != "" && prefix[0] != ':' {
			continue
		}
		prefix = strings.TrimPrefix(prefix, ":")
		uri := strings.Trim(text.UnescapeXML(p.tree.t.Sub(value)).String(), blanks)
		number, ok := p.known[uri]
		if !ok {
			number = int32(len(p.tree.spaces))
			p.known[uri] = number
			p.tree.spaces = append(p.tree.spaces, uri)
		}
		was, bound := p.bound[prefix]
		p.bindings = append(p.bindings, binding{prefix, was, bound})
		p.bound[prefix] = number
	}
}

// undeclare takes back all bindings but the first n.
func (p *parser) undeclare(n int) {
	for i := len(p.bindings) - 1; i >= n; i-- {
		if b := p.bindings[i]; b.was {
			p.bound[b.prefix] = b.space
		} else {
			delete(p.bound, b.prefix)
		}
	}
	p.bindings = p.bindings[:n]
}

// endTag reads an end tag: it closes the innermost open element of its name
// and what is open in it.
func (p *parser) endTag(at int) (end int, cut bool) {
	stop := nameEnd(p.s, at+2)
	end, ok := p.tagEnd(stop)
	i, isOpen := p.last[p.s[at+2:stop]]
	if !ok && end == len(p.s) {
		p.add(node{kind: aside}, at, end)
		return end, true
	}
	if !isOpen {
		p.add(node{kind: aside}, at, end)
		return end, false
	}
	p.closeTo(int(i), at, end, false)
	return end, false
}

// closeTo closes the open elements down to index i of the stack. Their content
// ends at byte at, the lowest of them at end; broken says that the document
// does not go on.
func (p *parser) closeTo(i, at, end int, broken bool) {
	for k := len(p.stack) - 1; k >= i; k-- {
		o := p.stack[k]
		n := &p.tree.nodes[o.node]
		n.to, n.end, n.open = int32(at), int32(at), broken
		if k == i {
			n.end = int32(end)
		}
		n.after = int32(len(p.tree.nodes))
		name := Element{p.tree, o.node}.Name()
		if o.prev >= 0 {
			p.last[name] = o.prev
		} else {
			delete(p.last, name)
		}
		p.undeclare(o.bound)
	}
	p.stack = p.stack[:min(i, len(p.stack))]
}

// shown cuts a name to a length that fits a message.
func shown(name string) string {
	const longest = 40
	if len(name) > longest {
		return strings.ToValidUTF8(name[:longest], "") + "…"
	}
	return name
}
