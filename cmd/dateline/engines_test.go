package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"dateline/samples"
	"dateline/store/postgres/pgtest"
)

// TestEngines puts the samples into a record of each kind, and copies each into
// the other: all export the same bytes, and everything that looks at a record
// shows the same.
func TestEngines(t *testing.T) {
	srv := pgtest.Start(t)
	dir := t.TempDir()
	in := filepath.Join(dir, "in")
	if err := os.CopyFS(in, samples.FS()); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "dateline")
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) []byte {
		t.Helper()
		var said bytes.Buffer
		cmd := exec.Command(program, args...)
		cmd.Env, cmd.Stderr = append(os.Environ(), "NO_COLOR="), &said
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("dateline %s: %v: %s", strings.Join(args, " "), err, said.String())
		}
		return out
	}
	lite, pg := filepath.Join(dir, "lite.db"), srv.Database(t)
	run("add", "-q", "--store", lite, in)
	run("add", "-q", "--store", pg, in)
	there, back := srv.Database(t), filepath.Join(dir, "back.db")
	run("copy", lite, there)
	run("copy", pg, back)
	saved := filepath.Join(dir, "saved.db")
	run("backup", "--store", pg, saved)
	want := run("export", "jsonl", "--store", lite)
	for name, store := range map[string]string{"PostgreSQL": pg, "copied to PostgreSQL": there, "copied to SQLite": back, "backup of PostgreSQL": saved} {
		if got := run("export", "jsonl", "--store", store); !bytes.Equal(got, want) {
			t.Errorf("%s exports %d bytes that are not those of SQLite, %d", name, len(got), len(want))
		}
		run("doctor", "--store", store)
		for _, args := range [][]string{
			{"quotes"}, {"positions"}, {"events"}, {"search", "talks"}, {"quotes", "--format", "csv"}, {"search", "--format", "jsonl", "the"},
		} {
			if a, b := run(append(args, "--store", lite)...), run(append(args, "--store", store)...); !bytes.Equal(a, b) {
				t.Errorf("%s: %v shows\n%.500s\nnot\n%.500s", name, args, b, a)
			}
		}
	}
	if got := string(run("status", "--store", pg)); !strings.Contains(got, "queue    0 waiting") {
		t.Errorf("status: %s", got)
	}
}
