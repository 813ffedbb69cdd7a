package story

import (
	"strings"

	"dateline/record"
)

// What becomes of a planned meeting that no report tells more of.
const (
	Due    = "due"    // its day is to come
	Lapsed = "lapsed" // its day is over
	// What nobody is to wait for, since somebody says that its report does not
	// tell of it.
	Retracted = "retracted"
)

// Telling is a meeting as one report tells it.
type Telling struct {
	Meeting   *record.Meeting
	Published record.Stamp // of the report
}

// Became says what became of a meeting by a day (ISO 8601), going by what
// reports tell: its own status and, for one that was planned for a day, whether
// it is [Due], or the status under which another report tells of it, of that
// day or from then on, or [Lapsed]. What was [Retracted] tells nothing.
func Became(m *record.Meeting, told []Telling, on string) string {
	if record.Retraction(m.Corrections) != nil {
		return Retracted
	}
	if m.Status != "planned" || m.Date == nil {
		return m.Status
	}
	planned := fullDay(m.Date.ISO)
	if planned == "" {
		return m.Status
	}
	if planned >= on {
		return Due
	}
	for _, x := range told {
		if x.Meeting.Status == "planned" || record.Retraction(x.Meeting.Corrections) != nil || !sameParties(m, x.Meeting) {
			continue
		}
		if d := x.Meeting.Date; d != nil && d.ISO != nil {
			if strings.HasPrefix(*d.ISO, planned) {
				return x.Meeting.Status
			}
			continue
		}
		if day := fullDay(x.Published.Time); day >= planned && day <= on {
			return x.Meeting.Status
		}
	}
	return Lapsed
}

// fullDay is the day of an ISO date that names one, else "".
func fullDay(iso *string) string {
	const n = len("2026-02-09")
	if iso == nil || len(*iso) < n || (*iso)[0] == '-' {
		return ""
	}
	return (*iso)[:n]
}

// sameParties reports whether two meetings share two parties, or all of the
// shorter list.
func sameParties(a, b *record.Meeting) bool {
	n := 0
	for i := range a.Parties {
		for k := range b.Parties {
			x, y := &a.Parties[i], &b.Parties[k]
			if x.Actor != nil && y.Actor != nil && len(*x.Actor) == 3 && *x.Actor == *y.Actor || called(x) != "" && strings.EqualFold(called(x), called(y)) {
				n++
				break
			}
		}
	}
	return n >= 2 || n > 0 && n == min(len(a.Parties), len(b.Parties))
}

// called is the name of a party, else the words that stand for it.
func called(r *record.Ref) string {
	switch {
	case r.Name != nil:
		return *r.Name
	case r.Span != nil:
		return r.Span.Exact
	}
	return ""
}
