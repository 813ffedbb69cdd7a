package story

import (
	"strings"

	"dateline/record"
	"dateline/text"
)

// leastCoverage is how much of a report must be one copy with another for the
// other's date to be taken for its own.
const leastCoverage = 0.6

// dated gives reports without a date that of the copy they are most like. The
// basis says through whom it comes; a copy may be of another day, so the date
// is given to the day and no more.
func dated(pages []*page, same []copied) []record.DatedThrough {
	best := map[int32]copied{}
	for _, c := range same {
		a, b := pages[c.a], pages[c.b]
		if (a.day == 0) == (b.day == 0) || c.coverage < leastCoverage {
			continue
		}
		who := c.a
		if b.day == 0 {
			who = c.b
		}
		if old, ok := best[who]; !ok || c.score > old.score {
			best[who] = c
		}
	}
	var out []record.DatedThrough
	for i, p := range pages {
		c, ok := best[int32(i)]
		if !ok {
			continue
		}
		from := pages[c.a]
		if int(c.a) == i {
			from = pages[c.b]
		}
		day, precision, basis := toDay(*from.line.Report.Published.Time), "day", "only through its rewrite"
		out = append(out, record.DatedThrough{
			Report:    p.line.Report.ID,
			Published: record.Stamp{Time: &day, Precision: &precision, Basis: &basis},
			Through:   from.line.Report.ID,
		})
	}
	return out
}

func toDay(iso string) string {
	day, _, _ := strings.Cut(iso, "T")
	return day
}

// sameOutlet reports whether two names of outlets are one, case, articles and
// the words for a news agency aside.
func sameOutlet(a, b string) bool {
	bare := func(s string) string {
		var out []string
		for w := range text.Words(s) {
			switch w {
			case "the", "news", "agency", "newspaper", "com", "www":
			default:
				out = append(out, w)
			}
		}
		return strings.Join(out, " ")
	}
	x := bare(a)
	return x != "" && x == bare(b)
}
