package pipeline

import (
	"fmt"
	"runtime/debug"

	"dateline/source"
)

// PanicError is a panic of a stage, caught: a fault of the program, not of
// the input.
type PanicError struct {
	Stage    string // "article", or "analysis" for what follows it: language, statement, record
	Location string // of the input
	Pointer  string // in the input; "" for all of it
	Value    any    // what was panicked with
	Stack    []byte
}

func panicked(stage string, item source.Item, v any) *PanicError {
	return &PanicError{Stage: stage, Location: item.Location, Pointer: item.Pointer, Value: v, Stack: debug.Stack()}
}

func (e *PanicError) Error() string {
	at := e.Location
	if at == "" {
		at = "inputs"
	}
	if e.Pointer != "" {
		at += ": " + e.Pointer
	}
	return fmt.Sprintf("%s: fault in %s: %v", at, e.Stage, e.Value)
}
