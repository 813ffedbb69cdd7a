package article

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/source"
)

// partGolden is what an article of a download should give.
type partGolden struct {
	golden
	Pointer string   `json:"pointer"`
	Outlet  string   `json:"outlet,omitempty"`
	Reasons []string `json:"reasons"`
}

// TestDigests reads testdata/digest/NAME and compares with NAME.golden, an
// array of articles.
func TestDigests(t *testing.T) {
	for _, name := range digestFiles(t) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := []partGolden{}
			for a, err := range Read(source.Item{Location: "test", Data: data}, Options{}) {
				if err != nil {
					t.Fatal(err)
				}
				if err := check(a); err != nil {
					t.Error(err)
				}
				checkPlace(t, a, data)
				g := partGolden{golden: goldenOf(a), Pointer: a.Original.Pointer, Outlet: a.Outlet}
				for _, r := range a.Reasons {
					g.Reasons = append(g.Reasons, r.What+": "+r.From)
				}
				got = append(got, g)
			}
			compareGolden(t, name+".golden", got)
		})
	}
}

// compareGolden compares got with the JSON in file, or writes it there.
func compareGolden[T any](t *testing.T, file string, got T) {
	t.Helper()
	if *update {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "\t")
		if err := enc.Encode(got); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var want T
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(partGolden{}, officeGolden{})); d != "" {
		t.Errorf("want -, got +:\n%s", d)
	}
}

// checkPlace proves that the record of an article stands where it says.
func checkPlace(t *testing.T, a *Article, data []byte) {
	t.Helper()
	o := a.Original
	if at := data[o.Offset : o.Offset+int64(len(o.Data))]; !bytes.Equal(at, o.Data) {
		t.Errorf("%s: the record does not stand at %d", o.Pointer, o.Offset)
	}
}

func digestFiles(tb testing.TB) []string {
	tb.Helper()
	all, err := filepath.Glob("testdata/digest/*")
	if err != nil || len(all) == 0 {
		tb.Fatal("no fixtures", err)
	}
	var out []string
	for _, name := range all {
		if !strings.HasSuffix(name, ".golden") {
			out = append(out, name)
		}
	}
	return out
}
