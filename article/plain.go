package article

import (
	"dateline/source"
	"dateline/text"
	"dateline/when"
)

// readText reads plain and scraped text. The article's Text is the whole
// decoded file; the blocks are runs of it, found by form alone: what stands
// first, what is short, what opens a byline, what is known furniture.
func readText(item source.Item, opt Options, yield func(*Article, error) bool) {
	t, charset := decodePlain(item.Data, item.Hint)
	if readDigest(digestInput{item, t, ShapeText, "text, " + charset}, opt, yield) {
		return
	}
	p := newPlain(t, false)
	if len(p.units) == 0 {
		yield(nil, refuse(item, "empty"))
		return
	}
	p.because("shape", "text, "+charset)
	p.body(p.head())
	outlet := p.outletUnless(item.Known.Outlet)
	a := &Article{
		Original: originalOf(item),
		Shape:    ShapeText, Text: t, Blocks: p.blocks,
		Published: p.published, Modified: p.modified,
		URL: p.url, Outlet: outlet, Reasons: p.reasons,
	}
	a.completeFrom(item, opt, "")
	if len(a.Byline) == 0 && p.author != "" {
		a.Byline = []string{p.author}
		a.Reasons = append(a.Reasons, Reason{"byline", "box about the author"})
	}
	yield(a, nil)
}

// plainBlocks cuts a field of plain text, such as the body of a JSON record,
// into fragments by the same rules as a file, except that it has no headline,
// no standfirst and no date of publication of its own.
func plainBlocks(t text.Text) []fragment {
	p := newPlain(t, true)
	p.body(p.head())
	out := make([]fragment, 0, len(p.blocks))
	for _, b := range p.blocks {
		out = append(out, fragment{kind: b.Kind, text: t.Sub(b.Span)})
	}
	return out
}

// plain is a plain text in the making of blocks.
type plain struct {
	text   text.Text
	units  []unit
	field  bool // the text is a field of a record, not a whole report
	marked int  // 1 + the number of the last unit that a sign or a label marks as a heading; 0 if none

	blocks    []Block
	title     string // words of the headline, "" until there is one
	prose     bool   // a paragraph of the body has come
	published when.Date
	modified  when.Date
	headings  int    // lines that running text surrounds and that could head it
	chronicle bool   // several lines are bare dates, so that these head its sections
	url       string // as a labelled line at the head says
	author    string // from a box about the author
	outlet    string // as a line of the head names it
	reasons   []Reason
}

// newPlain cuts t into units and counts what the rules for single ones need.
func newPlain(t text.Text, field bool) *plain {
	p := &plain{text: t, units: units(t), field: field}
	p.chronicle = p.bareDates() > 1
	for i := 1; i+1 < len(p.units); i++ {
		stop, open := ends(p.at(i))
		if !stop && !open && count(p.at(i)) <= 26 && prose(p.at(i-1)) && prose(p.at(i+1)) {
			p.headings++
		}
	}
	return p
}

func (p *plain) because(what, from string) {
	p.reasons = append(p.reasons, Reason{what, from})
}

// put makes a block of a unit.
func (p *plain) put(kind BlockKind, u unit) {
	p.blocks = append(p.blocks, Block{kind, u.span})
	if kind == Paragraph {
		p.prose = true
	}
}

// at returns the words of unit i, "" if there is none.
func (p *plain) at(i int) string {
	if i >= 0 && i < len(p.units) {
		return p.units[i].s
	}
	return ""
}

// dates takes the dates of a date line: the first of each kind counts, and
// only with a year.
func (p *plain) dates(list []written) {
	for _, d := range list {
		switch {
		case p.field || !hasYear(d.date):
		case d.updated && !p.modified.Known():
			p.modified = d.date
		case !d.updated && !p.published.Known():
			p.published = d.date
			p.because("published", basisLine)
		}
	}
}

// outletUnless returns the outlet that the head names, unless one is known.
func (p *plain) outletUnless(known string) string {
	if known != "" || p.outlet == "" {
		return ""
	}
	p.because("outlet", "line with its name")
	return p.outlet
}

// bareDates counts the units that are a date and say nothing of it.
func (p *plain) bareDates() int {
	n := 0
	for _, u := range p.units {
		if len(u.s) < 60 {
			if _, labelled, ok := dateLine(u.s); ok && !labelled {
				n++
			}
		}
	}
	return n
}

// dateAt reports whether unit i is a date line of the report.
func (p *plain) dateAt(i int) bool {
	_, labelled, ok := dateLine(p.at(i))
	return ok && (labelled || !p.field && !p.chronicle)
}

// proseAfter reports whether running text comes after unit i, past lines that
// may stand between a headline and it.
func (p *plain) proseAfter(i int) bool {
	for _, u := range p.units[min(i+1, len(p.units)):min(i+12, len(p.units))] {
		if prose(u.s) {
			return true
		}
	}
	return false
}
