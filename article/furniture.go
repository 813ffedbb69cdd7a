package article

import (
	_ "embed"
	"fmt"
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

// patterns are all entries, by their first mark; those that begin with a
// wildcard or a number stand under "".
type patterns map[string][]pattern

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
	all := patterns{}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 || lineKinds[f[0]] == noLine {
			return nil, fmt.Errorf("%s:%d: want a kind, a pattern and an example, parted by tabs", name, n+1)
		}
		p := pattern{kind: lineKinds[f[0]], marks: patternMarks(f[1]), example: f[2], line: n + 1}
		if len(p.marks) == 0 || f[2] == "" {
			return nil, fmt.Errorf("%s:%d: empty pattern or example", name, n+1)
		}
		first := p.marks[0]
		if strings.HasPrefix(first, "*") || first == "#" {
			first = ""
		}
		all[first] = append(all[first], p)
	}
	for _, list := range all {
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
	marks := lineMarks(s)
	if len(marks) == 0 || len(marks) > maxMarks {
		return noLine
	}
	for _, list := range [][]pattern{p[marks[0]], p[""]} {
		for _, e := range list {
			if fits(e.marks, marks) {
				return e.kind
			}
		}
	}
	return noLine
}

// lineMarks returns what patterns are matched with: the words of s as
// text.Words gives them and the signs that tell a label from a sentence.
func lineMarks(s string) []string {
	var out []string
	at := 0
	signs := func(to int) {
		for _, r := range s[at:to] {
			switch r {
			case ':', '：':
				out = append(out, ":")
			case '|', '©', '>', '»', '@', '+', '→':
				out = append(out, string(r))
			}
		}
	}
	for w, span := range text.Words(s) {
		signs(span.Start)
		out = append(out, w)
		at = span.End
		if len(out) > maxMarks {
			return out
		}
	}
	signs(len(s))
	return out
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
