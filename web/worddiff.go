package web

import (
	"strings"

	"dateline/text"
)

// change is a stretch of words that two wordings share, or that one of them
// has alone.
type change struct {
	Kind  string // same, removed, added
	Words string
}

const (
	same    = "same"
	removed = "removed"
	added   = "added"
)

// wordDiff aligns the words of b with those of a by their longest common
// subsequence. Letters' case and punctuation do not count as differences, nor
// do they get lost. Of more words than mostAligned, the rest is taken as one.
func wordDiff(a, b string) []change {
	x, y := cutWords(a), cutWords(b)
	n, m := len(x), len(y)
	// l[i][j] is the length of the longest common subsequence of x[i:] and y[j:].
	l := make([]int, (n+1)*(m+1))
	at := func(i, j int) *int { return &l[i*(m+1)+j] }
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			switch {
			case x[i].key == y[j].key:
				*at(i, j) = *at(i+1, j+1) + 1
			default:
				*at(i, j) = max(*at(i+1, j), *at(i, j+1))
			}
		}
	}
	var out []change
	add := func(kind, words string) {
		if k := len(out); k > 0 && out[k-1].Kind == kind {
			out[k-1].Words += " " + words
			return
		}
		out = append(out, change{kind, words})
	}
	i, j := 0, 0
	for i < n || j < m {
		switch {
		case i < n && j < m && x[i].key == y[j].key:
			add(same, y[j].words)
			i, j = i+1, j+1
		case j == m || i < n && *at(i+1, j) >= *at(i, j+1):
			add(removed, x[i].words)
			i++
		default:
			add(added, y[j].words)
			j++
		}
	}
	return out
}

// mostAligned is how many words are aligned one by one.
const mostAligned = 400

type cutWord struct{ words, key string }

// cutWords cuts s at white space; the key of a word is how it is compared.
func cutWords(s string) []cutWord {
	list := strings.Fields(s)
	if len(list) > mostAligned {
		list = append(list[:mostAligned:mostAligned], strings.Join(list[mostAligned:], " "))
	}
	out := make([]cutWord, 0, len(list))
	for _, w := range list {
		var key strings.Builder
		for k := range text.Words(w) {
			key.WriteString(k)
			key.WriteByte(' ')
		}
		if key.Len() == 0 {
			if n := len(out); n > 0 { // a dash or the like stays with the word before it
				out[n-1].words += " " + w
				continue
			}
		}
		out = append(out, cutWord{w, key.String()})
	}
	return out
}
