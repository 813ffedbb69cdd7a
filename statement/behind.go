package statement

import (
	"dateline/language/cue"
	"dateline/language/tag"
)

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
		case "by", "upon", "before", "after":
			// “answered by saying: “…””: a quotation or a "that" follows
			at := k + 1
			if (c.use.Lemma == "ask" || addressed(c.use.Lemma)) && at < u.last && f.d.Part(at) == tag.Pron {
				at++
			}
			if at = f.skipPunct(at, u); at >= u.last || f.inQuote[at] < 0 && !f.isThat(at) {
				return c, false
			}
		default:
			if cue.Noun(f.lower(k-1)) && len(before) == 0 && (c.use.Clause || words["naming"][c.use.Lemma]) { // "issued a statement saying"
				m := -1
				if h := int(f.d.Heads[k-1]); h >= u.first {
					m = f.subjectBefore(u, h, k-1)
				}
				if m >= 0 {
					c.subject, c.source, c.begin, c.rule = m, f.d.Mentions[m].Whole, f.d.Mentions[m].First, "participle behind a noun of speech"
					return c, true
				}
			}
			if m := f.mentionTo(k); m >= 0 && f.speaks(m) && f.d.Mentions[m].First > u.first {
				w, at := f.lower(f.d.Mentions[m].First-1), f.skipPunct(k+1, u)
				if w == "with" || w == "of" && at < u.last && f.inQuote[at] >= 0 { // “footage of Orlo saying, “…””
					c.subject, c.source, c.begin, c.rule = m, f.d.Mentions[m].Whole, f.d.Mentions[m].First, "participle, source behind “"+w+"”"
					return c, true
				}
			}
			if !f.adverb(k-1) || k-1 > u.first && f.word(k-2) != "," {
				return c, false
			}
		}
	}
	c.follows, c.rule = true, "participle"
	h := f.governing(k)
	if n := len(before); n > 0 && !f.beside(before[n-1].token, h) {
		c.subject, c.source = before[n-1].subject, before[n-1].source
		return c, true
	}
	if k == u.first {
		return c, false // the main verb behind it carries the statement
	}
	c.follows = false
	if h >= u.first {
		if s, _ := f.subjectFor(h); s >= u.first && s < k && f.inQuote[s] < 0 {
			r, m := f.sourceOf(s)
			if m >= 0 && f.speaks(m) {
				c.subject, c.source, c.begin = m, f.d.Mentions[m].Whole, f.d.Mentions[m].First
				return c, true
			}
			if m < 0 && r.first >= u.first && f.d.Part(s) == tag.Noun && !f.mute(s) {
				c.source, c.begin = f.span(r.first, r.last), r.first
				return c, true
			}
		}
	}
	m := f.subjectBefore(u, k, k-1)
	if m < 0 {
		return c, false
	}
	c.subject, c.source, c.begin = m, f.d.Mentions[m].Whole, f.d.Mentions[m].First
	return c, true
}

// governing returns the verb that a participle behind a comma goes with: not
// one in a clause that is only what something is about, “Orlo spoke of how she
// planned to go on, saying …”; -1 if there is none.
func (f *finder) governing(k int) int {
	t, h := f.tree, int(f.d.Heads[k])
	if h < 0 || t.rel(k) != "advcl" && t.rel(k) != "conj" && t.rel(k) != "parataxis" {
		return -1
	}
	for range 4 {
		up := int(f.d.Heads[h])
		switch t.full(h) {
		case "acl", "ccomp", "xcomp", "csubj":
		case "advcl":
			if t.dependent(h, "nsubj") >= 0 {
				return h
			}
		default:
			if f.d.Part(h) == tag.Verb || t.dependent(h, "nsubj") >= 0 || up < 0 {
				return h
			}
		}
		if up < 0 {
			return h
		}
		h = up
	}
	return h
}

// beside reports a cue that stands in a clause about a noun of the clause of
// token h: “… an architect who said that he was cheated, adding …”.
func (f *finder) beside(k, h int) bool {
	if h < 0 || h == k || f.tree.full(k) != "acl:relcl" {
		return false
	}
	for range 8 {
		if k = int(f.d.Heads[k]); k < 0 || k == h {
			return k == h
		}
	}
	return false
}
