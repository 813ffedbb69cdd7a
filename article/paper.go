package article

import (
	"slices"
	"strings"

	"dateline/source"
	"dateline/text"
)

// paper is the text of a document of a word processor: paragraphs parted by
// blank lines, lines by line feeds, the cells of a row by tabs.
type paper struct {
	text   text.Text
	styled []styledRun
	title  text.Text // from the document's properties, empty if there is none
	author string    // likewise
}

// styledRun is a paragraph whose style says what it is.
type styledRun struct {
	span text.Span
	kind BlockKind // Headline, Subheading, Standfirst, Caption
}

// paperBuilder writes a paper from the bytes of an original.
type paperBuilder struct {
	data   []byte
	b      text.Builder
	start  int // where the paragraph that is being written begins
	styled []styledRun
}

// copy appends bytes that stand for themselves.
func (w *paperBuilder) copy(s text.Span) { w.b.CopyBytes(w.data, s) }

// put appends words that stand for the bytes at s.
func (w *paperBuilder) put(words string, s text.Span) { w.b.PutBytes(words, s) }

// end ends the paragraph with the mark at s. style is what its style says it
// is; Paragraph for nothing.
func (w *paperBuilder) end(s text.Span, style BlockKind) {
	if w.b.Len() > w.start && style != Paragraph {
		w.styled = append(w.styled, styledRun{text.Span{Start: w.start, End: w.b.Len()}, style})
	}
	w.b.PutBytes("\n\n", s)
	w.start = w.b.Len()
}

// paper returns what was written, the last paragraph ended.
func (w *paperBuilder) paper(style BlockKind) *paper {
	if w.b.Len() > w.start {
		w.end(text.Span{Start: len(w.data), End: len(w.data)}, style)
	}
	return &paper{text: w.b.Text(), styled: w.styled}
}

// read yields the articles of the paper: those of a download that holds many,
// else one. how is what the reason for the shape says.
func (p *paper) read(item source.Item, opt Options, shape Shape, how string, yield func(*Article, error) bool) {
	if p.text.Trim(p.text.All()).Empty() {
		yield(nil, refuse(item, "a document without text"))
		return
	}
	if readDigest(digestInput{item, p.text, shape, how}, opt, yield) {
		return
	}
	yield(p.article(item, opt, shape, how), nil)
}

// article reads the whole paper as one report: by the rules of plain text,
// except that a style which names its paragraph is believed.
func (p *paper) article(item source.Item, opt Options, shape Shape, how string) *Article {
	pl := newPlain(p.text, false)
	pl.because("shape", how)
	p.startAtTitle(pl)
	pl.body(pl.head())
	outlet := pl.outletUnless(item.Known.Outlet)
	a := &Article{
		Original: originalOf(item), Shape: shape, Outlet: outlet, Text: p.text, Blocks: pl.blocks, Title: fold(pl.title),
		Published: pl.published, Modified: pl.modified, URL: pl.url, Reasons: pl.reasons,
	}
	p.restyle(a)
	p.addTitle(a)
	if len(item.Known.Byline) == 0 && count(p.author) > 1 && nameLike(p.author) {
		item.Known.Byline = []string{p.author}
	}
	a.completeFrom(item, opt, "")
	return a
}

// startAtTitle makes blocks of what stands before the paragraph that is styled
// as the title, and of the title, and leaves the rest to the rules.
func (p *paper) startAtTitle(pl *plain) {
	title, ok := p.titleRun()
	if !ok {
		return
	}
	i := 0
	for ; i < len(pl.units) && pl.units[i].span.End <= title.Start; i++ {
		kind := Furniture
		if dates, _, dated := dateLine(pl.at(i)); dated {
			kind = DateLine
			pl.dates(dates)
		}
		pl.put(kind, pl.units[i])
	}
	for ; i < len(pl.units) && title.Contains(pl.units[i].span); i++ {
		pl.put(Headline, pl.units[i])
	}
	pl.title = p.text.Slice(p.text.Trim(title))
	pl.because("title", "paragraph in the style of a title")
	pl.units = pl.units[i:]
}

// titleRun returns where the headline stands, by its style. The first heading
// is the headline, if none is styled as the title and no running text comes
// before it.
func (p *paper) titleRun() (text.Span, bool) {
	for _, r := range p.styled {
		if r.kind == Headline {
			return r.span, true
		}
	}
	if len(p.styled) == 0 || p.styled[0].kind != Subheading {
		return text.Span{}, false
	}
	first := p.styled[0].span
	for line := range p.text.Lines(text.Span{Start: 0, End: first.Start}) {
		if prose(p.text.Slice(p.text.Trim(line))) {
			return text.Span{}, false
		}
	}
	return first, true
}

// restyle gives the blocks of styled paragraphs the kinds that their styles
// say. A row of a table is no heading.
func (p *paper) restyle(a *Article) {
	at := 0
	for i := range a.Blocks {
		b := &a.Blocks[i]
		for at < len(p.styled) && p.styled[at].span.End <= b.Span.Start {
			at++
		}
		switch {
		case b.Kind == Headline && fold(a.Text.Slice(b.Span)) == a.Title:
		case at < len(p.styled) && p.styled[at].span.Contains(b.Span):
			b.Kind = p.styled[at].kind
		case b.Kind == Subheading && strings.Contains(a.Text.Slice(b.Span), "\t"):
			b.Kind = Paragraph
		}
	}
}

// addTitle puts the title of the document's properties before the text, if the
// text has no headline and it reads as one.
func (p *paper) addTitle(a *Article) {
	s := p.title.Trim(p.title.All())
	if s.Empty() || !headlineName(p.title.Slice(s)) {
		return
	}
	for _, b := range a.Blocks {
		if b.Kind == Headline {
			return
		}
	}
	w := text.NewBuilder(text.Text{})
	title := w.Append(p.title.Sub(s))
	w.Gap("\n\n")
	shift := w.Append(a.Text).Start
	a.Text = w.Text()
	for i := range a.Blocks {
		a.Blocks[i].Span.Start += shift
		a.Blocks[i].Span.End += shift
	}
	a.Blocks = slices.Insert(a.Blocks, 0, Block{Headline, title})
	a.Reasons = append(a.Reasons, Reason{"title", "the document's properties"})
}

// headlineName reports whether the title of a document's properties is a
// headline and not the name of a file or of a program.
func headlineName(s string) bool {
	return count(s) >= 3 && size(s) <= 220 && hasLetter(s) && !strings.ContainsAny(s, "\\_") &&
		!strings.HasPrefix(s, "Microsoft ") && !strings.Contains(s, ".doc")
}
