package article

import (
	"strings"

	"golang.org/x/net/html/atom"

	"dateline/text"
)

// render makes the text of every block, drops the blank ones and joins the
// cells of a table's row.
func (p *page) render() {
	kept := p.blocks[:0]
	row := int32(-1)       // the row of the cells that are being joined
	var line *text.Builder // what they say, nil for a single cell
	end := func() {
		if line != nil {
			k := &kept[len(kept)-1]
			k.elem, k.text = row, line.Text()
		}
		line = nil
	}
	for _, k := range p.blocks {
		if k.text = p.blockText(k.runs); k.text.Len() == 0 {
			continue
		}
		at := p.row(&k)
		if at < 0 || at != row {
			end()
			row = at
			kept = append(kept, k)
			continue
		}
		first := &kept[len(kept)-1]
		if line == nil {
			line = text.NewBuilder(text.Text{})
			line.Append(first.text)
		}
		line.Gap("\t")
		line.Append(k.text)
		first.runs = append(first.runs, k.runs...)
	}
	end()
	for i := range kept {
		kept[i].form = squash(kept[i].text.String())
	}
	p.blocks = kept
}

// cellLen is the length, in bytes, up to which a cell is one of a table of
// data and not of one that lays out the page.
const cellLen = 100

// row returns the row of which k is a short cell, -1 if it is none.
func (p *page) row(k *htmlBlock) int32 {
	if k.text.Len() > cellLen {
		return -1
	}
	if e := p.elems[p.elems[k.elem].block]; (e.tag == atom.Td || e.tag == atom.Th) && p.elems[e.parent].tag == atom.Tr {
		return e.parent
	}
	return -1
}

// blockText makes the text of a block: character references decoded, white
// space folded to one space or, where there is a <br>, to a line feed; none at
// the ends. A space that stands for a run of white space is a unit of it.
func (p *page) blockText(runs []textRun) text.Text {
	if len(runs) == 1 {
		if s := p.src.Trim(runs[0].at); !runs[0].br && plainHTML(p.src.Slice(s)) {
			return p.src.Sub(s)
		}
	}
	f := folder{b: text.NewBuilder(p.src), blank: true}
	for i, r := range runs {
		if i > 0 && r.link > 0 && runs[i-1].link > 0 && r.link != runs[i-1].link && !f.blank {
			f.b.Gap(" ") // two links side by side, as in a menu
			f.blank = true
		}
		switch {
		case r.br:
			f.lineBreak(r.at)
		case r.pre:
			f.b.Append(text.UnescapeHTML(p.src.Sub(r.at)))
			f.blank = false
		case strings.IndexByte(p.src.Slice(r.at), '&') < 0:
			f.fold(p.src, r.at)
		default:
			t := text.UnescapeHTML(p.src.Sub(r.at))
			g := folder{b: text.NewBuilder(t), blank: f.blank}
			g.fold(t, t.All())
			f.b.Append(g.b.Text())
			f.blank = g.blank
		}
	}
	t := f.b.Text()
	if s := t.Trim(t.All()); s != t.All() {
		return t.Sub(s)
	}
	return t
}

// folder writes text with its white space folded.
type folder struct {
	b     *text.Builder
	blank bool // white space here would follow white space, or start the text
}

// fold appends the words of t, the builder's parent, at s.
func (f *folder) fold(t text.Text, s text.Span) {
	str := t.String()
	from := s.Start // what is not written yet
	for i := s.Start; i < s.End; {
		if !isSpace(str[i]) {
			i++
			f.blank = false
			continue
		}
		end := i + 1
		for end < s.End && isSpace(str[end]) {
			end++
		}
		if f.blank || end > i+1 || str[i] != ' ' {
			f.b.Copy(text.Span{Start: from, End: i})
			if !f.blank {
				f.b.Put(" ", text.Span{Start: i, End: end})
			}
			from = end
		}
		f.blank = true
		i = end
	}
	f.b.Copy(text.Span{Start: from, End: s.End})
}

// lineBreak appends a line feed that stands for the <br> at s.
func (f *folder) lineBreak(s text.Span) {
	if f.b.Len() > 0 {
		f.b.Put("\n", s)
		f.blank = true
	}
}

// plainHTML reports whether s stands for itself in a text: no reference, no
// white space but single blanks.
func plainHTML(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '&' || isSpace(c) && (c != ' ' || i+1 < len(s) && isSpace(s[i+1])) {
			return false
		}
	}
	return true
}
