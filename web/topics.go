package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/store"
	"dateline/story"
	"dateline/text"
)

// topic is what positions of several parties are about: words of one stem.
type topic struct {
	Word    string // as it is most often written
	Stem    string
	N       int // positions
	Holders int
}

const (
	topicColumns = 6
	topicWords   = 8 // rare words of a position that may be what it is about
)

// topicsOf finds what most parties hold something on: of each position the
// words with content of its topic, or of the words that commit where it has
// none, without the names of parties.
func topicsOf(list []store.PositionRow) []topic {
	m := story.NewMatcher()
	names := map[string]bool{}
	for i := range list {
		p := &list[i].Position
		for _, r := range []string{party(p.Holder)} {
			for w := range text.Words(r) {
				names[story.Stem(w)] = true
			}
		}
		if p.Target != nil {
			for w := range text.Words(party(*p.Target)) {
				names[story.Stem(w)] = true
			}
		}
	}
	type found struct {
		n, capital int
		holders    map[string]bool
		forms      map[string]int
		in         map[int]bool // positions
	}
	by := map[string]*found{}
	for i := range list {
		p := &list[i].Position
		words := p.Span.Exact
		if p.Topic != nil {
			words = p.Topic.Exact
		}
		for _, w := range m.Rare(words, topicWords) {
			stem := story.Stem(w)
			if len([]rune(w)) < 4 || names[stem] || strings.ContainsAny(w, "0123456789") {
				continue
			}
			x := by[stem]
			if x == nil {
				x = &found{holders: map[string]bool{}, forms: map[string]int{}, in: map[int]bool{}}
				by[stem] = x
			}
			x.n++
			x.in[i] = true
			if capital(words, w) {
				x.capital++
			}
			x.holders[party(p.Holder)] = true
			x.forms[w]++
		}
	}
	var out []topic
	for stem, x := range by {
		if x.n > 1 && 2*x.capital <= x.n { // what is mostly written with a capital is a name
			out = append(out, topic{countsOf(x.forms)[0].Value, stem, x.n, len(x.holders)})
		}
	}
	slices.SortFunc(out, func(a, b topic) int {
		return cmp.Or(cmp.Compare(b.Holders, a.Holders), cmp.Compare(b.N, a.N), cmp.Compare(a.Word, b.Word))
	})
	// Of words that occur in the same positions the first stands for all.
	var kept []topic
	for _, t := range out {
		if !slices.ContainsFunc(kept, func(k topic) bool {
			shared := 0
			for i := range by[t.Stem].in {
				if by[k.Stem].in[i] {
					shared++
				}
			}
			return shared == len(by[t.Stem].in)
		}) {
			kept = append(kept, t)
		}
	}
	return kept
}

// capital reports whether a word stands in words with a capital, not at their
// beginning.
func capital(words, w string) bool {
	for i, f := range strings.Fields(words) {
		f = strings.TrimFunc(f, func(r rune) bool { return !unicode.IsLetter(r) })
		if r, _ := utf8.DecodeRuneInString(f); i > 0 && unicode.IsUpper(r) && strings.HasPrefix(strings.ToLower(f), w) {
			return true
		}
	}
	return false
}

// mentions reports whether a word of words begins with a word of topic, or has
// its stem.
func mentions(words, topic string) bool {
	for w := range text.Words(words) {
		for t := range text.Words(topic) {
			if strings.HasPrefix(w, t) || story.Stem(w) == story.Stem(t) {
				return true
			}
		}
	}
	return false
}

// keptTopics are the columns that somebody has kept for everybody.
func (d *desk) keptTopics(r *http.Request) (string, error) {
	if d.drawer == nil {
		return "", nil
	}
	return d.drawer.Setting(r.Context(), "topics")
}

// keepTopics keeps columns for the table of positions, or with none goes back
// to those that are found.
func (d *desk) keepTopics(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	if d.drawer == nil {
		d.fail(w, r, noSuchPage)
		return
	}
	topics := strings.TrimSpace(r.PostFormValue("topics"))
	if err := d.drawer.Set(r.Context(), "topics", topics); err != nil {
		d.fail(w, r, err)
		return
	}
	d.note(r, "topics kept", topics)
	http.Redirect(w, r, "/positions", http.StatusSeeOther)
}
