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
// takes part left out, each with the word that has it there.
type matter map[string]met

// met is a word, and how many of the wording are rarer in the press.
type met struct {
	word string
	rank int
}

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
	for i, w := range m.Rare(noCountries(words), matterWords) {
		if stem := story.Stem(w); !names[stem] {
			out[stem] = met{w, i}
		}
	}
	return out
}

// noCountries takes the names of countries out of words, of their peoples and
// of their capitals: who is spoken of, not what about.
func noCountries(words string) string {
	var out strings.Builder
	for rest := words; rest != ""; {
		if code, n := name.CountryAt(rest); code != "" {
			rest = rest[n:]
			continue
		}
		end := strings.IndexByte(rest, ' ') + 1
		if end == 0 {
			end = len(rest)
		}
		if w := strings.Trim(rest[:end], " ,.;:“”\"'’()"); len(name.Countries(strings.TrimSuffix(w, "’s"))) == 0 {
			out.WriteString(rest[:end])
		}
		rest = rest[end:]
	}
	return out.String()
}

// same reports whether two are on the same words.
func (a matter) same(b matter) bool {
	return enough(a.shared(b), len(a), len(b))
}

// enough reports whether so many shared stems are, of so many that each has:
// two, a third of the shorter one at least, and the only one where it has no
// more.
func enough(shared, a, b int) bool {
	n := min(a, b)
	return n > 0 && shared >= min(n, max(2, (n+2)/3))
}

// shared counts the stems that both have.
func (a matter) shared(b matter) int {
	n := 0
	for w := range a {
		if _, ok := b[w]; ok {
			n++
		}
	}
	return n
}

// words are those that say what a position is about.
func words(p *record.Position) string {
	var out []string
	for _, s := range spans(p) {
		out = append(out, s.Exact)
	}
	return strings.Join(out, " ")
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
