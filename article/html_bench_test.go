package article

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	xhtml "golang.org/x/net/html"

	"dateline/source"
)

// BenchmarkPages reads pages and does with the same bytes what is the least
// that a reader of HTML can do: the standard tree, the standard tokens. The
// pages are the fixtures and, if DATELINE_PAGES names a folder, all the files
// in it that end in ".html".
//
//	DATELINE_PAGES=~/pages go test -run '^$' -bench Pages -cpu 1 ./article
func BenchmarkPages(b *testing.B) {
	sets := map[string][][]byte{"fixtures": nil}
	for _, data := range pages(b) {
		sets["fixtures"] = append(sets["fixtures"], data)
	}
	if dir := os.Getenv("DATELINE_PAGES"); dir != "" {
		sets["folder"] = folderPages(b, dir)
	}
	for _, name := range slices.Sorted(maps.Keys(sets)) {
		set := sets[name]
		size := 0
		for _, data := range set {
			size += len(data)
		}
		for _, way := range []struct {
			name string
			read func(b *testing.B, data []byte)
		}{
			{"readHTML", func(b *testing.B, data []byte) {
				readHTML(source.Item{Location: "page", Data: data}, Options{}, func(*Article, error) bool { return true })
			}},
			{"html.Parse", func(b *testing.B, data []byte) {
				if _, err := xhtml.Parse(bytes.NewReader(data)); err != nil {
					b.Fatal(err)
				}
			}},
			{"html.Tokenizer", func(b *testing.B, data []byte) {
				for z := xhtml.NewTokenizer(bytes.NewReader(data)); z.Next() != xhtml.ErrorToken; {
					z.Token()
				}
			}},
		} {
			b.Run(name+"/"+way.name, func(b *testing.B) {
				b.SetBytes(int64(size))
				b.ReportAllocs()
				for b.Loop() {
					for _, data := range set {
						way.read(b, data)
					}
				}
			})
		}
	}
}

// folderPages returns the pages in a folder.
func folderPages(b *testing.B, dir string) [][]byte {
	files, err := filepath.Glob(filepath.Join(dir, "*.html"))
	if err != nil || len(files) == 0 {
		b.Fatalf("no pages in %s: %v", dir, err)
	}
	var out [][]byte
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		out = append(out, data)
	}
	return out
}
