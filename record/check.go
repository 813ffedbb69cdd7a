package record

import (
	"fmt"
	"reflect"

	"dateline/text"
)

// Mismatches returns what of l does not stand where it says in t, the text of
// its report with its origin: a line for each such span. Every span must be
// the one that [At] makes of its place in the text.
func Mismatches(l *Line, t text.Text) []string {
	var out []string
	if l.Report.Text != t.String() {
		return []string{"report.text: it is not the text of its origin"}
	}
	points := t.Point(t.Len())
	walkSpans(reflect.ValueOf(l).Elem(), "", func(path string, s Span) {
		if s.Start < 0 || s.End < s.Start || s.End > points {
			out = append(out, fmt.Sprintf("%s: [%d:%d] is not in the text, which has %d characters", path, s.Start, s.End, points))
			return
		}
		want := At(t, text.Span{Start: t.Offset(s.Start), End: t.Offset(s.End)}, l.Report.Offset)
		switch {
		case s.Exact != want.Exact:
			out = append(out, fmt.Sprintf("%s: [%d:%d] is %q in the text, not %q", path, s.Start, s.End, want.Exact, s.Exact))
		case !reflect.DeepEqual(s, want):
			out = append(out, fmt.Sprintf("%s: %q stands at bytes %d–%d of the source, not %d–%d", path, s.Exact, want.SourceStart, want.SourceEnd, s.SourceStart, s.SourceEnd))
		}
	})
	return out
}

var spanType = reflect.TypeFor[Span]()

// walkSpans calls f with every span in v and where it stands there.
func walkSpans(v reflect.Value, path string, f func(path string, s Span)) {
	switch {
	case v.Type() == spanType:
		f(path, v.Interface().(Span))
	case v.Kind() == reflect.Pointer && !v.IsNil():
		walkSpans(v.Elem(), path, f)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() {
				walkSpans(v.Field(i), path+"."+field.Name, f)
			}
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			walkSpans(v.Index(i), fmt.Sprintf("%s[%d]", path, i), f)
		}
	}
}
