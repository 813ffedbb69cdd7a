package source

import (
	"context"
	"io"
	"os"
)

// interruptible returns a reader of r whose Read gives up with the cause of
// ctx's end even while r blocks, as standard input and pipes do. A goroutine
// reads ahead by one buffer; where r blocks for good, it ends with the process.
func interruptible(ctx context.Context, r io.Reader) io.Reader {
	out, in := io.Pipe()
	context.AfterFunc(ctx, func() { in.CloseWithError(context.Cause(ctx)) })
	go func() {
		_, err := io.Copy(in, r)
		in.CloseWithError(err)
	}()
	return out
}

// pipe is a path whose opening may block, as that of a named pipe does until
// somebody writes. It is opened by the first Read and closed when all is read.
type pipe struct {
	path string
	f    *os.File
}

func (p *pipe) Read(b []byte) (n int, err error) {
	if p.f == nil {
		if p.f, err = os.Open(p.path); err != nil {
			return 0, err
		}
	}
	if n, err = p.f.Read(b); err != nil {
		p.f.Close()
	}
	return n, err
}
