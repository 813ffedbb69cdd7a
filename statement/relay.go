package statement

import (
	"dateline/language/cue"
)

// relayReach is how many tokens stand at most between the verb by which words
// are passed on and the one that says that they were said.
const relayReach = 24

// relayed reads words that one passes on and another said, where the verb at
// token k is the first one's: “Orlo quoted Vane as saying …”, “Vane was quoted
// by Orlo as saying …”, “Vane was said to have told her …”. The source is who
// said them.
func (f *finder) relayed(u unit, k int, use cue.Use) (cueAt, bool) {
	c := cueAt{relay: k, subject: -1, by: -1, rule: "words passed on"}
	as := f.passedOn(u, k, use, &c)
	if as < 0 {
		return c, false
	}
	left, passive := k-1, false // the token before the verb and its auxiliaries
	for left >= u.first && f.inQuote[left] < 0 {
		switch w := f.lower(left); w {
		case "was", "were", "is", "are", "been", "being":
			passive = true
		case "has", "have", "had":
		case "not", "n't", "n’t", "never", "will", "would", "could", "may", "might", "can", "must", "should":
			return c, false
		default:
			if !f.adverb(left) {
				goto found
			}
		}
		left--
	}
found:
	if left < u.first || f.inQuote[left] >= 0 {
		return c, false
	}
	passive = passive || use.Form == cue.Past && (as == k+1 || f.lower(k+1) == "by")
	before := left
	if f.word(before) == "," && before > u.first {
		before-- // “Vane, quoted by Orlo as saying”
	}
	who := f.mentionTo(before + 1)
	if passive {
		if f.lower(as) == "to" && f.word(left) == "," {
			return c, false
		}
		if k+1 < as && f.lower(k+1) == "by" {
			c.by = f.mentionFrom(k + 2)
		} else if j := c.behind; j+1 < u.last && (f.lower(j) == "by" || f.lower(j) == "in") {
			c.by = f.mentionFrom(j + 1)
		}
		if who < 0 || !f.speaks(who) {
			return c, false
		}
		c.subject, c.source, c.begin = who, f.d.Mentions[who].Whole, f.d.Mentions[who].First
		return c, true
	}
	if f.lower(as) == "to" || k+1 >= as {
		return c, false
	}
	// “Orlo quoted Vane, the minister, as saying”
	c.by = who
	c.begin = f.nounPhrase(u, left)
	if who >= 0 {
		c.begin = min(c.begin, f.d.Mentions[who].First)
	}
	end := as
	if f.word(end-1) == "," {
		end--
	}
	c.source = f.span(k+1, end)
	m := f.mentionFrom(k + 1)
	if n := f.mentionTo(end); n >= 0 && f.d.Mentions[n].First > k && (m < 0 || f.d.Mentions[m].Last >= end || f.word(f.d.Mentions[m].Last) != ",") {
		m = n
	} else if m >= 0 && f.word(f.d.Mentions[m].Last) != "," {
		m = -1
	}
	if m >= 0 {
		c.subject, c.source = m, f.d.Mentions[m].Whole
	}
	return c, true
}

// passedOn completes c with the verb by which the words were said, behind “as”
// or “to have”, and returns the token of “as” or “to”; -1 if there is none.
func (f *finder) passedOn(u unit, k int, use cue.Use, c *cueAt) int {
	if !words["relays"][use.Lemma] && !words["reputed"][use.Lemma] {
		return -1
	}
	for j := k + 1; j+1 < min(u.last, k+relayReach) && f.inQuote[j] < 0; j++ {
		form, v := cue.Ing, j+1
		switch w := f.lower(j); {
		case w == "." || w == ";" || w == ":" || w == "that":
			return -1
		case w == "as" && words["relays"][use.Lemma]:
			if f.lower(v) == "having" {
				form, v = cue.Past, v+1
			}
		case w == "to" && f.lower(v) == "have" && words["reputed"][use.Lemma] && j == k+1:
			form, v = cue.Past, v+1
		default:
			continue
		}
		if v >= u.last || f.inQuote[v] >= 0 {
			return -1
		}
		said, ok := cue.Verb(f.lower(v))
		if !ok || !said.Clause || said.Form != form {
			return -1
		}
		said.Form = cue.Past
		c.token, c.behind, c.end, c.use = v, v+1, v+1, said
		return j
	}
	return -1
}

// relayAhead reports that what follows a quotation from token k on tells who
// passes it on.
func (f *finder) relayAhead(u unit, k int) bool {
	for j := k; j < min(u.last, k+tagWords) && f.inQuote[j] < 0; j++ {
		if use, ok := cue.Verb(f.lower(j)); ok && !f.named[j] {
			if _, ok := f.relayed(u, j, use); ok {
				return true
			}
		}
	}
	return false
}
