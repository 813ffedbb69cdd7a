// Package dateline_test holds what is true of the repository as a whole.
package dateline_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// floors is the order of the house, lowest first. A package imports only from
// floors to the left of its own; packages on one floor do not import each
// other. A sub-package stands on its parent's floor and may share with it.
// What starts with lab/ may import everything and is imported by nothing.
const floors = "text, samples < when < source < article < language < statement < event < record < actor < story < correction < position < store < export, web < pipeline < cmd/dateline"

const module = "dateline"

// house tells on which floor each top package stands.
type house map[string]int

func parseHouse(order string) house {
	h := house{}
	for i, floor := range strings.Split(order, "<") {
		for name := range strings.SplitSeq(floor, ",") {
			h[strings.TrimSpace(name)] = i
		}
	}
	return h
}

// top returns the package of the house that path, relative to the module,
// belongs to; "" if none.
func (h house) top(path string) string {
	for p := path; p != "."; p = filepath.ToSlash(filepath.Dir(p)) {
		if _, ok := h[p]; ok {
			return p
		}
	}
	return ""
}

// violations returns, in order, what breaks the order of the floors in
// imports, which maps each package to the packages of the module it imports.
func (h house) violations(imports map[string][]string) []string {
	var out []string
	for _, from := range slices.Sorted(maps.Keys(imports)) {
		lab := strings.HasPrefix(from, "lab/")
		a := h.top(from)
		if a == "" && !lab {
			out = append(out, fmt.Sprintf("%s stands on no floor: add it to floors", from))
			continue
		}
		for _, to := range imports[from] {
			b := h.top(to)
			switch {
			case strings.HasPrefix(to, "lab/") && !lab:
				out = append(out, fmt.Sprintf("%s imports %s: nothing imports lab", from, to))
			case lab || a == b:
			case b == "":
				out = append(out, fmt.Sprintf("%s imports %s, which stands on no floor", from, to))
			case h[a] == h[b]:
				out = append(out, fmt.Sprintf("%s imports %s, which stands on the same floor", from, to))
			case h[a] < h[b]:
				out = append(out, fmt.Sprintf("%s imports %s, which stands above it", from, to))
			}
		}
	}
	return out
}

// readImports parses the import clauses of all Go files under root, tests
// left out, whatever they are built for.
func readImports(root string) (map[string][]string, error) {
	imports := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if path != root && (name == "testdata" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		dir, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		from := filepath.ToSlash(dir)
		if imports[from] == nil {
			imports[from] = []string{}
		}
		for _, spec := range f.Imports {
			to, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if to, ok := strings.CutPrefix(to, module+"/"); ok && !slices.Contains(imports[from], to) {
				imports[from] = append(imports[from], to)
			}
		}
		return nil
	})
	return imports, err
}

func TestFloors(t *testing.T) {
	imports, err := readImports(".")
	if err != nil {
		t.Fatal(err)
	}
	if len(imports) < 8 {
		t.Fatalf("found only %d packages: is this the root of the module?", len(imports))
	}
	for _, v := range parseHouse(floors).violations(imports) {
		t.Error(v)
	}
}

// TestFloorsBroken shows that each kind of breach is seen.
func TestFloorsBroken(t *testing.T) {
	h := parseHouse("a, b < c < cmd/d")
	got := h.violations(map[string][]string{
		"a":     {"b"},
		"a/sub": {"a", "cmd/d"},
		"c":     {"a", "b", "a/sub", "lab/x"},
		"cmd/d": {"c", "other"},
		"cmd/e": {"c"},
		"lab/x": {"cmd/d", "lab/y"},
	})
	want := []string{
		"a imports b, which stands on the same floor",
		"a/sub imports cmd/d, which stands above it",
		"c imports lab/x: nothing imports lab",
		"cmd/d imports other, which stands on no floor",
		"cmd/e stands on no floor: add it to floors",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestReadImports reads a small tree of its own.
func TestReadImports(t *testing.T) {
	root := t.TempDir()
	for name, data := range map[string]string{
		"a/a.go":            "package a\n",
		"b/b.go":            "package b\n\nimport (\n\t\"os\"\n\n\tx \"dateline/a\"\n)\n\nvar _ = os.Args\nvar _ = x.X\n",
		"b/b_windows.go":    "package b\n\nimport _ \"dateline/c\"\n",
		"b/b_test.go":       "package b\n\nimport _ \"dateline/d\"\n",
		"b/testdata/t.go":   "package t\n\nimport _ \"dateline/e\"\n",
		".hidden/hidden.go": "package hidden\n",
	} {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := readImports(root)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{"a": {}, "b": {"a", "c"}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
