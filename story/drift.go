package story

import (
	"unicode/utf8"

	"dateline/record"
	"dateline/text"
)

// Kinds of drift between the fullest wording and another one.
const (
	Trimmed     = "trimmed"                          // the other leaves words out
	Added       = "added"                            // the other has more words
	Reworded    = "reworded"                         // the other has other words in their place
	Paraphrased = "paraphrased"                      // the other tells it in words of its own
	InQuotes    = "differing inside quotation marks" // both put it in quotation marks, and the words differ
)

// said is the content of a statement as words with their places.
type said struct {
	words  []int32     // as Wording has them
	at     []placed    // the same words' places
	pieces []text.Span // first and last word of each piece of the content
}

// placed is where a word stands: in which piece of the content, at which
// bytes of it.
type placed struct {
	piece    int
	from, to int
	quoted   bool
}

// said reads the content of a statement.
func (m *Matcher) said(s *record.Statement) said {
	var out said
	for p := range s.Content {
		c := &s.Content[p]
		first := len(out.words)
		point, last := c.Start, 0
		for w, at := range wordsOf(c.Exact) {
			if len(out.words) == maxWords {
				break
			}
			point += utf8.RuneCountInString(c.Exact[last:at.Start])
			last = at.Start
			if w == "that" && len(out.words) == 0 {
				continue // of the attribution's grammar, not of the words
			}
			id := m.word(w)
			quoted := false
			for _, q := range s.Quotes {
				quoted = quoted || q.Start <= point && point < q.End
			}
			out.words = append(out.words, id)
			out.at = append(out.at, placed{p, at.Start, at.End, quoted})
		}
		out.pieces = append(out.pieces, text.Span{Start: first, End: len(out.words)})
	}
	return out
}

// change is a run of words of one wording in the place of a run of the other.
type change struct {
	from, to text.Span // indexes of words; empty where that side has none
}

// What a pair of words is worth when two wordings are aligned.
const (
	sameContent = 4
	sameStem    = 3 // "proceed", "proceeding"
	samePlain   = 1 // a word of grammar
)

func (m *Matcher) worth(a, b int32) uint16 {
	t := m.term[a]
	switch {
	case a == b && t != none:
		return sameContent
	case a == b:
		return samePlain
	case t != none && t == m.term[b]:
		return sameStem
	}
	return 0
}

// diff aligns two lists of words so that what they share is worth the most
// (Needleman and Wunsch 1970), and returns what lies between the words that
// are the same to the letter.
func (m *Matcher) diff(a, b []int32) []change {
	width := len(b) + 1
	table := make([]uint16, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			best := max(table[(i+1)*width+j], table[i*width+j+1])
			if w := m.worth(a[i], b[j]); w > 0 {
				best = max(best, table[(i+1)*width+j+1]+w)
			}
			table[i*width+j] = best
		}
	}
	var out []change
	i, j, fromI, fromJ := 0, 0, 0, 0
	flush := func() {
		if i > fromI || j > fromJ {
			out = append(out, change{text.Span{Start: fromI, End: i}, text.Span{Start: fromJ, End: j}})
		}
	}
	for i < len(a) && j < len(b) {
		w := m.worth(a[i], b[j])
		switch here := table[i*width+j]; {
		case w > 0 && here == table[(i+1)*width+j+1]+w:
			if a[i] != b[j] {
				i, j = i+1, j+1 // another form of the word: part of the change
				continue
			}
			flush()
			i, j = i+1, j+1
			fromI, fromJ = i, j
		case here == table[(i+1)*width+j]:
			i++
		default:
			j++
		}
	}
	i, j = len(a), len(b)
	flush()
	return out
}

// tidy joins changes that only words of grammar keep apart, since "the" in two
// sentences is no word that one kept of the other.
func (m *Matcher) tidy(words []int32, changes []change) []change {
	out := changes[:0:0]
	for _, c := range changes {
		if n := len(out); n > 0 && c.large() && out[n-1].large() && m.plain(words[out[n-1].from.End:c.from.Start]) {
			out[n-1].from.End, out[n-1].to.End = c.from.End, c.to.End
			continue
		}
		out = append(out, c)
	}
	return out
}

func (c change) large() bool { return max(c.from.Len(), c.to.Len()) > 1 }

// plain reports whether a run of words is short and has no content.
func (m *Matcher) plain(words []int32) bool {
	for _, w := range words {
		if m.term[w] != none {
			return false
		}
	}
	return len(words) <= 2
}

// drift says where the wording of b, with the given id, differs from a, the
// fullest one. Each place is told by the words of both sides.
func (m *Matcher) drift(a, b *record.Statement, writeA, writeB writer) []record.Drift {
	x, y := m.said(a), m.said(b)
	changes := m.tidy(x.words, m.diff(x.words, y.words))
	if len(changes) == 0 {
		return nil
	}
	common := len(x.words)
	for _, c := range changes {
		common -= c.from.Len()
	}
	if 2*common < min(len(x.words), len(y.words)) || common == 0 {
		return []record.Drift{{
			Statement: b.ID, Kind: Paraphrased,
			From: whole(x, a, writeA), To: whole(y, b, writeB),
		}}
	}
	var out []record.Drift
	for _, c := range changes {
		out = append(out, record.Drift{
			Statement: b.ID, Kind: x.kind(y, c),
			From: x.span(a, c.from, writeA), To: y.span(b, c.to, writeB),
		})
	}
	return out
}

// kind names a change. Words inside quotation marks that are left out at the
// beginning or end of a quotation are trimmed like any others; left out, put
// in or replaced inside of it they make two wordings of which the reader
// cannot know which was said.
func (x said) kind(y said, c change) string {
	if x.quotedAround(c.from) && y.quotedAround(c.to) {
		return InQuotes
	}
	switch {
	case c.to.Empty():
		return Trimmed
	case c.from.Empty():
		return Added
	}
	return Reworded
}

// quotedAround reports whether the words of the change are quoted or, where
// there are none, those on both sides of their place in one piece are.
func (x said) quotedAround(s text.Span) bool {
	if s.Empty() {
		return s.Start > 0 && s.Start < len(x.at) && x.at[s.Start-1].quoted && x.at[s.Start].quoted && x.at[s.Start-1].piece == x.at[s.Start].piece
	}
	for _, w := range x.at[s.Start:s.End] {
		if !w.quoted {
			return false
		}
	}
	return true
}

// span writes a run of words; those of a run over several pieces of the
// content from the first to the last of its first piece.
func (x said) span(s *record.Statement, words text.Span, write writer) *record.Span {
	if words.Empty() {
		return nil
	}
	first, last := x.at[words.Start], x.at[words.End-1]
	content := &s.Content[first.piece]
	to := last.to
	if last.piece != first.piece {
		to = len(content.Exact)
	}
	out := write(content, first.from, to)
	return &out
}

func whole(x said, s *record.Statement, write writer) *record.Span {
	return x.span(s, text.Span{Start: 0, End: len(x.words)}, write)
}

// writer writes the bytes from to to of a span's words as a span.
type writer func(s *record.Span, from, to int) record.Span
