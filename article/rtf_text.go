package article

import (
	"strings"
	"unicode/utf8"

	"dateline/text"
)

// maxRTFGroups is how deep groups may stand in one another and still have a
// state of their own; deeper ones share that of the last.
const maxRTFGroups = 4096

// rtfDest is the place that the words of a group go to.
type rtfDest uint8

const (
	rtfBody rtfDest = iota
	rtfNowhere
	rtfFonts
	rtfStyles
	rtfInfo
	rtfTitle  // in rtfInfo
	rtfAuthor // in rtfInfo
)

// rtfGroup is the state of a group, which ends with it.
type rtfGroup struct {
	dest    rtfDest
	star    bool // "\*" came and no control word since
	hidden  bool
	deleted bool
	style   BlockKind // of the paragraph
	uc      int       // characters that stand in for a \u
	font    int
}

// rtfReader makes the text of a document.
type rtfReader struct {
	rtfScanner
	out    paperBuilder
	title  paperBuilder
	author paperBuilder

	group  rtfGroup
	groups []rtfGroup // those around it
	over   int        // groups inside it that have no state of their own

	page   int         // code page of the document
	font   int         // number of the font where none is named
	fonts  map[int]int // code pages of fonts, 0 for that of the document
	styles map[int]BlockKind
	style  int    // number of the style that is being defined, -1 for one of characters
	name   string // its name so far
	utf8   bool   // the bytes outside ASCII are UTF-8

	wait waiting
}

func readRTFText(data []byte) *paper {
	r := rtfReader{rtfScanner: rtfScanner{data: data}, page: 1252, fonts: map[int]int{}, styles: map[int]BlockKind{}}
	r.utf8 = utf8.Valid(data)
	r.out.data, r.title.data, r.author.data = data, data, data
	r.group.uc = 1
	for {
		tok, ok := r.next()
		if !ok {
			break
		}
		r.token(tok)
	}
	r.flush()
	p := r.out.paper(r.group.style)
	p.title = r.title.b.Text()
	p.author = fold(r.author.b.Text().String())
	return p
}

func (r *rtfReader) token(tok rtfToken) {
	if r.wait.skip > 0 && r.standsIn(tok) {
		return
	}
	switch tok.kind {
	case rtfOpen:
		r.flush()
		r.open()
	case rtfClose:
		r.flush()
		r.shut()
	case rtfWord:
		if tok.word == "u" && tok.has {
			r.unicode(tok)
			return
		}
		r.flush()
		r.word(tok)
	case rtfSymbol:
		r.flush()
		r.symbol(tok)
	case rtfByte:
		r.byte(tok)
	case rtfChars:
		r.chars(tok.at)
	}
}

func (r *rtfReader) open() {
	r.group.star = false
	if len(r.groups) == maxRTFGroups {
		r.over++
		return
	}
	r.groups = append(r.groups, r.group)
	if r.group.dest == rtfStyles {
		r.style, r.name = 0, ""
	}
}

func (r *rtfReader) shut() {
	if r.over > 0 {
		r.over--
		return
	}
	if n := len(r.groups); n > 0 {
		r.group = r.groups[n-1]
		r.groups = r.groups[:n-1]
	}
}

// word obeys a control word.
func (r *rtfReader) word(tok rtfToken) {
	g := &r.group
	star := g.star
	g.star = false
	m := rtfWords()[tok.word]
	if r.destination(tok.word) {
		return
	}
	if star && m.role != rtfKeep {
		g.dest = rtfNowhere
		return
	}
	on := !tok.has || tok.num != 0
	switch m.role {
	case rtfSkip:
		g.dest = rtfNowhere
	case rtfEnd:
		if r.shows() {
			r.out.end(tok.at, g.style)
		}
	case rtfBreak:
		r.put("\n", tok.at)
	case rtfTab:
		r.put("\t", tok.at)
	case rtfChar:
		r.put(m.char, tok.at)
	case rtfNothing:
		r.property(tok, on)
	}
}

// destination obeys a word that opens a destination with a meaning of its own.
func (r *rtfReader) destination(word string) bool {
	g := &r.group
	switch {
	case g.dest == rtfNowhere:
		return false
	case word == "fonttbl":
		g.dest = rtfFonts
	case word == "stylesheet":
		g.dest = rtfStyles
	case word == "info":
		g.dest = rtfInfo
	case word == "title" && g.dest == rtfInfo:
		g.dest = rtfTitle
	case word == "author" && g.dest == rtfInfo:
		g.dest = rtfAuthor
	default:
		return false
	}
	return true
}

// property obeys a word that sets a property of characters, paragraphs or the
// document.
func (r *rtfReader) property(tok rtfToken, on bool) {
	g := &r.group
	switch tok.word {
	case "ansicpg":
		r.page = tok.num
	case "mac":
		r.page = 10000
	case "pc":
		r.page = 437
	case "pca":
		r.page = 850
	case "uc":
		g.uc = max(0, tok.num)
	case "deff":
		r.font, g.font = tok.num, tok.num
	case "f":
		g.font = tok.num
	case "fcharset":
		r.setPage(fontPage(tok.num))
	case "cpg":
		r.setPage(tok.num)
	case "v":
		g.hidden = on
	case "deleted":
		g.deleted = on
	case "plain":
		g.hidden, g.deleted, g.font = false, false, r.font
	case "pard":
		g.style = Paragraph
	case "outlinelevel":
		if tok.num < 9 && g.style == Paragraph && g.dest == rtfBody {
			g.style = Subheading
		}
	case "s":
		if g.dest == rtfStyles {
			r.style = tok.num
		} else {
			g.style = r.styles[tok.num]
		}
	case "cs", "ds", "ts":
		r.style = -1
	}
}

// setPage notes the code page of the font that the font table speaks of.
func (r *rtfReader) setPage(page int) {
	if r.group.dest == rtfFonts && len(r.fonts) < 1<<16 {
		r.fonts[r.group.font] = page
	}
}

// symbol obeys a control symbol.
func (r *rtfReader) symbol(tok rtfToken) {
	switch tok.b {
	case '\\', '{', '}':
		r.put(string(rune(tok.b)), tok.at)
	case '~':
		r.put("\u00a0", tok.at)
	case '_':
		r.put("\u2011", tok.at)
	case '\r', '\n':
		if r.shows() {
			r.out.end(tok.at, r.group.style)
		}
	case '*':
		r.group.star = true
	}
}

// shows reports whether words are shown in the body here.
func (r *rtfReader) shows() bool {
	return r.group.dest == rtfBody && !r.group.hidden && !r.group.deleted
}

// sink returns what words are written to here, nil for nothing.
func (r *rtfReader) sink() *paperBuilder {
	switch {
	case r.shows():
		return &r.out
	case r.group.dest == rtfTitle:
		return &r.title
	case r.group.dest == rtfAuthor:
		return &r.author
	}
	return nil
}

// put writes words that stand for the bytes at s.
func (r *rtfReader) put(words string, s text.Span) {
	if w := r.sink(); w != nil {
		w.put(words, s)
	} else if r.group.dest == rtfStyles {
		r.define(words)
	}
}

// chars writes a run of ASCII.
func (r *rtfReader) chars(s text.Span) {
	if r.wait.lead != 0 {
		r.pair(r.data[s.Start], text.Span{Start: s.Start, End: s.Start + 1})
		s.Start++
	}
	r.flush()
	if s.Empty() {
		return
	}
	if w := r.sink(); w != nil {
		w.copy(s)
	} else if r.group.dest == rtfStyles {
		r.define(string(r.data[s.Start:s.End]))
	}
}

// define takes words of the table of styles: names, each ended by a semicolon.
func (r *rtfReader) define(words string) {
	for {
		part, rest, ok := strings.Cut(words, ";")
		if len(r.name)+len(part) <= 80 {
			r.name += part
		}
		if !ok {
			return
		}
		if kind := styleKind(r.name); kind != Paragraph && r.style >= 0 && len(r.styles) < 1<<16 {
			r.styles[r.style] = kind
		}
		r.style, r.name, words = 0, "", rest
	}
}
