package statement

import (
	"strings"
)

// skipAddressee returns where the content begins behind the cue: over whom it
// was told, when and where. A "that" belongs to the content (PARC 3.0).
func (f *finder) skipAddressee(k int, u unit, c cueAt) int {
	if c.prep {
		return f.skipPunct(k, u)
	}
	start := k
	if addressed(c.use.Lemma) || c.use.Lemma == "ask" {
		k = f.overHearer(k, u)
	}
	k = f.overDashes(f.skipAdverbial(k, u), u)
	// "said in a statement on Friday that …": a "that" close behind begins
	// the content if nothing before it can.
	if k > start || k < u.last && preposition[f.lower(k)] {
		for j := k; j < u.last && j < k+18 && f.inQuote[j] < 0; j++ {
			if f.isThat(j) && j+1 < u.last {
				k = j
				break
			}
			if w := f.word(j); w == "." || w == ";" {
				break
			}
		}
	}
	return f.skipPunct(k, u)
}

// overHearer steps over who was told.
func (f *finder) overHearer(k int, u unit) int {
	if m := f.mentionFrom(k); m >= 0 {
		return f.overApposition(f.d.Mentions[m].Last, u)
	}
	if k < u.last && !f.isThat(k) && !questionWord[f.lower(k)] && f.inQuote[k] < 0 {
		return f.overNoun(k, u)
	}
	return k
}

// behindHearer returns the token behind a cue and whom it was told.
func (f *finder) behindHearer(c cueAt, u unit) int {
	if addressed(c.use.Lemma) && !c.inverted && !c.prep {
		return f.overHearer(c.behind, u)
	}
	return c.behind
}

// overDashes steps over an aside between dashes with "that" behind it: “said —
// in passing, as it were — that …”.
func (f *finder) overDashes(k int, u unit) int {
	if k >= u.last || f.inQuote[k] >= 0 || f.word(k) != "—" && f.word(k) != "–" {
		return k
	}
	for j := k + 1; j+1 < u.last && j < k+30 && f.inQuote[j] < 0; j++ {
		if f.word(j) == f.word(k) {
			if f.isThat(j + 1) {
				return j + 1
			}
			return k
		}
	}
	return k
}

func (f *finder) isThat(k int) bool { return f.lower(k) == "that" }

func (f *finder) skipPunct(k int, u unit) int {
	for k < u.last && f.inQuote[k] < 0 {
		switch f.word(k) {
		case ",", ":", "—", "–":
			k++
			continue
		}
		break
	}
	return k
}

// overNoun steps over a short addressee that is no mention: "reporters", "a
// crowd of students".
func (f *finder) overNoun(k int, u unit) int {
	for j := k; j < u.last && j < k+8; j++ {
		w := f.lower(j)
		if f.inQuote[j] >= 0 || w == "that" || w == "," || w == ":" || preposition[w] && w != "of" {
			return j
		}
		if m := f.mentionFrom(j); j > k && m >= 0 {
			return j
		}
		if t := f.timeAt(j); t >= 0 {
			return j
		}
		if j > k && (w == "he" || w == "it" || w == "they" || w == "she" || w == "there" || w == "we") {
			return j
		}
	}
	return k
}

// skipAdverbial steps over times, places and settings behind a cue: "on
// Monday", "in a statement", "at a news conference in Velika".
func (f *finder) skipAdverbial(k int, u unit) int {
	for end := min(u.last, k+far); k < end && f.inQuote[k] < 0; {
		if t := f.timeAt(k); t >= 0 {
			for k < u.last && int(f.d.Tokens[k].Start) < f.d.Times[t].Span.End {
				k++
			}
			continue
		}
		w := f.lower(k)
		if !preposition[w] || w == "to" && f.infinitive(k+1, u) {
			break
		}
		j := k + 1
		for j < u.last && f.inQuote[j] < 0 && f.timeAt(j) < 0 && !preposition[f.lower(j)] && (isWord(f.word(j)) || f.word(j) == "-") && !f.isThat(j) && f.lower(j) != "of" {
			if j-k > 9 {
				return k
			}
			j++
		}
		if j < u.last && f.isThat(j) || j >= u.last || !isWord(f.word(j)) || f.timeAt(j) >= 0 || preposition[f.lower(j)] || f.lower(j) == "of" || f.inQuote[j] >= 0 {
			k = j
			continue
		}
		break
	}
	return k
}

// infinitive reports that "to" before token k begins what was said
// ("threatened to leave") and not whom it was said to ("said to reporters").
func (f *finder) infinitive(k int, u unit) bool {
	if k >= u.last {
		return false
	}
	switch f.lower(k) {
	case "the", "a", "an", "his", "her", "their", "its", "me", "us", "him", "them":
		return false
	}
	if f.inQuote[k] >= 0 {
		return f.goesOnQuoted(k) // “promised to “speak for all of them””
	}
	return f.mentionFrom(k) < 0 && !strings.HasSuffix(f.lower(k), "s")
}

// timeAt returns the time expression that starts at token k, -1 if none does.
func (f *finder) timeAt(k int) int {
	at := int(f.d.Tokens[k].Start)
	lo, hi := 0, len(f.d.Times)
	for lo < hi {
		mid := (lo + hi) / 2
		if f.d.Times[mid].Span.Start < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(f.d.Times) && f.d.Times[lo].Span.Start == at {
		return lo
	}
	return -1
}
