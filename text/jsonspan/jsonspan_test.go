package jsonspan

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// show writes a tree as lines of "depth name kind bytes".
func show(v Value) []string {
	var out []string
	var walk func(name string, v Value, depth int)
	walk = func(name string, v Value, depth int) {
		open := ""
		if v.Open() {
			open = " open"
		}
		out = append(out, fmt.Sprintf("%d %s %d%s %s", depth, name, v.Kind(), open, v.Bytes()))
		for name, w := range v.Members() {
			walk(name, w, depth+1)
		}
	}
	walk("", v, 0)
	return out
}

func TestParse(t *testing.T) {
	const in = ` {"a" : [1, "x\"]", true], "\u00e9": {}, "n":null} `
	tree, err := Parse([]byte(in))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`0  5 ` + strings.TrimSpace(in),
		`1 a 4 [1, "x\"]", true]`,
		`2  2 1`,
		`2  3 "x\"]"`,
		`2  1 true`,
		`1 é 5 {}`,
		`1 n 0 null`,
	}
	if diff := cmp.Diff(want, show(tree.Root())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := tree.Root().Len(); n != 3 {
		t.Errorf("%d members", n)
	}
	for name, v := range tree.Root().Members() {
		if s := v.Span(); in[s.Start:s.End] != string(v.Bytes()) {
			t.Errorf("%s: span %v", name, s)
		}
		if name == "a" {
			for _, w := range v.Members() {
				if w.Kind() == String && w.String() != `x"]` {
					t.Errorf("string %q", w.String())
				}
			}
		}
	}
}

func TestParseBroken(t *testing.T) {
	tests := []struct {
		in        string
		at        int
		truncated bool
		want      []string // the tree
	}{
		{``, 0, true, []string{"0  0 open "}},
		{`{"a":[1,2`, 9, true, []string{`0  5 open {"a":[1,2`, `1 a 4 open [1,2`, `2  2 1`, `2  2 2`}},
		{`{"a":1 "b"}`, 7, false, []string{`0  5 open {"a":1 `, `1 a 2 1`}},
		{`{"a":1,}`, 7, false, []string{`0  5 open {"a":1,`, `1 a 2 1`}},
		{`[tru`, 4, true, []string{`0  4 open [tru`, `1  1 open tru`}},
		{`["a\`, 4, true, []string{`0  4 open ["a\`, `1  3 open "a\`}},
		{`["a\x"]`, 3, false, []string{`0  4 open ["a`, `1  3 open "a`}},
		{`{} {}`, 3, false, []string{`0  5 {}`}},
		{`[01]`, 2, false, []string{`0  4 open [0`, `1  2 0`}},
	}
	for _, tt := range tests {
		tree, err := Parse([]byte(tt.in))
		e, ok := err.(*Error)
		if !ok || e.Offset != tt.at || e.Truncated != tt.truncated {
			t.Errorf("%s: error %v", tt.in, err)
		}
		if diff := cmp.Diff(tt.want, show(tree.Root())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.in, diff)
		}
	}
}

func TestParseLimits(t *testing.T) {
	deep := strings.Repeat("[", MaxDepth+1) + strings.Repeat("]", MaxDepth+1)
	if _, err := Parse([]byte(deep)); err == nil || !strings.Contains(err.Error(), "nested more than 500 deep") {
		t.Errorf("deep: %v", err)
	}
	if _, err := Parse([]byte(deep[1 : len(deep)-1])); err != nil {
		t.Errorf("as deep as allowed: %v", err)
	}
	many := "[" + strings.Repeat("0,", MaxValues) + "0]"
	if _, err := Parse([]byte(many)); err == nil || !strings.Contains(err.Error(), "values") {
		t.Errorf("many: %v", err)
	}
}

func TestLooks(t *testing.T) {
	for in, want := range map[string]bool{
		`{"a":1}`: true, "\n { \"a\" \n:": true, `{`: true, `{"a`: true, `{}`: true, `[]`: true, `[[{"a":1`: true,
		`["a","b"]`: true, `[1, 2`: true, `[`: true,
		``: false, `a`: false, `"a"`: false, `{a:1}`: false, `{"a" said`: false, `[1] See`: false, `[[link]]`: false,
		`["Yes"] he said`: false, `[the`: false, `{{x}}`: false,
	} {
		if got := Looks([]byte(in)); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

// FuzzParse holds the parser equal to encoding/json, but for raw control
// characters in strings and the limits, and its spans inside one another.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`{"a":[1,-2.5e3,"\u00e9\n"],"b":{}}`, `[tru`, `["\ud83d\ude00"]`, `{"a":1,}`, `{"a" 1}`, "[\"\t\"]", `-`, `0.`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		tree, err := Parse(data)
		if json.Valid(data) != (err == nil) && !strings.ContainsFunc(string(data), func(r rune) bool { return r < ' ' }) && len(data) < MaxDepth {
			t.Fatalf("%q: %v", data, err)
		}
		if _, skipErr := Skip(data); err == nil && skipErr != nil {
			t.Fatalf("%q: Skip says %v", data, skipErr)
		}
		if (Check(data) == nil) != (err == nil) {
			t.Fatalf("%q: Check says otherwise than %v", data, err)
		}
		if err == nil && !Looks(data) && (tree.Root().Kind() == Object || tree.Root().Kind() == Array) {
			t.Fatalf("%q does not look like JSON", data)
		}
		var walk func(v Value)
		walk = func(v Value) {
			at := v.Span().Start
			_ = v.String()
			for _, w := range v.Members() {
				s := w.Span()
				if !v.Span().Contains(s) || s.Start < at {
					t.Fatalf("%q: %v in %v after %d", data, s, v.Span(), at)
				}
				at = s.End
				walk(w)
			}
		}
		walk(tree.Root())
	})
}

func BenchmarkParse(b *testing.B) {
	one := `{"id":4711,"title":"Talks resume","date":"2031-02-09 10:00:00","tags":["a","b"],"text":"` +
		strings.Repeat("The envoys met \\\"again\\\" at the lake.\\n", 80) + `"}`
	data := []byte("[" + strings.Repeat(one+",", 99) + one + "]")
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(data); err != nil {
			b.Fatal(err)
		}
	}
}
