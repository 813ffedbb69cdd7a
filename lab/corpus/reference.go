package corpus

import (
	"bufio"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"dateline/text"
)

// Report is a document of a treebank with what its words refer to.
type Report struct {
	ID       string
	Text     string // sentences joined by spaces, paragraphs by newlines
	Blocks   []Part
	Words    []text.Span // where the words stand in Text; empty for one that does not stand there
	Mentions []Reference // in the order in which they begin, the longer first
}

// Part is a paragraph, heading or caption of a Report.
type Part struct {
	Kind string // of GUM's newpar_block: "p", "head", "caption", …
	Span text.Span
}

// Reference is a mention of a cluster; Words are indexes into Report.Words.
type Reference struct {
	First, Last int    // words, Last exclusive
	Heads       []int  // the word that depends on none of the others, and the names that are flat with it: "defender", "Ana", "Orlo"
	Cluster     string // the same for all that refer to the same
	Kind        string // "person", "organization", "place", "abstract", …
}

// bracket is one opening, closing or whole mention in GUM's Entity value:
// "(1-person-new-…", "1)", "(1-person-new-…)".
var bracket = regexp.MustCompile(`\([^()]+\)?|[^()]+\)`)

// References reads the documents of a gzip file in CoNLL-U format whose id
// begins with prefix, with the mentions that its MISC column marks by Entity=
// in the manner of GUM (Zeldes 2017).
func References(path, prefix string) ([]Report, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []Report
	r := newReader("")
	flush := func() {
		if r.ID != "" && strings.HasPrefix(r.ID, prefix) {
			out = append(out, r.finish())
		}
	}
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<22)
	for n := 1; scan.Scan(); n++ {
		line := scan.Text()
		if id, ok := strings.CutPrefix(line, "# newdoc id = "); ok {
			flush()
			r = newReader(id)
		}
		if !strings.HasPrefix(r.ID, prefix) {
			continue
		}
		if err := r.line(line); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	flush()
	return out, scan.Err()
}

// reader makes one Report, line by line.
type reader struct {
	Report
	kind   string // of the paragraph that begins; "" inside one
	at     int    // byte of Text behind the word before
	first  int    // first word of the sentence
	heads  []int  // of the sentence's words, 0-based, -1 for the root
	flat   []bool // of the sentence's words: a further part of a name
	open   []Reference
	closed []Reference // of the sentence
}

func newReader(id string) *reader { return &reader{Report: Report{ID: id}, kind: "p"} }

func (r *reader) finish() Report {
	r.sentence()
	slices.SortStableFunc(r.Mentions, func(a, b Reference) int {
		if a.First != b.First {
			return a.First - b.First
		}
		return b.Last - a.Last
	})
	return r.Report
}

// sentence ends a sentence: now the heads of its mentions are known.
func (r *reader) sentence() {
	for _, m := range r.closed {
		for k := m.First; k < m.Last; k++ {
			h := r.heads[k-r.first] + r.first
			if top := r.heads[k-r.first] < 0 || h < m.First || h >= m.Last; top && len(m.Heads) == 0 || !top && r.flat[k-r.first] && slices.Contains(m.Heads, h) {
				m.Heads = append(m.Heads, k)
			}
		}
		r.Mentions = append(r.Mentions, m)
	}
	r.closed, r.open, r.heads, r.first = r.closed[:0], nil, r.heads[:0], len(r.Words)
	r.flat = r.flat[:0]
}

func (r *reader) line(line string) error {
	switch {
	case line == "":
		r.sentence()
		return nil
	case strings.HasPrefix(line, "# newpar_block"):
		_, kinds, _ := strings.Cut(line, " = ")
		kinds = kinds[strings.LastIndex(kinds, "|")+1:] // the innermost
		r.kind, _, _ = strings.Cut(strings.TrimSpace(kinds), " ")
		return nil
	case strings.HasPrefix(line, "# newpar"):
		r.kind = "p"
		return nil
	case strings.HasPrefix(line, "# text = "):
		r.add(line[len("# text = "):])
		return nil
	case line[0] == '#':
		return nil
	}
	col := strings.Split(line, "\t")
	if len(col) != 10 {
		return fmt.Errorf("%d columns, want 10", len(col))
	}
	if strings.ContainsAny(col[0], "-.") {
		return nil
	}
	head, err := strconv.Atoi(col[6])
	if err != nil {
		return fmt.Errorf("head: %w", err)
	}
	word := len(r.Words)
	r.Words, r.heads = append(r.Words, r.place(col[1])), append(r.heads, head-1)
	r.flat = append(r.flat, strings.HasPrefix(col[7], "flat"))
	for field := range strings.SplitSeq(col[9], "|") {
		if value, ok := strings.CutPrefix(field, "Entity="); ok {
			r.brackets(value, word)
		}
	}
	return nil
}

// add appends a sentence to the text.
func (r *reader) add(s string) {
	sep := " "
	if r.kind != "" {
		sep = "\n"
	}
	if r.Text != "" {
		r.Text += sep
	}
	r.at = len(r.Text)
	r.Text += s
	if r.kind != "" {
		r.Blocks = append(r.Blocks, Part{Kind: r.kind, Span: text.Span{Start: r.at}})
		r.kind = ""
	}
	r.Blocks[len(r.Blocks)-1].Span.End = len(r.Text)
}

// place finds the next word in the text.
func (r *reader) place(word string) text.Span {
	rest := strings.TrimLeftFunc(r.Text[r.at:], unicode.IsSpace)
	from := len(r.Text) - len(rest)
	if !strings.HasPrefix(rest, word) {
		return text.Span{Start: r.at, End: r.at}
	}
	r.at = from + len(word)
	return text.Span{Start: from, End: r.at}
}

func (r *reader) brackets(value string, word int) {
	for _, b := range bracket.FindAllString(value, -1) {
		fields := strings.Split(strings.Trim(b, "()"), "-")
		if b[0] == '(' {
			m := Reference{First: word, Cluster: fields[0]}
			if len(fields) > 1 {
				m.Kind = fields[1]
			}
			if strings.HasSuffix(b, ")") {
				m.Last = word + 1
				r.closed = append(r.closed, m)
			} else {
				r.open = append(r.open, m)
			}
			continue
		}
		for k := len(r.open) - 1; k >= 0; k-- {
			if r.open[k].Cluster == fields[0] {
				m := r.open[k]
				m.Last = word + 1
				r.closed = append(r.closed, m)
				r.open = slices.Delete(r.open, k, k+1)
				break
			}
		}
	}
}
