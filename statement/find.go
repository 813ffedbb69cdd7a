package statement

import (
	"slices"
	"sort"
	"strings"

	"dateline/article"
	"dateline/language"
	"dateline/language/cue"
	"dateline/language/tag"
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
	headlines := map[string]bool{}
	for i, b := range d.Article.Blocks {
		switch b.Kind {
		case article.Headline, article.Subheading:
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
	f.grade(f.out)
	return ordered(f.out)
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

// said reports a sentence that only says who said the quotation before it,
// which ends in its own mark: “We stay!” Orlo told reporters.
func (f *finder) said(x language.Sentence) bool {
	k := x.First
	if k < 2 || f.inQuote[k-1] < 0 || f.inQuote[k] >= 0 {
		return false
	}
	if w := f.word(k - 2); w != "!" && w != "?" {
		return false
	}
	for ; k < min(x.Last, x.First+25) && f.inQuote[k] < 0; k++ {
		if f.d.Part(k) != tag.Verb || f.tree.rel(k) == "acl" {
			continue
		}
		use, ok := cue.Verb(f.lower(k))
		if !ok || !use.Clause || use.Form != cue.Past && use.Form != cue.Third || f.named[k] {
			return false
		}
		// No clause and no object of its own behind it: it reports what
		// stands before.
		for i := f.tree.child[k]; i >= 0; i = f.tree.next[i] {
			if c := int(i); c > k {
				switch f.tree.rel(c) {
				case "ccomp", "xcomp", "parataxis":
					return false
				case "obj":
					if !addressed(use.Lemma) && f.timeAt(c) < 0 {
						return false
					}
				}
			}
		}
		return k+1 < x.Last && f.inQuote[k+1] < 0 && !f.isThat(k+1) && (f.word(k+1) != "," && f.word(k+1) != ":" || k+2 >= x.Last || f.inQuote[k+2] < 0) && f.tree.dependent(k, "nsubj") >= 0
	}
	return false
}

// title reports quotation marks that set off the name of a thing and not
// speech: the novel “The Long Night”, exercise “Iron Fist”.
func (f *finder) title(q language.Quote) bool {
	if !q.Closed || q.Inner.Len() > 60 {
		return false
	}
	first, behind := f.d.TokenAt(q.Span.Start), f.d.TokenAt(q.Span.End)
	block := f.d.Article.Blocks[q.Block].Span
	edge := f.d.TokenAt(block.End) // the first token of the next block
	if first > 0 && int(f.d.Tokens[first-1].Start) < block.Start {
		first = 0 // nothing of this block stands before it
	}
	named := first > 0 && work[strings.TrimSuffix(f.lower(first-1), "s")]
	if first > 0 && !named { // NBC’s “Morning Call”
		switch f.word(first - 1) {
		case "’s", "'s", "on", "in":
			named = f.wordsIn(unit{f.d.TokenAt(q.Inner.Start), f.d.TokenAt(q.Inner.End), q.Block}) > 1
		}
	}
	// “Iron Fist,” a winter exercise
	if behind >= 2 && behind+1 < edge && (f.word(behind-2) == "," || f.word(behind) == ",") {
		for k := behind; k < min(behind+6, edge) && !named; k++ {
			named = work[f.lower(k)] && (f.nominal(behind) || f.nominal(behind+1))
		}
	}
	if !named {
		return false
	}
	for k := f.d.TokenAt(q.Inner.Start); k < len(f.d.Tokens) && int(f.d.Tokens[k].Start) < q.Inner.End; k++ {
		w := f.word(k)
		if (w == "." || w == "!" || w == "?") && int(f.d.Tokens[k].End) < q.Inner.End {
			return false
		}
		if len(w) > 3 && w[0] >= 'a' && w[0] <= 'z' {
			return false
		}
	}
	return true
}

// work are nouns whose names are set in quotation marks.
var work = map[string]bool{
	"novel": true, "book": true, "film": true, "movie": true, "song": true, "play": true, "album": true, "poem": true, "opera": true, "painting": true, "memoir": true,
	"serie": true, "show": true, "programme": true, "program": true, "exercise": true, "operation": true, "ship": true, "frigate": true, "destroyer": true, "tanker": true,
	"ferry": true, "vessel": true, "submarine": true, "missile": true, "rocket": true, "satellite": true, "drone": true, "storm": true, "hurricane": true, "typhoon": true, "project": true,
	"titled": true, "entitled": true, "codenamed": true, "nicknamed": true, "named": true, "drill": true, "paper": true, "magazine": true, "essay": true,
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
	if f.label(us) {
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
		f.assemble(u, append([]cueAt{cs[k]}, following(cs[k+1:])...))
		f.nested(unit{u.first, cs[k].begin, u.block}, cs[:k])
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
			if b, ok := f.contrast(group[len(group)-1], c); ok {
				end = b
				break
			}
			inner = append(inner, c)
		}
		f.assemble(unit{at, end, u.block}, group)
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
	for k > a.behind && isAdverb(f.lower(k)) {
		k--
	}
	for ; k > a.behind && f.inQuote[k] < 0; k-- {
		switch f.lower(k) {
		case ",", ";", "and", "but", "—", "–":
			if k-1 > a.behind && f.word(k-1) == "," {
				k--
			}
			return k, true
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
			f.out[n].Kind, f.out[n].Quotes = Indirect, nil // what is quoted in it is the outer speaker's quotation
			f.out[n].Rule = "nested: " + f.out[n].Rule
		}
	}
	f.last, f.ended, f.carried = parent, ended, carried
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
			if f.inQuote[p] >= 0 || p > u.first && f.inQuote[p-1] >= 0 && f.tail(c.behind, u) || f.tail(c.behind, u) {
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

// uncued handles a unit without a cue: a quotation alone goes on with the
// speaker before it, anything else is no statement.
func (f *finder) uncued(u unit) {
	if !f.allQuoted(u) {
		f.flush()
		f.colonQuote(u)
		return
	}
	if q := f.inQuote[u.first]; q >= 0 && f.d.Quotes[q].Next >= 0 && !f.continues(u) && !f.resumes(u) {
		f.pending = append(f.pending, u) // the cue may come behind
		return
	}
	if len(f.pending) > 0 {
		f.pending = append(f.pending, u)
		if q := f.inQuote[u.last-1]; q < 0 || f.d.Quotes[q].Next < 0 {
			f.flush()
		}
		return
	}
	f.float(u)
}

// continues reports whether the unit carries on a quotation that an earlier
// paragraph with a cue left open.
func (f *finder) continues(u unit) bool {
	return f.carried >= 0 && f.inQuote[u.first] == int32(f.carried)
}

// flush writes paragraphs whose cue never came.
func (f *finder) flush() {
	for _, u := range f.pending {
		f.float(u)
	}
	f.pending = nil
}

// float gives a quotation without a cue to the speaker before it.
func (f *finder) float(u unit) {
	content := f.quoteSpans(u)
	if f.continues(u) && f.hasLast {
		f.extend(content, u)
		return
	}
	if !f.hasLast {
		return
	}
	if f.resumes(u) {
		f.extend(content, u)
		return
	}
	if f.wordsIn(u) < 3 {
		return
	}
	l := f.out[f.last]
	near := u.block - l.Block
	if near > 2+f.between(l.Block, u.block) {
		return
	}
	s := Statement{
		Kind: Direct, Block: u.block, Content: content, Quotes: f.inner(content), By: l.By, Speaker: l.Speaker, Source: l.Source,
		Role: l.Role, Time: -1, Parent: -1, To: -1, Via: -1, Act: Speech, Rule: "floating quotation",
	}
	if m := f.actedSince(l.Span.End, u); m >= 0 {
		// “Orlo smiled.” and then a quotation: his.
		s.By, s.Speaker, s.Source, s.Role = m, f.d.Mentions[m].Actor, f.d.Mentions[m].Whole, ""
	}
	s.Span = content[0].Hull(content[len(content)-1])
	f.push(s, u)
}

// resumes reports whether the unit goes on, in the same paragraph, with the
// quotation that the statement before it ended.
func (f *finder) resumes(u unit) bool {
	if !f.hasLast {
		return false
	}
	if f.ended != u.first || f.blockAt(f.ended-1) != u.block {
		return false
	}
	// “…,” Orlo said, adding that … “…”: the quotation goes on with the
	// quotation.
	for f.last > 0 && f.out[f.last].Kind == Indirect && f.out[f.last].Rule == "participle" && f.out[f.last-1].Kind != Indirect && f.out[f.last-1].Speaker == f.out[f.last].Speaker && f.out[f.last-1].Block == u.block {
		f.last--
	}
	return f.out[f.last].Kind != Indirect
}

// blockAt returns the block that token k stands in.
func (f *finder) blockAt(k int) int {
	at := int(f.d.Tokens[k].Start)
	blocks := f.d.Article.Blocks
	return sort.Search(len(blocks), func(i int) bool { return blocks[i].Span.End > at })
}

// actedSince returns the last person that was the subject of a sentence
// between byte offset end and the unit, -1 if there is none.
func (f *finder) actedSince(end int, u unit) int {
	for k := u.first - 1; k >= 0 && k > u.first-far && int(f.d.Tokens[k].Start) >= end; k-- {
		for _, m := range f.starts[k] {
			if x := f.d.Mentions[m]; x.Subject && x.Of == language.Person && x.Actor >= 0 && f.inQuote[k] < 0 {
				return m
			}
		}
	}
	return -1
}

// between counts the blocks between two that are no paragraphs.
func (f *finder) between(a, b int) int {
	n := 0
	for _, x := range f.d.Article.Blocks[a:b] {
		if x.Kind != article.Paragraph {
			n++
		}
	}
	return n
}

// extend adds the pieces of a quotation that goes on to the statement found
// last.
func (f *finder) extend(content []text.Span, u unit) {
	l := &f.out[f.last]
	l.Content = append(l.Content, content...)
	l.Quotes = append(l.Quotes, f.inner(content)...)
	l.Span = l.Span.Hull(content[len(content)-1])
	f.carry(u)
}

// push adds a statement and makes it the one that floating quotations follow.
func (f *finder) push(s Statement, u unit) {
	f.out = append(f.out, s)
	f.last, f.hasLast = len(f.out)-1, true
	f.carry(u)
}

// carry notes which quotation the next paragraph goes on with.
func (f *finder) carry(u unit) {
	f.carried, f.ended = -1, u.last
	if q := f.inQuote[u.last-1]; q >= 0 {
		f.carried = f.d.Quotes[q].Next
	}
}

// allQuoted reports whether nothing but punctuation stands outside quotation
// marks.
func (f *finder) allQuoted(u unit) bool {
	quoted := false
	for k := u.first; k < u.last; k++ {
		if f.inQuote[k] >= 0 {
			quoted = true
			continue
		}
		if isWord(f.word(k)) {
			return false
		}
	}
	return quoted
}

func (f *finder) wordsIn(u unit) int {
	n := 0
	for k := u.first; k < u.last; k++ {
		if isWord(f.word(k)) {
			n++
		}
	}
	return n
}

// quoteSpans returns the quotations of a unit, marks included.
func (f *finder) quoteSpans(u unit) []text.Span {
	var out []text.Span
	prev := int32(-1)
	for k := u.first; k < u.last; k++ {
		q := f.inQuote[k]
		switch {
		case q < 0:
		case q == prev:
			out[len(out)-1].End = int(f.d.Tokens[k].End)
		default:
			out = append(out, f.span(k, k+1))
		}
		prev = q
	}
	return out
}

// inner returns what stands between the marks of the quotations that lie in
// the given spans.
func (f *finder) inner(content []text.Span) []text.Span {
	var out []text.Span
	for _, c := range content {
		prev := int32(-1)
		for k := f.d.TokenAt(c.Start); k < len(f.d.Tokens) && int(f.d.Tokens[k].Start) < c.End; k++ {
			q := f.inQuote[k]
			if q >= 0 && q != prev {
				in := f.d.Quotes[q].Inner
				cut := f.d.Article.Text.Trim(text.Span{Start: max(in.Start, c.Start), End: min(in.End, c.End)})
				if !cut.Empty() && (len(out) == 0 || out[len(out)-1] != cut) {
					out = append(out, cut)
				}
			}
			prev = q
		}
	}
	return out
}

func isWord(w string) bool {
	for _, r := range w {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0xBF && r != '“' && r != '”' && r != '‘' && r != '’' && r != '–' && r != '—' && r != '…' && r != '«' && r != '»' {
			return true
		}
	}
	return false
}
