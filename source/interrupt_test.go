package source

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestInterruptible(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	r, w := io.Pipe()
	defer w.Close()
	in := interruptible(ctx, r)
	go w.Write([]byte("so far"))
	buf := make([]byte, 6)
	if _, err := io.ReadFull(in, buf); err != nil || string(buf) != "so far" {
		t.Fatalf("read %q, %v", buf, err)
	}
	stop := errors.New("stop")
	cancel(stop)
	if _, err := in.Read(buf); !errors.Is(err, stop) {
		t.Errorf("got %v, want the cause", err)
	}

	whole, err := io.ReadAll(interruptible(t.Context(), strings.NewReader("all of it")))
	if err != nil || string(whole) != "all of it" {
		t.Errorf("read %q, %v", whole, err)
	}
}
