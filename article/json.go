package article

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/source"
	"dateline/text/fieldname"
	"dateline/text/jsonspan"
)

// readJSON reads any JSON value: each object in it that is an article, by the
// names of its fields and the shape of their values, becomes one. What is
// whole in a broken text is still read; the error comes last.
func readJSON(item source.Item, opt Options, yield func(*Article, error) bool) {
	data := item.Data
	mark := 0
	if strings.HasPrefix(string(data[:min(3, len(data))]), "\ufeff") {
		mark = 3
	}
	tree, err := jsonspan.Parse(data[mark:])
	item.Data, item.Offset = data[mark:], item.Offset+int64(mark)
	f := finder{senses: map[string]fieldname.Sense{}}
	found := f.search(tree.Root(), nil)
	if len(found) == 0 {
		f.aside = true
		found = f.search(tree.Root(), nil)
	}
	about, isFeed := jsonFeed(tree.Root())
	for _, r := range found {
		if isFeed {
			r.feed = &about
		}
		if !yield(r.article(item, opt), nil) {
			return
		}
	}
	switch {
	case err != nil:
		yield(nil, jsonError(item, err))
	case len(found) == 0:
		yield(nil, refuse(item, "no article found in the JSON"))
	}
}

// jsonError places an error of the parser in the source.
func jsonError(item source.Item, err error) error {
	out := &source.Error{Location: item.Location, Place: item.Pointer, Reason: err.Error(), Err: err}
	var e *jsonspan.Error
	if !errors.As(err, &e) {
		return out
	}
	out.Reason = e.Reason
	if !e.Truncated {
		out.Reason = "not valid JSON: " + e.Reason
	}
	place := fmt.Sprintf("byte %d", item.Offset+int64(e.Offset))
	if item.Pointer == "" {
		out.Place = place
	} else {
		out.Reason += ", at " + place
	}
	return out
}

// jsonPath is the way from the outermost value down to another.
type jsonPath struct {
	up   *jsonPath
	name string // of a field, or the number of an element
}

// pointer returns the JSON pointer of RFC 6901.
func (p *jsonPath) pointer() string {
	if p == nil {
		return ""
	}
	return p.up.pointer() + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(p.name)
}

// finder looks for articles in a JSON value.
type finder struct {
	senses map[string]fieldname.Sense // of names met before
	aside  bool                       // look into what is usually beside an article too
}

func (f *finder) sense(name string) fieldname.Sense {
	k, ok := f.senses[name]
	if !ok {
		k = fieldname.Of(name)
		f.senses[name] = k
	}
	return k
}

// search returns the articles in v, in the order in which they stand.
func (f *finder) search(v jsonspan.Value, path *jsonPath) []*jsonRecord {
	switch v.Kind() {
	case jsonspan.Array:
		return f.searchList(v, path)
	case jsonspan.Object:
		return f.searchObject(v, path)
	}
	return nil
}

// searchList reads a list. Where one object of it is an article, others with
// the same fields are too, even if they are short.
func (f *finder) searchList(v jsonspan.Value, path *jsonPath) []*jsonRecord {
	var out []*jsonRecord
	var short []*jsonRecord // by place in out; nil elsewhere
	likes := map[string]bool{}
	n := 0
	for _, w := range v.Members() {
		at := &jsonPath{path, strconv.Itoa(n)}
		n++
		found := f.search(w, at)
		for _, r := range found {
			if r.value == w {
				likes[r.form()] = true
			}
		}
		if len(found) == 0 && w.Kind() == jsonspan.Object && !w.Open() {
			if r := f.judge(w, at); r.named() {
				out, short = append(out, nil), append(short, r)
			}
		}
		for _, r := range found {
			out, short = append(out, r), append(short, nil)
		}
	}
	all := out[:0]
	for i, r := range out {
		if r == nil && likes[short[i].form()] {
			r = short[i]
		}
		if r != nil {
			all = append(all, r)
		}
	}
	return all
}

// searchObject reads an object: it is an article itself, or holds some.
func (f *finder) searchObject(v jsonspan.Value, path *jsonPath) []*jsonRecord {
	var inner []*jsonRecord
	size := 0
	for name, w := range v.Members() {
		if w.Kind() < jsonspan.Array || f.sense(name).Has(fieldname.Aside) && !f.aside {
			continue
		}
		for _, r := range f.search(w, &jsonPath{path, name}) {
			inner = append(inner, r)
			size += r.size()
		}
	}
	if v.Open() {
		return inner
	}
	own := f.judge(v, path)
	switch {
	case !own.accepted():
		return inner
	case len(inner) == 1 && own.body.value == inner[0].body.value:
		if own.tells(inner[0].fieldRecord) {
			return []*jsonRecord{own} // the same article, with more said about it
		}
		return inner
	case len(inner) > 0 && (size >= own.size() || own.body.described):
		return inner
	}
	return []*jsonRecord{own}
}

// jsonRecord is an object that may be an article.
type jsonRecord struct {
	*fieldRecord
	value jsonspan.Value
	path  *jsonPath
	feed  *feedAbout // of the JSON Feed that it is an entry of, else nil
}

// judge reads v as an article.
func (f *finder) judge(v jsonspan.Value, path *jsonPath) *jsonRecord {
	return &jsonRecord{newFieldRecord("JSON field ", f.fields(v)), v, path, nil}
}

// article makes the article. item is what the JSON text was read from.
func (r *jsonRecord) article(item source.Item, opt Options) *Article {
	at := r.value.Span()
	d := r.draft(ShapeJSON, at.Start)
	d.reasons = slices.Insert(d.reasons, 0, Reason{"shape", "JSON object with a body"})
	if r.feed != nil {
		r.ofFeed(d, *r.feed)
	}
	return d.article(item.Part(r.path.pointer(), at.Start, at.End), opt)
}
