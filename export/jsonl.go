// Package export hands out the record in forms that other programs read.
//
// What is handed out depends on the record alone, to the byte: the same
// reports give the same output on every machine, whatever the order in which
// they came.
package export

import (
	"bufio"
	"context"
	"encoding/json"
	"io"

	"dateline/store"
	"dateline/store/query"
)

// JSONL writes the record of every report that answers q as one line of JSON,
// as `read --format jsonl` prints it, in the order of [store.Store.Lines]: by
// publication, the undated last. It returns how many lines were written
// whole.
func JSONL(ctx context.Context, w io.Writer, s store.Store, q query.Query) (int, error) {
	b := bufio.NewWriterSize(w, 1<<16)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	n := 0
	for line, err := range s.Lines(ctx, q) {
		if err != nil {
			b.Flush() // what was read before is good
			return n, err
		}
		if err := enc.Encode(line); err != nil {
			return n, err
		}
		n++
	}
	return n, b.Flush()
}
