package article

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"dateline/text/xmlspan"
)

// xmlSense is what the name of an element says.
type xmlSense struct {
	file    func(*fields) *[]field // where its value goes; nil for none
	rank    uint8
	aside   bool // it is about something else
	content bool // it holds the text
}

// xmlFiles are the classes of data/xml_names.tsv that are fields.
var xmlFiles = map[string]func(*fields) *[]field{
	"title":    func(f *fields) *[]field { return &f.titles },
	"body":     func(f *fields) *[]field { return &f.bodies },
	"summary":  func(f *fields) *[]field { return &f.summaries },
	"author":   func(f *fields) *[]field { return &f.authors },
	"date":     func(f *fields) *[]field { return &f.dates },
	"modified": func(f *fields) *[]field { return &f.modified },
	"url":      func(f *fields) *[]field { return &f.urls },
	"id":       func(f *fields) *[]field { return &f.ids },
	"outlet":   func(f *fields) *[]field { return &f.sources },
	"language": func(f *fields) *[]field { return &f.langs },
	"section":  func(f *fields) *[]field { return &f.sections },
}

// vocabulary has what each name of one kind of document says.
type vocabulary map[string]xmlSense

//go:embed data/xml_names.tsv
var xmlNamesFile string

// xmlNames has the vocabularies by their names.
var xmlNames = sync.OnceValue(func() map[string]vocabulary {
	return must(readXMLNames("data/xml_names.tsv", xmlNamesFile))
})

// readXMLNames reads the table; name is what errors call the file.
func readXMLNames(name, file string) (map[string]vocabulary, error) {
	out := map[string]vocabulary{}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 4 || len(cells[2]) != 1 || cells[2] < "1" || cells[2] > "9" {
			return nil, fmt.Errorf("%s:%d: want vocabulary, class, rank and names, have %q", name, n+1, line)
		}
		k := xmlSense{file: xmlFiles[cells[1]], rank: cells[2][0] - '0', aside: cells[1] == "aside", content: cells[1] == "content"}
		if k.file == nil && !k.aside && !k.content {
			return nil, fmt.Errorf("%s:%d: unknown class %q", name, n+1, cells[1])
		}
		v := out[cells[0]]
		if v == nil {
			v = vocabulary{}
			out[cells[0]] = v
		}
		for _, word := range strings.Split(cells[3], ",") {
			if _, twice := v[word]; twice || word == "" || word != strings.ToLower(word) {
				return nil, fmt.Errorf("%s:%d: %q is empty, not lower case, or stands twice", name, n+1, word)
			}
			v[word] = k
		}
	}
	return out, nil
}

//go:embed data/xml_spaces.tsv
var xmlSpacesFile string

// xmlSpaces has the usual prefix of each namespace; one that ends in "*" is
// for all that begin so.
var xmlSpaces = sync.OnceValue(func() map[string]string {
	return must(readXMLSpaces("data/xml_spaces.tsv", xmlSpacesFile))
})

// readXMLSpaces reads the table; name is what errors call the file.
func readXMLSpaces(name, file string) (map[string]string, error) {
	out := map[string]string{}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		prefix, list, ok := strings.Cut(line, "\t")
		if !ok || prefix == "" {
			return nil, fmt.Errorf("%s:%d: want a prefix, a tab and namespaces, have %q", name, n+1, line)
		}
		for _, space := range strings.Split(list, ",") {
			if _, twice := out[space]; twice || space == "" || space != bareSpace(space) {
				return nil, fmt.Errorf("%s:%d: %q is empty, stands twice, or has what is left out", name, n+1, space)
			}
			out[space] = prefix
		}
	}
	return out, nil
}

// bareSpace returns the name of a namespace without what is written this way
// and that: capitals, the scheme, what ends it.
func bareSpace(space string) string {
	space = strings.ToLower(space)
	space = strings.TrimPrefix(strings.TrimPrefix(space, "http://"), "https://")
	return strings.TrimRight(space, "/#")
}

// usualPrefix returns the prefix that a namespace usually has; not ok if it is
// not known.
func usualPrefix(space string) (prefix string, ok bool) {
	space = bareSpace(space)
	if prefix, ok = xmlSpaces()[space]; ok {
		return prefix, true
	}
	longest := 0
	for family, p := range xmlSpaces() {
		start, is := strings.CutSuffix(family, "*")
		if is && len(start) > longest && strings.HasPrefix(space+"/", start) {
			prefix, longest = p, len(start)
		}
	}
	return prefix, longest > 0
}

// namer gives elements the names under which they are known.
type namer struct {
	prefixes map[string]string // of the namespaces met before, with the colon; "?" for those not known
}

// name returns an element's name in lower case with the usual prefix of its
// namespace, or, if that is not known, with the one that is written.
func (n *namer) name(e xmlspan.Element) string {
	local := strings.ToLower(e.Local())
	space := e.Space()
	prefix, met := n.prefixes[space]
	if !met {
		usual, ok := usualPrefix(space)
		switch {
		case !ok:
			prefix = "?"
		case usual != "-":
			prefix = usual + ":"
		}
		n.prefixes[space] = prefix
	}
	if prefix != "?" {
		return prefix + local
	}
	if written := strings.ToLower(e.Prefix()); written != "" && written != "atom" && written != "rss" {
		return written + ":" + local
	}
	return local
}
