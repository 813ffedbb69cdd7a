package article

import (
	"fmt"
	"strings"

	"dateline/source"
	"dateline/text"
	"dateline/when"
)

// digestInput is a document that may hold many articles, as plain text.
type digestInput struct {
	item  source.Item
	text  text.Text // of the whole item; lines are its paragraphs or parts of them
	shape Shape
	how   string // what the reason for the shape says: "RTF", "text, utf-8"
}

// digestLine is a line that is not blank.
type digestLine struct {
	span text.Span // without white space at its ends
	s    string
	gap  bool // a blank line or the start of the text stands before it
}

// digestPart is one article of a document, in the making. Its blocks and lines
// are those of the document's text.
type digestPart struct {
	text  text.Text
	lines []digestLine // of the part, the first of them first
	left  int          // lines at the start that belong to no article: a cover, the edge of a page
	sure  bool         // its head is that of an article of the service

	blocks    []Block
	title     string
	byline    []string
	published when.Date
	outlet    string
	section   string
	language  string
	url       string
	key       string // the service's own number of the article
	reasons   []Reason
}

// digest is a document cut into its articles.
type digest struct {
	service string // "Factiva download"
	parts   []*digestPart
	before  int // lines before the first article
	after   int // lines after the last one
}

// readDigest yields the articles of a document that holds a download of a
// press database, or of a text into which several were pasted, and reports
// whether it is one.
func readDigest(in digestInput, opt Options, yield func(*Article, error) bool) bool {
	d := cutDigest(in.text)
	if d == nil && in.shape != ShapeHTML {
		d = cutPasted(in.text)
	}
	if d == nil {
		return false
	}
	for n, part := range d.parts {
		if !yield(d.article(n, part, in, opt), nil) {
			break
		}
	}
	return true
}

// cutDigest cuts t at the marks of a service, nil if it has none or if what
// stands between them does not look like articles of that service.
func cutDigest(t text.Text) *digest {
	if !mayDigest(t.String()) {
		return nil
	}
	lines := digestLines(t)
	for _, service := range []struct {
		name string
		cut  func(text.Text, []digestLine) *digest
	}{{"Nexis download", cutNexis}, {"Factiva download", cutFactiva}, {"Nexis download in the older layout", cutOldNexis}} {
		if d := service.cut(t, lines); d != nil && d.convincing() {
			d.service = service.name
			return d
		}
	}
	return nil
}

// convincing reports whether at least half of the parts are surely articles of
// the service.
func (d *digest) convincing() bool {
	n := 0
	for _, p := range d.parts {
		if p.sure {
			n++
		}
	}
	return n > 0 && n*2 >= len(d.parts)
}

// digestLines returns the lines of t that are not blank.
func digestLines(t text.Text) []digestLine {
	var out []digestLine
	gap := true
	for line := range t.Lines(t.All()) {
		span := t.Trim(line)
		if span.Empty() {
			gap = true
			continue
		}
		out = append(out, digestLine{span, t.Slice(span), gap})
		gap = false
	}
	return out
}

// article makes the article of part n. Its record is the bytes of the part.
func (d *digest) article(n int, part *digestPart, in digestInput, opt Options) *Article {
	lines := part.lines[part.left:]
	span := text.Span{Start: lines[0].span.Start, End: lines[len(lines)-1].span.End}
	hull := in.text.Hull(span)
	pointer := ""
	how := in.how + ", a " + d.service
	if len(d.parts) > 1 {
		pointer = fmt.Sprintf("article %d", n+1)
		how += fmt.Sprintf(", article %d of %d", n+1, len(d.parts))
	}
	item := in.item.Part(pointer, hull.Start, hull.End)
	item.Known.Title, item.Known.Byline = "", nil // of whoever exported it
	a := &Article{
		Original: originalOf(item), Shape: in.shape, Text: in.text.Sub(span).Shift(-hull.Start),
		Title: part.title, Byline: part.byline, Published: part.published, Outlet: part.outlet,
		Section: part.section, Language: part.language, URL: part.url,
		Reasons: append([]Reason{{"shape", how}}, part.reasons...),
	}
	for _, b := range part.blocks {
		a.Blocks = append(a.Blocks, Block{b.Kind, text.Span{Start: b.Span.Start - span.Start, End: b.Span.End - span.Start}})
	}
	if n == 0 {
		a.leftOut(d.before+part.left, "before the first article")
	}
	if n == len(d.parts)-1 {
		a.leftOut(d.after, "after the last article")
	}
	a.completeFrom(item, opt, part.key)
	return a
}

// leftOut notes lines of the document that are in no article.
func (a *Article) leftOut(lines int, where string) {
	if lines > 0 {
		a.Reasons = append(a.Reasons, Reason{"left out", fmt.Sprintf("%d lines %s", lines, where)})
	}
}

// because notes where something was taken from.
func (p *digestPart) because(what, from string) {
	p.reasons = append(p.reasons, Reason{what, from})
}

// put makes a block of the text at s, white space at its ends left out;
// nothing if it is blank.
func (p *digestPart) put(kind BlockKind, s text.Span) {
	if s = p.text.Trim(s); !s.Empty() {
		p.blocks = append(p.blocks, Block{kind, s})
	}
}

// putLines makes one block of lines from to to, to exclusive.
func (p *digestPart) putLines(kind BlockKind, from, to int) {
	if from < to {
		p.put(kind, p.span(from, to))
	}
}

// span returns where lines from to to, to exclusive, stand.
func (p *digestPart) span(from, to int) text.Span {
	return text.Span{Start: p.lines[from].span.Start, End: p.lines[to-1].span.End}
}

// words returns the words at s, white space folded.
func (p *digestPart) words(s text.Span) string { return fold(p.text.Slice(s)) }

// putBody makes blocks of the text at s by the rules of a body in plain text.
func (p *digestPart) putBody(s text.Span) {
	if s = p.text.Trim(s); s.Empty() {
		return
	}
	pl := newPlain(p.text.Sub(s), true)
	pl.body(pl.head())
	for _, b := range pl.blocks {
		if b.Kind.Body() && digests().line(pl.text.Slice(b.Span)) == rolePage {
			b.Kind = Furniture
		}
		p.blocks = append(p.blocks, Block{b.Kind, text.Span{Start: b.Span.Start + s.Start, End: b.Span.End + s.Start}})
	}
}

// plainly makes blocks of a part that is no article of the service by the
// rules of plain text.
func (p *digestPart) plainly() {
	for p.left+1 < len(p.lines) && digests().line(p.lines[p.left].s) == rolePage {
		p.left++
	}
	s := p.span(p.left, len(p.lines))
	pl := newPlain(p.text.Sub(s), false)
	pl.body(pl.head())
	p.blocks = p.blocks[:0]
	for _, b := range pl.blocks {
		if words := pl.text.Slice(b.Span); digests().line(words) != roleNone || accession(words) != "" {
			b.Kind = Furniture
		}
		p.blocks = append(p.blocks, Block{b.Kind, text.Span{Start: b.Span.Start + s.Start, End: b.Span.End + s.Start}})
	}
	p.published, p.url, p.reasons = pl.published, pl.url, pl.reasons
}

// headline makes a block of the headline at s.
func (p *digestPart) headline(s text.Span, from string) {
	if s = p.text.Trim(s); s.Empty() {
		return
	}
	p.put(Headline, s)
	if p.title == "" {
		p.title = p.words(s)
		p.because("title", from)
	}
}

// setByline takes the names in a byline.
func (p *digestPart) setByline(s, from string) {
	seen := map[string]bool{}
	for _, name := range p.byline {
		seen[key(name)] = true
	}
	for _, name := range parseByline(s) {
		if k := key(name); !seen[k] {
			seen[k] = true
			if len(p.byline) == 0 {
				p.because("byline", from)
			}
			p.byline = append(p.byline, name)
		}
	}
}

// setDate takes the day of publication from a line of the head; clock is the
// line of the time of day, "" if there is none.
func (p *digestPart) setDate(s, clock, from string) bool {
	d, at, ok := when.ParseLine(s)
	if !ok || d.Precision < when.Day || !hasYear(d) {
		return false
	}
	if rest := afterWeekday(s[at.End:]); clock == "" && digestClock(rest) {
		clock = rest
	}
	if clock != "" {
		if full, _, ok := when.ParseLine(s[at.Start:at.End] + " " + clock); ok && full.Precision > d.Precision && strings.HasPrefix(full.ISO, d.ISO) {
			d = full
		}
	}
	if !p.published.Known() {
		d.Basis = from
		p.published = d
		p.because("published", from)
	}
	return true
}

// afterWeekday returns what follows on a date and its weekday.
func afterWeekday(s string) string {
	day, rest, _ := strings.Cut(strings.TrimLeft(s, " ,"), " ")
	if words().has(wordTime, day) {
		return rest
	}
	return ""
}

// setLanguage takes the language by its name; where several are named, the
// first.
func (p *digestPart) setLanguage(s, from string) bool {
	name, _, _ := strings.Cut(s, ";")
	code := languageCode(name)
	if code != "" && p.language == "" {
		p.language = code
		p.because("language", from)
	}
	return code != ""
}

// setWords notes the number of words that the service counted.
func (p *digestPart) setWords(s, from string) {
	p.because("word count", fold(s)+", as "+from+" says")
}
