package statement

import (
	"slices"
	"strings"

	"dateline/article"
	"dateline/language"
	"dateline/language/cue"
	"dateline/text"
)

// Position is what a statement commits its holder to. Spans are byte offsets
// into the article's text.
type Position struct {
	Kind      string    // demand, red_line, refusal, condition, offer, threat, readiness, commitment, intention, denial, allegation, assessment
	Statement int       // index into the statements
	Span      text.Span // the words that commit, conditions included
	Holder    int       // index into Doc.Actors; -1 when left open: a state or organisation only where the words say so, else the speaker
	Source    text.Span // the words that name the holder; empty when the speaker holds it
	Target    int       // index into Doc.Actors of whom it is addressed to; -1
	Topic     text.Span // what it is about, in the report's own words; empty
	Condition text.Span // the words that say on what it depends; empty
	Quoted    float64   // share of its words inside quotation marks, 0 to 1
	Rule      string    // which evidence made it
	Class     string    // on what evidence it rests: see positionClass
}

// Positions returns what the statements commit their holders to, in text
// order. Nothing is concluded: each has its evidence in the words, and the
// rule that read it.
func Positions(d *language.Doc, said []Statement) []Position {
	if d.Partial {
		return nil
	}
	f := &finder{d: d, s: d.Article.Text.String(), carried: -1}
	f.index()
	var out []Position
	for i := range said {
		if k := d.Article.Blocks[said[i].Block].Kind; k == article.Headline || k == article.Subheading {
			continue // a headline is its report told again
		}
		out = append(out, f.positions(i, said)...)
	}
	out = once(said, out)
	for i := range out {
		out[i].Class = f.positionClass(&said[out[i].Statement], &out[i])
	}
	return out
}

// positionClass says on what evidence a position rests: a verb of its own
// ("rejected"), words that mean nothing else ("red line"), or an auxiliary
// read by whose it is ("will", "must"); whether the words are quoted; and
// whether the statement's class is sure.
func (f *finder) positionClass(s *Statement, p *Position) string {
	class := "words"
	switch {
	case strings.Contains(p.Rule, ": cue "):
		class = "verb"
	case modal(p.Rule):
		class = "auxiliary"
	}
	if p.Quoted >= .5 {
		class += " · quoted"
	} else {
		class += " · told"
	}
	if s.Sure {
		return class + " · sure statement"
	}
	return class
}

// modal reports a rule that asks whose the words are.
func modal(rule string) bool {
	for i := range rules {
		if rules[i].name == rule {
			return rules[i].whose != anyone
		}
	}
	return false
}

// once leaves out a position that a statement told inside another one gives
// again.
func once(said []Statement, list []Position) []Position {
	return slices.DeleteFunc(list, func(p Position) bool {
		parent := said[p.Statement].Parent
		return parent >= 0 && slices.ContainsFunc(list, func(o Position) bool {
			return o.Statement == parent && o.Kind == p.Kind && o.Span.Contains(p.Span)
		})
	})
}

// positions reads statement i.
func (f *finder) positions(i int, said []Statement) []Position {
	s := &said[i]
	if f.denied(s) || f.asking(s) {
		return nil // “did not say that …” and “asked whether …” commit nobody
	}
	var out []Position
	from := 0
	if p, ok := f.cuePosition(i, s); ok {
		out = append(out, p)
		from = p.Span.End // what a participle adds is read below
	}
	if passive(s) {
		return out // what was rejected is not what the speaker says
	}
	theirs := alien(i, said)
	later := map[int]bool{} // tokens of the cues that go on with the same speaker
	for _, c := range s.Cue[min(1, len(s.Cue)):] {
		later[f.d.TokenAt(c.Start)] = true
	}
	for _, c := range s.Content {
		first := f.d.TokenAt(max(c.Start, from))
		last := first
		for last < len(f.d.Tokens) && int(f.d.Tokens[last].Start) < c.End {
			last++
		}
		for _, cl := range f.clauses(first, last, later) {
			p, ok := f.clausePosition(i, s, cl, theirs)
			if !ok {
				continue
			}
			// Neighbouring clauses of one kind are one position.
			if n := len(out); n > 0 && out[n-1].Kind == p.Kind && out[n-1].Holder == p.Holder && out[n-1].Span.End <= p.Span.Start && strings.Trim(f.s[out[n-1].Span.End:p.Span.Start], " ,;and\n") == "" {
				out[n-1].Span.End = p.Span.End
				continue
			}
			out = append(out, p)
		}
	}
	return out
}

// cueVerb returns the verb of a cue, which auxiliaries and adverbs may precede.
func (f *finder) cueVerb(c text.Span) (token int, use cue.Use, ok bool) {
	r := f.tokensOf(c)
	for k := r.first; k < r.last; k++ {
		if use, ok = cue.Verb(f.lower(k)); ok {
			return k, use, true
		}
	}
	return 0, use, false
}

// denied reports a cue that says that something was not said.
func (f *finder) denied(s *Statement) bool {
	for _, c := range s.Cue {
		r := f.tokensOf(c)
		for k := r.first; k < r.last; k++ {
			switch f.lower(k) {
			case "not", "n't", "n’t", "never":
				return true
			}
		}
	}
	return false
}

// cuePosition reads a statement whose cue itself commits.
func (f *finder) cuePosition(i int, s *Statement) (Position, bool) {
	if len(s.Cue) == 0 {
		return Position{}, false
	}
	k, use, ok := f.cueVerb(s.Cue[0])
	if !ok {
		return Position{}, false
	}
	kind := byCue[use.Lemma]
	particle := s.Cue[0].End > int(f.d.Tokens[k].End)
	if kind == "" || (use.Lemma == "call" || use.Lemma == "rule") && !particle {
		return Position{}, false
	}
	last := s.Content[len(s.Content)-1]
	if last.Start < s.Cue[0].Start && !passive(s) || use.Lemma == "insist" && f.holdsSo(k) || use.Lemma == "deny" && f.withholds(k) {
		return Position{}, false
	}
	// The next cue of the same speaker says something else.
	for _, c := range s.Cue[1:] {
		if c.Start > last.Start && c.Start < last.End {
			cut := f.d.TokenAt(c.Start)
			if kind == "denial" && f.ownSubject(cut, k) {
				continue // “denied that she had offered”
			}
			for cut > 0 && (!isWord(f.word(cut-1)) || f.lower(cut-1) == "and" || f.lower(cut-1) == "but" || f.lower(cut-1) == "has" || f.lower(cut-1) == "have" || f.lower(cut-1) == "while") {
				cut--
			}
			if end := int(f.d.Tokens[max(0, cut-1)].End); end > last.Start {
				last.End = end
			}
			break
		}
	}
	if passive(s) {
		last = s.Content[0].Hull(s.Content[len(s.Content)-1])
	}
	p := Position{Kind: kind, Statement: i, Span: s.Cue[0].Hull(last), Holder: s.Speaker, Target: -1, Rule: kind + ": cue " + use.Lemma}
	p.Topic, p.Quoted = last, f.quoted(p.Span)
	return p, true
}

// clause is a run of tokens that says one thing.
type clause struct{ first, last int }

// clauses cuts content at the ends of sentences, at semicolons, before "but",
// "while" and an "and" that begins a clause of its own, behind a noun of
// speech with "that", before the words of a further cue, and before an
// apposition that is a clause.
func (f *finder) clauses(first, last int, cues map[int]bool) []clause {
	var out []clause
	at := first
	cut := func(k int) {
		if k > at {
			out = append(out, clause{at, k})
		}
		at = k
	}
	for k := first; k < last; k++ {
		if cues[k] && k > first {
			cut(k)
			continue
		}
		switch f.lower(k) {
		case ".", ";", "!", "?", "…":
			cut(k + 1)
		case "but", "while", "although", "though", "whereas":
			cut(k)
		case "that":
			if k > first && (cue.Noun(f.lower(k-1)) || cues[k-1] || f.speech(at, k)) {
				cut(k + 1)
			}
		case "a", "an":
			if k > first && f.word(k-1) == "," && f.relative(k, last) {
				cut(k)
			}
		case "and":
			if f.conditional(at) {
				continue
			}
			if k > first && f.word(k-1) == "," || k+1 < last && f.clauseAhead(k+1) {
				cut(k)
			}
		}
	}
	cut(last)
	return out
}

// speech reports a verb of speech among tokens [first, last).
func (f *finder) speech(first, last int) bool {
	for k := max(first, last-8); k < last; k++ {
		if u, ok := cue.Verb(f.lower(k)); ok && u.Clause && u.Form != cue.Base && !f.named[k] {
			return true
		}
	}
	return false
}

// conditional reports a clause that opens with its condition: the main clause
// still follows.
func (f *finder) conditional(k int) bool {
	for n := 0; n < 3 && k < len(f.d.Tokens); k, n = k+1, n+1 {
		switch f.lower(k) {
		case "if", "unless", "when", "should":
			return true
		}
	}
	return false
}

// relative reports “, an idea Kenya has rejected”, “, a stance she defended”:
// an article, a noun and a subject.
func (f *finder) relative(k, last int) bool {
	if k+3 >= last || !isWord(f.word(k+1)) {
		return false
	}
	m := f.mentionFrom(k + 2)
	return m >= 0 && f.d.Mentions[m].Kind != language.Description && f.d.Mentions[m].Last < last
}

// clauseAhead reports whether a subject and an auxiliary, or a cue, follow.
func (f *finder) clauseAhead(k int) bool {
	w := f.lower(k)
	if u, ok := cue.Verb(w); ok && u.Form != cue.Base {
		return true
	}
	switch w {
	case "will", "would", "must", "is", "are", "has", "have", "stands", "that", "we", "they", "it", "he", "she", "i":
		return true
	}
	return false
}

// clausePosition tries the rules on one clause.
// theirs are words in it that others said.
func (f *finder) clausePosition(i int, s *Statement, c clause, theirs []text.Span) (Position, bool) {
	first, last := c.first, c.last
	for k := max(first, last-3); k < last; k++ {
		if f.word(k) == "?" {
			return Position{}, false // a question commits nobody
		}
	}
	for first < last && (!isWord(f.word(first)) || f.lower(first) == "that" || f.lower(first) == "and") {
		first++
	}
	for last > first && !isWord(f.word(last-1)) {
		last--
	}
	if last-first < 2 {
		return Position{}, false
	}
	words := make([]string, 0, last-first)
	for k := first; k < last; k++ {
		words = append(words, f.lower(k))
	}
	words, at := joined(words)
	for n := range rules {
		r := &rules[n]
		a, b := r.match(words)
		if a < 0 || f.notHeld(r, first+at[a], first+at[b-1]+1, last, theirs) {
			continue
		}
		holder, source, own := f.holder(s, first, first+at[a])
		if r.whose == self && !own || r.whose == other && own {
			continue
		}
		p := Position{
			Kind: r.kind, Statement: i, Span: f.span(first, last), Holder: holder, Source: source, Target: -1, Rule: r.name,
		}
		switch {
		case r.kind == "demand" && r.whose == other:
			p.Target, p.Holder, p.Source = holder, s.Speaker, text.Span{}
		case (r.kind == "demand" || r.kind == "threat" || r.kind == "denial" || r.kind == "refusal") && r.whose == anyone && !own && !f.nameOf(source):
			// “Those who cross will pay a price”, “the charge is baseless”: the speaker says so of them
			p.Target, p.Holder, p.Source = holder, s.Speaker, text.Span{}
		}
		if r.kind == "condition" {
			if m := f.whoseCondition(first+at[a], first+at[b-1]); m >= 0 {
				p.Holder, p.Source = f.d.Mentions[m].Actor, f.d.Mentions[m].Whole
			} else if p.Holder < 0 && !f.nameOf(p.Source) {
				p.Holder, p.Source = s.Speaker, text.Span{}
			}
		}
		if r.kind == "allegation" || r.kind == "assessment" || r.kind == "red_line" && !own {
			p.Holder, p.Source = s.Speaker, text.Span{}
		}
		if end := first + at[b-1] + 1; end < last {
			p.Topic = f.span(end, last)
		}
		if r.kind == "condition" {
			p.Condition = f.span(first+at[a], last)
			if first+at[a] <= first+2 {
				p.Span = p.Span.Hull(f.span(first, last))
			}
		}
		p.Quoted = f.quoted(p.Span)
		return p, true
	}
	return Position{}, false
}

// nameOf reports words that name a state, an organisation or a person.
func (f *finder) nameOf(words text.Span) bool {
	if words.Empty() {
		return false
	}
	r := f.tokensOf(words)
	for k := r.first; k < r.last; k++ {
		for _, m := range f.starts[k] {
			if x := f.d.Mentions[m]; x.Kind == language.Name && x.Last <= r.last && f.speaks(m) {
				return true
			}
		}
	}
	return false
}

// whoseCondition returns the possessor that stands among or right before the
// words of a condition: “one of Kenya’s key conditions”.
func (f *finder) whoseCondition(first, last int) int {
	for k := last; k >= max(0, first-3); k-- {
		if w := f.word(k); w == "’s" || w == "'s" || w == "’" || w == "'" {
			return f.mentionTo(k)
		}
	}
	return -1
}

// joined puts words that a hyphen holds together back into one, and says where
// each stands.
func joined(words []string) (out []string, at []int) {
	for i := 0; i < len(words); i++ {
		if words[i] == "-" && len(out) > 0 && i+1 < len(words) {
			out[len(out)-1] += "-" + words[i+1]
			i++
			continue
		}
		out, at = append(out, words[i]), append(at, i)
	}
	return out, at
}

// holder says who the subject of the clause [first, at) is, and whether that
// is the speaker's own side. Without a subject the speaker holds it.
func (f *finder) holder(s *Statement, first, at int) (actor int, source text.Span, own bool) {
	speaker := s.Speaker
	for k := first; k < at; k++ {
		switch f.lower(k) {
		case "we", "i", "our", "us":
			return speaker, text.Span{}, true
		case "they", "you", "those", "these", "this", "that":
			return -1, f.span(k, k+1), false
		}
		for _, m := range f.starts[k] {
			x := f.d.Mentions[m]
			if x.Last > at || f.governed(x.First, unit{first: first}) {
				continue
			}
			if x.Actor < 0 {
				return -1, x.Whole, f.itsOwn(s, x.Kind)
			}
			a := f.d.Actors[x.Actor]
			if a.Country == "" && x.Kind == language.Description && a.Kind == language.Organisation {
				return speaker, text.Span{}, true // "the military", "the ministry": the speaker’s, as far as the words tell
			}
			if f.possessor(m) { // "the country’s programme", "Kenya’s army"
				return x.Actor, x.Whole, f.ownSide(speaker, x.Actor)
			}
			switch a.Kind {
			case language.Country, language.Organisation, language.Person, language.Group:
				return x.Actor, x.Whole, f.ownSide(speaker, x.Actor) || f.itsOwn(s, x.Kind)
			}
			return -1, x.Whole, false
		}
	}
	if at > first+1 && isWord(f.word(first)) && !isAdverb(f.lower(first)) {
		// A subject that names nobody: "the threats", "a truce".
		switch f.lower(first) {
		case "the", "a", "an", "any", "no", "all", "every", "talks", "negotiations":
			return -1, text.Span{}, false
		}
		if f.lower(first+1) != "to" && f.lower(first) != "ready" && f.lower(first) != "it" {
			return -1, text.Span{}, false
		}
	}
	return speaker, text.Span{}, true
}

// itsOwn reports a source that its own words tie to the state or body named
// before it: “Orland is ready …, its foreign minister said”.
func (f *finder) itsOwn(s *Statement, kind language.MentionKind) bool {
	if s.Source.Empty() || kind != language.Name {
		return false
	}
	w := f.lower(f.d.TokenAt(s.Source.Start))
	return w == "its" || w == "their"
}

// ownSide reports whether an actor is the speaker, the speaker's country, or
// a body of it.
func (f *finder) ownSide(speaker, actor int) bool {
	if speaker < 0 || actor < 0 {
		return false
	}
	if speaker == actor {
		return true
	}
	a, b := f.d.Actors[speaker], f.d.Actors[actor]
	return a.Country != "" && a.Country == b.Country
}

// quoted returns the share of the words of a span that stand inside quotation
// marks.
func (f *finder) quoted(s text.Span) float64 {
	in, all := 0, 0
	for k := f.d.TokenAt(s.Start); k < len(f.d.Tokens) && int(f.d.Tokens[k].Start) < s.End; k++ {
		if isWord(f.word(k)) {
			all++
			if f.inQuote[k] >= 0 {
				in++
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float64(in) / float64(all)
}
