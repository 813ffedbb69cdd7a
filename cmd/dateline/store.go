package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"dateline/store"
	"dateline/store/corrected"
	"dateline/store/postgres"
	"dateline/store/query"
	"dateline/store/sqlite"
)

// engine is what every engine of the store can do.
type engine interface {
	store.Store
	store.Queue
	store.Upkeep
	store.Corrections
	store.Relations
}

// shown is a record as people corrected it, with all that its engine can do.
type shown struct {
	corrected.Store
	store.Queue
	kept     engine // as it was read
	writable bool
}

// makeStore opens the record, and makes it, with the folder of its file, if
// need be.
func (a *app) makeStore(ctx context.Context) (engine, error) {
	return makeStoreAt(ctx, a.storeFile())
}

// haveStore opens the record, which must be there, for reading, as people
// corrected it.
func (a *app) haveStore(ctx context.Context) (engine, error) {
	s, err := a.keptStore(ctx)
	if err != nil {
		return nil, err
	}
	return shown{corrected.New(s), s, s, false}, nil
}

// asked opens the record, which must be there, for reading, as people corrected
// it, and reads what is asked of it.
func (a *app) asked(ctx context.Context, f *filterFlags, args []string) (engine, query.Query, error) {
	q, err := f.query(args)
	if err != nil {
		return nil, q, err
	}
	s, err := a.haveStore(ctx)
	return s, q, err
}

// changeStore opens the record, which must be there, as people corrected it:
// for writing if it can be. What is worked out of a record is kept beside it,
// and a server numbers its changes only for who may write.
func (a *app) changeStore(ctx context.Context) (engine, error) {
	s, err := a.haveStore(ctx)
	if err != nil {
		return nil, err
	}
	w, err := a.makeStore(ctx)
	if err != nil {
		return s, ctx.Err()
	}
	return shown{corrected.New(w), w, w, true}, s.Close()
}

// keptStore opens the record, which must be there, for reading, as it was read.
func (a *app) keptStore(ctx context.Context) (engine, error) {
	return haveStoreAt(ctx, a.storeFile())
}

// makeStoreAt opens the record at a path or an address.
func makeStoreAt(ctx context.Context, path string) (engine, error) {
	if postgres.Is(path) {
		return opened(postgres.Open(ctx, path, postgres.Options{}))
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("store %s: %w", path, err)
	}
	return opened(sqlite.Open(ctx, path, sqlite.Options{}))
}

// haveStoreAt opens the record at a path or an address for reading.
func haveStoreAt(ctx context.Context, path string) (engine, error) {
	if postgres.Is(path) {
		return opened(postgres.Open(ctx, path, postgres.Options{ReadOnly: true}))
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there is no record at %s yet: dateline add makes one", path)
	}
	return opened(sqlite.Open(ctx, path, sqlite.Options{ReadOnly: true}))
}

// copiedStore opens the record at a path or an address, which must be there,
// for copying: on a server for writing if it can be, since a server numbers its
// changes only for who may write.
func copiedStore(ctx context.Context, path string) (engine, error) {
	s, err := haveStoreAt(ctx, path)
	if err != nil || !postgres.Is(path) {
		return s, err
	}
	w, err := makeStoreAt(ctx, path)
	if err != nil {
		return s, ctx.Err()
	}
	return w, s.Close()
}

// opened returns a store that was opened as the interface; nil beside an
// error.
func opened[S engine](s S, err error) (engine, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}
