package net

// Longest is the greatest number of words that one Encoding holds. Heads are
// looked for among all words of an encoding, so its square bounds their work.
const Longest = 160

// Cut returns the end of the piece of a sentence that begins at word first: the
// sentence's end, or, of a sentence longer than Longest, the last place within
// reach behind a mark at which it may be cut.
func Cut(words []string, first int) int {
	if len(words)-first <= Longest {
		return len(words)
	}
	for i := first + Longest; i > first+Longest/2; i-- {
		switch words[i-1] {
		case ".", ";", ":", ",", "!", "?", "—", "–", "-", "”", "\"", ")", "|", "•":
			return i
		}
	}
	return first + Longest
}
