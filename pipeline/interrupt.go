package pipeline

import (
	"context"
	"iter"
)

// leaving yields what f yields. When ctx ends it ends at once, however long f
// takes over one report, and leaves f behind: the stages change nothing but
// what they make, which is dropped.
func leaving[T any](ctx context.Context, f func(yield func(T) bool)) iter.Seq[T] {
	return func(yield func(T) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		out := make(chan T)
		go func() {
			defer close(out)
			f(func(v T) bool { return send(ctx, out, v) })
		}()
		recv(ctx, out)(yield)
	}
}
