package statement

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"dateline/language"
	"dateline/language/cue"
	"dateline/text"
)

//go:embed manner.tsv
var mannerFile string

// manners are the word lists of manner.tsv by kind.
var manners = mustManners()

func mustManners() map[string]map[string]bool {
	m, err := loadManners(mannerFile)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return m
}

func loadManners(file string) (map[string]map[string]bool, error) {
	out := map[string]map[string]bool{"setting": {}, "language": {}, "translator": {}, "outlet": {}, "stance": {}}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 || out[f[0]] == nil {
			return nil, fmt.Errorf("manner.tsv:%d: want a known kind, words, example", n+1)
		}
		for w := range strings.FieldsSeq(f[1]) {
			out[f[0]][w] = true
		}
	}
	return out, nil
}

// manner fills in how a statement was made, from the words around its content:
// act, addressee, outlet, place, setting, language and interpreter.
func (f *finder) manner(u unit, c cueAt, s *Statement) {
	s.Act, s.To, s.Via = Speech, -1, -1
	if manners["stance"][c.use.Lemma] && s.Kind == Indirect {
		s.Act = Stance
	}
	if addressed(c.use.Lemma) || c.use.Lemma == "ask" {
		if m := f.mentionFrom(c.behind); m >= 0 && !c.inverted {
			if f.outlet(m) {
				s.Via = m
			} else if x := f.d.Mentions[m]; x.Of == language.Person || x.Of == language.Group || x.Of == language.Country || x.Of == language.Organisation {
				s.To = m
			}
		}
	}
	from, to := max(u.first, c.begin-40), min(u.last, c.end+40)
	for k := from; k < to; k++ {
		if f.inQuote[k] >= 0 || slices.ContainsFunc(s.Content, func(x text.Span) bool { return x.Has(int(f.d.Tokens[k].Start)) }) {
			continue
		}
		w := f.lower(k)
		switch {
		case (manners["setting"][w] || manners["setting"][strings.TrimSuffix(w, "s")]) && s.Setting.Empty():
			if first := f.phraseBefore(k, from); first >= 0 {
				s.Setting = f.span(first, k+1)
			}
		case manners["translator"][w] && s.Through.Empty():
			if first := f.phraseBefore(k, from); first >= 0 {
				s.Through = f.span(first, k+1)
			}
		case manners["language"][f.word(k)] && s.Tongue == "" && k > from && (f.lower(k-1) == "in" || f.lower(k-1) == "speaking"):
			s.Tongue = f.word(k)
		case (w == "in" || w == "at") && s.Place.Empty() && k+1 < to:
			for _, m := range slices.Concat(f.starts[k+1], f.startsAfterArticle(k+1)) {
				if x := f.d.Mentions[m]; x.Of == language.Location || x.Kind == language.Name && x.Of == language.Other && w == "in" && !manners["language"][f.word(x.First)] {
					s.Place = x.Span
				}
			}
		}
	}
}

func (f *finder) startsAfterArticle(k int) []int {
	if k+1 < len(f.d.Tokens) && f.lower(k) == "the" {
		return f.starts[k+1]
	}
	return nil
}

// phraseBefore returns the preposition that opens the phrase of the noun at
// token k: "in a televised interview"; -1 if there is none.
func (f *finder) phraseBefore(k, from int) int {
	for j := k - 1; j >= from && k-j < 7; j-- {
		w := f.lower(j)
		switch {
		case w == "in" || w == "at" || w == "during" || w == "on" || w == "through" || w == "via" || w == "after" || w == "following":
			return j
		case !isWord(w) && w != "-":
			return -1
		}
		if u, ok := cue.Verb(w); ok && u.Form != cue.Base && !cue.Noun(w) {
			return -1
		}
	}
	return -1
}

// outlet reports a mention that is named like a press outlet.
func (f *finder) outlet(m int) bool {
	x := f.d.Mentions[m]
	if x.Of != language.Organisation && x.Of != language.Other {
		return false
	}
	words := strings.Fields(strings.ToLower(f.d.Article.Text.Slice(x.Span)))
	return len(words) > 0 && manners["outlet"][strings.Trim(words[len(words)-1], ".")]
}
