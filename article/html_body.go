package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"dateline/text"
)

// blockStats are the figures by which a block is judged.
type blockStats struct {
	words  int     // words parted by white space, or their like in other scripts
	links  float64 // share of the words that stand in links, 0 to 1
	prose  bool    // reads as running text
	tag    atom.Atom
	told   float64 // share of the words that the metadata's body has too, 0 to 1
	weight float64 // for the body if positive, against it if negative
}

// layout is what is known of a page's blocks and elements before they are
// given their kinds.
type layout struct {
	p     *page
	stats []blockStats // of p.blocks
	junk  []bool       // of p.elems: furniture
	sum   []float64    // of p.elems: weights of all blocks inside
	title int          // the block that shows the headline, -1 if there is none
	first int          // the first and
	last  int          // the last block of prose in the body; last < first if there is none
	told  *evidence    // the body as the metadata give it
	whole bool         // the evidence holds all of the body, as far as can be told
	body  int32        // the element that holds the body, 0 if it is the whole page, -1 if there is none
}

// newLayout measures the blocks of p and finds the element that holds the
// body: the one whose blocks together weigh most, where paragraphs count for
// it and links, short lines and furniture against it.
func newLayout(p *page, m *metadata, t *titles) *layout {
	l := &layout{p: p, stats: make([]blockStats, len(p.blocks)), junk: make([]bool, len(p.elems)), sum: make([]float64, len(p.elems))}
	l.told = newEvidence(m)
	for i := range p.blocks {
		l.stats[i] = p.measure(&p.blocks[i])
		if l.stats[i].words > 4 {
			l.stats[i].told = l.told.covers(p.blocks[i].text.String())
		}
	}
	l.findJunk(t)
	l.weigh()
	l.body = l.heaviest()
	l.findEnds(t)
	l.judgeEvidence()
	return l
}

// findEnds finds the headline's block and the first and last block of the
// body: prose, with the short paragraphs that stand right beside it.
func (l *layout) findEnds(t *titles) {
	p := l.p
	l.title, l.first, l.last = t.best.block, len(l.stats), -1
	for i := range t.blocks {
		if l.title < 0 || l.title > i && t.best.block < 0 {
			l.title = i
		}
	}
	for i := range l.stats {
		if elem := p.blocks[i].elem; l.inBody(elem) && !l.junk[elem] && l.stats[i].prose {
			l.first, l.last = min(l.first, i), i
		}
	}
	if l.last < 0 {
		return
	}
	near := p.parent(l.first)
	for l.first > 0 && l.goesOn(l.first-1, near) && !t.blocks[l.first-1] {
		l.first--
	}
	near = p.parent(l.last)
	for l.last+1 < len(l.stats) && l.goesOn(l.last+1, near) {
		l.last++
	}
}

// judgeEvidence finds out whether the evidence is the whole body: most of it is
// found on the page, and most of the body's prose is in it.
func (l *layout) judgeEvidence() {
	prose, found := 0.0, 0.0
	for i := l.first; i <= l.last; i++ {
		if st := l.stats[i]; st.prose && l.inBody(l.p.blocks[i].elem) && !l.junk[l.p.blocks[i].elem] {
			prose += float64(st.words)
			found += float64(st.words) * st.told
		}
	}
	n := float64(l.told.words)
	l.whole = n > 50 && found > 0.8*n && found > 0.6*prose
}

// goesOn reports whether block i is a short paragraph of the body: a child of
// element near with words of its own that are no credit and no known line.
func (l *layout) goesOn(i int, near int32) bool {
	st, k := l.stats[i], l.p.blocks[i]
	s := k.text.String()
	if tagSet.flags(st.tag)&tagHeading != 0 && i < l.first {
		return st.tag != atom.H1 && l.p.parent(i) == near && !l.junk[k.elem] && st.links == 0 && !furnitureLine(s)
	}
	if _, _, dated := dateLine(s); dated {
		return false
	}
	return (st.tag == atom.P || st.tag == atom.Blockquote) && l.p.parent(i) == near && !l.junk[k.elem] && st.links < 0.3 && st.words > 2 &&
		!l.p.under(k.elem, markCaption|markStandfirst|markByline|markDate|markHeadline) &&
		bylineOf(s) == noCredit && !furnitureLine(s)
}

// measure takes the figures of a block.
func (p *page) measure(k *htmlBlock) blockStats {
	s := k.text.String()
	st := blockStats{words: count(s), tag: p.blockTag(k.elem)}
	linked, all := 0, 0
	for _, r := range k.runs {
		if r.br {
			continue
		}
		n := letters(p.s[r.at.Start:r.at.End])
		all += n
		if r.link > 0 {
			linked += n
		}
	}
	if all > 0 {
		st.links = float64(linked) / float64(all)
	}
	most := 0.5
	if st.words >= 20 && st.tag == atom.P {
		most = 0.75
	}
	st.prose = tagSet.flags(st.tag)&tagHeading == 0 && st.links < most && prose(s)
	return st
}

// letters returns the number of bytes of s that are not white space.
func letters(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if !isSpace(s[i]) {
			n++
		}
	}
	return n
}

// totals adds up value(block) over all blocks in each element.
func (l *layout) totals(out []float64, value func(i int) float64) {
	clear(out)
	for i := range l.p.blocks {
		out[l.p.blocks[i].elem] += value(i)
	}
	for i := len(out) - 1; i > 0; i-- {
		out[l.p.elems[i].parent] += out[i]
	}
}

// The shares of a page's prose up to which an element that calls itself
// furniture is believed.
const (
	softShare = 0.4
	hardShare = 0.75
)

// findJunk tells which elements are furniture. One that holds the headline or
// what calls itself the article's body is not.
func (l *layout) findJunk(t *titles) {
	p := l.p
	prose := make([]float64, len(p.elems))
	l.totals(prose, func(i int) float64 {
		if l.stats[i].prose {
			return float64(l.stats[i].words)
		}
		return 0
	})
	alike := map[int32]float64{} // prose in all elements of a class
	for i, e := range p.elems {
		if e.sig != 0 {
			alike[e.sig] += prose[i]
		}
	}
	core := make([]float64, len(p.elems)) // headlines and declared bodies inside
	l.totals(core, func(i int) float64 {
		if t.blocks[i] {
			return 1
		}
		return 0
	})
	rivals := l.rivals(core, prose)
	for i := len(p.elems) - 1; i > 0; i-- {
		if e := p.elems[i]; e.own&markBody != 0 && max(prose[i], alike[e.sig]) > softShare*prose[0] && prose[i] > 0 {
			core[i]++
		}
		if core[i] > 0 {
			core[p.elems[i].parent]++
		}
	}
	for i := 1; i < len(p.elems); i++ {
		e := p.elems[i]
		l.junk[i] = l.junk[e.parent]
		switch {
		case l.junk[i] || core[i] > 0:
		case e.own&markNever != 0:
			l.junk[i] = true
		case e.own&markHard != 0:
			l.junk[i] = max(prose[i], alike[e.sig]) <= hardShare*prose[0]
		case rivals[i]:
			l.junk[i] = true
		case e.own&(markSoft|markHidden|markByline|markDate) != 0:
			l.junk[i] = max(prose[i], alike[e.sig]) <= softShare*prose[0]
		}
	}
}

// rivals tells which elements are articles without the page's headline that
// stand beside or inside the one that has it and are not most of that: teasers
// of other articles. titled counts the headlines in each element.
func (l *layout) rivals(titled, prose []float64) []bool {
	out := make([]bool, len(l.p.elems))
	home := make([]int32, len(l.p.elems)) // the nearest article around that has the headline, 0 if there is none
	for i := 1; i < len(out); i++ {
		e := l.p.elems[i]
		home[i] = home[e.parent]
		switch {
		case e.tag != atom.Article || titled[0] == 0:
		case titled[i] > 0:
			home[i] = int32(i)
		default:
			out[i] = prose[i] <= softShare*prose[home[i]]
		}
	}
	return out
}

// weigh gives every block its weight.
func (l *layout) weigh() {
	for i := range l.stats {
		st := &l.stats[i]
		words := min(float64(st.words), 150)
		switch {
		case l.junk[l.p.blocks[i].elem]:
			st.weight = -2
		case tagSet.flags(st.tag)&tagHeading != 0:
			st.weight = -words * st.links
		case st.prose:
			st.weight = words * (1 - st.links) * (1 - st.links) * (1 + st.told)
		case st.links > 0.5:
			st.weight = -1 - words/2
		case st.tag == atom.Tr:
			st.weight = words / 3
		default:
			st.weight = -1
		}
	}
	l.totals(l.sum, func(i int) float64 { return l.stats[i].weight })
}

const (
	// gain is by how much a wider element must outweigh a narrower one.
	gain = 1.15
	// declaredShare is the share of the heaviest element's weight from which
	// an element that calls itself the body is taken at its word.
	declaredShare = 0.8
)

// heaviest returns the element that holds the body.
func (l *layout) heaviest() int32 {
	p := l.p
	best := make([]int32, len(p.elems)) // heaviest in the subtree
	child := make([]int32, len(p.elems))
	for i := range child {
		child[i] = -1
	}
	for i := int32(len(p.elems)) - 1; i >= 0; i-- {
		best[i] = i
		if c := child[i]; c >= 0 && l.sum[i] < gain*l.sum[c] {
			best[i] = c
		}
		if i > 0 {
			if up := p.elems[i].parent; child[up] < 0 || l.sum[best[i]] >= l.sum[child[up]] {
				child[up] = best[i]
			}
		}
	}
	top := best[0]
	for up := p.elems[top].parent; top > 0 && p.elems[top].tag == atom.P && l.sum[up] > declaredShare*l.sum[top]; up = p.elems[top].parent {
		top = up
	}
	if l.sum[top] <= 0 {
		return -1
	}
	if d := l.declared(declaredShare * l.sum[top]); d >= 0 {
		return d
	}
	return top
}

// declared returns the element that holds what calls itself the article's
// body, in one element or in several of one class, if that weighs at least
// least; else -1.
func (l *layout) declared(least float64) int32 {
	p := l.p
	type group struct {
		sum         float64
		first, last int32
	}
	groups := map[int32]group{}
	best, lone := group{}, int32(0)
	for i := range p.elems {
		e := p.elems[i]
		if e.own&markBody == 0 || l.junk[i] || l.sum[i] <= 0 {
			continue
		}
		sig := e.sig
		if sig == 0 {
			lone--
			sig = lone
		}
		g, ok := groups[sig]
		if ok && p.elems[g.last].end > int32(i) {
			continue // inside one of its own class
		}
		if !ok {
			g.first = int32(i)
		}
		g.last = int32(i)
		g.sum += l.sum[i]
		groups[sig] = g
		if g.sum > best.sum {
			best = g
		}
	}
	if best.sum < least || best.sum <= 0 {
		return -1
	}
	at := best.first
	for best.last >= p.elems[at].end {
		at = p.elems[at].parent
	}
	if l.sum[at] < 0.9*best.sum {
		return -1
	}
	return at
}

// inBody reports whether element i is the body's or inside it.
func (l *layout) inBody(i int32) bool {
	return l.body >= 0 && i >= l.body && i < l.p.elems[l.body].end
}

// squash is the form in which short texts are compared: letters and digits in
// lower case, one blank for each run of anything else.
func squash(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		if r < utf8.RuneSelf {
			if r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
			}
			if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
				gap = true
				continue
			}
		} else if text.FoldRune(r) == -1 {
			continue
		} else if r = unicode.ToLower(r); !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}
