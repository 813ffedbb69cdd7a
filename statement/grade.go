package statement

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"dateline/language"
	"dateline/language/cue"
	"dateline/language/tag"
)

//go:embed grades.tsv
var gradesFile string

// sure are the classes of grades.tsv.
var sure = mustGrades()

func mustGrades() map[string]bool {
	m, err := loadGrades(gradesFile)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return m
}

// leastPrecision is what a class must have been measured at to be sure, both
// on the texts that it was chosen on and on others, where there are enough.
const (
	leastPrecision = 0.98
	enough         = 20
)

func loadGrades(file string) (map[string]bool, error) {
	out := map[string]bool{}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 7 {
			return nil, fmt.Errorf("grades.tsv:%d: %d fields, want class and six figures", n+1, len(f))
		}
		var x [6]int
		for i, s := range f[1:] {
			v, err := strconv.Atoi(s)
			if err != nil || v < 0 {
				return nil, fmt.Errorf("grades.tsv:%d: %q is no figure", n+1, s)
			}
			x[i] = v
		}
		below := func(said, placed int) bool { return float64(said) < leastPrecision*float64(placed) }
		if x[1] < enough || below(x[0], x[1]) || x[3] >= enough && below(x[2], x[3]) {
			return nil, fmt.Errorf("grades.tsv:%d: a sure class is right in %.0f of 100, measured on at least %d", n+1, 100*leastPrecision, enough)
		}
		out[f[0]] = true
	}
	return out, nil
}

// grade gives each statement its class, says whether that is a sure one, and
// lists who an open speaker may be.
func (f *finder) grade(list []Statement) {
	for i := range list {
		s := &list[i]
		if s.MayBe == nil {
			s.MayBe = f.candidates(s)
		}
		s.Class = f.class(s)
		s.Sure = sure[s.Class]
	}
}

// class says how a statement was found: the rule, how much of it is quoted and
// what its source is; where the bounds are not given by quotation marks alone,
// also whether the tree names the same subject, and whether the content holds
// another cue.
func (f *finder) class(s *Statement) string {
	rule := s.Rule
	if s.Parent >= 0 && !strings.HasPrefix(rule, "nested") {
		rule = "nested: " + rule
	}
	class := rule + " · " + string(s.Kind) + " · " + f.sourceKind(s)
	if s.Kind == Direct {
		return class
	}
	class += " · " + f.agreement(s)
	if f.cueInside(s) {
		class += " · another cue inside"
	}
	return class
}

// cueInside reports content that holds a verb of speech, or "according to",
// outside quotation marks: it may reach over somebody else's words.
func (f *finder) cueInside(s *Statement) bool {
	for _, c := range s.Content {
		r := f.tokensOf(c)
		for k := r.first; k < r.last; k++ {
			if f.inQuote[k] >= 0 {
				continue
			}
			w := f.lower(k)
			if u, ok := cue.Verb(w); ok && (u.Clause || u.Object) && f.d.Part(k) == tag.Verb || w == "according" {
				return true
			}
		}
	}
	return false
}

// sourceKind says what the words of the source are.
func (f *finder) sourceKind(s *Statement) string {
	switch {
	case s.Source.Empty():
		return "none"
	case s.By < 0:
		return "words"
	}
	m := f.d.Mentions[s.By]
	switch {
	case m.Kind == language.Pronoun && s.Speaker < 0:
		return "open pronoun"
	case m.Kind == language.Pronoun:
		return "pronoun"
	case s.Speaker < 0:
		return "open"
	case m.Kind == language.Description && !strings.HasSuffix(f.d.Article.Text.Slice(m.Whole), f.d.Actors[s.Speaker].Name):
		return "resolved description" // "the minister", who is named elsewhere
	case m.Kind == language.Description:
		return "description"
	case m.Of == language.Person:
		return "person"
	case m.Of == language.Country || m.Of == language.Organisation:
		return "body"
	}
	return "other name"
}

// agreement says whether the tree speaks against the source: "tree doubts" if
// another word is the cue's subject by it, "tree agrees" if not.
func (f *finder) agreement(s *Statement) string {
	if len(s.Cue) == 0 {
		return "no cue"
	}
	source := f.tokensOf(s.Source)
	said := f.tokensOf(s.Cue[0])
	for k := said.first; k < said.last; k++ {
		if n := f.tree.dependent(k, "nsubj"); n >= 0 && (n < source.first || n >= source.last) {
			return "tree doubts"
		}
	}
	return "tree agrees"
}
