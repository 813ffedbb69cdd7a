package article

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"dateline/source"
	"dateline/text"
)

// check reports the first promise of Article that a breaks.
func check(a *Article) error {
	if a == nil {
		return fmt.Errorf("no article")
	}
	s := a.Text.String()
	at := 0
	for i, b := range a.Blocks {
		switch {
		case b.Span.Empty():
			return fmt.Errorf("block %d is empty", i)
		case b.Span.Start < at || b.Span.End > len(s):
			return fmt.Errorf("block %d at %v overlaps, runs backward or leaves the text", i, b.Span)
		case a.Text.Trim(b.Span) != b.Span:
			return fmt.Errorf("block %d has white space at its ends: %q", i, a.Text.Slice(b.Span))
		case !blank(s[at:b.Span.Start]):
			return fmt.Errorf("%q before block %d is in no block", s[at:b.Span.Start], i)
		}
		at = b.Span.End
	}
	if !blank(s[at:]) {
		return fmt.Errorf("%q at the end is in no block", s[at:])
	}
	for i, h := range a.Headlines {
		if kind, ok := kindAt(a, h); !ok || kind != Headline {
			return fmt.Errorf("headline %d at %v is no headline block", i, h)
		}
	}
	if d := a.Dateline; d.Name != "" && a.Text.Slice(d.Span) != d.Name {
		return fmt.Errorf("dateline %q stands at %q", d.Name, a.Text.Slice(d.Span))
	}
	for _, p := range a.Text.Pieces() {
		if p.From.Start < 0 || p.From.End > len(a.Original.Data) || p.From.End < p.From.Start {
			return fmt.Errorf("%q comes from %v, outside the record", a.Text.Slice(p.At), p.From)
		}
		if from := string(a.Original.Data[p.From.Start:p.From.End]); p.Kind == text.Copy && from != a.Text.Slice(p.At) {
			return fmt.Errorf("%q is no copy of %q", a.Text.Slice(p.At), from)
		}
	}
	for _, c := range a.Credits {
		if c.Name == "" || c.Span.Empty() || c.Span.End > len(s) || !strings.Contains(fold(a.Text.Slice(c.Span)), c.Name) {
			return fmt.Errorf("credit %q at %v is not in the text", c.Name, c.Span)
		}
	}
	for _, i := range a.Images {
		if i.Caption.End > len(s) || i.URL == "" && i.Caption.Empty() {
			return fmt.Errorf("image %q has its caption at %v", i.URL, i.Caption)
		}
	}
	if a.ID == "" || len(a.Original.Version) != 64 {
		return fmt.Errorf("no id or version")
	}
	return nil
}

// blank reports whether s shows as nothing.
func blank(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsSpace(r) && r != '\u200b' && r != '\ufeff' && r != '\u2060'
	})
}

// kindAt returns the kind of the block that stands at exactly s.
func kindAt(a *Article, s text.Span) (BlockKind, bool) {
	for _, b := range a.Blocks {
		if b.Span == s {
			return b.Kind, true
		}
	}
	return 0, false
}

// readOne reads data as one article and checks it.
func readOne(t *testing.T, data []byte, opt Options) *Article {
	t.Helper()
	var all []*Article
	for a, err := range Read(source.Item{Location: "test", Data: data}, opt) {
		if err != nil {
			t.Fatalf("Read: %v", err)
		}
		if err := check(a); err != nil {
			t.Fatalf("check: %v", err)
		}
		all = append(all, a)
	}
	if len(all) != 1 {
		t.Fatalf("%d articles, want 1", len(all))
	}
	return all[0]
}
