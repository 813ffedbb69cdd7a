package main

import (
	"cmp"
	"slices"
	"strings"

	"dateline/lab/corpus"
	"dateline/language/form"
	"dateline/language/tag"
	"dateline/language/weights"
)

// tagNames returns the tags of the training data, most frequent first, as
// many as a table can hold.
func tagNames(data []corpus.Sentence) []string {
	counts := map[string]int{}
	for _, s := range data {
		for i := range s.Words {
			counts[s.Parts[i]+"|"+s.Penn[i]]++
		}
	}
	names := make([]string, 0, len(counts))
	for n := range counts {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], strings.Compare(a, b))
	})
	return names[:min(len(names), tag.MaxTags)]
}

// goldTags maps the tags of the data to their IDs; a tag that is not in names
// becomes the most frequent one of its part of speech.
func goldTags(data []corpus.Sentence, names []string) [][]tag.ID {
	ids := map[string]tag.ID{}
	for i := len(names) - 1; i >= 0; i-- {
		part, _, _ := strings.Cut(names[i], "|")
		ids[names[i]] = tag.ID(i)
		ids[part] = tag.ID(i)
	}
	out := make([][]tag.ID, len(data))
	for k, s := range data {
		out[k] = make([]tag.ID, len(s.Words))
		for i := range s.Words {
			id, ok := ids[s.Parts[i]+"|"+s.Penn[i]]
			if !ok {
				id = ids[s.Parts[i]]
			}
			out[k][i] = id
		}
	}
	return out
}

// lexicon gathers what the data say of each spelling. Spellings seen less
// than four times say nothing, so that training meets unknown words as
// reading does.
func lexicon(data []corpus.Sentence) *weights.Dict {
	type entry struct {
		n, inner, capital int
		parts             [17]int
	}
	all := map[uint64]*entry{}
	for _, s := range data {
		for i, w := range s.Words {
			f := form.Of(w)
			e := all[f.Lower]
			if e == nil {
				e = &entry{}
				all[f.Lower] = e
			}
			e.n++
			e.parts[tag.ParsePart(s.Parts[i])]++
			if i > 0 {
				e.inner++
				if f.Case == form.Capital || f.Case == form.Upper {
					e.capital++
				}
			}
		}
	}
	out := map[uint64]uint32{}
	for h, e := range all {
		if e.n < 4 {
			continue
		}
		var mask uint32
		most := 0
		for p, n := range e.parts {
			if n*20 >= e.n {
				mask |= 1 << p
			}
			if n > e.parts[most] {
				most = p
			}
		}
		capital := 0
		if e.inner > 0 {
			capital = min(3, (e.capital*4)/(e.inner+1))
		}
		frequency := 0
		for _, limit := range []int{10, 50, 500} {
			if e.n >= limit {
				frequency++
			}
		}
		out[h] = tag.Entry(mask, tag.Part(most), capital, frequency)
	}
	return weights.NewDict(out)
}

// exceptions lists the words whose lemma the rules miss.
func exceptions(data []corpus.Sentence) string {
	counts := map[string]map[string]int{}
	for _, s := range data {
		for i, w := range s.Words {
			if s.Lemmas[i] == "_" || s.Penn[i] == "NNP" && s.Lemmas[i] == w {
				continue
			}
			k := strings.ToLower(strings.ReplaceAll(w, "’", "'")) + "\t" + s.Penn[i]
			if counts[k] == nil {
				counts[k] = map[string]int{}
			}
			counts[k][s.Lemmas[i]]++
		}
	}
	var lines []string
	for k, m := range counts {
		best := ""
		for l, n := range m {
			if best == "" || n > m[best] || n == m[best] && l < best {
				best = l
			}
		}
		word, penn, _ := strings.Cut(k, "\t")
		if penn != "NNP" && tag.LemmaByRule(word, penn) != best {
			lines = append(lines, k+"\t"+best)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// relationNames returns the relations of the data, most frequent first.
func relationNames(data []corpus.Sentence) []string {
	counts := map[string]int{}
	for _, s := range data {
		for _, r := range s.Relations {
			counts[r]++
		}
	}
	var names []string
	for n := range counts {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	return names
}
