package statement

import (
	"dateline/article"
	"dateline/language"
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

// label reads a paragraph that begins with its speaker's name and a colon, as
// in a transcript: “Orlo: We stay.” It reports whether it did.
func (f *finder) label(us []unit) bool {
	u := unit{us[0].first, us[len(us)-1].last, us[0].block}
	for k := u.first; k < u.last && k < u.first+10; k++ {
		if f.word(k) != ":" || f.inQuote[k] >= 0 {
			continue
		}
		if k == u.first+1 && words["answers"][f.lower(u.first)] && f.interview() && f.wordsIn(unit{k + 1, u.last, u.block}) > 0 {
			return f.answered(us, k)
		}
		m, ok := f.wholly(u.first, k)
		if !ok || f.d.Mentions[m].Actor < 0 || f.d.Actors[f.d.Mentions[m].Actor].Kind != language.Person || f.wordsIn(unit{k + 1, u.last, u.block}) < 2 {
			return false
		}
		s := Statement{
			Block: u.block, By: m, Speaker: f.d.Mentions[m].Actor, Time: -1, Parent: -1, To: -1, Via: -1, Act: Speech, Rule: "speaker label", Source: f.span(u.first, k),
			Cue: []text.Span{f.span(k, k+1)}, Content: f.content(nil, region{k + 1, u.last}),
		}
		if len(s.Content) == 0 {
			return false
		}
		s.Quotes = f.inner(s.Content)
		s.Kind = f.kind(s.Content)
		s.Span = s.Source.Hull(s.Content[0])
		f.flush()
		f.push(s, u)
		return true
	}
	return false
}

// colonQuote reads a sentence that leads up to a quotation with a colon and
// no verb of speech: “His message was short: “We stay.””
func (f *finder) colonQuote(u unit) {
	for k := u.first + 1; k+1 < u.last; k++ {
		if f.word(k) != ":" || f.inQuote[k] >= 0 || f.inQuote[k+1] < 0 {
			continue
		}
		m := f.subjectOf(u, k)
		if m < 0 || f.possessor(m) && f.d.Mentions[m].Actor < 0 {
			return
		}
		content := f.content(nil, region{k + 1, u.last})
		if len(content) == 0 || f.wordsIn(unit{k + 1, u.last, u.block}) < 3 {
			return
		}
		s := Statement{
			Block: u.block, By: m, Speaker: f.d.Mentions[m].Actor, Time: -1, Parent: -1, To: -1, Via: -1, Act: Speech, Rule: "colon before a quotation", Source: f.d.Mentions[m].Whole,
			Cue: []text.Span{f.span(k, k+1)}, Content: content, Quotes: f.inner(content), Kind: f.kind(content),
		}
		s.Span = s.Source.Hull(content[0])
		f.push(s, u)
		return
	}
}

// colonEnd reads a sentence that leads up to the quotation of the next
// paragraph with a colon and no verb of speech: “Orlo issued this statement:”.
func (f *finder) colonEnd(u unit) {
	k := u.last - 1
	if k <= u.first || f.word(k) != ":" || f.inQuote[k] >= 0 {
		return
	}
	m := f.subjectOf(u, k)
	if m < 0 || f.possessor(m) || f.d.Mentions[m].Actor < 0 || !f.finite(region{u.first, k}) {
		return
	}
	s := Statement{
		Block: u.block, By: m, Speaker: f.d.Mentions[m].Actor, Time: -1, Parent: -1, To: -1, Via: -1, Act: Speech, Rule: "colon before a quotation", Source: f.d.Mentions[m].Whole,
		Cue: []text.Span{f.span(k, k+1)},
	}
	s.Span = s.Source.Hull(s.Cue[0])
	f.lead = &s
}

// interview reports a text of questions and answers with labels, at least two
// of each: “Q: And today?” “A: Today is Thursday.”
func (f *finder) interview() bool {
	if f.labels == 0 {
		asks, answers := 0, 0
		f.labels, f.interviewee = -1, -1
		for b, us := range f.blocks {
			if !f.d.Article.Blocks[b].Kind.Body() || len(us) == 0 || us[0].first+1 >= us[0].last || f.word(us[0].first+1) != ":" {
				continue
			}
			switch w := f.lower(us[0].first); {
			case words["asks"][w]:
				if asks++; asks == 1 {
					f.interviewee = f.introduced(us[0].first)
				}
			case words["answers"][w]:
				answers++
			}
		}
		if asks >= 2 && answers >= 2 {
			f.labels = 1
		}
	}
	return f.labels > 0
}

// introduced returns the mention of the one person that the body before token
// k is about, -1 if it is about none or two alike.
func (f *finder) introduced(k int) int {
	first, n := map[int]int{}, map[int]int{} // mention and number of mentions by actor
	for i, m := range f.d.Mentions {
		if m.First >= k {
			break
		}
		if m.Of == language.Person && m.Actor >= 0 && f.d.Article.Blocks[f.blockAt(m.First)].Kind == article.Paragraph {
			if n[m.Actor]++; n[m.Actor] == 1 {
				first[m.Actor] = i
			}
		}
	}
	best, two := -1, false
	for a, c := range n {
		switch {
		case best < 0 || c > n[best]:
			best, two = a, false
		case c == n[best]:
			two = true
		}
	}
	if best < 0 || two {
		return -1
	}
	return first[best]
}

// answered gives a paragraph behind the label of an answer to the one who is
// interviewed; where the text does not tell who that is, to nobody named.
func (f *finder) answered(us []unit, colon int) bool {
	u := unit{us[0].first, us[len(us)-1].last, us[0].block}
	s := Statement{
		Block: u.block, By: -1, Speaker: -1, Time: -1, Parent: -1, To: -1, Via: -1, Act: Speech, Rule: "answer in an interview",
		Source: f.span(u.first, colon), Cue: []text.Span{f.span(colon, colon+1)}, Content: f.content(nil, region{colon + 1, u.last}),
	}
	if len(s.Content) == 0 {
		return false
	}
	if m := f.interviewee; m >= 0 {
		s.By, s.Speaker = m, f.d.Mentions[m].Actor
		if r := f.d.Mentions[m].Role; !r.Empty() {
			s.Role = f.d.Article.Text.Slice(r)
		}
	}
	s.Kind = Indirect // a quotation in it is somebody else's words
	s.Span = s.Source.Hull(s.Content[0])
	f.flush()
	f.push(s, u)
	// Whom the answer quotes is told in it.
	parent, ended, carried := f.last, f.ended, f.carried
	for i, x := range us {
		if i == 0 {
			x.first = colon + 1
		}
		if x.first < x.last && len(f.cues(x)) > 0 {
			f.unit(x)
		}
	}
	for i := parent + 1; i < len(f.out); i++ {
		if f.out[i].Parent < 0 {
			f.out[i].Parent = parent
		}
	}
	f.last, f.ended, f.carried = parent, ended, carried
	return true
}
