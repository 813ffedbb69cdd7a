package position

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"dateline/correction"
	"dateline/record"
	"dateline/text"
)

// Topic is something that positions can be about, known by its words. A word
// stands for all words that begin with it ("sanction": sanctions), with a full
// stop at its end for itself alone ("aid."), and words with spaces between
// them for the same ones after another. Letters' case and accents do not
// matter. In scripts without spaces a word is found wherever its characters
// stand.
type Topic struct {
	Name  string   `json:"name"`
	Words []string `json:"words"`
	By    string   `json:"by,omitempty"`         // who set it; "" for one that every record begins with
	Set   string   `json:"correction,omitempty"` // id of the saying that set it
}

//go:embed topics.tsv
var topicFile string

// ordinary are the topics that every record begins with.
var ordinary = func() []Topic {
	list, _, err := loadTopics(topicFile)
	if err != nil {
		panic(err)
	}
	return list
}()

// loadTopics reads topics with an example each.
func loadTopics(file string) (list []Topic, examples []string, err error) {
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			return nil, nil, fmt.Errorf("topics.tsv:%d: %d fields, want topic, words and example", n+1, len(f))
		}
		t := Topic{Name: f[0], Words: strings.Split(f[1], "|")}
		if err := CheckTopic(t.Name, t.Words); err != nil {
			return nil, nil, fmt.Errorf("topics.tsv:%d: %w", n+1, err)
		}
		list, examples = append(list, t), append(examples, f[2])
	}
	return list, examples, nil
}

// CheckTopic says why there can be no topic of this name and these words.
func CheckTopic(name string, words []string) error {
	if fold(name) == "" {
		return fmt.Errorf("a topic's name needs a letter or a digit, and %q has none", name)
	}
	for _, w := range words {
		if fold(w) == "" {
			return fmt.Errorf("topic %s: a word needs a letter or a digit, and %q has none", name, w)
		}
	}
	return nil
}

// Topics returns the topics of a record: those that it begins with, as the
// active corrections replace them, take them out and add to them, in their
// order.
func Topics(active []correction.Correction) []Topic {
	out := slices.Clone(ordinary)
	for i := range active {
		c := &active[i]
		if c.Kind != correction.Topic {
			continue
		}
		t := Topic{Name: c.Value, Words: c.Words, By: c.By, Set: c.ID}
		switch at := Find(out, c.Value); {
		case at < 0 && len(t.Words) > 0:
			out = append(out, t)
		case at >= 0 && len(t.Words) > 0:
			out[at] = t
		case at >= 0:
			out = slices.Delete(out, at, at+1)
		}
	}
	return out
}

// Find returns the index of the topic of a name, whatever the case of its
// letters; -1 when there is none.
func Find(list []Topic, name string) int {
	return slices.IndexFunc(list, func(t Topic) bool { return correction.SameTopic(t.Name, name) })
}

// fold is the form in which words are compared, one space between them.
func fold(s string) string {
	var out []byte
	for w := range text.Words(s) {
		if len(out) > 0 {
			out = append(out, ' ')
		}
		out = append(out, w...)
	}
	return string(out)
}

// Index finds the topics of positions.
type Index struct {
	Topics  []Topic
	phrases map[rune][]phrase // by the first character
	names   map[string][]int  // folded words of topics → topics, for whoever is called so
}

// phrase is a topic's word, or words one after the other.
type phrase struct {
	topic int
	words []string
	whole []bool // by word: it stands for itself alone
}

// NewIndex makes an index of topics.
func NewIndex(topics []Topic) *Index {
	x := &Index{Topics: topics, phrases: map[rune][]phrase{}, names: map[string][]int{}}
	for i, t := range topics {
		for _, s := range t.Words {
			p := phrase{topic: i}
			for _, part := range strings.Fields(s) {
				n := len(p.words)
				for w := range text.Words(part) {
					p.words, p.whole = append(p.words, w), append(p.whole, false)
				}
				if len(p.words) > n {
					p.whole[len(p.words)-1] = strings.HasSuffix(part, ".")
				}
			}
			if len(p.words) == 0 {
				continue
			}
			first := []rune(p.words[0])[0]
			x.phrases[first] = append(x.phrases[first], p)
			x.names[fold(s)] = append(x.names[fold(s)], i)
		}
	}
	return x
}

// In returns a function that gives the topics of a position of l, as indices,
// in order: those one of whose words is among its own, and those whose words
// name somebody whom its words stand for ("release him").
func (x *Index) In(l *record.Line) func(*record.Position) []int {
	var named []naming
	for i := range l.Actors {
		a := &l.Actors[i]
		var of []int
		for _, n := range append([]string{a.Name}, a.Names...) {
			of = append(of, x.names[fold(n)]...)
		}
		for k := range l.Mentions {
			if m := &l.Mentions[k]; len(of) > 0 && m.Actor != nil && *m.Actor == a.ID {
				named = append(named, naming{m.Span.Start, m.Span.End, of})
			}
		}
	}
	return func(p *record.Position) []int {
		var out []int
		for _, s := range spans(p) {
			out = x.in(s.Exact, out)
			for _, n := range named {
				if s.Start <= n.start && n.end <= s.End {
					out = append(out, n.topics...)
				}
			}
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
}

// naming is where somebody stands whom topics name.
type naming struct {
	start, end int // code points
	topics     []int
}

// in adds the topics of words to out.
func (x *Index) in(words string, out []int) []int {
	var list []string
	for w := range text.Words(words) {
		list = append(list, w)
	}
	for i, w := range list {
		for _, p := range x.phrases[[]rune(w)[0]] {
			if len(p.words) > len(list)-i || slices.Contains(out, p.topic) {
				continue
			}
			fits := true
			for k, want := range p.words {
				if have := list[i+k]; have != want && (p.whole[k] || !strings.HasPrefix(have, want)) {
					fits = false
					break
				}
			}
			if fits {
				out = append(out, p.topic)
			}
		}
	}
	return out
}

// spans are the words that say what a position is about.
func spans(p *record.Position) []*record.Span {
	out := []*record.Span{&p.Span}
	for _, s := range []*record.Span{p.Topic, p.Condition} {
		if s != nil {
			out = append(out, s)
		}
	}
	return out
}
