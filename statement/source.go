package statement

import (
	"strings"

	"dateline/language"
	"dateline/language/tag"
)

// widen lets a source begin right behind the quotation or the comma before it,
// when only words that belong to it stand between: “…,” the port’s longtime
// [director]; …, his [spokesman] said.
func (f *finder) widen(u unit, c cueAt) cueAt {
	if c.inverted || c.follows || c.begin > c.token {
		return c
	}
	k := c.begin - 1
	for k > u.first && c.begin-k < 7 && f.inQuote[k] < 0 && (f.word(k) == "-" || clitic(f.word(k)) || isWord(f.word(k)) && f.ofSource(k)) {
		k--
	}
	named := c.subject < 0 || f.d.Mentions[c.subject].Kind != language.Pronoun // not “a stance he said helped”
	if k < c.begin-1 && k > u.first && (f.inQuote[k] >= 0 || f.word(k) == "," && (named || f.inQuote[k-1] >= 0)) {
		c.begin = k + 1
		c.source = c.source.Hull(f.span(c.begin, c.begin+1))
	}
	return c
}

// ofSource reports a word that can be part of a source: a noun or an
// adjective, an article, no conjunction, no pronoun, no verb.
func (f *finder) ofSource(k int) bool {
	switch f.lower(k) {
	case "the", "a", "an", "his", "her", "its", "their", "of", "former", "new", "late", "two", "three", "one":
		return true
	}
	switch f.d.Part(k) {
	case tag.Noun, tag.Propn, tag.Adj, tag.Num:
		return true
	}
	return false
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

// qualified returns the name behind an article and words that only tell what
// kind of thing it names, at token k: “the state-run Orlo News Agency”; -1 if
// there is none.
func (f *finder) qualified(k int) int {
	if w := f.lower(k); w != "the" && w != "a" && w != "an" {
		return -1
	}
	for j := k + 1; j < min(k+6, len(f.d.Tokens)); j++ {
		for _, m := range f.starts[j] {
			if x := f.d.Mentions[m]; j > k+1 && x.Kind == language.Name && f.tree.phrase(x.Last-1).first <= k {
				return m
			}
		}
		if w := f.word(j); w != "-" && (!isWord(w) || w != f.lower(j) || preposition[w]) {
			return -1
		}
	}
	return -1
}

// mentionIn returns the mention that ends tokens [first, last) and stands for
// them, -1 if there is none.
func (f *finder) mentionIn(first, last int) int {
	for k := first; k < last; k++ {
		for _, m := range f.starts[k] {
			if f.d.Mentions[m].Last == last {
				return m
			}
		}
	}
	return -1
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

// beforeApposition returns the mention in front of an apposition that ends
// with the comma, bracket or dash at token j, and the token that opens it.
func (f *finder) beforeApposition(j int, u unit) (mention, opens int) {
	open := map[string]string{",": ",", ")": "(", "—": "—", "–": "–"}[f.word(j)]
	for i := j - 1; i > u.first && j-i < 40; i-- {
		if f.inQuote[i] >= 0 {
			break
		}
		if f.word(i) == open {
			end := i
			switch f.lower(i - 1) {
			case "himself", "herself", "itself", "themselves":
				end--
			case ")": // “Orlo (Labour), who …,”
				for k := i - 1; k > u.first && i-k < 12; k-- {
					if f.word(k) == "(" {
						end = k
						break
					}
				}
			}
			if m := f.mentionTo(end); m >= 0 && f.speaks(m) && !f.governed(f.d.Mentions[m].First, u) {
				return m, i
			}
		}
	}
	return -1, 0
}

// role is the capacity in which mention m speaks, as written: its title, else
// the description beside it between commas (“Mara Orlo, the mayor, said”).
func (f *finder) role(m int) string {
	x := f.d.Mentions[m]
	if !x.Role.Empty() {
		return f.d.Article.Text.Slice(x.Role)
	}
	if x.Actor < 0 || x.Kind != language.Name {
		return ""
	}
	beside := f.starts[x.Last+1]
	if x.First > 0 && f.word(x.First-1) == "," {
		beside = append(beside[:len(beside):len(beside)], f.ends[x.First-1]...)
	}
	for _, k := range beside {
		if y := f.d.Mentions[k]; y.Kind == language.Description && y.Actor == x.Actor && !y.Role.Empty() {
			return f.d.Article.Text.Slice(y.Role)
		}
	}
	return ""
}

// apposedName returns the person whose name stands between commas, the second
// at token j, behind a phrase that says who that is: “the head of the office
// for lost maps, Mara Orlo, said”; -1 if there is none. first is the token at
// which the phrase begins.
func (f *finder) apposedName(j int, u unit) (mention, first int) {
	m := f.mentionTo(j)
	if m < 0 || f.d.Mentions[m].Kind != language.Name || f.d.Mentions[m].Of != language.Person {
		return -1, 0
	}
	comma := f.d.Mentions[m].First - 1
	if comma <= u.first || f.word(comma) != "," {
		return -1, 0
	}
	start := f.clauseStart(u, comma-1)
	if start >= comma || !f.nominal(start) {
		return -1, 0
	}
	for k := start; k < comma; k++ {
		switch f.d.Tags[k].Penn() {
		case "VBD", "VBZ", "VBP", "MD":
			return -1, 0
		}
	}
	return m, start
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

// subjectBefore returns the mention that is the subject of the verb at token
// k, which goes on with a clause before it: by the tree, else the subject of
// the clause that ends at token j.
func (f *finder) subjectBefore(u unit, k, j int) int {
	if s, _ := f.subjectFor(k); s >= u.first && s < k && f.inQuote[s] < 0 {
		if _, m := f.sourceOf(s); m >= 0 && f.speaks(m) {
			return m
		}
	}
	return f.subjectOf(u, j)
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
