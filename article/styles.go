package article

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"
)

// styleKinds are the kinds of paragraphs by their names in data/styles.tsv.
var styleKinds = map[string]BlockKind{
	"title": Headline, "heading": Subheading, "subtitle": Standfirst, "caption": Caption,
}

//go:embed data/styles.tsv
var stylesFile string

// styleNames is the embedded table of names of styles. It is read once and
// never changed.
var styleNames = sync.OnceValue(func() map[string]BlockKind {
	m, err := parseStyles("data/styles.tsv", stylesFile)
	if err != nil {
		panic(err)
	}
	return m
})

// parseStyles reads lines of a kind, a tab and names parted by commas; name is
// what errors call the file.
func parseStyles(name, file string) (map[string]BlockKind, error) {
	out := map[string]BlockKind{}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		kind, list, ok := strings.Cut(line, "\t")
		if k, known := styleKinds[kind]; ok && known {
			for s := range strings.SplitSeq(list, ",") {
				out[strings.ReplaceAll(s, " ", "")] = k
			}
			continue
		}
		return nil, fmt.Errorf("%s:%d: want a kind, a tab and names, have %q", name, n+1, line)
	}
	return out, nil
}

// styleKind tells what paragraphs of the style with a name or an id are;
// Paragraph for a style that says nothing. A number at the end is a rank.
func styleKind(name string) BlockKind {
	name = strings.ToLower(strings.ReplaceAll(name, " ", ""))
	bare := strings.TrimRightFunc(name, unicode.IsDigit)
	if bare != name {
		if k, ok := styleNames()[bare+"#"]; ok {
			return k
		}
	}
	return styleNames()[bare]
}
