package statement

import (
	"slices"
	"strings"

	"dateline/article"
	"dateline/language"
	"dateline/text"
)

// Find returns the statements of a report in text order. Texts whose names
// were not analysed (see language.Doc.Partial) give none: a quotation is kept
// by package language, but nobody is named for it.
func Find(d *language.Doc) []Statement {
	if d.Partial {
		return nil
	}
	f := &finder{d: d, s: d.Article.Text.String(), carried: -1}
	f.index()
	f.interview()
	headlines := map[string]bool{}
	for i, b := range d.Article.Blocks {
		switch b.Kind {
		case article.Headline, article.Subheading:
			if us := f.blocks[i]; b.Kind == article.Subheading && len(us) > 0 && (f.takeTurn(us) || f.signed(us)) {
				continue // a short line that looks like a subheading
			}
			// A headline that stands twice says what it says once.
			if words := text.Normal(d.Article.Text.Slice(b.Span)); !headlines[words] {
				headlines[words] = true
				f.flush()
				f.headline(i)
				f.lead = nil
			}
		case article.Paragraph, article.Standfirst:
			f.paragraph(i)
		}
	}
	f.flush()
	f.trees()
	f.secondHand()
	f.grade(f.out)
	return ordered(f.out)
}

// secondHand notes for what is told inside somebody's words who tells it.
func (f *finder) secondHand() {
	for i := range f.out {
		s := &f.out[i]
		if p := s.Parent; p >= 0 && s.Via < 0 && f.out[p].Speaker != s.Speaker {
			s.Via = f.out[p].By
		}
	}
}

// ordered puts statements in text order, the one told in another behind it,
// and mends the parents.
func ordered(list []Statement) []Statement {
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if d := list[a].Span.Start - list[b].Span.Start; d != 0 {
			return d
		}
		return list[b].Span.End - list[a].Span.End
	})
	at := make([]int, len(list))
	for i, old := range order {
		at[old] = i
	}
	out := make([]Statement, len(list))
	for i, old := range order {
		out[i] = list[old]
		if p := out[i].Parent; p >= 0 {
			out[i].Parent = at[p]
		}
	}
	return out
}

// finder holds the state for one report.
type finder struct {
	d    *language.Doc
	s    string
	out  []Statement
	tree *forest
	near []int // statements that the sentence read by its tree may run across

	ends    map[int][]int // mentions by the token behind them
	starts  map[int][]int // mentions by their first token, article and title included
	inQuote []int32       // outermost quotation around each token, -1 for none
	named   []bool        // tokens inside a name: "States" of "United States" is no verb
	blocks  [][]unit      // units by block

	ended   int        // token behind the unit that the last statement ended in
	last    int        // index into out of the statement found last; its speaker goes on in floating quotations
	hasLast bool       // whether there is one
	pending []unit     // paragraphs of a quotation whose cue comes behind them
	lead    *Statement // a cue that ended in a colon: the next paragraph is its content
	carried int        // quotation that the next paragraph carries on, -1 for none

	turns []turn // by block: whose turn it is in an interview or a transcript
}

// unit is a sentence, or several that one quotation holds together.
type unit struct {
	first, last int // tokens, last exclusive
	block       int
}

// index prepares the look-ups.
func (f *finder) index() {
	d := f.d
	f.tree = newForest(d)
	f.ends, f.starts = map[int][]int{}, map[int][]int{}
	for i, m := range d.Mentions {
		f.ends[m.Last] = append(f.ends[m.Last], i)
		f.starts[m.First] = append(f.starts[m.First], i)
	}
	f.named = make([]bool, len(d.Tokens))
	for _, m := range d.Mentions {
		for k := d.TokenAt(m.Span.Start); m.Kind == language.Name && k < len(d.Tokens) && int(d.Tokens[k].Start) < m.Span.End; k++ {
			f.named[k] = true
		}
	}
	f.inQuote = slices.Clone(d.InQuote)
	for _, q := range d.Quotes {
		if q.Parent < 0 && f.title(q) {
			for k := d.TokenAt(q.Span.Start); k < len(d.Tokens) && int(d.Tokens[k].Start) < q.Span.End; k++ {
				f.inQuote[k] = -1
			}
		}
	}
	f.blocks = make([][]unit, len(d.Article.Blocks))
	for _, x := range d.Sentences {
		us := f.blocks[x.Block]
		if n := len(us); n > 0 && (f.inQuote[x.First] >= 0 && f.inQuote[x.First-1] == f.inQuote[x.First] || f.said(x)) {
			us[n-1].last = x.Last
		} else {
			us = append(us, unit{x.First, x.Last, x.Block})
		}
		f.blocks[x.Block] = us
	}
}

func (f *finder) word(i int) string { return f.d.Word(i) }

func (f *finder) lower(i int) string { return strings.ToLower(f.d.Word(i)) }

// span returns the text of tokens [first, last).
func (f *finder) span(first, last int) text.Span {
	return text.Span{Start: int(f.d.Tokens[first].Start), End: int(f.d.Tokens[last-1].End)}
}

// paragraph finds the statements of one paragraph.
func (f *finder) paragraph(block int) {
	us := f.blocks[block]
	if len(us) == 0 {
		return
	}
	lead := f.lead
	f.lead = nil
	if f.takeTurn(us) || f.signed(us) {
		return
	}
	for i, u := range us {
		if i > 0 {
			lead, f.lead = f.lead, nil
		}
		if lead != nil && f.inQuote[u.first] >= 0 && f.allQuoted(u) {
			f.led(lead, u)
			continue
		}
		f.unit(u)
	}
}

// led gives a quotation to the cue with a colon at the end of the paragraph
// before it.
func (f *finder) led(s *Statement, u unit) {
	s.Content = f.quoteSpans(u)
	s.Quotes, s.Kind = f.inner(s.Content), Direct
	s.Span = s.Span.Hull(s.Content[len(s.Content)-1])
	f.push(*s, u)
}

// unit finds the statements of one unit.
func (f *finder) unit(u unit) {
	cs := f.cues(u)
	if len(cs) == 0 {
		f.uncued(u)
		return
	}
	if k := f.closing(u, cs); k >= 0 {
		// “…, Orlo said on Friday”: all before it is his, whoever else
		// speaks in it.
		follow := following(cs[k+1:])
		n := len(f.out)
		f.assemble(u, append([]cueAt{cs[k]}, follow...))
		f.credit(n, cs[k+1+len(follow):], u)
		f.nested(unit{u.first, cs[k].begin, u.block}, cs[:k])
		// “…,” said Orlo, who added that …
		if rest := cs[k+1+len(follow):]; len(rest) > 0 && rest[0].use.Clause && rest[0].token > u.first && f.lower(rest[0].token-1) == "who" {
			f.assemble(unit{rest[0].token - 1, u.last, u.block}, append(rest[:1:1], following(rest[1:])...))
		}
		return
	}
	at := u.first
	for i := 0; i < len(cs); {
		// Cues of one speaker make one statement; cues inside what a speaker
		// says belong to the content.
		group := []cueAt{cs[i]}
		var inner []cueAt
		end, k := u.last, i+1
		for ; k < len(cs); k++ {
			c := cs[k]
			if c.follows || f.oneSpeaker(c.subject, cs[i].subject) {
				if b, ok := f.apart(group[len(group)-1], c); ok {
					if p := group[0]; c.follows && (len(inner) == 0 || p.use.Form == c.use.Form || inner[len(inner)-1].use.Form != c.use.Form) {
						// “Orlo said Vane backs it but stressed …”: Orlo
						cs[k].subject, cs[k].source = p.subject, p.source
					}
					end = b
					break
				}
				group = append(group, c)
				continue
			}
			if !cs[i].use.Clause && !cs[i].prep {
				end = f.boundary(group[len(group)-1], c)
				break
			}
			// “According to Orlo, Vane said …”: all of it is Orlo's
			if b, ok := f.contrast(group[len(group)-1], c); ok && !(cs[i].prep && b <= cs[i].end+1) {
				end = b
				break
			}
			inner = append(inner, c)
		}
		n := len(f.out)
		f.assemble(unit{at, end, u.block}, group)
		f.credit(n, cs[k:], u)
		f.nested(unit{at, end, u.block}, inner)
		at, i = end, k
	}
}

// apart returns the token at which the words of the next cue of one speaker
// begin: “Orlo said A and warned of B” and “Orlo said A, adding that B” are
// two statements each.
func (f *finder) apart(a, b cueAt) (int, bool) {
	k := b.begin - 1
	if b.follows {
		k = b.token - 1
	}
	for k > a.behind && f.adverb(k) {
		k--
	}
	for ; k > a.behind && f.inQuote[k] < 0; k-- {
		switch f.lower(k) {
		case ",", ";", "and", "but", "—", "–":
			if k-1 > a.behind && f.word(k-1) == "," {
				k--
			}
			return k, true
		case "by", "upon", "before", "after":
			return k, true // “defended it by saying …”
		case "though", "although", "while", "which", "whom", "as", "even", "then":
		default:
			return 0, false
		}
	}
	if k > a.behind && f.inQuote[k] >= 0 { // “…,” adding that
		return k + 1, true
	}
	return 0, false
}

// nested adds the statements that are told inside the one found last: “Orlo
// said Vane had claimed …”. Only a clause of its own, told as a clause, counts.
func (f *finder) nested(u unit, cs []cueAt) {
	if !f.hasLast {
		return
	}
	parent := f.last
	ended, carried := f.ended, f.carried
	for i, c := range cs {
		if c.follows || c.loose || c.inverted || !c.use.Clause || c.subject < 0 || !f.out[parent].Span.Contains(f.span(c.token, c.behind)) {
			continue
		}
		if c.behind >= u.last || !f.isThat(c.behind) && !sayVerb(c.use.Lemma) {
			continue
		}
		end := u.last
		if i+1 < len(cs) {
			end = cs[i+1].begin
		}
		n := len(f.out)
		f.assemble(unit{c.begin, end, u.block}, []cueAt{c})
		if len(f.out) > n {
			f.out[n].Parent = parent
			f.within(&f.out[n], parent)
			f.out[n].Rule = "nested: " + f.out[n].Rule
		}
	}
	f.last, f.ended, f.carried = parent, ended, carried
}

// credit notes who has the words of statement n, where the sentence ends in
// that: “Orlo said the road was closed, according to the Harbour Times”.
func (f *finder) credit(n int, rest []cueAt, u unit) {
	if len(f.out) > n && len(rest) > 0 && rest[0].prep && rest[0].subject >= 0 && f.tail(rest[0].end, u) {
		f.out[n].Via = rest[0].subject
	}
}

// within settles whose the quotations are of statement s, which is told in
// statement parent: the outer speaker's, unless he only passes the words on
// (“Orlo called it “a farce”, the agency reported”).
func (f *finder) within(s *Statement, parent int) {
	p := &f.out[parent]
	if len(p.Cue) > 0 && s.Kind != Indirect {
		if _, use, ok := f.cueVerb(p.Cue[0]); ok && use.Lemma == "report" {
			p.Kind, p.Quotes = Indirect, nil
			return
		}
	}
	s.Kind, s.Quotes = Indirect, nil
}

// oneSpeaker reports whether two mentions stand for one actor.
func (f *finder) oneSpeaker(a, b int) bool {
	if a < 0 || b < 0 {
		return false
	}
	x, y := f.d.Mentions[a].Actor, f.d.Mentions[b].Actor
	return a == b || x >= 0 && x == y
}

// following returns the leading cues that go on with the speaker before them.
func following(cs []cueAt) []cueAt {
	n := 0
	for n < len(cs) && cs[n].follows {
		n++
	}
	return cs[:n]
}

// closing returns the cue that ends a unit whose words before it it reports,
// -1 if there is none.
func (f *finder) closing(u unit, cs []cueAt) int {
	for k, c := range cs {
		if c.follows || c.begin <= u.first {
			continue
		}
		if c.inverted {
			return k
		}
		if p := c.begin - 1; !c.prep && (f.inQuote[p] >= 0 || f.word(p) == "," && p > u.first) {
			if f.inQuote[p] >= 0 || f.tail(f.behindHearer(c, u), u) {
				return k
			}
		}
	}
	return -1
}

// contrast returns the token at which the clause of another speaker begins
// behind the words of the first: “Orlo said A, while Vane insisted B”.
func (f *finder) contrast(a, b cueAt) (int, bool) {
	if !b.use.Clause && !b.prep || b.subject < 0 {
		return 0, false
	}
	if b.begin-a.behind > far {
		return b.begin, true
	}
	for k := a.behind; k+1 < b.begin; k++ {
		if f.inQuote[k] < 0 && f.word(k) == "," {
			switch f.lower(k + 1) {
			case "even", "while", "whereas", "although", "though", "as", "after", "amid":
				return k, true
			}
		}
	}
	for k := b.begin - 1; k > a.behind; k-- {
		if f.inQuote[k] >= 0 {
			return 0, false
		}
		switch f.lower(k) {
		case ";", "while", "whereas", "although", "though", "—", "–":
			if k > 0 && f.word(k-1) == "," {
				k--
			}
			return k, true
		case ",":
			if b.begin-k <= 4 {
				return k, true
			}
			return 0, false
		}
	}
	return 0, false
}

// boundary returns the token at which the words of the second of two speakers
// in one sentence begin.
func (f *finder) boundary(a, b cueAt) int {
	for k := b.begin - 1; k > max(a.token, a.behind-1, b.begin-far); k-- {
		switch f.lower(k) {
		case ",", ";", "while", "but", "whereas", "although", "though", "—", "–":
			if f.inQuote[k] < 0 {
				// ", even as": the comma stays with the first
				return k
			}
		}
	}
	for k := b.begin - 1; k > max(a.token, a.behind-1, b.begin-far); k-- {
		if w := f.lower(k); w == "and" || w == "as" || w == "after" || w == "before" || w == "because" {
			return k
		}
	}
	return b.begin
}
