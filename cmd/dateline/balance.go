package main

import (
	"context"
	"slices"

	"dateline/position"
	"dateline/store"
	"dateline/store/query"
)

// tellBalance tells of a pair how many speak for each side, in the reports
// that name both, of the days, outlets and places that q asks for.
func (a *app) tellBalance(ctx context.Context, s store.Store, q query.Query, both [2]string) error {
	var in query.Query
	for _, f := range q.Fields {
		if slices.Contains([]string{"after", "before", "outlet", "place", "about"}, f.Name) {
			in.Fields = append(in.Fields, f)
		}
	}
	for _, asked := range both {
		f, err := query.NewField("about", position.Called(asked))
		if err != nil {
			return err
		}
		in.Fields = append(in.Fields, f)
	}
	b, err := position.Balances(s.Lines(ctx, in), both)
	if err != nil {
		return err
	}
	a.note("balance, in reports that name both: %s; %s", b[0], b[1])
	return nil
}

// tellPair tells the balance where q asks for two parties.
func (a *app) tellPair(ctx context.Context, s store.Store, q query.Query) error {
	both, ok := pairOf(q)
	if !ok {
		return nil
	}
	return a.tellBalance(ctx, s, q, both)
}

// pairOf returns the two parties that a query asks for: both to take part, or
// one in what names a state.
func pairOf(q query.Query) (both [2]string, ok bool) {
	var parties, states []string
	for _, f := range q.Fields {
		switch {
		case f.Not:
		case f.Name == "speaker":
			parties = append(parties, f.Value)
		case f.Name == "about" && position.State(f.Value) != "":
			states = append(states, f.Value)
		}
	}
	if len(parties) == 1 {
		parties = append(parties, states...)
	}
	if len(parties) != 2 || position.Called(parties[0]) == position.Called(parties[1]) {
		return both, false
	}
	return [2]string{parties[0], parties[1]}, true
}
