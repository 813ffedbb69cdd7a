package statement

import (
	"strings"

	"dateline/language"
	"dateline/language/cue"
	"dateline/language/tag"
)

// told reads the tree around token k. It reports whether that is a cue with
// a source and content.
func (f *finder) told(k int, x language.Sentence) (told, bool) {
	r := told{head: k, mention: -1, cue: region{k, k + 1}, act: Speech}
	switch f.d.Part(k) {
	case tag.Verb:
		if w := f.lower(k); w == "asked" {
			if r, ok := f.asked(r, x); ok {
				return r, true
			}
		}
		return f.toldByVerb(r, x)
	case tag.Noun:
		return f.toldByNoun(r, x)
	}
	return r, false
}

// toldByVerb reads a verb: its subject is the source, its complement the
// content.
func (f *finder) toldByVerb(r told, x language.Sentence) (told, bool) {
	t, k := f.tree, r.head
	r.lemma = f.lemma(k)
	passive := false
	for i := t.child[k]; i >= 0; i = t.next[i] {
		c := int(i)
		switch t.full(c) {
		case "aux:pass":
			passive = true
		case "aux":
			switch f.d.Lemma(c) {
			case "would", "will", "could", "may", "might", "can", "must", "should", "shall", "'ll", "’ll", "'d", "’d", "wo", "ca":
				return r, false // not said, or not yet
			}
		case "advmod":
			switch f.lower(c) {
			case "not", "n't", "n’t", "never":
				r.negated = true
			}
		case "mark":
			if w := f.lower(c); w == "if" || w == "unless" {
				return r, false
			}
		}
	}
	r.cue = f.wholeCue(k, x)
	if passive || t.rel(k) == "acl" && f.participle3(k) {
		return f.toldPassive(r)
	}
	var ok bool
	subject := -1
	if subject, r.way = f.subjectFor(k); subject < 0 {
		return r, false
	}
	if f.mute(subject) {
		return r, false
	}
	r.source, r.mention = f.sourceOf(subject)
	if r, ok = f.complements(r); !ok {
		return r, false
	}
	if r.way == "participle" && r.frame == "to" && f.quotes(x.First, k) {
		return r, false // “…,” Orlo said, referring to the outlet's own words
	}
	if r.way == "participle of a noun" && r.frame != "clause" && r.frame != "question" {
		return r, false // “people supporting the plan” says nothing by itself
	}
	fr := frames[r.frame][r.lemma]
	if fr.shown && !fr.speech && !fr.stance {
		if !f.document(subject) {
			return r, false
		}
	}
	if fr.stance && !fr.speech {
		if r.act = Stance; r.mention < 0 && f.thing(subject) {
			return r, false // “The device supports two screens.”
		}
	}
	return r, true
}

// asked reads a question that is put to the source of what follows: “Asked
// by Orlo whether the road was open, Vane said …”. Who asks is often not told.
func (f *finder) asked(r told, x language.Sentence) (told, bool) {
	t, k := f.tree, r.head
	if t.dependent(k, "nsubj") >= 0 && t.full(t.dependent(k, "nsubj")) == "nsubj" {
		return r, false
	}
	if rel := t.rel(k); rel != "advcl" && rel != "acl" && t.dependent(k, "aux") < 0 && k != x.First {
		return r, false
	}
	r.cue = f.wholeCue(k, x)
	r.lemma, r.frame = "ask", "asked"
	for i := t.child[k]; i >= 0; i = t.next[i] {
		c := int(i)
		switch {
		case c < k:
		case t.rel(c) == "obl" && t.has(c, "case", "by") && r.source.last == 0:
			r.source, r.mention = f.sourceOf(c)
		case t.rel(c) == "ccomp" || t.rel(c) == "xcomp" || t.rel(c) == "advcl" && f.asks(f.side(c, k)):
			r.content = append(r.content, f.side(c, k))
		case t.rel(c) == "obl" && t.has(c, "case", "about") && len(r.content) == 0:
			p := t.dependent(c, "case")
			r.content = append(r.content, region{p + 1, int(t.right[c])})
		}
	}
	r.content = merged(r.content)
	return r, len(r.content) > 0
}

// participle3 reports a past participle.
func (f *finder) participle3(k int) bool {
	use, ok := cue.Verb(f.lower(k))
	return ok && use.Form == cue.Past || strings.HasSuffix(f.lower(k), "ed")
}

// lemma returns the dictionary form of token k, by the list of cues before
// the tagger's.
func (f *finder) lemma(k int) string {
	if use, ok := cue.Verb(f.lower(k)); ok {
		return use.Lemma
	}
	return f.d.Lemma(k)
}

// wholeCue returns the verb at token k with the auxiliaries, the negation and
// the adverbs before it and the particle behind it.
func (f *finder) wholeCue(k int, x language.Sentence) region {
	t, r := f.tree, region{k, k + 1}
	for r.first > x.First && f.d.Heads[r.first-1] == int32(k) {
		if rel := t.rel(r.first - 1); rel != "aux" && rel != "advmod" {
			break
		}
		r.first--
	}
	if r.last < x.Last && f.d.Heads[r.last] == int32(k) && t.full(r.last) == "compound:prt" {
		r.last++
	}
	return r
}

// complements finds the content of the verb, by the frames that it has.
func (f *finder) complements(r told) (told, bool) {
	t, k := f.tree, r.head
	takes := func(name string) bool {
		_, ok := frames[name][r.lemma]
		if ok {
			r.frame = name
		}
		return ok
	}
	var torn region
	alien := false
	for i := t.child[k]; i >= 0; i = t.next[i] {
		c := int(i)
		switch t.rel(c) {
		case "ccomp":
			y := f.side(c, k)
			switch {
			case f.asideAt(c, y):
				return r, false // “the envoy agreed, the agency reported”
			case f.asks(y) && takes("question"):
			case r.negated && !frames["clause"][r.lemma].stance:
				return r, false
			case !takes("clause"):
				return r, false
			}
			r.content = append(r.content, y)
		case "xcomp":
			switch {
			case t.has(c, "mark", "to") && takes("infinitive"):
			case !t.has(c, "mark", "to") && takes("predicate"):
				if o := t.dependent(k, "obj"); o > k && o < c {
					r.content = append(r.content, f.side(o, k))
				}
			default:
				// “say taxing it helps”: torn from the clause it belongs to
				if y := f.side(c, k); y.first == r.cue.last {
					torn = y
				}
				alien = true
				continue
			}
			r.content = append(r.content, f.side(c, k))
		}
	}
	if len(r.content) == 0 && !r.negated && takes("clause") {
		// “said privately that …”: the clause is the verb's, whatever word the
		// tree hangs it on.
		j := k + 1
		for j < len(f.d.Tokens) && j < k+3 && f.d.Part(j) == tag.Adv {
			j++
		}
		if j > k+1 && j < len(f.d.Tokens) && f.isThat(j) && t.rel(j) == "mark" && int(f.d.Heads[j]) > j {
			r.content = append(r.content, region{j, int(t.right[f.d.Heads[j]])})
		}
	}
	if alien && len(r.content) == 0 {
		return r, false
	}
	if len(r.content) > 0 {
		if torn.last > 0 && torn.last == r.content[0].first {
			r.content[0].first = torn.first
		}
		r.content = merged(r.content)
		return r, true
	}
	if y, ok := f.predicated(k); ok && takes("predicate") {
		r.content = append(r.content, y)
		return r, true
	}
	if o := t.dependent(k, "obj"); o > k && takes("object") {
		r.content = append(r.content, f.side(o, k))
		for i := t.child[k]; i >= 0; i = t.next[i] {
			if c := int(i); c > o && int(t.left[c]) == r.content[0].last && (t.rel(c) == "obl" || t.rel(c) == "advcl") && (t.has(c, "case", "as", "of") || t.has(c, "mark", "as", "of")) {
				r.content[0].last = int(t.right[c])
			}
		}
		return r, true
	}
	for i := t.child[k]; i >= 0; i = t.next[i] {
		c := int(i)
		if c < k || t.rel(c) != "obl" && t.rel(c) != "advcl" {
			continue
		}
		p := t.dependent(c, "case", "mark")
		if p <= k || p > k+3 {
			continue
		}
		if w := f.lower(p); w != "clause" && w != "question" && w != "object" && takes(w) {
			r.content = append(r.content, region{p + 1, int(t.right[c])})
			if p == r.cue.last {
				r.cue.last++
			}
			return r, true
		}
	}
	return f.aside(r)
}

// asideAt reports that the verb at token k, which heads region r behind a
// comma, only says who says what stands before it.
func (f *finder) asideAt(k int, r region) bool {
	if r.first < 1 || f.word(r.first-1) != "," && f.word(r.first) != "," || f.tree.dependent(k, "nsubj") < 0 {
		return false
	}
	use, ok := cue.Verb(f.lower(k))
	return ok && use.Clause && f.tree.dependent(k, "ccomp", "xcomp", "obj") < 0
}

// predicated returns the tokens of an object and of what is said of it:
// “called [the road a waste]”, “shows [her leading]”.
func (f *finder) predicated(k int) (region, bool) {
	t, out, n := f.tree, region{}, 0
	for i := t.child[k]; i >= 0; i = t.next[i] {
		c := int(i)
		if c < k {
			continue
		}
		switch t.rel(c) {
		case "obj", "iobj", "xcomp", "advcl":
			if t.dependent(c, "mark") >= 0 {
				return out, false
			}
			y := f.side(c, k)
			if n++; n == 1 {
				out = y
			} else if y.first <= out.last+1 {
				out.last = max(out.last, y.last)
			} else {
				return out, false
			}
		}
	}
	return out, n > 1
}

// aside reads a cue that stands beside or within what it reports: “the road,
// half of them said, is closed”, “the road is closed, as the letter says”.
func (f *finder) aside(r told) (told, bool) {
	t, k := f.tree, r.head
	h := int(f.d.Heads[k])
	as := t.rel(k) == "advcl" && t.has(k, "mark", "as")
	beside := t.rel(k) == "parataxis" || t.rel(k) == "advcl" && t.dependent(k, "mark", "advmod") < 0 && t.dependent(k, "nsubj") >= 0
	if h < 0 || !beside && !as || r.negated || r.way != "" {
		return r, false
	}
	fr, ok := frames["clause"][r.lemma]
	if !ok || !fr.speech && !fr.shown {
		return r, false
	}
	r.frame = "aside"
	if as {
		r.frame = "as"
	}
	first, last := int(t.left[k]), int(t.right[k])
	for _, y := range [...]region{{int(t.left[h]), first}, {last, int(t.right[h])}} {
		if y.last-y.first > 1 && f.wordsIn(unit{y.first, y.last, 0}) > 0 {
			r.content = append(r.content, y)
		}
	}
	return r, len(r.content) > 0
}

// side returns the tokens of the dependent c of token k, on its side of k.
func (f *finder) side(c, k int) region {
	r := region{int(f.tree.left[c]), int(f.tree.right[c])}
	switch {
	case c < k:
		r.last = min(r.last, k)
	default:
		r.first = max(r.first, k+1)
	}
	return r
}

// merged joins regions that touch or are parted by a token only.
func merged(list []region) []region {
	if len(list) == 0 {
		return nil
	}
	out := list[:1]
	for _, r := range list[1:] {
		if l := &out[len(out)-1]; r.first <= l.last+1 {
			l.last = max(l.last, r.last)
			continue
		}
		out = append(out, r)
	}
	return out
}

// asks reports a clause that a question word opens.
func (f *finder) asks(r region) bool {
	for k := r.first; k < min(r.last, r.first+2); k++ {
		if w := f.lower(k); questionWord[w] || w == "which" {
			return true
		}
	}
	return false
}

// toldPassive reads “the plan was backed by Orlo”.
func (f *finder) toldPassive(r told) (told, bool) {
	t, k := f.tree, r.head
	if fr := frames["clause"][r.lemma]; fr.speech && !r.negated {
		// “it was announced that …”: nobody is named
		c := t.dependent(k, "csubj", "ccomp")
		it := t.dependent(k, "expl", "nsubj")
		if c > k && it >= 0 && it < k && f.lower(it) == "it" && t.has(c, "mark", "that") {
			r.frame = "unnamed"
			r.content = append(r.content, f.side(c, k))
			return r, true
		}
	}
	fr, ok := frames["passive"][r.lemma]
	if !ok {
		return r, false
	}
	agent := -1
	for i := t.child[k]; i >= 0; i = t.next[i] {
		if c := int(i); t.rel(c) == "obl" && c > k && t.has(c, "case", "by") {
			agent = c
		}
	}
	if agent < 0 {
		return r, false
	}
	if f.mute(agent) {
		return r, false
	}
	r.source, r.mention = f.sourceOf(agent)
	r.frame = "passive"
	if fr.stance {
		r.act = Stance
	}
	if s := t.dependent(k, "nsubj"); s >= 0 {
		r.content = append(r.content, region{int(t.left[s]), int(t.right[s])})
	} else if h := int(f.d.Heads[k]); t.rel(k) == "acl" && h >= 0 {
		r.content, r.way = append(r.content, t.phrase(h)), "participle"
	}
	return r, len(r.content) > 0
}

// toldByNoun reads “Orlo's warning that …” and “Orlo made the case that …”.
func (f *finder) toldByNoun(r told, x language.Sentence) (told, bool) {
	t, k := f.tree, r.head
	r.lemma = f.d.Lemma(k)
	if _, ok := frames["noun"][r.lemma]; !ok && !words["hearsay"][r.lemma] {
		return r, false
	}
	r.frame = "noun"
	c := t.dependent(k, "acl", "ccomp")
	switch {
	case c > k && t.full(c) != "acl:relcl" && t.has(c, "mark", "that", "to"):
		r.content = []region{{int(t.left[c]), int(t.right[c])}}
	case k+1 < x.Last && f.isThat(k+1) && t.rel(k+1) == "mark" && int(f.d.Heads[k+1]) > k:
		// The clause behind a noun of speech is its own, whatever the tree
		// hangs it on.
		r.content = []region{{k + 1, int(t.right[f.d.Heads[k+1]])}}
	case k+2 < x.Last && (f.lower(k+1) == "is" || f.lower(k+1) == "was") && f.isThat(k+2):
		r.content = []region{{k + 2, x.Last}} // “her claim is that …”
	default:
		return r, false
	}
	for i := t.child[k]; i >= 0; i = t.next[i] {
		s := int(i)
		if t.full(s) == "nmod:poss" || t.rel(s) == "nmod" && s > k && t.has(s, "case", "by", "from", "among") {
			r.source, r.mention = f.sourceOf(s)
			r.way = "possessor"
			if l := r.source.last - 1; l > r.source.first && clitic(f.word(l)) {
				r.source.last--
			}
			return r, true
		}
	}
	h := int(f.d.Heads[k])
	if words["hearsay"][r.lemma] && f.isThat(r.content[0].first) {
		r.source, r.way = region{k, k + 1}, "hearsay"
		return r, true
	}
	if h < 0 || t.rel(k) != "obj" {
		return r, false
	}
	if _, ok := frames["light"][f.lemma(h)]; !ok {
		return r, false
	}
	s, way := f.subjectFor(h)
	if s < 0 {
		return r, false
	}
	r.source, r.mention = f.sourceOf(s)
	r.way = strings.TrimSpace("light verb " + way)
	if h < k && h >= x.First {
		r.cue.first = h
	}
	return r, true
}
