package statement

import (
	"slices"
	"strings"

	"dateline/article"
	"dateline/language"
	"dateline/language/cue"
	"dateline/text"
)

// told is what the tree around one cue gives.
type told struct {
	head    int      // token of the cue
	cue     region   // the cue with its auxiliaries and particle
	source  region   // who says it; empty when nobody is named
	mention int      // index into Doc.Mentions of the source, -1 for none
	content []region // what is said
	lemma   string
	frame   string // how the cue takes the content: a frame of frames.tsv
	way     string // how the source was found, "" for a subject of the cue's own
	act     Act
	negated bool
}

// longestTree is how many tokens a sentence has at most whose tree is read for
// cues of its own: a longer one is no sentence, and its tree is not to be
// trusted.
const longestTree = 400

// trees adds what the trees tell and the rules before did not find: speech
// and stances in the outlet's own words, and such as are told inside what
// somebody else says. Where a rule found a cue, the rule decides.
func (f *finder) trees() {
	cued := make([]bool, len(f.d.Tokens))
	for i := range f.out {
		for _, c := range f.out[i].Cue {
			r := f.tokensOf(c)
			for k := r.first; k < r.last; k++ {
				cued[k] = true
			}
		}
	}
	// Both run in text order: what a sentence can run across is what began
	// before its end and goes on behind its beginning.
	order := make([]int, len(f.out))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return f.out[a].Span.Start - f.out[b].Span.Start })
	for _, x := range f.d.Sentences {
		headline := false
		switch f.d.Article.Blocks[x.Block].Kind {
		case article.Paragraph, article.Standfirst:
		case article.Headline:
			headline = true
		default:
			continue
		}
		span := f.d.Span(x)
		for len(order) > 0 && f.out[order[0]].Span.Start < span.End {
			f.near, order = append(f.near, order[0]), order[1:]
		}
		f.near = slices.DeleteFunc(f.near, func(i int) bool { return f.out[i].Span.End <= span.Start })
		if x.Last-x.First > longestTree || headline && f.saidIn(x.Block) {
			continue
		}
		for k := x.First; k < x.Last; k++ {
			if cued[k] || f.inQuote[k] >= 0 || f.named[k] {
				continue
			}
			r, ok := f.told(k, x)
			if !ok || headline && (r.mention < 0 || f.d.Mentions[r.mention].Kind != language.Name) {
				continue
			}
			n := len(f.out)
			if f.tell(r, x); headline && len(f.out) > n {
				f.out[n].Kind, f.out[n].Quotes = Indirect, nil // a headline is no quotation
				break
			}
		}
	}
}

// saidIn reports a block that a statement was found in.
func (f *finder) saidIn(block int) bool {
	return slices.ContainsFunc(f.near, func(i int) bool { return f.out[i].Block == block })
}

// tell makes a statement of what a tree gives, unless it runs across another
// one.
func (f *finder) tell(r told, x language.Sentence) {
	s := Statement{Block: x.Block, By: -1, Speaker: -1, Time: -1, Parent: -1, To: -1, Via: -1, Rule: "tree: " + r.frame}
	if r.way != "" {
		s.Rule += ", " + r.way
	}
	if r.negated {
		s.Rule += ", not"
	}
	if r.source.last > r.source.first {
		s.Source = f.span(r.source.first, r.source.last)
	}
	if r.mention >= 0 {
		m := f.d.Mentions[r.mention]
		s.By, s.Speaker = r.mention, m.Actor
		s.Role = f.role(s.By)
	}
	for _, c := range r.content {
		s.Content = f.content(s.Content, f.wholeQuotes(f.shortened(c), x))
	}
	if len(s.Content) == 0 || !f.substantial(s.Content) {
		return
	}
	s.Cue = []text.Span{f.span(r.cue.first, r.cue.last)}
	s.Kind = f.kind(s.Content)
	if s.Kind == Indirect {
		s.Content = f.withoutAside(s.Content)
	} else {
		s.Quotes = f.inner(s.Content)
	}
	s.Span = s.Content[0].Hull(s.Content[len(s.Content)-1]).Hull(s.Cue[0])
	if !s.Source.Empty() {
		s.Span = s.Span.Hull(s.Source)
	}
	within, ok := f.fits(&s)
	if !ok {
		return
	}
	if len(within) > 0 || r.frame != "clause" && !words["naming"][r.lemma] {
		f.ownQuotes(&s, within)
	}
	if s.Parent >= 0 && s.Speaker >= 0 && f.out[s.Parent].Speaker == s.Speaker {
		return // what somebody says of his own view is said already
	}
	use, _ := cue.Verb(f.lower(r.head))
	c := cueAt{token: r.head, behind: r.cue.last, subject: r.mention, source: s.Source, begin: r.cue.first, end: r.cue.last, use: use}
	if r.source.last > r.source.first {
		c.begin, c.end = min(c.begin, r.source.first), max(c.end, r.source.last)
	}
	u := unit{x.First, x.Last, x.Block}
	s.Time = f.time(u, c, s)
	f.manner(u, c, &s)
	s.Act = r.act
	f.out = append(f.out, s)
	f.near = append(f.near, len(f.out)-1)
	for _, i := range within {
		if f.out[i].Parent < 0 {
			f.out[i].Parent = len(f.out) - 1
		}
	}
}

// ownQuotes takes out the quotations of a statement that belong to one told
// in it, and words that are only set off: “spoke of “risk-listing””.
func (f *finder) ownQuotes(s *Statement, within []int) {
	s.Quotes = slices.DeleteFunc(s.Quotes, func(q text.Span) bool {
		if len(strings.Fields(f.d.Article.Text.Slice(q))) < 3 {
			return true
		}
		return slices.ContainsFunc(within, func(i int) bool {
			return slices.ContainsFunc(f.out[i].Content, func(c text.Span) bool { return c.Overlaps(q) })
		})
	})
	if len(s.Quotes) == 0 {
		s.Quotes = nil
		if len(within) > 0 || s.Kind == Direct {
			s.Kind = Indirect
		}
	}
}

// fits tells whether a statement runs across none that is there, and notes
// which one it is told in. within are the indices of those told in it.
func (f *finder) fits(s *Statement) (within []int, ok bool) {
	for _, i := range f.near {
		o := &f.out[i]
		if !o.Span.Overlaps(s.Span) {
			continue
		}
		if slices.ContainsFunc(o.Content, func(c text.Span) bool { return c.Contains(s.Cue[0]) }) {
			if s.Parent < 0 || f.out[s.Parent].Span.Len() > o.Span.Len() {
				s.Parent = i
			}
			if s.Kind != Indirect {
				f.within(s, i)
			}
			continue
		}
		for _, c := range o.Content {
			for _, y := range s.Content {
				if !c.Overlaps(y) {
					continue
				}
				if !y.Contains(o.Span) {
					return nil, false
				}
				if len(within) == 0 || within[len(within)-1] != i {
					within = append(within, i)
				}
			}
		}
	}
	return within, true
}

// shortened cuts what follows a reported clause in the sentence and is not
// part of it: who else says so, and what another one did meanwhile.
func (f *finder) shortened(r region) region {
	for k := r.first + 1; k+1 < r.last; k++ {
		if f.inQuote[k] >= 0 || f.word(k) != "," {
			continue
		}
		switch f.lower(k + 1) {
		case "while", "whereas", "according":
			return region{r.first, k}
		}
	}
	return r
}

// wholeQuotes widens a region to the ends of the quotations that it cuts
// through, and over a further one that "and" or a comma adds.
func (f *finder) wholeQuotes(r region, x language.Sentence) region {
	block := f.d.Article.Blocks[x.Block].Span
	in := func(k int) bool {
		return k >= 0 && k < len(f.d.Tokens) && int(f.d.Tokens[k].Start) >= block.Start && int(f.d.Tokens[k].Start) < block.End && f.inQuote[k] >= 0
	}
	quoted := false
	for k := r.first; k < r.last && !quoted; k++ {
		quoted = f.inQuote[k] >= 0
	}
	if !quoted {
		return r
	}
	for in(r.first-1) && f.inQuote[r.first] == f.inQuote[r.first-1] {
		r.first--
	}
	for in(r.last) && f.inQuote[r.last-1] == f.inQuote[r.last] {
		r.last++
	}
	for k := r.last; k+1 < x.Last && in(k+1) && f.inQuote[r.last-1] >= 0 && (f.lower(k) == "and" || f.lower(k) == "or" || f.word(k) == ","); k = r.last {
		for r.last = k + 2; in(r.last) && f.inQuote[r.last] == f.inQuote[r.last-1]; {
			r.last++
		}
	}
	return r
}

// substantial reports content that says something by itself: more than a
// pronoun.
func (f *finder) substantial(content []text.Span) bool {
	for _, c := range content {
		r := f.tokensOf(c)
		for k := r.first; k < r.last; k++ {
			if f.tree.contentWord(k) {
				return true
			}
		}
	}
	return false
}
