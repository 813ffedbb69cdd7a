package article

import (
	_ "embed"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"dateline/text"
)

// lineKind says what a known line is.
type lineKind uint8

const (
	noLine      lineKind = iota
	lineSingle           // furniture by itself
	lineList             // furniture that opens a list or a form: the short lines after it belong to it
	lineAuthor           // opens a box about the author
	lineCaption          // a caption or a credit of a picture
)

// lineKinds are the kinds by their names in data/furniture.tsv.
var lineKinds = map[string]lineKind{
	"line": lineSingle, "list": lineList, "author": lineAuthor, "caption": lineCaption,
}

// maxMarks is the number of marks past which a line is no known line.
const maxMarks = 80

//go:embed data/furniture.tsv
var furnitureFile string

// pattern is one entry of data/furniture.tsv.
type pattern struct {
	kind    lineKind
	marks   []string // words and signs; "*" up to eight marks, "**" any number, "#" a number
	example string
	line    int // of the file, 1-based
}

// patterns are all entries.
type patterns struct {
	first map[string][]pattern // by their first mark, those that begin with a number under "#"
	inner map[string][]pattern // those that begin with a wildcard, by their longest word
}

// furniture is the embedded table. It is read once and never changed.
var furniture = sync.OnceValue(func() patterns {
	p, err := parsePatterns("data/furniture.tsv", furnitureFile)
	if err != nil {
		panic(err)
	}
	return p
})

// parsePatterns reads lines of a kind, a pattern and an example parted by
// tabs; name is what errors call the file.
func parsePatterns(name, file string) (patterns, error) {
	all := patterns{map[string][]pattern{}, map[string][]pattern{}}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 || lineKinds[f[0]] == noLine {
			return patterns{}, fmt.Errorf("%s:%d: want a kind, a pattern and an example, parted by tabs", name, n+1)
		}
		p := pattern{kind: lineKinds[f[0]], marks: patternMarks(f[1]), example: f[2], line: n + 1}
		if len(p.marks) == 0 || f[2] == "" {
			return patterns{}, fmt.Errorf("%s:%d: empty pattern or example", name, n+1)
		}
		if first := p.marks[0]; !strings.HasPrefix(first, "*") {
			all.first[first] = append(all.first[first], p)
			continue
		}
		longest := slices.MaxFunc(p.marks, func(a, b string) int { return len(a) - len(b) })
		if len(longest) < 3 {
			return patterns{}, fmt.Errorf("%s:%d: a wildcard needs a word of three letters with it", name, n+1)
		}
		all.inner[longest] = append(all.inner[longest], p)
	}
	for _, list := range all.first {
		// What is said in full wins over a wildcard.
		slices.SortStableFunc(list, func(a, b pattern) int { return a.loose() - b.loose() })
	}
	return all, nil
}

// loose is 1 for a pattern with a wildcard for many marks, else 0.
func (p pattern) loose() int {
	if slices.Contains(p.marks, "*") || slices.Contains(p.marks, "**") {
		return 1
	}
	return 0
}

// patternMarks returns a pattern's marks, its words folded as those of a line.
func patternMarks(s string) []string {
	var out []string
	for f := range strings.FieldsSeq(s) {
		switch f {
		case "*", "**", "#":
			out = append(out, f)
		default:
			out = append(out, lineMarks(f)...)
		}
	}
	return out
}

// match tells what kind of known line s is.
func (p patterns) match(s string) lineKind {
	if first, _ := utf8.DecodeRuneInString(s); len(s) > 1200 || text.FoldRune(first) == '"' {
		return noLine
	}
	var marks []string
	try := func(list []pattern) lineKind {
		if len(list) > 0 && marks == nil {
			marks = lineMarks(s)
		}
		for _, e := range list {
			if len(marks) <= maxMarks && fits(e.marks, marks) {
				return e.kind
			}
		}
		return noLine
	}
	if mark := firstMark(s); mark != "" {
		if k := try(p.first[mark]); k != noLine {
			return k
		}
		if number(mark) {
			if k := try(p.first["#"]); k != noLine {
				return k
			}
		}
	}
	n := 0
	for w := range text.Words(s) {
		if n++; n > maxMarks {
			return noLine
		}
		if len(w) >= 3 {
			if k := try(p.inner[w]); k != noLine {
				return k
			}
		}
	}
	return noLine
}

// firstMark returns the first mark of s, "" if it has none.
func firstMark(s string) string {
	for m := range marksOf(s) {
		return m
	}
	return ""
}

// lineMarks returns what patterns are matched with, up to one more than
// maxMarks.
func lineMarks(s string) []string {
	var out []string
	for m := range marksOf(s) {
		if out = append(out, m); len(out) > maxMarks {
			break
		}
	}
	return out
}

// marksOf yields the words of s as text.Words gives them and the signs that
// tell a label from a sentence.
func marksOf(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		at := 0
		signs := func(to int) bool {
			for _, r := range s[at:to] {
				switch r {
				case ':', '：':
					if !yield(":") {
						return false
					}
				case '|', '©', '>', '»', '@', '+', '→':
					if !yield(string(r)) {
						return false
					}
				}
			}
			return true
		}
		for w, span := range text.Words(s) {
			if !signs(span.Start) || !yield(w) {
				return
			}
			at = span.End
		}
		signs(len(s))
	}
}

// fits reports whether marks, as a whole, are what the pattern says. The work
// is at most the product of the two lengths.
func fits(pattern, marks []string) bool {
	// reach[j]: the pattern so far can end after j marks.
	reach := make([]bool, len(marks)+1)
	reach[0] = true
	for _, p := range pattern {
		next := make([]bool, len(marks)+1)
		some := false
		for j, ok := range reach {
			if !ok {
				continue
			}
			switch {
			case p == "*":
				for k := j; k <= min(len(marks), j+8); k++ {
					next[k], some = true, true
				}
			case p == "**":
				for k := j; k < len(next) && !next[k]; k++ {
					next[k], some = true, true
				}
			case j < len(marks) && (p == marks[j] || p == "#" && number(marks[j])):
				next[j+1], some = true, true
			}
		}
		if !some {
			return false
		}
		reach = next
	}
	return reach[len(marks)]
}

// number reports whether a word begins with a digit.
func number(w string) bool {
	return w != "" && w[0] >= '0' && w[0] <= '9'
}

// knownLine tells what kind of known line s is, by the table or by its form:
// a bread crumb, a row of links, a bare address, a line without a letter.
func knownLine(s string) lineKind {
	if k := furniture().match(s); k != noLine {
		return k
	}
	if !strings.ContainsFunc(s, wordLike) {
		return lineSingle // "* * *", "-----", "|"
	}
	for _, sep := range []string{" > ", " » ", " › ", " | "} {
		if n := strings.Count(s, sep); n >= 3 || n == 2 && sep != " | " {
			if stop, _ := ends(s); !stop && size(s) < 160 {
				return lineSingle
			}
		}
	}
	if f := strings.Fields(s); len(f) == 1 && (strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "www.")) {
		return lineSingle
	}
	return noLine
}

// wordLike reports letters, digits and all that is no ornament of ASCII.
func wordLike(r rune) bool {
	return r >= utf8.RuneSelf || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// furnitureLine reports whether a line of its own is furniture, whatever
// stands around it: a menu, a share line, a sign-up or copyright line.
func furnitureLine(s string) bool {
	k := knownLine(s)
	return k != noLine && k != lineCaption
}
