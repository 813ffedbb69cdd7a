package article

import (
	"slices"
	"strings"
	"unicode"

	"dateline/text"
	"dateline/text/fieldname"
)

// fieldRecord is a record with named values that may be an article: a JSON
// object, a row of a table.
type fieldRecord struct {
	kind    string // what its fields are called in reasons: "JSON field "
	fields  *fields
	heads   []field // the headline, then what else is called a title, best first
	body    fieldBody
	summary []field // without the one that was taken as the body
}

// maxVariants is how many titles and how many summaries of one object are
// looked at, the best first.
const maxVariants = 8

// newFieldRecord reads fields as an article.
func newFieldRecord(kind string, f *fields) *fieldRecord {
	r := &fieldRecord{kind: kind, fields: f}
	r.heads = slices.Clone(f.titles)
	byRank(r.heads)
	r.heads = r.heads[:min(len(r.heads), maxVariants)]
	r.summary = slices.Clone(f.summaries)
	byRank(r.summary)
	r.summary = r.summary[:min(len(r.summary), maxVariants)]
	r.chooseBody()
	return r
}

// title returns the value of the headline, nil without one.
func (r *fieldRecord) title() leaf {
	if len(r.heads) == 0 {
		return nil
	}
	return r.heads[0].value
}

// size is the number of letters in the body.
func (r *fieldRecord) size() int { return len(r.body.bare) }

// named reports whether fields are there for both a headline and a body.
func (r *fieldRecord) named() bool { return len(r.heads) > 0 && r.size() > 0 }

// form names the fields that hold headline and body.
func (r *fieldRecord) form() string {
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
func (r *fieldRecord) accepted() bool {
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

// tells reports whether r, which holds the article inner, says more of that
// very article: r has the same headline or another wording of it, or the only
// one.
func (r *fieldRecord) tells(inner *fieldRecord) bool {
	own, other := r.title(), inner.title()
	switch {
	case own == other:
		return r.knows(inner)
	case other == nil:
		return r.dated() || len(r.fields.urls) > 0
	case own == nil:
		return false
	}
	return r.knows(inner) && isVariant(key(own.String()), bare(key(other.String())), inner.body.bare)
}

// dated reports whether r says when it appeared.
func (r *fieldRecord) dated() bool { return len(publishedDates(r.fields.dates)) > 0 }

// knows reports whether r, which holds the article inner, says more of it.
func (r *fieldRecord) knows(inner *fieldRecord) bool {
	a, b := r.fields, inner.fields
	for _, pair := range [][2][]field{
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
func publishedDates(list []field) []field {
	return slices.DeleteFunc(slices.Clone(list), func(x field) bool { return x.rank > fieldname.AnyDate })
}

// draft makes the article. base is where the record begins in what it was read
// from.
func (r *fieldRecord) draft(shape Shape, base int) *draft {
	d := &draft{shape: shape}
	w := fieldWriter{draft: d, kind: r.kind, base: base}
	blocks := w.body(r.body)
	w.headlines(r.heads, r.body.bare)
	w.summaries(r.summary, r.body.bare)
	w.dateline(r.fields.places, blocks)
	for _, b := range blocks {
		d.add(b.kind, b.text)
	}
	d.because("body", r.kind+r.body.name)
	r.describe(d)
	return d
}

// fieldWriter puts fields into a draft.
type fieldWriter struct {
	draft *draft
	kind  string // see fieldRecord
	base  int    // where the record begins in what it was read from
}

// headlines adds the headline and those others that are variants of it.
func (w fieldWriter) headlines(list []field, body string) {
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
			w.draft.because("title", w.kind+x.name)
		}
		seen[k] = true
		w.draft.add(Headline, t)
	}
}

// dateline adds the field that says where the report was written, if the body
// does not begin with it.
func (w fieldWriter) dateline(list []field, body []fragment) {
	for _, b := range body {
		if _, _, ok := splitDateline(b.text.String()); ok || b.kind == Dateline {
			return
		}
		if b.kind == Paragraph {
			break
		}
	}
	for _, x := range list {
		if lines := w.lines(x.value); len(lines) == 1 {
			w.draft.add(Dateline, lines[0])
			w.draft.because("dateline", w.kind+x.name)
			return
		}
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
func (w fieldWriter) summaries(list []field, body string) {
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
		w.draft.because("standfirst", w.kind+x.name)
	}
}
