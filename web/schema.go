package web

import (
	"reflect"
	"strings"
)

// schemaSet holds the JSON Schemas (2020-12) of the types that are answered,
// by name.
type schemaSet map[string]any

// of returns the schema of v's type as it is encoded, with a reference for
// each struct.
func (s schemaSet) of(v any) map[string]any { return s.typed(reflect.TypeOf(v)) }

func (s schemaSet) typed(t reflect.Type) map[string]any {
	switch t.Kind() {
	case reflect.Pointer:
		return map[string]any{"anyOf": []any{s.typed(t.Elem()), map[string]any{"type": "null"}}}
	case reflect.Slice, reflect.Array:
		out := map[string]any{"type": "array", "items": s.typed(t.Elem())}
		if t.Kind() == reflect.Array {
			out["minItems"], out["maxItems"] = t.Len(), t.Len()
		}
		return out
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.Struct:
		return s.object(t)
	}
	return map[string]any{"type": "integer"}
}

func (s schemaSet) object(t reflect.Type) map[string]any {
	name := strings.TrimSuffix(t.Name(), "JSON")
	name = strings.ToUpper(name[:1]) + name[1:]
	if t.PkgPath() != reflect.TypeFor[desk]().PkgPath() {
		name = "Record" + name
	}
	ref := map[string]any{"$ref": "#/components/schemas/" + name}
	if _, ok := s[name]; ok {
		return ref
	}
	properties, required := map[string]any{}, []any{}
	out := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	s[name] = out
	s.fields(t, properties, &required)
	out["required"] = required
	return ref
}

// fields gathers the fields of a struct, those of embedded ones too.
func (s schemaSet) fields(t reflect.Type, properties map[string]any, required *[]any) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && tag == "":
			s.fields(f.Type, properties, required)
		case !f.IsExported() || tag == "-":
		default:
			properties[tag] = s.typed(f.Type)
			if option != "omitempty" {
				*required = append(*required, tag)
			}
		}
	}
}
