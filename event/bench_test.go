package event

import (
	"io/fs"
	"strings"
	"testing"

	"dateline/article"
	"dateline/language"
	"dateline/samples"
	"dateline/source"
	"dateline/statement"
)

// docs returns the bundled samples, analysed.
func docs(tb testing.TB) (out []*language.Doc) {
	tb.Helper()
	err := fs.WalkDir(samples.FS(), ".", func(path string, f fs.DirEntry, err error) error {
		if err != nil || f.IsDir() || !strings.HasSuffix(path, ".txt") && !strings.HasSuffix(path, ".html") {
			return err
		}
		data, err := fs.ReadFile(samples.FS(), path)
		if err != nil {
			return err
		}
		for a, err := range article.Read(source.Item{Location: path, Data: data}, article.Options{}) {
			if err == nil {
				out = append(out, language.Analyze(a))
			}
		}
		return nil
	})
	if err != nil || len(out) == 0 {
		tb.Fatal(len(out), err)
	}
	return out
}

// BenchmarkFind and BenchmarkStatements tell the time of this stage beside
// that of the stage before it.
func BenchmarkFind(b *testing.B) {
	type work struct {
		d    *language.Doc
		said []statement.Statement
		held []statement.Position
	}
	var list []work
	for _, d := range docs(b) {
		said := statement.Find(d)
		list = append(list, work{d, said, statement.Positions(d, said)})
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, w := range list {
			Find(w.d, w.said, w.held)
		}
	}
}

func BenchmarkStatements(b *testing.B) {
	list := docs(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range list {
			statement.Positions(d, statement.Find(d))
		}
	}
}
