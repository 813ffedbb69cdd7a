package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"dateline/article"
	"dateline/source"
	"dateline/text"
)

// Origin is what was measured on the origins of articles.
type Origin struct {
	Articles, Pieces int
	Wrong            []string // pieces whose source bytes do not decode to their words
	Unread           []string
}

func (o Origin) String() string {
	return fmt.Sprintf("%d articles, %d pieces of origin, %d that do not decode · %d inputs not read\n", o.Articles, o.Pieces, len(o.Wrong), len(o.Unread))
}

// Origins reads the paths and holds every piece of every article's text
// against the bytes that it is said to stand for. A copied piece must be those
// bytes; a unit must be what a reader of the charset, of JSON and of markup
// makes of them.
func Origins(paths []string) Origin {
	var o Origin
	for item, err := range source.Walk(context.Background(), paths, source.Options{}) {
		if err != nil {
			o.Unread = append(o.Unread, err.Error())
			continue
		}
		for a, err := range article.Read(item, article.Options{}) {
			if err != nil {
				o.Unread = append(o.Unread, err.Error())
				continue
			}
			o.Articles++
			decoders := decodersOf(a.Original.Data)
			for _, p := range a.Text.Pieces() {
				o.Pieces++
				words, raw := a.Text.Slice(p.At), a.Original.Data[p.From.Start:p.From.End]
				if !decodes(p.Kind, words, raw, decoders) {
					o.Wrong = append(o.Wrong, fmt.Sprintf("%s %s byte %d: %q stands for %q", a.Original.Location, a.Original.Pointer, p.From.Start, words, raw))
				}
			}
		}
	}
	return o
}

func decodes(kind text.Kind, words string, raw []byte, decoders []func([]byte) string) bool {
	switch kind {
	case text.Copy:
		return string(raw) == words
	case text.Gap:
		return len(raw) == 0
	}
	want := squeeze(words)
	for _, d := range decoders {
		s := d(raw)
		if s == words || squeeze(s) == want || squeeze(strip(s)) == want {
			return true
		}
	}
	return false
}

// decodersOf returns the ways in which bytes of this record may be written: in
// UTF-8 or, if it is not that, in one of the charsets of the web, and on top of
// it the escapes of JSON and of markup, twice.
func decodersOf(data []byte) []func([]byte) string {
	charsets := []func([]byte) string{func(b []byte) string { return strings.ToValidUTF8(string(b), "\uFFFD") }}
	if !utf8.Valid(data) {
		for _, name := range []string{"windows-1252", "windows-1251", "koi8-r", "windows-1250", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "utf-16le", "utf-16be", "shift_jis", "euc-jp", "gbk", "big5", "euc-kr"} {
			enc, _ := charset.Lookup(name)
			charsets = append(charsets, func(b []byte) string {
				out, err := enc.NewDecoder().Bytes(b)
				if err != nil {
					return ""
				}
				return string(out)
			})
		}
	}
	var out []func([]byte) string
	for _, c := range charsets {
		out = append(out, c,
			func(b []byte) string { return html.UnescapeString(c(b)) },
			func(b []byte) string { return html.UnescapeString(html.UnescapeString(c(b))) },
			func(b []byte) string { return unescape(c(b)) },
			func(b []byte) string { return html.UnescapeString(unescape(c(b))) },
			func(b []byte) string { return html.UnescapeString(html.UnescapeString(unescape(c(b)))) },
		)
	}
	return out
}

func unescape(s string) string {
	var out string
	if json.Unmarshal([]byte(`"`+s+`"`), &out) != nil {
		return s
	}
	return strings.ReplaceAll(out, "\x00", "\uFFFD") // no text holds a NUL
}

// squeeze makes runs of white space one space: that is how markup shows them.
func squeeze(s string) string {
	if strings.TrimSpace(strings.ReplaceAll(s, "\u00a0", " ")) == "" && s != "" {
		return " "
	}
	return strings.Join(strings.Fields(s), " ")
}

// strip leaves out tags: "<br>" stands for a line break.
func strip(s string) string {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			return s
		}
		j := strings.IndexByte(s[i:], '>')
		if j < 0 {
			return s
		}
		s = s[:i] + "\n" + s[i+j+1:]
	}
}

var errUsage = errors.New("usage: score origin PATH…")

// runOrigin is the command `score origin PATH…`.
func runOrigin(w io.Writer, args []string) error {
	if len(args) == 0 {
		return errUsage
	}
	o := Origins(args)
	fmt.Fprint(w, o)
	for _, x := range append(o.Wrong, o.Unread...) {
		fmt.Fprintln(w, "  "+x)
	}
	if len(o.Wrong) > 0 {
		return fmt.Errorf("%d pieces do not decode", len(o.Wrong))
	}
	return nil
}
