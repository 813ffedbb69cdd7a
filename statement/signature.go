package statement

import (
	"unicode"
	"unicode/utf8"

	"dateline/language"
	"dateline/language/tag"
	"dateline/text"
)

// signatureWords is how many tokens a signature has at most.
const signatureWords = 16

// signed reads a paragraph that is one quotation with its speaker's name
// behind a dash, in the same paragraph or in the next one: “We stay.” — Mara
// Tolm, a miller. It reports whether it did.
func (f *finder) signed(us []unit) bool {
	u := unit{us[0].first, us[len(us)-1].last, us[0].block}
	q := f.inQuote[u.first]
	if q < 0 {
		return false
	}
	end := u.first
	for end < u.last && f.inQuote[end] == q {
		end++
	}
	said := unit{u.first, end, u.block}
	if f.wordsIn(said) < 3 || !f.d.Quotes[q].Closed {
		return false
	}
	for end < u.last && f.word(end) == "." {
		end++
	}
	sign := region{end, u.last}
	if end == u.last {
		next := u.block + 1
		if next >= len(f.blocks) || len(f.blocks[next]) == 0 || !f.d.Article.Blocks[next].Kind.Body() {
			return false
		}
		sign = region{f.blocks[next][0].first, f.blocks[next][len(f.blocks[next])-1].last}
	}
	name, ok := f.signature(sign)
	if !ok {
		return false
	}
	s := Statement{
		Block: u.block, Kind: Direct, By: -1, Speaker: -1, Time: -1, Parent: -1, To: -1, Via: -1, Act: Speech, Rule: "name behind a dash",
		Source: f.span(name.first, name.last), Cue: []text.Span{f.span(sign.first, sign.first+1)},
	}
	if m := f.mentionFrom(name.first); m >= 0 && f.d.Mentions[m].Last <= name.last {
		s.By, s.Speaker, s.Role = m, f.d.Mentions[m].Actor, f.role(m)
		s.Source = s.Source.Hull(f.d.Mentions[m].Whole)
	}
	if len(f.pending) > 0 && f.pending[len(f.pending)-1].block == u.block-1 {
		for _, p := range f.pending {
			s.Content = append(s.Content, f.quoteSpans(p)...)
		}
		s.Block, f.pending = f.pending[0].block, nil
	}
	f.flush()
	s.Content = append(s.Content, f.span(said.first, said.last))
	s.Quotes = f.inner(s.Content)
	s.Span = s.Content[0].Hull(s.Source)
	f.push(s, u)
	f.hasLast = false // what stands below is not the signer's
	return true
}

// signature returns the name in tokens r, if these are a dash and who said what
// stands before it: a name, or words that are written like one, and perhaps
// what he is, behind a comma.
func (f *finder) signature(r region) (region, bool) {
	for r.last > r.first && f.word(r.last-1) == "." {
		r.last--
	}
	if n := r.last - r.first; n < 2 || n > signatureWords {
		return r, false
	}
	switch f.word(r.first) {
	case "—", "–", "―", "--", "-":
	default:
		return r, false
	}
	name := region{r.first + 1, r.first + 1}
	if m := f.mentionFrom(name.first); m >= 0 && f.speaks(m) && f.d.Mentions[m].Of != language.Country && f.d.Mentions[m].Kind != language.Pronoun {
		name.last = f.d.Mentions[m].Last
	}
	known := name.last > name.first
	for name.last < r.last && f.nameLike(name.last) {
		name.last++ // “Orlo P. Vane”, of whom only “Orlo P” was taken for a name
	}
	if n := name.last - name.first; !known && (n < 2 || n > 5) {
		return r, false
	}
	if name.last < r.last && f.word(name.last) != "," && f.word(name.last) != "(" {
		return r, false
	}
	return name, name.last > name.first
}

// nameLike reports a word that can be part of a name: with a capital, and no
// verb or pronoun.
func (f *finder) nameLike(k int) bool {
	w := f.word(k)
	if w == "-" || w == "." {
		return true
	}
	c, n := utf8.DecodeRuneInString(w)
	switch f.d.Part(k) {
	case tag.Verb, tag.Pron, tag.Det, tag.Aux:
		return false
	}
	return unicode.IsUpper(c) && (len(w) > n || k+1 < len(f.d.Tokens) && f.word(k+1) == ".")
}
