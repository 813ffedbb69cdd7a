package story

import (
	"strings"

	"dateline/record"
	"dateline/text"
)

// Verdict says how words that somebody is said to have said stand to a
// statement in the record.
type Verdict string

// Verdicts, the strongest first.
const (
	Verbatim  Verdict = "verbatim"        // letter by letter inside quotation marks
	Told      Verdict = "told, unquoted"  // letter by letter, but in the reporter's own sentence
	Shortened Verdict = "trimmed"         // a quotation that has more words between them
	Differing Verdict = "differing"       // a quotation in which words differ
	Meaning   Verdict = "paraphrase only" // the same said in other words, or unquoted with differences
	Unrelated Verdict = ""                // something else
)

// Difference is one place at which the words asked for and a wording differ.
type Difference struct {
	Asked string // "" where the wording has more
	Found string // "" where the wording has less
}

// Verify holds words against a statement. A likeness never passes for
// verbatim: only the same letters do, their case, quotation marks, spaces and
// what stands at the ends aside (text.Normal). Of a quotation in pieces, which
// its cue splits, the words count.
func (m *Matcher) Verify(words string, s *record.Statement) (Verdict, []Difference) {
	asked := letters(words)
	if asked == "" {
		return Unrelated, nil
	}
	for _, q := range s.Quotes {
		if holds(letters(q.Exact), asked) {
			return Verbatim, nil
		}
	}
	if len(s.Quotes) > 1 && holds(wordsIn(s.Quotes...), wordsIn(record.Span{Exact: words})) {
		return Verbatim, nil
	}
	for _, c := range s.Content {
		if holds(letters(c.Exact), asked) {
			return Told, nil
		}
	}
	w := m.Wording(words)
	best, differences, value := Unrelated, []Difference(nil), 0.0
	for _, q := range s.Quotes {
		shared, inner, dropped := m.local(words, q.Exact)
		if shared < 0.6 || shared <= value {
			continue
		}
		best, differences, value = Differing, inner, shared
		if dropped {
			best = Shortened
		}
	}
	if best != Unrelated {
		return best, differences
	}
	var all strings.Builder
	for _, c := range s.Content {
		all.WriteString(c.Exact + " ")
	}
	shared, inner, _ := m.local(words, all.String())
	if shared >= 0.75 || m.Same(w, m.Wording(all.String())) >= sameWords {
		return Meaning, inner
	}
	return Unrelated, nil
}

// bare is the form in which words are compared letter by letter.
func bare(s string) string {
	return strings.Trim(text.Normal(s), ` "'.,;:!?-`)
}

// letters is bare without quotation marks inside and without case.
func letters(s string) string {
	return strings.ToLower(strings.ReplaceAll(bare(s), `"`, ""))
}

// wordsIn returns the words of spans with spaces between.
func wordsIn(spans ...record.Span) string {
	var out []string
	for _, x := range spans {
		for w := range text.Words(x.Exact) {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// holds reports whether part stands in whole between word boundaries.
func holds(whole, part string) bool {
	for from := 0; ; {
		i := strings.Index(whole[from:], part)
		if i < 0 {
			return false
		}
		i += from
		end := i + len(part)
		if (i == 0 || !letter(whole[i-1])) && (end == len(whole) || !letter(whole[end])) {
			return true
		}
		from = i + 1
	}
}

func letter(b byte) bool {
	return b >= 0x80 || b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z'
}

// local lays words into a wording that may be longer at both ends. It returns
// the share of the content of words that the wording has, where the two differ
// between their first and last common word, and whether the wording only has
// more there.
func (m *Matcher) local(words, wording string) (shared float64, inner []Difference, dropped bool) {
	a, atA := m.cut(words)
	b, atB := m.cut(wording)
	if len(a) == 0 || len(b) == 0 {
		return 0, nil, false
	}
	changes := m.diff(a, b)
	lost := make([]bool, len(a))
	dropped = true
	for _, c := range changes {
		for i := c.from.Start; i < c.from.End; i++ {
			lost[i] = true
		}
		if c.from.Empty() && (c.from.Start == 0 || c.from.Start == len(a)) {
			continue // the wording goes on at either end
		}
		// At an end, as many words of the wording as were asked for; the rest is
		// how it goes on.
		if n := c.from.Len(); c.from.Start == 0 {
			c.to.Start = max(c.to.Start, c.to.End-n)
		} else if c.from.End == len(a) {
			c.to.End = min(c.to.End, c.to.Start+n)
		}
		d := Difference{Asked: between(words, atA, c.from), Found: between(wording, atB, c.to)}
		dropped = dropped && c.from.Empty()
		inner = append(inner, d)
	}
	kept, all := 0.0, 0.0
	for i, w := range a {
		v := 0.2
		if t := m.term[w]; t != none {
			v = float64(m.terms.weight[t]) / 1000
		}
		all += v
		if !lost[i] {
			kept += v
		}
	}
	return kept / all, inner, dropped && len(inner) > 0
}

// cut returns the words of s and where they stand.
func (m *Matcher) cut(s string) (words []int32, at []text.Span) {
	for w, span := range wordsOf(s) {
		if len(words) == maxWords {
			break
		}
		words, at = append(words, m.word(w)), append(at, span)
	}
	return words, at
}

func between(s string, at []text.Span, words text.Span) string {
	if words.Empty() {
		return ""
	}
	return s[at[words.Start].Start:at[words.End-1].End]
}

// Rare returns up to n of the words of s that are the rarest in the press, the
// rarest first: those by which to look for a wording.
func (m *Matcher) Rare(s string, n int) []string {
	var out []string
	var weights []int32
	for w := range wordsOf(s) {
		t := m.terms.of(w)
		if t == none {
			continue
		}
		i := 0
		for i < len(out) && weights[i] >= m.terms.weight[t] {
			i++
		}
		if i >= n || i > 0 && out[i-1] == w {
			continue
		}
		out = append(out[:i], append([]string{w}, out[i:]...)...)
		weights = append(weights[:i], append([]int32{m.terms.weight[t]}, weights[i:]...)...)
		out, weights = out[:min(len(out), n)], weights[:min(len(out), n)]
	}
	return out
}
