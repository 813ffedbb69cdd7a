package statement

import (
	"sort"
	"strings"

	"dateline/language"
	"dateline/language/cue"
	"dateline/language/name"
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
		if !ok || f.named[k] || k > u.first && f.word(k-1) == "-" {
			continue
		}
		if c, ok := f.verb(u, k, use, out); ok {
			// “Orlo, who backed the plan, said …”: the verb inside the
			// apposition tells about Orlo and reports nothing of his.
			if n := len(out); n > 0 && !c.follows && c.subject >= 0 && out[n-1].subject == c.subject && !out[n-1].use.Clause && f.word(k-1) == "," {
				out = out[:n-1]
			}
			out = append(out, f.widen(u, c))
		}
	}
	return out
}

// widen lets a source begin right behind the quotation before it, when only
// words that belong to it stand between: “…,” the port’s longtime [director].
func (f *finder) widen(u unit, c cueAt) cueAt {
	if c.inverted || c.follows || c.begin > c.token {
		return c
	}
	k := c.begin - 1
	for k > u.first && c.begin-k < 7 && f.inQuote[k] < 0 && (f.word(k) == "-" || clitic(f.word(k)) || isWord(f.word(k)) && f.ofSource(k)) {
		k--
	}
	if k < c.begin-1 && k > u.first && (f.inQuote[k] >= 0 || f.word(k) == "," && f.inQuote[k-1] >= 0) {
		c.begin = k + 1
		c.source = c.source.Hull(f.span(c.begin, c.begin+1))
	}
	return c
}

// ofSource reports a word that can be part of a source: no conjunction, no
// pronoun, no verb that the lists know.
func (f *finder) ofSource(k int) bool {
	switch w := f.lower(k); w {
	case "the", "a", "an", "his", "her", "its", "their", "of", "former", "new", "late", "two", "three", "one":
		return true
	default:
		_, verb := cue.Verb(w)
		return !verb && !name.Function(w) && !name.Past(w)
	}
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
		if m < 0 {
			continue
		}
		c := cueAt{token: k, behind: at, subject: m, source: f.d.Mentions[m].Whole, begin: k, end: f.d.Mentions[m].Last, prep: true, rule: "according to"}
		c.end = f.overApposition(c.end, u)
		return c, true
	}
	return cueAt{}, false
}

// mentionFrom returns the longest mention that starts at token k, an article
// before it allowed; -1 if there is none.
func (f *finder) mentionFrom(k int) int {
	best := -1
	if k >= len(f.d.Tokens) {
		return best
	}
	for _, at := range [...]int{k, k + 1} {
		if at == k+1 && best < 0 {
			if w := f.lower(k); w != "the" && w != "a" && w != "an" {
				break
			}
		}
		for _, m := range f.starts[at] {
			if best < 0 || f.d.Mentions[m].Last > f.d.Mentions[best].Last {
				best = m
			}
		}
		if best >= 0 {
			break
		}
	}
	return best
}

// mentionTo returns the longest mention that ends before token k, -1 if there
// is none.
func (f *finder) mentionTo(k int) int {
	best := -1
	for _, m := range f.ends[k] {
		if best < 0 || f.d.Mentions[m].First < f.d.Mentions[best].First {
			best = m
		}
	}
	return best
}

// overApposition returns the token behind an apposition between commas that
// starts at token k, or k.
func (f *finder) overApposition(k int, u unit) int {
	if k >= u.last || f.word(k) != "," {
		return k
	}
	for j := k + 1; j < u.last && j < k+16; j++ {
		if f.inQuote[j] >= 0 {
			return k
		}
		if w := f.word(j); w == "," || w == "." {
			// Only a noun phrase is an apposition: it begins with an article,
			// a role or a number.
			if f.nominal(k + 1) {
				return j
			}
			return k
		}
	}
	return k
}

func (f *finder) nominal(k int) bool {
	if k >= len(f.d.Tokens) {
		return false
	}
	switch f.lower(k) {
	case "the", "a", "an", "who", "his", "her", "its":
		return true
	}
	if w := f.word(k); w[0] >= '0' && w[0] <= '9' {
		return true
	}
	for _, m := range f.starts[k] {
		if f.d.Mentions[m].Kind == language.Description {
			return true
		}
	}
	return false
}

// verb decides whether the verb at token k reports speech here, and whose.
func (f *finder) verb(u unit, k int, use cue.Use, before []cueAt) (cueAt, bool) {
	c := cueAt{token: k, behind: k + 1, subject: -1, begin: k, end: k + 1, use: use}
	if k+1 < u.last && f.inQuote[k+1] < 0 && cue.Particle(use.Lemma, f.lower(k+1)) {
		c.behind, c.end = k+2, k+2
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
		if m := f.mentionTo(j); m >= 0 && f.speaks(m) {
			return f.withSource(c, m, use), true
		}
		if j > u.first && f.word(j-1) == "," {
			if m := f.mentionTo(j - 1); m >= 0 && f.speaks(m) {
				return f.withSource(c, m, use), true
			}
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
	case a == "on" && (b == "went" || b == "goes" || b == "go" || b == "moved"):
		return k - 3
	case a == "quick" && (b == "was" || b == "is" || b == "were" || b == "are"):
		return k - 3
	case a == "continued" || a == "continues" || a == "proceeded" || a == "hastened" || a == "managed" || a == "began" || a == "paused":
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

// speaks reports whether a mention can be a source.
func (f *finder) speaks(m int) bool {
	switch f.d.Mentions[m].Of {
	case language.Location, language.Agreement:
		return false
	}
	return true
}

// governed reports whether the words at token k hang on a preposition, and so
// are no subject: "talks with Orlo said" does not make Orlo the speaker.
func (f *finder) governed(k int, u unit) bool {
	if k <= u.first {
		return false
	}
	switch f.lower(k - 1) {
	case "with", "of", "by", "from", "to", "for", "in", "on", "at", "against", "between", "under", "about":
		return true
	case "the", "a", "an":
		return f.governed(k-1, u)
	}
	return false
}

// invertedSource matches “…,” said Orlo.
func (f *finder) invertedSource(u unit, c cueAt) (cueAt, bool) {
	k := c.token
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

// nounAhead returns the token behind a noun phrase that starts at token k: an
// article or a capital, then words up to punctuation or a preposition.
func (f *finder) nounAhead(k int, u unit) int {
	if k >= u.last || f.inQuote[k] >= 0 {
		return k
	}
	switch w := f.lower(k); w {
	case "the", "a", "an", "one", "another", "his", "her", "their", "its", "some", "many", "several":
	default:
		if r := f.word(k)[0]; r < 'A' || r > 'Z' {
			return k
		}
	}
	end := k + 1
	for end < u.last && end < k+8 && f.inQuote[end] < 0 && (isWord(f.word(end)) || f.word(end) == "-" || clitic(f.word(end))) && (!preposition[f.lower(end)] || f.lower(end) == "of") && f.timeAt(end) < 0 {
		end++
	}
	return end
}

// addressed reports verbs whose object is who hears it: "told Orlo" never
// makes Orlo the speaker.
func addressed(lemma string) bool {
	switch lemma {
	case "tell", "inform", "remind", "assure", "notify", "advise", "urge", "instruct":
		return true
	}
	return false
}

// beforeApposition returns the mention in front of an apposition that ends
// with the comma, bracket or dash at token j, and the token that opens it.
func (f *finder) beforeApposition(j int, u unit) (mention, opens int) {
	open := map[string]string{",": ",", ")": "(", "—": "—", "–": "–"}[f.word(j)]
	for i := j - 1; i > u.first && j-i < 40; i-- {
		if f.inQuote[i] >= 0 {
			break
		}
		if f.word(i) == open {
			if m := f.mentionTo(i); m >= 0 && f.speaks(m) && !f.governed(f.d.Mentions[m].First, u) {
				return m, i
			}
		}
	}
	return -1, 0
}

// subjectOf returns the mention that is the subject of the clause that ends
// at token j: the first one of the unit that nothing governs.
func (f *finder) subjectOf(u unit, j int) int {
	for k := u.first; k < min(j, u.first+far); k++ {
		for _, m := range f.starts[k] {
			if f.inQuote[k] < 0 && f.speaks(m) && !f.governed(k, u) && f.d.Mentions[m].Last <= j && (f.d.Mentions[m].Kind != language.Pronoun || f.d.Mentions[m].Actor >= 0) && !f.possessor(m) {
				return m
			}
		}
	}
	return -1
}

// possessor reports "Orlo’s" and a bare adjective of a country, which are no
// subjects.
func (f *finder) possessor(m int) bool {
	x := f.d.Mentions[m]
	if x.Last < len(f.d.Tokens) {
		switch f.word(x.Last) {
		case "'s", "’s", "'", "’":
			return true
		}
	}
	return false
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

// pluralBefore reports whether the source that ends before token k is plural,
// so that a base form is a finite verb: "officials say", "they say".
func (f *finder) pluralBefore(k int) bool {
	if m := f.mentionTo(k); m >= 0 {
		x := f.d.Mentions[m]
		if x.Of == language.Group {
			return true
		}
		return strings.HasSuffix(f.lower(k-1), "s") || f.lower(k-1) == "they" || f.lower(k-1) == "media"
	}
	return false
}

// clauseStart returns the first token of the clause that ends at token j: what
// stands behind a quotation, a comma or the start of the sentence; j+1 if it is
// no noun phrase.
func (f *finder) clauseStart(u unit, j int) int {
	k := j
	for k >= u.first && j-k < 14 && f.inQuote[k] < 0 && (isWord(f.word(k)) || f.word(k) == "-" || f.word(k) == "%" || clitic(f.word(k))) {
		if w := f.lower(k); w == "that" || w == "who" || w == "which" || w == "when" || w == "if" || w == "as" {
			return j + 1
		}
		k--
	}
	k++
	if k > j || j-k >= 13 {
		return j + 1
	}
	switch w := f.lower(k); {
	case w == "and" || w == "but":
		k++
	case preposition[w] || w == "to":
		return j + 1
	}
	return k
}

func clitic(w string) bool { return w == "'s" || w == "’s" || w == "'" || w == "’" }

// nounPhrase returns the first token of a short noun phrase that ends at
// token j, or j+1 if there is none: an article, then words.
func (f *finder) nounPhrase(u unit, j int) int {
	for k := j; k >= u.first && j-k < 6; k-- {
		if f.inQuote[k] >= 0 {
			return j + 1
		}
		switch f.lower(k) {
		case "the", "a", "an", "his", "her", "their", "its", "one", "another", "some", "many", "several", "most":
			if k < j && !f.governed(k, u) {
				return k
			}
			return j + 1
		}
		if !isWord(f.word(k)) && f.word(k) != "-" {
			return j + 1
		}
	}
	return j + 1
}

// sayVerb reports verbs that never mean anything else.
func sayVerb(lemma string) bool {
	switch lemma {
	case "say", "announce", "add", "declare", "state", "tell", "claim", "report":
		return true
	}
	return false
}

func isAdverb(w string) bool {
	switch w {
	case "also", "then", "later", "earlier", "again", "just", "still", "now", "further", "even", "only", "once", "twice", "himself", "herself", "itself", "themselves", "both", "all", "already", "previously", "first", "too", "meanwhile", "however", "yesterday", "today":
		return true
	}
	return strings.HasSuffix(w, "ly") && len(w) > 4
}
