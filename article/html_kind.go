package article

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// whatItIs tells what the page is beside an article, see Article.Kind, and
// notes why. In a live report it makes date lines of the entries' times.
func (l *layout) whatItIs(d *draft, m *metadata, kinds []BlockKind) string {
	if why := l.live(m, kinds); why != "" {
		d.because("kind", why)
		return KindLive
	}
	if why := l.list(m, kinds); why != "" {
		d.because("kind", why)
		return KindList
	}
	if why := l.wall(m, kinds); why != "" {
		d.because("kind", why)
		return KindPaywall
	}
	return ""
}

// liveEntries is the number of entries from which a report is a live one.
const liveEntries = 3

// live tells why the page is a live report: several elements of one class in
// the body, each with a time and words of its own, on a page that calls itself
// live. The lines that hold their times become date lines.
func (l *layout) live(m *metadata, kinds []BlockKind) string {
	p := l.p
	declared := m.live()
	if !declared && l.body < 0 {
		return ""
	}
	if !declared && !slices.ContainsFunc(p.elems, func(e element) bool { return e.own&markLive != 0 }) {
		return ""
	}
	timed := make([]bool, len(p.elems))
	mark := func(i int32) {
		for n := 0; n < 8 && i > 0 && !timed[i]; n++ {
			timed[i] = true
			i = p.elems[i].parent
		}
	}
	for _, t := range p.times {
		mark(t.elem)
	}
	for i, k := range p.blocks {
		if l.stats[i].words < 8 && entryTime(k.text.String()) {
			mark(k.elem)
		}
	}
	entries := map[int32]int{}
	worded := make([]float64, len(p.elems))
	l.totals(worded, func(i int) float64 {
		if l.stats[i].prose && kinds[i].Body() {
			return 1
		}
		return 0
	})
	most := 0
	for i, e := range p.elems {
		if e.sig != 0 && timed[i] && worded[i] > 0 && !l.junk[i] {
			entries[e.sig]++
			most = max(most, entries[e.sig])
		}
	}
	if most < liveEntries && !declared {
		return ""
	}
	for i, k := range p.blocks {
		if i <= l.first-2 || i > l.last || kinds[i] == Headline || l.stats[i].words >= 8 {
			continue
		}
		s := k.text.String()
		if _, _, dated := dateLine(s); dated || entryTime(s) || p.allUnder(i, atom.Time) {
			kinds[i] = DateLine
		}
	}
	if declared {
		return "JSON-LD LiveBlogPosting"
	}
	return "entries with times of their own"
}

// entryTime reports a line that begins with a time of day and says little else.
func entryTime(s string) bool {
	hour, rest, ok := strings.Cut(strings.TrimSpace(s), ":")
	if !ok || len(hour) == 0 || len(hour) > 2 || !number(hour) || len(rest) < 2 || !number(rest[:1]) || !number(rest[1:2]) {
		return false
	}
	label, _, fine := dateLabel(rest[2:])
	return fine || label || strings.TrimSpace(rest[2:]) == ""
}

const (
	listRows  = 20 // lines that are links, in one list, from which a page without prose is a list
	listStray = 30 // words of prose up to which it has none
	listLinks = 6  // linked headings from which a page may be a list
	listWords = 60 // words of prose for each of them up to which it is one
)

// list tells why the page is a list of other articles.
func (l *layout) list(m *metadata, kinds []BlockKind) string {
	p := l.p
	if m.article != nil || m.kind == "article" {
		return ""
	}
	links, words, row, longest := 0, 0, 0, 0
	for i, st := range l.stats {
		switch {
		case p.under(p.blocks[i].elem, markHard|markNever|markHidden):
		case p.heading(p.blocks[i].elem) != 0 && st.links > 0.8 && st.words >= 3:
			links++
			row = 0
		case st.prose && st.links < 0.5:
			row++
			words += st.words
			longest = max(longest, row)
		case p.heading(p.blocks[i].elem) != 0:
			row = 0
		}
	}
	if shown := slices.ContainsFunc(kinds, func(k BlockKind) bool { return k == DateLine || k == Byline }); words > wallShort && (m.published.Known() || shown) {
		return ""
	}
	if words <= listStray && l.longestList() >= listRows {
		return "a list of links, with little text"
	}
	declared := slices.ContainsFunc(m.ld.kinds, func(s string) bool { return s == "CollectionPage" || s == "ItemList" || s == "SearchResultsPage" })
	switch {
	case links < listLinks && !(declared && links >= listLinks/2):
	case words > listWords*links || longest > 4:
	case declared:
		return "JSON-LD names a list, and headings link to other pages"
	default:
		return "headings link to other pages, with little text"
	}
	return ""
}

// longestList returns the most lines that are links in one list of the page,
// those of menus left out.
func (l *layout) longestList() int {
	p := l.p
	rows := map[int32]int{}
	most := 0
	for i, st := range l.stats {
		if st.links <= 0.8 || st.words < 3 || p.under(p.blocks[i].elem, markHard|markNever|markHidden) {
			continue
		}
		e := p.blocks[i].elem
		for e > 0 && p.elems[e].tag != atom.Ul && p.elems[e].tag != atom.Ol {
			e = p.elems[e].parent
		}
		if e > 0 {
			rows[e]++
			most = max(most, rows[e])
		}
	}
	return most
}

const (
	wallShort = 150 // words up to which a body is a preview, where the page says that one has to pay
	wallLong  = 400 // likewise, where a line asks to subscribe right behind it
	wallShare = 0.6 // share of the words that the page says the article has
)

// wall tells why the page shows only the start of an article: it says that
// one has to pay, and what it shows is short, or ends where one is asked to
// subscribe.
func (l *layout) wall(m *metadata, kinds []BlockKind) string {
	p := l.p
	words := 0
	for i, st := range l.stats {
		if kinds[i].Body() {
			words += st.words
		}
	}
	asked, barrier := false, false
	for i := l.last + 1; i < len(p.blocks); i++ {
		asked = asked || i < l.last+8 && asksToSubscribe(p.blocks[i].text.String())
		barrier = barrier || p.under(p.blocks[i].elem, markWall) && l.stats[i].words > 2
	}
	barrier = barrier || slices.ContainsFunc(p.elems, func(e element) bool { return e.own&markWall != 0 })
	short := words < wallShort && l.told.words < wallShort
	cut := m.words > 0 && float64(max(words, l.told.words)) < wallShare*float64(m.words)
	switch {
	case !m.free && (short || cut):
		return "isAccessibleForFree is false, and the body is short"
	case !m.free && asked && words < wallLong:
		return "isAccessibleForFree is false, and a line asks to subscribe"
	case barrier && asked && words < wallLong:
		return "a paywall stands after a short body"
	case asked && short && words > 0:
		return "a line asks to subscribe after a short body"
	}
	return ""
}

// asksToSubscribe reports a line that offers the rest to subscribers.
func asksToSubscribe(s string) bool {
	if size(s) > 300 {
		return false
	}
	lex := words()
	if !lex.mayHave(wordWall, s) {
		return false
	}
	ws := plainWords(s)
	for i := range ws {
		if lex.opens(wordWall, ws[i:]) > 0 {
			return true
		}
	}
	return false
}
