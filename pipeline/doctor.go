package pipeline

import (
	"context"
	"errors"
	"fmt"

	"dateline/record"
	"dateline/store"
	"dateline/text"
)

// Doctor looks at everything that s holds: each original against its hash,
// each span against the text and the source, what is kept beside it, and what
// engines check in their tables and indices. It passes what is wrong to found and returns how many
// versions it looked at.
func Doctor(ctx context.Context, s Whole, found func(string)) (int, error) {
	n := 0
	for e, err := range s.Entries(ctx, store.Selection{}) {
		var damage *store.DamageError
		switch {
		case errors.As(err, &damage):
			found(damage.Error())
		case err != nil:
			return n, err
		default:
			for _, what := range mismatches(&e) {
				found(fmt.Sprintf("version %s: %s", e.Line.Report.Version, what))
			}
		}
		n++
	}
	if _, err := s.Corrections(ctx); err != nil && ctx.Err() == nil {
		found("the corrections: " + err.Error())
	}
	b, err := s.Beside(ctx)
	if err != nil {
		return n, err
	}
	for e, err := range b.Earlier {
		var damage *store.DamageError
		switch {
		case errors.As(err, &damage):
			found("of an earlier record: " + damage.Error())
		case err != nil:
			return n, err
		default:
			if _, err := text.Restore(e.Line.Report.Text, e.Origin); err != nil {
				found(fmt.Sprintf("version %s: the origin of its earlier record is not that of its text: %v", e.Version, err))
			}
		}
	}
	return n, s.Check(ctx, found)
}

func mismatches(e *store.Entry) []string {
	t, err := text.Restore(e.Line.Report.Text, e.Origin)
	if err != nil {
		return []string{"its origin is not that of its text: " + err.Error()}
	}
	return record.Mismatches(&e.Line, t)
}
