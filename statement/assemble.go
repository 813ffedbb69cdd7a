package statement

import (
	"strings"

	"dateline/language"
	"dateline/language/tag"
	"dateline/text"
	"dateline/when"
)

// assemble makes the statement of one speaker in the unit from its cues.
func (f *finder) assemble(u unit, cs []cueAt) {
	c := cs[0]
	s := Statement{Block: u.block, By: -1, Speaker: -1, Time: -1, Parent: -1, To: -1, Via: -1, Act: Speech, Rule: c.rule, Source: c.source}
	if c.subject >= 0 {
		m := f.d.Mentions[c.subject]
		s.By, s.Speaker = c.subject, m.Actor
		if !m.Role.Empty() {
			s.Role = f.d.Article.Text.Slice(m.Role)
		}
	}
	before, after := f.regions(u, c, cs)
	if k := f.parted(cs, before, after); k > 0 {
		// “…,” Orlo said, adding that …: what is quoted and what is not are
		// two statements.
		f.assemble(unit{u.first, cs[k].token, u.block}, cs[:k])
		f.pushParticiple(unit{cs[k].token, u.last, u.block}, s, cs[k:], after)
		return
	}
	for _, x := range cs {
		s.Cue = append(s.Cue, f.span(x.token, x.behind))
	}
	if before.last > before.first {
		s.Content = f.content(s.Content, before)
	}
	if after.last > after.first {
		s.Content = f.content(s.Content, f.narrow(after, c))
	}
	if len(f.pending) > 0 {
		// Earlier paragraphs of the same quotation wait for this cue.
		var head []text.Span
		for _, p := range f.pending {
			head = append(head, f.quoteSpans(p)...)
		}
		if q := f.inQuote[u.first]; q >= 0 {
			s.Content, s.Block = append(head, s.Content...), f.pending[0].block
			f.pending = nil
		} else {
			f.flush()
		}
	}
	if len(s.Content) == 0 {
		// “He went on:” leads up to the quotation in the next paragraph.
		if u.last > u.first && f.word(u.last-1) == ":" && c.use.Clause {
			s.Span = f.span(c.begin, u.last).Hull(s.Source)
			f.lead = &s
		}
		return
	}
	s.Quotes = f.inner(s.Content)
	s.Kind = f.kind(s.Content)
	if s.Kind == Indirect {
		s.Content = f.withinClause(f.withoutAside(s.Content), c)
	}
	if s.Kind == Indirect && (c.loose || !f.worthIndirect(c, s)) {
		return
	}
	if s.Kind == Mixed && !c.use.Clause && !c.prep && len(s.Quotes) == 0 {
		return
	}
	s.Span = s.Content[0]
	for _, x := range s.Content[1:] {
		s.Span = s.Span.Hull(x)
	}
	for _, x := range s.Cue {
		s.Span = s.Span.Hull(x)
	}
	if !c.follows {
		s.Span = s.Span.Hull(s.Source)
	}
	if lead := f.lead0(u, c); lead >= 0 {
		s.Span.Start = min(s.Span.Start, lead)
	}
	s.Time = f.time(u, c, s)
	f.manner(u, c, &s)
	f.push(s, u)
}

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
	quotedLeft := left.last > left.first && f.endsQuoted(left) && !f.occasion(left, from, u)
	comma := left.last > left.first && f.word(left.last-1) == ","
	switch {
	case c.prep:
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
	case comma && f.tail(from, u) && !held(c.use.Lemma):
		after = f.resumed(from, u, cs)
		if behind := (region{from + 1, u.last}); after.last == after.first && from < u.last && f.word(from) == "," && f.leadsIn(left) && f.finite(behind) {
			// “The road, Orlo said, is closed”
			return left, behind
		}
		return left, after
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

// behindColon returns the quotation that ends a region if a colon parts it
// from words of the outlet's own: “He was firm: “We stay,”” Orlo said.
func (f *finder) behindColon(r region) region {
	k := r.last - 1
	for k > r.first && f.inQuote[k] < 0 {
		k--
	}
	for k > r.first && f.inQuote[k-1] == f.inQuote[k] {
		k--
	}
	if k-1 > r.first && f.word(k-1) == ":" {
		return region{k, r.last}
	}
	return r
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

// narrow ends content behind a quotation where the sentence then goes on in
// the outlet's own voice: “called it “a farce,” a dig at Orlo”, “said both are
// “non-entities,” but he spared Vane”.
func (f *finder) narrow(r region, c cueAt) region {
	if end, ok := f.whole(r); ok {
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
		if !comma || next >= r.last || f.quoteAhead(next, r.last) && !f.colonAhead(next, r.last) {
			continue
		}
		switch w := f.lower(next); {
		case (w == "but" || w == "and" || w == "though" || w == "although") && next+1 < r.last && f.mentionFrom(next+1) >= 0:
			return region{r.first, k + 1}
		case !c.use.Clause && (w == "a" || w == "an" || w == "and" || w == "but" || w == "part" || w == "which" || w == "who" || strings.HasSuffix(w, "ing")):
			return region{r.first, k + 1}
		}
	}
	return r
}

// whole returns the token behind a quotation that opens a region and is
// complete by its own punctuation, where only how, when or to whom it was said
// follows: “shouted “You lie!” at the minister”.
func (f *finder) whole(r region) (end int, ok bool) {
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

// parted returns the index of the participle that begins an unquoted addition
// to a quotation, 0 if there is none.
func (f *finder) parted(cs []cueAt, before, after region) int {
	if after.last <= after.first || before.last <= before.first {
		return 0
	}
	for k := 1; k < len(cs); k++ {
		if cs[k].follows && cs[k].behind <= after.first {
			return k
		}
	}
	return 0
}

// pushParticiple adds the statement that a participle begins, with the
// speaker of s.
func (f *finder) pushParticiple(u unit, s Statement, cs []cueAt, after region) {
	s.Content, s.Quotes, s.Cue, s.Rule = f.content(nil, after), nil, nil, cs[0].rule
	if len(s.Content) == 0 {
		return
	}
	for _, c := range cs {
		s.Cue = append(s.Cue, f.span(c.token, c.behind))
	}
	s.Quotes, s.Kind = f.inner(s.Content), f.kind(s.Content)
	s.Span = s.Cue[0].Hull(s.Content[len(s.Content)-1])
	s.Time = f.time(u, cs[0], s)
	f.manner(u, cs[0], &s)
	f.push(s, u)
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
			if !f.quoteAhead(k+1, u.last) { // “…,” Orlo said, and Vane cut in, “…”
				return region{k + 1, u.last}
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

// skipAddressee returns where the content begins behind the cue: over whom it
// was told, when and where. A "that" belongs to the content (PARC 3.0).
func (f *finder) skipAddressee(k int, u unit, c cueAt) int {
	if c.prep {
		return f.skipPunct(k, u)
	}
	start := k
	if addressed(c.use.Lemma) || c.use.Lemma == "ask" {
		if m := f.mentionFrom(k); m >= 0 {
			k = f.overApposition(f.d.Mentions[m].Last, u)
		} else if k < u.last && !f.isThat(k) && !questionWord[f.lower(k)] && f.inQuote[k] < 0 {
			k = f.overNoun(k, u)
		}
	}
	k = f.overDashes(f.skipAdverbial(k, u), u)
	// "said in a statement on Friday that …": a "that" close behind begins
	// the content if nothing before it can.
	if k > start || k < u.last && preposition[f.lower(k)] {
		for j := k; j < u.last && j < k+18 && f.inQuote[j] < 0; j++ {
			if f.isThat(j) && j+1 < u.last {
				k = j
				break
			}
			if w := f.word(j); w == "." || w == ";" {
				break
			}
		}
	}
	return f.skipPunct(k, u)
}

// overDashes steps over an aside between dashes with "that" behind it: “said —
// in passing, as it were — that …”.
func (f *finder) overDashes(k int, u unit) int {
	if k >= u.last || f.inQuote[k] >= 0 || f.word(k) != "—" && f.word(k) != "–" {
		return k
	}
	for j := k + 1; j+1 < u.last && j < k+30 && f.inQuote[j] < 0; j++ {
		if f.word(j) == f.word(k) {
			if f.isThat(j + 1) {
				return j + 1
			}
			return k
		}
	}
	return k
}

func (f *finder) isThat(k int) bool { return f.lower(k) == "that" }

func (f *finder) skipPunct(k int, u unit) int {
	for k < u.last && f.inQuote[k] < 0 {
		switch f.word(k) {
		case ",", ":", "—", "–":
			k++
			continue
		}
		break
	}
	return k
}

// overNoun steps over a short addressee that is no mention: "reporters", "a
// crowd of students".
func (f *finder) overNoun(k int, u unit) int {
	for j := k; j < u.last && j < k+8; j++ {
		w := f.lower(j)
		if f.inQuote[j] >= 0 || w == "that" || w == "," || w == ":" || preposition[w] && w != "of" {
			return j
		}
		if m := f.mentionFrom(j); j > k && m >= 0 {
			return j
		}
		if t := f.timeAt(j); t >= 0 {
			return j
		}
		if j > k && (w == "he" || w == "it" || w == "they" || w == "she" || w == "there" || w == "we") {
			return j
		}
	}
	return k
}

// skipAdverbial steps over times, places and settings behind a cue: "on
// Monday", "in a statement", "at a news conference in Velika".
func (f *finder) skipAdverbial(k int, u unit) int {
	for end := min(u.last, k+far); k < end && f.inQuote[k] < 0; {
		if t := f.timeAt(k); t >= 0 {
			for k < u.last && int(f.d.Tokens[k].Start) < f.d.Times[t].Span.End {
				k++
			}
			continue
		}
		w := f.lower(k)
		if !preposition[w] || w == "to" && f.infinitive(k+1, u) {
			break
		}
		j := k + 1
		for j < u.last && f.inQuote[j] < 0 && f.timeAt(j) < 0 && !preposition[f.lower(j)] && (isWord(f.word(j)) || f.word(j) == "-") && !f.isThat(j) && f.lower(j) != "of" {
			if j-k > 9 {
				return k
			}
			j++
		}
		if j < u.last && f.isThat(j) || j >= u.last || !isWord(f.word(j)) || f.timeAt(j) >= 0 || preposition[f.lower(j)] || f.lower(j) == "of" || f.inQuote[j] >= 0 {
			k = j
			continue
		}
		break
	}
	return k
}

// infinitive reports that "to" before token k begins what was said
// ("threatened to leave") and not whom it was said to ("said to reporters").
func (f *finder) infinitive(k int, u unit) bool {
	if k >= u.last {
		return false
	}
	switch f.lower(k) {
	case "the", "a", "an", "his", "her", "their", "its", "me", "us", "him", "them":
		return false
	}
	return f.mentionFrom(k) < 0 && f.inQuote[k] < 0 && !strings.HasSuffix(f.lower(k), "s")
}

var preposition = map[string]bool{
	"in": true, "at": true, "on": true, "during": true, "after": true, "before": true, "to": true, "through": true, "via": true, "from": true, "by": true,
	"following": true, "ahead": true, "when": true, "of": true, "outside": true, "inside": true, "with": true, "late": true, "early": true,
}

// timeAt returns the time expression that starts at token k, -1 if none does.
func (f *finder) timeAt(k int) int {
	at := int(f.d.Tokens[k].Start)
	lo, hi := 0, len(f.d.Times)
	for lo < hi {
		mid := (lo + hi) / 2
		if f.d.Times[mid].Span.Start < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(f.d.Times) && f.d.Times[lo].Span.Start == at {
		return lo
	}
	return -1
}

// content appends the words of a region, punctuation at its ends left out
// unless it is a quotation mark or belongs to the quotation.
func (f *finder) content(out []text.Span, r region) []text.Span {
	first, last := r.first, r.last
	for first < last && f.inQuote[first] < 0 && !isWord(f.word(first)) && !openMark(f.word(first)) {
		first++
	}
	for last > first && f.inQuote[last-1] < 0 && !isWord(f.word(last-1)) && f.word(last-1) != ")" && f.word(last-1) != "]" && f.word(last-1) != "%" {
		last--
	}
	if last > first {
		out = append(out, f.span(first, last))
	}
	return out
}

func openMark(w string) bool {
	switch w {
	case "(", "[", "$", "€", "£", "#":
		return true
	}
	return false
}

// withoutAside cuts a last clause that a single dash sets off: it is the
// outlet’s remark, not what was said.
func (f *finder) withoutAside(content []text.Span) []text.Span {
	last := len(content) - 1
	c := content[last]
	at, n := 0, 0
	for k := f.d.TokenAt(c.Start); k < len(f.d.Tokens) && int(f.d.Tokens[k].Start) < c.End; k++ {
		if w := f.word(k); (w == "–" || w == "—") && k > 0 && !f.glued(k) {
			at, n = k, n+1
		}
	}
	if n == 1 && int(f.d.Tokens[at-1].End) > c.Start {
		content[last].End = int(f.d.Tokens[at-1].End)
	}
	return content
}

// withinClause ends unquoted content where the clause ends that hangs on the
// cue, if a comma stands there: what follows is the outlet's.
func (f *finder) withinClause(content []text.Span, c cueAt) []text.Span {
	t, last := f.tree, len(content)-1
	if c.prep || c.inverted || content[last].Start < int(f.d.Tokens[c.token].Start) {
		return content
	}
	x := t.dependent(c.token, "ccomp", "xcomp")
	r := f.tokensOf(content[last])
	if x < r.first || x >= r.last || !f.d.Sure[x] {
		return content
	}
	if end := int(t.right[x]); end < r.last && end > r.first+2 {
		switch f.word(end) {
		case ",":
			if end+1 < r.last && strings.HasSuffix(f.lower(end+1), "ing") && f.d.Heads[end+1] == int32(c.token) {
				content[last].End = int(f.d.Tokens[end-1].End)
			}
		}
	}
	return content
}

// glued reports that token k stands right behind the one before it.
func (f *finder) glued(k int) bool { return f.d.Tokens[k].Start == f.d.Tokens[k-1].End }

// lead0 returns where the adverbial begins that opens a sentence before its
// source ("Speaking in Oslo on Monday, Orlo said …", "Asked about the river,
// …"), -1 if there is none. It belongs to the attribution.
func (f *finder) lead0(u unit, c cueAt) int {
	if c.inverted || c.begin-u.first < 2 || c.begin-u.first > 40 || f.word(c.begin-1) != "," {
		return -1
	}
	switch w := f.lower(u.first); {
	case preposition[w], w == "regarding", w == "concerning", w == "asked", w == "elsewhere", w == "as", w == "while", strings.HasSuffix(w, "ing"):
		return int(f.d.Tokens[u.first].Start)
	}
	return -1
}

// kind says how much of the content is quoted.
func (f *finder) kind(content []text.Span) Kind {
	in, out := 0, 0
	for _, c := range content {
		for k := f.d.TokenAt(c.Start); k < len(f.d.Tokens) && int(f.d.Tokens[k].Start) < c.End; k++ {
			if !isWord(f.word(k)) {
				continue
			}
			if f.inQuote[k] >= 0 {
				in++
			} else {
				out++
			}
		}
	}
	switch {
	case in == 0:
		return Indirect
	case out == 0:
		return Direct
	}
	return Mixed
}

// worthIndirect keeps reported clauses and leaves out verbs that were no
// report after all.
func (f *finder) worthIndirect(c cueAt, s Statement) bool {
	words := 0
	for _, x := range s.Content {
		words += len(strings.Fields(f.d.Article.Text.Slice(x)))
	}
	if c.use.Quoted && !f.conjunction(s.Content[0]) && !c.follows {
		return false
	}
	if words < 3 && !(words == 2 && byCue[c.use.Lemma] != "" && !c.follows) {
		return false
	}
	if c.subject >= 0 && f.d.Mentions[c.subject].Kind == language.Pronoun && f.d.Mentions[c.subject].Actor < 0 && strings.EqualFold(f.d.Article.Text.Slice(f.d.Mentions[c.subject].Span), "it") && !sayVerb(c.use.Lemma) {
		return false
	}
	return true
}

// limits begin a time expression that bounds something and dates nothing.
var limits = map[string]bool{"by": true, "before": true, "until": true, "till": true, "since": true, "from": true, "for": true, "after": true, "through": true, "between": true, "within": true}

// later reports a day behind the report's own, on which nothing it reports
// can have been said.
func (f *finder) later(t int) bool {
	day := func(iso string) string { return iso[:min(len(iso), 10)] }
	said, report := f.d.Times[t].Date, f.d.Article.Published
	return said.Precision >= when.Day && report.Precision >= when.Day && said.ISO[0] != '-' && day(said.ISO) > day(report.ISO)
}

// questionWord are the words that open a question told in other words.
var questionWord = map[string]bool{"whether": true, "if": true, "how": true, "why": true, "what": true, "who": true, "when": true, "where": true}

// conjunction reports content that opens as a clause.
func (f *finder) conjunction(content text.Span) bool {
	w := f.lower(f.d.TokenAt(content.Start))
	return w == "that" || questionWord[w]
}

// time returns the time expression of the statement itself: the one nearest
// to the cue that stands outside the content and outside quotation marks.
func (f *finder) time(u unit, c cueAt, s Statement) int {
	best, bestDistance := -1, 24
	for k := max(u.first, c.token-bestDistance); k < min(u.last, c.token+bestDistance); k++ {
		t := f.timeAt(k)
		if t < 0 || f.inQuote[k] >= 0 || limits[f.lower(k)] || f.later(t) {
			continue
		}
		inside := false
		for _, x := range s.Content {
			inside = inside || x.Overlaps(f.d.Times[t].Span)
		}
		if inside {
			continue
		}
		distance := k - c.token
		if distance < 0 {
			distance = -distance
		}
		if distance < bestDistance {
			best, bestDistance = t, distance
		}
	}
	return best
}
