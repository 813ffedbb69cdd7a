package article

import (
	"crypto/sha256"
	"encoding/hex"
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
	language  string // as the record declares it, "" to recognise it
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
		d.fragments = append(d.fragments, fragment{kind, t})
	}
}

// article makes the Article out of the draft. item is the record's own item:
// Data, Pointer and Offset are those of the record.
func (d *draft) article(item source.Item, opt Options) *Article {
	a := &Article{
		Original: originalOf(item),
		Shape:    d.shape, Title: d.title, Byline: d.byline,
		Published: d.published, Modified: d.modified,
		Outlet: d.outlet, URL: d.url, Language: d.language, Reasons: d.reasons,
	}
	if a.Outlet == "" {
		a.Outlet = opt.Outlet
	}
	b := text.NewBuilder(text.Text{})
	for i, f := range d.fragments {
		if i > 0 {
			b.Gap("\n\n")
		}
		a.Blocks = append(a.Blocks, Block{f.kind, b.Append(f.text)})
	}
	a.Text = b.Text()
	a.complete(d.key)
	return a
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
