package article

import (
	"golang.org/x/net/html/atom"
)

// tagFlag says how an element behaves (HTML Living Standard, 13.1 and 15.3).
type tagFlag uint16

const (
	tagBlock   tagFlag = 1 << iota // breaks running text
	tagClosesP                     // its start ends an open p
	tagVoid                        // has no content
	tagSkip                        // its content is not shown as text
	tagScope                       // end tags of most elements do not reach across
	tagHeading
)

// tag is what is known of the elements of one name.
type tag struct {
	atom  atom.Atom // unknownTag or more for a name that HTML does not know
	id    uint32    // small numbers, from 1
	flags tagFlag
	own   mark // what the name alone says about the text inside
}

// unknownTag is the first of the numbers given to names without an atom.
const unknownTag atom.Atom = 1 << 31

// flagged has the elements that are not plain inline elements.
var flagged = map[tagFlag][]atom.Atom{
	tagBlock | tagClosesP: {
		atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Center, atom.Details, atom.Dialog, atom.Dir,
		atom.Div, atom.Dl, atom.Dd, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form,
		atom.Header, atom.Hgroup, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section,
		atom.Summary, atom.Table, atom.Ul, atom.Xmp,
	},
	tagBlock | tagClosesP | tagHeading: {atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6},
	tagBlock | tagClosesP | tagVoid:    {atom.Hr},
	tagBlock: {
		atom.Body, atom.Html, atom.Button, atom.Legend, atom.Option, atom.Optgroup, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr,
	},
	tagBlock | tagScope: {atom.Td, atom.Th, atom.Caption, atom.Marquee},
	tagScope:            {atom.Applet},
	tagVoid: {
		atom.Area, atom.Base, atom.Col, atom.Embed, atom.Frame, atom.Img, atom.Input, atom.Keygen, atom.Link,
		atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr,
	},
	tagSkip: {
		atom.Audio, atom.Canvas, atom.Datalist, atom.Iframe, atom.Map, atom.Math, atom.Noembed, atom.Noframes,
		atom.Noscript, atom.Object, atom.Script, atom.Select, atom.Style, atom.Svg, atom.Textarea, atom.Title,
		atom.Video,
	},
	tagSkip | tagScope: {atom.Template},
	0: {
		atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Br, atom.Cite, atom.Code, atom.Colgroup,
		atom.Data, atom.Del, atom.Dfn, atom.Em, atom.Font, atom.Head, atom.I, atom.Ins, atom.Kbd, atom.Label, atom.Mark,
		atom.Meter, atom.Output, atom.Picture, atom.Progress, atom.Q, atom.Rp, atom.Rt, atom.Ruby, atom.S, atom.Samp,
		atom.Slot, atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var,
	},
}

// tagMarks has what an element's name alone says about its text.
var tagMarks = map[atom.Atom]mark{
	atom.Nav: markHard, atom.Aside: markSoft, atom.Footer: markHard, atom.Button: markHard, atom.Form: markSoft,
	atom.Dialog: markSoft, atom.Figcaption: markCaption, atom.Menu: markSoft,
	atom.Select: markHard, atom.Label: markSoft,
}

// tagTable finds a tag by its atom: at tagSlot, or in one of the slots after.
type tagTable [1024]tag

func tagSlot(a atom.Atom) uint32 { return uint32(a) * 2654435761 >> 22 }

var tagSet = func() *tagTable {
	t := &tagTable{}
	id := uint32(0)
	for flags, atoms := range flagged {
		for _, a := range atoms {
			id++
			at := tagSlot(a)
			for t[at].atom != 0 {
				at = (at + 1) % uint32(len(t))
			}
			t[at] = tag{a, id, flags, tagMarks[a]}
		}
	}
	return t
}()

// of returns the tag of an atom, the zero tag for one that is no name of an
// element that is known.
func (t *tagTable) of(a atom.Atom) *tag {
	at := tagSlot(a)
	for t[at].atom != a && t[at].atom != 0 {
		at = (at + 1) % uint32(len(t))
	}
	return &t[at]
}

// flags returns how elements of a tag behave.
func (t *tagTable) flags(a atom.Atom) tagFlag { return t.of(a).flags }

// roleMarks has what an ARIA role says.
var roleMarks = map[string]mark{
	"navigation": markHard, "complementary": markSoft, "contentinfo": markHard, "search": markHard, "banner": 0,
	"dialog": markSoft, "alertdialog": markHard, "menu": markHard, "menubar": markHard, "toolbar": markHard,
	"tooltip": markAside | markHard, "button": markHard, "tablist": markSoft, "alert": markSoft,
}
