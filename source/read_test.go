package source

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// list reads a source and writes what comes: "POINTER @OFFSET DATA" for an
// item, "! ERROR" for an error.
func list(ctx context.Context, r io.Reader, opt Options) []string {
	var out []string
	for item, err := range Read(ctx, "dump", r, opt) {
		if err != nil {
			out = append(out, "! "+err.Error())
			continue
		}
		out = append(out, fmt.Sprintf("%s @%d %s", item.Pointer, item.Offset, item.Data))
	}
	return out
}

func TestRead(t *testing.T) {
	tests := []struct {
		name, in string
		max      int
		want     []string
	}{
		{"text", "Talks resumed.\nThey ended.\n", 0, []string{" @0 Talks resumed.\nThey ended.\n"}},
		{"text with brackets", "[1] See the annex.\n[2] Ibid.", 0, []string{" @0 [1] See the annex.\n[2] Ibid."}},
		{"text with braces", "{Updated} The envoy left.", 0, []string{" @0 {Updated} The envoy left."}},
		{"text with mark", "\ufeffTalks", 0, []string{" @0 \ufeffTalks"}},
		{"wide text", "\xff\xfe{\x00\"\x00", 0, []string{" @0 \xff\xfe{\x00\"\x00"}},
		{"empty", "", 0, []string{"! dump: empty"}},
		{"blank", " \r\n\t", 0, []string{"! dump: empty"}},
		{"only a mark", "\ufeff\n", 0, []string{"! dump: empty"}},
		{"big text", strings.Repeat("a", 1025), 1024, []string{"! dump: byte 0: a record of over 1 KiB"}},

		{
			"lines", "{\"a\":1}\r\n\r\n  {\"a\":2} \n{\"a\":3}", 0,
			[]string{`line 1 @0 {"a":1}`, `line 3 @13 {"a":2}`, `line 4 @22 {"a":3}`},
		},
		{"lines with mark", "\ufeff{\"a\":1}\n{\"a\":2}\n", 0, []string{`line 1 @3 {"a":1}`, `line 2 @11 {"a":2}`}},
		{
			"broken line", "{\"a\":1}\n{\"a\":x}\nnothing\n{\"a\":4}\n", 0,
			[]string{
				`line 1 @0 {"a":1}`,
				`! dump: line 2: not valid JSON: a value was expected, at byte 13`,
				`! dump: line 3: not valid JSON: a value was expected, at byte 16`,
				`line 4 @24 {"a":4}`,
			},
		},
		{
			"broken first line", "{\"a\":\"x\n{\"a\":2}\n{\"a\":3}\n", 0,
			[]string{`! dump: line 1: JSON ends in the middle of a value, at byte 7`, `line 2 @8 {"a":2}`, `line 3 @16 {"a":3}`},
		},
		{
			"truncated last line", "{\"a\":1}\n{\"a\":", 0,
			[]string{`line 1 @0 {"a":1}`, `! dump: line 2: JSON ends in the middle of a value, at byte 13`},
		},
		{
			"long line", "{\"a\":1}\n{\"a\":\"" + strings.Repeat("b", 20) + "\"}\n{\"a\":3}\n", 16,
			[]string{`line 1 @0 {"a":1}`, `! dump: line 2: a record of over 16 bytes`, `line 3 @37 {"a":3}`},
		},
		{
			"long first line", "{\"a\":\"" + strings.Repeat("b", 20) + "\"}\n{\"a\":2}\n", 16,
			[]string{`! dump: line 1: a record of over 16 bytes`, `line 2 @29 {"a":2}`},
		},
		{"long last line", "{\"a\":1}\n{\"a\":\"" + strings.Repeat("b", 20) + "\"}", 16, []string{`line 1 @0 {"a":1}`, `! dump: line 2: a record of over 16 bytes`}},

		{"object", "{\n \"a\": [\n{\"b\": 1}\n]\n}\n", 0, []string{" @0 {\n \"a\": [\n{\"b\": 1}\n]\n}"}},
		{"truncated object", `{"a":[{"b":1},{"b`, 0, []string{` @0 {"a":[{"b":1},{"b`}},
		{
			"objects", "{\"a\":\n1}{\"a\":2}\n {\"a\":\"}\\\"\"} ", 0,
			[]string{"line 1 @0 {\"a\":\n1}", `byte 8 @8 {"a":2}`, `line 3 @17 {"a":"}\""}`},
		},
		{
			"object and text", "{\"a\":\n1}\nThe end\n{\"a\":2}", 0,
			[]string{"line 1 @0 {\"a\":\n1}", "! dump: line 3: not valid JSON: an object was expected", `line 4 @17 {"a":2}`},
		},

		{"array", ` [ {"a":1} , {"a":[2]} ] `, 0, []string{`/0 @3 {"a":1}`, `/1 @13 {"a":[2]}`}},
		{"nested arrays", `[[{"a":1}],[[],{"a":2}]]`, 0, []string{`/0/0 @2 {"a":1}`, `/1/1 @15 {"a":2}`}},
		{"empty array", "[ ]", 0, []string{"! dump: an empty JSON array"}},
		{
			"plain values", `["a",{"a":1},"b",3,{"a":2}]`, 0,
			[]string{"! dump: byte 1: a plain value where an object was expected", `/1 @5 {"a":1}`, `/4 @19 {"a":2}`},
		},
		{
			"broken element", `[{"a":1},{"a" 1},{"a":3}]`, 0,
			[]string{`/0 @1 {"a":1}`, "! dump: byte 14: not valid JSON: a colon was expected after the name", `/2 @17 {"a":3}`},
		},
		{
			"truncated array", `[{"a":1},{"a":2},{"a`, 0,
			[]string{`/0 @1 {"a":1}`, `/1 @9 {"a":2}`, "! dump: byte 20: JSON ends in the middle of a value"},
		},
		{
			"big element", `[{"a":1},{"a":"` + strings.Repeat("b", 20) + `"},{"a":3}]`, 16,
			[]string{`/0 @1 {"a":1}`, "! dump: byte 9: a record of over 16 bytes", `/2 @38 {"a":3}`},
		},
		{"arrays", "[{\"a\":1}]\n{\"b\":1}", 0, []string{`/0 @1 {"a":1}`, `line 2 @10 {"b":1}`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			opt := Options{MaxRecord: tt.max}
			if diff := cmp.Diff(tt.want, list(t.Context(), strings.NewReader(tt.in), opt)); diff != "" {
				t.Errorf("read at once (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, list(t.Context(), iotest.OneByteReader(strings.NewReader(tt.in)), opt)); diff != "" {
				t.Errorf("read byte by byte (-want +got):\n%s", diff)
			}
		})
	}
}

// TestReadDumps writes random records in every layout and wants them back, in
// order, each at its offset.
func TestReadDumps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		records := rapid.SliceOfN(rapid.Custom(record), 2, 12).Draw(t, "records")
		gap := rapid.SampledFrom([]string{"", " ", "\n", "\r\n\t", "  \n\n"})
		lead := rapid.SampledFrom([]string{"", "\ufeff", "\n", "\ufeff "}).Draw(t, "lead")
		var b strings.Builder
		b.WriteString(lead)
		layout := rapid.SampledFrom([]string{"lines", "array", "nested", "objects"}).Draw(t, "layout")
		open, shut, between := "", "", ""
		switch layout {
		case "lines":
			between = rapid.SampledFrom([]string{"\n", "\r\n", "\n\n"}).Draw(t, "line end")
			gap = rapid.SampledFrom([]string{"", " ", "\t"})
		case "array":
			open, shut, between = "[", "]", ","
		case "nested":
			open, shut, between = "[[", "]]", "],["
		}
		b.WriteString(open)
		for i, r := range records {
			if i > 0 {
				b.WriteString(gap.Draw(t, "before") + between + gap.Draw(t, "after"))
			}
			b.WriteString(r)
		}
		b.WriteString(shut)
		src := b.String()

		var got []string
		pointers := map[string]bool{}
		for item, err := range Read(t.Context(), "dump", strings.NewReader(src), Options{}) {
			if err != nil {
				t.Fatalf("%v in %q", err, src)
			}
			end := item.Offset + int64(len(item.Data))
			if at := src[item.Offset:end]; at != string(item.Data) {
				t.Fatalf("data %q, but the source has %q at %d", item.Data, at, item.Offset)
			}
			if pointers[item.Pointer] {
				t.Fatalf("two items at %q", item.Pointer)
			}
			pointers[item.Pointer] = true
			got = append(got, string(item.Data))
		}
		if diff := cmp.Diff(records, got); diff != "" {
			t.Fatalf("%s of %q (-want +got):\n%s", layout, src, diff)
		}
	})
}

// record draws a JSON object as one line.
func record(t *rapid.T) string {
	m := map[string]any{}
	for range rapid.IntRange(0, 3).Draw(t, "members") {
		key := rapid.String().Draw(t, "key")
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			m[key] = rapid.StringMatching(`[a-z{}\[\]"\\, é]{0,20}`).Draw(t, "string")
		case 1:
			m[key] = rapid.Float64().Draw(t, "number")
		case 2:
			m[key] = []any{nil, true, map[string]any{"]": "["}}
		}
	}
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestReadStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	src := strings.NewReader(strings.Repeat("{\"a\":1}\n", 100_000))
	items := 0
	var last error
	for _, err := range Read(ctx, "dump", src, Options{}) {
		if last = err; err == nil {
			if items++; items == 3 {
				cancel()
			}
		}
	}
	if items != 3 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d items, then %v", items, last)
	}
	if src.Len() == 0 {
		t.Error("the source was read to its end")
	}
}

func TestReadStopsWhenTheCallerDoes(t *testing.T) {
	for range Read(t.Context(), "dump", strings.NewReader(`[{"a":1},{"a":2},{`), Options{}) {
		break
	}
}

func TestReadTellsOfAReaderThatFails(t *testing.T) {
	r := io.MultiReader(strings.NewReader("{\"a\":1}\n{\"a\":2}\n"), iotest.ErrReader(errors.New("disk gone")))
	want := []string{`line 1 @0 {"a":1}`, `line 2 @8 {"a":2}`, "! dump: byte 16: disk gone"}
	if diff := cmp.Diff(want, list(t.Context(), r, Options{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"[{}]", "{\"a\":1}\n{", "{}{}[1,[{}]", "[[[", "text", "{\"a\":\"\\"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		at := int64(-1)
		for item, err := range Read(t.Context(), "dump", strings.NewReader(string(src)), Options{MaxRecord: 64}) {
			if err != nil {
				continue
			}
			if item.Offset <= at || string(src[item.Offset:item.Offset+int64(len(item.Data))]) != string(item.Data) {
				t.Fatalf("item %+v of %q", item, src)
			}
			if len(item.Data) > 64 {
				t.Fatalf("%d bytes", len(item.Data))
			}
			at = item.Offset
		}
	})
}

func BenchmarkReadLines(b *testing.B) {
	line := `{"title":"Talks resume","text":"` + strings.Repeat("The envoys met again. ", 150) + "\"}\n"
	src := strings.Repeat(line, 1000)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for range Read(b.Context(), "dump", strings.NewReader(src), Options{}) {
			n++
		}
		if n != 1000 {
			b.Fatal(n)
		}
	}
}

func BenchmarkReadArray(b *testing.B) {
	element := `{"title":"Talks resume","text":"` + strings.Repeat("The envoys met again. ", 150) + `"}`
	src := "[" + strings.Repeat(element+",", 999) + element + "]"
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for range Read(b.Context(), "dump", strings.NewReader(src), Options{}) {
			n++
		}
		if n != 1000 {
			b.Fatal(n)
		}
	}
}
