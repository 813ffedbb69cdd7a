package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"
	"unicode"

	"dateline/lab/corpus"
	"dateline/language/entity"
	"dateline/language/net"
	"dateline/language/tag"
	"dateline/language/token"
	"dateline/language/tree"
)

// scoreCut compares words and sentences with those that package token cuts
// from the raw text of each paragraph. Places count the characters that are
// not white space.
func scoreCut(data []corpus.Sentence) (words, sentences tally) {
	for first := 0; first < len(data); {
		last := first + 1
		for last < len(data) && !data[last].Begins {
			last++
		}
		paragraph(data[first:last], &words, &sentences)
		first = last
	}
	return words, sentences
}

func paragraph(data []corpus.Sentence, words, sentences *tally) {
	text := ""
	wordAt, sentenceAt := map[[2]int]bool{}, map[[2]int]bool{}
	at := 0
	for _, s := range data {
		if text != "" {
			text += " "
		}
		text += s.Text
		from := at
		for _, w := range s.Words {
			n := solid(w)
			wordAt[[2]int{at, at + n}] = true
			at += n
		}
		sentenceAt[[2]int{from, at}] = true
		words.gold += len(s.Words)
		sentences.gold++
	}
	toks := token.Cut(nil, text, 0)
	starts := token.Sentences(text, toks)
	at = 0
	ends := make([]int, len(toks)+1)
	for i, t := range toks {
		n := solid(text[t.Start:t.End])
		words.found++
		if wordAt[[2]int{at, at + n}] {
			words.right++
		}
		at += n
		ends[i+1] = at
	}
	for k, from := range starts {
		to := len(toks)
		if k+1 < len(starts) {
			to = starts[k+1]
		}
		sentences.found++
		if sentenceAt[[2]int{ends[from], ends[to]}] {
			sentences.right++
		}
	}
}

// solid counts the characters that are not white space.
func solid(s string) (n int) {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// scoreSpeed measures each step and their chain on one core.
func scoreSpeed(w io.Writer, path string) error {
	texts, err := readTexts(path)
	if err != nil {
		return err
	}
	digest, err := digestOf(path)
	if err != nil {
		return err
	}
	texts = texts[:min(len(texts), speedTexts)]
	tree.Default() // loads the weights
	entity.Default()
	var best [4]time.Duration
	n := 0
	for round := range 3 {
		var took [4]time.Duration
		took, n = steps(texts)
		for k, d := range took {
			if round == 0 || d < best[k] {
				best[k] = d
			}
		}
	}
	var all time.Duration
	for _, d := range best {
		all += d
	}
	rate := func(d time.Duration) float64 { return float64(n) / d.Seconds() / 1000 }
	fmt.Fprintf(w, "speed on %s, %d texts, %d tokens, best of three, in thousand tokens a second on one core: cut %.0f · tags %.0f · names %.0f · trees %.0f · all %.1f\n",
		digest, len(texts), n, rate(best[0]), rate(best[1]), rate(best[2]), rate(best[3]), rate(all))
	return nil
}

// speedTexts is how many texts the speed is measured on.
const speedTexts = 150

// steps runs the chain over the texts on one core; it returns the time that
// each step took (cut, tags, names, trees) and the number of tokens.
func steps(texts []string) (took [4]time.Duration, n int) {
	var toks []token.Token
	var words []string
	var tags []tag.ID
	var arcs []tree.Arc
	var found []entity.Name
	var encodings []net.Encoding
	network, tagger, parser := net.Default(), tag.Default(), tree.Default()
	for _, text := range texts {
		begin := time.Now()
		lap := func(step int) {
			now := time.Now()
			took[step] += now.Sub(begin)
			begin = now
		}
		toks = token.Cut(toks[:0], text, 0)
		starts := token.Sentences(text, toks)
		words = words[:0]
		for _, t := range toks {
			words = append(words, text[t.Start:t.End])
		}
		n += len(words)
		lap(0)
		each := func(f func(from, to int)) {
			for k, from := range starts {
				to := len(words)
				if k+1 < len(starts) {
					to = starts[k+1]
				}
				f(from, to)
			}
		}
		tags = tags[:0]
		k := 0
		each(func(from, to int) {
			for ; from < to; k++ {
				if k == len(encodings) {
					encodings = append(encodings, net.Encoding{})
				}
				end := from + net.Cut(words[from:to], 0)
				network.Encode(&encodings[k], words[from:end])
				tags = tagger.Append(tags, &encodings[k])
				from = end
			}
		})
		lap(1)
		found = entity.Find(found[:0], words, tags, starts)
		lap(2)
		k = 0
		each(func(from, to int) {
			arcs = arcs[:0]
			for at := from; at < to; k++ {
				end := at + encodings[k].Len()
				arcs = parser.Append(arcs, &encodings[k], words[at:end], tags[at:end], 0, at-from, nil)
				at = end
			}
		})
		lap(3)
	}
	return took, n
}

// readTexts reads the field "text" of each line.
func readTexts(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var out []string
	scan := bufio.NewScanner(z)
	scan.Buffer(nil, 1<<26)
	for n := 1; scan.Scan(); n++ {
		var line struct{ Text string }
		if err := json.Unmarshal(scan.Bytes(), &line); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		out = append(out, line.Text)
	}
	return out, scan.Err()
}
