package statement

import (
	"strings"

	"dateline/language/tag"
)

// region is a run of tokens.
type region struct{ first, last int }

// regions says where the content stands: before the source and cue, after
// them, or both.
func (f *finder) regions(u unit, c cueAt, cs []cueAt) (before, after region) {
	left := region{u.first, c.begin}
	from := c.end
	if !c.inverted && !c.prep {
		from = c.behind
	}
	rest := region{f.skipAddressee(from, u, c), u.last}
	quotedLeft := left.last > left.first && f.endsQuoted(left) && !f.occasion(left, from, u) && !f.leadUp(left, rest)
	comma := left.last > left.first && f.word(left.last-1) == ","
	switch {
	case c.prep:
		if behind := (region{c.end + 1, u.last}); comma && c.end+1 < u.last && f.word(c.end) == "," && f.d.Part(left.first) != tag.Sconj &&
			(!f.finite(left) || f.inQuote[c.end+1] >= 0) {
			return left, behind // “The main gain, according to Orlo, is the road”
		}
		if left.last-left.first > 2 && f.tail(c.end, u) {
			return left, region{}
		}
		if f.word(min(c.end, u.last-1)) == "," {
			return region{}, region{c.end + 1, u.last}
		}
		if left.last > left.first {
			return left, region{}
		}
		return region{}, rest
	case c.inverted || quotedLeft:
		if quotedLeft {
			left = f.behindColon(left)
		}
		return left, f.resumed(from, u, cs)
	case comma && f.tail(f.behindHearer(c, u), u) && !held(c.use.Lemma):
		from = f.behindHearer(c, u)
		left = f.behindOwn(left, c)
		if f.broken(left) && from+2 < u.last && f.word(from) == "," {
			return region{}, region{from + 1, u.last}
		}
		if behind := (region{from + 1, u.last}); from+1 < u.last && f.word(from) == "," && f.leadsIn(left) && f.finite(region{from + 1, f.untilQuoted(from+1, u.last)}) {
			// “The road, Orlo said, is closed”
			return left, behind
		}
		return left, f.resumed(from, u, cs)
	}
	from = f.behindHearer(c, u)
	if behind := (region{from + 1, u.last}); comma && from+1 < u.last && f.word(from) == "," && f.goesOnQuoted(from+1) && !held(c.use.Lemma) {
		return left, behind // “It would be back, she said, “the day the rain stops””
	}
	// "Pointing out that …, Orlo said “…”": the leading participle's words
	// are not what this cue reports.
	return region{}, rest
}

// occasion reports words before a source that only say where or when it spoke,
// the name of a programme in quotation marks: “On “Morning Call,” Orlo said
// that …”.
func (f *finder) occasion(r region, from int, u unit) bool {
	if f.inQuote[r.first] >= 0 || f.tail(from, u) {
		return false
	}
	quoted := 0
	for k := r.first; k < r.last; k++ {
		switch {
		case f.inQuote[k] >= 0 && isWord(f.word(k)):
			quoted++
		case f.inQuote[k] < 0 && (f.d.Part(k) == tag.Verb || f.d.Part(k) == tag.Aux):
			return false
		}
	}
	return quoted <= 6 && (preposition[f.lower(r.first)] || f.timeAt(r.first) >= 0)
}

// subordinate reports a cue in a clause that a conjunction opens: the main
// clause follows.
func (f *finder) subordinate(c cueAt) bool {
	if f.edge(c) >= 0 {
		return true
	}
	for k := c.begin - 1; k >= 0 && c.begin-k < 12 && f.inQuote[k] < 0; k-- {
		switch f.lower(k) {
		case "when", "as", "while", "after", "although", "though", "since":
			return true
		}
		if !isWord(f.word(k)) {
			return false
		}
	}
	return false
}

// edge returns the token behind the clause of a cue that a conjunction opens
// before the main clause, by the tree: “Though Orlo called it “a farce” in May,
// | Vane left”; -1 if there is none.
func (f *finder) edge(c cueAt) int {
	t, h := f.tree, c.token
	for t.rel(h) == "conj" && int(f.d.Heads[h]) < h {
		h = int(f.d.Heads[h])
	}
	if t.rel(h) != "advcl" || int(f.d.Heads[h]) < int(t.right[h]) || !t.has(h, "mark", "when", "as", "while", "after", "although", "though", "since") {
		return -1
	}
	return int(t.right[h])
}

// leadUp reports words of the outlet's own with a quotation at their end, and
// what the cue reports behind it: “When Vane cried “No,” Orlo said, “Yes.””
func (f *finder) leadUp(left, rest region) bool {
	if f.inQuote[left.first] >= 0 || rest.first >= rest.last || f.inQuote[rest.first] < 0 || f.goesOnQuoted(rest.first) {
		return false
	}
	w := f.lower(left.first)
	return f.d.Part(left.first) == tag.Sconj || strings.HasSuffix(w, "ing") || w == "after" || w == "when" || w == "asked"
}

// behindColon returns the quotation that ends a region if a colon parts it
// from words of the outlet's own (“He was firm: “We stay,”” Orlo said), or a
// comma behind a whole clause, or if another quotation ends right before it.
func (f *finder) behindColon(r region) region {
	k := r.last - 1
	for k > r.first && f.inQuote[k] < 0 {
		k--
	}
	for k > r.first && f.inQuote[k-1] == f.inQuote[k] {
		k--
	}
	if k-1 > r.first && (f.word(k-1) == ":" || f.word(k-1) == "," && !f.goesOnQuoted(k) && f.finite(region{r.first, k}) && f.d.Part(r.first) != tag.Sconj || f.inQuote[k-1] >= 0 && f.d.Quotes[f.inQuote[k-1]].Next < 0) {
		return region{k, r.last}
	}
	return r
}

// broken reports words, with a comma behind them, that break off before what
// the sentence goes on with: “Orlo left the town, which, Vane said, was empty”.
func (f *finder) broken(r region) bool {
	if r.last-2 <= r.first {
		return false
	}
	switch f.lower(r.last - 2) {
	case "and", "but", "or", "who", "which", "that", "because", "whose", "where":
		return true
	}
	return false
}

// behindOwn cuts off the outlet's own words about the speaker, which a colon or
// a semicolon parts from his: “Orlo disagreed: the road, he said, is closed”.
func (f *finder) behindOwn(r region, c cueAt) region {
	if c.subject < 0 || f.d.Mentions[c.subject].Actor < 0 {
		return r
	}
	for k := r.last - 2; k > r.first; k-- {
		if w := f.word(k); w != ":" && w != ";" || f.inQuote[k] >= 0 {
			continue
		}
		for j := r.first; j < k; j++ {
			for _, m := range f.starts[j] {
				if x := f.d.Mentions[m]; x.Actor == f.d.Mentions[c.subject].Actor && x.Last <= k && f.finite(region{r.first, k}) {
					return region{k + 1, r.last}
				}
			}
		}
	}
	return r
}

// goesOnQuoted reports a quotation at token k that begins in the middle of a
// sentence, with a small letter.
func (f *finder) goesOnQuoted(k int) bool {
	if f.inQuote[k] < 0 || k+1 >= len(f.d.Tokens) {
		return false
	}
	w := f.word(k + 1)
	return w[0] >= 'a' && w[0] <= 'z'
}

// untilQuoted returns the first token from k on that stands in a quotation, or
// last.
func (f *finder) untilQuoted(k, last int) int {
	for k < last && f.inQuote[k] < 0 {
		k++
	}
	return k
}

// held reports a verb that tells what somebody holds and never stands behind
// it: no “…, they understood”.
func held(lemma string) bool {
	x, ok := frames["clause"][lemma]
	return manners["stance"][lemma] || ok && x.stance && !x.speech
}

// leadsIn reports words that are no sentence without what follows: no verb,
// or a clause that a conjunction opens.
func (f *finder) leadsIn(r region) bool {
	switch f.lower(r.first) {
	case "if", "when", "while", "because", "although", "though", "since", "after", "before", "unless", "until", "once", "whether", "even":
		return true
	}
	return !f.finite(r)
}

// finite reports a verb or an auxiliary among the tokens of a region.
func (f *finder) finite(r region) bool {
	for k := r.first; k < min(r.last, r.first+far); k++ {
		if p := f.d.Part(k); p == tag.Verb || p == tag.Aux {
			return true
		}
	}
	return false
}

// narrow ends content behind its last quotation where the sentence then goes
// on in the outlet's own voice: “called it “a farce,” a dig at Orlo”, “said
// both are “non-entities,” but he spared Vane”, “called it “a farce” in a
// statement”.
func (f *finder) narrow(r region, c cueAt) region {
	if end, ok := f.whole(r, c); ok {
		return region{r.first, end}
	}
	for k := r.first; k+2 < r.last; k++ {
		if f.inQuote[k] < 0 || f.inQuote[k+1] == f.inQuote[k] {
			continue
		}
		// The quotation ends with token k. A comma may stand inside or behind.
		next, comma := k+1, f.word(k-1) == ","
		if f.word(next) == "," {
			next, comma = next+1, true
		}
		if next >= r.last || f.quoteAhead(next, r.last) && !f.colonAhead(next, r.last) {
			continue
		}
		if f.own(next, r.last, comma, c) {
			return region{r.first, k + 1}
		}
		for j := next; j+1 < r.last; j++ {
			switch w := f.word(j); {
			case w == "," && f.edge(c) >= 0 && f.edge(c) <= j+1:
				return region{r.first, j}
			case w == "—" || w == "–" || w == "--" || w == "-" && !f.glued(j):
				return region{r.first, j}
			case w == "," && (f.lower(j+1) == "a" || f.lower(j+1) == "an") && f.d.Heads[j+1] >= 0 && f.tree.full(int(f.d.Heads[j+1])) == "appos" && f.d.Heads[f.d.Heads[j+1]] == int32(c.token),
				w == "," && strings.HasSuffix(f.lower(j+1), "ing") && f.d.Heads[j+1] == int32(c.token):
				return region{r.first, j}
			}
		}
	}
	return r
}

// own reports that what follows the last quotation from token k on, behind a
// comma or not, is the outlet's: a noun phrase set beside it, a clause with
// another subject, an occasion or a day.
func (f *finder) own(k, last int, comma bool, c cueAt) bool {
	w := f.lower(k)
	if b := c.begin - 1; b >= 0 && !c.inverted && (f.lower(b) == "what" || f.lower(b) == "whom") {
		return true // “what Orlo called “a farce” went on”
	}
	if comma && f.subordinate(c) {
		return true // “when Orlo called it “a farce,” Vane left”
	}
	if k+1 < last && strings.HasSuffix(f.lower(k+1), "ing") && (w == "before" || w == "after" || w == "while" || w == "when" || w == "upon") {
		return true
	}
	if h := int(f.d.Heads[k]); h > k && h < last && f.tree.rel(k) == "mark" && f.tree.rel(h) == "advcl" && f.d.Heads[h] == int32(c.token) && f.tree.dependent(h, "nsubj") > k && w != "if" && w != "because" && w != "that" {
		return true // “called it “a farce” after Vane came late”
	}
	if comma {
		switch w {
		case "but", "and", "though", "although":
			return k+1 < last && f.mentionFrom(k+1) >= 0 || !c.use.Clause && (w == "and" || w == "but")
		case "a", "an", "another", "part", "which", "who":
			return true
		}
		return !c.use.Clause && strings.HasSuffix(w, "ing")
	}
	if t := f.timeAt(k); t >= 0 || (w == "on" || w == "in") && k+1 < last {
		if t < 0 {
			t = f.timeAt(k + 1)
		}
		if t >= 0 && f.d.TokenAt(f.d.Times[t].Span.End) >= last-1 {
			return true
		}
	}
	if w == "in" || w == "on" || w == "at" || w == "during" {
		for j := k + 1; j < min(last, k+7) && isWord(f.word(j)); j++ {
			if n := f.lower(j); manners["setting"][n] || n == "show" || n == "twitter" || n == "facebook" {
				return true
			}
		}
	}
	return false
}

// whole returns the token behind a quotation that opens a region and is
// complete by its own punctuation, where only how, when or to whom it was said
// follows, or what else was done: “shouted “You lie!” at the minister and left”.
func (f *finder) whole(r region, c cueAt) (end int, ok bool) {
	q := f.inQuote[r.first]
	if q < 0 {
		return 0, false
	}
	k := r.first
	for k < r.last && f.inQuote[k] == q {
		k++
	}
	if k >= r.last || k-2 < r.first || f.quoteAhead(k, r.last) {
		return 0, false
	}
	switch f.word(k - 2) {
	case ",", "!", "?", ".", "…":
	default:
		return 0, false
	}
	switch f.d.Part(k) {
	case tag.Adp, tag.Sconj, tag.Adv:
		return k, true
	case tag.Cconj:
		return k, k+1 < r.last && f.d.Part(k+1) == tag.Verb && f.tree.rel(k+1) == "conj" && f.d.Heads[k+1] == int32(c.token)
	}
	return 0, false
}

func (f *finder) quoteAhead(k, last int) bool {
	for ; k < min(last, k+far); k++ {
		if f.inQuote[k] >= 0 {
			return true
		}
	}
	return false
}

// colonAhead reports that the next quotation stands behind a colon.
func (f *finder) colonAhead(k, last int) bool {
	for ; k < min(last, k+far); k++ {
		if f.inQuote[k] >= 0 {
			return f.word(k-1) == ":"
		}
	}
	return false
}

// endsQuoted reports whether a region ends with a quotation, a comma behind it
// allowed.
func (f *finder) endsQuoted(r region) bool {
	k := r.last - 1
	if k >= r.first && f.inQuote[k] < 0 && f.word(k) == "," {
		k--
	}
	return k >= r.first && f.inQuote[k] >= 0
}

// tail reports whether nothing that could be content follows token k: only
// when, where and to whom, or a participle.
func (f *finder) tail(k int, u unit) bool {
	k = f.skipAdverbial(k, u)
	if k >= u.last {
		return true
	}
	if f.inQuote[k] >= 0 {
		return false
	}
	switch w := f.word(k); w {
	case ",": // “When he first spoke, he said, “…””: what he said comes behind
		return k+1 >= u.last || f.inQuote[k+1] < 0
	case ".", ";", "!", "?", "…", ")", "—", "–":
		return true
	}
	return false
}

// far is how many tokens within one sentence the rules look ahead or back, so
// that a sentence without end is still read in linear time.
const far = 200

// resumed finds what goes on behind an inner attribution: a second quotation,
// or a clause after a participle that reports speech.
func (f *finder) resumed(k int, u unit, cs []cueAt) region {
	for _, x := range cs[1:] {
		if x.follows && x.token >= k && x.use.Clause {
			return region{f.skipAddressee(x.behind, u, x), u.last}
		}
	}
	// “…, she said, provided that …”: the clause goes on.
	if k+1 < u.last && f.word(k) == "," && f.inQuote[k+1] < 0 {
		switch f.lower(k + 1) {
		case "but", "and", "so", "or":
			if k+2 < u.last && f.inQuote[k+2] >= 0 { // “…,” she said, and “…”
				return region{k + 1, u.last}
			}
			if c := cs[0]; !f.quoteAhead(k+1, u.last) && (c.begin <= u.first || f.inQuote[c.begin-1] < 0 || f.lower(k+1) == "so" || f.lower(k+1) == "or") {
				return region{k + 1, u.last} // “The road is open, Orlo said, and will stay so”
			}
			return region{}
		case "provided", "if", "because", "unless", "until":
			return region{k + 1, u.last}
		}
	}
	if j := f.skipAdverbial(k, u); j+1 < u.last && f.word(j) == "," && f.inQuote[j] < 0 && f.isThat(j+1) {
		return region{j + 1, u.last} // “…,” she wrote in a letter, that “…”
	}
	for j := k; j < min(u.last, k+far); j++ {
		if f.inQuote[j] >= 0 {
			if len(cs) == 1 && f.clauseBetween(k, j) {
				return region{}
			}
			// A quoted word in a later clause of the outlet is not speech
			// unless it follows closely or is the rest of the sentence.
			if f.wordsIn(unit{k, j, u.block}) <= 6 || len(cs) > 1 {
				return region{j, u.last}
			}
			return region{}
		}
	}
	return region{}
}

// clauseBetween reports a clause of the outlet's own in tokens [first, last):
// “…,” said Orlo, who thinks Vane “…”.
func (f *finder) clauseBetween(first, last int) bool {
	for k := first; k < last; k++ {
		if f.d.Part(k) == tag.Verb {
			if n := f.tree.dependent(k, "nsubj"); n >= first && n < last && f.inQuote[k] < 0 {
				return true // “…,” Orlo said, and Vane cut in, “…”
			}
		}
		if w := f.lower(k); (w == "who" || w == "which" || w == "whose") && f.finite(region{k, last}) {
			return true
		}
	}
	return false
}
