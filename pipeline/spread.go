package pipeline

import (
	"context"
	"sync"
)

// spread runs f on every value of in, on so many workers at once, and sends
// what f yields, in the order of in, on the channel it returns. About as
// many values as there are workers are worked on or waiting for their turn, each with at most
// one yielded value ahead. The channel is closed when in is closed and done,
// or when ctx is; all goroutines, which wg counts, then end.
func spread[A, B any](ctx context.Context, wg *sync.WaitGroup, in <-chan A, workers int, f func(a A, yield func(B) bool)) <-chan B {
	type task struct {
		a   A
		out chan B
	}
	tasks := make(chan task)
	order := make(chan (<-chan B), workers)
	all := make(chan B)

	wg.Go(func() {
		defer close(order)
		defer close(tasks)
		for a := range recv(ctx, in) {
			t := task{a, make(chan B, 1)}
			if !send(ctx, order, (<-chan B)(t.out)) || !send(ctx, tasks, t) {
				return
			}
		}
	})
	for range workers {
		wg.Go(func() {
			for t := range tasks {
				for b := range leaving(ctx, func(yield func(B) bool) { f(t.a, yield) }) {
					if !send(ctx, t.out, b) {
						break
					}
				}
				close(t.out)
			}
		})
	}
	wg.Go(func() {
		defer close(all)
		for out := range recv(ctx, order) {
			for b := range recv(ctx, out) {
				if !send(ctx, all, b) {
					return
				}
			}
		}
	})
	return all
}

// send sends v on c and reports whether it did before ctx was done.
func send[T any](ctx context.Context, c chan<- T, v T) bool {
	select {
	case c <- v:
		return true
	case <-ctx.Done():
		return false
	}
}

// recv yields what comes on c until it is closed or ctx is done.
func recv[T any](ctx context.Context, c <-chan T) func(yield func(T) bool) {
	return func(yield func(T) bool) {
		for {
			select {
			case v, ok := <-c:
				if !ok || !yield(v) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}
