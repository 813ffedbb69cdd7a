package pgtest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"

	"dateline/store/storetest"
)

// SmallDisk makes a disk of so many bytes in memory and returns the name of a
// tablespace on it, and what gives it room. It skips the test where the program
// may not mount one.
func (s *Server) SmallDisk(t testing.TB, size int) (tablespace string, grow func()) {
	t.Helper()
	disk := storetest.SmallDisk(t, filepath.Join(s.dir, "small"), size)
	t.Cleanup(s.stop) // before it is unmounted
	uid, gid, _, err := ordinary()
	if err == nil {
		err = os.Chown(disk.Dir, uid, gid)
	}
	if err != nil {
		t.Fatal(err)
	}
	c, err := pgx.Connect(t.Context(), s.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	if _, err := c.Exec(t.Context(), "CREATE TABLESPACE small LOCATION '"+disk.Dir+"'"); err != nil {
		t.Fatal(err)
	}
	return "small", func() { disk.Grow(t) }
}
