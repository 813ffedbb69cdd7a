package index

import (
	"math"
	"time"

	"dateline/record"
)

// Key is a date as a number to sort by.
type Key struct {
	Seconds int64 // since 1970-01-01 UTC; a date without an offset counts as UTC, one without a time of day, a day or a month as the beginning of what it names
	Day     int64 // the day as written, without regard to the offset, in days since 1970-01-01
	Known   bool  // false for no date and for one without a year ("--07-05")
}

// layouts are the forms that a known date has, the most frequent first.
var layouts = []string{
	"2006-01-02", "2006-01-02T15:04:05Z07:00", "2006-01-02T15:04Z07:00",
	"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01", "2006",
}

// OfStamp returns the key of s.
func OfStamp(s record.Stamp) Key {
	if s.Time == nil {
		return Key{}
	}
	for _, layout := range layouts {
		t, err := time.Parse(layout, *s.Time)
		if err != nil {
			continue
		}
		y, m, d := t.Date()
		day := time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60) // exact
		return Key{Seconds: t.Unix(), Day: day, Known: true}
	}
	return Key{}
}

// Changed returns the key of the time at which the version r was changed:
// modified, else published.
func Changed(r *record.Report) Key {
	if k := OfStamp(r.Modified); k.Known {
		return k
	}
	return OfStamp(r.Published)
}

// RankFrom returns the greatest rank that a report of the given day, as
// written, or of a later one can have; RankBefore the least one of a report of
// an earlier day. An offset moves a day by less than a day.
func RankFrom(day int64) int64 { return -(day - 1) * 24 * 60 * 60 }

// RankBefore is described at [RankFrom].
func RankBefore(day int64) int64 { return -(day + 1) * 24 * 60 * 60 }

// Undated is the Rank of an unknown date.
const Undated = math.MaxInt64

// Rank returns the number by which lists are sorted, upwards: the newest
// first, the undated last.
func (k Key) Rank() int64 {
	if !k.Known {
		return Undated
	}
	return -k.Seconds
}
