// Package when has dates as press reports give them: with the precision that
// is written, the basis on which they rest, and nothing added.
//
// It reads three kinds of thing. [Parse] reads a timestamp that some machine
// wrote (a JSON field, a meta tag, a feed). [ParseLine] reads a date line or a
// dateline that a person wrote ("9 February 2026", "MUSCAT, Feb. 6"). [Find]
// finds time expressions in running text ("on Monday", "last June", "April
// 7", "the 2015 deal"), and [Expr.Resolve] places one relative to the
// report's own date, or leaves it open when there is none.
//
//	ref, _ := when.Parse("2026-02-09")
//	s := "The talks resumed on Friday."
//	for _, x := range when.Find(s) {
//		d := x.Resolve(ref, when.SenseAt(s, x.Span)) // 2026-02-06, precision day, basis "weekday before the report's date"
//	}
//
// It never reads the clock and never invents a date: what the words and the
// report's date do not give stays open, and a month or a day without a year
// stays partial ("--07-05").
package when

// Precision says how much of a date is known.
type Precision uint8

const (
	None   Precision = iota // nothing is known; the zero Date
	Year                    // "2015"
	Month                   // "2025-06", or "--05" when the year is not known
	Day                     // "2026-02-09", or "--07-05" when the year is not known
	Minute                  // "2026-06-18T17:54"
	Second                  // "2026-06-18T17:54:38"
)

// Date is a point in time as far as it was written.
type Date struct {
	// ISO is the ISO 8601 form at the given precision, with the offset only
	// if one was written: "2026-06-18T17:54:38+03:30", "2026-06-18",
	// "2025-06", "2015", and without a year "--07-05" or "--05". Empty when
	// nothing is known.
	ISO string
	// Precision of ISO.
	Precision Precision
	// Basis says in a few words where the date comes from ("date line",
	// "json field content_date_start", "meta article:published_time",
	// "weekday before the report's date"). Empty when nothing is known.
	Basis string
}

// Known reports whether anything of the date is known.
func (d Date) Known() bool { return d.Precision != None }

// String returns the precision as the JSON contract writes it; "" for None.
func (p Precision) String() string {
	return [...]string{None: "", Year: "year", Month: "month", Day: "day", Minute: "minute", Second: "second"}[p]
}
