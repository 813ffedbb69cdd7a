package article

import (
	"strings"

	"golang.org/x/net/html/atom"

	"dateline/text"
)

// openElem is an element whose end was not met yet.
type openElem struct {
	elem  int32
	id    uint32 // of its tag
	prev  int32  // stack index of the open element of the same tag below, 0 if none
	block int32  // stack index of the nearest block-level element, itself included
	scope int32  // stack index of the nearest element that end tags do not reach across
	link  int32  // the link around, 0 if none
	skip  bool   // text inside is not shown
	pre   bool
	bold  bool
	done  bool // its end tag came while a block inside was open
	aside bool // the outermost element that sets its text apart from the line it stands in
}

// treeBuilder makes a page of tokens.
type treeBuilder struct {
	p     *page
	marks *marker
	stack []openElem
	last  []int32         // by tag id: stack index of the innermost open element, 0 if none
	block int             // index of the block being filled, -1 between blocks
	saved int             // the block that an aside interrupts, -1 if none
	aside int             // stack index of the open aside, 0 if none
	brs   int             // <br> in a row
	names map[string]*tag // names that HTML does not know
	lower []byte          // a name in lower case
	raw   *[]text.Span    // where the content of the open script goes, nil to ignore it
}

// tag returns what is known of a tag name, as written.
func (b *treeBuilder) tag(name string) *tag {
	b.lower = b.lower[:0]
	for i := range len(name) {
		c := name[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		b.lower = append(b.lower, c)
	}
	if a := atom.Lookup(b.lower); a != 0 {
		if t := tagSet.of(a); t.atom != 0 {
			return t
		}
	}
	t, ok := b.names[string(b.lower)]
	if !ok {
		t = &tag{atom: unknownTag + atom.Atom(len(b.names)), id: uint32(len(b.last))}
		b.last = append(b.last, 0)
		b.names[string(b.lower)] = t
	}
	return t
}

// open returns the stack index of the innermost open element of a tag, 0 if
// there is none.
func (b *treeBuilder) open(a atom.Atom) int32 { return b.last[tagSet.of(a).id] }

// parsePage reads t, a whole page or a part of one. Its time is linear in the
// length of t, whatever the nesting, and it never fails: HTML has no errors.
func parsePage(t text.Text, marks *marker) *page {
	p := &page{src: t, s: t.String()}
	b := &treeBuilder{p: p, marks: marks, last: make([]int32, len(tagSet)), names: map[string]*tag{}, block: -1, saved: -1}
	p.elems = append(p.elems, element{})
	b.stack = append(b.stack, openElem{})
	z := scanner{s: p.s}
	for {
		switch z.next() {
		case tokenEnd:
			b.popTo(0)
			p.elems[0].end = int32(len(p.elems))
			return p
		case tokenText:
			b.text(z.at)
		case tokenStart:
			b.start(&z)
		case tokenClose:
			b.end(z.at, b.tag(z.name))
		}
	}
}

// top returns the innermost open element.
func (b *treeBuilder) top() *openElem { return &b.stack[len(b.stack)-1] }

// start handles a start tag.
func (b *treeBuilder) start(z *scanner) {
	t := b.tag(z.name)
	if b.inForeign() && t.flags&tagBlock != 0 {
		b.popTo(int(b.open(atom.Svg)) - 1)
	}
	custom := t.atom >= unknownTag && strings.IndexByte(z.name, '-') > 0
	switch {
	case t.atom == atom.Br:
		b.lineBreak(z.at)
		return
	case t.flags&tagBlock != 0:
		b.impliedEnds(t)
		b.breakBlock()
	case custom && !b.inLine():
		b.breakBlock()
	case t.atom == atom.A && b.isOpen(atom.A):
		b.endTag(t) // links do not nest
	}
	e := element{tag: t.atom, parent: b.top().elem, custom: custom}
	shown := b.describe(z, t, &e)
	up := &b.p.elems[e.parent]
	e.all = e.own | up.all&markInherited
	i := int32(len(b.p.elems))
	e.end, e.block = i+1, up.block
	if t.flags&tagBlock != 0 {
		e.block = i
	}
	b.p.elems = append(b.p.elems, e)
	if t.flags&tagVoid != 0 || z.closed && b.inForeign() {
		return
	}
	b.push(i, t, shown)
}

// push opens element i. shown says that its text is shown although that of
// its kind is not.
func (b *treeBuilder) push(i int32, t *tag, shown bool) {
	up := b.top()
	at := int32(len(b.stack))
	o := openElem{
		elem: i, id: t.id, prev: b.last[t.id], block: up.block, scope: up.scope,
		skip: up.skip || t.flags&tagSkip != 0 && !shown,
		pre:  up.pre || t.atom == atom.Pre || t.atom == atom.Xmp,
		link: up.link,
		bold: up.bold || t.atom == atom.B || t.atom == atom.Strong,
	}
	if t.atom == atom.A {
		o.link = i
	}
	b.last[t.id] = at
	if t.flags&tagBlock != 0 {
		o.block = at
	}
	if t.flags&tagScope != 0 {
		o.scope = at
	}
	b.p.elems[i].end = 0
	if b.aside == 0 && t.flags&tagBlock == 0 && b.p.elems[i].own&markAside != 0 {
		o.aside = true
		b.aside = int(at)
		b.saved, b.block = b.block, -1
	}
	b.stack = append(b.stack, o)
}

// end handles an end tag.
func (b *treeBuilder) end(tok text.Span, t *tag) {
	switch t.atom {
	case atom.Br:
		b.lineBreak(tok)
	case atom.P:
		if !b.isOpen(atom.P) {
			b.breakBlock()
			return
		}
		b.endTag(t)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		if !b.isOpen(t.atom) {
			t = b.openHeading()
		}
		b.endTag(t)
	default:
		b.endTag(t)
	}
}

// openHeading returns the tag of a heading that is the innermost block, the
// zero tag if there is none.
func (b *treeBuilder) openHeading() *tag {
	if t := tagSet.of(b.p.elems[b.stack[b.top().block].elem].tag); t.flags&tagHeading != 0 {
		return t
	}
	return tagSet.of(0)
}

// endTag closes the innermost open element of a tag, and all inside it, if
// the end tag reaches it.
func (b *treeBuilder) endTag(t *tag) {
	at := b.last[t.id]
	if at == 0 {
		return
	}
	top := b.top()
	if t.flags&tagBlock == 0 && at < top.block {
		b.stack[at].done = true
		if t.atom == atom.A {
			top.link = 0
		}
		return
	}
	if t.flags&tagScope == 0 && at < top.scope {
		return
	}
	b.popTo(int(at) - 1)
}

// isOpen reports whether an element of a tag is open within reach.
func (b *treeBuilder) isOpen(a atom.Atom) bool {
	at := b.open(a)
	return at > 0 && at >= b.top().scope
}

// inForeign reports whether an svg element is open.
func (b *treeBuilder) inForeign() bool { return b.open(atom.Svg) > 0 }

// inLine reports whether the innermost block is one that holds running text
// only.
func (b *treeBuilder) inLine() bool {
	a := b.p.elems[b.stack[b.top().block].elem].tag
	return a == atom.P || tagSet.flags(a)&tagHeading != 0
}

// popTo closes elements until stack index at is the innermost, and then those
// whose end tag had come before.
func (b *treeBuilder) popTo(at int) {
	for len(b.stack)-1 > at || len(b.stack) > 1 && b.top().done {
		o := b.top()
		e := &b.p.elems[o.elem]
		e.end = int32(len(b.p.elems))
		if e.block == o.elem || e.custom && !b.inLine() {
			b.breakBlock()
		}
		b.last[o.id] = o.prev
		if o.aside {
			b.aside, b.block, b.saved = 0, b.saved, -1
		}
		b.stack = b.stack[:len(b.stack)-1]
	}
}

// impliedEnds closes what the start of a block-level element closes.
func (b *treeBuilder) impliedEnds(t *tag) {
	if t.flags&tagClosesP != 0 && b.isOpen(atom.P) {
		b.endTag(tagSet.of(atom.P))
	}
	switch t.atom {
	case atom.Li:
		b.closeWithin(max(b.open(atom.Ul), b.open(atom.Ol), b.open(atom.Menu)), atom.Li, 0)
	case atom.Dd, atom.Dt:
		b.closeWithin(b.open(atom.Dl), atom.Dd, atom.Dt)
	case atom.Td, atom.Th:
		b.closeWithin(b.open(atom.Table), atom.Td, atom.Th)
	case atom.Tr:
		b.closeWithin(b.open(atom.Table), atom.Tr, 0)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		b.endTag(b.openHeading())
	}
}

// closeWithin closes the innermost open elements of the two tags if they
// were opened after stack index bound.
func (b *treeBuilder) closeWithin(bound int32, one, other atom.Atom) {
	for _, a := range [2]atom.Atom{one, other} {
		if at := b.open(a); at > bound {
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
