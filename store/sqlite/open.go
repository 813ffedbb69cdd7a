package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"dateline/store"
	"dateline/store/pack"
)

//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks a file as a dateline store: "dtln" in ASCII.
const applicationID = 0x64746c6e

// busyTimeout is how long to wait for another program that writes.
const busyTimeout = 10 * time.Second

// Options says how to open a store. The zero Options is the usual one.
type Options struct {
	ReadOnly bool             // do not make, migrate or change the file
	Now      func() time.Time // the clock of the journal; nil means the system's
}

// Store is a record in an SQLite file. It implements [store.Store].
type Store struct {
	path   string
	now    func() time.Time
	write  *sql.DB // one connection; nil when read-only
	read   *sql.DB
	params []string // of the connections of read
	codec  pack.Codec

	probeCost int // see frequent
	walkFrom  int // see walk
}

var _ store.Store = (*Store)(nil)

// Open opens the store in the file at path and makes or migrates it if need
// be. It refuses a file that is no dateline store and one that a newer program
// has made. The error is a *[store.Error].
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	for tries := 1; ; tries++ {
		s := &Store{path: path, now: opt.Now, probeCost: probeCost, walkFrom: walkFrom}
		if s.now == nil {
			s.now = time.Now
		}
		err := s.open(ctx, opt)
		if err == nil {
			return s, nil
		}
		s.Close()
		// The last program to close the file takes its log away, which one
		// that opens it at that moment meets as an error of the disk.
		if code(err) != diskError || tries == 5 {
			return nil, s.fail(ctx, "open", err)
		}
		select {
		case <-ctx.Done():
			return nil, s.fail(ctx, "open", err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (s *Store) open(ctx context.Context, opt Options) error {
	if err := checkPath(s.path, opt.ReadOnly); err != nil {
		return err
	}
	c, err := pack.NewCodec(s.path)
	if err != nil {
		return err
	}
	s.codec = c
	if opt.ReadOnly {
		return s.openReadOnly(ctx)
	}
	if s.write, err = connect(s.path, "mode=rwc", "_txlock=immediate", pragma("foreign_keys(1)"), pragma("synchronous(FULL)"), pragma("cache_size(-32768)"), pragma("journal_size_limit(67108864)")); err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	if err := s.ready(ctx); err != nil {
		return err
	}
	return s.openReaders("mode=rw", pragma("query_only(1)"))
}

// openReadOnly opens the file for reading alone. Where SQLite cannot make the
// files that it needs beside it, as on a disk that may not be written to, the
// file is read as one that nobody changes; that is right only if no log is
// left beside it.
func (s *Store) openReadOnly(ctx context.Context) error {
	if err := s.openReaders("mode=ro"); err != nil {
		return err
	}
	version, err := identify(ctx, s.read)
	if c := code(err); c == cantOpen || c == readOnly {
		if info, e := os.Stat(s.path + "-wal"); e == nil && info.Size() > 0 {
			return errors.New("the folder may not be written to and the file was not closed in order")
		}
		s.read.Close()
		if err := s.openReaders("mode=ro", "immutable=1"); err != nil {
			return err
		}
		version, err = identify(ctx, s.read)
	}
	if err != nil {
		return err
	}
	latest, err := latestMigration()
	if err != nil {
		return err
	}
	if version == 0 {
		return errors.New("there is nothing in it yet: dateline add puts reports into it")
	}
	if version < latest {
		return errors.New("it was made by an older version of dateline: open it once for writing")
	}
	return nil
}

func (s *Store) openReaders(params ...string) (err error) {
	s.params = params
	n := max(4, runtime.GOMAXPROCS(0))
	// Pages that are asked for often are not read from the file again: half of
	// the time of a page of the desk at 100,000 reports.
	const all, least = 256 << 10, 8 << 10 // KiB, of idle readers together and of each
	cache := pragma(fmt.Sprintf("cache_size(-%d)", max(least, all/n)))
	if s.read, err = connect(s.path, append(params, cache)...); err != nil {
		return err
	}
	s.read.SetMaxIdleConns(n)
	s.read.SetMaxOpenConns(4 * n)
	return nil
}

// Close closes the store. Reads that go on end first.
func (s *Store) Close() error {
	var errs []error
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	s.codec.Close()
	return s.fail(context.Background(), "close", errors.Join(errs...))
}

// checkPath returns an error for what cannot be a store's file, since
// SQLite's own are less clear.
func checkPath(path string, mustBe bool) error {
	if path == "" || path == ":memory:" {
		return errors.New("a store is a file, and none is named")
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return errors.New("it is a folder")
	case errors.Is(err, fs.ErrNotExist):
		dir := filepath.Dir(path)
		if _, e := os.Stat(dir); mustBe || e == nil {
			if mustBe {
				return fmt.Errorf("there is no such file: %w", fs.ErrNotExist)
			}
			return nil
		}
		return fmt.Errorf("there is no folder %s: %w", dir, fs.ErrNotExist)
	}
	return nil
}

func pragma(p string) string { return "_pragma=" + p }

// connect returns a pool of connections to the file at path.
func connect(path string, params ...string) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	abs = filepath.ToSlash(abs)
	if !strings.HasPrefix(abs, "/") {
		abs = "/" + abs // a drive letter
	}
	params = append(params, "_dqs=0", pragma(fmt.Sprintf("busy_timeout(%d)", busyTimeout.Milliseconds())))
	u := url.URL{Scheme: "file", Path: abs, RawQuery: strings.Join(params, "&")}
	return sql.Open("sqlite", u.String())
}

// identify returns the number of the last migration of the file behind db, 0
// for an empty file, or an error if it is no store that this program knows.
func identify(ctx context.Context, db *sql.DB) (int64, error) {
	var id, version, tables int64
	err := db.QueryRowContext(ctx, `
		SELECT (SELECT application_id FROM pragma_application_id),
		       (SELECT user_version FROM pragma_user_version),
		       (SELECT count(*) FROM sqlite_schema)`).Scan(&id, &version, &tables)
	if err != nil {
		return 0, err
	}
	latest, err := latestMigration()
	switch {
	case err != nil:
		return 0, err
	case id == 0 && version == 0 && tables == 0:
		return 0, nil
	case id != applicationID:
		return 0, errors.New("it is not a dateline store: the SQLite file of another program")
	case version > latest:
		return 0, fmt.Errorf("it was made by a newer version of dateline: its format is %d, this program knows %d", version, latest)
	}
	return version, nil
}
