package pgtest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"
)

// SmallDisk makes a disk of so many bytes in memory and returns the name of a
// tablespace on it, and what gives it room. It skips the test where the program
// may not mount one.
func (s *Server) SmallDisk(t testing.TB, size int) (tablespace string, grow func()) {
	t.Helper()
	dir := filepath.Join(s.dir, "small")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%d", size), "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no small disk can be mounted: %v: %s", err, out)
	}
	t.Cleanup(func() {
		s.stop()
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v: %s", err, out)
		}
	})
	uid, gid, _, err := ordinary()
	if err == nil {
		err = os.Chown(dir, uid, gid)
	}
	if err != nil {
		t.Fatal(err)
	}
	c, err := pgx.Connect(t.Context(), s.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	if _, err := c.Exec(t.Context(), "CREATE TABLESPACE small LOCATION '"+dir+"'"); err != nil {
		t.Fatal(err)
	}
	return "small", func() {
		if out, err := exec.Command("mount", "-o", fmt.Sprintf("remount,size=%d", 50*size), dir).CombinedOutput(); err != nil {
			t.Fatalf("remount: %v: %s", err, out)
		}
	}
}
