package story

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/record"
	"dateline/text"
)

// page is a report as it is compared: sentences of terms, and what it was
// found to share with others.
type page struct {
	n         int32  // its number while it is there
	label     uint64 // the greater, the later it stands in the order; 0 before it has a place
	id        string
	version   string
	day       float64 // days since 1970 at which it was published; 0 when not known
	time      string  // the same as the report has it
	outlet    string  // "" when it is not named
	credits   []string
	retracted bool
	line      *record.Line // nil when it is read again where it is needed
	origin    []byte
	of        version
	gone      bool

	sentences []sentence
	ids       []int32  // the sentences' terms, one sentence after the other
	mass      int64    // of all sentences
	prints    []uint64 // sampled pairs of neighbouring content words, ascending
	same      uint64   // two pages whose content words are the same have the same
	vector    []weighted

	occurrences []occurrence // of which the vector is made, again when a weight moves
	length      int          // content words

	inTexts bool      // among the texts of which the first weigh words
	counted bool      // among these first
	indexed bool      // it stands in the index of prints
	tried   []*page   // earlier pages that it was aligned with
	copies  []*copied // in which it takes part
	near    []*page   // earlier pages that may tell the same story
	after   []*page   // those that have it in near
	tale    *tale     // the story that it tells; nil before it is known
	kin     *kin      // pages that carry one copy with it, by way of others too; nil for none
	sayings []*saying // its statements
	facts   []*fact   // its events, then its meetings
	through *page     // the copy that gives it a date

	dateWritten, whoWritten string // the ids under which these were told of last
}

// comparePages puts pages in the order in which they are compared: by
// publication, the undated last, then by version.
func comparePages(a, b *page) int {
	switch {
	case a == b:
		return 0
	case a.label != 0 && b.label != 0:
		return cmp.Compare(a.label, b.label)
	case a.day == 0 && b.day != 0:
		return 1
	case b.day == 0 && a.day != 0:
		return -1
	}
	return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.version, b.version), cmp.Compare(a.id, b.id))
}

// sentence is one sentence, headline or subheading of a report.
type sentence struct {
	at       text.Span // bytes of the report's text
	from, to int32     // its terms in page.ids: ascending, none twice
	mass     int32     // their weights together
	quoted   float32   // share of the mass that stands in quotation marks, 0 to 1
	head     bool      // it stands in a headline or standfirst
}

func (p *page) terms(s *sentence) []int32 { return p.ids[s.from:s.to] }

// maxSentences bounds what is compared of one report.
const maxSentences = 2000

// reader cuts reports into pages.
type reader struct {
	terms *terms
	count []tally // by term, occurrences in the page at hand
	seen  []int32 // terms in count
	words []found // of the sentence at hand
	set   []int32
}

type found struct {
	term   int32
	quoted bool
}

// points finds byte offsets for code points that are asked for in ascending
// order.
type points struct {
	s     string
	at, n int
}

func (p *points) offset(point int) int {
	if point < p.n {
		p.at, p.n = 0, 0
	}
	for p.n < point && p.at < len(p.s) {
		_, w := utf8.DecodeRuneInString(p.s[p.at:])
		p.at += w
		p.n++
	}
	return p.at
}

// page cuts one report.
func (r *reader) page(line *record.Line, origin []byte) *page {
	rep := &line.Report
	p := &page{
		id: strings.Clone(rep.ID), version: strings.Clone(rep.Version), line: line, origin: origin,
		day: day(rep.Published.Time), retracted: rep.Retracted != nil,
	}
	if rep.Published.Time != nil {
		p.time = strings.Clone(*rep.Published.Time)
	}
	if rep.Outlet != nil {
		p.outlet = strings.Clone(*rep.Outlet)
	}
	for _, c := range rep.Credits {
		p.credits = append(p.credits, strings.Clone(c.Name))
	}
	r.cut(p)
	p.sentences, p.ids, p.prints = slices.Clip(p.sentences), slices.Clip(p.ids), slices.Clip(p.prints)
	return p
}

// cut cuts the text of a page into sentences.
func (r *reader) cut(p *page) {
	line := p.line
	s := line.Report.Text
	at := points{s: s}
	from := 0
	for i := range line.Report.Parts {
		part := &line.Report.Parts[i]
		start, end := at.offset(part.Span.Start), at.offset(part.Span.End)
		if start < from || end < start {
			continue // parts do not overlap; if they ever do the first counts
		}
		r.run(p, text.Span{Start: from, End: start}, false)
		switch part.Kind {
		case "headline", "standfirst":
			r.run(p, text.Span{Start: start, End: end}, true)
		}
		from = end
	}
	r.run(p, text.Span{Start: from, End: len(s)}, false)
	r.finish(p)
}

// run cuts the sentences of one run of the text.
func (r *reader) run(p *page, run text.Span, head bool) {
	s := p.line.Report.Text
	for run.Start < run.End {
		end := run.End
		if i := strings.IndexByte(s[run.Start:run.End], '\n'); i >= 0 {
			end = run.Start + i
		}
		r.paragraph(p, text.Span{Start: run.Start, End: end}, head)
		run.Start = end + 1
	}
}

func (r *reader) paragraph(p *page, at text.Span, head bool) {
	s := p.line.Report.Text
	depth := false // inside quotation marks
	for at.Start < at.End && len(p.sentences) < maxSentences {
		end := sentenceEnd(s, at)
		depth = r.sentence(p, text.Span{Start: at.Start, End: end}, head, depth)
		at.Start = end
	}
}

// sentenceEnd returns where the sentence that begins at.Start ends: behind a
// full stop, question or exclamation mark and the closing marks that follow
// it, when a new word stands there and no abbreviation or initial before it.
func sentenceEnd(s string, at text.Span) int {
	for i := at.Start; i < at.End; i++ {
		switch c := s[i]; {
		case c == '.' || c == '!' || c == '?':
		case c >= 0x80:
			rest := s[i:at.End]
			if strings.HasPrefix(rest, "。") || strings.HasPrefix(rest, "！") || strings.HasPrefix(rest, "？") || strings.HasPrefix(rest, "؟") || strings.HasPrefix(rest, "।") {
				_, w := utf8.DecodeRuneInString(rest)
				return i + w
			}
			continue
		default:
			continue
		}
		j := i + 1
		for j < at.End {
			r, w := utf8.DecodeRuneInString(s[j:])
			if f := text.FoldRune(r); f != '"' && f != '\'' && f != ')' && f != '.' && f != '!' && f != '?' {
				break
			}
			j += w
		}
		if j >= at.End {
			return at.End
		}
		if s[j] != ' ' && s[j] != '\t' || s[i] == '.' && short(s[at.Start:i]) {
			continue
		}
		next := strings.TrimLeft(s[j:at.End], " \t\"'“‘«(")
		if c, _ := utf8.DecodeRuneInString(next); next != "" && unicode.IsLower(c) {
			continue
		}
		return j
	}
	return at.End
}

// short reports whether s ends in an initial or an abbreviation of a title.
func short(s string) bool {
	i := len(s)
	for i > 0 && (s[i-1]|0x20 >= 'a' && s[i-1]|0x20 <= 'z') {
		i--
	}
	w := s[i:]
	if len(w) == 1 {
		return w[0] <= 'Z'
	}
	switch w {
	case "Mr", "Mrs", "Ms", "Dr", "St", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", "Maj", "Capt", "Sgt", "Prof", "Rev", "Jr", "Sr", "No", "Jan", "Feb", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "vs", "Brig", "Adm", "Amb":
		return true
	}
	return false
}

// sentence adds one sentence and reports whether it ends inside quotation
// marks.
func (r *reader) sentence(p *page, at text.Span, head, quoted bool) bool {
	s := p.line.Report.Text[at.Start:at.End]
	r.words, r.set = r.words[:0], r.set[:0]
	last := 0
	for w, span := range wordsOf(s) {
		quoted = marks(s[last:span.Start], quoted)
		last = span.End
		t := r.terms.of(w)
		if w == "us" && s[span.Start] == 'U' {
			t = r.terms.of("usa") // the country, not the pronoun
		}
		if t == none {
			continue
		}
		r.words = append(r.words, found{t, quoted})
		capital := s[span.Start] >= 'A' && s[span.Start] <= 'Z' && len(r.words) > 1
		r.weigh(p, t, head, capital)
	}
	quoted = marks(s[last:], quoted)
	p.length += len(r.words)
	r.add(p, at, head)
	return quoted
}

// marks reads the quotation marks in what stands between two words.
func marks(s string, quoted bool) bool {
	for i := 0; i < len(s); {
		c, w := rune(s[i]), 1
		if c >= 0x80 {
			c, w = utf8.DecodeRuneInString(s[i:])
		}
		switch c {
		case '“', '«', '„', '「':
			quoted = true
		case '”', '»', '」':
			quoted = false
		case '"':
			quoted = !quoted
		}
		i += w
	}
	return quoted
}

// add keeps the sentence of r.words.
func (r *reader) add(p *page, at text.Span, head bool) {
	if len(r.words) == 0 {
		return
	}
	for i, w := range r.words {
		for k := i + 1; k <= i+2 && k < len(r.words); k++ {
			if h := r.terms.hash[w.term] ^ r.terms.hash[r.words[k].term]; mix(h)%sample == 0 {
				p.prints = append(p.prints, h)
			}
		}
		p.same = mix(p.same ^ r.terms.hash[w.term])
	}
	for _, w := range r.words {
		r.set = append(r.set, w.term)
	}
	s := sentence{at: at, from: int32(len(p.ids)), head: head}
	p.ids = append(p.ids, unique(r.set)...)
	s.to = int32(len(p.ids))
	quoted, all := int32(0), int32(0)
	for _, w := range r.words {
		all += r.terms.weight[w.term]
		if w.quoted {
			quoted += r.terms.weight[w.term]
		}
	}
	for _, t := range p.terms(&s) {
		s.mass += r.terms.weight[t]
	}
	if all > 0 {
		s.quoted = float32(quoted) / float32(all)
	}
	p.mass += int64(s.mass)
	p.sentences = append(p.sentences, s)
}

// day returns the days since 1970 of an ISO time, in UTC; a date without a
// time of day counts as its noon, since it says least wrongly when. It is 0
// when the day is not known.
func day(iso *string) float64 {
	if iso == nil {
		return 0
	}
	for _, l := range []struct {
		layout string
		add    time.Duration
	}{{time.RFC3339, 0}, {"2006-01-02T15:04:05", 0}, {"2006-01-02T15:04", 0}, {"2006-01-02T15:04Z07:00", 0}, {"2006-01-02", 12 * time.Hour}} {
		if t, err := time.Parse(l.layout, *iso); err == nil {
			return float64(t.Add(l.add).Unix()) / 86400
		}
	}
	return 0
}
