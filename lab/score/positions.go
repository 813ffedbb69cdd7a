package main

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"dateline/article"
	"dateline/lab/corpus"
	"dateline/language"
	"dateline/source"
	"dateline/statement"
	"dateline/text"
)

// runPositions measures positions on our own passages: those with an odd
// number, by which classes are chosen, and those with an even one.
func runPositions(w io.Writer, args []string) error {
	flags := flag.NewFlagSet("positions", flag.ExitOnError)
	data := flags.String("data", "lab/corpus/positions/passages.txt", "the file of passages")
	misses := flags.Bool("misses", false, "print what of the odd ones was missed or wrong")
	flags.Parse(args) // exits on error
	list, err := corpus.Passages(*data)
	if err != nil {
		return err
	}
	digest, err := digestOf(*data)
	if err != nil {
		return err
	}
	halves := [2]*positionScore{newPositionScore(), newPositionScore()} // even, odd
	for _, p := range list {
		odd := int(p.ID[len(p.ID)-1]-'0') % 2
		halves[odd].passage(p, w, *misses && odd == 1)
	}
	for i, name := range []string{"even numbers", "odd numbers"} {
		s := halves[i]
		fmt.Fprintf(w, "positions %s, %s: %d, found %d, holder right %d · printed %d, right with holder %d · passages that hold none %d, with positions printed %d\n",
			digest, name, s.gold, s.found, s.held, s.printed, s.held, s.none, s.broken)
	}
	var classes []string
	for c := range halves[1].classes {
		classes = append(classes, c)
	}
	slices.SortFunc(classes, func(a, b string) int {
		return cmp.Or(halves[1].classes[b][1]-halves[1].classes[a][1], strings.Compare(a, b))
	})
	fmt.Fprintln(w, "odd: right printed   even: right printed   class")
	for _, c := range classes {
		o, e := halves[1].classes[c], halves[0].classes[c]
		fmt.Fprintf(w, "%10d %7d %13d %7d   %s\n", o[0], o[1], e[0], e[1], c)
	}
	return nil
}

// positionScore counts what was found of the positions of some passages.
type positionScore struct {
	gold, found, held, printed int               // held: of the right holder, too
	none, broken               int               // passages without a position, and those of them with some printed
	classes                    map[string][2]int // right, printed
}

func newPositionScore() *positionScore { return &positionScore{classes: map[string][2]int{}} }

func (s *positionScore) passage(p corpus.Passage, w io.Writer, misses bool) {
	d, got := readPositions(p.Text)
	if d == nil {
		return
	}
	s.gold, s.printed = s.gold+len(p.Positions), s.printed+len(got)
	if len(p.Positions) == 0 {
		s.none++
		if len(got) > 0 {
			s.broken++
		}
	}
	used := make([]bool, len(got))
	for _, g := range p.Positions {
		at := strings.Index(d.Article.Text.String(), g.Words)
		found := false
		for i, x := range got {
			if used[i] || found || x.Kind != g.Kind || overlap(text.Span{Start: at, End: at + len(g.Words)}, x.Span) < .5 {
				continue
			}
			used[i], found = true, true
			s.found++
			right := holds(d, x, g.Holder)
			if right {
				s.held++
			} else if misses {
				fmt.Fprintf(w, "  %s: holder %s, want %s\n", p.ID, holderName(d, x), g.Holder)
			}
			s.count(x, right)
		}
		if !found && misses {
			fmt.Fprintf(w, "  %s missed: %s | %s\n", p.ID, g.Kind, g.Words)
		}
	}
	for i, x := range got {
		if used[i] {
			continue
		}
		s.count(x, false)
		if misses {
			fmt.Fprintf(w, "  %s false: %s | %s | %s\n", p.ID, x.Kind, d.Article.Text.Slice(x.Span), x.Rule)
		}
	}
}

func (s *positionScore) count(x statement.Position, right bool) {
	c := s.classes[x.Class]
	c[1]++
	if right {
		c[0]++
	}
	s.classes[x.Class] = c
}

func readPositions(passage string) (*language.Doc, []statement.Position) {
	for a, err := range article.Read(source.Item{Location: "passage", Data: []byte(passage)}, article.Options{}) {
		if err != nil {
			return nil, nil
		}
		d := language.Analyze(a)
		return d, statement.Positions(d, statement.Find(d))
	}
	return nil, nil
}

func holderName(d *language.Doc, x statement.Position) string {
	switch {
	case x.Holder >= 0:
		return d.Actors[x.Holder].Name
	case !x.Source.Empty():
		return d.Article.Text.Slice(x.Source)
	}
	return "?"
}

// holds reports that the key and the program name one holder, one of them
// perhaps in fewer words.
func holds(d *language.Doc, x statement.Position, want string) bool {
	a, b := strings.ToLower(holderName(d, x)), strings.ToLower(want)
	return strings.Contains(a, b) || strings.Contains(b, a)
}
