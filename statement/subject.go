package statement

import (
	"strings"

	"dateline/language/tag"
)

// document reports a subject by which something is shown in writing or
// pictures; a relative pronoun stands for the noun before it.
func (f *finder) document(k int) bool {
	_, ok := frames["document"][f.d.Lemma(f.antecedent(k))]
	return ok
}

// antecedent returns the noun that a relative pronoun stands for; k for any
// other word.
func (f *finder) antecedent(k int) int {
	if v := int(f.d.Heads[k]); f.d.Part(k) == tag.Pron && v >= 0 && f.tree.full(v) == "acl:relcl" {
		return int(f.d.Heads[v])
	}
	return k
}

// quotes reports that one of tokens [first, last) stands in quotation marks.
func (f *finder) quotes(first, last int) bool {
	for k := first; k < last; k++ {
		if f.inQuote[k] >= 0 {
			return true
		}
	}
	return false
}

// thing reports a subject that holds no stance, if it is not known to be
// somebody: a common noun, or a pronoun of things.
func (f *finder) thing(k int) bool {
	switch f.lower(k) {
	case "this", "that", "these", "those", "it", "which":
		k = f.antecedent(k)
		return f.d.Part(k) == tag.Noun || f.d.Part(k) == tag.Pron || f.d.Part(k) == tag.Det
	}
	k = f.antecedent(k)
	if of := f.tree.dependent(k, "nmod"); of >= 0 && f.tree.has(of, "case", "of") {
		if _, m := f.sourceOf(of); m >= 0 {
			return false // “half of the villagers”
		}
	}
	return f.d.Part(k) == tag.Noun
}

// speaking reports a common noun that names who or what can speak for itself: a
// body, or something written.
func (f *finder) speaking(k int) bool {
	_, body := frames["body"][f.d.Lemma(k)]
	return f.d.Part(k) == tag.Noun && (body || f.document(k))
}

// mute reports a common noun that names no one who could speak or write.
func (f *finder) mute(k int) bool {
	if k = f.antecedent(k); f.d.Part(k) != tag.Noun {
		return false
	}
	w := f.d.Lemma(k)
	for _, list := range [...]string{"body", "document"} {
		if _, ok := frames[list][w]; ok {
			return false
		}
	}
	if _, ok := frames["mute"][w]; ok {
		return true
	}
	for n := 2; n <= 4 && n < len(w)-1; n++ {
		if _, ok := frames["mute"]["-"+w[len(w)-n:]]; ok {
			return true
		}
	}
	return false
}

// subjectFor finds the subject of the verb at token k, over coordination and
// participles; -1 if there is none. way says how.
func (f *finder) subjectFor(k int) (subject int, way string) {
	t := f.tree
	for range 4 {
		if s := t.dependent(k, "nsubj"); s >= 0 && f.timeAt(int(t.left[s])) < 0 {
			if t.full(s) == "nsubj:pass" && way == "" && t.passive(k) {
				return -1, ""
			}
			return s, way
		}
		h := int(f.d.Heads[k])
		if h < 0 {
			return -1, ""
		}
		if t.has(k, "mark", "for") && (t.rel(k) == "advcl" || t.rel(k) == "conj") && strings.HasSuffix(f.lower(k), "ing") {
			// “criticised Orlo for saying …”, “apologised for saying …”
			for _, role := range [...]string{"obj", "nsubj"} {
				if s := t.dependent(h, role); s >= 0 && s < k {
					return s, "participle"
				}
			}
			return -1, ""
		}
		switch t.rel(k) {
		case "conj":
			if h > k {
				return -1, ""
			}
			way = "coordinated"
		case "xcomp":
			switch f.d.Lemma(h) {
			case "go", "proceed", "rush", "hasten", "pause":
			default:
				return -1, ""
			}
		case "advcl":
			if t.has(k, "mark", "to", "without") || !strings.HasSuffix(f.lower(k), "ing") {
				return -1, ""
			}
			way = "participle"
		case "acl":
			if t.full(k) == "acl" {
				if t.dependent(k, "mark", "case") >= 0 || !strings.HasSuffix(f.lower(k), "ing") {
					return -1, ""
				}
				return h, "participle of a noun"
			}
			return h, "relative clause"
		default:
			return -1, ""
		}
		k = h
	}
	return -1, ""
}

// sourceOf returns the words of the noun phrase at token k and the mention
// that holds its head, -1 for none. A relative pronoun stands for the noun
// before it.
func (f *finder) sourceOf(k int) (region, int) {
	t := f.tree
	r, at := t.phrase(k), k
	switch f.lower(k) {
	case "who", "that", "which":
		if v := int(f.d.Heads[k]); v >= 0 && t.rel(v) == "acl" && f.d.Heads[v] >= 0 && int(f.d.Heads[v]) < k {
			at = int(f.d.Heads[v])
			r = t.phrase(at)
			r.last = k + 1
		}
	}
	best, long := -1, 0
	for j := r.first; j <= at; j++ {
		for _, m := range f.starts[j] {
			if x := f.d.Mentions[m]; x.Last > at && x.Last <= r.last && x.Last-x.First > long {
				best, long = m, x.Last-x.First
			}
		}
	}
	return r, best
}
