// Package pgtest runs a PostgreSQL server for tests: one of Debian's package,
// on loopback, in a folder of its own, as an ordinary user.
//
//	srv := pgtest.Start(t)   // skips the test, with the reason, where there is no server to run
//	url := srv.Database(t)   // a fresh, empty database
//
// A server can be killed and started again, for tests of what survives that.
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Server is a server that was started for a test.
type Server struct {
	bin  string // folder of the programs
	dir  string
	port int
	who  *syscall.SysProcAttr
	cmd  *exec.Cmd
	gone chan struct{} // closed when cmd has ended
}

var databases atomic.Int64

// programs returns the folder of the newest server that is installed.
func programs() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	slices.SortFunc(found, func(a, b string) int {
		version := func(p string) int {
			n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(p))))
			return n
		}
		return version(a) - version(b)
	})
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	if p, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(p), nil
	}
	return "", errors.New("there is no PostgreSQL server (Debian: apt-get install postgresql)")
}

// ordinary returns how to run the server, which refuses to run as root.
func ordinary() (uid, gid int, attr *syscall.SysProcAttr, err error) {
	if os.Geteuid() != 0 {
		return os.Geteuid(), os.Getegid(), &syscall.SysProcAttr{}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ = strconv.Atoi(u.Uid)
		gid, _ = strconv.Atoi(u.Gid)
		return uid, gid, &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
	}
	return 0, 0, nil, errors.New("there is no ordinary user to run PostgreSQL as")
}

// Start starts a server, which ends with the test, or skips the test.
// settings are lines of postgresql.conf. Unless they say otherwise the server
// does not wait for the disk, which no process that is killed can tell.
func Start(t testing.TB, settings ...string) *Server {
	t.Helper()
	bin, err := programs()
	if err != nil {
		t.Skip(err)
	}
	uid, gid, attr, err := ordinary()
	if err != nil {
		t.Skip(err)
	}
	dir, err := os.MkdirTemp("", "dateline-pg-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := errors.Join(os.Chmod(dir, 0o755), os.Chown(dir, uid, gid)); err != nil {
		t.Fatal(err)
	}
	s := &Server{bin: bin, dir: dir, who: attr}
	init := exec.Command(filepath.Join(bin, "initdb"), "-D", s.data(), "-U", "dateline", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
	init.SysProcAttr, init.Dir = attr, dir
	if out, err := init.CombinedOutput(); err != nil {
		t.Skipf("initdb: %v: %s", err, out)
	}
	if s.port, err = freePort(); err != nil {
		t.Fatal(err)
	}
	lines := append([]string{
		"listen_addresses = '127.0.0.1'", "port = " + strconv.Itoa(s.port), "unix_socket_directories = ''",
		"fsync = off", "max_connections = 200", "shared_buffers = 64MB", "autovacuum_naptime = 5s",
	}, settings...)
	conf, err := os.OpenFile(filepath.Join(s.data(), "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = conf.WriteString("\n" + strings.Join(lines, "\n") + "\n")
	if err := errors.Join(err, conf.Close()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	if err := s.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// Run starts the server again after Kill. It returns when the server answers.
func (s *Server) Run(ctx context.Context) error {
	deadline := time.Now().Add(60 * time.Second)
	for {
		if err := s.launch(); err != nil {
			return err
		}
		for {
			select {
			case <-s.gone: // what the one before left is still going
			default:
				c, err := pgx.Connect(ctx, s.URL("postgres"))
				if err == nil {
					return c.Close(ctx)
				}
				if time.Now().Before(deadline) && ctx.Err() == nil {
					time.Sleep(20 * time.Millisecond)
					continue
				}
				return fmt.Errorf("the server does not answer: %w: %s", err, s.log())
			}
			break
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("the server does not start: %s", s.log())
		}
		time.Sleep(100 * time.Millisecond)
	}
}

func (s *Server) launch() error {
	s.cmd = exec.Command(filepath.Join(s.bin, "postgres"), "-D", s.data())
	s.cmd.SysProcAttr, s.cmd.Dir = s.who, s.dir
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	s.cmd.Stdout, s.cmd.Stderr = log, log
	s.gone = make(chan struct{})
	if err := s.cmd.Start(); err != nil {
		return err
	}
	go func(cmd *exec.Cmd, gone chan struct{}) {
		cmd.Wait()
		close(gone)
	}(s.cmd, s.gone)
	return nil
}

// log returns the end of what the server said.
func (s *Server) log() string {
	b, _ := os.ReadFile(filepath.Join(s.dir, "log"))
	return string(b[max(0, len(b)-2000):])
}

// Kill ends the server at once, as a power cut would: the process that listens
// and those that serve connections, which would else end what they are doing.
func (s *Server) Kill() {
	serving := children(s.cmd.Process.Pid)
	s.cmd.Process.Kill()
	for _, pid := range serving {
		syscall.Kill(pid, syscall.SIGKILL)
	}
	<-s.gone
}

// children returns the processes that a process has started.
func children(pid int) []int {
	var out []int
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range stats {
		b, err := os.ReadFile(file)
		if err != nil {
			continue // it has ended
		}
		// "pid (name) state parent …"; the name may hold anything.
		_, rest, _ := strings.Cut(string(b[strings.LastIndexByte(string(b), ')')+1:]), " ")
		if f := strings.Fields(rest); len(f) > 1 && f[1] == strconv.Itoa(pid) {
			if child, err := strconv.Atoi(filepath.Base(filepath.Dir(file))); err == nil {
				out = append(out, child)
			}
		}
	}
	return out
}

func (s *Server) stop() {
	if s.cmd != nil && s.cmd.Process != nil {
		s.cmd.Process.Signal(syscall.SIGQUIT) // immediate shutdown, children too
		select {
		case <-s.gone:
		case <-time.After(10 * time.Second):
			s.Kill()
		}
	}
}

// URL returns the address of a database.
func (s *Server) URL(database string) string {
	return fmt.Sprintf("postgres://dateline@127.0.0.1:%d/%s?sslmode=disable", s.port, database)
}

// Database makes an empty database and returns its address.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("d%d", databases.Add(1))
	c, err := pgx.Connect(t.Context(), s.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	if _, err := c.Exec(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	return s.URL(name)
}
