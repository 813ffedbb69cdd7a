package statement

import (
	"strings"

	"dateline/language"
	"dateline/language/cue"
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
		s.Role = f.role(s.By)
	}
	before, after := f.regions(u, c, cs)
	if k := f.parted(cs, before, after); k > 0 {
		// “…,” Orlo said, adding that …: what is quoted and what is not are
		// two statements.
		f.assemble(unit{u.first, cs[k].token, u.block}, cs[:k])
		f.pushParticiple(unit{cs[k].token, u.last, u.block}, s, cs[k:], after)
		return
	}
	if c.relay > 0 {
		s.Cue = append(s.Cue, f.span(c.relay, c.relay+1))
	}
	for _, x := range cs {
		s.Cue = append(s.Cue, f.span(x.token, x.behind))
	}
	if before.last > before.first {
		s.Content = f.content(s.Content, before)
	}
	if after.last > after.first {
		if k := c.begin - 1; len(s.Content) == 0 && !c.inverted && !c.follows && k >= u.first && (f.lower(k) == "what" || f.lower(k) == "whom") {
			s.Content = append(s.Content, f.span(k, k+1)) // “what Orlo called “a farce””
		}
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
		s.Content = f.withinClause(f.withoutReply(f.withoutAside(s.Content), c), c)
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
	if c.relay > 0 && c.by >= 0 {
		s.Via = c.by
	}
	f.push(s, u)
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

// content appends the words of a region, punctuation at its ends left out
// unless it is a quotation mark or belongs to the quotation.
func (f *finder) content(out []text.Span, r region) []text.Span {
	first, last := r.first, f.nextSaid(r)
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

// nextSaid returns the token before which the next quotation in region r is
// brought in, by a participle, “he was not paid, saying: “…””, or behind a dash,
// “he was not paid — Orlo said: “…””; the end of r if none is.
func (f *finder) nextSaid(r region) int {
	for k := r.first + 2; k < r.last; k++ {
		if f.inQuote[k] >= 0 {
			continue
		}
		at, form := k, cue.Ing
		switch f.word(k - 1) {
		case ",":
		case "—", "–", "―":
			m := f.mentionFrom(k)
			if m < 0 {
				continue
			}
			at, form = f.d.Mentions[m].Last, cue.Past
		default:
			continue
		}
		if at >= r.last {
			continue
		}
		if use, ok := cue.Verb(f.lower(at)); !ok || use.Form != form || !use.Clause {
			continue
		}
		at++
		for at < r.last && f.inQuote[at] < 0 && !isWord(f.word(at)) {
			at++
		}
		if at < r.last && f.inQuote[at] >= 0 {
			return k - 1
		}
	}
	return r.last
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

// withoutReply cuts what another one answers, in a clause at the end of
// unquoted content: “accused Peru of theft, which Lima denied”, “urged Peru to
// sign; Lima refused”.
func (f *finder) withoutReply(content []text.Span, c cueAt) []text.Span {
	last := len(content) - 1
	r := f.tokensOf(content[last])
	for k := r.last - 1; k > r.first+1; k-- {
		if f.word(k-1) == ";" && f.inQuote[k-1] < 0 && k-2 >= r.first && (f.lower(r.first) == "to" || !c.use.Clause) && f.finite(region{k, r.last}) {
			content[last].End = int(f.d.Tokens[k-2].End) // “urged Peru to sign; Lima refused”
			break
		}
		if f.word(k-1) != "," || f.lower(k) != "which" {
			continue
		}
		m := f.mentionFrom(k + 1)
		if m < 0 || !f.speaks(m) || f.d.Mentions[m].Last >= r.last {
			break
		}
		use, ok := cue.Verb(f.lower(f.d.Mentions[m].Last))
		if ok && (byCue[use.Lemma] == "denial" || byCue[use.Lemma] == "refusal" || use.Lemma == "dispute" || use.Lemma == "refute") && k-2 >= r.first {
			content[last].End = int(f.d.Tokens[k-2].End)
		}
		break
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
	n := 0
	for _, x := range s.Content {
		n += len(strings.Fields(f.d.Article.Text.Slice(x)))
	}
	told := sayVerb(c.use.Lemma) && s.Content[0].Start < int(f.d.Tokens[c.token].Start) // “…, the agency reported.”
	if c.use.Quoted && !f.conjunction(s.Content[0]) && !c.follows && !told {
		return false
	}
	if n < 3 && !(n == 2 && told && c.use.Quoted) && !(n == 2 && byCue[c.use.Lemma] != "" && !c.follows) {
		return false
	}
	if c.subject >= 0 && f.d.Mentions[c.subject].Kind == language.Pronoun && f.d.Mentions[c.subject].Actor < 0 && strings.EqualFold(f.d.Article.Text.Slice(f.d.Mentions[c.subject].Span), "it") && !sayVerb(c.use.Lemma) {
		return false
	}
	return true
}

// later reports a day behind the report's own, on which nothing it reports
// can have been said.
func (f *finder) later(t int) bool {
	day := func(iso string) string { return iso[:min(len(iso), 10)] }
	said, report := f.d.Times[t].Date, f.d.Article.Published
	return said.Precision >= when.Day && report.Precision >= when.Day && said.ISO[0] != '-' && day(said.ISO) > day(report.ISO)
}

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
		if t < 0 || f.inQuote[k] >= 0 || words["limit"][f.lower(k)] || f.later(t) || !f.datesIt(t, c) {
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
