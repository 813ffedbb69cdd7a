package article

import (
	"strings"
	"unicode"

	"dateline/text"
	"dateline/text/jsonspan"
)

// jsonField is a value of an object that says something of an article.
type jsonField struct {
	name  string // as written; of a field in a field "title.rendered"
	rank  uint8  // of its class, 1 is the best
	depth int    // 0 for a field of the object itself
	value jsonspan.Value
}

// jsonFields are the fields of an object by what they say.
type jsonFields struct {
	titles, bodies, summaries, authors, dates, modified, urls, sources, langs, ids []jsonField
}

// maxFieldDepth is how many objects deep the fields of an article may lie in
// its object.
const maxFieldDepth = 3

// fields gathers the fields of v.
func (f *finder) fields(v jsonspan.Value) *jsonFields {
	out := &jsonFields{}
	f.gather(out, v, "", keySense{}, 0)
	return out
}

// gather adds the fields in v, which is called prefix and whose own name says
// outer.
func (f *finder) gather(out *jsonFields, v jsonspan.Value, prefix string, outer keySense, depth int) {
	for name, w := range v.Members() {
		k, ok := inside(outer, f.sense(name), name)
		if !ok || k.has(keyAside) {
			continue
		}
		if depth > 0 && !outer.has(keyURL, keyID, keyBody) {
			k[keyURL], k[keyID] = 0, 0 // of something else
		}
		f.add(out, jsonField{name: prefix + name, depth: depth, value: w}, k)
	}
}

// add files a field that says k, and goes into what lies in it.
func (f *finder) add(out *jsonFields, x jsonField, k keySense) {
	switch x.value.Kind() {
	case jsonspan.String, jsonspan.Number:
		out.put(x, k)
	case jsonspan.Object:
		if x.depth < maxFieldDepth {
			f.gather(out, x.value, x.name+".", k, x.depth+1)
		}
	case jsonspan.Array:
		f.addList(out, x, k)
	}
}

// addList takes a list as a field: the paragraphs of a body, the names of
// authors, the first of other values.
func (f *finder) addList(out *jsonFields, x jsonField, k keySense) {
	switch {
	case k == keySense{}:
		return // a list of something else
	case k.only(keyBody) && len(bodyParts(x.value)) > 1:
		x.rank = k[keyBody]
		out.bodies = append(out.bodies, x)
		return
	}
	for _, w := range x.value.Members() {
		y := x
		y.value = w
		if w.Kind() != jsonspan.Array && !titled(w) {
			f.add(out, y, k)
		}
		if !k.has(keyAuthor) {
			return
		}
	}
}

// inside tells what a name says in an object whose own name says outer. It is
// not ok for what describes the outer thing itself, such as an author's
// address.
func inside(outer, k keySense, name string) (keySense, bool) {
	plain := k.only(keyTitle, keyBody, keyVariant)
	switch {
	case outer == keySense{} || k.has(keyAside):
		return k, true
	case outer.has(keyAuthor, keySource):
		named := k.has(keyTitle, keyBody) && k[keyTitle] != 1 && k[keyVariant] == 0
		return outer, plain && (named || name == "value" || name == "original")
	case k == keySense{}:
		return outer, true
	case outer.has(keyBody) && outer.only(keyBody):
		return k, true
	case plain && outer.has(keyTitle):
		k[keyTitle], k[keyBody] = max(outer[keyTitle], k[keyTitle]), 0
		return k, true
	case plain && outer.has(keySummary, keyDate, keyModified, keyLang, keyURL, keyID):
		return outer, true
	case outer.has(keyDate, keyModified) && k.has(keyDate, keyModified, keyNoDate):
		return outer, !k.has(keyNoDate)
	}
	return k, !outer.has(keyDate, keyModified, keyURL, keyLang, keyID)
}

// put files a plain value by what its name says and what its shape allows.
func (out *jsonFields) put(x jsonField, k keySense) {
	file := func(list *[]jsonField, class keyClass) {
		x.rank = k[class]
		if class == keyTitle || class == keySummary {
			x.rank += k[keyVariant]
		}
		*list = append(*list, x)
	}
	s := strings.TrimSpace(x.value.String())
	isText := x.value.Kind() == jsonspan.String
	switch {
	case s == "":
	case k.has(keyAuthor):
		if isText && k.only(keyAuthor, keyDate, keyModified, keyBody) {
			file(&out.authors, keyAuthor)
		}
	case k.has(keyModified) && !k.has(keyNoDate) && isDate(x.value):
		file(&out.modified, keyModified)
	case k.has(keyDate) && isDate(x.value):
		if !k.has(keyModified, keyNoDate) {
			file(&out.dates, keyDate)
		}
	case k.has(keyURL):
		if isText && !k.has(keyNoURL) && webAddress(s) {
			x.rank = k[keyURL] + min(k[keySource], 1)
			out.urls = append(out.urls, x)
		}
	case k.has(keySource) && k.only(keySource, keyTitle, keyBody, keyDate, keyVariant):
		if isText && outletName(s) && k[keyTitle] != 1 {
			file(&out.sources, keySource)
		}
	case k.has(keyLang):
		if isText {
			file(&out.langs, keyLang)
		}
	case k.has(keyID):
		if k.only(keyID, keyBody) && knownName(x.name) {
			file(&out.ids, keyID)
			if isText && webAddress(s) {
				x.rank = 4
				out.urls = append(out.urls, x)
			}
		}
	case !isText:
	case k.has(keySummary):
		file(&out.summaries, keySummary)
	case k.has(keyTitle):
		if titleLike(s) && (k[keyTitle] < 3 || x.depth == 0) {
			file(&out.titles, keyTitle)
		}
	case k.has(keyBody):
		file(&out.bodies, keyBody)
	case k == keySense{} && x.value.Span().Len() > longText && prose(s) && strings.Count(s, " ") > longText/20:
		x.rank = 3
		out.bodies = append(out.bodies, x)
	}
}

// knownName reports whether all words of the last name of a path are known:
// the id of a portal is not that of an article.
func knownName(path string) bool {
	for _, word := range nameWords(path[strings.LastIndexByte(path, '.')+1:]) {
		if jsonKeys()[word] == (keySense{}) {
			return false
		}
	}
	return true
}

// longText is the length, in bytes, from which on running text in a field of
// unknown name is taken for a body.
const longText = 600

// titleLike reports whether s may be a headline: some words on one line.
func titleLike(s string) bool {
	const longest = 600
	return len(s) <= longest && strings.Count(s, "\n") < 3 && strings.ContainsFunc(s, unicode.IsLetter) && !webAddress(s)
}

// outletName reports whether s may be the name of an outlet.
func outletName(s string) bool {
	const longest = 100
	return len(s) <= longest && hasLetter(s) && !webAddress(s) && !strings.ContainsAny(s, "\n<{")
}

// bodyParts returns the strings of a body that is kept as a list: strings,
// or objects with a text of their own.
func bodyParts(v jsonspan.Value) []bodyPart {
	if v.Kind() == jsonspan.String {
		return []bodyPart{{value: v}}
	}
	var out []bodyPart
	for _, w := range v.Members() {
		switch w.Kind() {
		case jsonspan.String:
			out = append(out, bodyPart{value: w})
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
		if w.Kind() == jsonspan.String && w.Span().Len() > 2 && senseOf(name).only(keyTitle, keyBody) && senseOf(name)[keyTitle] == 1 {
			return true
		}
	}
	return false
}

// bodyPart is one string of a body.
type bodyPart struct {
	value   jsonspan.Value
	heading bool
}

// blockPart returns the text of an object that is a block of a body, such as
// {"type": "paragraph", "data": {"text": "…"}}.
func blockPart(v jsonspan.Value, depth int) (bodyPart, bool) {
	var best bodyPart
	heading, aside := false, false
	for name, w := range v.Members() {
		k := senseOf(name)
		switch {
		case w.Kind() == jsonspan.String && (name == "type" || name == "kind" || name == "_type" || name == "style"):
			kind := strings.ToLower(w.String())
			heading = heading || strings.Contains(kind, "head") || len(kind) == 2 && kind[0] == 'h' && kind[1] >= '1' && kind[1] <= '6'
			aside = aside || senseOf(kind).has(keyAside) || strings.Contains(kind, "embed")
		case w.Kind() == jsonspan.String && k.only(keyBody, keyVariant) && (k.has(keyBody) || name == "value"):
			if best.value == (jsonspan.Value{}) || w.Span().Len() > best.value.Span().Len() {
				best.value = w
			}
		case w.Kind() == jsonspan.Object && depth == 0 && k.only(keyBody):
			if p, ok := blockPart(w, depth+1); ok && best.value == (jsonspan.Value{}) {
				best, heading = p, heading || p.heading
			}
		}
	}
	best.heading = heading
	return best, best.value != jsonspan.Value{} && !aside
}

// rawText returns the Text of a string, escapes decoded. Its origin counts
// from the byte base of the JSON text.
func rawText(data []byte, v jsonspan.Value, base int) text.Text {
	s := v.Inner()
	return text.UnescapeJSON(text.Decode(data[s.Start:s.End]).Shift(s.Start - base))
}
