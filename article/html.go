package article

import (
	"strings"

	"golang.org/x/net/html/atom"

	"dateline/source"
	"dateline/text"
)

// readHTML reads a page as one article. It works on the tokenizer's raw
// tokens, never on a tree that forgets where its text stood, so every
// character of the Text knows its bytes. It does not fail: a page in which no
// article is found gives one without a body.
func readHTML(item source.Item, opt Options, yield func(*Article, error) bool) {
	t, charset := decodeHTML(item.Data, item.Hint)
	p := parsePage(t, newMarker())
	p.render()
	d := p.draft(item.Location)
	d.because("charset", charset)
	yield(d.article(item, opt), nil)
}

// draft makes the article of a page.
func (p *page) draft(location string) *draft {
	m := p.readMeta(location, p.headings())
	t := p.readTitles(m)
	l := newLayout(p, m, t)
	kinds := l.kinds(m, t)
	d := &draft{shape: ShapeHTML, title: t.best.words, outlet: m.outlet, url: m.url, language: p.lang}
	d.published, d.modified = m.published, m.modified
	if !d.published.Known() {
		d.published = p.shownDate(kinds, l)
	}
	var from string
	if d.byline, from = p.readByline(m, kinds); from != "" {
		d.because("byline", from)
	}
	if t.best.from != "" {
		d.because("title", t.best.from)
	}
	if d.published.Known() {
		d.because("published", d.published.Basis)
	}
	p.addHeadlines(d, t, kinds)
	body, at := p.toldBody(l, kinds)
	for i, k := range p.blocks {
		if i == at {
			d.fragments = append(d.fragments, body...)
		}
		d.add(kinds[i], k.text)
	}
	if at == len(p.blocks) {
		d.fragments = append(d.fragments, body...)
	}
	if len(body) > 0 {
		d.because("body", "JSON-LD articleBody")
	}
	return d
}

const (
	toldWords = 40  // words from which a body in the metadata is worth taking
	toldShare = 0.4 // share of it up to which what the page shows counts as a preview
)

// toldBody returns the body that stands in the JSON-LD, when the page shows
// none or only the beginning of it, and the block before which it belongs.
// What the page shows of it becomes furniture.
func (p *page) toldBody(l *layout, kinds []BlockKind) ([]fragment, int) {
	words := 0
	for i, st := range l.stats {
		if kinds[i] == Paragraph {
			words += st.words
		}
	}
	if l.told.words < toldWords || float64(words) > toldShare*float64(l.told.words) {
		return nil, -1
	}
	t, ok := p.ldString("articleBody", func(t text.Text) bool { return l.told.covers(t.String()) > 0.5 })
	if !ok {
		return nil, -1
	}
	at := len(p.blocks)
	for i := len(kinds) - 1; i >= 0; i-- {
		if kinds[i].Body() {
			kinds[i] = Furniture
			at = i
		}
	}
	if at == len(p.blocks) {
		at = l.title + 1 // the first, if the page shows no headline
	}
	if s := t.String(); strings.Contains(s, "</") || strings.Contains(s, "<p") || strings.Contains(s, "<br") {
		return htmlFragment(t), at
	}
	return plainBlocks(text.UnescapeHTML(t)), at
}

// addHeadlines puts first the variants of the headline whose words no block
// of the page shows as a headline, the one taken as title first of all.
func (p *page) addHeadlines(d *draft, t *titles, kinds []BlockKind) {
	have := map[string]bool{}
	for i, k := range p.blocks {
		if kinds[i] == Headline {
			have[k.form] = true
		}
	}
	for _, h := range append([]headline{t.best}, t.all...) {
		if k := squash(h.words); k != "" && !have[k] && h.block < 0 {
			have[k] = true
			d.add(Headline, h.text)
		}
	}
}

// headings returns the keys of the page's headings of the first rank.
func (p *page) headings() map[string]bool {
	out := map[string]bool{}
	for _, k := range p.blocks {
		if p.blockTag(k.elem) == atom.H1 {
			out[key(k.text.String())] = true
		}
	}
	return out
}

// htmlFragment reads t, a field of a record, as the content of an HTML body
// and returns its blocks in order. All of it is taken as the article's, but
// for what calls itself furniture.
func htmlFragment(t text.Text) []fragment {
	p := parsePage(t, newMarker())
	p.render()
	var out []fragment
	for _, k := range p.blocks {
		kind := Paragraph
		s := k.text.String()
		switch {
		case p.under(k.elem, markHard|markHidden) || furnitureLine(s):
			kind = Furniture
		case p.under(k.elem, markCaption):
			kind = Caption
		case tagFlags[p.blockTag(k.elem)]&tagHeading != 0:
			kind = Subheading
		}
		out = append(out, fragment{kind, k.text})
	}
	return out
}
