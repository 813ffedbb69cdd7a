package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"strings"

	"dateline/record"
	"dateline/store"
	"dateline/store/query"
)

// Chunk is how many rows with blobs are read at once.
const Chunk = 64

// Own reports whether err is one of those that callers of a store get as they
// are; all others are made a *store.Error.
func Own(err error) bool {
	var (
		failed *store.Error
		damage *store.DamageError
		entry  *store.EntryError
		wrong  *query.Error
	)
	return errors.As(err, &failed) || errors.As(err, &damage) || errors.As(err, &entry) || errors.As(err, &wrong) ||
		errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrCursor) || errors.Is(err, store.ErrNoJob) || errors.Is(err, store.ErrLeaseLost)
}

// Packed is a version as it is kept.
type Packed struct {
	Version, Reader             string
	Original, Line, Origin, Cut []byte // Cut is nil where none is kept
}

// damaged says that what is kept of a version is not what was put in.
func (c Codec) damaged(version, format string, args ...any) error {
	reason := fmt.Sprintf(format, args...)
	return &store.DamageError{Path: c.path, Version: version, Reason: strings.Join(strings.Fields(reason), " ")}
}

// Line unpacks the record of a version.
func (c Codec) Line(version string, packed []byte) (record.Line, error) {
	l, err := c.unpackLine(packed)
	if err != nil {
		return record.Line{}, c.damaged(version, "its record cannot be unpacked: %v", err)
	}
	return l, nil
}

// Original unpacks the original of a version and checks it against its hash.
func (c Codec) Original(version string, packed []byte) ([]byte, error) {
	data, err := c.Unpack(packed)
	if err != nil {
		return nil, c.damaged(version, "its original cannot be unpacked: %v", err)
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != version {
		return nil, c.damaged(version, "the SHA-256 of its original is now %x", sum)
	}
	return data, nil
}

// Entry unpacks a version as Put would take it.
func (c Codec) Entry(p *Packed) (e store.Entry, err error) {
	e.Reader = p.Reader
	if e.Original, err = c.Original(p.Version, p.Original); err != nil {
		return store.Entry{}, err
	}
	if e.Line, err = c.Line(p.Version, p.Line); err != nil {
		return store.Entry{}, err
	}
	var err2 error
	e.Origin, err = c.Unpack(p.Origin)
	if p.Cut != nil {
		e.Cut, err2 = c.Unpack(p.Cut)
	}
	if err := errors.Join(err, err2); err != nil {
		return store.Entry{}, c.damaged(p.Version, "its origin cannot be unpacked: %v", err)
	}
	return e, nil
}

// Entries yields versions that read gives, at most [Chunk] at a time: those
// whose ids sort behind after, in that order. An error of read ends it.
func (c Codec) Entries(after string, read func(after string) ([]Packed, error)) iter.Seq2[store.Entry, error] {
	return func(yield func(store.Entry, error) bool) {
		for at := after; ; {
			list, err := read(at)
			if err != nil {
				yield(store.Entry{}, err)
				return
			}
			for i := range list {
				at = list[i].Version
				if !yield(c.Entry(&list[i])) {
					return
				}
			}
			if len(list) < Chunk {
				return
			}
		}
	}
}
