package story

import (
	"strings"

	"dateline/record"
	"dateline/text"
)

// leastCoverage is how much of a report must be one copy with another for the
// other's date to be taken for its own.
const leastCoverage = 0.6

// settleDates gives reports without a date that of the copy they are most
// like. The basis says through whom it comes; a copy may be of another day, so
// the date is given to the day and no more.
func (r *Relater) settleDates() {
	x := &r.lineage
	asked := map[*page]bool{}
	for c := range x.changed {
		for _, p := range []*page{c.a, c.b} {
			if p.day == 0 {
				asked[p] = true
			}
		}
	}
	for p := range asked {
		var best *copied
		for _, c := range p.copies {
			if (c.a.day == 0) == (c.b.day == 0) || c.coverage < leastCoverage {
				continue
			}
			if best == nil || c.score > best.score || c.score == best.score && compareCopies(c, best) < 0 {
				best = c
			}
		}
		var through *page
		if best != nil && !p.gone {
			if through = best.a; through == p {
				through = best.b
			}
		}
		if p.through != through {
			p.through = through
			x.dates[p] = true
		}
	}
}

// datedThrough writes the date that a page has through its copy.
func (p *page) datedThrough() record.DatedThrough {
	day, precision, basis := toDay(p.through.time), "day", "only through its rewrite"
	return record.DatedThrough{
		Report:    p.id,
		Published: record.Stamp{Time: &day, Precision: &precision, Basis: &basis},
		Through:   p.through.id,
	}
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
