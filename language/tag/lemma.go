package tag

import (
	"fmt"
	"strings"
)

// lemmas are the words whose lemma the rules do not tell: lower-case word, a
// tab, Penn tag → lemma.
type lemmas map[string]string

// readLemmas reads lines "word<TAB>Penn tag<TAB>lemma".
func readLemmas(file string) (lemmas, error) {
	l := lemmas{}
	for n, line := range strings.Split(file, "\n") {
		if line == "" {
			continue
		}
		k := strings.LastIndexByte(line, '\t')
		if k < 0 || strings.Count(line, "\t") != 2 {
			return nil, fmt.Errorf("tag: lemmas:%d: want three fields", n+1)
		}
		l[line[:k]] = line[k+1:]
	}
	return l, nil
}

// Lemma returns the dictionary form of a word with its tag: lower case but for
// names, without inflection.
func (t *Tagger) Lemma(word string, id ID) string {
	penn := t.Penn(id)
	low := strings.ToLower(strings.ReplaceAll(word, "’", "'"))
	if len(t.lemmas) > 0 {
		if l, ok := t.lemmas[low+"\t"+penn]; ok {
			return l
		}
	}
	return LemmaByRule(word, penn)
}

// LemmaByRule returns the lemma that a word with that Penn tag has if it
// follows the rules.
func LemmaByRule(word, penn string) string {
	low := strings.ToLower(strings.ReplaceAll(word, "’", "'"))
	switch penn {
	case "NNP":
		return word
	case "NNPS":
		return plural(word)
	case "NNS":
		return plural(low)
	case "VBZ":
		return plural(low)
	case "VBD", "VBN":
		return past(low)
	case "VBG":
		return inner(low, "ing")
	case "JJR", "RBR":
		return inner(low, "er")
	case "JJS", "RBS":
		return inner(low, "est")
	}
	return low
}

// plural takes off the -s of nouns and of verbs in the third person.
func plural(w string) string {
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case ends(w, "sses", "shes", "ches", "xes", "zzes", "oes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && len(w) > 2:
		return w[:len(w)-1]
	}
	return w
}

func past(w string) string {
	if len(w) > 4 && strings.HasSuffix(w, "ied") {
		return w[:len(w)-3] + "y"
	}
	return inner(w, "ed")
}

// inner takes off an ending that doubles a consonant or swallows an e.
func inner(w, ending string) string {
	stem, ok := strings.CutSuffix(w, ending)
	if !ok || len(stem) < 2 || !strings.ContainsAny(stem, "aeiouy") {
		return w
	}
	n := len(stem)
	last, before := stem[n-1], stem[n-2]
	switch {
	case ending != "ing" && ending != "ed" && last == 'i':
		return stem[:n-1] + "y"
	case n > 3 && last == before && strings.IndexByte("bdgmnprt", last) >= 0:
		return stem[:n-1]
	case last == before || ends(stem, "sh", "ch", "ck", "ow", "ew", "aw", "oy", "ay", "ey", "er", "en", "on", "om", "it", "x"):
		return stem
	case ends(stem, "at", "iz", "yz", "c", "v", "u", "dg", "rg", "ng", "ag", "ns", "rs", "ps", "us", "os", "is", "as"), last == 's' && !vowel(before), last == 'l' && !vowel(before) && before != 'l' && before != 'r':
		if strings.HasSuffix(stem, "eat") || strings.HasSuffix(stem, "oat") || ending == "ing" && strings.HasSuffix(stem, "ng") && !strings.HasSuffix(stem, "ang") {
			return stem
		}
		return stem + "e"
	case !vowel(last) && vowel(before) && (n < 3 || !vowel(stem[n-3])) && ends(stem, "ar", "or", "ir", "ur", "os", "ad", "id", "ed", "od", "ud", "im", "am", "um", "in", "un", "an", "op", "ip", "ap", "yp", "ok", "ik", "ak", "ut", "ot", "et", "il", "al", "ol", "ul", "ib", "ob"):
		return stem + "e"
	}
	return stem
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

func ends(w string, endings ...string) bool {
	for _, e := range endings {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}
