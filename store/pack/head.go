package pack

import (
	"encoding/json"

	"dateline/record"
	"dateline/store/index"
)

// Head are the columns of a version that hold a record.Report without its
// text, and what was not analysed; [HeadOf] gives their values.
var Head = []string{
	"location", "pointer", "offset", "shape", "outlet", "url", "title", "byline", "dateline_place", "dateline_date", "has_dateline",
	"published", "published_precision", "published_basis", "modified", "modified_precision", "modified_basis", "changed", "language",
	"not_analysed",
}

// HeadOf returns the values of Head.
func HeadOf(l *record.Line) []any {
	r := &l.Report
	place := record.Place{}
	if r.Dateline != nil {
		place = *r.Dateline
	}
	var changed *int64
	if k := index.Changed(r); k.Known {
		changed = &k.Seconds
	}
	return []any{
		r.Location, r.Pointer, r.Offset, r.Shape, r.Outlet, r.URL, r.Title, texts(r.Byline), place.Place, place.Date, r.Dateline != nil,
		r.Published.Time, r.Published.Precision, r.Published.Basis, r.Modified.Time, r.Modified.Precision, r.Modified.Basis, changed, r.Language,
		texts(l.NotAnalysed),
	}
}

// texts writes list as a JSON array.
func texts(list []string) string {
	b, _ := json.Marshal(append([]string{}, list...)) // strings always have a form
	return string(b)
}
