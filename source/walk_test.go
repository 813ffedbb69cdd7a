package source

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree makes files below a new folder and returns its path.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// walk lists what Walk yields, with paths relative to root.
func walk(ctx context.Context, root string, paths []string, opt Options) []string {
	var out []string
	for item, err := range Walk(ctx, paths, opt) {
		if err != nil {
			out = append(out, "! "+strings.ReplaceAll(err.Error(), root+"/", ""))
			continue
		}
		out = append(out, strings.TrimPrefix(item.Location, root+"/")+" "+item.Pointer+" "+string(item.Data))
	}
	return out
}

func TestWalk(t *testing.T) {
	root := tree(t, map[string]string{
		"b.txt":             "second",
		"a/z.txt":           "first",
		"a/.hidden/no.txt":  "hidden",
		".no.txt":           "hidden",
		"c/dump.jsonl":      "{\"a\":1}\n{\"a\":2}\n",
		"c/empty":           "",
		"elsewhere/one.txt": "one",
	})
	if err := os.Symlink(root, filepath.Join(root, "c", "loop")); err != nil {
		t.Skip(err)
	}
	for link, to := range map[string]string{"c/link.txt": "b.txt", "c/gone.txt": "nowhere"} {
		if err := os.Symlink(filepath.Join(root, to), filepath.Join(root, link)); err != nil {
			t.Fatal(err)
		}
	}
	paths := []string{filepath.Join(root, "b.txt"), filepath.Join(root, "missing.txt"), "-", root}
	want := []string{
		"b.txt  second",
		"! missing.txt: no such file or folder",
		"-  from a pipe",
		"a/z.txt  first",
		"b.txt  second",
		`c/dump.jsonl line 1 {"a":1}`,
		`c/dump.jsonl line 2 {"a":2}`,
		"! c/empty: empty",
		"! c/gone.txt: no such file or folder",
		"c/link.txt  second",
		"elsewhere/one.txt  one",
	}
	opt := Options{Stdin: strings.NewReader("from a pipe")}
	if diff := cmp.Diff(want, walk(t.Context(), root, paths, opt)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWalkFollowsALinkThatIsNamed(t *testing.T) {
	root := tree(t, map[string]string{"real/a.txt": "a"})
	link := filepath.Join(root, "link")
	if err := os.Symlink(filepath.Join(root, "real"), link); err != nil {
		t.Skip(err)
	}
	if diff := cmp.Diff([]string{"link/a.txt  a"}, walk(t.Context(), root, []string{link}, Options{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWalkErrors(t *testing.T) {
	var e *Error
	for _, err := range Walk(t.Context(), []string{"no/such/file"}, Options{}) {
		if !errors.As(err, &e) || e.Location != "no/such/file" || !errors.Is(err, os.ErrNotExist) {
			t.Errorf("got %#v", err)
		}
	}
	if got := walk(t.Context(), "", []string{"-"}, Options{}); len(got) != 1 || got[0] != "! -: there is no standard input" {
		t.Errorf("got %q", got)
	}
}

func TestWalkUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root reads everything")
	}
	root := tree(t, map[string]string{"a/x.txt": "x", "b.txt": "b", "c.txt": "c"})
	for _, name := range []string{"a", "b.txt"} {
		if err := os.Chmod(filepath.Join(root, name), 0); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(root, "a"), 0o700) })
	want := []string{"! a: permission denied", "! b.txt: permission denied", "c.txt  c"}
	if diff := cmp.Diff(want, walk(t.Context(), root, []string{root}, Options{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWalkStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	root := tree(t, map[string]string{"a.txt": "a", "b.txt": "b", "c.txt": "c"})
	var got []string
	for item, err := range Walk(ctx, []string{root}, Options{}) {
		if err != nil {
			got = append(got, err.Error())
			continue
		}
		got = append(got, string(item.Data))
		cancel()
	}
	if diff := cmp.Diff([]string{"a", context.Canceled.Error()}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
