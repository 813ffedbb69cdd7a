package main

import (
	"context"

	"dateline/position"
	"dateline/store"
	"dateline/store/query"
)

// tellBalance tells of a pair how many speak for each side, in the reports
// that answer q and name both.
func (a *app) tellBalance(ctx context.Context, s store.Store, q query.Query, one, other string) error {
	both := [2]string{one, other}
	q.Fields = append([]query.Field(nil), q.Fields...)
	for _, asked := range both {
		f, err := query.NewField("about", position.Called(asked))
		if err != nil {
			return err
		}
		q.Fields = append(q.Fields, f)
	}
	b, err := position.Balances(s.Lines(ctx, q), both)
	if err != nil {
		return err
	}
	a.note("balance, in reports that name both: %s; %s", b[0], b[1])
	return nil
}
