package main

import (
	"context"
	"iter"

	"dateline/pipeline"
	"dateline/source"
	"dateline/store"
	"dateline/web"
)

// takeIn returns what puts into s what people hand in at the desk.
func takeIn(s store.Store) web.Adder {
	return func(ctx context.Context, list iter.Seq2[web.Upload, error]) ([]string, error) {
		var failed []string
		_, err := pipeline.Add(ctx, s, uploaded(ctx, list), pipeline.Options{}, func(err error) {
			failed = append(failed, oneLine(err.Error()))
		})
		return failed, err
	}
}

// uploaded yields what uploads hold. It reads one after the other, as the
// bytes of one last only until the next.
func uploaded(ctx context.Context, list iter.Seq2[web.Upload, error]) iter.Seq2[source.Item, error] {
	return func(yield func(source.Item, error) bool) {
		for u, err := range list {
			if err != nil {
				yield(source.Item{}, err)
				return
			}
			for item, err := range source.Read(ctx, u.Name, u.Data, source.Options{}) {
				if !yield(item, err) {
					return
				}
			}
		}
	}
}
