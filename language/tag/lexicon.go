package tag

import "dateline/language/form"

// Sentence is what the lexicon knows of the words of a sentence: a form and an
// entry for each. It is reused from sentence to sentence.
type Sentence struct {
	Forms []form.Form
	Known []uint64 // spread value of the word's entry in the lexicon
}

// Entry packs what the training text says of a spelling: the parts of speech
// that it has (bit by bit), the most frequent, how often it begins with a
// capital away from the sentence's start (0 never to 3 always) and how
// frequent it is (0 to 3).
func Entry(all uint32, most Part, capital, frequency int) uint32 {
	return all&(1<<parts-1) | uint32(most)<<17 | uint32(capital&3)<<22 | uint32(frequency&3)<<24 | 1<<26
}

// Prepare fills s with the words of one sentence.
func (t *Tagger) Prepare(s *Sentence, words []string) {
	s.Forms, s.Known = s.Forms[:0], s.Known[:0]
	for _, w := range words {
		f := form.Of(w)
		s.Forms = append(s.Forms, f)
		s.Known = append(s.Known, form.Key(int(t.lexicon.Get(f.Lower))))
	}
}
