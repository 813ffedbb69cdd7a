package drawer

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func open(t *testing.T, now func() time.Time) (*Drawer, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "desk %23?.db")
	d, err := Open(t.Context(), path, now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d, path
}

func TestLogin(t *testing.T) {
	now := time.Date(2026, 2, 9, 8, 0, 0, 0, time.UTC)
	d, path := open(t, func() time.Time { return now })
	ctx := t.Context()
	const password = "пароль достаточно длинный"
	for _, wrong := range []struct{ name, role, password string }{
		{"ada", "owner", password}, {"", Admin, password}, {" ada", Admin, password}, {"ada", Admin, "short"}, {"ada", Admin, strings.Repeat("x", 2000)},
	} {
		if d.Add(ctx, wrong.name, wrong.role, wrong.password) == nil {
			t.Errorf("%q was added as %q", wrong.name, wrong.role)
		}
	}
	if err := d.Add(ctx, "ada", Admin, password); err != nil {
		t.Fatal(err)
	}
	secret, err := d.Login(ctx, "ada", password, "10.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	if a, err := d.Session(ctx, secret); err != nil || a.Name != "ada" || !a.May(Editor) {
		t.Errorf("%+v, %v", a, err)
	}
	for _, s := range []string{"", secret + "x", secret[1:]} {
		if _, err := d.Session(ctx, s); !errors.Is(err, ErrCredentials) {
			t.Errorf("session %q: %v", s, err)
		}
	}
	now = now.Add(sessionLasts + time.Second)
	if _, err := d.Session(ctx, secret); !errors.Is(err, ErrCredentials) {
		t.Errorf("a session that is over: %v", err)
	}
	// A new password ends the sessions of the old one.
	if secret, err = d.Login(ctx, "ada", password, "10.0.0.1"); err != nil {
		t.Fatal(err)
	}
	if err := d.Add(ctx, "ada", Viewer, password+"2"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Session(ctx, secret); !errors.Is(err, ErrCredentials) {
		t.Errorf("a session of the old password: %v", err)
	}
	for range mostFailed {
		if _, err := d.Login(ctx, "ada", password, "10.0.0.2"); !errors.Is(err, ErrCredentials) {
			t.Errorf("the old password: %v", err)
		}
	}
	if _, err := d.Login(ctx, "ada", password+"2", "10.0.0.3"); !errors.Is(err, ErrTooMany) {
		t.Errorf("after too many: %v", err)
	}
	now = now.Add(failedCounts)
	if _, err := d.Login(ctx, "ada", password+"2", "10.0.0.3"); err != nil {
		t.Errorf("after a while: %v", err)
	}
	token, err := d.AddToken(ctx, "ada", "script")
	if err != nil {
		t.Fatal(err)
	}
	if a, err := d.Token(ctx, token); err != nil || a.May(Editor) {
		t.Errorf("%+v, %v", a, err)
	}
	if err := d.Remove(ctx, "ada"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Token(ctx, token); !errors.Is(err, ErrCredentials) {
		t.Errorf("a token without its account: %v", err)
	}
	if err := d.Remove(ctx, "ada"); !errors.Is(err, ErrNotFound) {
		t.Errorf("removing nobody: %v", err)
	}
	// Nothing of what opens the desk stands in the file.
	for _, name := range []string{path, path + "-wal"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []string{password, secret, token} {
			if strings.Contains(string(data), s) {
				t.Errorf("%s holds a secret", name)
			}
		}
	}
}

func TestDossiers(t *testing.T) {
	d, _ := open(t, nil)
	ctx := t.Context()
	if _, err := d.AddDossier(ctx, "  "); err == nil {
		t.Error("a dossier without a title")
	}
	id, err := d.AddDossier(ctx, "Tolls")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []string{"a", "b", "c", "b"} {
		if err := d.Put(ctx, id, Item{Finding: f, Version: "v"}); err != nil {
			t.Fatal(err)
		}
	}
	order := func() string {
		t.Helper()
		_, items, err := d.Dossier(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		var s string
		for _, x := range items {
			s += x.Finding
		}
		return s
	}
	if got := order(); got != "abc" {
		t.Errorf("%q, want each once", got)
	}
	for _, c := range []struct {
		item int64
		want string
	}{{3, "acb"}, {3, "cab"}, {3, "cab"}, {2, "cba"}} {
		if err := d.Up(ctx, id, c.item); err != nil {
			t.Fatal(err)
		}
		if got := order(); got != c.want {
			t.Errorf("after moving %d up: %q, want %q", c.item, got, c.want)
		}
	}
	if err := errors.Join(d.Check(ctx, id, 1, "Edna"), d.SetNote(ctx, id, 1, "n"), d.Take(ctx, id, 2)); err != nil {
		t.Fatal(err)
	}
	all, err := d.Dossiers(ctx)
	if err != nil || len(all) != 1 || all[0].Items != 2 || all[0].Checked != 1 {
		t.Errorf("%+v, %v", all, err)
	}
	if err := d.Put(ctx, 99, Item{}); !errors.Is(err, ErrNotFound) {
		t.Errorf("into no dossier: %v", err)
	}
	if err := d.SetNote(ctx, 99, 1, "n"); !errors.Is(err, ErrNotFound) {
		t.Errorf("an item of another dossier: %v", err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := d.Dossiers(ended); err == nil {
		t.Error("no error after the end")
	}
}
