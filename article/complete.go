package article

import (
	"strings"

	"dateline/text"
	"dateline/text/langid"
)

// complete fills in what follows from the text and its blocks, for every
// shape alike: repeats of the headline, the dateline of the first paragraph,
// the headlines, the byline, credits, the language, the id. record is the outlet's own
// id of the record, "" if unknown.
func (a *Article) complete(record string) {
	a.completeTitle()
	a.completeDateline()
	a.completeByline()
	a.completeCredits()
	a.completeLanguage()
	a.ID = reportID(a.URL, a.Outlet, record, a.Original.Version)
}

// completeTitle takes the first headline before the body as the title, if
// none is set, makes headlines of its repeats at the start of the body, and
// lists the variants, the title's first.
func (a *Article) completeTitle() {
	start := a.bodyStart()
	if a.Title == "" {
		for _, b := range a.Blocks[:start] {
			if b.Kind == Headline {
				a.Title = fold(a.Text.Slice(b.Span))
				break
			}
		}
	}
	title := key(a.Title)
	for i := start; i < len(a.Blocks) && title != ""; i++ {
		b := &a.Blocks[i]
		if b.Kind != Paragraph && b.Kind != Subheading && b.Kind != Standfirst {
			continue
		}
		if key(a.Text.Slice(b.Span)) != title {
			break
		}
		b.Kind = Headline
	}
	var first, others []text.Span
	for _, b := range a.Blocks {
		switch {
		case b.Kind != Headline:
		case len(first) == 0 && key(a.Text.Slice(b.Span)) == title:
			first = append(first, b.Span)
		default:
			others = append(others, b.Span)
		}
	}
	a.Headlines = append(first, others...)
}

// bodyStart returns the number of the first block of the body.
func (a *Article) bodyStart() int {
	for i, b := range a.Blocks {
		if b.Kind.Body() {
			return i
		}
	}
	return len(a.Blocks)
}

// completeDateline reads the dateline that has a block of its own or that
// opens the first paragraph, and makes a block of the latter. A dateline with
// a year dates the report, if nothing else does.
func (a *Article) completeDateline() {
	a.findDateline()
	d := a.Dateline.Date
	if !a.Published.Known() && d.Known() && hasYear(d) {
		a.Published = d
		a.Reasons = append(a.Reasons, Reason{"published", basisDateline})
	}
}

// findDateline looks at the blocks that are datelines, at the first paragraph
// and at the one under a further headline. The first dateline is the report's.
func (a *Article) findDateline() {
	out := make([]Block, 0, len(a.Blocks)+1)
	opening := true
	for _, b := range a.Blocks {
		s := a.Text.Slice(b.Span)
		switch b.Kind {
		case Headline:
			opening = true
		case Dateline:
			trimmed := strings.TrimRight(s, " \t\u00a0-–—:.\u200f")
			if p, _, ok := placeParts(trimmed); ok {
				a.setPlace(p, b.Span.Start)
			}
			opening = false
		case Paragraph:
			if p, rest, ok := splitDateline(s); opening && ok {
				a.setPlace(p, b.Span.Start)
				at := b.Span.Start + rest
				out = append(out, Block{Dateline, a.Text.Trim(text.Span{Start: b.Span.Start, End: at})})
				b.Span.Start = at
			}
			opening = false
		}
		out = append(out, b)
	}
	a.Blocks = out
}

// setPlace takes a place whose span counts from byte offset at, unless there
// is one already.
func (a *Article) setPlace(p Place, at int) {
	if a.Dateline.Name != "" {
		return
	}
	p.Span.Start += at
	p.Span.End += at
	a.Dateline = p
}

// completeByline takes the names of the bylines, unless the record named its
// authors.
func (a *Article) completeByline() {
	if len(a.Byline) > 0 {
		return
	}
	seen := map[string]bool{}
	for _, b := range a.Blocks {
		if b.Kind != Byline {
			continue
		}
		for _, name := range parseByline(a.Text.Slice(b.Span)) {
			if k := key(name); !seen[k] {
				seen[k] = true
				a.Byline = append(a.Byline, name)
			}
		}
	}
	if len(a.Byline) > 0 {
		a.Reasons = append(a.Reasons, Reason{"byline", "byline"})
	}
}

// completeLanguage recognises the language by the body, else by all of the
// text, if the record does not declare it or the body contradicts what it
// declares.
func (a *Article) completeLanguage() {
	body := a.bodySample()
	if declared := a.Language; declared != "" {
		if tag, contradicted := langid.Against(declared, body); contradicted {
			a.Language = tag
			a.Reasons = append(a.Reasons, Reason{"language", "the body, which contradicts the declared " + declared})
		}
		return
	}
	a.Language, _ = langid.Identify(body)
	if a.Language == "" {
		a.Language, _ = langid.Identify(a.Text.String())
	}
}

// bodySample returns the first paragraphs of the body.
func (a *Article) bodySample() string {
	const enough = 6000
	var b strings.Builder
	for _, block := range a.Blocks {
		if block.Kind == Paragraph && b.Len() < enough {
			b.WriteString(a.Text.Slice(block.Span))
			b.WriteByte('\n')
		}
	}
	return b.String()
}
