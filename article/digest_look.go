package article

import (
	"strings"

	"dateline/text"
)

// mayDigest is a quick look for the marks of a service in what may still be
// markup: most texts have none and are not cut into lines.
func mayDigest(s string) bool {
	for _, word := range []string{"ocument", "OCUMENT", "okument"} {
		for at := 0; ; {
			i := strings.Index(s[at:], word)
			if i < 0 {
				break
			}
			at += i + len(word)
			if digestMark(s, at-len(word)-1, at) {
				return true
			}
		}
	}
	return false
}

// digestMark reports whether the word "document" at s[from:to], or one that
// begins so, can be part of a mark: the end of one, a count, or before a
// number.
func digestMark(s string, from, to int) bool {
	if from < 0 {
		return false
	}
	before := strings.ToLower(s[max(0, from-8):from])
	for _, opening := range []string{"nd of ", "fin du ", "fin del ", "de des ", "of&nbsp;"} {
		if strings.HasSuffix(before, opening) {
			return true
		}
	}
	if n := len(strings.TrimRight(before, " ;\u00a0")); n > 0 && n < len(before) && number(before[n-1:]) {
		return true // "25 DOCUMENTS"
	}
	after := strings.TrimLeft(strings.TrimPrefix(s[to:min(len(s), to+48)], "&nbsp;"), " \t\u00a0")
	if number(after) {
		return true // "Document 1 of 25"
	}
	n := 0
	for n < len(after) && (after[n] >= 'A' && after[n] <= 'Z' || after[n] >= 'a' && after[n] <= 'z' || number(after[n:n+1])) {
		n++
	}
	return n >= minAccession && after[0] >= 'A' && after[0] <= 'Z'
}

// lines returns the text of a page as a document of lines: its blocks, parted
// by blank lines.
func (p *page) lines() text.Text {
	b := text.NewBuilder(text.Text{})
	for i, k := range p.blocks {
		if i > 0 {
			b.Gap("\n\n")
		}
		b.Append(k.text)
	}
	return b.Text()
}
