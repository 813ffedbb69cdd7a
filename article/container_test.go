package article

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/source"
)

// readSource reads a source through all containers and shapes and lists what
// comes out, as the golden files have it.
func readSource(t testing.TB, name string, data []byte) (articles []*Article, listing string) {
	t.Helper()
	var log []string
	for item, err := range source.Read(t.Context(), name, bytes.NewReader(data), source.Options{}) {
		if err != nil {
			log = append(log, "! "+err.Error()+"\n")
			continue
		}
		for a, err := range Read(item, Options{}) {
			if err != nil {
				log = append(log, "! "+err.Error()+"\n")
				continue
			}
			if err := check(a); err != nil {
				t.Errorf("%s: %v", a.Original.Pointer, err)
			}
			articles = append(articles, a)
			log = append(log, fmt.Sprintf("%s %s", a.Shape, jsonListing(a)))
		}
	}
	return articles, strings.Join(log, "\n")
}

// compareSources reads the sources of package source in testdata/KIND and
// compares with NAME.golden in testdata/KIND here; -update writes it.
func compareSources(t *testing.T, kind string) {
	files, err := filepath.Glob("../source/testdata/" + kind + "/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		if filepath.Ext(file) == ".golden" {
			continue
		}
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, got := readSource(t, name, data)
			golden := filepath.Join("testdata", kind, strings.TrimSuffix(name, filepath.Ext(name))+".golden")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadMail(t *testing.T)  { compareSources(t, "mail") }
func TestReadTable(t *testing.T) { compareSources(t, "table") }
