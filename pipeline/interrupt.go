package pipeline

import (
	"context"
	"io"
)

// Interruptible returns a reader of r whose Read gives up with the cause of
// ctx's end even while r blocks, as standard input does. A goroutine reads
// ahead by one buffer; where r blocks for good, it ends with the process.
func Interruptible(ctx context.Context, r io.Reader) io.Reader {
	out, in := io.Pipe()
	context.AfterFunc(ctx, func() { in.CloseWithError(context.Cause(ctx)) })
	go func() {
		_, err := io.Copy(in, r)
		in.CloseWithError(err)
	}()
	return out
}
