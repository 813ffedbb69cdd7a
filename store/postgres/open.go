package postgres

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"dateline/store"
	"dateline/store/pack"
)

// oldest is the oldest version of the server that is supported.
const oldest = 150000

// Options says how to open a store. The zero Options is the usual one.
type Options struct {
	ReadOnly bool             // do not make, migrate or change anything
	Upgrade  bool             // change tables of an older format; the caller has seen to a backup
	Now      func() time.Time // the clock of the journal; nil means the system's
}

// Store is a record in a PostgreSQL database. It implements [store.Store].
type Store struct {
	path     string // the address without the password
	now      func() time.Time
	readOnly bool
	db       *pgxpool.Pool
	codec    pack.Codec
}

var _ store.Store = (*Store)(nil)

// Is reports whether address is one of this engine: postgres://… or
// postgresql://….
func Is(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Open opens the store in the database at address and makes its tables if need
// be. It refuses a database that holds something else, one that a newer program
// has made, and, without Upgrade, one of an older format. What the address leaves open is taken from
// the environment and from ~/.pgpass as libpq does. The error is a
// *[store.Error], which never shows the password.
func Open(ctx context.Context, address string, opt Options) (*Store, error) {
	s := &Store{path: Redacted(address), now: opt.Now, readOnly: opt.ReadOnly}
	if s.now == nil {
		s.now = time.Now
	}
	if err := s.open(ctx, address, opt.Upgrade); err != nil {
		s.Close()
		return nil, s.fail(ctx, "open", err)
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, address string, upgrade bool) error {
	conf, err := pgxpool.ParseConfig(address)
	if err != nil {
		return errors.New("the address is not one of PostgreSQL (postgres://user@host/database)")
	}
	conf.MaxConns = int32(max(8, 2*runtime.GOMAXPROCS(0)))
	conf.ConnConfig.ConnectTimeout = 10 * time.Second
	set := conf.ConnConfig.RuntimeParams
	set["application_name"] = "dateline"
	set["plan_cache_mode"] = "force_custom_plan" // a word may be rare or in every report
	conf.AfterConnect = func(ctx context.Context, c *pgx.Conn) error {
		sql := `SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`
		if s.readOnly {
			// Not before: the address may ask for a server that can be written to.
			sql = `SET default_transaction_read_only = on`
		}
		_, err := c.Exec(ctx, sql)
		return err
	}
	if s.codec, err = pack.NewCodec(s.path); err != nil {
		return err
	}
	if s.db, err = pgxpool.NewWithConfig(ctx, conf); err != nil {
		return err
	}
	return s.ready(ctx, conf.ConnConfig, upgrade)
}

// Close closes the store. Reads that go on end first.
func (s *Store) Close() error {
	if s.db != nil {
		s.db.Close()
	}
	s.codec.Close()
	return nil
}

// Redacted returns address without its password.
func Redacted(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "postgres://…"
	}
	if u.User != nil {
		u.User = url.User(u.User.Username())
	}
	q := u.Query()
	for _, secret := range []string{"password", "sslpassword"} {
		q.Del(secret)
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// identify returns the number of the last migration of the database, 0 for an
// empty one, or an error if it holds something else.
func (s *Store) identify(ctx context.Context) (int64, error) {
	var server, tables int64
	var marked bool
	if err := s.db.QueryRow(ctx, `
		SELECT current_setting('server_version_num')::bigint, to_regclass('`+versionTable+`') IS NOT NULL,
		       (SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm') AND relnamespace = to_regnamespace(current_schema()))`).
		Scan(&server, &marked, &tables); err != nil {
		return 0, err
	}
	switch {
	case server < oldest:
		return 0, fmt.Errorf("the server is PostgreSQL %d, and %d or later is needed", server/10000, oldest/10000)
	case !marked && tables > 0:
		return 0, errors.New("it is not a dateline store: the database holds other tables")
	case !marked:
		return 0, nil
	}
	var version int64
	if err := s.db.QueryRow(ctx, `SELECT coalesce(max(version_id), 0) FROM `+versionTable).Scan(&version); err != nil {
		return 0, err
	}
	latest, err := latestMigration()
	if err == nil && version > latest {
		err = fmt.Errorf("it was made by a newer version of dateline: its format is %d, this program knows %d", version, latest)
	}
	return version, err
}

// Size returns how many bytes the database at address takes on the server's
// disk.
func Size(ctx context.Context, address string) (int64, error) {
	c, err := pgx.Connect(ctx, address)
	if err != nil {
		return 0, err
	}
	defer c.Close(ctx)
	var n int64
	err = c.QueryRow(ctx, `SELECT pg_database_size(current_database())`).Scan(&n)
	return n, err
}
