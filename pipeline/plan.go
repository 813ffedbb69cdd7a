package pipeline

import (
	"context"
	"os"

	"dateline/source"
	"dateline/store"
)

// How files become tasks: small ones several to a task, so that handing out
// costs little beside reading; of big ones, which are dumps and archives, the
// items are counted and shared out. A worker that begins in the middle of a
// file reads over what stands before, which is why a file has at most so many
// tasks.
const (
	smallFile  = 256 << 10 // bytes
	bigFile    = 4 << 20   // bytes
	smallFiles = 16        // in one task
	taskItems  = 500       // of a big file, at least
	fileTasks  = 64        // of a big file, at most
)

// Plan passes the tasks for paths to give, and errors in the place of files
// that are not there to failed. options is what their Options say. It stops at
// the first error of give, or when ctx ends.
func Plan(ctx context.Context, paths []string, options string, failed func(error), give func(store.Task) error) error {
	var small []string
	flush := func() error {
		if len(small) == 0 {
			return nil
		}
		t := store.Task{Paths: small, Options: options}
		small = nil
		return give(t)
	}
	for path, err := range source.Files(ctx, paths) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err != nil {
			failed(err)
			continue
		}
		var size int64
		if info, err := os.Stat(path); err == nil { // else it is told when it is read
			size = info.Size()
		}
		if size <= smallFile {
			small = append(small, path)
			if len(small) < smallFiles {
				continue
			}
		}
		if err := flush(); err != nil {
			return err
		}
		if size > smallFile {
			if err := planFile(ctx, path, size > bigFile, options, give); err != nil {
				return err
			}
		}
	}
	return flush()
}

// planFile gives the tasks of one file.
func planFile(ctx context.Context, path string, big bool, options string, give func(store.Task) error) error {
	t := store.Task{Paths: []string{path}, Options: options}
	if !big {
		return give(t)
	}
	items := int64(0)
	for range source.Walk(ctx, t.Paths, source.Options{}) {
		items++
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	size := max(taskItems, (items+fileTasks-1)/fileTasks)
	for t.First = 0; t.First+size < items; t.First += size {
		t.Last = t.First + size
		if err := give(t); err != nil {
			return err
		}
	}
	t.Last = 0 // to the end, however long it is by then
	return give(t)
}
