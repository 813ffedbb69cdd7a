package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/term"
	"golang.org/x/text/width"

	"dateline/pipeline"
)

// terminal says what an output is.
type terminal struct {
	is     bool // a terminal
	colour bool
	width  int // columns
}

// defaultWidth is the width of what is no terminal.
const defaultWidth = 80

// inspect looks at w. NO_COLOR (no-color.org) and TERM=dumb turn colours off.
func inspect(w io.Writer, getenv func(string) string) terminal {
	t := terminal{width: defaultWidth}
	if n, err := strconv.Atoi(getenv("COLUMNS")); err == nil && n >= 20 {
		t.width = n
	}
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return t
	}
	t.is = true
	t.colour = getenv("NO_COLOR") == "" && getenv("TERM") != "dumb"
	if n, _, err := term.GetSize(int(f.Fd())); err == nil && n >= 20 {
		t.width = n
	}
	return t
}

func (t terminal) bold(s string) string { return t.style("1", s) }
func (t terminal) dim(s string) string  { return t.style("2", s) }

func (t terminal) cue(s string) string { return t.style("4", s) }

func (t terminal) style(code, s string) string {
	if !t.colour || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// harmless replaces what could command a terminal or turn the text around:
// control characters other than line feed and tab become their pictures or
// U+FFFD, as do marks of writing direction that last.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < 0x20:
			return 0x2400 + r
		case r == 0x7f:
			return 0x2421
		case r < 0xa0 && r >= 0x80, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x2028, r == 0x2029:
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// oneLine is harmless text with white space of any length made one space.
func oneLine(s string) string { return harmless(strings.Join(strings.Fields(s), " ")) }

// columns returns how many columns s takes on a terminal (Unicode Standard
// Annex #11; combining and format characters take none).
func columns(s string) int {
	n := 0
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	switch {
	case r >= 0x20 && r < 0x7f:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// cut shortens s to n columns, with "…" at the end if anything is left out.
func cut(s string, n int) string {
	if columns(s) <= n {
		return s
	}
	at := 0
	for i, r := range s {
		if at += runeColumns(r); at > n-1 {
			return strings.TrimRightFunc(s[:i], unicode.IsSpace) + "…"
		}
	}
	return s
}

// wrap breaks s at spaces into lines of at most n columns; a word longer than
// that has a line of its own.
func wrap(s string, n int) []string {
	var out []string
	line, used := "", 0
	for _, word := range strings.Fields(s) {
		w := columns(word)
		if used > 0 && used+1+w > n {
			out = append(out, line)
			line, used = "", 0
		}
		if used > 0 {
			line += " "
			used++
		}
		line += word
		used += w
	}
	if used > 0 {
		out = append(out, line)
	}
	return out
}

// pad fills s with spaces to n columns.
func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-columns(s)))
}

// statusLine is a line of progress that is written over itself. A nil one
// shows nothing.
type statusLine struct {
	w     io.Writer
	width int
	shown bool
}

func (l *statusLine) show(p pipeline.Progress) {
	if l == nil || p.Done {
		l.clear()
		return
	}
	s := fmt.Sprintf("%d reports, %.0f/s", p.Reports, p.Rate)
	if p.Failed > 0 {
		s += fmt.Sprintf(", %d not read", p.Failed)
	}
	if p.Left > 0 {
		s += ", " + p.Left.Round(time.Second).String() + " left"
	}
	fmt.Fprintf(l.w, "\r%s\x1b[K", cut(s, l.width-1))
	l.shown = true
}

// clear takes the line away, for another to be written.
func (l *statusLine) clear() {
	if l != nil && l.shown {
		fmt.Fprint(l.w, "\r\x1b[K")
		l.shown = false
	}
}
