package postgres

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"dateline/store"
	"dateline/store/pack"
)

// reasons puts PostgreSQL's error codes, or their classes, into words.
// https://www.postgresql.org/docs/current/errcodes-appendix.html
var reasons = map[string]string{
	"53100": "the server's disk is full",
	"53200": "the server is out of memory",
	"53300": "the server has no connection left",
	"25006": "it may not be written to: the server or the session is read-only",
	"42501": "permission denied",
	"28":    "the server refuses this user or password",
	"3D000": "there is no such database",
	"57P01": lost,
	"57P02": lost,
	"57P03": "the server is starting or stopping",
	"57014": "the server cancelled it",
	"55P03": "another program holds a lock on it",
	"58030": "the server's disk gave an error",
	"XX001": "the database is damaged",
	"XX002": "an index of the database is damaged",
	"08":    lost,
}

const lost = "the connection to the server was lost"

// code returns PostgreSQL's code of err, "" if there is none.
func code(err error) string {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// conflict reports whether err says that other transactions were in the way,
// so that the same thing may be tried again.
func conflict(err error) bool {
	c := code(err)
	return errors.Is(err, errAgain) || c == "40001" || c == "40P01"
}

// errAgain is returned inside the package when a transaction was overtaken.
var errAgain = errors.New("another program changed the same reports")

// fail makes of err what callers get: the error of ctx if it ended, those of
// the package's own types as they are, all others with the address and the
// reason.
func (s *Store) fail(ctx context.Context, op string, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case pack.Own(err):
		return err
	}
	return &store.Error{Path: s.path, Op: op, Reason: reason(err), Err: err}
}

func reason(err error) string {
	if c := code(err); c != "" {
		if r, ok := reasons[c]; ok {
			return r
		}
		if r, ok := reasons[c[:2]]; ok {
			return r
		}
	}
	var unconnected *pgconn.ConnectError
	var network *net.OpError
	switch {
	case errors.As(err, &unconnected) && errors.Is(err, syscall.ECONNREFUSED):
		return "nothing answers at its address: is the server running?"
	case errors.As(err, &unconnected):
		return "the server cannot be reached: " + oneLine(errors.Unwrap(err))
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.As(err, &network), strings.Contains(err.Error(), "conn closed"):
		return lost
	}
	return oneLine(err)
}

func oneLine(err error) string {
	if err == nil {
		return ""
	}
	return strings.Join(strings.Fields(err.Error()), " ")
}

// none reports whether err says that a row is not there.
func none(err error) bool { return errors.Is(err, pgx.ErrNoRows) }
