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
	t.Setenv("XDG_DATA_HOME", t.TempDir()) // of the desk's file of a record on a server
	lite, pg := filepath.Join(dir, "lite.db"), srv.Database(t)
	for _, store := range []string{lite, pg} {
		run("add", "-q", "--store", store, "--analysis", "none", in)
		run("rerun", "-q", "--store", store)
		run("add", "-q", "--store", store, "--queue", in)
		run("changes", "--store", store)
	}
	for _, store := range []string{lite, pg} {
		cmd := exec.Command(program, "account", "add", "ada", "--store", store)
		cmd.Stdin = strings.NewReader("correct horse battery\n")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("account add: %v: %s", err, out)
		}
	}
	there, back := srv.Database(t), filepath.Join(dir, "back.db")
	run("copy", lite, there)
	run("copy", pg, back)
	saved := filepath.Join(dir, "saved.db")
	run("backup", "--store", pg, saved)
	want := run("export", "jsonl", "--store", lite)
	// What is kept beside the record comes along.
	for name, store := range map[string]string{"copied to PostgreSQL": there, "copied to SQLite": back, "backup of PostgreSQL": saved} {
		if got := string(run("status", "--store", store)); !strings.Contains(got, "queue    2 waiting") {
			t.Errorf("%s: the queue: %s", name, got)
		}
		if got := string(run("account", "list", "--store", store)); !strings.Contains(got, "ada") {
			t.Errorf("%s: accounts: %s", name, got)
		}
		var said bytes.Buffer
		cmd := exec.Command(program, "changes", "--store", store)
		cmd.Stderr = &said
		if err := cmd.Run(); err == nil || cmd.ProcessState.ExitCode() != 1 {
			t.Errorf("%s: what was looked at already is new: %v, %s", name, err, &said)
		}
	}
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
	// Purged there, it is gone in the copy of it, and does not come back.
	row := run("search", "--store", pg, "--format", "jsonl", "--limit", "1", "talks")
	_, rest, _ := bytes.Cut(row, []byte(`"version":"`))
	version, _, _ := bytes.Cut(rest, []byte(`"`))
	run("purge", "--store", pg, "--reason", "asked for", string(version))
	run("copy", pg, back)
	run("copy", there, pg)
	for _, store := range []string{pg, back} {
		if got := run("export", "jsonl", "--store", store); bytes.Contains(got, version) || len(version) != 64 {
			t.Errorf("version %q is still in %s", version, store)
		}
		run("doctor", "--store", store)
	}
}
