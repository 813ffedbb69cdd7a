package article

import (
	"slices"
	"strings"
	"unicode"

	"dateline/text"
	"dateline/text/fieldname"
)

// leaf is a plain value of a record, wherever it is kept: a string of a JSON
// object, a cell of a table. Leaves are comparable; the same value gives the
// same leaf.
type leaf interface {
	// String returns the value with its escapes decoded.
	String() string
	// number reports a value that is written as a number, not as a string.
	number() bool
	// text returns the value as a Text. Its origin counts from byte base of
	// what the record was read from.
	text(base int) text.Text
}

// field is a value of a record that says something of an article.
type field struct {
	name  string // as written; of a field in a field "title.rendered"
	rank  uint8  // of its class, 1 is the best
	depth int    // 0 for a field of the record itself
	value leaf
	parts []bodyPart // of a body that is kept as a list; else nil
}

// bodyPart is one string of a body.
type bodyPart struct {
	value   leaf
	heading bool
}

// fields are the fields of a record by what they say.
type fields struct {
	titles, bodies, summaries, authors, dates, modified, urls, sources, langs, ids, sections, places []field
}

// byRank sorts the best evidence first; of equals, what lies less deep and
// stands first.
func byRank(list []field) {
	slices.SortStableFunc(list, func(a, b field) int {
		if a.rank != b.rank {
			return int(a.rank) - int(b.rank)
		}
		return a.depth - b.depth
	})
}

// inside tells what a name says in an object whose own name says outer. It is
// not ok for what describes the outer thing itself, such as an author's
// address.
func inside(outer, k fieldname.Sense, name string) (fieldname.Sense, bool) {
	plain := k.Only(fieldname.Title, fieldname.Body, fieldname.Variant)
	switch {
	case outer == fieldname.Sense{} || k.Has(fieldname.Aside):
		return k, true
	case outer.Has(fieldname.Author, fieldname.Source):
		named := k.Has(fieldname.Title, fieldname.Body) && k[fieldname.Title] != 1 && k[fieldname.Variant] == 0
		return outer, plain && (named || name == "value" || name == "original")
	case k == fieldname.Sense{}:
		return outer, true
	case outer.Has(fieldname.Body) && outer.Only(fieldname.Body):
		return k, true
	case plain && outer.Has(fieldname.Title):
		k[fieldname.Title], k[fieldname.Body] = max(outer[fieldname.Title], k[fieldname.Title]), 0
		return k, true
	case plain && outer.Has(fieldname.Summary, fieldname.Date, fieldname.Modified, fieldname.Lang, fieldname.URL, fieldname.ID):
		return outer, true
	case outer.Has(fieldname.Date, fieldname.Modified) && k.Has(fieldname.Date, fieldname.Modified, fieldname.NoDate):
		return outer, !k.Has(fieldname.NoDate)
	}
	return k, !outer.Has(fieldname.Date, fieldname.Modified, fieldname.URL, fieldname.Lang, fieldname.ID)
}

// put files a plain value by what its name says and what its shape allows.
func (out *fields) put(x field, k fieldname.Sense) {
	file := func(list *[]field, class fieldname.Class) {
		x.rank = k[class]
		if class == fieldname.Title || class == fieldname.Summary {
			x.rank += k[fieldname.Variant]
		}
		*list = append(*list, x)
	}
	s := strings.TrimSpace(x.value.String())
	isText := !x.value.number()
	switch {
	case s == "":
	case k.Has(fieldname.Author):
		if isText && k.Only(fieldname.Author, fieldname.Date, fieldname.Modified, fieldname.Body) {
			file(&out.authors, fieldname.Author)
		}
	case k.Has(fieldname.Modified) && !k.Has(fieldname.NoDate) && isDate(s):
		file(&out.modified, fieldname.Modified)
		if k[fieldname.Date] > fieldname.AnyDate {
			file(&out.dates, fieldname.Date) // when this version was made, if there is no better
		}
	case k.Has(fieldname.Date) && isDate(s):
		if !k.Has(fieldname.Modified, fieldname.NoDate) {
			file(&out.dates, fieldname.Date)
		}
	case k.Has(fieldname.URL):
		if isText && !k.Has(fieldname.NoURL) && webAddress(s) && !interfaceAddress(s) {
			x.rank = k[fieldname.URL] + min(k[fieldname.Source], 1)
			out.urls = append(out.urls, x)
		}
	case k.Has(fieldname.Source) && k.Only(fieldname.Source, fieldname.Title, fieldname.Body, fieldname.Date, fieldname.Variant):
		if isText && outletName(s) && k[fieldname.Title] != 1 {
			file(&out.sources, fieldname.Source)
		}
	case k.Has(fieldname.Lang):
		if isText {
			file(&out.langs, fieldname.Lang)
		}
	case k.Has(fieldname.ID):
		if k.Only(fieldname.ID, fieldname.Body) && knownName(x.name) {
			file(&out.ids, fieldname.ID)
			if isText && webAddress(s) {
				x.rank = 4
				out.urls = append(out.urls, x)
			}
		}
	case !isText:
	case k.Has(fieldname.Dateline):
		if k.Only(fieldname.Dateline) && titleLike(s) {
			file(&out.places, fieldname.Dateline)
		}
	case k.Has(fieldname.Summary):
		file(&out.summaries, fieldname.Summary)
	case k.Has(fieldname.Title):
		if titleLike(s) && (k[fieldname.Title] < 3 || x.depth == 0) {
			file(&out.titles, fieldname.Title)
		}
	case k.Has(fieldname.Body):
		file(&out.bodies, fieldname.Body)
	case k == fieldname.Sense{} && len(s) > longText && prose(s) && strings.Count(s, " ") > longText/20:
		x.rank = 3
		out.bodies = append(out.bodies, x)
	}
}

// putSection files the name of a section.
func (out *fields) putSection(x field, k fieldname.Sense) {
	s := strings.TrimSpace(x.value.String())
	if k.Only(fieldname.Section, fieldname.Aside, fieldname.Title) && outletName(s) && !strings.ContainsAny(s, "/_") {
		x.rank = k[fieldname.Section]
		out.sections = append(out.sections, x)
	}
}

// knownName reports whether all words of the last name of a path are known:
// the id of a portal is not that of an article.
func knownName(path string) bool {
	return fieldname.Known(path[strings.LastIndexByte(path, '.')+1:])
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
