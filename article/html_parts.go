package article

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// kinds gives every block of a page its kind.
func (l *layout) kinds(m *metadata, t *titles) []BlockKind {
	p := l.p
	out := make([]BlockKind, len(p.blocks))
	described := map[string]bool{}
	for _, d := range m.description {
		described[squash(d)] = true
	}
	seen := map[string]bool{}
	for i := range p.blocks {
		s := p.blocks[i].text.String()
		out[i] = l.kind(i, s, i >= l.first && i <= l.last, t, described)
		if out[i].Body() {
			if k := p.blocks[i].form; seen[k] && len(k) > 30 {
				out[i] = Furniture
			} else {
				seen[k] = true
			}
		}
	}
	l.strayHeadings(out)
	l.signatures(out)
	return out
}

// kind returns what block i is.
func (l *layout) kind(i int, s string, within bool, t *titles, described map[string]bool) BlockKind {
	p, st := l.p, l.stats[i]
	elem := p.blocks[i].elem
	heading := tagSet.flags(st.tag)&tagHeading != 0
	switch {
	case t.blocks[i], t.known[p.blocks[i].form] && (heading || p.under(elem, markHeadline)):
		return Headline
	case st.tag == atom.Figcaption || st.tag == atom.Caption || p.under(elem, markCaption):
		return Caption
	case described[p.blocks[i].form] && st.words > 4 && !within || p.under(elem, markStandfirst) && l.nearTop(i) && !within && st.words > 4:
		return Standfirst
	}
	if within && i == l.first && l.summary(i, s, described) {
		return Standfirst
	}
	if within && l.inBody(elem) && !l.junk[elem] && !l.isLine(i, s) && !l.teaser(i) {
		if heading {
			return Subheading
		}
		return Paragraph
	}
	return l.credit(i, s)
}

// teaser reports whether block i, in the midst of the body, is the summary of
// another article: it calls itself a summary and has a look of its own.
func (l *layout) teaser(i int) bool {
	p := l.p
	if i < l.first+3 || l.stats[i].told > 0.5 || !p.under(p.blocks[i].elem, markStandfirst) {
		return false
	}
	a, b := p.style(i), p.style(l.first)
	return a.parent != b.parent && a.sig != b.sig
}

// summary reports whether the first block of the body is a standfirst: it
// says what the page's description says, or calls itself one, and is set apart
// from the paragraphs after it.
func (l *layout) summary(i int, s string, described map[string]bool) bool {
	p := l.p
	told := described[p.blocks[i].form]
	if l.stats[i].words > 120 || !told && !p.under(p.blocks[i].elem, markStandfirst) {
		return false
	}
	for n := i + 1; n <= l.last; n++ {
		if l.stats[n].prose {
			a, b := p.style(i), p.style(n)
			if !told {
				a.sig, b.sig = 0, 0
			}
			return a != b
		}
	}
	return false
}

// blockStyle is what sets the look of a block.
type blockStyle struct {
	parent int32
	tag    atom.Atom
	sig    int32
	bold   bool
}

// style returns what sets the look of block i.
func (p *page) style(i int) blockStyle {
	k := p.blocks[i]
	e := p.elems[p.elems[k.elem].block]
	st := blockStyle{e.parent, e.tag, e.sig, true}
	for _, r := range k.runs {
		st.bold = st.bold && (r.bold || r.br)
	}
	return st
}

// creditLen is the number of words up to which a line can be a byline or a
// date line.
const creditLen = 25

// credit returns Byline or DateLine for a line that tells who wrote the
// article or when it appeared, else Furniture.
func (l *layout) credit(i int, s string) BlockKind {
	if l.stats[i].words > creditLen || i > l.last+3 {
		return Furniture
	}
	near := l.nearTop(i) && !l.p.under(l.p.blocks[i].elem, markHard|markNever)
	dated, named := l.p.marked(i, markDate), l.p.marked(i, markByline)
	if !near && dated == "" && named == "" {
		return Furniture
	}
	if _, _, ok := dateLine(s); ok && (near || dated != "") {
		return DateLine
	}
	switch by := bylineOf(s); {
	case near && (by == sureCredit || by == weakCredit && l.stats[i].links < 0.5):
		return Byline
	case named != "" && len(parseByline(named)) > 0:
		return Byline
	case dated != "" && strings.ContainsAny(dated, "0123456789"):
		return DateLine
	}
	return Furniture
}

// marked returns the words of block i that stand under an element with mark
// m, parted by blanks.
func (p *page) marked(i int, m mark) string {
	k := &p.blocks[i]
	if p.under(k.elem, m) {
		return k.text.String()
	}
	var runs []textRun
	var out []string
	flush := func() {
		if len(runs) > 0 {
			out = append(out, p.blockText(runs).String())
			runs = runs[:0]
		}
	}
	for _, r := range k.runs {
		if p.under(r.elem, m) {
			runs = append(runs, r)
		} else {
			flush()
		}
	}
	flush()
	return strings.Join(out, " ")
}

// nearTop reports whether block i stands at the headline or between it and the
// body's first paragraph.
func (l *layout) nearTop(i int) bool {
	from := l.first - 20
	if l.title >= 0 && l.title < l.first {
		from = l.title - 5
	}
	return i > from && i <= l.first+1
}

// isLine reports whether a block inside the body is a line of furniture: a
// link that leads on, a share line.
func (l *layout) isLine(i int, s string) bool {
	st := l.stats[i]
	switch {
	case st.told > 0.9 && st.prose:
		return false
	case st.words < 8 && l.p.allUnder(i, atom.Time):
		return true
	case l.whole && st.prose && st.told < 0.2:
		return true
	case st.links > 0.6 && st.words < 25:
		return st.links > 0.9 || !fullStop(s)
	}
	return furnitureLine(s)
}

// signatures makes bylines of lines at either end of the body that are set off
// and hold a name and nothing else.
func (l *layout) signatures(kinds []BlockKind) {
	first, last, n := -1, -1, 0
	for i, k := range kinds {
		if k == Paragraph {
			if first < 0 {
				first = i
			}
			last = i
			n++
		}
	}
	if n < 4 {
		return
	}
	for i := max(first-1, 0); i <= min(last+1, len(kinds)-1); i++ {
		if i > first && i < last-1 || kinds[i] != Paragraph && kinds[i] != Furniture {
			continue
		}
		near := first
		if i >= last-1 {
			near = last
		}
		s := l.p.blocks[i].text.String()
		if w := l.stats[i].words; w > 4 || l.p.parent(i) != l.p.parent(near) || fullStop(s) || !nameLike(s) || !l.p.emphasised(i) {
			continue
		} else if i <= first && (w < 2 || !capitals(s)) || w < 2 && !agency(s) && !strings.Contains(s, "-") {
			continue // a kicker or the like
		}
		kinds[i] = Byline
	}
}

// emphasised reports whether all words of block i are set in bold or italics.
func (p *page) emphasised(i int) bool {
	for _, r := range p.blocks[i].runs {
		if r.bold || r.br || blankHTML(p.src.Slice(r.at)) || blankText(p.src.Slice(r.at)) {
			continue
		}
		at, found := r.elem, false
		for n := 0; at > 0 && n < 4; n++ {
			tag := p.elems[at].tag
			found = found || tag == atom.I || tag == atom.Em || tag == atom.Cite
			at = p.elems[at].parent
		}
		if !found {
			return false
		}
	}
	return true
}

// strayHeadings takes subheadings with no paragraph after them out of the
// body.
func (l *layout) strayHeadings(kinds []BlockKind) {
	followed := false
	for i := len(kinds) - 1; i >= 0; i-- {
		switch kinds[i] {
		case Paragraph:
			followed = true
		case Subheading:
			if !followed {
				kinds[i] = Furniture
			}
			followed = false
		}
	}
}

// allUnder reports whether all words of block i stand in elements of a tag.
func (p *page) allUnder(i int, tag atom.Atom) bool {
	for _, r := range p.blocks[i].runs {
		at := r.elem
		for n := 0; at > 0 && p.elems[at].tag != tag && n < 4; n++ {
			at = p.elems[at].parent
		}
		if p.elems[at].tag != tag && !r.br && !blankHTML(p.src.Slice(r.at)) {
			return false
		}
	}
	return true
}
