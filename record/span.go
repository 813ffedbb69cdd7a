package record

import (
	"strings"

	"dateline/text"
)

// At writes the span s of the report's text t as the contract does. offset is
// the byte at which the original that t comes from starts in its source.
func At(t text.Text, s text.Span, offset int64) Span {
	base := int(offset)
	out := Span{Start: t.Point(s.Start), End: t.Point(s.End), Exact: t.Slice(s)}
	hull := t.Hull(s)
	out.SourceStart, out.SourceEnd = base+hull.Start, base+hull.End
	if src := t.Source(s); len(src) > 1 {
		for _, x := range src {
			out.Source = append(out.Source, [2]int{base + x.Start, base + x.End})
		}
	}
	return out
}

// Words names whom a reference stands for: by the name, else by the words that
// stand for one; "" for nobody.
func (r *Ref) Words() string {
	switch {
	case r == nil:
		return ""
	case r.Name != nil:
		return *r.Name
	case r.Span != nil:
		return r.Span.Exact
	}
	return ""
}

// Day returns the day of a time as far as it is known, "" when it is not.
func (s Stamp) Day() string {
	if s.Time == nil {
		return ""
	}
	d, _, _ := strings.Cut(*s.Time, "T")
	return d
}
