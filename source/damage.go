package source

import (
	"errors"
	"fmt"
	"io"
)

// damage is the error of a reader of packed data for a place that cannot be
// unpacked. A reader that finds the next whole piece goes on behind it: the
// error comes once, in its place, and Read may be called again.
type damage struct {
	what string // "gzip data"
	at   int64  // byte of the packed data at which the damaged piece begins; -1 if that is not known
	void bool   // nothing of the piece could be unpacked
	err  error
}

func (d *damage) Error() string {
	what := "the " + d.what
	if d.at >= 0 {
		what += fmt.Sprintf(" from byte %d on", d.at)
	}
	if errors.Is(d.err, io.ErrUnexpectedEOF) {
		return what + " end too soon"
	}
	return fmt.Sprintf("%s are damaged: %v", what, d.err)
}

func (d *damage) Unwrap() error { return d.err }

// isDamage reports whether what follows err can still be read.
func isDamage(err error) bool {
	var d *damage
	return errors.As(err, &d)
}

// isVoid reports whether err is damage of a piece of which nothing was read.
func isVoid(err error) bool {
	var d *damage
	return errors.As(err, &d) && d.void
}

// damaging is a reader whose errors are damage, if the data are at fault. An
// error is the last thing that comes before the end.
type damaging struct {
	r    io.Reader
	what string
	err  error // comes next
	told bool  // that the data are damaged
}

func (d *damaging) Read(p []byte) (int, error) {
	if d.err != nil {
		err := d.err
		d.told = d.told || isDamage(err)
		d.err = io.EOF
		return 0, err
	}
	n, err := d.r.Read(p)
	switch {
	case err == nil:
		return n, nil
	case errors.Is(err, io.EOF) || !ofData(err):
		d.err = err
	default:
		d.err = &damage{what: d.what, at: -1, err: err}
	}
	if n > 0 {
		return n, nil
	}
	return d.Read(p)
}
