package article

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"dateline/text"
)

// waiting is a character of which more bytes may come: a \u whose stand-ins
// follow, half of a pair, or the first byte of two.
type waiting struct {
	at    text.Span
	words string // of a \u, "" for half of a pair
	high  rune   // the first half of a pair, 0 if none
	lead  byte   // the first byte of two, 0 if none
	skip  int    // stand-ins still to come
}

// standsIn takes a token, or the start of a run of characters, as what stands
// in for the \u before it.
func (r *rtfReader) standsIn(tok rtfToken) bool {
	switch tok.kind {
	case rtfOpen, rtfClose:
		return false
	case rtfWord:
		if role := rtfWords()[tok.word].role; tok.word == "u" || role == rtfEnd || role == rtfBreak || role == rtfTab {
			return false
		}
	case rtfChars:
		n := min(r.wait.skip, tok.at.Len())
		r.wait.skip -= n
		r.wait.at.End = tok.at.Start + n
		r.pos = r.wait.at.End
		return true
	}
	r.wait.skip--
	r.wait.at.End = tok.at.End
	return true
}

// byte writes a character that is given as a byte of a charset, or keeps the
// byte if it is the first of two.
func (r *rtfReader) byte(tok rtfToken) {
	if raw := r.data[tok.at.Start] >= utf8.RuneSelf; raw && r.utf8 {
		r.flush()
		_, n := utf8.DecodeRune(r.data[tok.at.Start:])
		r.pos = tok.at.Start + n
		if w := r.sink(); w != nil && !bytes.HasPrefix(r.data[tok.at.Start:], []byte("\ufeff")) {
			w.copy(text.Span{Start: tok.at.Start, End: r.pos})
		}
		return
	}
	if r.wait.lead != 0 {
		r.pair(tok.b, tok.at)
		return
	}
	r.flush()
	enc, wide := codePage(r.charset())
	if !wide {
		c, _ := enc.(*charmap.Charmap)
		r.character(c.DecodeByte(tok.b), tok.at)
		return
	}
	if tok.b < utf8.RuneSelf {
		r.character(rune(tok.b), tok.at)
		return
	}
	if s, err := enc.NewDecoder().Bytes([]byte{tok.b}); err == nil && !bytes.ContainsRune(s, utf8.RuneError) {
		r.put(string(s), tok.at)
		return
	}
	r.wait = waiting{lead: tok.b, at: tok.at}
}

// charset returns the code page of the words here. A Western font says nothing
// against the document's page, unless that is one of two bytes.
func (r *rtfReader) charset() int {
	page, named := r.fonts[r.group.font]
	if page != 0 {
		return page
	}
	if _, wide := codePage(r.page); named && wide {
		return 1252
	}
	return r.page
}

// pair writes the character of the byte that waits and the byte b after it.
func (r *rtfReader) pair(b byte, at text.Span) {
	enc, _ := codePage(r.charset())
	s, err := enc.NewDecoder().Bytes([]byte{r.wait.lead, b})
	if err != nil || !utf8.Valid(s) {
		s = []byte("\ufffd")
	}
	at.Start = r.wait.at.Start
	r.wait = waiting{}
	r.put(string(s), at)
}

// character writes a character; one that controls a terminal is left out.
func (r *rtfReader) character(c rune, at text.Span) {
	switch {
	case c == '\t':
		r.put("\t", at)
	case c >= 0x20 && c != 0x7f:
		r.put(string(c), at)
	}
}

// unicode takes a \u, whose stand-ins follow.
func (r *rtfReader) unicode(tok rtfToken) {
	c := rune(tok.num)
	if c < 0 {
		c += 1 << 16
	}
	if high := r.wait.high; high != 0 {
		if full := utf16.DecodeRune(high, c); full != utf8.RuneError {
			r.wait.high, r.wait.words = 0, string(full)
			r.wait.at.End = tok.at.End
			r.wait.skip = r.group.uc
			return
		}
	}
	r.flush()
	r.wait = waiting{at: tok.at, skip: r.group.uc}
	switch {
	case c >= 0xd800 && c < 0xdc00:
		r.wait.high = c
	case c == '\t' || c >= 0x20 && c != 0x7f:
		r.wait.words = string(c)
	}
}

// flush writes what waits.
func (r *rtfReader) flush() {
	w := r.wait
	r.wait = waiting{}
	switch {
	case w.words != "":
		r.put(w.words, w.at)
	case w.high != 0 || w.lead != 0:
		r.put("\ufffd", w.at)
	}
}
