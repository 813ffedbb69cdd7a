package corpus

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"dateline/language/entity"
	"dateline/language/token"
)

// Document is a document with its names.
type Document struct {
	Words  []string
	Starts []int // first word of each sentence
	Names  []entity.Name
	Text   string        // as written; empty when only the words are known
	Tokens []token.Token // where the words stand in Text
}

// Names reads a gzip file of lines "token<TAB>BIO label"; an empty line
// ends a sentence, -DOCSTART- begins a document.
func Names(path string) ([]Document, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []Document
	var d Document
	fresh := true
	flush := func() {
		if len(d.Words) > 0 {
			out = append(out, d)
		}
		d, fresh = Document{}, true
	}
	scan := bufio.NewScanner(f)
	for n := 1; scan.Scan(); n++ {
		word, mark, ok := strings.Cut(scan.Text(), "\t")
		switch {
		case word == "":
			fresh = true
			if len(d.Starts) >= 60 { // files without documents
				flush()
			}
			continue
		case !ok:
			return nil, fmt.Errorf("%s:%d: want two fields", path, n)
		case word == "-DOCSTART-":
			flush()
			continue
		}
		if fresh {
			d.Starts, fresh = append(d.Starts, len(d.Words)), false
		}
		at := len(d.Words)
		d.Words = append(d.Words, word)
		if mark == "O" {
			continue
		}
		kind, ok := entity.ParseKind(mark[2:])
		if !ok {
			return nil, fmt.Errorf("%s:%d: unknown kind %q", path, n, mark)
		}
		if k := len(d.Names); mark[0] == 'I' && k > 0 && d.Names[k-1].Last == at && d.Names[k-1].Kind == kind {
			d.Names[k-1].Last++
		} else {
			d.Names = append(d.Names, entity.Name{First: at, Last: at + 1, Kind: kind})
		}
	}
	flush()
	return out, scan.Err()
}

// Marked reads files of sentences with names in brackets
// (lab/corpus/names). Each sentence is a document of its own.
func Marked(pattern string) ([]Document, error) {
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("%s: no such files (%v)", pattern, err)
	}
	var out []Document
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		for n, line := range strings.Split(string(b), "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			d, err := marked(line)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", path, n+1, err)
			}
			out = append(out, d)
		}
	}
	return out, nil
}

// marked reads one sentence with names in brackets.
func marked(line string) (Document, error) {
	var plain strings.Builder
	type mark struct {
		from, to int
		kind     entity.Kind
	}
	var marks []mark
	open := false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && i+1 < len(line):
			i++
			plain.WriteByte(line[i])
		case c == '[':
			if open || len(line) < i+5 {
				return Document{}, fmt.Errorf("a bracket inside a name at byte %d", i)
			}
			kind, ok := entity.ParseKind(line[i+1 : i+4])
			if !ok {
				return Document{}, fmt.Errorf("unknown kind at byte %d", i)
			}
			marks = append(marks, mark{from: plain.Len(), kind: kind})
			open = true
			i += 4
		case c == ']' && open:
			marks[len(marks)-1].to = plain.Len()
			open = false
		default:
			plain.WriteByte(c)
		}
	}
	if open {
		return Document{}, fmt.Errorf("a bracket is not closed")
	}
	d := Document{Starts: []int{0}}
	s := plain.String()
	toks := token.Cut(nil, s, 0)
	d.Text, d.Tokens = s, toks
	for _, t := range toks {
		d.Words = append(d.Words, s[t.Start:t.End])
	}
	for _, m := range marks {
		first, last := -1, -1
		for i, t := range toks {
			if int(t.End) > m.from && int(t.Start) < m.to {
				if first < 0 {
					first = i
				}
				last = i + 1
			}
		}
		if first < 0 {
			return Document{}, fmt.Errorf("an empty name at byte %d", m.from)
		}
		d.Names = append(d.Names, entity.Name{First: first, Last: last, Kind: m.kind})
	}
	return d, nil
}
