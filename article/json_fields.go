package article

import (
	"strings"

	"dateline/text"
	"dateline/text/fieldname"
	"dateline/text/jsonspan"
)

// jsonLeaf is a string or a number of a JSON text, or the list of strings that
// a body is kept in.
type jsonLeaf struct{ jsonspan.Value }

func (v jsonLeaf) number() bool { return v.Kind() == jsonspan.Number }

func (v jsonLeaf) text(base int) text.Text {
	s := v.Inner()
	raw := v.Bytes()[s.Start-v.Span().Start:][:s.Len()]
	return text.UnescapeJSON(text.Decode(raw).Shift(s.Start - base))
}

// maxFieldDepth is how many objects deep the fields of an article may lie in
// its object.
const maxFieldDepth = 3

// fields gathers the fields of v.
func (f *finder) fields(v jsonspan.Value) *fields {
	out := &fields{}
	f.gather(out, v, "", fieldname.Sense{}, 0)
	return out
}

// gather adds the fields in v, which is called prefix and whose own name says
// outer.
func (f *finder) gather(out *fields, v jsonspan.Value, prefix string, outer fieldname.Sense, depth int) {
	for name, w := range v.Members() {
		k, ok := inside(outer, f.sense(name), name)
		if outer == (fieldname.Sense{}) && k.Has(fieldname.Section) {
			f.section(out, field{name: prefix + name, depth: depth}, w, k)
			continue
		}
		if !ok || k.Has(fieldname.Aside) {
			continue
		}
		if depth > 0 && !outer.Has(fieldname.URL, fieldname.ID, fieldname.Body) {
			k[fieldname.URL], k[fieldname.ID] = 0, 0 // of something else
		}
		f.add(out, field{name: prefix + name, depth: depth}, w, k)
	}
}

// section files v, whose name says that it is a section: its name, the name of
// an object, the first of a list.
func (f *finder) section(out *fields, x field, v jsonspan.Value, k fieldname.Sense) {
	if v.Kind() == jsonspan.Array {
		for _, w := range v.Members() {
			v = w
			break
		}
	}
	if v.Kind() == jsonspan.String {
		x.value = jsonLeaf{v}
		out.putSection(x, k)
		return
	}
	if v.Kind() != jsonspan.Object {
		return
	}
	for name, w := range v.Members() {
		if w.Kind() == jsonspan.String && (name == "name" || name == "title" || name == "label") {
			x.name, x.value = x.name+"."+name, jsonLeaf{w}
			out.putSection(x, k)
			return
		}
	}
}

// add files v as the field x, which says k, and goes into what lies in it.
func (f *finder) add(out *fields, x field, v jsonspan.Value, k fieldname.Sense) {
	switch v.Kind() {
	case jsonspan.String, jsonspan.Number:
		x.value = jsonLeaf{v}
		out.put(x, k)
	case jsonspan.Object:
		if x.depth < maxFieldDepth {
			f.gather(out, v, x.name+".", k, x.depth+1)
		}
	case jsonspan.Array:
		f.addList(out, x, v, k)
	}
}

// addList takes a list as a field: the paragraphs of a body, the names of
// authors, the variants of a headline, the first of other values.
func (f *finder) addList(out *fields, x field, v jsonspan.Value, k fieldname.Sense) {
	parts := []bodyPart(nil)
	if k.Only(fieldname.Body) {
		parts = bodyParts(v)
	}
	switch {
	case k == fieldname.Sense{}:
		return // a list of something else
	case len(parts) > 1:
		x.value, x.parts = jsonLeaf{v}, parts
		x.rank = k[fieldname.Body]
		out.bodies = append(out.bodies, x)
		return
	}
	for _, w := range v.Members() {
		if w.Kind() != jsonspan.Array && !titled(w) {
			f.add(out, x, w, k)
		}
		switch {
		case k.Has(fieldname.Author):
		case k.Has(fieldname.Title):
			k[fieldname.Variant] = 2
		default:
			return
		}
	}
}

// bodyParts returns the strings of a body that is kept as a list: strings,
// or objects with a text of their own.
func bodyParts(v jsonspan.Value) []bodyPart {
	var out []bodyPart
	for _, w := range v.Members() {
		switch w.Kind() {
		case jsonspan.String:
			out = append(out, bodyPart{value: jsonLeaf{w}})
		case jsonspan.Object:
			if p, ok := blockPart(w, 0); ok && !titled(w) {
				out = append(out, p)
			}
		}
	}
	return out
}

// titled reports whether an object has a headline: then it is a record of its
// own and no part of another.
func titled(v jsonspan.Value) bool {
	if v.Kind() != jsonspan.Object {
		return false
	}
	for name, w := range v.Members() {
		if strings.HasPrefix(strings.ToLower(name), "head") && !strings.HasPrefix(strings.ToLower(name), "headline") {
			continue // the heading of a section
		}
		if w.Kind() == jsonspan.String && w.Span().Len() > 2 && fieldname.Of(name).Only(fieldname.Title, fieldname.Body) && fieldname.Of(name)[fieldname.Title] == 1 {
			return true
		}
	}
	return false
}

// blockPart returns the text of an object that is a block of a body, such as
// {"type": "paragraph", "data": {"text": "…"}}.
func blockPart(v jsonspan.Value, depth int) (bodyPart, bool) {
	var best jsonspan.Value
	heading, aside := false, false
	for name, w := range v.Members() {
		k := fieldname.Of(name)
		switch {
		case w.Kind() == jsonspan.String && (name == "type" || name == "kind" || name == "_type" || name == "style"):
			kind := strings.ToLower(w.String())
			heading = heading || strings.Contains(kind, "head") || len(kind) == 2 && kind[0] == 'h' && kind[1] >= '1' && kind[1] <= '6'
			aside = aside || fieldname.Of(kind).Has(fieldname.Aside) || strings.Contains(kind, "embed")
		case w.Kind() == jsonspan.String && k.Only(fieldname.Body, fieldname.Variant) && (k.Has(fieldname.Body) || name == "value"):
			if best == (jsonspan.Value{}) || w.Span().Len() > best.Span().Len() {
				best = w
			}
		case w.Kind() == jsonspan.Object && depth == 0 && k.Only(fieldname.Body):
			if p, ok := blockPart(w, depth+1); ok && best == (jsonspan.Value{}) {
				best, heading = p.value.(jsonLeaf).Value, heading || p.heading
			}
		}
	}
	return bodyPart{jsonLeaf{best}, heading}, best != jsonspan.Value{} && !aside
}
