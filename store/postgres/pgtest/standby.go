package pgtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Standby starts a server that follows s and can take over. From then on each
// commit on s waits until the standby has it on disk.
func (s *Server) Standby(t testing.TB) *Server {
	t.Helper()
	dir, err := os.MkdirTemp("", "dateline-pg-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	uid, gid, _, err := ordinary()
	if err := errors.Join(err, os.Chmod(dir, 0o755), os.Chown(dir, uid, gid)); err != nil {
		t.Fatal(err)
	}
	b := &Server{bin: s.bin, dir: dir, who: s.who}
	if b.port, err = freePort(); err != nil {
		t.Fatal(err)
	}
	follow := exec.Command(filepath.Join(s.bin, "pg_basebackup"), "-h", "127.0.0.1", "-p", strconv.Itoa(s.port), "-U", "dateline",
		"-D", b.data(), "-R", "-X", "stream", "-c", "fast", "--no-sync")
	follow.SysProcAttr, follow.Dir = s.who, dir
	if out, err := follow.CombinedOutput(); err != nil {
		t.Fatalf("pg_basebackup: %v: %s", err, out)
	}
	conf, err := os.OpenFile(filepath.Join(b.data(), "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = fmt.Fprintf(conf, "\nport = %d\n", b.port)
	if err := errors.Join(err, conf.Close()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.stop)
	if err := b.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{`ALTER SYSTEM SET synchronous_standby_names = '*'`, `SELECT pg_reload_conf()`} {
		s.exec(t, q)
	}
	return b
}

// Promote makes a standby the server that leads.
func (s *Server) Promote(t testing.TB) {
	t.Helper()
	s.exec(t, `ALTER SYSTEM SET synchronous_standby_names = ''`)
	s.exec(t, `SELECT pg_promote()`)
}

func (s *Server) exec(t testing.TB, sql string) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), s.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	if _, err := c.Exec(t.Context(), sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// URLs returns the address of a database on whichever of s and its standby
// leads.
func (s *Server) URLs(standby *Server, database string) string {
	return fmt.Sprintf("postgres://dateline@127.0.0.1:%d,127.0.0.1:%d/%s?sslmode=disable&target_session_attrs=read-write", s.port, standby.port, database)
}
