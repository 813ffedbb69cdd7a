package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dateline/language/name"
	"dateline/language/translit"
	"dateline/record"
	"dateline/store"
	"dateline/store/query"
)

// balance is who speaks for one side of a pair in the reports that name both.
type balance struct {
	Side       string `json:"side"`
	Statements int    `json:"statements"`
	Sources    int    `json:"sources"` // speakers, those alike in name once and those that are not named as they are described
	Reports    int    `json:"reports"`
	Outlets    int    `json:"outlets"`             // that are named
	Retracted  int    `json:"retracted,omitempty"` // statements that rest on a retracted report
}

// balanceOf counts the statements for each of two sides in the reports that
// answer q and name both: by them, and by who acts for them where they are
// states.
func balanceOf(ctx context.Context, s store.Store, q query.Query, both [2]string) ([2]balance, error) {
	var out [2]balance
	q.Fields = append([]query.Field(nil), q.Fields...)
	var pick [2]func(*record.Line, *record.Ref) bool
	for i, asked := range both {
		out[i].Side, pick[i] = asked, sides{}.pick(asked)
		about := asked
		if n := name.CountryName(stateOf(asked)); n != "" {
			about, out[i].Side = n, n // under which the index has a state, however it is called
		}
		f, err := query.NewField("about", about)
		if err != nil {
			return out, err
		}
		q.Fields = append(q.Fields, f)
	}
	type seen struct {
		sources          sources
		reports, outlets map[string]bool
	}
	var have [2]seen
	for i := range have {
		have[i] = seen{sources{}, map[string]bool{}, map[string]bool{}}
	}
	for l, err := range s.Lines(ctx, q) {
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
				if o := value(l.Report.Outlet); o != "" {
					have[i].outlets[o] = true
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
	if n := party(&s.Speaker.Ref); n != "" {
		return n
	}
	return value(s.Speaker.Role)
}

// words tells a side's balance.
func (b balance) words() string {
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

// tellBalance tells of a pair how many speak for each side.
func (a *app) tellBalance(ctx context.Context, s store.Store, q query.Query, one, other string) error {
	b, err := balanceOf(ctx, s, q, [2]string{one, other})
	if err != nil {
		return err
	}
	a.note("balance, in reports that name both: %s; %s", b[0].words(), b[1].words())
	return nil
}
