package source

import (
	"fmt"
)

// Item is one piece of a source as the article readers get it: a whole file,
// a line of a JSON lines dump, an element of a JSON array.
type Item struct {
	Location string // file path as given or found by walking, URL, or "-" for standard input
	Pointer  string // where in the source Data stands: "line 12", "/3" (JSON pointer); "" for all of it
	Offset   int64  // byte offset of Data in the source
	Data     []byte // never changed after the item was made
	Hint     string // media type, when something outside Data says it ("text/html; charset=utf-8"); else ""
}

// Error tells which input could not be read, where in it, and why. It prints
// on one line: "talks.json: line 3: not valid JSON: …".
type Error struct {
	Location string // file path, URL, or "-"
	Place    string // "line 3", "byte 1024", "/0/items/4"; "" for the whole input
	Reason   string // in words, on one line
	Err      error  // the cause, if there is one
}

func (e *Error) Error() string {
	if e.Place == "" {
		return fmt.Sprintf("%s: %s", e.Location, e.Reason)
	}
	return fmt.Sprintf("%s: %s: %s", e.Location, e.Place, e.Reason)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }
