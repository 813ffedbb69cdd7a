package pipeline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/record"
	"dateline/samples"
	"dateline/source"
)

// sampleFiles returns the bundled samples by name.
func sampleFiles(tb testing.TB) map[string][]byte {
	tb.Helper()
	out := map[string][]byte{}
	err := fs.WalkDir(samples.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out[path], err = fs.ReadFile(samples.FS(), path)
		}
		return err
	})
	if err != nil || len(out) == 0 {
		tb.Fatalf("%d samples, %v", len(out), err)
	}
	return out
}

// readAll reads what one source holds, through all stages.
func readAll(tb testing.TB, location string, data []byte, opt Options) []Result {
	tb.Helper()
	var out []Result
	items := source.Read(tb.Context(), location, bytes.NewReader(data), source.Options{})
	err := Read(tb.Context(), items, opt, func(r Result) error {
		out = append(out, r)
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// spans calls f for every record.Span in v.
func spans(v reflect.Value, f func(record.Span)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			spans(v.Elem(), f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			spans(v.Index(i), f)
		}
	case reflect.Struct:
		if s, ok := v.Interface().(record.Span); ok {
			f(s)
			return
		}
		for i := range v.NumField() {
			spans(v.Field(i), f)
		}
	}
}

// checkLine tells what is wrong with the record of one report from data: spans
// that do not hold their words, or lie outside the original.
func checkLine(r Result, data []byte) []string {
	var wrong []string
	text := []rune(r.Line.Report.Text)
	from := int(r.Line.Report.Offset)
	to := from + len(r.Original)
	if to > len(data) || !bytes.Equal(data[from:to], r.Original) {
		wrong = append(wrong, fmt.Sprintf("the original is not at bytes %d to %d of the source", from, to))
	}
	spans(reflect.ValueOf(r.Line), func(s record.Span) {
		if s.Start < 0 || s.End < s.Start || s.End > len(text) || string(text[s.Start:s.End]) != s.Exact {
			wrong = append(wrong, fmt.Sprintf("span %+v does not hold its words", s))
		}
		if s.SourceStart < from || s.SourceEnd < s.SourceStart || s.SourceEnd > to {
			wrong = append(wrong, fmt.Sprintf("span %+v lies outside the original, bytes %d to %d", s, from, to))
		}
		for _, p := range s.Source {
			if p[0] < s.SourceStart || p[1] > s.SourceEnd || p[0] > p[1] {
				wrong = append(wrong, fmt.Sprintf("piece %v of span %+v lies outside its hull", p, s))
			}
		}
	})
	return wrong
}

// TestChainOnSamples holds that every span of every sample's record holds its
// words, and that nothing in the samples is a fault.
func TestChainOnSamples(t *testing.T) {
	for name, data := range sampleFiles(t) {
		for _, r := range readAll(t, name, data, Options{}) {
			if r.Err != nil {
				t.Errorf("%v", r.Err)
				continue
			}
			for _, w := range checkLine(r, data) {
				t.Errorf("%s %s: %s", name, r.Line.Report.Pointer, w)
			}
		}
	}
}

// TestChainRepeats holds that the same bytes give the same record, whatever
// the number of workers.
func TestChainRepeats(t *testing.T) {
	for name, data := range sampleFiles(t) {
		var first []byte
		for _, workers := range []int{1, 5} {
			var b bytes.Buffer
			enc := json.NewEncoder(&b)
			for _, r := range readAll(t, name, data, Options{Workers: workers}) {
				if err := enc.Encode(r.Line); err != nil {
					t.Fatal(err)
				}
			}
			if first == nil {
				first = b.Bytes()
			} else if d := cmp.Diff(string(first), b.String()); d != "" {
				t.Errorf("%s: %s", name, d)
			}
		}
	}
}

// inTurn does what readAll does without goroutines, whose turns the fuzzer
// would take for news.
func inTurn(t *testing.T, data []byte) []Result {
	var out []Result
	for item, err := range source.Read(t.Context(), "fuzz", bytes.NewReader(data), source.Options{}) {
		real.cutItem(piece{item: item, err: err}, Options{}.Article, func(p piece) bool {
			out = append(out, real.result(p, Full))
			return true
		})
	}
	return out
}

// FuzzChain holds that no bytes make a stage panic or a span lose its words.
func FuzzChain(f *testing.F) {
	for _, data := range sampleFiles(f) {
		f.Add(data)
	}
	f.Add([]byte(`{"title":"a\ud83d","body":"\"We \u201cwill\u201d,\" X said.\n\nOn"}`))
	f.Add([]byte("<h1>A</h1><p>\"B,\" C said on &nbsp; Monday<p>\xff\xfe"))
	f.Add([]byte("[{\"body\":1},{\"body\":\"said \\\"x\"},"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, r := range inTurn(t, data) {
			var fault *PanicError
			if errors.As(r.Err, &fault) {
				t.Fatalf("%v\n%s", fault, fault.Stack)
			}
			if r.Err != nil {
				continue
			}
			for _, w := range checkLine(r, data) {
				t.Error(w)
			}
		}
	})
}
