package position

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"dateline/language/name"
	"dateline/record"
	"dateline/story"
)

// matter is what a wording is about: its stems with content, the names of who
// takes part left out.
type matter map[string]bool

// matterWords is how many of a wording's words, the rarest first, say what it
// is about.
const matterWords = 16

func matterOf(m *story.Matcher, words string, without ...string) matter {
	names := map[string]bool{}
	for _, n := range without {
		for _, w := range strings.FieldsFunc(strings.ToLower(n), func(r rune) bool { return r == ' ' || r == '-' || r == '\'' || r == '’' }) {
			names[story.Stem(w)] = true
		}
		for _, c := range name.Countries(n) {
			names[story.Stem(strings.ToLower(name.CountryName(c)))] = true
		}
	}
	out := matter{}
	for _, w := range m.Rare(words, matterWords) {
		if stem := story.Stem(w); !names[stem] && len(name.Countries(w)) == 0 {
			out[stem] = true
		}
	}
	return out
}

// sameMatter is how many stems with content two positions share at least to be
// on the same words; one is enough where one has no more.
const sameMatter = 2

// same reports whether two are on the same words.
func (a matter) same(b matter) bool {
	need := min(sameMatter, len(a), len(b))
	return need > 0 && a.shared(b) >= need
}

// shared counts the stems that both have.
func (a matter) shared(b matter) int {
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return n
}

// words are those that say what a position is about.
func words(p *record.Position) string {
	out := p.Span.Exact
	for _, x := range []*record.Span{p.Topic, p.Condition} {
		if x != nil {
			out += " " + x.Exact
		}
	}
	return out
}

// Ordered returns the ids of reports in order of publication, the undated last.
func Ordered(all map[string]*record.Line) []string {
	return slices.SortedFunc(maps.Keys(all), func(a, b string) int {
		return cmp.Or(compareTimes(all[a].Report.Published, all[b].Report.Published), cmp.Compare(a, b))
	})
}

// compareTimes puts times in order, those that are not known last.
func compareTimes(a, b record.Stamp) int {
	if (a.Time == nil) != (b.Time == nil) {
		if a.Time == nil {
			return 1
		}
		return -1
	}
	if a.Time == nil {
		return 0
	}
	return cmp.Compare(*a.Time, *b.Time)
}
