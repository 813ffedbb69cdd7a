package statement

import (
	"dateline/language"
	"dateline/language/cue"
	"dateline/language/tag"
	"dateline/text"
)

// headline finds the statement that a headline or subheading makes: “Orlo: no
// talks”, “No talks: Orlo”, “Orlo says no talks”. Nothing in a headline is
// offered as a quotation.
func (f *finder) headline(block int) {
	us := f.blocks[block]
	if len(us) == 0 {
		return
	}
	u := unit{us[0].first, us[len(us)-1].last, block}
	for k := u.first; k < u.last; k++ {
		if f.word(k) != ":" || f.inQuote[k] >= 0 {
			continue
		}
		// “Kenya: floods cut roads” names a place, not who says so.
		if words["rubric"][f.lower(max(u.first, k-1))] {
			return
		}
		if m, ok := f.wholly(u.first, k); ok && f.d.Mentions[m].Of != language.Country && f.wordsIn(unit{k + 1, u.last, block}) >= 2 {
			f.labelled(u, m, region{u.first, k}, region{k + 1, u.last}, k, "headline: source first")
			return
		}
		if m, ok := f.wholly(k+1, u.last); ok && k > u.first && f.wordsIn(unit{u.first, k, block}) >= 2 {
			f.labelled(u, m, region{k + 1, u.last}, region{u.first, k}, k, "headline: source last")
			return
		}
	}
	if f.d.Article.Blocks[block].Kind.Body() {
		return
	}
	n := len(f.out)
	for _, x := range us {
		if cs := f.cues(x); len(cs) > 0 && cs[0].use.Clause && cs[0].subject >= 0 {
			f.assemble(x, cs[:1])
		}
	}
	for i := n; i < len(f.out); i++ {
		f.out[i].Kind, f.out[i].Quotes = Indirect, nil
	}
	f.hasLast = false
}

// wholly returns the mention that tokens [first, last) consist of, -1 for a
// name that is not known but stands alone like one.
func (f *finder) wholly(first, last int) (int, bool) {
	if last <= first || last-first > 12 {
		return -1, false
	}
	for _, start := range [...]int{first, first + 1} {
		for _, m := range f.starts[start] {
			x := f.d.Mentions[m]
			if x.Last == last && f.speaks(m) && x.Kind != language.Pronoun && (start == first || f.lower(first) == "the") {
				return m, true
			}
		}
	}
	return -1, false
}

func (f *finder) labelled(u unit, m int, source, content region, colon int, rule string) {
	s := Statement{
		Block: u.block, Kind: Indirect, By: -1, Speaker: -1, Time: -1, Parent: -1, To: -1, Via: -1, Act: Speech, Rule: rule, Source: f.span(source.first, source.last),
		Cue: []text.Span{f.span(colon, colon+1)}, Content: f.content(nil, content),
	}
	if m >= 0 {
		s.By, s.Speaker = m, f.d.Mentions[m].Actor
		s.Role = f.role(m)
	}
	if len(s.Content) == 0 {
		return
	}
	s.Span = s.Source.Hull(s.Content[0])
	f.out = append(f.out, s)
}

// colonQuote reads a sentence that leads up to a quotation with a colon and
// no verb of speech: “His message was short: “We stay.””
func (f *finder) colonQuote(u unit) {
	for k := u.first + 1; k+1 < u.last; k++ {
		if f.word(k) != ":" || f.inQuote[k] >= 0 || f.inQuote[k+1] < 0 {
			continue
		}
		s, ok := f.colonSource(u, k)
		if !ok || s.By >= 0 && f.possessor(s.By) && s.Speaker < 0 {
			return
		}
		content := f.content(nil, region{k + 1, u.last})
		if len(content) == 0 || f.wordsIn(unit{k + 1, u.last, u.block}) < 3 {
			return
		}
		s.Content, s.Quotes, s.Kind = content, f.inner(content), f.kind(content)
		s.Span = s.Source.Hull(content[0])
		f.push(s, u)
		return
	}
}

// colonEnd reads a sentence that leads up to the quotation of the next
// paragraph with a colon and no verb of speech: “Orlo issued this statement:”.
func (f *finder) colonEnd(u unit) {
	k := u.last - 1
	if k <= u.first || f.word(k) != ":" || f.inQuote[k] >= 0 || !f.finite(region{u.first, k}) {
		return
	}
	s, ok := f.colonSource(u, k)
	if !ok || s.By >= 0 && (f.possessor(s.By) || s.Speaker < 0) {
		return
	}
	s.Span = s.Source.Hull(s.Cue[0])
	f.lead = &s
}

// colonSource begins the statement of whoever says what stands behind the
// colon at token k: the name before it, if that stands alone, “Two words -
// Orlo: …”; the subject of the verb before it, “as Orlo's office puts it: …”;
// the one of the sentence; else the first whom the sentence names.
func (f *finder) colonSource(u unit, k int) (Statement, bool) {
	s := Statement{
		Block: u.block, By: -1, Speaker: -1, Time: -1, Parent: -1, To: -1, Via: -1, Act: Speech, Rule: "colon before a quotation",
		Cue: []text.Span{f.span(k, k+1)},
	}
	by := func(m int) (Statement, bool) {
		if m >= 0 {
			s.By, s.Speaker, s.Source = m, f.d.Mentions[m].Actor, f.d.Mentions[m].Whole
		}
		return s, m >= 0
	}
	beside := f.mentionTo(k)
	if beside >= 0 && (!f.speaks(beside) || f.d.Mentions[beside].Kind != language.Name) {
		beside = -1
	}
	if beside >= 0 {
		if at := f.d.Mentions[beside].First; at == u.first || f.word(at-1) == "-" || f.word(at-1) == "–" || f.word(at-1) == "—" {
			return by(beside)
		}
	}
	for _, v := range [...]int{k - 1, f.headBefore(u, k)} {
		if v < u.first || v >= k {
			continue
		}
		n := f.tree.dependent(v, "nsubj")
		if n < u.first || n >= k || f.inQuote[n] >= 0 {
			continue
		}
		r, m := f.sourceOf(n)
		owner := -1
		if p := f.tree.dependent(n, "nmod"); p >= u.first && p < n {
			if _, told := frames["noun"][f.d.Lemma(n)]; told || cue.Noun(f.lower(n)) {
				_, owner = f.sourceOf(p)
			}
		}
		switch {
		case owner >= 0 && f.speaks(owner): // “Orlo's answer was: …”
			return by(owner)
		case m >= 0 && f.speaks(m):
			return by(m)
		case beside >= 0 && f.d.Mentions[beside].Of == language.Person && f.mute(n):
			return by(beside)
		case f.speaking(n) && r.first >= u.first && r.last <= k:
			s.Source = f.span(r.first, r.last)
			return s, true
		}
		return s, false
	}
	return by(f.subjectOf(u, k))
}

// headBefore returns the head of what stands in the unit before token k, -1 if
// there is none.
func (f *finder) headBefore(u unit, k int) int {
	for v := k - 1; v >= u.first; v-- {
		if h := int(f.d.Heads[v]); h < 0 || h >= k && f.d.Part(v) != tag.Punct {
			if f.tree.dependent(v, "nsubj") >= 0 {
				return v
			}
		}
	}
	return -1
}
