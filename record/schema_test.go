package record_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"dateline/article"
	"dateline/language"
	"dateline/record"
	"dateline/samples"
	"dateline/source"
	"dateline/statement"
)

const schemaFile = "../docs/read.schema.json"

func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// decode returns v as JSON that can be changed and validated.
func decode(t *testing.T, v any) any {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	out, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// sampleLines returns the record of every report in the bundled samples.
func sampleLines(t *testing.T) []record.Line {
	t.Helper()
	var out []record.Line
	err := fs.WalkDir(samples.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(samples.FS(), path)
		if err != nil {
			return err
		}
		for a, err := range article.Read(source.Item{Location: path, Data: data}, article.Options{}) {
			if err != nil {
				continue // a sample may be there to show an error
			}
			doc := language.Analyze(a)
			said := statement.Find(doc)
			out = append(out, record.Make(doc, said, statement.Positions(doc, said), nil, nil))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) == 0 {
		t.Fatal("no reports in the samples")
	}
	return out
}

func TestSchemaHoldsSamples(t *testing.T) {
	s := compile(t)
	for _, line := range sampleLines(t) {
		if err := s.Validate(decode(t, line)); err != nil {
			t.Errorf("%s %s: %v", line.Report.Location, line.Report.Pointer, err)
		}
	}
}

// full returns a value of type typ with one element in every list and nothing
// null.
func full(typ reflect.Type) reflect.Value {
	v := reflect.New(typ).Elem()
	switch typ.Kind() {
	case reflect.Struct:
		for i := range typ.NumField() {
			v.Field(i).Set(full(typ.Field(i).Type))
		}
	case reflect.Pointer:
		v.Set(reflect.New(typ.Elem()))
		v.Elem().Set(full(typ.Elem()))
	case reflect.Slice:
		v.Set(reflect.Append(v, full(typ.Elem())))
	}
	return v
}

// fullLine is a Line with everything in it, and values where the schema names
// them.
func fullLine() record.Line {
	l := full(reflect.TypeFor[record.Line]()).Interface().(record.Line)
	day, prec := "2026-02-09", "day"
	stamp := record.Stamp{Time: &day, Precision: &prec, Basis: &prec}
	date := record.Date{ISO: &day, Precision: &prec, Basis: &prec, Span: &record.Span{}}
	l.Report.Version = strings.Repeat("0a", 32)
	l.Report.Published, l.Report.Modified = stamp, stamp
	l.Report.Dateline.Date = &day
	l.Report.Parts[0].Kind = "headline"
	st := &l.Statements[0]
	st.Kind, st.Part, st.Act, st.Grade, st.Date = "direct", "body", "speech", "sure", &date
	l.Positions[0].Grade = "to check"
	e := &l.Events[0]
	e.Track, e.Grade, e.Date = "both", "sure", &date
	l.Meetings[0].Date = &date
	l.Dates[0] = date
	l.Actors[0].Roles[0].From, l.Actors[0].Roles[0].To = &day, &day
	return l
}

func fullRelated() record.Related {
	r := full(reflect.TypeFor[record.Related]()).Interface().(record.Related)
	day, prec := "2026-02", "month"
	r.Relations.Dates[0].Published = record.Stamp{Time: &day, Precision: &prec, Basis: &prec}
	r.Relations.Stories[0].Origins = 1
	r.Relations.Utterances[0].Reports = 1
	r.Relations.Actors[0].Roles[0].Reports = 1
	order := "date"
	r.Relations.Rewrites[0].Order = &order
	return r
}

func TestSchemaHoldsEveryField(t *testing.T) {
	s := compile(t)
	for _, v := range []any{fullLine(), fullRelated(), emptyRelated()} {
		if err := s.Validate(decode(t, v)); err != nil {
			t.Errorf("%T: %v", v, err)
		}
	}
}

func emptyRelated() record.Related { return record.Related{Relations: record.NoRelations()} }

// TestSchemaBreaks holds that a line breaks the schema when any one of its
// fields is gone, or is of another type.
func TestSchemaBreaks(t *testing.T) {
	s := compile(t)
	for _, v := range []any{fullLine(), fullRelated()} {
		broken := 0
		damage(decode(t, v), "", func(path string, root any) {
			if optional(path) {
				return
			}
			broken++
			if s.Validate(root) == nil {
				t.Errorf("%T: still valid with %s", v, path)
			}
		})
		if broken < 60 {
			t.Errorf("%T: only %d fields were broken", v, broken)
		}
	}
}

// optional reports whether a path names a field that may be missing: the pieces
// of a span that is in one piece, and what only a person's corrections bring.
func optional(path string) bool {
	for _, f := range []string{"source", "corrections", "was_spans", "retracted"} {
		if strings.HasSuffix(path, "/"+f+" removed") {
			return true
		}
	}
	// The state of who takes part, where an actor does not tell it.
	return strings.HasSuffix(path, "/country removed") && !strings.HasPrefix(path, "/actors/") && !strings.Contains(path, "/roles/")
}

// damage calls check with root damaged in one place, for every field of every
// object in it, and mends it again.
func damage(root any, path string, check func(path string, root any)) {
	var walk func(v any, path string)
	walk = func(v any, path string) {
		switch v := v.(type) {
		case map[string]any:
			for _, k := range slices.Sorted(maps.Keys(v)) {
				was := v[k]
				delete(v, k)
				check(path+"/"+k+" removed", root)
				v[k] = map[string]any{"unknown": true}
				check(path+"/"+k+" of another type", root)
				v[k] = was
				walk(was, path+"/"+k)
			}
		case []any:
			for i, x := range v {
				walk(x, fmt.Sprintf("%s/%d", path, i))
			}
		}
	}
	walk(root, path)
}

func TestSchemaBreaksOnWrongValues(t *testing.T) {
	s := compile(t)
	for name, change := range map[string]func(*record.Line){
		"a version that is no hash":     func(l *record.Line) { l.Report.Version = "1" },
		"a negative offset":             func(l *record.Line) { l.Statements[0].Span.Start = -1 },
		"an unknown kind":               func(l *record.Line) { l.Statements[0].Kind = "hearsay" },
		"a date that is not ISO 8601":   func(l *record.Line) { d := "9 February"; l.Dates[0].ISO = &d },
		"an unknown precision":          func(l *record.Line) { p := "decade"; l.Report.Published.Precision = &p },
		"a list that is null":           func(l *record.Line) { l.Events = nil },
		"a share above one":             func(l *record.Line) { l.Positions[0].Quoted = 1.5 },
		"a grade that does not exist":   func(l *record.Line) { l.Events[0].Grade = "certain" },
		"a body that claims to be part": func(l *record.Line) { l.Report.Parts[0].Kind = "body" },
	} {
		l := fullLine()
		change(&l)
		if s.Validate(decode(t, l)) == nil {
			t.Errorf("valid with %s", name)
		}
	}
}

// TestSchemaNamesEveryField holds the properties in the schema and the JSON
// fields of the Go types equal, both ways.
func TestSchemaNamesEveryField(t *testing.T) {
	data, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Defs map[string]node `json:"$defs"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	c := comparison{t: t, defs: doc.Defs, seen: map[string]reflect.Type{}}
	c.object("line", reflect.TypeFor[record.Line]())
	c.object("related", reflect.TypeFor[record.Related]())
	for name := range doc.Defs {
		if c.seen[name] == nil {
			t.Errorf("schema: %s is used nowhere", name)
		}
	}
}

// node is what the comparison reads of a schema.
type node struct {
	Ref        string          `json:"$ref"`
	AnyOf      []node          `json:"anyOf"`
	Items      *node           `json:"items"`
	Properties map[string]node `json:"properties"`
	Required   []string        `json:"required"`
}

// def returns the definition that n, or what n holds, refers to.
func (n node) def() string {
	if n.Items != nil {
		return n.Items.def()
	}
	for _, x := range n.AnyOf {
		if d := x.def(); d != "" {
			return d
		}
	}
	return strings.TrimPrefix(n.Ref, "#/$defs/")
}

type comparison struct {
	t    *testing.T
	defs map[string]node
	seen map[string]reflect.Type
}

// object compares the definition of the given name with a struct.
func (c comparison) object(name string, typ reflect.Type) {
	if was, ok := c.seen[name]; ok {
		if was != typ {
			c.t.Errorf("schema: %s stands for both %v and %v", name, was, typ)
		}
		return
	}
	c.seen[name] = typ
	def, ok := c.defs[name]
	if !ok {
		c.t.Errorf("schema: no definition of %s for %v", name, typ)
		return
	}
	fields := map[string]bool{}
	for _, f := range reflect.VisibleFields(typ) {
		if f.Anonymous {
			continue
		}
		key, opt, _ := strings.Cut(f.Tag.Get("json"), ",")
		fields[key] = true
		p, ok := def.Properties[key]
		if !ok {
			c.t.Errorf("schema: %s lacks %s of %v", name, key, typ)
			continue
		}
		if slices.Contains(def.Required, key) == (opt == "omitempty") {
			c.t.Errorf("schema: %s: %s must be required unless it is left out when empty", name, key)
		}
		elem := f.Type
		for elem.Kind() == reflect.Pointer || elem.Kind() == reflect.Slice {
			elem = elem.Elem()
		}
		switch d := p.def(); {
		case elem.Kind() == reflect.Struct:
			c.object(d, elem)
		case d != "":
			c.t.Errorf("schema: %s: %s is %s, in Go %v", name, key, d, f.Type)
		}
	}
	for key := range def.Properties {
		if !fields[key] {
			c.t.Errorf("schema: %s has %s, which %v lacks", name, key, typ)
		}
	}
}
