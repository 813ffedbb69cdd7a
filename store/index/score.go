package index

import (
	"dateline/record"
	"dateline/store/query"
	"dateline/text"
)

// Measures of the score: BM25 with fields (Robertson and Zaragoza, The
// Probabilistic Relevance Framework, 2009). Everything that is scored has all
// of the words. How rare each is in the record is left out, so that a score
// depends on the report and the query alone.
const (
	saturation = 1.2   // of a word that occurs again and again
	lengthness = 0.75  // how much a longer text counts for less
	usual      = 400.0 // words of a text
	inHeadline = 4.0   // what a match in a headline counts for, of one in the body
	nearness   = 1.0   // what is added where all stand next to each other
)

// Score says how well the words of a text answer q: the more often each word
// or phrase of q occurs, the shorter the text, and the nearer to each other
// they stand, the better; what stands in a headline counts for more. 0 is for
// what has none of them.
func Score(words string, q query.Query) float64 {
	return score(cut(words), phrases(q), func(int) float64 { return 1 })
}

// score weighs the hits at which phrases stand in words; weight gives what a
// match at a byte counts for.
func score(words []word, phrases [][]string, weight func(at int) float64) float64 {
	if len(phrases) == 0 || len(words) == 0 {
		return 0
	}
	long := saturation * (1 - lengthness + lengthness*float64(len(words))/usual)
	sum := 0.0
	places := make([][]int, len(phrases)) // by phrase: the words at which it begins
	for i, p := range phrases {
		n := 0.0
		for k := range words {
			if words[k].folded == p[0] && at(words[k:], p) {
				places[i] = append(places[i], k)
				n += weight(words[k].at.Start)
			}
		}
		sum += n * (saturation + 1) / (n + long)
	}
	if len(phrases) > 1 {
		if wide := window(places); wide >= 0 {
			sum += nearness * float64(len(phrases)) / float64(len(phrases)+wide)
		}
	}
	return sum
}

// window is the number of words between the first and the last of places, one
// from each list, that stand nearest to each other; -1 where a list is empty.
func window(places [][]int) int {
	next := make([]int, len(places))
	best := -1
	for {
		low, high, lowest := 0, 0, 0
		for i, list := range places {
			if next[i] == len(list) {
				return best
			}
			p := list[next[i]]
			if i == 0 || p < low {
				low, lowest = p, i
			}
			if i == 0 || p > high {
				high = p
			}
		}
		if d := high - low; best < 0 || d < best {
			best = d
		}
		next[lowest]++
	}
}

// headlines tells what a match at a byte of t counts for.
func headlines(t text.Text, parts []record.Part) func(at int) float64 {
	var heads []text.Span
	for _, p := range parts {
		if p.Kind == "headline" {
			heads = append(heads, text.Span{Start: t.Offset(p.Span.Start), End: t.Offset(p.Span.End)})
		}
	}
	return func(at int) float64 {
		if within(heads, at) {
			return inHeadline
		}
		return 1
	}
}
