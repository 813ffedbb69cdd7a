package statement

import (
	"sort"
	"strings"

	"dateline/language"
	"dateline/language/cue"
)

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
	if use.Form == cue.Past && k+2 < u.last && f.lower(k+1) == "by" && !strings.HasSuffix(f.lower(k+2), "ing") && !f.active(k) {
		return c, false // "a truce announced by Orlo"
	}
	if use.Form == cue.Ing && !f.progressive(k, u) {
		return f.participle(u, c, before)
	}
	if k > u.first && f.word(k-1) == "," && f.inQuote[k-1] < 0 {
		// “…,” Orlo, the minister, told reporters.
		if n, first := f.nameBeside(k-1, u); n >= 0 {
			x := f.withSource(c, n, use)
			x.source, x.begin = f.span(first, k-1), first
			return x, true
		}
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
			if !f.adverb(j) || w == "both" && (j == u.first || !isWord(f.word(j-1))) {
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
		if n, first := f.nameBeside(j, u); n >= 0 && f.word(j) == "," {
			c = f.withSource(c, n, use)
			c.source, c.begin = f.span(first, j), first
			return c, true
		}
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
			if m, first := f.joined(u, k, p); m >= 0 {
				c = f.withSource(c, m, use)
				c.begin, c.rule = first, c.rule+", coordinated"
				return c, true
			}
			c.subject, c.source, c.follows, c.rule = p.subject, p.source, true, "coordinated verb"
			return c, true
		}
		if m := f.subjectBefore(u, k, j); m >= 0 {
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

// joined returns the subject of the verb at token k where that goes on with a
// verb behind the cue before it that has a subject of its own, “Orlo called it
// “a farce” after Vane came late and blamed the rain”, and its first token; -1
// if there is none.
func (f *finder) joined(u unit, k int, before cueAt) (mention, first int) {
	h := int(f.d.Heads[k])
	if f.tree.rel(k) != "conj" || h <= before.token || h >= k {
		return -1, 0
	}
	for at := h; at >= 0 && at != before.token; at = int(f.d.Heads[at]) {
		if r := f.tree.rel(at); r == "ccomp" || r == "xcomp" {
			return -1, 0 // a clause that the cue reports: “said he was proud and hoped …”
		}
	}
	s := f.tree.dependent(h, "nsubj")
	if s <= before.token || s >= h || f.inQuote[s] >= 0 {
		return -1, 0
	}
	_, m := f.sourceOf(s)
	if m < 0 || !f.speaks(m) {
		return -1, 0
	}
	return m, k
}

// active reports a verb that is the main one of its sentence and has its
// subject before it: “Orlo insisted by telephone that …”.
func (f *finder) active(k int) bool {
	n := f.tree.dependent(k, "nsubj")
	return n >= 0 && n < k && f.tree.full(n) == "nsubj" && !f.tree.passive(k) && f.tree.dependent(k, "ccomp") > k
}

// nameBeside returns the name of a person that stands between commas, the
// last one token k, beside a description of who that is, and the first token
// of this: “a retired teacher, Mara Tolm,”. It returns -1 if there is none.
func (f *finder) nameBeside(k int, u unit) (mention, first int) {
	for i := k - 1; i > u.first && k-i < 9; i-- {
		if f.inQuote[i] >= 0 {
			break
		}
		if f.word(i) != "," {
			continue
		}
		n := f.mentionIn(i+1, k)
		if n < 0 {
			n = f.mentionTo(k)
		}
		if n < 0 || f.d.Mentions[n].Kind != language.Name || f.d.Mentions[n].Of != language.Person || f.d.TokenAt(f.d.Mentions[n].Whole.Start) > i+1 && !f.plainPhrase(i+1, f.d.Mentions[n].First) {
			break
		}
		if m := f.mentionTo(i); m >= 0 && f.d.Mentions[m].Kind == language.Name && f.d.Mentions[m].Of == language.Person {
			break
		}
		if first = f.clauseStart(u, i-1); first > i-1 {
			first = f.nounPhrase(u, i-1)
		}
		if first > i-1 || f.finite(region{first, i}) {
			break
		}
		return n, first
	}
	return -1, 0
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
			if !f.adverb(j) {
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
