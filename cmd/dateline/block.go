package main

import (
	"io"
	"strings"
)

// block is a row of a list as a terminal shows it: in several lines, nothing
// cut off.
type block struct {
	date  string
	head  string   // who, or which report
	lead  string   // what comes before the words: the cue
	words string   // at any length
	foot  []string // where they stand; those that are empty are left out
}

// dateWidth is the width of the dates at the left.
const dateWidth = len("2026-02-09")

// print writes b to w, after a blank line if it is not the first.
func (b block) print(w io.Writer, term terminal, more bool) error {
	var out strings.Builder
	if more {
		out.WriteString("\n")
	}
	indent := strings.Repeat(" ", dateWidth+2)
	room := max(20, min(term.width, textWidth)-len(indent))
	left := term.dim(pad(oneLine(b.date), dateWidth)) + "  "
	for _, line := range wrap(oneLine(b.head), room) {
		out.WriteString(left + term.bold(line) + "\n")
		left = indent
	}
	for _, line := range told(b.lead, b.words, room, term) {
		out.WriteString(indent + line + "\n")
	}
	var foot []string
	for _, f := range b.foot {
		if f = oneLine(f); f != "" {
			foot = append(foot, f)
		}
	}
	for _, line := range wrap(strings.Join(foot, " · "), room) {
		out.WriteString(indent + term.dim(line) + "\n")
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// told sets words behind the cue that says how they were said, in lines of at
// most n columns. Two spaces set them apart, so that neither reads as part of
// the other; a long cue has lines of its own.
func told(cue, words string, n int, term terminal) []string {
	cue, words = oneLine(cue), oneLine(words)
	if cue == "" {
		return wrap(words, n)
	}
	var out []string
	w := columns(cue)
	if w > n/2 {
		for _, line := range wrap(cue, n) {
			out = append(out, term.cue(line))
		}
		return append(out, wrap(words, n)...)
	}
	room := strings.Repeat("x", w+1) // as wide as the cue and one space
	lines := wrap(room+" "+words, n)
	lines[0] = strings.TrimRight(term.cue(cue)+"  "+strings.TrimLeft(strings.TrimPrefix(lines[0], room), " "), " ")
	return lines
}
