package statement

import (
	"sort"
	"strings"

	"dateline/language"
	"dateline/language/cue"
	"dateline/language/tag"
	"dateline/text"
)

// cueAt is a reporting verb or preposition with its source.
type cueAt struct {
	token, behind int // tokens [token, behind) of the cue
	subject       int // index into Doc.Mentions; -1 when the source is no mention
	source        text.Span
	begin         int  // first token of source and cue together
	end           int  // token behind source and cue together, an apposition included
	inverted      bool // the source stands behind the verb
	follows       bool // goes on with the speaker before it: a participle, "and stressed"
	use           cue.Use
	prep          bool // "according to"
	loose         bool // the source is only what stands before the verb: good for a quotation, not for a clause
	rule          string
}

// cues finds the cues of a unit that stand outside quotation marks, in text
// order.
func (f *finder) cues(u unit) []cueAt {
	var out []cueAt
	for k := u.first; k < u.last; k++ {
		if f.inQuote[k] >= 0 {
			continue
		}
		w := f.lower(k)
		if c, ok := f.preposition(u, k, w); ok {
			out = append(out, c)
			k = c.behind - 1
			continue
		}
		use, ok := cue.Verb(w)
		if !ok || f.named[k] || k > u.first && f.word(k-1) == "-" || f.noVerb(u, k, use) {
			continue
		}
		if c, ok := f.verb(u, k, use, out); ok {
			// “Orlo, who backed the plan, said …”: the verb inside the
			// apposition tells about Orlo and reports nothing of his.
			if n := len(out); n > 0 && !c.follows && c.subject >= 0 && out[n-1].subject == c.subject && f.word(k-1) == "," &&
				(!out[n-1].use.Clause || f.tree.full(out[n-1].token) == "acl:relcl" && c.begin <= out[n-1].begin) {
				out = out[:n-1]
			}
			out = append(out, f.checked(u, f.widen(u, c)))
		}
	}
	return out
}

// preposition matches "according to Orlo".
func (f *finder) preposition(u unit, k int, w string) (cueAt, bool) {
	for _, p := range cue.Prepositions() {
		if p[0] != w || k+len(p) >= u.last {
			continue
		}
		same := true
		for i, x := range p {
			same = same && f.lower(k+i) == x
		}
		if !same {
			continue
		}
		at := k + len(p)
		m := f.mentionFrom(at)
		if len(p) == 1 && (m < 0 || f.d.Mentions[m].Kind != language.Name && f.d.Part(at) != tag.Det) {
			continue // “42 per cent”, “per resident”
		}
		if m < 0 {
			if c, ok := f.accordingTo(u, k, at); ok {
				return c, true
			}
			continue
		}
		c := cueAt{token: k, behind: at, subject: m, source: f.d.Mentions[m].Whole, begin: k, end: f.d.Mentions[m].Last, prep: true, rule: "according to"}
		c.end = f.overApposition(c.end, u)
		if x, ok := f.accordingTo(u, k, at); ok && x.end > c.end {
			// “according to cables that were found”: more than the mention
			if from, to := f.tokenSpan(x.source); from <= f.d.Mentions[m].First && to > f.d.Mentions[m].Last && f.d.Mentions[m].Kind == language.Name {
				c.source, c.subject = x.source, f.mentionIn(from, to)
			}
			c.end = x.end
		}
		return c, true
	}
	return cueAt{}, false
}

// checked holds a cue against its tree. Where the rule took a source that
// only stands before the verb, the subject decides; a verb in “the man whom
// Orlo said …” reports nothing by itself.
func (f *finder) checked(u unit, c cueAt) cueAt {
	t, k := f.tree, c.token
	if c.prep || c.follows || c.inverted || f.d.Part(k) != tag.Verb {
		return c
	}
	s := t.dependent(k, "nsubj")
	if t.full(k) == "acl:relcl" && s >= 0 && s < k && c.use.Form != cue.Base {
		switch f.lower(s) {
		case "who", "which", "that":
		default:
			if t.dependent(k, "ccomp") < 0 {
				c.loose = true
			}
		}
	}
	if s < 0 || s >= k || s < u.first || f.inQuote[s] >= 0 || f.d.Part(s) == tag.Pron || t.full(s) == "nsubj:pass" {
		return c
	}
	from, to := f.tokenSpan(c.source)
	if s >= from && s < to {
		return c
	}
	r, m := f.sourceOf(s)
	if r.first < u.first || f.inQuote[r.first] >= 0 || !f.d.Sure[s] || s > from || to > int(t.right[s]) {
		return c
	}
	c.source, c.subject, c.begin = f.span(r.first, r.last), m, min(c.begin, r.first)
	c.rule = "source verb, source by its tree"
	if !c.use.Clause {
		c.rule = "source verb object, source by its tree"
	}
	return c
}

// tokenSpan returns the first token of a span and the one behind it.
func (f *finder) tokenSpan(s text.Span) (first, last int) {
	r := f.tokensOf(s)
	return r.first, r.last
}

// noVerb reports a word that only looks like a verb here: “two reports”,
// “the states”. Verbs that mean nothing else are left to the rules.
func (f *finder) noVerb(u unit, k int, use cue.Use) bool {
	p := f.d.Part(k)
	if p == tag.Verb || p == tag.Aux || sayVerb(use.Lemma) && use.Form == cue.Past {
		return false
	}
	if use.Clause && use.Form != cue.Base && use.Form != cue.Ing && k+1 < u.last && f.isThat(k+1) && k > u.first {
		if m := f.mentionTo(k); m >= 0 && f.speaks(m) && f.d.Mentions[m].Kind == language.Name {
			return false // “Kesh denies that …”
		}
	}
	if !use.Clause || use.Form == cue.Base || !f.tail(k+1, u) {
		return true
	}
	// “…,” the editorial reads: the last word behind a quotation
	for j := k - 1; j > u.first && j > k-12; j-- {
		if f.inQuote[j] >= 0 {
			return k-j < 2
		}
	}
	return true
}

// accordingTo reads the source behind a preposition at token k whose phrase
// begins at token at and is no mention: “according to people who were there”.
func (f *finder) accordingTo(u unit, k, at int) (cueAt, bool) {
	h := int(f.d.Heads[k])
	if h < at || h >= u.last || f.d.Part(h) != tag.Noun && f.d.Part(h) != tag.Propn && f.d.Part(h) != tag.Pron {
		return cueAt{}, false
	}
	r := f.tree.phrase(h)
	if r.last <= at {
		return cueAt{}, false
	}
	if r.first = max(r.first, at); f.inQuote[r.first] >= 0 || f.inQuote[r.last-1] >= 0 {
		return cueAt{}, false
	}
	end := max(r.last, min(int(f.tree.right[h]), u.last))
	for end > r.last && !isWord(f.word(end-1)) {
		end--
	}
	return cueAt{token: k, behind: at, subject: -1, source: f.span(r.first, r.last), begin: k, end: end, prep: true, rule: "according to, source by its tree"}, true
}

// verb decides whether the verb at token k reports speech here, and whose.
func (f *finder) verb(u unit, k int, use cue.Use, before []cueAt) (cueAt, bool) {
	c := cueAt{token: k, behind: k + 1, subject: -1, begin: k, end: k + 1, use: use}
	if k+1 < u.last && f.inQuote[k+1] < 0 && cue.Particle(use.Lemma, f.lower(k+1)) {
		c.behind, c.end = k+2, k+2
	} else if use.Needs {
		return c, false
	} else if use.Lemma == "rule" && !(k+1 < u.last && f.isThat(k+1)) {
		return c, false
	}
	if use.Form == cue.Past && k+2 < u.last && f.lower(k+1) == "by" && !strings.HasSuffix(f.lower(k+2), "ing") {
		return c, false // "a truce announced by Orlo"
	}
	if use.Form == cue.Ing && !f.progressive(k, u) {
		return f.participle(u, c, before)
	}
	if k > u.first && f.word(k-1) == "," && f.inQuote[k-1] < 0 {
		// “…,” Orlo, the minister, told reporters.
		if m, at := f.beforeApposition(k-1, u); m >= 0 && f.nominal(at+1) {
			return f.withSource(c, m, use), true
		}
		if m, first := f.apposedName(k-1, u); m >= 0 {
			c = f.withSource(c, m, use)
			c.begin = first
			return c, true
		}
	}
	if c, ok := f.invertedSource(u, c); ok {
		return c, true
	}
	// Go left over adverbs and auxiliaries.
	j, negated, passive := k-1, false, false
	aux := false
	for j >= max(u.first, k-12) && f.inQuote[j] < 0 {
		w := f.lower(j)
		switch w {
		case "not", "n't", "n’t", "never":
			negated = true
		case "was", "were", "is", "are", "be", "been", "being", "'s", "’s", "am":
			if (w == "'s" || w == "’s") && use.Form != cue.Past && use.Form != cue.Ing {
				goto left
			}
			passive = true
		case "has", "have", "had", "did", "does", "do", "would", "will", "'d", "’d", "'ve", "’ve", "could", "may", "might", "can", "must", "should":
			aux = true
			if w == "would" && sayVerb(use.Lemma) {
				aux = true // "she would say only that"
				break
			}
			if w == "would" || w == "will" || w == "could" || w == "may" || w == "might" || w == "can" || w == "must" || w == "should" {
				return c, false // not said, or not yet
			}
		case "to":
			if g := f.goesOn(j, u); g >= 0 { // "went on to say"
				aux, j = true, g
				continue
			}
			return c, false
		default:
			if t := f.timeEnding(j); t >= 0 { // "Orlo on Monday dismissed …"
				for j > u.first && int(f.d.Tokens[j-1].Start) >= f.d.Times[t].Span.Start {
					j--
				}
				break
			}
			if !isAdverb(w) {
				goto left
			}
		}
		j--
	}
left:
	if passive && use.Form == cue.Past { // "was told"; "is telling" is active
		if use.Lemma == "ask" && k+2 < u.last && !negated && (f.word(k+1) == "," || f.word(k+1) == ":") && f.inQuote[k+2] >= 0 {
			c.rule = "question put"
			return c, true
		}
		return c, false
	}
	if negated {
		return c, false
	}
	if j < u.first || f.inQuote[j] >= 0 && j >= u.first && f.word(j) != "”" && f.word(j) != "\"" {
		return c, false
	}
	if use.Form == cue.Base && !aux && !f.pluralBefore(j+1) {
		return c, false
	}
	if m := f.mentionTo(j + 1); m >= 0 && f.inQuote[j] < 0 && f.speaks(m) {
		if f.governed(f.d.Mentions[m].First, u) {
			return c, false
		}
		return f.withSource(c, m, use), true
	}
	switch f.lower(j) {
	case ",", ")", "—", "–":
		if m, _ := f.beforeApposition(j, u); m >= 0 {
			return f.withSource(c, m, use), true
		}
	case "who", "which":
		m := f.mentionTo(j)
		if m < 0 && j > u.first && f.word(j-1) == "," {
			m = f.mentionTo(j - 1)
		}
		if m >= 0 && f.speaks(m) {
			c = f.withSource(c, m, use)
			c.source = c.source.Hull(f.span(j, j+1))
			return c, true
		}
	case "and", "but":
		if len(before) > 0 && (use.Clause || use.Object) && use.Form != cue.Base {
			p := before[len(before)-1]
			c.subject, c.source, c.follows, c.rule = p.subject, p.source, true, "coordinated verb"
			return c, true
		}
		if m := f.subjectOf(u, j); m >= 0 {
			return f.withSource(c, m, use), true
		}
	}
	if n := len(before); n > 0 && f.word(j) == "," && (use.Clause || use.Object) && use.Form != cue.Base && f.tree.rel(k) == "conj" && int(f.d.Heads[k]) == before[n-1].token {
		// “Orlo suggested …, called it … and left”
		c.subject, c.source, c.follows, c.rule = before[n-1].subject, before[n-1].source, true, "coordinated verb"
		return c, true
	}
	switch f.lower(j) {
	case "one", "another", "others", "some", "many", "both":
		if use.Clause || use.Object {
			c.source, c.begin, c.rule = f.span(j, j+1), j, "verb with a source of unknown kind"
			return c, true
		}
	}
	if use.Clause && (use.Form == cue.Past || use.Form == cue.Third || use.Form == cue.Base && (f.lower(j) == "percent" || strings.HasSuffix(f.lower(j), "s"))) {
		if first := f.clauseStart(u, j); first <= j {
			c.source, c.begin, c.loose, c.rule = f.span(first, j+1), first, true, "verb with a source of unknown kind"
			return c, true
		}
	}
	if len(before) == 0 && sayVerb(use.Lemma) {
		if first := f.nounPhrase(u, j); first <= j {
			c.source, c.begin, c.rule = f.span(first, j+1), first, "verb with a source of unknown kind"
			return c, true
		}
	}
	return c, false
}

// timeEnding returns the time expression whose last token is k, -1 if there is
// none.
func (f *finder) timeEnding(k int) int {
	end := int(f.d.Tokens[k].End)
	i := sort.Search(len(f.d.Times), func(i int) bool { return f.d.Times[i].Span.End >= end })
	if i < len(f.d.Times) && f.d.Times[i].Span.End == end {
		return i
	}
	return -1
}

// goesOn returns the token before a verb that only says that the next one
// happens, "went on", "was quick", "continued", which end before the "to" at
// token k; -1 if there is none.
func (f *finder) goesOn(k int, u unit) int {
	if k-2 < u.first {
		return -1
	}
	switch a, b := f.lower(k-1), f.lower(k-2); {
	case a == "on" && words["begins_on"][b]:
		return k - 3
	case a == "quick" && (b == "was" || b == "is" || b == "were" || b == "are"):
		return k - 3
	case words["begins"][a]:
		return k - 2
	}
	return -1
}

// progressive reports "is telling", "’s predicting".
func (f *finder) progressive(k int, u unit) bool {
	for j := k - 1; j >= max(u.first, k-8) && f.inQuote[j] < 0; j-- {
		switch w := f.lower(j); w {
		case "is", "are", "was", "were", "been", "'re", "’re":
			return true
		case "'s", "’s": // "he’s predicting", not "Kenya’s warning"
			switch f.lower(max(j-1, 0)) {
			case "he", "she", "it", "who", "that", "there":
				return true
			}
			return false
		default:
			if !isAdverb(w) {
				return false
			}
		}
	}
	return false
}

// withSource completes a cue with the mention before it.
func (f *finder) withSource(c cueAt, m int, use cue.Use) cueAt {
	x := f.d.Mentions[m]
	c.subject, c.source, c.begin = m, x.Whole, x.First
	c.rule = "source verb"
	if !use.Clause {
		c.rule = "source verb object"
	}
	return c
}

// invertedSource matches “…,” said Orlo.
func (f *finder) invertedSource(u unit, c cueAt) (cueAt, bool) {
	k := c.token
	if k == u.first && c.use.Clause && (c.use.Form == cue.Past || c.use.Form == cue.Third) {
		if m := f.mentionFrom(k + 1); m >= 0 && f.speaks(m) {
			x := f.d.Mentions[m]
			if end := f.overApposition(x.Last, u); end+1 < u.last && (f.word(end) == "," || f.word(end) == ":") && f.inQuote[end] < 0 && f.inQuote[end+1] >= 0 {
				c.subject, c.source, c.end, c.prep, c.rule = m, x.Whole, end, true, "verb source"
				return c, true // “Said Orlo: “…””
			}
		}
	}
	if k == u.first || k+1 >= u.last || !c.use.Clause || c.use.Form == cue.Base || addressed(c.use.Lemma) {
		return c, false
	}
	switch p := f.word(k - 1); {
	case f.inQuote[k-1] >= 0 || p == "”" || p == "\"" || p == "’":
	case p == ",":
	default:
		return c, false
	}
	m := f.mentionFrom(k + 1)
	if m < 0 || !f.speaks(m) {
		if r, m := f.subjectBehind(u, k); r.last > r.first && c.use.Form != cue.Ing {
			c.source, c.subject, c.inverted, c.end, c.rule = f.span(r.first, r.last), m, true, f.overApposition(r.last, u), "verb source"
			c.loose = f.inQuote[k-1] < 0
			return c, true
		}
		if quoted := f.inQuote[k-1] >= 0 || f.word(k-1) == "," && k >= 2 && f.inQuote[k-2] >= 0; quoted && c.use.Form != cue.Ing {
			if end := f.nounAhead(k+1, u); end > k+1 {
				c.source, c.inverted, c.loose, c.end, c.rule = f.span(k+1, end), true, true, end, "verb source of unknown kind"
				return c, true
			}
		}
		return c, false
	}
	x := f.d.Mentions[m]
	// Behind a comma alone the source must end the clause: “…, said Orlo.”;
	// in “Orlo, the minister, said his party …” it stands before the verb.
	if f.word(k-1) == "," && f.inQuote[k-1] < 0 && (k < 2 || f.inQuote[k-2] < 0) && !f.tail(f.overApposition(x.Last, u), u) {
		return c, false
	}
	c.subject, c.source, c.inverted, c.rule = m, x.Whole, true, "verb source"
	c.end = f.overApposition(x.Last, u)
	return c, true
}

// subjectBehind returns the noun phrase right behind the verb at token k that
// the tree makes its subject, and its mention: “…,” said former minister Orlo.
func (f *finder) subjectBehind(u unit, k int) (region, int) {
	t, out, mention := f.tree, region{k + 1, k + 1}, -1
	for i := t.child[k]; i >= 0; i = t.next[i] {
		n := int(i)
		if n <= k || t.full(n) != "nsubj" || n >= u.last {
			continue
		}
		r, m := f.sourceOf(n)
		if r.first > out.last+1 || r.last > u.last {
			break
		}
		out.last, mention = r.last, m
	}
	for j := out.first; j < out.last; j++ {
		if f.inQuote[j] >= 0 {
			return region{}, -1
		}
	}
	return out, mention
}

// participle matches ", adding that …" and “Noting that …, Orlo said”.
func (f *finder) participle(u unit, c cueAt, before []cueAt) (cueAt, bool) {
	if !c.use.Participle {
		return c, false
	}
	k := c.token
	if k > u.first {
		switch f.lower(k - 1) {
		case ",", "while", "and", "but", "also", "—", "–", "”", "\"":
		default:
			if cue.Noun(f.lower(k-1)) && len(before) == 0 && c.use.Clause { // "issued a statement saying"
				if m := f.subjectOf(u, k-1); m >= 0 {
					c.subject, c.source, c.begin, c.rule = m, f.d.Mentions[m].Whole, f.d.Mentions[m].First, "participle behind a noun of speech"
					return c, true
				}
			}
			if m := f.mentionTo(k); m >= 0 && f.speaks(m) && f.d.Mentions[m].First > u.first && f.lower(f.d.Mentions[m].First-1) == "with" {
				c.subject, c.source, c.begin, c.rule = m, f.d.Mentions[m].Whole, f.d.Mentions[m].First, "participle, source behind “with”"
				return c, true
			}
			if !isAdverb(f.lower(k-1)) || k-1 > u.first && f.word(k-2) != "," {
				return c, false
			}
		}
	}
	c.follows, c.rule = true, "participle"
	if len(before) > 0 {
		c.subject, c.source = before[len(before)-1].subject, before[len(before)-1].source
		return c, true
	}
	if k == u.first {
		return c, false // the main verb behind it carries the statement
	}
	m := f.subjectOf(u, k-1)
	if m < 0 {
		return c, false
	}
	c.follows = false
	c.subject, c.source, c.begin = m, f.d.Mentions[m].Whole, f.d.Mentions[m].First
	return c, true
}
