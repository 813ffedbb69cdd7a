package article

import (
	"slices"
	"strings"
	"unicode"

	"dateline/source"
	"dateline/text"
	"dateline/text/jsonspan"
)

// jsonRecord is an object that may be an article.
type jsonRecord struct {
	value   jsonspan.Value
	path    *jsonPath
	fields  *jsonFields
	heads   []jsonField // the headline, then what else is called a title, best first
	body    jsonBody
	summary []jsonField // without the one that was taken as the body
}

// judge reads v as an article.
func (f *finder) judge(v jsonspan.Value, path *jsonPath) *jsonRecord {
	r := &jsonRecord{value: v, path: path, fields: f.fields(v)}
	r.heads = slices.Clone(r.fields.titles)
	byRank(r.heads)
	r.summary = slices.Clone(r.fields.summaries)
	byRank(r.summary)
	r.chooseBody()
	return r
}

// byRank sorts the best evidence first; of equals, what lies less deep and
// stands first.
func byRank(list []jsonField) {
	slices.SortStableFunc(list, func(a, b jsonField) int {
		if a.rank != b.rank {
			return int(a.rank) - int(b.rank)
		}
		return a.depth - b.depth
	})
}

// title returns the value of the headline, the zero Value without one.
func (r *jsonRecord) title() jsonspan.Value {
	if len(r.heads) == 0 {
		return jsonspan.Value{}
	}
	return r.heads[0].value
}

// size is the number of letters in the body.
func (r *jsonRecord) size() int { return len(r.body.bare) }

// named reports whether fields are there for both a headline and a body.
func (r *jsonRecord) named() bool { return len(r.heads) > 0 && r.size() > 0 }

// form names the fields that hold headline and body.
func (r *jsonRecord) form() string {
	if !r.named() {
		return ""
	}
	return r.heads[0].name + "\n" + r.body.name
}

// Evidence for an article, in letters of the body.
const (
	sentenceLetters = 30  // a sentence
	noteLetters     = 120 // a message that needs no headline
	storyLetters    = 200 // some paragraphs
)

// accepted decides whether the object is an article: by what its fields are
// called, how the body looks, and what else is known.
func (r *jsonRecord) accepted() bool {
	score := 0
	switch r.body.rank {
	case 0:
		return false
	case 1:
		score += 2
	default:
		score++
	}
	dated := len(r.fields.dates) > 0
	if r.size() >= sentenceLetters && r.body.sentences {
		score++
	}
	if r.size() >= storyLetters {
		score++
	}
	if dated {
		score++
	}
	if len(r.heads) == 0 {
		return r.body.rank == 1 && r.body.sentences && (dated && score >= 4 || r.size() >= noteLetters)
	}
	if len(r.fields.authors)+len(r.fields.langs)+len(r.fields.sources) > 0 {
		score++
	}
	score++
	if r.heads[0].rank < 3 {
		score++
	}
	return score >= 5
}

// knows reports whether r, which holds the article inner, says more of it.
func (r *jsonRecord) knows(inner *jsonRecord) bool {
	a, b := r.fields, inner.fields
	for _, pair := range [][2][]jsonField{
		{a.authors, b.authors},
		{publishedDates(a.dates), publishedDates(b.dates)},
		{a.urls, b.urls},
		{a.sources, b.sources},
		{a.langs, b.langs},
		{a.summaries, b.summaries},
	} {
		if len(pair[0]) > 0 && len(pair[1]) == 0 {
			return true
		}
	}
	return false
}

// publishedDates leaves out what does not say when something appeared.
func publishedDates(list []jsonField) []jsonField {
	return slices.DeleteFunc(slices.Clone(list), func(x jsonField) bool { return x.rank > anyDate })
}

// article makes the article. item is what the JSON text was read from.
func (r *jsonRecord) article(item source.Item, opt Options) *Article {
	at := r.value.Span()
	data := item.Data
	item.Pointer += r.path.pointer()
	item.Offset += int64(at.Start)
	item.Data = data[at.Start:at.End:at.End]
	d := &draft{shape: ShapeJSON}
	d.because("shape", "JSON object with a body")
	w := fieldWriter{draft: d, data: data, base: at.Start}
	blocks := w.body(r.body)
	w.headlines(r.heads, r.body.bare)
	w.summaries(r.summary, r.body.bare)
	for _, b := range blocks {
		d.add(b.kind, b.text)
	}
	d.because("body", "JSON field "+r.body.name)
	r.describe(d)
	return d.article(item, opt)
}

// fieldWriter puts fields into a draft.
type fieldWriter struct {
	draft *draft
	data  []byte // the whole JSON text
	base  int    // where the record begins in it
}

// headlines adds the headline and those others that are variants of it.
func (w fieldWriter) headlines(list []jsonField, body string) {
	seen := map[string]bool{}
	title := ""
	for _, x := range list {
		lines := w.lines(x.value)
		if len(lines) == 0 {
			continue
		}
		t := lines[0]
		k := key(t.String())
		first := len(seen) == 0
		if k == "" || seen[k] || !first && !isVariant(k, title, body) {
			continue
		}
		if first {
			title = bare(k)
			w.draft.because("title", "JSON field "+x.name)
		}
		seen[k] = true
		w.draft.add(Headline, t)
	}
}

// isVariant reports whether words that are called a title are another wording
// of the headline: at least two longer words, half of which stand in the
// headline or the body, and no part of the headline with a site's name behind.
func isVariant(words, title, body string) bool {
	for _, mark := range []string{" | ", " - ", " :: "} {
		if i := strings.LastIndex(words, mark); i > 0 && strings.Contains(title, bare(words[:i])) {
			return false
		}
	}
	if strings.Contains(title, bare(words)) {
		return false
	}
	all, shared := 0, 0
	for word := range text.Words(words) {
		if len(word) > 3 || !isASCII(word) {
			all++
			if strings.Contains(title, word) || strings.Contains(body, word) {
				shared++
			}
		}
	}
	return all > 1 && 2*shared >= all
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}

// summaries adds the standfirst and what stands over or under the headline.
// What is a copy of the body's start is left out, so are weaker fields, such
// as a description, where there is a standfirst, and what only search engines
// are told.
func (w fieldWriter) summaries(list []jsonField, body string) {
	best := uint8(0)
	var seen []string
	for _, f := range w.draft.fragments {
		seen = append(seen, bare(f.text.String()))
	}
	for _, x := range list {
		if best > 0 && best < 3 && x.rank >= 3 || x.rank > 3 {
			break
		}
		parts := w.lines(x.value)
		var words strings.Builder
		for _, t := range parts {
			words.WriteString(bare(t.String()))
		}
		s := words.String()
		if s == "" || strings.HasPrefix(body, s) || slices.ContainsFunc(seen, func(old string) bool { return strings.HasPrefix(old, s) }) {
			continue
		}
		seen = append(seen, s)
		if best == 0 {
			best = x.rank
		}
		for _, t := range parts {
			w.draft.add(Standfirst, t)
		}
		w.draft.because("standfirst", "JSON field "+x.name)
	}
}
