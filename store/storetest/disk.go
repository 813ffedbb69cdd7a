package storetest

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// Disk is a small disk in memory.
type Disk struct {
	Dir  string
	size int
}

// SmallDisk makes a disk of so many bytes at dir, which it makes. It skips the
// test where the program may not mount one. The test unmounts it at its end.
func SmallDisk(t testing.TB, dir string, size int) *Disk {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%d", size), "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no small disk can be mounted: %v: %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v: %s", err, out)
		}
	})
	return &Disk{dir, size}
}

// Grow gives it room.
func (d *Disk) Grow(t testing.TB) { d.remount(t, fmt.Sprintf("size=%d", 50*d.size)) }

// ReadOnly makes it one that may not be written to, or not.
func (d *Disk) ReadOnly(t testing.TB, readOnly bool) {
	how := "rw"
	if readOnly {
		how = "ro"
	}
	d.remount(t, how)
}

func (d *Disk) remount(t testing.TB, how string) {
	t.Helper()
	if out, err := exec.Command("mount", "-o", "remount,"+how, d.Dir).CombinedOutput(); err != nil {
		t.Fatalf("remount: %v: %s", err, out)
	}
}
