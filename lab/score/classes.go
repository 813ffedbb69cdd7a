package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"dateline/article"
	"dateline/language"
	"dateline/language/cue"
	"dateline/source"
	"dateline/statement"
	"dateline/text"
)

// attributions is a line of a corpus of attributions: places count code
// points of Text.
type attributions struct {
	Text   string `json:"text"`
	Quotes []struct {
		Content [][2]int `json:"content"`
		Source  [][2]int `json:"source"`
		Cue     [][2]int `json:"cue"`
	} `json:"quotes"`
}

// classTally is what was found of one class.
type classTally struct {
	class  string
	sure   bool
	found  int
	right  int // the corpus has these words of this source
	placed int // the corpus has most of these words
	said   int // of these, by this source
}

func (t *classTally) add(v verdict) {
	t.found++
	for _, c := range []struct {
		is bool
		n  *int
	}{{v.right, &t.right}, {v.placed, &t.placed}, {v.said, &t.said}} {
		if c.is {
			*c.n++
		}
	}
}

// verdict is what the corpus has of one statement.
type verdict struct{ right, placed, said bool }

// runClasses prints, class by class, how many of the statements found in a
// corpus of attributions are right: at least half of the words of content in
// common (Dice), and the source; and, where the corpus has most of the words,
// how often it has them of this source.
func runClasses(w io.Writer, args []string) error {
	flags := flag.NewFlagSet("classes", flag.ExitOnError)
	least := flags.Int("least", 10, "print classes with at least so many statements")
	skip := flags.String("skip", "", "leave out texts that hold these words, such as ''")
	folds := flags.Int("cross", 0, "choose the sure classes on all but each of so many parts and measure them on that part")
	flags.Parse(args) // exits on error
	if flags.NArg() != 1 {
		return errors.New("classes: want one file of attributions, as JSON lines, gzipped")
	}
	digest, texts, err := readAttributions(flags.Arg(0))
	if err != nil {
		return err
	}
	all := map[string]*classTally{}
	var sure, quoted, sureQuoted classTally
	cross := newCrossing(*folds)
	for n, x := range texts {
		if *skip != "" && strings.Contains(x.Text, *skip) {
			continue
		}
		said, d, err := find(x.Text)
		if err != nil {
			return err
		}
		for i, v := range verdicts(x, d, said) {
			s := said[i]
			cross.add(n, s, v)
			c := all[s.Class]
			if c == nil {
				c = &classTally{class: s.Class, sure: s.Sure}
				all[s.Class] = c
			}
			for _, t := range []*classTally{c, &sure, &quoted, &sureQuoted} {
				isQuoted := s.Kind != statement.Indirect
				if t == &sure && !s.Sure || t == &quoted && !isQuoted || t == &sureQuoted && !(isQuoted && s.Sure) {
					continue
				}
				t.add(v)
			}
		}
	}
	fmt.Fprintf(w, "%s %s: %d texts\n", filepath.Base(flags.Arg(0)), digest, len(texts))
	fmt.Fprintf(w, "sure: %d of %d right = %.3f · quoted: %d, of which sure %d = %.3f, of these right %.3f\n", sure.right, sure.found, share(sure), quoted.found, sureQuoted.found, float64(sureQuoted.found)/float64(max(1, quoted.found)), share(sureQuoted))
	if *folds > 1 {
		cross.report(w)
	}
	list := make([]*classTally, 0, len(all))
	for _, c := range all {
		if c.found >= *least {
			list = append(list, c)
		}
	}
	fmt.Fprintln(w, "right found         said placed               class")
	slices.SortFunc(list, func(a, b *classTally) int {
		return cmp.Or(cmp.Compare(share(*b), share(*a)), b.found-a.found, strings.Compare(a.class, b.class))
	})
	for _, c := range list {
		mark := ""
		if c.sure {
			mark = "sure"
		}
		fmt.Fprintf(w, "%5d %5d  %.3f  %5d %5d  %.3f  %-4s  %s\n", c.right, c.found, share(*c), c.said, c.placed, float64(c.said)/float64(max(1, c.placed)), mark, c.class)
	}
	return nil
}

func share(c classTally) float64 { return float64(c.right) / float64(max(1, c.found)) }

// readAttributions reads a corpus and the first 12 digits of its SHA-256.
func readAttributions(path string) (digest string, out []attributions, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", nil, err
	}
	defer f.Close()
	sum := sha256.New()
	z, err := gzip.NewReader(io.TeeReader(f, sum))
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", path, err)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<26)
	for in.Scan() {
		var x attributions
		if err := json.Unmarshal(in.Bytes(), &x); err != nil {
			return "", nil, fmt.Errorf("%s, line %d: %w", path, len(out)+1, err)
		}
		out = append(out, x)
	}
	return fmt.Sprintf("%x", sum.Sum(nil))[:12], out, in.Err()
}

// find reads a text as a user's file is read.
func find(s string) ([]statement.Statement, *language.Doc, error) {
	dir, err := os.MkdirTemp("", "text")
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "text.txt")
	if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
		return nil, nil, err
	}
	for item, err := range source.Walk(context.Background(), []string{path}, source.Options{}) {
		if err != nil {
			return nil, nil, err
		}
		for a, err := range article.Read(item, article.Options{}) {
			if err != nil {
				return nil, nil, err
			}
			d := language.Analyze(a)
			return statement.Find(d), d, nil
		}
	}
	return nil, nil, errors.New("no report in a text of the corpus")
}

// wordPattern cuts words as the referee for attributions does.
var wordPattern = regexp.MustCompile(`[\p{L}\p{N}_]+(?:[’'\-][\p{L}\p{N}_]+)*`)

// verdicts says of each statement whether the corpus has an attribution of
// these words (Dice of the word sets at least a half) to that source, and
// whether it has most of the words at all.
func verdicts(x attributions, d *language.Doc, said []statement.Statement) []verdict {
	words := wordPattern.FindAllStringIndex(x.Text, -1)
	bytesOf := offsets(x.Text)
	set := func(spans [][2]int) map[int]bool {
		out := map[int]bool{}
		for _, s := range spans {
			k, _ := slices.BinarySearchFunc(words, s[0], func(w []int, at int) int { return cmp.Compare(w[1], at+1) })
			for ; k < len(words) && words[k][0] < s[1]; k++ {
				out[k] = true
			}
		}
		return out
	}
	source := func(spans [][2]int) map[int]bool {
		out := set(spans)
		for k := range out {
			switch strings.ToLower(x.Text[words[k][0]:words[k][1]]) {
			case "a", "an", "the", "of":
				if len(out) > 1 {
					delete(out, k)
				}
			}
		}
		return out
	}
	gold, goldSource := make([]map[int]bool, len(x.Quotes)), make([]map[int]bool, len(x.Quotes))
	for i, q := range x.Quotes {
		by := inBytes(q.Source, bytesOf)
		if len(by) == 1 && exchanged(x.Text[by[0][0]:by[0][1]]) {
			by = inBytes(q.Cue, bytesOf)
		}
		gold[i], goldSource[i] = set(inBytes(q.Content, bytesOf)), source(by)
	}
	out := make([]verdict, len(said))
	for j, st := range said {
		found := set(inSource(d, st.Content...))
		var by map[int]bool
		if !st.Source.Empty() {
			by = source(inSource(d, st.Source))
		}
		for i := range gold {
			same := common(goldSource[i], by) > 0 && len(by) <= 3*len(goldSource[i])+8 || len(goldSource[i]) == 0 && len(by) == 0
			n := common(gold[i], found)
			if same && 4*n >= len(gold[i])+len(found) {
				out[j].right = true
			}
			if n > 0 && 2*n >= min(len(found), len(gold[i])) {
				out[j].placed, out[j].said = true, out[j].said || same
			}
		}
	}
	return out
}

// exchanged reports a source that begins with a verb of speech: the corpus has
// some attributions with source and cue the wrong way round.
func exchanged(words string) bool {
	first, _, _ := strings.Cut(strings.ToLower(words), " ")
	u, ok := cue.Verb(first)
	return ok && u.Clause && (u.Form == cue.Past || u.Form == cue.Third) && !cue.Noun(first)
}

// offsets returns the byte offset of each code point, and the length.
func offsets(s string) []int {
	out := make([]int, 0, len(s)+1)
	for i := range s {
		out = append(out, i)
	}
	return append(out, len(s))
}

func inBytes(spans [][2]int, at []int) [][2]int {
	out := make([][2]int, len(spans))
	for i, s := range spans {
		out[i] = [2]int{at[s[0]], at[s[1]]}
	}
	return out
}

// inSource returns where spans stand in the file.
func inSource(d *language.Doc, spans ...text.Span) [][2]int {
	var out [][2]int
	for _, s := range spans {
		h := d.Article.Text.Hull(s)
		out = append(out, [2]int{h.Start, h.End})
	}
	return out
}

func common(a, b map[int]bool) int {
	if len(b) < len(a) {
		a, b = b, a
	}
	n := 0
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n
}
