package article

import (
	"cmp"
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
	if mayDigest(t.String()) && readDigest(digestInput{item, p.lines(), ShapeHTML, "page, " + charset}, opt, yield) {
		return
	}
	if charset == "utf-8" {
		p.raw = item.Data
	}
	d := p.draft(cmp.Or(item.URL, item.Location))
	d.because("charset", charsetReason(item.Data, item.Hint, charset))
	yield(d.article(item, opt), nil)
}

// draft makes the article of a page.
func (p *page) draft(location string) *draft {
	m := p.readMeta(location, p.headings())
	t := p.readTitles(m)
	l := newLayout(p, m, t)
	kinds := l.kinds(m, t)
	d := &draft{
		shape: ShapeHTML, title: t.best.words, outlet: m.outlet, url: m.url, language: p.lang,
		source: m.source, section: m.section, published: m.published, modified: m.modified,
	}
	d.is = l.whatItIs(d, m, kinds)
	body := l.hiddenBody(m, t, kinds)
	p.dateAndByline(d, m, l, kinds, body.draft)
	d.because("title", t.best.from)
	if d.published.Known() {
		d.because("published", d.published.Basis)
	}
	if d.modified.Known() {
		d.because("modified", d.modified.Basis)
	}
	p.addHeadlines(d, t, kinds)
	pictures := p.pictures(m, kinds)
	for i, k := range p.blocks {
		if i == body.at {
			d.fragments = append(d.fragments, body.fragments...)
		}
		n := len(d.fragments)
		if d.add(kinds[i], k.text); len(d.fragments) > n {
			d.fragments[n].url = pictures[i]
		}
	}
	if body.at == len(p.blocks) {
		d.fragments = append(d.fragments, body.fragments...)
	}
	if body.from != "" {
		d.because("body", body.from)
	} else if l.body >= 0 {
		d.because("body", "blocks of the page")
	}
	return d
}

// dateAndByline finds the day of publication and the authors, if the metadata
// do not tell, in what the page shows or else in its state.
func (p *page) dateAndByline(d *draft, m *metadata, l *layout, kinds []BlockKind, state *draft) {
	if !d.published.Known() {
		d.published = p.shownDate(kinds, l, m)
	}
	var from string
	d.byline, from = p.readByline(m, kinds)
	if state != nil {
		if !d.published.Known() {
			d.published = state.published
		}
		if !d.modified.Known() {
			d.modified = state.modified
		}
		if len(d.byline) == 0 && len(state.byline) > 0 {
			d.byline, from = state.byline, "page state"
		}
	}
	if from != "" {
		d.because("byline", from)
	}
}

const (
	toldWords = 40  // words from which a body that the page does not show is worth taking
	toldShare = 0.4 // share of it up to which what the page shows counts as a preview
	bareWords = 150 // shown words from which the page's state is not looked at
)

// hidden is a body that the page holds but does not show.
type hidden struct {
	fragments []fragment
	at        int    // the block before which it belongs, -1 without one
	from      string // where it was found
	draft     *draft // of the page's state
}

// hiddenBody returns the body that stands in the JSON-LD or in the page's
// state, when the page shows none or only the beginning of it. What the page
// shows of it becomes furniture.
func (l *layout) hiddenBody(m *metadata, t *titles, kinds []BlockKind) hidden {
	p := l.p
	shown := 0
	for i, st := range l.stats {
		if kinds[i] == Paragraph {
			shown += st.words
		}
	}
	none := hidden{at: -1}
	preview := func(words int) bool { return words >= toldWords && float64(shown) <= toldShare*float64(words) }
	out := none
	if preview(l.told.words) {
		if at, ok := p.ldString("articleBody", func(t text.Text) bool { return l.told.covers(t.String()) > 0.5 }); ok {
			out.fragments, out.from = toldBlocks(at), "JSON-LD articleBody"
		}
	}
	if out.from == "" && m.live() {
		entries, words := p.ldEntries()
		if preview(words) {
			out.fragments, out.from = entries, "JSON-LD liveBlogUpdate"
		}
	}
	if out.from == "" && shown < bareWords && p.raw != nil {
		if out.draft = p.stateDraft(p.raw, t); out.draft == nil {
			return none
		}
		words := 0
		for _, f := range out.draft.fragments {
			if f.kind.Body() {
				words += count(f.text.String())
			}
			if f.kind.Body() || f.kind == Standfirst {
				out.fragments = append(out.fragments, f)
			}
		}
		if !preview(words) {
			return hidden{at: -1, draft: out.draft}
		}
		out.from = "page state"
		for _, r := range out.draft.reasons {
			if r.What == "body" {
				out.from = r.From
			}
		}
	}
	if out.from == "" {
		return none
	}
	out.at = len(p.blocks)
	for i := len(kinds) - 1; i >= 0; i-- {
		if kinds[i].Body() {
			kinds[i] = Furniture
			out.at = i
		}
	}
	if out.at == len(p.blocks) {
		out.at = l.title + 1 // the first, if the page shows no headline
	}
	return out
}

// toldBlocks cuts a body that is one string.
func toldBlocks(t text.Text) []fragment {
	if s := t.String(); strings.Contains(s, "</") || strings.Contains(s, "<p") || strings.Contains(s, "<br") {
		return htmlFragment(t)
	}
	return plainBlocks(text.UnescapeHTML(t))
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
		case tagSet.flags(p.blockTag(k.elem))&tagHeading != 0:
			kind = Subheading
		}
		out = append(out, fragment{kind: kind, text: k.text})
	}
	return out
}
