package article

import (
	"hash/maphash"

	"dateline/text"
)

// evidence is the article's body as the page's metadata give it, in a form to
// compare blocks with. It is often cut short or full of markup, so it weighs
// in for or against blocks but does not replace them.
type evidence struct {
	words    int                 // number of words, 0 without evidence
	shingles map[uint64]struct{} // hashes of all runs of shingle words
}

// shingle is the number of words in a row that are compared.
const shingle = 3

var shingleSeed = maphash.MakeSeed()

// newEvidence reads the JSON-LD field articleBody.
func newEvidence(m *metadata) *evidence {
	e := &evidence{shingles: map[uint64]struct{}{}}
	for _, s := range ldStrings(m.article["articleBody"]) {
		e.words += eachShingle(s, func(h uint64) { e.shingles[h] = struct{}{} })
	}
	return e
}

// covers returns the share of the words of s that the evidence holds, 0 to 1.
func (e *evidence) covers(s string) float64 {
	if e.words == 0 {
		return 0
	}
	found, all := 0, 0
	eachShingle(s, func(h uint64) {
		all++
		if _, ok := e.shingles[h]; ok {
			found++
		}
	})
	if all == 0 {
		return 0
	}
	return float64(found) / float64(all)
}

// eachShingle calls yield with the hash of every run of shingle words of s,
// and returns the number of words. A shorter text is one run.
func eachShingle(s string, yield func(uint64)) int {
	var last [shingle]uint64
	n := 0
	for w := range text.Words(s) {
		copy(last[:], last[1:])
		last[shingle-1] = maphash.String(shingleSeed, w)
		if n++; n >= shingle {
			yield(mix(last[:]))
		}
	}
	if n > 0 && n < shingle {
		yield(mix(last[shingle-n:]))
	}
	return n
}

func mix(words []uint64) uint64 {
	h := uint64(len(words))
	for _, w := range words {
		h = h*0x9E3779B97F4A7C15 ^ w
	}
	return h
}
