package web

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/record"
)

// paragraph is a line of a report's text as it is set.
type paragraph struct {
	line
	Kind string // body, or the kind of the part that it is
}

// Runs are the paragraph's words.
func (p paragraph) Runs() []run { return p.runs }

// inline is how a part is set that does not fill its line.
var inline = map[string]look{
	"headline": lookHead, "standfirst": lookHead, "caption": lookHead,
	"dateline": lookDateline, "date": lookDateline,
	"byline": lookByline, "furniture": lookFurniture,
}

// paragraphs cuts a report's text at its line ends and says what each line
// is. Parts that do not fill a line come back as marks. Lines of text that
// was wrapped at a fixed width are one paragraph.
func paragraphs(text string, parts []record.Part) ([]paragraph, []mark) {
	var out []paragraph
	for _, chunk := range chunks(text) {
		if wrapped(text, chunk) && !filled(chunk, parts) {
			chunk = []lineBytes{{chunk[0].start, chunk[len(chunk)-1].end, chunk[0].point, chunk[len(chunk)-1].pointEnd}}
		}
		for _, l := range chunk {
			out = append(out, paragraph{line{start: l.point, end: l.pointEnd, runs: nil}, "body"})
		}
	}
	return out, name(out, parts)
}

// name gives each paragraph the kind of the part that holds it, and returns
// marks for the other parts.
func name(ps []paragraph, parts []record.Part) []mark {
	parts = slices.Clone(parts)
	slices.SortStableFunc(parts, func(a, b record.Part) int { return a.Span.Start - b.Span.Start })
	var marks []mark
	i := 0
	for _, p := range parts {
		for i < len(ps) && ps[i].end <= p.Span.Start {
			i++
		}
		rest := mark{p.Span.Start, p.Span.End, inline[p.Kind], finding{}}
		for j := i; j < len(ps) && ps[j].start < p.Span.End; j++ {
			if p.Span.Start <= ps[j].start && ps[j].end <= p.Span.End {
				ps[j].Kind = p.Kind
				rest.start = ps[j].end
			}
		}
		if rest.start < rest.end && rest.look != 0 && i < len(ps) {
			marks = append(marks, rest)
		}
	}
	return marks
}

// lineBytes is a line without the white space at its ends.
type lineBytes struct {
	start, end      int // bytes
	point, pointEnd int // code points
}

// chunks returns the lines of text that are not blank, in groups that blank
// lines set apart.
func chunks(text string) [][]lineBytes {
	var out [][]lineBytes
	var group []lineBytes
	at, point := 0, 0
	for words := range strings.SplitSeq(text, "\n") {
		inner := strings.TrimLeftFunc(words, unicode.IsSpace)
		lead := len(words) - len(inner)
		inner = strings.TrimRightFunc(inner, unicode.IsSpace)
		if inner == "" {
			if group != nil {
				out, group = append(out, group), nil
			}
		} else {
			first := point + utf8.RuneCountInString(words[:lead])
			group = append(group, lineBytes{at + lead, at + lead + len(inner), first, first + utf8.RuneCountInString(inner)})
		}
		at += len(words) + 1
		point += utf8.RuneCountInString(words) + 1
	}
	if group != nil {
		out = append(out, group)
	}
	return out
}

// filled reports whether a part fills one of the lines, so that they are not
// one paragraph.
func filled(group []lineBytes, parts []record.Part) bool {
	last := group[len(group)-1]
	for _, p := range parts {
		if p.Span.End <= group[0].point || p.Span.Start >= last.pointEnd {
			continue
		}
		for _, l := range group {
			if p.Span.Start <= l.point && l.pointEnd <= p.Span.End {
				return true
			}
		}
	}
	return false
}

// wrapped reports whether a group of lines is one paragraph cut at a fixed
// width: short lines that seldom end where a sentence does, none much shorter
// than the longest but the last.
func wrapped(text string, group []lineBytes) bool {
	const widest = 100 // code points
	const narrowest = 50
	if len(group) < 3 {
		return false
	}
	long, ends := 0, 0
	for _, l := range group {
		long = max(long, l.pointEnd-l.point)
	}
	if long > widest || long < narrowest {
		return false
	}
	for _, l := range group[:len(group)-1] {
		if 3*(l.pointEnd-l.point) < 2*long {
			return false
		}
		r, _ := utf8.DecodeLastRuneInString(text[l.start:l.end])
		if strings.ContainsRune(".!?:”\"", r) {
			ends++
		}
	}
	return 3*ends <= len(group)
}
