// Package pipeline runs the stages: it reads items in parallel, hands the
// results on in input order, and puts them into a store in batches. Of all that
// reading takes, it alone has goroutines, queues and clocks; each stage is a
// plain function of what came before.
//
//	items := source.Walk(ctx, paths, source.Options{})
//	err := pipeline.Read(ctx, items, pipeline.Options{}, func(r pipeline.Result) error {
//		if r.Err != nil {
//			log.Print(r.Err) // names the input; the others still come
//			return nil
//		}
//		return enc.Encode(r.Line)
//	})
//
// Memory is bounded by the number of workers, not by the number of inputs: a
// reader that is slower than the stages holds them up. An input that cannot be
// read, or on which a stage panics, becomes an error in its place and stops
// nothing. The results are the same whatever the number of workers.
package pipeline
