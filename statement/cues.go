package statement

import (
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
	relay         int  // token of the verb by which another passes the words on, 0 for none
	by            int  // index into Doc.Mentions of who does, -1; only where relay is set
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
		if k > u.first && f.inQuote[k-1] >= 0 && !f.relayAhead(u, k) {
			if c, ok := f.tag(u, k, out); ok {
				out = append(out, c)
				k = c.behind - 1
				continue
			}
		}
		use, ok := cue.Verb(w)
		if !ok || f.named[k] || k > u.first && f.word(k-1) == "-" || f.noVerb(u, k, use) {
			continue
		}
		if c, ok := f.relayed(u, k, use); ok {
			out = append(out, c)
			k = c.behind - 1
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

// view matches "in Orlo's view" and "in her words".
func (f *finder) view(u unit, k int) (cueAt, bool) {
	m := f.mentionFrom(k + 1)
	if m < 0 || !f.speaks(m) {
		return cueAt{}, false
	}
	at := f.d.Mentions[m].Last
	if at < u.last && clitic(f.word(at)) {
		at++
	} else if f.d.Mentions[m].Kind != language.Pronoun {
		return cueAt{}, false
	}
	if at < u.last && f.word(at) == "own" {
		at++
	}
	if at >= u.last || !words["view"][f.lower(at)] && !words["wording"][f.lower(at)] {
		return cueAt{}, false
	}
	c := cueAt{token: k, behind: at + 1, subject: m, source: f.d.Mentions[m].Whole, begin: k, end: at + 1, prep: true, rule: "in somebody's view"}
	if words["view"][f.lower(at)] {
		c.use.Lemma = "think" // what is held, not what was said
	}
	return c, true
}

// preposition matches "according to Orlo" and "in Orlo's view".
func (f *finder) preposition(u unit, k int, w string) (cueAt, bool) {
	if w == "in" {
		if c, ok := f.view(u, k); ok {
			return c, true
		}
	}
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
			if m := f.qualified(at); m >= 0 && f.d.Mentions[m].Last <= u.last {
				last := f.d.Mentions[m].Last
				return cueAt{token: k, behind: at, subject: m, source: f.span(at, last), begin: k, end: f.overApposition(last, u), prep: true, rule: "according to"}, true
			}
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
