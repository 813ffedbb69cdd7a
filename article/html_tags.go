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

// tagFlags has the elements that are not plain inline elements.
var tagFlags = flagsOf(map[tagFlag][]atom.Atom{
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
})

func flagsOf(m map[tagFlag][]atom.Atom) map[atom.Atom]tagFlag {
	out := map[atom.Atom]tagFlag{}
	for flags, tags := range m {
		for _, t := range tags {
			out[t] = flags
		}
	}
	return out
}

// tagMarks has what an element's name alone says about its text.
var tagMarks = map[atom.Atom]mark{
	atom.Nav: markHard, atom.Aside: markSoft, atom.Footer: markHard, atom.Button: markHard, atom.Form: markSoft,
	atom.Dialog: markSoft, atom.Figcaption: markCaption, atom.Menu: markSoft, atom.Summary: 0,
	atom.Select: markHard, atom.Label: markSoft,
}

// roleMarks has what an ARIA role says.
var roleMarks = map[string]mark{
	"navigation": markHard, "complementary": markSoft, "contentinfo": markHard, "search": markHard, "banner": 0,
	"dialog": markSoft, "alertdialog": markHard, "menu": markHard, "menubar": markHard, "toolbar": markHard,
	"tooltip": markAside | markHard, "button": markHard, "tablist": markSoft, "alert": markSoft,
}
