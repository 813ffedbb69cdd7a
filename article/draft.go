package article

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"dateline/source"
	"dateline/text"
	"dateline/when"
)

// fragment is a block in the making: its words as a Text of their own, whose
// origin is the record's bytes.
type fragment struct {
	kind BlockKind
	text text.Text
	url  string // of a caption: the address of its picture
}

// draft is an article in the making. The readers fill it; article makes the
// Article. The order of fragments is the order of the text.
type draft struct {
	shape     Shape
	fragments []fragment
	title     string // "" to take the first headline fragment
	byline    []string
	published when.Date
	modified  when.Date
	outlet    string
	url       string
	key       string // the outlet's own id of the record, "" if unknown
	source    string // address of the first publication elsewhere
	section   string
	language  string // as the record declares it, "" to recognise it
	is        string // what Article.Kind is to say
	reasons   []Reason
}

// because notes where something was taken from.
func (d *draft) because(what, from string) {
	d.reasons = append(d.reasons, Reason{what, from})
}

// add appends a fragment, white space at its ends left out; nothing if it is
// blank.
func (d *draft) add(kind BlockKind, t text.Text) {
	if s := t.Trim(t.All()); !s.Empty() {
		if s != t.All() {
			t = t.Sub(s)
		}
		d.fragments = append(d.fragments, fragment{kind: kind, text: t})
	}
}

// article makes the Article out of the draft. item is the record's own item:
// Data, Pointer and Offset are those of the record.
func (d *draft) article(item source.Item, opt Options) *Article {
	a := &Article{
		Original: originalOf(item),
		Shape:    d.shape, Title: d.title, Byline: d.byline,
		Published: d.published, Modified: d.modified,
		Outlet: d.outlet, URL: d.url, Source: d.source, Section: d.section, Language: d.language,
		Kind: d.is, Reasons: d.reasons,
	}
	b := text.NewBuilder(text.Text{})
	for i, f := range d.fragments {
		if i > 0 {
			b.Gap("\n\n")
		}
		at := b.Append(f.text)
		a.Blocks = append(a.Blocks, Block{f.kind, at})
		if f.url == "" {
			continue
		}
		if n := len(a.Images); n > 0 && i > 0 && d.fragments[i-1].url == f.url {
			a.Images[n-1].Caption.End = at.End // caption and credit
		} else {
			a.Images = append(a.Images, Image{f.url, at})
		}
	}
	a.Text = b.Text()
	a.completeFrom(item, opt, d.key)
	return a
}

// completeFrom fills in what follows from the text, and, where the record says
// nothing, what is known of the item that holds it, then what opt says. record
// is the outlet's own id of the record, "" if unknown.
func (a *Article) completeFrom(item source.Item, opt Options, record string) {
	known := item.Known
	set := func(what string, field *string, value, from string) {
		if *field == "" && value != "" {
			*field = value
			a.Reasons = append(a.Reasons, Reason{what, from})
		}
	}
	date := func(what string, field *when.Date, value when.Date) {
		if !field.Known() && value.Known() {
			*field = value
			a.Reasons = append(a.Reasons, Reason{what, value.Basis})
		}
	}
	const around = "what holds the record"
	const fetched = "the address it was fetched from"
	if item.URL != "" && a.URL == item.URL && !a.told("url") {
		a.URL = ""
	}
	set("url", &a.URL, item.URL, fetched)
	set("outlet", &a.Outlet, known.Outlet, around)
	if a.Outlet == "" {
		a.Outlet = opt.Outlet
	}
	set("language", &a.Language, known.Language, around)
	a.complete(record)
	set("title", &a.Title, fold(known.Title), around)
	set("section", &a.Section, known.Section, around)
	date("published", &a.Published, known.Published)
	date("modified", &a.Modified, known.Modified)
	if len(a.Byline) == 0 && len(known.Byline) > 0 {
		a.Byline = known.Byline
		a.Reasons = append(a.Reasons, Reason{"byline", around})
	}
}

// told reports whether a reason for what is there.
func (a *Article) told(what string) bool {
	return slices.ContainsFunc(a.Reasons, func(r Reason) bool { return r.What == what })
}

// originalOf returns the record that an item holds.
func originalOf(item source.Item) Original {
	sum := sha256.Sum256(item.Data)
	return Original{
		Location: item.Location, Pointer: item.Pointer, Offset: item.Offset,
		Data: item.Data, Version: hex.EncodeToString(sum[:]),
	}
}

// reportID names a report by its canonical address, else by its outlet and
// the outlet's own id, else by its first version.
func reportID(url, outlet, key, version string) string {
	name := "version " + version
	switch {
	case url != "":
		name = "url " + url
	case outlet != "" && key != "":
		name = "key " + outlet + "\x00" + key
	}
	sum := sha256.Sum256([]byte(name))
	return "r" + hex.EncodeToString(sum[:10])
}

// fold makes white space of any length one space, none at the ends.
func fold(s string) string { return strings.Join(strings.Fields(s), " ") }
