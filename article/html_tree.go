package article

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/text"
)

// openElem is an element whose end was not met yet.
type openElem struct {
	elem  int32
	prev  int32 // stack index of the open element of the same tag below, or -1
	block int32 // stack index of the nearest block-level element, itself included
	scope int32 // stack index of the nearest element that end tags do not reach across
	skip  bool  // text inside is not shown
	pre   bool
	link  int32 // the link around, 0 if none
	bold  bool
	done  bool // its end tag came while a block inside was open
	aside bool // the outermost element that sets its text apart from the line it stands in
}

// treeBuilder makes a page of tokens.
type treeBuilder struct {
	p     *page
	marks *marker
	stack []openElem
	last  map[atom.Atom]int32  // stack index of the innermost open element of a tag
	block int                  // index of the block being filled, -1 between blocks
	saved int                  // the block that an aside interrupts, -1 if none
	aside int                  // stack index of the open aside, 0 if none
	brs   int                  // <br> in a row
	sigs  map[string]int32     // numbers given to class names
	names map[string]atom.Atom // numbers given to names that HTML does not know
	raw   *[]text.Span         // where the content of the open script goes, nil to ignore it
}

// unknownTag is the first of the numbers given to names without an atom.
const unknownTag atom.Atom = 1 << 31

// tag returns the atom of a tag name, a number of its own for one that HTML
// does not know.
func (b *treeBuilder) tag(name []byte) atom.Atom {
	if a := atom.Lookup(name); a != 0 {
		return a
	}
	a, ok := b.names[string(name)]
	if !ok {
		a = unknownTag + atom.Atom(len(b.names))
		b.names[string(name)] = a
	}
	return a
}

// parsePage reads t, a whole page or a part of one. Its time is linear in the
// length of t, whatever the nesting, and it never fails: HTML has no errors.
func parsePage(t text.Text, marks *marker) *page {
	p := &page{src: t, s: t.String()}
	b := &treeBuilder{p: p, marks: marks, last: map[atom.Atom]int32{}, names: map[string]atom.Atom{}, sigs: map[string]int32{}, block: -1, saved: -1}
	p.elems = append(p.elems, element{})
	b.stack = append(b.stack, openElem{prev: -1})
	z := html.NewTokenizer(strings.NewReader(p.s))
	at := 0
	for {
		kind := z.Next()
		tok := text.Span{Start: at, End: at + len(z.Raw())}
		at = tok.End
		switch kind {
		case html.ErrorToken:
			b.popTo(0)
			p.elems[0].end = int32(len(p.elems))
			return p
		case html.TextToken:
			b.text(tok)
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			custom := bytes.IndexByte(name, '-') > 0
			b.start(tok, b.tag(name), custom, kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			b.end(tok, b.tag(name))
		}
	}
}

// top returns the innermost open element.
func (b *treeBuilder) top() *openElem { return &b.stack[len(b.stack)-1] }

// start handles a start tag.
func (b *treeBuilder) start(tok text.Span, tag atom.Atom, custom, closed bool) {
	flags := tagFlags[tag]
	if b.inForeign() && flags&tagBlock != 0 {
		b.popTo(int(b.last[atom.Svg]) - 1)
	}
	switch {
	case tag == atom.Br:
		b.lineBreak(tok)
		return
	case flags&tagBlock != 0:
		b.impliedEnds(tag, flags)
		b.breakBlock()
	case custom && !b.inLine():
		b.breakBlock()
	case tag == atom.A && b.isOpen(atom.A):
		b.endTag(atom.A) // links do not nest
	}
	e := element{tag: tag, parent: b.top().elem, custom: custom}
	x := b.describe(tok, tag, &e)
	e.all = e.own | b.p.elems[e.parent].all&markInherited
	i := int32(len(b.p.elems))
	e.end, e.block = i+1, b.p.elems[e.parent].block
	if flags&tagBlock != 0 {
		e.block = i
	}
	b.p.elems = append(b.p.elems, e)
	if flags&tagVoid != 0 || closed && b.inForeign() {
		return
	}
	b.push(i, tag, flags, x)
}

// push opens element i.
func (b *treeBuilder) push(i int32, tag atom.Atom, flags tagFlag, x described) {
	up := b.top()
	at := int32(len(b.stack))
	o := openElem{
		elem: i, prev: -1, block: up.block, scope: up.scope,
		skip: up.skip || x.skip || flags&tagSkip != 0 && !x.shown,
		pre:  up.pre || tag == atom.Pre || tag == atom.Xmp,
		link: up.link,
		bold: up.bold || tag == atom.B || tag == atom.Strong,
	}
	if tag == atom.A {
		o.link = i
	}
	if n, ok := b.last[tag]; ok {
		o.prev = n
	}
	b.last[tag] = at
	if flags&tagBlock != 0 {
		o.block = at
	}
	if flags&tagScope != 0 {
		o.scope = at
	}
	b.p.elems[i].end = 0
	if b.aside == 0 && flags&tagBlock == 0 && b.p.elems[i].own&markAside != 0 {
		o.aside = true
		b.aside = int(at)
		b.saved, b.block = b.block, -1
	}
	b.stack = append(b.stack, o)
}

// end handles an end tag.
func (b *treeBuilder) end(tok text.Span, tag atom.Atom) {
	switch tag {
	case atom.Br:
		b.lineBreak(tok)
	case atom.P:
		if !b.isOpen(tag) {
			b.breakBlock()
			return
		}
		b.endTag(tag)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		if !b.isOpen(tag) {
			tag = b.openHeading()
		}
		b.endTag(tag)
	default:
		b.endTag(tag)
	}
}

// openHeading returns the tag of a heading that is the innermost block.
func (b *treeBuilder) openHeading() atom.Atom {
	if tag := b.p.elems[b.stack[b.top().block].elem].tag; tagFlags[tag]&tagHeading != 0 {
		return tag
	}
	return 0
}

// endTag closes the innermost open element of a tag, and all inside it, if
// the end tag reaches it.
func (b *treeBuilder) endTag(tag atom.Atom) {
	at, ok := b.last[tag]
	if !ok || at == 0 {
		return
	}
	flags := tagFlags[tag]
	top := b.top()
	if flags&tagBlock == 0 && at < top.block {
		b.stack[at].done = true
		if tag == atom.A {
			top.link = 0
		}
		return
	}
	if flags&tagScope == 0 && at < top.scope {
		return
	}
	b.popTo(int(at) - 1)
}

// isOpen reports whether an element of a tag is open within reach.
func (b *treeBuilder) isOpen(tag atom.Atom) bool {
	at, ok := b.last[tag]
	return ok && at > 0 && at >= b.top().scope
}

// inForeign reports whether an svg element is open.
func (b *treeBuilder) inForeign() bool {
	at, ok := b.last[atom.Svg]
	return ok && at > 0
}

// inLine reports whether the innermost block is one that holds running text
// only.
func (b *treeBuilder) inLine() bool {
	tag := b.p.elems[b.stack[b.top().block].elem].tag
	return tag == atom.P || tagFlags[tag]&tagHeading != 0
}

// popTo closes elements until stack index at is the innermost, and then those
// whose end tag had come before.
func (b *treeBuilder) popTo(at int) {
	for len(b.stack)-1 > at || len(b.stack) > 1 && b.top().done {
		o := b.top()
		e := &b.p.elems[o.elem]
		e.end = int32(len(b.p.elems))
		if tagFlags[e.tag]&tagBlock != 0 || e.custom && !b.inLine() {
			b.breakBlock()
		}
		if o.prev >= 0 {
			b.last[e.tag] = o.prev
		} else {
			delete(b.last, e.tag)
		}
		if o.aside {
			b.aside, b.block, b.saved = 0, b.saved, -1
		}
		b.stack = b.stack[:len(b.stack)-1]
	}
}

// impliedEnds closes what the start of a block-level element closes.
func (b *treeBuilder) impliedEnds(tag atom.Atom, flags tagFlag) {
	if flags&tagClosesP != 0 && b.isOpen(atom.P) {
		b.endTag(atom.P)
	}
	var ends, within []atom.Atom
	switch tag {
	case atom.Li:
		ends, within = []atom.Atom{atom.Li}, []atom.Atom{atom.Ul, atom.Ol, atom.Menu}
	case atom.Dd, atom.Dt:
		ends, within = []atom.Atom{atom.Dd, atom.Dt}, []atom.Atom{atom.Dl}
	case atom.Td, atom.Th:
		ends, within = []atom.Atom{atom.Td, atom.Th}, []atom.Atom{atom.Table}
	case atom.Tr:
		ends, within = []atom.Atom{atom.Tr}, []atom.Atom{atom.Table}
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		if h := b.openHeading(); h != 0 {
			b.endTag(h)
		}
		return
	}
	bound := int32(0)
	for _, w := range within {
		if at, ok := b.last[w]; ok {
			bound = max(bound, at)
		}
	}
	for _, e := range ends {
		if at, ok := b.last[e]; ok && at > bound {
			b.popTo(int(at) - 1)
		}
	}
}

// breakBlock ends the block being filled.
func (b *treeBuilder) breakBlock() {
	b.block = -1
	b.brs = 0
	if b.aside == 0 {
		b.saved = -1
	}
}

// lineBreak handles a <br>: two in a row end the block.
func (b *treeBuilder) lineBreak(tok text.Span) {
	if b.block < 0 {
		return
	}
	if b.brs++; b.brs > 1 {
		b.breakBlock()
		return
	}
	b.addRun(textRun{at: tok, br: true})
}

// text handles a text token.
func (b *treeBuilder) text(tok text.Span) {
	top := b.top()
	if top.skip {
		if b.raw != nil {
			*b.raw = append(*b.raw, tok)
			b.raw = nil
		}
		return
	}
	if s := b.p.s[tok.Start:tok.End]; !top.pre && (blankHTML(s) || b.brs > 0 && blankText(s)) {
		if b.block >= 0 && b.brs == 0 {
			b.addRun(textRun{at: tok})
		}
		return
	}
	b.brs = 0
	b.addRun(textRun{at: tok, link: top.link, pre: top.pre, bold: top.bold})
}

// addRun puts a run into the block, a new one between blocks.
func (b *treeBuilder) addRun(r textRun) {
	p, elem := b.p, b.top().elem
	if b.block < 0 {
		b.block = len(p.blocks)
		p.blocks = append(p.blocks, htmlBlock{elem: elem})
	}
	r.elem = elem
	k := &p.blocks[b.block]
	if !r.br {
		// Elements that were closed since no longer hold all of the block.
		for k.elem != elem && p.elems[k.elem].end != 0 {
			k.elem = p.elems[k.elem].parent
		}
	}
	k.runs = append(k.runs, r)
}

// blankHTML reports whether s has no character but HTML's white space.
func blankHTML(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isSpace(s[i]) {
			return false
		}
	}
	return true
}

// blankText reports whether s shows as white space only.
func blankText(s string) bool {
	return len(s) < 64 && strings.TrimSpace(strings.ReplaceAll(s, "&nbsp;", "")) == ""
}
