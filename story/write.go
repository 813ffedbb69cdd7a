package story

import (
	"unicode/utf8"

	"dateline/record"
	"dateline/text"
)

// pen writes spans of one report.
type pen struct {
	line   *record.Line
	origin []byte
	text   *text.Text // restored when it is first needed
}

// whole returns the report's text with its origin, nil when the origin is not
// there or does not fit.
func (p *pen) whole() *text.Text {
	if p.text == nil {
		t, err := text.Restore(p.line.Report.Text, p.origin)
		if err != nil {
			t = text.Text{}
		}
		p.text = &t
	}
	if p.text.Len() != len(p.line.Report.Text) {
		return nil
	}
	return p.text
}

// span writes a span of the report's text. Without an origin the place in the
// source is not known, and the span says so by an empty range at the offset of
// the original.
func (p *pen) span(s text.Span) record.Span {
	if t := p.whole(); t != nil {
		return record.At(*t, s, p.line.Report.Offset)
	}
	whole := p.line.Report.Text
	start := utf8.RuneCountInString(whole[:s.Start])
	return record.Span{
		Start: start, End: start + utf8.RuneCountInString(whole[s.Start:s.End]),
		SourceStart: int(p.line.Report.Offset), SourceEnd: int(p.line.Report.Offset), Exact: whole[s.Start:s.End],
	}
}

// within writes the bytes from to to of the words of a span.
func (p *pen) within(s *record.Span, from, to int) record.Span {
	start := s.Start + utf8.RuneCountInString(s.Exact[:from])
	out := record.Span{Start: start, End: start + utf8.RuneCountInString(s.Exact[from:to]), Exact: s.Exact[from:to]}
	if len(s.Source) == 0 && s.SourceEnd-s.SourceStart == len(s.Exact) {
		// As many bytes in the source as in the text: no escape among them.
		out.SourceStart, out.SourceEnd = s.SourceStart+from, s.SourceStart+to
		return out
	}
	if t := p.whole(); t != nil {
		a := t.Offset(out.Start)
		if at := (text.Span{Start: a, End: a + to - from}); at.End <= t.Len() && t.Slice(at) == out.Exact {
			return record.At(*t, at, p.line.Report.Offset)
		}
	}
	out.SourceStart, out.SourceEnd = s.SourceStart, s.SourceEnd
	return out
}
