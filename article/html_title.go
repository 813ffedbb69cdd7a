package article

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"dateline/text"
)

// titles are the variants of a page's headline.
type titles struct {
	best   headline
	all    []headline
	known  map[string]bool // squash forms of all
	blocks map[int]bool    // blocks that show one
}

// headline is one variant, as one part of the page gives it.
type headline struct {
	words  string    // white space folded, the site's name cut off
	from   string    // "h1", "meta og:title"
	text   text.Text // where it stands
	block  int       // its block, -1 if it stands in metadata only
	weight float64   // its vote
}

// maxTitles bounds the variants that are compared with one another, and the
// names of the site and of the authors that are looked at.
const maxTitles = 50

// Votes of the places where a headline stands. Those that agree add up.
const (
	voteH1      = 1.1
	voteLD      = 1.2
	voteOG      = 1.15
	voteTwitter = .4
	voteTitle   = .5
	voteOther   = 0.2
)

// fromLD names the JSON-LD as the place of a headline.
const fromLD = "JSON-LD headline"

// readTitles collects the variants of the headline and chooses one.
func (p *page) readTitles(m *metadata) *titles {
	t := &titles{known: map[string]bool{}, blocks: map[int]bool{}}
	for i, h := range ldStrings(m.article["headline"]) {
		if i > 3 {
			break
		}
		want := squash(h)
		if at, ok := p.ldString("headline", func(x text.Text) bool { return squash(text.UnescapeHTML(x).String()) == want }); ok {
			t.add(text.UnescapeHTML(at), fromLD, -1, voteLD, m)
		}
	}
	for _, name := range metaTitles {
		for _, a := range m.values[name] {
			w := voteOther
			switch name {
			case "og:title":
				w = voteOG
			case "twitter:title":
				w = voteTwitter
			}
			t.add(text.UnescapeHTML(p.src.Sub(a.at)), "meta "+name, -1, w, m)
		}
	}
	for _, at := range p.titles {
		t.add(text.UnescapeHTML(p.src.Sub(at)), "title element", -1, voteTitle, m)
	}
	t.addHeadings(p, m)
	t.choose()
	return t
}

// addHeadings takes in the headings of the page that may be the headline:
// those that agree with the metadata, of which the first for each wording has
// a vote; if none does, the first of the first rank, a line that agrees, or the
// first that calls itself a headline. A heading agrees also with its kicker
// left out, or if the metadata put a kicker in front of it.
func (t *titles) addHeadings(p *page, m *metadata) {
	told := slices.Clone(t.all)
	forms := map[string]bool{}
	for _, o := range told {
		forms[squash(o.words)] = true
	}
	first, marked := -1, -1
	voted := map[string]bool{}
	for i, k := range p.blocks {
		rank := p.heading(k.elem)
		if rank == 0 && !p.under(k.elem, markHeadline) || p.under(k.elem, markHard) {
			continue
		}
		agrees := false
		for _, at := range p.readings(i) {
			h := headline{words: fold(at.Slice(m.withoutSite(at)))}
			form := squash(h.words)
			if !forms[form] && !slices.ContainsFunc(told, func(o headline) bool {
				return o.extends(h) && strings.HasSuffix(o.words, h.words)
			}) {
				continue
			}
			weight := voteH1
			if voted[form] {
				weight = 0
			}
			agrees, voted[form] = true, true
			t.add(at, "heading", i, weight, m)
			break
		}
		if agrees || m.isSite(k.text.String()) {
			continue
		}
		switch {
		case rank == atom.H1 && first < 0:
			first = i
		case marked < 0 && p.under(k.elem, markHeadline) && !linked(k.runs):
			marked = i
		}
	}
	switch {
	case len(voted) > 0:
	case first >= 0:
		t.add(p.blocks[first].text, "h1", first, voteH1, m)
	case !t.addLine(p, m) && marked >= 0:
		t.add(p.blocks[marked].text, "marked headline", marked, voteH1, m)
	}
}

// linked reports whether text is part of a link, as a teaser's heading is.
func linked(runs []textRun) bool {
	return slices.ContainsFunc(runs, func(r textRun) bool { return r.link > 0 })
}

// heading returns the rank of the heading that element i is or stands in, 0 if
// there is none.
func (p *page) heading(i int32) atom.Atom {
	for range 4 {
		e := p.elems[p.elems[i].block]
		if tagSet.flags(e.tag)&tagHeading != 0 {
			return e.tag
		}
		i = e.parent
	}
	return 0
}

// readings returns what the headline may be in block i, a heading: all of it,
// or what is no kicker.
func (p *page) readings(i int) []text.Text {
	k := &p.blocks[i]
	out := []text.Text{k.text}
	var rest []textRun
	for _, r := range k.runs {
		if !p.under(r.elem, markKicker) {
			rest = append(rest, r)
		}
	}
	if len(rest) > 0 && len(rest) < len(k.runs) {
		if at := p.blockText(rest); at.Len() > 0 {
			out = append(out, at)
		}
	}
	return out
}

// addLine takes in, for a page without headings, the first line of a few words
// that a variant in the metadata holds. It reports whether there is one.
func (t *titles) addLine(p *page, m *metadata) bool {
	for i, k := range p.blocks {
		line := headline{words: fold(k.text.String()), weight: voteH1}
		for _, h := range t.all {
			if h.block < 0 && (h.extends(line) || squash(h.words) == k.form) && count(line.words) > 2 {
				t.add(k.text, "line", i, voteH1, m)
				return true
			}
		}
	}
	return false
}

// add takes in a variant.
func (t *titles) add(at text.Text, from string, block int, weight float64, m *metadata) {
	at = at.Sub(m.withoutSite(at))
	words := fold(at.String())
	if words == "" || m.isSite(words) {
		return
	}
	if block >= 0 {
		t.blocks[block] = true
	}
	if len(t.all) == maxTitles {
		return
	}
	t.all = append(t.all, headline{words: words, from: from, text: at, block: block, weight: weight})
}

// choose takes the variant with most votes; among equal words the place that
// is trusted most. A variant that adds to another one at its end (the name of
// the site) or at its start (a kicker) votes for the shorter one.
func (t *titles) choose() {
	votes := map[string]float64{}
	for _, h := range t.all {
		votes[squash(h.words)] += h.weight
	}
	plain := maps.Clone(votes)
	declared := t.declared()
	for _, h := range t.all {
		k := squash(h.words)
		if t.known[k] {
			continue
		}
		t.known[k] = true
		counted := map[string]bool{k: true}
		for _, o := range t.all {
			if ok := squash(o.words); !counted[ok] && o.extends(h) && (!declared[ok] || !strings.HasSuffix(o.words, h.words)) {
				counted[ok] = true
				votes[k] += plain[ok]
			}
		}
	}
	var top float64
	for _, h := range t.all {
		v := votes[squash(h.words)] + h.weight/1000
		if h.block >= 0 {
			v -= 0.01 // a heading may run a kicker and the headline together
		}
		if v > top {
			top, t.best = v, h
		}
	}
}

// declared returns the headlines that the page declares to search engines and
// to other sites alike: the kicker in front of one belongs to it.
func (t *titles) declared() map[string]bool {
	told := map[string]bool{}
	for _, h := range t.all {
		if strings.HasPrefix(h.from, fromLD) {
			told[squash(h.words)] = false
		}
	}
	for _, h := range t.all {
		k := squash(h.words)
		if _, ok := told[k]; ok && h.from == "meta og:title" {
			told[k] = true
		}
	}
	return told
}

// extends reports whether h is o with a separator and a few more words at one
// of its ends.
func (h headline) extends(o headline) bool {
	if len(h.words) <= len(o.words) || len(o.words) < 12 {
		return false
	}
	rest, ok := strings.CutPrefix(h.words, o.words)
	if ok {
		return strings.IndexAny(strings.TrimSpace(rest), "|-–—:：｜·•»_/") == 0
	}
	if rest, ok = strings.CutSuffix(h.words, o.words); ok {
		rest = strings.TrimSpace(rest)
		return strings.HasSuffix(rest, ":") || strings.HasSuffix(rest, "|") || strings.HasSuffix(rest, "-") || strings.HasSuffix(rest, "–")
	}
	return false
}

// separators stand between a headline and the name of the site.
var separators = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", ": ", " |", "| "}

// withoutSite returns the part of a headline that is not the site's name.
func (m *metadata) withoutSite(at text.Text) text.Span {
	all := at.Trim(at.All())
	s := at.Slice(all)
	for cut := true; cut; {
		cut = false
		for _, sep := range separators {
			if i := strings.LastIndex(s, sep); i > 0 && m.isSite(s[i+len(sep):]) {
				s, cut = s[:i], true
			}
			if i := strings.Index(s, sep); i > 0 && m.isSite(s[:i]) {
				s, cut = s[i+len(sep):], true
			}
		}
	}
	i := strings.Index(at.String(), s)
	return at.Trim(text.Span{Start: i, End: i + len(s)})
}

// isSite reports whether s is the name of the site.
func (m *metadata) isSite(s string) bool {
	k := strings.ReplaceAll(squash(s), " ", "")
	if k == "" {
		return false
	}
	for _, site := range m.sites {
		if n := strings.ReplaceAll(squash(site), " ", ""); n != "" && (k == n || len(n) > 4 && strings.HasPrefix(k, n) && len(k) < len(n)+6) {
			return true
		}
	}
	return m.host != "" && (k == m.host || strings.HasPrefix(k, m.host) && len(k) < len(m.host)+5)
}
