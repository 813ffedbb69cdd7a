package statement

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/article"
	"dateline/language"
	"dateline/text"
)

// turnKind says whose turn a paragraph of an interview or a transcript is.
type turnKind uint8

const (
	noTurn   turnKind = iota // no part of one: read as any paragraph
	question                 // the outlet's: read for what it tells of others
	speech                   // the words of somebody whom a label or the text names
	more                     // a further paragraph of the turn before it
	sound                    // “(Applause.)”: nobody's words
)

// turn is a paragraph of an interview or a transcript.
type turn struct {
	kind    turnKind
	label   region // tokens of the label; empty where there is none
	colon   int    // the token behind the label
	content region // tokens of what is said
	mention int    // who says it, an index into Doc.Mentions; -1 for nobody known
	rule    string
}

// How many labels, or questions, make a text a transcript or an interview.
const (
	labelsLeast    = 3
	questionsLeast = 3
)

// labelPattern matches a speaker's label at the start of a paragraph: a name
// with a capital, perhaps a mark of quotation or a time before it and a remark
// in brackets behind it, and a colon.
var labelPattern = regexp.MustCompile(`^(["“”«„]?\s*(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?\s*[-–—]?\s*)?)(\p{Lu}[\p{L}\p{M}.’'\- ]{0,50}?)\s*(?:[\[(][^\])\n]{1,40}[\])]\s*)?:\s+(?:[\[(]\d{1,2}:\d\d(?::\d\d)?[\])]\s*)?`)

// askPattern matches the other way to write the labels of an interview: “Q. Is
// it open?”
var askPattern = regexp.MustCompile(`^(["“”]?\s*)(Q|A)\.\s+`)

// soundPattern matches a paragraph that is a remark in brackets.
var soundPattern = regexp.MustCompile(`^["“]?\s*(?:\([^()]{1,80}\)|\[[^\[\]]{1,80}\])[.”"]*$`)

// A remark in brackets at the start and at the end of a turn. At the end it
// stands behind a whole sentence.
var (
	firstSound = regexp.MustCompile(`^(?:\(\p{Lu}[^()]{1,60}\)|\[\p{Lu}[^\[\]]{1,60}\])\s+`)
	lastSound  = regexp.MustCompile(`(?:[.!?…—–]["”]?)(\s*(?:\(\p{L}[^()]{1,60}\)|\[\p{L}[^\[\]]{1,60}\])[."”]*)$`)
)

// interview finds out once which paragraphs are turns of an interview or of a
// transcript.
func (f *finder) interview() {
	f.turns = make([]turn, len(f.blocks))
	if f.labelledTurns() {
		return
	}
	f.openTurns()
}

// labelledTurns finds the paragraphs that begin with a label. Persons whom the
// report names count wherever they stand; questions and answers need two of
// each; outlets and names that only the labels have need a transcript in which
// somebody known speaks.
func (f *finder) labelledTurns() bool {
	type seen struct {
		block  int
		name   string
		t      turn
		person bool
	}
	var list []seen
	asks, answers, first := 0, 0, -1
	count := map[string]int{}
	person := false
	for b, us := range f.blocks {
		if len(us) == 0 || !f.d.Article.Blocks[b].Kind.Body() {
			continue
		}
		t, name, ok := f.labelAt(b)
		if !ok {
			continue
		}
		x := seen{block: b, name: strings.ToLower(name), t: t}
		switch {
		case words["asks"][x.name]:
			if asks++; first < 0 {
				first = us[0].first
			}
		case words["answers"][x.name]:
			answers++
		default:
			x.t.mention = f.labelMention(t.label, name)
			x.person = x.t.mention >= 0 && f.d.Mentions[x.t.mention].Actor >= 0 && f.d.Mentions[x.t.mention].Of == language.Person
			person = person || x.person
			count[x.name]++
		}
		list = append(list, x)
	}
	interviewee := -1
	if first >= 0 {
		interviewee = f.introduced(first)
	}
	n, most := 0, 0
	for _, c := range count {
		n, most = n+c, max(most, c)
	}
	transcript := person && len(count) >= 2 && n >= labelsLeast && most >= 2
	plain := len(count) < labelsLeast // else a list of names, one line for each
	any := false
	for _, x := range list {
		switch {
		case words["asks"][x.name]:
			if asks < 2 || answers < 2 {
				continue
			}
			x.t.kind = question
		case words["answers"][x.name]:
			if asks < 2 || answers < 2 {
				continue
			}
			x.t.kind, x.t.mention, x.t.rule = speech, interviewee, "answer in an interview"
		case x.person && (transcript || f.inQuote[x.t.colon] < 0 && f.speechLike(x.t.content, plain)):
			x.t.kind, x.t.rule = speech, "speaker label"
		case transcript && count[x.name] > 1:
			x.t.kind, x.t.rule = speech, "speaker label"
		default:
			continue
		}
		any = true
		f.turns[x.block] = x.t
	}
	if transcript || asks >= 2 && answers >= 2 {
		f.further()
	}
	return any
}

// speechLike reports that what stands behind a label outside of a transcript is
// what somebody says: a quotation, words about himself, or, where told, a
// sentence with a subject.
func (f *finder) speechLike(r region, told bool) bool {
	if u := (unit{r.first, r.last, 0}); f.wordsIn(u) < 2 {
		return false
	} else if f.allQuoted(u) || f.ownWords([]unit{u}) {
		return true
	}
	for k := r.first; told && k < r.last; k++ {
		if f.inQuote[k] < 0 && f.tree.rel(k) == "nsubj" {
			return true
		}
	}
	return false
}

// labelAt reads the label that block b begins with.
func (f *finder) labelAt(b int) (turn, string, bool) {
	us := f.blocks[b]
	span := f.d.Article.Blocks[b].Span
	m := labelPattern.FindStringSubmatchIndex(f.s[span.Start:min(span.End, span.Start+160)])
	if m == nil {
		if m = askPattern.FindStringSubmatchIndex(f.s[span.Start:span.End]); m == nil {
			return turn{}, "", false
		}
	}
	from, to := span.Start+m[4], span.Start+m[5]
	name := f.s[from:to]
	t := turn{mention: -1, label: region{f.d.TokenAt(from), f.d.TokenAt(to)}, content: region{f.d.TokenAt(span.Start + m[1]), us[len(us)-1].last}}
	t.label.last = max(t.label.last, t.label.first+1) // “Q.” may be one token
	t.colon = t.label.last - 1
	for k := t.label.last; k < t.content.first; k++ {
		if f.word(k) == ":" {
			t.colon = k
			break
		}
	}
	if t.content.first >= t.content.last || strings.Count(name, " ") > 6 {
		return turn{}, "", false
	}
	// What stands between the label's own quotation marks is somebody's words.
	if q := f.inQuote[t.label.first]; q >= 0 && (f.inQuote[us[0].first] != q || f.inQuote[t.colon] != q) {
		return turn{}, "", false
	}
	return t, name, true
}

// labelMention returns the mention that a label stands for: itself, else the one
// person of the report whose last name it has in other letters; -1 for none.
func (f *finder) labelMention(label region, name string) int {
	m, ok := f.wholly(label.first, label.last)
	for w := range strings.FieldsSeq(name) {
		if !capital(w) && len(w) > 3 {
			return -1
		}
	}
	last := strings.ToLower(name[strings.LastIndexByte(name, ' ')+1:])
	found, actor := -1, -1
	for i, x := range f.d.Mentions {
		if x.Kind != language.Name || x.Of != language.Person || x.Actor < 0 || x.Actor == actor {
			continue
		}
		who := f.d.Actors[x.Actor].Name
		if !strings.HasSuffix(strings.ToLower(who), " "+last) || strings.ToUpper(who) == who {
			continue
		}
		if actor >= 0 {
			found = -1
			break
		}
		found, actor = i, x.Actor
	}
	switch {
	case ok && (found < 0 || f.d.Mentions[m].Actor < 0 || name != strings.ToUpper(name)):
		return m
	case found >= 0:
		return found
	}
	return -1
}

// further gives the paragraphs without a label that stand between labels to
// the turn before them, where they can be nothing else: they go on with its
// quotation, or speak of themselves. Remarks in brackets are nobody's words.
func (f *finder) further() {
	last := len(f.turns) - 1
	for last >= 0 && f.turns[last].kind == noTurn {
		last--
	}
	open := false
	for b := range f.turns {
		us := f.blocks[b]
		if len(us) == 0 || !f.d.Article.Blocks[b].Kind.Body() {
			continue
		}
		switch t := &f.turns[b]; {
		case t.kind != noTurn:
			open = t.kind == speech
		case f.isSound(b):
			t.kind = sound
		case open && b < last && f.ownWords(us) && f.inQuote[us[0].first] < 0:
			*t = turn{kind: more, content: region{us[0].first, us[len(us)-1].last}}
		default:
			open = open && f.inQuote[us[0].first] >= 0
		}
	}
}

func (f *finder) isSound(b int) bool {
	return soundPattern.MatchString(f.d.Article.Text.Slice(f.d.Article.Blocks[b].Span))
}

// ownWords reports a paragraph in which somebody speaks of himself outside
// quotation marks.
func (f *finder) ownWords(us []unit) bool {
	for k := us[0].first; k < us[len(us)-1].last; k++ {
		if f.inQuote[k] < 0 && words["own"][f.lower(k)] {
			return true
		}
	}
	return false
}

// openTurns finds an interview without labels: paragraphs that end in a
// question mark, each with its answer below, behind words that say that one
// person, and who, was interviewed. The answers speak of themselves and never
// of the person by name.
func (f *finder) openTurns() {
	var asked []int // blocks of questions
	for b := range f.blocks {
		if f.asksAt(b) {
			asked = append(asked, b)
		}
	}
	if len(asked) < questionsLeast {
		return
	}
	who := f.interviewed(f.blocks[asked[0]][0].first)
	if who < 0 {
		return
	}
	turns := make([]turn, len(f.blocks))
	answers, own := 0, 0
	for i, b := range asked {
		turns[b] = turn{kind: question}
		end := len(f.blocks)
		if i+1 < len(asked) {
			end = asked[i+1]
		}
		n, first := 0, false
		for a := b + 1; a < end; a++ {
			us := f.blocks[a]
			if len(us) == 0 || f.d.Article.Blocks[a].Kind != article.Paragraph {
				continue
			}
			if f.isSound(a) {
				turns[a].kind = sound
				continue
			}
			mine := f.ownWords(us)
			if f.names(us, f.d.Mentions[who].Actor) || end == len(f.blocks) && !mine {
				break // the outlet's remark, or what it says behind the last answer
			}
			turns[a] = turn{kind: speech, content: region{us[0].first, us[len(us)-1].last}, mention: who, rule: "answer in an interview without labels"}
			if n > 0 {
				turns[a].kind = more
			}
			first = first || mine
			n++
		}
		if n > 0 {
			answers++
		}
		if first {
			own++
		}
	}
	// Explainers and lists of questions are no interviews.
	if answers < questionsLeast || answers < len(asked)-1 || own*3 < answers*2 {
		return
	}
	f.turns = turns
}

// asksAt reports a paragraph, or a line like a subheading, that ends in a
// question mark and holds no quotation mark at its start.
func (f *finder) asksAt(b int) bool {
	us := f.blocks[b]
	k := f.d.Article.Blocks[b].Kind
	if len(us) == 0 || k != article.Paragraph && k != article.Subheading {
		return false
	}
	last := us[len(us)-1].last - 1
	return strings.HasSuffix(f.word(last), "?") && f.inQuote[last] < 0 && f.inQuote[us[0].first] < 0 && last-us[0].first < 120
}

// names reports a paragraph that names an actor outside quotation marks.
func (f *finder) names(us []unit, actor int) bool {
	for k := us[0].first; k < us[len(us)-1].last; k++ {
		for _, m := range f.starts[k] {
			if x := f.d.Mentions[m]; x.Actor == actor && x.Kind == language.Name && f.inQuote[k] < 0 {
				return true
			}
		}
	}
	return false
}

// interviewed returns the mention of the one person of whom the text before
// token k says that he was interviewed; -1 where it does not, or says so of two.
func (f *finder) interviewed(k int) int {
	m := f.introduced(k)
	if m < 0 {
		return -1
	}
	actor, said := f.d.Mentions[m].Actor, false
	for _, x := range f.d.Sentences {
		if x.First >= k {
			break
		}
		about, others, word := false, false, false
		for t := x.First; t < x.Last; t++ {
			word = word || words["interview"][f.lower(t)]
			for _, i := range f.starts[t] {
				y := f.d.Mentions[i]
				if y.Of != language.Person || y.Actor < 0 {
					continue
				}
				about = about || y.Actor == actor
				others = others || y.Actor != actor && y.Kind == language.Name
			}
		}
		if word && others {
			return -1
		}
		said = said || word && about
	}
	if !said {
		return -1
	}
	return m
}

// introduced returns the mention of the one person that the body before token
// k is about, -1 if it is about none or two alike.
func (f *finder) introduced(k int) int {
	first, n := map[int]int{}, map[int]int{} // mention and number of mentions by actor
	for i, m := range f.d.Mentions {
		if m.First >= k {
			break
		}
		if b := f.d.Article.Blocks[f.blockAt(m.First)].Kind; m.Of == language.Person && m.Actor >= 0 && (b == article.Paragraph || b == article.Standfirst) {
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

func capital(w string) bool {
	c, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(c)
}

// takeTurn reads a paragraph of an interview or a transcript. It reports whether
// that was all there is to read in it.
func (f *finder) takeTurn(us []unit) bool {
	t := f.turns[us[0].block]
	switch t.kind {
	case speech:
		return f.speak(us, t)
	case more:
		return f.speakOn(us, t)
	case sound:
		if q := f.inQuote[us[0].first]; q >= 0 {
			f.carried = f.d.Quotes[q].Next // the quotation goes on below
		}
		return true
	}
	return false
}

// speak makes the statement of a turn.
func (f *finder) speak(us []unit, t turn) bool {
	u := unit{us[0].first, us[len(us)-1].last, us[0].block}
	s := Statement{
		Block: u.block, By: -1, Speaker: -1, Time: -1, Parent: -1, To: -1, Via: -1, Act: Speech, Rule: t.rule,
		Content: f.content(nil, f.withoutSounds(t.content)),
	}
	if len(s.Content) == 0 {
		return false
	}
	if m := t.mention; m >= 0 {
		s.By, s.Speaker, s.Source = m, f.d.Mentions[m].Actor, f.d.Mentions[m].Whole
		if r := f.d.Mentions[m].Role; !r.Empty() {
			s.Role = f.d.Article.Text.Slice(r)
		}
	}
	s.Span = s.Content[0]
	if t.label.last > t.label.first {
		s.Source, s.Cue = f.span(t.label.first, t.label.last), []text.Span{f.span(t.colon, t.colon+1)}
		s.Span = s.Source.Hull(s.Content[0])
	}
	s.Kind = f.kind(s.Content)
	if s.Kind == Direct {
		s.Quotes = f.inner(s.Content)
	}
	inner := s.Kind != Direct
	if inner {
		s.Kind = Indirect // a quotation in it is somebody else's words
	}
	f.flush()
	f.push(s, u)
	if inner {
		f.toldIn(us, t.content.first)
	}
	return true
}

// speakOn adds a further paragraph to the turn before it.
func (f *finder) speakOn(us []unit, t turn) bool {
	if !f.hasLast {
		return false
	}
	content := f.content(nil, f.withoutSounds(t.content))
	if len(content) == 0 {
		return false
	}
	l := &f.out[f.last]
	l.Content = append(l.Content, content...)
	l.Span = l.Span.Hull(content[0])
	f.toldIn(us, t.content.first)
	return true
}

// toldIn adds what a turn tells of the words of others; what it says by itself
// stays the speaker's.
func (f *finder) toldIn(us []unit, first int) {
	parent, ended, carried, n := f.last, us[len(us)-1].last, f.carried, len(f.out)
	for _, x := range us {
		x.first = max(x.first, first)
		if x.first < x.last && len(f.cues(x)) > 0 {
			f.unit(x)
		}
	}
	for i := n; i < len(f.out); i++ {
		if f.out[i].Parent < 0 {
			f.out[i].Parent = parent
		}
	}
	f.last, f.ended, f.carried, f.hasLast = parent, ended, carried, true
}

// withoutSounds leaves out remarks in brackets at either end: “(Applause.)”.
func (f *finder) withoutSounds(r region) region {
	s := f.span(r.first, r.last)
	if m := firstSound.FindString(f.d.Article.Text.Slice(s)); m != "" {
		s.Start += len(m)
	}
	if m := lastSound.FindStringSubmatchIndex(f.d.Article.Text.Slice(s)); m != nil {
		s.End = s.Start + m[2]
	}
	return f.tokensOf(s)
}
