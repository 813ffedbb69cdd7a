package story

import (
	"dateline/text"
)

// What counts as two wordings of one thing.
const (
	wordingMatch = 0.42 // of two sentences whose words are held against one another
	wordingWords = 9    // words of either side, at most: more is another sentence
	wordingTail  = 3    // shared words that are shown where one side has none
)

// wordings returns the places at which two renderings of one copy put other
// words for the same thing: "currently halted", "temporarily paused". Where one
// has words and the other none, both are shown with the words that follow:
// "the war", "the escalation that followed the war". What stands alike in both
// and words of grammar alone are left out. Nothing is said of what the choice
// means.
func (m *Matcher) wordings(a, b told, pairs []pair) [][2]text.Span {
	var out [][2]text.Span
	for _, p := range pairs {
		sa, sb := &a.sentences[p.a], &b.sentences[p.b]
		if p.match < wordingMatch || sa.head != sb.head {
			continue
		}
		x, atX := m.cut(a.line.Report.Text[sa.at.Start:sa.at.End])
		y, atY := m.cut(b.line.Report.Text[sb.at.Start:sb.at.End])
		changes := m.tidy(x, m.diff(x, y))
		for i, c := range changes {
			if max(c.from.Len(), c.to.Len()) > wordingWords || !m.tells(x, c.from) && !m.tells(y, c.to) {
				continue
			}
			if c.from.Empty() || c.to.Empty() {
				until := len(x)
				if i+1 < len(changes) {
					until = changes[i+1].from.Start
				}
				n := min(wordingTail, until-c.from.End)
				if n == 0 {
					continue // nothing follows that both have
				}
				c.from.End, c.to.End = c.from.End+n, c.to.End+n
			}
			out = append(out, [2]text.Span{stretch(sa.at, atX, c.from), stretch(sb.at, atY, c.to)})
		}
	}
	return out
}

// tells reports whether a run of words has one with content.
func (m *Matcher) tells(words []int32, s text.Span) bool {
	for _, w := range words[s.Start:s.End] {
		if m.term[w] != none {
			return true
		}
	}
	return false
}

// stretch returns where a run of words stands in the report's text.
func stretch(sentence text.Span, at []text.Span, words text.Span) text.Span {
	return text.Span{Start: sentence.Start + at[words.Start].Start, End: sentence.Start + at[words.End-1].End}
}
