package article

import (
	"golang.org/x/net/html/atom"

	"dateline/text"
)

// page is an HTML document cut into blocks of running text. Elements are kept
// in document order, each with its parent before it, so that passes over the
// tree are loops over a slice.
type page struct {
	src    text.Text // the decoded page
	s      string    // its characters
	raw    []byte    // the page as it came, if that is UTF-8
	elems  []element // elems[0] stands for the document
	blocks []htmlBlock

	metas   []attrPair  // <meta name|property|itemprop content>
	links   []attrPair  // <link rel href>
	times   []timeValue // <time datetime> and itemprop dates
	scripts []text.Span // contents of JSON-LD scripts
	states  []text.Span // contents of scripts that hold page state as JSON
	code    []text.Span // contents of other scripts
	images  []image     // in order
	titles  []text.Span // content of <title>, at most one
	lang    string      // of the html element
}

// element is one element of the tree.
type element struct {
	tag    atom.Atom // unknownTag or more for a name that HTML does not know
	parent int32     // index of the parent
	end    int32     // index after the last descendant
	block  int32     // index of the nearest block-level element, itself included
	own    mark      // what the element itself says
	all    mark      // with what its ancestors say
	custom bool      // a name with a hyphen
	sig    int32     // number of the class attribute's value, 0 without one; equal values have equal numbers
}

// attrPair is a name and a value of a meta or link element.
type attrPair struct {
	key   string // lower case
	value attr
}

// image is a picture.
type image struct {
	elem int32
	url  string // as written
}

// timeValue is a machine-readable date on an element.
type timeValue struct {
	elem  int32
	prop  string // itemprop, lower case
	value string
}

// htmlBlock is a run of text that no block-level boundary interrupts.
type htmlBlock struct {
	elem int32 // the innermost element that holds all of it
	runs []textRun
	text text.Text // what it says, white space folded; made by page.render
	form string    // squash of it, for comparing
}

// textRun is a piece of a block.
type textRun struct {
	at   text.Span // in the page's text
	elem int32     // the innermost element it stands in
	link int32     // the link it stands in, 0 if none
	pre  bool      // white space counts
	br   bool      // a <br>, whose tag is at
	bold bool
}

// blockTag returns the tag of the nearest block-level element from i upwards.
func (p *page) blockTag(i int32) atom.Atom { return p.elems[p.elems[i].block].tag }

// parent returns the element around the block-level element of block i.
func (p *page) parent(i int) int32 { return p.elems[p.elems[p.blocks[i].elem].block].parent }

// under reports whether element i or one around it has one of the marks.
func (p *page) under(i int32, m mark) bool { return p.elems[i].all&m != 0 }
