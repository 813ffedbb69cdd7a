package drawer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCopyTo holds that a copy has everything but sessions, and is never
// written over anything.
func TestCopyTo(t *testing.T) {
	d, _ := open(t, nil)
	ctx := t.Context()
	const password = "long enough to be one"
	if err := d.Add(ctx, "ada", Admin, password); err != nil {
		t.Fatal(err)
	}
	secret, err := d.Login(ctx, "ada", password, "10.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddDossier(ctx, "Bridges"); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := d.CopyTo(ctx, file); err != nil {
		t.Fatal(err)
	}
	if err := d.CopyTo(ctx, file); err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("CopyTo over a file: %v", err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the copy is %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(file + ".*"); len(left) != 0 {
		t.Errorf("left beside it: %v", left)
	}
	c, err := Open(ctx, file, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Session(ctx, secret); err == nil {
		t.Error("a session was copied")
	}
	if _, err := c.Login(ctx, "ada", password, "10.0.0.1"); err != nil {
		t.Error(err)
	}
	if list, err := c.Dossiers(ctx); err != nil || len(list) != 1 {
		t.Errorf("Dossiers = %v, %v", list, err)
	}
	if err := c.Damage(ctx, func(problem string) { t.Error(problem) }); err != nil {
		t.Error(err)
	}
}

// TestForget holds that the words of a purged version stand nowhere in the
// file.
func TestForget(t *testing.T) {
	d, path := open(t, nil)
	ctx := t.Context()
	id, err := d.AddDossier(ctx, "Bridges")
	if err != nil {
		t.Fatal(err)
	}
	gone := Item{Finding: "a.s1", Report: "a", Version: "v1", Words: "The zeppelin sails", Cited: "Zeppelin, p. 1", Note: "look again"}
	for _, x := range []Item{gone, {Finding: "b.s1", Report: "b", Version: "v2", Words: "The ferry sails"}} {
		if err := d.Put(ctx, id, x); err != nil {
			t.Fatal(err)
		}
	}
	for want := range []int{1, 0} {
		if n, err := d.Forget(ctx, []string{"v1", "v3"}); err != nil || n != 1-want {
			t.Errorf("Forget = %d, %v", n, err)
		}
	}
	_, items, err := d.Dossier(ctx, id)
	if err != nil || len(items) != 2 || items[0].Words != "" || items[0].Cited != "" || items[0].Note != "look again" || items[1].Words == "" {
		t.Errorf("items are %+v, %v", items, err)
	}
	files, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	for _, f := range files {
		if b, err := os.ReadFile(f); err != nil || strings.Contains(strings.ToLower(string(b)), "zeppelin") {
			t.Errorf("%s holds the words, %v", f, err)
		}
	}
}

// TestDamage holds that a file that does not fit together is found.
func TestDamage(t *testing.T) {
	d, _ := open(t, nil)
	for _, q := range []string{`PRAGMA foreign_keys = OFF`, `INSERT INTO token (hash, account, label, created) VALUES (x'00', 'nobody', '', 0)`} {
		if _, err := d.db.ExecContext(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	found := 0
	if err := d.Damage(t.Context(), func(string) { found++ }); err != nil || found != 1 {
		t.Errorf("Damage = %d, %v", found, err)
	}
}
