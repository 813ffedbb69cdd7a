package article

import (
	"slices"
	"strings"

	"dateline/text"
	"dateline/text/jsonspan"
)

// live reports whether the page's article is a live report by its JSON-LD.
func (m *metadata) live() bool { return slices.Contains(ldTypes(m.article), "LiveBlogPosting") }

// ldEntries returns the entries of the live report in the JSON-LD, each with
// its headline and its time, and the number of their words.
func (p *page) ldEntries() (out []fragment, words int) {
	for _, at := range p.scripts {
		if !strings.Contains(p.s[at.Start:at.End], "liveBlogUpdate") {
			continue
		}
		tree, err := jsonspan.Parse([]byte(mendJSON(p.s[at.Start:at.End])))
		if err != nil {
			continue
		}
		list, ok := liveUpdates(tree.Root(), 0)
		if !ok {
			continue
		}
		if list.Kind() == jsonspan.Object {
			return p.ldEntry(list, at.Start)
		}
		for _, v := range list.Members() {
			entry, n := p.ldEntry(v, at.Start)
			out, words = append(out, entry...), words+n
		}
		return out, words
	}
	return nil, 0
}

// liveUpdates finds the first member liveBlogUpdate in v that is a list or an
// object.
func liveUpdates(v jsonspan.Value, depth int) (jsonspan.Value, bool) {
	if depth > ldDepth || v.Kind() != jsonspan.Object && v.Kind() != jsonspan.Array {
		return jsonspan.Value{}, false
	}
	for name, w := range v.Members() {
		if name == "liveBlogUpdate" && w.Kind() >= jsonspan.Array {
			return w, true
		}
		if found, ok := liveUpdates(w, depth+1); ok {
			return found, true
		}
	}
	return jsonspan.Value{}, false
}

// ldEntry reads one entry of a script that begins at base in the page.
func (p *page) ldEntry(v jsonspan.Value, base int) ([]fragment, int) {
	if v.Kind() != jsonspan.Object {
		return nil, 0
	}
	fields := map[string]text.Text{}
	for name, w := range v.Members() {
		if w.Kind() == jsonspan.String {
			s := w.Inner()
			fields[name] = text.UnescapeJSON(p.src.Sub(text.Span{Start: base + s.Start, End: base + s.End}))
		}
	}
	var d draft
	d.add(DateLine, fields["datePublished"])
	d.add(Subheading, text.UnescapeHTML(fields["headline"]))
	body := fields["articleBody"]
	return append(d.fragments, toldBlocks(body)...), count(body.String())
}
