package source

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"sync/atomic"
)

// DefaultMaxRecord is the size of the biggest record that is read, in bytes,
// when Options does not say another.
const DefaultMaxRecord = 32 << 20

// Options says how sources are read.
type Options struct {
	Stdin     io.Reader // what "-" stands for; nil when there is none; may block, which ends with ctx
	MaxRecord int       // bytes of the biggest record, unpacked; 0 for DefaultMaxRecord

	// Passed is told, after each source that has members which were passed
	// over, how many of what they are: "12 PNG pictures, 3 robots.txt". May be
	// nil.
	Passed func(location, what string)
	// Count grows by the bytes that are read of the sources, as they are
	// packed. May be nil.
	Count *atomic.Int64
}

// Walk yields the items of all paths, in the order of paths. A folder gives
// its files in lexical order, folders in it included; names that begin with a
// dot, scripts, style sheets and fonts of saved pages, links to folders, and
// what is no regular file are left out there. "-" is standard input.
//
// What cannot be read gives an *Error in its place and the rest still comes.
// When ctx is done its error comes last, even while standard input or a named
// pipe blocks; what waits there is left behind.
func Walk(ctx context.Context, paths []string, opt Options) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		w := walker{ctx: ctx, opt: opt, yield: yield}
		for _, path := range paths {
			if path == "-" {
				w.stdin()
			} else {
				w.named(path)
			}
			if w.stopped {
				return
			}
		}
	}
}

// Files yields the files that Walk reads for paths, without reading them, and
// an *Error in the place of what is not there. Standard input is none.
func Files(ctx context.Context, paths []string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		w := walker{ctx: ctx}
		w.yield = func(_ Item, err error) bool { return yield("", err) }
		w.list = func(path string) bool { return yield(path, nil) }
		for _, path := range paths {
			if w.stopped {
				return
			}
			w.named(path)
		}
	}
}

// Read yields the items of what r holds, as Walk does for a file. location is
// what they and the errors are called by.
func Read(ctx context.Context, location string, r io.Reader, opt Options) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		w := walker{ctx: ctx, opt: opt, yield: yield}
		w.read(location, r)
	}
}

// walker goes over paths until the caller or the context stops it.
type walker struct {
	ctx     context.Context
	opt     Options
	yield   func(Item, error) bool
	list    func(path string) bool // takes files instead of their being read; nil to read them
	stopped bool
}

// give hands on an item or an error, and reports whether to go on.
func (w *walker) give(item Item, err error) bool {
	if w.stopped {
		return false
	}
	if ctxErr := w.ctx.Err(); ctxErr != nil {
		w.stopped = true
		w.yield(Item{}, ctxErr)
		return false
	}
	w.stopped = !w.yield(item, err)
	return !w.stopped
}

func (w *walker) fail(location string, err error) {
	w.give(Item{}, &Error{Location: location, Reason: reason(err), Err: err})
}

func (w *walker) stdin() {
	if w.opt.Stdin == nil {
		w.give(Item{}, &Error{Location: "-", Reason: "there is no standard input"})
		return
	}
	w.read("-", interruptible(w.ctx, w.opt.Stdin))
}

// named reads a path that the caller gave.
func (w *walker) named(path string) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		w.fail(path, err)
	case info.IsDir():
		w.folder(path)
	case info.Mode().IsRegular() || w.list != nil:
		w.file(path)
	default:
		w.read(path, interruptible(w.ctx, &pipe{path: path}))
	}
}

func (w *walker) folder(path string) {
	entries, err := os.ReadDir(path)
	if err != nil {
		w.fail(path, err)
	}
	for _, entry := range entries {
		if w.stopped || aside(entry.Name()) {
			continue
		}
		w.entry(filepath.Join(path, entry.Name()), entry)
	}
}

// entry reads what was found in a folder.
func (w *walker) entry(path string, entry fs.DirEntry) {
	if entry.IsDir() {
		w.folder(path)
		return
	}
	mode := entry.Type()
	if mode&fs.ModeSymlink != 0 {
		info, err := os.Stat(path)
		if err != nil {
			w.fail(path, err)
			return
		}
		mode = info.Mode()
	}
	if mode.IsRegular() {
		w.file(path)
	}
}

func (w *walker) file(path string) {
	if w.list != nil {
		w.stopped = w.stopped || !w.list(path)
		return
	}
	f, err := os.Open(path)
	if err != nil {
		w.fail(path, err)
		return
	}
	defer f.Close()
	w.read(path, f)
}

func (w *walker) read(location string, r io.Reader) {
	limit := w.opt.MaxRecord
	if limit <= 0 {
		limit = DefaultMaxRecord
	}
	root := newRoot(w.ctx, r, w.opt.Count)
	s := splitter{location: location, in: newStream(root, limit), give: w.give, root: root}
	s.split()
	if w.opt.Passed != nil && len(root.passed) > 0 {
		w.opt.Passed(location, root.passed.String())
	}
}

// reason says in words why a file could not be read.
func reason(err error) string {
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "no such file or folder"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	case errors.As(err, &path):
		return path.Err.Error()
	}
	return err.Error()
}
