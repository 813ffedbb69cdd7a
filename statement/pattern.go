package statement

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed positions.tsv
var positionsFile string

// whose says of whom a clause must speak for a rule to fit.
type whose uint8

const (
	anyone whose = iota
	self
	other
)

// rule is a line of positions.tsv.
type rule struct {
	kind    string
	whose   whose
	steps   [][]string // alternatives, one after the other; nil is a gap
	name    string     // the pattern as written, for the record
	example string
}

// rules are the patterns of positions.tsv; byCue the kinds of the verbs that
// are a position by themselves, “rejected the plan”, by lemma.
var rules, byCue = mustRules()

func mustRules() ([]rule, map[string]string) {
	r, verbs, err := loadRules(positionsFile)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return r, verbs
}

func loadRules(file string) (out []rule, verbs map[string]string, err error) {
	verbs = map[string]string{}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 {
			return nil, nil, fmt.Errorf("positions.tsv:%d: %d fields, want kind, whose, pattern, example", n+1, len(f))
		}
		if f[1] == "verb" {
			for lemma := range strings.FieldsSeq(f[2]) {
				verbs[lemma] = f[0]
			}
			continue
		}
		w, ok := map[string]whose{"any": anyone, "self": self, "other": other}[f[1]]
		if !ok {
			return nil, nil, fmt.Errorf("positions.tsv:%d: %q: want self, other, any or verb", n+1, f[1])
		}
		r := rule{kind: f[0], whose: w, name: f[0] + ": " + f[2], example: f[3]}
		for step := range strings.FieldsSeq(f[2]) {
			if step == "~" {
				r.steps = append(r.steps, nil)
				continue
			}
			r.steps = append(r.steps, strings.Split(step, "|"))
		}
		if len(r.steps) == 0 || r.steps[0] == nil || r.steps[len(r.steps)-1] == nil {
			return nil, nil, fmt.Errorf("positions.tsv:%d: a pattern begins and ends with words", n+1)
		}
		out = append(out, r)
	}
	return out, verbs, nil
}

// match finds the rule's pattern in words and returns the index of its first
// and behind its last word, or -1.
func (r *rule) match(words []string) (first, last int) {
	for i := range words {
		if !hits(r.steps[0], words[i]) {
			continue
		}
		if end := r.rest(words, i+1, 1); end >= 0 && !r.negated(words, i) {
			return i, end
		}
	}
	return -1, -1
}

// negated reports a "not" right before word i that the pattern does not ask
// for, "was not opposed to", or a word that makes it somebody else's or a noun.
func (r *rule) negated(words []string, i int) bool {
	if i > 0 {
		switch w := words[i-1]; {
		case r.kind == "refusal" && w == "to": // “expect them to reject it”
			return true
		case r.kind == "intention" && words[i] != "decision" && (w == "the" || w == "a" || w == "any" || w == "this"): // “the plan to close it”
			return true
		}
	}
	switch r.kind {
	case "condition", "assessment":
		return false
	case "red_line": // “nothing is off the table”
		return words[0] == "nothing" || words[0] == "none" || words[0] == "no"
	}
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		switch words[k] {
		case "not", "n't", "n’t", "never", "without":
			return true
		}
		if !isAdverb(words[k]) && words[k] != "be" && words[k] != "been" {
			return false
		}
	}
	return false
}

// rest matches steps from k on at word i and returns the index behind the
// last word, -1 if they do not fit. An adverb may stand between two steps.
func (r *rule) rest(words []string, i, k int) int {
	if k == len(r.steps) {
		return i
	}
	reach := 1 // one adverb
	for r.steps[k] == nil {
		k++
		if reach == 1 {
			reach = 0
		}
		reach += 3
	}
	for skip := 0; skip <= reach && i+skip < len(words); skip++ {
		if skip > 0 && reach == 1 && !isAdverb(words[i]) {
			break
		}
		if hits(r.steps[k], words[i+skip]) {
			if end := r.rest(words, i+skip+1, k+1); end >= 0 {
				return end
			}
		}
	}
	return -1
}

func hits(alternatives []string, word string) bool {
	for _, a := range alternatives {
		if stem, ok := strings.CutSuffix(a, "*"); ok && strings.HasPrefix(word, stem) || a == word {
			return true
		}
	}
	return false
}
