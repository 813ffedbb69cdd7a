package query

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

var parsed = []struct {
	in   string
	want Query
	out  string // String of it
}{
	{"", Query{}, ""},
	{" \t\n ", Query{}, ""},
	{"Missile", Query{Terms: []Term{{Words: []string{"missile"}}}}, "missile"},
	{`talks "Red  Line" -Sanctions -"no deal"`, Query{Terms: []Term{
		{Words: []string{"talks"}},
		{Words: []string{"red", "line"}},
		{Words: []string{"sanctions"}, Not: true},
		{Words: []string{"no", "deal"}, Not: true},
	}}, `talks "red line" -sanctions -"no deal"`},
	{"well-known U.S.", Query{Terms: []Term{{Words: []string{"well", "known"}}, {Words: []string{"us"}}}}, `"well known" us`},
	{"“put off” «на словах» „so“", Query{Terms: []Term{
		{Words: []string{"put", "off"}}, {Words: []string{"на", "словах"}}, {Words: []string{"so"}},
	}}, `"put off" "на словах" so`},
	{`- -- & "" "—" -"!"`, Query{}, ""},
	{"會談", Query{Terms: []Term{{Words: []string{"會", "談"}}}}, `"會 談"`},
	{`a"b c"d`, Query{Terms: []Term{{Words: []string{"a"}}, {Words: []string{"b", "c"}}, {Words: []string{"d"}}}}, `a "b c" d`},
	{"10:30 сказал:да", Query{Terms: []Term{{Words: []string{"10", "30"}}, {Words: []string{"сказал", "да"}}}}, `"10 30" "сказал да"`},
	{`SPEAKER:Dvořák -outlet:"Harbour Wire" x`, Query{
		Terms: []Term{{Words: []string{"x"}}},
		Fields: []Field{
			{Name: "speaker", Value: "Dvořák", Words: []string{"dvorak"}},
			{Name: "outlet", Value: "Harbour Wire", Words: []string{"harbour", "wire"}, Not: true},
		},
	}, `x speaker:Dvořák -outlet:"Harbour Wire"`},
	{"kind:Direct after:2026 before:2026-02 after:2026-02-09 kind:mixed", Query{Fields: []Field{
		{Name: "kind", Value: "direct", Words: []string{"direct"}},
		{Name: "after", Value: "2026", Words: []string{"2026"}},
		{Name: "before", Value: "2026-02", Words: []string{"2026", "02"}},
		{Name: "after", Value: "2026-02-09", Words: []string{"2026", "02", "09"}},
		{Name: "kind", Value: "mixed", Words: []string{"mixed"}},
	}}, "kind:direct after:2026 before:2026-02 after:2026-02-09 kind:mixed"},
	{"place:port-arda about:a:b", Query{Fields: []Field{
		{Name: "place", Value: "port-arda", Words: []string{"port", "arda"}},
		{Name: "about", Value: "a:b", Words: []string{"a", "b"}},
	}}, "place:port-arda about:a:b"},
	{`NEAR(a b) "x" OR y* ^z`, Query{Terms: []Term{
		{Words: []string{"near", "a"}},
		{Words: []string{"b"}},
		{Words: []string{"x"}},
		{Words: []string{"or"}},
		{Words: []string{"y"}},
		{Words: []string{"z"}},
	}}, `"near a" b x or y z`},
}

func TestParse(t *testing.T) {
	for _, tt := range parsed {
		got, err := Parse(tt.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", tt.in, err)
			continue
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("Parse(%q) (-want +got):\n%s", tt.in, d)
		}
		if out := got.String(); out != tt.out {
			t.Errorf("Parse(%q).String() = %q, want %q", tt.in, out, tt.out)
		}
	}
}

var refused = []struct {
	in     string
	at     int
	reason string // part of the message
}{
	{`talks "red line`, 6, "not closed"},
	{`talks"`, 5, "not closed"},
	{`é speaker:"x`, 11, "not closed"},
	{"é -colour:red", 4, `no field "colour" (known: speaker, outlet, about, place, kind, cue, grade, after, before, type, track)`},
	{"said: we", 0, `no field "said"`},
	{"speaker:", 8, "needs a letter"},
	{`x speaker:"..."`, 10, "needs a letter"},
	{"track:loud", 6, `no track "loud" (known: diplomacy, military, both, other)`},
	{"kind:loud", 5, `no kind "loud" (known: direct, mixed, indirect)`},
	{"after:yesterday", 6, "not a day"},
	{"a before:2026-13", 9, "not a day"},
	{"before:2026-02-30", 7, "not a day"},
	{"after:", 6, "not a day"},
}

func TestParseRefuses(t *testing.T) {
	for _, tt := range refused {
		_, err := Parse(tt.in)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("Parse(%q): %v, want an *Error", tt.in, err)
			continue
		}
		if e.At != tt.at || !strings.Contains(e.Error(), tt.reason) {
			t.Errorf("Parse(%q): byte %d: %v, want byte %d and %q", tt.in, e.At, e, tt.at, tt.reason)
		}
	}
}

func TestDay(t *testing.T) {
	for value, want := range map[string]int64{
		"1970": 0, "1970-02": 31, "1970-01-02": 1, "1969-12-31": -1, "2026-02-09": 20493,
	} {
		if got, ok := (Field{Value: value}).Day(); !ok || got != want {
			t.Errorf("Day of %s = %d, %v, want %d", value, got, ok, want)
		}
	}
}

func TestNewField(t *testing.T) {
	if f, err := NewField("speaker", "PER"); err != nil || f.Value != "PER" || !slices.Equal(f.Words, []string{"peru"}) {
		t.Errorf("%+v, %v", f, err)
	}
	if f, err := NewField("speaker", `Mara "the fox" Dvorin`); err != nil || len(f.Words) != 4 {
		t.Errorf("NewField = %v, %v", f, err)
	}
	for _, bad := range [][2]string{{"colour", "red"}, {"kind", "loud"}, {"after", "then"}, {"about", "-"}} {
		if _, err := NewField(bad[0], bad[1]); err == nil {
			t.Errorf("NewField(%q, %q) gives no error", bad[0], bad[1])
		}
	}
}

// TestWordsAreStable holds that words, once cut, are cut no further: what a
// query prints is what it searches.
func TestWordsAreStable(t *testing.T) {
	for r := rune(0); r <= 0x10FFFF; r++ {
		if !unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.Sk) {
			continue
		}
		for _, s := range []string{string(r), "a" + string(r) + "b"} {
			once := Words(s)
			if again := Words(strings.Join(once, " ")); !slices.Equal(once, again) {
				t.Errorf("%U in %q: %q is cut again to %q", r, s, once, again)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, tt := range parsed {
		f.Add(tt.in)
	}
	for _, tt := range refused {
		f.Add(tt.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := Parse(s)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.At < 0 || e.At > len(s) {
				t.Fatalf("Parse(%q): %v", s, err)
			}
			return
		}
		again, err := Parse(q.String())
		if err != nil {
			t.Fatalf("Parse(%q).String() = %q: %v", s, q, err)
		}
		if d := cmp.Diff(q, again); d != "" {
			t.Fatalf("%q was printed as %q and changed:\n%s", s, q, d)
		}
	})
}
