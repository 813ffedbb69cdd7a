package source

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/text"
)

// TestTable reads testdata/table/NAME.* and compares with NAME.golden; two
// files add a case, -update writes the second.
func TestTable(t *testing.T) { compareGolden(t, "testdata/table/*") }

// TestTableCells writes tables with the standard library and wants each cell
// back, from the bytes of the source at its offset.
func TestTableCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		comma := rapid.SampledFrom([]rune{',', ';', '\t', '|'}).Draw(t, "comma")
		cell := rapid.StringMatching(`[a-zé"';,|\n ]{0,40}`)
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 3, 3), 1, 12).Draw(t, "rows")
		crlf := rapid.Bool().Draw(t, "crlf")
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma, w.UseCRLF = comma, crlf
		_ = w.Write([]string{"id", "title", "body", "outlet"})
		var want [][]string
		for i, row := range rows {
			row = append([]string{fmt.Sprint(i)}, row...)
			_ = w.Write(row)
			want = append(want, row)
		}
		w.Flush()
		data := bytes.Clone(b.Bytes())
		var got [][]string
		for item, err := range Read(context.Background(), "t", &b, Options{}) {
			if err != nil {
				t.Fatalf("%v in %q", err, data)
			}
			if item.Table == nil {
				t.Fatalf("no table: %q", data)
			}
			if !bytes.Equal(data[item.Offset:][:len(item.Data)], item.Data) {
				t.Fatalf("other bytes at %d", item.Offset)
			}
			var row []string
			for _, c := range item.Table.Cells(item.Data) {
				words := item.Table.Unquote(text.Decode(item.Data[c.Span.Start:c.Span.End]), c.Quoted)
				row = append(row, words.String())
			}
			got = append(got, row)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q (-want +got):\n%s", data, diff)
		}
	})
}

// TestTableHostile wants an end and bounded work for tables that nobody wrote.
func TestTableHostile(t *testing.T) {
	const top = "title,body,date\n"
	for name, s := range map[string]string{
		"open quotes":    top + strings.Repeat("a,\"b\n", 200000),
		"bare quotes":    top + strings.Repeat("\"\n", 400000),
		"one open quote": top + "a,\"b" + strings.Repeat("word, word\n", 200000),
		"many cells":     top + strings.Repeat(",", 2000000),
		"many columns":   "title,body," + strings.Repeat("x,", 30000) + "\n" + strings.Repeat("a,b,\n", 20000),
		"long row":       top + "a," + strings.Repeat("b ", 1000000),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			for item, err := range Read(t.Context(), "x", strings.NewReader(s), Options{MaxRecord: 1 << 20}) {
				_, _ = item, err
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func FuzzTable(f *testing.F) {
	files, _ := filepath.Glob("testdata/table/*")
	for _, file := range files {
		if data, err := os.ReadFile(file); err == nil && filepath.Ext(file) != ".golden" {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, before := range []string{"", "title,body\nOne,two\n"} {
			all := before + string(data)
			for item, err := range Read(t.Context(), "x", strings.NewReader(all), Options{MaxRecord: 1 << 16}) {
				if err != nil || item.Table == nil || strings.Contains(item.Pointer, "!") {
					continue
				}
				if all[item.Offset:][:len(item.Data)] != string(item.Data) {
					t.Fatalf("other bytes at %d", item.Offset)
				}
				at := 0
				for _, c := range item.Table.Cells(item.Data) {
					if c.Span.Start < at || c.Span.End < c.Span.Start || c.Span.End > len(item.Data) {
						t.Fatalf("cell %v of %q", c.Span, item.Data)
					}
					at = c.Span.End
					_ = item.Table.Unquote(text.Decode(item.Data[c.Span.Start:c.Span.End]), c.Quoted)
				}
			}
		}
	})
}

func BenchmarkTable(b *testing.B) {
	row := "17,\"The first bridge, and the last\",\"" + strings.Repeat("The bridge opened on Sunday, \"\"late\"\", the mayor said. ", 60) + "\",2031-03-23,Quay Wire\n"
	data := "id,title,body,date,outlet\n" + strings.Repeat(row, 300)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range Read(b.Context(), "t", strings.NewReader(data), Options{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
