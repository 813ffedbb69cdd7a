package story

import (
	"cmp"
	"slices"

	"dateline/record"
)

// Report is one report to be related.
type Report struct {
	Line   *record.Line
	Origin []byte // of the report's text, as text.Text.AppendOrigin writes it; nil when it is not at hand
}

// Relate compares all reports with one another. It is a function of the set
// of reports: their order does not matter. Of several versions of one report the
// current one counts, as in the store: the one changed last (modified, else
// published; undated before all others, ties by version).
func Relate(reports []Report) record.Relations { return RelateWith(reports, Links{}) }

// RelateWith does the same with what a person says belongs together and what
// does not.
func RelateWith(reports []Report, links Links) record.Relations {
	r := NewRelater(nil)
	for _, x := range reports {
		r.Put(x)
	}
	// Nothing is read again, so nothing can fail.
	_ = r.Settle(links)
	out, _ := r.Relations()
	return out
}

// version says when a version of a report was changed.
type version struct {
	at                         float64
	version, location, pointer string
	offset                     int64
}

func versionOf(l *record.Line) version {
	at := day(l.Report.Modified.Time)
	if at == 0 {
		at = day(l.Report.Published.Time)
	}
	return version{at, l.Report.Version, l.Report.Location, l.Report.Pointer, l.Report.Offset}
}

// compare compares two versions of a report by when they were changed; the
// same bytes read from two places by the place.
func (a version) compare(b version) int {
	return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.version, b.version),
		cmp.Compare(b.location, a.location), cmp.Compare(b.pointer, a.pointer), cmp.Compare(b.offset, a.offset))
}

func round(x float64) float64 { return float64(int(x*1000+0.5)) / 1000 }

// direction says which of two pages is the earlier copy, by a credit that
// names the other's outlet or by their dates: 1 for a, -1 for b, 0 when
// nothing says so; and which of the two it is known by.
func direction(a, b *page) (int, *string) {
	why := "credit"
	switch x, y := credits(a, b), credits(b, a); {
	case x && !y:
		return -1, &why
	case y && !x:
		return 1, &why
	}
	// Days alone do not tell which of one day came first: both count as its
	// noon and are equal.
	why = "date"
	switch {
	case a.day == 0 || b.day == 0 || a.day == b.day:
		return 0, nil
	case a.day < b.day:
		return 1, &why
	}
	return -1, &why
}

// credits reports whether a credits its copy to b's outlet.
func credits(a, b *page) bool {
	return b.outlet != "" && slices.ContainsFunc(a.credits, func(c string) bool { return sameOutlet(c, b.outlet) })
}
