package when

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestResolve(t *testing.T) {
	for _, c := range []struct {
		expr, ref                      string
		unknown, past, future, undated string
	}{
		// 2026-02-09 is a Monday.
		{"on Monday", "2026-02-09", "2026-02-09", "2026-02-09", "2026-02-09", ""},
		{"on Tuesday", "2026-02-09", "2026-02-03", "2026-02-03", "2026-02-10", ""},
		{"last Monday", "2026-02-09", "2026-02-02", "2026-02-02", "2026-02-02", ""},
		{"next Tuesday", "2026-02-09", "2026-02-10", "2026-02-10", "2026-02-10", ""},
		{"this Friday", "2026-02-09", "2026-02-13", "2026-02-06", "2026-02-13", ""},
		{"this Monday", "2026-02-09", "2026-02-09", "2026-02-09", "2026-02-09", ""},
		{"on Friday next week", "2026-02-09", "2026-02-20", "2026-02-20", "2026-02-20", ""},
		{"on Monday", "2026-02", "", "", "", ""},
		{"on Monday", "--02-09", "", "", "", ""},
		{"on Friday", "2026-02-09T00:10:00+03:30", "2026-02-06", "2026-02-06", "2026-02-13", ""},
		{"last June", "2026-02-09", "2025-06", "2025-06", "2025-06", ""},
		{"last June", "2026-06-09", "2025-06", "2025-06", "2025-06", ""},
		{"last June", "2026-07-01", "2026-06", "2026-06", "2026-06", ""},
		{"next June", "2026-06-09", "2027-06", "2027-06", "2027-06", ""},
		{"this June", "2026-02", "2026-06", "2026-06", "2026-06", ""},
		{"in May", "2026-02-09", "--05", "2025-05", "2026-05", "--05"},
		{"in May", "2026-05-09", "2026-05", "2026-05", "2026-05", "--05"},
		{"in January", "2026-02", "2026-01", "2026-01", "2027-01", "--01"},
		{"in March", "2026-02-09", "2026-03", "2025-03", "2026-03", "--03"},
		{"in May last year", "2026-02-09", "2025-05", "2025-05", "2025-05", ""},
		{"in May", "2026", "--05", "--05", "--05", "--05"},
		{"on April 7", "2026-06-18", "2026-04-07", "2026-04-07", "2027-04-07", "--04-07"},
		{"on July 5", "2026-02-09", "--07-05", "2025-07-05", "2026-07-05", "--07-05"},
		{"on February 10", "2026-02-09", "2026-02-10", "2026-02-10", "2026-02-10", "--02-10"}, // a day of grace for time zones
		{"on February 11", "2026-02-09", "2026-02-11", "2025-02-11", "2026-02-11", "--02-11"},
		{"on Feb. 29", "2026-02-09", "--02-29", "2024-02-29", "2028-02-29", "--02-29"},
		{"Sunday, July 5", "2026-06-18", "2026-07-05", "--07-05", "2026-07-05", "--07-05"}, // no year near by has it,
		{"the September 11 attacks", "2026-10-01", "--09-11", "--09-11", "--09-11", "--09-11"},
		{"on April 7, 2015", "2026-06-18", "2015-04-07", "2015-04-07", "2015-04-07", "2015-04-07"},
		{"April 7, 2015 at 6 p.m.", "2026-06-18", "2015-04-07T18:00", "2015-04-07T18:00", "2015-04-07T18:00", "2015-04-07T18:00"},
		{"today", "2026-02-09", "2026-02-09", "2026-02-09", "2026-02-09", ""},
		{"yesterday", "2026-03-01", "2026-02-28", "2026-02-28", "2026-02-28", ""},
		{"two days ago", "2026-01-01", "2025-12-30", "2025-12-30", "2025-12-30", ""},
		{"two months ago", "2026-01-31", "2025-11", "2025-11", "2025-11", ""},
		{"last month", "2026-01", "2025-12", "2025-12", "2025-12", ""},
		{"last year", "2026", "2025", "2025", "2025", ""},
		{"a week ago", "2026-02-09", "2026-02", "2026-02", "2026-02", ""},
		{"last week", "2026-01-08", "", "", "", ""}, // 29 December to 4 January
		{"a few days ago", "2026-02-09", "", "", "", ""},
		{"999 years ago", "2026-02-09", "", "", "", ""},
		{"the previous Friday", "2026-02-09", "", "", "", ""},
		{"Good Friday", "2026-02-09", "", "", "", ""},
	} {
		xs := Find(c.expr)
		if len(xs) != 1 {
			t.Errorf("Find(%q) finds %d expressions", c.expr, len(xs))
			continue
		}
		ref, ok := Parse(c.ref)
		if !ok {
			ref = Date{ISO: c.ref, Precision: Day}
		}
		got := [4]string{
			xs[0].Resolve(ref, Unknown).ISO, xs[0].Resolve(ref, Past).ISO,
			xs[0].Resolve(ref, Future).ISO, xs[0].Resolve(Date{}, Past).ISO,
		}
		if want := [4]string{c.unknown, c.past, c.future, c.undated}; got != want {
			t.Errorf("%q in a report of %s\n got %q\nwant %q", c.expr, c.ref, got, want)
		}
	}
}

func TestBasis(t *testing.T) {
	ref, _ := Parse("2026-02-09")
	for expr, want := range map[string]string{
		"on Monday":           "weekday of the report's date",
		"on Friday":           "weekday before the report's date",
		"next Friday":         "weekday after the report's date",
		"on Friday last week": "weekday in a week counted from the report's date",
		"on April 7":          "year from the report's date",
		"on April 7, 2015":    "as written",
		"today":               "the report's date",
		"two days ago":        "counted from the report's date",
		"last week":           "week counted from the report's date",
		"Good Friday":         "",
	} {
		if got := Find(expr)[0].Resolve(ref, Past).Basis; got != want {
			t.Errorf("basis of %q = %q, want %q", expr, got, want)
		}
	}
}

// drawDay draws a day that a report can have.
func drawDay(t *rapid.T) time.Time {
	n := rapid.IntRange(0, 365*200).Draw(t, "days after 1950")
	return time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n)
}

// A weekday lies within seven days of the report, on the right side, and is
// that weekday.
func TestWeekdayProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := drawDay(t)
		want := time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday"))
		lead := rapid.SampledFrom([]string{"on ", "", "last ", "next ", "by "}).Draw(t, "lead")
		sense := Sense(rapid.IntRange(0, 2).Draw(t, "sense"))
		ref, ok := Parse(day.Format(time.DateOnly))
		if !ok {
			t.Fatalf("Parse refuses %v", day)
		}
		d := Find(lead + want.String())[0].Resolve(ref, sense)
		got, err := time.Parse(time.DateOnly, d.ISO)
		if err != nil || got.Weekday() != want {
			t.Fatalf("%q is no %v", d.ISO, want)
		}
		low, high := -6, 0
		switch {
		case lead == "last ":
			low, high = -7, -1
		case lead == "next ":
			low, high = 1, 7
		case sense == Future:
			low, high = 0, 6
		}
		if off := int(got.Sub(day).Hours() / 24); off < low || off > high {
			t.Fatalf("%s%v in a report of %v lies %d days away, want %d to %d", lead, want, day, off, low, high)
		}
	})
}

// The calendar is that of the standard library.
func TestCalendarProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := drawDay(t)
		c := civil{day.Year(), int(day.Month()), day.Day()}
		n := rapid.IntRange(-3000, 3000).Draw(t, "n")
		want := day.AddDate(0, 0, n)
		if got := c.add(n).date("").ISO; got != want.Format(time.DateOnly) {
			t.Fatalf("%v %+d days = %s, want %v", day, n, got, want)
		}
		if got := c.weekday() % 7; got != int(day.Weekday()) {
			t.Fatalf("weekday of %v = %d", day, got)
		}
		if c.number() != int(day.Unix()/86400) {
			t.Fatalf("number of %v = %d", day, c.number())
		}
	})
}

// What Parse gives back, Parse reads as the same.
func TestParseRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := drawDay(t).Add(time.Duration(rapid.IntRange(0, 86399).Draw(t, "second")) * time.Second)
		layout := rapid.SampledFrom([]string{
			time.RFC3339, time.RFC3339Nano, time.RFC1123, time.RFC1123Z, time.DateTime, time.DateOnly, time.ANSIC,
			time.UnixDate, time.RubyDate, "20060102T150405Z0700", "2006-01-02T15:04-07", "2006-01", "2006", "2 January 2006",
			"Jan. 2, 2006 3:04 PM", "Monday, January 2, 2006",
		}).Draw(t, "layout")
		zone := rapid.SampledFrom([]*time.Location{time.UTC, time.FixedZone("", 12600), time.FixedZone("", -5*3600)}).Draw(t, "zone")
		s := at.In(zone).Format(layout)
		d, ok := Parse(s)
		if !ok {
			t.Fatalf("Parse(%q) refuses", s)
		}
		again, ok := Parse(d.ISO)
		if !ok || again != d {
			t.Fatalf("Parse(%q) = %+v, and of that %+v, %v", s, d, again, ok)
		}
		want := at.In(zone).Format(map[Precision]string{
			Year: "2006", Month: "2006-01", Day: "2006-01-02", Minute: "2006-01-02T15:04", Second: "2006-01-02T15:04:05",
		}[d.Precision])
		if d.ISO[:len(want)] != want {
			t.Fatalf("Parse(%q) = %q, want %q", s, d.ISO, want)
		}
	})
}
