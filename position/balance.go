package position

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"dateline/language/translit"
	"dateline/record"
)

// Balance is who speaks for one side of a pair.
type Balance struct {
	Side       string `json:"side"`
	Statements int    `json:"statements"`
	Sources    int    `json:"sources"` // speakers, those alike in name once and those that are not named as they are described
	Reports    int    `json:"reports"`
	Outlets    int    `json:"outlets"`             // that are named
	Retracted  int    `json:"retracted,omitempty"` // statements that rest on a retracted report
}

// Balances counts the statements for each of two sides in reports that name
// both, which are those that a store gives for the names of [Called]: by them,
// and by who acts for them where they are states.
func Balances(lines iter.Seq2[record.Line, error], both [2]string) ([2]Balance, error) {
	var out [2]Balance
	type seen struct {
		sources          sources
		reports, outlets map[string]bool
	}
	var have [2]seen
	var pick [2]func(*record.Line, *record.Ref) bool
	for i, asked := range both {
		out[i].Side, pick[i] = Called(asked), Sides{}.pick(asked)
		have[i] = seen{sources{}, map[string]bool{}, map[string]bool{}}
	}
	for l, err := range lines {
		if err != nil {
			return out, err
		}
		for k := range l.Statements {
			x := &l.Statements[k]
			for i := range both {
				if !pick[i](&l, &x.Speaker.Ref) {
					continue
				}
				out[i].Statements++
				if l.Report.Retracted != nil {
					out[i].Retracted++
				}
				have[i].sources.add(sourceName(x))
				have[i].reports[l.Report.ID] = true
				if o := l.Report.Outlet; o != nil && *o != "" {
					have[i].outlets[*o] = true
				}
			}
		}
	}
	for i := range out {
		out[i].Sources, out[i].Reports, out[i].Outlets = have[i].sources.count(), len(have[i].reports), len(have[i].outlets)
	}
	return out, nil
}

// sources are the speakers of a side, by how the last word of a name sounds;
// names that may be one person's in two spellings stand there once.
type sources map[string][]string

func (s sources) add(name string) {
	key := name
	if w := strings.Fields(name); len(w) > 0 {
		key = translit.Key(w[len(w)-1])
	}
	if !slices.ContainsFunc(s[key], func(n string) bool { return n == name || translit.Names(n, name) != translit.Apart }) {
		s[key] = append(s[key], name)
	}
}

func (s sources) count() int {
	n := 0
	for _, list := range s {
		n += len(list)
	}
	return n
}

// sourceName names who a statement is from, for counting.
func sourceName(s *record.Statement) string {
	if n := s.Speaker.Words(); n != "" {
		return n
	}
	if s.Speaker.Role != nil {
		return *s.Speaker.Role
	}
	return ""
}

// String tells a side's balance.
func (b Balance) String() string {
	if b.Statements == 0 {
		return "nobody speaks for " + b.Side
	}
	s := fmt.Sprintf("for %s %s by %s, in %s", b.Side, count(b.Statements, "statement"), count(b.Sources, "source"), count(b.Reports, "report"))
	if b.Outlets > 0 {
		s += " of " + count(b.Outlets, "outlet")
	}
	if b.Retracted > 0 {
		s += fmt.Sprintf(" (%d rest on a retracted report)", b.Retracted)
	}
	return s
}

// count returns "1 report", "2 reports".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
