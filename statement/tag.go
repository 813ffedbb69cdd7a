package statement

import (
	"strings"

	"dateline/language"
	"dateline/language/cue"
	"dateline/language/tag"
)

// tagWords is how many words a tag has at most before its verb.
const tagWords = 30

// tag reads who said it and how, right behind a quotation whose last mark
// asks for that, a comma, a question or an exclamation mark: “…,” another
// member, Mara Tolm, recalled. Behind a comma any verb will do. Token k is the
// first one behind the quotation; before are the cues found already.
func (f *finder) tag(u unit, k int, before []cueAt) (cueAt, bool) {
	comma, ok := f.wantsTag(k)
	if !ok {
		return cueAt{}, false
	}
	if f.word(k) == "," {
		comma = true
		k++
	}
	if k >= u.last || f.inQuote[k] >= 0 {
		return cueAt{}, false
	}
	if c, ok := f.verbFirst(u, k, comma); ok {
		return c, true
	}
	begins := f.inQuote[u.first] >= 0 && f.inQuote[u.first] == f.inQuote[k-1]
	if f.lower(k) == "as" {
		// “…,” as a letter of the council puts it
		return f.asTag(u, k)
	}
	v, subject := f.tagVerb(u, k, comma && begins)
	if v < 0 {
		return cueAt{}, false
	}
	c := cueAt{token: v, behind: v + 1, end: v + 1, begin: k, subject: -1, rule: "tag behind a quotation"}
	use, known := cue.Verb(f.lower(v))
	if known {
		if x, ok := f.verb(u, v, use, before); ok && !x.follows {
			// The rules for verbs know better who; where the words of the
			// source begin is seen here.
			if x.inverted || x.begin <= k || x.subject < 0 {
				return f.checked(u, f.widen(u, x)), true
			}
			if f.holds(k, x.begin, tag.Adp) {
				x.subject, x.source = f.whoIn(k, x.begin, subject), f.span(k, f.d.Mentions[x.subject].Last)
			}
			x.begin = k
			if x.subject >= 0 && f.plainPhrase(k, f.d.Mentions[x.subject].First) {
				x.source = x.source.Hull(f.span(k, k+1))
			}
			return x, true
		}
		if v+1 < u.last && cue.Particle(use.Lemma, f.lower(v+1)) {
			c.behind, c.end = v+2, v+2
		}
	}
	use.Lemma, use.Form, use.Clause = f.lemma(v), cue.Past, true
	c.use = use
	last := v
	for last > k && (f.adverb(last-1) || f.d.Part(last-1) == tag.Aux) {
		last--
	}
	for last > k && f.word(last-1) == "," {
		last--
	}
	if last <= k {
		return cueAt{}, false
	}
	c.source, c.subject = f.span(k, last), f.whoIn(k, last, subject)
	return c, true
}

// asTag reads a tag that begins with "as" at token k and ends with its verb.
func (f *finder) asTag(u unit, k int) (cueAt, bool) {
	v, subject := f.tagVerb(u, k+1, false)
	if v < 0 {
		return cueAt{}, false
	}
	use, known := cue.Verb(f.lower(v))
	behind := v + 1
	if behind < u.last && cue.Particle(use.Lemma, f.lower(behind)) {
		behind++
	} else if use.Needs {
		return cueAt{}, false
	}
	if !known || !use.Clause || !f.tail(behind, u) {
		return cueAt{}, false
	}
	return cueAt{
		token: v, behind: behind, end: behind, begin: k, use: use, rule: "tag behind a quotation",
		source: f.span(k+1, v), subject: f.whoIn(k+1, v, subject),
	}, true
}

// verbFirst reads a tag that begins with its verb at token k and that the rules
// for verbs do not know: “…,” remembered Mara Tolm, a pilot.
func (f *finder) verbFirst(u unit, k int, comma bool) (cueAt, bool) {
	c := cueAt{token: k, behind: k + 1, end: k + 1, begin: k, subject: -1, inverted: true, rule: "tag behind a quotation, verb first"}
	use, known := cue.Verb(f.lower(k))
	if !comma || f.d.Part(k) != tag.Verb || known && use.Clause || !strings.HasSuffix(f.lower(k), "ed") || k+1 >= u.last {
		return c, false
	}
	m := f.mentionFrom(k + 1)
	if m < 0 || !f.speaks(m) || f.d.Mentions[m].Of == language.Country || !f.tail(f.overApposition(f.d.Mentions[m].Last, u), u) {
		return c, false
	}
	use.Lemma, use.Form, use.Clause = f.lemma(k), cue.Past, true
	c.use, c.subject, c.source, c.end = use, m, f.d.Mentions[m].Whole, f.overApposition(f.d.Mentions[m].Last, u)
	return c, true
}

// wantsTag reports a quotation that ends right before token k with a mark that
// leaves the sentence open.
func (f *finder) wantsTag(k int) (comma, ok bool) {
	at := k - 2
	for at > 0 && (f.word(at) == "’" || f.word(at) == "'") {
		at--
	}
	if at <= 0 || f.inQuote[at] < 0 {
		return false, false
	}
	switch f.word(at) {
	case ",":
		return true, true
	case "…", "—", "–", "-":
		return false, true
	}
	switch w := f.word(at); w[0] {
	case '!', '?':
		return false, true
	case '.':
		return false, len(w) > 1 || f.word(k) == ","
	}
	return false, f.word(k) == ","
}

// tagVerb returns the verb of a tag that begins at token k with its source,
// and the head of the source; -1 if there is none. Where any is set the verb
// need not be one of speech.
func (f *finder) tagVerb(u unit, k int, any bool) (verb, subject int) {
	if p := f.d.Part(k); p == tag.Cconj || p == tag.Sconj || p == tag.Adp || p == tag.PartWord {
		return -1, -1
	}
	if f.d.Part(k) == tag.Verb && (strings.HasSuffix(f.lower(k), "ing") || k+1 < u.last && f.d.Part(k+1) == tag.Adp) {
		return -1, -1 // “…,” compared to a fifth of the claims of Vane
	}
	switch f.lower(k) {
	case "then", "so", "when", "as", "while", "where", "until", "once":
		return -1, -1
	}
	relative, quoted := false, 0
	for v := k; v < min(u.last, k+tagWords); v++ {
		if f.inQuote[v] >= 0 {
			if quoted++; quoted > 6 || v == k {
				return -1, -1
			}
			continue
		}
		w := f.lower(v)
		switch w {
		case ".", ";", ":", "!", "?", "…", "—", "–":
			return -1, -1
		case ",", ")":
			relative = false
			if v+1 < u.last && f.d.Part(v+1) == tag.Cconj {
				return -1, -1
			}
			continue
		case "who", "which", "that", "whose":
			if v == k {
				return -1, -1
			}
			relative = true
			continue
		}
		use, known := cue.Verb(w)
		p := f.d.Part(v)
		if f.named[v] || v == k || f.lower(v-1) == "to" || f.word(v-1) == "-" || strings.HasSuffix(w, "ing") || p != tag.Verb && p != tag.Aux && !known {
			continue
		}
		said := known && use.Clause && (!use.Needs || v+1 < u.last && cue.Particle(use.Lemma, f.lower(v+1))) && (use.Form == cue.Past || use.Form == cue.Third || use.Form == cue.Base && f.plural(v-1))
		if p != tag.Verb && p != tag.Aux && !(said && f.endsTag(v+1, u)) {
			continue
		}
		if relative {
			relative = p == tag.Aux
			continue
		}
		s := f.tree.dependent(v, "nsubj")
		if p == tag.Verb && s >= k && s < v && f.tree.full(s) != "nsubj:pass" {
			if said || any && f.closesTag(v+1, u) && !f.tree.has(v, "advmod", "not", "n't", "n’t", "never") && f.tree.dependent(v, "ccomp") < k {
				return v, s
			}
			return -1, -1
		}
		if said && f.d.Part(v-1) != tag.Aux {
			return v, v - 1
		}
		if p == tag.Verb && (f.word(v-1) == "," || f.d.Part(v-1) == tag.Noun || f.d.Part(v-1) == tag.Propn) && strings.HasSuffix(w, "ed") {
			continue // “Orlo, elected in May, said”
		}
		if p != tag.Aux {
			return -1, -1
		}
	}
	return -1, -1
}

// plural reports that the noun phrase that ends with token k takes a verb
// without -s.
func (f *finder) plural(k int) bool {
	w := f.lower(k)
	return strings.HasSuffix(w, "s") || w == "they" || f.d.Part(k) == tag.Num || w == "people"
}

// endsTag reports that no word follows before the next mark or quotation.
func (f *finder) endsTag(k int, u unit) bool {
	return k >= u.last || f.inQuote[k] >= 0 || !isWord(f.word(k))
}

// closesTag reports that nothing which the verb before token k could have for
// its object follows it.
func (f *finder) closesTag(k int, u unit) bool {
	if k >= u.last || f.inQuote[k] >= 0 || !isWord(f.word(k)) || f.timeAt(k) >= 0 || f.adverb(k) {
		return true
	}
	switch f.d.Part(k) {
	case tag.Adp, tag.Adv, tag.Sconj:
		return true
	}
	return false
}

// holds reports a word of one part of speech among tokens [first, last).
func (f *finder) holds(first, last int, part tag.Part) bool {
	for k := first; k < last; k++ {
		if f.d.Part(k) == part {
			return true
		}
	}
	return false
}

// plainPhrase reports that tokens [first, last) may be a noun phrase: neither
// a conjunction nor a finite verb is among them.
func (f *finder) plainPhrase(first, last int) bool {
	for k := first; k < last; k++ {
		switch f.d.Part(k) {
		case tag.Cconj, tag.Sconj, tag.Aux, tag.Punct:
			if w := f.word(k); w != "-" && !clitic(w) {
				return false
			}
		case tag.Verb:
			if w := f.lower(k); !strings.HasSuffix(w, "ed") && !strings.HasSuffix(w, "ing") {
				return false
			}
		}
	}
	return last > first
}

// whoIn returns the mention that the source in tokens [first, last) stands
// for, whose head is token head; -1 if there is none.
func (f *finder) whoIn(first, last, head int) int {
	if m := f.mentionTo(last); m >= 0 && f.d.Mentions[m].First >= first && f.d.Mentions[m].Kind == language.Name && f.speaks(m) && !f.holds(first, f.d.Mentions[m].First, tag.Adp) {
		return m
	}
	if m := f.mentionFrom(first); m >= 0 && f.d.Mentions[m].Last < last && f.word(f.d.Mentions[m].Last) == "," && f.speaks(m) {
		return m
	}
	if _, m := f.sourceOf(head); m >= 0 && f.speaks(m) {
		return m
	}
	if m := f.mentionFrom(first); m >= 0 && f.speaks(m) && f.d.Mentions[m].Last <= last {
		return m
	}
	return -1
}
