package main

import (
	"fmt"
	"io"
	"strings"

	"dateline/statement"
)

// How a class of statements is chosen to be sure: it was seen so often, and
// the corpus has so many of the words that it has as somebody's as this
// source's. They are the limits that grades.tsv is held to.
const (
	crossLeast = 20
	crossShare = 0.98
)

// crossing chooses sure classes on all parts of a corpus but one and measures
// them on that one, for each part in turn: what the choice is worth on texts
// that it has not seen. Text n belongs to part n modulo the number of parts.
type crossing struct {
	parts []map[string]*crossTally // by class
}

// crossTally is what one part has of a class; quoted counts the statements
// that hold a quotation.
type crossTally struct {
	classTally
	quoted int
}

func newCrossing(folds int) *crossing {
	c := &crossing{}
	for range folds {
		c.parts = append(c.parts, map[string]*crossTally{})
	}
	return c
}

func (c *crossing) add(n int, s statement.Statement, v verdict) {
	if len(c.parts) == 0 {
		return
	}
	part := c.parts[n%len(c.parts)]
	t := part[s.Class]
	if t == nil {
		t = &crossTally{}
		part[s.Class] = t
	}
	t.classTally.add(v)
	if s.Kind != statement.Indirect {
		t.quoted++
	}
}

// chosen reports whether a class is sure by all parts but one. The corpus does
// not say whom a pronoun or an office stands for, so that these never are.
func (c *crossing) chosen(class string, without int) bool {
	if strings.Contains(class, "pronoun") || strings.Contains(class, "resolved description") {
		return false
	}
	said, placed := 0, 0
	for i, p := range c.parts {
		if t := p[class]; t != nil && i != without {
			said, placed = said+t.said, placed+t.placed
		}
	}
	return placed >= crossLeast && float64(said) >= crossShare*float64(placed)
}

// report prints what the classes chosen are worth on the parts left out.
func (c *crossing) report(w io.Writer) {
	var sum crossTally
	quoted := 0
	for i, p := range c.parts {
		for class, t := range p {
			quoted += t.quoted
			if !c.chosen(class, i) {
				continue
			}
			sum.found, sum.right, sum.placed, sum.said, sum.quoted = sum.found+t.found, sum.right+t.right, sum.placed+t.placed, sum.said+t.said, sum.quoted+t.quoted
		}
	}
	fmt.Fprintf(w, "chosen on the other parts, %d in turn: %d of %d right = %.3f · of this source %d of %d = %.3f · of the quoted %d of %d sure = %.3f\n",
		len(c.parts), sum.right, sum.found, share(sum.classTally), sum.said, sum.placed, float64(sum.said)/float64(max(1, sum.placed)), sum.quoted, quoted, float64(sum.quoted)/float64(max(1, quoted)))
}
